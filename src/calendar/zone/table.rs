//! The offset changes of one zone.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::super::{Date, instant::DAY};

/// A stretch of time with one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its first second since 1970-01-01T00:00:00Z; `i64::MIN` for the first stretch.
    pub start: i64,
    /// The first second after it; `i64::MAX` for the last stretch.
    pub end: i64,
    /// Seconds ahead of UTC.
    pub offset: i64,
}

/// The stretches of one zone from 1900 to 2500, and an index into them.
pub(super) struct Table {
    /// Sorted, without gaps, covering all of time; neighbours differ in offset.
    spans: Vec<Span>,
    /// For each slice of 2^[`SLICE_BITS`] seconds from [`START`]: the stretch that its first second is in, and which of
    /// the stretches comes next.
    slices: Vec<(Span, u32)>,
}

/// 97 days: most slices hold one change at most, and the index takes 70 kB, of which a program touches a few lines.
const SLICE_BITS: u32 = 23;
/// 1900-01-01T00:00:00Z, where the table starts.
const START: i64 = -25_567 * DAY;
/// 2100-03-01T00:00:00Z. From here on the recurring rules hold, a year at a time.
const CYCLE_START: i64 = 47_541 * DAY;
/// The 400 years after which the Gregorian calendar, weekdays included, repeats itself.
const CYCLE: i64 = 146_097 * DAY;
/// A month past the cycle's end, so that the stretch in which the cycle ends is whole.
const END: i64 = CYCLE_START + CYCLE + 31 * DAY;
/// The years, from 1 March, whose changes stand for all later years. They show all seven weekdays of 1 March, and lie
/// after the last years that the database lists one by one (Morocco and Gaza, by the moon, up to 2087).
const MODEL_YEARS: std::ops::RangeInclusive<i32> = 2088..=2098;

/// How often chrono-tz is asked. No zone has kept an offset for less than 6.9 days since 1900 (Cambridge Bay in 2000,
/// and Gaza and Hebron in some years), so that no step holds two changes.
const STEP: i64 = 3 * DAY;

impl Table {
    pub(super) fn new(tz: Tz) -> Table {
        let model_end = first_of_march(MODEL_YEARS.end() + 1);
        let mut changes = published_changes(tz, model_end);
        for year in MODEL_YEARS.end() + 1..=2_500 {
            let from = first_of_march(year);
            let same_weekday = |model: &i32| (from - first_of_march(*model)) % (7 * DAY) == 0;
            let Some(model) = MODEL_YEARS.rev().find(same_weekday) else { continue };
            let (model_from, model_to) = (first_of_march(model), first_of_march(model + 1));
            let in_model = |&&(at, _): &&(i64, i64)| (model_from..model_to).contains(&at);
            let copied: Vec<_> =
                changes.iter().filter(in_model).map(|&(at, to)| (at - model_from + from, to)).collect();
            changes.extend(copied);
        }
        Table::from_changes(offset(tz, START), &changes)
    }

    /// The stretch that holds a second since 1970-01-01T00:00:00Z.
    #[inline]
    pub(super) fn span_at(&self, secs: i64) -> Span {
        match usize::try_from((secs - START) >> SLICE_BITS).ok().and_then(|slice| self.slices.get(slice)) {
            Some((span, _)) if secs < span.end => *span,
            Some((_, next)) => self.find(*next, secs),
            None if secs < START => self.find(0, secs),
            None => self.find_in_cycle(secs),
        }
    }

    fn from_changes(first_offset: i64, changes: &[(i64, i64)]) -> Table {
        let mut spans = Vec::with_capacity(changes.len() + 1);
        let mut open = Span { start: i64::MIN, end: i64::MAX, offset: first_offset };
        for &(at, offset) in changes {
            if offset != open.offset {
                spans.push(Span { end: at, ..open });
                open = Span { start: at, end: i64::MAX, offset };
            }
        }
        spans.push(open);
        let mut index = 0;
        let mut slices = Vec::new();
        for slice in (START..END).step_by(1 << SLICE_BITS) {
            while spans.get(index).is_some_and(|span| span.end <= slice) {
                index += 1;
            }
            slices.extend(spans.get(index).zip(u32::try_from(index + 1).ok()).map(|(span, next)| (*span, next)));
        }
        Table { spans, slices }
    }

    /// The stretch that holds a second, which does not lie before the stretch with this number.
    fn find(&self, first: u32, secs: i64) -> Span {
        let later = self.spans.get(first as usize..).unwrap_or_default();
        // The last stretch has no end, so there always is one.
        later.iter().find(|span| secs < span.end).copied().unwrap_or(Span { start: i64::MIN, end: i64::MAX, offset: 0 })
    }

    #[cold]
    fn find_in_cycle(&self, secs: i64) -> Span {
        let shift = (secs - CYCLE_START).div_euclid(CYCLE) * CYCLE;
        let span = self.span_at(secs - shift);
        // A zone that has put away changing the clock is in its last stretch, which does not recur.
        if span.end == i64::MAX { span } else { Span { start: span.start + shift, end: span.end + shift, ..span } }
    }
}

/// The changes of offset from [`START`] up to `end`, each with the offset that it brings.
///
/// chrono-tz does not show its table, so this asks every [`STEP`] and halves each step in which the offset changed.
fn published_changes(tz: Tz, end: i64) -> Vec<(i64, i64)> {
    let mut changes = Vec::new();
    let mut before = offset(tz, START);
    let mut old = START;
    while old < end {
        let new = (old + STEP).min(end);
        let after = offset(tz, new);
        if after != before {
            changes.push((first_second_with(tz, after, old, new), after));
        }
        (old, before) = (new, after);
    }
    changes
}

/// The first second after `old` that has the offset `wanted`, which `new` has and `old` has not.
fn first_second_with(tz: Tz, wanted: i64, mut old: i64, mut new: i64) -> i64 {
    while new - old > 1 {
        let middle = old + (new - old) / 2;
        if offset(tz, middle) == wanted { new = middle } else { old = middle }
    }
    new
}

fn offset(tz: Tz, secs: i64) -> i64 {
    let utc = DateTime::from_timestamp(secs, 0).unwrap_or_default().naive_utc();
    i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

fn first_of_march(year: i32) -> i64 {
    Date::new(year, 3, 1).map_or(END, |date| i64::from(date.days()) * DAY)
}
