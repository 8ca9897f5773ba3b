//! Statutory rates by date, and interest over a principal (rules I1 to I3).

use std::fmt;

use super::{ExactCents, Rate};
use crate::calendar::Date;

/// The published rates of one kind of statutory interest, by the first day on which each holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestTable {
    pub(super) provision: String,
    pub(super) rows: Vec<InterestRow>,
    pub(super) next_review: Date,
}

/// A published rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestRow {
    /// The first day on which it holds.
    pub from: Date,
    /// Percent a year.
    pub rate: Rate,
    /// How the figure is known, where that is recorded.
    pub status: Option<Status>,
    /// The last review that left it as it was, if any.
    pub unchanged_at: Option<Date>,
}

/// How a figure is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Seen in a source.
    Seen,
    /// Seen quoted from the official source.
    SecondHand,
}

/// The interest over one principal up to one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// Days that bear interest: from the first day of default up to and including the last, none when that is earlier.
    pub days: u32,
    /// The interest in cents, rounded once, half a cent up (rule I3).
    pub cents: i64,
    /// The days in stretches of one rate and one principal, the earliest first.
    pub periods: Vec<AccrualPeriod>,
    /// Whether a statutory rate was taken for a day on or after the table's next review.
    ///
    /// On the day of the review itself too: the rate that a review brings holds from that day, and is not known yet.
    pub after_review: bool,
}

/// A stretch of days with one rate and one principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccrualPeriod {
    /// The first day.
    pub from: Date,
    /// The last day, inclusive.
    pub through: Date,
    /// How many days that is.
    pub days: u32,
    /// Percent a year; each day bears 1/365 of it, in a leap year too.
    pub rate: Rate,
    /// What bears the interest: the principal, and for statutory interest that of the years before.
    pub principal: ExactCents,
    /// The interest of these days, not rounded.
    pub interest: ExactCents,
}

/// Why there is no interest to state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterestError {
    /// Interest would begin before the table's first row.
    BeforeTable {
        /// The first day of the table.
        first_day: Date,
    },
    /// The principal is negative.
    NegativePrincipal,
    /// Principal and interest do not fit 2^63 cents.
    TooLarge,
}

/// Statutory interest over a principal in cents, from the first day of default up to and including `as_of`.
///
/// Each day bears that day's rate / 365 (rule I1). On each anniversary of the first day of default (its own day of the
/// month, or the last of a shorter month) the interest so far is added to the principal (I2). Exact until the one
/// rounding at the end (I3): see [`ExactCents`]. The work grows with the square of the years: a microsecond for a few, a
/// quarter of a millisecond for two centuries.
///
/// # Errors
/// When the first day of default lies before the table, even though later days do not; when the principal is negative;
/// when the sum is too large. An `as_of` before the first day of default is no error: there is no interest yet.
///
/// ```
/// use clausula::calendar::Date;
/// use clausula::law::{Law, RateTable, statutory_interest};
///
/// let (first_day, as_of) = (Date::new(2024, 1, 15).unwrap(), Date::new(2025, 3, 1).unwrap());
/// let trade = Law::built_in().interest(RateTable::Trade);
/// let accrual = statutory_interest(trade, 100_000, first_day, as_of)?;
/// assert_eq!((accrual.days, accrual.cents), (412, 13_935));
/// # Ok::<(), clausula::law::InterestError>(())
/// ```
pub fn statutory_interest(
    table: &InterestTable,
    principal_cents: i64,
    first_day_of_default: Date,
    as_of: Date,
) -> Result<Accrual, InterestError> {
    let mut ledger = Ledger::open(principal_cents)?;
    if as_of < first_day_of_default {
        return Ok(ledger.close(false));
    }
    table.covers(first_day_of_default)?;
    let anniversaries = (1..).map_while(|year| first_day_of_default.plus_months(year * 12));
    let mut from = first_day_of_default;
    for anniversary in anniversaries.take_while(|day| *day <= as_of) {
        // An anniversary is later than the day it counts from, so there is a day before it.
        let through = anniversary.plus_days(-1).unwrap_or(from);
        table.stretches(from, through).try_for_each(|(from, through, rate)| ledger.accrue(from, through, rate))?;
        ledger.compound()?;
        from = anniversary;
    }
    table.stretches(from, as_of).try_for_each(|(from, through, rate)| ledger.accrue(from, through, rate))?;
    Ok(ledger.close(as_of >= table.next_review))
}

/// Simple interest at a contractual rate over a principal in cents, from `first_day` up to and including `as_of`.
///
/// Each day bears the contractual rate / 365 or, with `at_least_statutory`, the statutory rate of that day where that
/// is higher. Never compounded (rule I2). Without `at_least_statutory` the table is not read.
///
/// # Errors
/// As for [`statutory_interest`]; a first day before the table only with `at_least_statutory`.
pub fn contractual_interest(
    table: &InterestTable,
    yearly_percent: Rate,
    at_least_statutory: bool,
    principal_cents: i64,
    first_day: Date,
    as_of: Date,
) -> Result<Accrual, InterestError> {
    let mut ledger = Ledger::open(principal_cents)?;
    if as_of < first_day {
        return Ok(ledger.close(false));
    }
    if !at_least_statutory {
        ledger.accrue(first_day, as_of, yearly_percent)?;
        return Ok(ledger.close(false));
    }
    table.covers(first_day)?;
    let mut open: Option<(Date, Date, Rate)> = None;
    for (from, through, statutory) in table.stretches(first_day, as_of) {
        let rate = statutory.max(yearly_percent);
        open = match open {
            // A change below the contractual rate changes nothing.
            Some((since, _, same)) if same == rate => Some((since, through, rate)),
            Some((since, until, other)) => {
                ledger.accrue(since, until, other)?;
                Some((from, through, rate))
            }
            None => Some((from, through, rate)),
        };
    }
    open.map_or(Ok(()), |(from, through, rate)| ledger.accrue(from, through, rate))?;
    Ok(ledger.close(as_of >= table.next_review))
}

impl InterestTable {
    /// The first day that the table covers.
    pub fn first_day(&self) -> Date {
        // A checked table has a row; without one it covers nothing.
        self.rows.first().map_or(Date::MAX, |row| row.from)
    }

    /// The next day on which the rate may change in a way that is not known yet.
    pub fn next_review(&self) -> Date {
        self.next_review
    }

    /// The rate on a day, the last known one from the next review on; `None` before the first row.
    pub fn rate_on(&self, day: Date) -> Option<Rate> {
        self.rows.iter().rev().find(|row| row.from <= day).map(|row| row.rate)
    }

    /// The provisions, such as `BW 6:119, 6:120`.
    pub fn provision(&self) -> &str {
        &self.provision
    }

    /// The rows, the earliest first.
    pub fn rows(&self) -> &[InterestRow] {
        &self.rows
    }

    fn covers(&self, day: Date) -> Result<(), InterestError> {
        let first_day = self.first_day();
        if day < first_day { Err(InterestError::BeforeTable { first_day }) } else { Ok(()) }
    }

    /// The days of a span that the table covers, in stretches of one row: first day, last day, rate.
    fn stretches(&self, from: Date, through: Date) -> impl Iterator<Item = (Date, Date, Rate)> {
        let ends = self.rows.iter().skip(1).map(|row| row.from.plus_days(-1)).chain([None]);
        self.rows.iter().zip(ends).filter_map(move |(row, end)| {
            let (first, last) = (row.from.max(from), end.map_or(through, |end| end.min(through)));
            (first <= last).then_some((first, last, row.rate))
        })
    }
}

/// A principal and the interest on it so far.
struct Ledger {
    principal: ExactCents,
    since_compounding: ExactCents,
    total: ExactCents,
    days: u32,
    periods: Vec<AccrualPeriod>,
    rounded: i64,
}

impl Ledger {
    fn open(principal_cents: i64) -> Result<Ledger, InterestError> {
        Ok(Ledger {
            principal: ExactCents::new(principal_cents).ok_or(InterestError::NegativePrincipal)?,
            since_compounding: ExactCents::zero(),
            total: ExactCents::zero(),
            days: 0,
            periods: Vec::new(),
            rounded: 0,
        })
    }

    fn accrue(&mut self, from: Date, through: Date, rate: Rate) -> Result<(), InterestError> {
        let days = u32::try_from(from.days_until(through) + 1).map_err(|_| InterestError::TooLarge)?;
        let interest = self.principal.interest(rate, days).ok_or(InterestError::TooLarge)?;
        self.since_compounding = self.since_compounding.plus(&interest).ok_or(InterestError::TooLarge)?;
        self.total = self.total.plus(&interest).ok_or(InterestError::TooLarge)?;
        self.rounded = self.total.rounded().ok_or(InterestError::TooLarge)?;
        self.days += days;
        self.periods.push(AccrualPeriod { from, through, days, rate, principal: self.principal.clone(), interest });
        Ok(())
    }

    fn compound(&mut self) -> Result<(), InterestError> {
        self.principal = self.principal.plus(&self.since_compounding).ok_or(InterestError::TooLarge)?;
        self.since_compounding = ExactCents::zero();
        Ok(())
    }

    fn close(self, after_review: bool) -> Accrual {
        Accrual { days: self.days, cents: self.rounded, periods: self.periods, after_review }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Seen => "seen",
            Status::SecondHand => "second-hand",
        })
    }
}

impl fmt::Display for InterestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InterestError::BeforeTable { first_day } => {
                write!(
                    f,
                    "the table of statutory interest starts on {first_day}; interest before that day is not known"
                )
            }
            InterestError::NegativePrincipal => f.write_str("the principal is negative"),
            InterestError::TooLarge => f.write_str("the principal with interest is too large to count in cents"),
        }
    }
}

impl std::error::Error for InterestError {}
