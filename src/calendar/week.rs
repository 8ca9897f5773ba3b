//! Which days of the week are working days.

use std::fmt;

use super::date::{Date, Weekday};
use super::written::WEEKDAYS;

/// Some days of the week, one at least: those on which a provider works, unless a holiday falls on them.
///
/// ```
/// use clausula::calendar::{Week, Weekday};
///
/// let week = Week::of(&[Weekday::Tuesday, Weekday::Saturday]).unwrap();
/// assert!(week.has(Weekday::Saturday) && !week.has(Weekday::Sunday));
/// assert_eq!(Week::of(&[]), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(u8);

impl Week {
    /// The working days of the law, and those of a text that names none (rule T6).
    pub const MONDAY_TO_FRIDAY: Week = Week(0b001_1111);

    /// These days; `None` for none at all.
    pub fn of(days: &[Weekday]) -> Option<Week> {
        let week = days.iter().fold(0, |week, day| week | Week::bit(*day));
        (week != 0).then_some(Week(week))
    }

    const fn bit(day: Weekday) -> u8 {
        1 << day as u8
    }

    /// Whether it has a day of the week.
    pub const fn has(self, day: Weekday) -> bool {
        self.0 & Week::bit(day) != 0
    }

    /// Whether it has the day of the week on which a date falls.
    pub fn has_date(self, date: Date) -> bool {
        self.has(date.weekday())
    }

    /// Its days, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.has(*day))
    }

    fn count(self) -> i64 {
        i64::from(self.0.count_ones())
    }

    /// The `n`th working day after or before a date lies at least so many days from it: so many in each seven days, and no
    /// holidays.
    pub fn least_days(self, n: i64) -> i64 {
        if n == 0 { 0 } else { (n - 1) / self.count() * 7 + (n - 1) % self.count() + 1 }
    }

    /// And at most so many: of ten days that the week would take for so many, holidays and a run of free days besides.
    pub fn most_days(self, n: i64) -> i64 {
        let count = self.count().min(5);
        if n == 0 { 0 } else { n * ((9 + count) / count) + 6 + 3 * (5 - count) }
    }

    /// The days in Dutch; in English it is displayed.
    pub fn dutch(self) -> String {
        self.named(|(_, dutch)| (*dutch).to_owned())
    }

    fn named(self, name: impl Fn(&(&str, &str)) -> String) -> String {
        let names: Vec<String> = self.days().filter_map(|day| WEEKDAYS.get(day as usize)).map(name).collect();
        names.join(", ")
    }
}

/// The names in lowercase, as in `monday, saturday`.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.named(|(english, _)| (*english).to_owned()))
    }
}
