//! The facts of events about payment.

use super::kind::{AMOUNT, DATE, DATES, ID, INSTANT, PERCENT, list_of};
use super::value::{Held, entry, held, list};
use super::{Plain, Rule, event_rows, flag, optional, plain, required, rows, where_read};
use crate::calendar::Date;
use crate::facts::{Event, Invoice, OpenInvoice};
use crate::money::Cents;
use crate::vocabulary::Question;

/// An invoice of which nothing is known.
fn invoice() -> Invoice {
    Invoice {
        id: String::new(),
        issued_on: Date::MIN,
        due_on: None,
        open: Cents::ZERO,
        is_deposit: None,
        reminder_received_on: None,
        collection_notice_received_on: None,
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    }
}

event_rows! {
    /// Which invoices are in default, and what that costs.
    payment_review of PaymentReview {
        AS_OF: required("payment_review.as_of", INSTANT)
            .asks("As of what moment is the question?", "Per welk moment is de vraag?")
            .held(held!(Event::PaymentReview(e) => e.as_of)),
        ACTUAL_COLLECTION_COSTS: plain("payment_review.actual_collection_costs", AMOUNT, Plain::Zero)
            .asks("What has collecting really cost?", "Wat heeft het incasseren werkelijk gekost?")
            .assumed("Collecting has really cost nothing.", "Het incasseren heeft werkelijk niets gekost.")
            .held(held!(Event::PaymentReview(e) => e.actual_collection_costs)),
        COLLECTION_COSTS_VAT_PERCENT: plain("payment_review.collection_costs_vat_percent", PERCENT, Plain::Count(0))
            .asks("What percentage of value added tax on collection costs can the creditor not deduct?",
                "Welk percentage btw over incassokosten kan de schuldeiser niet verrekenen?")
            .assumed(
                "No value added tax comes on top of the collection costs.",
                "Over de incassokosten komt geen btw.",
            )
            .held(held!(Event::PaymentReview(e) => e.collection_costs_vat_percent)),
        INVOICES: required("payment_review.invoices", list_of(1))
            .asks("Which invoices are there?", "Welke facturen zijn er?")
            .held(list!(Event::PaymentReview(e) => e.invoices, invoice())),
        INVOICE_ID: required("payment_review.invoices[].invoice_id", ID)
            .rules(&[Rule::Unique])
            .asks("What is the invoice called?", "Hoe heet de factuur?")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.id)),
        ISSUED_ON: required("payment_review.invoices[].issued_on", DATE)
            .asks("What is the date of the invoice?", "Wat is de datum van de factuur?")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.issued_on)),
        DUE_ON: where_read("payment_review.invoices[].due_on", DATE)
            .asks("What due date does it state?", "Welke vervaldag staat erop?")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.due_on)),
        OPEN_AMOUNT: required("payment_review.invoices[].open_amount", AMOUNT)
            .rules(&[Rule::AtMost(&OPEN_AT_NOTICE_END)])
            .asks("How much of it is still open?", "Hoeveel staat nog open?")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.open)),
        IS_DEPOSIT: flag("payment_review.invoices[].is_deposit")
            .asks("Is it for a deposit?", "Is het voor een aanbetaling?")
            .assumed("It is not for a deposit.", "Het is niet voor een aanbetaling.")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.is_deposit)),
        REMINDER_RECEIVED_ON: optional("payment_review.invoices[].reminder_received_on", DATE, "none", "geen")
            .asks("When was a reminder received?", "Wanneer is een aanmaning ontvangen?")
            .assumed("No reminder was received.", "Er is geen aanmaning ontvangen.")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.reminder_received_on)),
        COLLECTION_NOTICE_RECEIVED_ON: optional("payment_review.invoices[].collection_notice_received_on", DATE, "none", "geen")
            .asks("When was the statutory fourteen-day notice received?",
                "Wanneer is de wettelijke veertiendagenbrief ontvangen?")
            .assumed("No fourteen-day notice was received.", "Er is geen veertiendagenbrief ontvangen.")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.collection_notice_received_on)),
        NOTICE_DEFECTIVE: flag("payment_review.invoices[].collection_notice_defective")
            .rules(&[Rule::OnlyWith(&COLLECTION_NOTICE_RECEIVED_ON)])
            .asks("Is the fourteen-day notice not as the law asks: a term too short, or a wrong amount?",
                "Is de veertiendagenbrief niet zoals de wet vraagt: een te korte termijn, of een onjuist bedrag?")
            .assumed("The fourteen-day notice is as the law asks.", "De veertiendagenbrief is zoals de wet vraagt.")
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.collection_notice_defective)),
        OPEN_AT_NOTICE_END: optional("payment_review.invoices[].open_at_notice_end", AMOUNT, "what is open now", "wat nu openstaat")
            .rules(&[Rule::OnlyWith(&COLLECTION_NOTICE_RECEIVED_ON)])
            .asks("What was still open when the fourteen days of the notice ended?",
                "Wat stond nog open toen de veertien dagen van de brief om waren?")
            .assumed(
                "When the fourteen days of the notice ended, what is open now was open.",
                "Toen de veertien dagen van de brief om waren, stond open wat nu openstaat.",
            )
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.open_at_notice_end)),
        COLLECTION_STEPS_ON: plain("payment_review.invoices[].collection_steps_on", DATES, Plain::Empty)
            .asks("When were the steps against late payment taken that the terms name?",
                "Wanneer zijn de stappen tegen te late betaling genomen die de voorwaarden noemen?")
            .assumed(
                "None of the steps against late payment was taken.",
                "Geen van de stappen tegen te late betaling is gezet.",
            )
            .held(entry!(Event::PaymentReview(e) => e.invoices, |invoice| invoice.collection_steps_on)),
    }

    /// What a payment pays off.
    payment_allocation of PaymentAllocation {
        AMOUNT: required("payment_allocation.amount", super::AMOUNT)
            .asks("What was paid?", "Wat is betaald?")
            .held(held!(Event::PaymentAllocation(e) => e.amount)),
        OPEN_COSTS: plain("payment_allocation.open_costs", super::AMOUNT, Plain::Zero)
            .asks("What collection costs are open?", "Welke incassokosten staan open?")
            .assumed("No collection costs are open.", "Er staan geen incassokosten open.")
            .held(held!(Event::PaymentAllocation(e) => e.open_costs)),
        OPEN_INTEREST: plain("payment_allocation.open_interest", super::AMOUNT, Plain::Zero)
            .asks("What interest is open?", "Welke rente staat open?")
            .assumed("No interest is open.", "Er staat geen rente open.")
            .held(held!(Event::PaymentAllocation(e) => e.open_interest)),
        INVOICES: required("payment_allocation.invoices", list_of(1))
            .asks("Which invoices are open?", "Welke facturen staan open?")
            .held(list!(Event::PaymentAllocation(e) => e.invoices,
                OpenInvoice { id: String::new(), due_on: Date::MIN, open: Cents::ZERO })),
        INVOICE_ID: required("payment_allocation.invoices[].invoice_id", ID)
            .rules(&[Rule::Unique])
            .asks("What is the invoice called?", "Hoe heet de factuur?")
            .held(entry!(Event::PaymentAllocation(e) => e.invoices, |invoice| invoice.id)),
        DUE_ON: required("payment_allocation.invoices[].due_on", DATE)
            .asks("When is it due?", "Wanneer moet hij betaald zijn?")
            .held(entry!(Event::PaymentAllocation(e) => e.invoices, |invoice| invoice.due_on)),
        OPEN_AMOUNT: required("payment_allocation.invoices[].open_amount", super::AMOUNT)
            .asks("How much of it is still open?", "Hoeveel staat nog open?")
            .held(entry!(Event::PaymentAllocation(e) => e.invoices, |invoice| invoice.open)),
    }
}
