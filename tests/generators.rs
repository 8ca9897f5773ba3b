//! The generators are worth something: what they draw is accepted, varied, and reaches every branch often enough.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::policy::Policy;
use clausula::policy::forms::Form;
use clausula::policy::load::load;
use clausula::testing::policies::{mutated_policy_texts, policy_texts};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

fn texts(strategy: impl Strategy<Value = String>, count: u32) -> impl Iterator<Item = String> {
    let mut runner = runner(7);
    (0..count).map(move |_| strategy.new_tree(&mut runner).expect("a text can be drawn").current())
}

fn has_several_tiers(policy: &Policy) -> bool {
    policy.clauses.iter().any(|clause| matches!(&clause.form, Form::Tiers(tiers) if tiers.rows.len() > 1))
}

#[test]
fn random_policies_load_and_have_several_tiers() {
    let count = support::cases("CLAUSULA_POLICY_CASES", 300, 5_000);
    let (mut loaded, mut tiered, mut faults) = (0, 0, Vec::new());
    for text in texts(policy_texts(), count) {
        match load("drawn.toml", text.as_bytes()) {
            Ok(policy) => {
                loaded += 1;
                tiered += u32::from(has_several_tiers(&policy.policy));
            }
            Err(report) => faults.push(report.to_string()),
        }
    }
    let first = faults.first().cloned().unwrap_or_default();
    assert!(loaded * 100 >= count * 80, "only {loaded} of {count} policies load; the first fault is\n{first}");
    assert!(tiered * 100 >= loaded * 90, "only {tiered} of {loaded} policies have several tiers");
    eprintln!("{loaded} of {count} load, {tiered} have several tiers\n{first}");
}

#[test]
fn mutated_policies_load_or_say_why_not() {
    let count = support::cases("CLAUSULA_POLICY_CASES", 300, 5_000);
    let mut loaded = 0;
    for text in texts(mutated_policy_texts(), count) {
        match load("mutated.toml", text.as_bytes()) {
            Ok(_) => loaded += 1,
            Err(report) => assert!(report.errors().count() > 0, "refused without a fault:\n{text}"),
        }
    }
    // Both kinds are needed: faults that the loader sees, and policies that say something odd.
    assert!(loaded * 10 >= count && loaded * 10 <= count * 9, "{loaded} of {count} mutated policies load");
    eprintln!("{loaded} of {count} mutated policies load");
}
