//! `payment_plan` and `payment_allocation`: splitting a price into instalments, and a payment over debts.

use super::calendar::{Day, add_months, format_day};
use super::clock::civil;
use super::facts::{Case, Policy, Product};
use super::outcome::{Outcome, money};
use serde_json::{Value, json};

/// Parts that differ by at most one cent, the larger ones first (M3).
pub(crate) fn split(amount: i128, parts: i128) -> Vec<i128> {
    let (each, extra) = (amount / parts, amount % parts);
    (0..parts).map(|part| if part < extra { each + 1 } else { each }).collect()
}

pub(crate) fn payment_plan(case: &Case) -> Option<Outcome> {
    let agreed = case.agreement.flag("paysInInstalments");
    if case.policy != Policy::Heartschool || case.product != Product::Programme || !agreed {
        return Some(Outcome::unregulated());
    }
    let concluded = civil(case.concluded);
    let mut instalments = Vec::new();
    for (index, amount) in split(case.price, 3).into_iter().enumerate() {
        let invoiced = add_months(concluded, 2 * index as i64);
        // The first one is due before the start, but never before it is invoiced.
        let due = match index {
            0 => invoiced.max((invoiced + 8).min(civil(case.starts?) - 1)),
            _ => invoiced + 8,
        };
        instalments.push(json!({
            "number": index + 1,
            "amount": money(amount),
            "invoiceOn": format_day(invoiced),
            "dueOn": format_day(due),
        }));
    }
    Some(Outcome::permitted().with("instalments", Value::Array(instalments)))
}

pub(crate) fn payment_allocation(case: &Case) -> Option<Outcome> {
    let mut rest = case.event.money("amount")?;
    let mut invoices: Vec<(Day, &str, i128)> = Vec::new();
    for invoice in case.event.list("invoices") {
        invoices.push((invoice.date("dueOn")?, invoice.text("invoiceId")?, invoice.money("openAmount")?));
    }
    if invoices.is_empty() {
        return None;
    }
    if !matches!(case.policy, Policy::Onvergetelijk | Policy::Klantgenerator) {
        return Some(Outcome::unregulated());
    }
    invoices.sort_by_key(|invoice| invoice.0);
    let mut debts =
        vec![("costs", case.event.money_or_zero("openCosts")), ("interest", case.event.money_or_zero("openInterest"))];
    debts.extend(invoices.iter().map(|invoice| (invoice.1, invoice.2)));
    let mut allocations = Vec::new();
    for (to, open) in debts {
        let part = open.min(rest);
        rest -= part;
        if part > 0 {
            allocations.push(json!({"to": to, "amount": money(part)}));
        }
    }
    let outcome = Outcome::permitted().with("allocations", Value::Array(allocations));
    Some(outcome.with("unallocated", money(rest)))
}
