//! Periods of time as terms state them.

use std::fmt;
use std::str::FromStr;

use super::{Date, Holidays, Week};

/// The days of the longest month.
pub(crate) const LONGEST_MONTH: i64 = 31;

/// A number of minutes, hours, days, working days, weeks, months or years, such as `14 days`.
///
/// Which days are working days, the calendar of holidays says with which the period is counted.
///
/// ```
/// use clausula::calendar::{Date, Holidays, Period};
///
/// let dutch = Holidays::named("NL").unwrap();
/// let concluded = Date::new(2026, 12, 18).unwrap();
/// let last_day = |text| Period::parse(text).ok()?.after(concluded, dutch);
/// assert_eq!(last_day("14 days"), Date::new(2027, 1, 1));
/// assert_eq!(last_day("5 working days"), Date::new(2026, 12, 28));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many units: 0 to [`Period::MAX_COUNT`] in a period that was read from text.
    pub count: u32,
    /// The unit that is counted.
    pub unit: Unit,
    /// Whether the day of the event is itself the first day of the period (rule T5). Never with minutes or hours, or a count of 0.
    pub including_day: bool,
}

/// What a [`Period`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Minutes of elapsed time (rule T3).
    Minutes,
    /// Hours of elapsed time (rule T3).
    Hours,
    /// Civil days.
    Days,
    /// Days from Monday to Friday that are no holidays (rule T6).
    WorkingDays,
    /// Weeks of seven civil days.
    Weeks,
    /// Calendar months (rule T4).
    Months,
    /// Calendar years of twelve months.
    Years,
}

/// Why a text is not a [`Period`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// The text is not a number, one space and a unit.
    Form(String),
    /// The number is not a whole number from 0 to [`Period::MAX_COUNT`], written without leading zeros.
    Count(String),
    /// The unit is none of [`Unit::ALL`].
    Unit(String),
    /// A period of minutes or hours, or of none, has no first day.
    FirstDay(String),
}

impl Period {
    /// The largest count in a text: some 27 years of days.
    pub const MAX_COUNT: u32 = 10_000;
    /// What a period ends with whose first day is that of the event.
    pub const INCLUDING_DAY: &str = " including the first day";
    /// The same in Dutch.
    pub const INCLUDING_DAY_IN_DUTCH: &str = " inclusief de eerste dag";

    /// A period after, or before, an event whose own day does not count.
    pub const fn new(count: u32, unit: Unit) -> Period {
        Period { count, unit, including_day: false }
    }

    /// Reads a count, one space and a unit, such as `14 days`, `1 month` or `48 hours`; where the day of the event is the
    /// first of the period, followed by ` including the first day`.
    ///
    /// # Errors
    /// When the text has another form, the count is out of range, the unit is unknown or there is no first day.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        let (counted, including_day) =
            text.strip_suffix(Period::INCLUDING_DAY).map_or((text, false), |counted| (counted, true));
        let (count, unit) = counted.split_once(' ').ok_or_else(|| PeriodError::Form(text.to_owned()))?;
        let period = Period { count: parse_count(count)?, unit: parse_unit(unit)?, including_day };
        if including_day && (period.count == 0 || period.elapsed().is_some()) {
            return Err(PeriodError::FirstDay(text.to_owned()));
        }
        Ok(period)
    }

    /// The elapsed time in minutes, where the period counts time and not days: that of minutes and hours. `None` for the others.
    pub const fn elapsed(self) -> Option<i64> {
        match self.unit {
            Unit::Minutes => Some(self.count as i64),
            Unit::Hours => Some(self.count as i64 * 60),
            Unit::Days | Unit::WorkingDays | Unit::Weeks | Unit::Months | Unit::Years => None,
        }
    }

    /// The last day of the period after an event on civil date `day`: `day` plus the period, since that day does not count;
    /// the day before it where it does (rule T5).
    ///
    /// `None` for minutes and hours, which do not end with a day, and outside the supported range.
    pub fn after(self, day: Date, holidays: Holidays) -> Option<Date> {
        self.step(day, 1, holidays)
    }

    /// The civil date that lies this period before `day`; `None` as for [`Period::after`].
    ///
    /// "Until N days before" is up to and including it, and "within N days before" begins with it (rule T7). Where `day`
    /// counts itself, it is a day later.
    pub fn before(self, day: Date, holidays: Holidays) -> Option<Date> {
        self.step(day, -1, holidays)
    }

    /// The last civil date after which this period does not end later than `day`; `None` as for [`Period::after`].
    ///
    /// Ends of months and days that are no working days part it from [`Period::before`].
    pub fn latest_before(self, day: Date, holidays: Holidays) -> Option<Date> {
        if self.including_day {
            let excluding = Period { including_day: false, ..self };
            return match self.unit {
                Unit::WorkingDays => excluding.latest_before(day, holidays)?.plus_days(1),
                _ => excluding.latest_before(day.plus_days(1)?, holidays),
            };
        }
        match self.unit {
            // Of the working days up to and including that day, the period takes the last ones.
            Unit::WorkingDays if self.count > 0 => {
                return holidays.working_days_before(day.plus_days(1)?, self.count)?.plus_days(-1);
            }
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::WorkingDays | Unit::Weeks => {
                return self.before(day, holidays);
            }
            Unit::Months | Unit::Years => {}
        }
        // Months clamp by three days at most.
        let plain = self.before(day, holidays)?;
        let mut near = (-1..=4).rev().filter_map(|days| plain.plus_days(days));
        near.find(|first| self.after(*first, holidays).is_some_and(|last| last <= day))
    }

    /// At most so many civil days lie between a day and the end of the period that begins with it, where these days of the
    /// week are working days.
    pub fn most_days(self, week: Week) -> i64 {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Minutes => count / (24 * 60) + 1,
            Unit::Hours => count / 24 + 1,
            Unit::Days => count,
            Unit::WorkingDays => week.most_days(count),
            Unit::Weeks => count * 7,
            Unit::Months => count * LONGEST_MONTH,
            Unit::Years => count * 366,
        }
    }

    /// The period in Dutch; in English it is written as it is read.
    pub fn dutch(self) -> String {
        let (one, more) = self.unit.dutch_names();
        let including = if self.including_day { Period::INCLUDING_DAY_IN_DUTCH } else { "" };
        format!("{} {}{including}", self.count, if self.count == 1 { one } else { more })
    }

    fn step(self, day: Date, sign: i64, holidays: Holidays) -> Option<Date> {
        if self.including_day {
            let excluding = Period { including_day: false, ..self };
            return match self.unit {
                // The day itself counts when it is a working day.
                Unit::WorkingDays => excluding.step(day.plus_days(-sign)?, sign, holidays),
                _ => excluding.step(day, sign, holidays)?.plus_days(-sign),
            };
        }
        let count = i64::from(self.count) * sign;
        match self.unit {
            Unit::Minutes | Unit::Hours => None,
            Unit::Days => day.plus_days(count),
            Unit::WorkingDays if sign < 0 => holidays.working_days_before(day, self.count),
            Unit::WorkingDays => holidays.working_days_after(day, self.count),
            Unit::Weeks => day.plus_days(count * 7),
            Unit::Months => day.plus_months(count),
            Unit::Years => day.plus_months(count * 12),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        Period::parse(text)
    }
}

/// The form that [`Period::parse`] reads, with a singular unit after 1.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (singular, plural) = self.unit.names();
        let including = if self.including_day { Period::INCLUDING_DAY } else { "" };
        write!(f, "{} {}{including}", self.count, if self.count == 1 { singular } else { plural })
    }
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Unit; 7] =
        [Unit::Minutes, Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::Years];

    /// The English name for one and for several.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Unit::Minutes => ("minute", "minutes"),
            Unit::Hours => ("hour", "hours"),
            Unit::Days => ("day", "days"),
            Unit::WorkingDays => ("working day", "working days"),
            Unit::Weeks => ("week", "weeks"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
        }
    }

    /// The Dutch name for one and for several.
    pub fn dutch_names(self) -> (&'static str, &'static str) {
        match self {
            Unit::Minutes => ("minuut", "minuten"),
            Unit::Hours => ("uur", "uur"),
            Unit::Days => ("dag", "dagen"),
            Unit::WorkingDays => ("werkdag", "werkdagen"),
            Unit::Weeks => ("week", "weken"),
            Unit::Months => ("maand", "maanden"),
            Unit::Years => ("jaar", "jaar"),
        }
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PeriodError::Form(text) => write!(f, "`{text}` is not a period such as `14 days`"),
            PeriodError::Count(text) => {
                write!(f, "`{text}` is not a whole number from 0 to {}", Period::MAX_COUNT)
            }
            PeriodError::Unit(text) => {
                write!(f, "`{text}` is not one of minutes, hours, days, working days, weeks, months and years")
            }
            PeriodError::FirstDay(text) => write!(f, "`{text}` has no first day"),
        }
    }
}

impl std::error::Error for PeriodError {}

fn parse_count(text: &str) -> Result<u32, PeriodError> {
    // One way to write each number, so that a period reads back as it was written.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let count = if plain { text.parse().ok() } else { None };
    count.filter(|count| *count <= Period::MAX_COUNT).ok_or_else(|| PeriodError::Count(text.to_owned()))
}

fn parse_unit(text: &str) -> Result<Unit, PeriodError> {
    let named = |unit: &Unit| text == unit.names().0 || text == unit.names().1;
    Unit::ALL.into_iter().find(named).ok_or_else(|| PeriodError::Unit(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Weekday;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn dutch() -> Holidays {
        Holidays::named("NL").unwrap()
    }

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for text in [
            "0 days",
            "14 days",
            "1 day",
            "2 months",
            "1 year",
            "48 hours",
            "4 weeks",
            "10000 years",
            "1 working day",
            "10 working days",
            "14 days including the first day",
            "1 year including the first day",
        ] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        assert_eq!("2 month".parse(), Ok(Period::new(2, Unit::Months)));
        assert_eq!("1 weeks".parse(), Ok(Period::new(1, Unit::Weeks)));
    }

    #[test]
    fn says_what_is_wrong() {
        for text in ["", "14", "days", "14days"] {
            assert_eq!(Period::parse(text), Err(PeriodError::Form(text.to_owned())));
        }
        for count in ["", "-1", "+1", "1.5", "014", "00", "10001", "99999999999999999999", "x"] {
            assert_eq!(Period::parse(&format!("{count} days")), Err(PeriodError::Count(count.to_owned())));
        }
        for unit in ["", "dagen", "Days", " days", "days ", "working  days", "working", "workdays"] {
            assert_eq!(Period::parse(&format!("14 {unit}")), Err(PeriodError::Unit(unit.to_owned())));
        }
        for none in ["0 days including the first day", "48 hours including the first day"] {
            assert_eq!(Period::parse(none), Err(PeriodError::FirstDay(none.to_owned())));
        }
        assert_eq!(
            Period::parse("14 dagen").unwrap_err().to_string(),
            "`dagen` is not one of minutes, hours, days, working days, weeks, months and years"
        );
    }

    #[test]
    fn the_day_itself_does_not_count() {
        for (period, day, last) in [
            ("14 days", "2026-11-07", "2026-11-21"),
            ("0 days", "2026-11-07", "2026-11-07"),
            ("4 weeks", "2026-02-01", "2026-03-01"),
            ("1 month", "2026-01-31", "2026-02-28"),
            ("1 year", "2024-02-29", "2025-02-28"),
            ("0 working days", "2026-11-07", "2026-11-07"),
            ("1 working day", "2026-11-06", "2026-11-09"),  // a Friday
            ("1 working day", "2026-11-07", "2026-11-09"),  // a Saturday
            ("3 working days", "2026-04-01", "2026-04-08"), // Good Friday to Easter Monday lie between
        ] {
            assert_eq!(self::period(period).after(date(day), dutch()), Some(date(last)), "{period} {day}");
        }
    }

    #[test]
    fn the_day_itself_is_the_first() {
        for (period, day, last, first) in [
            ("14 days", "2026-11-07", "2026-11-20", "2026-10-25"),
            ("1 day", "2026-11-07", "2026-11-07", "2026-11-07"),
            ("1 week", "2026-11-07", "2026-11-13", "2026-11-01"),
            ("1 year", "2026-09-10", "2027-09-09", "2025-09-11"),
            ("1 month", "2026-01-31", "2026-02-27", "2026-01-01"),
            ("1 month", "2026-02-28", "2026-03-27", "2026-01-29"),
            ("2 working days", "2026-11-06", "2026-11-09", "2026-11-05"), // a Friday
            ("2 working days", "2026-11-07", "2026-11-10", "2026-11-05"), // a Saturday
        ] {
            let period = self::period(&format!("{period} including the first day"));
            assert_eq!(period.after(date(day), dutch()), Some(date(last)), "{period} after {day}");
            assert_eq!(period.before(date(day), dutch()), Some(date(first)), "{period} before {day}");
        }
    }

    #[test]
    fn backwards() {
        for (period, day, first) in [
            ("6 weeks", "2026-03-01", "2026-01-18"),
            ("1 month", "2026-03-31", "2026-02-28"),
            ("2 years", "2026-03-01", "2024-03-01"),
            ("1 working day", "2026-11-02", "2026-10-30"),
            ("10 working days", "2026-05-21", "2026-05-06"),
        ] {
            assert_eq!(self::period(period).before(date(day), dutch()), Some(date(first)), "{period} {day}");
        }
    }

    /// The last day from which a period is over in time, the day after it and all before it.
    #[test]
    fn the_latest_day_before() {
        for (period, day, latest) in [
            ("14 days", "2026-11-21", "2026-11-07"),
            ("1 month", "2026-02-28", "2026-01-31"), // 28 to 31 January all end on the 28th
            ("1 month", "2026-03-30", "2026-02-28"),
            ("1 year", "2025-02-28", "2024-02-29"),
            ("1 working day", "2026-11-06", "2026-11-05"),
            ("1 working day", "2026-11-09", "2026-11-08"), // a Monday: the Sunday before is early enough
            ("1 working day", "2026-11-08", "2026-11-05"), // a Sunday: from Friday it would end on Monday
            ("1 working day", "2026-04-07", "2026-04-06"),
            ("1 working day", "2026-04-06", "2026-04-01"),
            ("14 days including the first day", "2026-11-20", "2026-11-07"),
            ("1 month including the first day", "2026-02-27", "2026-01-31"),
            ("1 month including the first day", "2026-02-28", "2026-02-01"),
            ("1 working day including the first day", "2026-11-09", "2026-11-09"),
            ("1 working day including the first day", "2026-11-08", "2026-11-06"),
        ] {
            let (period, day) = (self::period(period), date(day));
            let found = period.latest_before(day, dutch()).unwrap();
            assert_eq!(found, date(latest), "{period} before {day}");
            assert!(period.after(found, dutch()).unwrap() <= day);
            assert!(period.after(found.plus_days(1).unwrap(), dutch()).unwrap() > day);
        }
        assert_eq!(period("48 hours").latest_before(date("2026-01-01"), dutch()), None);
    }

    /// Weeks from one day to seven: the days in a row, and every other one, since the run of free days is the longest there.
    fn other_weeks() -> impl Iterator<Item = Holidays> {
        let days =
            |of: fn(usize) -> Weekday| (1..=7).filter_map(move |n| Week::of(&(0..n).map(of).collect::<Vec<_>>()));
        let from_monday = days(|n| Weekday::ALL[n]);
        let from_thursday = days(|n| Weekday::ALL[(n + 3) % 7]);
        let some = ["NL", "DE-BY", "UK-ENG", "DK"].map(|code| Holidays::named(code).unwrap());
        from_monday.chain(from_thursday).flat_map(move |week| some.map(|holidays| holidays.with_week(week)))
    }

    /// The last day from which it ends in time, held against every day near it.
    #[test]
    fn latest_before_is_the_last_day_in_time_in_every_week() {
        for holidays in other_weeks() {
            for day in (0..400).filter_map(|n| date("2026-01-01").plus_days(n)) {
                for period in
                    ["0 working days", "1 working day", "4 working days", "2 working days including the first day"]
                {
                    let period = self::period(period);
                    let ends = |from: Date| period.after(from, holidays).unwrap();
                    let near = (-80..=8).rev().filter_map(|n| day.plus_days(n)).find(|from| ends(*from) <= day);
                    assert_eq!(period.latest_before(day, holidays), near, "{period} {day} {holidays:?}");
                }
            }
        }
    }

    /// No period is longer than the bound says, and one is not much shorter.
    #[test]
    fn most_days_bounds_every_calendar() {
        let periods: Vec<Period> = ["1 day", "3 weeks", "1 month", "4 years", "1 working day", "10 working days"]
            .into_iter()
            .chain(["60 working days", "0 working days"])
            .map(period)
            .collect();
        for holidays in Holidays::all().chain(other_weeks()) {
            for first in (0..1_461).filter_map(|n| date("2026-01-01").plus_days(n)) {
                for period in &periods {
                    let days = first.days_until(period.after(first, holidays).unwrap());
                    assert!(days <= period.most_days(holidays.week()), "{period} from {first} in {holidays:?}");
                    let least = if period.unit == Unit::WorkingDays {
                        holidays.week().least_days(period.count.into())
                    } else {
                        0
                    };
                    assert!(days >= least, "{period} from {first} in {holidays:?}");
                }
            }
        }
        let most = |text| period(text).most_days(Week::MONDAY_TO_FRIDAY);
        assert_eq!((most("47 hours"), most("48 hours")), (2, 3));
    }

    #[test]
    fn no_last_day() {
        assert_eq!(period("48 hours").after(date("2026-01-01"), dutch()), None);
        assert_eq!(period("10000 years").after(date("2026-01-01"), dutch()), None);
        assert_eq!(period("1 working day").after(Date::MAX, dutch()), None);
        for unit in Unit::ALL {
            let period = Period::new(u32::MAX, unit);
            if unit != Unit::WorkingDays {
                assert_eq!((period.after(Date::MIN, dutch()), period.before(Date::MAX, dutch())), (None, None));
            }
        }
    }
}
