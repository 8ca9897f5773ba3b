//! What the reader should know about the terms, and what was assumed.

use super::Sources;
use crate::calendar::Date;
use crate::facts::FactId;
use crate::facts::table::{Fact, agreement};
use crate::money::Cents;
use crate::policy::Doubtful;
use crate::vocabulary::words;
use std::borrow::Cow;

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
        /// A withdrawal declared at the same moment would be permitted (V1).
        WithdrawalOpen = "withdrawal-open",
        /// The terms refuse it; ending the agreement by notice is another question (L9).
        SeeTermination = "see-termination",
        /// More is charged than the delivered share and the costs; a judge may reduce it (BW 7:411, 6:237 i).
        FeeMayBeReduced = "fee-may-be-reduced",
        /// The same of what is no assignment, such as a stay: a fee beyond a reasonable compensation is presumed unfair (BW 6:237 i).
        FeeMayBeUnreasonable = "fee-may-be-unreasonable",
        /// The provider's notice comes after its deadline (V5).
        NoticeLate = "notice-late",
        /// The decision rests on a clause that a court may annul: the check finds it void or presumed unfair.
        MayBeAnnulled = "may-be-annulled",
        /// The policy leaves an article on the question out.
        NotEncoded = "not-encoded",
        /// The price is not one that the policy says the product is sold for.
        PriceOutsideProduct = "price-outside-product",
    }
}

/// Something that the reader should know about the terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// The clauses and provisions concerned.
    pub sources: Sources,
    /// Of a clause that may be annulled: by which rule, and what is at stake.
    pub annulment: Option<Annulment>,
    /// Of an article that the policy leaves out: its place among [`crate::policy::Policy::unencoded`].
    pub left_out: Option<u16>,
}

impl Finding {
    /// The same without amounts, which differ from moment to moment.
    pub(crate) fn without_amounts(&self) -> Finding {
        let annulment = self.annulment.map(|annulment| Annulment { by_terms: None, without: None, ..annulment });
        Finding { annulment, ..self.clone() }
    }
}

/// Why a clause may be annulled, and what of the decision falls with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annulment {
    /// The rule of the compliance check, as in `TERM-FEE`.
    pub rule: &'static str,
    /// What falls with the clause.
    pub about: Doubtful,
    /// What the decision computes by the terms: what is charged or owed, the new price, what can be recovered of the damage.
    pub by_terms: Option<Cents>,
    /// What the statute would leave; `None` where it cannot be computed.
    pub without: Option<Cents>,
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
    /// The declaration reached the provider on the day on which it was given.
    ReceivedWhenDeclared,
    /// The goods were not received yet, so that the period has not begun.
    GoodsNotReceived,
    /// A notice before office hours on a working day counts as given when they begin that day.
    OfficeHoursSameDay,
    /// No costs of a change were stated in the offer.
    NoChangeCostsStated,
    /// The provider is not insured.
    NotInsured,
    /// Everything was performed, so that without a count of units the delivered share is 1 (V3).
    WholeDelivered,
    /// Digital content was delivered at the conclusion, since no delivery is stated.
    DeliveredAtConclusion,
    /// The act lies within the period of a row, or not, since the act or what the period runs from is not stated.
    WithinPeriod {
        /// Whether it lies within it.
        holds: bool,
    },
    /// The price before the increase is the agreed price.
    CurrentPriceAsAgreed,
    /// What a clause says is assumed where no fact can tell.
    OfClause {
        /// The clause, by its place in the file.
        clause: u16,
        /// Which of its assumptions, from 0.
        index: u16,
    },
    /// The rates may be out of date: the next review of the table lies before the day asked about.
    RatesMayBeOutdated {
        /// The day of the review.
        next_review: Date,
    },
    /// A rate of statutory interest is known only as quoted from the official source.
    RateSecondHand {
        /// The first day on which it holds; later rates are known no better.
        since: Date,
    },
    /// The law, or a part of it, was not checked: the policy names one of which no more is known.
    LawNotChecked,
    /// A fact is what it is unless stated.
    FactDefault {
        /// The fact.
        fact: Fact,
        /// The number of the entry, where it is a fact of one.
        entry: u32,
    },
    /// A fact that the policy declares is what it is unless stated.
    DeclaredDefault {
        /// The fact.
        fact: FactId,
    },
}

impl Assumption {
    /// That a fact was not stated, and is what it is unless stated: in words of its own where more follows from it.
    pub fn of_default(fact: Fact, entry: usize) -> Assumption {
        match fact {
            fact if fact == &agreement::INFORMATION_WITHHELD => Assumption::InformedAtConclusion,
            fact if fact == &agreement::ON_PREMISES => Assumption::AtADistance,
            fact if fact == &agreement::TOTAL_UNITS => Assumption::NoUnitCount,
            fact if fact == &agreement::INSURANCE => Assumption::NotInsured,
            fact => Assumption::FactDefault { fact, entry: u32::try_from(entry).unwrap_or(u32::MAX) },
        }
    }

    /// One of each kind that decisions can carry.
    pub fn kinds() -> Vec<Assumption> {
        let mut kinds = vec![
            Assumption::InformedAtConclusion,
            Assumption::AtADistance,
            Assumption::NoUnitCount,
            Assumption::BegunByDelivery,
            Assumption::ReceivedWhenDeclared,
            Assumption::GoodsNotReceived,
            Assumption::OfficeHoursSameDay,
            Assumption::NoChangeCostsStated,
            Assumption::NotInsured,
            Assumption::WholeDelivered,
            Assumption::DeliveredAtConclusion,
            Assumption::WithinPeriod { holds: true },
            Assumption::CurrentPriceAsAgreed,
            Assumption::OfClause { clause: 0, index: 0 },
            Assumption::RatesMayBeOutdated { next_review: Date::MIN },
            Assumption::RateSecondHand { since: Date::MIN },
            Assumption::LawNotChecked,
            Assumption::FactDefault { fact: &agreement::INSTALMENTS, entry: 0 },
        ];
        kinds.extend(FactId::parse("id").map(|fact| Assumption::DeclaredDefault { fact }));
        kinds
    }

    /// Its name, the same in every language and version.
    pub const fn code(&self) -> &'static str {
        match self {
            Assumption::InformedAtConclusion => "informed-at-conclusion",
            Assumption::AtADistance => "concluded-at-a-distance",
            Assumption::NoUnitCount => "no-unit-count",
            Assumption::BegunByDelivery => "begun-by-delivery",
            Assumption::ReceivedWhenDeclared => "received-when-declared",
            Assumption::GoodsNotReceived => "goods-not-received",
            Assumption::OfficeHoursSameDay => "office-hours-same-day",
            Assumption::NoChangeCostsStated => "no-change-costs-stated",
            Assumption::NotInsured => "not-insured",
            Assumption::WholeDelivered => "whole-delivered",
            Assumption::DeliveredAtConclusion => "delivered-at-conclusion",
            Assumption::WithinPeriod { .. } => "within-period",
            Assumption::CurrentPriceAsAgreed => "current-price-as-agreed",
            Assumption::OfClause { .. } => "clause-assumes",
            Assumption::RatesMayBeOutdated { .. } => "rates-may-be-outdated",
            Assumption::RateSecondHand { .. } => "rate-second-hand",
            Assumption::LawNotChecked => "law-not-checked",
            Assumption::FactDefault { .. } => "fact-default",
            Assumption::DeclaredDefault { .. } => "declared-default",
        }
    }

    /// The path of the fact that was not given and would settle it; `None` where no fact of a request does.
    pub fn field(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Assumption::DeclaredDefault { fact } => return Some(Cow::Owned(fact.path())),
            Assumption::FactDefault { fact, entry } if fact.is_of_entry() => {
                return Some(Cow::Owned(fact.path_at(*entry as usize)));
            }
            Assumption::FactDefault { fact, .. } => fact.path,
            Assumption::InformedAtConclusion => "agreement.withdrawal_facts.information_given_at",
            Assumption::AtADistance => "agreement.withdrawal_facts.concluded_on_premises",
            Assumption::NoUnitCount | Assumption::WholeDelivered => "agreement.performance.total_units",
            Assumption::BegunByDelivery | Assumption::DeliveredAtConclusion => "agreement.performance.started_at",
            Assumption::ReceivedWhenDeclared => "withdrawal.received_at",
            Assumption::GoodsNotReceived => "agreement.withdrawal_facts.goods_received_at",
            Assumption::NoChangeCostsStated => "agreement.change_costs_in_offer",
            Assumption::NotInsured => "agreement.insurance",
            Assumption::CurrentPriceAsAgreed => "price_increase.current_price",
            Assumption::OfficeHoursSameDay
            | Assumption::OfClause { .. }
            | Assumption::RatesMayBeOutdated { .. }
            | Assumption::WithinPeriod { .. }
            | Assumption::RateSecondHand { .. }
            | Assumption::LawNotChecked => return None,
        }))
    }
}
