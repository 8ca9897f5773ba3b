//! `withdrawal`: the right to withdraw within a period of days, as the terms give it and as the law adds to it (L1 to
//! L5), and where another question must point to it (V1).

use super::calendar::{Day, add_months, parse_day, rolled};
use super::clock::{Moment, civil, end_of};
use super::facts::{Case, Node, Policy, Product};
use super::outcome::Outcome;

/// The last day of a period: on a day, or unknown because the goods have not come.
#[derive(Clone, Copy)]
enum LastDay {
    NotBegun,
    On(Day),
}

struct Facts<'a> {
    at: Moment,
    given: Option<Moment>,
    withheld: bool,
    /// No function for withdrawing, in a contract of a day from which there must be one.
    no_function: bool,
    consented: bool,
    on_premises: bool,
    performance: Node<'a>,
    withdrawal: Node<'a>,
}

pub(crate) fn withdrawal(case: &Case) -> Option<Outcome> {
    declared(case, case.event.moment("declaredAt")?)
}

/// Another answer to a consumer who could as well withdraw says so.
pub(crate) fn beside_a_withdrawal(case: &Case, outcome: Outcome) -> Outcome {
    let at = match case.question {
        "cancellation" => case.event.moment("receivedAt"),
        "rescheduling" => case.event.moment("requestedAt"),
        "noShow" => case.event.moment("sessionStartsAt").or(case.starts),
        "termination" if case.event.text("by") == Some("PARTY_CUSTOMER") => case.event.moment("noticeAt"),
        _ => None,
    };
    // A withdrawal cannot be declared before there is an agreement.
    let at = at.filter(|at| case.consumer && *at >= case.concluded);
    match at.and_then(|at| declared(case, at)).filter(|answer| answer.is("PERMITTED")) {
        Some(answer) => outcome.finding("withdrawal-open").alternative("WITHDRAWAL", answer, "WITHDRAWAL", case),
        None => outcome,
    }
}

/// The answer to a withdrawal that is declared at an instant.
fn declared(case: &Case, at: Moment) -> Option<Outcome> {
    let stated = case.agreement.child("withdrawalFacts");
    let facts = Facts {
        at,
        given: stated.moment("informationGivenAt"),
        withheld: stated.flag("informationWithheld"),
        no_function: stated.flag("withdrawalFunctionMissing") && civil(case.concluded) >= parse_day("2026-06-19")?,
        consented: stated.flag("expressRequestToStart") && stated.flag("acknowledgedLossOfRight"),
        on_premises: stated.flag("concludedOnPremises"),
        performance: case.performance(),
        withdrawal: stated,
    };
    let protected = case.law && case.consumer && !facts.on_premises;
    let law_applies = protected && !case.has_no_withdrawal_by_law();
    let terms_speak = !matches!(case.policy, Policy::Multidonnas | Policy::Klantgenerator);
    if !terms_speak && protected && !law_applies {
        return Some(Outcome::refused());
    }
    if !terms_speak && !law_applies {
        return Some(Outcome::unregulated());
    }
    let only_at_a_distance = matches!(case.policy, Policy::Onvergetelijk | Policy::Heartschool);
    if !case.consumer || (only_at_a_distance && facts.on_premises) {
        return Some(Outcome::refused());
    }
    let by_terms = terms_speak.then(|| last_day_by_terms(case, &facts));
    let by_law = law_applies.then(|| last_day_by_law(case, &facts));
    let last_day = later(by_terms, by_law)?;
    let lost = match (terms_speak, law_applies) {
        (true, true) => lost_by_terms(case, &facts) && lost_by_law(case, &facts),
        (true, false) => lost_by_terms(case, &facts),
        _ => lost_by_law(case, &facts),
    };
    let in_time = match last_day {
        LastDay::NotBegun => true,
        LastDay::On(day) => at < end_of(day),
    };
    let saved_by_law = law_applies && terms_speak && !lost && lost_by_terms(case, &facts);
    let outcome = match in_time && !lost {
        true if saved_by_law => granted(case, &facts, law_applies).finding("law-overrides-terms"),
        true => granted(case, &facts, law_applies),
        false => Outcome::refused(),
    };
    Some(match last_day {
        LastDay::NotBegun => outcome,
        LastDay::On(day) => outcome.deadline("WITHDRAWAL", day),
    })
}

fn later(one: Option<LastDay>, other: Option<LastDay>) -> Option<LastDay> {
    match (one, other) {
        (Some(LastDay::On(one)), Some(LastDay::On(other))) => Some(LastDay::On(one.max(other))),
        (Some(LastDay::NotBegun), _) | (_, Some(LastDay::NotBegun)) => Some(LastDay::NotBegun),
        (day, None) | (None, day) => day,
    }
}

/// The civil date from which the law counts: receipt of goods, conclusion of anything else.
fn counted_from(case: &Case, facts: &Facts) -> Option<Day> {
    if case.product == Product::Goods {
        facts.withdrawal.moment("goodsReceivedAt").map(civil)
    } else {
        Some(civil(case.concluded))
    }
}

fn last_day_by_law(case: &Case, facts: &Facts) -> LastDay {
    let Some(from) = counted_from(case, facts) else { return LastDay::NotBegun };
    let informed_at_once = rolled(from + 14);
    let never_informed = rolled(add_months(informed_at_once, 12));
    LastDay::On(match facts.given.map(civil) {
        _ if facts.no_function => never_informed,
        Some(informed) if informed <= from => informed_at_once,
        Some(informed) if informed <= add_months(from, 12) => rolled(informed + 14),
        Some(_) => never_informed,
        None if facts.withheld => never_informed,
        None => informed_at_once,
    })
}

fn last_day_by_terms(case: &Case, facts: &Facts) -> LastDay {
    let concluded = civil(case.concluded);
    match case.policy {
        // Here digital content counts as a product, and its period from its delivery.
        Policy::Heartschool => {
            let delivered = facts.performance.moment("startedAt").map(civil);
            match counted_from(case, facts) {
                Some(_) if case.product == Product::DigitalContent => LastDay::On(delivered.unwrap_or(concluded) + 13),
                Some(from) => LastDay::On(from + 13),
                None => LastDay::NotBegun,
            }
        }
        Policy::Onvergetelijk => {
            let never_informed = add_months(concluded + 13, 12);
            LastDay::On(match facts.given.map(civil) {
                Some(informed) if informed <= concluded => concluded + 13,
                Some(informed) if informed <= add_months(concluded, 12) => informed + 30,
                Some(_) => never_informed,
                None if facts.withheld => never_informed,
                None => concluded + 13,
            })
        }
        _ => LastDay::On(concluded + 14),
    }
}

fn begun(facts: &Facts) -> bool {
    match facts.performance.moment("startedAt") {
        Some(started) => started <= facts.at,
        None => facts.performance.count("deliveredUnits") > 0 || facts.performance.flag("fullyPerformed"),
    }
}

fn lost_by_law(case: &Case, facts: &Facts) -> bool {
    match case.product {
        Product::DigitalContent => begun(facts) && facts.consented,
        Product::Goods => facts.withdrawal.flag("madeToOrder"),
        _ => facts.performance.flag("fullyPerformed") && facts.consented,
    }
}

fn lost_by_terms(case: &Case, facts: &Facts) -> bool {
    let made_to_order = facts.withdrawal.flag("madeToOrder");
    match (case.policy, case.product) {
        (Policy::Emperra, Product::DigitalContent | Product::Programme | Product::Subscription) => {
            begun(facts) && facts.consented
        }
        (Policy::Emperra, _) => false,
        (Policy::Onvergetelijk, Product::Goods) => false,
        (Policy::Onvergetelijk | Policy::Heartschool, _) if !case.is_of_the_texts() => false,
        (Policy::Onvergetelijk, Product::DigitalContent) => begun(facts) && facts.consented,
        (Policy::Onvergetelijk, _) => made_to_order || (facts.performance.flag("fullyPerformed") && facts.consented),
        _ => lost_by_law(case, facts),
    }
}

/// What a withdrawal in time leads to.
fn granted(case: &Case, facts: &Facts, law_applies: bool) -> Outcome {
    let mut outcome = Outcome::permitted().settled().effective(facts.at);
    let terms_refund = matches!(case.policy, Policy::Emperra | Policy::Heartschool);
    let declared = civil(facts.at);
    if terms_refund {
        outcome = outcome.deadline("REFUND", declared + 14);
    } else if law_applies {
        // The law counts from the day on which the provider has the declaration.
        let received = case.event.moment("receivedAt").filter(|_| case.question == "withdrawal");
        outcome = outcome.deadline("REFUND", received.map_or(declared, civil) + 14);
    }
    let started_on_request = case.is_service() && begun(facts) && facts.withdrawal.flag("expressRequestToStart");
    let informed = match facts.given {
        _ if law_applies && facts.no_function => false,
        Some(given) => given <= facts.at,
        None => !facts.withheld,
    };
    // What was received is paid for: by the terms or by law, and not where the terms promise everything back.
    let paid_for = match case.policy {
        Policy::Emperra => false,
        Policy::Heartschool if case.is_of_the_texts() => informed || !law_applies,
        _ => informed && law_applies,
    };
    if started_on_request && paid_for {
        outcome = outcome.charge("PRO_RATA", case.pro_rata());
    }
    if case.product == Product::Goods && paid_for {
        outcome = outcome.charge("DEVALUATION", case.event.money_or_zero("goodsDevaluation"));
    }
    if case.product == Product::Goods && case.policy == Policy::Heartschool {
        outcome = outcome.deadline("GOODS_RETURN", declared + 14);
    }
    outcome
}
