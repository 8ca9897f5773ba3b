//! Civil dates, instants, zones, holidays and periods.
//!
//! Nothing here knows of terms. All arithmetic is checked: what would leave the supported range, 0001-01-01 up to and
//! including 9999-12-31, is `None`, and every function says so.
//!
//! | file | what it holds |
//! |---|---|
//! | `date` | [`Date`], a civil day, and [`Weekday`] |
//! | `instant` | [`Instant`], a moment in UTC, to the nanosecond |
//! | `time_of_day` | [`TimeOfDay`], a minute of a day, and [`Hours`], a part of every day |
//! | `zone` | [`Zone`], which lays an IANA zone out as a table and converts between the two |
//! | `easter` | the date of Easter |
//! | `holidays` | [`Holidays`] by country or region, and the working days between them |
//! | `period` | [`Period`], such as `14 days` |
//! | `year_day` | [`YearDay`], a day of every year, and [`Season`], a part of every year |
//! | `week` | [`Week`], which days of the week are working days |
//! | `written` | dates and times as people write them |

mod date;
mod easter;
mod holidays;
mod instant;
mod period;
mod time_of_day;
mod week;
mod written;
mod year_day;
mod zone;

pub use date::{Date, Weekday};
use easter::easter;
pub use holidays::Holidays;
pub(crate) use holidays::is_weekend;
pub use instant::Instant;
pub(crate) use period::LONGEST_MONTH;
pub use period::{Period, PeriodError, Unit};
pub use time_of_day::{Hours, TimeOfDay};
pub use week::Week;
pub(crate) use written::MONTHS;
pub use written::moment_from_written;
pub use year_day::{Season, YearDay};
pub use zone::Zone;
