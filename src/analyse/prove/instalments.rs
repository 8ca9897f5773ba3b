//! Instalments: together they are the price, to the cent, whatever the price.

use super::super::breakpoints::{Case, Prices};
use super::super::obligation::Invariant;
use super::examine::{Subject, decide};
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::Decision;
use crate::money::Cents;
use crate::policy::Summary;
use crate::vocabulary::Basis;

/// Looks at a case at every price. The amounts do not depend on when the agreement starts.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    basis: Basis,
    prices: &Prices,
    ledger: &mut Ledger,
) {
    for &price in if case.regular { &prices.all } else { &prices.coarse } {
        let Some(decision) = decide(subject.bare, subject.law, case, price, None, basis) else { continue };
        if decision.instalments.is_empty() {
            continue;
        }
        ledger.decided(Invariant::InstalmentsAddUp);
        if !add_up(&decision, price) {
            ledger.broken(Invariant::InstalmentsAddUp, order, price, None, || Candidate {
                case: case.clone(),
                price,
                act: None,
                until: None,
                basis,
                span: None,
                note: None,
            });
        }
    }
}

fn add_up(decision: &Decision, price: Cents) -> bool {
    let amounts = || decision.instalments.iter().map(|instalment| instalment.amount);
    let sum: i128 = amounts().map(|amount| i128::from(amount.get())).sum();
    sum == i128::from(price.get()) && amounts().all(|amount| amount >= Cents::ZERO)
}

/// What the instalments of a request come to where that is not the price, or where one is below zero.
pub(super) fn not_the_price(request: &Request<'_>) -> Option<Summary> {
    let price = request.witness.agreement.price;
    if request.decision.instalments.is_empty() || add_up(&request.decision, price) {
        return None;
    }
    let sum = request.money(request.decision.instalments.iter().map(|instalment| instalment.amount).sum());
    let price = request.money(price);
    Some(both(
        format!("the instalments are {} together, of a price of {}", sum.en, price.en),
        format!("de termijnen zijn samen {}, bij een prijs van {}", sum.nl, price.nl),
    ))
}
