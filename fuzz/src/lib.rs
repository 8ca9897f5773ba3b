//! What the fuzz targets share. Each target only makes its input and calls named properties of `clausula::testing`.

pub mod frames;
#[path = "../../tests/reference/mod.rs"]
mod reference;
pub mod service;
#[path = "../../tests/support/mod.rs"]
mod support;

use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::evaluate::{Detail, evaluate};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;
use clausula::testing::policies::{mutated_from, policy_text_from};
use clausula::testing::properties::{
    Checked, PROPERTIES, differences_are_real, engine_holds, json_line, no_difference_is_missed, policy_file,
    proved_holds, refuted_replays, request_bytes,
};
use clausula::testing::{Edges, Settings, request_from};

use std::sync::LazyLock;

/// The five policies, each with the boundaries that it draws.
static POLICIES: LazyLock<Vec<(Policy, Edges)>> = LazyLock::new(|| {
    let policies = support::policies().into_iter();
    policies.map(|policy| (Edges::of(&policy), policy)).map(|(edges, policy)| (policy, edges)).collect()
});

static SET: LazyLock<PolicySet> = LazyLock::new(|| PolicySet::built_in().unwrap_or_else(|report| panic!("{report}")));

/// Fails the target where a property does not hold.
pub fn hold(checked: Checked) {
    if let Err(violation) = checked {
        panic!("{violation}");
    }
}

/// The policy that the first byte picks, and the rest of the tape.
fn pick(tape: &[u8]) -> Option<(&'static Policy, &'static Edges, &[u8])> {
    let (&first, rest) = tape.split_first()?;
    let (policy, edges) = POLICIES.get(usize::from(first) % POLICIES.len())?;
    Some((policy, edges, rest))
}

/// Any bytes as a policy file.
pub fn any_policy_file(bytes: &[u8]) {
    hold(policy_file(bytes));
}

/// A drawn policy, sound or with faults, and requests on it.
pub fn drawn_policy(policy: &[u8], faults: Option<&[u8]>, requests: &[&[u8]]) {
    let sound = policy_text_from(policy);
    let text = faults.map_or_else(|| sound.clone(), |faults| mutated_from(&sound, faults));
    hold(policy_file(text.as_bytes()));
    hold(engine_holds(&text, requests));
}

/// Any bytes as a protobuf request.
pub fn any_request(bytes: &[u8]) {
    hold(request_bytes(&SET, Law::built_in(), bytes));
}

/// Any bytes as lines of JSON.
pub fn any_lines(bytes: &[u8]) {
    bytes.split(|byte| *byte == b'\n').for_each(|line| hold(json_line(&SET, Law::built_in(), line)));
}

/// Every property of the engine, for a request on one of the five policies.
pub fn engine(tape: &[u8]) {
    let Some((policy, edges, tape)) = pick(tape) else { return };
    let facts = request_from(policy, edges, Settings::DEFAULT, tape);
    for property in PROPERTIES.iter().filter(|property| property.of_the_engine) {
        hold((property.check)(policy, Law::built_in(), &facts));
    }
}

/// The evaluator against the reference, for a request on one of the five policies.
pub fn reference_agrees(tape: &[u8]) {
    let Some((policy, edges, tape)) = pick(tape) else { return };
    let facts = request_from(policy, edges, Settings::DEFAULT, tape);
    let request = support::requests::request(policy, &facts);
    let got = evaluate(policy, Law::built_in(), &facts, Detail::Amounts).ok();
    let differences = support::decisions::differences(facts.question(), reference::decide(&request), got.as_ref());
    assert!(differences.is_empty(), "{}\n{request}", differences.join("; "));
}

/// The exact analysis against the evaluator, for a drawn policy and requests on it.
pub fn analysis_agrees(policy: &[u8], faults: Option<&[u8]>, requests: &[&[u8]]) {
    let sound = policy_text_from(policy);
    let text = faults.map_or_else(|| sound.clone(), |faults| mutated_from(&sound, faults));
    let Ok(loaded) = load("policy.toml", text.as_bytes()) else { return };
    let (policy, law) = (loaded.policy, Law::built_in());
    let obligations = prove(&policy, law);
    hold(refuted_replays(&obligations, &policy, law));
    let edges = Edges::of(&policy);
    for tape in requests {
        let facts = request_from(&policy, &edges, Settings::DEFAULT, tape);
        hold(proved_holds(&obligations, &policy, law, &facts));
    }
}

/// The comparison of a drawn policy with a changed one against the evaluator, and with itself.
pub fn comparison_agrees(policy: &[u8], faults: &[u8], requests: &[&[u8]]) {
    let text = policy_text_from(policy);
    let changed = mutated_from(&text, faults);
    let (Ok(old), Ok(new)) = (load("old.toml", text.as_bytes()), load("new.toml", changed.as_bytes())) else { return };
    let (old, new, law) = (old.policy, new.policy, Law::built_in());
    let comparison = compare(&old, &new, law);
    hold(differences_are_real(&comparison, &old, &new, law));
    let edges = Edges::of(&new);
    for tape in requests {
        let facts = request_from(&new, &edges, Settings::DEFAULT, tape);
        hold(no_difference_is_missed(&comparison, &old, &new, law, &facts));
    }
}
