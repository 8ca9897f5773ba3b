//! The counts that every policy can ask for without declaring them: `count = { of = "participants", at_least = 10 }`.

use crate::facts::table::{Fact, FactKind, FactValue, agreement};
use crate::facts::{Agreement, Event, FactId};
use crate::vocabulary::words;

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
    }
}

impl BuiltInCount {
    /// The count with an id, where no policy declares it.
    pub fn with_id(id: FactId) -> Option<BuiltInCount> {
        BuiltInCount::parse(id.as_str())
    }

    /// The fact that states it.
    pub fn fact(self) -> Fact {
        match self {
            BuiltInCount::Participants => &agreement::PARTICIPANTS,
            BuiltInCount::Sessions => &agreement::SESSION_COUNT,
            BuiltInCount::Services => &agreement::SERVICE_COUNT,
            BuiltInCount::Delivered => &agreement::DELIVERED_UNITS,
            BuiltInCount::Agreed => &agreement::TOTAL_UNITS,
            BuiltInCount::Months => &agreement::TERM_MONTHS,
        }
    }

    /// The least and the most that it can be.
    pub fn range(self) -> (u32, u32) {
        match self.fact().kind {
            // A length of no months is one that is not stated.
            FactKind::Count { least, most } if self == BuiltInCount::Months => (least.max(1), most),
            FactKind::Count { least, most } => (least, most),
            _ => (0, u32::MAX),
        }
    }

    /// How many there are, as an agreement states it or unless stated; `None` where it must be stated and is not.
    pub fn counted(self, agreement: &Agreement, event: &Event) -> Option<u32> {
        match self.fact().said(agreement, event, 0) {
            Some(FactValue::Count(count)) => Some(count),
            _ => None,
        }
    }
}
