//! The facts that a case can state: one list, for a file's defaults, for cases and for their rows.

use super::declared::Declared;
use super::format::{Expect, Insurance, Invoice, Payment};
use super::values::{Articles, ClaimKind, Euros, Many, Moment, OneLine, OrNone, Units};
use crate::policy::building_blocks::Span;
use crate::policy::load::faults::Faults;
use crate::policy::load::read::{Read, Slot, Value};
use crate::policy::load::shape::{Kind, tables};
use crate::vocabulary::{Basis, Cause, CustomerType, Party, ProductType, Question};

/// Declares the tables that hold facts, from one list of facts: those of a file's defaults, of a case and of a row.
macro_rules! fact_tables {
    ($( $(#[doc = $doc:literal])+ $fact:ident: $kind:ty, )+) => {
        tables! {
            /// Facts that the cases share.
            FactsTable "defaults" {
                $($(#[doc = $doc])+ $fact: [optional] $kind,)+
            }

            /// A case: facts, a question, and what is expected.
            CaseTable "case" {
                /// What it shows, in a few words; unique in the file.
                name: [required] OneLine,
                /// The articles of the terms on which the expectation rests.
                article: [required] Articles,
                /// What is expected of the decision; of every row, what it does not state itself.
                expect: [optional] Expect,
                /// `true`: what is expected is what this program answered, and nobody has checked it yet, as `clausula test
                /// --suggest` writes it. Such a case does not pass. Absent: a person worked it out.
                unchecked: [default "false"] bool,
                /// Variants of the case, each with its own facts and expectations on top of the case's.
                row: [optional] Many<Row>,
                $($(#[doc = $doc])+ $fact: [optional] $kind,)+
            }

            /// A variant of a case.
            RowTable "row" {
                /// What is expected of the decision.
                expect: [optional] Expect,
                $($(#[doc = $doc])+ $fact: [optional] $kind,)+
            }
        }

        /// Facts as a case states them, with their places.
        #[derive(Clone)]
        pub(super) struct FactKeys {
            $(pub(super) $fact: Slot<$kind>,)+
        }

        impl FactKeys {
            /// No facts.
            pub(super) fn none() -> FactKeys {
                FactKeys { $($fact: Slot::Absent,)+ }
            }

            /// These facts, and those of `base` that are not among them; of the facts that the policy declares each by itself. A
            /// product and its type are one fact: whoever states either leaves the other of `base` out.
            pub(super) fn over(self, base: &FactKeys) -> FactKeys {
                let facts = self.facts.clone().over(&base.facts);
                let (product, product_id) = match self.product.is_absent() && self.product_id.is_absent() {
                    true => (base.product.clone(), base.product_id.clone()),
                    false => (self.product.clone(), self.product_id.clone()),
                };
                FactKeys { facts, product, product_id, ..self.built_in_over(base) }
            }

            fn built_in_over(self, base: &FactKeys) -> FactKeys {
                FactKeys { $($fact: if self.$fact.is_absent() { base.$fact.clone() } else { self.$fact },)+ }
            }

            /// The facts that are stated, by name, with their places.
            pub(super) fn stated(&self) -> Vec<(&'static str, Span)> {
                let mut stated = Vec::new();
                $(stated.extend(self.$fact.span().map(|span| (stringify!($fact), span)));)+
                stated
            }

            /// Whether a fact is not stated at all.
            pub(super) fn lacks(&self, name: &str) -> bool {
                match name {
                    $(stringify!($fact) => self.$fact.is_absent(),)+
                    _ => true,
                }
            }
        }

        impl From<FactsTable> for FactKeys {
            fn from(table: FactsTable) -> FactKeys {
                FactKeys { $($fact: table.$fact,)+ }
            }
        }

        impl CaseTable {
            /// The facts of the case, which are taken out of the table.
            pub(super) fn take_facts(&mut self) -> FactKeys {
                FactKeys { $($fact: std::mem::replace(&mut self.$fact, Slot::Absent),)+ }
            }
        }

        impl Row {
            fn of(table: RowTable) -> Row {
                Row { facts: FactKeys { $($fact: table.$fact,)+ }, expect: table.expect, span: table.span }
            }
        }
    };
}

fact_tables! {
    /// What the case asks.
    question: Question,
    /// On what to decide. Absent: on the terms and mandatory law.
    basis: Basis,
    /// Who the customer is.
    customer: CustomerType,
    /// What was agreed. May be left out beside `product_id`.
    product: ProductType,
    /// The id of the product, of those that the policy has of its own.
    product_id: OneLine,
    /// The total price.
    price: Euros,
    /// When the contract was concluded.
    concluded_at: Moment,
    /// When performance starts.
    starts_at: Moment,
    /// When performance ends.
    ends_at: Moment,
    /// The length of a contract period, in months.
    term_months: Units,
    /// How many services were agreed. Absent: 1.
    service_count: Units,
    /// How many sessions were agreed. Absent: 1.
    session_count: Units,
    /// For how many people it was agreed. Absent: 1.
    participants: Units,
    /// How many of them no longer come. Absent: with a cancellation all, with a change of the booking nobody.
    cancelled_count: Units,
    /// What was paid, in one payment at the conclusion; beside `payments` one more.
    paid: Euros,
    /// The payments.
    payments: Many<Payment>,
    /// When performance began.
    started_at: Moment,
    /// Whether everything was performed.
    fully_performed: bool,
    /// Units delivered.
    delivered_units: Units,
    /// Units agreed.
    total_units: Units,
    /// Costs that the provider made for the performance.
    costs_incurred: Euros,
    /// When the consumer was told of the right to withdraw.
    information_given_at: Moment,
    /// Whether that information was withheld.
    information_withheld: bool,
    /// Whether the consumer asked expressly that performance start.
    express_request_to_start: bool,
    /// Whether the consumer acknowledged that the right to withdraw is lost.
    acknowledged_loss_of_right: bool,
    /// When the goods were received.
    goods_received_at: Moment,
    /// Whether it was made to the customer's specification.
    made_to_order: bool,
    /// Whether the contract was concluded on the provider's premises.
    concluded_on_premises: bool,
    /// Whether the online interface offered no function for withdrawing.
    withdrawal_function_missing: bool,
    /// The costs of a change that the offer states.
    change_costs_in_offer: Euros,
    /// Whether instalments were agreed.
    pays_in_instalments: bool,
    /// The provider's insurance; `false`: none.
    insurance: OrNone<Insurance>,
    /// When the cancellation was received.
    received_at: Moment,
    /// When the session starts.
    session_starts_at: Moment,
    /// When the withdrawal was declared.
    declared_at: Moment,
    /// The loss of value of returned goods.
    goods_devaluation: Euros,
    /// When it was requested.
    requested_at: Moment,
    /// Whether another date is offered.
    alternative_date_offered: bool,
    /// Whether the substitute meets the requirements.
    substitute_qualifies: bool,
    /// When it was announced.
    announced_at: Moment,
    /// To whom the cancellation by the provider is attributable.
    cause: Cause,
    /// Whether another date was offered instead.
    replacement_offered: bool,
    /// Whether the customer can come then.
    customer_can_attend_replacement: bool,
    /// When the provider knew of the change.
    known_at: Moment,
    /// When the customer was told of it.
    notified_at: Moment,
    /// When the customer rejected it.
    rejected_at: Moment,
    /// Whether the change touches an essential point.
    essential: bool,
    /// Whether it hurts the customer more than slightly.
    more_than_minor_disadvantage: bool,
    /// Whether only the place changes.
    location_only: bool,
    /// The moment as of which to look.
    as_of: Moment,
    /// Collection costs really made.
    actual_collection_costs: Euros,
    /// Value added tax on collection costs that the creditor cannot deduct, in percent. Absent: 0.
    collection_costs_vat_percent: Units,
    /// The invoices.
    invoices: Many<Invoice>,
    /// The payment to be set off.
    amount: Euros,
    /// Collection costs open.
    open_costs: Euros,
    /// Interest open.
    open_interest: Euros,
    /// When notice was given.
    notice_at: Moment,
    /// Who ends the agreement.
    by: Party,
    /// Whether for cause.
    for_cause: bool,
    /// Whether the cause is non-payment.
    non_payment: bool,
    /// When the change takes effect.
    effective_at: Moment,
    /// The new price.
    new_price: Euros,
    /// The price before the increase. Absent: the agreed price.
    current_price: Euros,
    /// When the previous increase took effect.
    previous_increase_at: Moment,
    /// Whether the increase is an indexation.
    indexation: bool,
    /// Whether the law obliges the provider to it.
    legal_obligation: bool,
    /// Whether performance changes with the terms.
    performance_changes: bool,
    /// When it was discovered.
    discovered_at: Moment,
    /// When the ground of the complaint arose.
    arisen_at: Moment,
    /// When delivery took place.
    delivered_at: Moment,
    /// When the complaint was filed.
    filed_at: Moment,
    /// Whether the defect was visible on delivery.
    visible_on_delivery: bool,
    /// Whether the complaint is about how the agreement was concluded.
    about_conclusion: bool,
    /// The date of the invoice that the complaint is about.
    invoiced_at: Moment,
    /// When the damage arose, or the breach took place.
    occurred_at: Moment,
    /// When the damage was reported.
    reported_at: Moment,
    /// How much the damage is.
    damage: Euros,
    /// The kind of damage or of breach.
    kind: ClaimKind,
    /// Whether the damage was caused with intent or deliberate recklessness.
    intent_or_recklessness: bool,
    /// What was awarded earlier in the calendar year.
    awarded_this_year: Euros,
    /// How many breaches. Absent: 1.
    count: Units,
    /// A month's salary of the staff member.
    monthly_salary: Euros,
    /// When force majeure began.
    began_at: Moment,
    /// Whether it is permanent.
    permanent: bool,
    /// When the offer was made.
    made_at: Moment,
    /// When the offer was accepted.
    accepted_at: Moment,
    /// The facts that the policy declares itself, each by its id. A row adds its own to those of its case.
    facts: Declared,
}

/// A variant of a case.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) facts: FactKeys,
    pub(super) expect: Slot<Expect>,
    pub(super) span: Span,
}

impl Read for Row {
    const KIND: Kind = RowTable::KIND;

    fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Row> {
        RowTable::read(value, faults).map(Row::of)
    }
}
