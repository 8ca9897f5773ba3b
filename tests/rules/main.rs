//! The compliance rules: for each a policy that trips it and one that does not, with the line and the message; the
//! findings of the five policies; and requests that replay.

mod cases;
mod near;
mod shipped;

use clausula::analyse::report::{Finding, RuleId, VerificationReport, request_json, verify};
use clausula::analyse::rules::Rule;
use clausula::calendar::Date;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::Law;

const FAIR: &str = include_str!("../policies/fair.toml");

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

fn report(text: &str) -> VerificationReport {
    let report = verify("fair.toml", text.as_bytes(), Law::built_in(), today());
    let faults: Vec<String> = report.faults.iter().map(|(fault, _)| fault.to_string()).collect();
    assert!(report.policy.is_some(), "{}", faults.join("\n"));
    report
}

/// The findings of compliance rules.
fn compliance(report: &VerificationReport) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| matches!(finding.rule, RuleId::Compliance(_))).collect()
}

/// `line:column: severity[rule]: message`.
fn line(finding: &Finding) -> String {
    let Finding { rule, severity, message, place, .. } = finding;
    format!("{}:{}: {severity}[{rule}]: {}", place.line, place.column, message.en)
}

fn lines(text: &str) -> Vec<String> {
    compliance(&report(text)).into_iter().map(line).collect()
}

/// Every request that comes with a finding is one that the evaluator answers.
fn assert_replays(report: &VerificationReport) {
    let policy = report.policy.as_ref().unwrap();
    for finding in &report.findings {
        let Some(witness) = &finding.witness else { continue };
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
    for case in cases::all() {
        let text = changed(case.changes);
        assert_eq!(lines(&text), case.found, "{}", case.name);
        assert_replays(&report(&text));
    }
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
