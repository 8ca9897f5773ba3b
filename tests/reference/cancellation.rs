//! `cancellation` and `no_show`: what the customer owes who does not come, and the office hours of one provider.

use super::calendar::{FRIDAY, MONDAY, is_working_day, next_working_day, weekday};
use super::clock::{Moment, civil, clock_time, days_before, local, time_of_day};
use super::facts::{Case, Policy, Product};
use super::fraction::Fraction;
use super::outcome::Outcome;

pub(crate) fn cancellation(case: &Case) -> Option<Outcome> {
    let at = case.event.moment("receivedAt")?;
    match case.policy {
        Policy::Emperra => emperra(case, at),
        Policy::Multidonnas => {
            let effective = within_office_hours(at);
            let fee = multidonnas_fee(case, days_before(case.starts?, effective));
            Some(Outcome::permitted().charge_at_most("CANCELLATION_FEE", fee).settled().effective(effective))
        }
        Policy::Onvergetelijk => onvergetelijk(case, at),
        Policy::Heartschool if !case.is_one_off_service() => Some(Outcome::unregulated()),
        Policy::Heartschool => Some(heartschool_end(case).effective(at)),
        Policy::Klantgenerator => klantgenerator(case, at),
    }
}

fn emperra(case: &Case, at: Moment) -> Option<Outcome> {
    let bound = match case.product {
        _ if case.agreement.flag("paysInInstalments") => true,
        Product::DigitalContent | Product::Subscription | Product::Event => true,
        Product::Programme => at >= case.starts?,
        _ => false,
    };
    if !bound {
        return Some(Outcome::unregulated());
    }
    Some(Outcome::permitted().charge("RETAINED_PRICE", case.price).settled().effective(at))
}

/// The tiers in the order of the customer's advantage: day 43 takes the cheaper one.
pub(crate) fn multidonnas_fee(case: &Case, days: i64) -> i128 {
    let percent = if days >= 43 {
        50
    } else if days >= 29 {
        75
    } else if days >= 1 {
        90
    } else {
        100
    };
    case.part_of_price(Fraction::percent(percent))
}

/// The instant that a notice counts as given: weekdays from 09:00 to the end of the minute 17:30, holidays not
/// excepted; otherwise the next 09:00 of a working day.
pub(crate) fn within_office_hours(at: Moment) -> Moment {
    let (today, time) = (civil(at), time_of_day(at));
    let opens = clock_time(9, 0);
    let on_weekday = (MONDAY..=FRIDAY).contains(&weekday(today));
    if on_weekday && opens <= time && time < clock_time(17, 31) {
        at
    } else if is_working_day(today) && time < opens {
        local(today, 9, 0)
    } else {
        local(next_working_day(today), 9, 0)
    }
}

fn onvergetelijk(case: &Case, at: Moment) -> Option<Outcome> {
    if !case.is_one_off_service() {
        return Some(Outcome::unregulated());
    }
    let days = days_before(case.starts?, at);
    let percent = if days > 28 {
        0
    } else if days >= 14 {
        25
    } else if days >= 7 {
        50
    } else {
        100
    };
    let outcome = Outcome::permitted()
        .charge("CANCELLATION_FEE", case.part_of_price(Fraction::percent(percent)))
        .charge("ADMINISTRATION_FEE", 10_000 * case.agreement.count_or_one("serviceCount"));
    Some(outcome.settled().effective(at))
}

/// A business pays everything, a consumer what was delivered and what it cost.
pub(crate) fn heartschool_end(case: &Case) -> Outcome {
    if case.consumer {
        Outcome::permitted()
            .charge("PRO_RATA", case.pro_rata())
            .charge("COSTS_INCURRED", case.costs_incurred())
            .settled()
    } else {
        Outcome::permitted().charge("RETAINED_PRICE", case.price).settled()
    }
}

/// What a consumer owes who may leave a service although the terms refuse it (L9).
pub(crate) fn leaving_by_law(case: &Case) -> Option<Outcome> {
    let outcome = Outcome::permitted()
        .charge_at_most("PRO_RATA", case.pro_rata())
        .charge_at_most("COSTS_INCURRED", case.costs_incurred())
        .settled()
        .finding("law-overrides-terms");
    Some(outcome).filter(|_| case.law && case.consumer && case.is_assignment())
}

/// Points out what a consumer is charged for leaving a service beyond its delivered share and its costs (L9).
pub(crate) fn with_a_high_fee(case: &Case, outcome: Outcome) -> Outcome {
    let leaves = case.question == "cancellation"
        || (case.question == "termination" && case.event.text("by") == Some("PARTY_CUSTOMER"))
        // Another date that the text takes for leaving, so that what was paid is settled.
        || (case.question == "rescheduling" && outcome.is_settled());
    let goods = case.product == Product::Goods;
    let protected = case.law && case.consumer && (case.is_service() || goods);
    // Of goods that do not come no share was delivered.
    let share = if goods { 0 } else { case.pro_rata() };
    let high = outcome.is("PERMITTED") && outcome.charged(case) > share + case.costs_incurred();
    let may_be_left = case.is_assignment() || matches!(case.product, Product::Subscription | Product::Membership);
    let finding = if may_be_left { "fee-may-be-reduced" } else { "fee-may-be-unreasonable" };
    if leaves && protected && high { outcome.finding(finding) } else { outcome }
}

fn klantgenerator(case: &Case, at: Moment) -> Option<Outcome> {
    if !case.is_of_the_texts() {
        return Some(Outcome::unregulated());
    }
    if case.product != Product::Event {
        let protected = case.law && case.consumer;
        return Some(match leaving_by_law(case) {
            Some(outcome) => outcome.effective(at),
            None if protected && case.product == Product::Subscription => Outcome::refused().finding("see-termination"),
            None => Outcome::refused(),
        });
    }
    let starts = case.starts?;
    let fee = if days_before(starts, at) >= 30 { 0 } else { case.price };
    let outcome = Outcome::permitted().charge("RETAINED_PRICE", fee).deadline("FREE_CANCELLATION", civil(starts) - 30);
    Some(outcome.settled().effective(at))
}

pub(crate) fn no_show(case: &Case) -> Option<Outcome> {
    Some(match (case.policy, case.product) {
        (Policy::Emperra, Product::Coaching) => {
            Outcome::discretionary().charge_at_most("SESSION_FORFEITED", session_price(case))
        }
        (Policy::Multidonnas, Product::Event) => Outcome::refused(),
        (Policy::Klantgenerator, Product::Event) => Outcome::permitted().charge("RETAINED_PRICE", case.price).settled(),
        _ => Outcome::unregulated(),
    })
}

/// The first and so largest part of the price split over the sessions (M3).
pub(crate) fn session_price(case: &Case) -> i128 {
    let sessions = case.agreement.count_or_one("sessionCount");
    let (each, extra) = (case.price / sessions, case.price % sessions);
    if extra > 0 { each + 1 } else { each }
}
