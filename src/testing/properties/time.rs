//! Tiers, deadlines, the steps of the staircase, and quotes.

use super::money::written;
use super::{Checked, brief, decided, ensure, violated, with_act};
use crate::calendar::Instant;
use crate::decision::{Calculation, Decision, FindingCode, InvoiceArrears};
use crate::evaluate::{Detail, QuoteWindow, evaluate, quote, step};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::building_blocks::DeadlineRule;
use crate::policy::forms::Form;
use crate::testing::reading;
use crate::vocabulary::{DeadlineKind, Question};

/// Each instant lies in a tier; where it lies in several, the decision says so.
pub fn totality(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "totality";
    let Some(decision) = decided(policy, law, facts) else { return Ok(()) };
    let Some(act) = decision.effective_at.or(facts.event().act()) else { return Ok(()) };
    for (place, tiers) in reading::tables(policy, facts, Some(act)) {
        let Some(rows) = reading::rows(policy, tiers, facts, act) else { continue };
        let overlap = decision.findings.iter().any(|finding| finding.code == FindingCode::TierOverlap);
        if (rows.is_empty() && tiers.otherwise.is_none()) || (rows.len() > 1 && !overlap) {
            return violated(NAME, format!("rows {rows:?} of clause {place} apply at {act}"));
        }
    }
    Ok(())
}

/// A later notice is never cheaper, as written, where the answer is of the same kind: from this step of the staircase to
/// the next.
pub(crate) fn monotone_tiers(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let notices = [Question::Cancellation, Question::Rescheduling, Question::Substitution, Question::BookingChange];
    if !notices.contains(&facts.question()) {
        return Ok(());
    }
    let Ok((now, Some(at))) = step(policy, law, facts, Detail::Full) else { return Ok(()) };
    let Some(then) = with_act(facts, at).and_then(|later| decided(policy, law, &later)) else { return Ok(()) };
    ensure(now.verdict != then.verdict || written(&now) <= written(&then), "monotone-tiers", || {
        format!("{} cents become {} at {at}", written(&now), written(&then))
    })
}

/// A deadline counted from an event never lies before it; rolling and office hours only move forward.
pub(crate) fn deadlines_forward(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "deadlines-forward";
    let Ok((decision, _)) = step(policy, law, facts, Detail::Full) else { return Ok(()) };
    if let (Some(act), Some(effective)) = (facts.event().act(), decision.effective_at) {
        ensure(act <= effective, NAME, || format!("an act at {act} counts as one at {effective}"))?;
    }
    for calculation in decision.explanation.iter().map(|step| &step.calculation) {
        let right = match calculation {
            Calculation::Counted { kind, from, last_day, .. } => !only_forward(policy, *kind) || last_day >= from,
            Calculation::WithdrawalDay { from, counted, last_day, .. } => from < counted && counted <= last_day,
            Calculation::Deemed { received, effective } => received < effective,
            _ => true,
        };
        ensure(right, NAME, || format!("{calculation:?}"))?;
    }
    for deadline in &decision.deadlines {
        let starts = policy.zone.start_of(deadline.last_day);
        let right = deadline.expires_at.is_none_or(|expires| starts.is_none_or(|starts| starts <= expires));
        let ahead = facts.event().act().filter(|_| deadline.moves_with_act && only_forward(policy, deadline.kind));
        let after = ahead.is_none_or(|act| deadline.expires_at.is_none_or(|expires| act < expires));
        ensure(right && after, NAME, || format!("{deadline:?}"))?;
    }
    Ok(())
}

/// Whether a policy counts deadlines of a kind forward only: never before an anchor, nor to the earlier of two.
fn only_forward(policy: &Policy, kind: DeadlineKind) -> bool {
    let other_way = |rules: &[DeadlineRule]| {
        rules.iter().any(|r| r.kind == kind && (r.backwards || r.or_earlier.is_some() || r.at.is_some()))
    };
    !policy.clauses.iter().any(|clause| match &clause.form {
        Form::Outcome(outcome) => other_way(&outcome.deadlines),
        Form::Tiers(tiers) => other_way(&tiers.deadlines),
        Form::SameAs(same) => other_way(&same.deadlines),
        Form::WithdrawalEffects(effects) => other_way(&effects.deadlines),
        _ => false,
    })
}

/// The step of the staircase is right: it ends after the act, and the answer is the same at its last instant.
pub(crate) fn step_holds(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "step-holds";
    let (Some(act), Ok((decision, until))) = (facts.event().act(), step(policy, law, facts, Detail::Full)) else {
        return Ok(());
    };
    let Some(until) = until else { return Ok(()) };
    if until <= act {
        return violated(NAME, format!("a step until {until} does not hold {act}"));
    }
    same_at(policy, law, facts, until.prev(), &decision, NAME)
}

/// The nearest boundary is right: the answer is the same up to it, another at it, and the same for ever without one.
pub fn nearest_boundary(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "nearest-boundary";
    let Ok(decision) = evaluate(policy, law, facts, Detail::Full) else { return Ok(()) };
    let Some(act) = facts.event().act() else {
        return ensure(decision.nearest_boundary.is_none(), NAME, || "there is no act to move".to_owned());
    };
    let Some(boundary) = decision.nearest_boundary else {
        // Nothing changes in ten years, unless by more steps of the same answer than are walked, or behind a step that is
        // not answered: a fact that it reads is missing, or its amount is too large. No boundary is sought behind that.
        for days in [1, 15, 30, 45, 365, 3_650].into_iter().filter(|_| facts.question() != Question::PaymentReview) {
            let Some(at) = act.plus_secs(days * 86_400) else { continue };
            let later = with_act(facts, at).and_then(|facts| decided(policy, law, &facts));
            let Some(got) = later else { continue };
            ensure(alike(&decision, &got) || unanswered(policy, law, facts, act, Some(at)), NAME, || {
                format!("{}, but {days} days later {}", brief(&decision), brief(&got))
            })?;
        }
        return Ok(());
    };
    let at = boundary.at;
    let Some(then) = with_act(facts, at).and_then(|facts| decided(policy, law, &facts)) else {
        return violated(NAME, format!("there is no answer at {at}"));
    };
    let refund = then.settlement.map(|settlement| settlement.refund);
    let stated = (boundary.charged, boundary.refund, boundary.verdict) == (then.charged(), refund, then.verdict);
    if at <= act || !stated || alike(&decision, &then) {
        return violated(NAME, format!("{boundary:?} for {} and then {}", brief(&decision), brief(&then)));
    }
    same_at(policy, law, facts, at.prev(), &decision, NAME)?;
    for eighth in 1..8 {
        let between = act.plus_secs((at.secs() - act.secs()) / 8 * eighth).filter(|between| *between < at);
        same_at(policy, law, facts, between.unwrap_or(act), &decision, NAME)?;
    }
    Ok(())
}

/// A quote covers all time from the conclusion on, once, and agrees with the evaluator at the first instant, the last and
/// one in the middle of each of its first windows, and at the instant that is asked about.
pub(crate) fn quote_agrees(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "quote-agrees";
    const MOST: usize = 40;
    if !matches!(facts.question(), Question::Cancellation | Question::Rescheduling) {
        return Ok(());
    }
    let quoted = quote(policy, law, facts.agreement(), facts.event(), facts.basis());
    let quote = match quoted {
        Ok(quote) => quote,
        Err(error) => {
            let from = facts.agreement().concluded_at;
            return ensure(unanswered(policy, law, facts, from, None), NAME, || format!("no quote: {error}"));
        }
    };
    covers_time_once(&quote.windows, facts)?;
    for window in quote.windows.iter().take(MOST) {
        let last = window.until.map(Instant::prev).unwrap_or(window.from);
        let middle = window.from.plus_secs((last.secs() - window.from.secs()) / 2);
        for at in [window.from, middle.unwrap_or(last), last] {
            same_at(policy, law, facts, at, &window.decision, NAME)?;
        }
    }
    let Some(act) = facts.event().act() else { return Ok(()) };
    match quote.window_at(act) {
        Some(window) => same_at(policy, law, facts, act, &window.decision, NAME),
        None => violated(NAME, format!("no window holds {act}")),
    }
}

/// Whether some act from one instant on, and before another, is not answered: an amount can be too large in one window
/// alone. Without an end, more windows than a quote may have count as unanswered.
fn unanswered(policy: &Policy, law: &Law, facts: &Facts, from: Instant, before: Option<Instant>) -> bool {
    const MOST: usize = 20_000;
    let mut at = from;
    for _ in 0..MOST {
        let Some(moved) = with_act(facts, at) else { return true };
        match step(policy, law, &moved, Detail::Amounts) {
            Err(_) => return true,
            Ok((_, Some(until))) if until > at && before.is_none_or(|before| until < before) => at = until,
            Ok(_) => return false,
        }
    }
    before.is_none()
}

fn covers_time_once(windows: &[QuoteWindow], facts: &Facts) -> Checked {
    const NAME: &str = "quote-agrees";
    let begins = windows.first().map(|window| window.from) == Some(facts.agreement().concluded_at);
    let ends = windows.last().is_some_and(|window| window.until.is_none());
    ensure(begins && ends, NAME, || format!("{} windows leave time uncovered", windows.len()))?;
    for (window, next) in windows.iter().zip(windows.iter().skip(1)) {
        let adjacent = window.until == Some(next.from) && window.from < next.from;
        ensure(adjacent && !alike(&window.decision, &next.decision), NAME, || {
            format!("{} before {} at {}", brief(&window.decision), brief(&next.decision), next.from)
        })?;
    }
    Ok(())
}

/// The answer at an instant is the one that is expected; an instant at which the question cannot be put does not count.
fn same_at(
    policy: &Policy,
    law: &Law,
    facts: &Facts,
    at: Instant,
    expected: &Decision,
    property: &'static str,
) -> Checked {
    let Some(moved) = with_act(facts, at) else { return Ok(()) };
    match evaluate(policy, law, &moved, Detail::Amounts) {
        Ok(got) => {
            ensure(alike(expected, &got), property, || format!("{}, but at {at} {}", brief(expected), brief(&got)))
        }
        Err(error) => violated(property, format!("{}, but at {at} {error}", brief(expected))),
    }
}

/// Whether two decisions answer alike. What is counted from the act itself moves with it, and interest grows with the days.
pub fn alike(a: &Decision, b: &Decision) -> bool {
    let deadlines = |d: &Decision| -> Vec<_> {
        let fixed = d.deadlines.iter().filter(|deadline| !deadline.moves_with_act);
        fixed.map(|deadline| (deadline.kind, deadline.last_day, deadline.expires_at)).collect()
    };
    let kinds = |d: &Decision| d.deadlines.iter().map(|deadline| deadline.kind).collect::<Vec<_>>();
    let invoice = |i: &InvoiceArrears| (i.due_on, i.default_from, i.days > 0, i.pay_by);
    let arrears = |d: &Decision| {
        let arrears = d.arrears.as_ref();
        arrears.map(|a| (a.principal, a.collection_costs, a.by_invoice.iter().map(invoice).collect::<Vec<_>>()))
    };
    let flags = |d: &Decision| {
        (d.customer_may_dissolve, d.customer_may_reject, d.access_may_be_suspended, d.provider_may_cancel)
    };
    let charges = |d: &Decision| {
        d.charges_both_ways().map(|c| (c.kind, c.amount, c.as_written, c.discretionary)).collect::<Vec<_>>()
    };
    let liability = |d: &Decision| d.liability.as_ref().map(|l| (l.excluded, l.unlimited, l.limit, l.recoverable));
    a.verdict == b.verdict
        && charges(a) == charges(b)
        && a.settlement == b.settlement
        && kinds(a) == kinds(b)
        && deadlines(a) == deadlines(b)
        && arrears(a) == arrears(b)
        && flags(a) == flags(b)
        && liability(a) == liability(b)
}
