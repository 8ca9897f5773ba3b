//! Ending the agreement by notice.

use super::walk::{Near, Seen, Walk};
use crate::calendar::{Date, Period, YearDay};
use crate::policy::building_blocks::Span;
use crate::policy::forms::{Notice, NoticeEnd, NoticePeriod};
use crate::policy::pause::Longer;
use crate::vocabulary::{Bilingual, DeadlineKind, both};

const SAME: Bilingual = Bilingual::new("lasts as long as it says", "duurt zo lang als er staat");
const LONGER: Bilingual = Bilingual::new("lasts longer", "duurt langer");

impl<'a> Walk<'a> {
    pub(super) fn notice(&mut self, span: Span, notice: &'a Notice) {
        for (index, row) in notice.periods.iter().enumerate() {
            let label = both!("period {}", "opzegtermijn {}", index + 1);
            let reached = |seen: &mut Seen<'a>| {
                let earlier = notice.periods.iter().take(index);
                seen.applies() && earlier.into_iter().all(|row| !runs(seen, notice, row))
            };
            let taken = |seen: &mut Seen<'a>| reached(seen) && runs(seen, notice, row);
            self.point(span, || both!("{label}: {} apply", "{label}: `{}` geldt", row.period; label), &taken);
            if let Some(first) = row.in_first {
                let place = |seen: &mut Seen<'a>| {
                    let near = Near::day(seen.acted_on()?, anniversary(seen, notice, first)?);
                    near.filter(|_| reached(seen) && of_customer(seen, row))
                };
                self.edge(span, &both!("the end of the first {first}, for {label}", "het einde van de eerste `{first}`, bij {label}"; label), &place);
            }
            if let Some(months) = row.term_at_most {
                let place = |seen: &mut Seen<'a>| {
                    let term = seen.facts.agreement().term_months;
                    Near::count(i64::from(term), i64::from(months)).filter(|_| reached(seen) && of_customer(seen, row))
                };
                self.edge(span, &both!("a term of {months} months, for {label}", "een looptijd van {months} maanden, bij {label}"; label), &place);
            }
            if let Some(term) = row.minimum_term {
                let place = |seen: &mut Seen<'a>| {
                    let (begins, holidays) = (seen.date_of(notice.counted_from)?, seen.policy.holidays);
                    let least = longer(seen, notice).last_day(begins, term, holidays)?;
                    Near::day(seen.acted_on()?, row.last_notice(least, holidays)?).filter(|_| taken(seen))
                };
                self.edge(span, &both!("the last notice that ends it with the {term} it lasts, by {label}", "de laatste opzegging tegen het einde van `{term}`, met {label}"; label), &place);
            }
            if !row.ends_on.is_empty() {
                let place = |seen: &mut Seen<'a>| near_last_notice(seen, row).filter(|_| taken(seen));
                self.edge(span, &both!("the last day of notice for a day of the end, by {label}", "de laatste dag om op te zeggen tegen een einddag, met {label}"; label), &place);
            }
        }
        if let Some(lengthening) = notice.longer_by {
            for (words, wanted) in [(SAME, false), (LONGER, true)] {
                let so = |seen: &mut Seen<'a>| seen.applies() && (seen.count_of(lengthening.per) > 0) == wanted;
                self.point(span, || words.into(), &so);
            }
        }
        if notice.ends == NoticeEnd::EndOfTerm {
            self.end_of_term(span, notice);
        }
    }

    fn end_of_term(&mut self, span: Span, notice: &'a Notice) {
        let place = |seen: &mut Seen<'a>| -> Option<Near> {
            let period = notice.periods.iter().find(|row| runs(seen, notice, row))?.period;
            let act = seen.acted_on().filter(|_| seen.applies())?;
            (1..=MOST_TERMS)
                .find_map(|k| Near::day(act, period.latest_before(term_end(seen, notice, k)?, seen.policy.holidays)?))
        };
        self.edge(span, &both!("the last day for notice", "de laatste dag om op te zeggen"), &place);
        let later = |seen: &mut Seen<'a>| {
            let end = seen.deadline(DeadlineKind::ContractEnd).map(|deadline| deadline.last_day);
            end.zip(term_end(seen, notice, 1)).is_some_and(|(end, first)| end > first)
        };
        self.point(
            span,
            || both!("ends with a later term than the first", "eindigt met een latere looptijd dan de eerste"),
            &later,
        );
    }
}

/// More terms than a case will wait for: ten years of months.
const MOST_TERMS: i64 = 120;

/// The last day of the term with this number, from 1: the day on which the agreement begins is the first of the term.
fn term_end(seen: &Seen<'_>, notice: &Notice, number: i64) -> Option<Date> {
    let months = i64::from(seen.facts.agreement().term_months);
    let begins = seen.date_of(notice.counted_from)?;
    longer(seen, notice).months(begins, months.checked_mul(number)?)?.plus_days(-1).filter(|_| months > 0)
}

/// How much longer the agreement lasts than its terms say.
fn longer(seen: &Seen<'_>, notice: &Notice) -> Longer {
    notice.longer_by.map(|longer| longer.times(seen.count_of(longer.per))).unwrap_or_default()
}

/// The first day after so long a time from the beginning, whose own day counts.
fn anniversary(seen: &Seen<'_>, notice: &Notice, first: Period) -> Option<Date> {
    longer(seen, notice).anniversary(seen.date_of(notice.counted_from)?, first, seen.policy.holidays)
}

/// Where the act lies to the last day of notice for the end that a notice of that day, or of the day before, leads to.
fn near_last_notice(seen: &Seen<'_>, row: &NoticePeriod) -> Option<Near> {
    let holidays = seen.policy.holidays;
    let act = seen.acted_on()?;
    let last = |day: Date| {
        let end = YearDay::first_from(&row.ends_on, row.period.after(row.counts_from(day)?, holidays)?)?;
        Near::day(act, row.last_notice(end, holidays)?)
    };
    last(act).or_else(|| last(act.plus_days(-1)?))
}

fn of_customer(seen: &Seen<'_>, row: &NoticePeriod) -> bool {
    row.customer.is_none_or(|customer| customer == seen.facts.agreement().customer)
}

/// Whether a period of notice applies.
fn runs(seen: &Seen<'_>, notice: &Notice, row: &NoticePeriod) -> bool {
    let before = |first| seen.acted_on().zip(anniversary(seen, notice, first)).is_some_and(|(act, after)| act < after);
    of_customer(seen, row)
        && row.term_at_most.is_none_or(|months| seen.facts.agreement().term_months <= months)
        && row.in_first.is_none_or(before)
}
