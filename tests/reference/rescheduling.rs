//! `rescheduling`, `substitution` and `booking_change`: another date, another person, another booking.

use super::cancellation::{multidonnas_fee, session_price, within_office_hours};
use super::clock::{HOUR, Moment, civil, days_before};
use super::facts::{Case, Policy, Product};
use super::fraction::Fraction;
use super::outcome::Outcome;

pub(crate) fn rescheduling(case: &Case) -> Option<Outcome> {
    let at = case.event.moment("requestedAt")?;
    match case.policy {
        Policy::Emperra if case.product == Product::Coaching => emperra(case, at),
        Policy::Multidonnas => {
            let effective = within_office_hours(at);
            let fee = multidonnas_fee(case, days_before(case.starts?, effective));
            Some(Outcome::permitted().charge_at_most("CANCELLATION_FEE", fee).settled().effective(effective))
        }
        Policy::Onvergetelijk if case.is_one_off_service() => onvergetelijk(case, at),
        _ => Some(Outcome::unregulated()),
    }
}

fn emperra(case: &Case, at: Moment) -> Option<Outcome> {
    let free_until = case.event.moment("sessionStartsAt").or(case.starts)? - 48 * HOUR;
    let outcome = if at <= free_until {
        Outcome::permitted()
    } else {
        Outcome::discretionary().charge_at_most("SESSION_FORFEITED", session_price(case))
    };
    Some(outcome.deadline_at("FREE_RESCHEDULING", free_until).effective(at))
}

fn onvergetelijk(case: &Case, at: Moment) -> Option<Outcome> {
    let starts = case.starts?;
    let by_consent_until = starts - 72 * HOUR;
    let outcome = if case.event.flag("alternativeDateOffered") {
        let free = days_before(starts, at) >= 14;
        let fee = if free { 0 } else { case.part_of_price(Fraction::percent(20)) };
        Outcome::permitted().charge("RESCHEDULING_FEE", fee).deadline("FREE_RESCHEDULING", civil(starts) - 14)
    } else if at <= by_consent_until {
        Outcome::discretionary()
    } else {
        Outcome::refused()
    };
    Some(outcome.deadline_at("RESCHEDULING_BY_CONSENT", by_consent_until).effective(at))
}

pub(crate) fn substitution(case: &Case) -> Option<Outcome> {
    let at = case.event.moment("requestedAt")?;
    match (case.policy, case.product) {
        (Policy::Emperra, Product::Event) => {
            Some(if at <= case.starts? { Outcome::discretionary() } else { Outcome::refused() })
        }
        (Policy::Multidonnas, _) => {
            let starts = case.starts?;
            let outcome = if !case.event.flag("substituteQualifies") || at >= starts {
                Outcome::refused()
            } else if days_before(starts, at) >= 7 {
                Outcome::permitted().charge("CHANGE_COSTS", change_costs(case))
            } else {
                Outcome::discretionary().charge("CHANGE_COSTS", change_costs(case))
            };
            Some(outcome.deadline("SUBSTITUTION", civil(starts) - 7))
        }
        (Policy::Onvergetelijk, _) => Some(Outcome::discretionary()),
        (Policy::Klantgenerator, Product::Event) => Some(Outcome::permitted_if(days_before(case.starts?, at) >= 0)),
        _ => Some(Outcome::unregulated()),
    }
}

pub(crate) fn booking_change(case: &Case) -> Option<Outcome> {
    let at = case.event.moment("requestedAt")?;
    if case.policy != Policy::Multidonnas {
        return Some(Outcome::unregulated());
    }
    let starts = case.starts?;
    let outcome = if days_before(starts, at) >= 28 {
        Outcome::discretionary().charge("CHANGE_COSTS", change_costs(case))
    } else {
        Outcome::refused()
    };
    Some(outcome.deadline("CHANGE_REQUEST", civil(starts) - 28))
}

fn change_costs(case: &Case) -> i128 {
    case.agreement.money_or_zero("changeCostsInOffer")
}
