//! Civil dates in the Gregorian calendar.

use std::fmt;

/// A civil date, without a time or a zone, from 0001-01-01 up to and including 9999-12-31.
///
/// The calendar is the proleptic Gregorian one, of which ISO 8601 writes the dates. Four bytes; ordered by time.
///
/// ```
/// use clausula::calendar::Date;
///
/// let day = Date::parse("2026-01-31").unwrap();
/// assert_eq!(day.plus_months(1).unwrap().to_string(), "2026-02-28");
/// assert_eq!(day.days_until(Date::new(2026, 3, 1).unwrap()), 29);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A day of the week, Monday first, as ISO 8601 counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The seven names say it all.
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The days of a week.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
}

/// Days from 0000-03-01 to 1970-01-01. Counted from a first of March, a leap day is the last day of its year.
const EPOCH_FROM_MARCH_0000: i32 = 719_468;
/// Days in the 400 years after which the calendar repeats itself, weekdays included.
const DAYS_IN_400_YEARS: i32 = 146_097;

impl Date {
    /// 0001-01-01, the first supported date.
    pub const MIN: Date = Date(-719_162);
    /// 9999-12-31, the last supported date.
    pub const MAX: Date = Date(2_932_896);

    /// The date of a year (1 to 9999), month (1 to 12) and day of the month; `None` when there is no such day.
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let in_range = 1 <= year && year <= 9999 && 1 <= month && month <= 12;
        if in_range && 1 <= day && day <= last_day(year, month) { Some(Date(days_of(year, month, day))) } else { None }
    }

    /// Reads `YYYY-MM-DD`: exactly ten characters, as ISO 8601 and RFC 3339 write a full date.
    pub fn parse(text: &str) -> Option<Date> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let year = two_digits(y1, y2)? * 100 + two_digits(y3, y4)?;
        Date::new(i32::try_from(year).ok()?, two_digits(m1, m2)?, two_digits(d1, d2)?)
    }

    /// The date that lies `days` days after 1970-01-01; `None` outside the supported range.
    pub fn from_days(days: i32) -> Option<Date> {
        (Date::MIN.0..=Date::MAX.0).contains(&days).then_some(Date(days))
    }

    /// As [`Date::from_days`], the nearest supported date when the number lies outside the range.
    pub(super) fn from_days_clamped(days: i64) -> Date {
        let clamped = days.clamp(i64::from(Date::MIN.0), i64::from(Date::MAX.0));
        i32::try_from(clamped).map_or(Date::MAX, Date)
    }

    /// Days since 1970-01-01, negative before it.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The year, the month (1 to 12) and the day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days: years run from March, so
        // that month lengths follow one line (153 days in five months) and the leap day comes last.
        let days = self.0 + EPOCH_FROM_MARCH_0000;
        let cycle = days.div_euclid(DAYS_IN_400_YEARS);
        let day_of_cycle = days.rem_euclid(DAYS_IN_400_YEARS);
        let year_of_cycle =
            (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = cycle * 400 + year_of_cycle + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The date `days` days later, earlier when negative; `None` outside the supported range.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        let sum = i64::from(self.0).checked_add(days)?;
        Date::from_days(i32::try_from(sum).ok()?)
    }

    /// The date `months` months later, earlier when negative; `None` outside the supported range.
    ///
    /// The day of the month stays, or becomes the last day of a month that is too short: 31 January and 1 month is
    /// 28 or 29 February (rule T4). Two months are one addition, not two of one month.
    pub fn plus_months(self, months: i64) -> Option<Date> {
        let (year, month, day) = self.ymd();
        let from_year_zero = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i32::try_from(from_year_zero.div_euclid(12)).ok()?;
        let month = u32::try_from(from_year_zero.rem_euclid(12)).ok()? + 1;
        Date::new(year, month, day.min(last_day(year, month)))
    }

    /// Whole days from this date to `later`: negative when `later` is the earlier one.
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.0) - i64::from(self.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The number that two ASCII digits write.
pub(super) fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// Days since 1970-01-01 of a date that exists; Howard Hinnant's days_from_civil.
const fn days_of(year: i32, month: u32, day: u32) -> i32 {
    let (month, day) = (month.cast_signed(), day.cast_signed());
    let year = if month <= 2 { year - 1 } else { year };
    let year_of_cycle = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    year.div_euclid(400) * DAYS_IN_400_YEARS + day_of_cycle - EPOCH_FROM_MARCH_0000
}

/// The number of days of a month.
const fn last_day(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn known_days() {
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(date("1969-12-31").days(), -1);
        assert_eq!(date("2000-02-29").days(), 11_016);
        assert_eq!(date("0001-01-01"), Date::MIN);
        assert_eq!(date("9999-12-31"), Date::MAX);
        assert_eq!(Date::MAX.ymd(), (9999, 12, 31));
        assert_eq!(Date::MIN.ymd(), (1, 1, 1));
    }

    #[test]
    fn every_day_counts_up_by_hand() {
        let (mut year, mut month, mut day) = (1, 1, 1);
        for days in Date::MIN.days()..=Date::MAX.days() {
            let date = Date::from_days(days).unwrap();
            assert_eq!(date.ymd(), (year, month, day));
            assert_eq!(Date::new(year, month, day), Some(date));
            day += 1;
            if Date::new(year, month, day).is_none() {
                (day, month) = (1, month + 1);
            }
            if month == 13 {
                (month, year) = (1, year + 1);
            }
        }
        assert_eq!(year, 10_000);
    }

    #[test]
    fn agrees_with_chrono() {
        use chrono::Datelike;
        for days in (Date::MIN.days()..=Date::MAX.days()).step_by(61) {
            let ours = Date::from_days(days).unwrap();
            let theirs = chrono::NaiveDate::from_num_days_from_ce_opt(days + 719_163).unwrap();
            assert_eq!(ours.ymd(), (theirs.year(), theirs.month(), theirs.day()));
            assert_eq!(ours.weekday() as u32, theirs.weekday().num_days_from_monday());
            assert_eq!(ours.to_string(), theirs.to_string());
        }
    }

    #[test]
    fn no_such_day() {
        for (year, month, day) in
            [(0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31), (2026, 2, 29)]
        {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(Date::new(1900, 2, 29), None);
        assert!(Date::new(2000, 2, 29).is_some());
        assert_eq!(Date::new(i32::MAX, u32::MAX, u32::MAX), None);
        assert_eq!(Date::from_days(Date::MIN.days() - 1), None);
        assert_eq!(Date::from_days(Date::MAX.days() + 1), None);
    }

    #[test]
    fn parsing_is_strict() {
        for text in [
            "",
            "2026-1-01",
            "2026-01-1",
            "20260101",
            "2026-01-01 ",
            " 2026-01-01",
            "2026/01/01",
            "2026-02-30",
            "+026-01-01",
            "٢026-01-01",
            "0000-01-01",
            "2026-01-0x",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn months_keep_the_day_or_take_the_last() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-01-31", 2, "2026-03-31"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-03-31", -13, "2025-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2096-02-29", 48, "2100-02-28"),
            ("2026-12-15", 1, "2027-01-15"),
            ("2026-01-15", -1, "2025-12-15"),
            ("2026-05-05", 0, "2026-05-05"),
        ] {
            assert_eq!(date(from).plus_months(months), Some(date(to)), "{from} {months:+}");
        }
    }

    #[test]
    fn arithmetic_ends_at_the_range() {
        assert_eq!(Date::MAX.plus_days(1), None);
        assert_eq!(Date::MIN.plus_days(-1), None);
        assert_eq!(Date::MIN.plus_days(Date::MIN.days_until(Date::MAX)), Some(Date::MAX));
        assert_eq!(Date::MAX.plus_months(1), None);
        assert_eq!(Date::MIN.plus_months(-1), None);
        for extreme in [i64::MIN, i64::MAX] {
            assert_eq!(Date::MAX.plus_days(extreme), None);
            assert_eq!(Date::MIN.plus_days(extreme), None);
            assert_eq!(Date::MAX.plus_months(extreme), None);
            assert_eq!(Date::MIN.plus_months(extreme), None);
        }
        assert_eq!(date("2026-03-01").days_until(date("2026-02-01")), -28);
    }
}
