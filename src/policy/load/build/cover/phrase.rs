//! Moments in words, as a person would say them: `29 to 42 days before`.

use super::axis::{Axis, FAR, Measure, Reference};
use super::cells::{Cell, anchor_of};
use crate::calendar::{Date, TimeOfDay, Unit, YearDay};
use crate::policy::building_blocks::{Anchor, DayKind};

impl Cell {
    /// As a person would say it, about a table of rows before an anchor: ``29 to 42 days before `starts_at` ``.
    pub(in crate::policy::load::build) fn phrase(&self, before: Anchor) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.distance(Reference::Before, "before", before));
        let mut since: Vec<Anchor> = self.0.iter().filter_map(|(axis, _)| since_of(*axis)).collect();
        since.dedup();
        parts.extend(since.into_iter().filter_map(|anchor| self.distance(Reference::Since(anchor), "after", anchor)));
        parts.extend(self.get(Axis::Time).and_then(time));
        if parts.is_empty() {
            parts.push(format!("at any time before or after `{before}`"));
        }
        let of_days = self.0.iter().filter_map(|(axis, stretch)| day(*axis, *stretch));
        parts.into_iter().chain(of_days).collect::<Vec<_>>().join(", ")
    }

    fn distance(&self, from: Reference, word: &str, anchor: Anchor) -> Option<String> {
        let of = |(axis, stretch): &(Axis, (i64, i64))| match axis {
            Axis::Distance(reference, measure) if *reference == from => measured(*measure, *stretch),
            _ => None,
        };
        let parts: Vec<String> = self.0.iter().filter_map(of).collect();
        (!parts.is_empty()).then(|| format!("{} {word} `{anchor}`", parts.join(" and ")))
    }
}

fn since_of(axis: Axis) -> Option<Anchor> {
    match axis {
        Axis::Distance(Reference::Since(anchor), _) => Some(anchor),
        _ => None,
    }
}

fn measured(measure: Measure, stretch: (i64, i64)) -> Option<String> {
    let first_day = |including_day: bool| if including_day { crate::calendar::Period::INCLUDING_DAY } else { "" };
    match measure {
        Measure::Days => days(stretch),
        Measure::Minutes => elapsed(stretch),
        Measure::WorkingDays { including_day } => {
            line(stretch, &format!("{}{}", Unit::WorkingDays.names().1, first_day(including_day)))
        }
        Measure::Months { including_day } => {
            line(stretch, &format!("{}{}", Unit::Months.names().1, first_day(including_day)))
        }
    }
}

fn days((first, last): (i64, i64)) -> Option<String> {
    match (first > -FAR, last < FAR) {
        (false, false) => None,
        (true, false) => Some(format!("{first} days or more")),
        (false, true) => Some(format!("less than {} days", last + 1)),
        (true, true) if first == last => Some(format!("{first} days")),
        (true, true) => Some(format!("{first} to {last} days")),
    }
}

/// A stretch of the line of minutes, in hours where both ends are whole hours.
fn elapsed((from, to): (i64, i64)) -> Option<String> {
    // Just after n is 2 n + 1, and just before it 2 n - 1.
    let (lower, upper) = (from.div_euclid(2), (to + 1).div_euclid(2));
    let of_hours = |end: i64, bounded: bool| !bounded || end.rem_euclid(60) == 0;
    if !of_hours(lower, from > -FAR) || !of_hours(upper, to < FAR) {
        return line((from, to), Unit::Minutes.names().1);
    }
    let from = if from > -FAR { lower / 60 * 2 + from.rem_euclid(2) } else { from };
    let to = if to < FAR { upper / 60 * 2 - to.rem_euclid(2) } else { to };
    line((from, to), Unit::Hours.names().1)
}

/// A stretch of a line on which `2 n` is exactly `n`.
fn line((from, to): (i64, i64), units: &str) -> Option<String> {
    let lower = match from.rem_euclid(2) {
        0 => format!("{} {units} or more", from / 2),
        _ => format!("more than {} {units}", from.div_euclid(2)),
    };
    let upper = match to.rem_euclid(2) {
        0 => format!("{} {units} or less", to / 2),
        _ => format!("less than {} {units}", to.div_euclid(2) + 1),
    };
    match (from > -FAR, to < FAR) {
        (false, false) => None,
        (true, false) => Some(lower),
        (false, true) => Some(upper),
        (true, true) if from == to && from % 2 == 0 => Some(format!("exactly {} {units}", from / 2)),
        (true, true) => Some(format!("{lower} and {upper}")),
    }
}

fn time((from, to): (i64, i64)) -> Option<String> {
    let clock = |half_seconds: i64| {
        let minutes = u16::try_from(half_seconds.div_euclid(120)).ok();
        minutes.and_then(TimeOfDay::new).map_or_else(String::new, |time| time.to_string())
    };
    let lower = if from % 2 == 0 { format!("from {}", clock(from)) } else { format!("after {}", clock(from)) };
    let upper = if to % 2 == 0 { format!("until {}", clock(to)) } else { format!("before {}", clock(to + 1)) };
    match (from > -FAR, to < FAR) {
        (false, false) => None,
        (true, false) => Some(lower),
        (false, true) => Some(upper),
        (true, true) if from == to => Some(format!("at {} exactly", clock(from))),
        (true, true) => Some(format!("{lower} and {upper}")),
    }
}

fn day(axis: Axis, stretch: (i64, i64)) -> Option<String> {
    let anchor = anchor_of(axis).filter(|_| stretch != axis.range())?;
    let date = |days: i64| i32::try_from(days).ok().and_then(Date::from_days).map(|date| date.to_string());
    let what = match (axis, stretch) {
        (Axis::IsKnown(_), (0, _)) => "is not known".to_owned(),
        (Axis::IsKnown(_), _) => "is known".to_owned(),
        (Axis::Holiday(_), (0, _)) => "is on no holiday".to_owned(),
        (Axis::Holiday(_), _) => "is on a holiday".to_owned(),
        (Axis::Weekday(_), (first, last)) => {
            let name = |place: i64| usize::try_from(place).ok().and_then(|place| DayKind::NAMES.get(place)).copied();
            let (first, last) = (name(first)?, name(last)?);
            if first == last { format!("is on a {first}") } else { format!("is on {first} to {last}") }
        }
        (Axis::YearDay(_), (from, to)) => {
            let day = |place: i64| u32::try_from(place).ok().and_then(YearDay::at_place).map(|day| day.to_string());
            format!("is on {} to {} of a year", day(from)?, day(to)?)
        }
        (_, (from, to)) => match (date(from), date(to)) {
            (Some(from), Some(to)) => format!("is on {from} to {to}"),
            (Some(from), None) => format!("is on {from} or later"),
            (None, Some(to)) => format!("is on {to} or earlier"),
            (None, None) => return None,
        },
    };
    Some(format!("where `{anchor}` {what}"))
}
