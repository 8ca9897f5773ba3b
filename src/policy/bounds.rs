//! Bounds in time: how long before or after an anchor an act comes, and the edge at which that changes.

use super::Policy;
use super::building_blocks::{Anchor, Span};
use crate::calendar::{Date, Holidays, Hours, Instant, Period, Season, TimeOfDay, Weekday, Zone};
use crate::vocabulary::words;
use std::fmt;

/// How long before the anchor a row of tiers applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierBounds {
    /// At least, or more than, this long before the anchor.
    pub lower: Option<Bound>,
    /// At most, or less than, this long before the anchor.
    pub upper: Option<Bound>,
}

impl TierBounds {
    /// Both, where they are given.
    pub fn iter(self) -> impl Iterator<Item = Bound> {
        self.lower.into_iter().chain(self.upper)
    }

    /// Whether a bound counts elapsed time: minutes or hours.
    pub fn in_elapsed_time(&self) -> bool {
        self.iter().any(|bound| bound.period.elapsed().is_some())
    }
}

/// How long after an anchor a row of tiers applies, beside how long before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// After what.
    pub anchor: Anchor,
    /// At least, or more than, and at most, or less than, this long after the anchor.
    pub bounds: TierBounds,
    /// Whether the row applies where the anchor or the act is not known, an assumption; `None`: they are needed.
    pub unknown_holds: Option<bool>,
}

/// One bound: a period, and what is said of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// How long before or after the anchor; minutes and hours compare instants (T3), everything longer civil dates (T2).
    pub period: Period,
    /// The time on the day at which the period ends; `None`: the whole day. Never with hours.
    pub at: Option<TimeOfDay>,
    /// Whether that moment itself is included (T7).
    pub inclusive: bool,
}

words! {
    /// What a day can be.
    DayKind {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
        /// A holiday by the policy's calendar, on whatever day of the week.
        Holiday = "holiday",
    }
}

impl DayKind {
    /// The kind of every day of the week.
    pub const fn of(weekday: Weekday) -> DayKind {
        match weekday {
            Weekday::Monday => DayKind::Monday,
            Weekday::Tuesday => DayKind::Tuesday,
            Weekday::Wednesday => DayKind::Wednesday,
            Weekday::Thursday => DayKind::Thursday,
            Weekday::Friday => DayKind::Friday,
            Weekday::Saturday => DayKind::Saturday,
            Weekday::Sunday => DayKind::Sunday,
        }
    }
}

/// What the civil date and the time of day of an anchor must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCondition {
    /// Of what.
    pub of: Anchor,
    /// One of these; empty: any day.
    pub on: Vec<DayKind>,
    /// On or after this day.
    pub from: Option<Date>,
    /// Before this day.
    pub until: Option<Date>,
    /// In this part of every year.
    pub season: Option<Season>,
    /// In this part of the day; never of an anchor that is a date.
    pub time: Option<Hours>,
    /// Where it stands in the file.
    pub span: Span,
}

impl DayCondition {
    /// Whether a moment on the clock is one of those: a civil date, and the second of it.
    pub fn holds_at(&self, (day, second): (Date, i64), holidays: Holidays) -> bool {
        self.holds_on(day, holidays) && self.time.is_none_or(|hours| hours.contains(second))
    }

    /// Whether a day is one of those, at some time.
    pub fn holds_on(&self, day: Date, holidays: Holidays) -> bool {
        let is = |kind: &DayKind| match kind {
            DayKind::Holiday => holidays.is_holiday(day),
            kind => *kind == DayKind::of(day.weekday()),
        };
        (self.on.is_empty() || self.on.iter().any(is))
            && self.from.is_none_or(|from| day >= from)
            && self.until.is_none_or(|until| day < until)
            && self.season.is_none_or(|season| season.contains(day))
    }
}

/// An instant, and the civil date on which it falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The instant.
    pub at: Instant,
    /// Its civil date.
    pub on: Date,
}

/// What parts the acts on one side of a bound from those on the other: the first of the later ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning of a civil day.
    Day(Date),
    /// An instant.
    At(Instant),
}

impl Bound {
    /// The same moment, seen from its other side: what is not at least so long is less than that.
    #[must_use]
    pub const fn opposite(self) -> Bound {
        Bound { inclusive: !self.inclusive, ..self }
    }

    /// As the lower bound of how long before a mark an act comes: the acts before the edge lie so long before it. `None`
    /// outside the supported range.
    pub fn edge_before(self, mark: Mark, policy: &Policy) -> Option<Edge> {
        match self.period.elapsed() {
            Some(minutes) => Some(instant(mark.at.plus_minutes(-minutes)?, self.inclusive)),
            None => self.edge(self.period.before(mark.on, policy.holidays)?, self.inclusive, policy),
        }
    }

    /// As the lower bound of how long after a mark an act comes: the acts from the edge on lie so long after it. `None`
    /// outside the supported range.
    pub fn edge_after(self, mark: Mark, policy: &Policy) -> Option<Edge> {
        match self.period.elapsed() {
            Some(minutes) => Some(instant(mark.at.plus_minutes(minutes)?, !self.inclusive)),
            None => self.edge(self.period.after(mark.on, policy.holidays)?, !self.inclusive, policy),
        }
    }

    /// The edge at the end of a period that ends on a day; `through`: just after that moment, so that it lies before the edge.
    fn edge(self, day: Date, through: bool, policy: &Policy) -> Option<Edge> {
        let next = day.plus_days(1)?;
        let Some(time) = self.at else { return Some(Edge::Day(if through { next } else { day })) };
        let reached = policy.zone.reached(day, time)?;
        // A clock that skips the rest of a day shows the time on the next; the day ends all the same.
        Some(Edge::At(if through { reached.next().min(policy.zone.start_of(next)?) } else { reached }))
    }
}

/// The edge at an instant; `through`: just after it.
fn instant(at: Instant, through: bool) -> Edge {
    Edge::At(if through { at.next() } else { at })
}

/// The form in which it is read: a period, and the time of day on which it ends.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.period.fmt(f)?;
        self.at.map_or(Ok(()), |time| write!(f, "{AT}{time}"))
    }
}

/// What stands between a period and the time of day on which it ends.
pub(super) const AT: &str = " at ";

impl Bound {
    /// The same in Dutch.
    pub fn dutch(self) -> String {
        let period = self.period.dutch();
        self.at.map_or_else(|| period.clone(), |time| format!("{period} om {time}"))
    }
}

impl Mark {
    /// An instant in a zone.
    pub fn new(at: Instant, zone: &Zone) -> Mark {
        Mark { at, on: zone.date_of(at) }
    }
}

impl Edge {
    /// The instant; `None` outside the supported range.
    pub fn instant(self, zone: &Zone) -> Option<Instant> {
        match self {
            Edge::Day(day) => zone.start_of(day),
            Edge::At(at) => Some(at),
        }
    }
}
