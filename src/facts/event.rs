//! The events: one for each question.

// A new event does not compile until each match here says what it means.
#![deny(clippy::wildcard_enum_match_arm)]

use crate::calendar::{Date, Instant};
use crate::money::Cents;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party, Question};

/// What happened, or is about to: the question. Field names are those of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Event {
    Cancellation { received_at: Instant, cancelled_count: Option<u32> },
    NoShow { session_starts_at: Option<Instant> },
    Withdrawal { declared_at: Instant, received_at: Option<Instant>, goods_devaluation: Option<Cents> },
    Rescheduling { requested_at: Instant, alternative_date_offered: Option<bool>, session_starts_at: Option<Instant> },
    Substitution { requested_at: Instant, substitute_qualifies: Option<bool> },
    BookingChange { requested_at: Instant, cancelled_count: Option<u32> },
    ProviderCancellation(ProviderCancellation),
    ProviderChange(ProviderChange),
    PaymentReview(PaymentReview),
    PaymentPlan,
    PaymentAllocation(PaymentAllocation),
    Termination(Termination),
    PriceIncrease(PriceIncrease),
    TermsChange { announced_at: Instant, effective_at: Instant, performance_changes: Option<bool> },
    Complaint(Complaint),
    DamageClaim(DamageClaim),
    Breach { kind: BreachKind, count: Option<u32>, monthly_salary: Option<Cents>, occurred_at: Option<Instant> },
    ForceMajeure { began_at: Instant, as_of: Instant, permanent: Option<bool> },
    Offer { made_at: Instant, accepted_at: Option<Instant>, as_of: Option<Instant> },
    DataBreach { discovered_at: Instant },
}

/// The provider cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderCancellation {
    /// When it was announced.
    pub announced_at: Instant,
    /// To whom it is attributable.
    pub cause: Cause,
    /// Whether another date was offered.
    pub replacement_offered: Option<bool>,
    /// Whether the customer can come then.
    pub customer_can_attend_replacement: Option<bool>,
}

/// The provider changes what was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderChange {
    /// When the provider knew of the change.
    pub known_at: Instant,
    /// When the customer was told.
    pub notified_at: Option<Instant>,
    /// When the customer rejected it.
    pub rejected_at: Option<Instant>,
    /// Whether it touches an essential point.
    pub essential: Option<bool>,
    /// Whether it hurts the customer more than slightly.
    pub more_than_minor_disadvantage: Option<bool>,
    /// Whether only the place changes.
    pub location_only: Option<bool>,
}

/// The state of the invoices on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReview {
    /// The day as of which to look, as an instant.
    pub as_of: Instant,
    /// Collection costs really made.
    pub actual_collection_costs: Option<Cents>,
    /// The value added tax on collection costs that the creditor cannot deduct, in percent; zero when it can.
    pub collection_costs_vat_percent: Option<u32>,
    /// The invoices.
    pub invoices: Vec<Invoice>,
}

/// One invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The caller's name for it.
    pub id: String,
    /// The invoice date.
    pub issued_on: Date,
    /// The due date stated on it.
    pub due_on: Option<Date>,
    /// What is still open.
    pub open: Cents,
    /// Whether it is a deposit.
    pub is_deposit: Option<bool>,
    /// When a reminder that some terms need before default was received.
    pub reminder_received_on: Option<Date>,
    /// When the statutory fourteen-day notice was received (L6).
    pub collection_notice_received_on: Option<Date>,
    /// Whether that notice is not as the law asks.
    pub collection_notice_defective: Option<bool>,
    /// What was still open when the fourteen days of that notice ended.
    pub open_at_notice_end: Option<Cents>,
    /// When the steps against late payment that the terms name were taken, in any order.
    pub collection_steps_on: Vec<Date>,
}

/// A payment to be set off against what is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentAllocation {
    /// The payment.
    pub amount: Cents,
    /// Collection costs open.
    pub open_costs: Option<Cents>,
    /// Interest open.
    pub open_interest: Option<Cents>,
    /// Invoices open.
    pub invoices: Vec<OpenInvoice>,
}

/// An open invoice, for allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvoice {
    /// The caller's name for it.
    pub id: String,
    /// Its due date.
    pub due_on: Date,
    /// What is still open.
    pub open: Cents,
}

/// A party ends the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Termination {
    /// When notice was given.
    pub notice_at: Instant,
    /// By whom.
    pub by: Party,
    /// Whether for cause.
    pub for_cause: Option<bool>,
    /// Whether the cause is non-payment.
    pub non_payment: Option<bool>,
}

/// The provider raises the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceIncrease {
    /// When it was announced.
    pub announced_at: Instant,
    /// When it takes effect.
    pub effective_at: Instant,
    /// The new price, above the current one.
    pub new_price: Cents,
    /// The current price; `None`: the agreed price.
    pub current_price: Option<Cents>,
    /// When the previous increase took effect.
    pub previous_increase_at: Option<Instant>,
    /// Whether it is an indexation.
    pub indexation: Option<bool>,
    /// Whether the law obliges the provider to raise it.
    pub legal_obligation: Option<bool>,
}

/// The customer complains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// When the customer discovered the ground.
    pub discovered_at: Option<Instant>,
    /// When the ground arose.
    pub arisen_at: Option<Instant>,
    /// When delivery took place.
    pub delivered_at: Option<Instant>,
    /// When the complaint was filed.
    pub filed_at: Option<Instant>,
    /// Whether the defect was visible on delivery.
    pub visible_on_delivery: Option<bool>,
    /// Whether it is about how the agreement was concluded.
    pub about_conclusion: Option<bool>,
    /// The date of the invoice that it is about.
    pub invoiced_at: Option<Instant>,
}

/// The customer claims damages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DamageClaim {
    /// When the damage arose.
    pub occurred_at: Instant,
    /// When it was reported.
    pub reported_at: Instant,
    /// How much it is.
    pub damage: Cents,
    /// Its kind.
    pub kind: DamageKind,
    /// Whether it was caused with intent or deliberate recklessness.
    pub intent_or_recklessness: Option<bool>,
    /// What was awarded earlier in the calendar year.
    pub awarded_this_year: Option<Cents>,
}

impl Event {
    /// The event of a question with what it must state and nothing more, every instant of it the same.
    pub fn plain(question: Question, at: Instant) -> Event {
        match question {
            Question::Cancellation => Event::Cancellation { received_at: at, cancelled_count: None },
            Question::NoShow => Event::NoShow { session_starts_at: None },
            Question::Withdrawal => Event::Withdrawal { declared_at: at, received_at: None, goods_devaluation: None },
            Question::Rescheduling => {
                Event::Rescheduling { requested_at: at, alternative_date_offered: None, session_starts_at: None }
            }
            Question::Substitution => Event::Substitution { requested_at: at, substitute_qualifies: None },
            Question::BookingChange => Event::BookingChange { requested_at: at, cancelled_count: None },
            Question::ProviderCancellation => Event::ProviderCancellation(ProviderCancellation {
                announced_at: at,
                cause: Cause::Provider,
                replacement_offered: None,
                customer_can_attend_replacement: None,
            }),
            Question::ProviderChange => Event::ProviderChange(ProviderChange {
                known_at: at,
                notified_at: None,
                rejected_at: None,
                essential: None,
                more_than_minor_disadvantage: None,
                location_only: None,
            }),
            Question::PaymentReview => Event::PaymentReview(PaymentReview {
                as_of: at,
                actual_collection_costs: None,
                collection_costs_vat_percent: None,
                invoices: Vec::new(),
            }),
            Question::PaymentPlan => Event::PaymentPlan,
            Question::PaymentAllocation => Event::PaymentAllocation(PaymentAllocation {
                amount: Cents::ZERO,
                open_costs: None,
                open_interest: None,
                invoices: Vec::new(),
            }),
            Question::Termination => Event::Termination(Termination {
                notice_at: at,
                by: Party::Customer,
                for_cause: None,
                non_payment: None,
            }),
            Question::PriceIncrease => Event::PriceIncrease(PriceIncrease {
                announced_at: at,
                effective_at: at,
                new_price: Cents::MAX,
                current_price: None,
                previous_increase_at: None,
                indexation: None,
                legal_obligation: None,
            }),
            Question::TermsChange => {
                Event::TermsChange { announced_at: at, effective_at: at, performance_changes: None }
            }
            Question::Complaint => Event::Complaint(Complaint::default()),
            Question::DamageClaim => Event::DamageClaim(DamageClaim {
                occurred_at: at,
                reported_at: at,
                damage: Cents::ZERO,
                kind: DamageKind::Direct,
                intent_or_recklessness: None,
                awarded_this_year: None,
            }),
            Question::Breach => Event::Breach {
                kind: BreachKind::IntellectualProperty,
                count: None,
                monthly_salary: None,
                occurred_at: None,
            },
            Question::ForceMajeure => Event::ForceMajeure { began_at: at, as_of: at, permanent: None },
            Question::Offer => Event::Offer { made_at: at, accepted_at: None, as_of: None },
            Question::DataBreach => Event::DataBreach { discovered_at: at },
        }
    }

    /// The question that the event asks.
    pub fn question(&self) -> Question {
        match self {
            Event::Cancellation { .. } => Question::Cancellation,
            Event::NoShow { .. } => Question::NoShow,
            Event::Withdrawal { .. } => Question::Withdrawal,
            Event::Rescheduling { .. } => Question::Rescheduling,
            Event::Substitution { .. } => Question::Substitution,
            Event::BookingChange { .. } => Question::BookingChange,
            Event::ProviderCancellation(_) => Question::ProviderCancellation,
            Event::ProviderChange(_) => Question::ProviderChange,
            Event::PaymentReview(_) => Question::PaymentReview,
            Event::PaymentPlan => Question::PaymentPlan,
            Event::PaymentAllocation(_) => Question::PaymentAllocation,
            Event::Termination(_) => Question::Termination,
            Event::PriceIncrease(_) => Question::PriceIncrease,
            Event::TermsChange { .. } => Question::TermsChange,
            Event::Complaint(_) => Question::Complaint,
            Event::DamageClaim(_) => Question::DamageClaim,
            Event::Breach { .. } => Question::Breach,
            Event::ForceMajeure { .. } => Question::ForceMajeure,
            Event::Offer { .. } => Question::Offer,
            Event::DataBreach { .. } => Question::DataBreach,
        }
    }

    /// The instant of the act about which the question is: the one that a caller could choose differently, and over
    /// which the answer is a staircase. `None` where the answer does not depend on one.
    pub fn act(&self) -> Option<Instant> {
        match self {
            Event::Cancellation { received_at, .. } => Some(*received_at),
            Event::Withdrawal { declared_at, .. } => Some(*declared_at),
            Event::Rescheduling { requested_at, .. }
            | Event::Substitution { requested_at, .. }
            | Event::BookingChange { requested_at, .. } => Some(*requested_at),
            Event::ProviderCancellation(e) => Some(e.announced_at),
            // What was done last: the customer answers what the provider has announced.
            Event::ProviderChange(e) => e.rejected_at.or(e.notified_at),
            Event::PaymentReview(e) => Some(e.as_of),
            Event::Termination(e) => Some(e.notice_at),
            Event::PriceIncrease(e) => Some(e.announced_at),
            Event::TermsChange { announced_at, .. } => Some(*announced_at),
            Event::Complaint(e) => e.filed_at,
            Event::DamageClaim(e) => Some(e.reported_at),
            Event::ForceMajeure { as_of, .. } => Some(*as_of),
            Event::Offer { accepted_at, as_of, .. } => as_of.or(*accepted_at),
            Event::Breach { occurred_at, .. } => *occurred_at,
            Event::NoShow { .. } | Event::PaymentPlan | Event::PaymentAllocation(_) | Event::DataBreach { .. } => None,
        }
    }

    /// Whether it is about something that the provider does, so that a refusal is the best answer for the customer.
    pub fn is_act_of_provider(&self) -> bool {
        match self {
            Event::ProviderCancellation(_)
            | Event::ProviderChange(_)
            | Event::PriceIncrease(_)
            | Event::TermsChange { .. } => true,
            Event::Termination(e) => e.by == Party::Provider,
            Event::Cancellation { .. }
            | Event::NoShow { .. }
            | Event::Withdrawal { .. }
            | Event::Rescheduling { .. }
            | Event::Substitution { .. }
            | Event::BookingChange { .. }
            | Event::PaymentReview(_)
            | Event::PaymentPlan
            | Event::PaymentAllocation(_)
            | Event::Complaint(_)
            | Event::DamageClaim(_)
            | Event::Breach { .. }
            | Event::ForceMajeure { .. }
            | Event::Offer { .. }
            | Event::DataBreach { .. } => false,
        }
    }

    /// The same event with its act at another instant; `None` where it has no act.
    #[must_use]
    pub fn with_act(&self, at: Instant) -> Option<Event> {
        let mut event = self.clone();
        let act = match &mut event {
            Event::Cancellation { received_at, .. } => received_at,
            Event::Withdrawal { declared_at, received_at, .. } => {
                // It takes as long to arrive.
                let later = at.secs().checked_sub(declared_at.secs())?;
                let received = received_at.and_then(|received| received.plus_secs(later));
                *received_at = received.map(|received| received.max(at)).filter(|at| super::check::is_in_range(*at));
                declared_at
            }
            Event::Rescheduling { requested_at, .. }
            | Event::Substitution { requested_at, .. }
            | Event::BookingChange { requested_at, .. } => requested_at,
            Event::ProviderCancellation(e) => &mut e.announced_at,
            Event::ProviderChange(e) => e.rejected_at.as_mut().or(e.notified_at.as_mut())?,
            Event::PaymentReview(e) => &mut e.as_of,
            Event::Termination(e) => &mut e.notice_at,
            Event::PriceIncrease(e) => &mut e.announced_at,
            Event::TermsChange { announced_at, .. } => announced_at,
            Event::Complaint(e) => e.filed_at.as_mut()?,
            Event::DamageClaim(e) => &mut e.reported_at,
            Event::ForceMajeure { as_of, .. } => as_of,
            Event::Offer { as_of: Some(as_of), .. } => as_of,
            Event::Offer { accepted_at: Some(accepted_at), .. } => accepted_at,
            Event::Breach { occurred_at: Some(occurred_at), .. } => occurred_at,
            Event::NoShow { .. }
            | Event::PaymentPlan
            | Event::PaymentAllocation(_)
            | Event::Breach { .. }
            | Event::Offer { .. }
            | Event::DataBreach { .. } => return None,
        };
        *act = at;
        Some(event)
    }

    /// Whether the act may be at another instant: within the years of facts, an announcement not after what it
    /// announces, and a question not before what it is about.
    pub fn act_may_be(&self, at: Instant) -> bool {
        let in_order = match self {
            Event::PriceIncrease(e) => at <= e.effective_at,
            Event::TermsChange { effective_at, .. } => at <= *effective_at,
            Event::ForceMajeure { began_at, .. } => at >= *began_at,
            Event::Offer { made_at, .. } => at >= *made_at,
            Event::ProviderChange(e) => at >= e.rejected_at.and(e.notified_at).unwrap_or(e.known_at),
            Event::Cancellation { .. }
            | Event::NoShow { .. }
            | Event::Withdrawal { .. }
            | Event::Rescheduling { .. }
            | Event::Substitution { .. }
            | Event::BookingChange { .. }
            | Event::ProviderCancellation(_)
            | Event::PaymentReview(_)
            | Event::PaymentPlan
            | Event::PaymentAllocation(_)
            | Event::Termination(_)
            | Event::Complaint(_)
            | Event::DamageClaim(_)
            | Event::Breach { .. }
            | Event::DataBreach { .. } => true,
        };
        super::check::is_in_range(at) && in_order
    }
}
