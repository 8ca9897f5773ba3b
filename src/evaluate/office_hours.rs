//! Office hours: when a notice outside them counts as given.

use super::context::Context;
use super::horizon::Horizon;
use crate::calendar::{self, Date, Instant, TimeOfDay, Weekday, Zone};
use crate::decision::{Assumption, Calculation, Source};
use crate::policy::Clause;
use crate::policy::forms::{Form, OfficeHours};

/// More days than the longest run of weekends and holidays: as far back as a working day has to be sought.
const LONGEST_CLOSURE: i64 = 10;

impl<'a> Context<'a> {
    /// Moves the act to the next opening when a clause says so.
    pub(super) fn deem_by_office_hours(&mut self, clauses: &[(u16, &'a Clause)]) {
        for &(place, clause) in clauses {
            if let (Form::OfficeHours(hours), Some(act)) = (&clause.form, self.act) {
                self.deem_by(hours, act, Source::Clause(place));
            }
        }
    }

    fn deem_by(&mut self, hours: &'a OfficeHours, act: Instant, source: Source) {
        self.office_hours = Some(hours);
        let (date, second) = self.policy.zone.local(act);
        if hours.is_open(date, second) {
            self.deem(act, date);
            return;
        }
        let same_day = hours.opens_later_on(date, second);
        if same_day {
            self.assume(Assumption::OfficeHoursSameDay);
        }
        let day = if same_day { Some(date) } else { calendar::next_working_day(date) };
        let day = self.on(day);
        let effective = self.policy.zone.at(day, hours.from);
        let effective = self.at(effective);
        self.deem(effective, day);
        self.explain(source, || Calculation::Deemed { received: act, effective });
    }

    /// The instants of the act that surely have the same answer, when those that count as given within `same` have it.
    ///
    /// Counting as given is not monotone: a notice on the eve of a holiday counts after it, one within the hours of the
    /// holiday itself at once. So the end is sought among the closings before the end of `same`.
    pub(super) fn acts_counting_within(&self, same: Horizon, hours: &OfficeHours, act: Instant) -> Horizon {
        let zone = &self.policy.zone;
        let (date, second) = zone.local(act);
        let mut from = act;
        if !hours.is_open(date, second) {
            let Some(opens) = hours.next_opening(date, second, zone) else {
                return Horizon { from: Some(act), until: None };
            };
            if self.act != Some(opens) {
                return Horizon { from: Some(act), until: Some(opens) };
            }
            from = opens;
        }
        let until = same.until.map(|until| hours.first_counting_at(from, until, zone));
        // Known only from the act itself on, which is enough to walk forward in time.
        Horizon { from: Some(act), until }
    }
}

impl OfficeHours {
    fn is_office_day(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let excepted = self.except_holidays && calendar::is_holiday(date);
        !weekend && !excepted
    }

    /// Whether the office is open, the whole last minute included.
    fn is_open(&self, date: Date, second: i64) -> bool {
        (self.from.seconds()..self.through.seconds() + 60).contains(&second) && self.is_office_day(date)
    }

    /// Whether it is before the opening of a working day: such a notice counts from the opening that day.
    fn opens_later_on(&self, date: Date, second: i64) -> bool {
        second < self.from.seconds() && calendar::is_working_day(date)
    }

    /// When the office opens next, on a working day or not.
    fn next_opening(&self, date: Date, second: i64, zone: &Zone) -> Option<Instant> {
        let mut day = if second < self.from.seconds() { date } else { date.plus_days(1)? };
        while !self.is_office_day(day) {
            day = day.plus_days(1)?;
        }
        zone.at(day, self.from)
    }

    /// The first notice after `from` that counts as given at `bound` or later.
    ///
    /// That is the first closing after the last opening of a working day before `bound`: from then on nothing counts
    /// before the next working day opens. Days and times are compared as the clock shows them; only the closing that is
    /// found has to be found as an instant.
    fn first_counting_at(&self, from: Instant, bound: Instant, zone: &Zone) -> Instant {
        let ((from_day, from_second), (end, end_second)) = (zone.local(from), zone.local(bound));
        let (opens, closes) = (self.from.seconds(), self.through.seconds() + 60);
        let mut earliest = None;
        for back in 0..=LONGEST_CLOSURE {
            let Some(day) = end.plus_days(-back) else { break };
            if !self.is_office_day(day) {
                continue;
            }
            if back > 0 || closes <= end_second {
                if (day, closes) <= (from_day, from_second) {
                    break;
                }
                earliest = Some(day);
            }
            if (back > 0 || opens < end_second) && calendar::is_working_day(day) {
                break;
            }
        }
        let after = TimeOfDay::new(self.through.minutes() + 1);
        earliest.zip(after).and_then(|(day, after)| zone.at(day, after)).unwrap_or(bound)
    }
}
