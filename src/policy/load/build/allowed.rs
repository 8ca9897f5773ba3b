//! What each question knows: the forms of its clauses, and the facts that they may ask for.

use crate::policy::building_blocks::{Anchor, Base, Condition, Counter, Share, StatedAmount};
use crate::vocabulary::Question as Q;

/// The forms that a clause on a question may have.
pub(in crate::policy) const fn forms(question: Q) -> &'static [&'static str] {
    match question {
        Q::Cancellation | Q::Rescheduling | Q::Substitution | Q::BookingChange => {
            &["outcome", "tiers", "same_as", "office_hours"]
        }
        Q::ProviderCancellation => &["outcome", "tiers", "same_as"],
        Q::Breach => &["outcome", "tiers", "same_as"],
        Q::NoShow | Q::Complaint => &["outcome", "tiers", "same_as"],
        Q::Offer | Q::DataBreach => &["outcome", "same_as"],
        Q::Withdrawal => &["withdrawal_right", "withdrawal_extension", "withdrawal_loss", "withdrawal_effects"],
        Q::ProviderChange => &["outcome", "tiers", "same_as", "change_response"],
        Q::PaymentReview => &["payment_default"],
        Q::PaymentPlan => &["outcome", "instalments"],
        Q::PaymentAllocation => &["allocation"],
        Q::Termination => &["outcome", "tiers", "same_as", "notice"],
        Q::PriceIncrease => &["outcome", "same_as", "price_change"],
        Q::TermsChange => &["announcement"],
        Q::DamageClaim => &["liability"],
        Q::ForceMajeure => &["force_majeure"],
    }
}

/// Whether a question is about an act at a moment that could be another.
const fn has_act(question: Q) -> bool {
    !matches!(question, Q::NoShow | Q::PaymentPlan | Q::PaymentAllocation | Q::Breach | Q::DataBreach)
}

/// Whether the rows of a table can be bounded in time: what the question is about happened at a moment.
pub(in crate::policy) const fn is_in_time(question: Q) -> bool {
    !matches!(question, Q::NoShow | Q::DataBreach)
}

/// Whether a question knows the moment that an anchor names.
pub(in crate::policy) const fn knows_anchor(question: Q, anchor: Anchor) -> bool {
    match anchor {
        // The questions that a declared fact is for stand in its declaration.
        Anchor::ConcludedAt | Anchor::StartsAt | Anchor::EndsAt | Anchor::Declared(_) => true,
        Anchor::SessionStartsAt => matches!(question, Q::Rescheduling | Q::NoShow),
        Anchor::Act => has_act(question),
        Anchor::DiscoveredAt => matches!(question, Q::Complaint | Q::DataBreach),
        Anchor::ArisenAt | Anchor::DeliveredAt | Anchor::FiledAt | Anchor::InvoicedAt => {
            matches!(question, Q::Complaint)
        }
        Anchor::MadeAt | Anchor::AcceptedAt => matches!(question, Q::Offer),
        Anchor::AsOf => matches!(question, Q::Offer | Q::ForceMajeure),
        Anchor::KnownAt | Anchor::NotifiedAt | Anchor::RejectedAt => matches!(question, Q::ProviderChange),
        Anchor::AnnouncedAt => matches!(question, Q::ProviderCancellation | Q::PriceIncrease | Q::TermsChange),
        Anchor::EffectiveAt => matches!(question, Q::PriceIncrease | Q::TermsChange),
    }
}

/// Whether a question knows the fact that a condition asks for.
pub(in crate::policy) const fn knows_condition(question: Q, condition: Condition) -> bool {
    use Condition as C;
    match condition {
        C::PaysInInstalments | C::FullyPerformed | C::ExpressRequest | C::Acknowledged | C::MadeToOrder => true,
        C::Insured | C::InsurancePays | C::Subscription => true,
        C::Begun | C::Started => has_act(question),
        C::AlternativeDateOffered => matches!(question, Q::Rescheduling),
        C::SubstituteQualifies => matches!(question, Q::Substitution),
        C::ReplacementOffered | C::CanAttendReplacement => matches!(question, Q::ProviderCancellation),
        C::CauseCustomer | C::CauseProvider | C::CauseNeither => matches!(question, Q::ProviderCancellation),
        C::ByProvider | C::ByCustomer | C::ForCause | C::NonPayment | C::ProviderForCause => {
            matches!(question, Q::Termination)
        }
        C::Indexation | C::LegalObligation => matches!(question, Q::PriceIncrease),
        C::Essential | C::LocationOnly => matches!(question, Q::ProviderChange),
        C::VisibleOnDelivery | C::AboutConclusion | C::AboutInvoice => matches!(question, Q::Complaint),
        C::Accepted => matches!(question, Q::Offer),
        // The questions that a declared fact is for stand in its declaration.
        C::Declared(_) => true,
        C::IntellectualProperty | C::MoralRights | C::Confidentiality | C::NonSolicitation => {
            matches!(question, Q::Breach)
        }
    }
}

/// Whether a question knows an amount.
pub(in crate::policy) const fn knows_base(question: Q, base: Base) -> bool {
    match base {
        Base::Price | Base::Paid => true,
        // The questions that a declared fact is for stand in its declaration.
        Base::Stated(StatedAmount::ChangeCostsInOffer | StatedAmount::CostsIncurred | StatedAmount::Declared(_)) => {
            true
        }
        Base::Stated(StatedAmount::GoodsDevaluation) => matches!(question, Q::Withdrawal),
        Base::Stated(StatedAmount::MonthlySalary) => matches!(question, Q::Breach),
    }
}

/// Whether a question knows what multiplies a charge.
pub(in crate::policy) const fn knows_counter(question: Q, counter: Counter) -> bool {
    match counter {
        Counter::Service | Counter::Participants | Counter::Declared(_) => true,
        Counter::Breach => matches!(question, Q::Breach),
        Counter::Cancelled => knows_cancelled(question),
    }
}

/// Whether a question knows a share.
pub(in crate::policy) const fn knows_share(question: Q, share: Share) -> bool {
    !share.is_of_people() || knows_cancelled(question)
}

/// Whether a question knows how many people no longer come: where nothing says so, all of them, and with a change nobody.
pub(in crate::policy) const fn knows_cancelled(question: Q) -> bool {
    matches!(question, Q::Cancellation | Q::BookingChange | Q::NoShow | Q::PaymentReview)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_a_form_and_every_fact_a_question() {
        for question in Q::ALL {
            assert!(!forms(*question).is_empty());
        }
        assert!(Anchor::ALL.iter().all(|anchor| Q::ALL.iter().any(|q| knows_anchor(*q, *anchor))));
        assert!(Condition::ALL.iter().all(|condition| Q::ALL.iter().any(|q| knows_condition(*q, *condition))));
    }
}
