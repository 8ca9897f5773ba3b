//! The facts that a policy declares itself, as a request states them: each by its id, with a value of one of six kinds.
//!
//! What ids there are, and what each may be, the policy says: see [`DeclaredFact`](crate::policy::declared::DeclaredFact).

use super::table::agreement::PRODUCT_ID;
use crate::calendar::{Date, Instant};
use crate::money::{Cents, Locale};
use std::fmt;

/// The id of a declared fact, or a word of a choice: lowercase letters, digits and single underscores between them. It is held
/// in place, so that what names it can be copied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    bytes: [u8; FactId::LONGEST],
    length: u8,
}

impl FactId {
    /// How long an id may be, in bytes.
    pub const LONGEST: usize = 31;

    /// Under which the products of a policy's own are a choice.
    pub const PRODUCT: FactId = FactId { bytes: *b"product_id\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", length: 10 };

    /// Under which conditions ask for the price.
    pub const PRICE: FactId =
        FactId { bytes: *b"price\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", length: 5 };

    /// Under which conditions ask how large a part was delivered.
    pub const DELIVERED: FactId =
        FactId { bytes: *b"delivered\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", length: 9 };

    /// The id that a text is; `None` where it is none.
    ///
    /// ```
    /// use clausula::facts::FactId;
    /// assert_eq!(FactId::parse("doctors_note").map(|id| id.to_string()).as_deref(), Some("doctors_note"));
    /// assert_eq!(FactId::parse("Doctor's note"), None);
    /// ```
    pub fn parse(text: &str) -> Option<FactId> {
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !text.split('_').all(plain) {
            return None;
        }
        let mut bytes = [0; FactId::LONGEST];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(FactId { bytes, length: u8::try_from(text.len()).ok()? })
    }

    /// The id as a text.
    pub fn as_str(&self) -> &str {
        let held = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(held).unwrap_or_default()
    }

    /// The path of a declared fact with this id in a request, as in `facts[doctors_note]`.
    pub fn path(&self) -> String {
        match *self {
            FactId::PRODUCT => PRODUCT_ID.path.to_owned(),
            id => format!("{FACTS}[{id}]"),
        }
    }
}

/// The first of some ids, for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FewIds {
    ids: [Option<FactId>; 3],
    more: bool,
}

impl FewIds {
    /// The first of these.
    pub fn of(mut ids: impl Iterator<Item = FactId>) -> FewIds {
        FewIds { ids: std::array::from_fn(|_| ids.next()), more: ids.next().is_some() }
    }
}

impl fmt::Display for FewIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, id) in self.ids.iter().flatten().enumerate() {
            write!(f, "{}`{id}`", if place == 0 { "" } else { ", " })?;
        }
        f.write_str(if self.more { ", …" } else { "" })
    }
}

/// The field of a request that states declared facts.
pub const FACTS: &str = "facts";

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// What a declared fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeclaredValue {
    /// So, or not so.
    YesNo(bool),
    /// An amount of money.
    Amount(Cents),
    /// How many.
    Count(u32),
    /// A civil date.
    Date(Date),
    /// An instant.
    Instant(Instant),
    /// One of the words of a choice.
    Choice(FactId),
}

impl DeclaredValue {
    /// What kind of value it is.
    pub const fn kind(&self) -> ValueKind {
        match self {
            DeclaredValue::YesNo(_) => ValueKind::YesNo,
            DeclaredValue::Amount(_) => ValueKind::Amount,
            DeclaredValue::Count(_) => ValueKind::Count,
            DeclaredValue::Date(_) => ValueKind::Date,
            DeclaredValue::Instant(_) => ValueKind::Instant,
            DeclaredValue::Choice(_) => ValueKind::Choice,
        }
    }
}

crate::vocabulary::words! {
    /// The kinds of declared facts. Their names are those of policy files, and of the fields in which requests state them.
    ValueKind {
        /// So, or not so.
        YesNo = "yes_no",
        /// An amount of money.
        Amount = "amount",
        /// A whole number.
        Count = "count",
        /// A civil date.
        Date = "date",
        /// An instant.
        Instant = "instant",
        /// One word of a closed list.
        Choice = "choice",
    }
}

impl ValueKind {
    /// What it is called.
    pub const fn text(self, locale: Locale) -> &'static str {
        let (en, nl) = match self {
            ValueKind::YesNo => ("yes or no", "ja of nee"),
            ValueKind::Amount => ("an amount", "een bedrag"),
            ValueKind::Count => ("a count", "een aantal"),
            ValueKind::Date => ("a date", "een datum"),
            ValueKind::Instant => ("an instant", "een tijdstip"),
            ValueKind::Choice => ("a choice", "een keuze"),
        };
        match locale {
            Locale::En => en,
            Locale::Nl => nl,
        }
    }
}

/// The declared facts that a request states, each once, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredFacts(Vec<(FactId, DeclaredValue)>);

impl DeclaredFacts {
    /// The most that a request may state: as many as a policy may declare.
    pub const MOST: usize = 64;

    /// What a fact says; `None` where it is not stated.
    pub fn get(&self, id: FactId) -> Option<DeclaredValue> {
        let place = self.0.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.0.get(place).map(|(_, value)| *value)
    }

    /// States a fact, or no longer.
    pub fn set(&mut self, id: FactId, value: Option<DeclaredValue>) {
        match (self.0.binary_search_by_key(&id, |(id, _)| *id), value) {
            (Ok(place), Some(value)) => {
                if let Some((_, known)) = self.0.get_mut(place) {
                    *known = value;
                }
            }
            (Ok(place), None) => {
                self.0.remove(place);
            }
            (Err(place), Some(value)) => self.0.insert(place, (id, value)),
            (Err(_), None) => {}
        }
    }

    /// Those that are stated, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, DeclaredValue)> + '_ {
        self.0.iter().copied()
    }

    /// Leaves out those for which something is not so.
    pub fn retain(&mut self, keep: impl Fn(FactId) -> bool) {
        self.0.retain(|(id, _)| keep(*id));
    }

    /// Whether none is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(FactId, DeclaredValue)> for DeclaredFacts {
    fn from_iter<I: IntoIterator<Item = (FactId, DeclaredValue)>>(stated: I) -> DeclaredFacts {
        let mut facts = DeclaredFacts::default();
        stated.into_iter().for_each(|(id, value)| facts.set(id, Some(value)));
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_lowercase_letters_digits_and_single_underscores() {
        for text in ["a", "doctors_note", "2nd_visit", "a_1_b"] {
            assert_eq!(FactId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "_a", "a_", "a__b", "A", "a-b", "a b", "é", "season:high"] {
            assert_eq!(FactId::parse(text), None, "{text}");
        }
        let longest = "a".repeat(FactId::LONGEST);
        assert_eq!(FactId::parse(&longest).unwrap().as_str(), longest);
        assert_eq!(FactId::parse(&format!("{longest}a")), None);
    }

    #[test]
    fn ids_are_in_the_order_of_their_texts() {
        let mut ids: Vec<FactId> = ["b", "ab", "a", "a_b", "aa"].map(|text| FactId::parse(text).unwrap()).to_vec();
        ids.sort();
        assert_eq!(ids.iter().map(FactId::as_str).collect::<Vec<_>>(), ["a", "a_b", "aa", "ab", "b"]);
    }

    #[test]
    fn a_fact_is_stated_once() {
        let [a, b] = ["a", "b"].map(|text| FactId::parse(text).unwrap());
        let mut facts: DeclaredFacts =
            [(b, DeclaredValue::Count(1)), (a, DeclaredValue::YesNo(true))].into_iter().collect();
        facts.set(b, Some(DeclaredValue::Count(2)));
        assert_eq!(facts.iter().collect::<Vec<_>>(), [(a, DeclaredValue::YesNo(true)), (b, DeclaredValue::Count(2))]);
        facts.set(a, None);
        assert_eq!((facts.get(a), facts.get(b)), (None, Some(DeclaredValue::Count(2))));
    }
}
