//! Working days of the Netherlands.

use super::{Date, Holidays};

/// Whether a date is a holiday.
pub fn is_holiday(date: Date) -> bool {
    dutch().is_some_and(|dutch| dutch.is_holiday(date))
}

/// Whether a date is a working day.
pub fn is_working_day(date: Date) -> bool {
    dutch().is_some_and(|dutch| dutch.is_working_day(date))
}

/// The first working day after a date.
pub fn next_working_day(date: Date) -> Option<Date> {
    dutch()?.next_working_day(date)
}

/// The last working day before a date.
pub fn previous_working_day(date: Date) -> Option<Date> {
    dutch()?.previous_working_day(date)
}

/// The date itself, or the first working day after it.
pub fn roll_to_working_day(date: Date) -> Option<Date> {
    dutch()?.roll_to_working_day(date)
}

fn dutch() -> Option<Holidays> {
    Holidays::named("NL")
}
