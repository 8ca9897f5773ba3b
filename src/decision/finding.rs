//! What the reader should know about the terms, and what was assumed.

use super::Sources;
use crate::calendar::Date;
use crate::vocabulary::words;

words! {
    /// What was found.
    FindingCode {
        /// Tiers of one table overlap; the one that is cheapest for the customer applies (R1).
        TierOverlap = "tier-overlap",
        /// A general and a specific clause speak of the same case; the specific one applies (R1).
        ClauseConflict = "clause-conflict",
        /// Two caps conflict; the one that is better for the customer applies (R1).
        CapConflict = "cap-conflict",
        /// The price cuts the charges (R5).
        PriceCeiling = "price-ceiling",
        /// Mandatory law gives what the terms take away.
        LawOverridesTerms = "law-overrides-terms",
        /// A judge may moderate a penalty (BW 6:94).
        PenaltyMayBeModerated = "penalty-may-be-moderated",
    }
}

/// Something that the reader should know about the terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// The clauses and provisions concerned.
    pub sources: Sources,
}

/// A default that mattered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The consumer was informed of the right to withdraw at the conclusion.
    InformedAtConclusion,
    /// The contract was concluded at a distance.
    AtADistance,
    /// There is no count of units, so that the delivered share is 0.
    NoUnitCount,
    /// Performance began, because units were delivered or everything was performed.
    BegunByDelivery,
    /// The goods were not received yet, so that the period has not begun.
    GoodsNotReceived,
    /// A notice before office hours on a working day counts as given when they begin that day.
    OfficeHoursSameDay,
    /// No costs of a change were stated in the offer.
    NoChangeCostsStated,
    /// The provider is not insured.
    NotInsured,
    /// One service, session or breach.
    CountOfOne,
    /// The rates may be out of date: the next review of the table lies before the day asked about.
    RatesMayBeOutdated {
        /// The day of the review.
        next_review: Date,
    },
    /// The text carries no date and is taken to be in force on every day (R7).
    UndatedText,
}
