//! Office hours, and parts of every day.

use super::{Builder, FaultCode};
use crate::calendar::{Date, Hours, Season, TimeOfDay, Weekday};
use crate::policy::building_blocks::{DayKind, Span};
use crate::policy::forms::OfficeHours;
use crate::policy::load::format::{HoursTable, OfficeHoursTable, OtherHoursTable};
use crate::policy::load::lists::{List, NonEmpty};
use crate::policy::load::read::{At, Slot};
use crate::policy::office_hours::MOST_CLOSINGS;
use crate::vocabulary::both;

impl Builder<'_, '_> {
    pub(super) fn office_hours(&mut self, raw: &OfficeHoursTable) -> Option<OfficeHours> {
        let OfficeHoursTable { from, through, until, days, also, except_holidays, closed, span: _ } = raw;
        let mut week = [None; 7];
        let hours = self.hours(from, through, until);
        let names_days = !days.is_absent();
        if let (false, Some(span)) = (names_days, also.span()) {
            let message = both!(
                "`also` needs `days`: the days of the other hours",
                "bij `also` hoort `days`: de dagen van de andere uren"
            );
            self.error(FaultCode::MissingKey, span, message);
        }
        match days.get() {
            Some(NonEmpty(list)) => self.open_on(list, hours, &mut week),
            None => {
                for (day, open) in Weekday::ALL.into_iter().zip(&mut week) {
                    *open = hours.filter(|_| self.week.has(day));
                }
            }
        }
        for At { value, .. } in also.get().iter().flat_map(|NonEmpty(list)| &list.items) {
            let OtherHoursTable { days, from, through, until, span: _ } = value;
            let hours = self.hours(from, through, until);
            if let Some(NonEmpty(list)) = days.get() {
                self.open_on(list, hours, &mut week);
            }
        }
        let mut closings = [None; MOST_CLOSINGS];
        if let Some(NonEmpty(list)) = closed.get() {
            if let Some(At { span, .. }) = list.items.get(MOST_CLOSINGS) {
                let message = both!(
                    "more than the {MOST_CLOSINGS} closings that are allowed",
                    "meer dan de {MOST_CLOSINGS} sluitingen die mogen"
                );
                self.error(FaultCode::TooMany, *span, message);
            }
            for (place, At { value, .. }) in closings.iter_mut().zip(&list.items) {
                *place = self.season(value);
            }
            let is_open = |date: Date| closings.iter().flatten().all(|season: &Season| !season.contains(date));
            let mut year = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(2026, month, day)));
            if let (false, Some(span)) = (year.any(is_open), closed.span()) {
                let message = both!(
                    "the office is closed on every day of the year",
                    "het kantoor is elke dag van het jaar gesloten"
                );
                self.error(FaultCode::Contradiction, span, message);
            }
        }
        let faulty = days.is_faulty() || also.is_faulty() || closed.is_faulty();
        hours.filter(|_| !faulty)?;
        Some(OfficeHours { week, names_days, except_holidays: except_holidays.get_or(false), closed: closings })
    }

    /// Sets the hours of some days of the week, none of which has hours yet.
    fn open_on(&mut self, days: &List<DayKind>, hours: Option<Hours>, week: &mut [Option<Hours>; 7]) {
        for At { value, span } in &days.items {
            let Some(day) = DayKind::ALL.iter().position(|word| word == value) else { continue };
            let Some(known) = week.get_mut(day) else {
                let message = both!(
                    "a holiday is no day of the week: see `except_holidays`",
                    "een feestdag is geen dag van de week: zie `except_holidays`"
                );
                self.error(FaultCode::KeyConflict, *span, message);
                continue;
            };
            if known.is_some() {
                let message = both!("`{value}` has hours already", "`{value}` heeft al uren");
                self.error(FaultCode::Repeated, *span, message);
            }
            *known = hours;
        }
    }

    fn hours(&mut self, from: &Slot<TimeOfDay>, through: &Slot<TimeOfDay>, until: &Slot<TimeOfDay>) -> Option<Hours> {
        if let (Slot::Given(from), Slot::Given(through)) = (from, through) {
            if through.value < from.value {
                let message = both!(
                    "office hours end at {} before they begin at {}",
                    "de kantooruren eindigen om {}, voor zij om {} beginnen",
                    through.value,
                    from.value
                );
                self.error(FaultCode::HoursReversed, through.span, message);
            } else if through.value == TimeOfDay::END {
                self.no_minute(through.span);
            }
        }
        if let (Slot::Given(from), Slot::Given(until)) = (from, until)
            && until.value <= from.value
        {
            let message = both!(
                "office hours end at {} and begin at {}",
                "de kantooruren eindigen om {} en beginnen om {}",
                until.value,
                from.value
            );
            self.error(FaultCode::HoursReversed, until.span, message);
        }
        let after = through.get().and_then(|last| TimeOfDay::new(last.minutes() + 1));
        Some(Hours { from: *from.get()?, until: after.or(until.get().copied())? })
    }

    /// A part of every day.
    pub(super) fn part_of_day(&mut self, raw: &HoursTable) -> Option<Hours> {
        let HoursTable { from, until, through, span } = raw;
        if from.is_faulty() || until.is_faulty() || through.is_faulty() {
            return None;
        }
        if let Slot::Given(At { value: TimeOfDay::END, span }) = through {
            self.no_minute(*span);
            return None;
        }
        let from = from.get().copied().unwrap_or(TimeOfDay::START);
        let after = |minute: &TimeOfDay| TimeOfDay::new(minute.minutes() + 1);
        let until = until.get().copied().or(through.get().and_then(after)).unwrap_or(TimeOfDay::END);
        let all = from == until || (from, until) == (TimeOfDay::START, TimeOfDay::END);
        if all || from == TimeOfDay::END {
            let message = both!(
                "from {from} until {until} is no part of a day: say between which times it lies",
                "van {from} tot {until} is geen deel van een dag: zeg tussen welke tijden het ligt"
            );
            self.error(FaultCode::HoursReversed, *span, message);
            return None;
        }
        Some(Hours { from, until })
    }

    /// Reports a minute that is none of the day.
    fn no_minute(&mut self, span: Span) {
        let message = both!(
            "`24:00` is no minute of the day: the last one is `23:59`",
            "`24:00` is geen minuut van de dag: de laatste is `23:59`"
        );
        self.error(FaultCode::BadTime, span, message);
    }
}
