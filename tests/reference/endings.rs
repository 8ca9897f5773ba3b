//! `termination` and `force_majeure`: how an agreement ends before or at its time.

use super::calendar::{Day, add_months};
use super::cancellation::{heartschool_end, leaving_by_law};
use super::clock::{Moment, civil, start_of};
use super::facts::{Case, Policy, Product};
use super::outcome::Outcome;

pub(crate) fn termination(case: &Case) -> Option<Outcome> {
    let at = case.event.moment("noticeAt")?;
    let by_provider = match case.event.text("by")? {
        "PARTY_PROVIDER" => true,
        "PARTY_CUSTOMER" => false,
        _ => return None,
    };
    let for_cause = by_provider && case.event.flag("forCause");
    let ends_today = || Outcome::permitted().deadline("CONTRACT_END", civil(at));
    match case.policy {
        Policy::Emperra if for_cause && case.is_of_the_texts() => Some(match case.product {
            Product::Coaching => ends_today().charge("PRO_RATA", case.pro_rata()).settled(),
            Product::Subscription => {
                let kept = if case.agreement.flag("paysInInstalments") { case.price } else { case.paid() };
                ends_today().charge("RETAINED_PRICE", kept).settled()
            }
            _ => ends_today(),
        }),
        Policy::Emperra if is_for_a_term(case.product) => {
            Some(Outcome::permitted().deadline("CONTRACT_END", civil(case.ends?)))
        }
        Policy::Multidonnas if for_cause => Some(ends_today()),
        Policy::Onvergetelijk if for_cause && case.event.flag("nonPayment") && at >= case.starts? => {
            Some(ends_today().charge_at_most("RETAINED_PRICE", case.price).settled())
        }
        Policy::Onvergetelijk if for_cause => Some(ends_today()),
        Policy::Onvergetelijk if case.product == Product::Subscription => {
            let last_day = add_months(civil(at), onvergetelijk_notice(case, at));
            Some(Outcome::permitted().deadline("CONTRACT_END", last_day))
        }
        Policy::Heartschool if !by_provider && case.is_one_off_service() => {
            Some(heartschool_end(case).deadline("CONTRACT_END", civil(at)))
        }
        Policy::Klantgenerator if for_cause => Some(ends_today()),
        Policy::Klantgenerator if by_provider => {
            Some(Outcome::permitted().deadline("CONTRACT_END", add_months(civil(at), 3)))
        }
        Policy::Klantgenerator if case.product == Product::Subscription => klantgenerator(case, civil(at)),
        Policy::Klantgenerator if case.is_of_the_texts() => Some(match leaving_by_law(case) {
            Some(outcome) => outcome.deadline("CONTRACT_END", civil(at)),
            None => Outcome::refused(),
        }),
        _ => Some(Outcome::unregulated()),
    }
}

fn is_for_a_term(product: Product) -> bool {
    matches!(product, Product::Subscription | Product::Programme | Product::Coaching)
}

/// Months of notice, longer for a business with every contract year that has begun.
fn onvergetelijk_notice(case: &Case, at: Moment) -> i64 {
    let concluded = civil(case.concluded);
    if case.consumer || civil(at) < add_months(concluded, 12) {
        1
    } else if civil(at) < add_months(concluded, 24) {
        2
    } else {
        6
    }
}

/// To the end of a contract period, unless the law lets a consumer go sooner (L7).
fn klantgenerator(case: &Case, notice: Day) -> Option<Outcome> {
    let term = case.agreement.count("termMonths") as i64;
    if term < 1 {
        return None;
    }
    let protected = case.law && case.consumer;
    let notice_months = if term <= 6 || protected { 1 } else { 2 };
    let concluded = civil(case.concluded);
    let mut period = 1;
    loop {
        // The first day of a period counts, so its last day is the one before the next period begins.
        let end = add_months(concluded, period * term) - 1;
        let mut last_day_for_notice = end;
        while add_months(last_day_for_notice, notice_months) > end {
            last_day_for_notice -= 1;
        }
        if notice <= last_day_for_notice {
            let outcome = Outcome::permitted().deadline("CONTRACT_END", end);
            return Some(outcome.deadline("NOTICE", last_day_for_notice));
        }
        if protected {
            return Some(Outcome::permitted().deadline("CONTRACT_END", add_months(notice, 1)));
        }
        period += 1;
    }
}

pub(crate) fn force_majeure(case: &Case) -> Option<Outcome> {
    let began = civil(case.event.moment("beganAt")?);
    let as_of = case.event.moment("asOf")?;
    let costs = match case.policy {
        Policy::Onvergetelijk => case.costs_incurred(),
        _ => 0,
    };
    let allowed_from = match case.policy {
        Policy::Emperra => began + 61,
        Policy::Multidonnas if !case.event.flag("permanent") => return Some(Outcome::refused()),
        Policy::Multidonnas | Policy::Heartschool => began,
        Policy::Onvergetelijk => began + 30,
        Policy::Klantgenerator => add_months(began, 2) + 1,
    };
    let outcome = if as_of < start_of(allowed_from) {
        Outcome::refused()
    } else {
        Outcome::permitted().charge("PRO_RATA", case.pro_rata()).charge("COSTS_INCURRED", costs).settled()
    };
    Some(outcome.deadline_on("TERMINATION_ALLOWED_FROM", allowed_from, None))
}
