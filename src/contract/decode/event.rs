//! The event of a request: one function for each message with more than a field or two.

use super::super::wire;
use super::super::wording::Problem;
use super::reader::{FieldPlace, Reader, Side};
use crate::calendar::Instant;
use crate::contract::Timestamp;
use crate::facts::{
    Complaint, DamageClaim, Event, Invoice, OpenInvoice, PaymentAllocation, PaymentReview, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination,
};
use crate::money::Cents;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party};
use wire::evaluate_request::Event as Given;

/// The event.
pub(super) fn event(reader: &mut Reader, given: &Given) -> Event {
    match given {
        Given::Cancellation(wire::Cancellation { received_at, cancelled_count }) => Event::Cancellation {
            received_at: notice(reader, "cancellation", "received_at", *received_at),
            cancelled_count: reader.count_or_none(FieldPlace::of("cancellation"), "cancelled_count", *cancelled_count),
        },
        Given::NoShow(wire::NoShow { session_starts_at }) => {
            let at = FieldPlace::of("no_show");
            Event::NoShow { session_starts_at: reader.instant(at, "session_starts_at", *session_starts_at) }
        }
        Given::Withdrawal(wire::Withdrawal { declared_at, goods_devaluation, received_at }) => Event::Withdrawal {
            declared_at: notice(reader, "withdrawal", "declared_at", *declared_at),
            received_at: reader.instant(FieldPlace::of("withdrawal"), "received_at", *received_at),
            goods_devaluation: reader.amount(
                FieldPlace::of("withdrawal"),
                "goods_devaluation",
                goods_devaluation.as_ref(),
            ),
        },
        Given::Rescheduling(given) => rescheduling(reader, given),
        Given::Substitution(wire::Substitution { requested_at, substitute_qualifies }) => Event::Substitution {
            requested_at: notice(reader, "substitution", "requested_at", *requested_at),
            substitute_qualifies: *substitute_qualifies,
        },
        Given::BookingChange(wire::BookingChange { requested_at, cancelled_count }) => Event::BookingChange {
            requested_at: notice(reader, "booking_change", "requested_at", *requested_at),
            cancelled_count: reader.count_or_none(
                FieldPlace::of("booking_change"),
                "cancelled_count",
                *cancelled_count,
            ),
        },
        Given::ProviderCancellation(given) => Event::ProviderCancellation(provider_cancellation(reader, given)),
        Given::ProviderChange(given) => Event::ProviderChange(provider_change(reader, given)),
        Given::PaymentReview(given) => Event::PaymentReview(payment_review(reader, given)),
        Given::PaymentPlan(wire::PaymentPlan {}) => Event::PaymentPlan,
        Given::PaymentAllocation(given) => Event::PaymentAllocation(payment_allocation(reader, given)),
        Given::Termination(given) => Event::Termination(termination(reader, given)),
        Given::PriceIncrease(given) => Event::PriceIncrease(price_increase(reader, given)),
        Given::TermsChange(given) => terms_change(reader, given),
        Given::Complaint(given) => Event::Complaint(complaint(reader, given)),
        Given::DamageClaim(given) => Event::DamageClaim(damage_claim(reader, given)),
        Given::Breach(given) => breach(reader, given),
        Given::ForceMajeure(given) => force_majeure(reader, given),
        Given::Offer(given) => offer(reader, given),
        Given::DataBreach(wire::DataBreach { discovered_at }) => {
            let at = FieldPlace::of("data_breach");
            Event::DataBreach {
                discovered_at: reader.required_instant(at, "discovered_at", *discovered_at, Side::Later),
            }
        }
    }
}

/// The instant of a customer's notice: not before conclusion.
fn notice(reader: &mut Reader, event: &'static str, field: &'static str, given: Option<Timestamp>) -> Instant {
    reader.required_instant(FieldPlace::of(event), field, given, Side::Later)
}

fn rescheduling(reader: &mut Reader, given: &wire::Rescheduling) -> Event {
    let wire::Rescheduling { requested_at, alternative_date_offered, session_starts_at } = given;
    Event::Rescheduling {
        requested_at: notice(reader, "rescheduling", "requested_at", *requested_at),
        alternative_date_offered: *alternative_date_offered,
        session_starts_at: reader.instant(FieldPlace::of("rescheduling"), "session_starts_at", *session_starts_at),
    }
}

fn provider_cancellation(reader: &mut Reader, given: &wire::ProviderCancellation) -> ProviderCancellation {
    const AT: FieldPlace = FieldPlace::of("provider_cancellation");
    let wire::ProviderCancellation { announced_at, cause, replacement_offered, customer_can_attend_replacement } =
        given;
    ProviderCancellation {
        announced_at: reader.required_instant(AT, "announced_at", *announced_at, Side::Later),
        cause: reader.required_word(AT, "cause", *cause, Cause::Provider),
        replacement_offered: *replacement_offered,
        customer_can_attend_replacement: *customer_can_attend_replacement,
    }
}

fn provider_change(reader: &mut Reader, given: &wire::ProviderChange) -> ProviderChange {
    const AT: FieldPlace = FieldPlace::of("provider_change");
    let wire::ProviderChange {
        known_at,
        notified_at: given_notified_at,
        rejected_at,
        essential,
        more_than_minor_disadvantage,
        location_only,
    } = given;
    let known_at = reader.required_instant(AT, "known_at", *known_at, Side::Earlier);
    let notified_at = reader.instant(AT, "notified_at", *given_notified_at);
    let rejected_at = reader.instant(AT, "rejected_at", *rejected_at);
    // A notice that cannot be read is a notice: the rejection is not without one.
    let notice_unread = given_notified_at.is_some() && notified_at.is_none();
    ProviderChange {
        known_at,
        notified_at,
        rejected_at: rejected_at.filter(|_| !notice_unread),
        essential: *essential,
        more_than_minor_disadvantage: *more_than_minor_disadvantage,
        location_only: *location_only,
    }
}

fn payment_review(reader: &mut Reader, given: &wire::PaymentReview) -> PaymentReview {
    const AT: FieldPlace = FieldPlace::of("payment_review");
    let wire::PaymentReview { as_of, actual_collection_costs, invoices, collection_costs_vat_percent } = given;
    let as_of = reader.required_instant(AT, "as_of", *as_of, Side::Later);
    let costs = reader.amount(AT, "actual_collection_costs", actual_collection_costs.as_ref());
    if invoices.is_empty() {
        reader.report(AT, "invoices", Problem::NoEntries);
    }
    let invoices = invoices.iter().enumerate().map(|(i, given)| reviewed_invoice(reader, i, given)).collect();
    let vat = collection_costs_vat_percent.map(|vat| reader.count(AT, "collection_costs_vat_percent", vat));
    PaymentReview { as_of, actual_collection_costs: costs, collection_costs_vat_percent: vat, invoices }
}

fn reviewed_invoice(reader: &mut Reader, index: usize, given: &wire::ReviewedInvoice) -> Invoice {
    let at = FieldPlace::item("payment_review.invoices", index);
    let wire::ReviewedInvoice {
        invoice_id,
        issued_on,
        due_on,
        open_amount,
        is_deposit,
        reminder_received_on,
        collection_notice_received_on,
        collection_steps_on,
        collection_notice_defective,
        open_at_notice_end,
    } = given;
    let steps = collection_steps_on.iter().map(|day| reader.required_date(at, "collection_steps_on", day));
    Invoice {
        collection_steps_on: steps.collect(),
        id: invoice_id.clone(),
        issued_on: reader.required_date(at, "issued_on", issued_on),
        due_on: reader.date(at, "due_on", due_on),
        open: reader.required_amount(at, "open_amount", open_amount.as_ref(), Cents::ZERO),
        is_deposit: *is_deposit,
        reminder_received_on: reader.date(at, "reminder_received_on", reminder_received_on),
        collection_notice_received_on: reader.date(at, "collection_notice_received_on", collection_notice_received_on),
        collection_notice_defective: *collection_notice_defective,
        open_at_notice_end: reader.amount(at, "open_at_notice_end", open_at_notice_end.as_ref()),
    }
}

fn payment_allocation(reader: &mut Reader, given: &wire::PaymentAllocation) -> PaymentAllocation {
    const AT: FieldPlace = FieldPlace::of("payment_allocation");
    let wire::PaymentAllocation { amount, open_costs, open_interest, invoices } = given;
    let amount = reader.required_amount(AT, "amount", amount.as_ref(), Cents::ZERO);
    let open_costs = reader.amount(AT, "open_costs", open_costs.as_ref());
    let open_interest = reader.amount(AT, "open_interest", open_interest.as_ref());
    if invoices.is_empty() {
        reader.report(AT, "invoices", Problem::NoEntries);
    }
    let invoices = invoices.iter().enumerate().map(|(i, given)| open_invoice(reader, i, given)).collect();
    PaymentAllocation { amount, open_costs, open_interest, invoices }
}

fn open_invoice(reader: &mut Reader, index: usize, given: &wire::OpenInvoice) -> OpenInvoice {
    let at = FieldPlace::item("payment_allocation.invoices", index);
    let wire::OpenInvoice { invoice_id, due_on, open_amount } = given;
    OpenInvoice {
        id: invoice_id.clone(),
        due_on: reader.required_date(at, "due_on", due_on),
        open: reader.required_amount(at, "open_amount", open_amount.as_ref(), Cents::ZERO),
    }
}

fn termination(reader: &mut Reader, given: &wire::Termination) -> Termination {
    let wire::Termination { notice_at, by, for_cause, non_payment } = given;
    Termination {
        notice_at: notice(reader, "termination", "notice_at", *notice_at),
        by: reader.required_word(FieldPlace::of("termination"), "by", *by, Party::Customer),
        for_cause: *for_cause,
        non_payment: *non_payment,
    }
}

fn price_increase(reader: &mut Reader, given: &wire::PriceIncrease) -> PriceIncrease {
    const AT: FieldPlace = FieldPlace::of("price_increase");
    let wire::PriceIncrease {
        announced_at,
        effective_at,
        new_price,
        current_price: given_current_price,
        previous_increase_at,
        indexation,
        legal_obligation,
    } = given;
    let current_price = reader.amount(AT, "current_price", given_current_price.as_ref());
    let current_price_unread = given_current_price.is_some() && current_price.is_none();
    PriceIncrease {
        announced_at: reader.required_instant(AT, "announced_at", *announced_at, Side::Earlier),
        effective_at: reader.required_instant(AT, "effective_at", *effective_at, Side::Later),
        new_price: reader.required_amount(AT, "new_price", new_price.as_ref(), Cents::MAX),
        // The new price is above any stand-in, not compared with the price of the agreement.
        current_price: if current_price_unread { Some(Cents::ZERO) } else { current_price },
        previous_increase_at: reader.instant(AT, "previous_increase_at", *previous_increase_at),
        indexation: *indexation,
        legal_obligation: *legal_obligation,
    }
}

fn terms_change(reader: &mut Reader, given: &wire::TermsChange) -> Event {
    const AT: FieldPlace = FieldPlace::of("terms_change");
    let wire::TermsChange { announced_at, effective_at, performance_changes } = given;
    Event::TermsChange {
        announced_at: reader.required_instant(AT, "announced_at", *announced_at, Side::Earlier),
        effective_at: reader.required_instant(AT, "effective_at", *effective_at, Side::Later),
        performance_changes: *performance_changes,
    }
}

fn complaint(reader: &mut Reader, given: &wire::Complaint) -> Complaint {
    const AT: FieldPlace = FieldPlace::of("complaint");
    let wire::Complaint {
        discovered_at,
        arisen_at,
        delivered_at,
        filed_at,
        visible_on_delivery,
        about_conclusion,
        invoiced_at,
    } = given;
    Complaint {
        discovered_at: reader.instant(AT, "discovered_at", *discovered_at),
        arisen_at: reader.instant(AT, "arisen_at", *arisen_at),
        delivered_at: reader.instant(AT, "delivered_at", *delivered_at),
        filed_at: reader.instant(AT, "filed_at", *filed_at),
        visible_on_delivery: *visible_on_delivery,
        about_conclusion: *about_conclusion,
        invoiced_at: reader.instant(AT, "invoiced_at", *invoiced_at),
    }
}

fn damage_claim(reader: &mut Reader, given: &wire::DamageClaim) -> DamageClaim {
    const AT: FieldPlace = FieldPlace::of("damage_claim");
    let wire::DamageClaim { occurred_at, reported_at, damage, kind, intent_or_recklessness, awarded_this_year } = given;
    DamageClaim {
        occurred_at: reader.required_instant(AT, "occurred_at", *occurred_at, Side::Earlier),
        reported_at: reader.required_instant(AT, "reported_at", *reported_at, Side::Later),
        damage: reader.required_amount(AT, "damage", damage.as_ref(), Cents::ZERO),
        kind: reader.required_word(AT, "kind", *kind, DamageKind::Direct),
        intent_or_recklessness: *intent_or_recklessness,
        awarded_this_year: reader.amount(AT, "awarded_this_year", awarded_this_year.as_ref()),
    }
}

fn breach(reader: &mut Reader, given: &wire::Breach) -> Event {
    const AT: FieldPlace = FieldPlace::of("breach");
    let wire::Breach { kind, count, monthly_salary, occurred_at } = given;
    Event::Breach {
        kind: reader.required_word(AT, "kind", *kind, BreachKind::Confidentiality),
        count: reader.count_or_none(AT, "count", *count),
        monthly_salary: reader.amount(AT, "monthly_salary", monthly_salary.as_ref()),
        occurred_at: reader.instant(AT, "occurred_at", *occurred_at),
    }
}

fn force_majeure(reader: &mut Reader, given: &wire::ForceMajeure) -> Event {
    const AT: FieldPlace = FieldPlace::of("force_majeure");
    let wire::ForceMajeure { began_at, as_of, permanent } = given;
    Event::ForceMajeure {
        began_at: reader.required_instant(AT, "began_at", *began_at, Side::Earlier),
        as_of: reader.required_instant(AT, "as_of", *as_of, Side::Later),
        permanent: *permanent,
    }
}

fn offer(reader: &mut Reader, given: &wire::Offer) -> Event {
    const AT: FieldPlace = FieldPlace::of("offer");
    let wire::Offer { made_at, accepted_at, as_of } = given;
    Event::Offer {
        made_at: reader.required_instant(AT, "made_at", *made_at, Side::Earlier),
        accepted_at: reader.instant(AT, "accepted_at", *accepted_at),
        as_of: reader.instant(AT, "as_of", *as_of),
    }
}
