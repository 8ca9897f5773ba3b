//! The forms that are no tables of tiers and say nothing of liability.

use super::parts::Scope;
use super::{Builder, FaultCode};
use crate::calendar::{Date, Hours, Season, TimeOfDay, Weekday, YearDay};
use crate::policy::CustomerSet;
use crate::policy::building_blocks::{Anchor, DayKind, Span};
use crate::policy::forms::{
    Allocation, AllocationStep, Announcement, ChangeResponse, ForceMajeure, LossCase, Notice, NoticeEnd, NoticePeriod,
    OfficeHours, Outcome, PriceBand, PriceChange, SameAs, WithdrawalEffects, WithdrawalExtension, WithdrawalLoss,
    WithdrawalRight,
};
use crate::policy::load::format::{
    AllocationTable, AllocationWord, AnnouncementTable, ChangeResponseTable, CountedFrom, DeadlineTable, EndOf, Ends,
    ForceMajeureTable, LongerByTable, LossCaseTable, NoticePeriodTable, NoticeTable, OfficeHoursTable, OtherHoursTable,
    PriceChangeTable, PriceOf, SameAsTable, WithdrawalEffectsTable, WithdrawalExtensionTable, WithdrawalLossTable,
    WithdrawalRightTable,
};
use crate::policy::load::lists::{List, NonEmpty};
use crate::policy::load::read::{At, Slot};
use crate::policy::load::values::CivilPeriod;
use crate::policy::office_hours::MOST_CLOSINGS;
use crate::policy::pause::Lengthening;
use crate::vocabulary::{DeadlineKind, Verdict, both};

/// The period of an optional key.
pub(super) fn civil(slot: &Slot<CivilPeriod>) -> Option<crate::calendar::Period> {
    slot.get().map(|period| period.0)
}

impl Builder<'_, '_> {
    pub(super) fn same_as(&mut self, raw: &SameAsTable, scope: &Scope) -> Option<SameAs> {
        let SameAsTable { clauses, deadlines, span: _ } = raw;
        let clauses = clauses.get().map(|NonEmpty(list)| {
            let places: Vec<Option<u16>> = list
                .items
                .iter()
                .map(|At { value, span }| self.resolve_form(value, *span, &["outcome", "tiers"]))
                .collect();
            places.into_iter().collect::<Option<Vec<u16>>>().filter(|_| list.whole)
        });
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(SameAs { clauses: clauses??, deadlines: deadlines? })
    }

    pub(super) fn office_hours(&mut self, raw: &OfficeHoursTable) -> Option<OfficeHours> {
        let OfficeHoursTable { from, through, until, days, also, except_holidays, closed, span: _ } = raw;
        let mut week = [None; 7];
        let hours = self.hours(from, through, until);
        let names_days = !days.is_absent();
        if let (false, Some(span)) = (names_days, also.span()) {
            let message = both!(
                "`also` needs `days`: the days of the other hours",
                "bij `also` hoort `days`: de dagen van de andere uren"
            );
            self.error(FaultCode::MissingKey, span, message);
        }
        match days.get() {
            Some(NonEmpty(list)) => self.open_on(list, hours, &mut week),
            None => {
                for (day, open) in Weekday::ALL.into_iter().zip(&mut week) {
                    *open = hours.filter(|_| self.week.has(day));
                }
            }
        }
        for At { value, .. } in also.get().iter().flat_map(|NonEmpty(list)| &list.items) {
            let OtherHoursTable { days, from, through, until, span: _ } = value;
            let hours = self.hours(from, through, until);
            if let Some(NonEmpty(list)) = days.get() {
                self.open_on(list, hours, &mut week);
            }
        }
        let mut closings = [None; MOST_CLOSINGS];
        if let Some(NonEmpty(list)) = closed.get() {
            if let Some(At { span, .. }) = list.items.get(MOST_CLOSINGS) {
                let message = both!(
                    "more than the {MOST_CLOSINGS} closings that are allowed",
                    "meer dan de {MOST_CLOSINGS} sluitingen die mogen"
                );
                self.error(FaultCode::TooMany, *span, message);
            }
            for (place, At { value, .. }) in closings.iter_mut().zip(&list.items) {
                *place = self.season(value);
            }
            let is_open = |date: Date| closings.iter().flatten().all(|season: &Season| !season.contains(date));
            let mut year = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(2026, month, day)));
            if let (false, Some(span)) = (year.any(is_open), closed.span()) {
                let message = both!(
                    "the office is closed on every day of the year",
                    "het kantoor is elke dag van het jaar gesloten"
                );
                self.error(FaultCode::Contradiction, span, message);
            }
        }
        let faulty = days.is_faulty() || also.is_faulty() || closed.is_faulty();
        hours.filter(|_| !faulty)?;
        Some(OfficeHours { week, names_days, except_holidays: except_holidays.get_or(false), closed: closings })
    }

    /// Sets the hours of some days of the week, none of which has hours yet.
    fn open_on(&mut self, days: &List<DayKind>, hours: Option<Hours>, week: &mut [Option<Hours>; 7]) {
        for At { value, span } in &days.items {
            let Some(day) = DayKind::ALL.iter().position(|word| word == value) else { continue };
            let Some(known) = week.get_mut(day) else {
                let message = both!(
                    "a holiday is no day of the week: see `except_holidays`",
                    "een feestdag is geen dag van de week: zie `except_holidays`"
                );
                self.error(FaultCode::KeyConflict, *span, message);
                continue;
            };
            if known.is_some() {
                let message = both!("`{value}` has hours already", "`{value}` heeft al uren");
                self.error(FaultCode::Repeated, *span, message);
            }
            *known = hours;
        }
    }

    fn hours(&mut self, from: &Slot<TimeOfDay>, through: &Slot<TimeOfDay>, until: &Slot<TimeOfDay>) -> Option<Hours> {
        if let (Slot::Given(from), Slot::Given(through)) = (from, through) {
            if through.value < from.value {
                let message = both!(
                    "office hours end at {} before they begin at {}",
                    "de kantooruren eindigen om {}, voor zij om {} beginnen",
                    through.value,
                    from.value
                );
                self.error(FaultCode::HoursReversed, through.span, message);
            } else if through.value == TimeOfDay::END {
                self.no_minute(through.span);
            }
        }
        if let (Slot::Given(from), Slot::Given(until)) = (from, until)
            && until.value <= from.value
        {
            let message = both!(
                "office hours end at {} and begin at {}",
                "de kantooruren eindigen om {} en beginnen om {}",
                until.value,
                from.value
            );
            self.error(FaultCode::HoursReversed, until.span, message);
        }
        let after = through.get().and_then(|last| TimeOfDay::new(last.minutes() + 1));
        Some(Hours { from: *from.get()?, until: after.or(until.get().copied())? })
    }

    pub(super) fn withdrawal_right(&mut self, raw: &WithdrawalRightTable) -> Option<WithdrawalRight> {
        let WithdrawalRightTable {
            period,
            goods_from_receipt,
            digital_from_delivery,
            at_a_distance_only,
            function,
            customer,
            span: _,
        } = raw;
        Some(WithdrawalRight {
            period: civil(period)?,
            goods_from_receipt: goods_from_receipt.get_or(false),
            digital_from_delivery: digital_from_delivery.get_or(false),
            at_a_distance_only: at_a_distance_only.get_or(false),
            function: function.get_or(false),
            customer: *customer.get()?,
        })
    }

    pub(super) fn withdrawal_extension(&mut self, raw: &WithdrawalExtensionTable) -> Option<WithdrawalExtension> {
        let WithdrawalExtensionTable { longer, from_information, span: _ } = raw;
        Some(WithdrawalExtension { longer: civil(longer)?, from_information: civil(from_information)? })
    }

    pub(super) fn withdrawal_loss(&mut self, raw: &WithdrawalLossTable, scope: &Scope) -> Option<WithdrawalLoss> {
        let WithdrawalLossTable { case, span: _ } = raw;
        let NonEmpty(list) = case.get()?;
        Some(WithdrawalLoss { cases: self.items(list, |builder, case| builder.loss_case(case, scope))? })
    }

    fn loss_case(&mut self, raw: &LossCaseTable, scope: &Scope) -> Option<LossCase> {
        let LossCaseTable { products, when, unless, span } = raw;
        let conditions = self.conditions(when, unless, None, scope);
        if products.is_faulty() {
            return None;
        }
        let products = self.products(products);
        let conditions = self.about(conditions, &products, scope);
        Some(LossCase { products: products.types.iter().collect(), conditions, span: *span })
    }

    pub(super) fn withdrawal_effects(
        &mut self,
        raw: &WithdrawalEffectsTable,
        scope: &Scope,
    ) -> Option<WithdrawalEffects> {
        let WithdrawalEffectsTable { whole_amount_back, charges, deadlines, span: _ } = raw;
        let charges = self.list(charges, |builder, charge| builder.charge(charge, scope));
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(WithdrawalEffects {
            whole_amount_back: whole_amount_back.get_or(false),
            charges: charges?,
            deadlines: deadlines?,
        })
    }

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

    pub(super) fn price_change(&mut self, raw: &PriceChangeTable) -> Option<PriceChange> {
        let PriceChangeTable { verdict, not_before, not_within, up_to, of, once_in, announced_ahead, span } = raw;
        if up_to.is_absent() {
            for (name, place) in [("of", of.span()), ("once_in", once_in.span())] {
                if let Some(place) = place {
                    let message = both!("`{name}` needs `up_to`", "bij `{name}` hoort `up_to`");
                    self.error(FaultCode::KeyConflict, place, message);
                }
            }
            if let Some(place) = announced_ahead.span() {
                let message = both!(
                    "without `up_to` any increase is as of right, so that `announced_ahead` has no effect",
                    "zonder `up_to` mag elke verhoging, zodat `announced_ahead` niets doet"
                );
                self.faults.warning(FaultCode::KeyWithoutEffect, place, message, None);
            }
        } else if of.is_absent() {
            let message = both!(
                "`up_to` needs `of`: the price that it is a percentage of",
                "bij `up_to` hoort `of`: de prijs waarvan het een percentage is"
            );
            self.error(FaultCode::MissingKey, *span, message);
        }
        let as_of_right = match (up_to.get(), of.get()) {
            (Some(up_to), Some(of)) => {
                Some(PriceBand { up_to: *up_to, of_original: *of == PriceOf::Original, once_in: civil(once_in) })
            }
            (None, _) if up_to.is_absent() => None,
            _ => return None,
        };
        Some(PriceChange {
            verdict: verdict.get_or(Verdict::Permitted),
            not_before: civil(not_before),
            not_within: civil(not_within),
            as_of_right,
            announced_ahead: civil(announced_ahead),
        })
    }

    pub(super) fn allocation(&mut self, raw: &AllocationTable) -> Option<Allocation> {
        let AllocationTable { order, span: _ } = raw;
        let Slot::Given(At { value: NonEmpty(list), span }) = order else { return None };
        let words = self.distinct(list);
        if let Some(missing) = AllocationWord::ALL.iter().find(|word| !words.contains(word)) {
            let message = both!("the order lacks `{missing}`", "in de volgorde ontbreekt `{missing}`");
            self.error(FaultCode::MissingKey, *span, message);
        }
        let step = |word: &AllocationWord| match word {
            AllocationWord::Costs => AllocationStep::Costs,
            AllocationWord::Interest => AllocationStep::Interest,
            AllocationWord::Principal => AllocationStep::Principal,
        };
        Some(Allocation { order: words.iter().map(step).collect() })
    }

    pub(super) fn force_majeure(&mut self, raw: &ForceMajeureTable, scope: &Scope) -> Option<ForceMajeure> {
        let ForceMajeureTable {
            after,
            longer_than,
            permanent_only,
            charges,
            refund,
            credit,
            ceiling,
            deadlines,
            span: _,
        } = raw;
        if let (true, Some(true), Some(span)) = (after.is_absent(), longer_than.get(), longer_than.span()) {
            let message = both!(
                "`longer_than` needs `after`: what it must last longer than",
                "bij `longer_than` hoort `after`: langer dan wat het moet duren"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        let credit = self.credit(credit, scope);
        let charges = self.charges_and_refund(charges, refund, scope);
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(ForceMajeure {
            after: civil(after),
            longer_than: longer_than.get_or(false),
            permanent_only: permanent_only.get_or(false),
            outcome: Outcome {
                charges: charges?,
                at_most_the_price: ceiling.get().is_some(),
                deadlines: deadlines?,
                settles: true,
                credit: credit?,
                ..Outcome::bare(Verdict::Permitted)
            },
        })
    }

    pub(super) fn announcement(&mut self, raw: &AnnouncementTable) -> Option<Announcement> {
        let AnnouncementTable {
            ahead,
            accepted_after,
            reject_when_performance_changes,
            customer_may_dissolve,
            span: _,
        } = raw;
        Some(Announcement {
            ahead: civil(ahead),
            accepted_after: civil(accepted_after),
            reject_when_performance_changes: reject_when_performance_changes.get_or(false),
            customer_may_dissolve: customer_may_dissolve.get_or(false),
        })
    }

    pub(super) fn change_response(&mut self, raw: &ChangeResponseTable, scope: &Scope) -> Option<ChangeResponse> {
        let ChangeResponseTable { notice, alternative, response, termination, span: _ } = raw;
        let mut row = |slot: &Slot<DeadlineTable>, kind: DeadlineKind| {
            let row = self.deadline(slot.get()?, scope)?;
            if row.kind != kind {
                let message = both!(
                    "this deadline is of the kind `{kind}`, not `{}`",
                    "deze termijn is van de soort `{kind}`, niet `{}`",
                    row.kind
                );
                self.error(FaultCode::WrongDeadline, row.span, message);
            }
            Some(row)
        };
        let notice = row(notice, DeadlineKind::ProviderNotice);
        let alternative = row(alternative, DeadlineKind::AlternativeOffer);
        let response = row(response, DeadlineKind::CustomerResponse);
        let termination = row(termination, DeadlineKind::ProviderTermination);
        Some(ChangeResponse {
            notice: notice?,
            alternative: alternative?,
            response: response?,
            termination: termination?,
        })
    }
}
