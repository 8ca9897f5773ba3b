//! The values that keys take: texts, numbers, amounts, periods, dates and words.

use std::sync::{Mutex, PoisonError};

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::fault::FaultCode;
use super::faults::Faults;
use super::read::{Read, Value, span_of, wrong_kind};
use super::rules::RULES;
use super::shape::Kind;
use super::snippet::quoted;
use super::suggest::{advice, all_of, closest, did_you_mean, one_of};
use crate::calendar::{Date, Holidays, Period, PeriodError, TimeOfDay, Unit, YearDay, Zone};
use crate::facts::{FactId, LIMITS};
use crate::money::{Cents, Currency, Percent};
use crate::policy::Summary;
use crate::policy::bounds::AT;
use crate::policy::declared::MostAmount;
use crate::vocabulary::{Bilingual, ProductType, both};

/// How long a text may be, in bytes.
const LONGEST_TEXT: usize = 2_000;
/// How long an id may be, in bytes.
const LONGEST_ID: usize = 64;

/// A text that is not blank.
pub(crate) struct Text(pub(crate) String);

/// An id: lowercase letters, digits and single hyphens between them.
#[derive(Clone, Debug)]
pub(crate) struct Id(pub(crate) String);

/// The name of a version: as an id, with dots too.
pub(crate) struct Version(pub(crate) String);

/// The id of a compliance rule.
pub(crate) struct Rule(pub(crate) String);

/// A count from 1 to 1,000.
#[derive(Clone, Copy)]
pub(crate) struct Count(pub(crate) u32);

/// A day of a month, 1 to 31.
#[derive(Clone, Copy)]
pub(crate) struct MonthDay(pub(crate) u32);

/// What a declared fact is unless stated, before its kind is known.
pub(crate) enum PlainValue {
    YesNo(bool),
    Amount(Cents),
    Count(u32),
    /// A word, and the amount that it is too where the currency has no decimals.
    Word(FactId, Option<Cents>),
}

/// What a list of products names.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ProductName {
    /// A type of product.
    Type(ProductType),
    /// A product of the file's own.
    Own(FactId),
}

impl ProductName {
    fn parse(text: &str) -> Option<ProductName> {
        ProductType::parse(text).map(ProductName::Type).or_else(|| FactId::parse(text).map(ProductName::Own))
    }
}

impl std::fmt::Display for ProductName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ProductName::Type(of) => of.fmt(f),
            ProductName::Own(id) => id.fmt(f),
        }
    }
}

impl Read for ProductName {
    const KIND: Kind = Kind::Named(TYPE_OF_PRODUCT, ProductType::NAMES);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<ProductName> {
        word(value, TYPE_OF_PRODUCT, ProductType::NAMES, ProductName::parse, faults)
    }
}

/// What types of product are called.
pub(crate) const TYPE_OF_PRODUCT: Bilingual = Bilingual::new("type of product", "soort product");

fn text<'v>(value: &'v Value<'_>, kind: Kind, faults: &mut Faults<'_>) -> Option<&'v str> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        _ => wrong_kind(value, kind, faults),
    }
}

impl Read for Text {
    const KIND: Kind = Kind::Text;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Text> {
        let text = text(value, Text::KIND, faults)?;
        let wrong = if text.trim().is_empty() {
            both!("the text is empty", "de tekst is leeg")
        } else if text.len() > LONGEST_TEXT {
            both!("the text is longer than {LONGEST_TEXT} bytes", "de tekst is langer dan {LONGEST_TEXT} bytes")
        } else if let Some(control) = text.chars().find(|c| c.is_control()) {
            both!(
                "the text holds the control character U+{:04X}",
                "in de tekst staat het stuurteken U+{:04X}",
                u32::from(control)
            )
        } else {
            return Some(Text(text.to_owned()));
        };
        faults.error(FaultCode::BadText, span_of(value), wrong, None);
        None
    }
}

impl Read for Id {
    const KIND: Kind = Kind::Id;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Id> {
        let made_of = Bilingual::new(
            "lowercase letters, digits and single hyphens",
            "kleine letters, cijfers en enkele koppeltekens",
        );
        id(value, Id::KIND, "-", made_of, faults).map(Id)
    }
}

impl Read for Version {
    const KIND: Kind = Kind::Version;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Version> {
        let made_of = Bilingual::new(
            "lowercase letters, digits, single hyphens and dots",
            "kleine letters, cijfers, enkele koppeltekens en punten",
        );
        id(value, Version::KIND, "-.", made_of, faults).map(Version)
    }
}

fn id(value: &Value<'_>, kind: Kind, separators: &str, made_of: Bilingual, faults: &mut Faults<'_>) -> Option<String> {
    let text = text(value, kind, faults)?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if text.len() <= LONGEST_ID && text.split(|c| separators.contains(c)).all(plain) {
        return Some(text.to_owned());
    }
    let message = both!("{} is not an id", "{} is geen kenmerk", quoted(text));
    let help = both!(
        "use at most {LONGEST_ID} {made_of}, as in `cancel-event`",
        "gebruik hoogstens {LONGEST_ID} {made_of}, zoals in `cancel-event`"; made_of
    );
    faults.error(FaultCode::BadId, span_of(value), message, Some(help));
    None
}

impl Read for Rule {
    const KIND: Kind = Kind::Word(Bilingual::new("compliance rule", "regel van de toets"), RULES);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Rule> {
        let text = text(value, Rule::KIND, faults)?;
        if RULES.contains(&text) {
            return Some(Rule(text.to_owned()));
        }
        let help = if faults.has_room() { advice(text, RULES) } else { None };
        let message = both!("unknown rule {}", "onbekende regel {}", quoted(text));
        faults.error(FaultCode::UnknownRule, span_of(value), message, help);
        None
    }
}

impl Read for bool {
    const KIND: Kind = Kind::Bool;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => wrong_kind(value, bool::KIND, faults),
        }
    }
}

impl Read for Count {
    const KIND: Kind = Kind::Integer(1, 1_000);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Count> {
        let DeValue::Integer(integer) = value.get_ref() else { return wrong_kind(value, Count::KIND, faults) };
        let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let count = count.filter(|count| (1..=1_000).contains(count)).map(Count);
        if count.is_none() {
            let message = is_not(integer.as_str(), Count::KIND);
            faults.error(FaultCode::OutOfRange, span_of(value), message, None);
        }
        count
    }
}

impl Read for MonthDay {
    const KIND: Kind = Kind::Integer(1, 31);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<MonthDay> {
        let DeValue::Integer(integer) = value.get_ref() else { return wrong_kind(value, MonthDay::KIND, faults) };
        let day = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let day = day.filter(|day| (1..=31).contains(day)).map(MonthDay);
        if day.is_none() {
            let message = is_not(integer.as_str(), MonthDay::KIND);
            faults.error(FaultCode::OutOfRange, span_of(value), message, None);
        }
        day
    }
}

impl Read for u32 {
    const KIND: Kind = Kind::Integer(0, LIMITS.count);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<u32> {
        let DeValue::Integer(integer) = value.get_ref() else { return wrong_kind(value, u32::KIND, faults) };
        let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let count = count.filter(|count| *count <= LIMITS.count);
        if count.is_none() {
            let message = is_not(integer.as_str(), u32::KIND);
            faults.error(FaultCode::OutOfRange, span_of(value), message, None);
        }
        count
    }
}

impl Read for FactId {
    const KIND: Kind = Kind::FactId;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<FactId> {
        let text = text(value, FactId::KIND, faults)?;
        let id = FactId::parse(text);
        if id.is_none() {
            let longest = FactId::LONGEST;
            let help = both!(
                "use at most {longest} lowercase letters, digits and single underscores, as in `doctors_note`",
                "gebruik hoogstens {longest} kleine letters, cijfers en enkele lage streepjes, zoals in `doctors_note`"
            );
            let message = both!("{} is not an id", "{} is geen kenmerk", quoted(text));
            faults.error(FaultCode::BadId, span_of(value), message, Some(help));
        }
        id
    }
}

impl Read for PlainValue {
    const KIND: Kind = Kind::OfFact;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<PlainValue> {
        match value.get_ref() {
            DeValue::Boolean(so) => Some(PlainValue::YesNo(*so)),
            DeValue::Integer(_) => u32::read(value, faults).map(PlainValue::Count),
            DeValue::String(text) if FactId::parse(text).is_none() => {
                Cents::read(value, faults).map(PlainValue::Amount)
            }
            DeValue::String(text) => {
                let amount = faults.currency.parse(text);
                FactId::read(value, faults).map(|word| PlainValue::Word(word, amount))
            }
            _ => wrong_kind(value, PlainValue::KIND, faults),
        }
    }
}

impl Read for MostAmount {
    const KIND: Kind = Kind::MostAmount;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<MostAmount> {
        match text(value, MostAmount::KIND, faults)? {
            "price" => Some(MostAmount::Price),
            _ => Cents::read(value, faults).map(|most| MostAmount::Fixed(most, faults.currency)),
        }
    }
}

impl Read for Percent {
    const KIND: Kind = Kind::Percent;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Percent> {
        let written = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => return wrong_kind(value, Percent::KIND, faults),
        };
        // From its text, never by way of binary floating point (M1); without an exponent, infinity or NaN.
        let number = Decimal::from_str_exact(written).ok();
        match number.map(|number| Percent::new(number.normalize())) {
            Some(Ok(percent)) => return Some(percent),
            Some(Err(error)) => {
                let why = error.text();
                let message = both!("{} is wrong: {why}", "{} klopt niet: {why}", quoted(written); why);
                faults.error(FaultCode::BadPercent, span_of(value), message, None);
            }
            None => {
                let message = is_not(written, Percent::KIND);
                faults.error(FaultCode::BadPercent, span_of(value), message, None);
            }
        }
        None
    }
}

impl Read for Cents {
    const KIND: Kind = Kind::Amount;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Cents> {
        let text = text(value, Cents::KIND, faults)?;
        let currency = faults.currency;
        let cents = currency.parse(text).filter(|amount| !text.starts_with('-') && *amount <= Cents::MAX);
        if cents.is_none() {
            let message = is_not(text, Cents::KIND);
            let how = how_amounts_are_written(currency);
            let help = both!("{how}; at most {}", "{how}; hoogstens {}", currency.plain(Cents::MAX); how);
            faults.error(FaultCode::BadAmount, span_of(value), message, Some(help));
        }
        cents
    }
}

/// How to write an amount of a currency.
pub(crate) fn how_amounts_are_written(currency: Currency) -> Summary {
    match currency.decimals() {
        0 => both!(
            "use digits only: {currency} has no decimals",
            "gebruik alleen cijfers: {currency} heeft geen decimalen"
        ),
        2 => both!("use digits, a point and two digits", "gebruik cijfers, een punt en twee cijfers"),
        decimals => both!(
            "use digits, a point and {decimals} digits for {currency}",
            "gebruik cijfers, een punt en {decimals} cijfers voor {currency}"
        ),
    }
}

impl Read for Currency {
    const KIND: Kind = Kind::Currency;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Currency> {
        let text = text(value, Currency::KIND, faults)?;
        let currency = Currency::of(text);
        if currency.is_none() {
            let message = is_not(text, Currency::KIND);
            let meant = Currency::of(&text.to_ascii_uppercase());
            let meant = meant.map(|currency| both!("write `{currency}`", "schrijf `{currency}`"));
            let help = meant.unwrap_or_else(|| {
                both!(
                    "use a code of ISO 4217, such as `EUR`, `GBP` or `DKK`",
                    "gebruik een code van ISO 4217, zoals `EUR`, `GBP` of `DKK`"
                )
            });
            faults.error(FaultCode::UnknownCurrency, span_of(value), message, Some(help));
        }
        currency
    }
}

/// The currency that a file names at its top, before anything else of it is read; euros where it names none that exists.
pub(crate) fn currency_of(table: &DeTable<'_>) -> Currency {
    let named = table.get("currency").and_then(|value| value.get_ref().as_str());
    named.and_then(Currency::of).unwrap_or(Currency::EUR)
}

/// Periods, in the units that have a meaning in their place.
macro_rules! periods {
    ($($(#[$doc:meta])* $name:ident of $($unit:ident)+;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) Period);

        impl $name {
            const UNITS: &'static [Unit] = &[$(Unit::$unit,)+];
        }

        impl Read for $name {
            const KIND: Kind = Kind::Period($name::UNITS);

            fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<$name> {
                period(value, $name::UNITS, faults).map($name)
            }
        }
    )+};
}

periods! {
    /// A period in any unit.
    AnyPeriod of Minutes Hours Days WorkingDays Weeks Months Years;
    /// A period that is counted in civil dates.
    CivilPeriod of Days WorkingDays Weeks Months Years;
    /// A period by the days of the calendar.
    CalendarPeriod of Days Weeks Months Years;
    /// A period of a fixed number of days.
    DayPeriod of Days Weeks;
}

/// A period in any unit, and the time on the day at which it ends.
#[derive(Clone, Copy)]
pub(crate) struct Ending {
    pub(crate) period: Period,
    pub(crate) at: Option<TimeOfDay>,
}

impl Read for Ending {
    const KIND: Kind = Kind::Ending(AnyPeriod::UNITS);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Ending> {
        let written = text(value, Ending::KIND, faults)?;
        let Some((counted, time)) = written.split_once(AT) else {
            return period(value, AnyPeriod::UNITS, faults).map(|period| Ending { period, at: None });
        };
        let at = TimeOfDay::parse(time).filter(|time| *time < TimeOfDay::END);
        match (period_of(value, counted, AnyPeriod::UNITS, faults)?, at) {
            (period, _) if period.elapsed().is_some() => {
                let message = both!(
                    "a period of minutes or hours ends at its own time",
                    "een termijn van minuten of uren eindigt op zijn eigen tijd"
                );
                faults.error(FaultCode::PeriodUnit, span_of(value), message, None);
                None
            }
            (period, Some(at)) => Some(Ending { period, at: Some(at) }),
            (_, None) => {
                let message =
                    both!("{} is not a time from 00:00 to 23:59", "{} is geen tijd van 00:00 tot 23:59", quoted(time));
                faults.error(FaultCode::BadTime, span_of(value), message, None);
                None
            }
        }
    }
}

fn period(value: &Value<'_>, units: &'static [Unit], faults: &mut Faults<'_>) -> Option<Period> {
    let text = text(value, Kind::Period(units), faults)?;
    period_of(value, text, units, faults)
}

/// The period that a text writes, which is a value or the beginning of one.
fn period_of(value: &Value<'_>, text: &str, units: &'static [Unit], faults: &mut Faults<'_>) -> Option<Period> {
    let names: Vec<&str> = units.iter().map(|unit| unit.names().1).collect();
    match Period::parse(text) {
        Ok(period) if units.contains(&period.unit) => return Some(period),
        Ok(period) => {
            let unit = period.unit.names().1;
            let message = both!(
                "`{period}` cannot be counted in {unit} here",
                "`{period}` kan hier niet in `{unit}` worden geteld"
            );
            let all = one_of(&names);
            let help = both!("use {all}", "gebruik {all}"; all);
            faults.error(FaultCode::PeriodUnit, span_of(value), message, Some(help));
        }
        Err(error) => {
            let (wrong, help) = match &error {
                PeriodError::Form(_) => (Kind::Period(units).denied(), None),
                PeriodError::Count(_) => {
                    let wrong = both!(
                        "does not start with a whole number up to {}",
                        "begint niet met een geheel getal tot en met {}",
                        Period::MAX_COUNT
                    );
                    (wrong, None)
                }
                PeriodError::Unit(unit) => {
                    (both!("is in no unit that exists", "heeft geen eenheid die bestaat"), advice(unit, &names))
                }
                PeriodError::FirstDay(_) => (both!("has no first day", "heeft geen eerste dag"), None),
            };
            let message = both!("{} {wrong}", "{} {wrong}", quoted(text); wrong);
            faults.error(FaultCode::BadPeriod, span_of(value), message, help);
        }
    }
    None
}

impl Read for Date {
    const KIND: Kind = Kind::Date;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Date> {
        let DeValue::Datetime(datetime) = value.get_ref() else { return wrong_kind(value, Date::KIND, faults) };
        let (Some(date), None, None) = (datetime.date, datetime.time, datetime.offset) else {
            return wrong_kind(value, Date::KIND, faults);
        };
        let exists = Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day));
        if exists.is_none() {
            let message = both!("there is no day `{date}`", "de dag `{date}` bestaat niet");
            faults.error(FaultCode::BadDate, span_of(value), message, None);
        }
        exists
    }
}

impl Read for TimeOfDay {
    const KIND: Kind = Kind::TimeOfDay;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<TimeOfDay> {
        let text = text(value, TimeOfDay::KIND, faults)?;
        let time = TimeOfDay::parse(text);
        if time.is_none() {
            let message = is_not(text, TimeOfDay::KIND);
            faults.error(FaultCode::BadTime, span_of(value), message, None);
        }
        time
    }
}

impl Read for YearDay {
    const KIND: Kind = Kind::YearDay;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<YearDay> {
        let text = text(value, YearDay::KIND, faults)?;
        let day = YearDay::parse(text);
        if day.is_none() {
            let message = is_not(text, YearDay::KIND);
            faults.error(FaultCode::BadDate, span_of(value), message, None);
        }
        day
    }
}

impl Read for Zone {
    const KIND: Kind = Kind::Zone;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Zone> {
        let text = text(value, Zone::KIND, faults)?;
        let zone = zone(text);
        if zone.is_none() {
            let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let help = closest(text, known).map(did_you_mean);
            let message = both!(
                "{} is not a zone of the IANA database",
                "{} is geen tijdzone van de IANA-databank",
                quoted(text)
            );
            faults.error(FaultCode::UnknownZone, span_of(value), message, help);
        }
        zone
    }
}

/// The zone with a name. Making one takes milliseconds, so that those made before are kept: a few kilobytes each, and
/// there are some six hundred.
fn zone(name: &str) -> Option<Zone> {
    static MADE: Mutex<Vec<Zone>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(zone) = made.iter().find(|zone| zone.name() == name) {
        return Some(zone.clone());
    }
    let zone = Zone::named(name)?;
    made.push(zone.clone());
    Some(zone)
}

impl Read for Holidays {
    const KIND: Kind = Kind::Holidays;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Holidays> {
        let text = text(value, Holidays::KIND, faults)?;
        let holidays = Holidays::named(text);
        if holidays.is_none() {
            let message =
                both!("there is no calendar of holidays {}", "er is geen kalender van feestdagen {}", quoted(text));
            faults.error(FaultCode::UnknownHolidays, span_of(value), message, Some(advice_on_calendar(text)));
        }
        holidays
    }
}

/// The calendar that is meant, if one comes near, and all of them.
fn advice_on_calendar(code: &str) -> Summary {
    let codes: Vec<&str> = Holidays::all().map(Holidays::code).collect();
    let same = codes.iter().copied().find(|other| other.eq_ignore_ascii_case(code));
    let region = codes.iter().copied().find(|other| other.split_once('-').is_some_and(|(country, _)| country == code));
    // Among codes of two letters any two come near each other.
    let near = closest(code, codes.iter().copied()).filter(|_| code.len() > 2);
    let all = all_of(&codes);
    match same.or(region).or(near) {
        Some(near) => {
            both!("did you mean `{near}`? there are {all}", "bedoelt u `{near}`? er zijn {all}"; all)
        }
        None => both!("there are {all}", "er zijn {all}"; all),
    }
}

/// Makes an enum of words readable: as `Word`, or as `Named` where a file may declare others beside them.
macro_rules! readable_words {
    ($($name:ty: $en:literal | $nl:literal,)+) => {
        $crate::policy::load::values::readable_words!(Word; $($name: $en | $nl,)+);
    };
    ($kind:ident; $($name:ty: $en:literal | $nl:literal,)+) => {$(
        impl $crate::policy::load::read::Read for $name {
            const KIND: $crate::policy::load::shape::Kind =
                $crate::policy::load::shape::Kind::$kind($crate::vocabulary::Bilingual::new($en, $nl), <$name>::NAMES);

            fn read(
                value: &$crate::policy::load::read::Value<'_>,
                faults: &mut $crate::policy::load::faults::Faults<'_>,
            ) -> Option<$name> {
                let called = $crate::vocabulary::Bilingual::new($en, $nl);
                $crate::policy::load::values::word(value, called, <$name>::NAMES, <$name>::parse, faults)
            }
        }
    )+};
}
pub(crate) use readable_words;

/// That a text is not of a kind.
pub(crate) fn is_not(written: &str, kind: Kind) -> Summary {
    let not = kind.denied();
    both!("{} {not}", "{} {not}", quoted(written); not)
}

/// That a word is none of those that are known as something.
pub(crate) fn unknown(called: Bilingual, written: &str) -> Summary {
    both!("unknown {called} {}", "{} is niet bekend als {called}", quoted(written); called)
}

/// Reads one of some words.
pub(crate) fn word<T>(
    value: &Value<'_>,
    called: Bilingual,
    names: &'static [&'static str],
    parse: fn(&str) -> Option<T>,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let text = text(value, Kind::Word(called, names), faults)?;
    let word = parse(text);
    if word.is_none() {
        let help = if faults.has_room() { advice(text, names) } else { None };
        faults.error(FaultCode::UnknownWord, span_of(value), unknown(called, text), help);
    }
    word
}
