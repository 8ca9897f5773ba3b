//! Which facts decided: those by which the clause that answers applies, and those that alone kept another one from it, or all of
//! them. What is the same for every clause of the question separates nothing, and is not told.

use super::context::Context;
use crate::calendar::TimeOfDay;
use crate::decision::{Calculation, Decision, ReadingRule, Source, Step};
use crate::facts::DeclaredValue;
use crate::facts::table::{Fact, FactValue, agreement};
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::building_blocks::{Condition, Conditions, DayCondition};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::Form;
use crate::policy::named_facts::Test;
use crate::policy::people;
use crate::vocabulary::Verdict;

/// How many facts are told of the clauses that do not apply, at most.
const MOST_OTHERS: usize = 3;

impl Context<'_> {
    /// Says which facts decided: before the steps of the clause that answers, and after the silence of all of them.
    pub(super) fn explain_deciding(&mut self, decision: &mut Decision) {
        if !self.explains() {
            return;
        }
        if decision.verdict == Verdict::Unregulated {
            let told = self.what_silences();
            let source = Source::Rule(ReadingRule::R4);
            decision.explanation.extend(told.into_iter().map(|calculation| Step { source, calculation }));
            return;
        }
        let Some(place) = self.relied_on.first().copied() else { return };
        let Some(clause) = self.policy.clause(place) else { return };
        let source = Source::Clause(place);
        let told = self.what_separates(place, clause);
        let first = decision.explanation.iter().position(|step| step.source == source).unwrap_or(0);
        // What the clause itself said when it was read is not said again.
        let said = |calculation: &Calculation| decision.explanation.iter().any(|step| step.calculation == *calculation);
        let told: Vec<Calculation> = told.into_iter().filter(|calculation| !said(calculation)).collect();
        let steps = told.into_iter().map(|calculation| Step { source, calculation });
        decision.explanation.splice(first..first, steps);
    }

    /// The facts that separate a clause that applies from the others on the question.
    fn what_separates(&self, place: u16, clause: &Clause) -> Vec<Calculation> {
        let mut told = Vec::new();
        let others = || {
            let others = self.policy.clauses_on(self.facts.question()).filter(move |(other, _)| *other != place);
            others.map(|(_, other)| other).filter(|other| !matches!(other.form, Form::OfficeHours(_)))
        };
        let (customer, product) = (self.facts.customer(), self.facts.product());
        if others().any(|other| other.products.contains(product) && !other.customers.contains(customer)) {
            told.push(Calculation::Customer(customer));
        }
        if others().any(|other| other.customers.contains(customer) && !other.products.contains(product)) {
            told.push(Calculation::Product(product));
        }
        // Those that the policy declares are told where the clause is read.
        told.extend(self.what_holds(&clause.conditions));
        let others = others().filter(|other| other.customers.contains(customer) && other.products.contains(product));
        let kept = others.filter_map(|other| self.kept_by(&other.conditions));
        let more = beside(&told, kept);
        told.extend(more);
        told
    }

    /// The facts that alone keep every clause on the question from speaking of the case.
    fn what_silences(&self) -> Vec<Calculation> {
        let (customer, product) = (self.facts.customer(), self.facts.product());
        let clauses = || self.policy.clauses_on(self.facts.question()).map(|(_, clause)| clause);
        let addressing = clauses().filter(|of| of.customers.contains(customer) && of.products.contains(product));
        let mut told = beside(&[], addressing.filter_map(|clause| self.kept_by(&clause.conditions)));
        if !told.is_empty() {
            return told;
        }
        if clauses().any(|other| other.products.contains(product) && !other.customers.contains(customer)) {
            told.push(Calculation::Customer(customer));
        } else if clauses().any(|other| other.customers.contains(customer) && !other.products.contains(product)) {
            told.push(Calculation::Product(product));
        }
        told
    }

    /// Says by which conditions a part of a clause applies: a charge, or a row.
    pub(super) fn explain_conditions(&mut self, conditions: &Conditions, source: Source) {
        if !self.explains() || conditions.is_empty() {
            return;
        }
        for calculation in self.what_holds(conditions) {
            if !self.steps.iter().any(|step| step.calculation == calculation) {
                self.explain(source, || calculation);
            }
        }
        self.explain_declared(conditions, source);
    }

    /// Says what alone keeps each of some parts of a clause from applying, where the steps so far say nothing of it.
    pub(super) fn explain_kept<'c>(&mut self, parts: impl IntoIterator<Item = &'c Conditions>, source: Source) {
        if !self.explains() {
            return;
        }
        let said: Vec<Calculation> = self.steps.iter().map(|step| step.calculation.clone()).collect();
        let kept: Vec<Calculation> = parts.into_iter().filter_map(|conditions| self.kept_by(conditions)).collect();
        for calculation in beside(&said, kept.into_iter()) {
            self.explain(source, || calculation);
        }
    }

    /// Conditions that hold, as they must: all but those on what the policy declares.
    fn what_holds(&self, conditions: &Conditions) -> Vec<Calculation> {
        let own = asked(conditions).filter(|(condition, _)| !matches!(condition, Condition::Declared(_)));
        let facts = own.map(|(condition, holds)| Calculation::Fact { condition, holds });
        facts.chain(conditions.day.as_ref().and_then(|day| self.on_its_day(day))).collect()
    }

    /// The only condition that keeps something from applying, and whether it holds; `None` where there is none, or more.
    fn kept_by(&self, conditions: &Conditions) -> Option<Calculation> {
        let failing = asked(conditions).filter(|(condition, wanted)| self.is_so(*condition) != *wanted);
        let facts = failing.map(|(condition, wanted)| self.told_of(condition, !wanted));
        let day = conditions.day.as_ref().and_then(|day| self.on_its_day(day));
        let mut failing = facts.chain(day.filter(|day| matches!(day, Calculation::OnDay { holds: false, .. })));
        let only = failing.next().filter(|_| failing.next().is_none())?;
        // That it is of another type is said of the clause.
        let of_type = |condition: &Condition| {
            let Test::Declared(test) = condition.test() else { return true };
            test.concerns(self.facts.product())
        };
        Some(only).filter(|only| !matches!(only, Calculation::Fact { condition, .. } if !of_type(condition)))
    }

    /// A condition that holds or does not; of a product, the one that it is.
    fn told_of(&self, condition: Condition, holds: bool) -> Calculation {
        match (condition, self.facts.product_id()) {
            (Condition::Declared(DeclaredTest { fact, ask: Ask::Product { of, among, .. } }), Some(id)) => {
                let condition = Condition::Declared(DeclaredTest { fact, ask: Ask::Product { id, of, among } });
                Calculation::Fact { condition, holds: true }
            }
            _ => Calculation::Fact { condition, holds },
        }
    }

    /// The day of which a condition asks, and whether it is as it must be; `None` where it is not known. Nothing is noted.
    fn on_its_day(&self, day: &DayCondition) -> Option<Calculation> {
        let assumed = self.facts.assumed();
        let at = self.anchor(day.of);
        self.facts.assumed_only(assumed);
        let (on, second) = self.policy.zone.local(at?);
        let at = day.time.and_then(|_| TimeOfDay::new(u16::try_from(second / 60).ok()?));
        Some(Calculation::OnDay { on, at, holds: day.holds_at((on, second), self.policy.holidays) })
    }

    /// Whether a condition holds, without a note of what was read for it.
    fn is_so(&self, condition: Condition) -> bool {
        let facts = &self.facts;
        let word = |choice: Fact, word: &str| matches!(facts.told(choice), Some(FactValue::Word(said)) if said == word);
        let so = |fact: Fact| facts.told(fact) == Some(FactValue::YesNo(true));
        let come = |at: Fact| match facts.told(at) {
            Some(FactValue::Instant(at)) => Some(self.act.is_none_or(|act| act >= at)),
            _ => None,
        };
        match condition.test() {
            Test::So(fact) => so(fact),
            Test::Is(choice, wanted) => word(choice, wanted),
            Test::Both(fact, choice, wanted) => so(fact) && word(choice, wanted),
            Test::Known(fact) => facts.told(fact).is_some(),
            Test::MoreThanNothing(fact) => {
                matches!(facts.told(fact), Some(FactValue::Amount(amount)) if amount > Cents::ZERO)
            }
            Test::Begun => come(&agreement::STARTED_AT).unwrap_or_else(|| {
                let delivered = facts.told(&agreement::DELIVERED_UNITS);
                matches!(delivered, Some(FactValue::Count(units)) if units > 0) || so(&agreement::FULLY_PERFORMED)
            }),
            Test::Started => come(&agreement::STARTS_AT).unwrap_or(false),
            Test::Declared(test) => self.passes_as_told(test),
        }
    }

    /// The same of what the policy declares, of a count, the price and the delivered part.
    fn passes_as_told(&self, test: DeclaredTest) -> bool {
        let facts = &self.facts;
        let count = |fact: Fact| match facts.told(fact) {
            Some(FactValue::Count(count)) => Some(count),
            _ => None,
        };
        if !test.concerns(facts.product()) || test.is_of_type_alone() {
            return test.concerns(facts.product());
        }
        let said = match (test.ask, BuiltInCount::with_id(test.fact)) {
            (Ask::Delivered(bound), _) => {
                let all = facts.told(&agreement::FULLY_PERFORMED) == Some(FactValue::YesNo(true));
                let (delivered, total) = match count(&agreement::TOTAL_UNITS) {
                    None if all => (1, 1),
                    None => (0, 1),
                    Some(total) => (count(&agreement::DELIVERED_UNITS).unwrap_or(0), total),
                };
                return bound.is_reached(delivered, total.max(1));
            }
            (Ask::Costs(_), _) => match facts.told(&agreement::PRICE) {
                Some(FactValue::Amount(price)) => Some(DeclaredValue::Amount(price)),
                _ => None,
            },
            (_, Some(counted)) => match counted.fact() {
                Some(fact) => count(fact).map(DeclaredValue::Count),
                None => {
                    let question = facts.question();
                    let (stated, all) =
                        (people::cancelled_count(question).and_then(count), count(&agreement::PARTICIPANTS));
                    Some(DeclaredValue::Count(people::cancelled_of(question, stated, all.unwrap_or(1))))
                }
            },
            (_, None) => {
                let stated = facts.told_declared(test.fact);
                stated.or_else(|| self.policy.facts.get(test.fact)?.default)
            }
        };
        said.is_some_and(|said| test.holds_of(said))
    }
}

/// The conditions of something on facts, each with whether it must hold.
fn asked(conditions: &Conditions) -> impl Iterator<Item = (Condition, bool)> {
    let when = conditions.when.iter().map(|condition| (*condition, true));
    when.chain(conditions.unless.iter().map(|condition| (*condition, false)))
}

/// What keeps other clauses, or other parts of one, from applying, where nothing was told of the same fact.
fn beside(told: &[Calculation], kept: impl Iterator<Item = Calculation>) -> Vec<Calculation> {
    let mut more: Vec<Calculation> = Vec::new();
    for calculation in kept {
        if more.len() < MOST_OTHERS && !told.iter().chain(&more).any(|told| same(told, &calculation)) {
            more.push(calculation);
        }
    }
    more
}

/// Whether two steps are about one fact, or about one day.
fn same(one: &Calculation, other: &Calculation) -> bool {
    match (one, other) {
        (Calculation::Fact { condition: one, .. }, Calculation::Fact { condition: other, .. }) => alike(*one, *other),
        (Calculation::OnDay { on: one, at: time, .. }, Calculation::OnDay { on: other, at: other_time, .. }) => {
            (one, time) == (other, other_time)
        }
        _ => false,
    }
}

/// Whether two conditions ask the same, or two words of one choice.
fn alike(one: Condition, other: Condition) -> bool {
    match (one.test(), other.test()) {
        (Test::Is(one, _), Test::Is(other, _)) => one == other,
        (Test::Is(one, _), Test::Both(_, other, _)) | (Test::Both(_, one, _), Test::Is(other, _)) => one == other,
        _ => one == other,
    }
}
