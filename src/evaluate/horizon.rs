//! Until when an answer holds. Every comparison with the instant of the act goes through here, so that the end of the
//! step of the staircase is known once the answer is.

use super::office_hours::Counted;
use crate::calendar::{Date, Instant, Zone};

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

    /// The first instant at which another act may be answered differently; `None` where none is. A day outside the
    /// calendar bounds nothing.
    pub(super) fn until(&self, zone: &Zone) -> Option<Instant> {
        if let Some(counted) = self.counted {
            return counted.until(self.day, self.at, zone);
        }
        let day = self.day.and_then(|day| zone.start_of(day));
        day.into_iter().chain(self.at).min()
    }
}
