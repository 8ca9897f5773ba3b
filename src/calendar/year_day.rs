//! Days that come each year.

use std::fmt;

use super::Date;
use super::date::two_digits;

/// A day of every year, such as 30 June. Where a month is shorter, its last day.
///
/// ```
/// use clausula::calendar::{Date, YearDay};
///
/// let halves = [YearDay::parse("06-30").unwrap(), YearDay::parse("12-31").unwrap()];
/// let from = Date::new(2026, 7, 1).unwrap();
/// assert_eq!(YearDay::first_from(&halves, from), Date::new(2026, 12, 31));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearDay {
    month: u32,
    day: u32,
}

/// The longest month.
const LONGEST: u32 = 31;

impl YearDay {
    /// Reads `MM-DD`, five characters; 29 February is such a day.
    pub fn parse(text: &str) -> Option<YearDay> {
        let &[m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let (month, day) = (two_digits(m1, m2)?, two_digits(d1, d2)?);
        // A leap year has every day.
        Date::new(2028, month, day).map(|_| YearDay { month, day })
    }

    /// The last days of some months of the year, from 1.
    fn ends(months: impl Iterator<Item = u32>) -> Vec<YearDay> {
        months.map(|month| YearDay { month, day: LONGEST }).collect()
    }

    /// The last day of each month.
    pub fn ends_of_months() -> Vec<YearDay> {
        YearDay::ends(1..=12)
    }

    /// The last day of each quarter.
    pub fn ends_of_quarters() -> Vec<YearDay> {
        YearDay::ends((3..=12).step_by(3))
    }

    /// The last day of the year.
    pub fn end_of_year() -> Vec<YearDay> {
        YearDay::ends(std::iter::once(12))
    }

    /// The day in a year; `None` outside the supported range.
    pub fn in_year(self, year: i32) -> Option<Date> {
        (0..4).find_map(|less| Date::new(year, self.month, self.day - less))
    }

    /// The first of some days that is not before a date; `None` where there are none, or outside the supported range.
    pub fn first_from(days: &[YearDay], from: Date) -> Option<Date> {
        let (year, _, _) = from.ymd();
        let dates = [year, year + 1].into_iter().flat_map(|year| days.iter().filter_map(move |day| day.in_year(year)));
        dates.filter(|date| *date >= from).min()
    }
}

/// The form that [`YearDay::parse`] reads.
impl fmt::Display for YearDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for text in ["01-01", "02-29", "06-30", "12-31"] {
            assert_eq!(YearDay::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "6-30", "06-31", "02-30", "13-01", "00-10", "06-00", "0630", "06/30", "2026-06-30"] {
            assert_eq!(YearDay::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_first_from_a_date() {
        let halves: Vec<YearDay> = ["06-30", "12-31"].iter().map(|text| YearDay::parse(text).unwrap()).collect();
        for (days, from, first) in [
            (&halves, "2026-06-29", "2026-06-30"),
            (&halves, "2026-06-30", "2026-06-30"),
            (&halves, "2026-07-01", "2026-12-31"),
            (&halves, "2026-12-31", "2026-12-31"),
            (&halves, "2027-01-01", "2027-06-30"),
            (&YearDay::ends_of_months(), "2026-02-01", "2026-02-28"),
            (&YearDay::ends_of_months(), "2028-02-28", "2028-02-29"),
            (&YearDay::ends_of_months(), "2026-04-30", "2026-04-30"),
            (&YearDay::ends_of_quarters(), "2026-07-01", "2026-09-30"),
            (&YearDay::end_of_year(), "2026-01-01", "2026-12-31"),
        ] {
            assert_eq!(YearDay::first_from(days, date(from)), Some(date(first)), "{from}");
        }
        assert_eq!(YearDay::first_from(&[], date("2026-01-01")), None);
        assert_eq!(YearDay::parse("02-29").unwrap().in_year(2026), Some(date("2026-02-28")));
    }
}
