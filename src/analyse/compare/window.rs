//! When the act of a region takes place, in words and as instants of its representative.

use super::super::breakpoints::Case;
use super::super::breakpoints::parts::{self, Anchored};
use super::super::prove::words::{both, list};
use super::Pair;
use crate::calendar::{Instant, Unit, Zone};
use crate::evaluate::inspect;
use crate::facts::Event;
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::building_blocks::{Anchor, Bound, Mark};
use crate::vocabulary::{Basis, Question};

/// A window of instants of the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// In words, as in `from 42 to 29 days before the start`.
    pub words: Summary,
    /// Days from the first day of the window to the start; negative after it. `None`: from the conclusion on, or the
    /// window is not counted in days.
    pub from_days_before: Option<i64>,
    /// Days from the last day of the window, inclusive, to the start. `None`: for ever, or not counted in days.
    pub until_days_before: Option<i64>,
    /// The first instant, for the representative; `None`: the question has no act.
    pub from: Option<Instant>,
    /// The first instant after it; `None`: for ever.
    pub until: Option<Instant>,
}

/// One end of a window.
#[derive(Clone, PartialEq, Eq)]
enum Edge {
    Open,
    Days(i64),
    /// Elapsed time, in minutes.
    Elapsed(i64),
    /// What holds on the inner side of a bound that days do not tell, as in `at least 1 month before the start`.
    Bound(Summary),
}

impl Window {
    /// The window of a case between two instants of its act.
    pub(super) fn of(pair: &Pair<'_>, case: &Case, from: Option<Instant>, until: Option<Instant>) -> Window {
        let zone = &pair.old.zone;
        let first = case.event.act();
        if pair.question == Question::PaymentReview {
            return Window::of_default(zone, case, from, until);
        }
        let in_tables = [pair.old, pair.new].iter().any(|policy| !parts::bounds(policy, pair.question).is_empty());
        let Some(start) = case.agreement.starts_at.filter(|_| in_tables) else {
            return Window::dated(zone, first, from, until);
        };
        let named = |at: Instant, inside: Inside| bound_at(pair, case, at, inside).map(Edge::Bound);
        let begin = from
            .filter(|from| Some(*from) != first)
            .map_or(Edge::Open, |at| named(at, Inside::From).unwrap_or_else(|| edge(zone, at, at, start)));
        let end =
            until.map_or(Edge::Open, |at| named(at, Inside::Until).unwrap_or_else(|| edge(zone, at, at.prev(), start)));
        let days = |edge: &Edge| match edge {
            Edge::Days(days) => Some(*days),
            Edge::Open | Edge::Elapsed(_) | Edge::Bound(_) => None,
        };
        let (from_days_before, until_days_before) = (days(&begin), days(&end));
        Window { words: words(begin, end), from_days_before, until_days_before, from, until }
    }

    /// A window of days to look as of: when the invoice is due, which a table may count from the start.
    fn of_default(zone: &Zone, case: &Case, from: Option<Instant>, until: Option<Instant>) -> Window {
        let mut window = Window::dated(zone, case.event.act(), from, until);
        let due = match &case.event {
            Event::PaymentReview(review) => review.invoices.first().and_then(|invoice| invoice.due_on),
            _ => None,
        };
        if let (Some(due), Some(start)) = (due, case.agreement.starts_at) {
            let days = due.days_until(zone.date_of(start));
            window.words = both(
                format!("{}, due {days} days before the start", window.words.en),
                format!("{}, te betalen {days} dagen voor de start", window.words.nl),
            );
        }
        window
    }

    /// A window that is not counted from the start: the dates of the representative.
    fn dated(zone: &Zone, first: Option<Instant>, from: Option<Instant>, until: Option<Instant>) -> Window {
        let begin = from.filter(|from| Some(*from) != first).map(|at| zone.date_of(at));
        let end = until.map(|at| zone.date_of(at.prev()));
        let words = match (begin, end, first.map(|at| zone.date_of(at))) {
            (Some(begin), Some(end), Some(first)) => {
                let (from, to) = (first.days_until(begin), first.days_until(end));
                both(
                    format!("from day {from} to day {to} after {first}"),
                    format!("van dag {from} tot en met dag {to} na {first}"),
                )
            }
            (Some(begin), None, Some(first)) => {
                let from = first.days_until(begin);
                both(format!("from day {from} after {first} on"), format!("vanaf dag {from} na {first}"))
            }
            (None, Some(end), Some(first)) => {
                let to = first.days_until(end);
                both(format!("until day {to} after {first}"), format!("tot en met dag {to} na {first}"))
            }
            _ => both("at any time", "op elk moment"),
        };
        Window { words, from_days_before: None, until_days_before: None, from, until }
    }
}

/// On which side of a bound a window lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// From its edge on.
    From,
    /// Up to its edge.
    Until,
}

/// The bound whose edge is at an instant, where it counts neither whole days nor elapsed time before the start, in words.
fn bound_at(pair: &Pair<'_>, case: &Case, at: Instant, inside: Inside) -> Option<Summary> {
    let facts = case.facts(Cents::ZERO, case.event.act(), Basis::TermsOnly)?;
    for policy in [pair.bare_old, pair.bare_new] {
        for Anchored { anchor, after, bound } in parts::bounds(policy, pair.question) {
            let plain = matches!(bound.period.unit, Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks)
                && bound.at.is_none()
                && !bound.period.including_day;
            let Some(mark) =
                inspect::anchor(policy, pair.law, &facts, anchor).filter(|_| after || !plain || !is_start(anchor))
            else {
                continue;
            };
            let mark = Mark::new(mark, &policy.zone);
            for bound in [bound, bound.opposite()] {
                let edge = if after { bound.edge_after(mark, policy) } else { bound.edge_before(mark, policy) };
                if edge.and_then(|edge| edge.instant(&policy.zone)) == Some(at) {
                    // Acts up to the edge lie long before, and acts from it on long after.
                    return Some(side_of(bound, (inside == Inside::From) == after, anchor, after));
                }
            }
        }
    }
    None
}

/// Whether windows are counted from an anchor: from any other, a bound names its own.
const fn is_start(anchor: Anchor) -> bool {
    matches!(anchor, Anchor::StartsAt | Anchor::SessionStartsAt)
}

/// One side of a bound, as in `less than 1 month before the start`.
fn side_of(bound: Bound, long: bool, anchor: Anchor, after: bool) -> Summary {
    let (en, nl) = match (long, bound.inclusive) {
        (true, true) => ("at least", "minstens"),
        (true, false) => ("more than", "meer dan"),
        (false, true) => ("less than", "minder dan"),
        (false, false) => ("at most", "hoogstens"),
    };
    let of = match anchor {
        Anchor::StartsAt => both("the start", "de start"),
        Anchor::ConcludedAt => both("the conclusion", "het sluiten"),
        other => both(format!("`{other}`"), format!("`{other}`")),
    };
    let (word_en, word_nl) = if after { ("after", "na") } else { ("before", "voor") };
    both(format!("{en} {bound} {word_en} {}", of.en), format!("{nl} {} {word_nl} {}", bound.dutch(), of.nl))
}

/// A bound at midnight counts days, from the day that it is about; any other elapsed time.
fn edge(zone: &Zone, at: Instant, day: Instant, start: Instant) -> Edge {
    if zone.start_of(zone.date_of(at)) == Some(at) {
        Edge::Days(zone.date_of(day).days_until(zone.date_of(start)))
    } else {
        // A bound that includes its instant ends a nanosecond later.
        Edge::Elapsed((start.secs() - at.secs()) / 60)
    }
}

/// The unit in which all of some minutes are whole, and how many minutes one of it has.
fn elapsed_unit(all: &[i64]) -> (Unit, i64) {
    if all.iter().all(|minutes| minutes % 60 == 0) { (Unit::Hours, 60) } else { (Unit::Minutes, 1) }
}

/// Minutes of elapsed time, in hours where they are whole: `36 hours`.
fn elapsed(minutes: i64) -> Summary {
    let (unit, of) = elapsed_unit(&[minutes]);
    let count = minutes / of;
    both(format!("{count} {}", unit.names().1), format!("{count} {}", unit.dutch_names().1))
}

fn words(begin: Edge, end: Edge) -> Summary {
    match (begin, end) {
        (Edge::Open, Edge::Open) => both("at any time", "op elk moment"),
        (Edge::Days(a), Edge::Days(b)) if a == b => {
            both(format!("on day {a} before the start"), format!("op dag {a} voor de start"))
        }
        (Edge::Days(a), Edge::Days(b)) => both(
            format!("from {a} to {b} days before the start"),
            format!("van {a} tot en met {b} dagen voor de start"),
        ),
        (Edge::Elapsed(a), Edge::Elapsed(b)) => {
            let unit = elapsed_unit(&[a, b]);
            let (a, b) = (a / unit.1, b / unit.1);
            both(
                format!("from {a} to {b} {} before the start", unit.0.names().1),
                format!("van {a} tot {b} {} voor de start", unit.0.dutch_names().1),
            )
        }
        (begin @ Edge::Bound(_), end) | (begin, end @ Edge::Bound(_)) => {
            let side = |edge: Edge, en: &str, nl: &str| match edge {
                Edge::Open => None,
                Edge::Bound(words) => Some(words),
                Edge::Days(days) => {
                    Some(both(format!("{en} {days} days before the start"), format!("{nl} {days} dagen voor de start")))
                }
                Edge::Elapsed(minutes) => {
                    let period = elapsed(minutes);
                    Some(both(
                        format!("{en} {} before the start", period.en),
                        format!("{nl} {} voor de start", period.nl),
                    ))
                }
            };
            let sides = [side(begin, "from", "vanaf"), side(end, "until", "tot en met")];
            list(&sides.into_iter().flatten().collect::<Vec<_>>())
        }
        (begin, end) => {
            let side = |edge: Edge, en: &str, nl: &str| match edge {
                Edge::Open | Edge::Bound(_) => None,
                Edge::Days(days) => Some((format!("{en} {days} days"), format!("{nl} {days} dagen"))),
                Edge::Elapsed(minutes) => {
                    let period = elapsed(minutes);
                    Some((format!("{en} {}", period.en), format!("{nl} {}", period.nl)))
                }
            };
            let sides = [side(begin, "from", "vanaf"), side(end, "until", "tot")];
            let (en, nl): (Vec<_>, Vec<_>) = sides.into_iter().flatten().unzip();
            let (en, nl) = (en.join(" "), nl.join(" "));
            both(format!("{en} before the start"), format!("{nl} voor de start"))
        }
    }
}
