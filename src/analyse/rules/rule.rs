//! The rules, by their ids.

use super::Severity;
use super::catalogue::texts;
use crate::policy::Doubtful;
use crate::vocabulary::Bilingual;
use crate::vocabulary::words;

words! {
    /// A compliance rule. Its id is stable.
    Rule {
        /// The terms sell to consumers at a distance and say nothing of the right to withdraw.
        WdMissing = "WD-MISSING",
        /// The period to withdraw ends before the statutory last day.
        WdDaycount = "WD-DAYCOUNT",
        /// The right to withdraw lapses in more cases than the law allows.
        WdWaiver = "WD-WAIVER",
        /// Something is excluded from withdrawal that the law does not exclude.
        WdExcluded = "WD-EXCLUDED",
        /// After a withdrawal the refund comes later than fourteen days.
        WdRefund = "WD-REFUND",
        /// The terms name no function for withdrawing, which an online interface must offer.
        WdFunction = "WD-FUNCTION",
        /// The terms give more than the law asks, and that binds the provider.
        WdMoreFavourable = "WD-MORE-FAVOURABLE",
        /// An instant lies in two tiers; doubt favours the customer, so that the cheaper one applies.
        TierOverlap = "TIER-OVERLAP",
        /// A general and a specific clause say different things of one case.
        TierConflict = "TIER-CONFLICT",
        /// A later notice can be cheaper than an earlier one.
        TierMonotone = "TIER-MONOTONE",
        /// The charges as written come to more than the price, or on top of it.
        FeeGtPrice = "FEE-GT-PRICE",
        /// A consumer who cancels a service pays more than costs made and the delivered share.
        TermFee = "TERM-FEE",
        /// The provider ends a service, and is owed more than what was delivered.
        TermAccelerate = "TERM-ACCELERATE",
        /// When the provider or force majeure ends a service, what was not delivered is charged, or becomes a credit.
        KeptUndelivered = "KEPT-UNDELIVERED",
        /// A consumer who does not come is charged beyond costs.
        NoshowFee = "NOSHOW-FEE",
        /// Access to a subscription is suspended while its payment runs on.
        SuspendPay = "SUSPEND-PAY",
        /// A consumer who ends a service is bound by a period of notice.
        NoticeService = "NOTICE-SERVICE",
        /// A consumer's period of notice is longer than one month, or begins after more than a year.
        NoticeLong = "NOTICE-LONG",
        /// A consumer's agreement is tacitly renewed for a fixed period.
        RenewFixed = "RENEW-FIXED",
        /// A consumer can never, or not at all times, end an agreement for services early.
        TermMandatory = "TERM-MANDATORY",
        /// The price can rise within three months of the conclusion without a right to end the agreement.
        Price3m = "PRICE-3M",
        /// The price can rise later on without a right to end the agreement.
        PriceNoexit = "PRICE-NOEXIT",
        /// The price can rise without a reason that the text names.
        PriceReason = "PRICE-REASON",
        /// The price can rise at once, without time to leave.
        PriceNotice = "PRICE-NOTICE",
        /// Prices for consumers are stated without value-added tax.
        PriceExvat = "PRICE-EXVAT",
        /// A consumer owes collection costs without a notice that gives fourteen days.
        Bik14d = "BIK-14D",
        /// Consumers owe a contractual interest above the statutory rate.
        IntContract = "INT-CONTRACT",
        /// Liability to consumers is excluded or capped.
        LiabCap = "LIAB-CAP",
        /// Two caps apply to one kind of damage.
        CapConflict = "CAP-CONFLICT",
        /// Consumers owe a fixed penalty, which a judge may moderate.
        Penalty = "PENALTY",
        /// A consumer who complains after a period shorter than two months loses rights.
        ComplaintShort = "COMPLAINT-SHORT",
        /// Claims lapse in less than one year.
        LimitationShort = "LIMITATION-SHORT",
        /// The provider changes the terms alone, or takes silence for consent.
        TermsUnilateral = "TERMS-UNILATERAL",
        /// The provider changes what it performs, and a consumer can neither reject that nor leave.
        ChangeNoexit = "CHANGE-NOEXIT",
        /// A consumer's notice counts as given later than it was, and so costs more.
        DeemedLater = "DEEMED-LATER",
        /// The provider may end the agreement on easier terms than the customer.
        SelfRelease = "SELF-RELEASE",
    }
}

/// What is known about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its id, as in `TIER-OVERLAP`.
    pub id: &'static str,
    /// How serious a finding is.
    pub severity: Severity,
    /// What is wrong when it fires.
    pub explanation: Bilingual,
    /// What to change then.
    pub remedy: Bilingual,
}

impl Rule {
    /// What is known about the rule.
    pub const fn info(self) -> RuleInfo {
        let (severity, explanation, remedy) = texts(self);
        RuleInfo { id: self.name(), severity, explanation, remedy }
    }

    /// What of a decision falls with a clause that the rule reports; `None` where nothing does, or where decisions set it
    /// right by a rule of mandatory law.
    pub(super) const fn doubtful(self) -> Option<Doubtful> {
        Some(match self {
            Rule::FeeGtPrice => Doubtful::AbovePrice,
            Rule::TermFee | Rule::WdRefund => Doubtful::Fee,
            Rule::TermAccelerate | Rule::KeptUndelivered => Doubtful::KeptPrice,
            Rule::NoshowFee => Doubtful::NoShow,
            Rule::SuspendPay => Doubtful::Suspension,
            Rule::NoticeService | Rule::NoticeLong => Doubtful::Notice,
            Rule::TermMandatory => Doubtful::Refusal,
            Rule::PriceNoexit => Doubtful::Price,
            Rule::Bik14d => Doubtful::CollectionCosts,
            Rule::IntContract => Doubtful::Interest,
            Rule::LiabCap => Doubtful::Liability,
            Rule::Penalty => Doubtful::Penalty,
            Rule::ComplaintShort => Doubtful::Complaint,
            Rule::LimitationShort => Doubtful::Limitation,
            Rule::ChangeNoexit => Doubtful::Performance,
            Rule::DeemedLater => Doubtful::LaterNotice,
            Rule::SelfRelease => Doubtful::Release,
            Rule::WdMissing
            | Rule::WdDaycount
            | Rule::WdWaiver
            | Rule::WdExcluded
            | Rule::WdFunction
            | Rule::WdMoreFavourable
            | Rule::TierOverlap
            | Rule::TierConflict
            | Rule::TierMonotone
            | Rule::RenewFixed
            | Rule::Price3m
            | Rule::PriceReason
            | Rule::PriceNotice
            | Rule::PriceExvat
            | Rule::CapConflict
            | Rule::TermsUnilateral => return None,
        })
    }

    /// Whether the other clauses that a finding names are only what the first is compared with.
    pub(super) const fn is_about_its_first_clause(self) -> bool {
        matches!(self, Rule::SelfRelease | Rule::DeemedLater)
    }
}
