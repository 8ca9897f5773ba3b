//! The vocabulary in which the file format is described: one description, from which files are read, and from which the
//! JSON Schema and the reference are written.

use crate::calendar::Unit;
use crate::policy::Summary;
use crate::vocabulary::{Bilingual, both};

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text on one line.
    Text,
    /// An id: lowercase letters, digits and single hyphens.
    Id,
    /// The name of a version: as an id, dots included.
    Version,
    /// `true` or `false`.
    Bool,
    /// A whole number between two others, both included.
    Integer(u32, u32),
    /// A number from 0 to 100 with at most four decimals.
    Percent,
    /// A text such as `100.00`.
    Amount,
    /// An amount that may be negative, as a text or a number.
    SignedAmount,
    /// A text such as `14 days`, in one of these units.
    Period(&'static [Unit]),
    /// The same, and the time on the day at which the period ends, as in `1 working day at 17:30`.
    Ending(&'static [Unit]),
    /// A date without a time.
    Date,
    /// A date, or a date and a time, with an offset or without.
    Moment,
    /// A text such as `09:00`.
    TimeOfDay,
    /// A text such as `06-30`.
    YearDay,
    /// The name of a zone of the IANA database.
    Zone,
    /// The code of a calendar of holidays.
    Holidays,
    /// The code of a currency.
    Currency,
    /// One of some words: what they are called, and the words.
    Word(Bilingual, &'static [&'static str]),
    /// One of some words, or what the file declares by an id.
    Named(Bilingual, &'static [&'static str]),
    /// The id of a declared fact: lowercase letters, digits and single underscores.
    FactId,
    /// A value of the kind that a declared fact is of.
    OfFact,
    /// `"price"`, or an amount.
    MostAmount,
    /// A table of declared facts, by their ids.
    Facts,
    /// A list, which may be empty.
    List(&'static Kind),
    /// A list of at least one.
    NonEmpty(&'static Kind),
    /// One, or a list of at least one.
    OneOrMany(&'static Kind),
    /// This, or `false`.
    OrFalse(&'static Kind),
    /// A word, or a table.
    WordOr(&'static Kind, &'static Kind),
    /// A table.
    Table(ShapeOf),
}

/// The keys of a table, looked up when they are asked for: a table may hold tables of its own kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShapeOf(pub(crate) fn() -> &'static Shape);

impl ShapeOf {
    /// The keys.
    pub(crate) fn shape(self) -> &'static Shape {
        (self.0)()
    }
}

impl PartialEq for ShapeOf {
    fn eq(&self, other: &ShapeOf) -> bool {
        self.shape() == other.shape()
    }
}

impl Eq for ShapeOf {}

/// The keys of a table.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What the table is called, as in `tier`. Unique.
    pub(crate) name: &'static str,
    /// What it says.
    pub(crate) doc: &'static str,
    /// Its keys.
    pub(crate) fields: &'static [Field],
}

/// Tables are told apart by their names; comparing them key by key would be needlessly dear.
impl PartialEq for Shape {
    fn eq(&self, other: &Shape) -> bool {
        self.name == other.name
    }
}

impl Eq for Shape {}

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// The key.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// Whether it must be there.
    pub(crate) need: Need,
    /// What it means, and its unit.
    pub(crate) doc: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Required,
    /// It may; the documentation says what its absence means.
    Optional,
    /// It may; without it this value holds, written as in TOML.
    Default(&'static str),
    /// Exactly one of the keys of this group must.
    OneOf(&'static str),
    /// At most one of the keys of this group may.
    AtMostOneOf(&'static str),
    /// At least one of the keys of this group must.
    SomeOf(&'static str),
}

impl Shape {
    /// The names of the keys.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.name).collect()
    }

    /// The groups of keys of which there is exactly one, at most one or at least one: the need that they share and their names.
    pub(crate) fn groups(&self) -> Vec<(Need, Vec<&'static str>)> {
        let mut groups: Vec<(Need, Vec<&'static str>)> = Vec::new();
        for field in self.fields {
            if matches!(field.need, Need::OneOf(_) | Need::AtMostOneOf(_) | Need::SomeOf(_)) {
                match groups.iter_mut().find(|(need, _)| *need == field.need) {
                    Some((_, names)) => names.push(field.name),
                    None => groups.push((field.need, vec![field.name])),
                }
            }
        }
        groups
    }

    /// This table and all tables within it, each once, the outer ones first.
    pub(crate) fn all(&'static self) -> Vec<&'static Shape> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(shape) = found.get(next).copied() {
            for inner in shape.fields.iter().filter_map(|field| field.kind.table()) {
                if !found.contains(&inner) {
                    found.push(inner);
                }
            }
            next += 1;
        }
        found
    }
}

impl Kind {
    /// The table that this takes, alone or in a list.
    pub(crate) fn table(self) -> Option<&'static Shape> {
        match self {
            Kind::Table(of) => Some(of.shape()),
            Kind::List(item) | Kind::NonEmpty(item) | Kind::OneOrMany(item) | Kind::OrFalse(item) => item.table(),
            Kind::WordOr(_, table) => table.table(),
            _ => None,
        }
    }

    /// The words that this takes, alone or in a list, and what they are called.
    pub(crate) fn words(self) -> Option<(Bilingual, &'static [&'static str])> {
        match self {
            Kind::Word(name, words) | Kind::Named(name, words) => Some((name, words)),
            Kind::List(item) | Kind::NonEmpty(item) | Kind::OneOrMany(item) | Kind::OrFalse(item) => item.words(),
            Kind::WordOr(word, _) => word.words(),
            _ => None,
        }
    }

    /// That something is not what this takes, for messages.
    pub(crate) fn denied(self) -> Summary {
        let Summary { en, nl } = self.phrase();
        let nl = match nl.strip_prefix("een ") {
            Some(kind) => format!("is geen {kind}"),
            None => format!("is niet {nl}"),
        };
        Summary { en: format!("is not {en}"), nl }
    }

    /// What this takes, for messages.
    pub(crate) fn phrase(self) -> Summary {
        let fixed = match self {
            Kind::Text => Bilingual::new("a text", "een tekst"),
            Kind::Id => Bilingual::new("an id such as `cancel-event`", "een kenmerk zoals `cancel-event`"),
            Kind::Version => Bilingual::new(
                "the name of a version such as `2020-12-17`",
                "de naam van een versie zoals `2020-12-17`",
            ),
            Kind::Bool => Bilingual::new("`true` or `false`", "`true` of `false`"),
            Kind::Integer(least, most) => {
                return both!("a whole number from {least} to {most}", "een geheel getal van {least} tot {most}");
            }
            Kind::Percent => Bilingual::new("a percentage from 0 to 100", "een percentage van 0 tot 100"),
            Kind::Amount | Kind::SignedAmount => {
                Bilingual::new("an amount such as `\"100.00\"`", "een bedrag zoals `\"100.00\"`")
            }
            Kind::Period(units) | Kind::Ending(units) => {
                return both!("a period such as `\"{}\"`", "een termijn zoals `\"{}\"`", sample(units));
            }
            Kind::Date => Bilingual::new("a date such as `2027-12-31`", "een datum zoals `2027-12-31`"),
            Kind::Moment => {
                Bilingual::new("a moment such as `2027-12-31T17:30`", "een tijdstip zoals `2027-12-31T17:30`")
            }
            Kind::TimeOfDay => Bilingual::new("a time such as `\"09:00\"`", "een tijd zoals `\"09:00\"`"),
            Kind::YearDay => {
                Bilingual::new("a day of the year such as `\"06-30\"`", "een dag van het jaar zoals `\"06-30\"`")
            }
            Kind::Holidays => {
                Bilingual::new("a calendar of holidays such as `\"NL\"`", "een kalender van feestdagen zoals `\"NL\"`")
            }
            Kind::Currency => Bilingual::new("a currency such as `\"EUR\"`", "een munt zoals `\"EUR\"`"),
            Kind::Zone => {
                Bilingual::new("a zone such as `\"Europe/Amsterdam\"`", "een tijdzone zoals `\"Europe/Amsterdam\"`")
            }
            Kind::Word(_, [only]) => return both!("`\"{only}\"`", "`\"{only}\"`"),
            Kind::Word(name, _) => return both!("a word ({name})", "een woord ({name})"; name),
            Kind::Named(name, _) => {
                return both!(
                    "a word ({name}), or an id that the file declares",
                    "een woord ({name}), of een kenmerk dat het bestand noemt"; name
                );
            }
            Kind::FactId => Bilingual::new("an id such as `doctors_note`", "een kenmerk zoals `doctors_note`"),
            Kind::OfFact => Bilingual::new("a value of the fact's kind", "een waarde van de soort van het gegeven"),
            Kind::Facts => {
                Bilingual::new("a table such as `{ doctors_note = true }`", "een tabel zoals `{ doctors_note = true }`")
            }
            Kind::MostAmount => Bilingual::new(
                "`\"price\"`, or an amount such as `\"100.00\"`",
                "`\"price\"`, of een bedrag zoals `\"100.00\"`",
            ),
            Kind::List(_) | Kind::NonEmpty(_) => Bilingual::new("a list", "een lijst"),
            Kind::OneOrMany(item) => {
                let item = item.phrase();
                return both!("{item} or a list", "{item} of een lijst"; item);
            }
            Kind::OrFalse(item) => {
                let item = item.phrase();
                return both!("{item} or `false`", "{item} of `false`"; item);
            }
            Kind::WordOr(word, table) => {
                let (word, table) = (word.phrase(), table.phrase());
                return both!("{word} or {table}", "{word} of {table}"; word, table);
            }
            Kind::Table(of) => return both!("a table `{}`", "een tabel `{}`", of.shape().name),
        };
        fixed.into()
    }
}

/// A period in the first of some units that people would use there.
fn sample(units: &[Unit]) -> &'static str {
    if units.contains(&Unit::Days) { "14 days" } else { "1 month" }
}

/// Declares tables of the format: for each a struct that holds what was read, and its description.
///
/// A field is written `key: [need] Type`, its documentation is that of the key.
macro_rules! tables {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $title:literal {
            $($(#[doc = $field_doc:literal])+ $field:ident: [$($need:tt)+] $kind:ty,)+
        }
    )+) => {$(
        $(#[doc = $doc])+
        pub(crate) struct $name {
            $($(#[doc = $field_doc])+ pub(crate) $field: $crate::policy::load::read::Slot<$kind>,)+
            /// Where the table stands in the file.
            #[allow(dead_code, reason = "every table has one; not every place asks for it")]
            pub(crate) span: $crate::policy::building_blocks::Span,
        }

        impl $name {
            /// The keys that are there, in the order of the description, each with its place when its value fits.
            #[allow(dead_code, reason = "every table can tell; not every place asks")]
            pub(crate) fn given(&self) -> Vec<(&'static str, Option<$crate::policy::building_blocks::Span>)> {
                let all = [$((stringify!($field), self.$field.is_absent(), self.$field.span()),)+];
                all.into_iter().filter(|(_, absent, _)| !absent).map(|(name, _, span)| (name, span)).collect()
            }
        }

        impl $crate::policy::load::read::Table for $name {
            const SHAPE: &'static $crate::policy::load::shape::Shape = &$crate::policy::load::shape::Shape {
                name: $title,
                doc: concat!($($doc,)+),
                fields: &[$($crate::policy::load::shape::Field {
                    name: stringify!($field),
                    kind: <$kind as $crate::policy::load::read::Read>::KIND,
                    need: $crate::policy::load::shape::need!($($need)+),
                    doc: concat!($($field_doc,)+),
                },)+],
            };

            fn from_keys(keys: &mut $crate::policy::load::read::Keys<'_, '_>) -> $name {
                $name { $($field: keys.take(stringify!($field)),)+ span: keys.span() }
            }
        }

        impl $crate::policy::load::read::Read for $name {
            const KIND: $crate::policy::load::shape::Kind =
                $crate::policy::load::shape::Kind::Table($crate::policy::load::shape::ShapeOf(|| {
                    <$name as $crate::policy::load::read::Table>::SHAPE
                }));

            fn read(
                value: &$crate::policy::load::read::Value<'_>,
                faults: &mut $crate::policy::load::faults::Faults<'_>,
            ) -> Option<$name> {
                $crate::policy::load::read::read_table(value, faults)
            }
        }
    )+};
}
pub(crate) use tables;

/// Whether a key must be there, as [`tables`] writes it.
macro_rules! need {
    (required) => {
        $crate::policy::load::shape::Need::Required
    };
    (optional) => {
        $crate::policy::load::shape::Need::Optional
    };
    (default $value:literal) => {
        $crate::policy::load::shape::Need::Default($value)
    };
    (one of $group:literal) => {
        $crate::policy::load::shape::Need::OneOf($group)
    };
    (at most one of $group:literal) => {
        $crate::policy::load::shape::Need::AtMostOneOf($group)
    };
    (some of $group:literal) => {
        $crate::policy::load::shape::Need::SomeOf($group)
    };
}
pub(crate) use need;
