//! Until when an answer holds. Every comparison with the instant of the act goes through here, so that the end of the
//! step of the staircase is known once the answer is.

use super::office_hours::Counted;
use crate::calendar::{Date, Instant};
use crate::policy::Policy;

/// The first bounds behind the act at which a comparison made so far would come out differently.
///
/// They are kept as they were compared: of many only the first need be found as an instant, and that only when it is asked
/// for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Horizon {
    day: Option<Date>,
    at: Option<Instant>,
    /// How the act came to count as given, where office hours say when it does.
    pub(super) counted: Option<Counted>,
    /// Where another answer to the act as it was given ends, which office hours do not move.
    as_given: Option<Instant>,
}

impl Horizon {
    /// Notes that the act was found to lie before an instant.
    pub(super) fn note(&mut self, bound: Instant) {
        self.at = Some(self.at.map_or(bound, |at| at.min(bound)));
    }

    /// Notes that the civil date of the act was found to lie before a day.
    pub(super) fn note_day(&mut self, bound: Date) {
        self.day = Some(self.day.map_or(bound, |day| day.min(bound)));
    }

    /// Notes that another answer, to the act as it was given, holds until an instant.
    pub(super) fn note_as_given(&mut self, until: Option<Instant>) {
        self.as_given = self.as_given.into_iter().chain(until).min();
    }

    /// The first instant at which another act may be answered differently; `None` where none is. A day outside the
    /// calendar bounds nothing.
    pub(super) fn until(&self, policy: &Policy) -> Option<Instant> {
        let counted = match self.counted {
            Some(counted) => counted.until(self.day, self.at, policy),
            None => {
                let day = self.day.and_then(|day| policy.zone.start_of(day));
                day.into_iter().chain(self.at).min()
            }
        };
        counted.into_iter().chain(self.as_given).min()
    }
}
