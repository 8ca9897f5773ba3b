//! `payment_review`: which invoices are in default on a day, with the interest and collection costs that follow.

use super::calendar::{Day, day, format_day};
use super::cancellation::multidonnas_fee;
use super::clock::civil;
use super::facts::{Case, Node, Policy};
use super::fraction::Fraction;
use super::outcome::{Outcome, money};
use super::rates::{Rate, collection_scale, compound, monthly_or_statutory};
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
    let arrears = match cancelled_from(case, &invoices) {
        Some(first) => return cancelled_on_default(case, &invoices, first, as_of),
        None => arrears_of(case, &invoices, as_of)?,
    };
    let suspended = may_suspend(case, &invoices, as_of)?;
    Some(Outcome::permitted().with("arrears", arrears).with("accessMayBeSuspended", Value::Bool(suspended)))
}

/// What the invoices in default cost together.
fn arrears_of(case: &Case, invoices: &[Invoice], as_of: Day) -> Option<Value> {
    let (mut principal, mut interest, mut bearing) = (0, 0, 0);
    let mut by_invoice = Vec::new();
    for invoice in invoices {
        let mut accrued = 0;
        if let Some(first) = invoice.default_from {
            accrued = interest_on(case, invoice.open, first, as_of)?;
            principal += invoice.open;
            interest += accrued;
            if may_bear_costs(case, invoice, first, as_of) {
                // Of a consumer, over what was not paid within the fourteen days.
                let unpaid = invoice.facts.money("openAtNoticeEnd").filter(|_| case.consumer);
                bearing += unpaid.unwrap_or(invoice.open);
            }
        }
        by_invoice.push(line(invoice, accrued, as_of)?);
    }
    Some(total(principal, interest, collection_costs(case, bearing), by_invoice))
}

fn line(invoice: &Invoice, interest: i128, as_of: Day) -> Option<Value> {
    Some(json!({
        "invoiceId": invoice.facts.text("invoiceId")?,
        "dueOn": format_day(invoice.due),
        "defaultFrom": invoice.default_from.map(format_day),
        "days": invoice.default_from.map_or(0, |first| as_of - first + 1),
        "interest": money(interest),
    }))
}

fn total(principal: i128, interest: i128, costs: i128, by_invoice: Vec<Value>) -> Value {
    json!({
        "principal": money(principal),
        "interest": money(interest),
        "collectionCosts": money(costs),
        "total": money(principal + interest + costs),
        "byInvoice": by_invoice,
    })
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

/// Interest in cents; nothing open bears none, whatever the rate. Trade interest in this form holds for contracts from
/// 16 March 2013.
fn interest_on(case: &Case, open: i128, first: Day, as_of: Day) -> Option<i128> {
    if open == 0 {
        return Some(0);
    }
    let rate = if case.consumer || case.policy == Policy::Multidonnas { Rate::Consumer } else { Rate::Trade };
    if rate == Rate::Trade && civil(case.concluded) < day(2013, 3, 16) {
        return None;
    }
    match case.policy {
        Policy::Klantgenerator => monthly_or_statutory(open, rate, first, as_of),
        _ => compound(open, rate, first, as_of),
    }
}

/// A consumer bears costs only from the fifteenth day after a notice that came in default and is as the law asks (L6).
fn may_bear_costs(case: &Case, invoice: &Invoice, first: Day, as_of: Day) -> bool {
    let notice = invoice.facts.date("collectionNoticeReceivedOn");
    let sound = !invoice.facts.flag("collectionNoticeDefective");
    !case.consumer || sound && notice.is_some_and(|received| received >= first && as_of >= received + 15)
}

/// The scale, with the tax that a creditor adds who cannot deduct it.
fn collection_costs(case: &Case, bearing: i128) -> i128 {
    if bearing == 0 {
        return 0;
    }
    let tax = Fraction::percent(case.event.count("collectionCostsVatPercent"));
    let scale = collection_scale(bearing);
    let scale = scale + (Fraction::whole(scale) * tax).rounded();
    let takes_actual = matches!(case.policy, Policy::Heartschool | Policy::Klantgenerator) && !case.consumer;
    if takes_actual { scale.max(case.event.money_or_zero("actualCollectionCosts")) } else { scale }
}

/// One provider treats default on anything but a deposit as a cancellation on its first day.
fn cancelled_from(case: &Case, invoices: &[Invoice]) -> Option<Day> {
    let ordinary = invoices.iter().filter(|invoice| !invoice.facts.flag("isDeposit"));
    ordinary.filter_map(|invoice| invoice.default_from).min().filter(|_| case.policy == Policy::Multidonnas)
}

/// Once the agreement counts as cancelled, what the settlement leaves open is owed instead of the invoices.
fn cancelled_on_default(case: &Case, invoices: &[Invoice], first: Day, as_of: Day) -> Option<Outcome> {
    let fee = multidonnas_fee(case, civil(case.starts?) - first);
    let outcome = Outcome::permitted().charge_at_most("CANCELLATION_FEE", fee).settled();
    let outstanding = outcome.outstanding(case);
    let interest = interest_on(case, outstanding, first, as_of)?;
    // A notice is about an invoice in default, and cannot come before there is this debt.
    let notified = invoices
        .iter()
        .any(|invoice| invoice.default_from.is_some_and(|own| may_bear_costs(case, invoice, own.max(first), as_of)));
    let costs = if notified { collection_costs(case, outstanding) } else { 0 };
    let mut by_invoice = Vec::new();
    for invoice in invoices {
        by_invoice.push(line(invoice, 0, as_of)?);
    }
    Some(outcome.with("arrears", total(outstanding, interest, costs, by_invoice)))
}

fn may_suspend(case: &Case, invoices: &[Invoice], as_of: Day) -> Option<bool> {
    Some(match case.policy {
        Policy::Multidonnas => false,
        Policy::Onvergetelijk => {
            let starts = civil(case.starts?);
            let issued_before =
                |invoice: &Invoice| invoice.facts.date("issuedOn").is_some_and(|issued| issued < starts);
            as_of >= starts && invoices.iter().any(|invoice| invoice.open > 0 && issued_before(invoice))
        }
        _ => invoices.iter().any(|invoice| invoice.default_from.is_some()),
    })
}
