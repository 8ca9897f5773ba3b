//! Dates and times as people write them, in English and in Dutch, the day before the month: `31 juli 2026 om 17.31 uur`.

use super::{Date, TimeOfDay};

/// The names of the months, in English and in Dutch.
pub(crate) const MONTHS: [(&str, &str); 12] = [
    ("January", "januari"),
    ("February", "februari"),
    ("March", "maart"),
    ("April", "april"),
    ("May", "mei"),
    ("June", "juni"),
    ("July", "juli"),
    ("August", "augustus"),
    ("September", "september"),
    ("October", "oktober"),
    ("November", "november"),
    ("December", "december"),
];

pub(super) const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
];

/// What stands between a date and a time and says nothing.
const FILLERS: [&str; 8] = ["om", "at", "on", "op", "the", "of", "uur", "hours"];

impl Date {
    /// Reads a date as people write it: `31 juli 2026`, `July 31, 2026`, `31-7-2026`, `31/07/2026`, `2026-07-31`. The day
    /// comes before the month where both are numbers; the year has four digits.
    ///
    /// ```
    /// use clausula::calendar::Date;
    ///
    /// for text in ["31 juli 2026", "Friday, July 31, 2026", "31-7-2026", "2026-07-31"] {
    ///     assert_eq!(Date::from_written(text), Date::new(2026, 7, 31));
    /// }
    /// assert_eq!(Date::from_written("31-07-26"), None);
    /// ```
    pub fn from_written(text: &str) -> Option<Date> {
        match moment_from_written(text)? {
            (date, None) => Some(date),
            _ => None,
        }
    }
}

impl TimeOfDay {
    /// Reads a time as people write it: `9:00`, `09.30`, `17u31`, `17:31 uur`, `5:31 pm`.
    pub fn from_written(text: &str) -> Option<TimeOfDay> {
        let words = words_of(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        time(&words)
    }
}

/// Reads a date, and the time where there is one: `31 juli 2026 17:31`, `2026-07-31T17:31`, `31 July 2026 at 5:31 pm`. A
/// name of a weekday must be that of the date.
pub fn moment_from_written(text: &str) -> Option<(Date, Option<TimeOfDay>)> {
    let words = words_of(text);
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    let named = words.iter().find_map(|word| weekday_named(word));
    words.retain(|word| weekday_named(word).is_none());
    let (date, rest) = numeric(&words).or_else(|| in_words(&words))?;
    if named.is_some_and(|named| named != date.days().wrapping_add(3).rem_euclid(7)) {
        return None;
    }
    match rest {
        [] => Some((date, None)),
        rest => Some((date, Some(time(rest)?))),
    }
}

/// The words in small letters, without what says nothing.
fn words_of(text: &str) -> Vec<String> {
    // The `T` of ISO 8601.
    let text = match text.trim().split_once(['T', 't']) {
        Some((date, time)) if Date::parse(date).is_some() => format!("{date} {time}"),
        _ => text.to_owned(),
    };
    let split = |c: char| c.is_whitespace() || c == ',';
    let words = text.split(split).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| !FILLERS.contains(&word.as_str())).collect()
}

/// The place of a weekday in the week, from Monday, by its name or the head of it.
fn weekday_named(word: &str) -> Option<i32> {
    let word = word.trim_end_matches('.');
    let fits = |name: &str| word == name || (word.len() >= 2 && word.len() <= 3 && name.starts_with(word));
    let place = WEEKDAYS.iter().position(|(en, nl)| fits(en) || fits(nl))?;
    i32::try_from(place).ok()
}

/// A date in numbers, and what follows it.
fn numeric<'w, 'a>(words: &'w [&'a str]) -> Option<(Date, &'w [&'a str])> {
    let (first, rest) = words.split_first()?;
    let separator = ['-', '/', '.'].into_iter().find(|c| first.matches(*c).count() == 2)?;
    let mut parts = first.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let date = if a.len() == 4 { of(a, b, c) } else { of(c, b, a) };
    Some((date?, rest))
}

/// A date with the name of its month, the day before it or after it, and what follows the date.
fn in_words<'w, 'a>(words: &'w [&'a str]) -> Option<(Date, &'w [&'a str])> {
    let [first, second, year, rest @ ..] = words else { return None };
    let (day, month) = match (month_named(first), month_named(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), None) => (second, month),
        _ => return None,
    };
    let day =
        ["st", "nd", "rd", "th", "ste", "de", "e", "."].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    Some((of(year, &month.to_string(), day)?, rest))
}

/// The number of a month by its name, or by the first three letters or more of it.
fn month_named(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let fits = |name: &str| word.len() >= 3 && name.to_lowercase().starts_with(word);
    let place = MONTHS.iter().position(|(en, nl)| fits(en) || fits(nl) || (word == "mrt" && *nl == "maart"))?;
    u32::try_from(place + 1).ok()
}

fn of(year: &str, month: &str, day: &str) -> Option<Date> {
    let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    fits.then_some(())?;
    Date::new(i32::try_from(digits(year)?).ok()?, digits(month)?, digits(day)?)
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A time, in one word or with `am` or `pm` after it; whole seconds must be zero.
fn time(words: &[&str]) -> Option<TimeOfDay> {
    let (clock, half) = match words {
        [clock, half @ ("am" | "pm")] => (*clock, Some(*half)),
        [clock] => match clock.len().checked_sub(2).and_then(|at| clock.split_at_checked(at)) {
            Some((head, half @ ("am" | "pm"))) => (head, Some(half)),
            _ => (*clock, None),
        },
        _ => return None,
    };
    let clock = clock.strip_suffix(['u', 'h']).unwrap_or(clock);
    let mut parts = clock.split([':', '.', 'u', 'h']);
    let (hour, minute, second) = (parts.next()?, parts.next().unwrap_or("00"), parts.next());
    let sole = !clock.contains([':', '.', 'u', 'h']) && half.is_none() && words.len() == 1;
    if parts.next().is_some() || minute.len() != 2 || second.is_some_and(|s| s != "00") || hour.len() > 2 {
        return None;
    }
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    let hour = match half {
        None if hour <= 23 && !(sole && clock.len() != 2) => hour,
        Some("am") if (1..=12).contains(&hour) => hour % 12,
        Some("pm") if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    if minute > 59 {
        return None;
    }
    TimeOfDay::new(u16::try_from(hour * 60 + minute).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_people_write_them() {
        let day = Date::new(2026, 7, 31).unwrap();
        for (text, minutes) in [
            ("31 juli 2026 17:31", Some(1_051)),
            ("vrijdag 31 juli 2026 om 17.31 uur", Some(1_051)),
            ("31 July 2026 at 5:31 pm", Some(1_051)),
            ("July 31st, 2026, 5:31pm", Some(1_051)),
            ("2026-07-31T17:31", Some(1_051)),
            ("2026-07-31 17:31:00", Some(1_051)),
            ("31-7-2026 17u31", Some(1_051)),
            ("31/07/2026 9:05", Some(545)),
            ("31.07.2026 00:00", Some(0)),
            ("31 jul. 2026 23:59", Some(1_439)),
            ("31 jul 2026 12:00 am", Some(0)),
            ("31 jul 2026 12:00 pm", Some(720)),
            ("31 jul 2026 09 uur", Some(540)),
            ("  Fri 31 JULY 2026 ", None),
        ] {
            let time = minutes.map(|minutes| TimeOfDay::new(minutes).unwrap());
            assert_eq!(moment_from_written(text), Some((day, time)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "31",
            "31 juli",
            "31-07-26",
            "31-13-2026",
            "29 februari 2026",
            "32 juli 2026",
            "maandag 31 juli 2026",
            "31 juli 2026 24:00",
            "31 juli 2026 17:60",
            "31 juli 2026 17:31:30",
            "31 juli 2026 morgen",
            "31 juli 2026 13:00 pm",
            "31 ju 2026",
            "31 juli 20260",
            "-1-07-2026",
            "juli juli 2026",
            "2026-07-31T",
            "31 juli 2026 17:31 18:31",
        ] {
            assert!(moment_from_written(text).is_none_or(|read| text.ends_with('T') && read.1.is_none()), "{text}");
        }
        assert_eq!(Date::from_written("31 juli 2026 17:31"), None);
        assert_eq!(Date::from_written("28 feb 2026"), Date::new(2026, 2, 28));
        assert_eq!(Date::from_written("1 mrt 2026"), Date::new(2026, 3, 1));
        assert_eq!(Date::from_written("1 mei 2026"), Date::new(2026, 5, 1));
    }

    #[test]
    fn times_are_read() {
        for (text, minutes) in [("9:00", 540), ("17.30", 1_050), ("17:30:00", 1_050), ("9u30", 570), ("12 am", 0)] {
            assert_eq!(TimeOfDay::from_written(text).map(TimeOfDay::minutes), Some(minutes), "{text}");
        }
        for text in ["", "9", "9:0", "24:00", "half tien", "0 am", "13 pm", "1.000"] {
            assert_eq!(TimeOfDay::from_written(text), None, "{text}");
        }
    }
}
