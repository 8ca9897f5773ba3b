//! Deadlines counted from an anchor (T3–T7).

use super::context::Context;
use crate::calendar::{Date, Instant, Period, TimeOfDay, Weekday};
use crate::decision::{Calculation, Deadline, Decision, Source, Sources};
use crate::facts::table::acts;
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, DayRule, DeadlineRule, Moves};
use crate::vocabulary::{DeadlineKind, Question};
use smallvec::smallvec;

impl Context<'_> {
    /// The deadlines of some rows that apply and whose anchor is known.
    pub(super) fn deadlines(&mut self, rules: &[DeadlineRule], source: Source) -> Vec<Deadline> {
        let mut deadlines = Vec::with_capacity(rules.len());
        for rule in rules {
            if rule.products.contains(self.facts.product())
                && self.all_hold(&rule.conditions)
                && let Some(deadline) = self.deadline(rule, source)
            {
                deadlines.push(deadline);
            }
        }
        deadlines
    }

    /// One deadline; `None` when it is counted from an act that has not happened.
    pub(super) fn deadline(&mut self, rule: &DeadlineRule, source: Source) -> Option<Deadline> {
        let anchor = self.first_known(&rule.anchors)?;
        let at = self.required(anchor);
        let (period, ends_at) = self.period_near_start(rule, at);
        if let Some(minutes) = period.and_then(Period::elapsed) {
            let moves_with_act = self.is_act(anchor);
            return Some(Deadline { moves_with_act, ..self.elapsed(rule, at, minutes, source) });
        }
        let from = self.date_of(at);
        let counted = match (rule.next_working_day_at, period) {
            (Some(_), _) => self.policy.holidays.next_working_day(from),
            (None, None) => Some(from),
            (None, Some(period)) if rule.backwards => period.before(from, self.policy.holidays),
            (None, Some(period)) => period.after(from, self.policy.holidays),
        };
        let mut last_day = self.on(counted);
        if let Some((other, period)) = rule.or_earlier {
            let from = self.required(other);
            let day = period.after(self.date_of(from), self.policy.holidays);
            last_day = last_day.min(self.on(day));
        }
        let (last_day, time) = self.moved(last_day, rule);
        let (expires_at, inclusive) = match ends_at.filter(|_| time.is_none()) {
            Some(time) => (self.at(self.policy.zone.reached(last_day, time)), true),
            None => (self.end_of(last_day, time), false),
        };
        self.explain(source, || Calculation::Counted { kind: rule.kind, from, period, last_day });
        let moves_with_act = self.is_act(anchor) || rule.or_earlier.is_some_and(|(other, _)| self.is_act(other));
        Some(Deadline {
            kind: rule.kind,
            last_day,
            expires_at: Some(expires_at),
            inclusive,
            moves_with_act,
            sources: smallvec![source],
        })
    }

    /// A civil day that is counted from an anchor.
    pub(super) fn day(&mut self, rule: DayRule) -> Date {
        let at = self.required(rule.anchor);
        let day = rule.counted(self.date_of(at), self.policy.holidays);
        self.on(day)
    }

    /// Takes out the deadline to pay where nothing is owed. Where instalments or invoices are asked about, what is owed is not
    /// a matter of charges.
    pub(super) fn drop_payment_of_nothing(&mut self, decision: &mut Decision) {
        if matches!(self.facts.question(), Question::PaymentPlan | Question::PaymentReview) {
            return;
        }
        let owed = decision.settlement.map_or(decision.charged(), |settlement| settlement.outstanding);
        if owed > Cents::ZERO || !decision.deadlines.iter().any(|d| d.kind == DeadlineKind::Payment) {
            return;
        }
        decision.deadlines.retain(|deadline| deadline.kind != DeadlineKind::Payment);
        self.steps.retain(|step| {
            !matches!(
                step.calculation,
                Calculation::Counted { kind: DeadlineKind::Payment, .. }
                    | Calculation::Until { kind: DeadlineKind::Payment, .. }
            )
        });
    }

    /// A deadline that is counted in civil days, from a day.
    pub(super) fn day_deadline(&mut self, kind: DeadlineKind, last_day: Date, sources: Sources) -> Deadline {
        let expires_at = Some(self.end_of(last_day, None));
        Deadline { kind, last_day, expires_at, inclusive: false, moves_with_act: false, sources }
    }

    /// Windows of elapsed time: before the anchor that instant is included, after it is excluded (T3, T7).
    fn elapsed(&mut self, rule: &DeadlineRule, at: Instant, minutes: i64, source: Source) -> Deadline {
        let expires_at = self.at(at.plus_minutes(if rule.backwards { -minutes } else { minutes }));
        self.explain(source, || Calculation::Until { kind: rule.kind, at: expires_at });
        Deadline {
            kind: rule.kind,
            last_day: self.date_of(expires_at),
            expires_at: Some(expires_at),
            inclusive: rule.backwards,
            moves_with_act: false,
            sources: smallvec![source],
        }
    }

    /// Whether an anchor is the act of the question, by that name or by its own.
    pub(super) fn is_act(&self, anchor: Anchor) -> bool {
        let question = self.facts.question();
        let Some(fact) = anchor.fact(question) else { return anchor == Anchor::Act };
        match acts(question).iter().position(|act| *act == fact) {
            // Without a moment to look at, an offer is looked at when it is accepted.
            Some(place) => acts(question).iter().take(place).all(|earlier| self.facts.value(earlier).is_none()),
            None => false,
        }
    }

    /// The first anchor that is known. Acts that need not have happened give `None`; other facts are required.
    fn first_known(&mut self, anchors: &[Anchor]) -> Option<Anchor> {
        let known = anchors.iter().copied().find(|&a| self.anchor(a).is_some());
        let last = anchors.last().copied();
        let optional = |a| matches!(a, Anchor::FiledAt | Anchor::AcceptedAt | Anchor::NotifiedAt | Anchor::RejectedAt);
        known.or_else(|| last.filter(|&a| !optional(a)))
    }

    /// The period that runs, and the time of day at which it ends.
    fn period_near_start(&mut self, rule: &DeadlineRule, at: Instant) -> (Option<Period>, Option<TimeOfDay>) {
        let Some(shorter) = rule.shorter else {
            return (rule.period, rule.at);
        };
        let start = self.required(Anchor::StartsAt);
        let near = shorter.within.before(self.date_of(start), self.policy.holidays);
        let near = self.on(near);
        if self.date_of(at) >= near { (Some(shorter.period), None) } else { (rule.period, rule.at) }
    }

    fn moved(&mut self, day: Date, rule: &DeadlineRule) -> (Date, Option<TimeOfDay>) {
        match rule.moves {
            Some(Moves { saturday, until })
                if self.policy.holidays.is_holiday(day)
                    || day.weekday() == Weekday::Sunday
                    || (saturday && day.weekday() == Weekday::Saturday) =>
            {
                let moved = self.policy.holidays.next_working_day(day);
                (self.on(moved), Some(until))
            }
            _ => (day, rule.next_working_day_at),
        }
    }

    /// The instant from which it is too late: the time on the last day, or the beginning of the next (T5).
    fn end_of(&mut self, last_day: Date, time: Option<TimeOfDay>) -> Instant {
        match time {
            Some(time) => {
                let at = self.policy.zone.at(last_day, time);
                self.at(at)
            }
            None => {
                let next = last_day.plus_days(1);
                let next = self.on(next);
                self.start_of(next)
            }
        }
    }

    /// Whether an act at `at` meets a deadline. Where `at` is the act of the question, the bound is noted.
    pub(super) fn in_time(&mut self, at: Instant, deadline: &Deadline) -> bool {
        let Some(expires_at) = deadline.expires_at else { return true };
        let bound = if deadline.inclusive { expires_at.next() } else { expires_at };
        let in_time = if self.act == Some(at) { self.act_before(bound) } else { at < bound };
        let source = deadline.sources.first().copied();
        if let Some(source) = source {
            self.explain(source, || Calculation::InTime { kind: deadline.kind, in_time });
        }
        in_time
    }
}
