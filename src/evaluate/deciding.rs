//! Which facts decided: those by which the clause that answers applies, and those that alone kept another one from it, or all of
//! them. What is the same for every clause of the question separates nothing, and is not told.

use super::context::Context;
use crate::decision::{Calculation, Decision, ReadingRule, Source, Step};
use crate::facts::DeclaredValue;
use crate::facts::table::{Fact, FactValue, agreement};
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::building_blocks::Condition;
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::Form;
use crate::policy::named_facts::Test;
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
        for (condition, holds) in asked(clause) {
            // Those that the policy declares are told where the clause is read.
            if !matches!(condition, Condition::Declared(_)) {
                told.push(Calculation::Fact { condition, holds });
            }
        }
        let kept: Vec<(Condition, bool)> = others()
            .filter(|other| other.customers.contains(customer) && other.products.contains(product))
            .filter_map(|other| self.kept_by(other))
            .collect();
        add_others(&mut told, kept);
        told
    }

    /// The facts that alone keep every clause on the question from speaking of the case.
    fn what_silences(&self) -> Vec<Calculation> {
        let (customer, product) = (self.facts.customer(), self.facts.product());
        let clauses = || self.policy.clauses_on(self.facts.question()).map(|(_, clause)| clause);
        let mut told = Vec::new();
        let addressing = clauses().filter(|of| of.customers.contains(customer) && of.products.contains(product));
        let kept: Vec<(Condition, bool)> = addressing.filter_map(|clause| self.kept_by(clause)).collect();
        add_others(&mut told, kept);
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

    /// The only condition that keeps a clause from applying, and whether it holds; `None` where there is none, or more.
    fn kept_by(&self, clause: &Clause) -> Option<(Condition, bool)> {
        let mut failing = asked(clause).filter(|(condition, wanted)| self.is_so(*condition) != *wanted);
        let (condition, wanted) = failing.next()?;
        (failing.next().is_none() && clause.conditions.day.is_none()).then_some((condition, !wanted))
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
            (_, Some(counted)) => count(counted.fact()).map(DeclaredValue::Count),
            (_, None) => {
                let found = self.policy.facts.find(test.fact);
                found.and_then(|(place, fact)| facts.declared(place, test.fact).or(fact.default))
            }
        };
        said.is_some_and(|said| test.holds_of(said))
    }
}

/// The conditions of a clause, each with whether it must hold.
fn asked(clause: &Clause) -> impl Iterator<Item = (Condition, bool)> {
    let when = clause.conditions.when.iter().map(|condition| (*condition, true));
    when.chain(clause.conditions.unless.iter().map(|condition| (*condition, false)))
}

/// Adds what keeps other clauses from applying, where nothing was told of the same fact.
fn add_others(told: &mut Vec<Calculation>, kept: Vec<(Condition, bool)>) {
    let most = told.len() + MOST_OTHERS;
    for (condition, holds) in kept {
        let known = told.iter().any(|told| {
            let Calculation::Fact { condition: other, .. } = told else { return false };
            alike(*other, condition)
        });
        if !known && told.len() < most {
            told.push(Calculation::Fact { condition, holds });
        }
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
