//! What is read for a case, for the proofs: which clauses apply, which rows of their tables, and when a fact counts.
//! The evaluator itself answers, so that a proof cannot be about something else.

use super::context::Context;
use super::{Asked, Detail, Probe, Taken};
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::building_blocks::{Anchor, Conditions};
use crate::policy::forms::{Form, Tiers};
use crate::vocabulary::{Question, Verdict};

/// Whether one clause answers a question, the best for the customer of those that apply, with what comes on top of it: nothing
/// else adds up.
pub(crate) fn takes_one(question: Question) -> bool {
    super::own_answer(question).is_none()
}

/// The clauses on the question that apply to a case, those that others displace left out.
pub(crate) fn applying(policy: &Policy, law: &Law, facts: &Facts) -> Vec<u16> {
    let mut ctx = context(policy, law, facts);
    ctx.applying(facts.question()).into_iter().map(|(place, _)| place).collect()
}

/// What a clause that applies would answer alone; `None` where it answers nothing, or only comes on top of another.
pub(crate) fn alone(policy: &Policy, law: &Law, facts: &Facts, place: u16) -> Option<Decision> {
    let clause = policy.clause(place).filter(|clause| clause.on_top_of.is_empty())?;
    if !matches!(clause.form, Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_) | Form::Notice(_)) {
        return None;
    }
    let mut ctx = context(policy, law, facts);
    ctx.only = Some(place);
    let mut decision = Decision::of(Verdict::Unregulated);
    super::answer(&mut ctx, &mut decision);
    ctx.finish().ok()?;
    Some(decision)
}

/// The instant that an act counts as, office hours considered.
pub(crate) fn effective(policy: &Policy, law: &Law, facts: &Facts) -> Option<Instant> {
    Probe::new(policy, law, facts).act()
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
    match Probe::new(policy, law, facts).taken(tiers) {
        Taken::Row(row) => Some(row),
        Taken::Otherwise | Taken::Nothing => None,
    }
}

fn context<'a>(policy: &'a Policy, law: &'a Law, facts: &'a Facts) -> Context<'a> {
    Context::new(Asked::of(policy, law, facts), facts.event(), Detail::Amounts)
}
