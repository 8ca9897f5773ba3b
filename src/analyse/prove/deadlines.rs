//! Deadlines that are counted from an event never lie before it, and everything that is decided cites a clause.
//!
//! A count forward adds a period that cannot be negative, then moves to a later day or not at all; so the only counts
//! that can fail are those that take the day of the event as the first, and those that count back from what has happened.
//! Each deadline of each case is held against the event that its rule names all the same.

use super::super::breakpoints::{Case, WalkStep};
use super::super::obligation::Invariant;
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::calendar::{Date, Instant};
use crate::decision::{Deadline, Decision, Source};
use crate::evaluate::{Detail, evaluate, inspect};
use crate::facts::{Event, Facts};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, DeadlineRule};
use crate::policy::forms::{Form, NoticeEnd};
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Basis, DeadlineKind};
use std::borrow::Cow;

/// The price at which deadlines are looked at: they do not depend on it.
const PRICE: Cents = Cents::new(10_000);

/// Looks at the first and the last instant of each step, and gives what is decided at the last: what moves with the act moves
/// between them. Where nothing does, or the step has no end, there is none.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    basis: Basis,
    steps: &[WalkStep],
    ledger: &mut Ledger,
) -> Vec<Option<Decision>> {
    let mut lasts = vec![None; steps.len()];
    for (step, at_last) in steps.iter().zip(&mut lasts) {
        let moves = step.decision.deadlines.iter().any(|deadline| deadline.moves_with_act);
        let last = step.until.map(Instant::prev).filter(|last| moves && step.from.is_some_and(|from| *last > from));
        for act in std::iter::once(step.from).chain(last.map(Some)) {
            let Some(facts) = case.facts(PRICE, act, basis) else { continue };
            let (policy, law) = (subject.bare, subject.law);
            // The first instant of the step was decided when it was walked.
            let decision = match act == step.from {
                true => Cow::Borrowed(&step.decision),
                false => match evaluate(policy, law, &facts, Detail::Amounts) {
                    Ok(decision) => Cow::Owned(decision),
                    Err(_) => continue,
                },
            };
            let mut note = |invariant, broken: bool| {
                ledger.decided(invariant);
                if broken {
                    ledger.broken(invariant, order, PRICE, act, || Candidate {
                        case: case.clone(),
                        price: PRICE,
                        act,
                        until: act.map(Instant::next),
                        basis,
                        span: None,
                        note: None,
                    });
                }
            };
            note(Invariant::CitesClauses, first_uncited(policy, &decision).is_some());
            if !decision.deadlines.is_empty() || !decision.instalments.is_empty() {
                note(Invariant::DeadlinesForward, first_early(policy, law, &facts, &decision).is_some());
            }
            if let Cow::Owned(decision) = decision {
                *at_last = Some(decision);
            }
        }
    }
    lasts
}

// Forward.

/// A deadline that lies before what it is counted from.
struct Early {
    kind: DeadlineKind,
    last_day: Date,
    counted_from: Date,
}

fn first_early(policy: &Policy, law: &Law, facts: &Facts, decision: &Decision) -> Option<Early> {
    let of_deadline = |deadline: &Deadline| {
        let from = floor(policy, law, facts, deadline)?;
        let counted_from = policy.zone.date_of(from);
        let early = deadline.last_day < counted_from || deadline.expires_at.is_some_and(|at| at < from);
        early.then_some(Early { kind: deadline.kind, last_day: deadline.last_day, counted_from })
    };
    let concluded = policy.zone.date_of(facts.agreement().concluded_at);
    let of_instalment = decision.instalments.iter().find_map(|i| {
        let early = |last_day: Date, counted_from: Date| {
            (last_day < counted_from).then_some(Early { kind: DeadlineKind::Payment, last_day, counted_from })
        };
        early(i.invoice_on, concluded).or(early(i.due_on?, i.invoice_on))
    });
    decision.deadlines.iter().find_map(of_deadline).or(of_instalment).or_else(|| counted_back(policy, facts, decision))
}

/// Where office hours let a notice count as given before it was.
fn counted_back(policy: &Policy, facts: &Facts, decision: &Decision) -> Option<Early> {
    let (act, counts) = (facts.event().act()?, decision.effective_at?);
    (counts < act).then(|| Early {
        kind: DeadlineKind::Notice,
        last_day: policy.zone.date_of(counts),
        counted_from: policy.zone.date_of(act),
    })
}

/// Whether an instant is agreed on, so that a deadline may come before it. Whatever else a clause counts from has happened
/// when it counts.
fn is_agreed(anchor: Anchor) -> bool {
    matches!(
        anchor,
        Anchor::StartsAt | Anchor::EndsAt | Anchor::SessionStartsAt | Anchor::EffectiveAt | Anchor::Declared(_)
    )
}

/// The event that a deadline is counted from: of several the earliest. `None` where it is counted back from an agreed date,
/// or is one.
fn floor(policy: &Policy, law: &Law, facts: &Facts, deadline: &Deadline) -> Option<Instant> {
    let mut events: Vec<Instant> = Vec::new();
    for source in &deadline.sources {
        let Source::Clause(place) = *source else { continue };
        let form = &policy.clause(place)?.form;
        for rule in form.deadlines().into_iter().filter(|rule| rule.kind == deadline.kind) {
            if rule.backwards && rule.anchors.iter().all(|anchor| is_agreed(*anchor)) {
                return None;
            }
            events.extend(anchors(policy, law, facts, rule));
        }
        if matches!(form, Form::Notice(notice) if notice.ends == NoticeEnd::AgreedEnd) {
            return None;
        }
    }
    events.extend(by_form(policy, facts, deadline.kind).filter(|_| events.is_empty()));
    events.into_iter().min()
}

fn anchors(policy: &Policy, law: &Law, facts: &Facts, rule: &DeadlineRule) -> Vec<Instant> {
    let first = rule.anchors.iter().find_map(|anchor| inspect::anchor(policy, law, facts, *anchor));
    let other = rule.or_earlier.and_then(|(anchor, _)| inspect::anchor(policy, law, facts, anchor));
    first.into_iter().chain(other).collect()
}

/// What the forms and mandatory law count from.
fn by_form(policy: &Policy, facts: &Facts, kind: DeadlineKind) -> Option<Instant> {
    let a = facts.agreement();
    match (kind, facts.event()) {
        (DeadlineKind::Withdrawal, _) => {
            let received = a.withdrawal.goods_received_at;
            Some(received.map_or(a.concluded_at, |at| at.min(a.concluded_at)))
        }
        (DeadlineKind::Payment, Event::PaymentReview(e)) => {
            e.invoices.iter().map(|invoice| invoice.issued_on).min().and_then(|day| policy.zone.start_of(day))
        }
        (DeadlineKind::DamageReport, Event::DamageClaim(e)) => Some(e.occurred_at),
        (DeadlineKind::TerminationAllowedFrom, Event::ForceMajeure { began_at, .. }) => Some(*began_at),
        (
            DeadlineKind::ContractEnd | DeadlineKind::Notice | DeadlineKind::Refund | DeadlineKind::TermsAcceptance,
            event,
        ) => event.act(),
        _ => None,
    }
}

/// The deadline of a request that lies too early.
pub(super) fn early(request: &Request<'_>) -> Option<Summary> {
    let early = first_early(request.policy, request.law, &request.facts, &request.decision)?;
    let Early { kind, last_day, counted_from } = early;
    Some(both(
        format!("`{kind}` ends on {last_day}, before the {counted_from} that it is counted from"),
        format!("`{kind}` eindigt op {last_day}, voor {counted_from} waarvan wordt geteld"),
    ))
}

// Cited.

fn first_uncited(policy: &Policy, decision: &Decision) -> Option<&'static str> {
    let known = |source: &Source| match source {
        Source::Clause(place) => policy.clause(*place).is_some(),
        Source::Law(_) | Source::Rule(_) => true,
    };
    let cited = |sources: &[Source]| !sources.is_empty() && sources.iter().all(known);
    let charge = decision.charges.iter().any(|c| !cited(&c.sources));
    let deadline = decision.deadlines.iter().any(|d| !cited(&d.sources));
    let liability = decision.liability.iter().any(|l| !cited(&l.sources));
    [(charge, "charge"), (deadline, "deadline"), (liability, "limit")].iter().find(|(is, _)| *is).map(|(_, what)| *what)
}

/// What cites no clause in a request.
pub(super) fn uncited(request: &Request<'_>) -> Option<Summary> {
    let what = first_uncited(request.policy, &request.decision)?;
    Some(both(format!("a {what} cites no clause that exists"), format!("een `{what}` noemt geen bestaande bepaling")))
}
