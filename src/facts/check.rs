//! What facts may say: their ranges and contradictions, as the [table](super::table) states them. Everything is reported at
//! once.

use super::table::{Fact, FactDef, FactKind, FactValue, Rule, each, each_of, list_of, of_question};
use super::{Agreement, Event, Problem};
use crate::calendar::{Date, Instant};
use crate::money::Cents;
use crate::vocabulary::Question;
use std::collections::HashMap;
use std::fmt;

/// The bounds of what a request may state.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The first year of an instant or a date.
    pub first_year: i32,
    /// The last year of an instant or a date.
    pub last_year: i32,
    /// Payments of one agreement, and invoices of one event.
    pub entries: usize,
    /// The length of a contract period, in months.
    pub term_months: u32,
    /// Services, sessions, breaches and units.
    pub count: u32,
    /// A rate of value added tax, in percent.
    pub percent: u32,
    /// The length of an invoice id, in bytes.
    pub id_bytes: usize,
}

/// The limits that [`Facts::new`](super::Facts::new) holds requests to.
pub const LIMITS: Limits = Limits {
    first_year: 1990,
    last_year: 2199,
    entries: 1_000,
    term_months: 1_200,
    count: 1_000_000_000,
    percent: 100,
    id_bytes: 256,
};

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The dotted path of the field, as in `agreement.starts_at`.
    pub field: String,
    /// What is wrong and what to do.
    pub problem: Problem,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.problem)
    }
}

/// Everything that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsError(pub Vec<Violation>);

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if i == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for FactsError {}

impl FactsError {
    /// All that is wrong, in both languages.
    #[cfg(feature = "service")]
    pub(crate) fn text(&self) -> crate::policy::Summary {
        use crate::money::Locale;
        let all = |locale| {
            let told =
                self.0.iter().map(|v| format!("`{}`: {}", v.field, v.problem.text(locale, super::FieldNames::Proto)));
            told.collect::<Vec<_>>().join("; ")
        };
        crate::policy::Summary { nl: all(Locale::Nl), en: all(Locale::En) }
    }
}

pub(super) fn check(agreement: &Agreement, event: &Event) -> Result<(), FactsError> {
    let mut checker = Checker::of(agreement, event);
    each(agreement, event, |fact, entry| checker.fact(fact, entry));
    checker.end()
}

/// What has to be looked at where nothing but some facts can be stated.
#[derive(Clone, Debug)]
pub struct Checks {
    question: Question,
    rows: Vec<Fact>,
}

impl Checks {
    /// Of a question of which no fact is stated but those for which `may` says so.
    pub fn of(question: Question, may: impl Fn(Fact) -> bool) -> Checks {
        // What is so unless stated is in range, but may contradict what is stated.
        let matters = |fact: &Fact| {
            let there = list_of(fact).is_none_or(&may);
            there && (may(fact) || (!fact.rules.is_empty() && fact.plain().is_some()))
        };
        Checks { question, rows: of_question(question).filter(matters).collect() }
    }

    pub(super) fn check(&self, agreement: &Agreement, event: &Event) -> Result<(), FactsError> {
        if event.question() != self.question {
            return check(agreement, event);
        }
        let mut checker = Checker::of(agreement, event);
        each_of(&self.rows, agreement, event, &mut |fact, entry| checker.fact(fact, entry));
        checker.end()
    }
}

/// Checks some facts of an agreement and an event of which all others are sound.
pub(super) fn check_some(agreement: &Agreement, event: &Event, facts: &[Fact]) -> Result<(), FactsError> {
    let mut checker = Checker::of(agreement, event);
    for fact in facts {
        let entries = match list_of(fact).and_then(|list| list.get(agreement, event, 0)) {
            Some(FactValue::Count(length)) => length as usize,
            _ => 1,
        };
        (0..entries).for_each(|entry| checker.fact(fact, entry));
    }
    checker.end()
}

/// Whether an instant lies within the years of facts, in UTC.
pub fn is_in_range(at: Instant) -> bool {
    // The bounds in seconds since 1970, computed once by hand: they are part of the contract.
    const FIRST: i64 = 631_152_000;
    const AFTER: i64 = 7_258_118_400;
    (FIRST..AFTER).contains(&at.secs())
}

struct Checker<'a> {
    agreement: &'a Agreement,
    event: &'a Event,
    /// The ids of the entries of a list so far: an event has one list at most.
    ids: HashMap<&'a str, usize>,
    found: Vec<Violation>,
}

impl<'a> Checker<'a> {
    fn of(agreement: &'a Agreement, event: &'a Event) -> Checker<'a> {
        Checker { agreement, event, ids: HashMap::new(), found: Vec::new() }
    }

    fn end(self) -> Result<(), FactsError> {
        if self.found.is_empty() { Ok(()) } else { Err(FactsError(self.found)) }
    }

    fn value(&self, fact: &FactDef, entry: usize) -> Option<FactValue<'a>> {
        fact.said(self.agreement, self.event, entry)
    }

    fn fact(&mut self, fact: Fact, entry: usize) {
        let stated = fact.get(self.agreement, self.event, entry);
        // Most facts are not stated, and what is so then is in range.
        if stated.is_none() && fact.rules.is_empty() {
            return;
        }
        let Some(value) = stated.or_else(|| fact.plain()) else { return };
        let wrong = out_of_range(fact.kind, value);
        self.found.extend(wrong.map(|problem| Violation { field: fact.path_at(entry), problem }));
        for rule in fact.rules {
            if let Some(problem) = self.contradicts(fact, rule, value, entry) {
                self.found.push(Violation { field: fact.path_at(entry), problem });
            }
        }
    }

    /// What a rule has against a value.
    fn contradicts(&mut self, fact: Fact, rule: &Rule, value: FactValue<'a>, entry: usize) -> Option<Problem> {
        match *rule {
            Rule::NotBefore(other) => self.before(value, other, entry),
            Rule::NotBeforeWhere(other, which, word) => {
                let applies = self.value(which, entry) == Some(FactValue::Word(word));
                if applies { self.before(value, other, entry) } else { None }
            }
            Rule::NotAfter(other) => match (value, self.value(other, entry)) {
                (FactValue::Instant(earlier), Some(FactValue::Instant(later))) if earlier > later => {
                    Some(Problem::After { other: other.path })
                }
                _ => None,
            },
            Rule::OnlyWhereAll(part, whole) => match (value, self.value(part, entry), self.value(whole, entry)) {
                (FactValue::YesNo(true), Some(FactValue::Count(part)), Some(FactValue::Count(whole)))
                    if part < whole =>
                {
                    Some(Problem::NotAllDelivered)
                }
                _ => None,
            },
            Rule::Unique => match value {
                FactValue::Text(id) if !id.is_empty() => {
                    let place = *self.ids.entry(id).or_insert(entry);
                    let list = fact.path.split("[]").next().unwrap_or(fact.path);
                    (place != entry).then_some(Problem::SameId { list, place })
                }
                _ => None,
            },
            Rule::OnlyWith(other) => {
                let stated = |value| !matches!(value, None | Some(FactValue::YesNo(false)));
                let without = stated(Some(value)) && !stated(self.value(other, entry));
                without.then_some(Problem::Without { other: other.path })
            }
            Rule::AtMost(other) => match (value, self.value(other, entry)) {
                (FactValue::Count(count), Some(FactValue::Count(most))) if most > 0 && count > most => {
                    Some(Problem::Above { other: other.path })
                }
                (FactValue::Amount(amount), Some(FactValue::Amount(most))) if amount > most => {
                    Some(Problem::Above { other: other.path })
                }
                _ => None,
            },
            Rule::Above(others) => match (value, others.iter().find_map(|other| self.value(other, entry))) {
                (FactValue::Amount(amount), Some(FactValue::Amount(floor))) if amount <= floor => {
                    Some(Problem::NotAboveCurrentPrice)
                }
                _ => None,
            },
        }
    }

    fn before(&self, value: FactValue<'a>, other: Fact, entry: usize) -> Option<Problem> {
        match (value, self.value(other, entry)) {
            (FactValue::Instant(later), Some(FactValue::Instant(earlier))) if later < earlier => {
                Some(Problem::Before { other: other.path })
            }
            _ => None,
        }
    }
}

fn is_of_range(date: Date) -> bool {
    (LIMITS.first_year..=LIMITS.last_year).contains(&date.ymd().0)
}

/// Why a value is not one that a fact can have.
fn out_of_range(kind: FactKind, value: FactValue<'_>) -> Option<Problem> {
    match (kind, value) {
        (_, FactValue::Instant(at)) if !is_in_range(at) => Some(Problem::OutsideYears),
        (_, FactValue::Date(date)) if !is_of_range(date) => Some(Problem::OutsideYears),
        (FactKind::Dates { most }, FactValue::Dates(dates)) if dates.len() > most => {
            Some(Problem::TooManyEntries { count: dates.len(), most })
        }
        (_, FactValue::Dates(dates)) if dates.iter().any(|date| !is_of_range(*date)) => Some(Problem::OutsideYears),
        (_, FactValue::Amount(amount)) if amount < Cents::ZERO => Some(Problem::NegativeAmount),
        (_, FactValue::Amount(amount)) if amount > Cents::MAX => Some(Problem::LargeAmount),
        (FactKind::Count { most, .. }, FactValue::Count(count)) if count > most => Some(Problem::LargeCount { most }),
        (FactKind::List { most, .. }, FactValue::Count(count)) if count as usize > most => {
            Some(Problem::TooManyEntries { count: count as usize, most })
        }
        (FactKind::Text { .. }, FactValue::Text("")) => Some(Problem::Missing),
        (FactKind::Text { most }, FactValue::Text(text)) if text.len() > most => {
            Some(Problem::TooManyBytes { count: text.len(), most })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::table::all;

    #[test]
    fn what_is_so_unless_stated_is_in_range() {
        let plain = all().filter_map(|fact| Some((fact, fact.plain()?)));
        let found: Vec<_> = plain.map(|(fact, value)| (fact.path, out_of_range(fact.kind, value))).collect();
        assert!(found.len() > 10 && found.iter().all(|(_, problem)| problem.is_none()), "{found:?}");
    }
}
