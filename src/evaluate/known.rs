//! The door through which the evaluator reads facts: each read is noted, so that it is known what an answer rests on.

use crate::calendar::{Date, Instant};
use crate::facts::table::{Fact, FactSet, FactValue, acts, agreement, termination};
use crate::facts::{Agreement, DeclaredValue, Event, FactId};
use crate::money::Cents;
use crate::vocabulary::{CustomerType, ProductType, Question};
use std::cell::Cell;

/// What is known of an agreement and an event. A read is a row of the table of facts and notes it; nothing else looks inside.
pub(super) struct Known<'a> {
    agreement: &'a Agreement,
    event: &'a Event,
    read: Cell<FactSet>,
}

impl<'a> Known<'a> {
    pub(super) fn new(agreement: &'a Agreement, event: &'a Event) -> Known<'a> {
        Known { agreement, event, read: Cell::new(FactSet::default()) }
    }

    /// The facts that were read so far.
    pub(super) fn read(&self) -> FactSet {
        self.read.get()
    }

    /// Notes that other facts about the agreement were read on its behalf.
    pub(super) fn note_agreement(&self, read: FactSet) {
        let mut all = self.read.get();
        all.extend(read.of_agreement());
        self.read.set(all);
    }

    fn note(&self, fact: Fact) {
        let mut read = self.read.get();
        read.insert(fact);
        self.read.set(read);
    }

    /// What the request says of a fact that the policy declares at a place.
    pub(super) fn declared(&self, place: usize, id: FactId) -> Option<DeclaredValue> {
        let mut read = self.read.get();
        read.insert_declared(place);
        self.read.set(read);
        self.agreement.declared.get(id)
    }

    /// What a fact says; `None` where it is not known, or is a fact of another question.
    pub(super) fn value(&self, fact: Fact) -> Option<FactValue<'a>> {
        self.of_entry(fact, 0)
    }

    /// What a fact of an entry of a list says.
    pub(super) fn of_entry(&self, fact: Fact, entry: usize) -> Option<FactValue<'a>> {
        let value = fact.get(self.agreement, self.event, entry);
        if fact.question.is_none() || fact.question == Some(self.event.question()) {
            self.note(fact);
        }
        value
    }

    /// Whether a fact is so.
    pub(super) fn so(&self, fact: Fact) -> bool {
        self.value(fact) == Some(FactValue::YesNo(true))
    }

    /// Whether a fact of an entry is so.
    pub(super) fn so_of_entry(&self, fact: Fact, entry: usize) -> bool {
        self.of_entry(fact, entry) == Some(FactValue::YesNo(true))
    }

    /// Whether a choice is this word.
    pub(super) fn is(&self, fact: Fact, word: &str) -> bool {
        matches!(self.value(fact), Some(FactValue::Word(said)) if said == word)
    }

    /// When something was, or will be.
    pub(super) fn when(&self, fact: Fact) -> Option<Instant> {
        match self.value(fact) {
            Some(FactValue::Instant(at)) => Some(at),
            _ => None,
        }
    }

    /// When something was that every question of its kind states.
    pub(super) fn at(&self, fact: Fact) -> Instant {
        self.when(fact).unwrap_or(Instant::MIN)
    }

    /// A date of an entry.
    pub(super) fn date_of_entry(&self, fact: Fact, entry: usize) -> Option<Date> {
        match self.of_entry(fact, entry) {
            Some(FactValue::Date(date)) => Some(date),
            _ => None,
        }
    }

    /// Dates of an entry; none where they are not known.
    pub(super) fn dates_of_entry(&self, fact: Fact, entry: usize) -> &'a [Date] {
        match self.of_entry(fact, entry) {
            Some(FactValue::Dates(dates)) => dates,
            _ => &[],
        }
    }

    /// An amount that may not be known.
    pub(super) fn stated(&self, fact: Fact) -> Option<Cents> {
        amount(self.value(fact))
    }

    /// An amount; nothing where it is not known.
    pub(super) fn amount(&self, fact: Fact) -> Cents {
        self.stated(fact).unwrap_or(Cents::ZERO)
    }

    /// An amount of an entry; nothing where it is not known.
    pub(super) fn amount_of_entry(&self, fact: Fact, entry: usize) -> Cents {
        amount(self.of_entry(fact, entry)).unwrap_or(Cents::ZERO)
    }

    /// How many; 0 where it is not known.
    pub(super) fn count(&self, fact: Fact) -> u32 {
        match self.value(fact) {
            Some(FactValue::Count(count)) => count,
            _ => 0,
        }
    }

    /// The numbers of the entries of a list.
    pub(super) fn entries(&self, list: Fact) -> std::ops::Range<usize> {
        0..self.count(list) as usize
    }

    // What almost every answer reads.

    pub(super) fn question(&self) -> Question {
        self.event.question()
    }

    pub(super) fn customer(&self) -> CustomerType {
        self.note(&agreement::CUSTOMER);
        self.agreement.customer
    }

    pub(super) fn is_consumer(&self) -> bool {
        self.customer() == CustomerType::Consumer
    }

    pub(super) fn product(&self) -> ProductType {
        self.note(&agreement::PRODUCT);
        self.agreement.product
    }

    pub(super) fn price(&self) -> Cents {
        self.amount(&agreement::PRICE)
    }

    pub(super) fn concluded_at(&self) -> Instant {
        self.at(&agreement::CONCLUDED_AT)
    }

    /// Whether it is about something that the provider does.
    pub(super) fn provider_acts(&self) -> bool {
        if self.question() == Question::Termination {
            self.note(&termination::BY);
        }
        self.event.is_act_of_provider()
    }

    /// The instant of the act.
    pub(super) fn act(&self) -> Option<Instant> {
        acts(self.question()).iter().for_each(|fact| self.note(fact));
        self.event.act()
    }

    /// The sum of all payments.
    pub(super) fn paid(&self) -> Cents {
        self.note(&agreement::PAYMENTS);
        self.note(&agreement::PAYMENT_AMOUNT);
        self.agreement.paid()
    }

    /// The payments, each with its moment.
    pub(super) fn payments(&self) -> impl Iterator<Item = (Instant, Cents)> {
        self.note(&agreement::PAYMENTS);
        self.note(&agreement::PAYMENT_AMOUNT);
        self.note(&agreement::PAYMENT_PAID_AT);
        self.agreement.payments.iter().map(|payment| (payment.paid_at, payment.amount))
    }
}

fn amount(value: Option<FactValue<'_>>) -> Option<Cents> {
    match value {
        Some(FactValue::Amount(amount)) => Some(amount),
        _ => None,
    }
}
