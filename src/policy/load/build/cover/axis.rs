//! What a moment is measured by, and which measures go together.
//!
//! Days before an anchor are whole numbers. Elapsed time is not: its line has `2 n` for exactly `n` minutes, and `2 n + 1` for
//! what lies between `n` and `n + 1`. So have working days and months, whose `n`th day before an anchor is one day, with
//! other days between it and the next. All of these are measures of one distance, so that not every combination exists:
//! with N days between two civil dates lie more than N - 1 and less than N + 1 days of time, give or take the hour of a clock
//! change; a month has 28 to 31 days; working days come no closer than the policy's week has them, five in seven days
//! unless it says otherwise, and no thinner than the calendars have them. What these say is certain, and no more is said: of combinations that no calendar has, some count as existing.

use crate::calendar::{Period, Unit, Week};
use crate::policy::building_blocks::{Anchor, Bound};
use std::cmp::Ordering;

/// Beyond every bound that can be written, on every line.
pub(super) const FAR: i64 = 1_000_000_000_000;

/// What a moment is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    /// How long it lies before or after something.
    Distance(Reference, Measure),
    /// The time of day of the act, in half seconds: `2 n` is `n` seconds after 00:00 on the clock.
    Time,
    /// Whether an anchor is known: 0 or 1.
    IsKnown(Anchor),
    /// The day of the week of an anchor, Monday being 0.
    Weekday(Anchor),
    /// Whether an anchor falls on a holiday: 0 or 1.
    Holiday(Anchor),
    /// The civil date of an anchor, in days since 1970-01-01.
    Date(Anchor),
    /// The place of that date in its year ([`YearDay::place`](crate::calendar::YearDay::place)).
    YearDay(Anchor),
    /// The time of day of an anchor, in seconds after 00:00 on the clock.
    TimeOf(Anchor),
}

/// What a distance is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reference {
    /// Before the anchor of the table.
    Before,
    /// After another.
    Since(Anchor),
}

/// How a distance is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// In civil days.
    Days,
    /// In minutes of elapsed time.
    Minutes,
    /// In working days of a week; where the day of the anchor counts, one of them is a day nearer.
    WorkingDays { including_day: bool, week: Week },
    /// In months; likewise.
    Months { including_day: bool },
}

/// A day on the line of minutes; and less than that and the hour by which the clock may change.
const DAY: i64 = 24 * 120;
const WITHIN: i64 = DAY + 120 - 1;

impl Axis {
    /// The least and the greatest position.
    pub(super) const fn range(self) -> (i64, i64) {
        match self {
            Axis::Distance(..) | Axis::Time | Axis::Date(_) => (-FAR, FAR),
            Axis::IsKnown(_) | Axis::Holiday(_) => (0, 1),
            Axis::Weekday(_) => (0, 6),
            Axis::YearDay(_) => (0, 12 * 31 - 1),
            Axis::TimeOf(_) => (0, 86_399),
        }
    }
}

impl Measure {
    /// The measure of a period, and where on its line the period ends.
    pub(super) fn of(period: Period, week: Week) -> (Measure, i64) {
        let (count, including_day) = (i64::from(period.count), period.including_day);
        match period.unit {
            Unit::Minutes => (Measure::Minutes, 2 * count),
            Unit::Hours => (Measure::Minutes, 120 * count),
            Unit::Days => (Measure::Days, count - i64::from(including_day)),
            Unit::Weeks => (Measure::Days, count * 7 - i64::from(including_day)),
            Unit::WorkingDays => (Measure::WorkingDays { including_day, week }, 2 * count),
            Unit::Months => (Measure::Months { including_day }, 2 * count),
            Unit::Years => (Measure::Months { including_day }, 2 * 12 * count),
        }
    }

    /// In how many civil days a range on this line may lie, at least and at most.
    pub(super) fn days(self, (from, to): (i64, i64)) -> (i64, i64) {
        match self {
            Measure::Days => (from, to),
            Measure::Minutes => ((from - WITHIN).div_ceil_of(DAY), (to + WITHIN).div_euclid(DAY)),
            Measure::WorkingDays { .. } | Measure::Months { .. } => (self.least_days(from), self.most_days(to)),
        }
    }

    fn least_days(self, position: i64) -> i64 {
        match position {
            ..0 => -FAR,
            _ if position >= FAR => FAR,
            // On the nth day, or past it.
            _ => self.nth_day(position.div_euclid(2)).0 + position.rem_euclid(2),
        }
    }

    fn most_days(self, position: i64) -> i64 {
        match position {
            _ if position <= -FAR => -FAR,
            ..0 => self.nth_day(0).1 - 1,
            _ if position >= FAR => FAR,
            _ if position % 2 == 0 => self.nth_day(position / 2).1,
            // Short of the next.
            _ => self.nth_day(position / 2 + 1).1 - 1,
        }
    }

    /// How many civil days the nth day of the count lies away, at least and at most.
    fn nth_day(self, n: i64) -> (i64, i64) {
        let ((least, most), including_day) = match self {
            Measure::Days | Measure::Minutes => ((n, n), false),
            Measure::WorkingDays { including_day, week } => ((week.least_days(n), week.most_days(n)), including_day),
            Measure::Months { including_day } => (months(n), including_day),
        };
        let nearer = i64::from(including_day);
        // A free day is no first day: its count is the same whether it would count or not.
        let kept = matches!(self, Measure::WorkingDays { .. }) && n > 0;
        (least - nearer, if kept { most } else { most - nearer })
    }
}

/// Months by twelve are years of 365 or 366 days; the others are the shortest and the longest that follow each other.
fn months(n: i64) -> (i64, i64) {
    let (years, rest) = (n.div_euclid(12), n.rem_euclid(12));
    let lengths = |february: i64| [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let run = |lengths: [i64; 12], first: usize| -> i64 {
        lengths.iter().cycle().skip(first).take(usize::try_from(rest).unwrap_or_default()).sum()
    };
    let least = (0..12).map(|first| run(lengths(28), first)).min().unwrap_or_default();
    let most = (0..12).map(|first| run(lengths(29), first)).max().unwrap_or_default();
    (years * 365 + least, years * 366 + most)
}

/// Division that rounds up.
trait DivCeil {
    fn div_ceil_of(self, by: i64) -> i64;
}

impl DivCeil for i64 {
    fn div_ceil_of(self, by: i64) -> i64 {
        -(-self).div_euclid(by)
    }
}

/// The positions, on the axes of a lower bound, from which on something else holds.
pub(super) fn cuts(bound: Bound, reference: Reference, week: Week) -> Vec<(Axis, i64)> {
    let (measure, end) = Measure::of(bound.period, week);
    let axis = Axis::Distance(reference, measure);
    match bound.at {
        None => vec![(axis, end + i64::from(!bound.inclusive))],
        Some(time) => {
            let time = 2 * time.seconds();
            vec![(axis, end), (axis, end + 1), (Axis::Time, time), (Axis::Time, time + 1)]
        }
    }
}

/// Whether a moment lies at least (or more than) so long before or after something.
pub(super) fn reaches(bound: Bound, reference: Reference, week: Week, at: &dyn Fn(Axis) -> i64) -> bool {
    let (measure, end) = Measure::of(bound.period, week);
    let on_the_day = at(Axis::Distance(reference, measure)).cmp(&end);
    let time = bound.at.map_or(Ordering::Equal, |time| at(Axis::Time).cmp(&(2 * time.seconds())));
    // The later on the day, the longer after, and the shorter before.
    let time = if reference == Reference::Before { time.reverse() } else { time };
    match on_the_day.then(time) {
        Ordering::Less => false,
        Ordering::Equal => bound.inclusive,
        Ordering::Greater => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Date, Holidays};

    /// What is said of the nth working day and of months holds in every calendar, from every day of some years, before and
    /// after; and it is not said too loosely.
    #[test]
    fn counts_lie_within_what_is_said_of_them() {
        let first = Date::new(2023, 1, 1).unwrap();
        let days: Vec<Date> = (0..366 * 5).map(|n| first.plus_days(n).unwrap()).collect();
        for (unit, counts) in [
            (Unit::WorkingDays, &[0, 1, 2, 5, 6, 10, 23][..]),
            (Unit::Months, &[0, 1, 2, 3, 6, 11, 12, 13]),
            (Unit::Years, &[1, 4]),
        ] {
            let calendars = if unit == Unit::WorkingDays { 25 } else { 1 };
            for (n, including_day) in counts.iter().flat_map(|n| [(*n, false), (*n, true)]) {
                if including_day && n == 0 {
                    continue;
                }
                let period = Period { count: n, unit, including_day };
                let (measure, position) = Measure::of(period, Week::MONDAY_TO_FRIDAY);
                let (least, most) = measure.days((position, position));
                let (mut nearest, mut furthest) = (FAR, -FAR);
                for holidays in Holidays::all().take(calendars) {
                    for day in &days {
                        for other in [period.before(*day, holidays).unwrap(), period.after(*day, holidays).unwrap()] {
                            let distance = day.days_until(other).abs();
                            nearest = nearest.min(distance);
                            furthest = furthest.max(distance);
                        }
                    }
                }
                assert!(least <= nearest && furthest <= most, "{period}: {nearest} to {furthest} in {least} to {most}");
                assert!(nearest - least <= 1, "{period}: {nearest} to {furthest} in {least} to {most}");
                let loose = if unit == Unit::WorkingDays { n } else { 4 };
                assert!(most - furthest <= i64::from(loose) + 6, "{period}: {furthest} in {most}");
            }
        }
    }

    #[test]
    fn months_are_as_short_and_as_long_as_they_get() {
        assert_eq!([0, 1, 2, 3, 11, 12, 13].map(months).map(|(least, _)| least), [0, 28, 59, 89, 334, 365, 393]);
        assert_eq!([0, 1, 2, 3, 11, 12, 13].map(months).map(|(_, most)| most), [0, 31, 62, 92, 337, 366, 397]);
    }

    #[test]
    fn between_two_counts_lie_other_days() {
        let months = Measure::Months { including_day: false };
        assert_eq!(months.days((2, 2)), (28, 31));
        assert_eq!(months.days((3, 3)), (29, 61));
        assert_eq!(months.days((-FAR, -1)), (-FAR, -1));
        assert_eq!(months.days((0, 0)), (0, 0));
        assert_eq!(months.days((1, FAR)), (1, FAR));
        let including = Measure::Months { including_day: true };
        assert_eq!(including.days((2, 2)), (27, 30));
        assert_eq!(Measure::Minutes.days((2 * DAY, 2 * DAY)), (1, 3));
    }
}
