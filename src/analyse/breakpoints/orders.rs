//! In what order the bounds of a question part the acts. Between two neighbouring bounds every act is answered alike, so that
//! an agreement for each order, ties included, shows every combination of rows that can occur.
//!
//! Days and weeks come in one order, whenever the agreement starts. Where hours are among them, the order depends on the time
//! of day of the start, and on clock changes; where months or working days are, on its date: every date is looked at, of the
//! four years after which months repeat themselves, or of all years that facts may be of. Where bounds count from two
//! anchors, the one is put where each of its bounds meets each bound of the other, just before and just after.

use super::parts::{self, Anchored};
use super::timeline::{Timeline, spread};
use crate::analyse::Patience;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Holidays, Hours, Instant, Period, TimeOfDay, Unit, Zone};
use crate::facts::LIMITS;
use crate::policy::building_blocks::{Anchor, Bound, Condition, DayCondition};
use crate::policy::{Policy, Summary};
use crate::vocabulary::Question;
use std::collections::{BTreeSet, HashSet};

/// The bounds of a question, and the days that its clauses ask for, as far as a timeline sets their anchors.
pub(super) struct Orders<'p> {
    bounds: Vec<(Anchored, &'p Policy)>,
    days: Vec<(DayCondition, &'p Policy)>,
    /// The other anchors.
    foreign: BTreeSet<Anchor>,
    question: Question,
}

/// Which bounds come in what order, each with whether it falls together with the one before; and which days are as asked.
type Order = (Vec<(usize, bool)>, Vec<bool>);

/// Room for the order of the days of one date after another.
#[derive(Default)]
struct Ranks {
    days: Vec<i64>,
    sorted: Vec<i64>,
    order: Vec<u8>,
}

/// More agreements than this are not looked at.
const MOST_ORDERS: usize = 250;
/// Dates of four years, a leap year among them: how long months are repeats itself.
const FOUR_YEARS: (i32, i32) = (2026, 2029);
/// A year with its clock changes.
const YEAR: i32 = 2026;

impl<'p> Orders<'p> {
    pub(super) fn of(policies: &[&'p Policy], question: Question) -> Orders<'p> {
        let mut orders = Orders { bounds: Vec::new(), days: Vec::new(), foreign: BTreeSet::new(), question };
        for policy in policies {
            let started = parts::names(policy, question, Condition::Started).then_some(STARTED);
            for bound in parts::bounds(policy, question).into_iter().chain(started) {
                let known = |(other, of): &(Anchored, &Policy)| *other == bound && same_calendar(of, policy);
                if !is_set(bound.anchor) {
                    orders.foreign.insert(bound.anchor);
                } else if !orders.bounds.iter().any(known) {
                    orders.bounds.push((bound, policy));
                }
            }
            for day in parts::days(policy, question) {
                if is_set(day.of) {
                    orders.days.push((day, policy));
                } else {
                    orders.foreign.insert(day.of);
                }
            }
        }
        orders
    }

    /// Every bound.
    pub(super) fn bounds(&self) -> impl Iterator<Item = (Anchored, &'p Policy)> {
        self.bounds.iter().copied()
    }

    /// The most days that bounds can span.
    pub(super) fn furthest(&self) -> i64 {
        let most = |after: bool| {
            let of = self.bounds.iter().filter(|(bound, _)| bound.after == after);
            of.map(|(bound, policy)| bound.bound.period.most_days(policy.holidays.week())).max().unwrap_or(0)
        };
        most(false) + most(true)
    }

    /// Agreements that show every order, the given one first; and what is not varied.
    pub(super) fn lines(&self, base: Timeline, zone: &Zone, patience: &Patience) -> (Vec<Timeline>, Vec<Summary>) {
        let mut found = Found { lines: vec![base], orders: self.order(&base).into_iter().collect(), full: false };
        let anchors = self.anchors();
        let (main, others) = anchors.split_first().map_or((None, &[][..]), |(main, others)| (Some(*main), others));
        if let Some(main) = main {
            for at in self.marks(main, &base, zone, patience) {
                if patience.is_over() {
                    break;
                }
                patience.spend(self.bounds.len());
                found.add(self, base.moved(main, at), false);
            }
            for line in found.lines.clone() {
                for other in others {
                    if patience.is_over() {
                        break;
                    }
                    for at in self.meetings(&line, main, *other, zone).into_iter().take_while(|_| !patience.is_over()) {
                        patience.spend(self.bounds.len());
                        found.add(self, line.with(*other, at), true);
                    }
                }
            }
        }
        let mut unvaried = self.foreign_anchors();
        unvaried.extend(self.not_together(others));
        if found.full || patience.is_over() {
            unvaried.push(both(
                format!("the bounds on `{}` come in more orders than the analysis looks at", self.question),
                format!("de grenzen bij `{}` komen in meer volgorden voor dan de analyse bekijkt", self.question),
            ));
        }
        (found.lines, unvaried)
    }

    /// The order on a timeline; `None` where it leaves the calendar.
    fn order(&self, line: &Timeline) -> Option<Order> {
        let mut edges: Vec<(Instant, usize)> = Vec::with_capacity(self.bounds.len());
        for (place, (bound, policy)) in self.bounds.iter().enumerate() {
            edges.push((line.edge(bound, policy)?, place));
        }
        edges.sort_unstable();
        let before = std::iter::once(None).chain(edges.iter().map(|(at, _)| Some(*at)));
        let order = edges.iter().zip(before).map(|((at, place), before)| (*place, Some(*at) == before)).collect();
        let holds = |(day, policy): &(DayCondition, &Policy)| {
            let at = line.mark(day.of).map(|at| policy.zone.local(at));
            at.is_some_and(|at| day.holds_at(at, policy.holidays))
        };
        Some((order, self.days.iter().map(holds).collect()))
    }

    /// The anchors that bounds and days count from, and that a timeline sets: the one to vary first. A session that nothing
    /// else is compared with is the start.
    fn anchors(&self) -> Vec<Anchor> {
        let named = |anchor: Anchor| {
            self.bounds.iter().any(|(bound, _)| bound.anchor == anchor)
                || self.days.iter().any(|(day, _)| day.of == anchor)
        };
        let mut anchors = vec![Anchor::StartsAt, Anchor::EndsAt, Anchor::SessionStartsAt, Anchor::ConcludedAt];
        anchors.retain(|anchor| named(*anchor));
        let mut own: Vec<Anchor> = self.bounds.iter().map(|(bound, _)| bound.anchor).collect();
        own.extend(self.days.iter().map(|(day, _)| day.of));
        own.retain(|anchor| is_own(*anchor));
        own.sort_unstable();
        own.dedup();
        anchors.extend(own);
        anchors
    }

    /// Anchors that no timeline sets. The act itself, or what is the act, is varied on each of them.
    fn foreign_anchors(&self) -> Vec<Summary> {
        let name = |anchor: &&Anchor| {
            both(
                format!("`{anchor}`, which clauses on `{}` compare with, is not varied", self.question),
                format!("`{anchor}`, waarmee bepalingen bij `{}` vergelijken, wordt niet gevarieerd", self.question),
            )
        };
        let others = self.foreign.iter().filter(|anchor| {
            !matches!(anchor, Anchor::Act | Anchor::AnnouncedAt | Anchor::FiledAt | Anchor::NotifiedAt)
        });
        others.map(|anchor| name(&anchor)).collect()
    }

    /// What is varied one by one only.
    fn not_together(&self, others: &[Anchor]) -> Option<Summary> {
        let all = || {
            let anchors = self.anchors();
            anchors.iter().map(|anchor| format!("`{anchor}`")).collect::<Vec<_>>().join(", ")
        };
        let days_of_other = self.days.iter().any(|(day, _)| others.contains(&day.of))
            && self.bounds.iter().any(|(bound, _)| others.contains(&bound.anchor));
        let ambiguous = others.iter().any(|other| !self.is_ordered(*other));
        let counted_as_cancelled =
            self.question == Question::PaymentReview && self.bounds.iter().any(|(bound, _)| bound.after);
        (others.len() > 1 || days_of_other || ambiguous || counted_as_cancelled).then(|| {
            both(
                format!("{} on `{}` are not varied together", all(), self.question),
                format!("{} bij `{}` worden niet samen gevarieerd", all(), self.question),
            )
        })
    }

    fn of_anchor(&self, anchor: Anchor) -> impl Iterator<Item = &(Anchored, &'p Policy)> {
        self.bounds.iter().filter(move |(bound, _)| bound.anchor == anchor)
    }

    /// Whether the bounds of an anchor come in one order, whatever its date and time.
    fn is_ordered(&self, anchor: Anchor) -> bool {
        let kinds: BTreeSet<u8> = self.of_anchor(anchor).map(|(bound, _)| kind(bound.bound)).collect();
        kinds.len() < 2
    }

    /// Instants for the anchor that is varied first: dates and times of day at which its bounds come in another order, or on
    /// which the clauses ask for another day.
    fn marks(&self, main: Anchor, base: &Timeline, zone: &Zone, patience: &Patience) -> Vec<Instant> {
        let Some(at) = base.mark(main) else { return Vec::new() };
        if self.days.is_empty() && self.bounds.iter().all(|(bound, _)| bound.anchor == main) && self.is_ordered(main) {
            return Vec::new();
        }
        let times = self.times(main);
        let dates = self.dates(main, zone.date_of(at), patience);
        let mut marks = Vec::new();
        for date in dates {
            marks.extend(times.iter().filter_map(|time| zone.at(date, TimeOfDay::new(*time)?)));
        }
        if self.of_anchor(main).any(|(bound, _)| bound.bound.period.elapsed().is_some()) {
            marks.extend(self.near_clock_changes(zone, &times));
        }
        marks
    }

    /// Dates on which the bounds that count dates come in different orders, or the clauses ask for other days, one of each.
    fn dates(&self, main: Anchor, base: Date, patience: &Patience) -> Vec<Date> {
        let has = |units: &[Unit]| self.bounds.iter().any(|(bound, _)| units.contains(&bound.bound.period.unit));
        let (first, last) = if has(&[Unit::WorkingDays]) {
            (LIMITS.first_year, LIMITS.last_year)
        } else if has(&[Unit::Months, Unit::Years]) || self.days.iter().any(|(day, _)| day.of == main) {
            FOUR_YEARS
        } else {
            return vec![base];
        };
        let Some((first, last)) = Date::new(first, 1, 1).zip(Date::new(last, 12, 31)) else { return vec![base] };
        let all = (0..=first.days_until(last)).filter_map(|n| first.plus_days(n));
        let mut seen: HashSet<Vec<u8>> = HashSet::new();
        let (mut dates, mut ranks) = (Vec::new(), Ranks::default());
        for date in std::iter::once(base).chain(self.named_days(main)).chain(all) {
            if patience.is_over() {
                break;
            }
            self.rank(main, date, &mut ranks);
            patience.spend(ranks.days.len());
            if !seen.contains(&ranks.order) {
                seen.insert(ranks.order.clone());
                dates.push(date);
            }
        }
        dates
    }

    /// The days around those that the clauses name.
    fn named_days(&self, anchor: Anchor) -> Vec<Date> {
        let days = self.days.iter().map(|(day, _)| day).filter(|day| day.of == anchor);
        let turns = |day: &DayCondition| {
            let (first, _) = FOUR_YEARS;
            let base = Date::new(first, 1, 1);
            day.season.zip(base).into_iter().flat_map(|(season, base)| season.turns(base)).collect::<Vec<_>>()
        };
        let named = days.flat_map(|day| [day.from, day.until].into_iter().flatten().chain(turns(day)));
        named.flat_map(|date| (-8..=8).filter_map(move |days| date.plus_days(days))).collect()
    }

    /// In what order the days come that bounds are about, for a date of the anchor, and which days are as asked. Hours lie on
    /// one of some days.
    fn rank(&self, main: Anchor, date: Date, ranks: &mut Ranks) {
        let Ranks { days, sorted, order } = ranks;
        days.clear();
        order.clear();
        for (bound, policy) in self.of_anchor(main) {
            let sign = if bound.after { 1 } else { -1 };
            match counted(bound, date, policy.holidays) {
                Some(day) => days.push(date.days_until(day)),
                None => {
                    let whole = i64::from(bound.bound.period.count) / 24;
                    days.extend([whole, whole + 1, whole + 2].map(|days| sign * days));
                }
            }
        }
        let own = days.len();
        for (bound, policy) in self.bounds.iter().filter(|(bound, _)| bound.anchor != main) {
            for place in 0..own {
                let met = days.get(place).and_then(|day| date.plus_days(*day));
                let other = met.and_then(|day| uncounted(bound, day, policy.holidays));
                days.extend(other.map(|day| date.days_until(day)));
            }
        }
        sorted.clone_from(days);
        sorted.sort_unstable();
        sorted.dedup();
        let rank = |day: &i64| sorted.binary_search(day).ok().and_then(|rank| u8::try_from(rank).ok());
        order.extend(days.iter().map(|day| rank(day).unwrap_or(u8::MAX)));
        let of = self.days.iter().filter(|(day, _)| day.of == main);
        order.extend(of.map(|(day, policy)| u8::from(day.holds_on(date, policy.holidays))));
    }

    /// The times of day at which bounds of elapsed time fall on midnight, or on a time that another bound names, and at which
    /// clauses ask something else of the anchor; and between.
    fn times(&self, main: Anchor) -> Vec<u16> {
        let elapsed = self.of_anchor(main).filter_map(|(bound, _)| Some((bound.after, bound.bound.period.elapsed()?)));
        let minutes: Vec<i64> = elapsed.map(|(after, minutes)| if after { -minutes } else { minutes }).collect();
        let turns: Vec<i64> = self.turns(main).map(|time| i64::from(time.minutes())).collect();
        if minutes.is_empty() && turns.is_empty() {
            return vec![600];
        }
        let named = self.bounds.iter().filter_map(|(bound, _)| bound.bound.at).map(|time| i64::from(time.minutes()));
        times_of_start(&minutes, &named.chain([0]).collect::<Vec<_>>(), &turns)
    }

    /// The times of day at which clauses ask something else of an anchor.
    fn turns(&self, anchor: Anchor) -> impl Iterator<Item = TimeOfDay> {
        let days = self.days.iter().filter(move |(day, _)| day.of == anchor);
        days.filter_map(|(day, _)| day.time).flat_map(Hours::turns)
    }

    /// Dates behind both clock changes of a year, as far as elapsed time reaches, an hour beside each time of day.
    fn near_clock_changes(&self, zone: &Zone, times: &[u16]) -> Vec<Instant> {
        let elapsed = self.bounds.iter().filter(|(bound, _)| bound.bound.period.elapsed().is_some());
        let reach = elapsed
            .map(|(bound, policy)| bound.bound.period.most_days(policy.holidays.week()))
            .max()
            .unwrap_or(0)
            .min(40);
        let Some(first) = Date::new(YEAR, 1, 1) else { return Vec::new() };
        let days = (0..365).filter_map(|n| first.plus_days(n));
        let changes = days.filter(|day| {
            let offset = |day: Option<Date>| day.and_then(|day| zone.start_of(day)).map(|at| zone.offset_at(at));
            offset(Some(*day)) != offset(day.plus_days(1))
        });
        let beside =
            times.iter().flat_map(|time| [time.saturating_sub(60), *time, time + 60]).filter(|time| *time < 1_440);
        let beside: Vec<u16> = beside.collect();
        let dates = changes.flat_map(|day| (-reach..=reach).filter_map(move |n| day.plus_days(n)));
        dates.flat_map(|date| beside.iter().filter_map(move |time| zone.at(date, TimeOfDay::new(*time)?))).collect()
    }

    /// Where the other anchor must be for a bound of it to meet one of the first: just before, there and just after.
    fn meetings(&self, line: &Timeline, main: Anchor, other: Anchor, zone: &Zone) -> Vec<Instant> {
        let mut found: Vec<Instant> = line.mark(main).into_iter().collect();
        if self.days.iter().any(|(day, _)| day.of == other) {
            let week = line.mark(other).map(|at| zone.date_of(at)).into_iter();
            let week = week.flat_map(|date| (-14..=0).filter_map(move |days| date.plus_days(days)));
            let days = self.named_days(other).into_iter().chain(week);
            let turns: Vec<i64> = self.turns(other).map(|time| time.minutes().into()).collect();
            let times = if turns.is_empty() { vec![600] } else { times_of_start(&[], &[], &turns) };
            let at =
                |date: Date| times.iter().filter_map(|time| zone.at(date, TimeOfDay::new(*time)?)).collect::<Vec<_>>();
            found.extend(days.flat_map(at));
        }
        let edges: Vec<Instant> = self.of_anchor(main).filter_map(|(bound, policy)| line.edge(bound, policy)).collect();
        let times = self.bounds.iter().filter_map(|(bound, _)| bound.bound.at).map(TimeOfDay::minutes);
        let times: Vec<u16> = [600, 0, 1_439].into_iter().chain(times).collect();
        for (bound, policy) in self.of_anchor(other) {
            for edge in &edges {
                if let Some(minutes) = bound.bound.period.elapsed() {
                    let at = edge.plus_minutes(if bound.after { -minutes } else { minutes });
                    found.extend([-1, 0, 1].into_iter().filter_map(|second| at?.plus_secs(second)));
                    continue;
                }
                let Some(day) = uncounted(bound, policy.zone.date_of(*edge), policy.holidays) else { continue };
                let spread = spread(bound.bound.period, policy.holidays.week());
                let dates = (-spread..=spread).filter_map(|days| day.plus_days(days));
                found.extend(dates.flat_map(|date| {
                    times.iter().filter_map(move |time| policy.zone.at(date, TimeOfDay::new(*time)?))
                }));
            }
        }
        found
    }
}

/// What is found so far.
struct Found {
    lines: Vec<Timeline>,
    orders: BTreeSet<Order>,
    full: bool,
}

impl Found {
    fn add(&mut self, orders: &Orders<'_>, line: Option<Timeline>, repeats: bool) {
        let Some((line, order)) = line.and_then(|line| Some((line, orders.order(&line)?))) else { return };
        if self.lines.len() >= MOST_ORDERS {
            self.full |= !self.orders.contains(&order);
        } else if self.orders.insert(order) {
            self.lines.push(Timeline { repeats, ..line });
        }
    }
}

/// Whether the bounds of two policies part the acts alike.
fn same_calendar(a: &Policy, b: &Policy) -> bool {
    a.zone == b.zone && a.holidays == b.holidays
}

/// That performance was to start is a bound like any other: no time before it.
const STARTED: Anchored = Anchored {
    anchor: Anchor::StartsAt,
    after: false,
    bound: Bound { period: Period::new(0, Unit::Hours), at: None, inclusive: false },
};

/// Whether a timeline sets an anchor.
const fn is_set(anchor: Anchor) -> bool {
    matches!(anchor, Anchor::ConcludedAt | Anchor::StartsAt | Anchor::SessionStartsAt | Anchor::EndsAt)
        || is_own(anchor)
}

/// Whether an anchor is one of the event, or of the policy, that is varied by itself.
const fn is_own(anchor: Anchor) -> bool {
    matches!(
        anchor,
        Anchor::DiscoveredAt
            | Anchor::ArisenAt
            | Anchor::DeliveredAt
            | Anchor::InvoicedAt
            | Anchor::KnownAt
            | Anchor::Declared(_)
    )
}

/// Bounds of one kind come in one order.
fn kind(bound: Bound) -> u8 {
    let kind = match bound.period.unit {
        Unit::Minutes | Unit::Hours => 0,
        Unit::Days | Unit::Weeks => 1,
        Unit::WorkingDays => 2,
        Unit::Months | Unit::Years => 3,
    };
    let including_day = bound.period.including_day && kind > 1;
    kind + 4 * u8::from(including_day)
}

/// The day that a bound is about; `None` for elapsed time.
fn counted(bound: &Anchored, from: Date, holidays: Holidays) -> Option<Date> {
    let period = bound.bound.period;
    if bound.after { period.after(from, holidays) } else { period.before(from, holidays) }
}

/// The day from which a bound is about another; near it for months and working days. For elapsed time, the day before.
fn uncounted(bound: &Anchored, to: Date, holidays: Holidays) -> Option<Date> {
    let period = bound.bound.period;
    match (period.unit, bound.after) {
        (Unit::Minutes | Unit::Hours, after) => {
            let days = period.most_days(holidays.week()) - 1;
            to.plus_days(if after { -days } else { days })
        }
        (_, true) => period.before(to, holidays),
        (_, false) => period.after(to, holidays),
    }
}

/// Where elapsed time and days are mixed, which comes first depends on the time of day of the start: it changes where the
/// bound of elapsed time falls on a time that matters, midnight above all. One start on each, and one between each two, shows every
/// order. So do the times that clauses ask of the start.
fn times_of_start(elapsed: &[i64], named: &[i64], turns: &[i64]) -> Vec<u16> {
    let met = elapsed.iter().flat_map(|minutes| named.iter().map(move |time| (time + minutes).rem_euclid(1_440)));
    let mut edges: Vec<i64> = met.chain(turns.iter().copied()).chain([0, 1_439]).collect();
    edges.sort_unstable();
    edges.dedup();
    let between = edges.windows(2).filter_map(|pair| Some(pair.iter().sum::<i64>() / i64::try_from(pair.len()).ok()?));
    let mut times: Vec<i64> = std::iter::once(600).chain(between).chain(edges.iter().copied()).collect();
    times.dedup();
    times.into_iter().filter_map(|minutes| u16::try_from(minutes).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_lie_on_and_between_the_times_at_which_bounds_of_elapsed_time_are_midnight() {
        // 36 hours before noon is midnight; 48 hours before midnight, too.
        let mut times = times_of_start(&[36 * 60, 48 * 60], &[0], &[]);
        times.sort_unstable();
        times.dedup();
        assert_eq!(times, [0, 360, 600, 720, 1_079, 1_439]);
        assert!(times_of_start(&[7 * 60], &[0], &[]).contains(&420));
        assert!(times_of_start(&[45], &[0], &[]).contains(&45));
        // 24 hours before 17:30 is 17:30.
        assert!(times_of_start(&[24 * 60], &[0, 1_050], &[]).contains(&1_050));
        // Before noon, at noon, and after it.
        let times = times_of_start(&[], &[0], &[720]);
        assert!(times.contains(&720) && times.contains(&600) && times.iter().any(|time| *time > 720));
    }
}
