//! All moments, cut at every bound of some rows, so that each row applies in a cell wholly or not at all.

use super::axis::{Axis, FAR, Reference, cuts, reaches};
use crate::calendar::Week;
use crate::policy::building_blocks::{Anchor, Conditions, DayCondition, DayKind, Since, TierBounds};
use crate::policy::load::limits::LIMITS;

/// One tier, as far as it matters here.
#[derive(Clone, Copy)]
pub(in crate::policy::load::build) struct Row<'r> {
    pub(in crate::policy::load::build) bounds: TierBounds,
    pub(in crate::policy::load::build) since: Option<Since>,
    pub(in crate::policy::load::build) conditions: &'r Conditions,
    /// The days of the week that are working days.
    pub(in crate::policy::load::build) week: Week,
}

/// Moments that are alike: a stretch on each axis, ends included, in the order of the axes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::policy::load::build) struct Cell(pub(super) Vec<(Axis, (i64, i64))>);

/// The cells of some rows under a clause's conditions; `None` when there are too many.
pub(super) fn cells(rows: &[&Row<'_>], clause: &Conditions) -> Option<Vec<Cell>> {
    let mut starts: Vec<(Axis, i64)> = rows.iter().flat_map(|row| row.cuts()).collect();
    starts.extend(clause.day.iter().flat_map(cuts_of_day));
    starts.sort_unstable();
    starts.dedup();
    let mut cells = vec![Cell(Vec::new())];
    while let Some(&(axis, _)) = starts.first() {
        let others = starts.split_off(starts.partition_point(|(other, _)| *other == axis));
        let stretches = stretches(axis, std::mem::replace(&mut starts, others).into_iter().map(|(_, start)| start));
        let longer = |cell: &Cell| -> Vec<Cell> {
            let with = |stretch| Cell(cell.0.iter().copied().chain([(axis, stretch)]).collect());
            stretches.iter().map(|stretch| with(*stretch)).filter(Cell::exists).collect()
        };
        let mut next = Vec::new();
        for cell in &cells {
            next.extend(longer(cell));
            if next.len() > LIMITS.moments {
                return None;
            }
        }
        cells = next;
    }
    let on_day = |cell: &Cell| clause.day.as_ref().is_none_or(|day| holds_on(day, &|axis| cell.at(axis)));
    cells.retain(on_day);
    Some(cells)
}

/// The stretches of an axis that begin at some positions.
fn stretches(axis: Axis, starts: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let (least, most) = axis.range();
    let starts: Vec<i64> =
        std::iter::once(least).chain(starts.filter(|start| (least + 1..=most).contains(start))).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([most]);
    starts.iter().copied().zip(ends).collect()
}

impl Row<'_> {
    fn cuts(&self) -> Vec<(Axis, i64)> {
        let mut all = both(&self.bounds, Reference::Before, self.week);
        if let Some(since) = self.since {
            all.extend(both(&since.bounds, Reference::Since(since.anchor), self.week));
            all.extend(since.unknown_holds.map(|_| (Axis::IsKnown(since.anchor), 1)));
        }
        all.extend(self.conditions.day.iter().flat_map(cuts_of_day));
        all
    }

    /// Whether the row applies in a cell, when its conditions hold.
    pub(super) fn covers(&self, cell: &Cell) -> bool {
        let at = |axis| cell.at(axis);
        within(&self.bounds, Reference::Before, self.week, &at)
            && self.since.is_none_or(|since| within_since(since, self.week, cell))
            && self.conditions.day.as_ref().is_none_or(|day| holds_on(day, &at))
    }
}

fn both(bounds: &TierBounds, reference: Reference, week: Week) -> Vec<(Axis, i64)> {
    let upper = bounds.upper.map(|bound| bound.opposite());
    bounds.lower.into_iter().chain(upper).flat_map(|bound| cuts(bound, reference, week)).collect()
}

fn within(bounds: &TierBounds, reference: Reference, week: Week, at: &dyn Fn(Axis) -> i64) -> bool {
    bounds.lower.is_none_or(|bound| reaches(bound, reference, week, at))
        && bounds.upper.is_none_or(|bound| !reaches(bound.opposite(), reference, week, at))
}

/// Where the anchor is not known and must be, there is no answer, so that nothing is left uncovered.
fn within_since(since: Since, week: Week, cell: &Cell) -> bool {
    match cell.get(Axis::IsKnown(since.anchor)) {
        Some((0, 0)) => since.unknown_holds.unwrap_or(true),
        _ => within(&since.bounds, Reference::Since(since.anchor), week, &|axis| cell.at(axis)),
    }
}

fn cuts_of_day(day: &DayCondition) -> Vec<(Axis, i64)> {
    let of_kind = |kind: &DayKind| match weekday(*kind) {
        Some(weekday) => vec![(Axis::Weekday(day.of), weekday), (Axis::Weekday(day.of), weekday + 1)],
        None => vec![(Axis::Holiday(day.of), 1)],
    };
    let dates = [day.from, day.until].into_iter().flatten().map(|date| (Axis::Date(day.of), i64::from(date.days())));
    let season = day.season.into_iter().flat_map(|season| [season.from(), season.until()]);
    let season = season.map(|turn| (Axis::YearDay(day.of), i64::from(turn.place())));
    let times = day.time.into_iter().flat_map(|hours| [hours.from, hours.until]);
    let times = times.map(|time| (Axis::TimeOf(day.of), time.seconds()));
    day.on.iter().flat_map(of_kind).chain(dates).chain(season).chain(times).collect()
}

fn holds_on(day: &DayCondition, at: &dyn Fn(Axis) -> i64) -> bool {
    let is = |kind: &DayKind| match weekday(*kind) {
        Some(weekday) => at(Axis::Weekday(day.of)) == weekday,
        None => at(Axis::Holiday(day.of)) == 1,
    };
    let date = || at(Axis::Date(day.of));
    (day.on.is_empty() || day.on.iter().any(is))
        && day.from.is_none_or(|from| date() >= from.days().into())
        && day.until.is_none_or(|until| date() < until.days().into())
        && day.season.is_none_or(|season| u32::try_from(at(Axis::YearDay(day.of))).is_ok_and(|at| season.has_place(at)))
        && day.time.is_none_or(|hours| hours.contains(at(Axis::TimeOf(day.of))))
}

/// The place of a day of the week, from Monday; `None` for holidays.
fn weekday(kind: DayKind) -> Option<i64> {
    let place = DayKind::ALL.iter().position(|other| *other == kind)?;
    i64::try_from(place).ok().filter(|_| kind != DayKind::Holiday)
}

impl Cell {
    pub(super) fn get(&self, axis: Axis) -> Option<(i64, i64)> {
        self.0.iter().find(|(other, _)| *other == axis).map(|(_, stretch)| *stretch)
    }

    /// A position in the cell: each is as good as another.
    pub(super) fn at(&self, axis: Axis) -> i64 {
        match self.get(axis) {
            Some((from, to)) if from <= -FAR => to,
            Some((from, _)) => from,
            None => axis.range().0,
        }
    }

    /// Whether some moment may lie in it: all its measures of one distance allow for the same number of days.
    pub(super) fn exists(&self) -> bool {
        self.references().all(|reference| {
            let days = self.measures(reference).map(|(measure, stretch)| measure.days(stretch));
            let (least, most) = days.fold((-FAR, FAR), |a, b| (a.0.max(b.0), a.1.min(b.1)));
            least <= most
        })
    }

    fn references(&self) -> impl Iterator<Item = Reference> {
        let of = |axis: &Axis| match axis {
            Axis::Distance(reference, _) => Some(*reference),
            _ => None,
        };
        self.0.iter().filter_map(move |(axis, _)| of(axis))
    }

    fn measures(&self, reference: Reference) -> impl Iterator<Item = (super::axis::Measure, (i64, i64))> {
        self.0.iter().filter_map(move |(axis, stretch)| match axis {
            Axis::Distance(other, measure) if *other == reference => Some((*measure, *stretch)),
            _ => None,
        })
    }

    /// Whether it is certain that moments lie in it: only one measure of a distance is bounded, or days and hours are.
    pub(in crate::policy::load::build) fn is_certain(&self) -> bool {
        use super::axis::Measure;
        self.references().all(|reference| {
            let bounded: Vec<Measure> = self
                .measures(reference)
                .filter(|(_, stretch)| *stretch != (-FAR, FAR))
                .map(|(measure, _)| measure)
                .collect();
            bounded.len() < 2 || bounded.iter().all(|measure| matches!(measure, Measure::Days | Measure::Minutes))
        })
    }

    /// The two cells as one, when they lie side by side.
    fn joined(&self, other: &Cell) -> Option<Cell> {
        let mut differing = self.0.iter().zip(&other.0).enumerate().filter(|(_, (a, b))| a != b);
        let (place, ((axis, a), (_, b))) = differing.next()?;
        let adjacent = differing.next().is_none() && (a.1 + 1 == b.0 || b.1 + 1 == a.0);
        let mut joined = self.clone();
        *joined.0.get_mut(place)? = (*axis, (a.0.min(b.0), a.1.max(b.1)));
        adjacent.then_some(joined)
    }
}

/// Takes together cells that lie side by side.
pub(super) fn merged(cells: impl Iterator<Item = Cell>) -> Vec<Cell> {
    let mut merged: Vec<Cell> = Vec::new();
    for cell in cells {
        let mut cell = cell;
        while let Some((place, joined)) =
            merged.iter().enumerate().rev().find_map(|(place, known)| Some((place, known.joined(&cell)?)))
        {
            merged.remove(place);
            cell = joined;
        }
        merged.push(cell);
    }
    merged
}

/// The anchors whose days matter, for what is said of a cell.
pub(super) fn anchor_of(axis: Axis) -> Option<Anchor> {
    match axis {
        Axis::IsKnown(anchor)
        | Axis::Weekday(anchor)
        | Axis::Holiday(anchor)
        | Axis::Date(anchor)
        | Axis::YearDay(anchor)
        | Axis::TimeOf(anchor) => Some(anchor),
        Axis::Distance(..) | Axis::Time => None,
    }
}
