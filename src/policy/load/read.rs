//! Reading TOML values by the description of the format. What does not fit is a fault; the rest is read all the same.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::FaultCode;
use super::faults::Faults;
use super::format;
use super::hints;
use super::shape::{Kind, Need, Shape};
use super::snippet::quoted;
use super::suggest::{advice, closest, did_you_mean, one_of};
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::{Bilingual, both};

/// A TOML value with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// What a key of a table holds.
#[derive(Clone, Debug)]
pub(crate) enum Slot<T> {
    /// The key is not there.
    Absent,
    /// The key is there and its value is at fault, which was reported.
    Faulty,
    /// The key holds this.
    Given(At<T>),
}

impl<T> Slot<T> {
    /// The value, when it is there and fits.
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Slot::Given(at) => Some(&at.value),
            _ => None,
        }
    }

    /// The value with its place, when it is there and fits.
    pub(crate) fn given(&self) -> Option<&At<T>> {
        match self {
            Slot::Given(at) => Some(at),
            _ => None,
        }
    }

    /// The place of the value, when it is there and fits.
    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Slot::Given(at) => Some(at.span),
            _ => None,
        }
    }

    /// The value, or another when it is absent or at fault.
    pub(crate) fn get_or(&self, default: T) -> T
    where
        T: Copy,
    {
        self.get().copied().unwrap_or(default)
    }

    /// Whether the key is not there.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Slot::Absent)
    }

    /// Whether the key is there and its value is at fault.
    pub(crate) fn is_faulty(&self) -> bool {
        matches!(self, Slot::Faulty)
    }
}

/// What can be read from a value of a policy file.
pub(crate) trait Read: Sized {
    /// What it looks like.
    const KIND: Kind;

    /// Reads it; `None` after reporting at least one error.
    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Self>;
}

/// In a box what is large and mostly absent.
impl<T: Read> Read for Box<T> {
    const KIND: Kind = T::KIND;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Box<T>> {
        T::read(value, faults).map(Box::new)
    }
}

/// What can be read from a table.
pub(crate) trait Table: Read {
    /// Its keys.
    const SHAPE: &'static Shape;

    /// Takes each key.
    fn from_keys(keys: &mut Keys<'_, '_>) -> Self;
}

/// The keys of one table, and where to report what is wrong with them.
pub(crate) struct Keys<'r, 'f> {
    table: &'r DeTable<'r>,
    span: Span,
    faults: &'r mut Faults<'f>,
}

impl Keys<'_, '_> {
    /// What a key holds.
    pub(crate) fn take<T: Read>(&mut self, name: &str) -> Slot<T> {
        let Some(value) = self.table.get(name) else { return Slot::Absent };
        match T::read(value, self.faults) {
            Some(read) => {
                hints::doubt(name, value, T::KIND, self.faults);
                Slot::Given(At { value: read, span: span_of(value) })
            }
            None => {
                hints::mend(value, T::KIND, self.faults);
                Slot::Faulty
            }
        }
    }

    /// Where the table stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }
}

/// The place of a value.
pub(crate) fn span_of<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span { start: range.start, end: range.end }
}

/// Reads a table that stands as a value.
pub(crate) fn read_table<T: Table>(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<T> {
    match value.get_ref() {
        DeValue::Table(table) => Some(read_keys(table, span_of(value), faults)),
        _ => wrong_kind(value, T::KIND, faults),
    }
}

/// Reads the keys of a table and reports those that are missing, not known, or one too many.
pub(crate) fn read_keys<T: Table>(table: &DeTable<'_>, span: Span, faults: &mut Faults<'_>) -> T {
    let misspelt = unknown_keys(table, T::SHAPE, faults);
    missing_keys(table, T::SHAPE, span, &misspelt, faults);
    for (need, names) in T::SHAPE.groups() {
        check_group(table, T::SHAPE, need, &names, span, &misspelt, faults);
    }
    T::from_keys(&mut Keys { table, span, faults })
}

/// Advice on a key that other tables of a policy file have: the keys of those tables. There is none where they are many, or the
/// file is of another kind.
fn stands_within(key: &str, shape: &'static Shape) -> Option<Summary> {
    const FEW: usize = 6;
    let all = format().all();
    let has = |table: &'static Shape| table != shape && table.fields.iter().any(|field| field.name == key);
    let mut keys: Vec<&str> = Vec::new();
    for field in all.iter().flat_map(|table| table.fields) {
        if field.kind.table().is_some_and(has) && !keys.contains(&field.name) {
            keys.push(field.name);
        }
    }
    if !all.contains(&shape) || keys.is_empty() || keys.len() > FEW {
        return None;
    }
    let within = one_of(&keys);
    Some(both!("`{key}` stands within {within}", "`{key}` staat in {within}"; within))
}

/// Reports keys that are not known, and gives the keys that were probably meant: they are not missing.
fn unknown_keys(table: &DeTable<'_>, shape: &'static Shape, faults: &mut Faults<'_>) -> Vec<&'static str> {
    let known = shape.names();
    let mut meant = Vec::new();
    for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
        let message =
            both!("unknown key {} in `{}`", "onbekende sleutel {} in `{}`", quoted(key.get_ref()), shape.name);
        let free = known.iter().copied().filter(|name| !table.contains_key(*name));
        let close = if faults.has_room() { closest(key.get_ref(), free) } else { None };
        let help = match close {
            Some(name) => Some(did_you_mean(name)),
            None if faults.has_room() => advice(key.get_ref(), &known).or_else(|| stands_within(key.get_ref(), shape)),
            None => None,
        };
        faults.error(FaultCode::UnknownKey, span_of(key), message, help);
        if let Some(name) = close {
            hints::mend_key(span_of(key), name, faults);
        }
        meant.extend(close);
    }
    meant
}

fn missing_keys(table: &DeTable<'_>, shape: &Shape, span: Span, misspelt: &[&str], faults: &mut Faults<'_>) {
    for field in shape.fields.iter().filter(|field| field.need == Need::Required) {
        if !table.contains_key(field.name) && !misspelt.contains(&field.name) {
            let (name, takes) = (field.name, field.kind.phrase());
            let message = both!("missing key `{name}` in `{}`", "sleutel `{name}` ontbreekt in `{}`", shape.name);
            // What a key means is described in English; its name and kind tell a Dutch reader where to look.
            let help = Summary {
                en: format!("`{name}` takes {}:{}", takes.en, field.doc),
                nl: format!("`{name}` is {}", takes.nl),
            };
            faults.error(FaultCode::MissingKey, span, message, Some(help));
        }
    }
}

/// Reports a group of keys of which there is none, or more than one where one is enough.
fn check_group(
    table: &DeTable<'_>,
    shape: &Shape,
    need: Need,
    names: &[&str],
    span: Span,
    misspelt: &[&str],
    faults: &mut Faults<'_>,
) {
    let given: Vec<&str> = names.iter().copied().filter(|name| table.contains_key(*name)).collect();
    match given.as_slice() {
        [] if matches!(need, Need::OneOf(_) | Need::SomeOf(_)) && !names.iter().any(|name| misspelt.contains(name)) => {
            let any = one_of(names);
            let message = both!("`{}` needs one of {any}", "`{}` heeft {any} nodig", shape.name; any);
            faults.error(FaultCode::MissingKey, span, message, None);
        }
        [_, second, ..] if !matches!(need, Need::SomeOf(_)) => {
            let any = one_of(&given);
            let message =
                both!("`{}` takes only one of {any}", "in `{}` mag {any} staan, niet meer dan één", shape.name; any);
            let place = table.get_key_value(*second).map_or(span, |(key, _)| span_of(key));
            faults.error(FaultCode::KeyConflict, place, message, None);
        }
        _ => {}
    }
}

/// Reports that a value is of another kind than it should be.
pub(crate) fn wrong_kind<T>(value: &Value<'_>, kind: Kind, faults: &mut Faults<'_>) -> Option<T> {
    let found = match value.get_ref() {
        DeValue::String(_) => Bilingual::new("a text", "een tekst"),
        DeValue::Integer(_) => Bilingual::new("a whole number", "een geheel getal"),
        DeValue::Float(_) => Bilingual::new("a number with decimals", "een getal met decimalen"),
        DeValue::Boolean(_) => Bilingual::new("`true` or `false`", "`true` of `false`"),
        DeValue::Datetime(datetime) => match (datetime.date, datetime.time) {
            (Some(_), None) => Bilingual::new("a date", "een datum"),
            (None, _) => Bilingual::new("a time", "een tijd"),
            _ => Bilingual::new("a date with a time", "een datum met een tijd"),
        },
        DeValue::Array(_) => Bilingual::new("a list", "een lijst"),
        DeValue::Table(_) => Bilingual::new("a table", "een tabel"),
    };
    let wanted = kind.phrase();
    let message = both!("expected {wanted}, found {found}", "hier hoort {wanted}, en er staat {found}"; wanted, found);
    faults.error(FaultCode::WrongKind, span_of(value), message, hint(value.get_ref(), kind));
    None
}

/// How to write what was probably meant.
fn hint(value: &DeValue<'_>, kind: Kind) -> Option<Summary> {
    let help = match (value, kind) {
        (DeValue::String(_), Kind::Date | Kind::Moment | Kind::Bool | Kind::Integer(..) | Kind::Percent) => {
            Bilingual::new("write it without quotes", "schrijf het zonder aanhalingstekens")
        }
        (DeValue::Integer(_) | DeValue::Float(_), Kind::Amount | Kind::SignedAmount) => Bilingual::new(
            "write amounts as text, with two decimals: `\"100.00\"`",
            "schrijf bedragen als tekst, met twee decimalen: `\"100.00\"`",
        ),
        (DeValue::Table(_), Kind::List(_) | Kind::NonEmpty(_)) => Bilingual::new(
            "write its heading in double brackets: `[[...]]`",
            "schrijf de kop tussen dubbele haken: `[[...]]`",
        ),
        (DeValue::Array(_), Kind::Table(_)) => Bilingual::new(
            "write its heading in single brackets: `[...]`",
            "schrijf de kop tussen enkele haken: `[...]`",
        ),
        (_, Kind::List(_) | Kind::NonEmpty(_)) => {
            Bilingual::new("put it in brackets: `[...]`", "zet het tussen haken: `[...]`")
        }
        (DeValue::Datetime(_), Kind::Date) => Bilingual::new("leave the time out", "laat de tijd weg"),
        (DeValue::Datetime(_), Kind::Moment) => Bilingual::new("write the date, too", "schrijf ook de datum"),
        (DeValue::Datetime(_), _) => Bilingual::new("write it in quotes", "schrijf het tussen aanhalingstekens"),
        _ => return None,
    };
    Some(help.into())
}
