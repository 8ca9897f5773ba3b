//! The event of each question on a timeline, nothing said that need not be.

use super::super::settings::EFFECTIVE;
use super::super::timeline::Timeline;
use crate::calendar::{Date, Instant, Zone};
use crate::facts::{Event, Invoice, OpenInvoice};
use crate::money::Cents;
use crate::policy::building_blocks::Anchor;
use crate::vocabulary::Question;

const HUNDRED_EURO: Cents = Cents::new(10_000);

pub(super) fn blank(question: Question, line: Timeline, zone: Option<&Zone>) -> Event {
    let at = line.concluded;
    let effective = at.plus_hours(24 * EFFECTIVE).unwrap_or(at);
    let mut event = Event::plain(question, at);
    match &mut event {
        Event::NoShow { session_starts_at } | Event::Rescheduling { session_starts_at, .. } => {
            *session_starts_at = line.session;
        }
        Event::ProviderChange(e) => {
            e.known_at = line.mark(Anchor::KnownAt).unwrap_or(at);
            e.notified_at = Some(e.known_at);
        }
        Event::PaymentReview(e) => e.invoices.push(invoice(at, zone)),
        Event::PaymentAllocation(e) => {
            (e.amount, e.open_costs, e.open_interest) =
                (HUNDRED_EURO, Some(Cents::new(4_000)), Some(Cents::new(1_000)));
            e.invoices.push(OpenInvoice { id: "1".to_owned(), due_on: date(at, zone), open: HUNDRED_EURO });
        }
        Event::PriceIncrease(e) => (e.effective_at, e.new_price) = (effective, Cents::new(1)),
        Event::TermsChange { effective_at, .. } => *effective_at = effective,
        Event::Complaint(e) => {
            e.discovered_at = line.mark(Anchor::DiscoveredAt);
            e.arisen_at = line.mark(Anchor::ArisenAt);
            e.delivered_at = line.mark(Anchor::DeliveredAt);
            e.invoiced_at = line.mark(Anchor::InvoicedAt);
            // Nobody complains before it is discovered.
            e.filed_at = e.discovered_at.max(Some(at));
        }
        Event::DamageClaim(e) => e.damage = Cents::MAX,
        Event::Breach { monthly_salary, .. } => *monthly_salary = Some(Cents::new(300_000)),
        Event::Offer { as_of, .. } => *as_of = Some(at),
        Event::Cancellation { .. }
        | Event::Withdrawal { .. }
        | Event::Substitution { .. }
        | Event::BookingChange { .. }
        | Event::ProviderCancellation(_)
        | Event::PaymentPlan
        | Event::Termination(_)
        | Event::ForceMajeure { .. }
        | Event::DataBreach { .. } => {}
    }
    event
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
        is_deposit: None,
        reminder_received_on: issued_on.plus_days(15),
        collection_notice_received_on: issued_on.plus_days(30),
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    }
}
