//! What facts may say: ranges, and the contradictions that the contract names. Everything is reported at once.

use super::{Agreement, Event, Problem};
use crate::calendar::{Date, Instant};
use crate::money::Cents;
use crate::vocabulary::Party;
use std::collections::HashMap;
use std::fmt;

/// The bounds of what a request may state.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The first year of an instant or a date.
    pub first_year: i32,
    /// The last year of an instant or a date.
    pub last_year: i32,
    /// Payments of one agreement, and invoices of one event.
    pub entries: usize,
    /// The length of a contract period, in months.
    pub term_months: u32,
    /// Services, sessions, breaches and units.
    pub count: u32,
    /// A rate of value added tax, in percent.
    pub percent: u32,
    /// The length of an invoice id, in bytes.
    pub id_bytes: usize,
}

/// The limits that [`Facts::new`](super::Facts::new) holds requests to.
pub const LIMITS: Limits = Limits {
    first_year: 1990,
    last_year: 2199,
    entries: 1_000,
    term_months: 1_200,
    count: 1_000_000_000,
    percent: 100,
    id_bytes: 256,
};

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The dotted path of the field, as in `agreement.starts_at`.
    pub field: String,
    /// What is wrong and what to do.
    pub problem: Problem,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.problem)
    }
}

/// Everything that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsError(pub Vec<Violation>);

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            write!(f, "{}{violation}", if i == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for FactsError {}

pub(super) fn check(agreement: &Agreement, event: &Event) -> Result<(), FactsError> {
    let mut found = Checker::default();
    found.agreement(agreement);
    found.event(agreement, event);
    if found.0.is_empty() { Ok(()) } else { Err(FactsError(found.0)) }
}

/// Whether an instant lies within the years of facts, in UTC.
pub(super) fn is_in_range(at: Instant) -> bool {
    // The bounds in seconds since 1970, computed once by hand: they are part of the contract.
    const FIRST: i64 = 631_152_000;
    const AFTER: i64 = 7_258_118_400;
    (FIRST..AFTER).contains(&at.secs())
}

/// The path of a field of an entry of a list, written only when there is something to report.
struct Entry(&'static str, usize, &'static str);

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry(list, place, field) = self;
        write!(f, "{list}[{place}].{field}")
    }
}

#[derive(Default)]
struct Checker(Vec<Violation>);

impl Checker {
    fn report(&mut self, field: impl fmt::Display, problem: Problem) {
        self.0.push(Violation { field: field.to_string(), problem });
    }

    fn instant(&mut self, field: impl fmt::Display, at: Option<Instant>) {
        if at.is_some_and(|at| !is_in_range(at)) {
            self.report(field, Problem::OutsideYears);
        }
    }

    fn date(&mut self, field: impl fmt::Display, date: Option<Date>) {
        if date.is_some_and(|d| !(LIMITS.first_year..=LIMITS.last_year).contains(&d.ymd().0)) {
            self.report(field, Problem::OutsideYears);
        }
    }

    fn amount(&mut self, field: impl fmt::Display, amount: Option<Cents>) {
        match amount {
            Some(a) if a < Cents::ZERO => self.report(field, Problem::NegativeAmount),
            Some(a) if a > Cents::MAX => self.report(field, Problem::LargeAmount),
            _ => {}
        }
    }

    fn count(&mut self, field: &str, count: u32, most: u32) {
        if count > most {
            self.report(field, Problem::LargeCount { most });
        }
    }

    fn entries(&mut self, field: &str, count: usize) {
        if count > LIMITS.entries {
            self.report(field, Problem::TooManyEntries { count, most: LIMITS.entries });
        }
    }

    /// `later` must not lie before `earlier`.
    fn order(&mut self, field: &str, later: Option<Instant>, earlier: Option<Instant>, other: &'static str) {
        if let (Some(later), Some(earlier)) = (later, earlier)
            && later < earlier
        {
            self.report(field, Problem::Before { other });
        }
    }

    fn agreement(&mut self, a: &Agreement) {
        self.amount("agreement.price", Some(a.price));
        self.instant("agreement.concluded_at", Some(a.concluded_at));
        self.instant("agreement.starts_at", a.starts_at);
        self.instant("agreement.ends_at", a.ends_at);
        self.order("agreement.starts_at", a.starts_at, Some(a.concluded_at), "agreement.concluded_at");
        self.order("agreement.ends_at", a.ends_at, a.starts_at, "agreement.starts_at");
        self.count("agreement.term_months", a.term_months, LIMITS.term_months);
        self.count("agreement.service_count", a.service_count, LIMITS.count);
        self.count("agreement.session_count", a.session_count, LIMITS.count);
        self.entries("agreement.payments", a.payments.len());
        for (i, payment) in a.payments.iter().take(LIMITS.entries).enumerate() {
            self.amount(Entry("agreement.payments", i, "amount"), Some(payment.amount));
            self.instant(Entry("agreement.payments", i, "paid_at"), Some(payment.paid_at));
        }
        let p = &a.performance;
        self.instant("agreement.performance.started_at", p.started_at);
        self.amount("agreement.performance.costs_incurred", Some(p.costs_incurred));
        self.count("agreement.performance.delivered_units", p.delivered_units, LIMITS.count);
        self.count("agreement.performance.total_units", p.total_units, LIMITS.count);
        if p.total_units > 0 && p.delivered_units > p.total_units {
            let other = "agreement.performance.total_units";
            self.report("agreement.performance.delivered_units", Problem::Above { other });
        }
        if p.fully_performed && p.delivered_units < p.total_units {
            self.report("agreement.performance.fully_performed", Problem::NotAllDelivered);
        }
        let w = &a.withdrawal;
        self.instant("agreement.withdrawal_facts.information_given_at", w.information_given_at);
        self.instant("agreement.withdrawal_facts.goods_received_at", w.goods_received_at);
        self.amount("agreement.change_costs_in_offer", a.change_costs_in_offer);
        if let Some(insurance) = &a.insurance {
            self.amount("agreement.insurance.payout", Some(insurance.payout));
            self.amount("agreement.insurance.deductible", Some(insurance.deductible));
        }
    }

    /// A customer's notice: within range and not before the contract.
    fn notice(&mut self, field: &str, at: Instant, a: &Agreement) {
        self.instant(field, Some(at));
        self.order(field, Some(at), Some(a.concluded_at), "agreement.concluded_at");
    }

    fn event(&mut self, a: &Agreement, event: &Event) {
        match event {
            Event::Cancellation { received_at } => self.notice("cancellation.received_at", *received_at, a),
            Event::NoShow { session_starts_at } => self.instant("no_show.session_starts_at", *session_starts_at),
            Event::Withdrawal { declared_at, goods_devaluation } => {
                self.notice("withdrawal.declared_at", *declared_at, a);
                self.amount("withdrawal.goods_devaluation", Some(*goods_devaluation));
            }
            Event::Rescheduling { requested_at, session_starts_at, .. } => {
                self.notice("rescheduling.requested_at", *requested_at, a);
                self.instant("rescheduling.session_starts_at", *session_starts_at);
            }
            Event::Substitution { requested_at, .. } => self.notice("substitution.requested_at", *requested_at, a),
            Event::BookingChange { requested_at } => self.notice("booking_change.requested_at", *requested_at, a),
            Event::ProviderCancellation(e) => self.instant("provider_cancellation.announced_at", Some(e.announced_at)),
            Event::ProviderChange(e) => {
                self.instant("provider_change.known_at", Some(e.known_at));
                self.instant("provider_change.notified_at", e.notified_at);
                self.instant("provider_change.rejected_at", e.rejected_at);
                self.order("provider_change.notified_at", e.notified_at, Some(e.known_at), "provider_change.known_at");
                self.order("provider_change.rejected_at", e.rejected_at, e.notified_at, "provider_change.notified_at");
                if e.rejected_at.is_some() && e.notified_at.is_none() {
                    let other = "provider_change.notified_at";
                    self.report("provider_change.rejected_at", Problem::Without { other });
                }
            }
            Event::PaymentReview(e) => {
                self.instant("payment_review.as_of", Some(e.as_of));
                self.amount("payment_review.actual_collection_costs", Some(e.actual_collection_costs));
                let (field, most) = ("payment_review.collection_costs_vat_percent", LIMITS.percent);
                self.count(field, e.collection_costs_vat_percent, most);
                self.invoices(&e.invoices);
                self.own_ids("payment_review.invoices", e.invoices.iter().map(|invoice| &*invoice.id));
            }
            Event::PaymentPlan => {}
            Event::PaymentAllocation(e) => {
                self.amount("payment_allocation.amount", Some(e.amount));
                self.amount("payment_allocation.open_costs", Some(e.open_costs));
                self.amount("payment_allocation.open_interest", Some(e.open_interest));
                self.entries("payment_allocation.invoices", e.invoices.len());
                for (i, invoice) in e.invoices.iter().take(LIMITS.entries).enumerate() {
                    let path = |field| Entry("payment_allocation.invoices", i, field);
                    self.invoice_id(path("invoice_id"), &invoice.id);
                    self.date(path("due_on"), Some(invoice.due_on));
                    self.amount(path("open_amount"), Some(invoice.open));
                }
                self.own_ids("payment_allocation.invoices", e.invoices.iter().map(|invoice| &*invoice.id));
            }
            Event::Termination(e) => {
                // Only a customer's notice contradicts a contract that is not yet concluded.
                match e.by {
                    Party::Customer => self.notice("termination.notice_at", e.notice_at, a),
                    Party::Provider => self.instant("termination.notice_at", Some(e.notice_at)),
                }
                if e.non_payment && !e.for_cause {
                    self.report("termination.non_payment", Problem::Without { other: "termination.for_cause" });
                }
            }
            Event::PriceIncrease(e) => self.price_increase(a, e),
            Event::TermsChange { announced_at, effective_at, .. } => {
                self.instant("terms_change.announced_at", Some(*announced_at));
                self.instant("terms_change.effective_at", Some(*effective_at));
                let (later, earlier) = (Some(*effective_at), Some(*announced_at));
                self.order("terms_change.effective_at", later, earlier, "terms_change.announced_at");
            }
            Event::Complaint(e) => {
                self.instant("complaint.discovered_at", e.discovered_at);
                self.instant("complaint.arisen_at", e.arisen_at);
                self.instant("complaint.delivered_at", e.delivered_at);
                self.instant("complaint.filed_at", e.filed_at);
                self.order("complaint.filed_at", e.filed_at, e.discovered_at, "complaint.discovered_at");
            }
            Event::DamageClaim(e) => {
                self.instant("damage_claim.occurred_at", Some(e.occurred_at));
                self.instant("damage_claim.reported_at", Some(e.reported_at));
                let (later, earlier) = (Some(e.reported_at), Some(e.occurred_at));
                self.order("damage_claim.reported_at", later, earlier, "damage_claim.occurred_at");
                self.amount("damage_claim.damage", Some(e.damage));
                self.amount("damage_claim.awarded_this_year", Some(e.awarded_this_year));
            }
            Event::Breach { kind: _, count, monthly_salary, occurred_at } => {
                self.instant("breach.occurred_at", *occurred_at);
                self.count("breach.count", *count, LIMITS.count);
                self.amount("breach.monthly_salary", *monthly_salary);
            }
            Event::ForceMajeure { began_at, as_of, .. } => {
                self.instant("force_majeure.began_at", Some(*began_at));
                self.instant("force_majeure.as_of", Some(*as_of));
                self.order("force_majeure.as_of", Some(*as_of), Some(*began_at), "force_majeure.began_at");
            }
            Event::Offer { made_at, accepted_at, as_of } => {
                self.instant("offer.made_at", Some(*made_at));
                self.instant("offer.accepted_at", *accepted_at);
                self.instant("offer.as_of", *as_of);
                if *made_at > a.concluded_at {
                    self.report("offer.made_at", Problem::After { other: "agreement.concluded_at" });
                }
                self.order("offer.accepted_at", *accepted_at, Some(*made_at), "offer.made_at");
                self.order("offer.as_of", *as_of, Some(*made_at), "offer.made_at");
            }
            Event::DataBreach { discovered_at } => self.instant("data_breach.discovered_at", Some(*discovered_at)),
        }
    }

    fn price_increase(&mut self, a: &Agreement, e: &super::PriceIncrease) {
        self.instant("price_increase.announced_at", Some(e.announced_at));
        self.instant("price_increase.effective_at", Some(e.effective_at));
        self.instant("price_increase.previous_increase_at", e.previous_increase_at);
        let (later, earlier) = (Some(e.effective_at), Some(e.announced_at));
        self.order("price_increase.effective_at", later, earlier, "price_increase.announced_at");
        self.amount("price_increase.new_price", Some(e.new_price));
        self.amount("price_increase.current_price", e.current_price);
        if e.new_price <= e.current_price.unwrap_or(a.price) {
            self.report("price_increase.new_price", Problem::NotAboveCurrentPrice);
        }
    }

    fn invoices(&mut self, invoices: &[super::Invoice]) {
        self.entries("payment_review.invoices", invoices.len());
        for (i, invoice) in invoices.iter().take(LIMITS.entries).enumerate() {
            let path = |field| Entry("payment_review.invoices", i, field);
            self.invoice_id(path("invoice_id"), &invoice.id);
            self.date(path("issued_on"), Some(invoice.issued_on));
            self.date(path("due_on"), invoice.due_on);
            self.amount(path("open_amount"), Some(invoice.open));
            self.date(path("reminder_received_on"), invoice.reminder_received_on);
            self.date(path("collection_notice_received_on"), invoice.collection_notice_received_on);
        }
    }

    /// No id twice in a list: answers name invoices by them.
    fn own_ids<'a>(&mut self, list: &'static str, ids: impl Iterator<Item = &'a str>) {
        let mut first = HashMap::new();
        for (i, id) in ids.take(LIMITS.entries).enumerate().filter(|(_, id)| !id.is_empty()) {
            let place = *first.entry(id).or_insert(i);
            if place != i {
                self.report(Entry(list, i, "invoice_id"), Problem::SameId { list, place });
            }
        }
    }

    fn invoice_id(&mut self, field: impl fmt::Display, id: &str) {
        if id.is_empty() {
            self.report(field, Problem::Missing);
        } else if id.len() > LIMITS.id_bytes {
            self.report(field, Problem::TooManyBytes { count: id.len(), most: LIMITS.id_bytes });
        }
    }
}
