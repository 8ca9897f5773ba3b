//! The five texts: exactly what is refuted and what stays open in each.

use super::support::proved;
use clausula::analyse::{Invariant, Obligation, ProofOutcome};
use clausula::policy::Policy;
use clausula::policy::store::PolicySet;
use clausula::vocabulary::{CustomerType, ProductType, Question};
use std::collections::BTreeMap;
use std::sync::LazyLock;

fn policy(id: &str) -> Policy {
    let set = PolicySet::built_in().unwrap();
    let policy = set.iter().find(|policy| policy.id == id).unwrap();
    (**policy).clone()
}

/// The obligations of each, proved once.
static PROVED: LazyLock<BTreeMap<String, Vec<Obligation>>> = LazyLock::new(|| {
    let set = PolicySet::built_in().unwrap();
    set.iter().map(|policy| (policy.id.clone(), proved(policy))).collect()
});

/// Everything that is not proved: what about which question, how often, and what is said about the first.
fn not_proved(id: &str) -> BTreeMap<String, (usize, String)> {
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for obligation in &PROVED[id] {
        let (word, text) = match &obligation.outcome {
            ProofOutcome::Proved { cases } => {
                assert!(*cases > 0, "{obligation:?}");
                continue;
            }
            ProofOutcome::Refuted { because, .. } => ("refuted", because.en.clone()),
            ProofOutcome::Undecided { reason } => ("undecided", reason.en.clone()),
        };
        // Overlaps are told apart by the day.
        let day = text.split(" before ").next().filter(|_| obligation.invariant == Invariant::Totality).unwrap_or("");
        let question = obligation.question.map_or("-", |question| question.name());
        let key = format!("{word} {} {question} {day}", obligation.invariant);
        found.entry(key.trim_end().to_owned()).or_insert((0, text)).0 += 1;
    }
    found
}

fn keys(found: &BTreeMap<String, (usize, String)>) -> Vec<(&str, usize)> {
    found.iter().map(|(key, (count, _))| (key.as_str(), *count)).collect()
}

#[test]
fn emperra() {
    // Of a community ended for cause what was paid is kept, and nothing bounds what is paid.
    assert_eq!(keys(&not_proved("emperra")), [("undecided fee-within-price-as-written termination", 2)]);
}

#[test]
fn heartschool() {
    // 6.4 and 14 (refund): costs and loss of value are what the facts state.
    assert_eq!(
        keys(&not_proved("heartschool")),
        [
            ("undecided fee-within-price-as-written cancellation", 4),
            // 5.5: a share of what was paid, which can be more than the price.
            ("undecided fee-within-price-as-written provider_cancellation", 8),
            ("undecided fee-within-price-as-written termination", 4),
            ("undecided fee-within-price-as-written withdrawal", 1),
        ]
    );
}

#[test]
fn klantgenerator() {
    // 5.7: day 30 is free and is not.
    assert_eq!(keys(&not_proved("klantgenerator")), [("refuted totality cancellation on day 30", 2)]);
}

#[test]
fn multidonnas() {
    let found = not_proved("multidonnas");
    assert_eq!(
        keys(&found),
        [
            ("refuted monotone-tiers cancellation", 28),
            ("refuted monotone-tiers rescheduling", 28),
            ("refuted totality cancellation on day 43", 28),
            ("refuted totality rescheduling on day 43", 28),
            ("undecided fee-within-price-as-written booking_change", 28),
            ("undecided fee-within-price-as-written substitution", 28),
        ]
    );
    // 9.1: which tiers, and what each says.
    let (_, because) = &found["refuted totality cancellation on day 43"];
    assert!(because.contains("50% of the price") && because.contains("75% of the price"), "{because}");
}

#[test]
fn onvergetelijk_onderwijs() {
    let found = not_proved("onvergetelijk-onderwijs");
    assert_eq!(
        keys(&found),
        [
            ("refuted fee-within-price-as-written cancellation", 8),
            ("refuted totality cancellation on day 14", 8),
            ("refuted totality cancellation on day 7", 8),
            ("refuted totality rescheduling on day 14", 8),
            ("undecided fee-within-price-as-written force_majeure", 28),
        ]
    );
    // 11.2: €100 in every tier exceeds a price below it, and with 100% in the last week every price.
    let (_, because) = &found["refuted fee-within-price-as-written cancellation"];
    assert!(because.contains("€ 99.99") && because.contains("at every price"), "{because}");
}

#[test]
fn every_invariant_has_obligations_for_every_product_and_customer() {
    let all: Vec<&Obligation> = PROVED.values().flatten().collect();
    for &invariant in Invariant::ALL.iter().filter(|i| **i != Invariant::VersionInForce) {
        assert!(all.iter().any(|o| o.invariant == invariant), "{invariant}");
    }
    for product in ProductType::ALL {
        for customer in CustomerType::ALL {
            assert!(all.iter().any(|o| o.product == Some(*product) && o.customer == Some(*customer)));
        }
    }
    // Where the terms are silent on withdrawing, mandatory law alone decides, and no place in the file does.
    let by_law = |o: &Obligation| o.question == Some(Question::Withdrawal) && o.clauses.is_empty();
    assert!(all.iter().all(|o| o.span.is_some() || by_law(o)), "every obligation has its place");
    assert!(all.len() > 3_000, "{}", all.len());
}

#[test]
fn the_versions_in_force() {
    let set = PolicySet::built_in().unwrap();
    let policies: Vec<&Policy> = set.iter().map(|policy| &**policy).collect();
    let obligations = clausula::analyse::prove::prove_versions(&policies);
    assert_eq!(obligations.len(), 5);
    assert!(obligations.iter().all(|o| matches!(o.outcome, ProofOutcome::Proved { cases } if cases > 0)));
    let (mut early, mut late) = (policy("klantgenerator"), policy("klantgenerator"));
    early.version = "2019".to_owned();
    let two = [&early, &late];
    let twice = clausula::analyse::prove::prove_versions(&two);
    assert!(matches!(twice[0].outcome, ProofOutcome::Refuted { witness: None, .. }), "both from one day");
    early.effective_from = early.effective_from.and_then(|day| day.plus_days(-400));
    assert!(matches!(
        clausula::analyse::prove::prove_versions(&[&early, &late])[0].outcome,
        ProofOutcome::Proved { .. }
    ));
    early.effective_until = late.effective_from.and_then(|day| day.plus_days(1));
    assert!(matches!(
        clausula::analyse::prove::prove_versions(&[&early, &late])[0].outcome,
        ProofOutcome::Refuted { .. }
    ));
    late.effective_from = early.effective_until;
    assert!(matches!(
        clausula::analyse::prove::prove_versions(&[&early, &late])[0].outcome,
        ProofOutcome::Proved { .. }
    ));
}
