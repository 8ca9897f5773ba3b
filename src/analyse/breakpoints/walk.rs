//! The staircase of a case over the instant of its act, step by step, as the evaluator lays it out.

use super::cases::Case;
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::evaluate::{Detail, EvaluateError, step_and_reads};
use crate::facts::Facts;
use crate::facts::table::FactSet;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::Basis;

/// One step, and what is decided on it at the price of the walk.
#[derive(Clone, Debug)]
pub(in crate::analyse) struct WalkStep {
    /// Its first instant; `None` where the question has no act.
    pub(in crate::analyse) from: Option<Instant>,
    /// The first instant after it; `None`: for ever.
    pub(in crate::analyse) until: Option<Instant>,
    pub(in crate::analyse) decision: Decision,
}

/// The most steps of one walk: a table has some dozens.
const MOST_STEPS: usize = 4_000;

/// How far after the conclusion a notice is looked at where steps go on and on: past every relation of ends of months,
/// in leap years too, after which periods that are renewed repeat themselves.
const FURTHEST: i64 = 24 * 366 * 5;
/// More steps than any agreement has that is not renewed for ever.
const RENEWED: usize = 60;

/// Walks from the case's own act on, for ever or until facts contradict each other. `Ok(None)` when there are too many
/// steps.
///
/// # Errors
/// When the facts that the clauses read are missing.
pub(in crate::analyse) fn walk(
    policy: &Policy,
    law: &Law,
    case: &Case,
    price: Cents,
    basis: Basis,
) -> Result<Option<Vec<WalkStep>>, EvaluateError> {
    walk_with(policy, law, case, price, basis, |_, _| {})
}

/// The same; `see` is given the facts of each step, and which of them were read.
///
/// # Errors
/// As for [`walk`].
pub(in crate::analyse) fn walk_with(
    policy: &Policy,
    law: &Law,
    case: &Case,
    price: Cents,
    basis: Basis,
    mut see: impl FnMut(Facts, FactSet),
) -> Result<Option<Vec<WalkStep>>, EvaluateError> {
    let mut steps = Vec::new();
    let mut at = case.event.act();
    let end = case.agreement.concluded_at.plus_hours(FURTHEST).unwrap_or(Instant::MAX);
    while steps.len() < MOST_STEPS {
        let Some(facts) = case.facts(price, at, basis) else { return Ok(Some(steps)) };
        let (decision, until, read) = match step_and_reads(policy, law, &facts, Detail::Amounts) {
            Ok(found) => found,
            // Such a request is refused, and asks nothing of the terms.
            Err(error) if error.is_beyond_representable() => return Ok(Some(steps)),
            Err(error) => return Err(error),
        };
        let until = until.filter(|until| at.is_some_and(|at| *until > at));
        steps.push(WalkStep { from: at, until, decision });
        see(facts, read);
        match until.filter(|until| *until < end || steps.len() < RENEWED) {
            Some(until) => at = Some(until),
            None => return Ok(Some(steps)),
        }
    }
    Ok(None)
}
