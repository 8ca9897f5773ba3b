//! Office hours: on which days and between which times a notice counts at once, and when it does otherwise.

use crate::calendar::{Date, Holidays, Hours, Season, TimeOfDay, Weekday};

/// The most closings of its own that an office has in a year.
pub const MOST_CLOSINGS: usize = 8;
/// Days within which an office that ever opens does so.
const FURTHEST: i64 = 800;

/// Office hours; a notice outside them counts as given when the office next opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeHours {
    /// The hours of each day of the week, Monday first; `None`: closed.
    pub week: [Option<Hours>; 7],
    /// Whether the text names the days. Otherwise they are the policy's working days, and a notice outside the hours counts from the
    /// next working day, which no holiday is.
    pub names_days: bool,
    /// Whether holidays are excepted from office hours.
    pub except_holidays: bool,
    /// The parts of a year in which the office is closed.
    pub closed: [Option<Season>; MOST_CLOSINGS],
}

impl OfficeHours {
    /// The hours of a date on which the office is open.
    pub fn on(&self, date: Date, holidays: Holidays) -> Option<Hours> {
        self.but_for_holidays(date).filter(|_| !(self.except_holidays && holidays.is_holiday(date)))
    }

    /// The hours of a date, a holiday or not.
    pub fn but_for_holidays(&self, date: Date) -> Option<Hours> {
        let day = Weekday::ALL.iter().position(|day| *day == date.weekday())?;
        let hours = self.week.get(day).copied().flatten()?;
        let closed = self.closed.iter().flatten().any(|season| season.contains(date));
        (!closed).then_some(hours)
    }

    /// The hours of a date from whose opening a notice counts that was given outside office hours.
    pub fn opening(&self, date: Date, holidays: Holidays) -> Option<Hours> {
        self.on(date, holidays).filter(|_| self.names_days || holidays.is_working_day(date))
    }

    /// Whether the office is open.
    pub fn is_open(&self, date: Date, second: i64, holidays: Holidays) -> bool {
        self.on(date, holidays).is_some_and(|hours| hours.contains(second))
    }

    /// Whether a notice before the opening counts from the opening of its own day.
    pub fn opens_later_on(&self, date: Date, second: i64, holidays: Holidays) -> bool {
        self.opening(date, holidays).is_some_and(|hours| second < hours.from.seconds())
    }

    /// The first date after another from whose opening a notice counts.
    pub fn opening_after(&self, date: Date, holidays: Holidays) -> Option<Date> {
        if self.is_plain() {
            return holidays.next_working_day(date);
        }
        days(date, 1, 1).find(|day| self.opening(*day, holidays).is_some())
    }

    /// The last date before another from whose opening a notice counts.
    pub fn opening_before(&self, date: Date, holidays: Holidays) -> Option<Date> {
        if self.is_plain() {
            return holidays.previous_working_day(date);
        }
        days(date, 1, -1).find(|day| self.opening(*day, holidays).is_some())
    }

    /// The first date on which the office opens from a moment on, whether or not notices count from it.
    pub fn opens_next(&self, (date, second): (Date, i64), holidays: Holidays) -> Option<Date> {
        let still = self.on(date, holidays).is_some_and(|hours| second < hours.from.seconds());
        days(date, i64::from(!still), 1).find(|day| self.on(*day, holidays).is_some())
    }

    /// Every time at which the office opens or closes, each once.
    pub fn times(&self) -> Vec<TimeOfDay> {
        let mut times: Vec<TimeOfDay> =
            self.week.iter().flatten().flat_map(|hours| [hours.from, hours.until]).collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    /// The days of the week on which the office opens between some times, Monday first.
    pub fn days_with(&self, hours: Hours) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().zip(self.week).filter(move |(_, of)| *of == Some(hours)).map(|(day, _)| day)
    }

    /// Whether working days are the days from whose opening notices count.
    fn is_plain(&self) -> bool {
        !self.names_days && self.closed.iter().all(Option::is_none)
    }
}

/// The days from so many after a date on, or before it.
fn days(date: Date, first: i64, step: i64) -> impl Iterator<Item = Date> {
    (first..FURTHEST).map_while(move |n| date.plus_days(n * step))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // Test helpers may fail the test.
mod tests {
    use super::*;
    use crate::calendar::YearDay;

    fn date(day: u32) -> Date {
        Date::new(2026, 12, day).unwrap()
    }

    fn time(hour: u16) -> TimeOfDay {
        TimeOfDay::new(hour * 60).unwrap()
    }

    /// Monday to Friday from 9 to 18, on Saturday from 10 to 14; closed from Christmas Eve to New Year's Eve.
    fn shop(except_holidays: bool) -> OfficeHours {
        let (long, short) = (Hours { from: time(9), until: time(18) }, Hours { from: time(10), until: time(14) });
        let mut closed = [None; MOST_CLOSINGS];
        closed[0] = Season::new(YearDay::parse("12-24").unwrap(), YearDay::parse("12-31").unwrap());
        let week = [Some(long), Some(long), Some(long), Some(long), Some(long), Some(short), None];
        OfficeHours { week, names_days: true, except_holidays, closed }
    }

    #[test]
    fn a_saturday_has_hours_of_its_own() {
        let (shop, dutch) = (shop(true), Holidays::named("NL").unwrap());
        // 19 December 2026 is a Saturday.
        let open = |second| shop.is_open(date(19), second, dutch);
        assert_eq!([35_999, 36_000, 50_399, 50_400].map(open), [false, true, true, false]);
        assert!(shop.opens_later_on(date(19), 35_999, dutch));
        assert_eq!(shop.opening_after(date(18), dutch), Some(date(19)));
        assert_eq!(shop.opening_after(date(19), dutch), Some(date(21)));
        assert_eq!(shop.opening_before(date(21), dutch), Some(date(19)));
        assert_eq!(shop.times(), [9, 10, 14, 18].map(time));
    }

    #[test]
    fn closings_of_its_own_are_passed_over() {
        let dutch = Holidays::named("NL").unwrap();
        // Wednesday 23 December is open, Thursday 31 December again; New Year's Day is a holiday.
        assert_eq!(shop(true).opening_after(date(23), dutch), Some(date(31)));
        assert_eq!(shop(true).opens_next((date(23), 64_800), dutch), Some(date(31)));
        assert_eq!(shop(true).opening_after(date(31), dutch), Date::new(2027, 1, 2));
        assert_eq!(shop(false).opening_after(date(31), dutch), Date::new(2027, 1, 1));
    }
}
