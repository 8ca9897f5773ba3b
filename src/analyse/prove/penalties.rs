//! Penalties: as many times as there were breaches, or once.
//!
//! An amount is multiplied by a count or it is not, so that a list of them is a line in the count: two counts beside one
//! decide whether it passes through zero or is level. Where a minimum or a maximum bounds it, it is none, and what no count
//! that is looked at shows is left open.

use super::super::breakpoints::{Case, WalkStep, parts};
use super::super::obligation::Invariant;
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate};
use crate::facts::{Event, Facts};
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::building_blocks::Counter;
use crate::vocabulary::{Basis, ChargeKind};

/// Looks at a case with one breach; its charges are compared with those of more.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    basis: Basis,
    steps: &[WalkStep],
    ledger: &mut Ledger,
) {
    let price = Cents::new(10_000);
    if bounded(subject) {
        ledger.undecided(Invariant::PenaltiesProportional, || {
            both(
                "an amount for each breach has a minimum or a maximum, or begins beyond a number of them",
                "een bedrag per overtreding heeft een minimum of een maximum, of begint boven een aantal",
            )
        });
    }
    for step in steps {
        let (agreement, event) = case.request(price, step.from);
        let witness = super::super::obligation::Witness { agreement, event, basis };
        let Some(request) = Request::new(subject.bare, subject.law, &witness) else { continue };
        ledger.decided(Invariant::PenaltiesProportional);
        if first_disproportionate(&request).is_some() {
            ledger.broken(Invariant::PenaltiesProportional, order, price, step.from, || Candidate {
                case: case.clone(),
                price,
                act: step.from,
                until: step.until,
                basis,
                span: None,
                note: None,
            });
        }
    }
}

/// Whether a term chooses between amounts that the number of breaches multiplies.
fn bounded(subject: &Subject<'_>) -> bool {
    let clauses = parts::clauses_read(subject.bare, subject.question);
    let mut charges = clauses.iter().flat_map(|(_, clause)| clause.form.charges());
    charges.any(|rule| rule.amount.is_kinked() && rule.amount.counters().any(|counter| counter == Counter::Breach))
}

fn total(decision: &Decision, kind: ChargeKind) -> i128 {
    decision.charges.iter().filter(|c| c.kind == kind).map(|c| i128::from(c.amount.get())).sum()
}

/// What one breach and two breaches cost, where that is neither the same nor the double.
fn first_disproportionate(request: &Request<'_>) -> Option<(i128, i128)> {
    let with_count = |breaches: u32| {
        let mut event = request.witness.event.clone();
        let Event::Breach { count, .. } = &mut event else { return None };
        *count = Some(breaches);
        let facts = Facts::new(request.witness.agreement.clone(), event, request.witness.basis).ok()?;
        evaluate(request.policy, request.law, &facts, Detail::Amounts).ok()
    };
    let (one, two, three) = (with_count(1)?, with_count(2)?, with_count(3)?);
    [ChargeKind::Penalty, ChargeKind::Indemnity].into_iter().find_map(|kind| {
        let (one, two, three) = (total(&one, kind), total(&two, kind), total(&three, kind));
        let once = one == two && two == three;
        let each = two == 2 * one && three == 3 * one;
        (!once && !each).then_some((one, two))
    })
}

/// How the penalty of a request depends on the count.
pub(super) fn disproportionate(request: &Request<'_>) -> Option<Summary> {
    let (one, two) = first_disproportionate(request)?;
    let cents = |amount: i128| request.money(i64::try_from(amount).map_or(Cents::MAX, Cents::new));
    let (one, two) = (cents(one), cents(two));
    Some(both(
        format!("one breach costs {}, two cost {}: neither as much nor twice as much", one.en, two.en),
        format!("één overtreding kost {}, twee kosten {}: niet evenveel en niet het dubbele", one.nl, two.nl),
    ))
}
