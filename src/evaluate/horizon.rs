//! The step of the staircase on which an answer holds. Every comparison with the instant of the act goes through here, so
//! that the bounds of the step are known once the answer is.

use crate::calendar::Instant;

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

    /// Notes that `at` was found to lie before `bound`, or not.
    pub(crate) fn note(&mut self, before: bool, bound: Instant) {
        if before {
            self.until = Some(self.until.map_or(bound, |until| until.min(bound)));
        } else {
            self.from = Some(self.from.map_or(bound, |from| from.max(bound)));
        }
    }

    /// What both have in common.
    pub(crate) fn within(self, other: Horizon) -> Horizon {
        let from = [self.from, other.from].into_iter().flatten().max();
        let until = [self.until, other.until].into_iter().flatten().min();
        Horizon { from, until }
    }
}
