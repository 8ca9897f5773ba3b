//! Inputs where answers change: days that bound tiers, midnight, opening and closing, clock changes, holidays, half cents.

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Europe::Amsterdam;
use clausula::facts::Facts;

use crate::floor::{Parsed, input};

/// Start days, such that the days before them that bound tiers fall on or around clock changes (29 March and
/// 25 October 2026, 28 March 2027), weekends and holidays.
const STARTS: [(i32, u32, u32); 12] = [
    (2026, 3, 29),
    (2026, 3, 30),
    (2026, 4, 7),
    (2026, 5, 11),
    (2026, 6, 8),
    (2026, 9, 14),
    (2026, 10, 25),
    (2026, 11, 23),
    (2026, 12, 7),
    (2027, 2, 8),
    (2027, 4, 26),
    (2028, 3, 1),
];

const DAYS_BEFORE: [u64; 13] = [0, 1, 2, 3, 4, 28, 29, 30, 42, 43, 44, 45, 60];

/// Hours, minutes and seconds of notices.
const TIMES: [(u32, u32, u32); 10] = [
    (0, 0, 0),
    (0, 59, 59),
    (3, 0, 0),
    (8, 59, 59),
    (9, 0, 0),
    (17, 30, 0),
    (17, 30, 59),
    (17, 31, 0),
    (22, 30, 0),
    (23, 59, 59),
];

const STARTS_AT: [(u32, u32); 3] = [(0, 0), (10, 0), (23, 30)];

/// Prices whose 75% and 90% end in a half cent or next to it, and what was paid of them.
const AMOUNTS: [(i64, i64); 5] = [(1, 0), (2, 1), (125_000, 125_000), (99_999, 50_000), (4_567_890_123, 1_000)];

pub fn edges() -> Vec<(Parsed, Facts)> {
    let mut all = Vec::new();
    for (year, month, day) in STARTS {
        let start = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        for before in DAYS_BEFORE {
            for (hour, minute, second) in TIMES {
                for (start_hour, start_minute) in STARTS_AT {
                    let starts_at = start.and_hms_opt(start_hour, start_minute, 0).expect("a time");
                    let notice = (start - Days::new(before)).and_hms_opt(hour, minute, second).expect("a time");
                    // What the clock skips is left out; what it shows twice is meant the first time.
                    let instants = (
                        Amsterdam.from_local_datetime(&starts_at).earliest(),
                        Amsterdam.from_local_datetime(&notice).earliest(),
                    );
                    let (Some(starts_at), Some(notice)) = instants else { continue };
                    // Agreements are concluded a day before the notice, and before the start.
                    if notice.timestamp() - 86_400 > starts_at.timestamp() {
                        continue;
                    }
                    for (price, paid) in AMOUNTS {
                        all.push(input(price, paid, starts_at.timestamp(), notice.timestamp()));
                    }
                }
            }
        }
    }
    all
}
