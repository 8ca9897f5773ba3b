//! The event of each question on a timeline, nothing said that need not be.

use super::super::settings::EFFECTIVE;
use super::super::timeline::Timeline;
use crate::calendar::{Date, Instant, Zone};
use crate::facts::{
    Complaint, DamageClaim, Event, Invoice, OpenInvoice, PaymentAllocation, PaymentReview, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination,
};
use crate::money::Cents;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party, Question};

const HUNDRED_EURO: Cents = Cents::new(10_000);

pub(super) fn blank(question: Question, line: Timeline, zone: Option<&Zone>) -> Event {
    let at = line.concluded;
    let day = |days: i64| at.plus_hours(24 * days).unwrap_or(at);
    match question {
        Question::Cancellation => Event::Cancellation { received_at: at, cancelled_count: None },
        Question::NoShow => Event::NoShow { session_starts_at: None },
        Question::Withdrawal => Event::Withdrawal { declared_at: at, goods_devaluation: Cents::ZERO },
        Question::Rescheduling => {
            Event::Rescheduling { requested_at: at, alternative_date_offered: false, session_starts_at: None }
        }
        Question::Substitution => Event::Substitution { requested_at: at, substitute_qualifies: false },
        Question::BookingChange => Event::BookingChange { requested_at: at, cancelled_count: None },
        Question::ProviderCancellation => Event::ProviderCancellation(ProviderCancellation {
            announced_at: at,
            cause: Cause::Provider,
            replacement_offered: false,
            customer_can_attend_replacement: false,
        }),
        Question::ProviderChange => Event::ProviderChange(ProviderChange {
            known_at: at,
            notified_at: Some(at),
            rejected_at: None,
            essential: false,
            more_than_minor_disadvantage: false,
            location_only: false,
        }),
        Question::PaymentReview => Event::PaymentReview(PaymentReview {
            as_of: at,
            actual_collection_costs: Cents::ZERO,
            collection_costs_vat_percent: 0,
            invoices: vec![invoice(at, zone)],
        }),
        Question::PaymentPlan => Event::PaymentPlan,
        Question::PaymentAllocation => Event::PaymentAllocation(PaymentAllocation {
            amount: HUNDRED_EURO,
            open_costs: Cents::new(4_000),
            open_interest: Cents::new(1_000),
            invoices: vec![OpenInvoice { id: "1".to_owned(), due_on: date(at, zone), open: HUNDRED_EURO }],
        }),
        Question::Termination => {
            Event::Termination(Termination { notice_at: at, by: Party::Customer, for_cause: false, non_payment: false })
        }
        Question::PriceIncrease => Event::PriceIncrease(PriceIncrease {
            announced_at: at,
            effective_at: day(EFFECTIVE),
            new_price: Cents::new(1),
            current_price: None,
            previous_increase_at: None,
            indexation: false,
            legal_obligation: false,
        }),
        Question::TermsChange => {
            Event::TermsChange { announced_at: at, effective_at: day(EFFECTIVE), performance_changes: false }
        }
        Question::Complaint => Event::Complaint(Complaint {
            discovered_at: Some(at),
            arisen_at: Some(at),
            delivered_at: Some(at),
            filed_at: Some(at),
            visible_on_delivery: false,
            about_conclusion: false,
        }),
        Question::DamageClaim => Event::DamageClaim(DamageClaim {
            occurred_at: at,
            reported_at: at,
            damage: Cents::MAX,
            kind: DamageKind::Direct,
            intent_or_recklessness: false,
            awarded_this_year: Cents::ZERO,
        }),
        Question::Breach => {
            let monthly_salary = Some(Cents::new(300_000));
            Event::Breach { kind: BreachKind::IntellectualProperty, count: 1, monthly_salary, occurred_at: None }
        }
        Question::ForceMajeure => Event::ForceMajeure { began_at: at, as_of: at, permanent: false },
        Question::Offer => Event::Offer { made_at: at, accepted_at: None, as_of: Some(at) },
        Question::DataBreach => Event::DataBreach { discovered_at: at },
    }
}

fn date(at: Instant, zone: Option<&Zone>) -> Date {
    zone.map_or(Date::MIN, |zone| zone.date_of(at))
}

/// An invoice of the day of conclusion, due after two weeks, with the notices that default and costs may need.
fn invoice(at: Instant, zone: Option<&Zone>) -> Invoice {
    let issued_on = date(at, zone);
    Invoice {
        id: "1".to_owned(),
        issued_on,
        due_on: issued_on.plus_days(14),
        open: HUNDRED_EURO,
        is_deposit: false,
        reminder_received_on: issued_on.plus_days(15),
        collection_notice_received_on: issued_on.plus_days(30),
    }
}
