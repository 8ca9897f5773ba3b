//! The step of the staircase on which an answer holds. Every comparison with the instant of the act goes through here, so
//! that the bounds of the step are known once the answer is.

use crate::calendar::{Date, Instant, Zone};

/// The widest interval `[from, until)` around an instant in which every comparison made so far comes out the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Since when; `None`: since ever.
    pub from: Option<Instant>,
    /// Until when, exclusive; `None`: for ever.
    pub until: Option<Instant>,
}

impl Horizon {
    /// All time.
    pub(crate) const ALWAYS: Horizon = Horizon { from: None, until: None };

    /// Notes that the act was found to lie before `bound`, or not.
    pub(crate) fn note(&mut self, before: bool, bound: Instant) {
        if before {
            self.until = Some(self.until.map_or(bound, |until| until.min(bound)));
        } else {
            self.from = Some(self.from.map_or(bound, |from| from.max(bound)));
        }
    }
}

/// The same in civil days: many bounds are days, and only the narrowest of them need be found as instants.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayHorizon {
    from: Option<Date>,
    until: Option<Date>,
}

impl DayHorizon {
    /// All time.
    pub(super) const ALWAYS: DayHorizon = DayHorizon { from: None, until: None };

    /// Notes that the civil date of the act was found to lie before a day, or not.
    pub(super) fn note(&mut self, before: bool, day: Date) {
        if before {
            self.until = Some(self.until.map_or(day, |until| until.min(day)));
        } else {
            self.from = Some(self.from.map_or(day, |from| from.max(day)));
        }
    }

    /// Narrows a horizon to these days. A day outside the calendar bounds nothing.
    pub(super) fn narrow(self, mut horizon: Horizon, zone: &Zone) -> Horizon {
        if let Some(until) = self.until.and_then(|day| zone.start_of(day)) {
            horizon.note(true, until);
        }
        if let Some(from) = self.from.and_then(|day| zone.start_of(day)) {
            horizon.note(false, from);
        }
        horizon
    }
}
