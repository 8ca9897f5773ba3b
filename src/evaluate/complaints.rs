//! Complaints, offers and claims for damages: whether an act meets a deadline, and how far the provider is liable.

use super::context::Context;
use crate::calendar::Period;
use crate::decision::{Assumption, Calculation, Deadline, Decision, FindingCode, Liability, Source};
use crate::facts::{Complaint, DamageClaim};
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, Condition};
use crate::policy::forms::{Form, LiabilityForm, LiabilityRule, Limit, LimitAmount};
use crate::policy::{Clause, ConflictKind};
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

impl<'a> Context<'a> {
    pub(super) fn complaint(&mut self, event: &Complaint) -> Decision {
        let mut decision = Decision::of(Verdict::Unregulated);
        self.outcome_question(Question::Complaint, &mut decision);
        let deadline = |kind| decision.deadlines.iter().find(|d| d.kind == kind).cloned();
        let governing = deadline(DeadlineKind::Complaint).or_else(|| deadline(DeadlineKind::Limitation));
        if let (Some(filed), Some(deadline)) = (event.filed_at, governing)
            && !self.in_time(filed, &deadline)
        {
            decision.verdict = Verdict::Refused;
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
                decision.verdict = Verdict::Refused;
            }
        }
        decision
    }

    // Damage.

    pub(super) fn damage_claim(&mut self, event: &DamageClaim) -> Decision {
        for (place, clause) in self.applying(Question::DamageClaim) {
            if let Form::Liability(form) = &clause.form {
                return self.liability(form, clause, event, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn liability(&mut self, form: &LiabilityForm, clause: &Clause, event: &DamageClaim, source: Source) -> Decision {
        let mut decision = Decision::of(Verdict::Permitted);
        if let Some(period) = form.report_within {
            let from = self.date_of(event.occurred_at);
            let last_day = period.after(from);
            let last_day = self.on(last_day);
            let kind = DeadlineKind::DamageReport;
            self.explain(source, || Calculation::Counted { kind, from, period: Some(period), last_day });
            let deadline = self.day_deadline(kind, last_day, smallvec![source]);
            let in_time = self.in_time(event.reported_at, &deadline);
            decision.deadlines.push(deadline);
            if !in_time {
                decision.verdict = Verdict::Refused;
                return decision;
            }
        }
        self.note_assumptions(clause, source);
        let liability = self.extent(form, clause, event, source);
        if liability.excluded {
            decision.verdict = Verdict::Refused;
        }
        decision.liability = Some(Box::new(liability));
        decision
    }

    /// How far the provider is liable: of all rules that apply the one that is best for the customer (R1).
    fn extent(&mut self, form: &LiabilityForm, clause: &Clause, event: &DamageClaim, source: Source) -> Liability {
        let mut extents = Vec::new();
        for rule in &form.rules {
            if rule.kinds.contains(&event.kind)
                && rule.customers.contains(&self.agreement.customer)
                && self.all_hold(&rule.conditions)
            {
                extents.push(self.extent_of(rule, event));
            }
        }
        let conflict = |kind| {
            clause.conflicts.iter().any(|c| c.kind == kind && (c.damage.is_empty() || c.damage.contains(&event.kind)))
        };
        if conflict(ConflictKind::Clause) {
            self.find(FindingCode::ClauseConflict, &[source]);
        }
        if conflict(ConflictKind::Cap) || extents.iter().any(|e| Some(e) != extents.first()) {
            self.find(FindingCode::CapConflict, &[source]);
        }
        let best = extents.into_iter().max_by_key(Extent::rank).unwrap_or(Extent::Unlimited);
        let by_law = event.intent_or_recklessness && self.law_applies() && best != Extent::Unlimited;
        let (best, sources) = if by_law {
            let law = Source::Law(LawRule::L8);
            self.find(FindingCode::LawOverridesTerms, &[source, law]);
            (Extent::Unlimited, smallvec![law])
        } else {
            (best, smallvec![source])
        };
        let rests_on = sources.first().copied().unwrap_or(source);
        match best {
            Extent::Unlimited => {
                self.explain(rests_on, || Calculation::Unlimited);
                Liability { excluded: false, unlimited: true, limit: None, recoverable: event.damage, sources }
            }
            Extent::Limited(limit) => {
                self.explain(rests_on, || Calculation::Limited { limit });
                let recoverable = event.damage.min(limit);
                Liability { excluded: false, unlimited: false, limit: Some(limit), recoverable, sources }
            }
            Extent::Excluded(limit) => {
                self.explain(rests_on, || Calculation::Excluded);
                Liability { excluded: true, unlimited: false, limit, recoverable: Cents::ZERO, sources }
            }
        }
    }

    fn extent_of(&mut self, rule: &LiabilityRule, event: &DamageClaim) -> Extent {
        if rule.lifted_by_intent && event.intent_or_recklessness {
            return Extent::Unlimited;
        }
        let limit = rule.limit.as_ref().and_then(|limit| self.limit(limit, event));
        match (rule.excluded, limit) {
            (true, limit) => Extent::Excluded(limit),
            (false, Some(limit)) => Extent::Limited(limit),
            (false, None) => Extent::Unlimited,
        }
    }

    /// The lower or the higher of the amounts that limit anything; `None` where none does.
    fn limit(&mut self, limit: &Limit, event: &DamageClaim) -> Option<Cents> {
        let amounts: Vec<Cents> = limit.amounts.iter().filter_map(|a| self.limit_amount(*a, event)).collect();
        if limit.higher { amounts.into_iter().max() } else { amounts.into_iter().min() }
    }

    pub(super) fn limit_amount(&mut self, amount: LimitAmount, event: &DamageClaim) -> Option<Cents> {
        if matches!(amount, LimitAmount::Payout | LimitAmount::PayoutAndDeductible) && !self.holds(Condition::Insured) {
            self.assume(Assumption::NotInsured);
        }
        let a = self.agreement;
        match amount {
            LimitAmount::Price(times) => Some(a.price.times(times)),
            LimitAmount::Paid(times) => Some(a.paid().times(times)),
            LimitAmount::PaidWithin(period) => Some(self.paid_within(period, event)),
            LimitAmount::LastPayment => {
                // Payments come in any order, and parts at one moment are one payment.
                let before = || a.payments.iter().filter(|p| p.paid_at <= event.occurred_at);
                let last = before().map(|p| p.paid_at).max();
                Some(before().filter(|p| Some(p.paid_at) == last).map(|p| p.amount).sum())
            }
            LimitAmount::Payout => a.insurance.map(|i| i.payout),
            LimitAmount::PayoutAndDeductible => a.insurance.map(|i| i.payout.plus(i.deductible)),
            LimitAmount::FixedLessAwarded(fixed) => Some(fixed.minus_floored(event.awarded_this_year)),
            LimitAmount::Fixed(fixed) => Some(fixed),
        }
    }

    /// What was paid from the start of the civil date so long before the event up to and including the event.
    fn paid_within(&mut self, period: Period, event: &DamageClaim) -> Cents {
        let first = period.before(self.date_of(event.occurred_at));
        let first = self.on(first);
        let from = self.start_of(first);
        let counted = |at| at >= from && at <= event.occurred_at;
        self.agreement.payments.iter().filter(|p| counted(p.paid_at)).map(|p| p.amount).sum()
    }
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
