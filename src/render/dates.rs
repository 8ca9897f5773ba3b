//! Dates, times and periods as people write them.

use super::text::{Part, put, text};
use crate::calendar::{Date, Instant, MONTHS, Period, TimeOfDay, Weekday, Zone};
use crate::money::Locale;
use std::fmt;

/// `12 March 2026`, `12 maart 2026`.
pub(super) fn date(date: Date, locale: Locale) -> String {
    text!(Day { date, locale, named: false })
}

/// A date that is written without a text of its own: by its name where `named`, as in `Thursday 12 March 2026`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) locale: Locale,
    pub(super) named: bool,
}

impl Part for Day {
    fn put(&self, text: &mut String) {
        if self.named {
            put!(text, weekday(self.date.weekday(), self.locale), " ");
        }
        let (year, month, day) = self.date.ymd();
        put!(text, day, " ", month_name(month, self.locale), " ", year);
    }
}

/// `Thursday 12 March 2026`, `donderdag 12 maart 2026`.
pub(super) fn weekday_date(date: Date, locale: Locale) -> String {
    text!(Day { date, locale, named: true })
}

/// `12 Mar 2026`, `12 mrt 2026`.
pub(super) fn short_date(day: Date, locale: Locale) -> String {
    format!("{} {}", day_and_month(day, locale), day.year())
}

/// `12 Mar`, `12 mrt`.
pub(super) fn day_and_month(date: Date, locale: Locale) -> String {
    let (_, month, day) = date.ymd();
    format!("{day} {}", short_month(month, locale))
}

/// `Mar`, `mrt`: three letters, as the Dutch write them.
pub(super) fn short_month(month: u32, locale: Locale) -> String {
    match (locale, month) {
        (Locale::Nl, 3) => "mrt".to_owned(),
        _ => month_name(month, locale).chars().take(3).collect(),
    }
}

fn month_name(month: u32, locale: Locale) -> &'static str {
    let place = usize::try_from(month).unwrap_or(0).checked_sub(1);
    let (en, nl) = place.and_then(|place| MONTHS.get(place)).copied().unwrap_or_default();
    locale.pick(en, nl)
}

/// `Monday`, `maandag`.
pub(super) fn weekday(day: Weekday, locale: Locale) -> &'static str {
    let (en, nl) = match day {
        Weekday::Monday => ("Monday", "maandag"),
        Weekday::Tuesday => ("Tuesday", "dinsdag"),
        Weekday::Wednesday => ("Wednesday", "woensdag"),
        Weekday::Thursday => ("Thursday", "donderdag"),
        Weekday::Friday => ("Friday", "vrijdag"),
        Weekday::Saturday => ("Saturday", "zaterdag"),
        Weekday::Sunday => ("Sunday", "zondag"),
    };
    locale.pick(en, nl)
}

/// So many of something: `14 days`, `1 month`; `14 dagen`, `1 maand`.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountOf {
    count: u64,
    name: &'static str,
    tail: &'static str,
}

impl CountOf {
    fn of(count: u64, (one, many): (&'static str, &'static str)) -> CountOf {
        CountOf { count, name: if count == 1 { one } else { many }, tail: "" }
    }

    /// A period.
    pub(super) fn period(period: Period, locale: Locale) -> CountOf {
        CountOf::of(
            period.count.into(),
            match locale {
                Locale::En => period.unit.names(),
                Locale::Nl => period.unit.dutch_names(),
            },
        )
        .followed_by(if period.including_day {
            locale.pick(Period::INCLUDING_DAY, Period::INCLUDING_DAY_IN_DUTCH)
        } else {
            ""
        })
    }

    fn followed_by(self, tail: &'static str) -> CountOf {
        CountOf { tail, ..self }
    }

    /// Days.
    pub(super) fn days(count: u64, locale: Locale) -> CountOf {
        CountOf::of(count, (locale.pick("day", "dag"), locale.pick("days", "dagen")))
    }
}

impl Part for CountOf {
    fn put(&self, text: &mut String) {
        put!(text, self.count, " ", self.name, self.tail);
    }
}

/// An instant as the clock on the wall shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day.
    pub(super) day: Date,
    /// What the clock shows then.
    pub(super) time: ClockTime,
}

/// A time that the clock shows: `17:31`; with seconds only when there are any, and marked when it shows it for the second
/// time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockTime {
    pub(super) of_day: TimeOfDay,
    seconds: u16,
    again: &'static str,
}

impl ClockTime {
    /// A whole minute.
    pub(super) fn of(of_day: TimeOfDay) -> ClockTime {
        ClockTime { of_day, seconds: 0, again: "" }
    }

    /// Whether it is 00:00, the first time.
    pub(super) fn is_midnight(self) -> bool {
        self == ClockTime::of(TimeOfDay::START)
    }
}

impl Part for ClockTime {
    fn put(&self, text: &mut String) {
        let minutes = self.of_day.minutes();
        two_digits(text, minutes / 60);
        put!(text, ":");
        two_digits(text, minutes % 60);
        if self.seconds > 0 {
            put!(text, ":");
            two_digits(text, self.seconds);
        }
        put!(text, self.again);
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text!(self))
    }
}

/// A number below a hundred, with a zero in front below ten.
fn two_digits(text: &mut String, number: u16) {
    if number < 10 {
        put!(text, "0");
    }
    put!(text, number);
}

/// An instant in a zone.
pub(super) fn moment(zone: &Zone, at: Instant, locale: Locale) -> Moment {
    let (day, second) = zone.local(at);
    let minutes = u16::try_from(second / 60).ok().and_then(TimeOfDay::new).unwrap_or(TimeOfDay::START);
    let seconds = u16::try_from(second % 60).unwrap_or_default();
    let first = zone.at(day, minutes).map(Instant::secs);
    let is_second = first.is_some_and(|first| first + i64::from(seconds) < at.secs());
    let again = if is_second { locale.pick(" (the second time)", " (de tweede keer)") } else { "" };
    Moment { day, time: ClockTime { of_day: minutes, seconds, again } }
}

/// The instant as an end: midnight is 24:00 of the day before.
pub(super) fn end_moment(zone: &Zone, at: Instant, locale: Locale) -> Moment {
    let end = moment(zone, at, locale);
    let midnight = zone.start_of(end.day) == Some(at);
    match end.day.plus_days(-1).filter(|_| midnight) {
        Some(day) => Moment { day, time: ClockTime::of(TimeOfDay::END) },
        None => end,
    }
}

/// A moment that is written without a text of its own, its day as [`Day`] is.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayAndTime(Day, ClockTime);

impl Part for DayAndTime {
    fn put(&self, text: &mut String) {
        put!(text, self.0, " ", self.1);
    }
}

impl Moment {
    /// The moment to be written, its day by its name where `named`.
    pub(super) fn written(self, locale: Locale, named: bool) -> DayAndTime {
        DayAndTime(Day { date: self.day, locale, named }, self.time)
    }

    /// `12 March 2026 17:31`.
    pub(super) fn long(&self, locale: Locale) -> String {
        text!(self.written(locale, false))
    }

    /// `Thursday 12 March 2026 17:31`.
    pub(super) fn with_weekday(&self, locale: Locale) -> String {
        text!(self.written(locale, true))
    }

    /// `12 Mar 2026 17:31`.
    pub(super) fn short(&self, locale: Locale) -> String {
        text!(short_date(self.day, locale), " ", self.time)
    }
}

/// A bound between two windows. Windows "until 48 hours before" include that instant, so that the next begins one
/// nanosecond later; people say "after" it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WindowEdge {
    /// The instant that people name.
    pub(super) at: Instant,
    /// Whether that instant itself still belongs to what comes before.
    pub(super) inclusive: bool,
}

impl WindowEdge {
    /// The bound at the first instant of a window.
    pub(super) fn at(first: Instant) -> WindowEdge {
        match first.nanos() {
            1 => WindowEdge { at: first.prev(), inclusive: true },
            _ => WindowEdge { at: first, inclusive: false },
        }
    }

    /// What stands before the instant when speaking of what comes before it.
    pub(super) fn before_word(self, locale: Locale) -> &'static str {
        if self.inclusive { locale.pick("up to and including", "tot en met") } else { locale.pick("before", "vóór") }
    }

    /// What stands before the instant when speaking of what comes after it.
    pub(super) fn since_word(self, locale: Locale) -> &'static str {
        if self.inclusive { locale.pick("after", "na") } else { locale.pick("from", "vanaf") }
    }

    /// What speaks of what comes after the instant just named.
    pub(super) fn then_word(self, locale: Locale) -> &'static str {
        if self.inclusive { locale.pick("after that", "daarna") } else { locale.pick("from then", "vanaf dan") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn every_month_and_weekday_has_a_name_in_both_languages() {
        let written: Vec<_> = (1..=12).map(|m| date(Date::new(2026, m, 1).unwrap(), Locale::Nl)).collect();
        assert_eq!(written[2], "1 maart 2026");
        assert_eq!(written[7], "1 augustus 2026");
        let short: Vec<_> = (1..=12).map(|m| short_month(m, Locale::Nl)).collect();
        assert_eq!(short.join(" "), "jan feb mrt apr mei jun jul aug sep okt nov dec");
        let short: Vec<_> = (1..=12).map(|m| short_month(m, Locale::En)).collect();
        assert_eq!(short.join(" "), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
        assert_eq!(weekday_date(day("2026-03-12"), Locale::En), "Thursday 12 March 2026");
        assert_eq!(weekday_date(day("2026-03-15"), Locale::Nl), "zondag 15 maart 2026");
        assert_eq!(short_date(day("2026-03-15"), Locale::Nl), "15 mrt 2026");
    }

    #[test]
    fn periods_in_both_languages() {
        for (text, nl) in [
            ("1 day", "1 dag"),
            ("14 days", "14 dagen"),
            ("48 hours", "48 uur"),
            ("1 week", "1 week"),
            ("2 months", "2 maanden"),
            ("3 years", "3 jaar"),
        ] {
            let read = Period::parse(text).unwrap();
            assert_eq!(
                (text!(CountOf::period(read, Locale::En)), text!(CountOf::period(read, Locale::Nl))),
                (text.to_owned(), nl.to_owned())
            );
        }
    }

    #[test]
    fn instants_are_shown_on_the_clock_of_the_zone() {
        let zone = Zone::named("Europe/Amsterdam").unwrap();
        for (utc, as_moment, as_end) in [
            ("2026-07-31T15:31:00Z", "31 July 2026 17:31", "31 July 2026 17:31"),
            ("2026-07-31T15:31:07Z", "31 July 2026 17:31:07", "31 July 2026 17:31:07"),
            ("2026-03-12T23:00:00Z", "13 March 2026 00:00", "12 March 2026 24:00"),
            ("2026-12-31T23:00:00Z", "1 January 2027 00:00", "31 December 2026 24:00"),
            // The clock is put back at 03:00.
            ("2026-10-25T00:30:00Z", "25 October 2026 02:30", "25 October 2026 02:30"),
            (
                "2026-10-25T01:30:00Z",
                "25 October 2026 02:30 (the second time)",
                "25 October 2026 02:30 (the second time)",
            ),
        ] {
            assert_eq!(moment(&zone, at(utc), Locale::En).long(Locale::En), as_moment);
            assert_eq!(end_moment(&zone, at(utc), Locale::En).long(Locale::En), as_end);
        }
    }

    #[test]
    fn a_bound_one_nanosecond_late_includes_the_instant_before() {
        let noon = at("2026-03-12T12:00:00Z");
        assert_eq!(WindowEdge::at(noon), WindowEdge { at: noon, inclusive: false });
        assert_eq!(WindowEdge::at(noon.next()), WindowEdge { at: noon, inclusive: true });
    }
}
