//! From what a case states to facts, in the zone of its policy.

use std::fmt;

use super::declared;
use super::fact_keys::FactKeys;
use super::format::{Invoice, Payment};
use super::values::{ClaimKind, Euros, Many, Moment, OneLine, OrNone, Units};
use crate::calendar::{Date, Instant, Zone};
use crate::facts::{
    self, Agreement, Complaint, DamageClaim, DeclaredFacts, Event, Facts, Insurance, OpenInvoice, PaymentAllocation,
    PaymentReview, Performance, PriceIncrease, Problem, ProviderCancellation, ProviderChange, Termination, Violation,
    WithdrawalFacts,
};
use crate::money::Cents;
use crate::policy::declared::Declarations;
use crate::policy::load::read::{At, Slot};
use crate::vocabulary::{Basis, ProductType, Question};

/// What is wrong with a fact of a case: more than with those of a caller, since times are written without an offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The path of the field.
    pub(super) field: String,
    problem: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.problem)
    }
}

impl From<Violation> for Refusal {
    fn from(Violation { field, problem }: Violation) -> Refusal {
        Refusal { field, problem: problem.to_string() }
    }
}

/// The facts of a case.
///
/// # Errors
/// All that is wrong with them.
pub(super) fn facts(
    keys: &FactKeys,
    question: Question,
    zone: &Zone,
    declarations: Option<&Declarations>,
) -> Result<Facts, Vec<Refusal>> {
    let mut reader = FactReader { keys, zone, declarations, prefix: question.name(), refusals: Vec::new() };
    let declared = declared::facts(&keys.facts, declarations, zone).unwrap_or_else(|refused| {
        reader.refusals.extend(refused.into_iter().map(|(field, problem)| Refusal { field, problem }));
        DeclaredFacts::default()
    });
    let agreement = reader.agreement();
    let event = reader.event(question);
    let (Some(mut agreement), Some(event)) = (agreement, event) else { return Err(reader.refusals) };
    agreement.declared = declared;
    if !reader.refusals.is_empty() {
        return Err(reader.refusals);
    }
    let basis = keys.basis.get().copied().unwrap_or(Basis::TermsAndLaw);
    Facts::new(agreement, event, basis).map_err(|error| error.0.into_iter().map(Refusal::from).collect())
}

/// The conclusion of the contract, by which the version of a policy is chosen; `None` when it is not stated or does not
/// exist.
pub(super) fn concluded_at(keys: &FactKeys, zone: &Zone) -> Option<Instant> {
    keys.concluded_at.get().and_then(|moment| moment.resolve(zone).ok())
}

struct FactReader<'a> {
    keys: &'a FactKeys,
    zone: &'a Zone,
    declarations: Option<&'a Declarations>,
    /// The name of the event.
    prefix: &'static str,
    refusals: Vec<Refusal>,
}

fn steps_on(invoice: &Invoice) -> Vec<Date> {
    invoice.collection_steps_on.iter().flat_map(|Many(days)| days).map(|day| day.value).collect()
}

impl FactReader<'_> {
    fn refuse(&mut self, field: String, problem: impl fmt::Display) {
        self.refusals.push(Refusal { field, problem: problem.to_string() });
    }

    fn resolve(&mut self, path: impl FnOnce() -> String, moment: Moment) -> Option<Instant> {
        match moment.resolve(self.zone) {
            Ok(at) => Some(at),
            Err(problem) => {
                self.refuse(path(), problem);
                None
            }
        }
    }

    // Facts of the agreement.

    fn at(&mut self, name: &str, slot: &Slot<Moment>) -> Option<Instant> {
        slot.get().and_then(|moment| self.resolve(|| format!("agreement.{name}"), *moment))
    }

    fn needed<T: Clone>(&mut self, name: &str, slot: &Slot<T>) -> Option<T> {
        if slot.get().is_none() {
            self.refuse(format!("agreement.{name}"), Problem::Missing);
        }
        slot.get().cloned()
    }

    /// The type of the policy's own product that the case names.
    fn of_own_product(&self) -> Option<ProductType> {
        let OneLine(id) = self.keys.product_id.get()?;
        self.declarations?.product(id).map(|product| product.of)
    }

    fn agreement(&mut self) -> Option<Agreement> {
        let k = self.keys;
        let customer = self.needed("customer_type", &k.customer);
        let product = match self.of_own_product() {
            Some(of) if k.product.is_absent() => Some(of),
            _ => self.needed("product_type", &k.product),
        };
        let price = self.needed("price", &k.price);
        let concluded = self.needed("concluded_at", &k.concluded_at);
        let concluded_at = concluded.and_then(|moment| self.resolve(|| "agreement.concluded_at".to_owned(), moment));
        let starts_at = self.at("starts_at", &k.starts_at);
        let ends_at = self.at("ends_at", &k.ends_at);
        let performance = self.performance();
        let withdrawal = self.withdrawal();
        let later = self.payments();
        let (customer, product, Euros(price), concluded_at) = (customer?, product?, price?, concluded_at?);
        let at_once = k.paid.get().map(|paid| facts::Payment { paid_at: concluded_at, amount: paid.0 });
        Some(Agreement {
            product_id: k.product_id.get().map(|id| id.0.clone()),
            starts_at,
            ends_at,
            term_months: units(&k.term_months),
            service_count: one_or_more(&k.service_count),
            session_count: one_or_more(&k.session_count),
            participants: one_or_more(&k.participants),
            payments: at_once.into_iter().chain(later).collect(),
            performance,
            withdrawal,
            change_costs_in_offer: k.change_costs_in_offer.get().map(|costs| costs.0),
            pays_in_instalments: yes(&k.pays_in_instalments),
            insurance: self.insurance(),
            ..Agreement::new(customer, product, price, concluded_at)
        })
    }

    fn performance(&mut self) -> Performance {
        let k = self.keys;
        Performance {
            started_at: self.at("performance.started_at", &k.started_at),
            fully_performed: yes(&k.fully_performed),
            delivered_units: some_units(&k.delivered_units),
            total_units: one_or_more(&k.total_units),
            costs_incurred: euros(&k.costs_incurred),
        }
    }

    fn withdrawal(&mut self) -> WithdrawalFacts {
        let k = self.keys;
        WithdrawalFacts {
            information_given_at: self.at("withdrawal_facts.information_given_at", &k.information_given_at),
            information_withheld: yes(&k.information_withheld),
            express_request_to_start: yes(&k.express_request_to_start),
            acknowledged_loss_of_right: yes(&k.acknowledged_loss_of_right),
            goods_received_at: self.at("withdrawal_facts.goods_received_at", &k.goods_received_at),
            made_to_order: yes(&k.made_to_order),
            concluded_on_premises: yes(&k.concluded_on_premises),
            withdrawal_function_missing: yes(&k.withdrawal_function_missing),
        }
    }

    fn payments(&mut self) -> Vec<facts::Payment> {
        let Some(Many(payments)) = self.keys.payments.get() else { return Vec::new() };
        let mut read = Vec::with_capacity(payments.len());
        for (i, At { value: Payment { paid_at, amount }, .. }) in payments.iter().enumerate() {
            let paid_at = self.resolve(|| format!("agreement.payments[{i}].paid_at"), *paid_at);
            read.extend(paid_at.map(|paid_at| facts::Payment { paid_at, amount: amount.0 }));
        }
        read
    }

    fn insurance(&self) -> Option<Insurance> {
        match self.keys.insurance.get() {
            Some(OrNone::Some(i)) => {
                Some(Insurance { payout: Some(i.payout.0), deductible: i.deductible.map(|d| d.0) })
            }
            _ => None,
        }
    }

    // Facts of the event.

    fn of_event(&mut self, name: &str, slot: &Slot<Moment>) -> Option<Instant> {
        let prefix = self.prefix;
        slot.get().and_then(|moment| self.resolve(|| format!("{prefix}.{name}"), *moment))
    }

    /// A moment that the event needs.
    fn act(&mut self, name: &str, slot: &Slot<Moment>) -> Option<Instant> {
        if slot.get().is_none() {
            self.missing(name);
        }
        self.of_event(name, slot)
    }

    fn missing(&mut self, name: &str) {
        self.refuse(format!("{}.{name}", self.prefix), Problem::Missing);
    }

    fn value<T: Copy>(&mut self, name: &str, slot: &Slot<T>) -> Option<T> {
        if slot.get().is_none() {
            self.missing(name);
        }
        slot.get().copied()
    }

    fn event(&mut self, question: Question) -> Option<Event> {
        let k = self.keys;
        Some(match question {
            Question::Cancellation => {
                let received_at = self.act("received_at", &k.received_at)?;
                Event::Cancellation { received_at, cancelled_count: some_units(&k.cancelled_count) }
            }
            Question::NoShow => {
                Event::NoShow { session_starts_at: self.of_event("session_starts_at", &k.session_starts_at) }
            }
            Question::Withdrawal => Event::Withdrawal {
                declared_at: self.act("declared_at", &k.declared_at)?,
                received_at: self.of_event("received_at", &k.received_at),
                goods_devaluation: euros(&k.goods_devaluation),
            },
            Question::Rescheduling => Event::Rescheduling {
                requested_at: self.act("requested_at", &k.requested_at)?,
                alternative_date_offered: yes(&k.alternative_date_offered),
                session_starts_at: self.of_event("session_starts_at", &k.session_starts_at),
            },
            Question::Substitution => Event::Substitution {
                requested_at: self.act("requested_at", &k.requested_at)?,
                substitute_qualifies: yes(&k.substitute_qualifies),
            },
            Question::BookingChange => {
                let requested_at = self.act("requested_at", &k.requested_at)?;
                Event::BookingChange { requested_at, cancelled_count: some_units(&k.cancelled_count) }
            }
            Question::ProviderCancellation => Event::ProviderCancellation(self.provider_cancellation()?),
            Question::ProviderChange => Event::ProviderChange(self.provider_change()?),
            Question::PaymentReview => Event::PaymentReview(self.payment_review()?),
            Question::PaymentPlan => Event::PaymentPlan,
            Question::PaymentAllocation => Event::PaymentAllocation(self.payment_allocation()?),
            Question::Termination => Event::Termination(Termination {
                notice_at: self.act("notice_at", &k.notice_at)?,
                by: self.value("by", &k.by)?,
                for_cause: yes(&k.for_cause),
                non_payment: yes(&k.non_payment),
            }),
            Question::PriceIncrease => Event::PriceIncrease(self.price_increase()?),
            Question::TermsChange => Event::TermsChange {
                announced_at: self.act("announced_at", &k.announced_at)?,
                effective_at: self.act("effective_at", &k.effective_at)?,
                performance_changes: yes(&k.performance_changes),
            },
            Question::Complaint => Event::Complaint(self.complaint()),
            Question::DamageClaim => Event::DamageClaim(self.damage_claim()?),
            Question::Breach => {
                let ClaimKind::Breach(kind) = self.value("kind", &k.kind)? else { return None };
                Event::Breach {
                    kind,
                    count: one_or_more(&k.count),
                    monthly_salary: k.monthly_salary.get().map(|salary| salary.0),
                    occurred_at: self.of_event("occurred_at", &k.occurred_at),
                }
            }
            Question::ForceMajeure => Event::ForceMajeure {
                began_at: self.act("began_at", &k.began_at)?,
                as_of: self.act("as_of", &k.as_of)?,
                permanent: yes(&k.permanent),
            },
            Question::Offer => Event::Offer {
                made_at: self.act("made_at", &k.made_at)?,
                accepted_at: self.of_event("accepted_at", &k.accepted_at),
                as_of: self.of_event("as_of", &k.as_of),
            },
            Question::DataBreach => Event::DataBreach { discovered_at: self.act("discovered_at", &k.discovered_at)? },
        })
    }

    fn provider_cancellation(&mut self) -> Option<ProviderCancellation> {
        let k = self.keys;
        Some(ProviderCancellation {
            announced_at: self.act("announced_at", &k.announced_at)?,
            cause: self.value("cause", &k.cause)?,
            replacement_offered: yes(&k.replacement_offered),
            customer_can_attend_replacement: yes(&k.customer_can_attend_replacement),
        })
    }

    fn provider_change(&mut self) -> Option<ProviderChange> {
        let k = self.keys;
        Some(ProviderChange {
            known_at: self.act("known_at", &k.known_at)?,
            notified_at: self.of_event("notified_at", &k.notified_at),
            rejected_at: self.of_event("rejected_at", &k.rejected_at),
            essential: yes(&k.essential),
            more_than_minor_disadvantage: yes(&k.more_than_minor_disadvantage),
            location_only: yes(&k.location_only),
        })
    }

    fn payment_review(&mut self) -> Option<PaymentReview> {
        let k = self.keys;
        let invoices = invoices(&k.invoices).map(|(number, invoice)| {
            Some(facts::Invoice {
                id: id(number, invoice),
                issued_on: invoice.issued_on?,
                due_on: invoice.due_on,
                open: invoice.open_amount.0,
                is_deposit: invoice.is_deposit,
                reminder_received_on: invoice.reminder_received_on,
                collection_notice_received_on: invoice.collection_notice_received_on,
                collection_notice_defective: invoice.collection_notice_defective,
                open_at_notice_end: invoice.open_at_notice_end.map(|open| open.0),
                collection_steps_on: steps_on(invoice),
            })
        });
        Some(PaymentReview {
            as_of: self.act("as_of", &k.as_of)?,
            actual_collection_costs: euros(&k.actual_collection_costs),
            collection_costs_vat_percent: some_units(&k.collection_costs_vat_percent),
            invoices: invoices.collect::<Option<_>>()?,
        })
    }

    fn payment_allocation(&mut self) -> Option<PaymentAllocation> {
        let k = self.keys;
        let invoices = invoices(&k.invoices).map(|(number, invoice)| {
            let due_on: Date = invoice.due_on?;
            Some(OpenInvoice { id: id(number, invoice), due_on, open: invoice.open_amount.0 })
        });
        Some(PaymentAllocation {
            amount: self.value("amount", &k.amount)?.0,
            open_costs: euros(&k.open_costs),
            open_interest: euros(&k.open_interest),
            invoices: invoices.collect::<Option<_>>()?,
        })
    }

    fn price_increase(&mut self) -> Option<PriceIncrease> {
        let k = self.keys;
        Some(PriceIncrease {
            announced_at: self.act("announced_at", &k.announced_at)?,
            effective_at: self.act("effective_at", &k.effective_at)?,
            new_price: self.value("new_price", &k.new_price)?.0,
            current_price: k.current_price.get().map(|price| price.0),
            previous_increase_at: self.of_event("previous_increase_at", &k.previous_increase_at),
            indexation: yes(&k.indexation),
            legal_obligation: yes(&k.legal_obligation),
        })
    }

    fn complaint(&mut self) -> Complaint {
        let k = self.keys;
        Complaint {
            discovered_at: self.of_event("discovered_at", &k.discovered_at),
            arisen_at: self.of_event("arisen_at", &k.arisen_at),
            delivered_at: self.of_event("delivered_at", &k.delivered_at),
            filed_at: self.of_event("filed_at", &k.filed_at),
            visible_on_delivery: yes(&k.visible_on_delivery),
            about_conclusion: yes(&k.about_conclusion),
            invoiced_at: self.of_event("invoiced_at", &k.invoiced_at),
        }
    }

    fn damage_claim(&mut self) -> Option<DamageClaim> {
        let k = self.keys;
        let ClaimKind::Damage(kind) = self.value("kind", &k.kind)? else { return None };
        Some(DamageClaim {
            occurred_at: self.act("occurred_at", &k.occurred_at)?,
            reported_at: self.act("reported_at", &k.reported_at)?,
            damage: self.value("damage", &k.damage)?.0,
            kind,
            intent_or_recklessness: yes(&k.intent_or_recklessness),
            awarded_this_year: euros(&k.awarded_this_year),
        })
    }
}

/// Whether it is so; `None` where it is not stated.
fn yes(slot: &Slot<bool>) -> Option<bool> {
    slot.get().copied()
}

fn units(slot: &Slot<Units>) -> u32 {
    slot.get().map_or(0, |units| units.0)
}

/// A count; `None` where it is not stated.
fn some_units(slot: &Slot<Units>) -> Option<u32> {
    slot.get().map(|units| units.0)
}

/// An amount; `None` where it is not stated.
fn euros(slot: &Slot<Euros>) -> Option<Cents> {
    slot.get().map(|euros| euros.0)
}

/// A count of which 0 says nothing.
fn one_or_more(slot: &Slot<Units>) -> Option<u32> {
    some_units(slot).filter(|count| *count > 0)
}

/// The invoices, numbered from 1.
fn invoices(slot: &Slot<Many<Invoice>>) -> impl Iterator<Item = (usize, &Invoice)> {
    (1..).zip(slot.get().into_iter().flat_map(|list| &list.0).map(|at| &at.value))
}

fn id(number: usize, invoice: &Invoice) -> String {
    invoice.invoice_id.as_ref().map_or_else(|| number.to_string(), |line| line.0.clone())
}
