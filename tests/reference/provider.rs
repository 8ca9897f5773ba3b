//! `provider_cancellation` and `provider_change`: what happens when the provider calls off or changes the service.

use super::calendar::{Day, SUNDAY, is_holiday, next_working_day, weekday};
use super::clock::{Moment, civil, days_before, end_of, local};
use super::facts::{Case, Policy, Product};
use super::fraction::Fraction;
use super::outcome::Outcome;
use serde_json::Value;

pub(crate) fn provider_cancellation(case: &Case) -> Option<Outcome> {
    case.event.moment("announcedAt")?;
    let by_customer = match case.event.text("cause")? {
        "CAUSE_CUSTOMER" => true,
        "CAUSE_PROVIDER" | "CAUSE_NEITHER" => false,
        _ => return None,
    };
    let replaced = case.event.flag("replacementOffered");
    Some(match case.policy {
        Policy::Emperra if matches!(case.product, Product::Event | Product::Programme | Product::Subscription) => {
            Outcome::discretionary()
        }
        Policy::Multidonnas if by_customer => Outcome::permitted(),
        Policy::Multidonnas => Outcome::permitted().charge("PRO_RATA", case.pro_rata()).settled(),
        Policy::Onvergetelijk if replaced && case.event.flag("customerCanAttendReplacement") => Outcome::permitted(),
        Policy::Onvergetelijk => Outcome::permitted().settled(),
        Policy::Heartschool if by_customer && case.is_one_off_service() => {
            Outcome::permitted().charge("PRO_RATA", keeps_delivered_share(case)).settled()
        }
        Policy::Klantgenerator if case.product == Product::Event && replaced => Outcome::permitted(),
        Policy::Klantgenerator if case.product == Product::Event => Outcome::permitted().settled(),
        _ => Outcome::unregulated(),
    })
}

/// What is left of the amount paid after the undelivered share of it went back.
fn keeps_delivered_share(case: &Case) -> i128 {
    let paid = case.paid();
    let undelivered = Fraction::whole(1) - case.delivered_share();
    paid - (Fraction::whole(paid) * undelivered).rounded()
}

pub(crate) fn provider_change(case: &Case) -> Option<Outcome> {
    let known = case.event.moment("knownAt")?;
    match (case.policy, case.product) {
        (Policy::Emperra, Product::DigitalContent | Product::Programme) => Some(Outcome::permitted()),
        (Policy::Multidonnas, _) => multidonnas(case, known),
        (Policy::Onvergetelijk, _) if case.event.flag("locationOnly") => a_week_before(case),
        (Policy::Onvergetelijk, _) => Some(Outcome::permitted()),
        (Policy::Heartschool, Product::Programme | Product::Coaching | Product::Event) => Some(Outcome::permitted()),
        (Policy::Klantgenerator, Product::Event) => a_week_before(case),
        _ => Some(Outcome::unregulated()),
    }
}

/// A change of which the customer hears a week before the start.
fn a_week_before(case: &Case) -> Option<Outcome> {
    let last_day = civil(case.starts?) - 7;
    Some(notified_by(case, end_of(last_day), Outcome::permitted().deadline("PROVIDER_NOTICE", last_day)))
}

/// A notice that comes when its period is over is late (V5).
fn notified_by(case: &Case, expires: Moment, outcome: Outcome) -> Outcome {
    match case.event.moment("notifiedAt") {
        Some(notified) if notified >= expires => outcome.finding("notice-late"),
        _ => outcome,
    }
}

fn multidonnas(case: &Case, known: Moment) -> Option<Outcome> {
    let starts = case.starts?;
    let may_reject = case.event.flag("essential") || case.event.flag("moreThanMinorDisadvantage");
    let period = |at: Moment| if days_before(starts, at) <= 10 { 1 } else { 3 };
    let notice = moved(civil(known) + period(known));
    let response = case.event.moment("notifiedAt").map(|at| moved(civil(at) + period(at)));
    let rejected = case.event.moment("rejectedAt");
    let in_vain = match (rejected, response) {
        (Some(at), Some((_, expires))) => !may_reject || at >= expires,
        _ => false,
    };
    let mut outcome = Outcome::permitted_if(!in_vain)
        .deadline_on("PROVIDER_NOTICE", notice.0, Some(notice.1))
        .deadline_on("ALTERNATIVE_OFFER", notice.0, Some(notice.1))
        .with("customerMayReject", Value::Bool(may_reject));
    outcome = notified_by(case, notice.1, outcome);
    if let Some((last_day, expires)) = response {
        outcome = outcome.deadline_on("CUSTOMER_RESPONSE", last_day, Some(expires));
    }
    if let Some(at) = rejected.filter(|_| !in_vain) {
        outcome = outcome.deadline("PROVIDER_TERMINATION", civil(at) + period(at));
    }
    Some(outcome)
}

/// A period that would end on a Sunday or a holiday ends at noon of the next working day.
fn moved(last_day: Day) -> (Day, Moment) {
    if weekday(last_day) == SUNDAY || is_holiday(last_day) {
        let next = next_working_day(last_day);
        (next, local(next, 12, 0))
    } else {
        (last_day, end_of(last_day))
    }
}
