//! Lists of values.

use toml::de::DeValue;

use super::fault::FaultCode;
use super::faults::Faults;
use super::hints;
use super::limits::LIMITS;
use super::read::{At, Read, Value, span_of, wrong_kind};
use super::shape::Kind;
use crate::vocabulary::{Bilingual, both};

/// What lists hold, in messages.
const ITEMS: Bilingual = Bilingual::new("items", "onderdelen");
const CLAUSES: Bilingual = Bilingual::new("clauses", "bepalingen");

/// A list, which may be empty. `whole` tells whether every item could be read.
pub(crate) struct List<T> {
    pub(crate) items: Vec<At<T>>,
    pub(crate) whole: bool,
}

/// A list of at least one.
pub(crate) struct NonEmpty<T>(pub(crate) List<T>);

/// One, or a list of at least one.
pub(crate) struct OneOrMany<T>(pub(crate) List<T>);

/// Clauses: a list that is bounded elsewhere.
pub(crate) struct Long<T>(pub(crate) List<T>);

impl<T: Read> Read for List<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<List<T>> {
        list(value, Self::KIND, (LIMITS.items, ITEMS), faults)
    }
}

impl<T: Read> Read for NonEmpty<T> {
    const KIND: Kind = Kind::NonEmpty(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<NonEmpty<T>> {
        filled(list(value, Self::KIND, (LIMITS.items, ITEMS), faults)?, value, faults).map(NonEmpty)
    }
}

impl<T: Read> Read for Long<T> {
    const KIND: Kind = Kind::NonEmpty(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Long<T>> {
        filled(list(value, Self::KIND, (LIMITS.clauses, CLAUSES), faults)?, value, faults).map(Long)
    }
}

impl<T: Read> Read for OneOrMany<T> {
    const KIND: Kind = Kind::OneOrMany(&T::KIND);

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<OneOrMany<T>> {
        if matches!(value.get_ref(), DeValue::Array(_)) {
            return filled(list(value, Self::KIND, (LIMITS.items, ITEMS), faults)?, value, faults).map(OneOrMany);
        }
        let only = T::read(value, faults)?;
        Some(OneOrMany(List { items: vec![At { value: only, span: span_of(value) }], whole: true }))
    }
}

fn list<T: Read>(
    value: &Value<'_>,
    kind: Kind,
    (most, what): (usize, Bilingual),
    faults: &mut Faults<'_>,
) -> Option<List<T>> {
    let DeValue::Array(array) = value.get_ref() else { return wrong_kind(value, kind, faults) };
    if array.len() > most {
        let message = both!(
            "the list has {} {what}, more than the {most} that are allowed",
            "de lijst heeft {} {what}, meer dan de {most} die mogen",
            array.len(); what
        );
        faults.error(FaultCode::TooMany, span_of(value), message, None);
    }
    let read = |item: &Value<'_>| match T::read(item, faults) {
        Some(value) => Some(At { value, span: span_of(item) }),
        None => {
            hints::mend(item, T::KIND, faults);
            None
        }
    };
    let items: Vec<At<T>> = array.iter().take(most).filter_map(read).collect();
    Some(List { whole: items.len() == array.len(), items })
}

fn filled<T>(list: List<T>, value: &Value<'_>, faults: &mut Faults<'_>) -> Option<List<T>> {
    if list.items.is_empty() && list.whole {
        faults.error(FaultCode::EmptyList, span_of(value), both!("the list is empty", "de lijst is leeg"), None);
        return None;
    }
    Some(list)
}
