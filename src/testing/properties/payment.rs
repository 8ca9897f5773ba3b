//! Instalments, interest, collection costs and penalties.

use super::{Checked, decided, ensure, violated, with, with_act};
use crate::decision::{Arrears, Instalment};
use crate::facts::{Event, Facts, PaymentReview};
use crate::law::Law;
use crate::money::{Cents, Percent};
use crate::policy::Policy;
use crate::policy::forms::{Claims, Form, PaymentDefault};
use crate::vocabulary::{Basis, ChargeKind};

fn review(facts: &Facts) -> Option<&PaymentReview> {
    match facts.event() {
        Event::PaymentReview(review) => Some(review),
        _ => None,
    }
}

/// What is owed, and whether a settlement is, instead of the invoices.
fn arrears(policy: &Policy, law: &Law, facts: &Facts) -> Option<(Box<Arrears>, bool)> {
    let decision = decided(policy, law, facts)?;
    Some((decision.arrears?, decision.settlement.is_some()))
}

/// Instalments are the price together, to the cent, none is below zero, and none is due before it is invoiced.
pub(crate) fn instalments_add_up(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let parts = &decision.instalments;
    let sum: i128 = parts.iter().map(|part| i128::from(part.amount.get())).sum();
    let concluded = policy.zone.date_of(facts.agreement().concluded_at);
    let ordered =
        |part: &Instalment| concluded <= part.invoice_on && part.due_on.is_none_or(|due| part.invoice_on <= due);
    let right = parts.iter().all(|part| part.amount >= Cents::ZERO && ordered(part));
    let whole = parts.is_empty() || sum == i128::from(facts.agreement().price.get());
    ensure(right && whole, "instalments-add-up", || format!("{parts:?} of {}", facts.agreement().price))
}

/// Interest is zero before default, and never falls a day later or with a higher principal; the sums add up. Where a
/// settlement replaces the invoices, so does its interest, and only what is owed before or after that compares.
pub(crate) fn interest_monotone(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "interest-monotone";
    let (Some(event), Some(state)) = (review(facts), arrears(policy, law, facts)) else { return Ok(()) };
    let (now, settled) = (&state.0, state.1);
    let as_of = policy.zone.date_of(event.as_of);
    // Where the terms claim interest later, or back to the due date, it runs for other days than those of default.
    let since_default = defaults(policy).all(|form| form.interest.claimed && form.claims == Claims::default());
    for (invoice, state) in event.invoices.iter().zip(&now.by_invoice) {
        let days = state.default_from.map_or(0, |from| from.days_until(as_of) + 1);
        let most = if days > 0 { state.due_on.days_until(as_of) } else { 0 };
        let borne = i64::from(state.days);
        let wrong = if since_default { borne != days } else { borne > most };
        let zero = state.default_from.is_none() && (state.interest > Cents::ZERO || state.days > 0);
        let early = state.default_from.is_some_and(|from| from <= state.due_on || from > as_of);
        if zero || early || wrong || (invoice.open == Cents::ZERO && days > 0) {
            return violated(NAME, format!("{state:?} as of {as_of}"));
        }
    }
    let later = event.as_of.plus_secs(86_400).and_then(|at| with_act(facts, at));
    never_falls(&state, later.and_then(|facts| arrears(policy, law, &facts)), "a day later")?;
    let mut dearer = event.clone();
    dearer.invoices.iter_mut().filter(|i| i.open > Cents::ZERO).for_each(|i| i.open = i.open.plus(Cents::new(1)));
    let dearer = with(facts, facts.agreement().clone(), Event::PaymentReview(dearer));
    never_falls(&state, dearer.and_then(|facts| arrears(policy, law, &facts)), "with a cent more open")?;
    let by_invoice: Cents = now.by_invoice.iter().map(|state| state.interest).sum();
    let adds_up = by_invoice == if settled { Cents::ZERO } else { now.interest };
    let total = now.principal.plus(now.interest).plus(now.collection_costs);
    ensure(adds_up && total == now.total, NAME, || format!("the sums of {now:?} are wrong"))
}

fn never_falls((now, settled): &(Box<Arrears>, bool), then: Option<(Box<Arrears>, bool)>, when: &str) -> Checked {
    let Some((then, _)) = then.filter(|(_, later)| later == settled) else { return Ok(()) };
    for (now, then) in now.by_invoice.iter().zip(&then.by_invoice) {
        ensure(now.interest <= then.interest, "interest-monotone", || format!("{now:?} becomes {then:?} {when}"))?;
    }
    for (what, now, then) in
        [("interest", now.interest, then.interest), ("costs", now.collection_costs, then.collection_costs)]
    {
        ensure(now <= then, "interest-monotone", || format!("{what} of {now} become {then} {when}"))?;
    }
    Ok(())
}

/// A consumer's collection costs never exceed the statutory scale over what is in default, with the value added tax that
/// the creditor cannot deduct; nobody's exceed the higher of that and the costs really made.
pub(crate) fn collection_costs_within_scale(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let (Some(event), Some((now, _))) = (review(facts), arrears(policy, law, facts)) else { return Ok(()) };
    let scale = law.of(policy.law).collection_costs();
    let protected = facts.agreement().is_consumer() && facts.basis() == Basis::TermsAndLaw && scale.is_some();
    if !protected && defaults(policy).any(|form| !form.steps.is_empty()) {
        // What steps against late payment cost is for the terms to say, where no law bounds it.
        return Ok(());
    }
    let costs = scale.map_or(Cents::ZERO, |scale| Cents::new(scale.costs(now.principal.get())));
    let vat = Percent::whole(u8::try_from(event.collection_costs_vat_percent.unwrap_or(0)).unwrap_or(u8::MAX));
    let scale = costs.plus(vat.of(costs));
    let most = if facts.agreement().is_consumer() {
        scale
    } else {
        scale.max(event.actual_collection_costs.unwrap_or_default())
    };
    ensure(now.collection_costs <= most, "collection-costs-within-scale", || {
        format!("{} over {}, where the most is {most}", now.collection_costs, now.principal)
    })
}

fn defaults(policy: &Policy) -> impl Iterator<Item = &PaymentDefault> {
    policy.clauses.iter().filter_map(|clause| match &clause.form {
        Form::PaymentDefault(form) => Some(form),
        _ => None,
    })
}

/// A penalty or indemnity is due once, or as many times as there were breaches.
pub(crate) fn penalties_proportional(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let Event::Breach { kind, count, monthly_salary, occurred_at } = *facts.event() else { return Ok(()) };
    let one = Event::Breach { kind, count: Some(1), monthly_salary, occurred_at };
    let one = with(facts, facts.agreement().clone(), one).and_then(|facts| decided(policy, law, &facts));
    let count = count.unwrap_or(1);
    let (Some(one), Some(all)) = (one, decided(policy, law, facts)) else { return Ok(()) };
    for charge in all.charges.iter().filter(|c| matches!(c.kind, ChargeKind::Penalty | ChargeKind::Indemnity)) {
        let single = one.charges.iter().find(|c| c.kind == charge.kind).map_or(0, |c| i128::from(c.as_written.get()));
        let times = (single * i128::from(count)).min(i64::MAX.into());
        let written = i128::from(charge.as_written.get());
        ensure(written == single || written == times, "penalties-proportional", || {
            format!("{written} for {count} breaches, where one costs {single}")
        })?;
    }
    Ok(())
}
