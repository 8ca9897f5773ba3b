//! Sampling: all properties over random requests, each violation shrunk to a minimal request.

use super::properties::{PROPERTIES, Property, Violation};
use super::{Settings, requests};
use crate::decision::Source;
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What sampling found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleReport {
    /// How many requests were drawn.
    pub requests: u64,
    /// How many of them were answered; the others lacked a fact that the terms read.
    pub answered: u64,
    /// The properties that were violated, each by a minimal request.
    pub failures: Vec<Failure>,
    /// The clauses that no decision rested on, by their place in the file.
    pub unreached: Vec<u16>,
}

/// A property that was violated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The property.
    pub property: &'static str,
    /// Whether it holds of every policy that loads, so that the fault is the evaluator's and not the policy's.
    pub of_the_engine: bool,
    /// A request without anything that does not matter.
    pub request: Facts,
    /// What was found for it.
    pub violation: Violation,
    /// How many of the requests violated the property.
    pub count: u64,
}

/// At most so many simpler requests are tried for one violation.
const MOST_SHRINKS: u32 = 20_000;

/// Runs all properties over `count` random requests on a policy. The same seed gives the same report.
pub fn sample(policy: &Policy, law: &Law, count: u64, seed: u64) -> SampleReport {
    let mut report = SampleReport::default();
    let mut reached = vec![false; policy.clauses.len()];
    let mut runner = runner(seed);
    let strategy = requests(policy, Settings::DEFAULT);
    for _ in 0..count {
        // Tapes can always be drawn.
        let Ok(mut tree) = strategy.new_tree(&mut runner) else { continue };
        let facts = tree.current();
        report.requests += 1;
        report.answered += u64::from(note_reached(policy, law, &facts, &mut reached));
        for property in PROPERTIES {
            if let Err(violation) = (property.check)(policy, law, &facts) {
                match report.failures.iter_mut().find(|failure| failure.property == property.name) {
                    Some(failure) => failure.count += 1,
                    None => report.failures.push(minimal(policy, law, property, &mut tree, facts.clone(), violation)),
                }
            }
        }
    }
    let places = (0u16..).zip(&reached).filter(|(_, reached)| !**reached);
    report.unreached = places.map(|(place, _)| place).collect();
    report
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, seed)| *byte = seed);
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn minimal(
    policy: &Policy,
    law: &Law,
    property: &Property,
    tree: &mut impl ValueTree<Value = Facts>,
    facts: Facts,
    violation: Violation,
) -> Failure {
    let mut found = (facts, violation);
    let mut more = tree.simplify();
    for _ in 0..MOST_SHRINKS {
        if !more {
            break;
        }
        let facts = tree.current();
        more = match (property.check)(policy, law, &facts) {
            Err(violation) => {
                found = (facts, violation);
                tree.simplify()
            }
            Ok(()) => tree.complicate(),
        };
    }
    let request = super::minimal(found.0.clone(), |facts| (property.check)(policy, law, facts).is_err());
    let violation = (property.check)(policy, law, &request).err().unwrap_or(found.1);
    Failure { property: property.name, of_the_engine: property.of_the_engine, request, violation, count: 1 }
}

/// Marks the clauses that a decision rests on; false where there is no decision.
fn note_reached(policy: &Policy, law: &Law, facts: &Facts, reached: &mut [bool]) -> bool {
    let Ok(decision) = evaluate(policy, law, facts, Detail::Full) else { return false };
    let charges = decision.charges.iter().flat_map(|charge| &charge.sources);
    let deadlines = decision.deadlines.iter().flat_map(|deadline| &deadline.sources);
    let steps = decision.explanation.iter().map(|step| &step.source);
    for source in charges.chain(deadlines).chain(steps) {
        if let Source::Clause(place) = source
            && let Some(reached) = reached.get_mut(usize::from(*place))
        {
            *reached = true;
        }
    }
    true
}
