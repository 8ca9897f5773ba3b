//! Two clauses, one answer (V4): no answer is worse for the customer than that of another clause that applies, unless the
//! decision says that the clauses conflict.

use super::super::breakpoints::{Case, Step};
use super::super::obligation::{Invariant, Witness};
use super::examine::{Subject, ended};
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::{Decision, FindingCode};
use crate::evaluate::inspect;
use crate::facts::Event;
use crate::money::Cents;
use crate::policy::Summary;
use crate::vocabulary::{Basis, Question, Verdict};

const PRICE: Cents = Cents::new(10_000);

/// Whether it is asked of a question: whether a complaint or an offer is in time the deadlines say, each kind for itself.
pub(super) const fn is_asked(question: Question) -> bool {
    !matches!(question, Question::Complaint | Question::Offer)
}

/// Holds the answer on every step against that of each clause alone.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    basis: Basis,
    steps: &[Step],
    ledger: &mut Ledger,
) {
    if !is_asked(subject.question) {
        return;
    }
    for step in steps {
        if subject.patience.is_over() {
            return ledger.gap(ended);
        }
        // The answer, and that of each clause alone.
        subject.spend(1 + subject.policy.clauses_on(subject.question).count());
        let (agreement, event) = case.request(PRICE, step.from);
        let witness = Witness { agreement, event, basis };
        let known = step.decision.clone();
        let Some(request) = Request::decided(subject.bare, subject.law, &witness, known) else { continue };
        ledger.decided(Invariant::BestClause);
        if worse(&request).is_some() {
            ledger.broken(Invariant::BestClause, order, PRICE, step.from, || Candidate {
                case: case.clone(),
                price: PRICE,
                act: step.from,
                until: step.until,
                basis,
                span: None,
                note: None,
            });
        }
    }
}

/// The clause that alone would answer better, in words.
pub(super) fn worse(request: &Request<'_>) -> Option<Summary> {
    let says_so = request.decision.findings.iter().any(|finding| finding.code == FindingCode::ClauseConflict);
    if says_so {
        return None;
    }
    let applying = inspect::applying(request.policy, request.law, &request.facts);
    let better = applying.into_iter().find(|place| {
        let alone = inspect::alone(request.policy, request.law, &request.facts, *place);
        alone.is_some_and(|alone| is_better(&request.witness.event, &alone, &request.decision))
    })?;
    let id = request.policy.clause(better).map_or("", |clause| clause.id.as_str());
    Some(both(
        format!("`{id}` alone would answer better for the customer, and the decision does not say so"),
        format!("`{id}` alleen zou beter antwoorden voor de klant, en de beslissing zegt dat niet"),
    ))
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
