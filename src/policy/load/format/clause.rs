//! Clauses.

use super::{
    AllocationTable, AnnouncementTable, ChangeResponseTable, ConflictWord, CountTable, DayConditionTable,
    DeliveredTable, ForceMajeureTable, InstalmentsTable, LiabilityTable, NoticeTable, OfficeHoursTable, OutcomeTable,
    PaymentDefaultTable, PriceChangeTable, PriceConditionTable, SameAsTable, TiersTable, WithdrawalEffectsTable,
    WithdrawalExtensionTable, WithdrawalLossTable, WithdrawalRightTable,
};
use crate::policy::building_blocks::Condition;
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::shape::tables;
use crate::policy::load::values::{Ending, Id, ProductName, Text};
use crate::vocabulary::{CustomerType, DamageKind, Question};

tables! {
    /// One clause: what an article decides, about which question, for whom. It has exactly one form, a table below it
    /// such as `[clause.outcome]`.
    ClauseTable "clause" {
        /// The clause's id, unique in the file. Decisions cite it.
        id: [required] Id,
        /// The article, or the articles, of the text that the clause restates.
        article: [required] OneOrMany<Text>,
        /// The question, or the questions, that the clause answers.
        question: [required] OneOrMany<Question>,
        /// The customers to whom the clause applies. Absent: all.
        customers: [optional] NonEmpty<CustomerType>,
        /// The products to which the clause applies: types of product, and the ids of the file's own. Absent: all;
        /// in a file that declares products, all of the types that these are of and that its clauses name.
        products: [optional] NonEmpty<ProductName>,
        /// Conditions that must all hold for the clause to apply. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold for the clause to apply. Absent: none.
        unless: [optional] List<Condition>,
        /// How many a count must be for the clause to apply. Absent: any.
        count: [optional] CountTable,
        /// What the price must be for the clause to apply. Absent: any.
        price: [optional] PriceConditionTable,
        /// How large a part must have been delivered for the clause to apply. Absent: any.
        delivered: [optional] DeliveredTable,
        /// What the day of an anchor must be for the clause to apply. Absent: any.
        day: [optional] DayConditionTable,
        /// The ids of more general clauses that this clause displaces where it applies. Absent: none.
        overrides: [optional] List<Id>,
        /// The ids of clauses on top of which the charges of this one come. Charges of two clauses otherwise never add up: the
        /// clause that charges least answers. Absent: none.
        on_top_of: [optional] List<Id>,
        /// What the clause says, in the author's own words.
        summary: [required] SummaryTable,
        /// Places where the text contradicts itself, and how it is read. Absent: none.
        conflict: [optional] List<ConflictTable>,
        /// What the clause takes to be so where no fact can tell. Absent: nothing.
        assumption: [optional] List<AssumptionTable>,
        /// The form of a clause that decides one outcome, whenever it is asked.
        outcome: [one of "form"] Box<OutcomeTable>,
        /// The form of a clause whose outcome depends on how long before an anchor the act comes.
        tiers: [one of "form"] Box<TiersTable>,
        /// The form of a clause that refers to the outcome of others.
        same_as: [one of "form"] Box<SameAsTable>,
        /// The form of a clause on when a notice counts as given.
        office_hours: [one of "form"] Box<OfficeHoursTable>,
        /// The form of a clause that gives a right to withdraw.
        withdrawal_right: [one of "form"] Box<WithdrawalRightTable>,
        /// The form of a clause that lengthens the period to withdraw when information was withheld.
        withdrawal_extension: [one of "form"] Box<WithdrawalExtensionTable>,
        /// The form of a clause on when the right to withdraw is lost.
        withdrawal_loss: [one of "form"] Box<WithdrawalLossTable>,
        /// The form of a clause on what follows a withdrawal.
        withdrawal_effects: [one of "form"] Box<WithdrawalEffectsTable>,
        /// The form of a clause on ending the agreement by notice.
        notice: [one of "form"] Box<NoticeTable>,
        /// The form of a clause on raising the price.
        price_change: [one of "form"] Box<PriceChangeTable>,
        /// The form of a clause on default of payment.
        payment_default: [one of "form"] Box<PaymentDefaultTable>,
        /// The form of a clause on payment in instalments.
        instalments: [one of "form"] Box<InstalmentsTable>,
        /// The form of a clause on what a payment pays off first.
        allocation: [one of "form"] Box<AllocationTable>,
        /// The form of a clause on liability for damage.
        liability: [one of "form"] Box<LiabilityTable>,
        /// The form of a clause on ending the agreement for force majeure.
        force_majeure: [one of "form"] Box<ForceMajeureTable>,
        /// The form of a clause on announcing changed terms.
        announcement: [one of "form"] Box<AnnouncementTable>,
        /// The form of a clause on the exchange of notices about a change by the provider.
        change_response: [one of "form"] Box<ChangeResponseTable>,
    }

    /// A text in Dutch, in English or in both. Where it is in one language, that text stands in answers in the other, too.
    SummaryTable "summary" {
        /// The text in Dutch.
        nl: [some of "language"] Text,
        /// The text in English.
        en: [some of "language"] Text,
    }

    /// Something that the clause turns on and that no fact tells. The decision says that it is assumed.
    AssumptionTable "assumption" {
        /// Conditions that must all hold for it to matter. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold for it to matter. Absent: none.
        unless: [optional] List<Condition>,
        /// Only for these kinds of damage. Absent: all.
        damage: [optional] NonEmpty<DamageKind>,
        /// What is taken to be so, in the author's own words.
        note: [required] SummaryTable,
    }

    /// A place where the text contradicts itself. The decision carries the finding.
    ConflictTable "conflict" {
        /// What contradicts what: `clause`, a general and a specific clause, of which the specific one applies; `cap`,
        /// two caps, of which the better one for the customer applies.
        kind: [required] ConflictWord,
        /// The other article, or articles.
        article: [required] OneOrMany<Text>,
        /// Only for an act at least this long before the start. Absent: however early.
        at_least: [at most one of "lower bound"] Ending,
        /// Only for an act more than this long before the start. Absent: however early.
        more_than: [at most one of "lower bound"] Ending,
        /// Only for an act at most this long before the start. Absent: however late.
        at_most: [at most one of "upper bound"] Ending,
        /// Only for an act less than this long before the start. Absent: however late.
        less_than: [at most one of "upper bound"] Ending,
        /// Only for these kinds of damage. Absent: all.
        damage: [optional] NonEmpty<DamageKind>,
        /// What contradicts what, in the author's own words.
        note: [required] SummaryTable,
    }
}
