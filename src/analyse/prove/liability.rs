//! Caps: what can be recovered never exceeds the damage, the limit, or any amount that the rule on it names; and a limit
//! only grows with what it is of.
//!
//! What can be recovered is the lower of damage and limit, and a limit is the lower or the higher of amounts, so each
//! case is decided by damages beside its limit and by facts that make each amount the lowest in turn.

use super::super::breakpoints::Case;
use super::super::obligation::Invariant;
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::{Decision, Liability};
use crate::evaluate::{Detail, evaluate, inspect};
use crate::facts::{Agreement, DamageClaim, Event, Facts};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::forms::{Form, LiabilityRule, LimitAmount};
use crate::policy::{Policy, Summary};
use crate::vocabulary::Basis;

/// Prices below and above what is paid and paid out in the cases.
const PRICES: [Cents; 3] = [Cents::new(1), Cents::new(10_000), Cents::new(10_000_000)];
/// What was awarded earlier in the year.
const AWARDED: [Cents; 3] = [Cents::ZERO, Cents::new(1), Cents::MAX];

/// Looks at a case with damages beside its limit.
pub(super) fn examine(subject: &Subject<'_>, (order, case): (usize, &Case), basis: Basis, ledger: &mut Ledger) {
    let less_awarded = is_less_awarded(subject);
    for price in PRICES {
        for &awarded in AWARDED.iter().take(if less_awarded { AWARDED.len() } else { 1 }) {
            for damage in damages(subject, case, price, awarded, basis) {
                let claim = with_claim(case, damage, awarded);
                let Some(facts) = claim.facts(price, None, basis) else { continue };
                let Ok(decision) = evaluate(subject.bare, subject.law, &facts, Detail::Amounts) else { continue };
                ledger.decided(Invariant::CapsRespected);
                if first_broken(subject.bare, subject.law, &facts, &decision).is_some() {
                    ledger.broken(Invariant::CapsRespected, order, price, None, || Candidate {
                        case: claim,
                        price,
                        act: None,
                        until: None,
                        basis,
                        span: None,
                        note: None,
                    });
                }
            }
        }
    }
}

/// Whether any limit depends on what was awarded before.
fn is_less_awarded(subject: &Subject<'_>) -> bool {
    let clauses = subject.bare.clauses_on(subject.question);
    let limits = clauses.filter_map(|(_, clause)| {
        let Form::Liability(form) = &clause.form else { return None };
        Some(form)
    });
    let mut amounts =
        limits.flat_map(|form| &form.rules).filter_map(|rule| rule.limit.as_ref()).flat_map(|l| &l.amounts);
    amounts.any(|amount| matches!(amount, LimitAmount::FixedLessAwarded(_)))
}

fn with_claim(case: &Case, damage: Cents, awarded: Cents) -> Case {
    let mut case = case.clone();
    if let Event::DamageClaim(claim) = &mut case.event {
        (claim.damage, claim.awarded_this_year) = (damage, Some(awarded));
    }
    case
}

/// Nothing, the most, and the limit and its neighbours.
fn damages(subject: &Subject<'_>, case: &Case, price: Cents, awarded: Cents, basis: Basis) -> Vec<Cents> {
    let most = with_claim(case, Cents::MAX, awarded).facts(price, None, basis);
    let decision = most.and_then(|facts| evaluate(subject.bare, subject.law, &facts, Detail::Amounts).ok());
    let limit = decision.and_then(|d| d.liability).and_then(|l| l.limit);
    let beside = limit.into_iter().flat_map(|l| [l.minus_floored(Cents::new(1)), l, l.plus(Cents::new(1))]);
    let mut damages: Vec<Cents> = beside.chain([Cents::ZERO, Cents::MAX]).filter(|d| *d <= Cents::MAX).collect();
    damages.sort_unstable();
    damages.dedup();
    damages
}

/// What is wrong with what can be recovered.
enum Broken {
    AboveDamage(Cents),
    AboveLimit(Cents, Cents),
    AboveAmount(Cents, Cents),
    Shrinks,
}

fn first_broken(policy: &Policy, law: &Law, facts: &Facts, decision: &Decision) -> Option<Broken> {
    let Event::DamageClaim(claim) = facts.event() else { return None };
    let liability = decision.liability.as_ref()?;
    let recoverable = liability.recoverable;
    if recoverable > claim.damage {
        return Some(Broken::AboveDamage(recoverable));
    }
    if let Some(limit) = liability.limit.filter(|limit| recoverable > *limit && !liability.unlimited) {
        return Some(Broken::AboveLimit(recoverable, limit));
    }
    if liability.excluded && recoverable > Cents::ZERO {
        return Some(Broken::AboveLimit(recoverable, Cents::ZERO));
    }
    above_amount(policy, law, facts, liability).or_else(|| shrinks(policy, law, facts, liability))
}

/// Where one rule alone decides, nothing above any of the amounts that it names can be recovered: a limit that is the
/// higher of several grows beyond the others.
fn above_amount(policy: &Policy, law: &Law, facts: &Facts, liability: &Liability) -> Option<Broken> {
    let Event::DamageClaim(claim) = facts.event() else { return None };
    let rules = rules(policy, law, facts);
    let ([rule], false) = (rules.as_slice(), liability.unlimited) else { return None };
    let amounts = rule.limit.iter().flat_map(|limit| &limit.amounts);
    let lowest = amounts.filter_map(|amount| worth(*amount, policy, facts.agreement(), claim)).min()?;
    (liability.recoverable > lowest).then_some(Broken::AboveAmount(liability.recoverable, lowest))
}

/// The rules that apply to a claim.
fn rules<'p>(policy: &'p Policy, law: &Law, facts: &Facts) -> Vec<&'p LiabilityRule> {
    let Event::DamageClaim(claim) = facts.event() else { return Vec::new() };
    let places = inspect::applying(policy, law, facts);
    let forms = places.iter().filter_map(|&place| policy.clause(place)).filter_map(|clause| {
        let Form::Liability(form) = &clause.form else { return None };
        Some(form)
    });
    let applies = |rule: &&LiabilityRule| {
        rule.kinds.contains(&claim.kind)
            && rule.customers.contains(&facts.agreement().customer)
            && inspect::hold(policy, law, facts, &rule.conditions)
    };
    forms.take(1).flat_map(|form| form.rules.iter().filter(applies)).collect()
}

/// What an amount that limits liability comes to: worked out here, without the evaluator.
fn worth(amount: LimitAmount, policy: &Policy, a: &Agreement, claim: &DamageClaim) -> Option<Cents> {
    let by_event = || a.payments.iter().filter(|p| p.paid_at <= claim.occurred_at);
    match amount {
        LimitAmount::Price(times) => Some(a.price.times(times)),
        LimitAmount::Paid(times) => Some(a.paid().times(times)),
        LimitAmount::PaidWithin(period) => {
            let first = period.before(policy.zone.date_of(claim.occurred_at), policy.holidays)?;
            Some(by_event().filter(|p| policy.zone.date_of(p.paid_at) >= first).map(|p| p.amount).sum())
        }
        LimitAmount::LastPayment => {
            let last = by_event().map(|p| p.paid_at).max();
            Some(by_event().filter(|p| Some(p.paid_at) == last).map(|p| p.amount).sum())
        }
        LimitAmount::Payout => a.insurance.map(|i| i.payout.unwrap_or_default()),
        LimitAmount::PayoutAndDeductible => {
            a.insurance.map(|i| i.payout.unwrap_or_default().plus(i.deductible.unwrap_or_default()))
        }
        LimitAmount::FixedLessAwarded(fixed) => Some(fixed.minus_floored(claim.awarded_this_year.unwrap_or_default())),
        LimitAmount::Fixed(fixed) => Some(fixed),
    }
}

/// Whether a higher price gives a lower limit, or a higher award earlier in the year a higher one.
fn shrinks(policy: &Policy, law: &Law, facts: &Facts, liability: &Liability) -> Option<Broken> {
    let limit = liability.limit?;
    if !matches!(facts.event(), Event::DamageClaim(claim) if claim.damage == Cents::MAX) {
        // A limit does not depend on the damage: once is enough.
        return None;
    }
    let other = |change: &dyn Fn(&mut Agreement, &mut DamageClaim)| {
        let (mut agreement, mut event) = (facts.agreement().clone(), facts.event().clone());
        let Event::DamageClaim(claim) = &mut event else { return None };
        change(&mut agreement, claim);
        let facts = Facts::new(agreement, event, facts.basis()).ok()?;
        evaluate(policy, law, &facts, Detail::Amounts).ok()?.liability?.limit
    };
    let cent = Cents::new(1);
    let dearer = other(&|agreement, _| agreement.price = agreement.price.plus(cent));
    let awarded = other(&|_, claim| {
        claim.awarded_this_year = Some(claim.awarded_this_year.unwrap_or_default().plus(cent));
    });
    (dearer.is_some_and(|other| other < limit) || awarded.is_some_and(|other| other > limit)).then_some(Broken::Shrinks)
}

/// How a request breaks a cap.
pub(super) fn cap_exceeded(request: &Request<'_>) -> Option<Summary> {
    let broken = first_broken(request.policy, request.law, &request.facts, &request.decision)?;
    Some(match broken {
        Broken::AboveDamage(recoverable) => {
            let amount = request.money(recoverable);
            both(
                format!("{} can be recovered, more than the damage", amount.en),
                format!("{} kan worden verhaald, meer dan de schade", amount.nl),
            )
        }
        Broken::AboveLimit(recoverable, limit) => {
            let (amount, limit) = (request.money(recoverable), request.money(limit));
            both(
                format!("{} can be recovered, more than the limit of {}", amount.en, limit.en),
                format!("{} kan worden verhaald, meer dan de grens van {}", amount.nl, limit.nl),
            )
        }
        Broken::AboveAmount(recoverable, named) => {
            let (amount, named) = (request.money(recoverable), request.money(named));
            both(
                format!("{} can be recovered, more than the {} that the same limit names", amount.en, named.en),
                format!("{} kan worden verhaald, meer dan de {} die dezelfde grens noemt", amount.nl, named.nl),
            )
        }
        Broken::Shrinks => both(
            "the limit falls with the price, or grows with what was awarded before",
            "de grens daalt met de prijs, of groeit met wat eerder is toegekend",
        ),
    })
}
