//! Clauses that a court may annul, as the compliance check finds them when the policies are loaded.

use crate::vocabulary::words;

/// A clause that a rule of the compliance check finds void or presumed unfair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The clause, by its place in the file.
    pub clause: u16,
    /// The rule, as in `TERM-FEE`.
    pub rule: &'static str,
    /// What of a decision falls with the clause.
    pub about: Doubtful,
}

words! {
    /// What of a decision falls when the clause is annulled.
    Doubtful {
        /// What a consumer pays for leaving a service beyond the delivered share and the costs.
        Fee = "fee",
        /// What a provider who ends a service is owed beyond what was delivered.
        KeptPrice = "kept_price",
        /// What a customer who does not come is charged.
        NoShow = "no_show",
        /// That access is suspended.
        Suspension = "suspension",
        /// That a consumer is bound by a period of notice.
        Notice = "notice",
        /// Charges above the price.
        AbovePrice = "above_price",
        /// A penalty.
        Penalty = "penalty",
        /// Interest above the statutory rate.
        Interest = "interest",
        /// Collection costs.
        CollectionCosts = "collection_costs",
        /// A limit or an exclusion of liability.
        Liability = "liability",
        /// A period to complain or to report damage.
        Complaint = "complaint",
        /// A period after which claims lapse.
        Limitation = "limitation",
        /// That a consumer cannot leave.
        Refusal = "refusal",
        /// A higher price.
        Price = "price",
        /// A changed performance.
        Performance = "performance",
        /// That a notice counts as given later than it was.
        LaterNotice = "later_notice",
        /// That the provider gets out on easier terms.
        Release = "release",
    }
}
