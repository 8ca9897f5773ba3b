//! How much work a report takes, in steps of its patience: so many for each clause, however many of them answer one case.

use super::day;
use clausula::analyse::prove::{prove, prove_while};
use clausula::analyse::report::{VerificationReport, verify_while};
use clausula::analyse::{Invariant, Obligation, Patience, ProofOutcome};
use clausula::law::Law;
use clausula::policy::store::PolicySet;

/// So many tables of two rows that all answer the same cases, each with shares of its own.
fn overlapping(count: usize) -> String {
    let head = "policy = 'test'\nversion = '1'\nname = 'Test'\ncurrency = 'EUR'\nprices = 'including_vat'\nlaw = 'none'\n\
                zone = 'Europe/Amsterdam'\nholidays = 'none'\n";
    let row = |bound: &str, days: usize, percent: usize| {
        format!(
            "[[clause.tiers.tier]]\n{bound} = '{days} days'\n\
             charges = [{{ kind = 'cancellation_fee', percent = {percent}, of = 'price' }}]\n"
        )
    };
    let clause = |n: usize| {
        let days = 10 + n % 5;
        format!(
            "[[clause]]\nid = 'c{n}'\narticle = '{n}'\nquestion = 'cancellation'\nsummary = {{ nl = 'x', en = 'x' }}\n\
             [clause.tiers]\nbefore = 'starts_at'\n{}{}",
            row("at_least", days, 1 + n % 40),
            row("less_than", days, 41 + n % 50)
        )
    };
    head.to_owned() + &(0..count).map(clause).collect::<String>()
}

fn verified(count: usize, patience: &Patience) -> VerificationReport {
    verify_while("many.toml", overlapping(count).as_bytes(), Law::built_in(), day("2026-11-21"), patience)
}

#[test]
fn clauses_that_answer_one_case_are_decided_together() {
    let patience = Patience::of_steps(STEPS_FOR_FORTY);
    let report = verified(40, &patience);
    assert!(!patience.is_over());
    let undecided = |outcome: &ProofOutcome| matches!(outcome, ProofOutcome::Undecided { .. });
    assert!(!report.obligations.is_empty() && !report.obligations.iter().any(|o| undecided(&o.outcome)));
    // Half of the clauses take less than half of the work.
    let patience = Patience::of_steps(STEPS_FOR_FORTY / 2);
    verified(20, &patience);
    assert!(!patience.is_over());
}

/// More than forty tables take.
const STEPS_FOR_FORTY: u64 = 4_000_000;

#[test]
fn what_is_cut_short_is_undecided_by_name() {
    let patience = Patience::of_steps(1_000);
    let report = verified(40, &patience);
    assert!(patience.is_over());
    let ended = |outcome: &ProofOutcome| matches!(outcome, ProofOutcome::Undecided { reason } if reason.en.contains("was ended"));
    assert!(report.obligations.iter().any(|obligation| ended(&obligation.outcome)));
}

/// Nothing of a report is left out because the time for it ran out: whatever is decided with patience is undecided without,
/// for the same question, product and customer.
#[test]
fn what_was_not_looked_at_is_undecided_by_name() {
    // Clauses that nothing reaches come row by row, and are named by their clause.
    let about = |o: &Obligation| (o.invariant, o.question, o.product, o.customer);
    let listed = |obligations: Vec<Obligation>| -> Vec<_> {
        obligations.iter().filter(|o| o.invariant != Invariant::ClausesReachable).map(about).collect()
    };
    for policy in PolicySet::built_in().unwrap().iter() {
        let patience = Patience::default();
        patience.end();
        let open = prove_while(policy, Law::built_in(), &patience);
        assert!(open.iter().all(|o| matches!(o.outcome, ProofOutcome::Undecided { .. })), "{}", policy.id);
        let (open, decided) = (listed(open), listed(prove(policy, Law::built_in())));
        let missing: Vec<_> = decided.iter().filter(|known| !open.contains(known)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", policy.id);
    }
}
