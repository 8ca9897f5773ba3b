//! Columns as they are read: one representation for each kind of fact, whatever Arrow calls it.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int64Array, ListArray, StringArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, TimeUnit};
use clausula::facts::table::{Fact, FactKind, FactValue};

use crate::names::Words;

/// What a column must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    YesNo,
    Whole,
    Day,
    Moment,
    Text,
    Days,
    List,
}

impl Shape {
    pub(crate) fn of(kind: FactKind) -> Shape {
        match kind {
            FactKind::YesNo | FactKind::Group => Shape::YesNo,
            FactKind::Amount | FactKind::Count { .. } => Shape::Whole,
            FactKind::Date => Shape::Day,
            FactKind::Dates { .. } => Shape::Days,
            FactKind::Instant => Shape::Moment,
            FactKind::Choice(_) | FactKind::Text { .. } => Shape::Text,
            FactKind::List { .. } => Shape::List,
        }
    }

    pub(crate) const fn wanted(self) -> &'static str {
        match self {
            Shape::YesNo => "a boolean",
            Shape::Whole => "a whole number (an integer of at most 64 bits with a sign, or 32 without)",
            Shape::Day => "a date (date32)",
            Shape::Moment => "a timestamp with a time zone",
            Shape::Text => "a text (utf8)",
            Shape::Days => "a list of dates (date32)",
            Shape::List => "a list of structs",
        }
    }

    /// Whether a type can be read as it, without any value changing.
    pub(crate) fn takes(self, given: &DataType) -> bool {
        use DataType as T;
        match (self, given) {
            (Shape::YesNo, T::Boolean) => true,
            (Shape::Whole, T::Int8 | T::Int16 | T::Int32 | T::Int64 | T::UInt8 | T::UInt16 | T::UInt32) => true,
            (Shape::Day, T::Date32) => true,
            (Shape::Moment, T::Timestamp(_, zone)) => zone.is_some(),
            (Shape::Text, T::Utf8 | T::LargeUtf8 | T::Utf8View) => true,
            (Shape::Text, T::Dictionary(_, values)) => Shape::Text.takes(values),
            (Shape::Days, T::List(item) | T::LargeList(item)) => Shape::Day.takes(item.data_type()),
            (Shape::List, T::List(item) | T::LargeList(item)) => matches!(item.data_type(), T::Struct(_)),
            _ => false,
        }
    }

    /// The one type that the rows are read from.
    fn read_as(self, given: &DataType) -> DataType {
        match (self, given) {
            (Shape::Whole, _) => DataType::Int64,
            (Shape::Text, _) => DataType::Utf8,
            (_, DataType::LargeList(item)) => DataType::List(Arc::clone(item)),
            (_, given) => given.clone(),
        }
    }

    pub(crate) fn read(self, array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
        let wanted = self.read_as(array.data_type());
        if *array.data_type() == wanted { Ok(Arc::clone(array)) } else { cast(array, &wanted) }
    }
}

/// A fact as a batch states it.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) fact: Fact,
    /// The message that is there when the fact is.
    pub(crate) group: Option<Fact>,
    pub(crate) required: bool,
    pub(crate) source: Source,
}

/// The values of a column.
#[derive(Debug)]
pub(crate) enum Source {
    YesNo(BooleanArray),
    Amount { units: Int64Array, currency: Option<StringArray> },
    Count(Int64Array),
    Day(Date32Array),
    Moment(Moments),
    Word { given: StringArray, codes: Vec<u8>, words: Arc<Words> },
    Text(StringArray),
    Days { list: ListArray, days: Date32Array },
    List { list: ListArray, entries: Vec<Stated> },
}

/// No word is stated.
pub(crate) const NO_WORD: u8 = u8::MAX;
/// A word is stated that there is not.
pub(crate) const UNKNOWN_WORD: u8 = u8::MAX - 1;

/// The place of each text among some words.
pub(crate) fn codes<'w>(given: &StringArray, words: impl Iterator<Item = &'w str> + Clone) -> Vec<u8> {
    let mut last: Option<(&str, u8)> = None;
    let code = |text: &str| {
        let place = words.clone().position(|word| word == text);
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or(UNKNOWN_WORD)
    };
    given
        .iter()
        .map(|text| match (text, last) {
            (None | Some(""), _) => NO_WORD,
            (Some(text), Some((same, code))) if same == text => code,
            (Some(text), _) => {
                let code = code(text);
                last = Some((text, code));
                code
            }
        })
        .collect()
}

/// Instants, in the unit of their column.
#[derive(Debug)]
pub(crate) struct Moments {
    values: Int64Array,
    unit: TimeUnit,
}

impl Moments {
    pub(crate) fn of(array: &ArrayRef) -> Option<Moments> {
        let DataType::Timestamp(unit, _) = array.data_type() else { return None };
        let values = match unit {
            TimeUnit::Second => array.as_primitive_opt::<TimestampSecondType>()?.reinterpret_cast::<Int64Type>(),
            TimeUnit::Millisecond => {
                array.as_primitive_opt::<TimestampMillisecondType>()?.reinterpret_cast::<Int64Type>()
            }
            TimeUnit::Microsecond => {
                array.as_primitive_opt::<TimestampMicrosecondType>()?.reinterpret_cast::<Int64Type>()
            }
            TimeUnit::Nanosecond => {
                array.as_primitive_opt::<TimestampNanosecondType>()?.reinterpret_cast::<Int64Type>()
            }
        };
        Some(Moments { values, unit: *unit })
    }

    /// Seconds since 1970 and nanoseconds after them.
    pub(crate) fn get(&self, row: usize) -> Option<(i64, u32)> {
        if self.values.is_null(row) {
            return None;
        }
        let value = *self.values.values().get(row)?;
        Some(match self.unit {
            TimeUnit::Second => (value, 0),
            TimeUnit::Millisecond => in_seconds::<1_000>(value),
            TimeUnit::Microsecond => in_seconds::<1_000_000>(value),
            TimeUnit::Nanosecond => in_seconds::<NANOS>(value),
        })
    }
}

const NANOS: i64 = 1_000_000_000;

/// Seconds, and nanoseconds after them, of so many parts of a second. The parts are known beforehand, which spares a division.
fn in_seconds<const PARTS: i64>(value: i64) -> (i64, u32) {
    let nanos = value.rem_euclid(PARTS) * (NANOS / PARTS);
    (value.div_euclid(PARTS), u32::try_from(nanos).unwrap_or_default())
}

/// The value of a row, where there is one.
pub(crate) fn at<'a, T>(array: &'a T, row: usize) -> Option<<&'a T as arrow_array::ArrayAccessor>::Item>
where
    &'a T: arrow_array::ArrayAccessor,
{
    use arrow_array::ArrayAccessor;
    let array: &'a T = array;
    if row < (&array).len() && !(&array).is_null(row) { Some(array.value(row)) } else { None }
}

/// Which rows of the values of a list are those of a row; none for a null.
pub(crate) fn span(list: &ListArray, row: usize) -> Option<std::ops::Range<usize>> {
    if list.is_null(row) {
        return None;
    }
    let offsets = list.value_offsets();
    let place = |row: usize| offsets.get(row).and_then(|offset| usize::try_from(*offset).ok());
    Some(place(row)?..place(row + 1)?)
}

/// The item of a list type.
pub(crate) fn item(given: &DataType) -> Option<&Field> {
    match given {
        DataType::List(item) | DataType::LargeList(item) => Some(item),
        _ => None,
    }
}

/// The values of a column of a fact that has no parts.
pub(crate) fn plain(
    kind: FactKind,
    array: &ArrayRef,
    currency: Option<&ArrayRef>,
    words: &Arc<Words>,
) -> Result<Source, ArrowError> {
    let wrong = || ArrowError::SchemaError("a batch has another type than its schema".to_owned());
    let array = Shape::of(kind).read(array)?;
    let text = |array: &ArrayRef| array.as_string_opt::<i32>().cloned().ok_or_else(wrong);
    Ok(match kind {
        FactKind::YesNo | FactKind::Group => Source::YesNo(array.as_boolean_opt().cloned().ok_or_else(wrong)?),
        FactKind::Amount => {
            let currency = currency.map(|array| Shape::Text.read(array).and_then(|array| text(&array))).transpose()?;
            Source::Amount { units: array.as_primitive_opt::<Int64Type>().cloned().ok_or_else(wrong)?, currency }
        }
        FactKind::Count { .. } => Source::Count(array.as_primitive_opt::<Int64Type>().cloned().ok_or_else(wrong)?),
        FactKind::Date => Source::Day(array.as_primitive_opt::<Date32Type>().cloned().ok_or_else(wrong)?),
        FactKind::Instant => Source::Moment(Moments::of(&array).ok_or_else(wrong)?),
        FactKind::Choice(_) => {
            let given = text(&array)?;
            let codes = codes(&given, words.iter().map(|(name, _)| name.as_str()));
            Source::Word { given, codes, words: Arc::clone(words) }
        }
        FactKind::Text { .. } => Source::Text(text(&array)?),
        FactKind::Dates { .. } => {
            let list = array.as_list_opt::<i32>().cloned().ok_or_else(wrong)?;
            let days = list.values().as_primitive_opt::<Date32Type>().cloned().ok_or_else(wrong)?;
            Source::Days { list, days }
        }
        FactKind::List { .. } => return Err(wrong()),
    })
}

/// A word of a row: `Err` for one that there is not.
pub(crate) fn word(codes: &[u8], words: &Words, row: usize) -> Result<Option<FactValue<'static>>, ()> {
    match codes.get(row) {
        None | Some(&NO_WORD) => Ok(None),
        Some(code) => words.get(usize::from(*code)).map(|(_, word)| Some(*word)).ok_or(()),
    }
}
