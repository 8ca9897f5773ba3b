//! What must hold of the evaluator whatever the policy says.

use super::{Checked, ensure, violated};
use crate::decision::{Decision, FindingCode};
use crate::evaluate::{Detail, evaluate, figures_into};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use crate::vocabulary::Verdict;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Evaluating never panics.
pub(crate) fn never_panics(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    for detail in [Detail::Full, Detail::Amounts] {
        // Nothing outlives the call that a panic could leave half done.
        if catch_unwind(AssertUnwindSafe(|| evaluate(policy, law, facts, detail))).is_err() {
            return violated("never-panics", format!("{detail:?} panics"));
        }
    }
    Ok(())
}

/// Asking for amounts only gives the same decision, less its explanation and the nearest boundary.
pub(crate) fn amounts_agree(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let full = evaluate(policy, law, facts, Detail::Full);
    let amounts = evaluate(policy, law, facts, Detail::Amounts);
    let bare = full.map(|decision| Decision { explanation: Vec::new(), nearest_boundary: None, ..decision });
    ensure(bare == amounts, "amounts-agree", || format!("{bare:?} and {amounts:?}"))?;
    // In the place of a decision that says everything.
    let mut figures = bare.clone().unwrap_or_else(|_| Decision::of(Verdict::Refused));
    let figures = figures_into(policy, law, facts, &mut figures).map(|()| figures);
    let beside =
        |decision| Decision { findings: Vec::new(), assumptions: Vec::new(), alternatives: Vec::new(), ..decision };
    let amounts = amounts.map(beside);
    ensure(figures == amounts, "amounts-agree", || format!("{figures:?} and {amounts:?}"))
}

/// Articles that the policy leaves out are told on each of their questions, on no other, and change nothing else.
pub(crate) fn left_out_is_said(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    const NAME: &str = "left-out-is-said";
    if policy.unencoded.is_empty() {
        return Ok(());
    }
    let mut silent = policy.clone();
    silent.unencoded.clear();
    let (said, unsaid) = (evaluate(policy, law, facts, Detail::Full), evaluate(&silent, law, facts, Detail::Full));
    let told: Vec<u16> = said.iter().flat_map(|d| &d.findings).filter_map(|finding| finding.left_out).collect();
    let expected: Vec<u16> = policy.unencoded_on(facts.question()).map(|(place, _)| place).collect();
    ensure(said.is_err() || told == expected, NAME, || format!("{told:?} of {expected:?}"))?;
    let said = said.map(|mut decision| {
        decision.findings.retain(|finding| finding.code != FindingCode::NotEncoded);
        decision
    });
    ensure(said == unsaid, NAME, || format!("{said:?} and {unsaid:?}"))
}
