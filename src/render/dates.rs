//! Dates, times and periods as people write them.

use crate::calendar::{Date, Instant, Period, TimeOfDay, Unit, Weekday, Zone};
use crate::money::Locale;

const MONTHS: [(&str, &str); 12] = [
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

/// `12 March 2026`, `12 maart 2026`.
pub(super) fn date(date: Date, locale: Locale) -> String {
    let (year, month, day) = date.ymd();
    format!("{day} {} {year}", month_name(month, locale))
}

/// `Thursday 12 March 2026`, `donderdag 12 maart 2026`.
pub(super) fn weekday_date(day: Date, locale: Locale) -> String {
    format!("{} {}", weekday(day.weekday(), locale), date(day, locale))
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

/// `14 days`, `1 month`; `14 dagen`, `1 maand`.
pub(super) fn period(period: Period, locale: Locale) -> String {
    let (singular, plural) = match locale {
        Locale::En => period.unit.names(),
        Locale::Nl => match period.unit {
            Unit::Hours => ("uur", "uur"),
            Unit::Days => ("dag", "dagen"),
            Unit::Weeks => ("week", "weken"),
            Unit::Months => ("maand", "maanden"),
            Unit::Years => ("jaar", "jaar"),
        },
    };
    format!("{} {}", period.count, if period.count == 1 { singular } else { plural })
}

/// `42 days`, `1 dag`.
pub(super) fn days(count: u64, locale: Locale) -> String {
    let (one, many) = (locale.pick("day", "dag"), locale.pick("days", "dagen"));
    format!("{count} {}", if count == 1 { one } else { many })
}

/// An instant as the clock on the wall shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day.
    pub(super) day: Date,
    /// `17:31`; with seconds only when there are any, and marked when the clock shows it for the second time.
    pub(super) time: String,
}

/// An instant in a zone.
pub(super) fn moment(zone: &Zone, at: Instant, locale: Locale) -> Moment {
    let (day, second) = zone.local(at);
    let minutes = u16::try_from(second / 60).ok().and_then(TimeOfDay::new).unwrap_or(TimeOfDay::START);
    let mut time = minutes.to_string();
    if second % 60 > 0 {
        time.push_str(&format!(":{:02}", second % 60));
    }
    let first = zone.at(day, minutes).map(Instant::secs);
    if first.is_some_and(|first| first + second % 60 < at.secs()) {
        time.push_str(locale.pick(" (the second time)", " (de tweede keer)"));
    }
    Moment { day, time }
}

/// The instant as an end: midnight is 24:00 of the day before.
pub(super) fn end_moment(zone: &Zone, at: Instant, locale: Locale) -> Moment {
    let end = moment(zone, at, locale);
    let midnight = zone.start_of(end.day) == Some(at);
    match end.day.plus_days(-1).filter(|_| midnight) {
        Some(day) => Moment { day, time: TimeOfDay::END.to_string() },
        None => end,
    }
}

impl Moment {
    /// `12 March 2026 17:31`.
    pub(super) fn long(&self, locale: Locale) -> String {
        format!("{} {}", date(self.day, locale), self.time)
    }

    /// `Thursday 12 March 2026 17:31`.
    pub(super) fn with_weekday(&self, locale: Locale) -> String {
        format!("{} {}", weekday_date(self.day, locale), self.time)
    }

    /// `12 Mar 2026 17:31`.
    pub(super) fn short(&self, locale: Locale) -> String {
        format!("{} {}", short_date(self.day, locale), self.time)
    }
}

/// A bound between two windows. Windows "until 48 hours before" include that instant, so that the next begins one
/// nanosecond later; people say "after" it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// The instant that people name.
    pub(super) at: Instant,
    /// Whether that instant itself still belongs to what comes before.
    pub(super) inclusive: bool,
}

impl Bound {
    /// The bound at the first instant of a window.
    pub(super) fn at(first: Instant) -> Bound {
        match first.nanos() {
            1 => Bound { at: first.prev(), inclusive: true },
            _ => Bound { at: first, inclusive: false },
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
            assert_eq!((period(read, Locale::En), period(read, Locale::Nl)), (text.to_owned(), nl.to_owned()));
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
        assert_eq!(Bound::at(noon), Bound { at: noon, inclusive: false });
        assert_eq!(Bound::at(noon.next()), Bound { at: noon, inclusive: true });
    }
}
