//! Office hours that differ: at which times of a week a notice counts as given at another instant.

use super::super::obligation::Witness;
use super::super::prove::words::both;
use super::pieces::answers;
use super::{Pair, Region, Window};
use crate::calendar::{Date, Holidays, Instant, Season, TimeOfDay};
use crate::evaluate::inspect;
use crate::facts::{Agreement, Event, Facts};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::forms::{Form, OfficeHours};
use crate::vocabulary::{Basis, Question};

/// A plain week.
const WEEK: (i32, u32, u32) = (2026, 2, 2);
/// The day from which on a holiday is sought.
const SPRING: (i32, u32, u32) = (2026, 5, 20);

/// A plain week, and the day of a holiday that would be a working day where there are any: each first day and how many.
fn days(holidays: Holidays) -> Vec<(Date, i64)> {
    let date = |(year, month, day)| Date::new(year, month, day);
    let year = (0..366).filter_map(|days| date(SPRING)?.plus_days(days));
    let holiday = year.into_iter().find(|day| holidays.is_holiday(*day) && holidays.week().has_date(*day));
    date(WEEK).map(|first| (first, 7)).into_iter().chain(holiday.map(|day| (day, 1))).collect()
}

/// The first days of a closing, after a day before it: one holds a day on which the office would open.
fn first_days(closed: Season) -> Option<(Date, i64)> {
    closed.from().in_year(WEEK.0)?.plus_days(-1).map(|before| (before, 4))
}

/// The times of a week at which a notice counts as given at another instant.
pub(super) fn regions(pair: &Pair<'_>) -> Vec<Region> {
    let (old, new) = (hours(pair.old, pair.question), hours(pair.new, pair.question));
    if old == new {
        return Vec::new();
    }
    let mut regions: Vec<Region> = Vec::new();
    let closings = old.iter().chain(&new).flat_map(|hours| hours.closed).flatten().filter_map(first_days);
    for (first, days) in days(pair.old.holidays).into_iter().chain(closings.collect::<Vec<_>>()) {
        let instants = instants(pair, first, days, old.iter().chain(&new));
        let mut open: Option<Region> = None;
        for at in instants {
            match (region(pair, at), &mut open) {
                (Some(_), Some(run)) => run.window.until = Some(at),
                (Some(found), none) => *none = Some(found),
                (None, run) => regions.extend(run.take().map(|run| closed(pair, run, at))),
            }
        }
        let end = first.plus_days(days).and_then(|day| pair.old.zone.start_of(day));
        if let (Some(run), Some(end)) = (open, end) {
            regions.push(closed(pair, run, end));
        }
    }
    regions
}

fn hours(policy: &Policy, question: Question) -> Vec<OfficeHours> {
    let clauses = policy.clauses_on(question).filter_map(|(_, clause)| match &clause.form {
        Form::OfficeHours(hours) => Some(*hours),
        _ => None,
    });
    clauses.collect()
}

/// Midnight of each day, and each opening and closing of either version.
fn instants<'h>(pair: &Pair<'_>, first: Date, days: i64, hours: impl Iterator<Item = &'h OfficeHours>) -> Vec<Instant> {
    let edges = hours.flat_map(OfficeHours::times).map(TimeOfDay::minutes);
    let mut minutes: Vec<u16> = edges.chain([0]).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let zone = &pair.old.zone;
    let dates = (0..days).filter_map(|n| first.plus_days(n));
    let at = |date: Date| minutes.iter().filter_map(|m| zone.at(date, TimeOfDay::new(*m)?)).collect::<Vec<_>>();
    dates.flat_map(at).collect()
}

/// The region that begins at an instant, if notices count as given at another one there.
fn region(pair: &Pair<'_>, at: Instant) -> Option<Region> {
    let (product, customer) = pair.class.first();
    let mut agreement = Agreement::new(customer, product, Cents::new(10_000), at.plus_hours(-24 * 14)?);
    agreement.starts_at = at.plus_hours(24 * 90);
    if !matches!(
        pair.question,
        Question::Cancellation | Question::Rescheduling | Question::Substitution | Question::BookingChange
    ) {
        return None;
    }
    let event = Event::plain(pair.question, at);
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).ok()?;
    let counts = |policy| inspect::effective(policy, pair.law, &facts);
    if counts(pair.old) == counts(pair.new) {
        return None;
    }
    let (old, new, _) = answers(pair.old, pair.new, pair.law, &facts)?;
    let difference = new.charged.unwrap_or_default().minus(old.charged.unwrap_or_default());
    let witness = Witness { agreement: facts.agreement().clone(), event: facts.event().clone(), basis: facts.basis() };
    let words = both("", "");
    Some(Region {
        question: pair.question,
        members: pair.class.members.clone(),
        window: Window { words, from_days_before: None, until_days_before: None, from: Some(at), until: None },
        price_from: Cents::ZERO,
        price_until: None,
        conditions: both("", ""),
        facts: Vec::new(),
        witness,
        old,
        new,
        difference,
    })
}

/// The region up to an instant, its window in words.
fn closed(pair: &Pair<'_>, mut region: Region, until: Instant) -> Region {
    let zone = &pair.old.zone;
    let moment = |at: Instant| {
        let (date, seconds) = zone.local(at);
        let time = u16::try_from(seconds / 60).ok().and_then(TimeOfDay::new).map(|t| t.to_string()).unwrap_or_default();
        (date, time)
    };
    region.window.until = Some(until);
    if let Some(from) = region.window.from {
        let ((first, begin), (last, end)) = (moment(from), moment(until));
        region.window.words = both(
            format!("notices from {:?} {begin} to {:?} {end}, as on {first}", first.weekday(), last.weekday()),
            format!("berichten zoals van {first} {begin} tot {last} {end}"),
        );
    }
    region
}
