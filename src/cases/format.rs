//! The file format: every table and key of a case file, what it takes, and what it means.

use super::fact_keys::{CaseTable, FactsTable};
use super::values::{Cases, Deadlines, Euros, Many, Moment, OneLine, OrNone, Units};
use crate::calendar::Date;
use crate::decision::FindingCode;
use crate::money::Currency;
use crate::policy::building_blocks::Span;
use crate::policy::load::faults::Faults;
use crate::policy::load::read::{At, Read, Slot, Value};
use crate::policy::load::shape::{Kind, tables};
use crate::policy::load::values::{Id, Version};
use crate::vocabulary::{ChargeKind, Verdict};

tables! {
    /// Cases that a policy must decide in a stated way.
    FileTable "file" {
        /// The policy's id.
        policy: [required] Id,
        /// The version. Absent: the one in force on the civil date of conclusion of each case.
        version: [optional] Version,
        /// The currency of the amounts, by its ISO 4217 code: that of the policy. Absent: `EUR`.
        currency: [optional] Currency,
        /// Facts that all cases share, unless they state them themselves. A fact of another question is left aside.
        defaults: [optional] FactsTable,
        /// The cases, each under its own `[[case]]`.
        case: [required] Cases<CaseTable>,
        /// Changes of the policy that no case notices and that `clausula test --mutate` does not count, each under its own
        /// `[[unnoticed]]`. Absent: none.
        unnoticed: [optional] Many<Unnoticed>,
    }

    /// A change of the policy that may stay unnoticed, as `clausula test --mutate` tells it.
    UnnoticedTable "unnoticed" {
        /// The id of the clause. Absent: the change is in none.
        clause: [optional] Id,
        /// What stands there.
        old: [required] OneLine,
        /// What stands there instead. Absent: whatever does, and where it is left out.
        new: [optional] OneLine,
        /// Why no case can notice, or need not.
        reason: [required] OneLine,
    }

    /// A payment.
    PaymentTable "payment" {
        /// When it was made.
        paid_at: [required] Moment,
        /// How much.
        amount: [required] Euros,
    }

    /// An invoice.
    InvoiceTable "invoice" {
        /// Its name. Absent: its number, from 1.
        invoice_id: [optional] OneLine,
        /// The invoice date; `payment_review` needs it.
        issued_on: [optional] Date,
        /// The due date; `payment_allocation` needs it.
        due_on: [optional] Date,
        /// What is still open.
        open_amount: [required] Euros,
        /// Whether it is a deposit.
        is_deposit: [optional] bool,
        /// When a reminder that some terms need was received.
        reminder_received_on: [optional] Date,
        /// When the statutory fourteen-day notice was received.
        collection_notice_received_on: [optional] Date,
        /// Whether that notice is not as the law asks.
        collection_notice_defective: [optional] bool,
        /// What was still open when the fourteen days of that notice ended.
        open_at_notice_end: [optional] Euros,
        /// When the steps against late payment were taken that the terms name.
        collection_steps_on: [optional] Many<Date>,
    }

    /// The provider's insurance.
    InsuranceTable "insurance" {
        /// What the insurer pays out.
        payout: [required] Euros,
        /// The provider's own risk. Absent: none.
        deductible: [optional] Euros,
    }

    /// What is expected of a decision. Only what is given is compared.
    ExpectTable "expect" {
        /// The answer in a word.
        verdict: [optional] Verdict,
        /// The instant that the notice counts as; `false`: there is none.
        effective_at: [optional] OrNone<Moment>,
        /// The charges, all of them, in their order.
        charges: [optional] Many<Charge>,
        /// The sum of the charges, with or without a settlement.
        charged: [optional] Euros,
        /// The sum of what the provider owes the customer beside the settlement.
        compensated: [optional] Euros,
        /// What the customer gets back in the settlement.
        refund: [optional] Euros,
        /// What the customer still owes in the settlement.
        outstanding: [optional] Euros,
        /// What the customer has as a credit in the settlement.
        credit: [optional] Euros,
        /// The last day on which the credit can be used; `false`: there is none.
        credit_until: [optional] OrNone<Date>,
        /// Whether there is a settlement.
        settled: [optional] bool,
        /// Deadlines by their kind: a date is the last day, a moment that of expiry, `false` that it is not given.
        deadlines: [optional] Deadlines,
        /// Arrears in all; `false`: none were computed.
        arrears: [optional] OrNone<Arrears>,
        /// The instalments, all of them.
        instalments: [optional] Many<Instalment>,
        /// What the payment pays off, all parts in their order.
        allocations: [optional] Many<Part>,
        /// What is left of the payment.
        unallocated: [optional] Euros,
        /// The provider's liability; `false`: nothing is said of it.
        liability: [optional] OrNone<Liability>,
        /// Whether the customer may dissolve the agreement.
        customer_may_dissolve: [optional] bool,
        /// Whether the customer may reject the change.
        customer_may_reject: [optional] bool,
        /// Whether the provider may suspend access.
        access_may_be_suspended: [optional] bool,
        /// Whether the provider may cancel because an invoice is in default.
        provider_may_cancel: [optional] bool,
        /// The codes of the findings, all of them, in any order. `not-encoded`, which every decision on a question of an article
        /// that the policy leaves out carries, only where it is to be there.
        findings: [optional] Many<FindingCode>,
        /// Clauses, by their id, and rules of law (`L1`) that the decision must cite, among others.
        cites: [optional] Many<OneLine>,
        /// When the answer changes next, and to what; `false`: never.
        boundary: [optional] OrNone<Boundary>,
        /// The paths of the fields for which the request must be refused, all of them, as in `agreement.starts_at`.
        error: [optional] Many<OneLine>,
    }

    /// An expected charge.
    ChargeTable "charge" {
        /// What it is for.
        kind: [required] ChargeKind,
        /// How much, after the ceiling.
        amount: [required] Euros,
        /// How much before the ceiling. Absent: not compared.
        as_written: [optional] Euros,
        /// Whether it is the most that may be charged. Absent: not compared.
        discretionary: [optional] bool,
        /// Whether it is charged on top of the price. Absent: not compared.
        beside_price: [optional] bool,
    }

    /// Expected arrears. Only what is given is compared.
    ArrearsTable "arrears" {
        /// The sum of the invoices in default.
        principal: [optional] Euros,
        /// Interest over them.
        interest: [optional] Euros,
        /// Collection costs.
        collection_costs: [optional] Euros,
        /// The three together.
        total: [optional] Euros,
        /// The invoices, all of them, in the order given.
        by_invoice: [optional] Many<InvoiceArrears>,
    }

    /// The expected state of an invoice. Only what is given is compared.
    InvoiceArrearsTable "by_invoice" {
        /// When it was due.
        due_on: [optional] Date,
        /// The first day of default; `false`: not in default.
        default_from: [optional] OrNone<Date>,
        /// Days of interest.
        days: [optional] Units,
        /// Interest.
        interest: [optional] Euros,
        /// The last day to pay; `false`: there is none.
        pay_by: [optional] OrNone<Date>,
    }

    /// An expected instalment.
    InstalmentTable "instalment" {
        /// How much.
        amount: [required] Euros,
        /// When it is invoiced, or asked.
        invoice_on: [required] Date,
        /// When it is due; `false`: the terms do not say.
        due_on: [required] OrNone<Date>,
        /// Whether it may be invoiced earlier. Absent: not compared.
        at_the_latest: [optional] bool,
    }

    /// An expected part of a payment.
    PartTable "allocation" {
        /// `costs`, `interest` or the name of an invoice.
        to: [required] OneLine,
        /// How much of it.
        amount: [required] Euros,
    }

    /// Expected liability. Only what is given is compared.
    LiabilityTable "liability" {
        /// Whether it is excluded.
        excluded: [optional] bool,
        /// Whether it has no limit.
        unlimited: [optional] bool,
        /// The limit; `false`: there is none.
        limit: [optional] OrNone<Euros>,
        /// What can be recovered of the damage.
        recoverable: [optional] Euros,
    }

    /// The expected change of the answer. Only what is given is compared.
    BoundaryTable "boundary" {
        /// From when on.
        at: [required] Moment,
        /// What is charged then.
        charged: [optional] Euros,
        /// What is paid back then; `false`: nothing is settled.
        refund: [optional] OrNone<Euros>,
        /// The verdict then.
        verdict: [optional] Verdict,
    }
}

/// Declares plain values read from tables of the format: what is required is there, what is not is an `Option`.
macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident from $table:ident {
        $($required:ident: $kind:ty,)* ; $($optional:ident: $maybe:ty,)*
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(super) struct $name {
            $(pub(super) $required: $kind,)*
            $(pub(super) $optional: Option<$maybe>,)*
        }

        impl Read for $name {
            const KIND: Kind = $table::KIND;

            fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<$name> {
                let table = $table::read(value, faults)?;
                Some($name {
                    $($required: given(table.$required)?,)*
                    $($optional: given(table.$optional),)*
                })
            }
        }
    )+};
}

fn given<T>(slot: Slot<T>) -> Option<T> {
    match slot {
        Slot::Given(At { value, .. }) => Some(value),
        _ => None,
    }
}

plain! {
    /// A change of the policy that may stay unnoticed.
    Unnoticed from UnnoticedTable { old: OneLine, reason: OneLine, ; clause: Id, new: OneLine, }
    /// A payment.
    Payment from PaymentTable { paid_at: Moment, amount: Euros, ; }
    /// An invoice.
    Invoice from InvoiceTable {
        open_amount: Euros, ; invoice_id: OneLine, issued_on: Date, due_on: Date, is_deposit: bool,
        reminder_received_on: Date, collection_notice_received_on: Date, collection_notice_defective: bool,
        open_at_notice_end: Euros, collection_steps_on: Many<Date>,
    }
    /// The provider's insurance.
    Insurance from InsuranceTable { payout: Euros, ; deductible: Euros, }
    /// An expected charge.
    Charge from ChargeTable { kind: ChargeKind, amount: Euros, ; as_written: Euros, discretionary: bool, beside_price: bool, }
    /// Expected arrears.
    Arrears from ArrearsTable {
        ; principal: Euros, interest: Euros, collection_costs: Euros, total: Euros, by_invoice: Many<InvoiceArrears>,
    }
    /// The expected state of an invoice.
    InvoiceArrears from InvoiceArrearsTable {
        ; due_on: Date, default_from: OrNone<Date>, days: Units, interest: Euros, pay_by: OrNone<Date>,
    }
    /// An expected instalment.
    Instalment from InstalmentTable { amount: Euros, invoice_on: Date, due_on: OrNone<Date>, ; at_the_latest: bool, }
    /// An expected part of a payment.
    Part from PartTable { to: OneLine, amount: Euros, ; }
    /// Expected liability.
    Liability from LiabilityTable { ; excluded: bool, unlimited: bool, limit: OrNone<Euros>, recoverable: Euros, }
    /// The expected change of the answer.
    Boundary from BoundaryTable { at: Moment, ; charged: Euros, refund: OrNone<Euros>, verdict: Verdict, }
}

/// What is expected of a decision, each part with its place.
macro_rules! expectations {
    ($($key:ident: $kind:ty,)+) => {
        /// What is expected of a decision.
        #[derive(Clone, Debug)]
        pub(super) struct Expect {
            $(pub(super) $key: Option<At<$kind>>,)+
        }

        impl Expect {
            /// Nothing.
            pub(super) fn nothing() -> Expect {
                Expect { $($key: None,)+ }
            }

            /// These expectations, and those of `base` that are not among them: none where a refusal is expected.
            pub(super) fn over(self, base: &Expect) -> Expect {
                if self.error.is_some() {
                    return self;
                }
                Expect { $($key: self.$key.or_else(|| base.$key.clone()),)+ }
            }

            /// The expectations that are stated, by name, with their places.
            pub(super) fn stated(&self) -> Vec<(&'static str, Span)> {
                let mut stated = Vec::new();
                $(stated.extend(self.$key.as_ref().map(|at| (stringify!($key), at.span)));)+
                stated
            }
        }

        impl Read for Expect {
            const KIND: Kind = ExpectTable::KIND;

            fn read(value: &Value<'_>, faults: &mut Faults<'_>) -> Option<Expect> {
                let table = ExpectTable::read(value, faults)?;
                Some(Expect { $($key: placed(table.$key),)+ })
            }
        }
    };
}

fn placed<T>(slot: Slot<T>) -> Option<At<T>> {
    match slot {
        Slot::Given(at) => Some(at),
        _ => None,
    }
}

expectations! {
    verdict: Verdict,
    effective_at: OrNone<Moment>,
    charges: Many<Charge>,
    charged: Euros,
    compensated: Euros,
    refund: Euros,
    outstanding: Euros,
    credit: Euros,
    credit_until: OrNone<Date>,
    settled: bool,
    deadlines: Deadlines,
    arrears: OrNone<Arrears>,
    instalments: Many<Instalment>,
    allocations: Many<Part>,
    unallocated: Euros,
    liability: OrNone<Liability>,
    customer_may_dissolve: bool,
    customer_may_reject: bool,
    access_may_be_suspended: bool,
    provider_may_cancel: bool,
    findings: Many<FindingCode>,
    cites: Many<OneLine>,
    boundary: OrNone<Boundary>,
    error: Many<OneLine>,
}
