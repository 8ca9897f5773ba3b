//! Every fact, once: its path in a request, what it can be, whether it must be stated, what it must not contradict, how a
//! person is asked for it, and how it is read and set.
//!
//! What lists facts is derived from these rows: the ranges and contradictions of requests, the JSON of witnesses, what
//! `clausula facts` and `DescribeQuestion` tell, and what is drawn and taken away in tests. A row reads
//!
//! ```text
//! ENDS_AT: where_read("agreement.ends_at", INSTANT)
//!     .rules(&[Rule::NotBefore(&STARTS_AT)])
//!     .asks("When does performance end?", "Wanneer eindigt de uitvoering?")
//!     .held(held!(|a| a.ends_at)),
//! ```
//!
//! The rows of the agreement are in [`agreement`], those of each event in the module with its name. The order of rows is
//! that in which facts are asked for and written. To add a fact: a field in [`Agreement`] or [`Event`], a row here, a field
//! of the contract and its decoding. Tests tell when one of them is missing.

pub mod agreement;
mod choices;
mod customer;
mod kind;
mod payment;
mod provider;
mod set;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use customer::{
    booking_change, breach, cancellation, complaint, damage_claim, no_show, offer, rescheduling, substitution,
    termination, withdrawal,
};
pub use kind::{Choice, FactKind, Need, Plain, Rule};
pub(crate) use payment::{payment_allocation, payment_review};
pub(crate) use provider::{
    data_breach, force_majeure, price_increase, provider_cancellation, provider_change, terms_change,
};
pub use set::FactSet;
pub use value::FactValue;

use super::{Agreement, Event, FieldNames};
use crate::money::{Cents, Locale};
use crate::vocabulary::{Bilingual, Question};

/// A row of the table.
pub type Fact = &'static FactDef;

/// The definition of a fact.
#[derive(Clone, Copy, Debug)]
pub struct FactDef {
    /// The dotted path of its field in a request, as in `agreement.starts_at`. A field of the entries of a list stands behind
    /// `[]`, as in `agreement.payments[].amount`.
    pub path: &'static str,
    /// What it can be.
    pub kind: FactKind,
    /// Whether it must be stated.
    pub need: Need,
    /// What it must not contradict.
    pub rules: &'static [Rule],
    /// How a person is asked for it.
    pub ask: Bilingual,
    /// What is so unless stated, as a sentence that both parties can read; empty where it must be stated.
    pub assumed: Bilingual,
    /// The group that it is of, without which it says nothing.
    pub within: Option<Fact>,
    /// The question whose event it is of; `None`: it is of the agreement.
    pub question: Option<Question>,
    /// Its place among the rows of the agreement, or of its event.
    place: u8,
    /// Whether it is of the entries of a list: its path says so.
    of_entry: bool,
    access: Access,
}

type Get = for<'a> fn(&'a Agreement, &'a Event, usize) -> Option<FactValue<'a>>;
type Set = fn(&mut Agreement, &mut Event, usize, Option<FactValue<'_>>);

/// How a fact is read and set. The number is that of the entry of a list, otherwise 0.
#[derive(Clone, Copy, Debug)]
struct Access {
    get: Get,
    set: Set,
}

impl FactDef {
    /// What an agreement and an event state; `None` where they do not, or it is a fact of another event. `entry` is the number
    /// of the entry of a list, from 0, and without meaning elsewhere.
    pub fn get<'a>(&self, agreement: &'a Agreement, event: &'a Event, entry: usize) -> Option<FactValue<'a>> {
        (self.access.get)(agreement, event, entry)
    }

    /// What is so: what is stated, and otherwise what is so unless stated.
    pub fn said<'a>(&self, agreement: &'a Agreement, event: &'a Event, entry: usize) -> Option<FactValue<'a>> {
        let of_event = self.question.is_none_or(|question| question == event.question());
        self.get(agreement, event, entry).or_else(|| self.plain().filter(|_| of_event))
    }

    /// Makes an agreement and an event state something else, or nothing.
    pub fn set(&self, agreement: &mut Agreement, event: &mut Event, entry: usize, value: Option<FactValue<'_>>) {
        (self.access.set)(agreement, event, entry, value);
    }

    /// What is so unless stated; `None` where it must be stated, or is not known.
    pub fn plain(&self) -> Option<FactValue<'static>> {
        match self.need {
            Need::Default(Plain::No) => Some(FactValue::YesNo(false)),
            Need::Default(Plain::Zero) => Some(FactValue::Amount(Cents::ZERO)),
            Need::Default(Plain::Count(count)) => Some(FactValue::Count(count)),
            Need::Default(Plain::Empty) if matches!(self.kind, FactKind::Dates { .. }) => Some(FactValue::Dates(&[])),
            Need::Default(Plain::Empty) => Some(FactValue::Count(0)),
            Need::Required | Need::WhereRead | Need::Optional(_) => None,
        }
    }

    /// What is so unless stated, in words; nothing where it must be stated.
    pub fn default_text(&self, locale: Locale) -> String {
        match (self.need, self.plain()) {
            (Need::Optional(absent), _) => absent.get(locale).to_owned(),
            (_, Some(FactValue::YesNo(_))) => locale.pick("no", "nee").to_owned(),
            (_, Some(FactValue::Amount(_))) => locale.pick("nothing", "niets").to_owned(),
            (_, Some(FactValue::Count(_))) if matches!(self.kind, FactKind::List { .. }) => {
                locale.pick("none", "geen").to_owned()
            }
            (_, Some(FactValue::Dates(_))) => locale.pick("none", "geen").to_owned(),
            (_, Some(FactValue::Count(count))) => count.to_string(),
            _ => String::new(),
        }
    }

    /// The name of its field: the last part of the path.
    pub fn field(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// The path of an entry's field, as in `agreement.payments[2].amount`; that of any other fact as it is.
    pub fn path_at(&self, entry: usize) -> String {
        self.path.replace("[]", &format!("[{entry}]"))
    }

    /// The path in the JSON of a request, as in `agreement.startsAt`.
    pub fn json_path(&self) -> String {
        FieldNames::Json.path(self.path).into_owned()
    }

    /// Whether it is a fact of the entries of a list.
    pub fn is_of_entry(&self) -> bool {
        self.of_entry
    }

    // How rows are written.

    const fn new(path: &'static str, kind: FactKind, need: Need) -> FactDef {
        let access = Access { get: |_, _, _| None, set: |_, _, _, _| {} };
        FactDef {
            path,
            kind,
            need,
            rules: &[],
            ask: Bilingual::new("", ""),
            assumed: Bilingual::new("", ""),
            within: None,
            question: None,
            place: 0,
            of_entry: has_entries(path),
            access,
        }
    }

    const fn asks(mut self, en: &'static str, nl: &'static str) -> FactDef {
        self.ask = Bilingual::new(en, nl);
        self
    }

    const fn assumed(mut self, en: &'static str, nl: &'static str) -> FactDef {
        self.assumed = Bilingual::new(en, nl);
        self
    }

    const fn within(mut self, group: Fact) -> FactDef {
        self.within = Some(group);
        self
    }

    const fn rules(mut self, rules: &'static [Rule]) -> FactDef {
        self.rules = rules;
        self
    }

    const fn held(mut self, access: Access) -> FactDef {
        self.access = access;
        self
    }

    const fn numbered(mut self, question: Option<Question>, place: u8) -> FactDef {
        (self.question, self.place) = (question, place);
        self
    }
}

/// Whether a path leads through the entries of a list.
const fn has_entries(path: &str) -> bool {
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'[' {
            return true;
        }
        rest = after;
    }
    false
}

/// Rows are the same where they stand at the same place.
impl PartialEq for FactDef {
    fn eq(&self, other: &FactDef) -> bool {
        (self.question, self.place) == (other.question, other.place)
    }
}

impl Eq for FactDef {}

/// A fact that must be stated.
const fn required(path: &'static str, kind: FactKind) -> FactDef {
    FactDef::new(path, kind, Need::Required)
}

/// A fact that must be stated where a clause reads it.
const fn where_read(path: &'static str, kind: FactKind) -> FactDef {
    FactDef::new(path, kind, Need::WhereRead)
}

/// A fact that may be left out, with what that means.
const fn optional(path: &'static str, kind: FactKind, en: &'static str, nl: &'static str) -> FactDef {
    FactDef::new(path, kind, Need::Optional(Bilingual::new(en, nl)))
}

/// A fact that has a plain value unless stated.
const fn plain(path: &'static str, kind: FactKind, plain: Plain) -> FactDef {
    FactDef::new(path, kind, Need::Default(plain))
}

/// Whether something is so; not unless stated.
const fn flag(path: &'static str) -> FactDef {
    plain(path, FactKind::YesNo, Plain::No)
}

/// Names rows and numbers them: each becomes a constant of its own, and together they are the table `ROWS`.
macro_rules! rows {
    ($vis:vis, $of:expr; $($name:ident: $row:expr,)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($name,)+ }
        $(
            #[doc = concat!("The row [`", stringify!($name), "`].")]
            $vis static $name: $crate::facts::table::FactDef = $row.numbered($of, Place::$name as u8);
        )+
        /// The rows, in order.
        $vis static ROWS: &[$crate::facts::table::Fact] = &[$(&$name,)+];
    };
}
use rows;

/// Declares the module of an event, with its rows.
macro_rules! event_rows {
    ($($(#[$doc:meta])* $module:ident of $question:ident { $($rows:tt)+ })+) => {$(
        $(#[$doc])*
        pub(crate) mod $module {
            #[allow(unused_imports, reason = "each event needs some of them")]
            use super::*;
            rows! { pub(crate), Some(Question::$question); $($rows)+ }
        }
    )+};
}
use event_rows;

/// The rows of a question's event.
pub fn of_event(question: Question) -> &'static [Fact] {
    match question {
        Question::Cancellation => cancellation::ROWS,
        Question::NoShow => no_show::ROWS,
        Question::Withdrawal => withdrawal::ROWS,
        Question::Rescheduling => rescheduling::ROWS,
        Question::Substitution => substitution::ROWS,
        Question::BookingChange => booking_change::ROWS,
        Question::ProviderCancellation => provider_cancellation::ROWS,
        Question::ProviderChange => provider_change::ROWS,
        Question::PaymentReview => payment_review::ROWS,
        Question::PaymentPlan => &[],
        Question::PaymentAllocation => payment_allocation::ROWS,
        Question::Termination => termination::ROWS,
        Question::PriceIncrease => price_increase::ROWS,
        Question::TermsChange => terms_change::ROWS,
        Question::Complaint => complaint::ROWS,
        Question::DamageClaim => damage_claim::ROWS,
        Question::Breach => breach::ROWS,
        Question::ForceMajeure => force_majeure::ROWS,
        Question::Offer => offer::ROWS,
        Question::DataBreach => data_breach::ROWS,
    }
}

/// The rows of a question: those of the agreement, then those of the event.
pub fn of_question(question: Question) -> impl Iterator<Item = Fact> + Clone {
    agreement::ROWS.iter().chain(of_event(question)).copied()
}

/// The facts that say when the act of a question took place: the first that is known does.
pub fn acts(question: Question) -> &'static [Fact] {
    match question {
        Question::Cancellation => const { &[&cancellation::RECEIVED_AT] },
        Question::Withdrawal => const { &[&withdrawal::DECLARED_AT] },
        Question::Rescheduling => const { &[&rescheduling::REQUESTED_AT] },
        Question::Substitution => const { &[&substitution::REQUESTED_AT] },
        Question::BookingChange => const { &[&booking_change::REQUESTED_AT] },
        Question::ProviderCancellation => const { &[&provider_cancellation::ANNOUNCED_AT] },
        Question::ProviderChange => const { &[&provider_change::REJECTED_AT, &provider_change::NOTIFIED_AT] },
        Question::PaymentReview => const { &[&payment_review::AS_OF] },
        Question::Termination => const { &[&termination::NOTICE_AT] },
        Question::PriceIncrease => const { &[&price_increase::ANNOUNCED_AT] },
        Question::TermsChange => const { &[&terms_change::ANNOUNCED_AT] },
        Question::Complaint => const { &[&complaint::FILED_AT] },
        Question::DamageClaim => const { &[&damage_claim::REPORTED_AT] },
        Question::Breach => const { &[&breach::OCCURRED_AT] },
        Question::ForceMajeure => const { &[&force_majeure::AS_OF] },
        Question::Offer => const { &[&offer::AS_OF, &offer::ACCEPTED_AT] },
        Question::NoShow | Question::PaymentPlan | Question::PaymentAllocation | Question::DataBreach => &[],
    }
}

/// Every row.
pub fn all() -> impl Iterator<Item = Fact> {
    agreement::ROWS.iter().copied().chain(Question::ALL.iter().flat_map(|question| of_event(*question)).copied())
}

/// The facts of the entries of a list; none for any other fact.
pub fn entries_of(list: Fact) -> impl Iterator<Item = Fact> {
    let rows = list.question.map_or(agreement::ROWS, of_event);
    let entries = rows.iter().skip(usize::from(list.place) + 1).take_while(|fact| fact.is_of_entry());
    entries.copied().filter(|_| matches!(list.kind, FactKind::List { .. }))
}

/// The list of whose entries a fact is; none for any other fact.
pub fn list_of(entry: Fact) -> Option<Fact> {
    let rows = entry.question.map_or(agreement::ROWS, of_event);
    let mut before = rows.iter().take(usize::from(entry.place)).rev();
    let list = before.find(|fact| matches!(fact.kind, FactKind::List { .. })).copied();
    list.filter(|_| entry.is_of_entry())
}

/// Visits every fact of a question: entry after entry for those of a list, with the number of the entry.
pub fn each(agreement: &Agreement, event: &Event, mut visit: impl FnMut(Fact, usize)) {
    for rows in [agreement::ROWS, of_event(event.question())] {
        each_of(rows, agreement, event, &mut visit);
    }
}

/// Visits some rows of the table, which are in its order: those of entries for each entry of the list before them.
pub(super) fn each_of(rows: &[Fact], agreement: &Agreement, event: &Event, visit: &mut impl FnMut(Fact, usize)) {
    let mut rest = rows;
    while let Some((fact, after)) = rest.split_first() {
        visit(fact, 0);
        rest = after;
        if let FactKind::List { most, .. } = fact.kind {
            let count = after.iter().take_while(|fact| fact.is_of_entry()).count();
            let (entries, after) = after.split_at(count);
            let length = match fact.get(agreement, event, 0) {
                Some(FactValue::Count(length)) => (length as usize).min(most),
                _ => 0,
            };
            for entry in 0..length {
                entries.iter().for_each(|fact| visit(fact, entry));
            }
            rest = after;
        }
    }
}
