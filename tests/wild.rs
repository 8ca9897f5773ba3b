//! Rules of other providers in our own words, with answers worked out by hand: their policies load, are proved as far as
//! their texts allow, and answer each case.
#![allow(clippy::unwrap_used, clippy::panic)] // Test helpers may fail the test.

use clausula::analyse::ProofOutcome;
use clausula::analyse::prove::prove;
use clausula::cases::{self, coverage};
use clausula::law::Law;
use clausula::policy::load::FaultCode;
use clausula::policy::store::PolicySet;
use std::fs;
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wild")
}

fn policies() -> PolicySet {
    PolicySet::from_dir(directory()).unwrap_or_else(|error| panic!("{error}"))
}

/// The case files, sorted by name.
fn case_files() -> Vec<cases::CaseFile> {
    let names = fs::read_dir(directory()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<PathBuf> = names.filter(|path| path.to_string_lossy().ends_with(".cases.toml")).collect();
    names.sort();
    let load = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        cases::load(&name, &fs::read(&path).unwrap()).unwrap_or_else(|report| panic!("{report}"))
    };
    names.into_iter().map(load).collect()
}

#[test]
fn every_worked_answer_is_given() {
    let (set, law) = (policies(), Law::built_in());
    // Texts do name one day in two rows; nothing else is worth a warning.
    let odd: Vec<_> = set.warnings().iter().filter(|fault| fault.code != FaultCode::TierOverlap).collect();
    assert!(odd.is_empty(), "{odd:?}");
    let files = case_files();
    assert_eq!(files.len(), set.iter().count(), "a policy without cases, or cases without a policy");
    let reports: Vec<_> = files.iter().map(|file| cases::run(file, &set, law)).collect();
    let text = cases::report::text(&reports, law, true, clausula::money::Locale::En);
    assert!(reports.iter().all(|report| report.failed() == 0), "{text}");
}

#[test]
fn the_cases_cover_every_clause_and_edge() {
    let (set, law) = (policies(), Law::built_in());
    let files = case_files();
    let reports: Vec<_> = files.iter().map(|file| cases::run(file, &set, law)).collect();
    let measured = coverage::measure(&reports, law);
    assert!(coverage::Share::of(&measured).meets(100), "{}", coverage::text(&measured, clausula::Locale::En));
}

#[test]
fn what_the_texts_say_and_the_files_cannot_is_named() {
    let left_out: Vec<(String, Vec<String>)> = policies()
        .iter()
        .filter(|policy| !policy.unencoded.is_empty())
        .map(|policy| (policy.id.clone(), policy.unencoded.iter().flat_map(|entry| entry.articles.clone()).collect()))
        .collect();
    let expected = [("a", "4"), ("d", "3"), ("i", "2"), ("m", "3"), ("q", "4"), ("u", "4")];
    assert_eq!(left_out, expected.map(|(id, article)| (id.to_owned(), vec![article.to_owned()])));
}

#[test]
fn the_proofs_of_payment_hold() {
    for policy in policies().iter() {
        for obligation in prove(policy, Law::built_in()) {
            let named =
                ["instalments-add-up", "interest-monotone", "collection-costs-within-scale", "deadlines-forward"];
            if named.contains(&obligation.invariant.name()) {
                let proved = matches!(obligation.outcome, ProofOutcome::Proved { cases } if cases > 0);
                assert!(proved, "{}: {obligation:?}", policy.id);
            }
        }
    }
}
