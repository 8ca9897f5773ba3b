//! Mandatory law beside the terms: it never shortens a customer's period and never takes away a right that the terms
//! give. Both are walked in parallel; on each step the first and the last instant are compared, between which deadlines
//! that move with the act move alike, and others stay.

use super::super::breakpoints::{Case, WalkStep};
use super::super::obligation::{Invariant, Witness};
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::calendar::{Date, Instant};
use crate::decision::Decision;
use crate::evaluate::figures_into;
use crate::facts::{Event, Facts};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Basis, DeadlineKind, Party, Verdict};
use std::borrow::Cow;

const PRICE: Cents = Cents::new(10_000);

/// The walk of a case on one basis.
pub(super) struct Walked {
    pub(super) basis: Basis,
    pub(super) steps: Vec<WalkStep>,
    /// What is decided at the last instant of each step, where it was looked at.
    pub(super) lasts: Vec<Option<Decision>>,
}

/// Compares a case with and without mandatory law, on the steps of both.
pub(super) fn examine(subject: &Subject<'_>, (order, case): (usize, &Case), walks: &[Walked], ledger: &mut Ledger) {
    let steps = || walks.iter().flat_map(|walked| &walked.steps);
    let mut bounds: Vec<Option<Instant>> = steps().map(|step| step.from).collect();
    // Where the law says nothing, both bases have the same steps, and nothing in them moves.
    if super::examine::bases(subject.question).len() > 1 {
        bounds.extend(steps().filter_map(|step| step.until).map(|until| Some(until.prev())));
    }
    bounds.sort_unstable();
    bounds.dedup();
    for act in bounds {
        let (agreement, event) = case.request(PRICE, act);
        let witness = Witness { agreement, event, basis: Basis::TermsAndLaw };
        let decided = |basis| match decided_on(walks, basis, act) {
            Some(known) => Some(Cow::Borrowed(known)),
            None => decide(subject.bare, subject.law, &witness, basis).map(Cow::Owned),
        };
        let (Some(terms), Some(law)) = (decided(Basis::TermsOnly), decided(Basis::TermsAndLaw)) else { continue };
        ledger.decided(Invariant::LawNeverWorse);
        if first_worse(&witness.event, &terms, &law).is_some() {
            ledger.broken(Invariant::LawNeverWorse, order, PRICE, act, || Candidate {
                case: case.clone(),
                price: PRICE,
                act,
                until: act.map(Instant::next),
                basis: Basis::TermsAndLaw,
                span: None,
                note: None,
            });
        }
    }
}

/// What was decided at the first or the last instant of a step when it was walked.
fn decided_on(walks: &[Walked], basis: Basis, act: Option<Instant>) -> Option<&Decision> {
    let walked = walks.iter().find(|walked| walked.basis == basis)?;
    let place = walked.steps.partition_point(|step| step.from <= act).checked_sub(1)?;
    let step = walked.steps.get(place)?;
    if step.from == act {
        return Some(&step.decision);
    }
    if step.until.map(Instant::prev) != act {
        return None;
    }
    let moves = step.decision.deadlines.iter().any(|deadline| deadline.moves_with_act);
    if moves { walked.lasts.get(place)?.as_ref() } else { Some(&step.decision) }
}

fn decide(policy: &Policy, law: &Law, witness: &Witness, basis: Basis) -> Option<Decision> {
    let facts = Facts::new(witness.agreement.clone(), witness.event.clone(), basis).ok()?;
    let mut decision = Decision::of(Verdict::Unregulated);
    figures_into(policy, law, &facts, &mut decision).ok()?;
    Some(decision)
}

/// In what the law leaves the customer worse off.
enum Worse {
    Verdict(Verdict, Verdict),
    Shorter(Date, Date),
    EndsLater(Date, Date),
    RecoversLess,
    CostsMore,
}

fn first_worse(event: &Event, terms: &Decision, law: &Decision) -> Option<Worse> {
    let rank = |verdict: Verdict| match (verdict, event.is_act_of_provider()) {
        (Verdict::Unregulated | Verdict::Refused, false) | (Verdict::Unregulated | Verdict::Permitted, true) => 0,
        (Verdict::Discretionary, _) => 1,
        (Verdict::Permitted, false) | (Verdict::Refused, true) => 2,
    };
    let day = |decision: &Decision, kind: DeadlineKind| {
        decision.deadlines.iter().find(|deadline| deadline.kind == kind).map(|deadline| deadline.last_day)
    };
    if rank(law.verdict) < rank(terms.verdict) {
        return Some(Worse::Verdict(terms.verdict, law.verdict));
    }
    if let (Some(by_terms), Some(by_law)) = (day(terms, DeadlineKind::Withdrawal), day(law, DeadlineKind::Withdrawal))
        && by_law < by_terms
    {
        return Some(Worse::Shorter(by_terms, by_law));
    }
    let by_customer = matches!(event, Event::Termination(e) if e.by == Party::Customer);
    if let (Some(by_terms), Some(by_law)) = (day(terms, DeadlineKind::ContractEnd), day(law, DeadlineKind::ContractEnd))
        && by_customer
        && by_law > by_terms
    {
        return Some(Worse::EndsLater(by_terms, by_law));
    }
    if let (Some(by_terms), Some(by_law)) = (&terms.liability, &law.liability)
        && by_law.recoverable < by_terms.recoverable
    {
        return Some(Worse::RecoversLess);
    }
    let costs = |decision: &Decision| decision.arrears.as_ref().map(|arrears| arrears.collection_costs);
    (costs(law) > costs(terms)).then_some(Worse::CostsMore)
}

#[cfg(test)]
pub(super) fn is_worse(event: &Event, terms: &Decision, law: &Decision) -> bool {
    first_worse(event, terms, law).is_some()
}

/// How mandatory law leaves the customer of a request worse off.
pub(super) fn worse(request: &Request<'_>) -> Option<Summary> {
    let decided = |basis| decide(request.policy, request.law, request.witness, basis);
    let (terms, law) = (decided(Basis::TermsOnly)?, decided(Basis::TermsAndLaw)?);
    Some(match first_worse(&request.witness.event, &terms, &law)? {
        Worse::Verdict(by_terms, by_law) => both(
            format!("the terms alone say `{by_terms}`, with mandatory law it is `{by_law}`"),
            format!("de voorwaarden zeggen `{by_terms}`, met dwingend recht is het `{by_law}`"),
        ),
        Worse::Shorter(by_terms, by_law) => both(
            format!("by the terms alone one can withdraw through {by_terms}, with mandatory law only through {by_law}"),
            format!(
                "volgens de voorwaarden kan herroepen tot en met {by_terms}, met dwingend recht tot en met {by_law}"
            ),
        ),
        Worse::EndsLater(by_terms, by_law) => both(
            format!("by the terms alone the agreement ends on {by_terms}, with mandatory law only on {by_law}"),
            format!("volgens de voorwaarden eindigt de overeenkomst op {by_terms}, met dwingend recht pas op {by_law}"),
        ),
        Worse::RecoversLess => both(
            "with mandatory law less damage can be recovered than by the terms alone",
            "met dwingend recht kan minder schade worden verhaald dan volgens de voorwaarden",
        ),
        Worse::CostsMore => both(
            "with mandatory law collection is dearer than by the terms alone",
            "met dwingend recht is incasso duurder dan volgens de voorwaarden",
        ),
    })
}
