//! Whether a table of tiers covers all time: which moments no tier covers, and which two tiers cover.
//!
//! All moments are cut into cells at every bound, on each measure that the table counts with, so that each tier covers a
//! cell wholly or not at all. Where the measures of one distance differ (hours and days, months and working days), not every
//! cell exists; one is left out only where it is certain that no calendar has it. So a table that is accepted covers all
//! time, and one that does in truth may be refused: it needs an `otherwise`.

mod axis;
mod cells;
mod phrase;
#[cfg(test)]
mod tests;

use crate::calendar::Week;
use crate::policy::ProductSet;
use crate::policy::building_blocks::{Bound, Condition, Conditions};
use crate::policy::forms::Stair;

use super::truth::{Known, assignments, possible_of};
use axis::{FAR, Measure};
pub(super) use cells::{Cell, Row};
use cells::{cells, merged};

/// Nobody reads more gaps of one table.
const MAX_GAPS: usize = 10;
/// Uncovered cells that are taken together to gaps.
const MAX_UNCOVERED: usize = 1_000;

/// Moments that no tier covers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) cell: Cell,
    /// The conditions under which it is one; empty when it always is.
    pub(super) known: Known,
}

impl Row<'_> {
    fn holds(&self, known: &Known) -> bool {
        self.conditions.when.iter().all(|condition| known.contains(&(*condition, true)))
            && self.conditions.unless.iter().all(|condition| known.contains(&(*condition, false)))
    }

    /// Whether some moment lies within the bounds, under a clause's conditions, whatever words hold.
    pub(super) fn is_possible(&self, clause: &Conditions) -> bool {
        cells(&[self], clause).is_none_or(|cells| cells.iter().any(|cell| self.covers(cell)))
    }
}

/// Whether a lower bound is longer than an upper one of the same measure.
pub(super) fn is_longer(lower: Bound, upper: Bound, week: Week) -> bool {
    let ((lower, from), (upper, to)) = (Measure::of(lower.period, week), Measure::of(upper.period, week));
    lower == upper && from > to
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

/// Whether conditions can all hold together for one of some types of product, days aside.
pub(super) fn together(conditions: &[&Conditions], products: ProductSet) -> bool {
    possible_of(&conditions.iter().flat_map(|conditions| known_of(conditions)).collect::<Known>(), products)
}

/// The moments that no row covers, neighbours taken together: the first [`MAX_GAPS`] of them. There may be at most 128
/// rows and as many open conditions as the limits allow. `None`: there are too many cells to tell.
pub(super) fn gaps(rows: &[Row<'_>], clause: &Conditions, products: ProductSet) -> Option<Vec<Gap>> {
    let covering = |cell: &Cell| mask(rows.iter().map(|row| row.covers(cell)));
    let cells: Vec<Cell> = cells(&rows.iter().collect::<Vec<_>>(), clause)?;
    let cells: Vec<(&Cell, u128)> = cells.iter().map(|cell| (cell, covering(cell))).collect();
    let ways = assignments(&open_conditions(rows, clause), &known_of(clause), products);
    let mut gaps: Vec<(Gap, usize)> = Vec::new();
    for known in &ways {
        let active = mask(rows.iter().map(|row| row.holds(known)));
        let uncovered = cells.iter().filter(|(_, covering)| covering & active == 0).map(|(cell, _)| (*cell).clone());
        for cell in merged(uncovered.take(MAX_UNCOVERED)) {
            if let Some((_, count)) = gaps.iter_mut().find(|(gap, _)| gap.cell == cell) {
                *count += 1;
            } else if gaps.len() < MAX_GAPS {
                gaps.push((Gap { cell, known: known.clone() }, 1));
            }
        }
    }
    let always =
        |(gap, count): (Gap, usize)| if count == ways.len() { Gap { known: Known::new(), ..gap } } else { gap };
    Some(gaps.into_iter().map(always).collect())
}

/// The rows for which something is so, as the bits of a number.
fn mask(rows: impl Iterator<Item = bool>) -> u128 {
    rows.enumerate()
        .filter(|(_, so)| *so)
        .fold(0, |mask, (row, _)| mask | u32::try_from(row).ok().and_then(|row| 1_u128.checked_shl(row)).unwrap_or(0))
}

/// Where two rows both apply: the first such moments.
pub(super) fn overlap(a: &Row<'_>, b: &Row<'_>, clause: &Conditions, products: ProductSet) -> Option<Cell> {
    if !together(&[clause, a.conditions, b.conditions], products) {
        return None;
    }
    let cells = cells(&[a, b], clause)?;
    merged(cells.into_iter().filter(|cell| a.covers(cell) && b.covers(cell))).into_iter().next()
}

/// The staircase of the bounds of rows; `None` where one counts anything but whole days.
pub(super) fn stairs(rows: &[Row<'_>]) -> Option<Vec<Stair>> {
    let ranges: Vec<(i64, i64)> = rows.iter().map(days).collect::<Option<_>>()?;
    let starts = segments(&ranges);
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([FAR]);
    let stair = |(first, last): (i64, i64)| {
        let within = |(from, to): &(i64, i64)| *from <= first && last <= *to;
        let rows = ranges.iter().enumerate().filter(|(_, range)| within(range)).map(|(place, _)| place).collect();
        Stair { least: if first > -FAR { first } else { i64::MIN }, rows }
    };
    let mut stairs: Vec<Stair> = starts.iter().copied().zip(ends).map(stair).collect();
    // Where the same rows go on, nothing changes: the later step says so for both.
    stairs.dedup_by(|earlier, later| later.rows == earlier.rows);
    stairs.reverse();
    Some(stairs)
}

/// The days before the anchor on which a row applies, if it counts whole days.
fn days(row: &Row<'_>) -> Option<(i64, i64)> {
    let end = |bound: Option<Bound>| match bound.map(|b| (b, Measure::of(b.period, row.week))) {
        None => Some(None),
        Some((bound, (Measure::Days, end))) if bound.at.is_none() => Some(Some((end, i64::from(!bound.inclusive)))),
        Some(_) => None,
    };
    let lower = end(row.bounds.lower)?.map_or(-FAR, |(end, out)| end + out);
    let upper = end(row.bounds.upper)?.map_or(FAR, |(end, out)| end - out);
    Some((lower, upper))
}

/// Where something changes, from the latest to the longest before.
fn segments(ranges: &[(i64, i64)]) -> Vec<i64> {
    let mut starts: Vec<i64> =
        ranges.iter().flat_map(|(from, to)| [*from, to + 1]).filter(|at| at.abs() < FAR).collect();
    starts.push(-FAR);
    starts.sort_unstable();
    starts.dedup();
    starts
}
