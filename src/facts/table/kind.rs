//! What a fact can be, whether it must be stated, and what it must not contradict.

use super::Fact;
use crate::facts::LIMITS;
use crate::vocabulary::Bilingual;

/// What a fact can be.
#[derive(Clone, Copy, Debug)]
pub enum FactKind {
    /// So, or not so.
    YesNo,
    /// An amount of money, from 0 to [`Cents::MAX`](crate::money::Cents::MAX).
    Amount,
    /// How many, from `least` to `most`.
    Count {
        /// The least; what lies below it is read as the least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A civil date within the years of [`LIMITS`].
    Date,
    /// Some civil dates within the years of [`LIMITS`], in any order.
    Dates {
        /// The most of them.
        most: usize,
    },
    /// An instant within the years of [`LIMITS`].
    Instant,
    /// One of some words.
    Choice(&'static Choice),
    /// A text of the caller's own; not empty.
    Text {
        /// The most bytes.
        most: usize,
    },
    /// A message within another: whether it is there. Its facts follow it.
    Group,
    /// A list. The facts of its entries follow it.
    List {
        /// The fewest entries.
        least: u32,
        /// The most entries.
        most: usize,
    },
}

pub(super) const AMOUNT: FactKind = FactKind::Amount;
pub(super) const DATE: FactKind = FactKind::Date;
pub(super) const DATES: FactKind = FactKind::Dates { most: LIMITS.entries };
pub(super) const INSTANT: FactKind = FactKind::Instant;
pub(super) const COUNT: FactKind = FactKind::Count { least: 0, most: LIMITS.count };
pub(super) const ONE_OR_MORE: FactKind = FactKind::Count { least: 1, most: LIMITS.count };
pub(super) const PERCENT: FactKind = FactKind::Count { least: 0, most: LIMITS.percent };
pub(super) const MONTHS: FactKind = FactKind::Count { least: 0, most: LIMITS.term_months };
pub(super) const ID: FactKind = FactKind::Text { most: LIMITS.id_bytes };

/// A list of at least so many entries.
pub(super) const fn list_of(least: u32) -> FactKind {
    FactKind::List { least, most: LIMITS.entries }
}

/// The words of a choice.
#[derive(Debug)]
pub struct Choice {
    /// What stands before each word, in capitals, in the contract: `CAUSE` for `CAUSE_PROVIDER`.
    pub prefix: &'static str,
    /// The words, each with what it means to a person.
    pub words: &'static [(&'static str, Bilingual)],
}

impl Choice {
    /// The name of a word in the contract, as in `CAUSE_PROVIDER`.
    pub fn contract_name(&self, word: &str) -> String {
        format!("{}_{}", self.prefix, word.to_ascii_uppercase())
    }
}

/// Whether a fact must be stated.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// Always.
    Required,
    /// Where a clause reads it.
    WhereRead,
    /// Never: what its absence means.
    Optional(Bilingual),
    /// Never: what is so unless stated.
    Default(Plain),
}

/// What is so unless stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Not so; not there.
    No,
    /// Nothing.
    Zero,
    /// So many.
    Count(u32),
    /// A list without entries.
    Empty,
}

/// What a fact must not contradict.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// It does not lie before another.
    NotBefore(Fact),
    /// It does not lie before another, where a third says this word.
    NotBeforeWhere(Fact, Fact, &'static str),
    /// It does not lie after another.
    NotAfter(Fact),
    /// It is so only where the first is not below the second.
    OnlyWhereAll(Fact, Fact),
    /// No two entries of the list have the same.
    Unique,
    /// It is so, or given, only where another is.
    OnlyWith(Fact),
    /// It is not above another, where that is given, and as a count not zero.
    AtMost(Fact),
    /// It is above the first of these that is given.
    Above(&'static [Fact]),
}
