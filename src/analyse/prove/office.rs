//! Office hours and the tables behind them.
//!
//! Tables are proved without office hours: every number of days before the anchor is one on which a notice can count as
//! given, for some start. Office hours keep the order of notices, as long as a later notice never counts as given
//! earlier. Which instant a notice counts as depends on whether its day, and the days after it, are office days, working
//! days or neither; the runs of free days of the policy's calendar are walked over, each once. Where the order is
//! broken, an agreement is made whose table changes just there.

use super::super::breakpoints::parts::Anchored;
use super::super::breakpoints::{Case, Timeline, cases, parts};
use super::super::obligation::Invariant;
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::replay;
use super::words::both;
use crate::calendar::{Date, Holidays, Instant, TimeOfDay, is_weekend};
use crate::evaluate::inspect;
use crate::facts::{Agreement, Event, Facts};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::forms::{Form, OfficeHours};
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};

/// The first day that is walked over, a Monday that is a holiday in no calendar, and the year in which the runs are at
/// an end: after 28 years dates and weekdays meet as before.
const FIRST: (i32, u32, u32) = (2026, 2, 2);
const LAST_YEAR: i32 = 2054;

/// Looks at the order in which notices count as given, and at what that does to the tables.
pub(super) fn examine(subject: &Subject<'_>, prices: &[Cents], ledger: &mut Ledger) {
    let hours: Vec<OfficeHours> = subject
        .policy
        .clauses_on(subject.question)
        .filter_map(|(_, clause)| {
            let Form::OfficeHours(hours) = &clause.form else { return None };
            Some(*hours)
        })
        .collect();
    let mut swaps = Vec::new();
    for hours in &hours {
        for (first, days) in runs(subject.policy.holidays, hours) {
            swaps.extend(swapped(subject, *hours, first, days, ledger));
        }
    }
    let bounds = parts::bounds(subject.policy, subject.question);
    let mut tried: Vec<Anchored> = Vec::new();
    for swap in swaps {
        for bound in &bounds {
            // One holiday is as good as another.
            if !tried.contains(bound) && try_at(subject, &swap, bound, prices, ledger) {
                tried.push(*bound);
            }
        }
    }
}

/// Stretches of days to walk over, each with its length: a plain fortnight, and of each run of free days that the calendar
/// and the closings of the office have the first, with the days on both sides on which notices count.
fn runs(holidays: Holidays, hours: &OfficeHours) -> Vec<(Date, i64)> {
    let (year, month, day) = FIRST;
    let Some(first) = Date::new(year, month, day) else { return Vec::new() };
    let mut runs = vec![(first, 14)];
    let mut known: Vec<Vec<Option<bool>>> = Vec::new();
    let Some(mut from) = hours.opening_before(first, holidays) else { return runs };
    while let Some(next) = hours.opening_after(from, holidays).filter(|next| next.year() < LAST_YEAR) {
        let days = from.days_until(next);
        // Which of the free days the office is open on, or is closed at a weekend.
        let free: Vec<Option<bool>> = (1..days)
            .filter_map(|n| from.plus_days(n))
            .map(|day| hours.on(day, holidays).is_none().then(|| is_weekend(day)))
            .collect();
        let plain = free.is_empty() || !hours.names_days && free == [Some(true), Some(true)];
        if !plain && !known.contains(&free) {
            known.push(free);
            runs.push((from, days + 1));
        }
        from = next;
    }
    runs
}

/// Two notices of which the earlier one counts as given later.
struct Swap {
    earlier: Instant,
    later: Instant,
    /// When they count as given, the later one first.
    counts: (Instant, Instant),
}

/// Walks over some days and holds each notice against the one before.
fn swapped(subject: &Subject<'_>, hours: OfficeHours, first: Date, days: i64, ledger: &mut Ledger) -> Vec<Swap> {
    let zone = &subject.policy.zone;
    let edges = hours.times().into_iter().map(TimeOfDay::minutes);
    let mut minutes: Vec<u16> =
        edges.flat_map(|edge| [edge.saturating_sub(1), edge.min(1_439)]).chain([0, 1_439]).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let instants = (0..days).filter_map(|n| first.plus_days(n)).flat_map(|date| {
        minutes.iter().filter_map(move |minutes| zone.at(date, TimeOfDay::new(*minutes)?)).collect::<Vec<_>>()
    });
    let mut swaps = Vec::new();
    let mut before: Option<(Instant, Instant)> = None;
    for at in instants {
        let Some(counts) = counts_as(subject, at) else { continue };
        for invariant in [Invariant::DeadlinesForward, Invariant::MonotoneTiers] {
            ledger.decided(invariant);
        }
        if counts < at {
            // It cannot be shown on the tables, which are looked at without office hours.
            ledger.undecided(Invariant::DeadlinesForward, || {
                both(
                    format!("a notice at {at} counts as given before that"),
                    format!("een bericht van {at} telt eerder"),
                )
            });
        }
        if let Some((earlier, counted)) = before
            && zone.date_of(counted) > zone.date_of(counts)
        {
            swaps.push(Swap { earlier, later: at, counts: (counts, counted) });
        }
        before = Some((at, counts));
    }
    swaps
}

fn counts_as(subject: &Subject<'_>, at: Instant) -> Option<Instant> {
    let (product, customer) = subject.class.first();
    let facts = bare_facts(subject, product, customer, at)?;
    inspect::effective(subject.policy, subject.law, &facts)
}

fn bare_facts(subject: &Subject<'_>, product: ProductType, customer: CustomerType, at: Instant) -> Option<Facts> {
    let agreement = Agreement::new(customer, product, Cents::new(1), at);
    let moves = matches!(subject.question, Question::Rescheduling | Question::Substitution | Question::BookingChange);
    let question = if moves { subject.question } else { Question::Cancellation };
    Facts::new(agreement, Event::plain(question, at), Basis::TermsAndLaw).ok()
}

/// Agreements in which a bound parts the instants that the two notices count as.
fn parted(swap: &Swap, bound: &Anchored, policy: &Policy) -> Option<Timeline> {
    let (later, earlier) = swap.counts;
    let zone = &policy.zone;
    let period = bound.bound.period;
    let exact = match period.elapsed() {
        Some(minutes) => Some(later.plus_minutes(if bound.after { -minutes } else { minutes })?),
        None => None,
    };
    let plain = match (exact, bound.after) {
        (Some(at), _) => zone.date_of(at),
        (None, false) => period.after(zone.date_of(later), policy.holidays)?,
        (None, true) => period.before(zone.date_of(later), policy.holidays)?,
    };
    // Past any run of free days.
    let near = policy.holidays.week().most_days(1) + 2;
    let dates = (-near..=near).filter_map(|days| plain.plus_days(days));
    let by_hour = dates.flat_map(|date| (0..24).filter_map(move |hour| zone.at(date, TimeOfDay::new(hour * 60)?)));
    let beside =
        exact.into_iter().flat_map(|at| [-60, -1, 0, 1, 60].into_iter().filter_map(move |by| at.plus_secs(by)));
    by_hour.chain(beside).find_map(|anchor| {
        let line = Timeline::around(bound.anchor, anchor, swap.earlier)?;
        let edge = line.edge(bound, policy)?;
        (later < edge && edge <= earlier).then_some(line)
    })
}

/// Makes an agreement in which a bound parts the two notices, and looks whether the earlier one is then dearer.
fn try_at(subject: &Subject<'_>, swap: &Swap, bound: &Anchored, prices: &[Cents], ledger: &mut Ledger) -> bool {
    let Some(line) = parted(swap, bound, subject.policy) else { return false };
    let all = cases(&[subject.policy], subject.question, subject.class.first(), line, Cents::ZERO).cases;
    all.iter().enumerate().any(|(order, case)| {
        let price = prices.iter().copied().find(|price| *price > Cents::ZERO && dearer(subject, case, swap, *price));
        if let Some(price) = price {
            ledger.broken(Invariant::MonotoneTiers, order, price, Some(swap.earlier), || Candidate {
                case: case.clone(),
                price,
                act: Some(swap.earlier),
                until: Some(swap.later),
                basis: Basis::TermsAndLaw,
                span: None,
                note: None,
            });
        }
        price.is_some()
    })
}

fn dearer(subject: &Subject<'_>, case: &Case, swap: &Swap, price: Cents) -> bool {
    let (agreement, event) = case.request(price, Some(swap.earlier));
    let witness = super::super::obligation::Witness { agreement, event, basis: Basis::TermsAndLaw };
    replay(subject.policy, subject.law, Invariant::MonotoneTiers, &witness).is_some()
}
