//! Questions that outcomes and tiers answer: every clause that applies is read, and what they say is put together (R1).

use super::context::{Clauses, Context};
use super::tiers::Start;
use super::{charges_total, cost};
use crate::decision::{
    Assumption, Calculation, Charge, Charges, Credit, Deadline, Decision, FindingCode, ReadingRule, Settlement, Source,
    Sources,
};
use crate::facts::table::damage_claim;
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::ConflictKind;
use crate::policy::building_blocks::{Anchor, DeadlineRule};
use crate::policy::forms::{CreditRule, Form, Outcome, SameAs};
use crate::vocabulary::{CreditOf, DamageKind, DeadlineKind, DecidedBy, Question, Verdict};
use std::cmp::Reverse;

/// What one clause says, or the one that applies of several.
#[derive(Default)]
pub(super) struct OutcomeAnswer {
    pub(super) verdict: Option<Verdict>,
    pub(super) charges: Charges,
    pub(super) deadlines: Vec<Deadline>,
    pub(super) settles: bool,
    pub(super) may_dissolve: bool,
    pub(super) may_reject: bool,
    pub(super) decided_by: Option<DecidedBy>,
    credit: Option<CreditRule>,
    /// The clause that says it.
    pub(super) place: u16,
}

impl OutcomeAnswer {
    /// The decision, with the ceiling applied and the settlement made where the agreement ends.
    pub(super) fn into_decision(self, ctx: &mut Context<'_>) -> Decision {
        let mut decision = Decision::of(Verdict::Unregulated);
        self.decide(ctx, &mut decision);
        decision
    }

    /// The same, into a fresh decision.
    pub(super) fn decide(self, ctx: &mut Context<'_>, decision: &mut Decision) {
        let Some(verdict) = self.verdict else {
            ctx.explain(Source::Rule(ReadingRule::R4), || Calculation::Verdict(Verdict::Unregulated));
            return;
        };
        ctx.rely_on(Source::Clause(self.place));
        decision.verdict = verdict;
        decision.deadlines = self.deadlines;
        if verdict == Verdict::Refused {
            return;
        }
        decision.charges = self.charges;
        decision.customer_may_dissolve = self.may_dissolve;
        decision.customer_may_reject = self.may_reject;
        decision.decided_by = self.decided_by.filter(|_| verdict == Verdict::Discretionary);
        ctx.apply_ceiling(decision);
        if self.settles {
            ctx.settle(decision, self.credit.map(|credit| (credit, Source::Clause(self.place))));
        }
    }

    /// Whether a clause said anything about the case.
    fn regulates(&self) -> bool {
        self.verdict.is_some_and(|verdict| verdict != Verdict::Unregulated)
    }

    /// How good it is for the customer, higher being better. An act of the provider is best refused, one of the customer best
    /// permitted; then counts what is charged, then whether what was paid is settled, and that in money.
    fn worth(&self, provider_acts: bool) -> (u8, u8, Reverse<Cents>, bool, bool) {
        let verdict = match (self.verdict, provider_acts) {
            (None | Some(Verdict::Unregulated), _) => 0,
            (Some(Verdict::Refused), false) | (Some(Verdict::Permitted), true) => 1,
            (Some(Verdict::Discretionary), _) => 2,
            (Some(Verdict::Permitted), false) | (Some(Verdict::Refused), true) => 3,
        };
        let rights = u8::from(self.may_dissolve) + u8::from(self.may_reject);
        (verdict, rights, Reverse(cost(&self.charges)), self.settles, self.credit.is_none())
    }

    /// Whether two clauses say the same thing of this case, deadlines aside.
    fn same_as(&self, other: &OutcomeAnswer) -> bool {
        let charged = |c: &Charge| (c.kind, c.as_written, c.beside_price, c.discretionary);
        let flags = |a: &OutcomeAnswer| (a.verdict, a.settles, a.credit, a.may_dissolve, a.may_reject);
        flags(self) == flags(other) && self.charges.iter().map(charged).eq(other.charges.iter().map(charged))
    }
}

impl<'a> Context<'a> {
    /// Sets what was paid off against what is charged (R6).
    /// `credit` is what a clause turns into one instead of money.
    pub(super) fn settle(&mut self, decision: &mut Decision, credit: Option<(CreditRule, Source)>) {
        let mut s = Settlement::of(self.facts.price(), self.facts.paid(), decision.charged());
        let Settlement { paid, charged, refund, outstanding, .. } = s;
        let amount = |rule: CreditRule| match rule.of {
            CreditOf::Rest => refund,
            CreditOf::Charges => charged,
        };
        let kept =
            credit.map(|(rule, source)| (rule, source, amount(rule))).filter(|(.., amount)| *amount > Cents::ZERO);
        if kept.is_none_or(|(rule, ..)| rule.of != CreditOf::Rest) {
            self.explain(Source::Rule(ReadingRule::R6), || Calculation::Settled { paid, charged, refund, outstanding });
        }
        if let Some((CreditRule { of, valid }, source, credit)) = kept {
            let expires_on = valid.map(|(anchor, period)| {
                let from = self.required(anchor);
                let last_day = period.after(self.date_of(from), self.policy.holidays);
                self.on(last_day)
            });
            if of == CreditOf::Rest {
                s.refund = Cents::ZERO;
                self.explain(source, || Calculation::CreditLeft { paid, charged, credit, expires_on });
            } else {
                self.explain(source, || Calculation::CreditOfCharges { credit, expires_on });
            }
            let moves_with_act = valid.is_some_and(|(anchor, _)| self.is_act(anchor));
            s.credit = Some(Credit { amount: credit, of, expires_on, moves_with_act });
        }
        decision.settlement = Some(s);
    }

    /// Answers a question by outcomes and tiers.
    pub(super) fn outcome_question(&mut self, question: Question, decision: &mut Decision) {
        let clauses = self.applying(question);
        self.deem_by_office_hours(&clauses);
        let mut answer = self.combine(&clauses);
        self.leave_a_service(&mut answer);
        answer.decide(self, decision);
        self.note_reducible_fee(decision);
    }

    /// Reads every clause to the end and takes the answer that is best for the customer (V4). What a clause says to come on
    /// top of another is added to that one; nothing else adds up.
    pub(super) fn combine(&mut self, clauses: &[(u16, &'a Clause)]) -> OutcomeAnswer {
        let mut best = OutcomeAnswer::default();
        let mut read = 0;
        let on_top: Clauses<'a> = clauses.iter().copied().filter(|(_, clause)| !clause.on_top_of.is_empty()).collect();
        for &(place, clause) in clauses.iter().filter(|(_, clause)| clause.on_top_of.is_empty()) {
            if read == 0 {
                // What is charged first is written where it stays.
                best.place = place;
                self.read(clause, Source::Clause(place), &mut best);
                self.add_on_top(&on_top, &mut best);
                read += u32::from(best.verdict.is_some());
                continue;
            }
            let mut other = OutcomeAnswer { place, ..OutcomeAnswer::default() };
            self.read(clause, Source::Clause(place), &mut other);
            self.add_on_top(&on_top, &mut other);
            read += u32::from(other.verdict.is_some());
            self.better_of(&mut best, other);
        }
        if best.verdict == Some(Verdict::Unregulated) {
            best.verdict = None;
        }
        best
    }

    /// Adds what those clauses that come on top of others charge on top of the one that answers.
    fn add_on_top(&mut self, on_top: &[(u16, &'a Clause)], answer: &mut OutcomeAnswer) {
        if !answer.regulates() {
            return;
        }
        for &(place, clause) in on_top.iter().filter(|(_, clause)| clause.on_top_of.contains(&answer.place)) {
            let mut top = OutcomeAnswer::default();
            self.read(clause, Source::Clause(place), &mut top);
            answer.charges.append(&mut top.charges);
            answer.deadlines.append(&mut top.deadlines);
        }
    }

    /// Keeps the better of two answers, with the deadlines of both, and says so where they differ.
    fn better_of(&mut self, best: &mut OutcomeAnswer, mut other: OutcomeAnswer) {
        if !best.regulates() || !other.regulates() {
            let deadlines = [std::mem::take(&mut best.deadlines), std::mem::take(&mut other.deadlines)].concat();
            if other.regulates() || best.verdict.is_none() {
                *best = other;
            }
            best.deadlines = deadlines;
            return;
        }
        let sources = [Source::Clause(best.place), Source::Clause(other.place)];
        if best.same_as(&other) {
            for (charge, same) in best.charges.iter_mut().zip(other.charges) {
                charge.sources.extend(same.sources);
            }
        } else {
            self.find(FindingCode::ClauseConflict, &sources);
            let provider_acts = self.facts.provider_acts();
            if other.worth(provider_acts) > best.worth(provider_acts) {
                let earlier = std::mem::take(&mut best.deadlines);
                let later = std::mem::replace(&mut other.deadlines, earlier);
                std::mem::swap(best, &mut other);
                other.deadlines = later;
            }
            let charged = charges_total(&best.charges);
            self.explain(Source::Rule(ReadingRule::R1), || Calculation::BetterClause { charged });
        }
        for deadline in other.deadlines {
            self.add_deadline(&mut best.deadlines, deadline);
        }
    }

    /// Adds a deadline. Of two of a kind the later applies where it binds the customer, the earlier where it binds the
    /// provider (V4).
    pub(super) fn add_deadline(&mut self, deadlines: &mut Vec<Deadline>, new: Deadline) {
        let Some(known) = deadlines.iter_mut().find(|known| known.kind == new.kind) else {
            deadlines.push(new);
            return;
        };
        let at = |d: &Deadline| (d.expires_at, d.last_day);
        if at(known) == at(&new) {
            known.sources.extend(new.sources);
            return;
        }
        let ends = new.kind == DeadlineKind::ContractEnd;
        let later_is_better = if ends { self.facts.provider_acts() } else { new.kind.binds_customer() };
        let sources: Sources = known.sources.iter().chain(&new.sources).copied().collect();
        if (at(&new) > at(known)) == later_is_better {
            *known = new;
        }
        self.find(FindingCode::ClauseConflict, &sources);
    }

    fn read(&mut self, clause: &'a Clause, source: Source, answer: &mut OutcomeAnswer) {
        self.explain_declared(&clause.conditions, source);
        match &clause.form {
            Form::Outcome(outcome) => {
                self.charges_of(outcome, source, &mut answer.charges);
                self.take(outcome, &outcome.deadlines, source, answer);
            }
            Form::Tiers(tiers) => {
                if let Some(outcome) = self.choose(tiers, source, &mut answer.charges) {
                    self.take(outcome, &tiers.deadlines, source, answer);
                }
            }
            Form::SameAs(same) => self.read_same(same, source, answer),
            Form::Notice(notice) => self.notice(notice, source, answer),
            // The instalments themselves are put beside the answer.
            Form::Instalments(_) => answer.verdict = Some(Verdict::Permitted),
            Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalLoss(_)
            | Form::WithdrawalEffects(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Allocation(_)
            | Form::Liability(_)
            | Form::ForceMajeure(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => return,
        }
        self.note_conflicts(clause, source);
    }

    /// Reads the clauses that another stands in for, and cites both.
    fn read_same(&mut self, same: &'a SameAs, source: Source, answer: &mut OutcomeAnswer) {
        let policy = self.policy;
        let mut clauses = Clauses::new();
        for &place in &same.clauses {
            if let Some(clause) = policy.clause(place)
                && self.applies(clause)
            {
                clauses.push((place, clause));
            }
        }
        let place = answer.place;
        *answer = self.combine(&clauses);
        answer.place = place;
        if answer.verdict.is_none() {
            return;
        }
        let sources = answer.charges.iter_mut().map(|c| &mut c.sources);
        sources.chain(answer.deadlines.iter_mut().map(|d| &mut d.sources)).for_each(|s| s.insert(0, source));
        for deadline in self.deadlines(&same.deadlines, source) {
            self.add_deadline(&mut answer.deadlines, deadline);
        }
    }

    fn take(&mut self, outcome: &'a Outcome, deadlines: &[DeadlineRule], source: Source, answer: &mut OutcomeAnswer) {
        let verdict = outcome.verdict;
        self.explain_verdict(source, verdict);
        answer.verdict = Some(verdict);
        if verdict == Verdict::Unregulated {
            return;
        }
        if !deadlines.is_empty() {
            answer.deadlines = self.deadlines(deadlines, source);
        }
        answer.settles = outcome.settles;
        answer.credit = outcome.credit;
        answer.may_dissolve = outcome.customer_may_dissolve;
        answer.may_reject = outcome.customer_may_reject;
        answer.decided_by = Some(outcome.decided_by);
    }

    /// Says what the clause takes to be so where no fact can tell.
    pub(super) fn note_assumptions(&mut self, clause: &Clause, source: Source) {
        let Source::Clause(place) = source else { return };
        for (index, assumption) in (0..=u16::MAX).zip(&clause.assumptions) {
            let concerns = |kind: &DamageKind| self.facts.is(&damage_claim::KIND, kind.name());
            let concerned = assumption.damage.is_empty()
                || self.facts.question() != Question::DamageClaim
                || assumption.damage.iter().any(concerns);
            if concerned && self.all_hold(&assumption.conditions) {
                self.assume(Assumption::OfClause { clause: place, index });
            }
        }
    }

    /// Says where the text contradicts itself about this case.
    fn note_conflicts(&mut self, clause: &Clause, source: Source) {
        self.note_assumptions(clause, source);
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
