//! What every question shares while it is answered: the facts, the act, and what is collected on the way.

use super::horizon::Horizon;
use super::known::Known;
use super::office_hours::Counted;
use super::{Asked, Detail, EvaluateError};
use crate::calendar::{Date, Instant};
use crate::decision::{Assumption, Calculation, Finding, FindingCode, Source, Step};
use crate::facts::table::{FactValue, acts, agreement};
use crate::facts::{DeclaredValue, Event, FactId, Problem, Violation};
use crate::law::{Jurisdiction, LawRule, WithdrawalLaw, WithdrawalOf};
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, Condition, Conditions};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::Form;
use crate::policy::named_facts::Test;
use crate::policy::{Clause, Policy};
use crate::vocabulary::{Basis, Question, Verdict};
use smallvec::SmallVec;

pub(super) struct Context<'a> {
    pub(super) policy: &'a Policy,
    pub(super) law: &'a Jurisdiction,
    pub(super) facts: Known<'a>,
    pub(super) basis: Basis,
    /// The only clause on the question to read, to see what it says alone.
    pub(super) only: Option<u16>,
    /// The instant that the act counts as.
    pub(super) act: Option<Instant>,
    act_date: Option<Date>,
    detail: Detail,
    /// Until when the comparisons made so far come out the same.
    pub(super) horizon: Horizon,
    missing: Vec<Violation>,
    pub(super) steps: Vec<Step>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) findings: Vec<Finding>,
    /// The clauses whose answer was taken as a whole.
    pub(super) relied_on: SmallVec<[u16; 2]>,
    /// The statutory interest over what bears the interest of a clause that a court may annul; `None` where it cannot be told.
    pub(super) statutory_interest: Option<Cents>,
}

/// The clauses that apply to a question: seldom more than a handful.
pub(super) type Clauses<'a> = SmallVec<[(u16, &'a Clause); 4]>;

impl<'a> Context<'a> {
    pub(super) fn new(asked: Asked<'a>, event: &'a Event, detail: Detail) -> Context<'a> {
        let facts = Known::new(asked.agreement, event);
        // Few requests state any.
        let missing = match asked.agreement.declared.is_empty() && asked.agreement.product_id.is_none() {
            true => Vec::new(),
            false => asked.policy.facts.violations(asked.agreement),
        };
        Context {
            policy: asked.policy,
            law: asked.law,
            act: facts.act(),
            facts,
            basis: asked.basis,
            only: None,
            act_date: None,
            detail,
            horizon: Horizon::default(),
            missing,
            // Most explanations are short; one allocation serves them.
            steps: if detail == Detail::Full { Vec::with_capacity(8) } else { Vec::new() },
            assumptions: Vec::new(),
            findings: Vec::new(),
            relied_on: SmallVec::new(),
            statutory_interest: Some(Cents::ZERO),
        }
    }

    /// Whether mandatory law applies at all.
    pub(super) fn law_applies(&self) -> bool {
        self.basis == Basis::TermsAndLaw
    }

    /// Whether a rule of mandatory law applies: the policy's law has it.
    pub(super) fn rule_applies(&self, rule: LawRule) -> bool {
        self.law_applies() && self.law.rule(rule).is_some()
    }

    /// The law on withdrawal (L1 to L5), for a consumer's contract concluded at a distance.
    pub(super) fn withdrawal_law(&self) -> Option<&'a WithdrawalLaw> {
        let law = self.law.withdrawal().filter(|_| self.law_applies() && self.facts.is_consumer())?;
        (!self.facts.so(&agreement::ON_PREMISES)).then_some(law)
    }

    /// The day from which contracts must offer a function for withdrawing, where this one is from then on.
    pub(super) fn function_from(&self) -> Option<Date> {
        let function = self.law.withdrawal().filter(|_| self.law_applies())?.function?;
        (self.date_of(self.facts.concluded_at()) >= function.from).then_some(function.from)
    }

    /// Whether the law on withdrawal leaves the product out.
    pub(super) fn withdrawal_excluded(&self, law: &WithdrawalLaw) -> bool {
        law.right(self.facts.product()) == WithdrawalOf::Excluded
    }

    // What is collected.

    /// Whether the reasoning is wanted.
    pub(super) fn explains(&self) -> bool {
        self.detail == Detail::Full
    }

    /// Says the verdict of a clause; that it applies, where the question is about no permission.
    pub(super) fn explain_verdict(&mut self, source: Source, verdict: Verdict) {
        let merely_applies = verdict == Verdict::Permitted && !self.facts.question().asks_permission();
        self.explain(source, || if merely_applies { Calculation::Applies } else { Calculation::Verdict(verdict) });
    }

    pub(super) fn explain(&mut self, source: Source, calculation: impl FnOnce() -> Calculation) {
        if self.explains() {
            self.steps.push(Step { source, calculation: calculation() });
        }
    }

    /// Says what the answer rests on that was not stated (V2).
    pub(super) fn note_defaults(&mut self) {
        let assumed = self.facts.assumed();
        if assumed.is_empty() {
            return;
        }
        for fact in assumed.iter(self.facts.question()) {
            if fact.is_of_entry() {
                let entries = self.facts.unstated_entries(fact);
                self.assumptions.extend(entries.map(|entry| Assumption::of_default(fact, entry)));
            } else {
                self.assume(Assumption::of_default(fact, 0));
            }
        }
    }

    pub(super) fn assume(&mut self, assumption: Assumption) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }

    pub(super) fn find(&mut self, code: FindingCode, sources: &[Source]) {
        match self.findings.iter_mut().find(|f| f.code == code) {
            Some(finding) => finding
                .sources
                .extend(sources.iter().filter(|s| !finding.sources.contains(s)).copied().collect::<Vec<_>>()),
            None => self.findings.push(Finding { code, sources: sources.into(), annulment: None, left_out: None }),
        }
    }

    /// What the policy's law adds to what the terms say; nothing where that law does not know it.
    pub(super) fn find_by_law(&mut self, code: FindingCode, sources: &[Source]) {
        if self.finds_by_law(code) {
            self.find(code, sources);
        }
    }

    /// Whether the law of the policy knows a finding.
    pub(super) fn finds_by_law(&self, code: FindingCode) -> bool {
        self.law.provision_of_finding(code.name()).is_some()
    }

    /// Reports that a clause reads a fact that was not given, and goes on with a stand-in so that all are reported.
    pub(super) fn missing(&mut self, field: &str) {
        self.violation(field, Problem::MissingForClause);
    }

    /// Reports what is wrong with a fact, once.
    pub(super) fn violation(&mut self, field: &str, problem: Problem) {
        let violation = Violation { field: field.to_owned(), problem };
        if !self.missing.contains(&violation) {
            self.missing.push(violation);
        }
    }

    /// Reports that a fact leads to an amount beyond the 64 bits in which the contract writes amounts.
    pub(super) fn too_large(&mut self, field: &str) {
        self.violation(field, Problem::LeadsToLargeAmount);
    }

    /// Whether anything was reported so far.
    pub(super) fn is_at_fault(&self) -> bool {
        !self.missing.is_empty()
    }

    pub(super) fn finish(&mut self) -> Result<(), EvaluateError> {
        if self.missing.is_empty() { Ok(()) } else { Err(EvaluateError::Facts(std::mem::take(&mut self.missing))) }
    }

    // Time.

    /// The act counts as given at an instant, which falls on a civil date.
    pub(super) fn deem(&mut self, effective: Instant, date: Date, counted: Counted) {
        self.horizon.counted = Some(counted);
        self.act = Some(effective);
        self.act_date = Some(date);
    }

    /// The instant that a customer's notice counts as: of questions where callers look for it, and wherever office hours moved
    /// it.
    pub(super) fn counts_as_given_at(&self) -> Option<Instant> {
        let looked_for =
            matches!(self.facts.question(), Question::Cancellation | Question::Withdrawal | Question::Rescheduling);
        self.act.filter(|act| looked_for || self.facts.act() != Some(*act))
    }

    /// Whether office hours made the notice count later than it was given.
    pub(super) fn counts_as_given_later(&self) -> bool {
        self.act > self.facts.act()
    }

    /// Notes that the answer of a clause is taken.
    pub(super) fn rely_on(&mut self, source: Source) {
        if let Source::Clause(place) = source {
            self.relied_on.push(place);
        }
    }

    /// Reads something as if the act had been at another instant, without binding the step to it.
    pub(super) fn as_if_at<T>(&mut self, at: Instant, read: impl FnOnce(&mut Self) -> T) -> T {
        let (act, act_date) = (self.act.replace(at), self.act_date.take());
        let horizon = self.horizon;
        let result = read(self);
        (self.act, self.act_date) = (act, act_date);
        self.horizon = horizon;
        result
    }

    /// The civil date of the act (T1).
    pub(super) fn act_date(&mut self) -> Date {
        if let Some(date) = self.act_date {
            return date;
        }
        let date = self.date_of(self.act.unwrap_or(self.facts.concluded_at()));
        self.act_date = Some(date);
        date
    }

    pub(super) fn date_of(&self, at: Instant) -> Date {
        self.policy.zone.date_of(at)
    }

    /// The first instant of a civil day.
    pub(super) fn start_of(&mut self, date: Date) -> Instant {
        self.policy.zone.start_of(date).unwrap_or_else(|| self.out_of_calendar())
    }

    /// A date that arithmetic produced, or a report that it lies outside the calendar.
    pub(super) fn on(&mut self, date: Option<Date>) -> Date {
        match date {
            Some(date) => date,
            None => {
                self.out_of_calendar();
                self.date_of(self.facts.concluded_at())
            }
        }
    }

    /// An instant that arithmetic produced, or a report that it lies outside the calendar.
    pub(super) fn at(&mut self, at: Option<Instant>) -> Instant {
        at.unwrap_or_else(|| self.out_of_calendar())
    }

    #[cold]
    fn out_of_calendar(&mut self) -> Instant {
        self.violation("agreement", Problem::OutOfCalendar);
        self.facts.concluded_at()
    }

    /// Whether the act lies before an instant.
    pub(super) fn act_before(&mut self, bound: Instant) -> bool {
        let before = self.act.is_some_and(|act| act < bound);
        if before {
            self.horizon.note(bound);
        }
        before
    }

    /// Whether the civil date of the act lies before a day.
    pub(super) fn act_date_before(&mut self, day: Date) -> bool {
        let before = self.act_date() < day;
        if before {
            self.horizon.note_day(day);
        }
        before
    }

    /// Bounds the step to the civil date of the act.
    pub(super) fn act_date_before_next_day(&mut self, date: Date) {
        if let Some(next) = date.plus_days(1) {
            self.horizon.note_day(next);
        }
    }

    /// The instant of an anchor; `None` where it is not known.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<Instant> {
        let facts = &self.facts;
        match anchor {
            Anchor::ConcludedAt => Some(facts.concluded_at()),
            Anchor::StartsAt => facts.when(&agreement::STARTS_AT),
            Anchor::EndsAt => facts.when(&agreement::ENDS_AT),
            Anchor::Act => self.act,
            Anchor::Declared(id) => self.declared_moment(id),
            Anchor::SessionStartsAt => {
                let fact = anchor.fact(facts.question());
                fact.and_then(|fact| facts.when(fact)).or_else(|| {
                    let starts = facts.when(&agreement::STARTS_AT);
                    fact.filter(|_| starts.is_some()).into_iter().for_each(|session| facts.assume(session));
                    starts
                })
            }
            Anchor::DiscoveredAt
            | Anchor::ArisenAt
            | Anchor::DeliveredAt
            | Anchor::FiledAt
            | Anchor::InvoicedAt
            | Anchor::MadeAt
            | Anchor::AcceptedAt
            | Anchor::AsOf
            | Anchor::KnownAt
            | Anchor::NotifiedAt
            | Anchor::RejectedAt
            | Anchor::AnnouncedAt
            | Anchor::EffectiveAt => anchor.fact(facts.question()).and_then(|fact| facts.when(fact)),
        }
    }

    /// The instant that the policy declares, or the first of a day that it does; `None` where it is not stated.
    fn declared_moment(&self, id: FactId) -> Option<Instant> {
        let (place, _) = self.policy.facts.find(id)?;
        match self.facts.declared(place, id)? {
            DeclaredValue::Date(day) => self.policy.zone.start_of(day),
            DeclaredValue::Instant(at) => Some(at),
            DeclaredValue::YesNo(_) | DeclaredValue::Amount(_) | DeclaredValue::Count(_) | DeclaredValue::Choice(_) => {
                None
            }
        }
    }

    /// The instant of an anchor that a clause cannot do without.
    pub(super) fn required(&mut self, anchor: Anchor) -> Instant {
        match self.anchor(anchor) {
            Some(at) => at,
            None => {
                self.missing(&self.field_of(anchor));
                self.facts.concluded_at()
            }
        }
    }

    /// The field path of an anchor.
    pub(super) fn field_of(&self, anchor: Anchor) -> String {
        match anchor {
            Anchor::ConcludedAt | Anchor::StartsAt | Anchor::EndsAt => format!("agreement.{anchor}"),
            Anchor::SessionStartsAt => "agreement.starts_at".to_owned(),
            Anchor::Declared(id) => id.path(),
            Anchor::Act
            | Anchor::DiscoveredAt
            | Anchor::ArisenAt
            | Anchor::DeliveredAt
            | Anchor::FiledAt
            | Anchor::InvoicedAt
            | Anchor::MadeAt
            | Anchor::AcceptedAt
            | Anchor::AsOf
            | Anchor::KnownAt
            | Anchor::NotifiedAt
            | Anchor::RejectedAt
            | Anchor::AnnouncedAt
            | Anchor::EffectiveAt => format!("{}.{anchor}", self.facts.question()),
        }
    }

    /// The field path of the act; of several the one without which there is none.
    pub(super) fn act_field(&self) -> String {
        let question = self.facts.question();
        acts(question).last().map_or_else(|| question.to_string(), |act| act.path.to_owned())
    }

    // Conditions and clauses.

    /// Whether a fact is so.
    pub(super) fn holds(&mut self, condition: Condition) -> bool {
        if matches!(condition, Condition::Insured | Condition::InsurancePays) {
            self.note_insurance();
        }
        let facts = &self.facts;
        match condition.test() {
            Test::So(fact) => facts.so(fact),
            Test::Is(fact, word) => facts.is(fact, word),
            Test::Known(fact) => facts.value(fact).is_some(),
            Test::MoreThanNothing(fact) => facts.amount(fact) > Cents::ZERO,
            Test::Both(fact, choice, word) => facts.is(choice, word) && facts.so(fact),
            Test::Begun => self.begun(),
            Test::Declared(test) => self.passes(test),
            Test::Started => {
                let starts = self.required(Anchor::StartsAt);
                !self.act_before(starts)
            }
        }
    }

    /// Says that the answer rests on there being no insurance, where none is stated.
    pub(super) fn note_insurance(&mut self) {
        if !self.facts.so(&agreement::INSURANCE) {
            self.assume(Assumption::NotInsured);
        }
    }

    /// Whether what the policy declares is as a condition asks. Which product it is matters among those of its type alone.
    fn passes(&mut self, test: DeclaredTest) -> bool {
        match test.ask {
            Ask::Product { of, .. } if of != self.facts.product() => false,
            Ask::Product { among: 1, .. } => true,
            Ask::Costs(bound) => self.facts.price() >= bound,
            Ask::Delivered(bound) => {
                let (delivered, total) = self.units();
                bound.is_reached(delivered, total.max(1))
            }
            Ask::So | Ask::Word { .. } | Ask::AtLeast(_) | Ask::Product { .. } => {
                self.declared(test.fact).is_some_and(|value| test.holds_of(value))
            }
        }
    }

    /// Says which facts that the policy declares decided: conditions that hold, and those that must not and do not; and which of
    /// the policy's products it is, once.
    pub(super) fn explain_declared(&mut self, conditions: &Conditions, source: Source) {
        if !self.explains() {
            return;
        }
        let so = conditions.when.iter().map(|condition| (*condition, true));
        let mut product = None;
        for (condition, holds) in so.chain(conditions.unless.iter().map(|condition| (*condition, false))) {
            let Condition::Declared(test) = condition else { continue };
            match test.ask {
                Ask::Product { of, among, .. } => {
                    let stated = self.facts.product_id().filter(|_| among > 1 && of == self.facts.product());
                    product = product.or(stated.map(|id| Ask::Product { id, of, among }));
                }
                Ask::So | Ask::Word { .. } | Ask::AtLeast(_) | Ask::Costs(_) | Ask::Delivered(_) => {
                    self.explain(source, || Calculation::Fact { condition, holds });
                }
            }
        }
        if let Some(ask) = product {
            let condition = Condition::Declared(DeclaredTest { fact: FactId::PRODUCT, ask });
            self.explain(source, || Calculation::Fact { condition, holds: true });
        }
    }

    /// What a fact says that the policy declares, or what is so unless stated; `None` after reporting that it is missing.
    pub(super) fn declared(&mut self, id: FactId) -> Option<DeclaredValue> {
        let Some((place, fact)) = self.policy.facts.find(id) else { return self.built_in_count(id) };
        if let Some(stated) = self.facts.declared(place, id) {
            return Some(stated);
        }
        match fact.default {
            Some(_) => self.assume(Assumption::DeclaredDefault { fact: id }),
            None => self.missing(&id.path()),
        }
        fact.default
    }

    /// How many a count is that no policy declares; `None` after reporting that it is missing.
    fn built_in_count(&mut self, id: FactId) -> Option<DeclaredValue> {
        let Some(fact) = BuiltInCount::with_id(id)?.fact() else { return Some(DeclaredValue::Count(self.people().0)) };
        match self.facts.value(fact) {
            Some(FactValue::Count(count)) => Some(DeclaredValue::Count(count)),
            _ => {
                self.missing(fact.path);
                None
            }
        }
    }

    /// Whether performance began no later than the act; without a date, units delivered or full performance say so.
    pub(super) fn begun(&mut self) -> bool {
        let facts = &self.facts;
        match facts.when(&agreement::STARTED_AT) {
            Some(started) => !self.act_before(started),
            None if self.delivery_stated() => {
                self.assume(Assumption::BegunByDelivery);
                true
            }
            None => {
                // Not one delivered, unless stated: then nothing has begun.
                facts.count(&agreement::DELIVERED_UNITS);
                false
            }
        }
    }

    /// Whether it is stated that anything was delivered.
    fn delivery_stated(&self) -> bool {
        let delivered = self.facts.stated_value(&agreement::DELIVERED_UNITS);
        matches!(delivered, Some(FactValue::Count(units)) if units > 0)
            || self.facts.stated_to_be(&agreement::FULLY_PERFORMED, true)
    }

    /// Whether something is stated of which performance may have begun.
    pub(super) fn may_have_begun(&self) -> bool {
        self.facts.when(&agreement::STARTED_AT).is_some() || self.delivery_stated()
    }

    pub(super) fn all_hold(&mut self, conditions: &Conditions) -> bool {
        conditions.is_empty() || self.each_holds(conditions)
    }

    fn each_holds(&mut self, conditions: &Conditions) -> bool {
        let assumed = self.facts.assumed();
        let when = conditions.when.iter().map(|&condition| (condition, true));
        let unless = conditions.unless.iter().map(|&condition| (condition, false));
        if !self.all_so(when.chain(unless)) {
            return false;
        }
        let on_day = conditions.day.as_ref().is_none_or(|day| self.on_such_a_day(day));
        if !on_day {
            // The day decided, not what was assumed before it was asked.
            self.facts.assumed_only(assumed);
        }
        on_day
    }

    /// Whether conditions are all so or not so as they must be. What was not stated is assumed where it decides: together they
    /// hold, or it alone keeps them from it while nothing that is stated does.
    pub(super) fn all_so(&mut self, conditions: impl Iterator<Item = (Condition, bool)> + Clone) -> bool {
        let assumed = self.facts.assumed();
        for (condition, wanted) in conditions.clone() {
            let before = self.facts.assumed();
            if self.holds(condition) == wanted {
                continue;
            }
            let decides = self.facts.assumed().without(before);
            self.facts.assumed_only(assumed);
            if !decides.is_empty()
                && !conditions.clone().any(|(condition, wanted)| self.stated_against(condition, wanted))
            {
                self.facts.assume_all(decides);
            }
            return false;
        }
        true
    }

    /// Whether what is stated makes a condition other than it must be. What only an absence tells is left aside.
    fn stated_against(&self, condition: Condition, wanted: bool) -> bool {
        let facts = &self.facts;
        let other_word = |choice, word| matches!(facts.stated_value(choice), Some(FactValue::Word(said)) if (said == word) != wanted);
        match condition.test() {
            Test::So(fact) => facts.stated_to_be(fact, !wanted),
            Test::Is(choice, word) => other_word(choice, word),
            Test::Both(fact, choice, word) if wanted => facts.stated_to_be(fact, false) || other_word(choice, word),
            Test::Declared(DeclaredTest { ask: Ask::Costs(bound), .. }) => (facts.price() >= bound) != wanted,
            Test::Declared(test) => self.policy.facts.find(test.fact).is_some_and(|(place, _)| {
                facts.declared(place, test.fact).is_some_and(|said| test.holds_of(said) != wanted)
            }),
            Test::Both(..) | Test::Known(_) | Test::MoreThanNothing(_) | Test::Begun | Test::Started => false,
        }
    }

    pub(super) fn applies(&mut self, clause: &Clause) -> bool {
        clause.customers.contains(self.facts.customer())
            && clause.products.contains(self.facts.product())
            && self.all_hold(&clause.conditions)
    }

    /// The clauses on a question that apply, without those that another applying clause displaces.
    pub(super) fn applying(&mut self, question: Question) -> Clauses<'a> {
        let policy = self.policy;
        let (mut clauses, mut overriding) = (Clauses::new(), false);
        // Of a clause that is to be read alone: with what comes on top of it, and what says when a notice counts.
        let only = self.only;
        let beside = |place: u16, clause: &Clause| {
            only.is_none_or(|only| {
                place == only || clause.on_top_of.contains(&only) || matches!(clause.form, Form::OfficeHours(_))
            })
        };
        for (place, clause) in policy.clauses_on(question) {
            if (beside(place, clause) || !clause.overrides.is_empty()) && self.applies(clause) {
                overriding |= !clause.overrides.is_empty();
                clauses.push((place, clause));
            }
        }
        if overriding {
            let displaced: Vec<u16> = clauses.iter().flat_map(|(_, c)| c.overrides.iter().copied()).collect();
            clauses.retain(|(place, _)| !displaced.contains(place));
        }
        if only.is_some() {
            clauses.retain(|(place, clause)| beside(*place, clause));
        }
        clauses
    }
}
