//! The verification report: acceptances, what is denied, and the formats.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::expect_used)] // what tests share may fail them

mod acceptances;
mod bounded;
mod comparing;
mod drawn;
mod formats;
#[cfg(feature = "service")]
mod requests;
#[path = "../support/mod.rs"]
mod support;
mod whole;

use support::kept;

use clausula::analyse::report::{Finding, Verification, VerificationReport, verify, verify_files};
use clausula::analyse::rules::Severity;
use clausula::calendar::Date;
use clausula::law::Law;
use clausula::policy::store::BUILT_IN;
use std::sync::LazyLock;

const SMALL: &str = include_str!("../policies/small.toml");

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn checked(text: &str) -> VerificationReport {
    verify("small.toml", text.as_bytes(), Law::built_in(), day("2026-11-21"))
}

/// The five policies, as files, verified once.
fn shipped() -> &'static Verification {
    static SHIPPED: LazyLock<Verification> = LazyLock::new(|| {
        let file = |(name, text): &(&str, &'static str)| (format!("policies/{name}"), text.as_bytes());
        let files: Vec<(String, &[u8])> = BUILT_IN.iter().map(file).collect();
        verify_files(&files, Law::built_in(), day("2026-11-21"), |_| ())
    });
    &SHIPPED
}

/// A text with every acceptance in it sealed as it is now.
fn sealed(text: &str) -> String {
    let seals = checked(text).seals();
    let mut parts = text.split("[[accept]]\n");
    let mut out = parts.next().unwrap().to_owned();
    for (part, seal) in parts.zip(seals) {
        out += "[[accept]]\n";
        out += part;
        if let Some(seal) = seal {
            out += &format!("figures = {:?}\nseal = \"{}\"\n", seal.figures, seal.digest);
        }
    }
    out
}

/// `line:column: severity[rule]: message`, `accepted` where it is.
fn line(finding: &Finding) -> String {
    let Finding { rule, severity, message, place, .. } = finding;
    let accepted = if finding.is_accepted() { " accepted" } else { "" };
    format!("{}:{}:{accepted} {severity}[{rule}]: {}", place.line, place.column, message.en)
}

#[test]
fn a_file_that_does_not_load_is_denied_at_every_level() {
    let report = checked("policy = 'x'\nnothing = 1\n");
    assert!(report.policy.is_none() && report.obligations.is_empty() && report.findings.is_empty());
    assert!(report.counts().errors > 1);
    assert!(report.denied(Severity::Critical));
    let (fault, place) = &report.faults[0];
    assert_eq!((place.line, place.column), (fault.line, fault.column));
}

#[test]
fn bytes_that_are_no_text_are_reported() {
    let report = verify("bad.toml", &[0xff, 0xfe], Law::built_in(), day("2026-11-21"));
    assert_eq!((report.counts().errors, report.denied(Severity::Critical)), (1, true));
}

#[test]
fn levels() {
    let denied = |text: &str| {
        let report = checked(text);
        Severity::ALL.iter().map(|level| report.denied(*level)).collect::<Vec<_>>()
    };
    assert_eq!(denied(SMALL), [true; 4]);
    let medium = SMALL.replacen("2 months", "1 month", 1);
    assert_eq!(denied(&medium), [false, false, true, true]);
    assert_eq!(denied(&medium.replacen("at_most", "less_than", 1)), [false; 4]);
    for (text, severity) in [("C", Severity::Critical), ("h", Severity::High), ("medium", Severity::Medium)] {
        assert_eq!(Severity::from_letter(text), Some(severity));
    }
    assert_eq!(Severity::from_letter("X"), None);
}

#[test]
fn files_that_contradict_each_other_are_denied() {
    let files = [("a.toml".to_owned(), SMALL), ("b.toml".to_owned(), SMALL)];
    let verification = verify_files(&files, Law::built_in(), day("2026-11-21"), |_| ());
    let files: Vec<&str> = verification.reports.iter().map(|report| report.file.as_str()).collect();
    assert_eq!(files, ["a.toml", "b.toml"]);
    assert!(verification.denied(Severity::Critical));
    assert_eq!(verification.counts().errors, 1);
}

#[test]
fn the_order_of_files_is_kept_and_each_is_told_once() {
    let told = std::sync::Mutex::new(Vec::new());
    let files: Vec<(String, &str)> = (0..20).map(|i| (format!("{i}.toml"), "policy = 1")).collect();
    let verification = verify_files(&files, Law::built_in(), day("2026-11-21"), |report| {
        told.lock().unwrap().push(report.file.clone())
    });
    let reported: Vec<&str> = verification.reports.iter().map(|report| report.file.as_str()).collect();
    let given: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(reported, given);
    let mut told = told.into_inner().unwrap();
    told.sort();
    let mut sorted: Vec<String> = files.into_iter().map(|(name, _)| name).collect();
    sorted.sort();
    assert_eq!(told, sorted);
}

#[test]
fn obligations_that_are_not_proved_are_findings() {
    for report in &shipped().reports {
        let counts = report.counts();
        let open: Vec<usize> = report.findings.iter().flat_map(|finding| finding.obligations.clone()).collect();
        assert_eq!(open.len(), counts.refuted + counts.undecided, "{}", report.file);
    }
}
