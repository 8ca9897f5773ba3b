//! Decisions written in the shape of the shared cases: what must agree, field by field.

use super::requests::money;
use clausula::decision::{AllocationTarget, Decision, FindingCode};
use clausula::vocabulary::{Question, Verdict};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The findings that the reference speaks of.
const FINDINGS: [FindingCode; 6] = [
    FindingCode::LawOverridesTerms,
    FindingCode::WithdrawalOpen,
    FindingCode::SeeTermination,
    FindingCode::FeeMayBeReduced,
    FindingCode::FeeMayBeUnreasonable,
    FindingCode::NoticeLate,
];

/// Where a decision differs from what the reference gives for its request; an error is no decision.
pub fn differences(question: Question, expected: Option<Value>, got: Option<&Decision>) -> Vec<String> {
    // The contract's amounts are 64 bits wide: what does not fit into them is an error.
    let expected = expected.filter(fits).unwrap_or(Value::Null);
    let mut got = got.map_or(Value::Null, |decision| decided(question, decision));
    // The reference gives the instant that a notice counts as only where it decides something.
    if let Some(fields) = got.as_object_mut().filter(|_| expected.get("effectiveAt").is_none()) {
        fields.remove("effectiveAt");
    }
    // On other questions the law also overrides what the terms say of days and amounts, where the reference is silent.
    let law = Value::from(FindingCode::LawOverridesTerms.name());
    let named = expected.get("findings").and_then(Value::as_array).is_some_and(|found| found.contains(&law));
    if !named && !matches!(question, Question::Cancellation | Question::PriceIncrease) {
        let found = got.get_mut("findings").and_then(Value::as_array_mut);
        found.into_iter().for_each(|found| found.retain(|code| *code != law));
    }
    super::differences(&expected, &got)
}

/// The fields of a decision that cases and the reference speak of.
pub fn decided(question: Question, d: &Decision) -> Value {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("verdict", json!(format!("VERDICT_{}", d.verdict.name().to_uppercase())));
    let charge = |c: &clausula::decision::Charge| {
        json!({
            "kind": format!("CHARGE_KIND_{}", c.kind.name().to_uppercase()),
            "amount": money(c.amount),
            "amountAsWritten": money(c.as_written),
            "discretionary": c.discretionary,
        })
    };
    put("charges", d.charges.iter().map(charge).collect());
    if let Some(s) = &d.settlement {
        let settlement = json!({
            "price": money(s.price),
            "paid": money(s.paid),
            "charged": money(s.charged),
            "refund": money(s.refund),
            "outstanding": money(s.outstanding),
        });
        put("settlement", settlement);
    }
    let mut deadlines = Map::new();
    for deadline in &d.deadlines {
        let mut fields = Map::new();
        fields.insert("lastDay".to_owned(), json!(deadline.last_day.to_string()));
        if let Some(expires_at) = deadline.expires_at {
            fields.insert("expiresAt".to_owned(), json!(expires_at.to_string()));
        }
        let kind = format!("DEADLINE_KIND_{}", deadline.kind.name().to_uppercase());
        assert!(deadlines.insert(kind, Value::Object(fields)).is_none(), "two deadlines of one kind: {d:?}");
    }
    put("deadlines", Value::Object(deadlines));
    let moved = matches!(question, Question::Cancellation | Question::Withdrawal | Question::Rescheduling);
    if let Some(at) = d.effective_at.filter(|_| moved) {
        put("effectiveAt", json!(at.to_string()));
    }
    if let Some(a) = &d.arrears {
        let invoice = |i: &clausula::decision::InvoiceArrears| {
            json!({
                "invoiceId": i.invoice_id,
                "dueOn": i.due_on.to_string(),
                "defaultFrom": i.default_from.map(|d| d.to_string()),
                "days": i.days,
                "interest": money(i.interest),
            })
        };
        let by_invoice: Vec<Value> = a.by_invoice.iter().map(invoice).collect();
        let arrears = json!({
            "principal": money(a.principal),
            "interest": money(a.interest),
            "collectionCosts": money(a.collection_costs),
            "total": money(a.total),
            "byInvoice": by_invoice,
        });
        put("arrears", arrears);
    }
    let instalment = |i: &clausula::decision::Instalment| {
        json!({
            "number": i.number,
            "amount": money(i.amount),
            "invoiceOn": i.invoice_on.to_string(),
            "dueOn": i.due_on.map(|day| day.to_string()),
        })
    };
    put("instalments", d.instalments.iter().map(instalment).collect());
    if let Some(allocation) = &d.allocation {
        let part = |p: &clausula::decision::AllocationPart| {
            let to = match &p.to {
                AllocationTarget::Costs => "costs",
                AllocationTarget::Interest => "interest",
                AllocationTarget::Invoice(id) => id,
            };
            json!({"to": to, "amount": money(p.amount)})
        };
        put("allocations", allocation.parts.iter().map(part).collect());
        put("unallocated", money(allocation.unallocated));
    }
    if let Some(l) = &d.liability {
        let liability = json!({
            "excluded": l.excluded,
            "unlimited": l.unlimited,
            "limit": l.limit.map(money),
            "recoverable": money(l.recoverable),
        });
        put("liability", liability);
    }
    put("customerMayDissolve", json!(d.customer_may_dissolve));
    put("customerMayReject", json!(d.customer_may_reject));
    put("accessMayBeSuspended", json!(d.access_may_be_suspended));
    let alternative = |a: &clausula::decision::Alternative| {
        json!({
            "question": format!("QUESTION_{}", a.question.name().to_uppercase()),
            "verdict": format!("VERDICT_{}", a.verdict.name().to_uppercase()),
            "charged": money(a.charged),
            "refund": money(a.refund),
            "lastDay": a.last_day.map(|day| day.to_string()),
            "expiresAt": a.expires_at.map(|at| at.to_string()),
        })
    };
    put("alternatives", d.alternatives.iter().map(alternative).collect());
    let findings = d.findings.iter().filter(|finding| FINDINGS.contains(&finding.code));
    let codes: BTreeSet<&str> = findings.map(|finding| finding.code.name()).collect();
    put("findings", json!(codes));
    if d.verdict == Verdict::Unregulated {
        fields.retain(|_, value| !value.is_null());
    }
    Value::Object(fields)
}

/// Whether all amounts fit into the 64 bits that the contract gives them; where they do not, there is an error instead.
fn fits(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().all(|(key, value)| {
            (key != "minorUnits" || value.as_str().is_some_and(|cents| cents.parse::<i64>().is_ok())) && fits(value)
        }),
        Value::Array(entries) => entries.iter().all(fits),
        _ => true,
    }
}
