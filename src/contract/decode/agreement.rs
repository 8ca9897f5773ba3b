//! The agreement of a request.

use super::super::wire;
use super::reader::{FieldPlace, Reader, Side};
use super::terms::{Named, leaves_type_to_terms};
use crate::calendar::Instant;
use crate::facts::{Agreement, DeclaredFacts, Insurance, Payment, Performance, Problem, WithdrawalFacts};
use crate::money::Cents;
use crate::vocabulary::{CustomerType, ProductType};

/// The agreement, which must be there. `dated` says whether the moments of payments are read.
pub(super) fn required(
    reader: &mut Reader,
    given: Option<&wire::Agreement>,
    terms: Named<'_>,
    dated: bool,
) -> Agreement {
    match given {
        Some(given) => agreement(reader, given, terms, dated),
        None => {
            reader.report(FieldPlace::ROOT, "agreement", Problem::Missing);
            let concluded_at = Side::Earlier.stand_in();
            Agreement::new(CustomerType::Consumer, STAND_IN, Cents::ZERO, concluded_at)
        }
    }
}

const AT: FieldPlace = FieldPlace::of("agreement");

fn agreement(reader: &mut Reader, given: &wire::Agreement, terms: Named<'_>, dated: bool) -> Agreement {
    let wire::Agreement {
        customer_type,
        product_type,
        price,
        concluded_at,
        starts_at,
        ends_at,
        term_months,
        service_count,
        session_count,
        payments: given_payments,
        performance: given_performance,
        withdrawal_facts,
        change_costs_in_offer,
        pays_in_instalments,
        insurance: given_insurance,
        product_id,
        participants,
    } = given;
    let concluded_on = reader.required_instant(AT, "concluded_at", *concluded_at, Side::Earlier);
    Agreement {
        customer: reader.required_word(AT, "customer_type", *customer_type, CustomerType::Consumer),
        product: match leaves_type_to_terms(given) {
            true => type_by_terms(reader, product_id, terms, concluded_on),
            false => reader.required_word(AT, "product_type", *product_type, STAND_IN),
        },
        product_id: Some(product_id.clone()).filter(|id| !id.is_empty()),
        price: reader.required_amount(AT, "price", price.as_ref(), Cents::ZERO),
        concluded_at: concluded_on,
        starts_at: reader.instant(AT, "starts_at", *starts_at),
        ends_at: reader.instant(AT, "ends_at", *ends_at),
        term_months: reader.count(AT, "term_months", *term_months),
        service_count: reader.count_or_none(AT, "service_count", *service_count),
        session_count: reader.count_or_none(AT, "session_count", *session_count),
        participants: reader.count_or_none(AT, "participants", *participants),
        payments: payments(reader, given_payments, dated, concluded_on),
        performance: given_performance.as_ref().map(|given| performance(reader, given)).unwrap_or_default(),
        withdrawal: withdrawal_facts.as_ref().map(|given| withdrawal(reader, given)).unwrap_or_default(),
        change_costs_in_offer: reader.amount(AT, "change_costs_in_offer", change_costs_in_offer.as_ref()),
        pays_in_instalments: *pays_in_instalments,
        insurance: given_insurance.as_ref().map(|given| insurance(reader, given)),
        // They stand in the request, beside the agreement.
        declared: DeclaredFacts::default(),
    }
}

/// What stands in for a type that cannot be read.
const STAND_IN: ProductType = ProductType::Event;

/// The type of a product that is named without one, as the terms declare it. Which terms there are, the lookup says.
fn type_by_terms(reader: &mut Reader, id: &str, terms: Named<'_>, concluded_at: Instant) -> ProductType {
    let Some(policy) = terms.version(concluded_at) else { return STAND_IN };
    match policy.facts.type_of(id) {
        Some(Ok(of)) => return of,
        Some(Err(problem)) => reader.report(AT, "product_id", problem),
        None => {
            reader.required_word(AT, "product_type", 0, STAND_IN);
        }
    }
    STAND_IN
}

/// The payments. Where nothing reads when they were made, one without a moment counts as made at conclusion.
fn payments(reader: &mut Reader, given: &[wire::Payment], dated: bool, concluded_at: Instant) -> Vec<Payment> {
    let mut payments = Vec::with_capacity(given.len());
    for (i, wire::Payment { paid_at, amount }) in given.iter().enumerate() {
        let at = FieldPlace::item("agreement.payments", i);
        if dated && paid_at.is_none() {
            reader.report(at, "paid_at", Problem::Missing);
        }
        payments.push(Payment {
            paid_at: reader.instant(at, "paid_at", *paid_at).unwrap_or(concluded_at),
            amount: reader.required_amount(at, "amount", amount.as_ref(), Cents::ZERO),
        });
    }
    payments
}

fn performance(reader: &mut Reader, given: &wire::Performance) -> Performance {
    const AT: FieldPlace = FieldPlace::of("agreement.performance");
    let wire::Performance { started_at, fully_performed, delivered_units, total_units, costs_incurred } = given;
    Performance {
        started_at: reader.instant(AT, "started_at", *started_at),
        fully_performed: *fully_performed,
        delivered_units: delivered_units.map(|units| reader.count(AT, "delivered_units", units)),
        total_units: reader.count_or_none(AT, "total_units", *total_units),
        costs_incurred: reader.amount(AT, "costs_incurred", costs_incurred.as_ref()),
    }
}

fn withdrawal(reader: &mut Reader, given: &wire::WithdrawalFacts) -> WithdrawalFacts {
    const AT: FieldPlace = FieldPlace::of("agreement.withdrawal_facts");
    let wire::WithdrawalFacts {
        information_given_at,
        information_withheld,
        express_request_to_start,
        acknowledged_loss_of_right,
        goods_received_at,
        made_to_order,
        concluded_on_premises,
        withdrawal_function_missing,
    } = given;
    WithdrawalFacts {
        information_given_at: reader.instant(AT, "information_given_at", *information_given_at),
        information_withheld: *information_withheld,
        express_request_to_start: *express_request_to_start,
        acknowledged_loss_of_right: *acknowledged_loss_of_right,
        goods_received_at: reader.instant(AT, "goods_received_at", *goods_received_at),
        made_to_order: *made_to_order,
        concluded_on_premises: *concluded_on_premises,
        withdrawal_function_missing: *withdrawal_function_missing,
    }
}

fn insurance(reader: &mut Reader, given: &wire::Insurance) -> Insurance {
    const AT: FieldPlace = FieldPlace::of("agreement.insurance");
    let wire::Insurance { payout, deductible } = given;
    Insurance {
        payout: reader.amount(AT, "payout", payout.as_ref()),
        deductible: reader.amount(AT, "deductible", deductible.as_ref()),
    }
}
