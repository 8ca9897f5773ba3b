//! The exact analysis against the evaluator, over random policies and requests.

use crate::support;
use clausula::analyse::compare::{Comparison, compare_while};
use clausula::analyse::prove::{prove, prove_while};
use clausula::analyse::{Obligation, Patience, ProofOutcome};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::testing::policies::{mutated_from, mutated_policy_texts, policy_text_from, policy_texts};
use clausula::testing::properties::{differences_are_real, no_difference_is_missed, proved_holds, refuted_replays};
use clausula::testing::{Settings, minimal, requests, tapes};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

/// The patience with a drawn policy: in a debug build so little that it takes seconds. What is not looked at is undecided, or
/// said not to be compared.
fn patience() -> Patience {
    if cfg!(debug_assertions) { Patience::of_steps(300_000) } else { Patience::default() }
}

fn compared(old: &Policy, new: &Policy) -> Comparison {
    compare_while(old, new, Law::built_in(), &patience())
}

/// What disagrees, each with a minimal request.
fn disagreements(policy: &Policy, obligations: &[Obligation], count: u32) -> Vec<String> {
    let law = Law::built_in();
    let mut found: Vec<String> =
        refuted_replays(obligations, policy, law).err().map(|v| v.to_string()).into_iter().collect();
    let (strategy, mut runner) = (requests(policy, Settings::DEFAULT), runner(9));
    for _ in 0..count {
        let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
        if proved_holds(obligations, policy, law, &facts).is_err() {
            let facts = minimal(facts, |facts| proved_holds(obligations, policy, law, facts).is_err());
            let violation = proved_holds(obligations, policy, law, &facts).err();
            let violation = violation.map(|violation| violation.to_string()).unwrap_or_default();
            let request = support::requests::request(policy, &facts);
            found.push(format!("{}: {violation}\n  {request}", policy.id));
            break;
        }
    }
    found
}

#[test]
fn what_is_proved_of_the_five_policies_no_request_breaks() {
    let cases = support::cases("CLAUSULA_ANALYSIS_CASES", 300, 10_000);
    let mut wrong = Vec::new();
    for policy in support::policies() {
        let obligations = prove(&policy, Law::built_in());
        let count = |wanted: fn(&ProofOutcome) -> bool| obligations.iter().filter(|o| wanted(&o.outcome)).count();
        assert!(
            count(|outcome| matches!(outcome, ProofOutcome::Proved { .. })) > 0,
            "nothing is proved of {}",
            policy.id
        );
        wrong.extend(disagreements(&policy, &obligations, cases));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_proved_of_any_policy_no_request_breaks() {
    let policies = support::cases("CLAUSULA_ANALYSIS_POLICIES", 6, 150);
    let texts = (policy_texts(), mutated_policy_texts()).prop_map(|(sound, mutated)| [sound, mutated]);
    let (mut runner, mut wrong, mut refuted) = (runner(11), Vec::new(), 0);
    for _ in 0..policies {
        for text in texts.new_tree(&mut runner).expect("a text can be drawn").current() {
            let Ok(loaded) = load("drawn.toml", text.as_bytes()) else { continue };
            let obligations = prove_while(&loaded.policy, Law::built_in(), &patience());
            refuted += obligations.iter().filter(|o| matches!(o.outcome, ProofOutcome::Refuted { .. })).count();
            let found = disagreements(&loaded.policy, &obligations, 200);
            if let Some(first) = found.first().filter(|_| wrong.len() < 3) {
                wrong.push(format!("{first}\n{text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refuted > 0, "random policies break nothing: they test no refutation");
}

#[test]
fn where_no_difference_is_reported_two_versions_decide_alike() {
    let policies = support::cases("CLAUSULA_ANALYSIS_POLICIES", 60, 300);
    let law = Law::built_in();
    let (mut runner, mut wrong, mut regions, mut same) = (runner(13), Vec::new(), 0, 0);
    for _ in 0..policies {
        let tape = tapes(2_048).new_tree(&mut runner).expect("a tape can be drawn").current();
        let faults = tapes(24).new_tree(&mut runner).expect("a tape can be drawn").current();
        let text = policy_text_from(&tape);
        let Ok(old) = load("old.toml", text.as_bytes()) else { continue };
        assert!(compared(&old.policy, &old.policy).regions.is_empty(), "a policy differs from itself:\n{text}");
        let changed = mutated_from(&text, &faults);
        let Ok(new) = load("new.toml", changed.as_bytes()) else { continue };
        let (old, new) = (old.policy, new.policy);
        let comparison = compared(&old, &new);
        regions += comparison.regions.len();
        same += u32::from(comparison.regions.is_empty() && comparison.not_compared.is_empty());
        let mut found: Vec<String> =
            differences_are_real(&comparison, &old, &new, law).err().map(|v| v.to_string()).into_iter().collect();
        let strategy = requests(&new, Settings::DEFAULT);
        for _ in 0..100 {
            let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
            if let Err(violation) = no_difference_is_missed(&comparison, &old, &new, law, &facts) {
                found.push(format!("{violation}\n  {}", support::requests::request(&new, &facts)));
                break;
            }
        }
        if let Some(first) = found.first().filter(|_| wrong.len() < 3) {
            let lines = text.lines().zip(changed.lines()).filter(|(a, b)| a != b).take(6);
            let lines: Vec<String> = lines.map(|(a, b)| format!("-{a}\n+{b}")).collect();
            wrong.push(format!("{first}\n{}", lines.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(regions > 0, "no two versions differ ({same} pairs decide alike)");
}
