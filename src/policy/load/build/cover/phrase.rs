//! Moments in words, as a person would say them: `29 to 42 days before`.

use super::axis::{Axis, FAR, Measure, Reference};
use super::cells::{Cell, anchor_of};
use crate::calendar::{Date, Period, TimeOfDay, Unit, YearDay};
use crate::policy::Summary;
use crate::policy::building_blocks::{Anchor, DayKind};
use crate::vocabulary::{Bilingual, both};

impl Cell {
    /// As a person would say it, about a table of rows before an anchor: ``29 to 42 days before `starts_at` ``.
    pub(in crate::policy::load::build) fn phrase(&self, before: Anchor) -> Summary {
        let mut parts: Vec<Summary> = Vec::new();
        parts.extend(self.distance(Reference::Before, Bilingual::new("before", "voor"), before));
        let mut since: Vec<Anchor> = self.0.iter().filter_map(|(axis, _)| since_of(*axis)).collect();
        since.dedup();
        let after = Bilingual::new("after", "na");
        parts.extend(since.into_iter().filter_map(|anchor| self.distance(Reference::Since(anchor), after, anchor)));
        parts.extend(self.get(Axis::Time).and_then(time));
        if parts.is_empty() {
            parts.push(both!("at any time before or after `{before}`", "op elk tijdstip voor of na `{before}`"));
        }
        let of_days = self.0.iter().filter_map(|(axis, stretch)| day(*axis, *stretch));
        let parts: Vec<Summary> = parts.into_iter().chain(of_days).collect();
        joined(&parts, Bilingual::new(", ", ", "))
    }

    fn distance(&self, from: Reference, word: Bilingual, anchor: Anchor) -> Option<Summary> {
        let of = |(axis, stretch): &(Axis, (i64, i64))| match axis {
            Axis::Distance(reference, measure) if *reference == from => measured(*measure, *stretch),
            _ => None,
        };
        let parts: Vec<Summary> = self.0.iter().filter_map(of).collect();
        let all = joined(&parts, Bilingual::new(" and ", " en "));
        (!parts.is_empty()).then(|| both!("{all} {word} `{anchor}`", "{all} {word} `{anchor}`"; all, word))
    }
}

/// Parts with something between them.
fn joined(parts: &[Summary], between: Bilingual) -> Summary {
    let all = |text: fn(&Summary) -> &str, between: &str| parts.iter().map(text).collect::<Vec<_>>().join(between);
    Summary { nl: all(|part| &part.nl, between.nl), en: all(|part| &part.en, between.en) }
}

fn since_of(axis: Axis) -> Option<Anchor> {
    match axis {
        Axis::Distance(Reference::Since(anchor), _) => Some(anchor),
        _ => None,
    }
}

/// Units, and those of which the day itself is the first.
fn units(unit: Unit, including_day: bool) -> Summary {
    let (en, nl) = (unit.names().1, unit.dutch_names().1);
    match including_day {
        true => Summary {
            nl: format!("{nl}{}", Period::INCLUDING_DAY_IN_DUTCH),
            en: format!("{en}{}", Period::INCLUDING_DAY),
        },
        false => Summary { nl: nl.to_owned(), en: en.to_owned() },
    }
}

fn measured(measure: Measure, stretch: (i64, i64)) -> Option<Summary> {
    match measure {
        Measure::Days => days(stretch),
        Measure::Minutes => elapsed(stretch),
        Measure::WorkingDays { including_day, .. } => line(stretch, &units(Unit::WorkingDays, including_day)),
        Measure::Months { including_day } => line(stretch, &units(Unit::Months, including_day)),
    }
}

fn days((first, last): (i64, i64)) -> Option<Summary> {
    match (first > -FAR, last < FAR) {
        (false, false) => None,
        (true, false) => Some(both!("{first} days or more", "{first} dagen of meer")),
        (false, true) => Some(both!("less than {} days", "minder dan {} dagen", last + 1)),
        (true, true) if first == last => Some(both!("{first} days", "{first} dagen")),
        (true, true) => Some(both!("{first} to {last} days", "{first} tot en met {last} dagen")),
    }
}

/// A stretch of the line of minutes, in hours where both ends are whole hours.
fn elapsed((from, to): (i64, i64)) -> Option<Summary> {
    // Just after n is 2 n + 1, and just before it 2 n - 1.
    let (lower, upper) = (from.div_euclid(2), (to + 1).div_euclid(2));
    let of_hours = |end: i64, bounded: bool| !bounded || end.rem_euclid(60) == 0;
    if !of_hours(lower, from > -FAR) || !of_hours(upper, to < FAR) {
        return line((from, to), &units(Unit::Minutes, false));
    }
    let from = if from > -FAR { lower / 60 * 2 + from.rem_euclid(2) } else { from };
    let to = if to < FAR { upper / 60 * 2 - to.rem_euclid(2) } else { to };
    line((from, to), &units(Unit::Hours, false))
}

/// A stretch of a line on which `2 n` is exactly `n`.
fn line((from, to): (i64, i64), units: &Summary) -> Option<Summary> {
    let lower = match from.rem_euclid(2) {
        0 => both!("{} {units} or more", "{} {units} of meer", from / 2; units),
        _ => both!("more than {} {units}", "meer dan {} {units}", from.div_euclid(2); units),
    };
    let upper = match to.rem_euclid(2) {
        0 => both!("{} {units} or less", "{} {units} of minder", to / 2; units),
        _ => both!("less than {} {units}", "minder dan {} {units}", to.div_euclid(2) + 1; units),
    };
    match (from > -FAR, to < FAR) {
        (false, false) => None,
        (true, false) => Some(lower),
        (false, true) => Some(upper),
        (true, true) if from == to && from % 2 == 0 => {
            Some(both!("exactly {} {units}", "precies {} {units}", from / 2; units))
        }
        (true, true) => Some(both!("{lower} and {upper}", "{lower} en {upper}"; lower, upper)),
    }
}

fn time((from, to): (i64, i64)) -> Option<Summary> {
    let clock = |half_seconds: i64| {
        let minutes = u16::try_from(half_seconds.div_euclid(120)).ok();
        minutes.and_then(TimeOfDay::new).map_or_else(String::new, |time| time.to_string())
    };
    let lower = match from % 2 {
        0 => both!("from {}", "vanaf {}", clock(from)),
        _ => both!("after {}", "na {}", clock(from)),
    };
    let upper = match to % 2 {
        0 => both!("until {}", "tot en met {}", clock(to)),
        _ => both!("before {}", "voor {}", clock(to + 1)),
    };
    match (from > -FAR, to < FAR) {
        (false, false) => None,
        (true, false) => Some(lower),
        (false, true) => Some(upper),
        (true, true) if from == to => Some(both!("at {} exactly", "precies om {}", clock(from))),
        (true, true) => Some(both!("{lower} and {upper}", "{lower} en {upper}"; lower, upper)),
    }
}

fn day(axis: Axis, stretch: (i64, i64)) -> Option<Summary> {
    let anchor = anchor_of(axis).filter(|_| stretch != axis.range())?;
    let date = |days: i64| i32::try_from(days).ok().and_then(Date::from_days).map(|date| date.to_string());
    let what = match (axis, stretch) {
        (Axis::IsKnown(_), (0, _)) => both!("is not known", "niet bekend is"),
        (Axis::IsKnown(_), _) => both!("is known", "bekend is"),
        (Axis::Holiday(_), (0, _)) => both!("is on no holiday", "niet op een feestdag valt"),
        (Axis::Holiday(_), _) => both!("is on a holiday", "op een feestdag valt"),
        (Axis::Weekday(_), (first, last)) => {
            let name = |place: i64| usize::try_from(place).ok().and_then(|place| DayKind::NAMES.get(place)).copied();
            let (first, last) = (name(first)?, name(last)?);
            if first == last {
                both!("is on a {first}", "op `{first}` valt")
            } else {
                both!("is on {first} to {last}", "op `{first}` tot en met `{last}` valt")
            }
        }
        (Axis::YearDay(_), (from, to)) => {
            let day = |place: i64| u32::try_from(place).ok().and_then(YearDay::at_place).map(|day| day.to_string());
            let (from, to) = (day(from)?, day(to)?);
            both!("is on {from} to {to} of a year", "op {from} tot en met {to} van een jaar valt")
        }
        (Axis::TimeOf(_), (from, to)) => {
            let clock = |second: i64| u16::try_from(second / 60).ok().and_then(TimeOfDay::new);
            let (from, until) = (clock(from)?, clock(to + 1)?);
            both!("is at {from} or later, before {until}", "om {from} of later valt, voor {until}")
        }
        (_, (from, to)) => match (date(from), date(to)) {
            (Some(from), Some(to)) => both!("is on {from} to {to}", "op {from} tot en met {to} valt"),
            (Some(from), None) => both!("is on {from} or later", "op {from} of later valt"),
            (None, Some(to)) => both!("is on {to} or earlier", "op {to} of eerder valt"),
            (None, None) => return None,
        },
    };
    Some(both!("where `{anchor}` {what}", "als `{anchor}` {what}"; what))
}
