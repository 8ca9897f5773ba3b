//! What must hold of the evaluator whatever the policy says.

use super::{Checked, ensure, violated};
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::Policy;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Evaluating never panics.
pub fn never_panics(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    for detail in [Detail::Full, Detail::Amounts] {
        // Nothing outlives the call that a panic could leave half done.
        if catch_unwind(AssertUnwindSafe(|| evaluate(policy, law, facts, detail))).is_err() {
            return violated("never-panics", format!("{detail:?} panics"));
        }
    }
    Ok(())
}

/// Asking for amounts only gives the same decision, less its explanation and the nearest boundary.
pub fn amounts_agree(policy: &Policy, law: &Law, facts: &Facts) -> Checked {
    let full = evaluate(policy, law, facts, Detail::Full);
    let amounts = evaluate(policy, law, facts, Detail::Amounts);
    let bare = full.map(|decision| Decision { explanation: Vec::new(), nearest_boundary: None, ..decision });
    ensure(bare == amounts, "amounts-agree", || format!("{bare:?} and {amounts:?}"))
}
