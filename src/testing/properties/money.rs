//! Charges, settlements and limits. Sums are taken in 128 bits here, line by line, and not with the sums of `money`.

use super::{Checked, brief, decided, ensure, violated, with};
use crate::decision::{Charge, Decision, Source};
use crate::facts::{Agreement, Event, Facts, LIMITS, Payment};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::building_blocks::ChargeRule;
use crate::policy::forms::Form;
use crate::policy::{Clause, Policy};

fn sum(amounts: impl Iterator<Item = Cents>) -> i128 {
    amounts.map(|amount| i128::from(amount.get())).sum()
}

/// Every charge that a clause can make.
fn charges_of(clause: &Clause) -> Vec<&ChargeRule> {
    match &clause.form {
        Form::Outcome(outcome) => outcome.charges.iter().collect(),
        Form::Tiers(tiers) => {
            let outcomes = tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise);
            outcomes.flat_map(|outcome| &outcome.charges).collect()
        }
        Form::WithdrawalEffects(effects) => effects.charges.iter().collect(),
        Form::ForceMajeure(form) => form.outcome.charges.iter().collect(),
        _ => Vec::new(),
    }
}

fn under_the_ceiling(decision: &Decision) -> impl Iterator<Item = &Charge> {
    decision.charges.iter().filter(|charge| !charge.beside_price)
}

/// What is charged as written, the ceiling aside.
pub(super) fn written(decision: &Decision) -> i128 {
    sum(decision.charges.iter().map(|charge| charge.as_written))
}

/// The charges as written, those beside the price apart, never exceed it.
pub(crate) fn fee_within_price_as_written(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    // What the law makes due, no terms write.
    let by_terms = |c: &&Charge| c.sources.iter().any(|source| matches!(source, Source::Clause(_)));
    let written = sum(under_the_ceiling(&decision).filter(by_terms).map(|c| c.as_written));
    let price = facts.agreement().price;
    ensure(written <= i128::from(price.get()), "fee-within-price-as-written", || {
        format!("{written} cents are written for a price of {price}")
    })
}

/// The charges as charged, those beside the price apart, never exceed it, and the ceiling cuts no more than it
/// must, the last-listed first (R5).
pub(crate) fn fee_within_price_as_charged(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "fee-within-price-as-charged";
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let mut room = i128::from(facts.agreement().price.get());
    for charge in &decision.charges {
        let (amount, as_written) = (i128::from(charge.amount.get()), i128::from(charge.as_written.get()));
        let allowed = if charge.beside_price { as_written } else { as_written.min(room) };
        if as_written <= 0 || amount != allowed {
            return violated(NAME, format!("{amount} of {as_written} written is charged, where {allowed} is allowed"));
        }
        if !charge.beside_price {
            room -= amount;
        }
    }
    Ok(())
}

/// What was paid and is outstanding is what is charged and refunded, in money or as a credit, each sum taken from the lines of the request and of
/// the decision (R6).
pub(crate) fn conservation(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "conservation";
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let Some(settlement) = decision.settlement else { return Ok(()) };
    let paid = sum(facts.agreement().payments.iter().map(|payment| payment.amount));
    let charged = sum(decision.charges.iter().map(|charge| charge.amount));
    let [refund, outstanding, credit] =
        [settlement.refund, settlement.outstanding, settlement.credit_of_rest()].map(|amount| i128::from(amount.get()));
    let stated = [settlement.price, settlement.paid, settlement.charged].map(|amount| i128::from(amount.get()));
    let right = stated == [i128::from(facts.agreement().price.get()), paid, charged]
        && paid + outstanding == charged + refund + credit
        && (refund == 0 || credit == 0)
        && refund >= 0
        && outstanding >= 0
        && (refund + credit == 0 || outstanding == 0);
    ensure(right, NAME, || format!("paid {paid} and charged {charged} give {settlement:?}"))
}

/// Nobody gets back more than was paid.
pub(crate) fn refund_within_paid(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(settlement) = decided(policy, law, facts).and_then(|decision| decision.settlement) else { return Ok(()) };
    let paid = sum(facts.agreement().payments.iter().map(|payment| payment.amount));
    let refund = i128::from(settlement.refund.plus(settlement.credit_of_rest()).get());
    ensure(refund <= paid, "refund-within-paid", || format!("{refund} is refunded of {paid} paid"))
}

/// What can be recovered is the damage, at most the limit, and nothing where liability is excluded.
pub(crate) fn caps_respected(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Event::DamageClaim(claim) = facts.event() else { return Ok(()) };
    let Some(liability) = decided(policy, law, facts).and_then(|decision| decision.liability) else { return Ok(()) };
    let expected = match (liability.excluded, liability.unlimited, liability.limit) {
        (true, false, _) => Some(Cents::ZERO),
        (false, true, None) => Some(claim.damage),
        (false, false, Some(limit)) => Some(claim.damage.min(limit)),
        _ => None,
    };
    let negative = liability.limit.is_some_and(|limit| limit < Cents::ZERO);
    ensure(expected == Some(liability.recoverable) && !negative, "caps-respected", || {
        format!("{liability:?} for a damage of {}", claim.damage)
    })
}

/// A higher price never gives a lower fee, as written or as charged, where only the price differs. Where a clause takes more
/// off something than a rounded part of it, that is for its author to see to.
pub(crate) fn monotone_in_price(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "monotone-in-price";
    if policy.clauses.iter().flat_map(charges_of).any(|rule| rule.amount.may_fall()) {
        return Ok(());
    }
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let price = facts.agreement().price;
    for higher in [price.plus(Cents::new(1)), price.times(2), Cents::MAX] {
        let agreement = Agreement { price: higher, ..facts.agreement().clone() };
        let more = with(facts, agreement, facts.event().clone()).and_then(|facts| decided(policy, law, &facts));
        let Some(more) = more.filter(|_| higher > price) else { continue };
        let charged = |d: &Decision| (written(d), sum(d.charges.iter().map(|charge| charge.amount)));
        let (low, high) = (charged(&decision), charged(&more));
        if high.0 < low.0 || high.1 < low.1 {
            return violated(NAME, format!("{low:?} at {price} becomes {high:?} at {higher}"));
        }
    }
    Ok(())
}

/// A payment made in two parts at the same moment changes nothing.
pub(crate) fn split_payment(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "split-payment";
    let agreement = facts.agreement();
    if agreement.payments.len() * 2 > LIMITS.entries {
        return Ok(());
    }
    let half = |payment: &Payment| Payment { amount: payment.amount.part(1, 2), ..*payment };
    let rest = |payment: &Payment| Payment { amount: payment.amount.part(0, 2), ..*payment };
    let payments = agreement.payments.iter().map(rest).chain(agreement.payments.iter().rev().map(half)).collect();
    let split = Agreement { payments, ..agreement.clone() };
    let Some(other) = with(facts, split, facts.event().clone()) else { return Ok(()) };
    let (whole, split) = (decided(policy, law, facts), decided(policy, law, &other));
    ensure(whole == split, NAME, || {
        format!(
            "{} becomes {}",
            whole.iter().map(brief).collect::<String>(),
            split.iter().map(brief).collect::<String>()
        )
    })
}
