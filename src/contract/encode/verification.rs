//! From verification reports to messages.

use super::super::json::parse_request;
use super::super::wire;
use super::super::words::Word;
use super::{law_ref, policy_ref, unencoded};
use crate::analyse::report::{self, Counts, Finding, Place, VerificationReport};
use crate::analyse::rules::Severity;
use crate::analyse::{Obligation, ProofOutcome, Witness};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::load::{self, Fault};

/// The message of a report, with its texts in a language.
pub(crate) fn verification_report(report: &VerificationReport, locale: Locale) -> wire::VerificationReport {
    let VerificationReport { file: _, policy, faults, obligations, obligation_places, findings, .. } = report;
    let policy = policy.as_deref();
    let placed = obligations.iter().zip(obligation_places);
    wire::VerificationReport {
        loads: policy.is_some(),
        policy: policy.map(policy_ref),
        faults: faults.iter().map(|(found, _)| fault(found, locale)).collect(),
        obligations: placed.filter_map(|(o, place)| Some(obligation(o, place.as_ref(), policy?, locale))).collect(),
        findings: findings.iter().filter_map(|found| Some(finding(found, policy?, locale))).collect(),
        counts: Some(counts(&report.counts())),
        law: policy.map(|policy| law_ref(Law::built_in().of(policy.law))),
        unencoded: policy.map(|policy| unencoded(policy, None, locale)).unwrap_or_default(),
    }
}

/// The request that a witness stands for.
pub(super) fn witness(witness: &Witness, policy: &Policy) -> Option<wire::EvaluateRequest> {
    parse_request(report::request_json(witness, policy).as_bytes()).ok()
}

/// A count or a place as the contract has them.
pub(super) fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A fault of a policy file or of a case file.
pub(super) fn fault(fault: &Fault, locale: Locale) -> wire::PolicyFault {
    let Fault { severity, code, message: _, file, line, column, span: _, snippet, help, corrected } = fault;
    let severity = match severity {
        load::Severity::Error => wire::FaultSeverity::Error,
        load::Severity::Warning => wire::FaultSeverity::Warning,
    };
    wire::PolicyFault {
        severity: severity.into(),
        rule: code.name().to_owned(),
        message: fault.told(locale).to_owned(),
        file: file.to_string(),
        line: number(*line),
        column: number(*column),
        snippet: snippet.text.clone(),
        help: help.as_ref().map(|help| help.get(locale).to_owned()).unwrap_or_default(),
        corrected: corrected.clone().unwrap_or_default(),
    }
}

fn obligation(
    obligation: &Obligation,
    place: Option<&Place>,
    policy: &Policy,
    locale: Locale,
) -> wire::ProofObligation {
    let Obligation { invariant, question, product, customer, clauses, prices: _, outcome, span: _ } = obligation;
    let (result, reason, shown) = match outcome {
        ProofOutcome::Proved { cases } => {
            (wire::ProofResult::Proved, obligation.proved_text(*cases, policy.currency, locale), None)
        }
        ProofOutcome::Refuted { witness, because } => {
            (wire::ProofResult::Refuted, because.get(locale).to_owned(), witness.as_deref())
        }
        ProofOutcome::Undecided { reason } => (wire::ProofResult::Undecided, reason.get(locale).to_owned(), None),
    };
    wire::ProofObligation {
        invariant: invariant.name().to_owned(),
        question: question.map(Word::to_wire).unwrap_or_default(),
        product_type: product.map(Word::to_wire).unwrap_or_default(),
        customer_type: customer.map(Word::to_wire).unwrap_or_default(),
        clause_ids: clause_ids(clauses, policy),
        result: result.into(),
        reason,
        witness: shown.and_then(|shown| witness(shown, policy)),
        line: place.map(|place| number(place.line)).unwrap_or_default(),
        column: place.map(|place| number(place.column)).unwrap_or_default(),
    }
}

fn finding(finding: &Finding, policy: &Policy, locale: Locale) -> wire::ComplianceFinding {
    let Finding {
        rule,
        severity,
        provision,
        message,
        help,
        clauses,
        place,
        witness: shown,
        obligations: _,
        acceptance,
    } = finding;
    let severity = match severity {
        Severity::Critical => wire::ComplianceSeverity::Critical,
        Severity::High => wire::ComplianceSeverity::High,
        Severity::Medium => wire::ComplianceSeverity::Medium,
        Severity::Information => wire::ComplianceSeverity::Information,
    };
    wire::ComplianceFinding {
        rule: rule.to_string(),
        severity: severity.into(),
        provision: (*provision).to_owned(),
        message: message.get(locale).to_owned(),
        help: help.get(locale).to_owned(),
        clause_ids: clause_ids(clauses, policy),
        line: number(place.line),
        column: number(place.column),
        accepted: finding.is_accepted(),
        acceptance: acceptance.as_ref().map(|accepted| wire::Acceptance {
            reason: accepted.reason.clone(),
            until: accepted.until.map(|day| day.to_string()).unwrap_or_default(),
        }),
        witness: shown.as_deref().and_then(|shown| witness(shown, policy)),
    }
}

fn clause_ids(clauses: &[u16], policy: &Policy) -> Vec<String> {
    clauses.iter().filter_map(|place| policy.clause(*place)).map(|clause| clause.id.clone()).collect()
}

fn counts(counts: &Counts) -> wire::VerificationCounts {
    let Counts { errors, warnings, obligations, proved, refuted, undecided, findings, accepted } = *counts;
    wire::VerificationCounts {
        errors: number(errors),
        warnings: number(warnings),
        obligations: number(obligations),
        proved: number(proved),
        refuted: number(refuted),
        undecided: number(undecided),
        findings: number(findings),
        accepted: number(accepted),
    }
}
