//! What can be wrong with a field, in English and Dutch: lowercase, without a final period, with what to do.

use std::borrow::Cow;

use crate::facts::LIMITS;
use crate::money::{Cents, Locale};

/// How many characters of a refused text are repeated to the caller.
const MAX_ECHO: usize = 40;
/// How many characters of what a parser says are passed on: it repeats what it read.
const MAX_REASON: usize = 200;

/// What is wrong with one field of a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Problem<'a> {
    Missing,
    MissingWord { names: &'a [&'a str] },
    UnknownWord { number: i32, names: &'a [&'a str] },
    UnknownName { name: &'a str, suggestion: Option<&'a str>, names: &'a [String] },
    UnknownField { suggestion: Option<&'a str> },
    WrongValue { reason: &'a str },
    Currency { code: &'a str, expected: &'a str },
    NegativeAmount,
    LargeAmount,
    NegativeCount,
    NotAnInstant,
    OutsideYears,
    NotADate { text: &'a str },
    Locale { tag: &'a str },
    NoEvent,
    NoEntries,
    TooManyItems { count: usize, most: usize },
    TooManyBytes { count: usize, most: usize },
    NotAfterConclusion,
}

impl Problem<'_> {
    /// The problem in words.
    pub(super) fn text(self, locale: Locale) -> String {
        let (first, last) = (LIMITS.first_year, LIMITS.last_year);
        match locale {
            Locale::En => match self {
                Problem::Missing => "is missing".to_owned(),
                Problem::MissingWord { names } => format!("is missing; give one of {}", list(names)),
                Problem::UnknownWord { number, names } => {
                    format!("`{number}` is not a known value; give one of {}", list(names))
                }
                Problem::UnknownName { name, suggestion: Some(known), .. } => {
                    format!("`{}` is not a known value; did you mean `{known}`?", echo(name))
                }
                Problem::UnknownName { name, suggestion: None, names } => {
                    format!("`{}` is not a known value; give one of {}", echo(name), list(names))
                }
                Problem::UnknownField { suggestion: Some(known) } => format!("is not a field; did you mean `{known}`?"),
                Problem::UnknownField { suggestion: None } => "is not a field of this message".to_owned(),
                Problem::WrongValue { reason } => format!("cannot be read: {}", cut(reason, MAX_REASON)),
                Problem::Currency { code: "", expected } => format!("has no currency code; give `{expected}`"),
                Problem::Currency { code, expected } => {
                    format!("is in `{}`, the policy is in `{expected}`", echo(code))
                }
                Problem::NegativeAmount => "is negative; give an amount of 0 or more".to_owned(),
                Problem::LargeAmount => format!("is above {}, the largest amount", Cents::MAX),
                Problem::NegativeCount => "is negative; give 0 or more".to_owned(),
                Problem::NotAnInstant => "is not a timestamp that exists; nanos run from 0 to 999999999".to_owned(),
                Problem::OutsideYears => format!("lies outside {first}–{last}"),
                Problem::NotADate { text } => {
                    format!("`{}` is not a date that exists; write YYYY-MM-DD", echo(text))
                }
                Problem::Locale { tag } => format!("`{}` is not a known language; give `en` or `nl`", echo(tag)),
                Problem::NoEvent => "is missing; give exactly one event, such as `cancellation`".to_owned(),
                Problem::NoEntries => "is empty; give at least one".to_owned(),
                Problem::TooManyItems { count, most } => format!("has {count} entries; at most {most} are allowed"),
                Problem::TooManyBytes { count, most } => format!("has {count} bytes; at most {most} are allowed"),
                Problem::NotAfterConclusion => "does not lie after `agreement.concluded_at`".to_owned(),
            },
            Locale::Nl => match self {
                Problem::Missing => "ontbreekt".to_owned(),
                Problem::MissingWord { names } => format!("ontbreekt; geef een van {}", list(names)),
                Problem::UnknownWord { number, names } => {
                    format!("`{number}` is geen bekende waarde; geef een van {}", list(names))
                }
                Problem::UnknownName { name, suggestion: Some(known), .. } => {
                    format!("`{}` is geen bekende waarde; bedoelt u `{known}`?", echo(name))
                }
                Problem::UnknownName { name, suggestion: None, names } => {
                    format!("`{}` is geen bekende waarde; geef een van {}", echo(name), list(names))
                }
                Problem::UnknownField { suggestion: Some(known) } => format!("is geen veld; bedoelt u `{known}`?"),
                Problem::UnknownField { suggestion: None } => "is geen veld van dit bericht".to_owned(),
                Problem::WrongValue { reason } => format!("kan niet worden gelezen: {}", cut(reason, MAX_REASON)),
                Problem::Currency { code: "", expected } => format!("heeft geen valutacode; geef `{expected}`"),
                Problem::Currency { code, expected } => {
                    format!("is in `{}`, de voorwaarden rekenen in `{expected}`", echo(code))
                }
                Problem::NegativeAmount => "is negatief; geef een bedrag van 0 of meer".to_owned(),
                Problem::LargeAmount => format!("is hoger dan {}, het hoogste bedrag", Cents::MAX),
                Problem::NegativeCount => "is negatief; geef 0 of meer".to_owned(),
                Problem::NotAnInstant => "is geen bestaand tijdstip; nanos lopen van 0 tot 999999999".to_owned(),
                Problem::OutsideYears => format!("ligt buiten {first}–{last}"),
                Problem::NotADate { text } => {
                    format!("`{}` is geen bestaande datum; schrijf JJJJ-MM-DD", echo(text))
                }
                Problem::Locale { tag } => format!("`{}` is geen bekende taal; geef `en` of `nl`", echo(tag)),
                Problem::NoEvent => "ontbreekt; geef precies één gebeurtenis, zoals `cancellation`".to_owned(),
                Problem::NoEntries => "is leeg; geef er ten minste één".to_owned(),
                Problem::TooManyItems { count, most } => format!("heeft {count} onderdelen; hoogstens {most} mogen"),
                Problem::TooManyBytes { count, most } => format!("heeft {count} bytes; hoogstens {most} mogen"),
                Problem::NotAfterConclusion => "ligt niet na `agreement.concluded_at`".to_owned(),
            },
        }
    }
}

/// The names, each in backticks.
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let mut text = String::new();
    for (i, name) in names.iter().enumerate() {
        let separator = if i == 0 { "" } else { ", " };
        text.push_str(separator);
        text.push('`');
        text.push_str(name.as_ref());
        text.push('`');
    }
    text
}

/// The beginning of a text of the caller, on one line.
pub(super) fn echo(text: &str) -> String {
    cut(text, MAX_ECHO)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}

/// A problem that the domain found, which speaks English, in a language.
pub(super) fn translated(problem: String, locale: Locale) -> String {
    match locale {
        Locale::En => problem,
        Locale::Nl => dutch(&problem).map_or(problem, Cow::into_owned),
    }
}

/// The Dutch of the sentences of `facts` and `evaluate`; `None` where there is none.
fn dutch(english: &str) -> Option<Cow<'static, str>> {
    let whole = match english {
        "is missing" => "ontbreekt",
        "is missing; a clause of the terms reads it" => "ontbreekt; een bepaling van de voorwaarden leest het",
        "is negative; give an amount of 0 or more" => "is negatief; geef een bedrag van 0 of meer",
        "is not above the current price" => "is niet hoger dan de huidige prijs",
        "lies outside 1990–2199" => "ligt buiten 1990–2199",
        _ => return pattern(english).map(Cow::Owned),
    };
    Some(Cow::Borrowed(whole))
}

/// Sentences around a name or a number: English before and after it, Dutch before and after it.
const PATTERNS: &[(&str, &str, &str, &str)] = &[
    ("lies before ", "", "ligt voor ", ""),
    ("is set without ", "", "is gegeven zonder ", ""),
    ("is given without ", "", "is gegeven zonder ", ""),
    ("is above ", ", the largest amount", "is hoger dan ", ", het hoogste bedrag"),
    ("is above ", ", the largest count", "is hoger dan ", ", het hoogste aantal"),
    ("is above ", "", "is hoger dan ", ""),
    ("has ", " entries; at most 1000 are allowed", "heeft ", " onderdelen; hoogstens 1000 mogen"),
    ("has ", " bytes; at most 256 are allowed", "heeft ", " bytes; hoogstens 256 mogen"),
];

fn pattern(english: &str) -> Option<String> {
    PATTERNS.iter().find_map(|(before, after, dutch_before, dutch_after)| {
        let name = english.strip_prefix(before)?.strip_suffix(after)?;
        Some(format!("{dutch_before}{name}{dutch_after}"))
    })
}
