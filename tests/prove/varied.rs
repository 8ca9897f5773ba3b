//! Nothing is proved on facts that no case varies: such a fact makes an invariant undecided, by its name.

use clausula::analyse::{Invariant, ProofOutcome, prove::prove};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use clausula::vocabulary::Question;
use std::collections::BTreeSet;

#[test]
fn the_five_policies_read_nothing_that_no_case_varies() {
    let (mut reasons, mut allocations) = (BTreeSet::new(), BTreeSet::new());
    for policy in PolicySet::built_in().unwrap().iter() {
        for obligation in prove(policy, Law::built_in()) {
            if obligation.question == Some(Question::PaymentAllocation)
                && obligation.invariant != Invariant::ClausesReachable
            {
                allocations.insert(obligation.invariant.name());
            }
            if let ProofOutcome::Undecided { reason } = &obligation.outcome
                && reason.en.contains("no case varies")
            {
                reasons.insert(format!("{} {:?}: {}", policy.id, obligation.question, reason.en));
            }
        }
    }
    // What a payment is divided over need not be varied for as long as only verdict, charges and deadlines are spoken of.
    assert_eq!(allocations.into_iter().collect::<Vec<_>>(), ["best-clause", "cites-clauses", "law-never-worse"]);
    assert!(reasons.is_empty(), "{}", reasons.into_iter().collect::<Vec<_>>().join("\n"));
}
