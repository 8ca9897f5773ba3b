//! Requests of any kind, as reports show them: against the writer of the tests, which shares nothing with the reports'.

use crate::support::{self, requests::request};
use clausula::analyse::Witness;
use clausula::analyse::report::request_json;
use clausula::facts::Facts;
use clausula::policy::Policy;
use clausula::testing::{Edges, Settings, TAPE_LENGTH, request_from, tapes};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;

/// Drawn requests on the five policies.
pub(crate) fn drawn(each: usize) -> Vec<(Policy, Facts)> {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]));
    let mut all = Vec::new();
    for policy in support::policies() {
        let edges = Edges::of(&policy);
        for _ in 0..each {
            let tape = tapes(TAPE_LENGTH).new_tree(&mut runner).expect("a tape can be drawn").current();
            all.push((policy.clone(), request_from(&policy, &edges, Settings::DEFAULT, &tape)));
        }
    }
    all
}

pub(crate) fn shown(policy: &Policy, facts: &Facts) -> String {
    let (agreement, event) = (facts.agreement().clone(), facts.event().clone());
    request_json(&Witness { agreement, event, basis: facts.basis() }, policy)
}

/// What a request without them says: the first of the words for the basis, and counts of one.
fn with_defaults(policy: &Policy, facts: &Facts) -> serde_json::Value {
    let mut read: serde_json::Value = serde_json::from_str(&shown(policy, facts)).unwrap();
    let set = |value: &mut serde_json::Value, key: &str, default: serde_json::Value| {
        if let Some(fields) = value.as_object_mut() {
            fields.entry(key).or_insert(default);
        }
    };
    set(&mut read, "basis", "BASIS_TERMS_AND_LAW".into());
    for key in ["serviceCount", "sessionCount", "participants"] {
        set(&mut read["agreement"], key, 1.into());
    }
    if read.get("breach").is_some() {
        set(&mut read["breach"], "count", 1.into());
    }
    read
}

/// A request without what says nothing: zeros, `false`, and what holds nothing else.
fn bare(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().map(|(key, value)| (key.clone(), bare(value)));
            let kept: serde_json::Map<String, Value> = kept.filter(|(_, value)| !value.is_null()).collect();
            if kept.get("minorUnits") == Some(&"0".into()) || kept.is_empty() {
                Value::Null
            } else {
                Value::Object(kept)
            }
        }
        Value::Array(entries) if entries.is_empty() => Value::Null,
        Value::Array(entries) => entries.iter().map(bare).collect(),
        Value::Bool(false) => Value::Null,
        Value::Number(number) if number.as_u64() == Some(0) => Value::Null,
        other => other.clone(),
    }
}

#[test]
fn requests_of_every_question_say_what_they_are_about() {
    let mut questions = BTreeSet::new();
    for (policy, facts) in drawn(150) {
        let (expected, got) = (bare(&request(&policy, &facts)), bare(&with_defaults(&policy, &facts)));
        let differences = support::differences(&expected, &got);
        assert!(differences.is_empty(), "{}", differences.join("; "));
        questions.insert(facts.question().name());
    }
    assert_eq!(questions.len(), clausula::vocabulary::Question::ALL.len(), "{questions:?}");
}
