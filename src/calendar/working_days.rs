//! Working days: Monday to Friday without the generally recognised holidays (rule T6).

use super::{Date, Weekday, easter, holiday};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Whether a date is a generally recognised holiday, on whatever day of the week.
pub fn is_holiday(date: Date) -> bool {
    listed(date).map_or_else(|| holiday(date).is_some(), Listed::is_holiday)
}

/// Whether a date is a working day: Monday to Friday and no holiday (rule T6).
pub fn is_working_day(date: Date) -> bool {
    !is_weekend(date) && !is_holiday(date)
}

/// The first working day strictly after a date; `None` when none is left in the supported range.
pub fn next_working_day(date: Date) -> Option<Date> {
    match listed(date).and_then(Listed::to_next) {
        Some(days) => date.plus_days(days),
        None => nearest_working_day(date, 1),
    }
}

/// The last working day strictly before a date; `None` when none is left in the supported range.
pub fn previous_working_day(date: Date) -> Option<Date> {
    match listed(date).and_then(Listed::to_previous) {
        Some(days) => date.plus_days(-days),
        None => nearest_working_day(date, -1),
    }
}

/// The date itself when it is a working day, else the first working day after it; `None` when none is left in the
/// supported range.
///
/// ```
/// use clausula::calendar::{Date, roll_to_working_day};
///
/// // Good Friday, the weekend and Easter Monday.
/// assert_eq!(roll_to_working_day(Date::new(2026, 4, 3).unwrap()), Date::new(2026, 4, 7));
/// ```
pub fn roll_to_working_day(date: Date) -> Option<Date> {
    if is_working_day(date) { Some(date) } else { next_working_day(date) }
}

pub(crate) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Sought day by day.
fn nearest_working_day(date: Date, step: i64) -> Option<Date> {
    let mut day = date.plus_days(step)?;
    while !is_working_day(day) {
        day = day.plus_days(step)?;
    }
    Some(day)
}

// Nearly all questions are about the years that are listed; what lies outside them is computed.

/// The years of the list. Days are counted from the first of them.
const LISTED_YEARS: RangeInclusive<i32> = 1970..=2105;

/// A day: whether it is a holiday, and how many days it is from the working days before and after it, in three bits each,
/// 0 where the list does not say. No more than four days in a row are free.
#[derive(Clone, Copy)]
struct Listed(u8);

impl Listed {
    const HOLIDAY: u8 = 0x80;
    const PREVIOUS: u32 = 3;
    const NEXT: u32 = 0;
    const DISTANCE: u8 = 0b111;

    fn is_holiday(self) -> bool {
        self.0 & Listed::HOLIDAY != 0
    }

    fn to_next(self) -> Option<i64> {
        self.distance(Listed::NEXT)
    }

    fn to_previous(self) -> Option<i64> {
        self.distance(Listed::PREVIOUS)
    }

    fn distance(self, shift: u32) -> Option<i64> {
        Some(i64::from(self.0 >> shift & Listed::DISTANCE)).filter(|days| *days > 0)
    }
}

fn listed(date: Date) -> Option<Listed> {
    usize::try_from(date.days()).ok().and_then(|days| LIST.get(days)).copied()
}

static LIST: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    let last = Date::new(*LISTED_YEARS.end(), 12, 31);
    let length = last.and_then(|day| usize::try_from(day.days() + 1).ok());
    let mut list = vec![Listed(0); length.unwrap_or_default()];
    for year in LISTED_YEARS {
        let fixed = [(1, 1), (4, 26), (4, 27), (4, 29), (4, 30), (5, 5), (12, 25), (12, 26)];
        let fixed = fixed.iter().filter_map(|&(month, day)| Date::new(year, month, day));
        let moving = [-2, 1, 39, 50].iter().filter_map(|&days| easter(year)?.plus_days(days));
        for date in fixed.chain(moving).filter(|date| holiday(*date).is_some()) {
            if let Some(day) = usize::try_from(date.days()).ok().and_then(|days| list.get_mut(days)) {
                day.0 |= Listed::HOLIDAY;
            }
        }
    }
    note_distances(list.iter_mut().enumerate(), Listed::PREVIOUS);
    note_distances(list.iter_mut().enumerate().rev(), Listed::NEXT);
    list
});

/// Notes of each day how many days ago the last working day was met.
fn note_distances<'l>(days: impl Iterator<Item = (usize, &'l mut Listed)>, shift: u32) {
    let mut ago = 0;
    for (day, listed) in days {
        listed.0 |= ago << shift;
        let date = i32::try_from(day).ok().and_then(Date::from_days);
        let is_working_day = date.is_some_and(|date| !is_weekend(date) && !listed.is_holiday());
        ago = if is_working_day { 1 } else { ago + u8::from(ago > 0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn the_list_holds_what_is_computed() {
        let (first, last) = (Date::new(1969, 1, 1).unwrap(), Date::new(2107, 12, 31).unwrap());
        for days in first.days()..=last.days() {
            let date = Date::from_days(days).unwrap();
            assert_eq!(is_holiday(date), holiday(date).is_some(), "{date}");
            assert_eq!(next_working_day(date), nearest_working_day(date, 1), "{date}");
            assert_eq!(previous_working_day(date), nearest_working_day(date, -1), "{date}");
        }
    }

    /// The withdrawal periods of rule L1, fourteen days after the contract was concluded.
    #[test]
    fn a_last_day_rolls_to_the_next_working_day() {
        for (concluded, last) in [
            ("2026-03-20", "2026-04-07"),
            ("2026-04-13", "2026-04-28"),
            ("2026-11-07", "2026-11-23"),
            ("2026-12-11", "2026-12-28"),
            ("2026-05-01", "2026-05-15"),
        ] {
            assert_eq!(roll_to_working_day(date(concluded).plus_days(14).unwrap()), Some(date(last)));
        }
    }

    #[test]
    fn working_days() {
        assert!(is_working_day(date("2026-11-20")));
        assert!(!is_working_day(date("2026-11-21")));
        assert!(!is_working_day(date("2026-05-05")));
        assert_eq!(next_working_day(date("2026-11-19")), Some(date("2026-11-20")));
        assert_eq!(next_working_day(date("2026-11-20")), Some(date("2026-11-23")));
        assert_eq!(next_working_day(date("2026-04-02")), Some(date("2026-04-07")));
        assert_eq!(previous_working_day(date("2026-04-07")), Some(date("2026-04-02")));
        assert_eq!(roll_to_working_day(Date::MAX), Some(Date::MAX)); // a Friday
        assert_eq!(next_working_day(Date::MAX), None);
        assert_eq!(previous_working_day(Date::MIN), None); // a Monday, and a holiday
    }
}
