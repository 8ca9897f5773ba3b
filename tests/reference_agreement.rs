//! The evaluator against the reference in `reference/`, which was written from the design alone and shares no code with
//! it: the same verdict, charges, settlement, deadlines, arrears, liability, flags, instalments, allocations,
//! alternatives and findings.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them

mod reference;
mod support;

use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::testing::{Settings, minimal, requests};
use clausula::vocabulary::Question;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where the evaluator and the reference differ about a request.
fn disagreement(policy: &Policy, facts: &Facts) -> Vec<String> {
    let expected = reference::decide(&support::requests::request(policy, facts));
    let got = evaluate(policy, Law::built_in(), facts, Detail::Amounts).ok();
    let mut got = got.map_or(Value::Null, |decision| support::decisions::decided(facts.question(), &decision));
    // The contract's amounts are 64 bits wide: what does not fit into them is an error.
    let expected = expected.filter(support::decisions::fits).unwrap_or(Value::Null);
    // The reference gives the instant that a notice counts as only where it decides something.
    if let Some(fields) = got.as_object_mut().filter(|_| expected.get("effectiveAt").is_none()) {
        fields.remove("effectiveAt");
    }
    // On other questions the law also overrides what the terms say of days and amounts, where the reference is silent.
    let law = Value::from("law-overrides-terms");
    let named = expected.get("findings").and_then(Value::as_array).is_some_and(|found| found.contains(&law));
    let exact = matches!(facts.question(), Question::Cancellation | Question::PriceIncrease);
    if !exact && !named {
        let found = got.get_mut("findings").and_then(Value::as_array_mut);
        found.into_iter().for_each(|found| found.retain(|code| *code != law));
    }
    support::differences(&expected, &got)
}

#[test]
fn evaluator_and_reference_agree() {
    let cases = support::cases("CLAUSULA_REFERENCE_CASES", 2_000, 50_000);
    let mut report = BTreeMap::new();
    for (policy, number) in support::policies().iter().zip(1u8..) {
        let config = Config { cases, max_shrink_iters: 20_000, ..Config::default() };
        let seed = [number; 32];
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let strategy = requests(policy, Settings::DEFAULT);
        for _ in 0..cases {
            let mut tree = strategy.new_tree(&mut runner).expect("requests can be drawn");
            let facts = tree.current();
            let key = format!("{}/{}", policy.id, facts.question());
            let entry: &mut (u32, u32, Vec<String>) = report.entry(key).or_default();
            entry.0 += 1;
            if disagreement(policy, &facts).is_empty() {
                continue;
            }
            entry.1 += 1;
            if entry.2.len() < 3 {
                let facts = shrunk(&mut tree, |facts| !disagreement(policy, facts).is_empty());
                let request = support::requests::request(policy, &facts);
                entry.2.push(format!("{}\n  {request}", disagreement(policy, &facts).join("; ")));
            }
        }
    }
    let wrong: Vec<String> = report
        .iter()
        .filter(|(_, (_, wrong, _))| *wrong > 0)
        .map(|(key, (all, wrong, examples))| format!("{key}: {wrong} of {all} differ\n{}", examples.join("\n")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The smallest request that still fails.
fn shrunk(tree: &mut impl ValueTree<Value = Facts>, fails: impl Fn(&Facts) -> bool) -> Facts {
    let mut smallest = tree.current();
    let mut more = tree.simplify();
    while more {
        let value = tree.current();
        more = if fails(&value) {
            smallest = value;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    minimal(smallest, fails)
}
