//! The data files: their shape, and the checks that make them law.

use std::fmt;

use serde::Deserialize;
use toml::value::Datetime;

use super::rate::parse_hundredths;
use super::{Band, Bilingual, CollectionScale, InterestRow, InterestTable, Law, LawRule, Rate, Rule, Status};
use crate::calendar::Date;

pub(super) const INTEREST: &str = include_str!("data/interest.toml");
pub(super) const COLLECTION_COSTS: &str = include_str!("data/collection-costs.toml");
pub(super) const MANDATORY: &str = include_str!("data/mandatory.toml");

/// What is wrong with a file of statutory data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawError {
    /// It is not TOML of the expected shape.
    Shape(String),
    /// A value is not a date, a percentage or an amount, or is out of its range.
    Value {
        /// The key of the value.
        key: &'static str,
        /// The value, as written.
        text: String,
    },
    /// A table has no rows, rows that do not ascend, or bounds that contradict each other.
    Order {
        /// The key of the table.
        key: &'static str,
    },
    /// A rule is absent, repeated or unknown.
    Rule {
        /// Its id.
        id: String,
    },
}

impl Law {
    /// The law that three data files state: interest, collection costs and mandatory rules, in the form of those in
    /// `src/law/data`.
    ///
    /// # Errors
    /// The first fault of the files.
    pub fn parse(interest: &str, collection_costs: &str, mandatory: &str) -> Result<Law, LawError> {
        let RawInterest { next_review, consumer, trade } = shaped(interest)?;
        let next_review = date("next_review", next_review)?;
        Ok(Law {
            consumer: interest_table("consumer", consumer, next_review)?,
            trade: interest_table("trade", trade, next_review)?,
            collection_costs: collection_scale(shaped(collection_costs)?)?,
            rules: rules(shaped(mandatory)?)?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInterest {
    next_review: Datetime,
    consumer: RawTable,
    trade: RawTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    provision: String,
    contracts_from: Option<Datetime>,
    rows: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    from: Datetime,
    percent: String,
    status: Option<Status>,
    unchanged_at: Option<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScale {
    provision: String,
    from: Datetime,
    minimum: String,
    maximum: String,
    bands: Vec<RawBand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBand {
    up_to: Option<String>,
    percent: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    provision: String,
    since: Option<Datetime>,
    title: RawBilingual,
    summary: RawBilingual,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBilingual {
    en: String,
    nl: String,
}

fn shaped<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, LawError> {
    toml::from_str(text).map_err(|error| LawError::Shape(error.to_string()))
}

fn interest_table(key: &'static str, raw: RawTable, next_review: Date) -> Result<InterestTable, LawError> {
    let RawTable { provision, contracts_from, rows } = raw;
    let contracts_from = contracts_from.map(|day| date("contracts_from", day)).transpose()?;
    let rows = rows.into_iter().map(interest_row).collect::<Result<Vec<_>, _>>()?;
    let ascending = rows.is_sorted_by(|row, next| row.from < next.from);
    let reviewed_later = rows.last().is_some_and(|last| last.from < next_review);
    if !ascending || !reviewed_later {
        return Err(LawError::Order { key });
    }
    Ok(InterestTable { provision, contracts_from, rows, next_review })
}

fn interest_row(raw: RawRow) -> Result<InterestRow, LawError> {
    let RawRow { from, percent, status, unchanged_at } = raw;
    let unchanged_at = unchanged_at.map(|day| date("unchanged_at", day)).transpose()?;
    Ok(InterestRow { from: date("from", from)?, rate: rate(percent)?, status, unchanged_at })
}

fn collection_scale(raw: RawScale) -> Result<CollectionScale, LawError> {
    let RawScale { provision, from, minimum, maximum, bands } = raw;
    let (minimum, maximum) = (cents("minimum", minimum)?, cents("maximum", maximum)?);
    let last = bands.len().checked_sub(1);
    let mut above = 0;
    let mut checked = Vec::with_capacity(bands.len());
    for (index, RawBand { up_to, percent }) in bands.into_iter().enumerate() {
        let up_to = up_to.map(|text| cents("up_to", text)).transpose()?;
        let percent = rate(percent)?;
        let open_only_at_the_end = up_to.is_none() == (Some(index) == last);
        let ascending = up_to.is_none_or(|up_to| above < up_to);
        // More than all of a principal is no share of it, and might not fit.
        if !open_only_at_the_end || !ascending || percent.hundredths() > 10_000 {
            return Err(LawError::Order { key: "bands" });
        }
        checked.push(Band { above, up_to, percent });
        above = up_to.unwrap_or(above);
    }
    if checked.is_empty() || minimum > maximum {
        return Err(LawError::Order { key: "bands" });
    }
    Ok(CollectionScale { provision, from: date("from", from)?, bands: checked, minimum, maximum })
}

fn rules(raw: RawRules) -> Result<[Rule; 10], LawError> {
    let mut rules = Vec::with_capacity(raw.rule.len());
    for RawRule { id, provision, since, title, summary } in raw.rule {
        let expected = LawRule::ALL.get(rules.len()).copied();
        let known = LawRule::from_id(&id).filter(|rule| Some(*rule) == expected);
        let id = known.ok_or(LawError::Rule { id })?;
        let since = since.map(|day| date("since", day)).transpose()?;
        rules.push(Rule { id, provision, since, title: title.into(), summary: summary.into() });
    }
    let absent = |rules: Vec<Rule>| LawRule::ALL.get(rules.len()).map_or("", |rule| rule.id());
    rules.try_into().map_err(|rules| LawError::Rule { id: absent(rules).to_owned() })
}

impl From<RawBilingual> for Bilingual {
    fn from(RawBilingual { en, nl }: RawBilingual) -> Bilingual {
        Bilingual { en, nl }
    }
}

fn date(key: &'static str, value: Datetime) -> Result<Date, LawError> {
    let fault = || LawError::Value { key, text: value.to_string() };
    let Datetime { date: Some(day), time: None, offset: None } = value else { return Err(fault()) };
    Date::new(day.year.into(), day.month.into(), day.day.into()).ok_or_else(fault)
}

fn rate(text: String) -> Result<Rate, LawError> {
    Rate::parse(&text).ok_or(LawError::Value { key: "percent", text })
}

fn cents(key: &'static str, text: String) -> Result<i64, LawError> {
    parse_hundredths(&text).ok_or(LawError::Value { key, text })
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LawError::Shape(message) => f.write_str(message),
            LawError::Value { key, text } => write!(f, "`{text}` is no value for `{key}`"),
            LawError::Order { key } => write!(f, "the rows of `{key}` are empty, out of order or contradictory"),
            LawError::Rule { id } => write!(f, "rule `{id}` is absent, unknown or out of order"),
        }
    }
}

impl std::error::Error for LawError {}
