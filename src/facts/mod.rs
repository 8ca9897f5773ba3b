//! What is known of one agreement and what is asked about it, checked: a [`Facts`] value cannot contradict itself.
//!
//! A fact that need not be stated is an `Option`: `None` says that nobody stated it, which is not the same as no, or nothing (V2).
//! What is so unless stated is in the [table].

mod check;
mod declared;
mod event;
mod names;
mod problem;
mod slot;
pub mod table;

pub use check::{Checks, FactsError, LIMITS, Limits, Violation, is_in_range};
pub use declared::{DeclaredFacts, DeclaredValue, FACTS, FactId, FewIds, ValueKind};
pub use event::*;
pub use names::FieldNames;
pub use problem::{MissingFigure, Problem};
pub use slot::FactsSlot;

use crate::calendar::Instant;
use crate::money::Cents;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};

/// One agreement between a provider and a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Who the customer is.
    pub customer: CustomerType,
    /// What was agreed.
    pub product: ProductType,
    /// The product by the provider's own name for it: its id, where the policy has products of its own.
    pub product_id: Option<String>,
    /// The total price, not negative.
    pub price: Cents,
    /// When the contract was concluded.
    pub concluded_at: Instant,
    /// When performance starts.
    pub starts_at: Option<Instant>,
    /// When performance ends.
    pub ends_at: Option<Instant>,
    /// The length of a contract period in months; 0 when not given.
    pub term_months: u32,
    /// How many services were agreed, at least 1: one unless stated.
    pub service_count: Option<u32>,
    /// How many sessions were agreed, at least 1: one unless stated.
    pub session_count: Option<u32>,
    /// For how many people, at least 1: one unless stated.
    pub participants: Option<u32>,
    /// What was paid, in any order.
    pub payments: Vec<Payment>,
    /// What was performed.
    pub performance: Performance,
    /// The facts that a withdrawal needs.
    pub withdrawal: WithdrawalFacts,
    /// The costs of a change that the offer states.
    pub change_costs_in_offer: Option<Cents>,
    /// Whether instalments were agreed.
    pub pays_in_instalments: Option<bool>,
    /// The provider's insurance; `None` when not insured.
    pub insurance: Option<Insurance>,
    /// The facts that the policy declares itself, as far as they are stated.
    pub declared: DeclaredFacts,
}

impl Agreement {
    /// An agreement of which nothing but the required facts is known.
    pub fn new(customer: CustomerType, product: ProductType, price: Cents, concluded_at: Instant) -> Agreement {
        Agreement {
            customer,
            product,
            product_id: None,
            price,
            concluded_at,
            starts_at: None,
            ends_at: None,
            term_months: 0,
            service_count: None,
            session_count: None,
            participants: None,
            payments: Vec::new(),
            performance: Performance::default(),
            withdrawal: WithdrawalFacts::default(),
            change_costs_in_offer: None,
            pays_in_instalments: None,
            insurance: None,
            declared: DeclaredFacts::default(),
        }
    }

    /// What it says of a fact that the policy declares, or which of the policy's products it is about.
    pub fn said(&self, id: FactId) -> Option<DeclaredValue> {
        match id {
            FactId::PRODUCT => self.product_id.as_deref().and_then(FactId::parse).map(DeclaredValue::Choice),
            id => self.declared.get(id),
        }
    }

    /// States a fact that the policy declares, or which of the policy's products it is about; or no longer.
    pub fn say(&mut self, id: FactId, value: Option<DeclaredValue>) {
        match (id, value) {
            (FactId::PRODUCT, Some(DeclaredValue::Choice(product))) => self.product_id = Some(product.to_string()),
            (FactId::PRODUCT, _) => self.product_id = None,
            (id, value) => self.declared.set(id, value),
        }
    }

    /// The sum of all payments given.
    pub fn paid(&self) -> Cents {
        self.payments.iter().map(|p| p.amount).sum()
    }

    /// Whether the customer is a consumer.
    pub fn is_consumer(&self) -> bool {
        self.customer == CustomerType::Consumer
    }
}

/// One payment by the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// When it was made.
    pub paid_at: Instant,
    /// How much, not negative.
    pub amount: Cents,
}

/// What was performed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Performance {
    /// When it began.
    pub started_at: Option<Instant>,
    /// Whether everything was performed.
    pub fully_performed: Option<bool>,
    /// Units delivered.
    pub delivered_units: Option<u32>,
    /// Units agreed, at least 1; `None`: there is no count.
    pub total_units: Option<u32>,
    /// Costs that the provider made for the performance.
    pub costs_incurred: Option<Cents>,
}

impl Performance {
    /// Counts every unit as delivered where everything was performed, as facts require.
    pub(crate) fn deliver_all(&mut self) {
        if self.fully_performed == Some(true) {
            self.delivered_units = self.delivered_units.max(self.total_units);
        }
    }
}

/// The facts that a withdrawal needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WithdrawalFacts {
    /// When the consumer was told of the right; `None`: at conclusion, unless withheld.
    pub information_given_at: Option<Instant>,
    /// Whether the information was withheld.
    pub information_withheld: Option<bool>,
    /// Whether the consumer asked expressly that performance start.
    pub express_request_to_start: Option<bool>,
    /// Whether the consumer acknowledged that the right is lost.
    pub acknowledged_loss_of_right: Option<bool>,
    /// When the goods were received.
    pub goods_received_at: Option<Instant>,
    /// Whether it was made to the customer's specification.
    pub made_to_order: Option<bool>,
    /// Whether the contract was concluded on the provider's premises instead of at a distance.
    pub concluded_on_premises: Option<bool>,
    /// Whether the online interface offered no function for withdrawing.
    pub withdrawal_function_missing: Option<bool>,
}

/// What the provider's insurance does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insurance {
    /// What the insurer pays out.
    pub payout: Option<Cents>,
    /// The provider's own risk.
    pub deductible: Option<Cents>,
}

/// An agreement, an event and the basis on which to decide: checked, free of contradictions, within limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    agreement: Agreement,
    event: Event,
    basis: Basis,
}

impl Facts {
    /// Checks the facts.
    ///
    /// # Errors
    /// Every contradiction and every value out of its range, each with its field path.
    pub fn new(agreement: Agreement, event: Event, basis: Basis) -> Result<Facts, FactsError> {
        check::check(&agreement, &event)?;
        Ok(Facts { agreement, event, basis })
    }

    /// The same with some facts changed, which alone are checked: no rule of another one is about them.
    ///
    /// # Errors
    /// As for [`Facts::new`].
    pub(crate) fn changed(
        mut self,
        rows: &[table::Fact],
        change: impl FnOnce(&mut Agreement, &mut Event),
    ) -> Result<Facts, FactsError> {
        change(&mut self.agreement, &mut self.event);
        check::check_some(&self.agreement, &self.event, rows)?;
        Ok(self)
    }

    /// The agreement.
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// The event.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// On what to decide.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// Which question the event asks.
    pub fn question(&self) -> Question {
        self.event.question()
    }
}
