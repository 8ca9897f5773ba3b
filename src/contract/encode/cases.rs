//! From the outcomes of cases to their message.

use super::super::wire;
use super::policies::policy_ref;
use super::verification::{fault, number};
use crate::cases::coverage::Coverage;
use crate::cases::{CaseOutcome, Mismatch, RunReport};
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::load::{LineIndex, Report};

/// What became of the cases of a file, and how far they cover the policy.
pub(in crate::contract) fn cases_response(
    policy: &Policy,
    report: &RunReport<'_>,
    coverage: &Coverage<'_>,
    locale: Locale,
) -> wire::RunCasesResponse {
    wire::RunCasesResponse {
        policy: Some(policy_ref(policy)),
        faults: Vec::new(),
        cases: report.outcomes.iter().map(outcome).collect(),
        passed: number(report.passed()),
        failed: number(report.failed()),
        coverage: Some(covered(coverage, locale)),
    }
}

/// What is wrong with a case file that does not load.
pub(in crate::contract) fn cases_faults(policy: &Policy, report: &Report, locale: Locale) -> wire::RunCasesResponse {
    let faults = report.faults.iter().map(|found| fault(found, locale)).collect();
    wire::RunCasesResponse { policy: Some(policy_ref(policy)), faults, ..Default::default() }
}

fn outcome(outcome: &CaseOutcome<'_>) -> wire::CaseOutcome {
    let mismatch = |mismatch: &Mismatch| {
        let Mismatch { field, expected, got } = mismatch.clone();
        wire::CaseMismatch { field, expected, got }
    };
    wire::CaseOutcome {
        name: outcome.name.clone(),
        line: number(outcome.line),
        articles: outcome.articles.clone(),
        mismatches: outcome.mismatches.iter().map(mismatch).collect(),
    }
}

fn covered(coverage: &Coverage<'_>, locale: Locale) -> wire::CaseCoverage {
    let lines = LineIndex::new(&coverage.policy.source);
    let missed = coverage.missed().map(|point| wire::MissedPoint {
        clause_id: coverage.policy.clause(point.clause).map(|clause| clause.id.clone()).unwrap_or_default(),
        line: number(lines.position(point.span.start).0),
        what: point.what.get(locale).to_owned(),
    });
    wire::CaseCoverage {
        reached: number(coverage.reached()),
        points: number(coverage.points.len()),
        missed: missed.collect(),
    }
}
