//! Office hours: when a notice outside them counts as given.

use super::context::Context;
use crate::calendar::{Date, Holidays, Instant, TimeOfDay};
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
        let day = if same_day { Some(date) } else { hours.opening_after(date, self.policy.holidays) };
        let day = self.on(day);
        let opens = hours.opening(day, self.policy.holidays).map_or(TimeOfDay::START, |of_day| of_day.from);
        let effective = self.policy.zone.at(day, opens);
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
            let opens = self.hours.opens_next(from, holidays)?;
            let first = self.hours.on(opens, holidays)?.from;
            if opens != opening {
                return zone.at(opens, first);
            }
            from = (opens, first.seconds());
        }
        let day_at = |day| zone.start_of(day);
        let (bound, instant) = match (day, at) {
            (None, None) => return None,
            (Some(day), None) => ((day, 0), None),
            (Some(day), Some(at)) if day_at(day).is_some_and(|start| start <= at) => ((day, 0), None),
            (_, Some(at)) => (zone.local(at), Some(at)),
        };
        let closing = first_closing(&self.hours, from, bound, holidays);
        let closes = |day| zone.at(day, self.hours.on(day, holidays)?.until);
        closing.and_then(closes).or(instant).or_else(|| day_at(bound.0))
    }
}

/// The day of the first closing after `from` from which on notices count as given at `bound` or later; `None` where
/// notices count as given before it up to `bound` itself.
///
/// That is the first closing after the last opening before `bound` from which notices count: from then on nothing counts
/// before the next one. Days and seconds are those that the clock shows.
fn first_closing(
    hours: &OfficeHours,
    from: (Date, i64),
    (end, end_second): (Date, i64),
    holidays: Holidays,
) -> Option<Date> {
    let last = match hours.opening(end, holidays) {
        Some(of_end) if of_end.from.seconds() < end_second => end,
        _ => hours.opening_before(end, holidays)?,
    };
    let closes_after = |day: Date| {
        hours.on(day, holidays).is_some_and(|of_day| {
            let closes = of_day.until.seconds();
            (day < end || closes <= end_second) && (day, closes) > from
        })
    };
    if closes_after(last) {
        return Some(last);
    }
    // It was closed before: later days on which the office is open are holidays.
    let mut later = (1..).map_while(|days| last.plus_days(days)).take_while(|day| *day <= end);
    later.find(|day| closes_after(*day))
}
