//! The door through which the evaluator reads facts: each read is noted, so that it is known what an answer rests on, and where
//! it rests on what was not stated (V2).

use crate::calendar::{Date, Instant};
use crate::facts::table::{Fact, FactSet, FactValue, acts, agreement, list_of, termination};
use crate::facts::{Agreement, DeclaredValue, Event, FactId};
use crate::money::Cents;
use crate::vocabulary::{CustomerType, ProductType, Question};
use std::cell::Cell;

/// What is known of an agreement and an event. A read is a row of the table of facts and notes it; nothing else looks inside.
pub(super) struct Known<'a> {
    agreement: &'a Agreement,
    event: &'a Event,
    read: Cell<FactSet>,
    /// The facts that were not stated, and read as what is so unless stated.
    assumed: Cell<FactSet>,
}

impl<'a> Known<'a> {
    pub(super) fn new(agreement: &'a Agreement, event: &'a Event) -> Known<'a> {
        Known { agreement, event, read: Cell::default(), assumed: Cell::default() }
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

    /// The facts that were not stated, and read as what is so unless stated.
    pub(super) fn assumed(&self) -> FactSet {
        self.assumed.get()
    }

    /// Goes back to what was assumed before, where what was read since decided nothing.
    pub(super) fn assumed_only(&self, assumed: FactSet) {
        self.assumed.set(assumed);
    }

    /// Notes that the answer rests on a fact that was not stated.
    pub(super) fn assume(&self, fact: Fact) {
        let mut assumed = self.assumed.get();
        assumed.insert(fact);
        self.assumed.set(assumed);
    }

    /// Notes that it rests on facts that were not stated.
    pub(super) fn assume_all(&self, facts: FactSet) {
        let mut assumed = self.assumed.get();
        assumed.extend(facts);
        self.assumed.set(assumed);
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
        self.agreement.said(id)
    }

    /// The same without a note, to say what decided.
    pub(super) fn told_declared(&self, id: FactId) -> Option<DeclaredValue> {
        self.agreement.said(id)
    }

    /// Which product of the policy's own it is, as far as the request says; to repeat it, not to decide by it.
    pub(super) fn product_id(&self) -> Option<FactId> {
        self.agreement.product_id.as_deref().and_then(FactId::parse)
    }

    /// What a fact says, or what is so unless stated; `None` where it is not known, or is a fact of another question.
    pub(super) fn value(&self, fact: Fact) -> Option<FactValue<'a>> {
        self.of_entry(fact, 0)
    }

    /// What a fact of an entry of a list says, or what is so unless stated.
    pub(super) fn of_entry(&self, fact: Fact, entry: usize) -> Option<FactValue<'a>> {
        if fact.question.is_some_and(|question| question != self.event.question()) {
            return None;
        }
        self.note(fact);
        fact.get(self.agreement, self.event, entry).or_else(|| self.unless_stated(fact))
    }

    /// What is so of a fact that is not stated; nothing of what is in a group that is not there.
    #[cold]
    fn unless_stated(&self, fact: Fact) -> Option<FactValue<'a>> {
        let plain = fact.plain()?;
        let there = |group: Fact| group.get(self.agreement, self.event, 0) == Some(FactValue::YesNo(true));
        if !fact.within.is_none_or(there) {
            return None;
        }
        self.assume(fact);
        Some(plain)
    }

    /// What is stated of a fact, whatever is so where nothing is.
    pub(super) fn stated_value(&self, fact: Fact) -> Option<FactValue<'a>> {
        let value = fact.get(self.agreement, self.event, 0);
        if fact.question.is_none_or(|question| question == self.event.question()) {
            self.note(fact);
        }
        value
    }

    /// What a fact says, or what is so unless stated, for a person: without a note that the answer rests on it.
    pub(super) fn told(&self, fact: Fact) -> Option<FactValue<'a>> {
        fact.said(self.agreement, self.event, 0)
    }

    /// Whether a fact is stated to be so, or not to be so.
    pub(super) fn stated_to_be(&self, fact: Fact, so: bool) -> bool {
        self.stated_value(fact) == Some(FactValue::YesNo(so))
    }

    /// The numbers of the entries of its list that do not state a fact.
    pub(super) fn unstated_entries(&self, fact: Fact) -> impl Iterator<Item = usize> {
        let entries = list_of(fact).map(|list| self.entries(list)).unwrap_or_default();
        entries.filter(move |entry| fact.get(self.agreement, self.event, *entry).is_none())
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
