//! Articles of the text that a policy file leaves out, and why.

use super::{Policy, Summary};
use crate::policy::building_blocks::Span;
use crate::vocabulary::Question;

/// An article, or several for one reason, that no clause restates, or not in full. It changes no answer: decisions on its
/// questions say that it was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unencoded {
    /// The articles, as in `5.3`; at least one.
    pub articles: Vec<String>,
    /// The questions that the articles bear on; empty: nothing that can be asked.
    pub questions: Vec<Question>,
    /// Why they are left out, in our own words.
    pub why: Summary,
    /// Where it stands in the file.
    pub span: Span,
}

impl Policy {
    /// What the file leaves out of the articles on a question, in the order of the file, each with its place.
    pub fn unencoded_on(&self, question: Question) -> impl Iterator<Item = (u16, &Unencoded)> {
        (0..=u16::MAX).zip(&self.unencoded).filter(move |(_, left_out)| left_out.questions.contains(&question))
    }

    /// Whether the file leaves out articles on a question, so that the terms may say more than its clauses do.
    pub fn leaves_out(&self, question: Question) -> bool {
        self.unencoded_on(question).next().is_some()
    }
}
