//! The compliance rules: for each a policy that trips it and one that does not, with the line and the message; the
//! findings of the five policies; and requests that replay.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // what tests share may fail them

mod advice;
mod cases;
mod faults;
mod near;
mod planted;
mod shipped;

use clausula::analyse::report::{RuleId, request_json, verify};
use clausula::analyse::rules::{ComplianceFinding, Rule, check};
use clausula::calendar::Date;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;

const FAIR: &str = include_str!("../../src/cli/explain/fair.toml");

/// The day of every check.
fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// The fair policy after changes.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(FAIR.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the fair policy has no {from:?}");
        text.replacen(from, to, 1)
    })
}

/// The policy, and the findings of compliance rules.
fn checked(text: &str) -> (Policy, Vec<ComplianceFinding>) {
    let policy = load("fair.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy;
    let findings = check(&policy, Law::built_in(), today());
    (policy, findings)
}

/// `line:column: severity[rule]: message`.
fn line(policy: &Policy, finding: &ComplianceFinding) -> String {
    let before = &policy.source[..finding.span.start];
    let (line, column) =
        (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
    format!("{line}:{column}: {}[{}]: {}", finding.severity(), finding.rule, finding.message.en)
}

fn lines(text: &str) -> Vec<String> {
    let (policy, findings) = checked(text);
    assert_replays(&policy, &findings);
    findings.iter().map(|finding| line(&policy, finding)).collect()
}

/// Every request that comes with a finding is one that the evaluator answers.
fn assert_replays(policy: &Policy, findings: &[ComplianceFinding]) {
    for witness in findings.iter().filter_map(|finding| finding.witness.as_ref()) {
        let facts = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis).unwrap();
        evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap();
        let json: serde_json::Value = serde_json::from_str(&request_json(witness, policy)).unwrap();
        assert_eq!(json["policyId"], policy.id.as_str());
    }
}

#[test]
fn the_fair_policy_has_no_findings() {
    assert_eq!(lines(FAIR), [""; 0]);
}

#[test]
fn each_rule_is_tripped_at_its_line_and_no_other_fires() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        let found = lines(&changed(case.changes));
        if found != case.found {
            wrong.push(format!("{}:\n  found {found:#?}\n  expected {:#?}", case.name, case.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    for rule in Rule::ALL {
        let named = format!("[{rule}]");
        assert!(cases::all().any(|case| case.found.iter().any(|found| found.contains(&named))), "{rule}");
    }
}

#[test]
fn what_is_just_within_the_rules_passes() {
    for (name, changes) in near::CASES {
        assert_eq!(lines(&changed(changes)), [""; 0], "{name}");
    }
}

#[test]
fn every_rule_says_what_is_wrong_and_what_to_change_in_both_languages() {
    for rule in RuleId::all() {
        for text in [rule.explanation(), rule.remedy()] {
            assert!(!text.nl.is_empty() && !text.en.is_empty() && text.nl != text.en, "{rule}");
        }
    }
}

#[test]
fn the_proofs_have_nothing_to_add_to_the_fair_policy() {
    let report = verify("fair.toml", FAIR.as_bytes(), Law::built_in(), today());
    let compliance: Vec<RuleId> =
        report.findings.iter().map(|finding| finding.rule).filter(|rule| !matches!(rule, RuleId::Proof(_))).collect();
    assert_eq!(compliance, []);
    assert_eq!(report.counts().refuted, 0);
    assert!(report.counts().proved > 0);
}
