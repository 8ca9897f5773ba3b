//! IANA time zones, laid out as tables.
//!
//! A [`Zone`] asks chrono-tz for its offset changes once, when it is made, and keeps them sorted. Afterwards a
//! conversion costs a few nanoseconds: one look into an index of equal slices of time, then a step or two.
//!
//! **Which dates are exact.** From 1900 to 2099 the table is that of the IANA database in chrono-tz. That database
//! states the rules in force without an end, but chrono-tz lays them out no further than 2099 and stays at its last
//! offset from then on. So from March 2099 the table goes on with the rules: the changes of a year after 1 March
//! depend on the weekday of that day alone ("the last Sunday of March"), and the years from 2088 to 2098 show all
//! seven. Gregorian weekdays repeat after 400 years, so one such cycle serves up to 9999. Before 1900 the first
//! offset of 1900 holds, which need not be what clocks showed.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono_tz::Tz;

use self::table::{Span, Table};
use super::instant::DAY;
use super::{Date, Instant, TimeOfDay};

/// An IANA zone such as `Europe/Amsterdam`: converts between instants and civil dates and times.
///
/// Making one takes milliseconds, cloning it is cheap, and every conversion takes a few nanoseconds. The module
/// description says how far its dates are exact.
///
/// ```
/// use clausula::calendar::{Date, Instant, Zone};
///
/// let zone = Zone::named("Europe/Amsterdam").unwrap();
/// let late = Instant::parse_rfc3339("2026-07-31T22:30:00Z").unwrap();
/// assert_eq!(zone.date_of(late), Date::new(2026, 8, 1).unwrap());
/// assert_eq!(zone.start_of(zone.date_of(late)), Instant::parse_rfc3339("2026-07-31T22:00:00Z"));
/// ```
#[derive(Clone)]
pub struct Zone {
    name: &'static str,
    table: Arc<Table>,
}

/// No zone was ever further than this from UTC, in seconds (Manila until 1844: 15:56:08; nowadays at most 14 hours).
const WIDEST_OFFSET: i64 = 16 * 3_600;

impl Zone {
    /// The zone with this name in the IANA database, capitals as there; `None` when there is none.
    pub fn named(name: &str) -> Option<Zone> {
        let tz: Tz = name.parse().ok()?;
        Some(Zone { name: tz.name(), table: shared_table(tz) })
    }

    /// The name, as given to [`Zone::named`].
    pub fn name(&self) -> &str {
        self.name
    }

    /// The civil date of an instant (rule T1). Where that leaves the supported range, in its first or last hours, the
    /// nearest supported date.
    pub fn date_of(&self, instant: Instant) -> Date {
        self.local(instant).0
    }

    /// The civil date of an instant and the seconds that the clock shows since 00:00, 0 to 86,399.
    pub fn local(&self, instant: Instant) -> (Date, i64) {
        let local = instant.secs() + self.table.span_at(instant.secs()).offset;
        let days = local.div_euclid(DAY);
        (Date::from_days_clamped(days), local - days * DAY)
    }

    /// The first instant of a civil day; `None` when it lies outside the supported range.
    ///
    /// That is 00:00 on the clock, the earlier one when it strikes twice, or the moment to which the clock is put
    /// forward when it skips 00:00. When it skips the whole day, it is the first instant after it.
    pub fn start_of(&self, date: Date) -> Option<Instant> {
        self.reached(date, TimeOfDay::START)
    }

    /// The first instant at which the clock has come to a time on a date; `None` when it lies outside the supported range.
    ///
    /// That is the earlier one when the clock shows the time twice, and the moment to which the clock is put forward when it
    /// skips it: unlike by [`Zone::at`], a later time is never reached earlier.
    pub fn reached(&self, date: Date, time: TimeOfDay) -> Option<Instant> {
        let local = i64::from(date.days()) * DAY + time.seconds();
        let (span, _) = self.first_reaching(local);
        Instant::new((local - span.offset).max(span.start), 0)
    }

    /// The instant at which the clock shows a time on a date; `None` when it lies outside the supported range.
    ///
    /// When the clock shows it twice, the earlier one. When the clock skips it, the instant that has it by the offset
    /// before the change: 02:30 on the morning that 02:00 becomes 03:00 is the instant that the clock shows 03:30.
    /// A day's 24:00 is 00:00 of the next day, by the same rules.
    pub fn at(&self, date: Date, time: TimeOfDay) -> Option<Instant> {
        let local = i64::from(date.days()) * DAY + time.seconds();
        let (span, before) = self.first_reaching(local);
        let skipped = local - span.offset < span.start;
        Instant::new(local - if skipped { before } else { span.offset }, 0)
    }

    /// The seconds by which the clock is ahead of UTC at an instant: 7,200 in Amsterdam in summer.
    pub fn offset_at(&self, instant: Instant) -> i32 {
        // Offsets are read from an i32 and stay below a day.
        i32::try_from(self.table.span_at(instant.secs()).offset).unwrap_or_default()
    }

    /// The first instant after another at which the clock is changed; `None` where that is never again.
    pub fn next_change(&self, instant: Instant) -> Option<Instant> {
        Instant::new(self.table.span_at(instant.secs()).end, 0)
    }

    /// The first stretch of one offset in which the clock comes to show `local` or later, in seconds since
    /// 1970-01-01T00:00:00 on the clock, and the offset of the stretch before it.
    fn first_reaching(&self, local: i64) -> (Span, i64) {
        // A stretch that holds this moment or ended before it has seen no clock at `local` yet.
        let mut span = self.table.span_at(local - WIDEST_OFFSET);
        let mut before = span.offset;
        while span.end.saturating_add(span.offset) <= local {
            before = span.offset;
            span = self.table.span_at(span.end);
        }
        (span, before)
    }
}

/// The table of a zone. All that ask for it while somebody has it share it: a thousand policies need one table.
fn shared_table(tz: Tz) -> Arc<Table> {
    static TABLES: Mutex<BTreeMap<&str, Weak<Table>>> = Mutex::new(BTreeMap::new());
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = tables.get(tz.name()).and_then(Weak::upgrade) {
        return table;
    }
    let table = Arc::new(Table::new(tz));
    tables.insert(tz.name(), Arc::downgrade(&table));
    table
}

/// Zones are equal when their names are.
impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.name).finish()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
