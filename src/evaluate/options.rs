//! Every question that the customer may ask at one moment, side by side (V1).

use super::{Asked, Detail, EvaluateError, decide, nearest_boundary};
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::facts::{Agreement, Event, Facts, FactsError, Termination};
use crate::law::Law;
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::{Basis, Party, Question, Verdict};
use std::cmp::Reverse;

/// What is known of a moment beside the agreement: each question reads what it needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// When the session begins that would be moved; `None`: the agreement's start.
    pub session_starts_at: Option<Instant>,
    /// Whether another date is offered.
    pub alternative_date_offered: Option<bool>,
    /// Whether the substitute meets the requirements.
    pub substitute_qualifies: Option<bool>,
    /// The loss of value of goods that would be returned.
    pub goods_devaluation: Option<Cents>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerOption {
    /// The question.
    pub question: Question,
    /// Its answer; an error where a fact is missing that its clauses read.
    pub answer: Result<Decision, EvaluateError>,
}

/// The questions that a customer may ask: to withdraw, to cancel, to end the agreement, to move, to send somebody else.
pub const CUSTOMER_QUESTIONS: [Question; 5] = [
    Question::Withdrawal,
    Question::Cancellation,
    Question::Termination,
    Question::Rescheduling,
    Question::Substitution,
];

/// Answers every question that the customer may ask at a moment. What is allowed comes first, then what needs consent, what is
/// refused, what the terms do not address, and what lacks a fact; among what is alike the cheapest comes first.
///
/// # Errors
/// When the agreement contradicts itself, or the moment lies before its conclusion.
pub fn options(
    policy: &Policy,
    law: &Law,
    agreement: &Agreement,
    at: Instant,
    moment: &Moment,
    basis: Basis,
    detail: Detail,
) -> Result<Vec<CustomerOption>, FactsError> {
    let asked = Asked { policy, law: law.of(policy.law), agreement, basis };
    let mut options = Vec::with_capacity(CUSTOMER_QUESTIONS.len());
    for question in CUSTOMER_QUESTIONS {
        let event = option_event(question, at, moment);
        Facts::new(agreement.clone(), event.clone(), basis)?;
        options.push(CustomerOption { question, answer: answer(asked, &event, detail) });
    }
    options.sort_by_key(rank);
    Ok(options)
}

fn answer(asked: Asked<'_>, event: &Event, detail: Detail) -> Result<Decision, EvaluateError> {
    let mut decision = Decision::of(Verdict::Unregulated);
    let (horizon, _) = decide(asked, event, detail, &mut decision)?;
    if detail == Detail::Full {
        decision.nearest_boundary = nearest_boundary(asked, event, &decision, horizon);
    }
    Ok(decision)
}

/// What happens when the customer takes an option at a moment.
pub fn option_event(question: Question, at: Instant, moment: &Moment) -> Event {
    let Moment { session_starts_at, alternative_date_offered, substitute_qualifies, goods_devaluation } = *moment;
    match question {
        Question::Withdrawal => Event::Withdrawal { declared_at: at, received_at: None, goods_devaluation },
        Question::Termination => {
            // The customer goes for no reason of the provider's: what the question is about, no default.
            Event::Termination(Termination {
                notice_at: at,
                by: Party::Customer,
                for_cause: Some(false),
                non_payment: Some(false),
            })
        }
        Question::Rescheduling => Event::Rescheduling { requested_at: at, alternative_date_offered, session_starts_at },
        Question::Substitution => Event::Substitution { requested_at: at, substitute_qualifies },
        Question::Cancellation
        | Question::NoShow
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::PaymentReview
        | Question::PaymentPlan
        | Question::PaymentAllocation
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::DamageClaim
        | Question::Breach
        | Question::ForceMajeure
        | Question::Offer
        | Question::DataBreach => Event::Cancellation { received_at: at, cancelled_count: None },
    }
}

/// Lower comes first.
fn rank(option: &CustomerOption) -> (u8, Cents, Reverse<Cents>) {
    let Ok(decision) = &option.answer else { return (4, Cents::ZERO, Reverse(Cents::ZERO)) };
    let verdict = match decision.verdict {
        Verdict::Permitted => 0,
        Verdict::Discretionary => 1,
        Verdict::Refused => 2,
        Verdict::Unregulated => 3,
    };
    let refund = decision.settlement.map_or(Cents::ZERO, |settlement| settlement.refund);
    (verdict, decision.charged().minus(decision.compensated()), Reverse(refund))
}
