//! The values that a case file adds to those of a policy file: moments, signed amounts, counts from 0.

use toml::de::DeValue;
use toml::value::Datetime;

use crate::calendar::{Date, Instant, Zone};
use crate::decision::FindingCode;
use crate::facts::LIMITS;
use crate::money::Cents;
use crate::policy::load::fault::FaultCode;
use crate::policy::load::faults::Faults;
use crate::policy::load::lists::{List, Long, OneOrMany};
use crate::policy::load::read::{At, Read, Value, span_of, wrong_kind};
use crate::policy::load::shape::{Field, Kind, Need, Shape, ShapeOf};
use crate::policy::load::snippet::quoted;
use crate::policy::load::suggest::advice;
use crate::policy::load::values::{Text, how_amounts_are_written, is_not, readable_words};
use crate::vocabulary::{Basis, BreachKind, Cause, DamageKind, DeadlineKind, Party, both};

readable_words! {
    Basis: "basis" | "grondslag",
    Cause: "cause" | "oorzaak",
    Party: "party" | "partij",
    FindingCode: "finding" | "bevinding",
    ClaimKind: "kind" | "soort",
}

/// A kind of damage or of breach: they share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClaimKind {
    Damage(DamageKind),
    Breach(BreachKind),
}

impl ClaimKind {
    const NAMES: &'static [&'static str] = &[
        "direct",
        "indirect",
        "loss_of_enjoyment",
        "death_or_injury",
        "intellectual_property",
        "moral_rights",
        "confidentiality",
        "non_solicitation",
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            ClaimKind::Damage(kind) => kind.name(),
            ClaimKind::Breach(kind) => kind.name(),
        }
    }

    fn parse(name: &str) -> Option<ClaimKind> {
        DamageKind::parse(name).map(ClaimKind::Damage).or_else(|| BreachKind::parse(name).map(ClaimKind::Breach))
    }
}

/// A moment as a case states it: on the clock of the policy's zone, or with an offset of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A date alone.
    Day(Date),
    /// What the clock shows: the date, the seconds since 00:00 and the nanoseconds.
    Clock(Date, i64, u32),
    /// A moment whatever the zone.
    Fixed(Instant),
}

/// A date alone stands for noon on it: within office hours, and far from both ends of the day.
const NOON: i64 = 12 * 3_600;

impl Moment {
    /// The instant.
    ///
    /// # Errors
    /// When the clock never shows the time, or shows it twice.
    pub(super) fn resolve(self, zone: &Zone) -> Result<Instant, String> {
        let (date, seconds, nanos) = match self {
            Moment::Fixed(instant) => return Ok(instant),
            Moment::Day(date) => (date, NOON, 0),
            Moment::Clock(date, seconds, nanos) => (date, seconds, nanos),
        };
        let found = preimages(zone, date, seconds);
        match found.as_slice() {
            [only] => Instant::new(only.secs(), nanos).ok_or_else(|| "lies outside the calendar".to_owned()),
            [] => Err(format!("does not exist in {zone}: the clock is put forward; write an offset such as `+02:00`")),
            _ => Err(format!("comes twice in {zone}: the clock is put back; write an offset such as `+02:00`")),
        }
    }

    /// Whether only a date was written.
    pub(super) fn date(self) -> Option<Date> {
        match self {
            Moment::Day(date) => Some(date),
            Moment::Clock(..) | Moment::Fixed(_) => None,
        }
    }
}

/// The whole seconds at which the clock shows a time, the earliest first.
fn preimages(zone: &Zone, date: Date, seconds: i64) -> Vec<Instant> {
    let local = i64::from(date.days()) * 86_400 + seconds;
    let near = |secs: i64| Instant::new(secs, 0).map(|at| i64::from(zone.offset_at(at)));
    let offsets = [near(local - 86_400), near(local + 86_400)];
    let mut found: Vec<Instant> = offsets
        .into_iter()
        .flatten()
        .filter_map(|offset| Instant::new(local - offset, 0))
        .filter(|at| zone.local(*at) == (date, seconds))
        .collect();
    found.sort();
    found.dedup();
    found
}

impl Read for Moment {
    const KIND: Kind = Kind::Moment;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Moment> {
        let DeValue::Datetime(stated) = value.get_ref() else { return wrong_kind(value, Moment::KIND, faults) };
        let Some(date) = stated.date else { return wrong_kind(value, Moment::KIND, faults) };
        let there = Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day));
        let clock = |date: Date| match stated.time {
            None => Moment::Day(date),
            Some(time) => {
                let minutes = i64::from(time.hour) * 60 + i64::from(time.minute);
                Moment::Clock(date, minutes * 60 + i64::from(time.second.unwrap_or(0)), time.nanosecond.unwrap_or(0))
            }
        };
        let leap_second = stated.time.and_then(|time| time.second) == Some(60);
        let moment = there.filter(|_| !leap_second).and_then(|date| match stated.offset {
            None => Some(clock(date)),
            Some(_) => Instant::parse_rfc3339(&with_seconds(*stated).to_string()).map(Moment::Fixed),
        });
        if moment.is_none() {
            let message = both!("there is no moment `{stated}`", "het tijdstip `{stated}` bestaat niet");
            faults.error(FaultCode::BadDate, span_of(value), message, None);
        }
        moment
    }
}

/// TOML leaves seconds out where they are zero, RFC 3339 does not.
fn with_seconds(mut stated: Datetime) -> Datetime {
    if let Some(time) = &mut stated.time {
        time.second.get_or_insert(0);
    }
    stated
}

/// An amount in the currency of the file, `"1250.00"` or `1250.00`, read from its text. It may be negative: a case can expect a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Euros(pub(super) Cents);

impl Read for Euros {
    const KIND: Kind = Kind::SignedAmount;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Euros> {
        let written = match value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Float(float) => float.as_str(),
            _ => return wrong_kind(value, Euros::KIND, faults),
        };
        let currency = faults.currency;
        let amount = currency.parse(written).map(Euros);
        if amount.is_none() {
            let message = is_not(written, Euros::KIND);
            let how = how_amounts_are_written(currency);
            let help = both!("{how}, without separators", "{how}, zonder scheidingstekens"; how);
            faults.error(FaultCode::BadAmount, span_of(value), message, Some(help));
        }
        amount
    }
}

/// A count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Units(pub(super) u32);

impl Read for Units {
    const KIND: Kind = Kind::Integer(0, LIMITS.count);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Units> {
        let DeValue::Integer(integer) = value.get_ref() else { return wrong_kind(value, Units::KIND, faults) };
        let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let count = count.filter(|count| *count <= LIMITS.count).map(Units);
        if count.is_none() {
            let message = is_not(integer.as_str(), Units::KIND);
            faults.error(FaultCode::OutOfRange, span_of(value), message, None);
        }
        count
    }
}

/// A list that may be empty, each item with its place.
#[derive(Clone, Debug)]
pub(super) struct Many<T>(pub(super) Vec<At<T>>);

impl<T: Read> Read for Many<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Many<T>> {
        // An item at fault was reported, so that the file is not used.
        List::<T>::read(value, faults).map(|list| Many(list.items))
    }
}

/// The cases of a file: as many as it takes.
pub(super) struct Cases<T>(pub(super) Vec<At<T>>);

impl<T: Read> Read for Cases<T> {
    const KIND: Kind = Kind::NonEmpty(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Cases<T>> {
        Long::<T>::read(value, faults).map(|Long(list)| Cases(list.items))
    }
}

/// A text on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OneLine(pub(super) String);

impl Read for OneLine {
    const KIND: Kind = Kind::Text;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<OneLine> {
        Text::read(value, faults).map(|Text(text)| OneLine(text))
    }
}

/// One article, or several.
pub(super) struct Articles(pub(super) Vec<String>);

impl Read for Articles {
    const KIND: Kind = Kind::OneOrMany(&Kind::Text);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Articles> {
        let OneOrMany(list) = OneOrMany::<Text>::read(value, faults)?;
        Some(Articles(list.items.into_iter().map(|At { value: Text(text), .. }| text).collect()))
    }
}

/// Deadlines by their kind.
#[derive(Clone, Debug)]
pub(super) struct Deadlines(pub(super) Vec<(DeadlineKind, OrNone<Moment>)>);

static DEADLINES: Shape = Shape {
    name: "deadlines",
    doc: "Expected deadlines. Those that are not given are not compared.",
    fields: &DEADLINE_KEYS,
};

/// A key for each kind of deadline.
static DEADLINE_KEYS: [Field; DeadlineKind::NAMES.len()] = {
    let doc = "A date: the last day. A moment: when it expires. `false`: there is no such deadline.";
    let key = Field { name: "", kind: OrNone::<Moment>::KIND, need: Need::Optional, doc };
    let mut keys = [key; DeadlineKind::NAMES.len()];
    let (mut unnamed, mut names) = (keys.as_mut_slice(), DeadlineKind::NAMES);
    while let ([key, others @ ..], [name, rest @ ..]) = (unnamed, names) {
        key.name = name;
        (unnamed, names) = (others, rest);
    }
    keys
};

impl Read for Deadlines {
    const KIND: Kind = Kind::Table(ShapeOf(|| &DEADLINES));

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Deadlines> {
        let DeValue::Table(table) = value.get_ref() else { return wrong_kind(value, Deadlines::KIND, faults) };
        let mut deadlines = Vec::with_capacity(table.len());
        for (key, value) in table.iter() {
            let name = key.get_ref();
            let moment = OrNone::<Moment>::read(value, faults);
            match DeadlineKind::parse(name) {
                Some(kind) => deadlines.extend(moment.map(|moment| (kind, moment))),
                None => {
                    let message =
                        both!("unknown key {} in `deadlines`", "onbekende sleutel {} in `deadlines`", quoted(name));
                    faults.error(FaultCode::UnknownKey, span_of(key), message, advice(name, DeadlineKind::NAMES));
                }
            }
        }
        Some(Deadlines(deadlines))
    }
}

/// A value, or `false` where there must be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OrNone<T> {
    /// There must be none.
    None,
    /// It must be this.
    Some(T),
}

impl<T: Read> Read for OrNone<T> {
    const KIND: Kind = Kind::OrFalse(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<OrNone<T>> {
        match value.get_ref() {
            DeValue::Boolean(false) => Some(OrNone::None),
            _ => T::read(value, faults).map(OrNone::Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_needs_no_seconds() {
        for text in ["2026-10-25T02:30+02:00", "2026-10-25 02:30:00+02:00", "2026-10-25T00:30Z"] {
            let stated = with_seconds(text.parse().unwrap()).to_string();
            assert_eq!(Instant::parse_rfc3339(&stated), Instant::parse_rfc3339("2026-10-25T00:30:00Z"), "{text}");
        }
    }

    #[test]
    fn kinds_have_the_names_of_damage_and_of_breach() {
        let names: Vec<_> = DamageKind::NAMES.iter().chain(BreachKind::NAMES).collect();
        assert_eq!(ClaimKind::NAMES.iter().collect::<Vec<_>>(), names);
        assert!(ClaimKind::NAMES.iter().all(|name| ClaimKind::parse(name).is_some_and(|kind| kind.name() == *name)));
    }

    #[test]
    fn the_clock_of_the_zone() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        let moment = |date: &str, seconds| Moment::Clock(Date::parse(date).unwrap(), seconds, 5).resolve(&zone);
        let at = |text: &str| Instant::parse_rfc3339(text).ok_or_else(String::new);
        assert_eq!(moment("2026-07-31", 17 * 3_600 + 1_860), at("2026-07-31T15:31:00.000000005Z"));
        assert_eq!(moment("2026-12-31", 0), at("2026-12-30T23:00:00.000000005Z"));
        assert!(moment("2026-03-29", 2 * 3_600 + 1_800).unwrap_err().starts_with("does not exist in Europe/Amsterdam"));
        assert!(moment("2026-10-25", 2 * 3_600 + 1_800).unwrap_err().starts_with("comes twice in Europe/Amsterdam"));
        assert_eq!(moment("2026-03-29", 3 * 3_600), at("2026-03-29T01:00:00.000000005Z"));
        assert_eq!(moment("2026-10-25", 3 * 3_600), at("2026-10-25T02:00:00.000000005Z"));
    }
}
