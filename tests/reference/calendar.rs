//! Civil dates as day numbers (day 0 is 1970-01-01), months, Easter, holidays and working days (T2 to T6).

/// A civil date: the number of days since 1970-01-01.
pub(crate) type Day = i64;

pub(crate) const MONDAY: i64 = 0;
pub(crate) const FRIDAY: i64 = 4;
pub(crate) const SUNDAY: i64 = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts whole years, then whole months, then days.
pub(crate) fn day_number(date: Date) -> Day {
    let mut number = date.day - 1;
    for month in 1..date.month {
        number += days_in_month(date.year, month);
    }
    for year in 1970..date.year {
        number += days_in_year(year);
    }
    for year in date.year..1970 {
        number -= days_in_year(year);
    }
    number
}

pub(crate) fn day(year: i64, month: i64, day: i64) -> Day {
    day_number(Date { year, month, day })
}

/// The same count backwards.
pub(crate) fn date_of(number: Day) -> Date {
    let mut rest = number;
    let mut year = 1970;
    while rest < 0 {
        year -= 1;
        rest += days_in_year(year);
    }
    while rest >= days_in_year(year) {
        rest -= days_in_year(year);
        year += 1;
    }
    let mut month = 1;
    while rest >= days_in_month(year, month) {
        rest -= days_in_month(year, month);
        month += 1;
    }
    Date { year, month, day: rest + 1 }
}

/// One addition of months, which may be negative; the day of the month is clamped to the last one (T4).
pub(crate) fn add_months(number: Day, months: i64) -> Day {
    let from = date_of(number);
    let count = from.year * 12 + (from.month - 1) + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    day(year, month, from.day.min(days_in_month(year, month)))
}

/// Monday is 0. The first day of 1970 was a Thursday.
pub(crate) fn weekday(number: Day) -> i64 {
    (number + 3).rem_euclid(7)
}

/// The last day of a month that falls on the given weekday.
pub(crate) fn last_weekday_of_month(year: i64, month: i64, wanted: i64) -> Day {
    let mut candidate = day(year, month, days_in_month(year, month));
    while weekday(candidate) != wanted {
        candidate -= 1;
    }
    candidate
}

/// Easter Sunday the way the church tables do it: the golden number gives the paschal full moon, corrected for the
/// leap years and moon cycles that the centuries skip; Easter is the Sunday after that.
pub(crate) fn easter(year: i64) -> Day {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let skipped_leap_years = 3 * century / 4 - 12;
    let moon_correction = (8 * century + 5) / 25 - 5;
    let mut epact = (11 * golden + 20 + moon_correction - skipped_leap_years).rem_euclid(30);
    if epact == 24 || (epact == 25 && golden > 11) {
        epact += 1;
    }
    let march_day = if epact <= 23 { 44 - epact } else { 74 - epact };
    let mut sunday = day(year, 3, 1) + march_day - 1;
    loop {
        sunday += 1;
        if weekday(sunday) == SUNDAY {
            return sunday;
        }
    }
}

/// King's Day, until 2013 Queen's Day; a day earlier where it would be a Sunday.
fn royal_day(year: i64) -> Day {
    let wanted = if year <= 2013 { day(year, 4, 30) } else { day(year, 4, 27) };
    if weekday(wanted) == SUNDAY { wanted - 1 } else { wanted }
}

/// The generally recognised holidays of T6.
pub(crate) fn is_holiday(number: Day) -> bool {
    let year = date_of(number).year;
    let sunday = easter(year);
    let holidays = [
        day(year, 1, 1),
        sunday - 2,
        sunday + 1,
        royal_day(year),
        day(year, 5, 5),
        sunday + 39,
        sunday + 50,
        day(year, 12, 25),
        day(year, 12, 26),
    ];
    holidays.contains(&number)
}

pub(crate) fn is_working_day(number: Day) -> bool {
    (MONDAY..=FRIDAY).contains(&weekday(number)) && !is_holiday(number)
}

pub(crate) fn next_working_day(number: Day) -> Day {
    let mut candidate = number + 1;
    while !is_working_day(candidate) {
        candidate += 1;
    }
    candidate
}

/// The day itself when it is a working day, otherwise the next one (L1).
pub(crate) fn rolled(number: Day) -> Day {
    if is_working_day(number) { number } else { next_working_day(number) }
}

/// Reads `YYYY-MM-DD`; a date that does not exist gives nothing.
pub(crate) fn parse_day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    let exists = (1..=12).contains(&date.month) && date.day >= 1 && date.day <= days_in_month(date.year, date.month);
    exists.then(|| day_number(date))
}

pub(crate) fn format_day(number: Day) -> String {
    let date = date_of(number);
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

#[test]
fn agrees_with_known_holidays() {
    assert_eq!(format_day(easter(2024)), "2024-03-31");
    assert_eq!(format_day(easter(2025)), "2025-04-20");
    assert_eq!(format_day(easter(2027)), "2027-03-28");
    assert_eq!(format_day(rolled(day(2026, 4, 3))), "2026-04-07");
    assert_eq!(format_day(rolled(day(2026, 12, 25))), "2026-12-28");
    assert_eq!(format_day(add_months(day(2024, 1, 31), 1)), "2024-02-29");
}
