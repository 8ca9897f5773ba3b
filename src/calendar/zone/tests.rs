//! Zones against the clock changes of Amsterdam, against awkward zones and against chrono-tz.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Timelike};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::*;
use crate::calendar::Weekday;

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn start_of(zone: &Zone, day: &str) -> String {
    zone.start_of(date(day)).unwrap().to_string()
}

fn at(zone: &Zone, day: &str, time: &str) -> String {
    zone.at(date(day), TimeOfDay::parse(time).unwrap()).unwrap().to_string()
}

fn local(zone: &Zone, text: &str) -> String {
    let (date, second) = zone.local(instant(text));
    format!("{date} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
}

#[test]
fn names() {
    assert_eq!(zone("Europe/Amsterdam").name(), "Europe/Amsterdam");
    assert_eq!(zone("UTC").to_string(), "UTC");
    for name in ["", "europe/amsterdam", "Europe/Amsterdam ", "Amsterdam", "+02:00", "Mars/Olympus"] {
        assert!(Zone::named(name).is_none(), "{name:?}");
    }
}

#[test]
fn amsterdam_puts_the_clock_forward() {
    let zone = zone("Europe/Amsterdam");
    assert_eq!(local(&zone, "2026-03-29T00:59:59.999999999Z"), "2026-03-29 01:59:59");
    assert_eq!(local(&zone, "2026-03-29T01:00:00Z"), "2026-03-29 03:00:00");
    assert_eq!(at(&zone, "2026-03-29", "01:59"), "2026-03-29T00:59:00Z");
    assert_eq!(at(&zone, "2026-03-29", "02:00"), "2026-03-29T01:00:00Z");
    assert_eq!(at(&zone, "2026-03-29", "02:30"), "2026-03-29T01:30:00Z");
    assert_eq!(at(&zone, "2026-03-29", "03:00"), "2026-03-29T01:00:00Z");
    assert_eq!(start_of(&zone, "2026-03-29"), "2026-03-28T23:00:00Z");
    assert_eq!(start_of(&zone, "2026-03-30"), "2026-03-29T22:00:00Z");
}

#[test]
fn amsterdam_puts_the_clock_back() {
    let zone = zone("Europe/Amsterdam");
    assert_eq!(local(&zone, "2026-10-25T00:59:59.999999999Z"), "2026-10-25 02:59:59");
    assert_eq!(local(&zone, "2026-10-25T01:00:00Z"), "2026-10-25 02:00:00");
    assert_eq!(at(&zone, "2026-10-25", "01:59"), "2026-10-24T23:59:00Z");
    assert_eq!(at(&zone, "2026-10-25", "02:00"), "2026-10-25T00:00:00Z");
    assert_eq!(at(&zone, "2026-10-25", "02:59"), "2026-10-25T00:59:00Z");
    assert_eq!(at(&zone, "2026-10-25", "03:00"), "2026-10-25T02:00:00Z");
    assert_eq!(at(&zone, "2026-10-25", "24:00"), start_of(&zone, "2026-10-26"));
    assert_eq!(start_of(&zone, "2026-10-25"), "2026-10-24T22:00:00Z");
    assert_eq!(start_of(&zone, "2026-10-26"), "2026-10-25T23:00:00Z");
}

#[test]
fn civil_days_begin_and_end() {
    let zone = zone("Europe/Amsterdam");
    assert_eq!(zone.date_of(instant("2026-07-31T21:59:59.999999999Z")), date("2026-07-31"));
    assert_eq!(zone.date_of(instant("2026-07-31T22:00:00Z")), date("2026-08-01"));
    assert_eq!(zone.date_of(instant("2026-12-31T22:59:59.999999999Z")), date("2026-12-31"));
    assert_eq!(zone.date_of(instant("2026-12-31T23:00:00Z")), date("2027-01-01"));
}

/// The last moment of a day and the first of the next, where clocks never change and where they do.
#[test]
fn civil_days_end_by_the_clock_of_the_zone() {
    for (name, day, next_begins) in [
        ("America/Curacao", "2026-06-19", "2026-06-20T04:00:00Z"),
        ("America/Curacao", "2026-12-31", "2027-01-01T04:00:00Z"),
        ("America/Costa_Rica", "2027-01-30", "2027-01-31T06:00:00Z"),
        ("America/Costa_Rica", "2026-07-31", "2026-08-01T06:00:00Z"),
        ("Europe/London", "2026-05-04", "2026-05-04T23:00:00Z"),
        ("Europe/London", "2026-12-24", "2026-12-25T00:00:00Z"),
        ("Europe/London", "2026-03-28", "2026-03-29T00:00:00Z"), // the night on which the clock goes forward
        ("Europe/London", "2026-03-29", "2026-03-29T23:00:00Z"),
        ("Europe/London", "2026-10-24", "2026-10-24T23:00:00Z"), // the night on which it goes back
        ("Europe/London", "2026-10-25", "2026-10-26T00:00:00Z"),
        ("Europe/Berlin", "2026-03-31", "2026-03-31T22:00:00Z"),
        ("Europe/Vienna", "2026-12-31", "2026-12-31T23:00:00Z"),
    ] {
        let (zone, next_begins) = (zone(name), instant(next_begins));
        let day = date(day);
        let next = day.plus_days(1).unwrap();
        assert_eq!(zone.local(next_begins.prev()), (day, 86_399), "{name} {day}");
        assert_eq!(zone.local(next_begins), (next, 0), "{name} {day}");
        assert_eq!(zone.start_of(next), Some(next_begins), "{name} {day}");
        assert_eq!(zone.at(day, TimeOfDay::END), Some(next_begins), "{name} {day}");
    }
}

/// 48 hours are 48 hours over a change of the clock (T3).
#[test]
fn hours_are_not_stretched() {
    let zone = zone("Europe/Amsterdam");
    let start = instant("2026-03-30T08:00:00Z");
    assert_eq!(local(&zone, "2026-03-30T08:00:00Z"), "2026-03-30 10:00:00");
    let before = start.plus_hours(-48).unwrap();
    assert_eq!(local(&zone, &before.to_string()), "2026-03-28 09:00:00");
}

#[test]
fn a_day_that_begins_late_or_not_at_all() {
    // 00:00 was skipped: the day began at 01:00.
    assert_eq!(start_of(&zone("Africa/Cairo"), "2026-04-24"), "2026-04-23T22:00:00Z");
    assert_eq!(local(&zone("Africa/Cairo"), "2026-04-23T22:00:00Z"), "2026-04-24 01:00:00");
    // Samoa crossed the date line and had no 30 December.
    let apia = zone("Pacific/Apia");
    assert_eq!(start_of(&apia, "2011-12-29"), "2011-12-29T10:00:00Z");
    assert_eq!(start_of(&apia, "2011-12-30"), "2011-12-30T10:00:00Z");
    assert_eq!(start_of(&apia, "2011-12-31"), "2011-12-30T10:00:00Z");
    assert_eq!(at(&apia, "2011-12-30", "12:00"), "2011-12-30T22:00:00Z");
    // 00:01 became 23:01 of the day before: 00:00 struck twice, the day began with the first.
    assert_eq!(start_of(&zone("America/St_Johns"), "2010-11-07"), "2010-11-07T02:30:00Z");
}

#[test]
fn quarter_hours_and_far_sides() {
    assert_eq!(zone("Asia/Kathmandu").offset_at(instant("2026-01-01T00:00:00Z")), 20_700);
    assert_eq!(start_of(&zone("Pacific/Kiritimati"), "2026-01-01"), "2025-12-31T10:00:00Z");
    assert_eq!(start_of(&zone("Etc/GMT+12"), "2026-01-01"), "2026-01-01T12:00:00Z");
}

#[test]
fn the_ends_of_the_range() {
    let (east, west) = (zone("Etc/GMT-14"), zone("Etc/GMT+12"));
    assert_eq!(east.date_of(Instant::MAX), Date::MAX);
    assert_eq!(west.date_of(Instant::MIN), Date::MIN);
    assert_eq!(east.start_of(Date::MIN), None);
    assert_eq!(west.at(Date::MAX, TimeOfDay::END), None);
    assert_eq!(zone("UTC").start_of(Date::MIN), Some(Instant::MIN));
    assert_eq!(zone("UTC").at(Date::MAX, TimeOfDay::END), None);
    for name in ["Europe/Amsterdam", "Australia/Sydney", "Etc/GMT-14", "Etc/GMT+12"] {
        let zone = zone(name);
        for end in [Instant::MIN, Instant::MAX] {
            zone.local(end);
        }
        for end in [Date::MIN, Date::MAX] {
            zone.start_of(end);
            zone.at(end, TimeOfDay::END);
        }
    }
}

/// Since 1996 the European Union changes its clocks at 01:00 UTC on the last Sundays of March and October.
#[test]
fn the_european_rule_has_no_end() {
    let zone = zone("Europe/Amsterdam");
    for year in (1996..2600).chain(9_700..=9_999) {
        for (month, before, after) in [(3, 3_600, 7_200), (10, 7_200, 3_600)] {
            let last = Date::new(year, month, 31).unwrap();
            let sunday = (0..7).filter_map(|back| last.plus_days(-back)).find(|day| day.weekday() == Weekday::Sunday);
            let change = Instant::new(i64::from(sunday.unwrap().days()) * DAY + 3_600, 0).unwrap();
            assert_eq!(zone.offset_at(change.prev()), before, "{change}");
            assert_eq!(zone.offset_at(change), after, "{change}");
        }
    }
}

#[test]
fn amsterdam_agrees_with_chrono_tz() {
    let (zone, tz) = (zone("Europe/Amsterdam"), Tz::Europe__Amsterdam);
    // Until 2099 by the hour, off the hour every other time; chrono-tz ends there.
    let (from, to) = (instant("1900-01-01T00:00:00Z").secs(), instant("2100-01-01T00:00:00Z").secs());
    for (step, secs) in (from..to).step_by(7_177).enumerate() {
        let at = Instant::new(secs + i64::from(step % 2 == 0), 999_999_999).unwrap();
        let theirs = tz.from_utc_datetime(&DateTime::from_timestamp(at.secs(), 0).unwrap().naive_utc());
        let (date, second) = zone.local(at);
        assert_eq!(date.ymd(), (theirs.year(), theirs.month(), theirs.day()), "{at}");
        assert_eq!(second, i64::from(theirs.num_seconds_from_midnight()), "{at}");
    }
    for days in date("1900-01-02").days()..date("2099-12-31").days() {
        let day = Date::from_days(days).unwrap();
        let (year, month, of_month) = day.ymd();
        let midnight = NaiveDate::from_ymd_opt(year, month, of_month).unwrap().and_hms_opt(0, 0, 0).unwrap();
        if let Some(theirs) = tz.from_local_datetime(&midnight).earliest() {
            assert_eq!(zone.start_of(day).unwrap().secs(), theirs.timestamp(), "{day}");
        }
    }
}

#[test]
fn every_zone_agrees_with_chrono_tz() {
    // A step that is no multiple of an hour, a day or a week; around each change of the table exactly.
    for tz in TZ_VARIANTS {
        let zone = zone(tz.name());
        let theirs = |secs: i64| {
            let utc = DateTime::from_timestamp(secs, 0).unwrap().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        };
        let agree = |secs: i64| {
            let at = Instant::new(secs, 0).unwrap();
            assert_eq!(zone.offset_at(at), theirs(secs), "{zone} at {at}");
        };
        let (from, to) = (instant("1900-01-01T00:00:00Z").secs(), instant("2099-12-31T00:00:00Z").secs());
        (from..to).step_by(500_009).for_each(agree);
        let mut change = zone.table.span_at(from).end;
        while change < to {
            agree(change - 1);
            agree(change);
            change = zone.table.span_at(change).end;
        }
    }
}

/// A moment's own date starts at or before it; the next date later, clock changes or not.
#[test]
fn a_moment_lies_within_its_day() {
    for name in ["Europe/Amsterdam", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "Africa/Casablanca"] {
        let zone = zone(name);
        let (from, to) = (instant("1990-01-01T00:00:00Z").secs(), instant("2900-01-01T00:00:00Z").secs());
        for secs in (from..to).step_by(98_765) {
            let at = Instant::new(secs, 0).unwrap();
            let day = zone.date_of(at);
            assert!(zone.start_of(day).unwrap() <= at, "{name} {at}");
            assert!(at < zone.start_of(day.plus_days(1).unwrap()).unwrap(), "{name} {at}");
        }
    }
}

#[test]
fn a_zone_that_is_in_use_is_laid_out_once() {
    let (first, second) = (zone("Europe/Amsterdam"), zone("Europe/Amsterdam"));
    assert!(Arc::ptr_eq(&first.table, &second.table));
    assert!(!Arc::ptr_eq(&first.table, &zone("Europe/Brussels").table));
}
