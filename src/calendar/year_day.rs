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
/// A year that has every day.
const LEAP_YEAR: i32 = 2028;

impl YearDay {
    /// Reads `MM-DD`, five characters; 29 February is such a day.
    pub fn parse(text: &str) -> Option<YearDay> {
        let &[m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let (month, day) = (two_digits(m1, m2)?, two_digits(d1, d2)?);
        Date::new(LEAP_YEAR, month, day).map(|_| YearDay { month, day })
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

    /// The day of the year on which a date falls.
    pub fn of(date: Date) -> YearDay {
        let (_, month, day) = date.ymd();
        YearDay { month, day }
    }

    /// The first date of a year on which it has come: 1 March for 29 February in a common year.
    fn reached_in(self, year: i32) -> Option<Date> {
        let last = self.in_year(year)?;
        if YearDay::of(last) == self { Some(last) } else { last.plus_days(1) }
    }

    /// Its place in the year, counted as though each month had 31 days: later days have higher places.
    pub const fn place(self) -> u32 {
        (self.month - 1) * LONGEST + self.day - 1
    }

    /// The day at a place of the year, or the last one of its month before that.
    pub fn at_place(place: u32) -> Option<YearDay> {
        let (month, day) = (place / LONGEST + 1, place % LONGEST + 1);
        YearDay { month, day }.in_year(LEAP_YEAR).map(YearDay::of)
    }

    /// The first of some days that is not before a date; `None` where there are none, or outside the supported range.
    pub fn first_from(days: &[YearDay], from: Date) -> Option<Date> {
        let (year, _, _) = from.ymd();
        let dates = [year, year + 1].into_iter().flat_map(|year| days.iter().filter_map(move |day| day.in_year(year)));
        dates.filter(|date| *date >= from).min()
    }
}

/// A part of every year: from a day up to, not including, another. Where the second comes first in the year, the part
/// goes over the turn of the year.
///
/// ```
/// use clausula::calendar::{Date, Season, YearDay};
///
/// let day = |text| YearDay::parse(text).unwrap();
/// let winter = Season::new(day("11-01"), day("03-01")).unwrap();
/// assert!(winter.contains(Date::new(2027, 1, 15).unwrap()));
/// assert!(!winter.contains(Date::new(2027, 3, 1).unwrap()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Season {
    from: YearDay,
    until: YearDay,
}

impl Season {
    /// From a day up to another; `None` where they are one.
    pub fn new(from: YearDay, until: YearDay) -> Option<Season> {
        (from != until).then_some(Season { from, until })
    }

    /// Its first day.
    pub const fn from(self) -> YearDay {
        self.from
    }

    /// The first day after it.
    pub const fn until(self) -> YearDay {
        self.until
    }

    /// Whether it has the day of the year at a place.
    pub const fn has_place(self, place: u32) -> bool {
        let (from, until) = (self.from.place(), self.until.place());
        if from < until { from <= place && place < until } else { from <= place || place < until }
    }

    /// Whether a date lies in it. In a year without 29 February, a season from that day begins on 1 March.
    pub fn contains(self, date: Date) -> bool {
        self.has_place(YearDay::of(date).place())
    }

    /// The first days on which it begins and ends, in the year of a date and in the next; as far as the calendar has them.
    pub fn turns(self, date: Date) -> impl Iterator<Item = Date> {
        let (year, _, _) = date.ymd();
        let days =
            [year, year + 1].into_iter().flat_map(move |year| [self.from, self.until].map(|day| day.reached_in(year)));
        days.flatten()
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

    #[test]
    fn a_season_has_its_first_day_and_not_the_day_after_it() {
        let season = |from, until| Season::new(YearDay::parse(from).unwrap(), YearDay::parse(until).unwrap());
        for (from, until, within, without) in [
            ("07-01", "09-01", ["2026-07-01", "2030-08-31"], ["2026-06-30", "2026-09-01"]),
            // Over the turn of the year.
            ("11-01", "03-01", ["2026-11-01", "2027-02-28"], ["2026-10-31", "2027-03-01"]),
            ("11-01", "02-29", ["2028-02-28", "2026-02-28"], ["2028-02-29", "2026-03-01"]),
            ("02-29", "04-01", ["2028-02-29", "2026-03-01"], ["2028-02-28", "2026-02-28"]),
        ] {
            let season = season(from, until).unwrap();
            for (day, inside) in within.iter().map(|day| (day, true)).chain(without.iter().map(|day| (day, false))) {
                assert_eq!(season.contains(date(day)), inside, "{day} in {from} to {until}");
            }
        }
        assert_eq!(season("07-01", "07-01"), None);
        let turns = |day| season("02-29", "04-01").unwrap().turns(date(day)).collect::<Vec<_>>();
        assert_eq!(turns("2027-12-31"), ["2027-03-01", "2027-04-01", "2028-02-29", "2028-04-01"].map(date));
    }

    #[test]
    fn places_are_days_again() {
        for text in ["01-01", "02-29", "06-30", "12-31"] {
            let day = YearDay::parse(text).unwrap();
            assert_eq!(YearDay::at_place(day.place()), Some(day), "{text}");
        }
        // What lies before 1 March.
        let before = YearDay::parse("03-01").unwrap().place() - 1;
        assert_eq!(YearDay::at_place(before), YearDay::parse("02-29"));
    }
}
