//! What can be wrong with a field of a message, in English and Dutch: lowercase, without a final period, with what to do.
//! What can be wrong with the fact that it holds is said by the facts themselves.

use crate::facts;
use crate::money::Locale;

/// How many characters of a refused text are repeated to the caller.
const MAX_ECHO: usize = 40;
/// How many characters of what a parser says are passed on: it repeats what it read.
const MAX_REASON: usize = 200;

/// What is wrong with one field of a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Problem<'a> {
    Fact(facts::Problem),
    MissingWord { names: &'a [&'a str] },
    UnknownWord { number: i32, names: &'a [&'a str] },
    UnknownName { name: &'a str, suggestion: Option<&'a str>, names: &'a [String] },
    UnknownField { suggestion: Option<&'a str> },
    WrongValue { reason: &'a str },
    Currency { code: &'a str, expected: &'a str },
    NegativeCount,
    NotAnInstant,
    NotADate { text: &'a str },
    Locale { tag: &'a str },
    NotAWholeNumber { text: &'a str },
    NotAnObject,
    SecondOfOne,
    NoEvent,
    NoEntries,
    NotAfterConclusion,
}

impl From<facts::Problem> for Problem<'_> {
    fn from(problem: facts::Problem) -> Self {
        Problem::Fact(problem)
    }
}

impl Problem<'_> {
    /// The problem in words.
    pub(super) fn text(self, locale: Locale) -> String {
        match locale {
            Locale::En => match self {
                Problem::Fact(problem) => problem.text(locale),
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
                Problem::NegativeCount => "is negative; give 0 or more".to_owned(),
                Problem::NotAnInstant => "is not a timestamp that exists; nanos run from 0 to 999999999".to_owned(),
                Problem::NotADate { text } => {
                    format!("`{}` is not a date that exists; write YYYY-MM-DD", echo(text))
                }
                Problem::Locale { tag } => format!("`{}` is not a known language; give `en` or `nl`", echo(tag)),
                Problem::NotAWholeNumber { text } => {
                    format!("`{}` is not a whole number that fits; amounts are in cents", echo(text))
                }
                Problem::NotAnObject => "is not an object with fields, `{…}`".to_owned(),
                Problem::SecondOfOne => "stands beside another of which only one may be given".to_owned(),
                Problem::NoEvent => "is missing; give exactly one event, such as `cancellation`".to_owned(),
                Problem::NoEntries => "is empty; give at least one".to_owned(),
                Problem::NotAfterConclusion => "does not lie after `agreement.concluded_at`".to_owned(),
            },
            Locale::Nl => match self {
                Problem::Fact(problem) => problem.text(locale),
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
                Problem::NegativeCount => "is negatief; geef 0 of meer".to_owned(),
                Problem::NotAnInstant => "is geen bestaand tijdstip; nanos lopen van 0 tot 999999999".to_owned(),
                Problem::NotADate { text } => {
                    format!("`{}` is geen bestaande datum; schrijf JJJJ-MM-DD", echo(text))
                }
                Problem::Locale { tag } => format!("`{}` is geen bekende taal; geef `en` of `nl`", echo(tag)),
                Problem::NotAWholeNumber { text } => {
                    format!("`{}` is geen geheel getal dat past; bedragen zijn in centen", echo(text))
                }
                Problem::NotAnObject => "is geen object met velden, `{…}`".to_owned(),
                Problem::SecondOfOne => "staat naast een ander waarvan er maar één mag zijn".to_owned(),
                Problem::NoEvent => "ontbreekt; geef precies één gebeurtenis, zoals `cancellation`".to_owned(),
                Problem::NoEntries => "is leeg; geef er ten minste één".to_owned(),
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
