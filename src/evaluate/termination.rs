//! Ending the agreement: by notice, by itself, for cause, and for force majeure.

use super::context::Context;
use super::outcome::Answer;
use crate::calendar::{Date, Period, Unit};
use crate::decision::{Calculation, Deadline, Decision, FindingCode, Source, Sources};
use crate::facts::table::{agreement, force_majeure};
use crate::law::LawRule;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{ForceMajeure, Form, Notice, NoticeEnd, NoticePeriod};
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

impl<'a> Context<'a> {
    pub(super) fn termination(&mut self) -> Decision {
        let clauses = self.applying(Question::Termination);
        let mut answer = self.combine(&clauses);
        self.leave_a_service(&mut answer);
        let mut decision = answer.into_decision(self);
        self.note_reducible_fee(&mut decision);
        decision
    }

    /// What a clause on notice says: that the agreement ends, and when.
    pub(super) fn notice(&mut self, notice: &Notice, source: Source, answer: &mut Answer) {
        answer.verdict = Some(Verdict::Permitted);
        match notice.ends {
            NoticeEnd::AgreedEnd => {
                let end = self.required(Anchor::EndsAt);
                let deadline = self.contract_end(self.date_of(end), false, smallvec![source]);
                answer.deadlines.push(deadline);
            }
            NoticeEnd::AfterNotice => {
                if let Some((period, sources)) = self.period_of_notice(notice, source) {
                    let deadline = self.end_after_notice(period, sources);
                    answer.deadlines.push(deadline);
                }
            }
            NoticeEnd::EndOfTerm => {
                if let Some((period, sources)) = self.period_of_notice(notice, source) {
                    let mut deadlines = self.end_of_term(period, sources);
                    answer.deadlines.append(&mut deadlines);
                }
            }
        }
    }

    /// The longest notice of whoever ends the agreement, where the law protects it: a consumer (L7).
    fn longest_notice(&self) -> Option<Period> {
        let protected = self.law_applies() && self.facts.is_consumer() && !self.facts.provider_acts();
        self.law.longest_notice().filter(|_| protected)
    }

    /// The first period that applies, a consumer's shortened to the longest that the law allows (L7).
    fn period_of_notice(&mut self, notice: &Notice, source: Source) -> Option<(Period, Sources)> {
        let period = notice.periods.iter().find(|p| self.notice_period_applies(p))?.period;
        if let Some(longest) = self.longest_notice()
            && self.ends_later(period, longest)
        {
            let law = Source::Law(LawRule::L7);
            self.explain(law, || Calculation::NoticeShortened { written: period, to: longest });
            self.find(FindingCode::LawOverridesTerms, &[source, law]);
            return Some((longest, smallvec![source, law]));
        }
        Some((period, smallvec![source]))
    }

    /// Whether a period of notice ends later than another.
    fn ends_later(&mut self, period: Period, than: Period) -> bool {
        let (notice, holidays) = (self.act_date(), self.policy.holidays);
        if !matches!(period.unit, Unit::Months | Unit::Years) {
            // Months differ in length, so that another day of notice may compare differently.
            self.act_date_before_next_day(notice);
        }
        period.after(notice, holidays) > than.after(notice, holidays)
    }

    fn notice_period_applies(&mut self, row: &NoticePeriod) -> bool {
        if row.customer.is_some_and(|customer| customer != self.facts.customer()) {
            return false;
        }
        if let Some(months) = row.term_at_most
            && self.term_months() > months
        {
            return false;
        }
        match row.through_year {
            None => true,
            Some(years) => {
                // The contract year runs from the conclusion to its anniversary (T4).
                let anniversary = self.date_of(self.facts.concluded_at()).plus_months(12 * i64::from(years));
                let anniversary = self.on(anniversary);
                self.act_date_before(anniversary)
            }
        }
    }

    fn term_months(&mut self) -> u32 {
        match self.facts.count(&agreement::TERM_MONTHS) {
            0 => {
                self.missing(agreement::TERM_MONTHS.path);
                1
            }
            months => months,
        }
    }

    fn end_after_notice(&mut self, period: Period, sources: Sources) -> Deadline {
        let from = self.act_date();
        let ends = period.after(from, self.policy.holidays);
        let ends = self.on(ends);
        if let Some(&source) = sources.last() {
            self.explain(source, || Calculation::NoticePeriod { period, from, ends });
        }
        self.contract_end(ends, true, sources)
    }

    /// The end of the first contract period whose last day for notice is not before the notice; for a consumer, after
    /// the first renewal can no longer be prevented, the terms' notice from any day on (L7).
    fn end_of_term(&mut self, period: Period, sources: Sources) -> Vec<Deadline> {
        let months = i64::from(self.term_months());
        let concluded = self.date_of(self.facts.concluded_at());
        if self.longest_notice().is_some() {
            let (_, first) = self.term(concluded, months, period);
            if self.missed(first) {
                let mut sources = sources;
                let law = Source::Law(LawRule::L7);
                if !sources.contains(&law) {
                    self.find(FindingCode::LawOverridesTerms, &[law]);
                    sources.push(law);
                }
                return vec![self.end_after_notice(period, sources)];
            }
        }
        let (end, last) = self.first_term_in_time(concluded, months, period);
        let kind = DeadlineKind::Notice;
        if let Some(&source) = sources.first() {
            self.explain(source, || Calculation::NoticePeriod { period, from: last, ends: end });
        }
        let notice = self.day_deadline(kind, last, sources.clone());
        vec![notice, self.contract_end(end, false, sources)]
    }

    /// The end of the first period, counted from 1, in time for the notice, and its last day for notice.
    fn first_term_in_time(&mut self, concluded: Date, months: i64, period: Period) -> (Date, Date) {
        let (year, month, _) = concluded.ymd();
        let (act_year, act_month, _) = self.act_date().ymd();
        let elapsed = i64::from(act_year - year) * 12 + i64::from(act_month) - i64::from(month);
        // Two periods before the one in which the notice falls none can be in time, so that the search is short.
        let mut k = (elapsed / months - 1).max(1);
        loop {
            let (end, last) = self.term(concluded, months * k, period);
            // A notice longer than the terms walks on past them; a date outside the calendar was reported, and stops it.
            if self.is_at_fault() || !self.missed(last) {
                return (end, last);
            }
            k += 1;
        }
    }

    /// The last day of a contract period that began with the conclusion, `months` long in all (T5: the day of the conclusion
    /// is its first), and the last day on which a notice of `period` still ends in it.
    fn term(&mut self, concluded: Date, months: i64, period: Period) -> (Date, Date) {
        let end = concluded.plus_months(months).and_then(|day| day.plus_days(-1));
        let end = self.on(end);
        let last = period.latest_before(end, self.policy.holidays);
        (end, self.on(last))
    }

    /// Whether the notice comes after a day.
    fn missed(&mut self, last: Date) -> bool {
        let next = last.plus_days(1);
        let next = self.on(next);
        !self.act_date_before(next)
    }

    pub(super) fn contract_end(&mut self, day: Date, moves_with_act: bool, sources: Sources) -> Deadline {
        Deadline { moves_with_act, ..self.day_deadline(DeadlineKind::ContractEnd, day, sources) }
    }

    // Force majeure.

    pub(super) fn force_majeure(&mut self) -> Decision {
        for (place, clause) in self.applying(Question::ForceMajeure) {
            if let Form::ForceMajeure(form) = &clause.form {
                return self.force_majeure_under(form, Source::Clause(place));
            }
        }
        Decision::of(Verdict::Unregulated)
    }

    fn force_majeure_under(&mut self, form: &ForceMajeure, source: Source) -> Decision {
        if form.permanent_only && !self.facts.so(&force_majeure::PERMANENT) {
            self.explain(source, || Calculation::Verdict(Verdict::Refused));
            return Decision::of(Verdict::Refused);
        }
        let began = self.date_of(self.facts.at(&force_majeure::BEGAN_AT));
        let allowed = match form.after {
            None => Some(began),
            Some(period) => {
                period.after(began, self.policy.holidays).and_then(|d| d.plus_days(i64::from(form.longer_than)))
            }
        };
        let allowed = self.on(allowed);
        let kind = DeadlineKind::TerminationAllowedFrom;
        self.explain(source, || Calculation::Counted { kind, from: began, period: form.after, last_day: allowed });
        let too_early = self.act_date_before(allowed);
        let mut decision = Decision::of(if too_early { Verdict::Refused } else { Verdict::Permitted });
        let deadline = self.day_deadline(kind, allowed, smallvec![source]);
        decision.deadlines.push(Deadline { expires_at: None, ..deadline });
        if !too_early {
            self.charges(&form.charges, source, &mut decision.charges);
            self.apply_ceiling(&mut decision.charges);
            self.settle(&mut decision);
        }
        decision
    }
}
