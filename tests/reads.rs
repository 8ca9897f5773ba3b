//! What may be read is told from the policy alone: nothing else is read for any request, and each of it is read for some.

#![allow(clippy::unwrap_used, clippy::panic)]

use clausula::evaluate::{may_read, reads};
use clausula::facts::table::{FactSet, Need};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::store::PolicySet;
use clausula::testing::{Settings, requests_about};
use clausula::vocabulary::Question;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Requests drawn for a question: at least so many, and more for as long as something described was not read.
const LEAST: usize = 300;
const MOST: usize = 20_000;

#[test]
fn what_is_read_is_what_is_described() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let mut wrong = Vec::new();
    let wild = PolicySet::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wild")).unwrap();
    let own = [
        ("declared/1.toml", include_str!("policies/declared.toml")),
        ("products/1.toml", include_str!("policies/products.toml")),
    ];
    let declared = PolicySet::from_files(own).unwrap();
    for policy in PolicySet::built_in().unwrap().iter().chain(wild.iter()).chain(declared.iter()) {
        for &question in Question::ALL {
            wrong.extend(compared(policy, question, &mut runner));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compared(policy: &Policy, question: Question, runner: &mut TestRunner) -> Vec<String> {
    let requests = requests_about(policy, question, Settings::DEFAULT);
    let (mut read, mut described, mut beyond) = (FactSet::default(), FactSet::default(), FactSet::default());
    // What is required, the contract asks for whatever the policy reads.
    let optional = |set: FactSet| -> FactSet {
        let mut kept: FactSet = set.iter(question).filter(|fact| !matches!(fact.need, Need::Required)).collect();
        set.declared().for_each(|place| kept.insert_declared(place));
        kept
    };
    for drawn in 0..MOST {
        if drawn >= LEAST && optional(described.without(read)).is_empty() {
            break;
        }
        let facts = requests.new_tree(runner).unwrap().current();
        let agreement = facts.agreement();
        let noted = reads(policy, Law::built_in(), &facts);
        let may_be = may_read(policy, question, (agreement.product, agreement.customer), facts.basis());
        beyond.extend(noted.without(may_be));
        read.extend(noted);
        described.extend(may_be);
    }
    let say = |set: FactSet, what: &str| -> Vec<String> {
        let declared = set.declared().map(|place| policy.facts.at(place).unwrap().id.path());
        let paths = set.iter(question).map(|fact| fact.path.to_owned()).chain(declared);
        paths.map(|path| format!("{} {question}: {path} {what}", policy.id)).collect()
    };
    let mut wrong = say(beyond, "is read, and not described");
    wrong.extend(say(optional(described.without(read)), "is described, and never read"));
    wrong
}
