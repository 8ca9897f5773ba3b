//! What can be wrong with a field of a message, in English and Dutch: lowercase, without a final period, with what to do.
//! What can be wrong with the fact that it holds is said by the facts themselves.

use std::fmt;

use super::json::{Expected, Found};
use crate::facts::{self, FieldNames};
use crate::money::{Currency, Locale};
use crate::policy::Summary;

/// How many characters of a refused text are repeated to the caller.
const MAX_ECHO: usize = 40;

/// What is wrong with one field of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Fact(facts::Problem),
    MissingWord {
        names: &'static [&'static str],
    },
    UnknownWord {
        number: i32,
        names: &'static [&'static str],
    },
    UnknownName {
        name: Echo,
        suggestion: Option<&'static str>,
        names: Vec<&'static str>,
    },
    UnknownField {
        suggestion: Option<&'static str>,
    },
    /// A policy text that does not load.
    NotAPolicy {
        reason: Summary,
    },
    Currency {
        code: Echo,
        /// That of the policy, where it is known.
        expected: Option<Currency>,
    },
    /// The two versions of a comparison.
    Currencies {
        old: Currency,
        new: Currency,
    },
    NegativeCount,
    NotAnInstant,
    NotATimestamp {
        text: Echo,
    },
    NotADate {
        text: Echo,
    },
    Locale {
        tag: Echo,
    },
    NotAWholeNumber {
        text: Echo,
        of_cents: bool,
    },
    /// JSON of one kind where the message has another.
    WrongKind {
        expected: Expected,
        found: Found,
    },
    /// An escape in a text stands for half a character.
    NotText,
    /// A key is there twice.
    Twice,
    /// Of two fields only one may be given.
    SecondOfOne {
        /// The path of the first.
        other: String,
    },
    /// It is not there, and its default would matter.
    Default {
        /// What would be assumed, as a sentence in the language of the request.
        assumed: String,
    },
    NoEvent,
    NoEntries,
    NotAfterConclusion,
}

impl From<facts::Problem> for Problem {
    fn from(problem: facts::Problem) -> Self {
        Problem::Fact(problem)
    }
}

/// The path of the conclusion of the contract.
const CONCLUSION: &str = "agreement.concluded_at";

impl Problem {
    /// The problem in words; other fields have their name as given.
    pub(super) fn text(&self, locale: Locale, names: FieldNames) -> String {
        match locale {
            Locale::En => self.english(names),
            Locale::Nl => self.dutch(names),
        }
    }

    fn english(&self, field_names: FieldNames) -> String {
        match self {
            Problem::Fact(problem) => problem.text(Locale::En, field_names),
            Problem::MissingWord { names } => format!("is missing; give one of {}", list(names)),
            Problem::UnknownWord { number, names } => {
                format!("`{number}` is not a known value; give one of {}", list(names))
            }
            Problem::UnknownName { name, suggestion: Some(known), .. } => {
                format!("`{}` is not a known value; did you mean `{known}`?", name)
            }
            Problem::UnknownName { name, suggestion: None, names } => {
                format!("`{}` is not a known value; give one of {}", name, list(names))
            }
            Problem::UnknownField { suggestion: Some(known) } => {
                format!("is not a field; did you mean `{}`?", field_names.path(known))
            }
            Problem::UnknownField { suggestion: None } => "is not a field of this message; leave it out".to_owned(),
            Problem::NotAPolicy { reason } => format!("does not load: {}", reason.en),
            Problem::Currency { code, expected } if code.0.is_empty() => {
                format!("has no currency code; give `{}`", expected.unwrap_or(Currency::EUR))
            }
            Problem::Currency { code, expected: Some(expected) } => {
                format!("is in `{code}`, the policy is in `{expected}`")
            }
            Problem::Currency { code, expected: None } => {
                format!("is in `{code}`, which is not a currency of ISO 4217 with a smallest unit")
            }
            Problem::Currencies { old, new } => format!("is in `{}`, the old version is in `{}`", new, old),
            Problem::NegativeCount => "is negative; give 0 or more".to_owned(),
            Problem::NotAnInstant => "is not a timestamp that exists; nanos run from 0 to 999999999".to_owned(),
            Problem::NotATimestamp { text } => format!(
                "`{}` is not a timestamp that exists; write RFC 3339 with `Z` or an offset, as in `{TIMESTAMP}`",
                text
            ),
            Problem::NotADate { text } => format!("`{}` is not a date that exists; write YYYY-MM-DD", text),
            Problem::Locale { tag } => format!("`{}` is not a known language; give `en` or `nl`", tag),
            Problem::NotAWholeNumber { text, of_cents } => {
                let cents = if *of_cents { "; amounts are in cents" } else { "" };
                format!("`{}` is not a whole number that fits{cents}", text)
            }
            Problem::WrongKind { expected, found } => format!("is {}; give {}", found.english(), expected.english()),
            Problem::NotText => "has an escape that is no character; write the character itself".to_owned(),
            Problem::Twice => "is given twice; give it once".to_owned(),
            Problem::SecondOfOne { other } => {
                format!("stands beside `{}`; give only one of them", field_names.path(other))
            }
            Problem::Default { assumed } => format!(
                "is missing, and `strict` takes no default; without `strict` it is assumed: {}",
                assumed.trim_end_matches('.')
            ),
            Problem::NoEvent => "is missing; give exactly one event, such as `cancellation`".to_owned(),
            Problem::NoEntries => "is empty; give at least one".to_owned(),
            Problem::NotAfterConclusion => format!("does not lie after `{}`", field_names.path(CONCLUSION)),
        }
    }

    fn dutch(&self, field_names: FieldNames) -> String {
        match self {
            Problem::Fact(problem) => problem.text(Locale::Nl, field_names),
            Problem::MissingWord { names } => format!("ontbreekt; geef een van {}", list(names)),
            Problem::UnknownWord { number, names } => {
                format!("`{number}` is geen bekende waarde; geef een van {}", list(names))
            }
            Problem::UnknownName { name, suggestion: Some(known), .. } => {
                format!("`{}` is geen bekende waarde; bedoelt u `{known}`?", name)
            }
            Problem::UnknownName { name, suggestion: None, names } => {
                format!("`{}` is geen bekende waarde; geef een van {}", name, list(names))
            }
            Problem::UnknownField { suggestion: Some(known) } => {
                format!("is geen veld; bedoelt u `{}`?", field_names.path(known))
            }
            Problem::UnknownField { suggestion: None } => "is geen veld van dit bericht; laat het weg".to_owned(),
            Problem::NotAPolicy { reason } => format!("kan niet worden geladen: {}", reason.nl),
            Problem::Currency { code, expected } if code.0.is_empty() => {
                format!("heeft geen valutacode; geef `{}`", expected.unwrap_or(Currency::EUR))
            }
            Problem::Currency { code, expected: Some(expected) } => {
                format!("is in `{code}`, de voorwaarden rekenen in `{expected}`")
            }
            Problem::Currency { code, expected: None } => {
                format!("is in `{code}`, en dat is geen valuta van ISO 4217 met een kleinste eenheid")
            }
            Problem::Currencies { old, new } => {
                format!("rekent in `{}`, de oude versie in `{}`", new, old)
            }
            Problem::NegativeCount => "is negatief; geef 0 of meer".to_owned(),
            Problem::NotAnInstant => "is geen bestaand tijdstip; `nanos` loopt van 0 tot en met 999999999".to_owned(),
            Problem::NotATimestamp { text } => format!(
                "`{}` is geen bestaand tijdstip; schrijf het volgens RFC 3339 met `Z` of het verschil met UTC, zoals \
                 `{TIMESTAMP}`",
                text
            ),
            Problem::NotADate { text } => format!("`{}` is geen bestaande datum; schrijf JJJJ-MM-DD", text),
            Problem::Locale { tag } => format!("`{}` is geen bekende taal; geef `en` of `nl`", tag),
            Problem::NotAWholeNumber { text, of_cents } => {
                let cents = if *of_cents { "; bedragen zijn in centen" } else { "" };
                format!("`{}` is geen geheel getal dat past{cents}", text)
            }
            Problem::WrongKind { expected, found } => format!("is {}; geef {}", found.dutch(), expected.dutch()),
            Problem::NotText => "heeft een code die geen teken is; schrijf het teken zelf".to_owned(),
            Problem::Twice => "staat er twee keer; geef het één keer".to_owned(),
            Problem::SecondOfOne { other } => {
                format!("staat naast `{}`; geef maar een van beide", field_names.path(other))
            }
            Problem::Default { assumed } => format!(
                "ontbreekt, en met `strict` geldt geen standaardwaarde; zonder `strict` wordt aangenomen: {}",
                assumed.trim_end_matches('.')
            ),
            Problem::NoEvent => "ontbreekt; geef precies één gebeurtenis, zoals `cancellation`".to_owned(),
            Problem::NoEntries => "is leeg; geef er ten minste één".to_owned(),
            Problem::NotAfterConclusion => format!("ligt niet na `{}`", field_names.path(CONCLUSION)),
        }
    }
}

/// A timestamp to imitate.
const TIMESTAMP: &str = "2026-03-01T09:00:00Z";

impl Found {
    fn english(self) -> &'static str {
        match self {
            Found::Null => "`null`",
            Found::Flag => "`true` or `false`",
            Found::Number => "a number",
            Found::Text => "a text",
            Found::List => "a list",
            Found::Object => "an object",
        }
    }

    fn dutch(self) -> &'static str {
        match self {
            Found::Null => "`null`",
            Found::Flag => "`true` of `false`",
            Found::Number => "een getal",
            Found::Text => "een tekst",
            Found::List => "een lijst",
            Found::Object => "een object",
        }
    }
}

impl Expected {
    fn english(self) -> String {
        match self {
            Expected::Flag => "`true` or `false`, without quotes".to_owned(),
            Expected::Number => "a whole number".to_owned(),
            Expected::Text => "a text in quotes".to_owned(),
            Expected::Timestamp => format!("a timestamp in quotes, as in `{TIMESTAMP}`"),
            Expected::Word => "the name of a value in quotes".to_owned(),
            Expected::List => "a list, `[…]`".to_owned(),
            Expected::Object => "an object with fields, `{…}`".to_owned(),
        }
    }

    fn dutch(self) -> String {
        match self {
            Expected::Flag => "`true` of `false`, zonder aanhalingstekens".to_owned(),
            Expected::Number => "een geheel getal".to_owned(),
            Expected::Text => "een tekst tussen aanhalingstekens".to_owned(),
            Expected::Timestamp => format!("een tijdstip tussen aanhalingstekens, zoals `{TIMESTAMP}`"),
            Expected::Word => "de naam van een waarde tussen aanhalingstekens".to_owned(),
            Expected::List => "een lijst, `[…]`".to_owned(),
            Expected::Object => "een object met velden, `{…}`".to_owned(),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Echo(String);

impl From<&str> for Echo {
    fn from(text: &str) -> Echo {
        Echo(cut(text, MAX_ECHO))
    }
}

impl fmt::Display for Echo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}
