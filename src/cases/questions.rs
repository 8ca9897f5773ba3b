//! Which facts a question takes.

use crate::vocabulary::Question;

/// The facts that every case needs.
pub(super) const AGREEMENT: [&str; 4] = ["customer", "product", "price", "concluded_at"];

/// The facts of a question's event: those that it needs, and those that it may have.
pub(super) fn facts_of(question: Question) -> (&'static [&'static str], &'static [&'static str]) {
    match question {
        Question::Cancellation => (&["received_at"], &["cancelled_count"]),
        Question::NoShow => (&[], &["session_starts_at"]),
        Question::Withdrawal => (&["declared_at"], &["received_at", "goods_devaluation"]),
        Question::Rescheduling => (&["requested_at"], &["alternative_date_offered", "session_starts_at"]),
        Question::Substitution => (&["requested_at"], &["substitute_qualifies"]),
        Question::BookingChange => (&["requested_at"], &["cancelled_count"]),
        Question::ProviderCancellation => {
            (&["announced_at", "cause"], &["replacement_offered", "customer_can_attend_replacement"])
        }
        Question::ProviderChange => (
            &["known_at"],
            &["notified_at", "rejected_at", "essential", "more_than_minor_disadvantage", "location_only"],
        ),
        Question::PaymentReview => {
            (&["as_of", "invoices"], &["actual_collection_costs", "collection_costs_vat_percent"])
        }
        Question::PaymentPlan => (&[], &[]),
        Question::PaymentAllocation => (&["amount", "invoices"], &["open_costs", "open_interest"]),
        Question::Termination => (&["notice_at", "by"], &["for_cause", "non_payment"]),
        Question::PriceIncrease => (
            &["announced_at", "effective_at", "new_price"],
            &["current_price", "previous_increase_at", "indexation", "legal_obligation"],
        ),
        Question::TermsChange => (&["announced_at", "effective_at"], &["performance_changes"]),
        Question::Complaint => (
            &[],
            &[
                "discovered_at",
                "arisen_at",
                "delivered_at",
                "filed_at",
                "visible_on_delivery",
                "about_conclusion",
                "invoiced_at",
            ],
        ),
        Question::DamageClaim => {
            (&["occurred_at", "reported_at", "damage", "kind"], &["intent_or_recklessness", "awarded_this_year"])
        }
        Question::Breach => (&["kind"], &["count", "monthly_salary", "occurred_at"]),
        Question::ForceMajeure => (&["began_at", "as_of"], &["permanent"]),
        Question::Offer => (&["made_at"], &["accepted_at", "as_of"]),
        Question::DataBreach => (&["discovered_at"], &[]),
    }
}

/// Whether a question takes a fact: one of its event, or one of the agreement.
pub(super) fn takes(question: Question, fact: &str) -> bool {
    is_of(question, fact) || !Question::ALL.iter().any(|other| is_of(*other, fact))
}

fn is_of(question: Question, fact: &str) -> bool {
    let (needed, possible) = facts_of(question);
    needed.contains(&fact) || possible.contains(&fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_takes_its_own_facts_and_those_of_the_agreement() {
        assert!(takes(Question::Cancellation, "received_at"));
        assert!(takes(Question::Cancellation, "price"));
        assert!(!takes(Question::Cancellation, "declared_at"));
        assert!(takes(Question::PaymentPlan, "basis"));
    }
}
