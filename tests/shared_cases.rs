//! A sample of decisions that were worked out independently, through the whole library: JSON to a request, to facts, to a
//! decision, to JSON. Every policy, question and verdict that there is a case of is among them.

#![cfg(feature = "service")]
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // what tests share may fail them

mod support;

use clausula::contract::{answer, parse_request, write};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The field in which a case says what must be true of a decision: the form of `support::decisions`.
fn decided(decision: &Value) -> Value {
    let mut decided = Map::new();
    let kept = [
        "verdict",
        "charges",
        "settlement",
        "arrears",
        "instalments",
        "allocations",
        "unallocated",
        "liability",
        "customerMayDissolve",
        "customerMayReject",
        "accessMayBeSuspended",
        "effectiveAt",
    ];
    for key in kept {
        decided.insert(key.to_owned(), decision.get(key).map(without_clauses).unwrap_or(Value::Null));
    }
    let mut deadlines = Map::new();
    for deadline in decision.get("deadlines").and_then(Value::as_array).into_iter().flatten() {
        let mut fields = Map::new();
        for key in ["lastDay", "expiresAt"] {
            fields.insert(key.to_owned(), deadline.get(key).cloned().unwrap_or(Value::Null));
        }
        deadlines.insert(deadline["kind"].as_str().expect("a deadline has a kind").to_owned(), Value::Object(fields));
    }
    decided.insert("deadlines".to_owned(), Value::Object(deadlines));
    Value::Object(decided)
}

/// Sources are checked apart; everything else must be equal.
fn without_clauses(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, _)| *key != "clauseIds");
            Value::Object(kept.map(|(key, value)| (key.clone(), without_clauses(value))).collect())
        }
        Value::Array(entries) => entries.iter().map(without_clauses).collect(),
        other => other.clone(),
    }
}

/// Zero amounts and default values may be left out in JSON.
fn zero_is_absent(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let zero = fields.get("minorUnits").is_some_and(|cents| cents == "0");
            let kept = fields.iter().filter(|(key, _)| !(zero && *key == "minorUnits"));
            Value::Object(kept.map(|(key, value)| (key.clone(), zero_is_absent(value))).collect())
        }
        Value::Array(entries) => entries.iter().map(zero_is_absent).collect(),
        Value::Number(number) if number.as_i64() == Some(0) => Value::Null,
        other => other.clone(),
    }
}

#[test]
fn shared_cases_are_decided_as_they_say() {
    let policies = PolicySet::built_in().expect("the built-in policies load");
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for line in include_str!("data/decisions.jsonl").lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let (name, expected) = (case["name"].as_str().expect("a case has a name"), &case["expect"]);
        let kind = name.rsplit_once('/').map_or(name, |(kind, _)| kind);
        seen.insert((kind.to_owned(), expected["verdict"].to_string()));
        let request = parse_request(case["request"].to_string().as_bytes()).expect("a case's request can be read");
        let response = answer(&policies, Law::built_in(), &request).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let mut bytes = Vec::new();
        write(&response.decision.expect("a response has a decision"), &mut bytes).expect("a decision is JSON");
        let decision: Value = serde_json::from_slice(&bytes).expect("what was written is JSON");
        let mut got = decided(&decision);
        if expected.get("effectiveAt").is_none() {
            got["effectiveAt"] = Value::Null;
        }
        let differences = support::differences(&zero_is_absent(expected), &zero_is_absent(&got));
        if !differences.is_empty() {
            wrong.push(format!("{name}: {}", differences.join("; ")));
        }
        for part in ["charges", "deadlines"] {
            for entry in decision.get(part).and_then(Value::as_array).into_iter().flatten() {
                assert!(
                    entry["clauseIds"].as_array().is_some_and(|ids| !ids.is_empty()),
                    "{name}: {entry} cites nothing"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen.len() >= 150, "only {} kinds of cases were seen", seen.len());
}
