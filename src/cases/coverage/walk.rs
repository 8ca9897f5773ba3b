//! The walk over a policy: every point that cases should reach is met in a fixed order, either to be listed or to be
//! asked whether a decision reaches it. One walk serves both, so that the list and the hits cannot differ.

use crate::calendar::{Date, Hours, Instant, YearDay};
use crate::decision::{Deadline, Decision, Source};
use crate::evaluate::Probe;
use crate::facts::{DeclaredValue, Event, FactId, Facts};
use crate::law::Law;
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Bound, Condition, Conditions, DayCondition, Edge, Mark, Span};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::load::possible;
use crate::policy::people::{PartBound, PartBounds};
use crate::policy::{Clause, Policy, Summary};
use crate::vocabulary::{Bilingual, DeadlineKind, both};

use super::Point;

/// Where a day lies to a date.
const DAY_BEFORE: Bilingual = Bilingual::new("the day before", "op de dag voor");
const ON: Bilingual = Bilingual::new("on", "op");
const MINUTE_BEFORE: Bilingual = Bilingual::new("in the minute before", "in de minuut voor");
const AT: Bilingual = Bilingual::new("at", "om");

/// What a label names, without the colon after it.
pub(super) fn without_colon(label: &Summary) -> Summary {
    let bare = |text: &str| text.trim_end_matches(": ").to_owned();
    Summary { nl: bare(&label.nl), en: bare(&label.en) }
}

/// What a decision and its facts are asked.
pub(super) type Test<'t, 'a> = &'t dyn Fn(&mut Seen<'a>) -> bool;

/// What a decision and its facts say of something that lies before, at or after an edge.
pub(super) type NearEdge<'t, 'a> = &'t dyn Fn(&mut Seen<'a>) -> Option<Near>;

/// A decision and its facts, and how the clause at hand stands to them.
pub(super) struct Seen<'a> {
    pub(super) policy: &'a Policy,
    pub(super) facts: &'a Facts,
    pub(super) decision: &'a Decision,
    pub(super) probe: Probe<'a>,
    applying: Vec<u16>,
    /// Whether the clause is about the question.
    on_question: bool,
    pub(super) place: u16,
}

/// Near an edge: within a day or a second of it, as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Near {
    Before,
    At,
    After,
}

impl Near {
    const ALL: [(Near, Bilingual); 3] = [
        (Near::Before, Bilingual::new("just before", "net voor")),
        (Near::At, Bilingual::new("at", "op")),
        (Near::After, Bilingual::new("just after", "net na")),
    ];

    /// Where a day lies to an edge that is a day.
    pub(super) fn day(day: Date, edge: Date) -> Option<Near> {
        Near::count(edge.days_until(day), 0)
    }

    /// Where an instant lies to an edge that is one.
    pub(super) fn instant(at: Instant, edge: Instant) -> Option<Near> {
        let second = |secs| edge.plus_secs(secs);
        if at == edge {
            Some(Near::At)
        } else if second(-1).is_some_and(|from| from <= at) && at < edge {
            Some(Near::Before)
        } else {
            (edge < at && second(1).is_some_and(|until| at <= until)).then_some(Near::After)
        }
    }

    /// Where a count lies to an edge that is one.
    pub(super) fn count(count: i64, edge: i64) -> Option<Near> {
        match count.checked_sub(edge)? {
            -1 => Some(Near::Before),
            0 => Some(Near::At),
            1 => Some(Near::After),
            _ => None,
        }
    }
}

/// The walk.
pub(super) struct Walk<'a> {
    pub(super) policy: &'a Policy,
    /// The clause at hand.
    pub(super) place: u16,
    /// How many of the people may no longer come where the row at hand is taken.
    pub(super) people: PartBounds,
    seen: Option<Seen<'a>>,
    next: usize,
    points: Vec<Point>,
    hits: Vec<usize>,
}

impl<'a> Walk<'a> {
    /// All points of a policy.
    pub(super) fn list(policy: &'a Policy) -> Vec<Point> {
        Walk::over(policy, None).points
    }

    /// The numbers of the points that a decision reaches, ascending.
    pub(super) fn hits(policy: &'a Policy, law: &'a Law, facts: &'a Facts, decision: &'a Decision) -> Vec<usize> {
        let probe = Probe::new(policy, law, facts);
        let applying = probe.applying();
        let seen = Seen { policy, facts, decision, probe, applying, on_question: false, place: 0 };
        Walk::over(policy, Some(seen)).hits
    }

    fn over(policy: &'a Policy, seen: Option<Seen<'a>>) -> Walk<'a> {
        let mut walk = Walk {
            policy,
            place: 0,
            people: PartBounds::default(),
            seen,
            next: 0,
            points: Vec::new(),
            hits: Vec::new(),
        };
        for (place, clause) in (0..).zip(&policy.clauses) {
            walk.place = place;
            if let Some(seen) = &mut walk.seen {
                seen.place = place;
                seen.on_question = clause.questions.contains(&seen.facts.question());
            }
            walk.clause(clause);
        }
        walk
    }

    /// A point: what it is, and whether it is reached.
    pub(super) fn point(&mut self, span: Span, what: impl FnOnce() -> Summary, test: Test<'_, 'a>) {
        match &mut self.seen {
            None => self.points.push(Point { clause: self.place, span, what: what() }),
            Some(seen) => {
                if seen.on_question && test(seen) {
                    self.hits.push(self.next);
                }
            }
        }
        self.next += 1;
    }

    /// Two points: at an edge before which there is nothing, and just after it.
    pub(super) fn beginning(&mut self, span: Span, what: &Summary, place: NearEdge<'_, 'a>) {
        for (near, words) in Near::ALL.into_iter().filter(|(near, _)| *near != Near::Before) {
            self.point(span, || both!("{words} {what}", "{words} {what}"; words, what), &|seen| {
                place(seen) == Some(near)
            });
        }
    }

    /// Three points: just before an edge, at it and just after it.
    pub(super) fn edge(&mut self, span: Span, what: &Summary, place: NearEdge<'_, 'a>) {
        for (near, words) in Near::ALL {
            self.point(span, || both!("{words} {what}", "{words} {what}"; words, what), &|seen| {
                place(seen) == Some(near)
            });
        }
    }

    /// For each condition a point: it fails, where everything else holds. Conditions that cannot fail alone have none.
    pub(super) fn conditions(&mut self, span: Span, what: &Summary, conditions: &Conditions, rest: Test<'_, 'a>) {
        let known = |failing: Condition| {
            let when = conditions.when.iter().map(|c| (*c, *c != failing));
            when.chain(conditions.unless.iter().map(|c| (*c, *c == failing))).collect::<Vec<_>>()
        };
        for (so, named) in [(true, &conditions.when), (false, &conditions.unless)] {
            for failing in named.iter().filter(|failing| possible(&known(**failing))) {
                let other = |list: &[Condition]| list.iter().copied().filter(|c| c != failing).collect();
                let mut others = Conditions {
                    when: other(&conditions.when),
                    unless: other(&conditions.unless),
                    ..conditions.clone()
                };
                let flipped = if so { &mut others.unless } else { &mut others.when };
                flipped.push(*failing);
                let words = if so { Bilingual::new("without", "zonder") } else { Bilingual::new("with", "met") };
                let test = |seen: &mut Seen<'a>| seen.probe.all_hold(&others) && rest(seen);
                self.point(
                    span,
                    || both!("{what} {words} `{failing}`", "{what} {words} `{failing}`"; what, words),
                    &test,
                );
            }
        }
        for bound in conditions.when.iter().chain(&conditions.unless) {
            let Condition::Declared(DeclaredTest { fact, ask: Ask::AtLeast(least) }) = bound else { continue };
            // On both sides of the bound, not merely far from it.
            for count in [least.saturating_sub(1), *least] {
                let near = |seen: &mut Seen<'a>| seen.count_of(*fact) == count && rest(seen);
                self.point(span, || both!("{what}: `{fact}` is {count}", "{what}: `{fact}` is {count}"; what), &near);
            }
        }
        for bound in conditions.when.iter().chain(&conditions.unless) {
            let Condition::Declared(DeclaredTest { ask, .. }) = bound else { continue };
            match *ask {
                Ask::Costs(bound) => {
                    for price in [bound.minus(Cents::new(1)), bound] {
                        let near = |seen: &mut Seen<'a>| seen.facts.agreement().price == price && rest(seen);
                        self.point(
                            span,
                            || both!("{what}: the price is {price}", "{what}: de prijs is {price}"; what),
                            &near,
                        );
                    }
                }
                Ask::Delivered(PartBound { percent, .. }) => {
                    let at = |seen: &mut Seen<'a>| seen.delivers_exactly(percent) && rest(seen);
                    self.point(span, || both!("{what}: exactly {percent}% is delivered", "{what}: precies {percent}% is geleverd"; what), &at);
                }
                _ => {}
            }
        }
        if let Some(day) = &conditions.day {
            let others = Conditions { day: None, ..conditions.clone() };
            self.day(span, what, day, &|seen| seen.probe.all_hold(&others) && rest(seen));
        }
    }

    /// What the day of an anchor must be: it is not, and the days on both sides of a date.
    fn day(&mut self, span: Span, what: &Summary, day: &DayCondition, rest: Test<'_, 'a>) {
        let other = |seen: &mut Seen<'a>| {
            seen.clock_of(day.of).is_some_and(|at| !day.holds_at(at, seen.policy.holidays)) && rest(seen)
        };
        self.point(
            span,
            || match day.time {
                None => both!("{what} on another day of `{}`", "{what} op een andere dag van `{}`", day.of; what),
                Some(_) => both!("{what} at another time of `{}`", "{what} op een andere tijd van `{}`", day.of; what),
            },
            &other,
        );
        for date in [day.from, day.until].into_iter().flatten() {
            for (words, wanted) in [(DAY_BEFORE, Near::Before), (ON, Near::At)] {
                let near = |seen: &mut Seen<'a>| {
                    seen.date_of(day.of).and_then(|own| Near::day(own, date)) == Some(wanted) && rest(seen)
                };
                self.point(
                    span,
                    || both!("{what}: `{}` {words} {date}", "{what}: `{}` {words} {date}", day.of; what, words),
                    &near,
                );
            }
        }
        for turn in day.time.into_iter().flat_map(Hours::turns) {
            for (words, first) in [(MINUTE_BEFORE, turn.seconds() - 60), (AT, turn.seconds())] {
                let near = |seen: &mut Seen<'a>| {
                    let second = seen.clock_of(day.of).map(|(_, second)| second);
                    second.is_some_and(|second| (first..first + 60).contains(&second)) && rest(seen)
                };
                self.point(
                    span,
                    || both!("{what}: `{}` {words} {turn}", "{what}: `{}` {words} {turn}", day.of; what, words),
                    &near,
                );
            }
        }
        for turn in day.season.into_iter().flat_map(|season| [season.from(), season.until()]) {
            for (words, later) in [(DAY_BEFORE, 1), (ON, 0)] {
                let near = |seen: &mut Seen<'a>| {
                    let on = seen.date_of(day.of).and_then(|own| own.plus_days(later));
                    on.is_some_and(|on| YearDay::of(on) == turn) && rest(seen)
                };
                self.point(span, || both!("{what}: `{}` {words} {turn} of a year", "{what}: `{}` {words} {turn} van een jaar", day.of; what, words), &near);
            }
        }
    }
}

impl<'a> Seen<'a> {
    pub(super) fn event(&self) -> &'a Event {
        self.facts.event()
    }

    /// Whether so large a part of what was agreed is delivered, no more and no less.
    fn delivers_exactly(&self, percent: Percent) -> bool {
        let told = &self.facts.agreement().performance;
        let (delivered, total) = match told.total_units {
            None if told.fully_performed == Some(true) => (1, 1),
            None => (0, 1),
            Some(total) => (told.delivered_units.unwrap_or(0), total),
        };
        let reached = |inclusive| PartBound { percent, inclusive }.is_reached(delivered, total);
        reached(true) && !reached(false)
    }

    /// How many a count is that the policy declares.
    pub(super) fn count_of(&self, id: FactId) -> u32 {
        if let Some(count) = BuiltInCount::with_id(id) {
            return count.counted(self.facts.agreement(), self.event()).unwrap_or_default();
        }
        match self.policy.facts.said(self.facts.agreement(), id) {
            Some(DeclaredValue::Count(count)) => count,
            _ => 0,
        }
    }

    pub(super) fn source(&self) -> Source {
        Source::Clause(self.place)
    }

    /// Whether the clause applies and no other displaces it.
    pub(super) fn applies(&self) -> bool {
        self.applying.contains(&self.place)
    }

    /// Whether the facts meet what a clause asks of them, whether or not another displaces it.
    pub(super) fn meets(&mut self, clause: &Clause) -> bool {
        let agreement = self.facts.agreement();
        clause.customers.contains(agreement.customer)
            && clause.products.contains(agreement.product)
            && self.probe.all_hold(&clause.conditions)
    }

    /// The deadline of a kind that rests on the clause.
    pub(super) fn deadline(&self, kind: DeadlineKind) -> Option<&'a Deadline> {
        let source = self.source();
        self.decision.deadlines.iter().find(|deadline| deadline.kind == kind && deadline.sources.contains(&source))
    }

    pub(super) fn date(&self, at: Instant) -> Date {
        self.policy.zone.date_of(at)
    }

    /// The civil date of an anchor.
    pub(super) fn date_of(&self, anchor: Anchor) -> Option<Date> {
        self.probe.anchor(anchor).map(|at| self.date(at))
    }

    /// The civil date of an anchor, and the second of it.
    fn clock_of(&self, anchor: Anchor) -> Option<(Date, i64)> {
        self.probe.anchor(anchor).map(|at| self.policy.zone.local(at))
    }

    pub(super) fn concluded_on(&self) -> Date {
        self.date(self.facts.agreement().concluded_at)
    }

    /// The civil date of the act.
    pub(super) fn acted_on(&self) -> Option<Date> {
        self.probe.act().map(|at| self.date(at))
    }

    /// Where an act lies to the end of a deadline: counted in days, or in seconds where it ends within a day.
    pub(super) fn near_end(&self, deadline: &Deadline, act: Instant) -> Option<Near> {
        let expires = deadline.expires_at?;
        let next_day = deadline.last_day.plus_days(1).and_then(|day| self.policy.zone.start_of(day));
        if next_day == Some(expires) && !deadline.inclusive {
            Near::day(self.date(act), deadline.last_day)
        } else {
            Near::instant(act, expires)
        }
    }

    /// Where the act lies to the moment that a bound before an anchor is about: in days, in seconds where it is within a day.
    pub(super) fn near_before(&self, bound: Bound, anchor: Anchor) -> Option<Near> {
        self.near(Bound { inclusive: false, ..bound }.edge_before(self.mark(anchor)?, self.policy)?)
    }

    /// The same for a bound after an anchor.
    pub(super) fn near_after(&self, bound: Bound, anchor: Anchor) -> Option<Near> {
        self.near(Bound { inclusive: true, ..bound }.edge_after(self.mark(anchor)?, self.policy)?)
    }

    fn near(&self, edge: Edge) -> Option<Near> {
        let act = self.probe.act()?;
        match edge {
            Edge::Day(day) => Near::day(self.date(act), day),
            Edge::At(at) => Near::instant(act, at),
        }
    }

    fn mark(&self, anchor: Anchor) -> Option<Mark> {
        self.probe.anchor(anchor).map(|at| Mark::new(at, &self.policy.zone))
    }
}
