//! What a sentence about one decision may need besides its step: the zone, the law, the names of invoices.

use super::dates::{self, ClockTime, CountOf, Day, DayAndTime};
use super::numbers::{self, Percentage};
use super::text::{Part, put, text};
use super::words;
use crate::calendar::{Date, Holidays, Instant, Period, TimeOfDay, Unit};
use crate::decision::{AllocationTarget, Calculation, Counts, Debt, Decision, HowOften, Instalment, Operand};
use crate::law::{AccrualPeriod, AccrualRate, ExactCents, Jurisdiction, MonthlySpan, PartOfMonth, Rate, ScaleBound};
use crate::money::{Cents, Locale, Money, Percent};
use crate::policy::Policy;
use crate::policy::payment::StepCosts;
use crate::vocabulary::DeadlineKind;
use std::borrow::Cow;

/// The decision that is written about, and the language.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) policy: &'a Policy,
    pub(super) law: &'a Jurisdiction,
    pub(super) decision: &'a Decision,
    pub(super) locale: Locale,
}

/// How a last day came about, as far as the days themselves tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// The period after the day.
    After(Period),
    /// The period before the day.
    Before(Period),
    /// The period from the day, which counts itself (T5).
    DayIncluded(Period),
    /// The period after the day, then on to a working day.
    AfterThenOn(Period),
    /// The period before the day, then on to a working day.
    BeforeThenOn(Period),
    /// Another count ended earlier than this period.
    EarlierThan(Period),
    /// The day itself.
    SameDay,
    /// The next working day.
    NextWorkingDay,
}

impl Counting {
    /// Reads it from the day counted from, the period and the result.
    pub(super) fn of(from: Date, period: Option<Period>, last_day: Date, holidays: Holidays) -> Counting {
        let Some(period) = period else {
            return if last_day == from { Counting::SameDay } else { Counting::NextWorkingDay };
        };
        let (after, before) = (period.after(from, holidays), period.before(from, holidays));
        if after == Some(last_day) && period.including_day {
            Counting::DayIncluded(Period::new(period.count, period.unit))
        } else if after == Some(last_day) {
            Counting::After(period)
        } else if before == Some(last_day) {
            Counting::Before(period)
        } else if after.is_some_and(|day| day < last_day) {
            Counting::AfterThenOn(period)
        } else if before.is_some_and(|day| day < last_day && last_day <= from && from.days_until(day) > -4) {
            Counting::BeforeThenOn(period)
        } else {
            Counting::EarlierThan(period)
        }
    }
}

impl Scene<'_> {
    /// The sum of a step, as a person would write it.
    pub(super) fn calculation(&self, calculation: &Calculation) -> String {
        let mut text = text!();
        match self.locale {
            Locale::En => super::english::calculation(&mut text, self, calculation),
            Locale::Nl => super::dutch::calculation(&mut text, self, calculation),
        }
        text
    }

    pub(super) fn eur(&self, amount: Cents) -> Money {
        Money { amount, currency: self.policy.currency, locale: self.locale }
    }

    /// An amount and what it is, unless it is the price, or what was computed before.
    pub(super) fn eur_of(&self, of: Operand) -> EurosOf {
        EurosOf(self.eur(of.amount), of.base.map_or(Cow::Borrowed(""), |base| words::base(base, self.locale)))
    }

    /// ` = ` and the result, unless it is what stands there already.
    pub(super) fn equals(&self, text: &mut String, amount: Cents, result: Cents) {
        if amount != result {
            put!(text, " = ", self.eur(result));
        }
    }

    /// Several amounts, with something between each two and something else before the last.
    pub(super) fn joined(&self, amounts: &[Cents], between: &str, before_last: &str) -> String {
        let mut text = text!();
        for (place, amount) in amounts.iter().enumerate() {
            let gap = match place {
                0 => "",
                place if place + 1 == amounts.len() => before_last,
                _ => between,
            };
            put!(&mut text, gap, self.eur(*amount));
        }
        text
    }

    pub(super) fn exact(&self, amount: &ExactCents) -> String {
        numbers::exact(amount, self.policy.currency, self.locale)
    }

    pub(super) fn percent(&self, percent: Percent) -> Percentage {
        Percentage { percent, locale: self.locale }
    }

    /// `2 × 3 × `, `(13 − 10) × `; nothing for ones.
    pub(super) fn times<'c>(&self, counts: &'c Counts) -> Times<'c> {
        Times(counts)
    }

    pub(super) fn exact_percent(&self, of: Cents, percent: Percent) -> String {
        numbers::exact_percent(of, percent, self.policy.currency, self.locale)
    }

    pub(super) fn rate(&self, rate: Rate) -> String {
        numbers::rate(rate, self.locale)
    }

    pub(super) fn day(&self, date: Date) -> Day {
        Day { date, locale: self.locale, named: false }
    }

    pub(super) fn weekday(&self, date: Date) -> Day {
        Day { named: true, ..self.day(date) }
    }

    pub(super) fn moment(&self, at: Instant) -> DayAndTime {
        dates::moment(&self.policy.zone, at, self.locale).written(self.locale, false)
    }

    pub(super) fn weekday_moment(&self, at: Instant) -> DayAndTime {
        dates::moment(&self.policy.zone, at, self.locale).written(self.locale, true)
    }

    pub(super) fn period(&self, period: Period) -> CountOf {
        CountOf::period(period, self.locale)
    }

    pub(super) fn days(&self, count: u64) -> CountOf {
        CountOf::days(count, self.locale)
    }

    /// The time of day at which a deadline ends on its last day: `24:00` unless the decision says another.
    pub(super) fn time_of_end(&self, kind: DeadlineKind, last_day: Date) -> ClockTime {
        let deadline = self.decision.deadlines.iter().find(|d| d.kind == kind && d.last_day == last_day);
        let end = deadline.and_then(|d| d.expires_at).map(|at| dates::end_moment(&self.policy.zone, at, self.locale));
        end.map_or(ClockTime::of(TimeOfDay::END), |end| end.time)
    }

    /// What a deadline is for.
    pub(super) fn deadline(&self, kind: DeadlineKind) -> &'static str {
        words::deadline(kind, self.locale)
    }

    /// What a deadline is for and its last day, where the decision gives it.
    pub(super) fn deadline_with_day(&self, kind: DeadlineKind) -> NameAndDay {
        let deadline = self.decision.deadlines.iter().find(|d| d.kind == kind);
        NameAndDay(self.deadline(kind), deadline.map(|deadline| self.day(deadline.last_day)))
    }

    /// `invoice 7: `, where there are several.
    pub(super) fn invoice(&self, place: u32) -> String {
        let invoices = self.decision.arrears.as_ref().map_or(&[][..], |a| a.by_invoice.as_slice());
        let invoice = usize::try_from(place).ok().and_then(|place| invoices.get(place));
        match invoice.filter(|_| invoices.len() > 1) {
            Some(invoice) => format!("{} {}: ", self.locale.pick("invoice", "factuur"), invoice.invoice_id),
            None => String::new(),
        }
    }

    /// What bears interest, where it is not the only invoice.
    pub(super) fn debt(&self, debt: Debt) -> String {
        match debt {
            Debt::Invoice(place) => self.invoice(place),
            Debt::Settlement => self.locale.pick("what is outstanding: ", "wat openstaat: ").to_owned(),
        }
    }

    /// `168 days at 12.5% a year`, `2 months and 5 of 30 days at 1% a month`.
    pub(super) fn borne(&self, period: &AccrualPeriod) -> String {
        let (at, a) = (self.locale.pick("at", "tegen"), self.locale.pick("a", "per"));
        match period.rate {
            AccrualRate::Yearly(rate) => {
                let year = self.locale.pick("year", "jaar");
                text!(self.days(period.days.into()), " ", at, " ", self.rate(rate), " ", a, " ", year)
            }
            AccrualRate::YearlyByTerms(percent) => {
                let year = self.locale.pick("year", "jaar");
                text!(self.days(period.days.into()), " ", at, " ", self.percent(percent), " ", a, " ", year)
            }
            AccrualRate::Monthly(percent, span) => {
                let month = self.locale.pick("month", "maand");
                text!(self.months(span), " ", at, " ", self.percent(percent), " ", a, " ", month)
            }
        }
    }

    /// `17 of 31 days, 3 months and 5 of 30 days`.
    fn months(&self, span: MonthlySpan) -> String {
        let part = |part: PartOfMonth| {
            let of = self.locale.pick("of", "van de");
            text!(part.days, " ", of, " ", self.days(part.of.into()))
        };
        let months = Period::new(span.months, Unit::Months);
        let whole = (span.months > 0).then(|| text!(self.period(months)));
        let parts: Vec<String> = [span.before.map(part), whole, span.after.map(part)].into_iter().flatten().collect();
        let and = self.locale.pick(" and ", " en ");
        match parts.split_last() {
            Some((last, first)) if !first.is_empty() => format!("{}{and}{last}", first.join(", ")),
            Some((only, _)) => only.clone(),
            None => String::new(),
        }
    }

    /// What a step against late payment costs: `€ 5.00`, `15% of € 120.40 = € 18.06, at least € 50.00: € 50.00`.
    pub(super) fn step_costs(&self, costs: StepCosts, open: Cents) -> String {
        let (of, least) = (self.locale.pick("of", "van"), self.locale.pick("at least", "ten minste"));
        match costs {
            StepCosts::Free => self.locale.pick("free of charge", "zonder kosten").to_owned(),
            StepCosts::Fixed(amount) => text!(self.eur(amount)),
            StepCosts::Percent(percent, minimum) => {
                let share = percent.of(open);
                let sum = text!(self.percent(percent), " ", of, " ", self.eur(open), " = ", self.eur(share));
                let total = costs.of(open);
                if total == share {
                    sum
                } else {
                    text!(sum, ", ", least, " ", self.eur(minimum), ": ", self.eur(total))
                }
            }
        }
    }

    /// When an instalment is asked and due.
    pub(super) fn payable(&self, instalment: &Instalment) -> String {
        words::payable(instalment, self.locale)
    }

    /// What a part of a payment pays.
    pub(super) fn paid_off(&self, place: usize) -> String {
        let part = self.decision.allocation.as_ref().and_then(|a| a.parts.get(place));
        part.map_or_else(String::new, |part| target(&part.to, self.locale))
    }

    /// The bound that replaced the sum of the bands of collection costs.
    pub(super) fn bound_of_costs(&self, principal: Cents) -> Option<ScaleBound> {
        self.law.collection_costs().and_then(|scale| scale.steps(principal.get()).bound)
    }
}

/// An amount and what it is.
#[derive(Clone, Debug)]
pub(super) struct EurosOf(Money, Cow<'static, str>);

impl Part for EurosOf {
    fn put(&self, text: &mut String) {
        put!(text, self.0, self.1.as_ref());
    }
}

/// How often something is charged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times<'c>(&'c Counts);

impl Part for Times<'_> {
    fn put(&self, text: &mut String) {
        for HowOften { count, beyond } in self.0.iter().copied() {
            match (count, beyond) {
                (1, 0) => {}
                (count, 0) => put!(text, count, " × "),
                (count, beyond) if count > beyond => put!(text, "(", count, " − ", beyond, ") × "),
                (..) => put!(text, "0 × "),
            }
        }
    }
}

/// What a deadline is for, and its last day where the decision gives it.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameAndDay(&'static str, Option<Day>);

impl Part for NameAndDay {
    fn put(&self, text: &mut String) {
        put!(text, self.0);
        if let Some(day) = self.1 {
            put!(text, " ", day);
        }
    }
}

/// What a payment pays off.
pub(super) fn target(to: &AllocationTarget, locale: Locale) -> String {
    match to {
        AllocationTarget::Costs => locale.pick("collection costs", "incassokosten").to_owned(),
        AllocationTarget::Interest => locale.pick("interest", "rente").to_owned(),
        AllocationTarget::Invoice(id) => format!("{} {id}", locale.pick("invoice", "factuur")),
    }
}

/// Elapsed time in whole seconds, as hours, minutes and seconds; of four days or more in days and hours.
pub(super) fn elapsed(seconds: u64, locale: Locale) -> String {
    const DAY: u64 = 24 * 3_600;
    let units = match locale {
        Locale::En => [("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")],
        Locale::Nl => [("dag", "dagen"), ("uur", "uur"), ("minuut", "minuten"), ("seconde", "seconden")],
    };
    // Nobody thinks of a week as so many hours; terms count up to three days in them.
    let counts = if seconds >= 4 * DAY {
        [seconds / DAY, seconds / 3_600 % 24, 0, 0]
    } else {
        [0, seconds / 3_600, seconds / 60 % 60, seconds % 60]
    };
    let parts: Vec<String> = units
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|((one, many), count)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    if parts.is_empty() { format!("0 {}", locale.pick("hours", "uur")) } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_tell_how_they_were_counted() {
        let day = |text| Date::parse(text).unwrap();
        let days = |text| Period::parse(text).unwrap();
        let dutch = Holidays::named("NL").unwrap();
        let (fortnight, month) = (days("14 days"), days("1 month"));
        for (from, period, last_day, counting) in [
            ("2026-03-12", Some(fortnight), "2026-03-26", Counting::After(fortnight)),
            ("2026-03-26", Some(fortnight), "2026-03-12", Counting::Before(fortnight)),
            (
                "2026-03-12",
                Some(days("14 days including the first day")),
                "2026-03-25",
                Counting::DayIncluded(fortnight),
            ),
            ("2026-03-12", Some(fortnight), "2026-03-30", Counting::AfterThenOn(fortnight)),
            ("2026-01-31", Some(month), "2026-02-28", Counting::After(month)),
            ("2026-03-12", Some(month), "2026-03-20", Counting::EarlierThan(month)),
            ("2026-03-12", Some(month), "2026-03-01", Counting::EarlierThan(month)),
            ("2026-03-12", None, "2026-03-12", Counting::SameDay),
            ("2026-03-12", None, "2026-03-13", Counting::NextWorkingDay),
        ] {
            assert_eq!(Counting::of(day(from), period, day(last_day), dutch), counting, "{from} {last_day}");
        }
        let three = days("3 days");
        let moved = Counting::of(day("2026-05-13"), Some(three), day("2026-05-11"), dutch);
        assert_eq!(moved, Counting::BeforeThenOn(three));
    }

    #[test]
    fn elapsed_time() {
        for (seconds, en, nl) in [
            (0, "0 hours", "0 uur"),
            (3_600, "1 hour", "1 uur"),
            (171_000, "47 hours 30 minutes", "47 uur 30 minuten"),
            (61, "1 minute 1 second", "1 minuut 1 seconde"),
            (345_599, "95 hours 59 minutes 59 seconds", "95 uur 59 minuten 59 seconden"),
            (345_600, "4 days", "4 dagen"),
            (345_661, "4 days", "4 dagen"),
            (604_800, "7 days", "7 dagen"),
            (838 * 3_600, "34 days 22 hours", "34 dagen 22 uur"),
        ] {
            assert_eq!((elapsed(seconds, Locale::En), elapsed(seconds, Locale::Nl)), (en.to_owned(), nl.to_owned()));
        }
    }
}
