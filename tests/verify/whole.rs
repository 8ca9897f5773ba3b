//! Whole reports, as they are read. One that changes is looked through, and written anew with `CLAUSULA_WRITE_REPORTS=1`.

use super::kept::assert_is;
use super::{Verification, day};
use clausula::analyse::ProofOutcome;
use clausula::analyse::report::{Suppressed, Told, VerificationReport, human, json, junit, sarif, verify};
use clausula::analyse::rules::Severity;
use clausula::law::Law;
use clausula::money::Locale;
use serde_json::Value;
use std::collections::BTreeMap;

/// The policy with each form of clause once.
pub(crate) const GOOD: &str = include_str!("../policies/good.toml");

/// A policy with tables that overlap in every way, and a breach of most rules.
const POOR: &str = include_str!("../policies/poor.toml");

fn whole(name: &str, text: &str) -> Verification {
    Verification { reports: vec![verify(name, text.as_bytes(), Law::built_in(), day("2026-11-21"))] }
}

/// What is said of each invariant and question, and of how many products and customers.
fn obligations(report: &VerificationReport) -> String {
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for obligation in &report.obligations {
        let outcome = match &obligation.outcome {
            ProofOutcome::Proved { cases } => format!("proved in {cases} cases"),
            ProofOutcome::Refuted { because, .. } => format!("refuted: {} | {}", because.en, because.nl),
            ProofOutcome::Undecided { reason } => format!("undecided: {} | {}", reason.en, reason.nl),
        };
        let question = obligation.question.map_or("-", |question| question.name());
        *said.entry(format!("{} {question}: {outcome}", obligation.invariant)).or_default() += 1;
    }
    said.iter().map(|(what, count)| format!("{count:3} x {what}\n")).collect()
}

#[test]
fn for_a_person_and_what_is_proved() {
    let (good, poor) = (whole("good.toml", GOOD), whole("poor.toml", POOR));
    assert_is("good.en.txt", &human(&good, Locale::En, Told::All));
    assert_is("good.nl.txt", &human(&good, Locale::Nl, Told::All));
    assert_is("good.obligations.txt", &obligations(&good.reports[0]));
    assert_is("poor.en.txt", &human(&poor, Locale::En, Told::All));
    assert_is("poor.nl.txt", &human(&poor, Locale::Nl, Told::All));
    assert_is("poor.obligations.txt", &obligations(&poor.reports[0]));
    assert_is("mixed.en.txt", &human(&super::formats::mixed(), Locale::En, Told::All));
    assert_is("mixed.nl.txt", &human(&super::formats::mixed(), Locale::Nl, Told::All));
}

#[test]
fn for_programs() {
    let mixed = super::formats::mixed();
    assert_is("mixed.json", &json(&mixed, Locale::Nl));
    assert_is("mixed.junit.xml", &junit(&mixed, Locale::Nl, Severity::High));
    let read: Value = serde_json::from_str(&sarif(&mixed, Locale::Nl, Suppressed::Kept)).unwrap();
    let results = read["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    // The rules are those of the catalogue; what was found is here.
    assert_is("mixed.sarif.json", &(serde_json::to_string_pretty(results).unwrap() + "\n"));
}
