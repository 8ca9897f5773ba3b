//! Witnesses as requests, in the JSON of the contract: ready to paste into `clausula evaluate` or a case file.

use super::value::Value;
use crate::analyse::obligation::Witness;
use crate::calendar::{Date, Instant};
use crate::facts::{
    Agreement, Complaint, DamageClaim, Event, Invoice, PaymentAllocation, PaymentReview, Performance, PriceIncrease,
    ProviderCancellation, ProviderChange, Termination, WithdrawalFacts,
};
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::Basis;

/// A witness as a request to evaluate, on one line of JSON.
pub fn request_json(witness: &Witness, policy: &Policy) -> String {
    request(witness, policy).compact()
}

/// A witness as a request to evaluate.
pub(super) fn request(witness: &Witness, policy: &Policy) -> Value {
    let to = To { currency: &policy.currency };
    Value::object([
        ("policyId", Some(Value::text(&policy.id))),
        ("policyVersion", Some(Value::text(&policy.version))),
        ("basis", (witness.basis == Basis::TermsOnly).then(|| Value::text("BASIS_TERMS_ONLY"))),
        ("agreement", Some(to.agreement(&witness.agreement))),
        (to.key(&witness.event), Some(to.event(&witness.event))),
    ])
}

/// Writes facts in the currency of a policy. What has its default is left out.
struct To<'c> {
    currency: &'c str,
}

fn at(instant: Instant) -> Option<Value> {
    Some(Value::text(instant.to_string()))
}

fn day(date: Date) -> Option<Value> {
    Some(Value::text(date.to_string()))
}

fn yes(flag: bool) -> Option<Value> {
    flag.then_some(Value::Bool(true))
}

fn count(number: u32, default: u32) -> Option<Value> {
    (number != default).then_some(Value::Number(number as usize))
}

fn word(prefix: &str, name: &str) -> Option<Value> {
    Some(Value::text(format!("{prefix}_{}", name.to_uppercase())))
}

impl To<'_> {
    fn money(&self, amount: Cents) -> Option<Value> {
        Some(Value::object([
            ("currencyCode", Some(Value::text(self.currency))),
            ("minorUnits", Some(Value::text(amount.get().to_string()))),
        ]))
    }

    /// An amount, left out when it is zero.
    fn some(&self, amount: Cents) -> Option<Value> {
        if amount == Cents::ZERO { None } else { self.money(amount) }
    }

    fn agreement(&self, a: &Agreement) -> Value {
        let payments =
            a.payments.iter().map(|p| Value::object([("paidAt", at(p.paid_at)), ("amount", self.money(p.amount))]));
        let insurance = a
            .insurance
            .map(|i| Value::object([("payout", self.money(i.payout)), ("deductible", self.some(i.deductible))]));
        let performance = (a.performance != Performance::default()).then(|| self.performance(&a.performance));
        let withdrawal = (a.withdrawal != WithdrawalFacts::default()).then(|| withdrawal(&a.withdrawal));
        Value::object([
            ("customerType", word("CUSTOMER_TYPE", a.customer.name())),
            ("productType", word("PRODUCT_TYPE", a.product.name())),
            ("price", self.money(a.price)),
            ("concludedAt", at(a.concluded_at)),
            ("startsAt", a.starts_at.and_then(at)),
            ("endsAt", a.ends_at.and_then(at)),
            ("termMonths", count(a.term_months, 0)),
            ("serviceCount", count(a.service_count, 1)),
            ("sessionCount", count(a.session_count, 1)),
            ("payments", (!a.payments.is_empty()).then(|| Value::list(payments))),
            ("performance", performance),
            ("withdrawalFacts", withdrawal),
            ("changeCostsInOffer", a.change_costs_in_offer.and_then(|amount| self.money(amount))),
            ("paysInInstalments", yes(a.pays_in_instalments)),
            ("insurance", insurance),
        ])
    }

    fn performance(&self, p: &Performance) -> Value {
        Value::object([
            ("startedAt", p.started_at.and_then(at)),
            ("fullyPerformed", yes(p.fully_performed)),
            ("deliveredUnits", count(p.delivered_units, 0)),
            ("totalUnits", count(p.total_units, 0)),
            ("costsIncurred", self.some(p.costs_incurred)),
        ])
    }

    /// The key of an event in a request.
    fn key(&self, event: &Event) -> &'static str {
        match event {
            Event::Cancellation { .. } => "cancellation",
            Event::NoShow { .. } => "noShow",
            Event::Withdrawal { .. } => "withdrawal",
            Event::Rescheduling { .. } => "rescheduling",
            Event::Substitution { .. } => "substitution",
            Event::BookingChange { .. } => "bookingChange",
            Event::ProviderCancellation(_) => "providerCancellation",
            Event::ProviderChange(_) => "providerChange",
            Event::PaymentReview(_) => "paymentReview",
            Event::PaymentPlan => "paymentPlan",
            Event::PaymentAllocation(_) => "paymentAllocation",
            Event::Termination(_) => "termination",
            Event::PriceIncrease(_) => "priceIncrease",
            Event::TermsChange { .. } => "termsChange",
            Event::Complaint(_) => "complaint",
            Event::DamageClaim(_) => "damageClaim",
            Event::Breach { .. } => "breach",
            Event::ForceMajeure { .. } => "forceMajeure",
            Event::Offer { .. } => "offer",
            Event::DataBreach { .. } => "dataBreach",
        }
    }

    fn event(&self, event: &Event) -> Value {
        match event {
            Event::Cancellation { received_at } => Value::object([("receivedAt", at(*received_at))]),
            Event::NoShow { session_starts_at } => Value::object([("sessionStartsAt", session_starts_at.and_then(at))]),
            Event::Withdrawal { declared_at, goods_devaluation } => {
                Value::object([("declaredAt", at(*declared_at)), ("goodsDevaluation", self.some(*goods_devaluation))])
            }
            Event::Rescheduling { requested_at, alternative_date_offered, session_starts_at } => Value::object([
                ("requestedAt", at(*requested_at)),
                ("alternativeDateOffered", yes(*alternative_date_offered)),
                ("sessionStartsAt", session_starts_at.and_then(at)),
            ]),
            Event::Substitution { requested_at, substitute_qualifies } => {
                Value::object([("requestedAt", at(*requested_at)), ("substituteQualifies", yes(*substitute_qualifies))])
            }
            Event::BookingChange { requested_at } => Value::object([("requestedAt", at(*requested_at))]),
            Event::ProviderCancellation(e) => provider_cancellation(e),
            Event::ProviderChange(e) => provider_change(e),
            Event::PaymentReview(e) => self.review(e),
            Event::PaymentPlan => Value::object([]),
            Event::PaymentAllocation(e) => self.allocation(e),
            Event::Termination(e) => termination(*e),
            Event::PriceIncrease(e) => self.increase(e),
            Event::TermsChange { announced_at, effective_at, performance_changes } => Value::object([
                ("announcedAt", at(*announced_at)),
                ("effectiveAt", at(*effective_at)),
                ("performanceChanges", yes(*performance_changes)),
            ]),
            Event::Complaint(e) => complaint(e),
            Event::DamageClaim(e) => self.damage(e),
            Event::Breach { kind, count: breaches, monthly_salary, occurred_at } => Value::object([
                ("kind", word("BREACH_KIND", kind.name())),
                ("count", count(*breaches, 1)),
                ("monthlySalary", monthly_salary.and_then(|salary| self.money(salary))),
                ("occurredAt", occurred_at.and_then(at)),
            ]),
            Event::ForceMajeure { began_at, as_of, permanent } => {
                Value::object([("beganAt", at(*began_at)), ("asOf", at(*as_of)), ("permanent", yes(*permanent))])
            }
            Event::Offer { made_at, accepted_at, as_of } => Value::object([
                ("madeAt", at(*made_at)),
                ("acceptedAt", accepted_at.and_then(at)),
                ("asOf", as_of.and_then(at)),
            ]),
            Event::DataBreach { discovered_at } => Value::object([("discoveredAt", at(*discovered_at))]),
        }
    }

    fn review(&self, e: &PaymentReview) -> Value {
        Value::object([
            ("asOf", at(e.as_of)),
            ("actualCollectionCosts", self.some(e.actual_collection_costs)),
            ("collectionCostsVatPercent", count(e.collection_costs_vat_percent, 0)),
            ("invoices", Some(Value::list(e.invoices.iter().map(|invoice| self.invoice(invoice))))),
        ])
    }

    fn invoice(&self, invoice: &Invoice) -> Value {
        Value::object([
            ("invoiceId", Some(Value::text(&invoice.id))),
            ("issuedOn", day(invoice.issued_on)),
            ("dueOn", invoice.due_on.and_then(day)),
            ("openAmount", self.money(invoice.open)),
            ("isDeposit", yes(invoice.is_deposit)),
            ("reminderReceivedOn", invoice.reminder_received_on.and_then(day)),
            ("collectionNoticeReceivedOn", invoice.collection_notice_received_on.and_then(day)),
        ])
    }

    fn allocation(&self, e: &PaymentAllocation) -> Value {
        let invoice = |invoice: &crate::facts::OpenInvoice| {
            Value::object([
                ("invoiceId", Some(Value::text(&invoice.id))),
                ("dueOn", day(invoice.due_on)),
                ("openAmount", self.money(invoice.open)),
            ])
        };
        Value::object([
            ("amount", self.money(e.amount)),
            ("openCosts", self.some(e.open_costs)),
            ("openInterest", self.some(e.open_interest)),
            ("invoices", Some(Value::list(e.invoices.iter().map(invoice)))),
        ])
    }

    fn increase(&self, e: &PriceIncrease) -> Value {
        Value::object([
            ("announcedAt", at(e.announced_at)),
            ("effectiveAt", at(e.effective_at)),
            ("newPrice", self.money(e.new_price)),
            ("currentPrice", e.current_price.and_then(|price| self.money(price))),
            ("previousIncreaseAt", e.previous_increase_at.and_then(at)),
            ("indexation", yes(e.indexation)),
            ("legalObligation", yes(e.legal_obligation)),
        ])
    }

    fn damage(&self, e: &DamageClaim) -> Value {
        Value::object([
            ("occurredAt", at(e.occurred_at)),
            ("reportedAt", at(e.reported_at)),
            ("damage", self.money(e.damage)),
            ("kind", word("DAMAGE_KIND", e.kind.name())),
            ("intentOrRecklessness", yes(e.intent_or_recklessness)),
            ("awardedThisYear", self.some(e.awarded_this_year)),
        ])
    }
}

fn withdrawal(w: &WithdrawalFacts) -> Value {
    Value::object([
        ("informationGivenAt", w.information_given_at.and_then(at)),
        ("informationWithheld", yes(w.information_withheld)),
        ("expressRequestToStart", yes(w.express_request_to_start)),
        ("acknowledgedLossOfRight", yes(w.acknowledged_loss_of_right)),
        ("goodsReceivedAt", w.goods_received_at.and_then(at)),
        ("madeToOrder", yes(w.made_to_order)),
        ("concludedOnPremises", yes(w.concluded_on_premises)),
    ])
}

fn provider_cancellation(e: &ProviderCancellation) -> Value {
    Value::object([
        ("announcedAt", at(e.announced_at)),
        ("cause", word("CAUSE", e.cause.name())),
        ("replacementOffered", yes(e.replacement_offered)),
        ("customerCanAttendReplacement", yes(e.customer_can_attend_replacement)),
    ])
}

fn provider_change(e: &ProviderChange) -> Value {
    Value::object([
        ("knownAt", at(e.known_at)),
        ("notifiedAt", e.notified_at.and_then(at)),
        ("rejectedAt", e.rejected_at.and_then(at)),
        ("essential", yes(e.essential)),
        ("moreThanMinorDisadvantage", yes(e.more_than_minor_disadvantage)),
        ("locationOnly", yes(e.location_only)),
    ])
}

fn termination(e: Termination) -> Value {
    Value::object([
        ("noticeAt", at(e.notice_at)),
        ("by", word("PARTY", e.by.name())),
        ("forCause", yes(e.for_cause)),
        ("nonPayment", yes(e.non_payment)),
    ])
}

fn complaint(e: &Complaint) -> Value {
    Value::object([
        ("discoveredAt", e.discovered_at.and_then(at)),
        ("arisenAt", e.arisen_at.and_then(at)),
        ("deliveredAt", e.delivered_at.and_then(at)),
        ("filedAt", e.filed_at.and_then(at)),
        ("visibleOnDelivery", yes(e.visible_on_delivery)),
        ("aboutConclusion", yes(e.about_conclusion)),
    ])
}
