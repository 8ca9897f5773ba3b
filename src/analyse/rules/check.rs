//! What the rules share while a policy is held to them.

use super::places::Places;
use super::{ComplianceFinding, Rule};
use crate::analyse::{Patience, Witness};
use crate::calendar::Date;
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate, inspect};
use crate::facts::Facts;
use crate::law::{Jurisdiction, Law};
use crate::policy::building_blocks::Span;
use crate::policy::{Clause, Policy, Summary};
use crate::vocabulary::{CustomerType, Question};

/// One check of one policy.
pub(super) struct Check<'p> {
    pub(super) policy: &'p Policy,
    pub(super) law: &'p Law,
    /// The law of the policy.
    pub(super) jurisdiction: &'p Jurisdiction,
    pub(super) as_of: Date,
    places: Places<'p>,
    findings: Vec<ComplianceFinding>,
    pub(super) patience: &'p Patience,
}

/// What a rule has to say about one place.
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) clauses: Vec<u16>,
    pub(super) span: Span,
    pub(super) message: Summary,
    pub(super) help: Summary,
    pub(super) witness: Option<Witness>,
}

impl<'p> Check<'p> {
    pub(super) fn new(policy: &'p Policy, law: &'p Law, as_of: Date, patience: &'p Patience) -> Check<'p> {
        let jurisdiction = law.of(policy.law);
        Check { policy, law, jurisdiction, as_of, places: Places::new(&policy.source), findings: Vec::new(), patience }
    }

    /// Whether nothing more is to be looked at.
    pub(super) fn is_over(&self) -> bool {
        self.patience.is_over()
    }

    /// Takes from the patience what so many answers cost.
    pub(super) fn spend(&self, answers: usize) {
        self.patience.spend(answers.saturating_mul(self.policy.clauses.len()));
    }

    /// Takes what a rule found, where the policy's law knows the rule.
    pub(super) fn report(&mut self, found: Found) {
        let Found { rule, clauses, span, message, help, witness } = found;
        if self.jurisdiction.provision_of_check(rule.name()).is_none() {
            return;
        }
        // Rows of one table that say the same, taken over by another clause, are one thing at one place.
        if self.findings.iter().any(|known| (known.rule, known.span) == (rule, span) && known.message == message) {
            return;
        }
        let witness = witness.map(Box::new);
        self.findings.push(ComplianceFinding { rule, clauses, span, message, help, witness });
    }

    /// Whether a rule has something to say about a clause already.
    pub(super) fn is_reported(&self, rule: Rule, place: u16) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule && finding.clauses.contains(&place))
    }

    /// Whether a rule has something to say about a place in the file already.
    pub(super) fn is_reported_at(&self, rule: Rule, span: Span) -> bool {
        self.findings.iter().any(|finding| (finding.rule, finding.span) == (rule, span))
    }

    /// The findings, in the order of the text.
    pub(super) fn into_findings(mut self) -> Vec<ComplianceFinding> {
        self.findings.sort_by_key(|finding| (finding.span.start, finding.rule));
        self.findings
    }

    /// Whether any clause applies to consumers.
    pub(super) fn sells_to_consumers(&self) -> bool {
        self.policy.clauses.iter().any(for_consumers)
    }

    /// The clauses on a question that apply to consumers.
    pub(super) fn consumer_clauses(&self, question: Question) -> Vec<(u16, &'p Clause)> {
        let policy = self.policy;
        policy.clauses_on(question).filter(|(_, clause)| for_consumers(clause)).collect()
    }

    /// The place of a key at the top of the file.
    pub(super) fn top(&self, key: &str) -> Span {
        self.places.find(key).unwrap_or_default()
    }

    /// The place of a key of a clause, by a path such as `tiers.tier.0.charges`; the clause itself when it is not there.
    pub(super) fn key(&self, place: u16, path: &str) -> Span {
        self.maybe_key(place, path).unwrap_or_else(|| self.policy.clause(place).map(|c| c.span).unwrap_or_default())
    }

    /// As [`Check::key`], `None` when the key is not there.
    pub(super) fn maybe_key(&self, place: u16, path: &str) -> Option<Span> {
        self.places.find(&format!("clause.{place}.{path}"))
    }

    /// What the evaluator says to a request; `None` when the request contradicts itself or lacks a fact.
    pub(super) fn ask(&self, witness: &Witness) -> Option<Decision> {
        self.ask_of(self.policy, witness)
    }

    /// The same of another policy: this one without its office hours.
    pub(super) fn ask_of(&self, policy: &Policy, witness: &Witness) -> Option<Decision> {
        let Witness { agreement, event, basis } = self.completed(witness.clone());
        let facts = Facts::new(agreement, event, basis).ok()?;
        self.ask_facts(policy, &facts)
    }

    /// What the evaluator says of facts; nothing once the patience is over.
    pub(super) fn ask_facts(&self, policy: &Policy, facts: &Facts) -> Option<Decision> {
        if self.is_over() {
            return None;
        }
        self.spend(1);
        evaluate(policy, self.law, facts, Detail::Amounts).ok()
    }

    /// What a clause alone says to a request of the customer; `None` where it answers nothing, or others must be asked too.
    pub(super) fn ask_alone(&self, witness: &Witness, place: u16) -> Option<Decision> {
        let Witness { agreement, event, basis } = self.completed(witness.clone());
        let facts = Facts::new(agreement, event, basis).ok().filter(|facts| !facts.event().is_act_of_provider())?;
        // It is found among the others, and read alone.
        self.patience.spend(1 + self.policy.clauses.len() / 10);
        inspect::alone(self.policy, self.law, &facts, place)
    }

    /// A request that comes out as wanted, or none.
    pub(super) fn shown(&self, witness: Option<Witness>, wanted: impl Fn(&Decision) -> bool) -> Option<Witness> {
        let shown = witness.filter(|witness| self.ask(witness).is_some_and(|decision| wanted(&decision)));
        shown.map(|witness| self.completed(witness))
    }

    /// A request that states what the policy declares and needs, where it does not say so: no, nothing, the least, the first word.
    fn completed(&self, mut witness: Witness) -> Witness {
        self.policy.facts.complete(&mut witness.agreement, &self.policy.zone);
        witness
    }
}

/// Whether a clause applies to consumers.
pub(super) fn for_consumers(clause: &Clause) -> bool {
    clause.customers.contains(CustomerType::Consumer)
}

/// The places of some clauses, each once, in the order of the file.
pub(super) fn in_order(mut places: Vec<u16>) -> Vec<u16> {
    places.sort_unstable();
    places.dedup();
    places
}
