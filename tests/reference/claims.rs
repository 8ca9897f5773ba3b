//! `complaint`, `damage_claim`, `breach` and `data_breach`: periods for complaining, and who pays for what.

use super::calendar::{Day, add_months};
use super::clock::{HOUR, Moment, civil, end_of};
use super::facts::{Case, Policy, Product};
use super::outcome::{Outcome, money};
use serde_json::json;

pub(crate) fn complaint(case: &Case) -> Option<Outcome> {
    let filed = case.event.moment("filedAt");
    let day_of = |key: &str| case.event.moment(key).map(civil);
    // The period that decides: its last day and when it runs out.
    let whole_day = |last_day: Day| (last_day, end_of(last_day));
    let mut complaint: Option<(Day, Moment)> = None;
    let mut limitation: Option<(Day, Moment)> = None;
    let mut response: Option<Day> = None;
    match case.policy {
        Policy::Emperra => complaint = Some(whole_day(day_of("discoveredAt")? + 14)),
        Policy::Multidonnas => {
            let from = match case.event.flag("aboutConclusion") {
                true => day_of("discoveredAt")?,
                false => civil(case.ends.or(case.starts)?),
            };
            complaint = Some(whole_day(add_months(from, 1)));
            response = filed.map(|at| add_months(civil(at), 1));
        }
        Policy::Onvergetelijk => {
            complaint = Some(if case.event.flag("visibleOnDelivery") {
                let until = case.event.moment("deliveredAt")? + 48 * HOUR;
                (civil(until), until)
            } else {
                whole_day(add_months(day_of("discoveredAt")?, 2))
            });
            response = filed.map(|at| civil(at) + 28);
        }
        Policy::Heartschool if case.consumer && !case.is_service() => {
            complaint = Some(whole_day(add_months(day_of("discoveredAt")?, 2)));
            let from = match filed {
                Some(filed) => civil(filed),
                None => day_of("arisenAt")?,
            };
            limitation = Some(whole_day(add_months(from, 24)));
        }
        Policy::Heartschool => limitation = Some(whole_day(add_months(day_of("arisenAt")?, 12))),
        Policy::Klantgenerator => {
            let after_arising = day_of("arisenAt")? + 14;
            let after_delivery = add_months(day_of("deliveredAt")?, 1);
            complaint = Some(whole_day(after_arising.min(after_delivery)));
            limitation = Some(whole_day(add_months(day_of("discoveredAt")?, 12)));
        }
    }
    let (_, decisive) = complaint.or(limitation)?;
    let mut outcome = Outcome::permitted_if(filed.is_none_or(|at| at < decisive));
    for (kind, period) in [("COMPLAINT", complaint), ("LIMITATION", limitation)] {
        if let Some((last_day, expires)) = period {
            outcome = outcome.deadline_on(kind, last_day, Some(expires));
        }
    }
    Some(match response {
        Some(last_day) => outcome.deadline("COMPLAINT_RESPONSE", last_day),
        None => outcome,
    })
}

/// How far the provider answers for damage.
enum Liability {
    Excluded { limit: Option<i128> },
    Limited(i128),
    Unlimited,
}

struct Damage<'a> {
    kind: &'a str,
    intent: bool,
    occurred: Moment,
    payout: Option<i128>,
    deductible: i128,
}

pub(crate) fn damage_claim(case: &Case) -> Option<Outcome> {
    let insurance = case.agreement.child("insurance");
    let damage = Damage {
        kind: case.event.text("kind")?,
        intent: case.event.flag("intentOrRecklessness"),
        occurred: case.event.moment("occurredAt")?,
        payout: insurance.present().then(|| insurance.money_or_zero("payout")),
        deductible: insurance.money_or_zero("deductible"),
    };
    let reported = case.event.moment("reportedAt")?;
    let claimed = case.event.money("damage")?;
    let report_until = match case.policy {
        Policy::Onvergetelijk => Some(add_months(civil(damage.occurred), 12)),
        _ => None,
    };
    if let Some(last_day) = report_until.filter(|last_day| reported >= end_of(*last_day)) {
        return Some(Outcome::refused().deadline("DAMAGE_REPORT", last_day));
    }
    let liability = if damage.intent && case.law { Liability::Unlimited } else { by_terms(case, &damage) };
    let outcome = match liability {
        Liability::Unlimited => Outcome::permitted()
            .with("liability", json!({"excluded": false, "unlimited": true, "recoverable": money(claimed)})),
        Liability::Limited(limit) => Outcome::permitted().with(
            "liability",
            json!({
                "excluded": false,
                "unlimited": false,
                "limit": money(limit),
                "recoverable": money(claimed.min(limit)),
            }),
        ),
        Liability::Excluded { limit } => {
            let (unlimited, nothing) = (false, money(0));
            let answer = match limit {
                Some(limit) => {
                    json!({"excluded": true, "unlimited": unlimited, "limit": money(limit), "recoverable": nothing})
                }
                None => json!({"excluded": true, "unlimited": unlimited, "recoverable": nothing}),
            };
            Outcome::refused().with("liability", answer)
        }
    };
    Some(match report_until {
        Some(last_day) => outcome.deadline("DAMAGE_REPORT", last_day),
        None => outcome,
    })
}

fn by_terms(case: &Case, damage: &Damage) -> Liability {
    let (direct, indirect) = (damage.kind == "DAMAGE_KIND_DIRECT", damage.kind == "DAMAGE_KIND_INDIRECT");
    match case.policy {
        Policy::Emperra if indirect => Liability::Excluded { limit: None },
        Policy::Emperra if damage.intent => Liability::Unlimited,
        Policy::Emperra if case.product == Product::Subscription => {
            Liability::Excluded { limit: Some(last_payment(case, damage.occurred)) }
        }
        Policy::Emperra => Liability::Excluded { limit: Some(case.paid()) },
        Policy::Multidonnas => match damage.kind {
            "DAMAGE_KIND_DEATH_OR_INJURY" => Liability::Unlimited,
            "DAMAGE_KIND_LOSS_OF_ENJOYMENT" => Liability::Limited(damage.payout.unwrap_or(case.price)),
            _ => Liability::Limited((3 * case.paid()).max(damage.payout.unwrap_or(0))),
        },
        Policy::Onvergetelijk if damage.intent => Liability::Unlimited,
        Policy::Onvergetelijk => {
            let cap = match case.product {
                Product::Subscription => case.paid_in_months_before(6, damage.occurred),
                _ => case.price,
            };
            let cap = cap.min(damage.payout.unwrap_or(cap));
            match (case.consumer, indirect) {
                (true, _) => Liability::Limited(cap),
                (false, true) => Liability::Excluded { limit: None },
                (false, false) => Liability::Excluded { limit: Some(cap) },
            }
        }
        Policy::Heartschool if !direct => Liability::Excluded { limit: None },
        Policy::Heartschool => match damage.payout {
            Some(payout) => Liability::Limited(case.price.min(payout + damage.deductible)),
            None => Liability::Limited(case.price),
        },
        Policy::Klantgenerator if damage.intent => Liability::Unlimited,
        Policy::Klantgenerator if !direct => Liability::Excluded { limit: None },
        Policy::Klantgenerator => match damage.payout {
            Some(payout) if payout > 0 => Liability::Limited(payout),
            _ => {
                let left_this_year = (100_000 - case.event.money_or_zero("awardedThisYear")).max(0);
                Liability::Limited(left_this_year.min(case.paid_in_months_before(12, damage.occurred)))
            }
        },
    }
}

/// The latest payment that is not after the event; made in parts at one moment, it is still one.
fn last_payment(case: &Case, at: Moment) -> i128 {
    let until_then = || case.payments.iter().filter(|payment| payment.0 <= at);
    let latest = until_then().map(|payment| payment.0).max();
    until_then().filter(|payment| Some(payment.0) == latest).map(|payment| payment.1).sum()
}

pub(crate) fn breach(case: &Case) -> Option<Outcome> {
    let kind = case.event.text("kind")?;
    if case.policy != Policy::Onvergetelijk {
        return Some(Outcome::unregulated());
    }
    let count = case.event.count_or_one("count");
    let penalty = 2_000_000;
    Some(match kind {
        "BREACH_KIND_INTELLECTUAL_PROPERTY" => Outcome::permitted().charge("PENALTY", penalty),
        "BREACH_KIND_MORAL_RIGHTS" | "BREACH_KIND_CONFIDENTIALITY" => {
            Outcome::permitted().charge("PENALTY", penalty * count)
        }
        "BREACH_KIND_NON_SOLICITATION" if no_longer_forbidden(case) => Outcome::permitted(),
        "BREACH_KIND_NON_SOLICITATION" => {
            Outcome::permitted().charge("INDEMNITY", 10 * case.event.money("monthlySalary")? * count)
        }
        _ => return None,
    })
}

/// Whether a breach came on a day after the year in which the end of the agreement still binds.
fn no_longer_forbidden(case: &Case) -> bool {
    match (case.event.moment("occurredAt"), case.ends) {
        (Some(occurred), Some(ends)) => civil(occurred) > add_months(civil(ends), 12),
        _ => false,
    }
}

pub(crate) fn data_breach(case: &Case) -> Option<Outcome> {
    let discovered = case.event.moment("discoveredAt")?;
    Some(match case.policy {
        Policy::Klantgenerator => Outcome::permitted().deadline_at("DATA_BREACH_NOTICE", discovered + 48 * HOUR),
        _ => Outcome::unregulated(),
    })
}
