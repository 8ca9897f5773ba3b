//! Changes by the provider: of the price, of the terms, of the performance.

use super::context::Context;
use crate::calendar::{Date, Period};
use crate::decision::{Assumption, Calculation, Decision, FindingCode, Source};
use crate::facts::table::{price_increase, provider_change, terms_change};
use crate::law::LawRule;
use crate::money::Cents;
use crate::policy::forms::{Announcement, ChangeResponse, Form, PriceChange};
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

impl<'a> Context<'a> {
    // The price.

    pub(super) fn price_increase(&mut self) -> Decision {
        let decision = self.price_increase_by_terms();
        self.refuse_early_increase(decision)
    }

    /// A consumer's price does not rise within some months of the conclusion, unless the consumer may then leave or the law
    /// obliges to it (L10).
    fn refuse_early_increase(&mut self, decision: Decision) -> Decision {
        let allowed = decision.verdict.allows();
        let protects = allowed && !decision.customer_may_dissolve && self.law_applies() && self.facts.is_consumer();
        let Some(holds) = self.law.price_holds().filter(|_| protects) else { return decision };
        if self.facts.so(&price_increase::LEGAL_OBLIGATION) {
            return decision;
        }
        let effective = self.date_of(self.facts.at(&price_increase::EFFECTIVE_AT));
        let first = holds.after(self.date_of(self.facts.concluded_at()), self.policy.holidays);
        let first = self.on(first);
        if effective >= first {
            return decision;
        }
        let law = Source::Law(LawRule::L10);
        self.explain(law, || Calculation::EarlyIncrease { effective, first });
        self.find(FindingCode::LawOverridesTerms, &[law]);
        Decision::of(Verdict::Refused)
    }

    fn price_increase_by_terms(&mut self) -> Decision {
        let clauses = self.applying(Question::PriceIncrease);
        for &(place, clause) in &clauses {
            if let Form::PriceChange(form) = &clause.form {
                return self.price_change(form, Source::Clause(place));
            }
        }
        let combined = self.combine(&clauses);
        combined.into_decision(self)
    }

    fn price_change(&mut self, form: &PriceChange, source: Source) -> Decision {
        self.rely_on(source);
        let effective = self.date_of(self.facts.at(&price_increase::EFFECTIVE_AT));
        let concluded = self.date_of(self.facts.concluded_at());
        if form.not_before.is_some_and(|p| self.too_soon(effective, concluded, p, source)) {
            return Decision::of(Verdict::Refused);
        }
        if let Some(period) = form.not_within
            && let Some(previous) = self.previous_increase()
            && self.too_soon(effective, previous, period, source)
        {
            return Decision::of(Verdict::Refused);
        }
        if self.as_of_right(form, effective, source) {
            let verdict = form.verdict;
            self.explain_verdict(source, verdict);
            return Decision::of(verdict);
        }
        let Some(ahead) = form.announced_ahead else { return Decision::of(Verdict::Refused) };
        if !self.announced_early_enough(effective, ahead, source) {
            return Decision::of(Verdict::Refused);
        }
        Decision { customer_may_dissolve: true, ..Decision::of(Verdict::Permitted) }
    }

    /// Whether a day comes before a period after another has passed.
    fn too_soon(&mut self, day: Date, after: Date, period: Period, source: Source) -> bool {
        let first = period.after(after, self.policy.holidays);
        let first = self.on(first);
        let early_enough = day >= first;
        self.explain(source, || Calculation::Announced { on: after, effective: day, ahead: period, early_enough });
        !early_enough
    }

    fn previous_increase(&self) -> Option<Date> {
        self.facts.when(&price_increase::PREVIOUS_INCREASE_AT).map(|at| self.date_of(at))
    }

    /// The price before the increase: as it was agreed unless stated, an assumption.
    fn current_price(&mut self) -> Cents {
        self.facts.stated(&price_increase::CURRENT_PRICE).unwrap_or_else(|| {
            self.assume(Assumption::CurrentPriceAsAgreed);
            self.facts.price()
        })
    }

    fn as_of_right(&mut self, form: &PriceChange, effective: Date, source: Source) -> bool {
        let Some(band) = form.as_of_right else { return true };
        let of = if band.of_original { self.facts.price() } else { self.current_price() };
        let new_price = self.facts.amount(&price_increase::NEW_PRICE);
        let increase = new_price.minus(of).max(Cents::ZERO);
        let within = band.up_to.covers(increase, of);
        self.explain(source, || Calculation::Increase { from: of, to: new_price, up_to: Some(band.up_to), within });
        let in_turn = match (band.once_in, band.once_in.and_then(|_| self.previous_increase())) {
            (Some(period), Some(previous)) => !self.too_soon(effective, previous, period, source),
            _ => true,
        };
        within && in_turn
    }

    /// Whether the act, an announcement, comes at least so long before a change takes effect.
    fn announced_early_enough(&mut self, effective: Date, ahead: Period, source: Source) -> bool {
        let on = self.act_date();
        let first = ahead.after(on, self.policy.holidays);
        let early_enough = self.on(first) <= effective;
        self.explain(source, || Calculation::Announced { on, effective, ahead, early_enough });
        // The last day on which an announcement is early enough bounds the step; month ends make it irregular, so it is
        // sought among the few days around the plain count back.
        if let Some(last) = ahead.latest_before(effective, self.policy.holidays) {
            let next = last.plus_days(1);
            let next = self.on(next);
            self.act_date_before(next);
        }
        early_enough
    }

    // The terms.

    pub(super) fn terms_change(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::TermsChange) {
            if let Form::Announcement(form) = &clause.form {
                return self.announcement(*form, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn announcement(&mut self, form: Announcement, source: Source) -> Decision {
        self.rely_on(source);
        let effective = self.date_of(self.facts.at(&terms_change::EFFECTIVE_AT));
        if form.ahead.is_some_and(|ahead| !self.announced_early_enough(effective, ahead, source)) {
            return Decision::of(Verdict::Refused);
        }
        let mut decision = Decision::of(Verdict::Permitted);
        decision.customer_may_reject =
            form.reject_when_performance_changes && self.facts.so(&terms_change::PERFORMANCE_CHANGES);
        decision.customer_may_dissolve = form.customer_may_dissolve;
        if let Some(period) = form.accepted_after {
            let announced = self.act_date();
            let last_day = period.after(announced, self.policy.holidays);
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

    pub(super) fn provider_change(&mut self) -> Decision {
        let decision = self.provider_change_by_terms();
        let due = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::ProviderNotice);
        if let Some(due) = due
            && let Some(notified) = self.facts.when(&provider_change::NOTIFIED_AT)
            && let Some(expires) = due.expires_at
            && !(if self.act == Some(notified) { self.act_before(expires) } else { notified < expires })
        {
            let sources = due.sources.clone();
            self.find(FindingCode::NoticeLate, &sources);
        }
        decision
    }

    fn provider_change_by_terms(&mut self) -> Decision {
        let clauses = self.applying(Question::ProviderChange);
        for &(place, clause) in &clauses {
            if let Form::ChangeResponse(form) = &clause.form {
                return self.change_response(form, Source::Clause(place));
            }
        }
        let combined = self.combine(&clauses);
        combined.into_decision(self)
    }

    fn change_response(&mut self, form: &ChangeResponse, source: Source) -> Decision {
        self.rely_on(source);
        let may_reject = self.facts.so(&provider_change::ESSENTIAL) || self.facts.so(&provider_change::DISADVANTAGE);
        let mut decision = Decision::of(Verdict::Permitted);
        decision.customer_may_reject = may_reject;
        for rule in [&form.notice, &form.alternative] {
            let deadline = self.deadline(rule, source);
            decision.deadlines.extend(deadline);
        }
        let response = self.deadline(&form.response, source);
        if let Some(rejected) = self.facts.when(&provider_change::REJECTED_AT) {
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
