//! Statutory rates by date, and interest over a principal (rules I1 to I4).

use std::fmt;

use super::{ExactCents, Known, Rate};
use crate::calendar::Date;
use crate::money::Percent;
use crate::vocabulary::Bilingual;

/// The published rates of one kind of statutory interest, by the first day on which each holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestTable {
    pub(super) provision: &'static str,
    pub(super) known: Known,
    pub(super) source: Bilingual,
    pub(super) contracts_from: Option<Date>,
    pub(super) next_review: Date,
    pub(super) rows: &'static [InterestRow],
}

/// A published rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestRow {
    /// The first day on which it holds.
    pub from: Date,
    /// Percent a year.
    pub rate: Rate,
    /// How the figure is known.
    pub status: Status,
    /// The last review that left it as it was, if any.
    pub unchanged_at: Option<Date>,
}

/// How a figure or a provision is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Whether a statutory rate was read for a day on or after the table's next review.
    ///
    /// On the day of the review itself too: the rate that a review brings holds from that day, and is not known yet.
    pub after_review: bool,
    /// The first day of the earliest rate that bears interest here and is known second-hand only.
    pub second_hand_from: Option<Date>,
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
    /// What each of them bears.
    pub rate: AccrualRate,
    /// What bears the interest: the principal, and for statutory interest that of the years before.
    pub principal: ExactCents,
    /// The interest of these days, not rounded.
    pub interest: ExactCents,
}

/// What a day bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccrualRate {
    /// A percentage a year: each day 1/365 of it, in a leap year too (rule I1).
    Yearly(Rate),
    /// A percentage a month by the terms: each day an equal share of its month, or a started month as a whole (I4).
    Monthly(Percent, MonthlySpan),
    /// A percentage a year by the terms: each day 1/365 of it.
    YearlyByTerms(Percent),
}

/// Interest that terms claim instead of that of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractRate {
    /// A percentage a month: a whole month bears exactly this, a day its equal share of its month.
    Monthly(Percent),
    /// A percentage a month, of which a started month bears all.
    StartedMonths(Percent),
    /// A percentage a year: a day bears 1/365 of it, in a leap year too.
    Yearly(Percent),
}

impl ContractRate {
    /// Whether it is, for some number of days, more than a rate a year in hundredths of a percent.
    pub fn is_above(self, yearly: Rate) -> bool {
        let (percent, times) = match self {
            // The first day of a month bears all of it.
            ContractRate::StartedMonths(percent) => return percent.units() > 0,
            ContractRate::Monthly(percent) => (percent, 12),
            ContractRate::Yearly(percent) => (percent, 1),
        };
        u64::from(percent.units()) * times > u64::from(yearly.hundredths()) * 100
    }
}

/// Days counted in months from the first day of default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthlySpan {
    /// The days of a month that began before them.
    pub before: Option<PartOfMonth>,
    /// The whole months.
    pub months: u32,
    /// The days of a month that goes on after them.
    pub after: Option<PartOfMonth>,
}

/// Some days of a month, fewer than all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOfMonth {
    /// How many.
    pub days: u32,
    /// The days of the month, 28 to 31.
    pub of: u32,
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
/// use clausula::law::{JurisdictionId, Law, RateTable, statutory_interest};
///
/// let (first_day, as_of) = (Date::new(2024, 1, 15).unwrap(), Date::new(2025, 3, 1).unwrap());
/// let trade = Law::built_in().of(JurisdictionId::Nl).interest(RateTable::Trade).unwrap();
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
        table.stretches(from, through).try_for_each(|(from, through, row)| ledger.accrue_row(from, through, row))?;
        ledger.compound()?;
        from = anniversary;
    }
    table.stretches(from, as_of).try_for_each(|(from, through, row)| ledger.accrue_row(from, through, row))?;
    Ok(ledger.close(as_of >= table.next_review))
}

/// Interest at a rate of the terms over a principal in cents, from the first day of default up to and including `as_of`.
///
/// Months run from the first day of default, each to its day of the month or the last of a shorter one, and each day
/// bears an equal share of its month, so that whole months bear exactly the percentage (rule I4). With a table, a day on
/// which 1/365 of the statutory rate is more than what it bears bears the statutory rate: the interest of such days so far
/// is added to what later ones bear interest on at each anniversary (I2). Days at the rate of the terms always bear
/// interest on the principal alone. Where a started month bears all, a table is not looked at.
///
/// # Errors
/// As for [`statutory_interest`]; a first day before the table only where there is one.
///
/// ```
/// use clausula::calendar::Date;
/// use clausula::law::{ContractRate, contract_interest};
/// use clausula::money::Percent;
///
/// let (first_day, as_of) = (Date::new(2026, 1, 31).unwrap(), Date::new(2026, 4, 29).unwrap());
/// let monthly = ContractRate::Monthly(Percent::whole(1));
/// let accrual = contract_interest(monthly, None, 100_000, first_day, as_of)?;
/// assert_eq!((accrual.days, accrual.cents), (89, 3_000));
/// let started = ContractRate::StartedMonths(Percent::whole(1));
/// let accrual = contract_interest(started, None, 100_000, first_day, as_of.plus_days(1).unwrap())?;
/// assert_eq!((accrual.days, accrual.cents), (90, 4_000));
/// # Ok::<(), clausula::law::InterestError>(())
/// ```
pub fn contract_interest(
    rate: ContractRate,
    at_least: Option<&InterestTable>,
    principal_cents: i64,
    first_day_of_default: Date,
    as_of: Date,
) -> Result<Accrual, InterestError> {
    let mut ledger = Ledger::open(principal_cents)?;
    if as_of < first_day_of_default {
        return Ok(ledger.close(false));
    }
    if let Some(table) = at_least {
        table.covers(first_day_of_default)?;
    }
    let begins = |month: i64| first_day_of_default.plus_months(month);
    let months = (0..).map_while(|month| Some((month, begins(month)?, begins(month + 1)?)));
    for (month, first, next) in months.take_while(|(_, first, _)| *first <= as_of) {
        if month > 0 && month % 12 == 0 {
            ledger.compound()?;
        }
        let of = u32::try_from(first.days_until(next)).map_err(|_| InterestError::TooLarge)?;
        let last = next.plus_days(-1).unwrap_or(as_of);
        if let ContractRate::StartedMonths(percent) = rate {
            ledger.accrue_monthly(first, last, percent, of)?;
            continue;
        }
        for (from, through, statutory) in higher_on(at_least, first, last.min(as_of), rate, of) {
            match (statutory, rate) {
                (Some(row), _) => ledger.accrue_row(from, through, &row)?,
                (None, ContractRate::Yearly(percent)) => ledger.accrue_yearly(from, through, percent)?,
                (None, ContractRate::Monthly(percent) | ContractRate::StartedMonths(percent)) => {
                    ledger.accrue_monthly(from, through, percent, of)?;
                }
            }
        }
    }
    // The rest of a started month bears interest and has not passed.
    ledger.days = count(first_day_of_default, as_of)?;
    Ok(ledger.close(at_least.is_some_and(|table| as_of >= table.next_review)))
}

/// The days of a part of a month in stretches: those at a statutory rate with its row, the others together.
fn higher_on(
    table: Option<&InterestTable>,
    from: Date,
    through: Date,
    rate: ContractRate,
    of: u32,
) -> Vec<(Date, Date, Option<InterestRow>)> {
    let Some(table) = table else { return vec![(from, through, None)] };
    let mut stretches: Vec<(Date, Date, Option<InterestRow>)> = Vec::with_capacity(1);
    for (from, through, row) in table.stretches(from, through) {
        let row = is_higher(row.rate, rate, of).then_some(*row);
        match (stretches.last_mut(), row) {
            (Some((_, last, None)), None) => *last = through,
            _ => stretches.push((from, through, row)),
        }
    }
    stretches
}

/// Whether 1/365 of a statutory rate is more than what a day bears by the terms, in a month of so many days.
fn is_higher(statutory: Rate, rate: ContractRate, days_of_month: u32) -> bool {
    // Hundredths of a percent against ten-thousandths.
    let statutory = u64::from(statutory.hundredths()) * 100;
    match rate {
        ContractRate::Yearly(percent) => statutory > u64::from(percent.units()),
        ContractRate::Monthly(percent) | ContractRate::StartedMonths(percent) => {
            statutory * u64::from(days_of_month) > u64::from(percent.units()) * 365
        }
    }
}

impl InterestTable {
    /// The first day that the table covers.
    pub fn first_day(&self) -> Date {
        // A checked table has a row; without one it covers nothing.
        self.rows.first().map_or(Date::MAX, |row| row.from)
    }

    /// The day from which contracts fall under the table, where it is not for contracts of any day.
    pub fn contracts_from(&self) -> Option<Date> {
        self.contracts_from
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
    pub fn provision(&self) -> &'static str {
        self.provision
    }

    /// How the provisions are known.
    pub fn known(&self) -> Known {
        self.known
    }

    /// Where the rates are published.
    pub fn source(&self) -> Bilingual {
        self.source
    }

    /// The rows, the earliest first.
    pub fn rows(&self) -> &'static [InterestRow] {
        self.rows
    }

    fn covers(&self, day: Date) -> Result<(), InterestError> {
        let first_day = self.first_day();
        if day < first_day { Err(InterestError::BeforeTable { first_day }) } else { Ok(()) }
    }

    /// The days of a span that the table covers, in stretches of one row: first day, last day, row.
    fn stretches(&self, from: Date, through: Date) -> impl Iterator<Item = (Date, Date, &'static InterestRow)> {
        let ends = self.rows.iter().skip(1).map(|row| row.from.plus_days(-1)).chain([None]);
        self.rows.iter().zip(ends).filter_map(move |(row, end)| {
            let (first, last) = (row.from.max(from), end.map_or(through, |end| end.min(through)));
            (first <= last).then_some((first, last, row))
        })
    }
}

/// A principal and the interest on it so far.
struct Ledger {
    principal: ExactCents,
    /// The principal with the statutory interest of the years before.
    compounded: ExactCents,
    /// The statutory interest of this year.
    since_compounding: ExactCents,
    total: ExactCents,
    days: u32,
    periods: Vec<AccrualPeriod>,
    rounded: i64,
    second_hand_from: Option<Date>,
}

impl Ledger {
    fn open(principal_cents: i64) -> Result<Ledger, InterestError> {
        let principal = ExactCents::new(principal_cents).ok_or(InterestError::NegativePrincipal)?;
        Ok(Ledger {
            compounded: principal.clone(),
            principal,
            since_compounding: ExactCents::zero(),
            total: ExactCents::zero(),
            days: 0,
            periods: Vec::new(),
            rounded: 0,
            second_hand_from: None,
        })
    }

    /// Days at a statutory rate.
    fn accrue_row(&mut self, from: Date, through: Date, row: &InterestRow) -> Result<(), InterestError> {
        let days = count(from, through)?;
        let interest = self.compounded.interest(row.rate, days).ok_or(InterestError::TooLarge)?;
        self.since_compounding = self.since_compounding.plus(&interest).ok_or(InterestError::TooLarge)?;
        if row.status == Status::SecondHand {
            self.second_hand_from = self.second_hand_from.or(Some(row.from));
        }
        let (rate, principal) = (AccrualRate::Yearly(row.rate), self.compounded.clone());
        self.put(AccrualPeriod { from, through, days, rate, principal, interest })
    }

    /// Days of one month at a contractual rate.
    fn accrue_monthly(&mut self, from: Date, through: Date, percent: Percent, of: u32) -> Result<(), InterestError> {
        let days = count(from, through)?;
        let interest = self.principal.monthly_interest(percent, days, of).ok_or(InterestError::TooLarge)?;
        let rate = AccrualRate::Monthly(percent, MonthlySpan::of(days, of));
        self.put(AccrualPeriod { from, through, days, rate, principal: self.principal.clone(), interest })
    }

    /// Days at a rate of the terms a year.
    fn accrue_yearly(&mut self, from: Date, through: Date, percent: Percent) -> Result<(), InterestError> {
        let days = count(from, through)?;
        let interest = self.principal.yearly_interest(percent, days).ok_or(InterestError::TooLarge)?;
        let (rate, principal) = (AccrualRate::YearlyByTerms(percent), self.principal.clone());
        self.put(AccrualPeriod { from, through, days, rate, principal, interest })
    }

    /// Adds days, to those before them where these bear alike.
    fn put(&mut self, period: AccrualPeriod) -> Result<(), InterestError> {
        self.total = self.total.plus(&period.interest).ok_or(InterestError::TooLarge)?;
        self.rounded = self.total.rounded().ok_or(InterestError::TooLarge)?;
        self.days += period.days;
        match self.periods.last_mut().and_then(|last| last.joined(&period).map(|joined| (last, joined))) {
            Some((last, joined)) => *last = joined,
            None => self.periods.push(period),
        }
        Ok(())
    }

    fn compound(&mut self) -> Result<(), InterestError> {
        self.compounded = self.compounded.plus(&self.since_compounding).ok_or(InterestError::TooLarge)?;
        self.since_compounding = ExactCents::zero();
        Ok(())
    }

    fn close(self, after_review: bool) -> Accrual {
        let Ledger { days, rounded: cents, periods, second_hand_from, .. } = self;
        Accrual { days, cents, periods, after_review, second_hand_from }
    }
}

fn count(from: Date, through: Date) -> Result<u32, InterestError> {
    u32::try_from(from.days_until(through) + 1).map_err(|_| InterestError::TooLarge)
}

impl AccrualPeriod {
    /// This stretch with the one that follows it; `None` where they bear differently.
    fn joined(&self, next: &AccrualPeriod) -> Option<AccrualPeriod> {
        let rate = match (self.rate, next.rate) {
            (AccrualRate::Monthly(one, span), AccrualRate::Monthly(other, further)) if one == other => {
                AccrualRate::Monthly(one, span.joined(further)?)
            }
            (AccrualRate::Yearly(one), AccrualRate::Yearly(other)) if one == other => self.rate,
            (AccrualRate::YearlyByTerms(one), AccrualRate::YearlyByTerms(other)) if one == other => self.rate,
            _ => return None,
        };
        let interest = self.interest.plus(&next.interest).filter(|_| self.principal == next.principal)?;
        let days = self.days + next.days;
        Some(AccrualPeriod { through: next.through, days, rate, interest, ..self.clone() })
    }
}

impl MonthlySpan {
    /// Days of one month.
    fn of(days: u32, of: u32) -> MonthlySpan {
        if days == of {
            MonthlySpan { months: 1, ..MonthlySpan::default() }
        } else {
            MonthlySpan { after: Some(PartOfMonth { days, of }), ..MonthlySpan::default() }
        }
    }

    /// The span with the days of the next month after it.
    fn joined(self, next: MonthlySpan) -> Option<MonthlySpan> {
        match (self, next) {
            // A part of a month that the next month follows is its end.
            (MonthlySpan { before: None, months: 0, after }, MonthlySpan { before: None, months, after: further }) => {
                Some(MonthlySpan { before: after, months, after: further })
            }
            (MonthlySpan { before, months, after: None }, MonthlySpan { before: None, months: more, after }) => {
                Some(MonthlySpan { before, months: months + more, after })
            }
            _ => None,
        }
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
