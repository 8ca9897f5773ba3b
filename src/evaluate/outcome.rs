//! Questions that outcomes and tiers answer: every clause that applies is read, and what they say is put together (R1).

use super::context::Context;
use super::tiers::Start;
use crate::decision::{Calculation, Charges, Deadline, Decision, FindingCode, ReadingRule, Settlement, Source};
use crate::policy::Clause;
use crate::policy::ConflictKind;
use crate::policy::building_blocks::{Anchor, DeadlineRule};
use crate::policy::forms::{Form, Outcome, SameAs};
use crate::vocabulary::{Question, Verdict};

/// What the clauses read so far say together.
#[derive(Default)]
pub(super) struct Combined {
    pub(super) verdict: Option<Verdict>,
    pub(super) charges: Charges,
    pub(super) deadlines: Vec<Deadline>,
    pub(super) settles: bool,
    pub(super) may_dissolve: bool,
    pub(super) may_reject: bool,
}

impl Combined {
    /// The decision, with the ceiling applied and the settlement made where the agreement ends.
    pub(super) fn into_decision(self, ctx: &mut Context<'_>) -> Decision {
        let mut decision = Decision::of(Verdict::Unregulated);
        self.decide(ctx, &mut decision);
        decision
    }

    /// The same, into a fresh decision.
    fn decide(self, ctx: &mut Context<'_>, decision: &mut Decision) {
        let Some(verdict) = self.verdict else {
            ctx.explain(Source::Rule(ReadingRule::R4), || Calculation::Verdict(Verdict::Unregulated));
            return;
        };
        decision.verdict = verdict;
        decision.deadlines = self.deadlines;
        if verdict == Verdict::Refused {
            return;
        }
        decision.charges = self.charges;
        decision.customer_may_dissolve = self.may_dissolve;
        decision.customer_may_reject = self.may_reject;
        ctx.apply_ceiling(&mut decision.charges);
        if self.settles {
            ctx.settle(decision);
        }
    }
}

impl<'a> Context<'a> {
    /// Sets what was paid off against what is charged (R6).
    pub(super) fn settle(&mut self, decision: &mut Decision) {
        let s = Settlement::of(self.agreement.price, self.agreement.paid(), decision.charged());
        let Settlement { paid, charged, refund, outstanding, .. } = s;
        self.explain(Source::Rule(ReadingRule::R6), || Calculation::Settled { paid, charged, refund, outstanding });
        decision.settlement = Some(s);
    }

    /// Answers a question by outcomes and tiers.
    pub(super) fn outcome_question(&mut self, question: Question, decision: &mut Decision) {
        let clauses = self.applying(question);
        self.deem_by_office_hours(&clauses);
        let combined = self.combine(&clauses);
        combined.decide(self, decision);
    }

    /// Reads clauses of outcome forms and puts together what they say.
    pub(super) fn combine(&mut self, clauses: &[(u16, &'a Clause)]) -> Combined {
        let mut combined = Combined::default();
        for &(place, clause) in clauses {
            self.read(clause, Source::Clause(place), &mut combined);
        }
        if combined.verdict == Some(Verdict::Unregulated) {
            combined.verdict = None;
        }
        combined
    }

    fn read(&mut self, clause: &'a Clause, source: Source, combined: &mut Combined) {
        // What is charged first is written where it stays.
        let (mut own, first) = (Charges::new(), combined.charges.is_empty());
        let charges = if first { &mut combined.charges } else { &mut own };
        match &clause.form {
            Form::Outcome(outcome) => {
                self.charges(&outcome.charges, source, charges);
                self.add(outcome, own, &outcome.deadlines, source, combined);
            }
            Form::Tiers(tiers) => {
                if let Some(outcome) = self.choose(tiers, source, charges) {
                    self.add(outcome, own, &tiers.deadlines, source, combined);
                }
            }
            Form::SameAs(same) => self.read_same(same, source, combined),
            _ => return,
        }
        self.note_conflicts(clause, source);
    }

    /// Reads the clauses that another stands in for, and cites both.
    fn read_same(&mut self, same: &'a SameAs, source: Source, combined: &mut Combined) {
        let policy = self.policy;
        let mut inner = Combined::default();
        for &place in &same.clauses {
            if let Some(clause) = policy.clause(place)
                && clause.customers.contains(self.agreement.customer)
                && clause.products.contains(self.agreement.product)
                && self.all_hold(&clause.conditions)
            {
                self.read(clause, Source::Clause(place), &mut inner);
            }
        }
        if inner.verdict.is_none() {
            return;
        }
        let sources = inner.charges.iter_mut().map(|c| &mut c.sources);
        sources.chain(inner.deadlines.iter_mut().map(|d| &mut d.sources)).for_each(|s| s.insert(0, source));
        inner.deadlines.extend(self.deadlines(&same.deadlines, source));
        combined.verdict = combined.verdict.max_for_customer(inner.verdict);
        combined.charges.append(&mut inner.charges);
        combined.deadlines.append(&mut inner.deadlines);
        combined.settles |= inner.settles;
        combined.may_dissolve |= inner.may_dissolve;
        combined.may_reject |= inner.may_reject;
    }

    fn add(
        &mut self,
        outcome: &'a Outcome,
        charges: Charges,
        deadlines: &[DeadlineRule],
        source: Source,
        combined: &mut Combined,
    ) {
        let verdict = outcome.verdict;
        self.explain(source, || Calculation::Verdict(verdict));
        if verdict == Verdict::Unregulated {
            combined.verdict = combined.verdict.or(Some(verdict));
            return;
        }
        let earlier = combined.verdict.filter(|v| *v != Verdict::Unregulated);
        if earlier.is_some_and(|v| v != verdict) {
            self.find(FindingCode::ClauseConflict, &[source]);
        }
        combined.verdict = combined.verdict.max_for_customer(Some(verdict));
        self.add_charges(charges, source, combined);
        if !deadlines.is_empty() {
            combined.deadlines.append(&mut self.deadlines(deadlines, source));
        }
        combined.settles |= outcome.settles;
        combined.may_dissolve |= outcome.customer_may_dissolve;
        combined.may_reject |= outcome.customer_may_reject;
    }

    /// Two clauses that charge the same thing charge it once; where they differ, the lower counts (R1).
    fn add_charges(&mut self, charges: Charges, source: Source, combined: &mut Combined) {
        for charge in charges {
            match combined.charges.iter_mut().find(|c| c.kind == charge.kind) {
                Some(known) => {
                    if known.as_written != charge.as_written {
                        self.find(FindingCode::ClauseConflict, &[source]);
                    }
                    if charge.as_written < known.as_written {
                        (known.amount, known.as_written) = (charge.amount, charge.as_written);
                    }
                    known.sources.extend(charge.sources);
                }
                None => combined.charges.push(charge),
            }
        }
    }

    /// Says where the text contradicts itself about this case.
    fn note_conflicts(&mut self, clause: &Clause, source: Source) {
        for conflict in &clause.conflicts {
            let code = match conflict.kind {
                ConflictKind::Clause => FindingCode::ClauseConflict,
                ConflictKind::Cap => FindingCode::CapConflict,
            };
            let within = self.anchor(Anchor::StartsAt).is_none_or(|at| {
                let start = Start::new(at, self);
                self.within(&conflict.bounds, &start)
            });
            if within {
                self.find(code, &[source]);
            }
        }
    }
}

trait BetterVerdict {
    /// The one that is better for the customer.
    fn max_for_customer(self, other: Option<Verdict>) -> Option<Verdict>;
}

impl BetterVerdict for Option<Verdict> {
    fn max_for_customer(self, other: Option<Verdict>) -> Option<Verdict> {
        let rank = |v: &Verdict| match v {
            Verdict::Unregulated => 0,
            Verdict::Refused => 1,
            Verdict::Discretionary => 2,
            Verdict::Permitted => 3,
        };
        self.into_iter().chain(other).max_by_key(rank)
    }
}
