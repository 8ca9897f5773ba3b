//! The windows of the rows of a table of tiers on the time line, for a start of performance that stands for all.

use super::scene::{at_hour, noon, start_day};
use crate::calendar::{Instant, Week, Zone};
use crate::policy::Policy;
use crate::policy::building_blocks::{Bound, Mark, TierBounds};
use crate::policy::forms::Tiers;

/// The notices to which a row applies: from the first instant up to, not including, the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowWindow {
    pub(super) from: Option<Instant>,
    pub(super) until: Option<Instant>,
}

impl RowWindow {
    /// The window of a row, for a start.
    pub(super) fn of(bounds: &TierBounds, start: Instant, policy: &Policy) -> Option<RowWindow> {
        let mark = Mark::new(start, &policy.zone);
        let edge = |bound: Bound| bound.edge_before(mark, policy)?.instant(&policy.zone);
        let until = match bounds.lower {
            Some(bound) => Some(edge(bound)?),
            None => None,
        };
        let from = match bounds.upper {
            // At most N before is: not more than N before.
            Some(bound) => Some(edge(bound.opposite())?),
            None => None,
        };
        Some(RowWindow { from, until })
    }

    /// What two windows have in common.
    pub(super) fn overlap(self, other: RowWindow) -> Option<RowWindow> {
        let from = [self.from, other.from].into_iter().flatten().max();
        let until = [self.until, other.until].into_iter().flatten().min();
        let empty = matches!((from, until), (Some(from), Some(until)) if from >= until);
        (!empty).then_some(RowWindow { from, until })
    }

    /// Whether an instant lies in it.
    pub(super) fn contains(self, at: Instant) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Instants in it by which a notice that office hours make count later is avoided: the example, and the hours of its
    /// first day.
    pub(super) fn examples(self, zone: &Zone) -> impl Iterator<Item = Instant> {
        let example = self.example(zone);
        let day = zone.date_of(example);
        let hours = (0..24).map(move |hour| at_hour(zone, day, hour)).filter(move |at| self.contains(*at));
        std::iter::once(example).chain(hours)
    }

    /// An instant in it, noon of its first day where that lies in it.
    pub(super) fn example(self, zone: &Zone) -> Instant {
        let edge = self.from.or_else(|| self.until.map(Instant::prev)).unwrap_or(Instant::MIN);
        let midday = noon(zone, zone.date_of(edge));
        if self.contains(midday) { midday } else { edge }
    }
}

/// The starts that stand for all: one in office hours; where hours and days meet in one table, the ends of a day too.
pub(super) fn starts(tiers: &Tiers, zone: &Zone) -> Vec<Instant> {
    let elapse = |bound: Bound| bound.period.elapsed().is_some();
    let mixed = bounds(tiers).any(elapse) && !bounds(tiers).all(elapse);
    let hours: &[i64] = if mixed { &[10, 0, 23] } else { &[10] };
    hours.iter().map(|hour| at_hour(zone, start_day(), *hour)).collect()
}

/// The same starts, and those of the days after: past any run of days on which a notice would count later.
pub(super) fn more_starts(tiers: &Tiers, zone: &Zone) -> Vec<Instant> {
    let starts = starts(tiers, zone);
    (0..10).flat_map(|days| starts.iter().filter_map(move |start| start.plus_hours(24 * days))).collect()
}

fn bounds(tiers: &Tiers) -> impl Iterator<Item = Bound> {
    tiers.rows.iter().flat_map(|row| [row.bounds.lower, row.bounds.upper]).flatten()
}

/// An instant of conclusion that comes before every window of a table, by a month or more.
pub(super) fn concluded(tiers: &Tiers, start: Instant, week: Week) -> Instant {
    let longest = bounds(tiers).map(|bound| bound.period.most_days(week)).max().unwrap_or(0);
    start.plus_hours(-24 * (longest + 60)).unwrap_or(Instant::MIN)
}

/// The window of each row, for a start; `None` where it leaves the supported range.
pub(super) fn of_rows(tiers: &Tiers, start: Instant, policy: &Policy) -> Vec<Option<RowWindow>> {
    tiers.rows.iter().map(|row| RowWindow::of(&row.bounds, start, policy)).collect()
}

/// The stretches of time on which each row applies wholly or not at all, in order.
pub(super) fn cells(tiers: &Tiers, start: Instant, policy: &Policy) -> Vec<RowWindow> {
    between(&of_rows(tiers, start, policy))
}

/// The stretches of time between the edges of some windows, in order.
pub(super) fn between(windows: &[Option<RowWindow>]) -> Vec<RowWindow> {
    let mut edges: Vec<Instant> =
        windows.iter().flatten().flat_map(|window| [window.from, window.until]).flatten().collect();
    edges.sort_unstable();
    edges.dedup();
    let froms = std::iter::once(None).chain(edges.iter().copied().map(Some));
    let untils = edges.iter().copied().map(Some).chain([None]);
    froms.zip(untils).map(|(from, until)| RowWindow { from, until }).collect()
}

/// The rows that apply at an instant, by their index, whatever their conditions.
pub(super) fn rows_at(of_rows: &[Option<RowWindow>], at: Instant) -> Vec<usize> {
    let applies = |window: &Option<RowWindow>| window.is_some_and(|window| window.contains(at));
    of_rows.iter().enumerate().filter(|(_, window)| applies(window)).map(|(row, _)| row).collect()
}
