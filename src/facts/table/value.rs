//! The value of a fact, and the types of the domain that hold one.

use crate::calendar::{Date, Instant};

use crate::money::Cents;
use crate::vocabulary::{BreachKind, Cause, CustomerType, DamageKind, Party, ProductType};

/// What a fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactValue<'a> {
    /// So, or not so.
    YesNo(bool),
    /// An amount of money.
    Amount(Cents),
    /// How many.
    Count(u32),
    /// A civil date.
    Date(Date),
    /// Some civil dates.
    Dates(&'a [Date]),
    /// An instant.
    Instant(Instant),
    /// One of the words of a choice, by its name.
    Word(&'static str),
    /// A text of the caller's own.
    Text(&'a str),
}

/// A type of the domain that holds the value of a fact.
pub(super) trait Held {
    /// What is held; `None` where it is not known.
    fn value(&self) -> Option<FactValue<'_>>;

    /// Holds another value. A value of another kind changes nothing, and neither does `None` where there must be one.
    fn put(&mut self, value: Option<FactValue<'_>>);
}

/// Types that are written as one kind of value.
macro_rules! held_as {
    ($($kind:ty: $variant:ident,)+) => {$(
        impl Held for $kind {
            fn value(&self) -> Option<FactValue<'_>> {
                Some(FactValue::$variant(*self))
            }

            fn put(&mut self, value: Option<FactValue<'_>>) {
                if let Some(FactValue::$variant(value)) = value {
                    *self = value;
                }
            }
        }

        impl Held for Option<$kind> {
            fn value(&self) -> Option<FactValue<'_>> {
                self.map(FactValue::$variant)
            }

            fn put(&mut self, value: Option<FactValue<'_>>) {
                *self = match value {
                    Some(FactValue::$variant(value)) => Some(value),
                    _ => None,
                };
            }
        }
    )+};
}

held_as! { bool: YesNo, Cents: Amount, u32: Count, Date: Date, Instant: Instant, }

/// Words of the vocabulary, by their names.
macro_rules! held_as_word {
    ($($kind:ty,)+) => {$(
        impl Held for $kind {
            fn value(&self) -> Option<FactValue<'_>> {
                Some(FactValue::Word(self.name()))
            }

            fn put(&mut self, value: Option<FactValue<'_>>) {
                if let Some(FactValue::Word(name)) = value {
                    *self = <$kind>::parse(name).unwrap_or(*self);
                }
            }
        }
    )+};
}

held_as_word! { CustomerType, ProductType, Cause, Party, DamageKind, BreachKind, }

impl Held for Vec<Date> {
    fn value(&self) -> Option<FactValue<'_>> {
        Some(FactValue::Dates(self))
    }

    fn put(&mut self, value: Option<FactValue<'_>>) {
        self.clear();
        if let Some(FactValue::Dates(dates)) = value {
            self.extend_from_slice(dates);
        }
    }
}

impl Held for String {
    fn value(&self) -> Option<FactValue<'_>> {
        Some(FactValue::Text(self))
    }

    fn put(&mut self, value: Option<FactValue<'_>>) {
        if let Some(FactValue::Text(text)) = value {
            text.clone_into(self);
        }
    }
}

impl Held for Option<String> {
    fn value(&self) -> Option<FactValue<'_>> {
        self.as_deref().map(FactValue::Text)
    }

    fn put(&mut self, value: Option<FactValue<'_>>) {
        *self = match value {
            Some(FactValue::Text(text)) => Some(text.to_owned()),
            _ => None,
        };
    }
}

/// How a fact of an agreement or an event is read and set, from the place that holds it.
macro_rules! held {
    (|$agreement:ident| $place:expr) => {
        $crate::facts::table::Access {
            get: |$agreement, _, _| $crate::facts::table::value::Held::value(&$place),
            set: |$agreement, _, _, value| $crate::facts::table::value::Held::put(&mut $place, value),
        }
    };
    ($event:pat => $place:expr) => {
        $crate::facts::table::Access {
            get: |_, event, _| match event {
                $event => $place.value(),
                _ => None,
            },
            set: |_, event, _, value| {
                if let $event = event {
                    $place.put(value);
                }
            },
        }
    };
}
pub(super) use held;

/// How a list is read and set: by its length. New entries are `blank`.
macro_rules! list {
    (|$agreement:ident| $list:expr, $blank:expr) => {
        $crate::facts::table::Access {
            get: |$agreement, _, _| $crate::facts::table::value::length(&$list),
            set: |$agreement, _, _, value| $crate::facts::table::value::resize(&mut $list, value, || $blank),
        }
    };
    ($event:pat => $list:expr, $blank:expr) => {
        $crate::facts::table::Access {
            get: |_, event, _| match event {
                $event => $crate::facts::table::value::length(&$list),
                _ => None,
            },
            set: |_, event, _, value| {
                if let $event = event {
                    $crate::facts::table::value::resize(&mut $list, value, || $blank);
                }
            },
        }
    };
}
pub(super) use list;

/// How a fact of an entry of a list is read and set.
macro_rules! entry {
    (|$agreement:ident| $list:expr, |$entry:ident| $place:expr) => {
        $crate::facts::table::Access {
            get: |$agreement, _, index| $list.get(index).and_then(|$entry| $place.value()),
            set: |$agreement, _, index, value| {
                if let Some($entry) = $list.get_mut(index) {
                    $place.put(value);
                }
            },
        }
    };
    ($event:pat => $list:expr, |$entry:ident| $place:expr) => {
        $crate::facts::table::Access {
            get: |_, event, index| match event {
                $event => $list.get(index).and_then(|$entry| $place.value()),
                _ => None,
            },
            set: |_, event, index, value| {
                if let $event = event
                    && let Some($entry) = $list.get_mut(index)
                {
                    $place.put(value);
                }
            },
        }
    };
}
pub(super) use entry;

pub(super) fn length<T>(list: &[T]) -> Option<FactValue<'static>> {
    u32::try_from(list.len()).ok().map(FactValue::Count)
}

pub(super) fn resize<T>(list: &mut Vec<T>, value: Option<FactValue<'_>>, blank: impl Fn() -> T) {
    let length = match value {
        Some(FactValue::Count(length)) => length as usize,
        _ => 0,
    };
    list.resize_with(length, blank);
}
