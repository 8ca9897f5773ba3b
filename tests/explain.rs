//! The examples of `clausula explain`: each rule, finding and assumption has one, and it shows what it should.
//! `CLAUSULA_WRITE_EXAMPLES=1` writes those of findings and assumptions again, from the shipped cases.
#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Test helpers may fail the test.

use clausula::analyse::Witness;
use clausula::analyse::report::request_json;
use clausula::cases;
use clausula::decision::{Assumption, Decision, FindingCode};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn case_files(directory: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            case_files(&path, found);
        } else if path.to_str().unwrap().ends_with(".cases.toml") {
            found.push(path);
        }
    }
}

/// The codes of a decision.
fn codes(decision: &Decision) -> Vec<&'static str> {
    let findings = decision.findings.iter().map(|finding| finding.code.name());
    findings.chain(decision.assumptions.iter().map(Assumption::code)).collect()
}

/// For each code the shortest request of the shipped cases whose decision has it.
fn shortest() -> BTreeMap<&'static str, String> {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let mut files = Vec::new();
    case_files(&root().join("policies"), &mut files);
    let mut shortest: BTreeMap<&'static str, String> = BTreeMap::new();
    for path in files {
        let file = cases::load("x.cases.toml", &fs::read(path).unwrap()).unwrap_or_else(|report| panic!("{report}"));
        for outcome in cases::run(&file, &set, law).outcomes {
            let (Some(policy), Some(facts), Some(decision)) = (outcome.policy, outcome.facts, &outcome.decision) else {
                continue;
            };
            let (agreement, event) = (facts.agreement().clone(), facts.event().clone());
            let request = request_json(&Witness { agreement, event, basis: facts.basis() }, policy);
            for code in codes(decision) {
                let known = shortest.entry(code).or_insert_with(|| request.clone());
                if (request.len(), &request) < (known.len(), known) {
                    known.clone_from(&request);
                }
            }
        }
    }
    shortest
}

#[test]
fn examples_are_the_shortest_of_the_shipped_cases() {
    let shortest = shortest();
    let path = root().join("src/cli/explain/requests.json");
    let wanted: Vec<Value> = shortest
        .iter()
        .map(|(code, request)| json!({ "code": code, "request": serde_json::from_str::<Value>(request).unwrap() }))
        .collect();
    let lines: Vec<String> = wanted.iter().map(|example| format!("  {example}")).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    if std::env::var_os("CLAUSULA_WRITE_EXAMPLES").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let all = FindingCode::ALL.iter().map(|code| code.name());
    let all = all.chain(Assumption::kinds().iter().map(Assumption::code).collect::<Vec<_>>());
    let missing: Vec<&str> = all.filter(|code| !shortest.contains_key(code)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        text,
        "write them again: CLAUSULA_WRITE_EXAMPLES=1 cargo test --test explain"
    );
}
