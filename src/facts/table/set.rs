//! A set of the facts of one question.

use super::{Fact, agreement, of_event};
use crate::facts::DeclaredFacts;
use crate::vocabulary::Question;

/// Some of the facts of one question: one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactSet {
    agreement: u64,
    event: u64,
    /// Those that a policy declares, by their places in it.
    declared: u64,
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

    /// Adds the fact that a policy declares at a place, of which there are 64 at most.
    pub fn insert_declared(&mut self, place: usize) {
        self.declared |= bit_of(place);
    }

    /// Whether the fact that a policy declares at a place is in it.
    pub fn contains_declared(&self, place: usize) -> bool {
        self.declared & bit_of(place) != 0
    }

    /// The places of those that a policy declares.
    pub fn declared(self) -> impl Iterator<Item = usize> {
        (0..DeclaredFacts::MOST).filter(move |place| self.contains_declared(*place))
    }

    /// Adds those of another set.
    pub fn extend(&mut self, other: FactSet) {
        self.agreement |= other.agreement;
        self.event |= other.event;
        self.declared |= other.declared;
    }

    /// Those that are about the agreement, declared ones included.
    #[must_use]
    pub fn of_agreement(self) -> FactSet {
        FactSet { event: 0, ..self }
    }

    /// Those that are not in another set.
    #[must_use]
    pub fn without(self, other: FactSet) -> FactSet {
        FactSet {
            agreement: self.agreement & !other.agreement,
            event: self.event & !other.event,
            declared: self.declared & !other.declared,
        }
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.agreement == 0 && self.event == 0 && self.declared == 0
    }

    /// The facts that are built in, as those of a question, in the order of the table.
    pub fn iter(self, question: Question) -> impl Iterator<Item = Fact> {
        let of = |rows: &'static [Fact], bits: u64| places(bits).filter_map(|place| rows.get(place)).copied();
        of(agreement::ROWS, self.agreement).chain(of(of_event(question), self.event))
    }
}

/// The places of the bits that are set, in order.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = usize::try_from(bits.trailing_zeros()).ok().filter(|_| bits != 0)?;
        bits &= bits - 1;
        Some(place)
    })
}

/// The bit of the declared fact at a place; none beyond the last.
fn bit_of(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
}

impl FromIterator<Fact> for FactSet {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> FactSet {
        let mut set = FactSet::default();
        facts.into_iter().for_each(|fact| set.insert(fact));
        set
    }
}
