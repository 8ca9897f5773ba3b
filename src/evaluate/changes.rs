//! Changes by the provider: of the price, of the terms, of the performance.

use super::context::Context;
use crate::calendar::{Date, Period, Unit};
use crate::decision::{Assumption, Calculation, Decision, FindingCode, Source};
use crate::facts::{Event, PriceIncrease, ProviderChange};
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::forms::{Announcement, ChangeResponse, Form, PriceChange};
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

const THREE_MONTHS: Period = Period { count: 3, unit: Unit::Months };

impl<'a> Context<'a> {
    // The price.

    pub(super) fn price_increase(&mut self, event: &PriceIncrease) -> Decision {
        let decision = self.price_increase_by_terms(event);
        self.refuse_early_increase(event, decision)
    }

    /// A consumer's price does not rise within three months of the conclusion, unless the consumer may then leave or the law
    /// obliges to it (L10).
    fn refuse_early_increase(&mut self, event: &PriceIncrease, decision: Decision) -> Decision {
        let allowed = matches!(decision.verdict, Verdict::Permitted | Verdict::Discretionary);
        let protected = self.law_applies() && self.agreement.is_consumer() && !event.legal_obligation;
        if !allowed || !protected || decision.customer_may_dissolve {
            return decision;
        }
        let effective = self.date_of(event.effective_at);
        let first = THREE_MONTHS.after(self.date_of(self.agreement.concluded_at));
        let first = self.on(first);
        if effective >= first {
            return decision;
        }
        let law = Source::Law(LawRule::L10);
        self.explain(law, || Calculation::EarlyIncrease { effective, first });
        self.find(FindingCode::LawOverridesTerms, &[law]);
        Decision::of(Verdict::Refused)
    }

    fn price_increase_by_terms(&mut self, event: &PriceIncrease) -> Decision {
        let clauses = self.applying(Question::PriceIncrease);
        for &(place, clause) in &clauses {
            if let Form::PriceChange(form) = &clause.form {
                return self.price_change(form, event, Source::Clause(place));
            }
        }
        let combined = self.combine(&clauses);
        combined.into_decision(self)
    }

    fn price_change(&mut self, form: &PriceChange, event: &PriceIncrease, source: Source) -> Decision {
        let effective = self.date_of(event.effective_at);
        let concluded = self.date_of(self.agreement.concluded_at);
        if form.not_before.is_some_and(|p| self.too_soon(effective, concluded, p, source)) {
            return Decision::of(Verdict::Refused);
        }
        let previous = event.previous_increase_at.map(|at| self.date_of(at));
        if let (Some(period), Some(previous)) = (form.not_within, previous)
            && self.too_soon(effective, previous, period, source)
        {
            return Decision::of(Verdict::Refused);
        }
        if self.as_of_right(form, event, effective, previous, source) {
            let verdict = form.verdict;
            self.explain(source, || Calculation::Verdict(verdict));
            return Decision::of(verdict);
        }
        let Some(ahead) = form.announced_ahead else { return Decision::of(Verdict::Refused) };
        if !self.announced_early_enough(event.effective_at, ahead, source) {
            return Decision::of(Verdict::Refused);
        }
        Decision { customer_may_dissolve: true, ..Decision::of(Verdict::Permitted) }
    }

    /// Whether a day comes before a period after another has passed.
    fn too_soon(&mut self, day: Date, after: Date, period: Period, source: Source) -> bool {
        let first = period.after(after);
        let first = self.on(first);
        let early_enough = day >= first;
        self.explain(source, || Calculation::Announced { on: after, effective: day, ahead: period, early_enough });
        !early_enough
    }

    fn as_of_right(
        &mut self,
        form: &PriceChange,
        event: &PriceIncrease,
        effective: Date,
        previous: Option<Date>,
        source: Source,
    ) -> bool {
        let Some(band) = form.as_of_right else { return true };
        let current = event.current_price.unwrap_or_else(|| {
            if !band.of_original {
                self.assume(Assumption::CurrentPriceAsAgreed);
            }
            self.agreement.price
        });
        let of = if band.of_original { self.agreement.price } else { current };
        let increase = event.new_price.minus(of).max(Cents::ZERO);
        let within = band.up_to.covers(increase, of);
        self.explain(source, || Calculation::Increase {
            from: of,
            to: event.new_price,
            up_to: Some(band.up_to),
            within,
        });
        let in_turn = match (band.once_in, previous) {
            (Some(period), Some(previous)) => !self.too_soon(effective, previous, period, source),
            _ => true,
        };
        within && in_turn
    }

    /// Whether the act, an announcement, comes at least so long before a change takes effect.
    fn announced_early_enough(
        &mut self,
        effective_at: crate::calendar::Instant,
        ahead: Period,
        source: Source,
    ) -> bool {
        let effective = self.date_of(effective_at);
        let on = self.act_date();
        let first = ahead.after(on);
        let early_enough = self.on(first) <= effective;
        self.explain(source, || Calculation::Announced { on, effective, ahead, early_enough });
        // The last day on which an announcement is early enough bounds the step; month ends make it irregular, so it is
        // sought among the few days around the plain count back.
        if let Some(last) = last_early_enough(effective, ahead) {
            let next = last.plus_days(1);
            let next = self.on(next);
            self.act_date_before(next);
        }
        early_enough
    }

    // The terms.

    pub(super) fn terms_change(&mut self, performance_changes: bool) -> Decision {
        for (place, clause) in self.applying(Question::TermsChange) {
            if let Form::Announcement(form) = &clause.form {
                return self.announcement(*form, performance_changes, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn announcement(&mut self, form: Announcement, performance_changes: bool, source: Source) -> Decision {
        let Event::TermsChange { effective_at, .. } = *self.event else { return Decision::of(Verdict::Unregulated) };
        if form.ahead.is_some_and(|ahead| !self.announced_early_enough(effective_at, ahead, source)) {
            return Decision::of(Verdict::Refused);
        }
        let mut decision = Decision::of(Verdict::Permitted);
        decision.customer_may_reject = form.reject_when_performance_changes && performance_changes;
        decision.customer_may_dissolve = form.customer_may_dissolve;
        if let Some(period) = form.accepted_after {
            let announced = self.act_date();
            let last_day = period.after(announced);
            let last_day = self.on(last_day);
            let kind = DeadlineKind::TermsAcceptance;
            self.explain(source, || Calculation::Counted { kind, from: announced, period: Some(period), last_day });
            let mut deadline = self.day_deadline(kind, last_day, smallvec![source]);
            deadline.moves_with_act = true;
            decision.deadlines.push(deadline);
        }
        decision
    }

    // The performance.

    pub(super) fn provider_change(&mut self, event: &ProviderChange) -> Decision {
        let decision = self.provider_change_by_terms(event);
        let due = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::ProviderNotice);
        if let (Some(notified), Some(due)) = (event.notified_at, due)
            && due.expires_at.is_some_and(|expires| notified >= expires)
        {
            let sources = due.sources.clone();
            self.find(FindingCode::NoticeLate, &sources);
        }
        decision
    }

    fn provider_change_by_terms(&mut self, event: &ProviderChange) -> Decision {
        let clauses = self.applying(Question::ProviderChange);
        for &(place, clause) in &clauses {
            if let Form::ChangeResponse(form) = &clause.form {
                return self.change_response(form, event, Source::Clause(place));
            }
        }
        let combined = self.combine(&clauses);
        combined.into_decision(self)
    }

    fn change_response(&mut self, form: &ChangeResponse, event: &ProviderChange, source: Source) -> Decision {
        let may_reject = event.essential || event.more_than_minor_disadvantage;
        let mut decision = Decision::of(Verdict::Permitted);
        decision.customer_may_reject = may_reject;
        for rule in [&form.notice, &form.alternative] {
            let deadline = self.deadline(rule, source);
            decision.deadlines.extend(deadline);
        }
        let response = self.deadline(&form.response, source);
        if let Some(rejected) = event.rejected_at {
            let in_time = response.as_ref().is_some_and(|d| self.in_time(rejected, d));
            if may_reject && in_time {
                let termination = self.deadline(&form.termination, source);
                decision.deadlines.extend(response);
                decision.deadlines.extend(termination);
                return decision;
            }
            decision.verdict = Verdict::Refused;
        }
        decision.deadlines.extend(response);
        decision
    }
}

/// The last civil day from which a period ahead is not later than `effective`.
pub(super) fn last_early_enough(effective: Date, ahead: Period) -> Option<Date> {
    let plain = ahead.before(effective)?;
    (-1..=4)
        .rev()
        .filter_map(|days| plain.plus_days(days))
        .find(|&day| ahead.after(day).is_some_and(|d| d <= effective))
}
