//! How an agreement ends by notice.

use super::forms::civil;
use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::calendar::YearDay;
use crate::policy::CustomerSet;
use crate::policy::building_blocks::{Anchor, Span};
use crate::policy::forms::{Notice, NoticeEnd, NoticePeriod};
use crate::policy::load::format::{CountedFrom, EndOf, Ends, LongerByTable, NoticePeriodTable, NoticeTable};
use crate::policy::load::lists::NonEmpty;
use crate::policy::load::read::{At, Slot};
use crate::policy::pause::Lengthening;
use crate::vocabulary::both;

impl Builder<'_, '_> {
    pub(super) fn notice(&mut self, raw: &NoticeTable, customers: CustomerSet, scope: &Scope) -> Option<Notice> {
        let NoticeTable { ends, counted_from, longer_by, period, span } = raw;
        let after_notice = ends.get().is_none_or(|ends| *ends == Ends::AfterNotice);
        let periods = match period.get() {
            Some(NonEmpty(list)) => self.items(list, |builder, raw| builder.notice_period(raw, after_notice)),
            None => period.is_absent().then(Vec::new),
        };
        let counted_from = match counted_from.get_or(CountedFrom::ConcludedAt) {
            CountedFrom::ConcludedAt => Anchor::ConcludedAt,
            CountedFrom::StartsAt => Anchor::StartsAt,
        };
        let ends = match ends.get()? {
            Ends::AfterNotice => NoticeEnd::AfterNotice,
            Ends::EndOfTerm => NoticeEnd::EndOfTerm,
            Ends::AgreedEnd => NoticeEnd::AgreedEnd,
        };
        let lengthening = match longer_by {
            Slot::Absent => Some(None),
            Slot::Faulty => None,
            Slot::Given(At { value, .. }) => self.longer_by(value, scope).map(Some),
        };
        let periods = periods?;
        let has_a_term = |row: &NoticePeriod| row.minimum_term.is_some() || row.in_first.is_some();
        if let (NoticeEnd::AfterNotice, false, Some(span)) = (ends, periods.iter().any(has_a_term), longer_by.span()) {
            let message = both!(
                "`longer_by` has no effect: a notice ends the agreement whenever it is given, and no `minimum_term` or `in_first` is made longer",
                "`longer_by` doet niets: een opzegging beëindigt de overeenkomst altijd, en er is geen `minimum_term` of `in_first` die langer wordt"
            );
            self.error(FaultCode::KeyWithoutEffect, span, message);
        }
        self.check_periods(ends, &periods, customers, period.span().unwrap_or(*span), *span);
        Some(Notice { ends, counted_from, longer_by: lengthening?, periods })
    }

    /// What makes an agreement last longer, by a count that the file declares.
    fn longer_by(&mut self, raw: &LongerByTable, scope: &Scope) -> Option<Lengthening> {
        let LongerByTable { period, per, span: _ } = raw;
        let (Slot::Given(length), Slot::Given(At { value: per, span })) = (period, per) else { return None };
        let (period, most) = (length.value.0, self.declared_count(*per, *span, scope)?);
        let dutch = period.dutch();
        if period.including_day {
            let message = both!(
                "`{period}` has no first day: it is added to another period",
                "`{dutch}` heeft geen eerste dag: het komt bij een andere periode"
            );
            self.error(FaultCode::BadPeriod, length.span, message);
            return None;
        }
        if i64::from(most).saturating_mul(period.most_days(self.week)) > Lengthening::MOST_DAYS {
            let message = both!(
                "{most} times {period} is more than a hundred years: bound `{per}` with `most`",
                "{most} keer {dutch} is meer dan honderd jaar: begrens `{per}` met `most`"
            );
            self.error(FaultCode::OutOfRange, *span, message);
            return None;
        }
        Some(Lengthening { period, per: *per })
    }

    fn notice_period(&mut self, raw: &NoticePeriodTable, after_notice: bool) -> Option<NoticePeriod> {
        let NoticePeriodTable { period, customer, in_first, term_at_most, minimum_term, end_of, on, by_day, span: _ } =
            raw;
        for (name, span) in [("minimum_term", minimum_term.span()), ("end_of", end_of.span()), ("on", on.span())] {
            if let (Some(span), false) = (span, after_notice) {
                let message = both!(
                    "`{name}` needs `ends = \"after_notice\"`: the end of a term is fixed by the term",
                    "bij `{name}` hoort `ends = \"after_notice\"`: het einde van een looptijd ligt met de looptijd vast"
                );
                self.error(FaultCode::KeyConflict, span, message);
            }
        }
        let ends_on = match (end_of.get(), on) {
            (Some(EndOf::Month), _) => YearDay::ends_of_months(),
            (Some(EndOf::Quarter), _) => YearDay::ends_of_quarters(),
            (Some(EndOf::Year), _) => YearDay::end_of_year(),
            (None, Slot::Given(at)) => self.distinct(&at.value.0),
            (None, Slot::Absent) => Vec::new(),
            (None, Slot::Faulty) => return None,
        };
        if let Some(span) = by_day.span().filter(|_| end_of.is_absent() && on.is_absent()) {
            let message = both!(
                "`by_day` needs `end_of` or `on`: it says in which month a notice counts",
                "bij `by_day` hoort `end_of` of `on`: het zegt in welke maand een opzegging telt"
            );
            self.error(FaultCode::MissingKey, span, message);
        }
        Some(NoticePeriod {
            period: civil(period)?,
            minimum_term: civil(minimum_term),
            ends_on,
            by_day: by_day.get().map(|day| day.0),
            customer: customer.get().copied(),
            in_first: civil(in_first),
            term_at_most: term_at_most.get().map(|count| count.0),
        })
    }

    fn check_periods(&mut self, ends: NoticeEnd, periods: &[NoticePeriod], who: CustomerSet, at: Span, table: Span) {
        if ends == NoticeEnd::AgreedEnd {
            if !periods.is_empty() {
                let message = both!(
                    "an agreement that ends by itself has no `period` of notice",
                    "een overeenkomst die vanzelf eindigt, heeft geen opzegtermijn: geen `period`"
                );
                self.error(FaultCode::KeyConflict, at, message);
            }
            return;
        }
        for customer in who.iter() {
            let always = |period: &NoticePeriod| {
                period.customer.is_none_or(|only| only == customer)
                    && period.in_first.is_none()
                    && period.term_at_most.is_none()
            };
            if !periods.iter().any(always) {
                let message = both!(
                    "no period of notice applies to every `{customer}`",
                    "er is geen opzegtermijn die voor elke `{customer}` geldt"
                );
                let help = both!(
                    "add a last `[[clause.notice.period]]` without `in_first` and `term_at_most`",
                    "zet er als laatste een `[[clause.notice.period]]` bij zonder `in_first` en `term_at_most`"
                );
                self.faults.error(FaultCode::NoticeGap, table, message, Some(help));
            }
        }
    }
}
