//! A set of the facts of one question.

use super::{Fact, of_question};
use crate::vocabulary::Question;

/// Some of the facts of one question: one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactSet {
    agreement: u64,
    event: u64,
}

impl FactSet {
    /// Adds a fact.
    pub fn insert(&mut self, fact: Fact) {
        let bit = 1 << fact.place;
        match fact.question {
            None => self.agreement |= bit,
            Some(_) => self.event |= bit,
        }
    }

    /// Whether a fact is in it.
    pub fn contains(&self, fact: Fact) -> bool {
        let bits = if fact.question.is_none() { self.agreement } else { self.event };
        bits & (1 << fact.place) != 0
    }

    /// Adds those of another set.
    pub fn extend(&mut self, other: FactSet) {
        self.agreement |= other.agreement;
        self.event |= other.event;
    }

    /// Those that are about the agreement.
    #[must_use]
    pub fn of_agreement(self) -> FactSet {
        FactSet { event: 0, ..self }
    }

    /// Those that are not in another set.
    #[must_use]
    pub fn without(self, other: FactSet) -> FactSet {
        FactSet { agreement: self.agreement & !other.agreement, event: self.event & !other.event }
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.agreement == 0 && self.event == 0
    }

    /// The facts, as those of a question, in the order of the table.
    pub fn iter(self, question: Question) -> impl Iterator<Item = Fact> {
        of_question(question).filter(move |fact| self.contains(fact))
    }
}

impl FromIterator<Fact> for FactSet {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> FactSet {
        let mut set = FactSet::default();
        facts.into_iter().for_each(|fact| set.insert(fact));
        set
    }
}
