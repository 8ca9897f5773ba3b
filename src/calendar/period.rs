//! Periods of time as terms state them.

use std::fmt;
use std::str::FromStr;

use super::Date;

/// A number of hours, days, weeks, months or years, such as `14 days`.
///
/// ```
/// use clausula::calendar::{Date, Period};
///
/// let period = Period::parse("14 days").unwrap();
/// let concluded = Date::new(2026, 11, 6).unwrap();
/// assert_eq!(period.after(concluded), Date::new(2026, 11, 20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many units: 0 to [`Period::MAX_COUNT`] in a period that was read from text.
    pub count: u32,
    /// The unit that is counted.
    pub unit: Unit,
}

/// What a [`Period`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hours of elapsed time (rule T3).
    Hours,
    /// Civil days.
    Days,
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
    /// The unit is not one of hours, days, weeks, months and years.
    Unit(String),
}

impl Period {
    /// The largest count in a text: some 27 years of days.
    pub const MAX_COUNT: u32 = 10_000;

    /// Reads a count, one space and a unit, such as `14 days`, `1 month` or `48 hours`.
    ///
    /// # Errors
    /// When the text has another form, the count is out of range or the unit is unknown.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        let (count, unit) = text.split_once(' ').ok_or_else(|| PeriodError::Form(text.to_owned()))?;
        Ok(Period { count: parse_count(count)?, unit: parse_unit(unit)? })
    }

    /// The last day of the period after an event on civil date `day`, which does not count itself: `day` plus the
    /// period (rule T5).
    ///
    /// `None` for hours, which do not end with a day, and outside the supported range.
    pub fn after(self, day: Date) -> Option<Date> {
        self.step(day, 1)
    }

    /// The civil date that lies this period before `day`; `None` as for [`Period::after`].
    pub fn before(self, day: Date) -> Option<Date> {
        self.step(day, -1)
    }

    fn step(self, day: Date, sign: i64) -> Option<Date> {
        let count = i64::from(self.count) * sign;
        match self.unit {
            Unit::Hours => None,
            Unit::Days => day.plus_days(count),
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
        write!(f, "{} {}", self.count, if self.count == 1 { singular } else { plural })
    }
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Unit; 5] = [Unit::Hours, Unit::Days, Unit::Weeks, Unit::Months, Unit::Years];

    /// The English name for one and for several.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Unit::Hours => ("hour", "hours"),
            Unit::Days => ("day", "days"),
            Unit::Weeks => ("week", "weeks"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
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
            PeriodError::Unit(text) => write!(f, "`{text}` is not one of hours, days, weeks, months and years"),
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

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for text in ["0 days", "14 days", "1 day", "2 months", "1 year", "48 hours", "4 weeks", "10000 years"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        assert_eq!("2 month".parse(), Ok(Period { count: 2, unit: Unit::Months }));
        assert_eq!("1 weeks".parse(), Ok(Period { count: 1, unit: Unit::Weeks }));
    }

    #[test]
    fn says_what_is_wrong() {
        for text in ["", "14", "days", "14days"] {
            assert_eq!(Period::parse(text), Err(PeriodError::Form(text.to_owned())));
        }
        for count in ["", "-1", "+1", "1.5", "014", "00", "10001", "99999999999999999999", "x"] {
            assert_eq!(Period::parse(&format!("{count} days")), Err(PeriodError::Count(count.to_owned())));
        }
        for unit in ["", "dagen", "Days", " days", "days ", "working days"] {
            assert_eq!(Period::parse(&format!("14 {unit}")), Err(PeriodError::Unit(unit.to_owned())));
        }
        assert_eq!(
            Period::parse("14 dagen").unwrap_err().to_string(),
            "`dagen` is not one of hours, days, weeks, months and years"
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
        ] {
            assert_eq!(Period::parse(period).unwrap().after(date(day)), Some(date(last)));
        }
    }

    #[test]
    fn backwards() {
        for (period, day, first) in [
            ("6 weeks", "2026-03-01", "2026-01-18"),
            ("1 month", "2026-03-31", "2026-02-28"),
            ("2 years", "2026-03-01", "2024-03-01"),
        ] {
            assert_eq!(Period::parse(period).unwrap().before(date(day)), Some(date(first)));
        }
    }

    #[test]
    fn no_last_day() {
        assert_eq!(Period::parse("48 hours").unwrap().after(date("2026-01-01")), None);
        assert_eq!(Period::parse("10000 years").unwrap().after(date("2026-01-01")), None);
        for unit in Unit::ALL {
            let period = Period { count: u32::MAX, unit };
            assert_eq!((period.after(Date::MIN), period.before(Date::MAX)), (None, None));
        }
    }
}
