//! The requests that show a finding: an agreement and an event of which nothing is known but what matters.

use crate::analyse::Witness;
use crate::calendar::{Date, Instant, Zone};
use crate::facts::{
    Agreement, Complaint, DamageClaim, Event, Insurance, Invoice, Payment, PaymentReview, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination,
};
use crate::money::Cents;
use crate::policy::building_blocks::{Condition, Conditions};
use crate::vocabulary::{Basis, BreachKind, Cause, CustomerType, DamageKind, Party, ProductType, Question};

/// The price in requests where the price does not matter.
pub(super) const PRICE: Cents = Cents::new(100_000);

/// A request in the making.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) agreement: Agreement,
    pub(super) event: Event,
    pub(super) basis: Basis,
}

/// The first hour of the first day of the year from which examples are taken.
pub(super) fn first_day() -> Date {
    Date::new(2026, 1, 1).unwrap_or(Date::MIN)
}

/// The start of performance in examples: a Wednesday without holidays near it.
pub(super) fn start_day() -> Date {
    Date::new(2026, 6, 17).unwrap_or(Date::MIN)
}

/// An instant on a civil day, by the hour.
pub(super) fn at_hour(zone: &Zone, date: Date, hour: i64) -> Instant {
    zone.start_of(date).and_then(|at| at.plus_hours(hour)).unwrap_or(Instant::MIN)
}

/// Noon on a civil day.
pub(super) fn noon(zone: &Zone, date: Date) -> Instant {
    at_hour(zone, date, 12)
}

impl Scene {
    /// A consumer or business bought a product for [`PRICE`] and paid it; the act of `question` is at `act`.
    pub(super) fn new(
        question: Question,
        customer: CustomerType,
        product: ProductType,
        concluded: Instant,
        act: Instant,
    ) -> Scene {
        let agreement = Agreement::new(customer, product, PRICE, concluded);
        Scene { agreement, event: event_of(question, concluded, act), basis: Basis::TermsAndLaw }
    }

    /// The same under the terms alone.
    pub(super) fn terms_only(mut self) -> Scene {
        self.basis = Basis::TermsOnly;
        self
    }

    /// Performance starts, and ends half a year later.
    pub(super) fn starting(mut self, at: Instant) -> Scene {
        self.agreement.starts_at = Some(at);
        self.agreement.ends_at = at.plus_hours(24 * 183);
        self
    }

    /// Another price.
    pub(super) fn priced(mut self, price: Cents) -> Scene {
        self.agreement.price = price;
        self
    }

    /// The whole price was paid at conclusion.
    pub(super) fn paid(mut self) -> Scene {
        let paid_at = self.agreement.concluded_at;
        self.agreement.payments = vec![Payment { paid_at, amount: self.agreement.price }];
        self
    }

    /// Makes conditions true and false as they demand; facts that a product fixes stay as they are.
    pub(super) fn under(mut self, conditions: &[&Conditions]) -> Scene {
        for conditions in conditions {
            conditions.unless.iter().for_each(|condition| self.set(*condition, false));
        }
        for conditions in conditions {
            conditions.when.iter().for_each(|condition| self.set(*condition, true));
        }
        self
    }

    /// The request.
    pub(super) fn witness(self) -> Witness {
        Witness { agreement: self.agreement, event: self.event, basis: self.basis }
    }

    /// Makes a fact so, or not.
    pub(super) fn set(&mut self, condition: Condition, holds: bool) {
        self.set_of_agreement(condition, holds);
        self.set_of_event(condition, holds);
    }

    fn set_of_agreement(&mut self, condition: Condition, holds: bool) {
        let a = &mut self.agreement;
        match condition {
            Condition::PaysInInstalments => a.pays_in_instalments = holds,
            Condition::Begun => a.performance.started_at = holds.then_some(a.concluded_at),
            Condition::FullyPerformed => {
                a.performance.fully_performed = holds;
                a.performance.deliver_all();
                a.performance.started_at = a.performance.started_at.or(holds.then_some(a.concluded_at));
            }
            Condition::ExpressRequest => a.withdrawal.express_request_to_start = holds,
            Condition::Acknowledged => a.withdrawal.acknowledged_loss_of_right = holds,
            Condition::MadeToOrder => a.withdrawal.made_to_order = holds,
            Condition::Insured | Condition::InsurancePays => a.insurance = holds.then_some(INSURANCE),
            _ => {}
        }
    }

    fn set_of_event(&mut self, condition: Condition, holds: bool) {
        match (&mut self.event, condition) {
            (Event::Rescheduling { alternative_date_offered, .. }, Condition::AlternativeDateOffered) => {
                *alternative_date_offered = holds;
            }
            (Event::Substitution { substitute_qualifies, .. }, Condition::SubstituteQualifies) => {
                *substitute_qualifies = holds;
            }
            (Event::ProviderCancellation(e), condition) => set_of_provider_cancellation(e, condition, holds),
            (Event::Termination(e), condition) => set_of_termination(e, condition, holds),
            (Event::PriceIncrease(e), Condition::Indexation) => e.indexation = holds,
            (Event::PriceIncrease(e), Condition::LegalObligation) => e.legal_obligation = holds,
            (Event::ProviderChange(e), Condition::Essential) => e.essential = holds,
            (Event::ProviderChange(e), Condition::LocationOnly) => e.location_only = holds,
            (Event::Complaint(e), Condition::VisibleOnDelivery) => e.visible_on_delivery = holds,
            (Event::Complaint(e), Condition::AboutConclusion) => e.about_conclusion = holds,
            (Event::Offer { made_at, accepted_at, .. }, Condition::Accepted) => {
                *accepted_at = holds.then_some(*made_at)
            }
            (Event::Breach { kind, .. }, condition) => set_of_breach(kind, condition, holds),
            _ => {}
        }
    }
}

/// An insurance that pays, in amounts that nothing else has.
const INSURANCE: Insurance = Insurance { payout: Cents::new(15_000), deductible: Cents::new(2_500) };

fn set_of_provider_cancellation(e: &mut ProviderCancellation, condition: Condition, holds: bool) {
    match (condition, holds) {
        (Condition::ReplacementOffered, _) => e.replacement_offered = holds,
        (Condition::CanAttendReplacement, _) => e.customer_can_attend_replacement = holds,
        (Condition::CauseCustomer, true) => e.cause = Cause::Customer,
        (Condition::CauseProvider, true) => e.cause = Cause::Provider,
        (Condition::CauseNeither, true) => e.cause = Cause::Neither,
        (Condition::CauseCustomer, false) if e.cause == Cause::Customer => e.cause = Cause::Neither,
        (Condition::CauseProvider, false) if e.cause == Cause::Provider => e.cause = Cause::Neither,
        (Condition::CauseNeither, false) if e.cause == Cause::Neither => e.cause = Cause::Customer,
        _ => {}
    }
}

fn set_of_termination(e: &mut Termination, condition: Condition, holds: bool) {
    match (condition, holds) {
        (Condition::ByProvider, true) | (Condition::ByCustomer, false) => e.by = Party::Provider,
        (Condition::ByProvider, false) | (Condition::ByCustomer, true) => e.by = Party::Customer,
        (Condition::ForCause, _) => e.for_cause = holds,
        (Condition::NonPayment, _) => {
            e.non_payment = holds;
            e.for_cause |= holds;
        }
        (Condition::ProviderForCause, true) => (e.by, e.for_cause) = (Party::Provider, true),
        (Condition::ProviderForCause, false) => e.for_cause &= e.by == Party::Customer,
        _ => {}
    }
}

fn set_of_breach(kind: &mut BreachKind, condition: Condition, holds: bool) {
    let named = match condition {
        Condition::IntellectualProperty => BreachKind::IntellectualProperty,
        Condition::MoralRights => BreachKind::MoralRights,
        Condition::Confidentiality => BreachKind::Confidentiality,
        Condition::NonSolicitation => BreachKind::NonSolicitation,
        _ => return,
    };
    if holds {
        *kind = named;
    } else if *kind == named {
        *kind = if named == BreachKind::IntellectualProperty {
            BreachKind::Confidentiality
        } else {
            BreachKind::IntellectualProperty
        };
    }
}

/// The event of a question with its act at an instant, as plain as can be.
fn event_of(question: Question, concluded: Instant, act: Instant) -> Event {
    let month_later = act.plus_hours(24 * 60).unwrap_or(act);
    match question {
        Question::Cancellation => Event::Cancellation { received_at: act, cancelled_count: None },
        Question::NoShow => Event::NoShow { session_starts_at: None },
        Question::Withdrawal => Event::Withdrawal { declared_at: act, goods_devaluation: Cents::ZERO },
        Question::Rescheduling => {
            Event::Rescheduling { requested_at: act, alternative_date_offered: false, session_starts_at: None }
        }
        Question::Substitution => Event::Substitution { requested_at: act, substitute_qualifies: false },
        Question::BookingChange => Event::BookingChange { requested_at: act, cancelled_count: None },
        Question::ProviderCancellation => Event::ProviderCancellation(ProviderCancellation {
            announced_at: act,
            cause: Cause::Provider,
            replacement_offered: false,
            customer_can_attend_replacement: false,
        }),
        Question::ProviderChange => Event::ProviderChange(ProviderChange {
            known_at: act,
            notified_at: None,
            rejected_at: None,
            essential: false,
            more_than_minor_disadvantage: false,
            location_only: false,
        }),
        Question::PaymentReview => Event::PaymentReview(PaymentReview {
            as_of: act,
            actual_collection_costs: Cents::ZERO,
            collection_costs_vat_percent: 0,
            invoices: Vec::new(),
        }),
        Question::PaymentPlan => Event::PaymentPlan,
        Question::PaymentAllocation => Event::PaymentAllocation(crate::facts::PaymentAllocation {
            amount: PRICE,
            open_costs: Cents::ZERO,
            open_interest: Cents::ZERO,
            invoices: Vec::new(),
        }),
        Question::Termination => Event::Termination(Termination {
            notice_at: act,
            by: Party::Customer,
            for_cause: false,
            non_payment: false,
        }),
        Question::PriceIncrease => Event::PriceIncrease(PriceIncrease {
            announced_at: act,
            effective_at: month_later,
            new_price: PRICE.plus(Cents::new(1)),
            current_price: None,
            previous_increase_at: None,
            indexation: false,
            legal_obligation: false,
        }),
        Question::TermsChange => {
            Event::TermsChange { announced_at: act, effective_at: month_later, performance_changes: false }
        }
        Question::Complaint => Event::Complaint(Complaint { filed_at: Some(act), ..Complaint::default() }),
        Question::DamageClaim => Event::DamageClaim(DamageClaim {
            occurred_at: act,
            reported_at: act,
            damage: PRICE.times(100),
            kind: DamageKind::Direct,
            intent_or_recklessness: false,
            awarded_this_year: Cents::ZERO,
        }),
        Question::Breach => Event::Breach {
            kind: BreachKind::IntellectualProperty,
            count: 1,
            monthly_salary: Some(PRICE),
            occurred_at: None,
        },
        Question::ForceMajeure => Event::ForceMajeure { began_at: act, as_of: month_later, permanent: false },
        Question::Offer => Event::Offer { made_at: act.min(concluded), accepted_at: None, as_of: Some(act) },
        Question::DataBreach => Event::DataBreach { discovered_at: act },
    }
}

/// An invoice for the whole price.
pub(super) fn invoice(issued_on: Date, due_on: Option<Date>) -> Invoice {
    Invoice {
        id: "1".to_owned(),
        issued_on,
        due_on,
        open: PRICE,
        is_deposit: false,
        reminder_received_on: due_on,
        collection_notice_received_on: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::inspect;
    use crate::facts::Facts;
    use crate::law::Law;
    use crate::policy::store::PolicySet;

    /// The conditions that are about the event of a question.
    const OF_EVENTS: [(Question, &[Condition]); 9] = [
        (Question::Rescheduling, &[Condition::AlternativeDateOffered]),
        (Question::Substitution, &[Condition::SubstituteQualifies]),
        (
            Question::ProviderCancellation,
            &[
                Condition::ReplacementOffered,
                Condition::CauseCustomer,
                Condition::CauseProvider,
                Condition::CauseNeither,
                // After the replacement, without which nobody can attend it.
                Condition::CanAttendReplacement,
            ],
        ),
        (
            Question::Termination,
            &[
                Condition::ByProvider,
                Condition::ByCustomer,
                Condition::ForCause,
                Condition::NonPayment,
                Condition::ProviderForCause,
            ],
        ),
        (Question::PriceIncrease, &[Condition::Indexation, Condition::LegalObligation]),
        (Question::ProviderChange, &[Condition::LocationOnly]),
        (Question::Complaint, &[Condition::VisibleOnDelivery, Condition::AboutConclusion]),
        (Question::Offer, &[Condition::Accepted]),
        (
            Question::Breach,
            &[
                Condition::IntellectualProperty,
                Condition::MoralRights,
                Condition::Confidentiality,
                Condition::NonSolicitation,
            ],
        ),
    ];

    const OF_AGREEMENTS: [Condition; 8] = [
        Condition::PaysInInstalments,
        Condition::Begun,
        Condition::FullyPerformed,
        Condition::ExpressRequest,
        Condition::Acknowledged,
        Condition::MadeToOrder,
        Condition::Insured,
        Condition::InsurancePays,
    ];

    #[test]
    fn a_scene_makes_every_condition_so_and_not_so() {
        let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
        let policy = set.iter().next().unwrap();
        let holds = |scene: Scene, condition| {
            let Witness { agreement, event, basis } = scene.witness();
            let facts = Facts::new(agreement, event, basis).unwrap_or_else(|error| panic!("{condition:?}: {error}"));
            inspect::hold(policy, law, &facts, &Conditions { when: vec![condition], unless: Vec::new() })
        };
        let plain = |question| {
            let (concluded, act) = (noon(&policy.zone, first_day()), noon(&policy.zone, start_day()));
            Scene::new(question, CustomerType::Consumer, ProductType::Coaching, concluded, act).starting(act)
        };
        let act = Some(noon(&policy.zone, start_day()));
        for question in [Question::Cancellation, Question::Withdrawal, Question::Complaint, Question::Offer] {
            assert_eq!(plain(question).event.act(), act, "{question}");
        }
        let of_agreements = Question::ALL.iter().map(|question| (*question, OF_AGREEMENTS.as_slice()));
        for (question, conditions) in OF_EVENTS.into_iter().chain(of_agreements) {
            for &condition in conditions {
                let mut scene = plain(question);
                if condition == Condition::CanAttendReplacement {
                    scene.set(Condition::ReplacementOffered, true);
                }
                scene.set(condition, true);
                assert!(holds(scene.clone(), condition), "{question} {condition:?}");
                scene.set(condition, false);
                assert!(!holds(scene, condition), "{question} not {condition:?}");
            }
        }
    }
}
