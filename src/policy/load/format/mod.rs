//! The file format: every table and key, what it takes, and what it means.
//!
//! A policy file is one [`PolicyTable`]. The documentation of each key is what a policy author reads: it gives the
//! meaning, the unit, and what the key's absence means.

mod amounts;
mod clause;
mod forms;
mod parts;
mod words;

pub(crate) use amounts::*;
pub(crate) use clause::*;
pub(crate) use forms::*;
pub(crate) use parts::*;
pub(crate) use words::*;

use super::lists::{List, Long, NonEmpty, OneOrMany};
use super::shape::tables;
use super::values::{Id, PlainValue, Rule, Text, Version};
use crate::calendar::{Date, Holidays, Zone};
use crate::facts::{FactId, ValueKind};
use crate::law::JurisdictionId;
use crate::money::{Cents, Currency};
use crate::policy::building_blocks::DayKind;
use crate::policy::declared::MostAmount;
use crate::vocabulary::{PriceBasis, ProductType, Question};

tables! {
    /// One version of the terms of one provider. One file each: `policies/<policy>/<version>.toml`.
    PolicyTable "policy" {
        /// The policy's id. All versions of a provider's terms share it.
        policy: [required] Id,
        /// The version's name, unique among the versions of the policy; by custom its first day, or `undated`.
        version: [required] Version,
        /// The provider's trade name.
        name: [required] Text,
        /// The first civil date on which the version is in force. Absent: in force on every date before
        /// `effective_until` or the next version.
        effective_from: [optional] Date,
        /// The first civil date on which the version is no longer in force. Absent: in force until the next version.
        effective_until: [optional] Date,
        /// The currency of every amount, by its ISO 4217 code.
        currency: [required] Currency,
        /// Whether the prices that percentages are of include value-added tax.
        prices: [required] PriceBasis,
        /// The IANA time zone of every civil date.
        zone: [required] Zone,
        /// The calendar by which days are working days and holidays.
        holidays: [required] Holidays,
        /// The days of the week that are working days, unless a holiday falls on them, as in `["monday", "tuesday",
        /// "wednesday", "thursday", "friday", "saturday"]`. Periods in working days, deadlines that move or end on the next
        /// working day, and office hours without `days` go by them; periods of the law do not. Absent: Monday to Friday.
        working_days: [optional] NonEmpty<DayKind>,
        /// The law that applies beside the terms: `NL`, Dutch law; `EU`, the core that all Member States of the European Union
        /// have alike, on withdrawal; `none`, no law at all. Decisions and the compliance check say what of the law they did
        /// not check. No law applies to a text that does not ask for it.
        law: [required] JurisdictionId,
        /// The products of the provider's own, each under its own `[[product]]`. At most 50. Absent: clauses tell products
        /// apart by their type alone.
        product: [optional] List<ProductTable>,
        /// The facts that the clauses read beside those that are built in, each under its own `[[fact]]`. At most 64, one fewer
        /// beside products. Absent: none.
        fact: [optional] List<FactTable>,
        /// The clauses, each under its own `[[clause]]`. At most 1,000.
        clause: [required] Long<ClauseTable>,
        /// The articles of the text that no clause restates, or not in full, each under its own `[[unencoded]]`. At most 100.
        /// Absent: none.
        unencoded: [optional] List<UnencodedTable>,
        /// The findings of the compliance check that the author accepts. Absent: none.
        accept: [optional] List<AcceptTable>,
    }

    /// A product of the provider's own, which a request names as `agreement.productId`. Clauses name it where they name products,
    /// and among conditions as `product_id:one_day`.
    ProductTable "product" {
        /// The product's id: at most 31 lowercase letters, digits and single underscores, as in `one_day`.
        id: [required] FactId,
        /// The type of product that it is. It decides what the law gives.
        kind: [required] ProductType,
        /// What it is called.
        name: [required] SummaryTable,
        /// The least that it is sold for. The analysis then looks at no lower price, and a decision at one carries the finding
        /// `price-outside-product`. Absent: any price.
        price_at_least: [optional] Cents,
        /// The most that it is sold for, in the same way. Absent: any price.
        price_at_most: [optional] Cents,
    }

    /// A fact of the policy's own, which a request states under `facts`, by its id. A clause names it where it names a fact that
    /// is built in: `yes_no` and the words of a `choice` are conditions (`when = ["doctors_note", "season:high"]`).
    FactTable "fact" {
        /// The fact's id: at most 31 lowercase letters, digits and single underscores, as in `doctors_note`.
        id: [required] FactId,
        /// What it can be.
        kind: [required] ValueKind,
        /// How a person is asked for it.
        ask: [required] SummaryTable,
        /// The questions whose clauses may read it. Absent: all.
        questions: [optional] NonEmpty<Question>,
        /// What is so unless a request states it; decisions say that it was assumed. Not for `date` and `instant`. Absent: a
        /// request must state it wherever a clause reads it.
        default: [optional] PlainValue,
        /// The most that an `amount` may be: `"price"`, or an amount. Absent: any amount.
        at_most: [optional] MostAmount,
        /// Whether an `amount` is a part of the price, such as the stay within the price of a training: at most the price.
        part_of_price: [default "false"] bool,
        /// The least that a `count` may be. Absent: 0.
        least: [optional] u32,
        /// The most that a `count` may be. Absent: 1,000,000,000.
        most: [optional] u32,
        /// The words of a `choice`, which need it: at least two, formed as ids are. Absent: it is of another kind.
        choices: [optional] NonEmpty<FactId>,
    }

    /// An article of the text that the file leaves out, or a part of one. Decisions on its questions carry the finding
    /// `not-encoded` with the article and the reason. It changes no amount and no verdict.
    UnencodedTable "unencoded" {
        /// The article, or the articles that are left out for one reason.
        article: [required] OneOrMany<Text>,
        /// The question, or the questions, that it bears on. Absent: nothing that can be asked.
        question: [optional] OneOrMany<Question>,
        /// What it is about and why it is left out, in the author's own words.
        why: [required] SummaryTable,
    }

    /// A finding of the compliance check that the author accepts, so that it is reported but does not fail.
    AcceptTable "accept" {
        /// The rule.
        rule: [required] Rule,
        /// The id of the clause. Absent: any, or the policy as a whole.
        clause: [optional] Id,
        /// Words of the finding's English message, so that another finding of the rule at the clause stays open. Absent:
        /// any finding.
        about: [optional] Text,
        /// Why the finding is accepted.
        reason: [required] Text,
        /// The last civil date on which the acceptance holds. Absent: it holds for good.
        until: [optional] Date,
        /// The figures of the findings as they were accepted. `clausula accept` writes them, for whoever reads the file.
        /// Absent: the findings have none.
        figures: [optional] List<Text>,
        /// The seal of the findings, and of the clauses that they are about, as they were accepted. `clausula accept` writes
        /// it; anything else reopens the findings. Absent: nothing is accepted yet.
        seal: [optional] Text,
    }
}
