//! Holidays against a data set of others, for 1990 to 2060: `data/write_holidays.py` says how it was made.
//!
//! Working days leave out weekends, so that only holidays from Monday to Friday are compared.
#![allow(clippy::unwrap_used)] // what tests share may fail them

use clausula::calendar::{Date, Holidays, Weekday};
use std::collections::{BTreeMap, BTreeSet};

const DATA: &str = include_str!("data/holidays.txt");

type Days = BTreeSet<Date>;

#[test]
fn holidays_are_those_of_the_data_set() {
    let data = data();
    let mut differences = Vec::new();
    for (&(code, year), theirs) in &data {
        let holidays = Holidays::named(code).unwrap();
        let ours: Days = weekdays(year).filter(|day| holidays.is_holiday(*day)).collect();
        let more = ours.difference(theirs).filter(|day| !ours_alone(code, **day));
        let fewer = theirs.difference(&ours);
        differences.extend(more.map(|day| format!("{code}: {day} is ours alone")));
        differences.extend(fewer.map(|day| format!("{code}: {day} is theirs alone")));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Holidays that the data set does not have, and why they are right.
fn ours_alone(code: &str, day: Date) -> bool {
    let (year, month, day) = day.ymd();
    match code {
        // Rule T6 follows the Algemene termijnenwet, which has 5 May every year. The data set has the years in which
        // employers give the day off: every fifth.
        "NL" => (month, day) == (5, 5) && year % 5 != 0,
        _ => false,
    }
}

/// Otherwise a calendar that the file leaves out would be compared with nothing.
#[test]
fn every_calendar_and_year_is_in_the_data_set() {
    let mut expected = BTreeSet::new();
    for holidays in Holidays::all().filter(|holidays| holidays.code() != "none") {
        // The data set has the states of Germany from their union on.
        let first = if holidays.code().starts_with("DE-") { 1991 } else { 1990 };
        expected.extend((first..=2060).map(|year| (holidays.code(), year)));
    }
    assert_eq!(data().into_keys().collect::<BTreeSet<_>>(), expected);
}

/// 5 May on each weekday, in years that the data set has and in those that it lacks.
#[test]
fn the_exception_is_used_and_no_wider_than_needed() {
    let data = data();
    let lacks = |day: &str| {
        let day = Date::parse(day).unwrap();
        ours_alone("NL", day) && !data[&("NL", day.year())].contains(&day)
    };
    assert!(lacks("2026-05-05") && lacks("2021-05-05"));
    assert!(!lacks("2025-05-05") && !lacks("2026-05-04"));
}

fn weekdays(year: i32) -> impl Iterator<Item = Date> {
    let first = Date::new(year, 1, 1).unwrap();
    let days = (0..366).filter_map(move |days| first.plus_days(days));
    days.filter(move |day| day.year() == year && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}

/// The holidays of each calendar and year.
fn data() -> BTreeMap<(&'static str, i32), Days> {
    let lines = DATA.lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let mut parts = line.split(' ');
        let (code, year) = (parts.next().unwrap(), parts.next().unwrap());
        let days = parts.map(|day| Date::parse(&format!("{year}-{day}")).unwrap()).collect();
        ((code, year.parse().unwrap()), days)
    });
    read.collect()
}
