//! A sample of decisions that were worked out independently, through the whole library: JSON to a request, to facts, to a
//! decision, to JSON. Every policy, question and verdict that there is a case of is among them, and of each rule cases
//! that a reading near it would decide otherwise.

#![cfg(feature = "service")]

use crate::support;
use clausula::contract::{FieldNames, answer, parse_request, write};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What a response says, or the code with which the request is refused.
fn answered(policies: &PolicySet, request: &Value) -> Value {
    let request = parse_request(request.to_string().as_bytes());
    match request.and_then(|request| answer(policies, Law::built_in(), &request, FieldNames::Json)) {
        Ok(response) => {
            let mut bytes = Vec::new();
            write(&response.decision.expect("a response has a decision"), &mut bytes).expect("a decision is JSON");
            serde_json::from_slice(&bytes).expect("what was written is JSON")
        }
        Err(rejection) => json!({"error": rejection.code().name()}),
    }
}

/// A decision in the form in which a case says what must be true of it.
fn decided(decision: &Value) -> Value {
    let mut decided = Map::new();
    let kept = [
        "error",
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
        "alternatives",
    ];
    for key in kept {
        decided.insert(key.to_owned(), decision.get(key).map(without_clauses).unwrap_or(Value::Null));
    }
    let entries = |key: &str| decision.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut deadlines = Map::new();
    for deadline in entries("deadlines") {
        let mut fields = Map::new();
        for key in ["lastDay", "expiresAt"] {
            fields.insert(key.to_owned(), deadline.get(key).cloned().unwrap_or(Value::Null));
        }
        deadlines.insert(deadline["kind"].as_str().expect("a deadline has a kind").to_owned(), Value::Object(fields));
    }
    decided.insert("deadlines".to_owned(), Value::Object(deadlines));
    decided.insert("findings".to_owned(), entries("findings").map(|finding| finding["code"].clone()).collect());
    Value::Object(decided)
}

/// Sources are checked apart, and what allocations say beside `to`, invoices beside their due date and charges beside their amounts;
/// everything else must be equal.
fn without_clauses(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let allocation = fields.contains_key("to");
            let apart = |key: &str| {
                matches!(key, "clauseIds" | "payBy" | "besidePrice")
                    || (allocation && matches!(key, "kind" | "invoiceId"))
            };
            let kept = fields.iter().filter(|(key, _)| !apart(key));
            Value::Object(kept.map(|(key, value)| (key.clone(), without_clauses(value))).collect())
        }
        Value::Array(entries) => entries.iter().map(without_clauses).collect(),
        other => other.clone(),
    }
}

#[test]
fn shared_cases_are_decided_as_they_say() {
    let policies = PolicySet::built_in().expect("the built-in policies load");
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for case in support::shared::cases() {
        let name = &case.name;
        seen.insert((case.kind().to_owned(), case.expected["verdict"].to_string()));
        let decision = answered(&policies, &case.request);
        let differences = case.differences(&decided(&decision));
        if !differences.is_empty() {
            wrong.push(format!("{name}: {}", differences.join("; ")));
        }
        for part in ["charges", "deadlines", "alternatives"] {
            for entry in decision.get(part).and_then(Value::as_array).into_iter().flatten() {
                assert!(
                    entry["clauseIds"].as_array().is_some_and(|ids| !ids.is_empty()),
                    "{name}: {entry} cites nothing"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen.len() >= 190, "only {} kinds of cases were seen", seen.len());
}
