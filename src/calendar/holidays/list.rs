//! The days of a calendar, laid out: nearly all questions are about these years, and what lies outside them is computed.

use std::ops::RangeInclusive;

use super::super::Date;
use super::rule::{Row, holidays_in, is_weekend};

/// The years of a list: those of facts, and what the longest period takes from them or adds to them.
const YEARS: RangeInclusive<i32> = 1950..=2239;

/// The days of the years.
pub(super) struct List {
    /// The first day, as [`Date::days`] counts.
    first: i32,
    /// One byte for each day.
    days: Vec<Day>,
    /// The working days from Monday to Friday in order, as [`Date::days`] counts: the nth after any of them is found without a walk.
    working: Vec<i32>,
}

/// A day: whether it is a holiday, and how many days it is from the working days before and after it, from Monday to Friday, in
/// three bits each, 0 where the list does not say. In no calendar are more than six days in a row free.
#[derive(Clone, Copy)]
pub(super) struct Day(u8);

/// Which way days are counted.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    After,
    Before,
}

impl Direction {
    pub(super) fn days(self) -> i64 {
        match self {
            Direction::After => 1,
            Direction::Before => -1,
        }
    }
}

impl List {
    pub(super) fn of(rows: &'static [Row], region: &str) -> List {
        let bounds = Date::new(*YEARS.start(), 1, 1).zip(Date::new(*YEARS.end(), 12, 31));
        let (first, last) = bounds.map_or((0, -1), |(first, last)| (first.days(), last.days()));
        let mut list = List { first, days: (first..=last).map(|_| Day(0)).collect(), working: Vec::new() };
        for (date, _) in YEARS.flat_map(|year| holidays_in(rows, region, year)) {
            if let Some(day) = list.place(date).and_then(|place| list.days.get_mut(place)) {
                day.0 |= Day::HOLIDAY;
            }
        }
        let works = |(day, listed): (i32, &Day)| {
            !listed.is_holiday() && Date::from_days(day).is_some_and(|date| !is_weekend(date))
        };
        let works: Vec<bool> = (first..).zip(&list.days).map(works).collect();
        list.working = (first..).zip(&works).filter(|(_, works)| **works).map(|(day, _)| day).collect();
        note_distances(list.days.iter_mut().zip(&works), Day::PREVIOUS);
        note_distances(list.days.iter_mut().zip(&works).rev(), Day::NEXT);
        list
    }

    /// What is listed of a date; `None` outside its years.
    pub(super) fn day(&self, date: Date) -> Option<Day> {
        self.place(date).and_then(|place| self.days.get(place)).copied()
    }

    fn place(&self, date: Date) -> Option<usize> {
        usize::try_from(date.days() - self.first).ok()
    }

    /// The `count`th working day after a date of the list, or before it; `None` where the list does not hold it. At least
    /// the first.
    pub(super) fn nth_working_day(&self, date: Date, count: u32, direction: Direction) -> Option<Date> {
        self.day(date)?;
        let count = usize::try_from(count).ok()?;
        let place = match direction {
            Direction::After => {
                self.working.partition_point(|day| *day <= date.days()).checked_add(count)?.checked_sub(1)
            }
            Direction::Before => self.working.partition_point(|day| *day < date.days()).checked_sub(count),
        };
        self.working.get(place?).copied().and_then(Date::from_days)
    }
}

impl Day {
    const HOLIDAY: u8 = 0x80;
    const PREVIOUS: u32 = 3;
    const NEXT: u32 = 0;
    const DISTANCE: u8 = 0b111;

    pub(super) fn is_holiday(self) -> bool {
        self.0 & Day::HOLIDAY != 0
    }

    /// How many days the nearest working day is away.
    pub(super) fn to_working_day(self, direction: Direction) -> Option<i64> {
        self.distance(match direction {
            Direction::After => Day::NEXT,
            Direction::Before => Day::PREVIOUS,
        })
    }

    fn distance(self, shift: u32) -> Option<i64> {
        Some(i64::from(self.0 >> shift & Day::DISTANCE)).filter(|days| *days > 0)
    }
}

/// Notes of each day how many days ago the last working day was met.
fn note_distances<'l>(days: impl Iterator<Item = (&'l mut Day, &'l bool)>, shift: u32) {
    let mut ago = 0;
    for (day, works) in days {
        day.0 |= ago << shift;
        ago = if *works { 1 } else { ago + u8::from(ago > 0) };
    }
}
