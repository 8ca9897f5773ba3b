//! Articles that the policy leaves out: every decision on their questions says so, whatever it decides.

use super::context::Context;
use crate::decision::{Finding, FindingCode, Sources};

impl Context<'_> {
    /// Adds a finding for each article on the question that the policy leaves out. Neither the customer nor the product nor
    /// the basis narrows them: whether the article bears on this case, nothing in the policy tells.
    pub(super) fn note_left_out(&mut self) {
        let left_out = self.policy.unencoded_on(self.facts.question()).map(|(place, _)| Finding {
            code: FindingCode::NotEncoded,
            sources: Sources::new(),
            annulment: None,
            left_out: Some(place),
        });
        self.findings.extend(left_out);
    }
}
