//! The days of a calendar, laid out: nearly all questions are about these years, and what lies outside them is computed.

use std::ops::RangeInclusive;

use super::super::Date;
use super::rule::{Row, holidays_in, is_weekend};

/// The years of a list. Its days are counted from the first of them, which is that of [`Date::days`].
const YEARS: RangeInclusive<i32> = 1970..=2105;

/// One byte for each day.
pub(super) struct List(Vec<Day>);

/// A day: whether it is a holiday, and how many days it is from the working days before and after it, in three bits each,
/// 0 where the list does not say. In no calendar are more than six days in a row free.
#[derive(Clone, Copy)]
pub(super) struct Day(u8);

impl List {
    pub(super) fn of(rows: &'static [Row], region: &str) -> List {
        let last = Date::new(*YEARS.end(), 12, 31);
        let length = last.and_then(|day| usize::try_from(day.days() + 1).ok());
        let mut days = vec![Day(0); length.unwrap_or_default()];
        for (date, _) in YEARS.flat_map(|year| holidays_in(rows, region, year)) {
            if let Some(day) = usize::try_from(date.days()).ok().and_then(|place| days.get_mut(place)) {
                day.0 |= Day::HOLIDAY;
            }
        }
        note_distances(days.iter_mut().enumerate(), Day::PREVIOUS);
        note_distances(days.iter_mut().enumerate().rev(), Day::NEXT);
        List(days)
    }

    /// What is listed of a date; `None` outside its years.
    pub(super) fn day(&self, date: Date) -> Option<Day> {
        usize::try_from(date.days()).ok().and_then(|place| self.0.get(place)).copied()
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

    pub(super) fn to_next(self) -> Option<i64> {
        self.distance(Day::NEXT)
    }

    pub(super) fn to_previous(self) -> Option<i64> {
        self.distance(Day::PREVIOUS)
    }

    fn distance(self, shift: u32) -> Option<i64> {
        Some(i64::from(self.0 >> shift & Day::DISTANCE)).filter(|days| *days > 0)
    }
}

/// Notes of each day how many days ago the last working day was met.
fn note_distances<'l>(days: impl Iterator<Item = (usize, &'l mut Day)>, shift: u32) {
    let mut ago = 0;
    for (place, day) in days {
        day.0 |= ago << shift;
        let date = i32::try_from(place).ok().and_then(Date::from_days);
        let is_working_day = date.is_some_and(|date| !is_weekend(date) && !day.is_holiday());
        ago = if is_working_day { 1 } else { ago + u8::from(ago > 0) };
    }
}
