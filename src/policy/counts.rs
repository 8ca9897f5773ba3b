//! The counts that every policy can ask for without declaring them: `count = { of = "participants", at_least = 10 }`.

use crate::facts::table::{Fact, FactKind, FactValue, agreement};
use crate::facts::{Agreement, Event, FactId};
use crate::policy::people;
use crate::vocabulary::{Question, words};

/// The people for whom something was agreed.
const PEOPLE: Fact = &agreement::PARTICIPANTS;

words! {
    /// A count that requests on every policy state. The names are those of the contract's fields.
    BuiltInCount {
        /// For how many people it is.
        Participants = "participants",
        /// How many sessions were agreed.
        Sessions = "session_count",
        /// How many services were agreed.
        Services = "service_count",
        /// How many units were delivered.
        Delivered = "delivered_units",
        /// How many units were agreed.
        Agreed = "total_units",
        /// How many months a contract period lasts.
        Months = "term_months",
        /// How many of the people no longer come.
        Cancelled = "cancelled_count",
    }
}

impl BuiltInCount {
    /// The count with an id, where no policy declares it.
    pub fn with_id(id: FactId) -> Option<BuiltInCount> {
        BuiltInCount::parse(id.as_str())
    }

    /// The fact that states it; `None` for how many no longer come, which follows from several.
    pub fn fact(self) -> Option<Fact> {
        match self {
            BuiltInCount::Participants => Some(&agreement::PARTICIPANTS),
            BuiltInCount::Sessions => Some(&agreement::SESSION_COUNT),
            BuiltInCount::Services => Some(&agreement::SERVICE_COUNT),
            BuiltInCount::Delivered => Some(&agreement::DELIVERED_UNITS),
            BuiltInCount::Agreed => Some(&agreement::TOTAL_UNITS),
            BuiltInCount::Months => Some(&agreement::TERM_MONTHS),
            BuiltInCount::Cancelled => None,
        }
    }

    /// The facts that it is read from, on whatever question.
    pub fn facts(self) -> Vec<Fact> {
        match self.fact() {
            Some(fact) => vec![fact],
            None => {
                Question::ALL.iter().flat_map(|question| people::cancelled_count(*question)).chain([PEOPLE]).collect()
            }
        }
    }

    /// The least and the most that it can be.
    pub fn range(self) -> (u32, u32) {
        match self.fact().unwrap_or(PEOPLE).kind {
            // A change may be about nobody.
            FactKind::Count { most, .. } if self == BuiltInCount::Cancelled => (0, most),
            // A length of no months is one that is not stated.
            FactKind::Count { least, most } if self == BuiltInCount::Months => (least.max(1), most),
            FactKind::Count { least, most } => (least, most),
            _ => (0, u32::MAX),
        }
    }

    /// How many there are, as an agreement states it or unless stated; `None` where it must be stated and is not.
    pub fn counted(self, agreement: &Agreement, event: &Event) -> Option<u32> {
        let Some(fact) = self.fact() else { return Some(people::cancelled(agreement, event).0) };
        match fact.said(agreement, event, 0) {
            Some(FactValue::Count(count)) => Some(count),
            _ => None,
        }
    }
}
