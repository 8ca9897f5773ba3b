//! From a JSON text to the bytes of its message, and what in it does not fit.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use prost::encoding::{WireType, encode_key, encode_varint};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::number::whole;
use super::shape::{Field, Kind, Shape, closest};
use super::token::{Expected, Found, Token};
use crate::contract::Timestamp;
use crate::contract::error::FieldProblem;
use crate::contract::wording::{Echo, Problem};
use crate::money::Locale;

/// What a text holds.
#[derive(Debug)]
pub(super) struct Read {
    /// The message, without what does not fit. An element of a list that does not fit is an empty message there, so that
    /// the others keep their places.
    pub(super) bytes: Vec<u8>,
    /// What does not fit.
    pub(super) problems: Vec<FieldProblem>,
    /// The language that the message asks for.
    pub(super) locale: Locale,
}

/// Reads the text of a message.
///
/// # Errors
/// Where it is not JSON.
pub(super) fn read(json: &[u8], shape: &'static Shape) -> Result<Read, serde_json::Error> {
    let mut text = serde_json::Deserializer::from_slice(json);
    let mut reader = JsonReader { bytes: Vec::with_capacity(json.len()), ..JsonReader::default() };
    if let Value::Other(found) = (Body { reader: &mut reader, shape }).deserialize(&mut text)? {
        reader.report(Problem::WrongKind { expected: Expected::Object, found });
    }
    text.end()?;
    let JsonReader { bytes, path: _, problems, locale } = reader;
    Ok(Read { bytes, problems, locale })
}

/// The bytes so far, where in the text they come from, and what did not fit.
#[derive(Debug, Default)]
struct JsonReader {
    bytes: Vec<u8>,
    path: Vec<PathStep>,
    problems: Vec<FieldProblem>,
    locale: Locale,
}

/// A step on the way to a value.
#[derive(Debug)]
enum PathStep {
    Field(&'static Field),
    Element(usize),
    Key(String),
}

/// How many problems are noted, at most: a text can have one at every few bytes.
const MOST_PROBLEMS: usize = 1_000;

/// The path of a message that does not fit as a whole.
pub(super) const WHOLE: &str = "request";

/// The field of any message that says in which language to answer.
const LOCALE: &str = "locale";

impl JsonReader {
    /// Notes that something is wrong with the value at hand.
    fn report(&mut self, problem: Problem) {
        let path = if self.path.is_empty() { WHOLE.to_owned() } else { self.path() };
        self.note(FieldProblem::new(path, problem));
    }

    /// Notes that the message at hand has no field with a name.
    fn report_unknown(&mut self, name: &str, shape: &Shape) {
        let meant = closest(name, shape.fields.iter().map(|field| field.json));
        let suggestion = shape.fields.iter().find(|field| Some(field.json) == meant).map(|field| field.proto);
        self.note(FieldProblem::unknown(self.path(), name, Problem::UnknownField { suggestion }));
    }

    fn note(&mut self, problem: FieldProblem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// The path of the value at hand in the names of the `.proto` files.
    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                PathStep::Field(field) => {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(field.proto);
                }
                PathStep::Element(index) => path.push_str(&format!("[{index}]")),
                PathStep::Key(key) => path.push_str(&format!("[{}]", Echo::from(key.as_str()))),
            }
        }
        path
    }

    /// Goes a step further for as long as something is done.
    fn within<T>(&mut self, step: PathStep, done: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let done = done(self);
        self.path.pop();
        done
    }

    /// Writes a message whose body something else writes: its key and its length come before it.
    fn message<T>(&mut self, number: u32, body: impl FnOnce(&mut Self) -> T) -> T {
        encode_key(number, WireType::LengthDelimited, &mut self.bytes);
        // Most lengths take one byte.
        let start = self.bytes.len();
        self.bytes.push(0);
        let done = body(self);
        let length = self.bytes.len() - start - 1;
        match (u8::try_from(length), self.bytes.get_mut(start)) {
            (Ok(length @ ..0x80), Some(byte)) => *byte = length,
            _ => {
                let mut bytes = Vec::with_capacity(10);
                encode_varint(length as u64, &mut bytes);
                self.bytes.splice(start..=start, bytes);
            }
        }
        done
    }

    /// Reads a value that is neither a message nor a list of values.
    fn scalar(&mut self, kind: Kind, number: u32, raw: &str) {
        match (kind, Token::of(raw)) {
            (Kind::Flag, Token::Flag(flag)) => prost::encoding::bool::encode(number, &flag, &mut self.bytes),
            (Kind::Text, Token::Text(text)) => self.text(number, &text),
            (Kind::Timestamp, Token::Text(text)) => match text.parse::<Timestamp>() {
                Ok(at) => prost::encoding::message::encode(number, &at, &mut self.bytes),
                Err(_) => self.report(Problem::NotATimestamp { text: (&*text).into() }),
            },
            (Kind::Int32 | Kind::Int64, Token::Number(text)) => self.whole(kind, number, text),
            (Kind::Int32 | Kind::Int64, Token::Text(text)) => self.whole(kind, number, &text),
            (Kind::Word(_), Token::Number(text)) => self.whole(Kind::Int32, number, text),
            (Kind::Word(values), Token::Text(text)) => match values.iter().find(|(name, _)| *name == text) {
                Some((_, value)) => prost::encoding::int32::encode(number, value, &mut self.bytes),
                None => self.unknown_name(&text, values),
            },
            (_, Token::NotText) => self.report(Problem::NotText),
            (kind, token) => self.report(Problem::WrongKind { expected: kind.into(), found: token.into() }),
        }
    }

    fn text(&mut self, number: u32, text: &str) {
        encode_key(number, WireType::LengthDelimited, &mut self.bytes);
        encode_varint(text.len() as u64, &mut self.bytes);
        self.bytes.extend_from_slice(text.as_bytes());
        if let [PathStep::Field(field)] = self.path.as_slice()
            && field.proto == LOCALE
        {
            self.locale = Locale::parse(text).unwrap_or_default();
        }
    }

    fn whole(&mut self, kind: Kind, number: u32, text: &str) {
        let of_cents = matches!(kind, Kind::Int64);
        match whole(text) {
            Some(value) if of_cents => prost::encoding::int64::encode(number, &value, &mut self.bytes),
            value => match value.and_then(|value| i32::try_from(value).ok()) {
                Some(value) => prost::encoding::int32::encode(number, &value, &mut self.bytes),
                None => self.report(Problem::NotAWholeNumber { text: text.into(), of_cents }),
            },
        }
    }

    fn unknown_name(&mut self, name: &str, values: &[(&'static str, i32)]) {
        // The zero means "not stated", which nobody needs to write.
        let names: Vec<&'static str> =
            values.iter().filter(|(_, number)| *number != 0).map(|(name, _)| *name).collect();
        let suggestion = closest(name, names.iter().copied());
        self.report(Problem::UnknownName { name: name.into(), suggestion, names });
    }
}

/// Whether a value had the structure that was read.
enum Value {
    Read,
    Other(Found),
}

/// Everything that a value with another structure than expected can be; `null` and what is expected apart.
macro_rules! other_values {
    ($($visit:ident)+) => {$(
        other_values!(@ $visit);
    )+};
    (@ flag) => {
        fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
            Ok(Value::Other(Found::Flag))
        }
    };
    (@ number) => {
        fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
            Ok(Value::Other(Found::Number))
        }

        fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
            Ok(Value::Other(Found::Number))
        }

        fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
            Ok(Value::Other(Found::Number))
        }
    };
    (@ text) => {
        fn visit_str<E>(self, _: &str) -> Result<Value, E> {
            Ok(Value::Other(Found::Text))
        }
    };
    (@ null) => {
        fn visit_unit<E>(self) -> Result<Value, E> {
            Ok(Value::Other(Found::Null))
        }
    };
    (@ list) => {
        fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Value::Other(Found::List))
        }
    };
    (@ object) => {
        fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Value, A::Error> {
            while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(Value::Other(Found::Object))
        }
    };
}

/// Reads an object as the fields of a message.
struct Body<'r> {
    reader: &'r mut JsonReader,
    shape: &'static Shape,
}

impl<'t> DeserializeSeed<'t> for Body<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'t>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Body<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Value, A::Error> {
        let Body { reader, shape } = self;
        // One bit for each field: whether its key was there, and whether with more than `null`.
        let (mut seen, mut given) = (0_u64, 0_u64);
        while let Some(name) = object.next_key_seed(Name)? {
            let Some((place, field)) = shape.field(&name) else {
                reader.report_unknown(&name, shape);
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            let bit = 1 << place;
            let first = field.choice.and_then(|choice| {
                let mut fields = shape.fields.iter().enumerate();
                fields.find(|(other, known)| known.choice == Some(choice) && given & (1 << other) != 0)
            });
            reader.path.push(PathStep::Field(field));
            let is_given = if seen & bit != 0 {
                reader.report(Problem::Twice);
                object.next_value::<IgnoredAny>()?;
                false
            } else if let Some((_, first)) = first {
                // `null` beside the one that is given says nothing.
                let beside = object.next_value::<&RawValue>()?.get() != "null";
                if beside {
                    let other = reader.path_beside(first);
                    reader.report(Problem::SecondOfOne { other });
                }
                false
            } else {
                reader.field(field, &mut object)?
            };
            reader.path.pop();
            seen |= bit;
            given |= if is_given { bit } else { 0 };
        }
        Ok(Value::Read)
    }

    other_values!(flag number text null list);
}

impl JsonReader {
    /// The path of another field of the message that holds the one at hand.
    fn path_beside(&mut self, field: &'static Field) -> String {
        let Some(own) = self.path.pop() else { return field.proto.to_owned() };
        let path = self.within(PathStep::Field(field), |reader| reader.path());
        self.path.push(own);
        path
    }

    /// Reads the value of a field; whether it is given.
    fn field<'t, A: MapAccess<'t>>(&mut self, field: &'static Field, object: &mut A) -> Result<bool, A::Error> {
        let Field { number, repeated, kind, .. } = *field;
        let (value, expected) = match (repeated, kind) {
            (true, _) => (object.next_value_seed(Elements { reader: self, field })?, Expected::List),
            (false, Kind::Map(shape)) => {
                (object.next_value_seed(Entries { reader: self, number, shape: shape() })?, Expected::Object)
            }
            (false, Kind::Message(shape)) => {
                let start = self.bytes.len();
                let value = self.message(number, |reader| object.next_value_seed(Body { reader, shape: shape() }))?;
                if matches!(value, Value::Other(_)) {
                    self.bytes.truncate(start);
                }
                (value, Expected::Object)
            }
            (false, _) => {
                let raw = object.next_value::<&RawValue>()?.get();
                if raw == "null" {
                    return Ok(false);
                }
                self.scalar(kind, number, raw);
                return Ok(true);
            }
        };
        match value {
            Value::Read => Ok(true),
            Value::Other(Found::Null) => Ok(false),
            Value::Other(found) => {
                self.report(Problem::WrongKind { expected, found });
                Ok(true)
            }
        }
    }
}

/// Reads an object as the entries of a map.
struct Entries<'r> {
    reader: &'r mut JsonReader,
    number: u32,
    shape: &'static Shape,
}

impl<'t> DeserializeSeed<'t> for Entries<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'t>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Entries<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Value, A::Error> {
        let Entries { reader, number, shape } = self;
        let mut seen: HashSet<String> = HashSet::new();
        while let Some(key) = object.next_key_seed(Name)? {
            let key = key.into_owned();
            reader.path.push(PathStep::Key(key.clone()));
            if seen.contains(&key) {
                reader.report(Problem::Twice);
                object.next_value::<IgnoredAny>()?;
            } else {
                reader.entry(number, &key, shape, &mut object)?;
            }
            reader.path.pop();
            seen.insert(key);
        }
        Ok(Value::Read)
    }

    other_values!(flag number text null list);
}

impl JsonReader {
    /// Reads an entry of a map: a message of its key and its value.
    fn entry<'t, A: MapAccess<'t>>(
        &mut self,
        number: u32,
        key: &str,
        shape: &'static Shape,
        object: &mut A,
    ) -> Result<(), A::Error> {
        let start = self.bytes.len();
        let value = self.message(number, |reader| {
            encode_key(1, WireType::LengthDelimited, &mut reader.bytes);
            encode_varint(key.len() as u64, &mut reader.bytes);
            reader.bytes.extend_from_slice(key.as_bytes());
            reader.message(2, |reader| object.next_value_seed(Body { reader, shape }))
        })?;
        if let Value::Other(found) = value {
            self.bytes.truncate(start);
            self.report(Problem::WrongKind { expected: Expected::Object, found });
        }
        Ok(())
    }
}

/// Reads a list as the values of a field.
struct Elements<'r> {
    reader: &'r mut JsonReader,
    field: &'static Field,
}

impl<'t> DeserializeSeed<'t> for Elements<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'t>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Elements<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Value, A::Error> {
        let Elements { reader, field } = self;
        for index in 0.. {
            let more = reader.within(PathStep::Element(index), |reader| reader.element(field, &mut list))?;
            if !more {
                break;
            }
        }
        Ok(Value::Read)
    }

    other_values!(flag number text null object);
}

impl JsonReader {
    /// Reads the next element of a list; whether there is one.
    fn element<'t, A: SeqAccess<'t>>(&mut self, field: &'static Field, list: &mut A) -> Result<bool, A::Error> {
        let Field { number, kind, .. } = *field;
        let Kind::Message(shape) = kind else {
            let Some(raw) = list.next_element::<&RawValue>()? else { return Ok(false) };
            self.scalar(kind, number, raw.get());
            return Ok(true);
        };
        let start = self.bytes.len();
        let value = self.message(number, |reader| list.next_element_seed(Body { reader, shape: shape() }))?;
        match value {
            Some(Value::Read) => {}
            Some(Value::Other(found)) => self.report(Problem::WrongKind { expected: Expected::Object, found }),
            None => self.bytes.truncate(start),
        }
        Ok(value.is_some())
    }
}

/// Reads a key.
struct Name;

impl<'t> DeserializeSeed<'t> for Name {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, key: D) -> Result<Cow<'t, str>, D::Error> {
        key.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Name {
    type Value = Cow<'t, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, name: &'t str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
