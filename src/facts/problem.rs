//! What can be wrong with a fact, in English and Dutch: lowercase, without a final period, with what to do.

use std::fmt;

use super::{FactId, FewIds, FieldNames, LIMITS, ValueKind};
use crate::calendar::Date;
use crate::money::{Cents, Currency, Locale};
use crate::vocabulary::{Bilingual, ProductType};

/// What is wrong with one field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not there.
    Missing,
    /// It is not there, and a clause of the terms reads it.
    MissingForClause,
    /// An instant or a date lies outside the years of [`LIMITS`].
    OutsideYears,
    /// An amount is negative.
    NegativeAmount,
    /// An amount is above [`Cents::MAX`].
    LargeAmount,
    /// A count is above the highest.
    LargeCount {
        /// The highest.
        most: u32,
    },
    /// A list is too long.
    TooManyEntries {
        /// How many there are.
        count: usize,
        /// How many may be.
        most: usize,
    },
    /// A text is too long.
    TooManyBytes {
        /// How many there are.
        count: usize,
        /// How many may be.
        most: usize,
    },
    /// It lies before another instant.
    Before {
        /// The path of that one.
        other: &'static str,
    },
    /// It lies after another instant.
    After {
        /// The path of that one.
        other: &'static str,
    },
    /// It is above another count.
    Above {
        /// The path of that one.
        other: &'static str,
    },
    /// It means nothing without another field.
    Without {
        /// The path of that one.
        other: &'static str,
    },
    /// Everything is said to be performed, and fewer units are delivered than were agreed.
    NotAllDelivered,
    /// An earlier entry of the list has the same id.
    SameId {
        /// The path of the list.
        list: &'static str,
        /// The place of that entry, from 0.
        place: usize,
    },
    /// A price that is said to go up does not.
    NotAboveCurrentPrice,
    /// It leads to an amount beyond the 64 bits in which amounts are stated.
    LeadsToLargeAmount,
    /// It leads to a date outside the calendar.
    OutOfCalendar,
    /// An invoice is in default before the first day of the table of statutory interest.
    BeforeInterestTable {
        /// The first day of default.
        from: Date,
        /// The first day of the table.
        first_day: Date,
    },
    /// Trade interest is asked for a contract from before the law on it.
    BeforeTradeInterest {
        /// The first day on which contracts fall under that law.
        first: Date,
    },
    /// The terms refer to a figure that the policy's law does not hold.
    NotInLaw {
        /// The name of the law.
        law: &'static str,
        /// The figure.
        figure: MissingFigure,
    },
    /// An invoice bears interest beyond the largest amount.
    LargeInterest,
    /// The policy declares no fact with this id.
    NotDeclared {
        /// The one that was probably meant.
        meant: Option<FactId>,
    },
    /// A declared fact is of another kind.
    NotOfKind {
        /// The kind that it is of.
        expected: ValueKind,
    },
    /// A choice does not have this word.
    NotAChoice {
        /// The one that was probably meant.
        meant: Option<FactId>,
    },
    /// The policy has products of its own, and none with this id.
    NotAProduct {
        /// Those that it has.
        ids: FewIds,
    },
    /// The product that is stated is of another type.
    OtherType {
        /// The product.
        id: FactId,
        /// Its type.
        of: ProductType,
    },
    /// A count is below the lowest.
    SmallCount {
        /// The lowest.
        least: u32,
    },
    /// An amount is above the highest that the policy allows.
    AboveAmount {
        /// The highest.
        most: Cents,
        /// In what currency.
        currency: Currency,
    },
}

/// What [`Problem::OutOfCalendar`] may come from.
const TERM: &str = "agreement.term_months";

/// What [`Problem::OtherType`] compares with.
const PRODUCT: &str = "agreement.product_id";

/// What [`Problem::NotAllDelivered`] compares.
const DELIVERED: &str = "agreement.performance.delivered_units";
const TOTAL: &str = "agreement.performance.total_units";

/// A figure that terms leave to the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingFigure {
    /// The statutory interest of consumers.
    ConsumerInterest,
    /// The statutory interest of businesses.
    TradeInterest,
    /// The scale of collection costs.
    CollectionCosts,
}

impl MissingFigure {
    /// What it is called.
    pub(crate) const fn text(self) -> Bilingual {
        match self {
            MissingFigure::ConsumerInterest => Bilingual::new("statutory interest", "wettelijke rente"),
            MissingFigure::TradeInterest => Bilingual::new("statutory trade interest", "wettelijke handelsrente"),
            MissingFigure::CollectionCosts => Bilingual::new("scale of collection costs", "staffel voor incassokosten"),
        }
    }
}

impl Problem {
    /// The path of the field that this one contradicts.
    pub fn other(self) -> Option<&'static str> {
        match self {
            Problem::Before { other }
            | Problem::After { other }
            | Problem::Above { other }
            | Problem::Without { other } => Some(other),
            Problem::NotAllDelivered => Some(DELIVERED),
            _ => None,
        }
    }

    /// The problem in words; other fields have their name as given.
    pub fn text(self, locale: Locale, names: FieldNames) -> String {
        match locale {
            Locale::En => self.english(names),
            Locale::Nl => self.dutch(names),
        }
    }

    fn english(self, names: FieldNames) -> String {
        let name = |path| names.path(path);
        match self {
            Problem::Missing => "is missing".to_owned(),
            Problem::MissingForClause => "is missing; a clause of the terms reads it".to_owned(),
            Problem::OutsideYears => format!("lies outside {}–{}", LIMITS.first_year, LIMITS.last_year),
            Problem::NegativeAmount => "is negative; give an amount of 0 or more".to_owned(),
            Problem::LargeAmount => format!("is above {}, the largest amount", Cents::MAX),
            Problem::LargeCount { most } => format!("is above {most}, the largest count"),
            Problem::TooManyEntries { count, most } => format!("has {count} entries; at most {most} are allowed"),
            Problem::TooManyBytes { count, most } => format!("has {count} bytes; at most {most} are allowed"),
            Problem::Before { other } => format!("lies before `{}`", name(other)),
            Problem::After { other } => format!("lies after `{}`", name(other)),
            Problem::Above { other } => format!("is above `{}`", name(other)),
            Problem::Without { other } => format!("is given without `{}`", name(other)),
            Problem::NotAllDelivered => format!("is given, and `{}` is below `{}`", name(DELIVERED), name(TOTAL)),
            Problem::SameId { list, place } => {
                format!("is the id of `{}[{place}]` too; give each invoice an id of its own", name(list))
            }
            Problem::NotAboveCurrentPrice => "is not above the current price".to_owned(),
            Problem::LeadsToLargeAmount => "leads to an amount beyond the largest that can be stated".to_owned(),
            Problem::OutOfCalendar => {
                format!("leads to a date outside the years 1–9999; check the dates and `{}`", name(TERM))
            }
            Problem::BeforeInterestTable { from, first_day } => {
                format!("is in default from {from}, before {first_day}, the first day of the interest table")
            }
            Problem::BeforeTradeInterest { first } => {
                format!("lies before {first}; the trade interest of contracts concluded before that day is not known")
            }
            Problem::NotInLaw { law, figure } => {
                format!("is in default, and the law `{law}` of the policy holds no {}", figure.text().en)
            }
            Problem::LargeInterest => "bears interest beyond the largest amount".to_owned(),
            Problem::NotDeclared { meant } => format!("is not a fact that the policy declares{}", did_you_mean(meant)),
            Problem::NotOfKind { expected } => {
                format!("is of another kind; give {} as `{expected}`", expected.text(Locale::En))
            }
            Problem::NotAChoice { meant } => format!("is not one of the words of the choice{}", did_you_mean(meant)),
            Problem::NotAProduct { ids } => format!("is not a product of the policy; there are {ids}"),
            Problem::OtherType { id, of } => format!("is another than that of `{}`: `{id}` is `{of}`", name(PRODUCT)),
            Problem::SmallCount { least } => format!("is below {least}, the smallest count"),
            Problem::AboveAmount { most, currency } => {
                format!("is above {}, the most that the terms allow", currency.plain(most))
            }
        }
    }

    fn dutch(self, names: FieldNames) -> String {
        let name = |path| names.path(path);
        match self {
            Problem::Missing => "ontbreekt".to_owned(),
            Problem::MissingForClause => "ontbreekt; een bepaling van de voorwaarden leest het".to_owned(),
            Problem::OutsideYears => format!("ligt buiten {}–{}", LIMITS.first_year, LIMITS.last_year),
            Problem::NegativeAmount => "is negatief; geef een bedrag van 0 of meer".to_owned(),
            Problem::LargeAmount => format!("is hoger dan {}, het hoogste bedrag", Cents::MAX),
            Problem::LargeCount { most } => format!("is hoger dan {most}, het hoogste aantal"),
            Problem::TooManyEntries { count, most } => format!("heeft {count} onderdelen; hoogstens {most} mogen"),
            Problem::TooManyBytes { count, most } => format!("heeft {count} bytes; hoogstens {most} mogen"),
            Problem::Before { other } => format!("ligt voor `{}`", name(other)),
            Problem::After { other } => format!("ligt na `{}`", name(other)),
            Problem::Above { other } => format!("is hoger dan `{}`", name(other)),
            Problem::Without { other } => format!("is gegeven zonder `{}`", name(other)),
            Problem::NotAllDelivered => format!("is gegeven, en `{}` is lager dan `{}`", name(DELIVERED), name(TOTAL)),
            Problem::SameId { list, place } => {
                format!("is ook het kenmerk van `{}[{place}]`; geef elke factuur een eigen kenmerk", name(list))
            }
            Problem::NotAboveCurrentPrice => "is niet hoger dan de huidige prijs".to_owned(),
            Problem::LeadsToLargeAmount => "leidt tot een bedrag boven het hoogste dat kan worden vermeld".to_owned(),
            Problem::OutOfCalendar => {
                format!("leidt tot een datum buiten de jaren 1–9999; controleer de datums en `{}`", name(TERM))
            }
            Problem::BeforeInterestTable { from, first_day } => {
                format!("is in verzuim vanaf {from}, vóór {first_day}, de eerste dag van de rentetabel")
            }
            Problem::BeforeTradeInterest { first } => {
                format!("ligt vóór {first}; de handelsrente van overeenkomsten van vóór die dag is niet bekend")
            }
            Problem::NotInLaw { law, figure } => {
                format!("is in verzuim, en het recht `{law}` van het beleid heeft geen {}", figure.text().nl)
            }
            Problem::LargeInterest => "draagt meer rente dan het hoogste bedrag".to_owned(),
            Problem::NotDeclared { meant } => {
                format!("is geen gegeven dat de voorwaarden noemen{}", bedoelt_u(meant))
            }
            Problem::NotOfKind { expected } => {
                format!("is van een andere soort; geef {} als `{expected}`", expected.text(Locale::Nl))
            }
            Problem::NotAChoice { meant } => format!("is geen van de woorden van de keuze{}", bedoelt_u(meant)),
            Problem::NotAProduct { ids } => format!("is geen product van de aanbieder; er zijn {ids}"),
            Problem::OtherType { id, of } => format!("is een andere dan die van `{}`: `{id}` is `{of}`", name(PRODUCT)),
            Problem::SmallCount { least } => format!("is lager dan {least}, het laagste aantal"),
            Problem::AboveAmount { most, currency } => {
                format!("is hoger dan {}, het meeste dat de voorwaarden toelaten", currency.plain(most))
            }
        }
    }
}

fn did_you_mean(meant: Option<FactId>) -> String {
    meant.map(|id| format!("; did you mean `{id}`?")).unwrap_or_default()
}

fn bedoelt_u(meant: Option<FactId>) -> String {
    meant.map(|id| format!("; bedoelt u `{id}`?")).unwrap_or_default()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english(FieldNames::Proto))
    }
}
