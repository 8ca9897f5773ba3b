//! What a fact is asked with, and how its answer is read: as people write dates, times and amounts.

use super::dialogue::{Prompt, place};
use crate::calendar::{Date, Instant, TimeOfDay, moment_from_written};
use crate::cli::clock;
use crate::facts::table::{Choice, Fact, FactKind, FactValue, Need};
use crate::facts::{DeclaredValue, FactId, LIMITS};
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::declared::DeclaredFact;
use crate::render;

/// A fact that is asked for.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'p> {
    /// One that is known to all policies.
    Known(Fact),
    /// One that the policy declares, with its place among them.
    Declared(usize, &'p DeclaredFact),
    /// Which of the policy's own products it is, if it is one.
    Product(&'p DeclaredFact),
}

impl<'p> Wanted<'p> {
    fn ask(self, locale: Locale) -> &'p str {
        match self {
            Wanted::Known(fact) => fact.ask.get(locale),
            Wanted::Declared(_, fact) | Wanted::Product(fact) => fact.ask.get(locale),
        }
    }

    /// What it can be.
    pub(super) fn kind(self, locale: Locale) -> Kind {
        match self {
            Wanted::Known(fact) => Kind::OfTable(fact.kind),
            Wanted::Declared(_, fact) | Wanted::Product(fact) => {
                fact.kind.of_table().map_or_else(|| Kind::Words(fact.kind.words(locale)), Kind::OfTable)
            }
        }
    }

    /// Whether it cannot be left empty.
    pub(super) fn is_needed(self) -> bool {
        match self {
            Wanted::Known(fact) => matches!(fact.need, Need::Required | Need::WhereRead),
            Wanted::Declared(_, fact) => fact.default.is_none(),
            Wanted::Product(_) => false,
        }
    }

    /// What is so where it is left empty.
    fn default_text(self, policy: &Policy, locale: Locale) -> String {
        match self {
            Wanted::Known(fact) => fact.default_text(locale),
            Wanted::Declared(_, fact) => fact.default_text(policy.currency, locale),
            Wanted::Product(_) => locale.pick("none of these", "geen van deze").to_owned(),
        }
    }

    /// How much it may be, where the policy says so.
    fn most(self, locale: Locale) -> Option<String> {
        match self {
            Wanted::Known(_) | Wanted::Product(_) => None,
            Wanted::Declared(_, fact) => fact.kind.most_text(locale),
        }
    }
}

/// What a fact can be.
pub(super) enum Kind {
    OfTable(FactKind),
    /// One of the words of the policy, each with what it is called.
    Words(Vec<(FactId, String)>),
}

/// An answer, which holds its texts and lists itself.
pub(super) enum Answer {
    Value(FactValue<'static>),
    /// A word of the policy.
    Word(FactId),
    Text(String),
    Dates(Vec<Date>),
    /// A date for a moment: noon on it.
    Noon(Instant),
}

impl Answer {
    pub(super) fn value(&self) -> FactValue<'_> {
        match self {
            Answer::Value(value) => *value,
            Answer::Word(word) => FactValue::Text(word.as_str()),
            Answer::Text(text) => FactValue::Text(text),
            Answer::Dates(dates) => FactValue::Dates(dates),
            Answer::Noon(at) => FactValue::Instant(*at),
        }
    }

    /// What it says of a fact that a policy declares; `None` where no such fact can be that.
    pub(super) fn declared(&self) -> Option<DeclaredValue> {
        match self {
            Answer::Word(word) => Some(DeclaredValue::Choice(*word)),
            Answer::Noon(at) | Answer::Value(FactValue::Instant(at)) => Some(DeclaredValue::Instant(*at)),
            Answer::Value(FactValue::YesNo(so)) => Some(DeclaredValue::YesNo(*so)),
            Answer::Value(FactValue::Amount(amount)) => Some(DeclaredValue::Amount(*amount)),
            Answer::Value(FactValue::Count(count)) => Some(DeclaredValue::Count(*count)),
            Answer::Value(FactValue::Date(date)) => Some(DeclaredValue::Date(*date)),
            Answer::Value(_) | Answer::Text(_) | Answer::Dates(_) => None,
        }
    }

    /// What was understood, where that is not plain from what was typed.
    pub(super) fn understood(&self, policy: &Policy, locale: Locale) -> Option<String> {
        let moment = |at: Instant| format!("{} ({})", render::moment(&policy.zone, at, locale), policy.zone);
        match self {
            Answer::Noon(at) => {
                let noon = locale.pick("no time was given: noon", "zonder tijd: twaalf uur 's middags");
                Some(format!("{}; {noon}", moment(*at)))
            }
            Answer::Value(FactValue::Instant(at)) => Some(moment(*at)),
            Answer::Value(FactValue::Date(date)) => Some(render::date(*date, locale)),
            Answer::Value(FactValue::Amount(amount)) => Some(policy.currency.written(*amount, locale)),
            Answer::Dates(dates) => {
                Some(dates.iter().map(|date| render::date(*date, locale)).collect::<Vec<_>>().join("; "))
            }
            Answer::Value(_) | Answer::Word(_) | Answer::Text(_) => None,
        }
    }
}

/// How a person is asked for a fact; `number` is that of the entry of a list, from 1.
pub(super) fn prompt(wanted: Wanted<'_>, number: Option<usize>, policy: &Policy, locale: Locale) -> Prompt {
    let ask = wanted.ask(locale);
    let ask = number.map_or_else(|| ask.to_owned(), |number| format!("{number}. {ask}"));
    let numbered = |(text, number): (&str, usize)| format!("{number:>3}  {text}");
    let words = match wanted.kind(locale) {
        Kind::OfTable(FactKind::Choice(choice)) => {
            choice.words.iter().map(|(_, meaning)| meaning.get(locale)).zip(1..).map(numbered).collect()
        }
        Kind::Words(words) => words.iter().map(|(_, name)| name.as_str()).zip(1..).map(numbered).collect(),
        Kind::OfTable(_) => Vec::new(),
    };
    let mut how = form(&wanted.kind(locale), policy, locale);
    how.extend(wanted.most(locale).map(|most| format!(", {most}")));
    if !wanted.is_needed() {
        let default = wanted.default_text(policy, locale);
        how.push_str(&format!("; {}: {default}", locale.pick("left empty", "leeg")));
    }
    Prompt { ask, words, how }
}

/// How to write an answer.
fn form(kind: &Kind, policy: &Policy, locale: Locale) -> String {
    let zone = &policy.zone;
    let Kind::OfTable(kind) = kind else {
        return locale.pick("a number or a word", "een nummer of een woord").to_owned();
    };
    match (*kind, locale) {
        (FactKind::YesNo | FactKind::Group, Locale::En) => "yes or no".to_owned(),
        (FactKind::YesNo | FactKind::Group, Locale::Nl) => "ja of nee".to_owned(),
        (FactKind::Amount, Locale::En) => "an amount, as in 1,250.00".to_owned(),
        (FactKind::Amount, Locale::Nl) => "een bedrag, zoals 1.250,00".to_owned(),
        // Nobody comes near the most that any count can be.
        (FactKind::Count { least: 0, most }, _) if most == LIMITS.count => {
            locale.pick("a whole number, as in 12", "een geheel getal, zoals 12").to_owned()
        }
        (FactKind::Count { least, most }, Locale::En) if most == LIMITS.count => {
            format!("a whole number, {least} or more")
        }
        (FactKind::Count { least, most }, Locale::Nl) if most == LIMITS.count => {
            format!("een geheel getal, {least} of meer")
        }
        (FactKind::Count { least, most }, Locale::En) => format!("a whole number, from {least} to {most}"),
        (FactKind::Count { least, most }, Locale::Nl) => format!("een geheel getal, van {least} tot en met {most}"),
        (FactKind::Date, Locale::En) => "a date, as in 31 July 2026".to_owned(),
        (FactKind::Date, Locale::Nl) => "een datum, zoals 31 juli 2026".to_owned(),
        (FactKind::Dates { .. }, Locale::En) => {
            "dates with a semicolon between them, as in 31 July 2026; 3 August 2026".to_owned()
        }
        (FactKind::Dates { .. }, Locale::Nl) => {
            "datums met een puntkomma ertussen, zoals 31 juli 2026; 3 augustus 2026".to_owned()
        }
        (FactKind::Instant, Locale::En) => format!("a date and time, as in 31 July 2026 17:31, on the clock of {zone}"),
        (FactKind::Instant, Locale::Nl) => {
            format!("een datum en tijd, zoals 31 juli 2026 17:31, op de klok van {zone}")
        }
        (FactKind::Choice(_), _) => form(&Kind::Words(Vec::new()), policy, locale),
        (FactKind::Text { .. }, Locale::En) => "a text".to_owned(),
        (FactKind::Text { .. }, Locale::Nl) => "een tekst".to_owned(),
        (FactKind::List { .. }, Locale::En) => {
            "how many of them, as in 1, not how much; each is asked for in turn".to_owned()
        }
        (FactKind::List { .. }, Locale::Nl) => {
            "hoeveel het er zijn, zoals 1, niet hoeveel geld; ze worden een voor een gevraagd".to_owned()
        }
    }
}

/// Reads an answer.
///
/// # Errors
/// What is wrong with it, and how to write it.
pub(super) fn read(kind: Kind, text: &str, policy: &Policy, locale: Locale) -> Result<Answer, String> {
    let other = || {
        let form = form(&kind, policy, locale);
        format!("`{text}` {} {form}", locale.pick("does not fit; give", "past niet; geef"))
    };
    let value = |value: Option<FactValue<'static>>| value.map(Answer::Value).ok_or_else(other);
    let kind = match &kind {
        Kind::OfTable(kind) => *kind,
        Kind::Words(words) => {
            let chosen = place(text, words.iter().map(|(id, _)| id.as_str())).and_then(|place| words.get(place));
            return chosen.map(|(id, _)| Answer::Word(*id)).ok_or_else(other);
        }
    };
    match kind {
        FactKind::YesNo | FactKind::Group => value(yes_no(text).map(FactValue::YesNo)),
        FactKind::Amount => value(policy.currency.from_written(text).map(FactValue::Amount)),
        FactKind::Count { least, most } => value(count(text, least, most).map(FactValue::Count)),
        FactKind::List { least, most } => {
            value(count(text, least, u32::try_from(most).unwrap_or(u32::MAX)).map(FactValue::Count))
        }
        FactKind::Date => value(Date::from_written(text).map(FactValue::Date)),
        FactKind::Dates { most } => {
            let dates: Option<Vec<Date>> = text.split(';').map(Date::from_written).collect();
            dates.filter(|dates| dates.len() <= most).map(Answer::Dates).ok_or_else(other)
        }
        FactKind::Instant => instant(text, policy, locale)?.ok_or_else(other),
        FactKind::Choice(choice) => value(word(choice, text, locale).map(FactValue::Word)),
        FactKind::Text { most } => {
            let fits = text.len() <= most && !text.contains(char::is_control);
            fits.then(|| Answer::Text(text.to_owned())).ok_or_else(other)
        }
    }
}

fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" | "true" => Some(true),
        "n" | "no" | "nee" | "neen" | "false" => Some(false),
        _ => None,
    }
}

fn count(text: &str, least: u32, most: u32) -> Option<u32> {
    text.parse().ok().filter(|count| (least..=most).contains(count))
}

/// The word of a choice, by its number, its name or what it means.
fn word(choice: &'static Choice, text: &str, locale: Locale) -> Option<&'static str> {
    let names = choice.words.iter().map(|(name, _)| *name);
    let meanings = |locale| choice.words.iter().map(move |(_, meaning)| without_article(meaning.get(locale)));
    let bare = text.strip_prefix(choice.prefix).map_or(text, |rest| rest.trim_start_matches('_'));
    let other = locale.pick("nl", "en");
    let found = place(bare, names).or_else(|| place(without_article(text), meanings(locale)));
    let found = found.or_else(|| place(without_article(text), meanings(Locale::parse(other).unwrap_or_default())));
    choice.words.get(found?).map(|(name, _)| *name)
}

/// `consumer` of `a consumer`.
fn without_article(text: &str) -> &str {
    let articles = ["a ", "an ", "the ", "een ", "de ", "het "];
    articles.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// A moment on the clock of the policy's zone, or with an offset of its own; now.
///
/// # Errors
/// When the clock never shows the time, or shows it twice.
fn instant(text: &str, policy: &Policy, locale: Locale) -> Result<Option<Answer>, String> {
    let value = |at: Instant| Some(Answer::Value(FactValue::Instant(at)));
    if ["now", "nu"].contains(&text.to_lowercase().as_str()) {
        return Ok(clock::now().and_then(value));
    }
    if let Some(at) = Instant::parse_rfc3339(text) {
        return Ok(value(at));
    }
    let Some((date, time)) = moment_from_written(text) else { return Ok(None) };
    const NOON: u16 = 12 * 60;
    let of_day = time.or(TimeOfDay::new(NOON)).unwrap_or(TimeOfDay::START);
    let Some(at) = policy.zone.at(date, of_day) else { return Ok(None) };
    let offset = locale.pick("write it with its offset, as in", "schrijf het met het verschil met UTC, zoals");
    if policy.zone.local(at) != (date, of_day.seconds()) {
        let skipped = locale.pick("the clock skips this time", "deze tijd slaat de klok over");
        return Err(format!("{skipped}; {offset} {date}T{of_day}:00+01:00"));
    }
    let shown_again =
        |hours: i64| at.plus_hours(hours).is_some_and(|later| policy.zone.local(later) == policy.zone.local(at));
    if shown_again(1) {
        let twice = locale.pick("the clock shows this time twice", "deze tijd wijst de klok twee keer aan");
        return Err(format!("{twice}; {offset} {date}T{of_day}:00+02:00"));
    }
    Ok(if time.is_some() { value(at) } else { Some(Answer::Noon(at)) })
}
