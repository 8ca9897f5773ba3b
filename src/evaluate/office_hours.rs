//! Office hours: when a notice outside them counts as given.

use super::context::Context;
use crate::calendar::{self, Date, Holidays, Instant, Weekday};
use crate::decision::{Assumption, Calculation, Source};
use crate::policy::forms::{Form, OfficeHours};
use crate::policy::{Clause, Policy};

/// How an act came to count as given: when it was received, and the day whose opening it counts from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    hours: OfficeHours,
    received: (Date, i64),
    /// `None` when the office was open.
    opening: Option<Date>,
}

impl<'a> Context<'a> {
    /// Moves the act to the next opening when a clause says so.
    pub(super) fn deem_by_office_hours(&mut self, clauses: &[(u16, &'a Clause)]) {
        for &(place, clause) in clauses {
            if let (Form::OfficeHours(hours), Some(act)) = (&clause.form, self.act) {
                self.deem_by(*hours, act, Source::Clause(place));
            }
        }
    }

    fn deem_by(&mut self, hours: OfficeHours, act: Instant, source: Source) {
        let received = self.policy.zone.local(act);
        let (date, second) = received;
        if hours.is_open(date, second, self.policy.holidays) {
            return self.deem(act, date, Counted { hours, received, opening: None });
        }
        let same_day = hours.opens_later_on(date, second, self.policy.holidays);
        if same_day {
            self.assume(Assumption::OfficeHoursSameDay);
        }
        let day = if same_day { Some(date) } else { self.policy.holidays.next_working_day(date) };
        let day = self.on(day);
        let effective = self.policy.zone.at(day, hours.from);
        let effective = self.at(effective);
        self.deem(effective, day, Counted { hours, received, opening: Some(day) });
        self.explain(source, || Calculation::Deemed { received: act, effective });
    }
}

impl Counted {
    /// The first instant at which another act may be answered differently, when those that count as given before a day
    /// and an instant are answered alike.
    ///
    /// Counting as given is not monotone: a notice on the eve of a holiday counts after it, one within the hours of the
    /// holiday itself at once. So the end is sought among the closings before the bound.
    pub(super) fn until(&self, day: Option<Date>, at: Option<Instant>, policy: &Policy) -> Option<Instant> {
        let (zone, holidays) = (&policy.zone, policy.holidays);
        let mut from = self.received;
        if let Some(opening) = self.opening {
            let opens = self.hours.next_opening(from, holidays)?;
            if opens != opening {
                return zone.at(opens, self.hours.from);
            }
            from = (opens, self.hours.from.seconds());
        }
        let day_at = |day| zone.start_of(day);
        let (bound, instant) = match (day, at) {
            (None, None) => return None,
            (Some(day), None) => ((day, 0), None),
            (Some(day), Some(at)) if day_at(day).is_some_and(|start| start <= at) => ((day, 0), None),
            (_, Some(at)) => (zone.local(at), Some(at)),
        };
        let closing = self.hours.first_closing(from, bound, holidays);
        closing.and_then(|day| zone.at(day, self.hours.until)).or(instant).or_else(|| day_at(bound.0))
    }
}

impl OfficeHours {
    fn is_office_day(&self, date: Date, holidays: Holidays) -> bool {
        !(calendar::is_weekend(date) || self.except_holidays && holidays.is_holiday(date))
    }

    /// Whether the office is open.
    fn is_open(&self, date: Date, second: i64, holidays: Holidays) -> bool {
        (self.from.seconds()..self.until.seconds()).contains(&second) && self.is_office_day(date, holidays)
    }

    /// Whether it is before the opening of a working day: such a notice counts from the opening that day.
    fn opens_later_on(&self, date: Date, second: i64, holidays: Holidays) -> bool {
        second < self.from.seconds() && holidays.is_working_day(date)
    }

    /// The day on which the office opens next, a working day or not.
    fn next_opening(&self, (date, second): (Date, i64), holidays: Holidays) -> Option<Date> {
        let day = if second < self.from.seconds() { date } else { date.plus_days(1)? };
        if self.except_holidays {
            return holidays.roll_to_working_day(day);
        }
        day.plus_days(match day.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => 0,
        })
    }

    /// The day of the first closing after `from` from which on notices count as given at `bound` or later; `None` where
    /// notices count as given before it up to `bound` itself.
    ///
    /// That is the first closing after the last opening of a working day before `bound`: from then on nothing counts
    /// before the next working day opens. Days and seconds are those that the clock shows.
    fn first_closing(&self, from: (Date, i64), (end, end_second): (Date, i64), holidays: Holidays) -> Option<Date> {
        let (opens, closes) = (self.from.seconds(), self.until.seconds());
        let opens_on_end = opens < end_second && holidays.is_working_day(end);
        let last = if opens_on_end { end } else { holidays.previous_working_day(end)? };
        let closes_after = |day: Date| (day < end || closes <= end_second) && (day, closes) > from;
        if closes_after(last) {
            return Some(last);
        }
        // It was closed before: later days on which the office is open are holidays.
        let mut later = (1..).map_while(|days| last.plus_days(days)).take_while(|day| *day <= end);
        later.find(|day| self.is_office_day(*day, holidays) && closes_after(*day))
    }
}
