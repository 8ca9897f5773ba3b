//! The shared cases: requests with what must agree in the decisions of them, worked out independently of this project.

use super::differences;
use serde_json::{Map, Value, json};

/// The sample of the shared cases that the project keeps.
const CASES: &str = include_str!("../data/decisions.jsonl");

/// A request, and what its decision must agree with.
pub struct Case {
    pub name: String,
    pub request: Value,
    pub expected: Value,
}

impl Case {
    /// The policy and the question that the case is about.
    pub fn kind(&self) -> &str {
        self.name.rsplit_once('/').map_or(self.name.as_str(), |(kind, _)| kind)
    }

    /// Where a decision differs. It has the form of what is expected: deadlines by kind, findings by code; `error` where
    /// the request is refused.
    pub fn differences(&self, decision: &Value) -> Vec<String> {
        let (mut expected, mut got) = (without_zeros(&self.expected), without_zeros(decision));
        let mut found = findings(&self.expected, decision);
        if let (Some(expected), Some(got)) = (expected.as_object_mut(), got.as_object_mut()) {
            for key in ["findings", "absentFindings"] {
                expected.remove(key);
                got.remove(key);
            }
            // Not every question says which instant counts.
            if !expected.contains_key("effectiveAt") {
                got.remove("effectiveAt");
            }
            for fields in [expected, got] {
                let alternatives = fields.get("alternatives").map(alternatives).unwrap_or_default();
                fields.insert("alternatives".to_owned(), alternatives);
            }
        }
        found.extend(differences(&expected, &got));
        found
    }
}

/// All cases that the project keeps.
pub fn cases() -> Vec<Case> {
    let read = |line: &str| {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let of = |key: &str| case.get(key).cloned().expect("a case has a name, a request and what is expected");
        let name = of("name").as_str().expect("a name is a text").to_owned();
        Case { name, request: of("request"), expected: of("expect") }
    };
    CASES.lines().map(read).collect()
}

/// Some findings must be there and some must not; what a case does not speak of is free.
fn findings(expected: &Value, decision: &Value) -> Vec<String> {
    let codes = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let found = codes(decision, "findings");
    let mut differences = Vec::new();
    for code in codes(expected, "findings").iter().filter(|code| !found.contains(code)) {
        differences.push(format!("finding {code} is missing"));
    }
    for code in codes(expected, "absentFindings").iter().filter(|code| found.contains(code)) {
        differences.push(format!("finding {code} is not expected"));
    }
    differences
}

/// What cases say of alternatives: only those to withdraw, and of them these fields. An empty day is none.
fn alternatives(entries: &Value) -> Value {
    let entries = entries.as_array().into_iter().flatten();
    let withdrawals = entries.filter(|entry| entry.get("question").is_none_or(|asked| asked == "QUESTION_WITHDRAWAL"));
    let compared = |entry: &Value| {
        let given =
            |key: &&str| entry.get(*key).filter(|value| *value != "").map(|value| ((*key).to_owned(), value.clone()));
        ["verdict", "charged", "refund", "lastDay"].iter().filter_map(given).collect::<Map<String, Value>>()
    };
    json!(withdrawals.map(compared).collect::<Vec<_>>())
}

/// Zeros may be left out in JSON.
fn without_zeros(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let zero = fields.get("minorUnits").is_some_and(|cents| cents == "0");
            let kept = fields.iter().filter(|(key, _)| !(zero && *key == "minorUnits"));
            Value::Object(kept.map(|(key, value)| (key.clone(), without_zeros(value))).collect())
        }
        Value::Array(entries) => entries.iter().map(without_zeros).collect(),
        Value::Number(number) if number.as_i64() == Some(0) => Value::Null,
        other => other.clone(),
    }
}
