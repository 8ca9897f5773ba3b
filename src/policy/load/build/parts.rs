//! What several forms share: conditions, bounds, outcomes, charges, deadlines.

use super::cover::together;
use super::{Builder, FaultCode, allowed};
use crate::calendar::{Period, Season, Week};
use crate::policy::building_blocks::{
    Amount, Anchor, Bound, ChargeRule, Condition, Conditions, DayCondition, DayRule, DeadlineRule, Moves, Shorter,
    Span, TierBounds, Unit,
};
use crate::policy::forms::{CreditRule, Outcome};
use crate::policy::load::format::{
    ChargeTable, CreditTable, DayConditionTable, DayTable, DeadlineTable, MovesTable, MovingDay, OrEarlierTable,
    OutcomeTable, RefundTable, SeasonTable, ShorterTable, SummaryTable,
};
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::read::{At, Slot};
use crate::policy::load::values::{AnyPeriod, Ending, Text};
use crate::policy::{ProductSet, Summary};
use crate::vocabulary::{CreditOf, DecidedBy, Question, Verdict, both};
use std::ops::RangeInclusive;

/// The questions for which something must have a meaning.
pub(super) struct Scope {
    pub(super) questions: Vec<Question>,
    /// What it is about.
    pub(super) products: ProductSet,
}

impl Scope {
    /// Whether something is so for all questions.
    pub(super) fn all(&self, so: impl Fn(Question) -> bool) -> bool {
        self.questions.iter().all(|question| so(*question))
    }

    /// Whether a question is among them.
    pub(super) fn has(&self, question: Question) -> bool {
        self.questions.contains(&question)
    }

    /// The first question for which something is not so.
    pub(super) fn without(&self, so: impl Fn(Question) -> bool) -> Option<Question> {
        self.questions.iter().copied().find(|question| !so(*question))
    }
}

impl Builder<'_, '_> {
    /// Builds each item; none for an absent list.
    pub(super) fn list<T, U>(
        &mut self,
        list: &Slot<List<T>>,
        mut build: impl FnMut(&mut Self, &T) -> Option<U>,
    ) -> Option<Vec<U>> {
        match list {
            Slot::Absent => Some(Vec::new()),
            Slot::Faulty => None,
            Slot::Given(At { value: list, .. }) => self.items(list, &mut build),
        }
    }

    /// Builds each item, all of them even when one is at fault.
    pub(super) fn items<T, U>(
        &mut self,
        list: &List<T>,
        mut build: impl FnMut(&mut Self, &T) -> Option<U>,
    ) -> Option<Vec<U>> {
        let built: Vec<Option<U>> = list.items.iter().map(|item| build(self, &item.value)).collect();
        built.into_iter().collect::<Option<Vec<U>>>().filter(|_| list.whole)
    }

    /// The words of a list, each once.
    pub(super) fn distinct<T: Copy + PartialEq + std::fmt::Display>(&mut self, list: &List<T>) -> Vec<T> {
        let mut words = Vec::new();
        for At { value, span } in &list.items {
            if words.contains(value) {
                self.faults.warning(FaultCode::Repeated, *span, twice(value), None);
            } else {
                words.push(*value);
            }
        }
        words
    }

    pub(super) fn summary(&mut self, raw: &Slot<SummaryTable>) -> Option<Summary> {
        let SummaryTable { nl, en, span: _ } = raw.get()?;
        let text = |slot: &Slot<Text>| slot.get().map(|Text(text)| text.clone());
        // Text in one language serves for both.
        let either = text(nl).or_else(|| text(en))?;
        Some(Summary { nl: text(nl).unwrap_or_else(|| either.clone()), en: text(en).unwrap_or(either) })
    }

    /// What `when`, `unless` and `day` say; the last for tables that have it.
    pub(super) fn conditions(
        &mut self,
        when: &Slot<List<Condition>>,
        unless: &Slot<List<Condition>>,
        day: Option<&Slot<DayConditionTable>>,
        scope: &Scope,
    ) -> Conditions {
        let mut words = |slot: &Slot<List<Condition>>| {
            let Some(list) = slot.get() else { return Vec::new() };
            let mut meant = Vec::new();
            for At { value, span } in &list.items {
                if let Some(question) = scope.without(|question| allowed::knows_condition(question, *value)) {
                    let message = both!(
                        "`{question}` does not know whether `{value}`",
                        "`{question}` weet niet of `{value}` zo is"
                    );
                    self.error(FaultCode::QuestionCondition, *span, message);
                }
                meant.extend(self.condition(*value, *span, scope).map(|value| At { value, span: *span }));
            }
            self.distinct(&List { items: meant, whole: true })
        };
        let (when_words, unless_words) = (words(when), words(unless));
        let day = day.and_then(|slot| slot.get()).and_then(|raw| self.day_condition(raw, scope));
        let conditions = Conditions { when: when_words, unless: unless_words, day };
        if !together(&[&conditions], scope.products)
            && let Some(span) = unless.span().or(when.span())
        {
            self.error(
                FaultCode::Contradiction,
                span,
                both!("these conditions can never hold together", "deze voorwaarden gelden nooit samen"),
            );
        }
        conditions
    }

    /// What the day of an anchor must be.
    fn day_condition(&mut self, raw: &DayConditionTable, scope: &Scope) -> Option<DayCondition> {
        let DayConditionTable { of, on, from, until, season, time, span } = raw;
        if let Slot::Given(At { value, span }) = of {
            self.anchor(*value, *span, scope);
        }
        if on.is_absent() && from.is_absent() && until.is_absent() && season.is_absent() && time.is_absent() {
            let message = both!(
                "one of `on`, `from`, `until`, `season` or `time` is missing",
                "een van `on`, `from`, `until`, `season` of `time` ontbreekt"
            );
            self.error(FaultCode::MissingKey, *span, message);
        }
        if let (Some(from), Some(last)) = (from.get(), until.get())
            && from >= last
            && let Some(span) = until.span()
        {
            let message = both!("no day lies from {from} until {last}", "van {from} tot {last} ligt geen dag");
            self.error(FaultCode::DatesReversed, span, message);
        }
        let on = match on {
            Slot::Absent => Vec::new(),
            Slot::Faulty => return None,
            Slot::Given(at) => self.distinct(&at.value.0),
        };
        let (from, until) = (from.get().copied(), until.get().copied());
        let season = match season {
            Slot::Absent => None,
            Slot::Faulty => return None,
            Slot::Given(at) => Some(self.season(&at.value)?),
        };
        let time = match time {
            Slot::Absent => None,
            Slot::Faulty => return None,
            Slot::Given(At { value, span }) => {
                self.has_a_time(*of.get()?, *span);
                Some(self.part_of_day(value)?)
            }
        };
        Some(DayCondition { of: *of.get()?, on, from, until, season, time, span: *span })
    }

    /// A part of every year.
    pub(super) fn season(&mut self, raw: &SeasonTable) -> Option<Season> {
        let SeasonTable { from, until, span } = raw;
        let (from, until) = (*from.get()?, *until.get()?);
        let season = Season::new(from, until);
        if season.is_none() {
            let message = both!("no day lies from {from} until {until}", "van {from} tot {until} ligt geen dag");
            self.error(FaultCode::DatesReversed, *span, message);
        }
        season
    }

    /// The bounds `at_least`, `more_than`, `at_most` and `less_than`.
    pub(super) fn bounds(&mut self, slots: [&Slot<Ending>; 4], span: Span) -> Option<TierBounds> {
        if slots.iter().any(|slot| slot.is_faulty()) {
            return None;
        }
        let bound = |slot: &Slot<Ending>, inclusive| {
            slot.get().map(|Ending { period, at }| Bound { period: *period, at: *at, inclusive })
        };
        let [at_least, more_than, at_most, less_than] = slots;
        let bounds = TierBounds {
            lower: bound(at_least, true).or(bound(more_than, false)),
            upper: bound(at_most, true).or(bound(less_than, false)),
        };
        self.check_bounds(bounds, span).then_some(bounds)
    }

    pub(super) fn outcome(&mut self, raw: &OutcomeTable, scope: &Scope) -> Option<Outcome> {
        let OutcomeTable {
            verdict,
            charges,
            refund,
            credit,
            ceiling,
            deadlines,
            settles,
            customer_may_dissolve,
            customer_may_reject,
            decided_by,
            span: _,
        } = raw;
        let verdict = verdict.get_or(Verdict::Permitted);
        self.warn_of_idle_charges(verdict, charges.span().or(refund.span()));
        let settles = self.settles(settles, false, refund, credit);
        let credit = self.credit(credit, scope);
        let charges = self.charges_and_refund(charges, refund, scope);
        let deadlines = self.list(deadlines, |builder, deadline| builder.deadline(deadline, scope));
        Some(Outcome {
            verdict,
            charges: charges?,
            at_most_the_price: ceiling.get().is_some(),
            deadlines: deadlines?,
            settles,
            credit: credit?,
            customer_may_dissolve: customer_may_dissolve.get_or(false),
            customer_may_reject: customer_may_reject.get_or(false),
            decided_by: decided_by.get_or(DecidedBy::Provider),
        })
    }

    /// Whoever writes that what comes too late costs the price means another verdict.
    pub(super) fn warn_of_idle_charges(&mut self, verdict: Verdict, charges: Option<Span>) {
        let Some(span) = charges.filter(|_| matches!(verdict, Verdict::Refused | Verdict::Unregulated)) else {
            return;
        };
        let message = both!(
            "what is {verdict} charges nothing, so that `charges` has no effect",
            "bij `{verdict}` wordt niets gerekend, zodat `charges` niets doet"
        );
        let help = both!(
            "an act that is accepted at a price is `permitted`",
            "wat tegen een prijs wordt aanvaard, is `permitted`"
        );
        self.faults.warning(FaultCode::KeyWithoutEffect, span, message, Some(help));
    }

    /// The charges of an outcome, what is left after a refund before the others.
    pub(super) fn charges_and_refund(
        &mut self,
        charges: &Slot<List<ChargeTable>>,
        refund: &Slot<Box<RefundTable>>,
        scope: &Scope,
    ) -> Option<Vec<ChargeRule>> {
        let charges = self.list(charges, |builder, charge| builder.charge(charge, scope));
        let rest = match refund {
            Slot::Absent => None,
            Slot::Faulty => return None,
            Slot::Given(at) => Some(self.refund(&at.value, scope)?),
        };
        if let Some(rest) = &rest {
            self.report_parts_of_the_rest(rest, charges.as_deref().unwrap_or_default());
        }
        Some(rest.into_iter().chain(charges?).collect())
    }

    /// Reports charges that are a part of what a refund divides: two statements on one whole, each rounded its own way.
    fn report_parts_of_the_rest(&mut self, rest: &ChargeRule, charges: &[ChargeRule]) {
        let whole = rest.amount.bases().next();
        for charge in charges.iter().filter(|charge| charge.is_under_ceiling()) {
            let part = charge.amount.all().find(|term| matches!(term, Amount::Percent { .. } | Amount::Share { .. }));
            if part.is_some_and(|part| part.of_base() == whole) {
                let message = both!(
                    "`refund` says already what is charged, and a part of the same whole would be rounded apart",
                    "`refund` zegt al wat er wordt gerekend, en een deel van hetzelfde zou apart worden afgerond"
                );
                let help = both!(
                    "say in `refund` how much comes back after all charges, or leave `refund` out",
                    "zeg in `refund` hoeveel er na alle kosten terugkomt, of laat `refund` weg"
                );
                self.faults.error(FaultCode::KeyConflict, charge.span, message, Some(help));
            }
        }
    }

    /// Whether an outcome settles: what comes back and what becomes a credit is settled.
    pub(super) fn settles(
        &mut self,
        settles: &Slot<bool>,
        by_default: bool,
        refund: &Slot<Box<RefundTable>>,
        credit: &Slot<CreditTable>,
    ) -> bool {
        let given = [("refund", refund.is_absent()), ("credit", credit.is_absent())];
        let Some((name, _)) = given.into_iter().find(|(_, absent)| !absent) else { return settles.get_or(by_default) };
        if let Slot::Given(At { value: false, span }) = settles {
            let message = both!("`{name}` settles what was paid", "`{name}` rekent af wat er is betaald");
            self.error(FaultCode::KeyConflict, *span, message);
        }
        true
    }

    /// What becomes a credit; `Some(None)` where nothing does.
    pub(super) fn credit(&mut self, raw: &Slot<CreditTable>, scope: &Scope) -> Option<Option<CreditRule>> {
        let CreditTable { of, valid_for, after, span } = match raw {
            Slot::Absent => return Some(None),
            Slot::Faulty => return None,
            Slot::Given(at) => &at.value,
        };
        if valid_for.is_absent() != after.is_absent() {
            let message = both!(
                "`valid_for` and `after` go together: how long the credit can be used, and after what",
                "`valid_for` en `after` horen bij elkaar: hoe lang het tegoed geldt, en vanaf wanneer"
            );
            self.error(FaultCode::MissingKey, *span, message);
        }
        if let Slot::Given(At { value, span }) = after {
            self.anchor(*value, *span, scope);
        }
        if valid_for.is_faulty() || after.is_faulty() || of.is_faulty() {
            return None;
        }
        let valid = after.get().zip(valid_for.get()).map(|(anchor, period)| (*anchor, period.0));
        Some(Some(CreditRule { of: of.get_or(CreditOf::Rest), valid }))
    }

    pub(super) fn anchor(&mut self, anchor: Anchor, span: Span, scope: &Scope) {
        if let Anchor::Declared(id) = anchor {
            self.declared_anchor(id, span, scope);
        }
        if let Some(question) = scope.without(|question| allowed::knows_anchor(question, anchor)) {
            self.error(FaultCode::QuestionAnchor, span, does_not_know(question, anchor));
        }
    }

    pub(super) fn deadline(&mut self, raw: &DeadlineTable, scope: &Scope) -> Option<DeadlineRule> {
        let DeadlineTable {
            kind,
            after,
            before,
            period,
            or_earlier,
            next_working_day_at,
            shorter,
            moves,
            when,
            unless,
            day,
            products,
            span,
        } = raw;
        let anchors = self.anchors(after, before, scope);
        self.check_deadline_keys(raw);
        for anchor in anchors.iter().flatten() {
            let counted = period.get().map(|ending| ending.period);
            let nearer = shorter.get().and_then(|shorter| shorter.period.get()).map(|AnyPeriod(period)| *period);
            self.hours_from(*anchor, counted, *span);
            self.hours_from(*anchor, nearer, *span);
        }
        let or_earlier = or_earlier.get().map(|raw| self.or_earlier(raw, scope));
        let shorter = shorter.get().map(|ShorterTable { within, period, span: _ }| {
            Some(Shorter { within: within.get()?.0, period: period.get()?.0 })
        });
        let moves = moves.get().map(|raw| self.moves(raw));
        let conditions = self.conditions(when, unless, Some(day), scope);
        let products = self.products(products);
        let conditions = self.about(conditions, &products, scope);
        Some(DeadlineRule {
            kind: *kind.get()?,
            anchors: anchors?,
            backwards: !before.is_absent(),
            period: period.get().map(|ending| ending.period),
            at: period.get().and_then(|ending| ending.at),
            or_earlier: whole(or_earlier)?,
            next_working_day_at: next_working_day_at.get().copied(),
            shorter: whole(shorter)?,
            moves: whole(moves)?,
            conditions,
            products: products.types,
            span: *span,
        })
    }

    /// A civil day counted from an anchor.
    pub(super) fn day(&mut self, raw: &DayTable, scope: &Scope) -> Option<DayRule> {
        let DayTable { after, before, period, span: _ } = raw;
        for At { value, span } in [after, before].into_iter().filter_map(Slot::given) {
            self.anchor(*value, *span, scope);
        }
        Some(DayRule {
            anchor: *after.get().or(before.get())?,
            backwards: !before.is_absent(),
            period: period.get().map(|period| period.0),
        })
    }

    fn or_earlier(&mut self, raw: &OrEarlierTable, scope: &Scope) -> Option<(Anchor, Period)> {
        let OrEarlierTable { after, period, span: _ } = raw;
        if let Slot::Given(At { value, span }) = after {
            self.anchor(*value, *span, scope);
        }
        Some((*after.get()?, period.get()?.0))
    }

    fn anchors(
        &mut self,
        after: &Slot<OneOrMany<Anchor>>,
        before: &Slot<Anchor>,
        scope: &Scope,
    ) -> Option<Vec<Anchor>> {
        if let Slot::Given(At { value, span }) = before {
            self.anchor(*value, *span, scope);
            return Some(vec![*value]);
        }
        let OneOrMany(list) = after.get()?;
        for At { value, span } in &list.items {
            self.anchor(*value, *span, scope);
        }
        Some(self.distinct(list)).filter(|_| list.whole)
    }

    /// Reports keys of a deadline that cannot stand together.
    fn check_deadline_keys(&mut self, raw: &DeadlineTable) {
        let elapsed = |period: Period| period.elapsed().is_some();
        let period = raw.period.get().map(|ending| ending.period);
        let shorter = raw.shorter.get().and_then(|shorter| shorter.period.get()).map(|AnyPeriod(period)| *period);
        let elapses = period.is_some_and(elapsed) || shorter.is_some_and(elapsed);
        let others = [
            ("period", raw.period.span()),
            ("before", raw.before.span()),
            ("or_earlier", raw.or_earlier.span()),
            ("shorter", raw.shorter.span()),
            ("moves", raw.moves.span()),
        ];
        if !raw.next_working_day_at.is_absent() {
            for (name, span) in others.iter().filter_map(|(name, span)| Some((name, (*span)?))) {
                let message = both!(
                    "`{name}` cannot stand beside `next_working_day_at`",
                    "`{name}` kan niet naast `next_working_day_at` staan"
                );
                self.error(FaultCode::KeyConflict, span, message);
            }
        }
        if let (Some(_), Some(span)) = (raw.before.span(), raw.or_earlier.span()) {
            let message = both!(
                "`or_earlier` counts forwards and cannot stand beside `before`",
                "`or_earlier` telt vooruit en kan niet naast `before` staan"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        if let (true, Some(span)) = (raw.period.is_absent(), raw.shorter.span()) {
            let message = both!(
                "`shorter` needs `period`: what it is shorter than",
                "bij `shorter` hoort `period`: wat hij verkort"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        if let (Some(Ending { at: Some(_), .. }), Some(span)) = (raw.period.get(), raw.or_earlier.span()) {
            let message = both!(
                "`or_earlier` counts days, and `period` ends at a time of day",
                "`or_earlier` telt dagen, en `period` eindigt op een tijd van de dag"
            );
            self.error(FaultCode::KeyConflict, span, message);
        }
        if let (Some(period), Some(near)) = (period, shorter)
            && minutes_of(near, self.week).start() > minutes_of(period, self.week).end()
        {
            let message = both!(
                "the `shorter` period of {near} is longer than {period}",
                "de termijn van `shorter`, `{near}`, is langer dan `{period}`"
            );
            self.faults.warning(FaultCode::KeyConflict, raw.shorter.span().unwrap_or(raw.span), message, None);
        }
        for (name, span) in [("moves", raw.moves.span()), ("or_earlier", raw.or_earlier.span())] {
            if let (true, Some(span)) = (elapses, span) {
                let message = both!(
                    "`{name}` counts days, and this deadline counts minutes or hours",
                    "`{name}` telt dagen, en deze termijn telt minuten of uren"
                );
                self.error(FaultCode::KeyConflict, span, message);
            }
        }
    }

    fn moves(&mut self, raw: &MovesTable) -> Option<Moves> {
        let MovesTable { on, until, span: _ } = raw;
        let Slot::Given(At { value: NonEmpty(list), span }) = on else { return None };
        let days = self.distinct(list);
        if !days.contains(&MovingDay::Sunday) || !days.contains(&MovingDay::Holiday) {
            let help = both!(
                "use `on = [\"sunday\", \"holiday\"]`, or add `\"saturday\"`",
                "gebruik `on = [\"sunday\", \"holiday\"]`, of zet er `\"saturday\"` bij"
            );
            let message = both!(
                "a deadline that moves does so from Sundays and holidays",
                "een termijn die opschuift, doet dat van zondagen en feestdagen"
            );
            self.faults.error(FaultCode::WrongDeadline, *span, message, Some(help));
        }
        Some(Moves { saturday: days.contains(&MovingDay::Saturday), until: *until.get()? })
    }
}

/// That something is in a list already.
pub(super) fn twice(value: &impl std::fmt::Display) -> Summary {
    both!("`{value}` stands here twice", "`{value}` staat hier twee keer")
}

/// That a question does not know something.
pub(super) fn does_not_know(question: Question, what: impl std::fmt::Display) -> Summary {
    both!("`{question}` does not know `{what}`", "`{question}` kent `{what}` niet")
}

/// How many minutes a period has, at least and at most.
fn minutes_of(period: Period, week: Week) -> RangeInclusive<i64> {
    const DAY: i64 = 24 * 60;
    let count = i64::from(period.count);
    let most = DAY * period.most_days(week);
    match period.unit {
        Unit::Minutes => count..=count,
        Unit::Hours => 60 * count..=60 * count,
        Unit::Days | Unit::Weeks => most..=most,
        Unit::WorkingDays => DAY * count..=most,
        Unit::Months => 28 * DAY * count..=most,
        Unit::Years => 365 * DAY * count..=most,
    }
}

/// What was built, or nothing when there was nothing to build; `None` when building it failed.
pub(super) fn whole<T>(built: Option<Option<T>>) -> Option<Option<T>> {
    match built {
        None => Some(None),
        Some(built) => built.map(Some),
    }
}
