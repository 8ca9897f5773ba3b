//! What is read for a case, for the proofs: which clauses apply, which rows of their tables, and when a fact counts.
//! The evaluator itself answers, so that a proof cannot be about something else.

use super::context::Context;
use super::tiers::Start;
use super::{Asked, Detail, EvaluateError, decide};
use crate::calendar::Instant;
use crate::decision::{Decision, ReadingRule, Source};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::building_blocks::{Anchor, Conditions, TierBounds};
use crate::policy::forms::{Form, Tiers};
use crate::vocabulary::Verdict;

/// The decision, without the reasoning, and the end of the step of the staircase on which it holds.
///
/// # Errors
/// As for [`evaluate`](super::evaluate).
pub(crate) fn step(policy: &Policy, law: &Law, facts: &Facts) -> Result<(Decision, Option<Instant>), EvaluateError> {
    let mut decision = Decision::of(Verdict::Unregulated);
    let horizon = decide(asked(policy, law, facts), facts.event(), Detail::Amounts, &mut decision)?;
    Ok((decision, horizon.until(&policy.zone)))
}

/// The clauses on the question that apply to a case, those that others displace left out.
pub(crate) fn applying(policy: &Policy, law: &Law, facts: &Facts) -> Vec<u16> {
    let mut ctx = context(policy, law, facts);
    ctx.applying(facts.question()).into_iter().map(|(place, _)| place).collect()
}

/// The rows of a table that apply to a case, from 0: more than one where tiers overlap.
pub(crate) fn rows(policy: &Policy, law: &Law, facts: &Facts, tiers: &Tiers) -> Vec<usize> {
    let mut ctx = context(policy, law, facts);
    deem(&mut ctx, facts);
    let Some(at) = ctx.anchor(tiers.before) else { return Vec::new() };
    let start = Start::new(at, &mut ctx);
    let mut applies =
        |bounds: &TierBounds, conditions: &Conditions| ctx.within(bounds, &start) && ctx.all_hold(conditions);
    let rows = tiers.rows.iter().enumerate();
    rows.filter(|(_, row)| applies(&row.bounds, &row.conditions)).map(|(place, _)| place).collect()
}

/// The instant that an act counts as, office hours considered.
pub(crate) fn effective(policy: &Policy, law: &Law, facts: &Facts) -> Option<Instant> {
    let mut ctx = context(policy, law, facts);
    deem(&mut ctx, facts);
    ctx.act
}

/// The instant of an anchor in a case; `None` where it is not known.
pub(crate) fn anchor(policy: &Policy, law: &Law, facts: &Facts, anchor: Anchor) -> Option<Instant> {
    context(policy, law, facts).anchor(anchor)
}

/// Whether conditions hold in a case.
pub(crate) fn hold(policy: &Policy, law: &Law, facts: &Facts, conditions: &Conditions) -> bool {
    context(policy, law, facts).all_hold(conditions)
}

/// The row of a table that is taken: of several the one that charges least.
pub(crate) fn taken<'a>(policy: &'a Policy, law: &'a Law, facts: &'a Facts, tiers: &'a Tiers) -> Option<usize> {
    let mut ctx = context(policy, law, facts);
    deem(&mut ctx, facts);
    // The source is only cited in the reasoning, which is not asked for.
    let outcome = ctx.choose(tiers, Source::Rule(ReadingRule::R1)).outcome?;
    tiers.rows.iter().position(|row| std::ptr::eq(&row.outcome, outcome))
}

fn asked<'a>(policy: &'a Policy, law: &'a Law, facts: &'a Facts) -> Asked<'a> {
    Asked { policy, law, agreement: facts.agreement(), basis: facts.basis() }
}

fn context<'a>(policy: &'a Policy, law: &'a Law, facts: &'a Facts) -> Context<'a> {
    Context::new(asked(policy, law, facts), facts.event(), Detail::Amounts)
}

fn deem(ctx: &mut Context<'_>, facts: &Facts) {
    let clauses = ctx.applying(facts.question());
    if clauses.iter().any(|(_, clause)| matches!(clause.form, Form::OfficeHours(_))) {
        ctx.deem_by_office_hours(&clauses);
    }
}
