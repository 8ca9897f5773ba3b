//! Reads the fields of a message one by one and notes everything that is wrong with them.

use std::fmt;

use super::super::error::FieldProblem;
use super::super::wire;
use super::super::wording::Problem;
use super::super::words::{FromWire, Word};
use crate::calendar::{Date, Instant};
use crate::contract::Timestamp;
use crate::facts::{self, FactsError, LIMITS};
use crate::money::{Cents, Currency, Locale};

/// Where a field stands: directly in the request, in a message, or in an element of a list.
#[derive(Clone, Copy, Debug)]
pub(in crate::contract) struct FieldPlace {
    parent: &'static str,
    index: Option<usize>,
}

impl FieldPlace {
    /// The request itself.
    pub(in crate::contract) const ROOT: FieldPlace = FieldPlace { parent: "", index: None };

    /// A message, by its path.
    pub(in crate::contract) const fn of(parent: &'static str) -> FieldPlace {
        FieldPlace { parent, index: None }
    }

    /// An element of a list, by the path of the list.
    pub(in crate::contract) const fn item(parent: &'static str, index: usize) -> FieldPlace {
        FieldPlace { parent, index: Some(index) }
    }
}

/// The dotted path of a field.
struct Path(FieldPlace, &'static str);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Path(FieldPlace { parent, index }, field) = *self;
        match index {
            Some(index) => write!(f, "{parent}[{index}].{field}"),
            None if parent.is_empty() => f.write_str(field),
            None => write!(f, "{parent}.{field}"),
        }
    }
}

/// On which side of another instant a required one must lie. What stands in for it lies as far on that side as it can,
/// so that it contradicts nothing.
#[derive(Clone, Copy, Debug)]
pub(in crate::contract) enum Side {
    Earlier,
    Later,
}

impl Side {
    pub(in crate::contract) fn stand_in(self) -> Instant {
        match self {
            Side::Earlier => Instant::new(FIRST_SECOND, 0).unwrap_or(Instant::MIN),
            Side::Later => Instant::new(LAST_SECOND, 0).unwrap_or(Instant::MAX),
        }
    }
}

/// Whether a path is another one, or that of what holds it.
fn leads(path: &str, other: &str) -> bool {
    other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// 1990-01-01T00:00:00Z and 2199-12-31T23:59:59Z, the bounds of [`LIMITS`] in seconds since 1970.
const FIRST_SECOND: i64 = 631_152_000;
const LAST_SECOND: i64 = 7_258_118_399;

/// A date in range: no date contradicts another one.
fn date_stand_in() -> Date {
    Date::new(LIMITS.first_year, 1, 1).unwrap_or(Date::MIN)
}

/// The fields read so far, and what was wrong with them.
#[derive(Debug)]
pub(in crate::contract) struct Reader {
    locale: Locale,
    /// The currency of every amount; `None` where the policy is not known, which takes any.
    currency: Option<Currency>,
    problems: Vec<FieldProblem>,
}

impl Reader {
    /// A reader that reports in the language of the request; a language that it does not know is its first violation.
    pub(in crate::contract) fn new(locale: &str, currency: Option<Currency>) -> Reader {
        match Locale::parse(locale) {
            Some(locale) => Reader { locale, currency, problems: Vec::new() },
            None => {
                let mut reader = Reader { locale: Locale::default(), currency, problems: Vec::new() };
                reader.report(FieldPlace::ROOT, "locale", Problem::Locale { tag: locale.into() });
                reader
            }
        }
    }

    /// The language of the request.
    pub(in crate::contract) fn locale(&self) -> Locale {
        self.locale
    }

    /// Notes that something is wrong with a field.
    pub(in crate::contract) fn report(&mut self, place: FieldPlace, field: &'static str, problem: impl Into<Problem>) {
        self.problems.push(FieldProblem::new(Path(place, field).to_string(), problem));
    }

    /// Notes that something is wrong with a field that has a path of its own.
    pub(in crate::contract) fn note(&mut self, problem: FieldProblem) {
        self.problems.push(problem);
    }

    /// Notes what checked facts would contradict, where both sides could be read.
    pub(in crate::contract) fn report_facts(&mut self, error: FactsError) {
        let read = self.problems.len();
        for violation in error.0 {
            let sides = [Some(violation.field.as_str()), violation.problem.other()];
            let unread = |path: &str| self.problems.iter().take(read).any(|known| leads(known.path(), path));
            if !sides.into_iter().flatten().any(unread) {
                self.problems.push(violation.into());
            }
        }
    }

    /// Whether all fields were fine.
    pub(in crate::contract) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Everything that was wrong.
    pub(in crate::contract) fn into_problems(self) -> Vec<FieldProblem> {
        self.problems
    }

    /// A text that must be there.
    pub(in crate::contract) fn text<'a>(&mut self, place: FieldPlace, field: &'static str, text: &'a str) -> &'a str {
        if text.is_empty() {
            self.report(place, field, facts::Problem::Missing);
        }
        text
    }

    /// An instant, if it is there and sound.
    pub(in crate::contract) fn instant(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        given: Option<Timestamp>,
    ) -> Option<Instant> {
        let sound = self.sound_instant(given?);
        self.given(place, field, sound)
    }

    /// What was given, if it is sound; what is wrong with it is reported.
    fn given<T>(&mut self, place: FieldPlace, field: &'static str, sound: Result<T, Problem>) -> Option<T> {
        match sound {
            Ok(given) => Some(given),
            Err(problem) => {
                self.report(place, field, problem);
                None
            }
        }
    }

    /// An instant within the years of facts.
    pub(in crate::contract) fn sound_instant(&self, given: Timestamp) -> Result<Instant, Problem> {
        let instant = given.to_instant().ok_or(match given.nanos {
            0..=999_999_999 => facts::Problem::OutsideYears.into(),
            _ => Problem::NotAnInstant,
        })?;
        let within = (FIRST_SECOND..=LAST_SECOND).contains(&instant.secs());
        within.then_some(instant).ok_or(facts::Problem::OutsideYears.into())
    }

    /// An amount in the currency, within bounds.
    pub(in crate::contract) fn sound_amount(&self, given: &wire::Money) -> Result<Cents, Problem> {
        let wire::Money { currency_code, minor_units } = given;
        let cents = Cents::new(*minor_units);
        if self.currency.is_some_and(|currency| currency_code != currency.code()) {
            Err(Problem::Currency { code: currency_code.as_str().into(), expected: self.currency })
        } else if self.currency.is_none() && Currency::of(currency_code).is_none() {
            Err(Problem::Currency { code: currency_code.as_str().into(), expected: None })
        } else if cents < Cents::ZERO {
            Err(facts::Problem::NegativeAmount.into())
        } else if cents > Cents::MAX {
            Err(facts::Problem::LargeAmount.into())
        } else {
            Ok(cents)
        }
    }

    /// A date within the years of facts.
    pub(in crate::contract) fn sound_date(&self, text: &str) -> Result<Date, Problem> {
        let date = Date::parse(text).ok_or_else(|| Problem::NotADate { text: text.into() })?;
        let within = (LIMITS.first_year..=LIMITS.last_year).contains(&date.year());
        within.then_some(date).ok_or(facts::Problem::OutsideYears.into())
    }

    /// An instant that must be there.
    pub(in crate::contract) fn required_instant(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        given: Option<Timestamp>,
        side: Side,
    ) -> Instant {
        if given.is_none() {
            self.report(place, field, facts::Problem::Missing);
        }
        self.instant(place, field, given).unwrap_or_else(|| side.stand_in())
    }

    /// An amount, if it is there and sound.
    pub(in crate::contract) fn amount(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        given: Option<&wire::Money>,
    ) -> Option<Cents> {
        let sound = self.sound_amount(given?);
        self.given(place, field, sound)
    }

    /// An amount that must be there.
    pub(in crate::contract) fn required_amount(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        given: Option<&wire::Money>,
        stand_in: Cents,
    ) -> Cents {
        if given.is_none() {
            self.report(place, field, facts::Problem::Missing);
        }
        self.amount(place, field, given).unwrap_or(stand_in)
    }

    /// A date, if there is one and it is sound.
    pub(in crate::contract) fn date(&mut self, place: FieldPlace, field: &'static str, text: &str) -> Option<Date> {
        if text.is_empty() {
            return None;
        }
        let sound = self.sound_date(text);
        self.given(place, field, sound)
    }

    /// A date that must be there.
    pub(in crate::contract) fn required_date(&mut self, place: FieldPlace, field: &'static str, text: &str) -> Date {
        if text.is_empty() {
            self.report(place, field, facts::Problem::Missing);
        }
        self.date(place, field, text).unwrap_or_else(date_stand_in)
    }

    /// A number of things; zero when it is negative.
    pub(in crate::contract) fn count(&mut self, place: FieldPlace, field: &'static str, count: i32) -> u32 {
        u32::try_from(count).unwrap_or_else(|_| {
            self.report(place, field, Problem::NegativeCount);
            0
        })
    }

    /// A number of things that is not stated when it is zero.
    pub(in crate::contract) fn count_or_none(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        count: i32,
    ) -> Option<u32> {
        Some(self.count(place, field, count)).filter(|count| *count > 0)
    }

    /// A word that must be there.
    pub(in crate::contract) fn required_word<W: Word>(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        number: i32,
        stand_in: W,
    ) -> W {
        match W::from_wire(number) {
            FromWire::Known(word) => return word,
            FromWire::Unspecified => self.report(place, field, Problem::MissingWord { names: W::NAMES }),
            FromWire::Unknown => self.report(place, field, Problem::UnknownWord { number, names: W::NAMES }),
        }
        stand_in
    }

    /// A word that need not be there.
    pub(in crate::contract) fn optional_word<W: Word>(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        number: i32,
    ) -> Option<W> {
        match W::from_wire(number) {
            FromWire::Known(word) => return Some(word),
            FromWire::Unspecified => {}
            FromWire::Unknown => self.report(place, field, Problem::UnknownWord { number, names: W::NAMES }),
        }
        None
    }

    /// A word that has a default.
    pub(in crate::contract) fn word<W: Word>(
        &mut self,
        place: FieldPlace,
        field: &'static str,
        number: i32,
        default: W,
    ) -> W {
        match W::from_wire(number) {
            FromWire::Known(word) => return word,
            FromWire::Unspecified => {}
            FromWire::Unknown => self.report(place, field, Problem::UnknownWord { number, names: W::NAMES }),
        }
        default
    }

    /// Which notice to quote.
    pub(in crate::contract) fn quote_question(&mut self, number: i32) -> wire::QuoteQuestion {
        wire::QuoteQuestion::try_from(number).unwrap_or_else(|_| {
            let names = &["QUOTE_QUESTION_CANCELLATION", "QUOTE_QUESTION_RESCHEDULING"];
            self.report(FieldPlace::ROOT, "question", Problem::UnknownWord { number, names });
            wire::QuoteQuestion::Unspecified
        })
    }
}
