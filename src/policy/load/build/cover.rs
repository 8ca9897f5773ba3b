//! Whether a table of tiers covers all time, exactly: which moments no tier covers, and which two tiers cover.
//!
//! Days before an anchor are whole numbers, hours are not. So a moment is a pair: a whole number of days, and a
//! position on the line of hours, on which `2 n` is exactly `n` hours and `2 n + 1` lies between `n` and `n + 1`. Not
//! every pair exists: with N days between two civil dates lie more than N - 1 and less than N + 1 days of time, give or
//! take the hour of a clock change. A tier is a box of pairs.

#[cfg(test)]
mod tests;

use crate::policy::building_blocks::{Bound, Condition, Conditions, TierBounds, Unit};
use crate::policy::forms::Stair;

use super::truth::{Known, assignments, possible};

/// More named conditions than this are not gone through: each doubles the ways in which they can hold.
pub(super) const MAX_CONDITIONS: usize = 6;
/// Nobody reads more gaps of one table.
const MAX_GAPS: usize = 10;
/// Beyond every bound that can be written, on both lines.
const FAR: i64 = 1_000_000_000_000;
/// Half an hour is the unit of the line of hours, and the clock may change by one hour.
const DAY: i64 = 48;
const WITHIN: i64 = DAY + 1;

/// One tier, as far as it matters here.
pub(super) struct Row<'r> {
    pub(super) bounds: TierBounds,
    pub(super) conditions: &'r Conditions,
}

/// A stretch of moments: whole days, and positions on the line of hours, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    days: (i64, i64),
    hours: (i64, i64),
}

/// Moments that no tier covers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) stretch: Stretch,
    /// The conditions under which it is one; empty when it always is.
    pub(super) known: Known,
}

impl Row<'_> {
    /// Where the tier applies, when its conditions hold.
    pub(super) fn stretch(&self) -> Stretch {
        let mut stretch = Stretch { days: (-FAR, FAR), hours: (-FAR, FAR) };
        if let Some(bound) = self.bounds.lower {
            match axis(bound) {
                Axis::Days(n) => stretch.days.0 = if bound.inclusive { n } else { n + 1 },
                Axis::Hours(n) => stretch.hours.0 = if bound.inclusive { 2 * n } else { 2 * n + 1 },
            }
        }
        if let Some(bound) = self.bounds.upper {
            match axis(bound) {
                Axis::Days(n) => stretch.days.1 = if bound.inclusive { n } else { n - 1 },
                Axis::Hours(n) => stretch.hours.1 = if bound.inclusive { 2 * n } else { 2 * n - 1 },
            }
        }
        stretch
    }

    fn holds(&self, known: &Known) -> bool {
        self.conditions.when.iter().all(|condition| known.contains(&(*condition, true)))
            && self.conditions.unless.iter().all(|condition| known.contains(&(*condition, false)))
    }
}

enum Axis {
    Days(i64),
    Hours(i64),
}

fn axis(bound: Bound) -> Axis {
    let count = i64::from(bound.period.count);
    match bound.period.unit {
        Unit::Hours => Axis::Hours(count),
        Unit::Weeks => Axis::Days(count * 7),
        // Working days, months and years have no fixed length, and the format does not take them here.
        Unit::Days | Unit::WorkingDays | Unit::Months | Unit::Years => Axis::Days(count),
    }
}

impl Stretch {
    /// Whether some moment lies in it.
    pub(super) fn exists(self) -> bool {
        let ((first, last), (from, to)) = (self.days, self.hours);
        first <= last && from <= to && first * DAY - WITHIN <= to && last * DAY + WITHIN >= from
    }

    fn overlap(self, other: Stretch) -> Stretch {
        let both = |a: (i64, i64), b: (i64, i64)| (a.0.max(b.0), a.1.min(b.1));
        Stretch { days: both(self.days, other.days), hours: both(self.hours, other.hours) }
    }

    fn covers(self, other: Stretch) -> bool {
        let within = |outer: (i64, i64), inner: (i64, i64)| outer.0 <= inner.0 && inner.1 <= outer.1;
        within(self.days, other.days) && within(self.hours, other.hours)
    }

    /// As a person would say it, without the anchor: `29 to 42 days before`.
    pub(super) fn phrase(self) -> String {
        let parts: Vec<String> = [days_phrase(self.days), hours_phrase(self.hours)].into_iter().flatten().collect();
        if parts.is_empty() { "at any time before or after".into() } else { format!("{} before", parts.join(" and ")) }
    }
}

fn days_phrase((first, last): (i64, i64)) -> Option<String> {
    match (first > -FAR, last < FAR) {
        (false, false) => None,
        (true, false) => Some(format!("{first} days or more")),
        (false, true) => Some(format!("less than {} days", last + 1)),
        (true, true) if first == last => Some(format!("{first} days")),
        (true, true) => Some(format!("{first} to {last} days")),
    }
}

fn hours_phrase((from, to): (i64, i64)) -> Option<String> {
    let lower = match from.rem_euclid(2) {
        0 => format!("{} hours or more", from / 2),
        _ => format!("more than {} hours", from.div_euclid(2)),
    };
    let upper = match to.rem_euclid(2) {
        0 => format!("{} hours or less", to / 2),
        _ => format!("less than {} hours", to.div_euclid(2) + 1),
    };
    match (from > -FAR, to < FAR) {
        (false, false) => None,
        (true, false) => Some(lower),
        (false, true) => Some(upper),
        (true, true) if from == to && from % 2 == 0 => Some(format!("exactly {} hours", from / 2)),
        (true, true) => Some(format!("{lower} and {upper}")),
    }
}

/// The conditions that the rows name and that the clause leaves open.
pub(super) fn open_conditions(rows: &[Row<'_>], clause: &Conditions) -> Vec<Condition> {
    let all = |conditions: &Conditions| conditions.when.iter().chain(&conditions.unless).copied().collect::<Vec<_>>();
    let fixed = all(clause);
    let mut open: Vec<Condition> = rows.iter().flat_map(|row| all(row.conditions)).collect();
    open.retain(|condition| !fixed.contains(condition));
    open.sort_unstable();
    open.dedup();
    open
}

/// What a clause's own conditions make known.
fn known_of(conditions: &Conditions) -> Known {
    let holding = conditions.when.iter().map(|condition| (*condition, true));
    holding.chain(conditions.unless.iter().map(|condition| (*condition, false))).collect()
}

/// Whether conditions can all hold together.
pub(super) fn together(conditions: &[&Conditions]) -> bool {
    possible(&conditions.iter().flat_map(|conditions| known_of(conditions)).collect::<Known>())
}

/// The moments that no row covers, neighbours taken together: the first [`MAX_GAPS`] of them. There may be at most 128
/// rows and [`MAX_CONDITIONS`] open conditions.
pub(super) fn gaps(rows: &[Row<'_>], clause: &Conditions) -> Vec<Gap> {
    let stretches: Vec<Stretch> = rows.iter().map(Row::stretch).collect();
    let covering = |cell: Stretch| mask(stretches.iter().map(|stretch| stretch.covers(cell)));
    let cells: Vec<(Stretch, u128)> = cells(&stretches).into_iter().map(|cell| (cell, covering(cell))).collect();
    let ways = assignments(&open_conditions(rows, clause), &known_of(clause));
    let mut gaps: Vec<(Gap, usize)> = Vec::new();
    for known in &ways {
        let active = mask(rows.iter().map(|row| row.holds(known)));
        let uncovered = cells.iter().filter(|(_, covering)| covering & active == 0).map(|(cell, _)| *cell);
        for stretch in merged(uncovered) {
            if let Some((_, count)) = gaps.iter_mut().find(|(gap, _)| gap.stretch == stretch) {
                *count += 1;
            } else if gaps.len() < MAX_GAPS {
                gaps.push((Gap { stretch, known: known.clone() }, 1));
            }
        }
    }
    let always =
        |(gap, count): (Gap, usize)| if count == ways.len() { Gap { known: Known::new(), ..gap } } else { gap };
    gaps.into_iter().map(always).collect()
}

/// The rows for which something is so, as the bits of a number.
fn mask(rows: impl Iterator<Item = bool>) -> u128 {
    rows.enumerate()
        .filter(|(_, so)| *so)
        .fold(0, |mask, (row, _)| mask | u32::try_from(row).ok().and_then(|row| 1_u128.checked_shl(row)).unwrap_or(0))
}

/// Where two rows both apply.
pub(super) fn overlap(a: &Row<'_>, b: &Row<'_>, clause: &Conditions) -> Option<Stretch> {
    let stretch = a.stretch().overlap(b.stretch());
    (stretch.exists() && together(&[clause, a.conditions, b.conditions])).then_some(stretch)
}

/// The staircase of the bounds of rows; `None` where one counts hours.
pub(super) fn stairs(rows: &[Row<'_>]) -> Option<Vec<Stair>> {
    let days = |row: &Row<'_>| {
        let Stretch { days, hours } = row.stretch();
        (hours == (-FAR, FAR)).then_some(days)
    };
    let ranges: Vec<(i64, i64)> = rows.iter().map(days).collect::<Option<_>>()?;
    let stair = |(first, last): (i64, i64)| {
        let within = |(from, to): &(i64, i64)| *from <= first && last <= *to;
        let rows = ranges.iter().enumerate().filter(|(_, range)| within(range)).map(|(place, _)| place).collect();
        Stair { least: if first > -FAR { first } else { i64::MIN }, rows }
    };
    let mut stairs: Vec<Stair> = segments(ranges.iter().copied()).into_iter().rev().map(stair).collect();
    // Where the same rows go on, nothing changes: the later step says so for both.
    stairs.reverse();
    stairs.dedup_by(|later, earlier| later.rows == earlier.rows);
    stairs.reverse();
    Some(stairs)
}

/// All moments, cut at every bound, so that each row covers a cell wholly or not at all.
fn cells(stretches: &[Stretch]) -> Vec<Stretch> {
    let days = segments(stretches.iter().map(|stretch| stretch.days));
    let hours = segments(stretches.iter().map(|stretch| stretch.hours));
    let pairs = days.iter().flat_map(|days| hours.iter().map(|hours| Stretch { days: *days, hours: *hours }));
    pairs.filter(|cell| cell.exists()).collect()
}

fn segments(ranges: impl Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    let mut starts: Vec<i64> = ranges.flat_map(|(from, to)| [from, to + 1]).filter(|at| at.abs() < FAR).collect();
    starts.push(-FAR);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([FAR]);
    starts.iter().copied().zip(ends).collect()
}

/// Takes together cells that lie side by side.
fn merged(cells: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut merged: Vec<Stretch> = Vec::new();
    for cell in cells {
        match merged.last_mut() {
            Some(last) if last.hours == cell.hours && last.days.1 + 1 == cell.days.0 => last.days.1 = cell.days.1,
            Some(last) if last.days == cell.days && last.hours.1 + 1 == cell.hours.0 => last.hours.1 = cell.hours.1,
            _ => merged.push(cell),
        }
    }
    merged
}
