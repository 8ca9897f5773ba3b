//! The facts of a row, put together by the rows of the facts table. A row that falls short in any way gives none: why, the
//! contract says then (see [`crate::reason`]).

use clausula::calendar::{Date, Instant};
use clausula::facts::table::{Fact, FactKind, FactValue, Need, agreement};
use clausula::facts::{Agreement, DeclaredValue, Event, FactId, FactsSlot};
use clausula::money::Cents;
use clausula::vocabulary::Question;

use crate::source::{Source, Stated, at, span, word};

/// A row falls short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short;

impl From<()> for Short {
    fn from((): ()) -> Short {
        Short
    }
}

/// The agreement and the event of a row, as they are read.
pub(crate) struct Read<'a, 's> {
    pub(crate) agreement: &'s mut Agreement,
    pub(crate) event: &'s mut Event,
    question: Question,
    /// Whether the type of product is stated.
    pub(crate) is_typed: bool,
    /// The currency that amounts name; all of them the same.
    pub(crate) currency: Option<&'a str>,
    dates: Vec<Date>,
}

impl<'a, 's> Read<'a, 's> {
    pub(crate) fn new(question: Question, slot: &'s mut FactsSlot) -> Read<'a, 's> {
        let (agreement, event) = slot.blank(question);
        Read { agreement, event, question, is_typed: false, currency: None, dates: Vec::new() }
    }

    /// Puts what the columns state about a row. `entry` is the number of the entry of a list, otherwise 0.
    pub(crate) fn put(&mut self, columns: &'a [Stated], row: usize, entry: usize) -> Result<(), Short> {
        for stated in columns {
            let value = match &stated.source {
                Source::YesNo(column) => match at(column, row) {
                    Some(false) if matches!(stated.fact.kind, FactKind::Group) => None,
                    value => value.map(FactValue::YesNo),
                },
                Source::Amount { units, currency } => match at(units, row) {
                    Some(units) => {
                        self.named(currency.as_ref().and_then(|currency| at(currency, row)))?;
                        Some(FactValue::Amount(Cents::new(units)))
                    }
                    None => None,
                },
                Source::Count(column) => match at(column, row) {
                    None => None,
                    // Of what there is one of at least, 0 is not stated.
                    Some(0) if matches!(stated.fact.kind, FactKind::Count { least: 1.., .. }) => None,
                    Some(count) => Some(FactValue::Count(u32::try_from(count).map_err(|_| Short)?)),
                },
                Source::Day(column) => at(column, row).map(date).transpose()?.map(FactValue::Date),
                Source::Moment(column) => match column.get(row) {
                    Some((secs, nanos)) => Some(FactValue::Instant(Instant::new(secs, nanos).ok_or(Short)?)),
                    None => None,
                },
                Source::Word { codes, words, .. } => word(codes, words, row)?,
                Source::Text(column) => at(column, row).filter(|text| !text.is_empty()).map(FactValue::Text),
                Source::Days { list, days } => {
                    self.dates.clear();
                    for place in span(list, row).into_iter().flatten() {
                        self.dates.push(date(at(days, place).ok_or(Short)?)?);
                    }
                    if self.dates.is_empty() { None } else { Some(FactValue::Dates(&self.dates)) }
                }
                Source::List { list, entries } => {
                    self.entries(stated, span(list, row).unwrap_or_default(), entries)?;
                    continue;
                }
            };
            match value {
                Some(value) => {
                    self.is_typed |= stated.fact == &agreement::PRODUCT;
                    if let Some(group) = stated.group {
                        group.set(self.agreement, self.event, 0, Some(FactValue::YesNo(true)));
                    }
                    stated.fact.set(self.agreement, self.event, entry, Some(value));
                }
                None if stated.required => return Err(Short),
                None => {}
            }
        }
        Ok(())
    }

    fn entries(&mut self, stated: &Stated, rows: std::ops::Range<usize>, columns: &'a [Stated]) -> Result<(), Short> {
        let FactKind::List { least, most } = stated.fact.kind else { return Ok(()) };
        let count = u32::try_from(rows.len()).map_err(|_| Short)?;
        let fewest = if stated.required { least } else { 0 };
        if count < fewest || rows.len() > most {
            return Err(Short);
        }
        if count == 0 {
            return Ok(());
        }
        stated.fact.set(self.agreement, self.event, 0, Some(FactValue::Count(count)));
        // Clauses on damage count payments in a window of time: there, and only there, each needs its moment.
        let dated = stated.fact == &agreement::PAYMENTS && self.question == Question::DamageClaim;
        for (entry, row) in rows.enumerate() {
            if dated && !columns.iter().any(|column| column.is_moment_of_payment(row)) {
                return Err(Short);
            }
            self.put(columns, row, entry)?;
        }
        Ok(())
    }

    /// An amount names its currency.
    fn named(&mut self, currency: Option<&'a str>) -> Result<(), Short> {
        match (self.currency, currency) {
            (Some(known), Some(other)) if known != other => return Err(Short),
            (None, named) => self.currency = named,
            _ => {}
        }
        Ok(())
    }

    /// Puts a fact that the policy declares.
    pub(crate) fn declare(&mut self, id: FactId, source: &'a Source, row: usize) -> Result<(), Short> {
        let value = match source {
            Source::YesNo(column) => at(column, row).map(DeclaredValue::YesNo),
            Source::Amount { units, currency } => match at(units, row) {
                Some(units) => {
                    self.named(currency.as_ref().and_then(|currency| at(currency, row)))?;
                    Some(DeclaredValue::Amount(Cents::new(units)))
                }
                None => None,
            },
            Source::Count(column) => match at(column, row) {
                Some(count) => Some(DeclaredValue::Count(u32::try_from(count).map_err(|_| Short)?)),
                None => None,
            },
            Source::Day(column) => at(column, row).map(date).transpose()?.map(DeclaredValue::Date),
            Source::Moment(column) => match column.get(row) {
                Some((secs, nanos)) => Some(DeclaredValue::Instant(Instant::new(secs, nanos).ok_or(Short)?)),
                None => None,
            },
            Source::Text(column) => match at(column, row) {
                Some(word) => Some(DeclaredValue::Choice(FactId::parse(word).ok_or(Short)?)),
                None => None,
            },
            Source::Word { .. } | Source::Days { .. } | Source::List { .. } => None,
        };
        if let Some(value) = value {
            let range = |fine: bool| if fine { Ok(()) } else { Err(Short) };
            match value {
                // The contract holds these ranges where it reads the request, for declared facts as for others.
                DeclaredValue::Amount(amount) => range((Cents::ZERO..=Cents::MAX).contains(&amount))?,
                DeclaredValue::Date(day) => range(in_years(day.year()))?,
                DeclaredValue::Instant(at) => range(clausula::facts::is_in_range(at))?,
                DeclaredValue::YesNo(_) | DeclaredValue::Count(_) | DeclaredValue::Choice(_) => {}
            }
            self.agreement.declared.set(id, Some(value));
        }
        Ok(())
    }
}

fn in_years(year: i32) -> bool {
    use clausula::facts::LIMITS;
    (LIMITS.first_year..=LIMITS.last_year).contains(&year)
}

fn date(days: i32) -> Result<Date, Short> {
    Date::from_days(days).ok_or(Short)
}

impl Stated {
    fn is_moment_of_payment(&self, row: usize) -> bool {
        let Source::Moment(moments) = &self.source else { return false };
        self.fact == &agreement::PAYMENT_PAID_AT && moments.get(row).is_some()
    }
}

/// Whether a fact must be stated in each row that asks its question. The type of product need not: a product of the policy's own
/// says of what type it is.
pub(crate) fn is_required(fact: Fact) -> bool {
    matches!(fact.need, Need::Required) && *fact != agreement::PRODUCT
}
