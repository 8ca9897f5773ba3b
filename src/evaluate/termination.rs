//! Ending the agreement: by notice, by itself, for cause, and for force majeure.

use super::context::Context;
use super::outcome::OutcomeAnswer;
use crate::calendar::{Date, Period, Unit, YearDay};
use crate::decision::{Calculation, Deadline, Decision, FindingCode, Source, Sources};
use crate::facts::DeclaredValue;
use crate::facts::table::{agreement, force_majeure};
use crate::law::LawRule;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{ForceMajeure, Form, Notice, NoticeEnd, NoticePeriod};
use crate::policy::pause::Longer;
use crate::vocabulary::{DeadlineKind, Question, Verdict};
use smallvec::smallvec;

/// How an agreement comes to its end.
struct End {
    period: Period,
    from: Date,
    /// The day on which the period of notice ends.
    counted: Date,
    ends: Date,
    /// Whether a notice of the next day ends it a day later.
    moves: bool,
}

impl End {
    fn told(&self, least: Option<Date>) -> Calculation {
        let End { period, from, counted, ends, moves: _ } = *self;
        Calculation::NoticeEnd { period, from, counted, least: least.filter(|least| *least > counted), ends }
    }
}

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
    pub(super) fn notice(&mut self, notice: &Notice, source: Source, answer: &mut OutcomeAnswer) {
        answer.verdict = Some(Verdict::Permitted);
        match notice.ends {
            NoticeEnd::AgreedEnd => {
                let end = self.required(Anchor::EndsAt);
                let end = self.longer(notice, source).after(self.date_of(end));
                let end = self.on(end);
                let deadline = self.contract_end(end, false, smallvec![source]);
                answer.deadlines.push(deadline);
            }
            NoticeEnd::AfterNotice | NoticeEnd::EndOfTerm => {
                let row = notice.periods.iter().find(|row| self.notice_period_applies(notice, row));
                if let Some(row) = row {
                    let mut deadlines = self.ends_by(notice, row, source);
                    answer.deadlines.append(&mut deadlines);
                }
            }
        }
    }

    /// When the agreement ends by a notice.
    fn ends_by(&mut self, notice: &Notice, row: &NoticePeriod, source: Source) -> Vec<Deadline> {
        if row.minimum_term.is_some() || !row.ends_on.is_empty() {
            return self.end_when_it_can(notice, row, source);
        }
        let (period, sources) = self.period_of_notice(row.period, source);
        match notice.ends {
            NoticeEnd::EndOfTerm => self.end_of_term(notice, period, sources),
            NoticeEnd::AfterNotice | NoticeEnd::AgreedEnd => vec![self.end_after_notice(period, sources)],
        }
    }

    /// The longest notice of whoever ends the agreement, where the law protects it: a consumer (L7).
    fn longest_notice(&self) -> Option<Period> {
        let protected = self.law_applies() && self.facts.is_consumer() && !self.facts.provider_acts();
        self.law.longest_notice().filter(|_| protected)
    }

    /// A period of notice, a consumer's shortened to the longest that the law allows (L7).
    fn period_of_notice(&mut self, period: Period, source: Source) -> (Period, Sources) {
        if let Some(longest) = self.longest_notice()
            && self.ends_later(period, longest)
        {
            let law = Source::Law(LawRule::L7);
            self.explain(law, || Calculation::NoticeShortened { written: period, to: longest });
            self.find(FindingCode::LawOverridesTerms, &[source, law]);
            return (longest, smallvec![source, law]);
        }
        (period, smallvec![source])
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

    fn notice_period_applies(&mut self, notice: &Notice, row: &NoticePeriod) -> bool {
        if row.customer.is_some_and(|customer| customer != self.facts.customer()) {
            return false;
        }
        if let Some(months) = row.term_at_most
            && self.term_months() > months
        {
            return false;
        }
        row.in_first.is_none_or(|period| {
            // The first day counts, so that the period ends the day before its anniversary (T5).
            let (begins, longer) = (self.begins(notice), self.how_much_longer(notice));
            let anniversary = longer.anniversary(begins, period, self.policy.holidays);
            let anniversary = self.on(anniversary);
            self.act_date_before(anniversary)
        })
    }

    /// How much longer the agreement lasts than its terms say, told where it does.
    fn longer(&mut self, notice: &Notice, source: Source) -> Longer {
        let longer = self.how_much_longer(notice);
        if let Some(by) = longer.period() {
            self.explain(source, || Calculation::LastsLonger { by });
        }
        longer
    }

    fn how_much_longer(&mut self, notice: &Notice) -> Longer {
        let Some(lengthening) = notice.longer_by else { return Longer::default() };
        match self.declared(lengthening.per) {
            Some(DeclaredValue::Count(count)) => lengthening.times(count),
            _ => Longer::default(),
        }
    }

    /// The first day of the agreement, from which its years and periods count.
    fn begins(&mut self, notice: &Notice) -> Date {
        let at = self.required(notice.counted_from);
        self.date_of(at)
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

    /// The end of an agreement that lasts at least so long, or ends on some days of the year only: the first on which it can
    /// end after the period of notice.
    fn end_when_it_can(&mut self, notice: &Notice, row: &NoticePeriod, source: Source) -> Vec<Deadline> {
        let least = row.minimum_term.map(|term| {
            let (begins, longer) = (self.begins(notice), self.longer(notice, source));
            let least = longer.last_day(begins, term, self.policy.holidays);
            self.on(least)
        });
        let from = row.counts_from(self.act_date());
        let from = self.on(from);
        let end = self.end_after(from, row.period, least, &row.ends_on);
        if let Some(longest) = self.longest_notice() {
            let notice = self.act_date();
            let by_law = self.end_after(notice, longest, least, &[]);
            if by_law.ends < end.ends {
                return self.end_by_law(row, source, &end, &by_law);
            }
            // The law would end it later, until another end is the first that can be.
            if end.moves && !matches!(row.period.unit, Unit::Months | Unit::Years) {
                let from = self.act_date();
                self.act_date_before_next_day(from);
            }
        }
        let notice = self.act_date();
        if let Some(by_day) = row.by_day.filter(|_| from != notice) {
            self.explain(source, || Calculation::CountsNextMonth { notice, by_day, from });
        }
        self.explain(source, || end.told(least));
        self.ends_on(&end, row, smallvec![source])
    }

    /// The end by a period of notice: not before the least duration is over, and on one of some days where there are any.
    fn end_after(&mut self, from: Date, period: Period, least: Option<Date>, days: &[YearDay]) -> End {
        let counted = period.after(from, self.policy.holidays);
        let counted = self.on(counted);
        let earliest = least.map_or(counted, |least| counted.max(least));
        let ends = if days.is_empty() { earliest } else { self.on(YearDay::first_from(days, earliest)) };
        let moves = days.is_empty() && least.is_none_or(|least| counted > least);
        End { period, from, counted, ends, moves }
    }

    /// The end that the law allows a consumer, earlier than that of the terms (L7).
    fn end_by_law(&mut self, row: &NoticePeriod, source: Source, written: &End, by_law: &End) -> Vec<Deadline> {
        let (law, holidays) = (Source::Law(LawRule::L7), self.policy.holidays);
        // From some day on the terms end it no later than the law, or at another end.
        let before = written.ends.plus_days(-1).and_then(|day| by_law.period.latest_before(day, holidays));
        let bounds = [before, row.last_notice(written.ends, holidays).filter(|_| !written.moves)];
        for last in bounds.into_iter().flatten() {
            self.missed(last);
        }
        if written.moves && !matches!(row.period.unit, Unit::Months | Unit::Years) {
            self.act_date_before_next_day(by_law.from);
        }
        let (ends, to) = (written.ends, by_law.period);
        self.explain(law, || Calculation::EndBroughtForward { written: ends, to });
        self.find(FindingCode::LawOverridesTerms, &[source, law]);
        self.explain(law, || by_law.told(None));
        if !by_law.moves {
            let last = by_law.period.latest_before(by_law.ends, holidays);
            let last = self.on(last);
            self.missed(last);
        }
        vec![self.contract_end(by_law.ends, by_law.moves, smallvec![source, law])]
    }

    /// The deadlines of an end: where later notices end it on the same day, the last of them too.
    fn ends_on(&mut self, end: &End, row: &NoticePeriod, sources: Sources) -> Vec<Deadline> {
        if end.moves {
            return vec![self.contract_end(end.ends, true, sources)];
        }
        let last = row.last_notice(end.ends, self.policy.holidays);
        let last = self.on(last);
        self.missed(last);
        let notice = self.day_deadline(DeadlineKind::Notice, last, sources.clone());
        vec![notice, self.contract_end(end.ends, false, sources)]
    }

    /// The end of the first contract period whose last day for notice is not before the notice; for a consumer, after
    /// the first renewal can no longer be prevented, the terms' notice from any day on (L7).
    fn end_of_term(&mut self, notice: &Notice, period: Period, sources: Sources) -> Vec<Deadline> {
        let months = i64::from(self.term_months());
        let begins = self.begins(notice);
        let longer = match sources.first() {
            Some(source) => self.longer(notice, *source),
            None => self.how_much_longer(notice),
        };
        if self.longest_notice().is_some() {
            let (_, first) = self.term(begins, longer, months, period);
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
        let (end, last) = self.first_term_in_time(begins, longer, months, period);
        let kind = DeadlineKind::Notice;
        if let Some(&source) = sources.first() {
            self.explain(source, || Calculation::NoticePeriod { period, from: last, ends: end });
        }
        let notice = self.day_deadline(kind, last, sources.clone());
        vec![notice, self.contract_end(end, false, sources)]
    }

    /// The end of the first period, counted from 1, in time for the notice, and its last day for notice.
    fn first_term_in_time(&mut self, begins: Date, longer: Longer, months: i64, period: Period) -> (Date, Date) {
        let from = longer.after(begins);
        let (year, month, _) = self.on(from).ymd();
        // The period of notice that begins with the act ends in the term that is sought, or near it.
        let notice_ends = period.after(self.act_date(), self.policy.holidays);
        let (end_year, end_month, _) = self.on(notice_ends).ymd();
        let elapsed = i64::from(end_year - year) * 12 + i64::from(end_month) - i64::from(month);
        // Two terms before that one none can be in time, so that the search is short.
        let mut k = (elapsed / months - 1).max(1);
        loop {
            let (end, last) = self.term(begins, longer, months * k, period);
            // A date outside the calendar was reported, and stops it.
            if self.is_at_fault() || !self.missed(last) {
                return (end, last);
            }
            k += 1;
        }
    }

    /// The last day of a contract period, `months` long in all and so much longer (T5: the day on which it begins is its
    /// first), and the last day on which a notice of `period` still ends in it.
    fn term(&mut self, begins: Date, longer: Longer, months: i64, period: Period) -> (Date, Date) {
        let end = longer.months(begins, months).and_then(|day| day.plus_days(-1));
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

    fn force_majeure_under(&mut self, form: &'a ForceMajeure, source: Source) -> Decision {
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
            let outcome = &form.outcome;
            self.charges_of(outcome, source, &mut decision.charges);
            decision.deadlines.extend(self.deadlines(&outcome.deadlines, source));
            self.apply_ceiling(&mut decision);
            self.settle(&mut decision, outcome.credit.map(|credit| (credit, source)));
        }
        decision
    }
}
