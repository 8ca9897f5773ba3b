//! How requests are drawn from a tape: valid by construction, never filtered.

mod agreement;
mod amounts;
mod event;
mod instants;

use super::{Choices, Edges, Settings};
use crate::calendar::Instant;
use crate::facts::{Agreement, Event, Facts};
use crate::policy::building_blocks::Condition;
use crate::policy::{Clause, Policy};
use crate::vocabulary::{Basis, Question};

/// Draws requests for one policy from one tape.
pub struct Draw<'a, 't> {
    policy: &'a Policy,
    edges: &'a Edges,
    settings: Settings,
    choices: Choices<'t>,
    /// The clause that the request aims at, and its place.
    aim: Option<(u16, &'a Clause)>,
    /// The instants drawn so far, and those that the terms count from them: what the next is drawn near to.
    anchors: Vec<Instant>,
}

impl<'a, 't> Draw<'a, 't> {
    /// Draws for a policy, whose boundaries are given, from a tape.
    pub fn new(policy: &'a Policy, edges: &'a Edges, settings: Settings, tape: &'t [u8]) -> Draw<'a, 't> {
        Draw { policy, edges, settings, choices: Choices::new(tape), aim: None, anchors: Vec::new() }
    }

    /// A request on any question.
    pub fn facts(mut self) -> Facts {
        let question = self.question();
        self.facts_on(question)
    }

    /// A request on one question.
    pub fn facts_about(mut self, question: Question) -> Facts {
        self.aim_at(question);
        self.facts_on(question)
    }

    #[allow(clippy::expect_used)] // Valid by construction: a fault of the generator must not pass for a valid request.
    fn facts_on(&mut self, question: Question) -> Facts {
        let agreement = self.agreement();
        let event = self.event(question, &agreement);
        let basis = if self.choices.percent(self.settings.terms_only) { Basis::TermsOnly } else { Basis::TermsAndLaw };
        Facts::new(agreement, event, basis).expect("drawn facts are valid")
    }

    /// An agreement to which the question could be put.
    pub fn agreement_about(mut self, question: Question) -> Agreement {
        self.aim_at(question);
        self.agreement()
    }

    /// An agreement, and an event of one question about it.
    pub fn event_about(mut self, question: Question) -> (Agreement, Event) {
        self.aim_at(question);
        let agreement = self.agreement();
        let event = self.event(question, &agreement);
        (agreement, event)
    }

    /// Mostly a question that the policy answers, and a clause on it to aim at.
    fn question(&mut self) -> Question {
        let clauses = self.policy.clauses.len() as u64;
        let place = u16::try_from(self.choices.below(clauses)).unwrap_or_default();
        let aimed = self.choices.percent(self.settings.aimed);
        match self.policy.clause(place).filter(|_| aimed) {
            Some(clause) => {
                self.aim = Some((place, clause));
                self.choices.pick_or(&clause.questions, Question::Cancellation)
            }
            None => self.choices.pick_or(Question::ALL, Question::Cancellation),
        }
    }

    fn aim_at(&mut self, question: Question) {
        let clauses: Vec<(u16, &'a Clause)> = self.policy.clauses_on(question).collect();
        let aimed = self.choices.percent(self.settings.aimed);
        self.aim = self.choices.pick(&clauses).filter(|_| aimed);
    }

    /// Whether an optional fact is given.
    fn given(&mut self) -> bool {
        !self.choices.percent(self.settings.missing)
    }

    /// A fact that is so or not: mostly as the clause at hand wants it.
    fn flag(&mut self, condition: Condition) -> bool {
        let wanted = self.aim.and_then(|(_, clause)| {
            let conditions = &clause.conditions;
            let when = conditions.when.contains(&condition);
            (when || conditions.unless.contains(&condition)).then_some(when)
        });
        let follow = self.choices.percent(80);
        wanted.filter(|_| follow).unwrap_or_else(|| self.choices.percent(40))
    }

    /// The same as a request says it: what is not so is denied, or not stated.
    fn said(&mut self, condition: Condition) -> Option<bool> {
        let so = self.flag(condition);
        self.stated(so)
    }

    /// A fact that is so in so many of a hundred, as a request says it.
    fn perhaps(&mut self, percent: u8) -> Option<bool> {
        let so = self.choices.percent(percent);
        self.stated(so)
    }

    fn stated(&mut self, so: bool) -> Option<bool> {
        if so { Some(true) } else { self.choices.percent(50).then_some(false) }
    }
}
