//! Instants, and what the clocks in Amsterdam show at them (T1, T3, T5).

use super::calendar::{Day, SUNDAY, date_of, format_day, last_weekday_of_month, parse_day};

/// An instant: nanoseconds since 1970-01-01T00:00:00Z.
pub(crate) type Moment = i128;

pub(crate) const SECOND: i128 = 1_000_000_000;
pub(crate) const HOUR: i128 = 3600 * SECOND;
const MINUTE: i128 = 60 * SECOND;
const DAY: i128 = 24 * HOUR;

/// Midnight UTC at the start of a date, plus one hour: when Europe changes its clocks.
fn change_on(date: Day) -> Moment {
    i128::from(date) * DAY + HOUR
}

/// Summer time runs from the last Sunday of March to the last one of October, until 1995 of September.
fn is_summer(at: Moment) -> bool {
    let year = date_of(utc_date(at)).year;
    let last_month = if year <= 1995 { 9 } else { 10 };
    let begin = change_on(last_weekday_of_month(year, 3, SUNDAY));
    let end = change_on(last_weekday_of_month(year, last_month, SUNDAY));
    begin <= at && at < end
}

fn offset(at: Moment) -> i128 {
    if is_summer(at) { 2 * HOUR } else { HOUR }
}

/// The date of an instant in UTC.
pub(crate) fn utc_date(at: Moment) -> Day {
    at.div_euclid(DAY) as Day
}

/// The civil date of an instant.
pub(crate) fn civil(at: Moment) -> Day {
    (at + offset(at)).div_euclid(DAY) as Day
}

/// What the clock shows: the time since local midnight, as if the day had no clock change.
pub(crate) fn time_of_day(at: Moment) -> i128 {
    (at + offset(at)).rem_euclid(DAY)
}

/// The instant at which the clock shows this time on this date.
pub(crate) fn local(date: Day, hour: i128, minute: i128) -> Moment {
    let shown = i128::from(date) * DAY + clock_time(hour, minute);
    let in_summer = shown - 2 * HOUR;
    if is_summer(in_summer) { in_summer } else { shown - HOUR }
}

pub(crate) fn clock_time(hour: i128, minute: i128) -> i128 {
    hour * HOUR + minute * MINUTE
}

pub(crate) fn start_of(date: Day) -> Moment {
    local(date, 0, 0)
}

/// 24:00 local time: when the next civil day begins (T5).
pub(crate) fn end_of(date: Day) -> Moment {
    start_of(date + 1)
}

/// Whole days from the civil date of `at` to that of `start` (T2).
pub(crate) fn days_before(start: Moment, at: Moment) -> i64 {
    civil(start) - civil(at)
}

/// Reads an RFC 3339 timestamp.
pub(crate) fn parse_moment(text: &str) -> Option<Moment> {
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, zone) = match rest.find(['Z', 'z', '+', '-']) {
        Some(place) => rest.split_at(place),
        None => return None,
    };
    let (whole, part) = time.split_once('.').unwrap_or((time, "0"));
    let numbers: Vec<i128> = whole.split(':').map(two_digits).collect::<Option<_>>()?;
    let &[hour, minute, second] = numbers.as_slice() else { return None };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if part.is_empty() || part.len() > 9 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanos: i128 = format!("{part:0<9}").parse().ok()?;
    let shift = match zone {
        "Z" | "z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let size = clock_time(two_digits(hours)?, two_digits(minutes)?);
            if zone.starts_with('-') { -size } else { size }
        }
    };
    let clock = clock_time(hour, minute) + second * SECOND + nanos;
    Some(i128::from(parse_day(date)?) * DAY + clock - shift)
}

fn two_digits(text: &str) -> Option<i128> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Writes a timestamp in UTC with as many decimals as it needs: none, three, six or nine.
pub(crate) fn format_moment(at: Moment) -> String {
    let (date, rest) = (utc_date(at), at.rem_euclid(DAY));
    let (seconds, nanos) = (rest / SECOND, rest % SECOND);
    let decimals = match nanos {
        0 => String::new(),
        _ if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    };
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}{decimals}Z", format_day(date))
}

#[cfg(test)]
mod tests {
    use super::super::calendar::day;
    use super::*;

    #[test]
    fn the_clock_changes_when_it_should() {
        let shown = |text: &str| format_day(civil(parse_moment(text).unwrap()));
        assert_eq!(shown("2025-03-29T23:00:00Z"), "2025-03-30");
        assert_eq!(shown("2025-03-30T21:59:59Z"), "2025-03-30");
        assert_eq!(shown("2025-03-30T22:00:00Z"), "2025-03-31");
        assert_eq!(shown("1995-09-23T22:00:00Z"), "1995-09-24");
        assert_eq!(shown("1995-09-30T22:00:00Z"), "1995-09-30");
        assert_eq!(shown("1996-09-30T22:00:00Z"), "1996-10-01");
        assert_eq!(format_moment(end_of(day(2025, 10, 26))), "2025-10-26T23:00:00Z");
        assert_eq!(format_moment(parse_moment("2025-01-01T00:00:00.5+01:00").unwrap()), "2024-12-31T23:00:00.500Z");
    }
}
