//! Complaints, offers and claims for damages: whether an act meets a deadline, and how far the provider is liable.

use super::context::Context;
use crate::calendar::Period;
use crate::decision::{Assumption, Calculation, Deadline, Decision, FindingCode, Liability, Source};
use crate::facts::table::{FactValue, agreement, complaint, damage_claim};
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{Form, LiabilityForm, LiabilityRule, Limit, LimitAmount};
use crate::policy::{Clause, ConflictKind};
use crate::vocabulary::{DamageKind, DeadlineKind, Question, Verdict};
use smallvec::smallvec;

impl<'a> Context<'a> {
    pub(super) fn complaint(&mut self) -> Decision {
        let mut decision = Decision::of(Verdict::Unregulated);
        self.outcome_question(Question::Complaint, &mut decision);
        let deadline = |kind| decision.deadlines.iter().find(|d| d.kind == kind).cloned();
        let governing = deadline(DeadlineKind::Complaint).or_else(|| deadline(DeadlineKind::Limitation));
        if let Some(deadline) = governing
            && let Some(filed) = self.facts.when(&complaint::FILED_AT)
            && !self.in_time(filed, &deadline)
        {
            refuse(&mut decision);
        }
        decision
    }

    /// An offer lapses unless accepted in time, and may be revoked until a moment.
    pub(super) fn offer(&mut self) -> Decision {
        let mut decision = Decision::of(Verdict::Unregulated);
        self.outcome_question(Question::Offer, &mut decision);
        let governing = |kind| decision.deadlines.iter().find(|d: &&Deadline| d.kind == kind).cloned();
        let (expires, revocation) = (governing(DeadlineKind::OfferExpires), governing(DeadlineKind::OfferRevocation));
        // Without a moment to look at, the answer is the deadline itself.
        let as_of = self.anchor(Anchor::AsOf);
        let accepted = self.anchor(Anchor::AcceptedAt).or(as_of);
        for (deadline, at) in [(expires, accepted), (revocation, as_of)] {
            if let (Some(deadline), Some(at)) = (deadline, at)
                && !self.in_time(at, &deadline)
            {
                refuse(&mut decision);
            }
        }
        decision
    }

    // Damage.

    pub(super) fn damage_claim(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::DamageClaim) {
            if let Form::Liability(form) = &clause.form {
                return self.liability(form, clause, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn liability(&mut self, form: &LiabilityForm, clause: &Clause, source: Source) -> Decision {
        let mut decision = Decision::of(Verdict::Permitted);
        if let Some(period) = form.report_within {
            let from = self.date_of(self.facts.at(&damage_claim::OCCURRED_AT));
            let last_day = period.after(from, self.policy.holidays);
            let last_day = self.on(last_day);
            let kind = DeadlineKind::DamageReport;
            self.explain(source, || Calculation::Counted { kind, from, period: Some(period), last_day });
            let deadline = self.day_deadline(kind, last_day, smallvec![source]);
            let in_time = self.in_time(self.facts.at(&damage_claim::REPORTED_AT), &deadline);
            decision.deadlines.push(deadline);
            if !in_time {
                decision.verdict = Verdict::Refused;
                return decision;
            }
        }
        self.note_assumptions(clause, source);
        let liability = self.extent(form, clause, source);
        if liability.excluded {
            decision.verdict = Verdict::Refused;
        }
        decision.liability = Some(Box::new(liability));
        decision
    }

    fn damage_kind(&self) -> DamageKind {
        let named = match self.facts.value(&damage_claim::KIND) {
            Some(FactValue::Word(name)) => DamageKind::parse(name),
            _ => None,
        };
        named.unwrap_or(DamageKind::Direct)
    }

    /// How far the provider is liable: of all rules that apply the one that is best for the customer (R1).
    fn extent(&mut self, form: &LiabilityForm, clause: &Clause, source: Source) -> Liability {
        let kind = self.damage_kind();
        let mut extents = Vec::new();
        for rule in &form.rules {
            if rule.kinds.contains(&kind)
                && rule.customers.contains(&self.facts.customer())
                && self.all_hold(&rule.conditions)
            {
                extents.push(self.extent_of(rule));
            }
        }
        let conflict =
            |of| clause.conflicts.iter().any(|c| c.kind == of && (c.damage.is_empty() || c.damage.contains(&kind)));
        if conflict(ConflictKind::Clause) {
            self.find(FindingCode::ClauseConflict, &[source]);
        }
        if conflict(ConflictKind::Cap) || extents.iter().any(|e| Some(e) != extents.first()) {
            self.find(FindingCode::CapConflict, &[source]);
        }
        let best = extents.into_iter().max_by_key(Extent::rank).unwrap_or(Extent::Unlimited);
        let lifts = best != Extent::Unlimited && self.rule_applies(LawRule::L8);
        let by_law = lifts && self.facts.so(&damage_claim::INTENT);
        let (best, sources) = if by_law {
            let law = Source::Law(LawRule::L8);
            self.find(FindingCode::LawOverridesTerms, &[source, law]);
            (Extent::Unlimited, smallvec![law])
        } else {
            (best, smallvec![source])
        };
        let lifted = |rule: &LiabilityRule| rule.lifted_by_intent && rule.kinds.contains(&kind);
        if by_law || (form.rules.iter().any(lifted) && self.facts.so(&damage_claim::INTENT)) {
            // No limit is left that an insurance could change.
            self.assumptions.retain(|assumption| *assumption != Assumption::NotInsured);
        }
        let rests_on = sources.first().copied().unwrap_or(source);
        let damage = self.facts.amount(&damage_claim::DAMAGE);
        match best {
            Extent::Unlimited => {
                self.explain(rests_on, || Calculation::Unlimited);
                Liability { excluded: false, unlimited: true, limit: None, recoverable: damage, sources }
            }
            Extent::Limited(limit) => {
                self.explain(rests_on, || Calculation::Limited { limit });
                let recoverable = damage.min(limit);
                Liability { excluded: false, unlimited: false, limit: Some(limit), recoverable, sources }
            }
            Extent::Excluded(limit) => {
                self.explain(rests_on, || Calculation::Excluded);
                Liability { excluded: true, unlimited: false, limit, recoverable: Cents::ZERO, sources }
            }
        }
    }

    fn extent_of(&mut self, rule: &LiabilityRule) -> Extent {
        if rule.lifted_by_intent && self.facts.so(&damage_claim::INTENT) {
            return Extent::Unlimited;
        }
        let limit = rule.limit.as_ref().and_then(|limit| self.limit(limit));
        match (rule.excluded, limit) {
            (true, limit) => Extent::Excluded(limit),
            (false, Some(limit)) => Extent::Limited(limit),
            (false, None) => Extent::Unlimited,
        }
    }

    /// The lower or the higher of the amounts that limit anything; `None` where none does.
    fn limit(&mut self, limit: &Limit) -> Option<Cents> {
        let amounts: Vec<Cents> = limit.amounts.iter().filter_map(|a| self.limit_amount(*a)).collect();
        if limit.higher { amounts.into_iter().max() } else { amounts.into_iter().min() }
    }

    pub(super) fn limit_amount(&mut self, amount: LimitAmount) -> Option<Cents> {
        if matches!(amount, LimitAmount::Payout | LimitAmount::PayoutAndDeductible) {
            self.note_insurance();
        }
        let facts = &self.facts;
        match amount {
            LimitAmount::Price(times) => Some(facts.price().times(times)),
            LimitAmount::Paid(times) => Some(facts.paid().times(times)),
            LimitAmount::PaidWithin(period) => Some(self.paid_within(period)),
            LimitAmount::LastPayment => {
                // Payments come in any order, and parts at one moment are one payment.
                let occurred_at = facts.at(&damage_claim::OCCURRED_AT);
                let before = || facts.payments().filter(|(paid_at, _)| *paid_at <= occurred_at);
                let last = before().map(|(paid_at, _)| paid_at).max();
                Some(before().filter(|(paid_at, _)| Some(*paid_at) == last).map(|(_, amount)| amount).sum())
            }
            LimitAmount::Payout => facts.stated(&agreement::PAYOUT),
            LimitAmount::PayoutAndDeductible => {
                facts.stated(&agreement::PAYOUT).map(|payout| payout.plus(facts.amount(&agreement::DEDUCTIBLE)))
            }
            LimitAmount::FixedLessAwarded(fixed) => {
                Some(fixed.minus_floored(facts.amount(&damage_claim::AWARDED_THIS_YEAR)))
            }
            LimitAmount::Fixed(fixed) => Some(fixed),
        }
    }

    /// What was paid from the start of the civil date so long before the event up to and including the event.
    fn paid_within(&mut self, period: Period) -> Cents {
        let occurred_at = self.facts.at(&damage_claim::OCCURRED_AT);
        let first = period.before(self.date_of(occurred_at), self.policy.holidays);
        let first = self.on(first);
        let from = self.start_of(first);
        let counted = self.facts.payments().filter(|(at, _)| *at >= from && *at <= occurred_at);
        counted.map(|(_, amount)| amount).sum()
    }
}

/// What comes too late: nothing is charged, owed or settled, as wherever something is refused.
fn refuse(decision: &mut Decision) {
    decision.verdict = Verdict::Refused;
    decision.charges.clear();
    decision.compensations.clear();
    decision.settlement = None;
}

/// How far one rule makes the provider liable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Excluded(Option<Cents>),
    Limited(Cents),
    Unlimited,
}

impl Extent {
    /// Higher is better for the customer.
    fn rank(&self) -> (u8, Option<Cents>) {
        match *self {
            Extent::Excluded(limit) => (0, limit),
            Extent::Limited(limit) => (1, Some(limit)),
            Extent::Unlimited => (2, None),
        }
    }
}
