//! Two clauses, one answer (V4): no answer is worse for the customer than that of another clause that applies, unless the
//! decision says that the clauses conflict.

use super::super::breakpoints::{Case, WalkStep};
use super::super::obligation::Invariant;
use super::examine::{Subject, ended};
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::{Decision, FindingCode};
use crate::evaluate::inspect;
use crate::facts::{Event, Facts};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Question, Verdict};

const PRICE: Cents = Cents::new(10_000);

/// Whether it is asked of a question: whether a complaint or an offer is in time the deadlines say, each kind for itself.
pub(super) const fn is_asked(question: Question) -> bool {
    !matches!(question, Question::Complaint | Question::Offer)
}

/// Holds the answer on every step against that of each clause alone.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    (steps, facts): (&[WalkStep], &[Facts]),
    ledger: &mut Ledger,
) {
    if !is_asked(subject.question) {
        return;
    }
    for (step, facts) in steps.iter().zip(facts) {
        if subject.patience.is_over() {
            return ledger.gap(ended);
        }
        // The answer, and that of each clause alone: found among the others, and read.
        let clauses = subject.policy.clauses.len();
        subject.spend(1);
        subject.patience.spend(subject.policy.clauses_on(subject.question).count().saturating_mul(1 + clauses / 10));
        ledger.decided(Invariant::BestClause);
        if better((subject.bare, subject.law), facts, &step.decision).is_some() {
            ledger.broken(Invariant::BestClause, order, PRICE, step.from, || Candidate {
                case: case.clone(),
                price: PRICE,
                act: step.from,
                until: step.until,
                basis: facts.basis(),
                span: None,
                note: None,
            });
        }
    }
}

/// The clause that alone would answer better, in words.
pub(super) fn worse(request: &Request<'_>) -> Option<Summary> {
    let better = better((request.policy, request.law), &request.facts, &request.decision)?;
    let id = request.policy.clause(better).map_or("", |clause| clause.id.as_str());
    Some(both(
        format!("`{id}` alone would answer better for the customer, and the decision does not say so"),
        format!("`{id}` alleen zou beter antwoorden voor de klant, en de beslissing zegt dat niet"),
    ))
}

/// The clause that alone would answer better than a decision that does not say so.
fn better((policy, law): (&Policy, &Law), facts: &Facts, decision: &Decision) -> Option<u16> {
    let says_so = decision.findings.iter().any(|finding| finding.code == FindingCode::ClauseConflict);
    if says_so {
        return None;
    }
    inspect::applying(policy, law, facts).into_iter().find(|place| {
        let alone = inspect::alone(policy, law, facts, *place);
        alone.is_some_and(|alone| is_better(facts.event(), &alone, decision))
    })
}

/// Whether one answer is better for the customer than another.
fn is_better(event: &Event, one: &Decision, other: &Decision) -> bool {
    let rank = |verdict: Verdict| match (verdict, event.is_act_of_provider()) {
        (Verdict::Unregulated, _) => 0,
        (Verdict::Refused, false) | (Verdict::Permitted, true) => 1,
        (Verdict::Discretionary, _) => 2,
        (Verdict::Permitted, false) | (Verdict::Refused, true) => 3,
    };
    let refund = |decision: &Decision| decision.settlement.map_or(Cents::ZERO, |settlement| settlement.refund);
    match rank(one.verdict).cmp(&rank(other.verdict)) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => {
            one.charged() < other.charged() || (one.charged() == other.charged() && refund(one) > refund(other))
        }
    }
}
