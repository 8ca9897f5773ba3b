//! `payment_review`: which invoices are in default on a day, with the interest and collection costs that follow.

use super::calendar::{Day, format_day};
use super::cancellation::multidonnas_fee;
use super::clock::civil;
use super::facts::{Case, Node, Policy};
use super::outcome::{Outcome, money};
use super::rates::{Rate, collection_scale, compound, simple};
use serde_json::{Value, json};

struct Invoice<'a> {
    facts: Node<'a>,
    due: Day,
    open: i128,
    /// The first day of default, when that has come.
    default_from: Option<Day>,
}

pub(crate) fn payment_review(case: &Case) -> Option<Outcome> {
    let as_of = civil(case.event.moment("asOf")?);
    let mut invoices = Vec::new();
    for facts in case.event.list("invoices") {
        invoices.push(invoice(case, facts, as_of)?);
    }
    if invoices.is_empty() {
        return None;
    }
    let (mut principal, mut interest, mut bearing) = (0, 0, 0);
    let mut by_invoice = Vec::new();
    for invoice in &invoices {
        let (invoice_id, due_on) = (invoice.facts.text("invoiceId")?, format_day(invoice.due));
        let Some(first) = invoice.default_from else {
            by_invoice.push(json!({"invoiceId": invoice_id, "dueOn": due_on, "days": 0, "interest": money(0)}));
            continue;
        };
        let accrued = interest_on(case, invoice.open, first, as_of)?;
        principal += invoice.open;
        interest += accrued;
        if may_bear_costs(case, invoice, first, as_of) {
            bearing += invoice.open;
        }
        by_invoice.push(json!({
            "invoiceId": invoice_id,
            "dueOn": due_on,
            "defaultFrom": format_day(first),
            "days": (first..=as_of).count(),
            "interest": money(accrued),
        }));
    }
    let costs = collection_costs(case, bearing);
    let arrears = json!({
        "principal": money(principal),
        "interest": money(interest),
        "collectionCosts": money(costs),
        "total": money(principal + interest + costs),
        "byInvoice": by_invoice,
    });
    let outcome = Outcome::permitted().with("arrears", arrears);
    let outcome = cancelled_on_default(case, outcome, &invoices)?;
    let suspended = may_suspend(case, &invoices, as_of)?;
    Some(outcome.with("accessMayBeSuspended", Value::Bool(suspended)))
}

fn invoice<'a>(case: &Case, facts: Node<'a>, as_of: Day) -> Option<Invoice<'a>> {
    let issued = facts.date("issuedOn")?;
    let due = match facts.date("dueOn") {
        Some(due) => due,
        None => due_by_terms(case, issued)?,
    };
    let open = facts.money("openAmount")?;
    let could_be = match case.policy {
        Policy::Onvergetelijk => facts.date("reminderReceivedOn").map(|reminded| (reminded + 8).max(due + 1)),
        _ => Some(due + 1),
    };
    let default_from = could_be.filter(|first| *first <= as_of && open > 0);
    Some(Invoice { facts, due, open, default_from })
}

/// Two of the texts set a period for paying; the others need a stated day.
fn due_by_terms(case: &Case, issued: Day) -> Option<Day> {
    match case.policy {
        Policy::Klantgenerator => Some(issued + 14),
        Policy::Onvergetelijk => {
            let starts = case.starts.map(civil);
            match starts {
                Some(starts) if 0 < starts - issued && starts - issued < 14 => Some(issued.max(starts - 1)),
                _ => Some(issued + 14),
            }
        }
        _ => None,
    }
}

fn interest_on(case: &Case, open: i128, first: Day, as_of: Day) -> Option<i128> {
    let rate = if case.consumer || case.policy == Policy::Multidonnas { Rate::Consumer } else { Rate::Trade };
    match case.policy {
        Policy::Klantgenerator => simple(open, rate, first, as_of),
        _ => compound(open, rate, first, as_of),
    }
}

/// A consumer bears costs only from the fifteenth day after a notice that came in default (L6).
fn may_bear_costs(case: &Case, invoice: &Invoice, first: Day, as_of: Day) -> bool {
    let notice = invoice.facts.date("collectionNoticeReceivedOn");
    !case.consumer || notice.is_some_and(|received| received >= first && as_of >= received + 15)
}

fn collection_costs(case: &Case, bearing: i128) -> i128 {
    if bearing == 0 {
        return 0;
    }
    let scale = collection_scale(bearing);
    let takes_actual = matches!(case.policy, Policy::Heartschool | Policy::Klantgenerator) && !case.consumer;
    if takes_actual { scale.max(case.event.money_or_zero("actualCollectionCosts")) } else { scale }
}

/// One provider treats default on anything but a deposit as a cancellation on its first day.
fn cancelled_on_default(case: &Case, outcome: Outcome, invoices: &[Invoice]) -> Option<Outcome> {
    let ordinary = invoices.iter().filter(|invoice| !invoice.facts.flag("isDeposit"));
    let earliest = ordinary.filter_map(|invoice| invoice.default_from).min();
    match earliest {
        Some(first) if case.policy == Policy::Multidonnas => {
            let fee = multidonnas_fee(case, civil(case.starts?) - first);
            Some(outcome.charge_at_most("CANCELLATION_FEE", fee).settled())
        }
        _ => Some(outcome),
    }
}

fn may_suspend(case: &Case, invoices: &[Invoice], as_of: Day) -> Option<bool> {
    Some(match case.policy {
        Policy::Multidonnas => false,
        Policy::Onvergetelijk => as_of >= civil(case.starts?) && invoices.iter().any(|invoice| invoice.open > 0),
        _ => invoices.iter().any(|invoice| invoice.default_from.is_some()),
    })
}
