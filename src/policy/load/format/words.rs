//! The words that the file format adds to those of the vocabulary.

#![allow(unreachable_pub, dead_code, reason = "`words!` makes public enums with more functions than each needs")]

use crate::facts::ValueKind;
use crate::law::JurisdictionId;
use crate::money::Rounding;
use crate::policy::building_blocks::{Anchor, Condition, DayKind, Share, StatedAmount};
use crate::policy::forms::Takes;
use crate::policy::load::values::readable_words;
use crate::vocabulary::{
    ChargeKind, CreditOf, CustomerType, DamageKind, DeadlineKind, DecidedBy, PriceBasis, ProductType, Question,
    Verdict, words,
};

words! {
    /// What charges come to at most.
    CeilingWord {
        /// The agreed price.
        Price = "price",
    }
}

words! {
    /// Days from which a deadline moves.
    MovingDay {
        /// Saturdays.
        Saturday = "saturday",
        /// Sundays.
        Sunday = "sunday",
        /// Holidays of the policy's calendar (rule T6).
        Holiday = "holiday",
    }
}

words! {
    /// What the end of an agreement is counted from.
    Ends {
        /// The notice.
        AfterNotice = "after_notice",
        /// The contract period.
        EndOfTerm = "end_of_term",
        /// What was agreed.
        AgreedEnd = "agreed_end",
    }
}

words! {
    /// From when an agreement counts.
    CountedFrom {
        /// Its conclusion.
        ConcludedAt = "concluded_at",
        /// The start of the performance.
        StartsAt = "starts_at",
    }
}

words! {
    /// A part of the calendar at whose end an agreement can end.
    EndOf {
        /// A month.
        Month = "month",
        /// A quarter of the year.
        Quarter = "quarter",
        /// A year.
        Year = "year",
    }
}

words! {
    /// Which price an increase is measured by.
    PriceOf {
        /// The agreed one.
        Original = "original_price",
        /// The one before the increase.
        Current = "current_price",
    }
}

words! {
    /// When access may be suspended.
    SuspensionWord {
        /// Never.
        Never = "never",
        /// On default.
        OnDefault = "on_default",
        /// When anything is open on or after the start date.
        UnpaidAtStart = "unpaid_at_start",
    }
}

words! {
    /// When the provider may cancel.
    RightToCancelWord {
        /// Not for default.
        Never = "never",
        /// When a deposit is in default.
        DepositUnpaid = "deposit_unpaid",
        /// When any invoice is.
        OnDefault = "on_default",
    }
}

words! {
    /// Which interest is claimed.
    InterestWord {
        /// By law, or at the rate of the terms.
        Statutory = "statutory",
        /// None.
        None = "none",
    }
}

words! {
    /// What collecting costs.
    CollectionCostsWord {
        /// By the scale of the law.
        Statutory = "statutory",
        /// Nothing.
        None = "none",
    }
}

words! {
    /// What a payment pays off.
    AllocationWord {
        /// Collection costs.
        Costs = "costs",
        /// Interest.
        Interest = "interest",
        /// Invoices.
        Principal = "principal",
    }
}

words! {
    /// What limits liability.
    LimitOf {
        /// The price.
        Price = "price",
        /// The amount paid.
        Paid = "paid",
        /// The latest payment.
        LastPayment = "last_payment",
        /// The insurer's payout.
        Payout = "payout",
        /// The payout and the provider's own risk.
        PayoutAndDeductible = "payout_and_deductible",
    }
}

words! {
    /// What contradicts itself.
    ConflictWord {
        /// A general and a specific clause.
        Clause = "clause",
        /// Two caps.
        Cap = "cap",
    }
}

readable_words! {
    Named;
    Anchor: "anchor" | "ijkpunt",
    StatedAmount: "stated amount" | "genoemd bedrag",
    Condition: "condition" | "voorwaarde",
}

readable_words! {
    CeilingWord: "ceiling" | "bovengrens",
    ValueKind: "kind of fact" | "soort gegeven",
    Share: "share" | "aandeel",
    MovingDay: "day" | "dag",
    Ends: "end" | "einde",
    CountedFrom: "beginning" | "begin",
    EndOf: "part of the calendar" | "deel van de kalender",
    PriceOf: "price" | "prijs",
    SuspensionWord: "suspension" | "opschorting",
    RightToCancelWord: "right" | "recht om te annuleren",
    InterestWord: "interest" | "rente",
    CollectionCostsWord: "collection costs" | "incassokosten",
    AllocationWord: "debt" | "schuld",
    LimitOf: "limiting amount" | "grensbedrag",
    ConflictWord: "kind of conflict" | "soort tegenspraak",
    Rounding: "rounding" | "afronding",
    ChargeKind: "kind of charge" | "soort bedrag",
    CreditOf: "part that becomes a credit" | "deel dat een tegoed wordt",
    CustomerType: "customer" | "klant",
    DamageKind: "kind of damage" | "soort schade",
    DeadlineKind: "kind of deadline" | "soort termijn",
    DecidedBy: "party" | "partij",
    PriceBasis: "price basis" | "prijsgrondslag",
    JurisdictionId: "law" | "recht",
    ProductType: "type of product" | "soort product",
    Question: "question" | "vraag",
    Verdict: "verdict" | "uitkomst",
    DayKind: "kind of day" | "soort dag",
    Takes: "choice" | "keuze",
}
