//! Whether every clause, and every row of its tables, can decide something: it applies in some case, no other clause
//! displaces it in all of them, and where rows overlap it is the cheapest at some price.

use super::super::breakpoints::{Case, WalkStep};
use super::super::obligation::{Invariant, Obligation, ProofOutcome};
use super::examine::Subject;
use super::tiers::tables;
use super::words::{self, both};
use crate::evaluate::{Probe, inspect};
use crate::facts::Facts;
use crate::money::{Cents, Currency};
use crate::policy::forms::{Form, Takes};
use crate::policy::products::PriceRange;
use crate::policy::{Clause, Policy, Summary};
use crate::vocabulary::{Basis, Question};
use std::collections::BTreeSet;

/// What was reached in the cases looked at.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Clauses that apply and are read.
    clauses: BTreeSet<u16>,
    /// Clauses that apply, displaced or not.
    applied: BTreeSet<u16>,
    /// Rows that decide.
    rows: BTreeSet<(u16, usize)>,
    /// Rows that apply.
    rows_applied: BTreeSet<(u16, usize)>,
    cases: u64,
    /// Why cases were left out, where some were.
    left_out: Option<Summary>,
}

impl Reached {
    /// Cases were left out: the first reason stays.
    pub(super) fn leaves_out(&mut self, reason: impl FnOnce() -> Summary) {
        self.left_out.get_or_insert_with(reason);
    }

    /// How many cases were looked at.
    pub(super) fn cases(&self) -> u64 {
        self.cases
    }

    /// So many cases reach nothing of the policy.
    pub(super) fn passes(&mut self, cases: u64) {
        self.cases += cases;
    }

    /// Notes what is reached on the steps of a case.
    pub(super) fn note(
        &mut self,
        subject: &Subject<'_>,
        case: &Case,
        (steps, facts): (&[WalkStep], &[Facts]),
        prices: &[Cents],
    ) {
        let (policy, law) = (subject.policy, subject.law);
        if self.is_done(policy, subject.question) {
            self.cases += 1;
            return;
        }
        for (step, facts) in steps.iter().zip(facts) {
            self.cases += 1;
            let (product, customer) = (case.agreement.product, case.agreement.customer);
            for (place, clause) in policy.clauses_on(subject.question) {
                let addressed = clause.products.contains(product) && clause.customers.contains(customer);
                if addressed && !self.applied.contains(&place) && inspect::hold(policy, law, facts, &clause.conditions)
                {
                    self.applied.insert(place);
                }
            }
            let mut probe = Probe::new(policy, law, facts);
            let applying = probe.applying();
            self.clauses.extend(read(policy, subject.question, &applying));
            for (place, tiers) in tables(policy, &applying) {
                let (rows, holding) = (probe.rows(tiers), probe.holding(tiers));
                self.rows_applied.extend(holding.into_iter().map(|row| (place, row)));
                match rows.as_slice() {
                    [row] => {
                        self.rows.insert((place, *row));
                    }
                    _ => self.note_cheapest(subject, case, step, (place, tiers), prices),
                }
            }
        }
    }

    /// Whether every clause on a question, and every row of its tables, was reached already.
    fn is_done(&self, policy: &Policy, question: Question) -> bool {
        policy.clauses_on(question).all(|(place, clause)| {
            let rows = if let Form::Tiers(tiers) = &clause.form { tiers.rows.len() } else { 0 };
            self.clauses.contains(&place) && (0..rows).all(|row| self.rows.contains(&(place, row)))
        })
    }

    fn note_cheapest(
        &mut self,
        subject: &Subject<'_>,
        case: &Case,
        step: &WalkStep,
        (place, tiers): (u16, &crate::policy::forms::Tiers),
        prices: &[Cents],
    ) {
        for price in prices {
            let Some(facts) = case.facts(*price, step.from, Basis::TermsAndLaw) else { continue };
            let taken = inspect::taken(subject.bare, subject.law, &facts, tiers);
            self.rows.extend(taken.map(|row| (place, row)));
        }
    }

    /// What came of it: one obligation for each clause, and one for each row that decides nothing.
    pub(super) fn obligations(&self, policy: &Policy) -> Vec<Obligation> {
        let mut obligations = Vec::new();
        for (place, clause) in (0u16..).zip(&policy.clauses) {
            let reached = self.clauses.contains(&place);
            let ranges = clause.products.iter().map(|product| policy.facts.price_range(product));
            let prices = ranges.reduce(PriceRange::with).unwrap_or(PriceRange::ALL);
            let obligation = |outcome, span| Obligation {
                invariant: Invariant::ClausesReachable,
                question: clause.questions.first().copied(),
                product: None,
                customer: None,
                clauses: vec![place],
                prices,
                outcome,
                span: Some(span),
            };
            let dead = if reached { self.dead_rows(policy.currency, place, clause) } else { Vec::new() };
            for (row, because) in &dead {
                let span = row_span(clause, *row);
                obligations.push(obligation(self.refuted(because.clone()), span));
            }
            if !reached {
                obligations.push(obligation(self.refuted(self.why_not(policy, place, clause)), clause.span));
            } else if dead.is_empty() {
                obligations.push(obligation(ProofOutcome::Proved { cases: self.cases.max(1) }, clause.span));
            }
        }
        obligations
    }

    fn refuted(&self, because: Summary) -> ProofOutcome {
        if let Some(reason) = &self.left_out {
            return ProofOutcome::Undecided { reason: reason.clone() };
        }
        ProofOutcome::Refuted { witness: None, because }
    }

    fn dead_rows(&self, currency: Currency, place: u16, clause: &Clause) -> Vec<(usize, Summary)> {
        let Form::Tiers(tiers) = &clause.form else { return Vec::new() };
        let dead = tiers.rows.iter().enumerate().filter(|(row, _)| !self.rows.contains(&(place, *row)));
        dead.map(|(row, tier)| {
            let said = words::row(tier, currency);
            let because = if self.rows_applied.contains(&(place, row)) && tiers.takes == Takes::First {
                both(
                    format!("the tier {} is never taken: where it holds, one before it does", said.en),
                    format!("de trede {} geldt nooit: waar zij opgaat, gaat een eerdere op", said.nl),
                )
            } else if self.rows_applied.contains(&(place, row)) {
                both(
                    format!("the tier {} is never taken: another that applies is cheaper at every price", said.en),
                    format!("de trede {} geldt nooit: een andere is bij elke prijs goedkoper", said.nl),
                )
            } else {
                both(
                    format!("the tier {} never applies", said.en),
                    format!("de trede {} is nooit van toepassing", said.nl),
                )
            };
            (row, because)
        })
        .collect()
    }

    fn why_not(&self, policy: &Policy, place: u16, clause: &Clause) -> Summary {
        if !self.applied.contains(&place) {
            return both(
                format!("`{}` applies in no case: its conditions, products or customers exclude each other", clause.id),
                format!(
                    "`{}` geldt in geen enkel geval: voorwaarden, producten of klanten sluiten elkaar uit",
                    clause.id
                ),
            );
        }
        match policy.clauses.iter().find(|other| other.overrides.contains(&place)) {
            Some(other) => both(
                format!("`{}` displaces `{}` wherever it applies", other.id, clause.id),
                format!("`{}` verdringt `{}` overal waar die geldt", other.id, clause.id),
            ),
            None => both(
                format!("another clause is always read instead of `{}`", clause.id),
                format!("in plaats van `{}` wordt altijd een andere bepaling gelezen", clause.id),
            ),
        }
    }
}

/// Why the analysis cannot tell when there are too many cases.
pub(super) fn too_many() -> Summary {
    both("there are more cases than the analysis looks at", "er zijn meer gevallen dan de analyse bekijkt")
}

fn row_span(clause: &Clause, row: usize) -> crate::policy::building_blocks::Span {
    let Form::Tiers(tiers) = &clause.form else { return clause.span };
    tiers.rows.get(row).map_or(clause.span, |row| row.span)
}

/// The clauses that are read of those that apply: of forms of which there can be only one answer, one.
fn read(policy: &Policy, question: Question, applying: &[u16]) -> Vec<u16> {
    let mut read = Vec::new();
    let mut taken: Vec<&'static str> = Vec::new();
    let mut note = |place: u16, clause: &Clause| {
        let name = clause.form.name();
        if !is_alone(&clause.form) {
            read.push(place);
        } else if !taken.contains(&name) {
            taken.push(name);
            read.push(place);
        }
    };
    let clauses = applying.iter().filter_map(|&place| Some((place, policy.clause(place)?)));
    // Of two rights to withdraw the later one in the file is read, of everything else the first.
    if question == Question::Withdrawal {
        clauses.rev().for_each(|(place, clause)| note(place, clause));
    } else {
        clauses.clone().for_each(|(place, clause)| note(place, clause));
        let decisive = clauses.map(|(_, clause)| &clause.form).find(|form| displaces_outcomes(form));
        if let Some(form) = decisive {
            let name = form.name();
            read.retain(|&place| policy.clause(place).is_some_and(|clause| clause.form.name() == name));
        }
    }
    let borrowed: Vec<u16> =
        read.iter().filter_map(|&place| policy.clause(place)).flat_map(|clause| clause.form.refers_to()).collect();
    read.extend(borrowed);
    read
}

/// Whether only one clause of the form is read.
fn is_alone(form: &Form) -> bool {
    !matches!(
        form,
        Form::Outcome(_)
            | Form::Tiers(_)
            | Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalLoss(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
    )
}

/// Whether outcomes beside a clause of the form are not read.
fn displaces_outcomes(form: &Form) -> bool {
    matches!(form, Form::PriceChange(_) | Form::ChangeResponse(_))
}
