//! One fact that is set one way or another: what the cases of a question differ in.

use super::cases::Paid;
use crate::calendar::Instant;
use crate::facts::{Agreement, DeclaredValue, Event, FactId, Insurance};
use crate::money::Cents;
use crate::policy::building_blocks::StatedAmount;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party};

/// A fact and how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Setting {
    Instalments(bool),
    Begun(Begun),
    FullyPerformed(bool),
    ExpressRequest(bool),
    Acknowledged(bool),
    MadeToOrder(bool),
    OnPremises(bool),
    Information(Information),
    GoodsNotReceived(bool),
    DeclarationReceivedLater(bool),
    AlternativeDate(bool),
    SubstituteQualifies(bool),
    Replacement(bool),
    CanAttend(bool),
    Cause(Cause),
    By(Party),
    Ground(Ground),
    Indexation(bool),
    LegalObligation(bool),
    Increase(Increase),
    EarlierIncrease(bool),
    LocationOnly(bool),
    Essential(bool),
    Disadvantage(bool),
    NearStart(bool),
    Rejected(bool),
    VisibleOnDelivery(bool),
    AboutConclusion(bool),
    AboutInvoice(bool),
    Accepted(bool),
    Insured(Insured),
    Damage(DamageKind),
    Intent(bool),
    Permanent(bool),
    PerformanceChanges(bool),
    Breach(BreachKind),
    /// When it took place is said, so that it can be at any time.
    Dated(bool),
    Deposit(bool),
    /// No due date on the invoice, so that the terms' own period counts.
    DueStated(bool),
    /// A deposit without a due date on its invoice, where the terms' own period is for deposits alone.
    DepositUndated(bool),
    /// Steps against late payment, each long after the one before; as many as this.
    StepsTaken(u32),
    /// A change takes effect so many days after the conclusion.
    Effective(i64),
    Term(u32),
    Services(u32),
    Sessions(u32),
    Breaches(u32),
    /// So many people, of whom as many no longer come; `None`: it is not stated.
    People(u32, Option<u32>),
    Delivered(u32, u32),
    Stated(StatedAmount, Cents),
    Paid(Paid),
    Declared(Stating),
    /// The price lies from the first of these to the second: conditions ask for it nowhere between.
    Prices(Cents, Cents),
}

/// What is said of a fact that a policy declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) struct Stating {
    pub(in crate::analyse) fact: FactId,
    pub(in crate::analyse) value: DeclaredValue,
    /// Whether it is what is so unless stated, or what stands first where something must be.
    pub(in crate::analyse) plain: bool,
    /// What bounds it, where it is an amount.
    pub(in crate::analyse) most: Most,
}

/// What bounds an amount that a policy declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Most {
    /// The price: more than it is the price.
    Price,
    /// A sum.
    Fixed,
    /// Nothing; or it is no amount.
    None,
}

/// Since when performance has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Begun {
    No,
    AtConclusion,
    At(Instant),
}

/// What a consumer was told of the right to withdraw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Information {
    AtConclusion,
    Withheld,
    /// So many days after the conclusion.
    Late(i64),
    /// Told, on an interface without a function for withdrawing.
    WithoutFunction,
}

/// Why a party ends the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Ground {
    None,
    Cause,
    NonPayment,
}

/// By how much the price is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::analyse) enum Increase {
    OneCent,
    /// So many ten-thousandths of a percent, and as many cents.
    By(u32, i64),
}

/// What the provider's insurance does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) enum Insured {
    No,
    WithoutPayout,
    Pays(Cents),
}

/// From one step against late payment to the next: more than terms give to pay.
const DAYS_TO_STEP: i64 = 100;

/// How many days a declaration that is received later is under way: so long that by law no refund is due before the terms say.
const DAYS_UNDER_WAY: i64 = 400;

/// How many days after the conclusion a change takes effect unless stated.
pub(in crate::analyse) const EFFECTIVE: i64 = 200;

impl Setting {
    /// Whether it differs from what is so unless stated.
    pub(in crate::analyse) fn matters(self) -> bool {
        match self {
            Setting::Instalments(on)
            | Setting::FullyPerformed(on)
            | Setting::ExpressRequest(on)
            | Setting::Acknowledged(on)
            | Setting::MadeToOrder(on)
            | Setting::OnPremises(on)
            | Setting::GoodsNotReceived(on)
            | Setting::DeclarationReceivedLater(on)
            | Setting::AlternativeDate(on)
            | Setting::SubstituteQualifies(on)
            | Setting::Replacement(on)
            | Setting::CanAttend(on)
            | Setting::Indexation(on)
            | Setting::LegalObligation(on)
            | Setting::EarlierIncrease(on)
            | Setting::LocationOnly(on)
            | Setting::Essential(on)
            | Setting::Disadvantage(on)
            | Setting::NearStart(on)
            | Setting::Rejected(on)
            | Setting::VisibleOnDelivery(on)
            | Setting::AboutConclusion(on)
            | Setting::AboutInvoice(on)
            | Setting::Accepted(on)
            | Setting::Intent(on)
            | Setting::Permanent(on)
            | Setting::PerformanceChanges(on)
            | Setting::Deposit(on)
            | Setting::DueStated(on)
            | Setting::Dated(on)
            | Setting::DepositUndated(on) => on,
            Setting::Effective(days) => days != EFFECTIVE,
            Setting::StepsTaken(steps) => steps > 0,
            Setting::Begun(begun) => begun != Begun::No,
            Setting::Information(information) => information != Information::AtConclusion,
            Setting::Cause(cause) => cause != Cause::Provider,
            Setting::By(party) => party != Party::Customer,
            Setting::Ground(ground) => ground != Ground::None,
            Setting::Increase(increase) => increase != Increase::OneCent,
            Setting::Insured(insured) => insured != Insured::No,
            Setting::Damage(kind) => kind != DamageKind::Direct,
            Setting::Breach(kind) => kind != BreachKind::IntellectualProperty,
            Setting::Term(months) => months != 12,
            Setting::Services(count) | Setting::Sessions(count) | Setting::Breaches(count) => count != 1,
            Setting::People(all, cancelled) => all != 1 || cancelled.is_some(),
            Setting::Delivered(_, total) => total != 0,
            Setting::Stated(_, amount) => amount != Cents::ZERO,
            Setting::Paid(paid) => paid != Paid::Nothing,
            Setting::Declared(stating) => !stating.plain,
            Setting::Prices(from, _) => from != Cents::ZERO,
        }
    }

    /// Whether it is a count, a share or an amount, which only scales what is charged.
    pub(in crate::analyse) fn is_amount(self) -> bool {
        matches!(
            self,
            Setting::Services(_)
                | Setting::Sessions(_)
                | Setting::Breaches(_)
                | Setting::People(..)
                | Setting::Delivered(..)
                | Setting::Stated(..)
                | Setting::Paid(_)
        ) || matches!(
            self,
            Setting::Declared(Stating { value: DeclaredValue::Amount(_) | DeclaredValue::Count(_), .. })
        )
    }

    /// Whether it is an amount that no terms bound.
    pub(in crate::analyse) fn is_unbounded(self) -> bool {
        let stated = matches!(
            self,
            Setting::Stated(_, amount)
                | Setting::Declared(Stating { value: DeclaredValue::Amount(amount), most: Most::None, .. })
                if amount != Cents::ZERO
        );
        stated || matches!(self, Setting::Paid(Paid::Amount(_)))
    }

    /// Writes the fact into an agreement and an event, both on the timeline that they were made for.
    pub(super) fn apply(self, a: &mut Agreement, event: &mut Event) {
        self.apply_to_agreement(a);
        self.apply_to_event(a, event);
    }

    fn apply_to_agreement(self, a: &mut Agreement) {
        match self {
            Setting::Instalments(on) => a.pays_in_instalments = so(on),
            Setting::Begun(begun) => {
                a.performance.started_at = match begun {
                    Begun::No => None,
                    Begun::AtConclusion => Some(a.concluded_at),
                    Begun::At(at) => Some(at),
                }
            }
            Setting::FullyPerformed(on) => {
                a.performance.fully_performed = so(on);
                a.performance.deliver_all();
            }
            Setting::ExpressRequest(on) => a.withdrawal.express_request_to_start = so(on),
            Setting::Acknowledged(on) => a.withdrawal.acknowledged_loss_of_right = so(on),
            Setting::MadeToOrder(on) => a.withdrawal.made_to_order = so(on),
            Setting::OnPremises(on) => a.withdrawal.concluded_on_premises = so(on),
            Setting::Information(information) => {
                a.withdrawal.information_withheld = so(information == Information::Withheld);
                a.withdrawal.information_given_at = match information {
                    Information::Late(days) => a.concluded_at.plus_hours(24 * days),
                    Information::AtConclusion | Information::Withheld | Information::WithoutFunction => None,
                };
                a.withdrawal.withdrawal_function_missing = so(information == Information::WithoutFunction);
            }
            Setting::GoodsNotReceived(true) => a.withdrawal.goods_received_at = None,
            Setting::Insured(insured) => {
                a.insurance = match insured {
                    Insured::No => None,
                    Insured::WithoutPayout => Some(Insurance::default()),
                    Insured::Pays(payout) => {
                        Some(Insurance { payout: Some(payout), deductible: Some(Cents::new(50_000)) })
                    }
                }
            }
            Setting::Term(months) => a.term_months = months,
            Setting::Services(count) => a.service_count = Some(count),
            Setting::Sessions(count) => a.session_count = Some(count),
            Setting::People(all, _) => a.participants = Some(all),
            Setting::Delivered(delivered, total) => {
                let counted = |count: u32| Some(count).filter(|count| *count > 0);
                (a.performance.delivered_units, a.performance.total_units) = (counted(delivered), counted(total));
                a.performance.deliver_all();
            }
            Setting::Stated(StatedAmount::ChangeCostsInOffer, amount) => {
                a.change_costs_in_offer = Some(amount).filter(|amount| *amount > Cents::ZERO);
            }
            Setting::Stated(StatedAmount::CostsIncurred, amount) => a.performance.costs_incurred = Some(amount),
            Setting::GoodsNotReceived(_)
            | Setting::DeclarationReceivedLater(_)
            | Setting::AlternativeDate(_)
            | Setting::SubstituteQualifies(_)
            | Setting::Replacement(_)
            | Setting::CanAttend(_)
            | Setting::Cause(_)
            | Setting::By(_)
            | Setting::Ground(_)
            | Setting::Indexation(_)
            | Setting::LegalObligation(_)
            | Setting::Increase(_)
            | Setting::EarlierIncrease(_)
            | Setting::LocationOnly(_)
            | Setting::Essential(_)
            | Setting::Disadvantage(_)
            | Setting::NearStart(_)
            | Setting::Rejected(_)
            | Setting::VisibleOnDelivery(_)
            | Setting::AboutConclusion(_)
            | Setting::AboutInvoice(_)
            | Setting::Accepted(_)
            | Setting::Damage(_)
            | Setting::Intent(_)
            | Setting::Permanent(_)
            | Setting::PerformanceChanges(_)
            | Setting::Breach(_)
            | Setting::Dated(_)
            | Setting::Deposit(_)
            | Setting::DueStated(_)
            | Setting::DepositUndated(_)
            | Setting::StepsTaken(_)
            | Setting::Effective(_)
            | Setting::Breaches(_)
            | Setting::Stated(..)
            | Setting::Paid(_)
            | Setting::Declared(_)
            | Setting::Prices(..) => {}
        }
    }

    fn apply_to_event(self, a: &Agreement, event: &mut Event) {
        match (self, event) {
            (Setting::DeclarationReceivedLater(true), Event::Withdrawal { declared_at, received_at, .. }) => {
                *received_at = declared_at.plus_hours(24 * DAYS_UNDER_WAY);
            }
            (Setting::AlternativeDate(on), Event::Rescheduling { alternative_date_offered, .. }) => {
                *alternative_date_offered = so(on);
            }
            (Setting::SubstituteQualifies(on), Event::Substitution { substitute_qualifies, .. }) => {
                *substitute_qualifies = so(on);
            }
            (Setting::Replacement(on), Event::ProviderCancellation(e)) => e.replacement_offered = so(on),
            (Setting::CanAttend(on), Event::ProviderCancellation(e)) => e.customer_can_attend_replacement = so(on),
            (Setting::Cause(cause), Event::ProviderCancellation(e)) => e.cause = cause,
            (Setting::By(party), Event::Termination(e)) => e.by = party,
            (Setting::Ground(ground), Event::Termination(e)) => {
                (e.for_cause, e.non_payment) = (so(ground != Ground::None), so(ground == Ground::NonPayment));
            }
            (Setting::Indexation(on), Event::PriceIncrease(e)) => e.indexation = so(on),
            (Setting::LegalObligation(on), Event::PriceIncrease(e)) => e.legal_obligation = so(on),
            (Setting::EarlierIncrease(true), Event::PriceIncrease(e)) => e.previous_increase_at = Some(a.concluded_at),
            (Setting::LocationOnly(on), Event::ProviderChange(e)) => e.location_only = so(on),
            (Setting::Essential(on), Event::ProviderChange(e)) => e.essential = so(on),
            (Setting::Disadvantage(on), Event::ProviderChange(e)) => e.more_than_minor_disadvantage = so(on),
            (Setting::NearStart(true), Event::ProviderChange(e)) => {
                let near = a.starts_at.and_then(|at| at.plus_hours(-24 * 5)).map_or(a.concluded_at, |at| at);
                e.known_at = near.max(a.concluded_at);
                e.notified_at = Some(e.known_at);
                e.rejected_at = e.rejected_at.map(|_| e.known_at);
            }
            (Setting::Rejected(on), Event::ProviderChange(e)) => e.rejected_at = e.notified_at.filter(|_| on),
            (Setting::VisibleOnDelivery(on), Event::Complaint(e)) => e.visible_on_delivery = so(on),
            (Setting::AboutConclusion(on), Event::Complaint(e)) => e.about_conclusion = so(on),
            (Setting::AboutInvoice(on), Event::Complaint(e)) => e.invoiced_at = e.invoiced_at.filter(|_| on),
            (Setting::Accepted(on), Event::Offer { made_at, accepted_at, .. }) => *accepted_at = on.then_some(*made_at),
            (Setting::Damage(damage), Event::DamageClaim(e)) => e.kind = damage,
            (Setting::Intent(on), Event::DamageClaim(e)) => e.intent_or_recklessness = so(on),
            (Setting::Permanent(on), Event::ForceMajeure { permanent, .. }) => *permanent = so(on),
            (Setting::PerformanceChanges(on), Event::TermsChange { performance_changes, .. }) => {
                *performance_changes = so(on);
            }
            (Setting::Breach(breach), Event::Breach { kind, .. }) => *kind = breach,
            (Setting::Dated(on), Event::Breach { occurred_at, .. }) => *occurred_at = on.then_some(a.concluded_at),
            (Setting::Dated(on), Event::Complaint(e)) => e.filed_at = e.filed_at.filter(|_| on),
            (Setting::Breaches(breaches), Event::Breach { count, .. }) => *count = Some(breaches),
            (
                Setting::People(_, cancelled),
                Event::Cancellation { cancelled_count, .. } | Event::BookingChange { cancelled_count, .. },
            ) => *cancelled_count = cancelled,
            (Setting::Deposit(on), Event::PaymentReview(e)) => {
                e.invoices.iter_mut().for_each(|invoice| invoice.is_deposit = so(on));
            }
            (Setting::DueStated(true), Event::PaymentReview(e)) => {
                e.invoices.iter_mut().for_each(|invoice| invoice.due_on = None);
            }
            (Setting::DepositUndated(true), Event::PaymentReview(e)) => {
                e.invoices.iter_mut().for_each(|invoice| (invoice.is_deposit, invoice.due_on) = (Some(true), None));
            }
            (Setting::StepsTaken(steps), Event::PaymentReview(e)) => {
                for invoice in &mut e.invoices {
                    let day = |step: u32| invoice.issued_on.plus_days(DAYS_TO_STEP * i64::from(step));
                    invoice.collection_steps_on = (1..=steps).filter_map(day).collect();
                }
            }
            (Setting::Effective(days), event) => {
                let at = a.concluded_at.plus_hours(24 * days).unwrap_or(a.concluded_at);
                if let Event::PriceIncrease(increase) = event {
                    increase.effective_at = at;
                } else if let Event::TermsChange { effective_at, .. } = event {
                    *effective_at = at;
                }
            }
            (Setting::Stated(StatedAmount::GoodsDevaluation, amount), Event::Withdrawal { goods_devaluation, .. }) => {
                *goods_devaluation = Some(amount);
            }
            (Setting::Stated(StatedAmount::MonthlySalary, amount), Event::Breach { monthly_salary, .. }) => {
                *monthly_salary = Some(amount);
            }
            _ => {}
        }
    }
}

/// A fact that is so is stated; one that is not is left to be taken so.
fn so(on: bool) -> Option<bool> {
    on.then_some(true)
}
