//! `price_increase`, `terms_change` and `offer`: what one side may change or still take back.

use super::calendar::{add_months, next_working_day};
use super::clock::{civil, end_of, local};
use super::facts::{Case, Policy, Product};
use super::fraction::Fraction;
use super::outcome::Outcome;
use serde_json::Value;

pub(crate) fn price_increase(case: &Case) -> Option<Outcome> {
    for needed in ["announcedAt", "effectiveAt"] {
        case.event.moment(needed)?;
    }
    case.event.money("newPrice")?;
    let by_terms = price_increase_by_terms(case)?;
    let effective = civil(case.event.moment("effectiveAt")?);
    let early = effective < add_months(civil(case.concluded), 3) && !case.event.flag("legalObligation");
    let allowed = by_terms.is("PERMITTED") || by_terms.is("DISCRETIONARY");
    // The law gives a consumer a way out of a price that goes up so early (L10).
    Some(match case.law && case.consumer && early && allowed && !by_terms.has("customerMayDissolve") {
        true => Outcome::refused().finding("law-overrides-terms"),
        false => by_terms,
    })
}

fn price_increase_by_terms(case: &Case) -> Option<Outcome> {
    match case.policy {
        Policy::Emperra => Some(Outcome::permitted_if(case.event.flag("legalObligation"))),
        Policy::Onvergetelijk if case.event.flag("indexation") => onvergetelijk_indexation(case),
        Policy::Onvergetelijk => onvergetelijk_increase(case),
        Policy::Klantgenerator if case.product == Product::Subscription => klantgenerator_increase(case),
        Policy::Klantgenerator if case.is_of_the_texts() => Some(Outcome::discretionary()),
        _ => Some(Outcome::unregulated()),
    }
}

/// Whether the increase stays within a percentage of the price that it is measured against.
fn within(case: &Case, percent: i128, of: i128) -> Option<bool> {
    let increase = case.event.money("newPrice")? - of;
    Some(Fraction::whole(increase).at_most(Fraction::whole(of) * Fraction::percent(percent)))
}

/// Whether the announcement came at least so many months before the increase takes effect.
fn announced_ahead(case: &Case, months: i64) -> Option<bool> {
    let announced = civil(case.event.moment("announcedAt")?);
    Some(add_months(announced, months) <= civil(case.event.moment("effectiveAt")?))
}

fn onvergetelijk_indexation(case: &Case) -> Option<Outcome> {
    let effective = civil(case.event.moment("effectiveAt")?);
    let too_soon = match case.event.moment("previousIncreaseAt") {
        Some(previous) => effective < add_months(civil(previous), 6),
        None => false,
    };
    Some(if too_soon { Outcome::refused() } else { Outcome::discretionary() })
}

fn onvergetelijk_increase(case: &Case) -> Option<Outcome> {
    let effective = civil(case.event.moment("effectiveAt")?);
    if effective < add_months(civil(case.concluded), 3) {
        return Some(Outcome::refused());
    }
    if within(case, 20, case.price)? {
        return Some(Outcome::permitted());
    }
    if !announced_ahead(case, 1)? {
        return Some(Outcome::refused());
    }
    Some(Outcome::permitted().with("customerMayDissolve", Value::Bool(true)))
}

fn klantgenerator_increase(case: &Case) -> Option<Outcome> {
    let current = case.event.money("currentPrice").unwrap_or(case.price);
    let effective = civil(case.event.moment("effectiveAt")?);
    let a_year_since = match case.event.moment("previousIncreaseAt") {
        Some(previous) => effective >= add_months(civil(previous), 12),
        None => true,
    };
    if within(case, 10, current)? && a_year_since {
        return Some(Outcome::permitted());
    }
    if !announced_ahead(case, 2)? {
        return Some(Outcome::refused());
    }
    Some(Outcome::permitted().with("customerMayDissolve", Value::Bool(true)))
}

pub(crate) fn terms_change(case: &Case) -> Option<Outcome> {
    let announced = civil(case.event.moment("announcedAt")?);
    let effective = civil(case.event.moment("effectiveAt")?);
    Some(match case.policy {
        Policy::Onvergetelijk if effective - announced < 30 => Outcome::refused(),
        Policy::Onvergetelijk => {
            let may_reject = case.event.flag("performanceChanges");
            Outcome::permitted().with("customerMayReject", Value::Bool(may_reject))
        }
        Policy::Klantgenerator => Outcome::permitted()
            .deadline("TERMS_ACCEPTANCE", announced + 30)
            .with("customerMayDissolve", Value::Bool(true)),
        _ => Outcome::unregulated(),
    })
}

pub(crate) fn offer(case: &Case) -> Option<Outcome> {
    let made = case.event.moment("madeAt")?;
    let accepted = case.event.moment("acceptedAt");
    let as_of = case.event.moment("asOf");
    Some(match case.policy {
        Policy::Emperra | Policy::Klantgenerator => Outcome::discretionary(),
        Policy::Onvergetelijk => {
            let last_day = civil(made) + 30;
            let in_time = accepted.or(as_of).is_none_or(|at| at < end_of(last_day));
            Outcome::permitted_if(in_time).deadline("OFFER_EXPIRES", last_day)
        }
        Policy::Multidonnas => match accepted {
            None => Outcome::unregulated(),
            Some(accepted) => {
                let until = local(next_working_day(civil(accepted)), 16, 0);
                let in_time = as_of.is_none_or(|at| at < until);
                Outcome::permitted_if(in_time).deadline_at("OFFER_REVOCATION", until)
            }
        },
        Policy::Heartschool => Outcome::unregulated(),
    })
}
