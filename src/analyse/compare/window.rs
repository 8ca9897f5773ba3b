//! When the act of a region takes place, in words and as instants of its representative.

use super::super::breakpoints::{Case, parts};
use super::super::prove::words::both;
use super::Pair;
use crate::calendar::{Instant, Zone};
use crate::facts::Event;
use crate::policy::Summary;
use crate::vocabulary::Question;

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
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Open,
    Days(i64),
    Hours(i64),
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
        let begin = from.filter(|from| Some(*from) != first).map_or(Edge::Open, |at| edge(zone, at, at, start));
        let end = until.map_or(Edge::Open, |at| edge(zone, at, at.prev(), start));
        let days = |edge: Edge| match edge {
            Edge::Days(days) => Some(days),
            Edge::Open | Edge::Hours(_) => None,
        };
        Window { words: words(begin, end), from_days_before: days(begin), until_days_before: days(end), from, until }
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

/// A bound at midnight counts days, from the day that it is about; any other hours.
fn edge(zone: &Zone, at: Instant, day: Instant, start: Instant) -> Edge {
    if zone.start_of(zone.date_of(at)) == Some(at) {
        Edge::Days(zone.date_of(day).days_until(zone.date_of(start)))
    } else {
        // A bound in hours that includes its instant ends a nanosecond later.
        Edge::Hours((start.secs() - at.secs()) / 3_600)
    }
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
        (Edge::Hours(a), Edge::Hours(b)) => {
            both(format!("from {a} to {b} hours before the start"), format!("van {a} tot {b} uur voor de start"))
        }
        (begin, end) => {
            let side = |edge: Edge, en: &str, nl: &str| match edge {
                Edge::Open => None,
                Edge::Days(days) => Some((format!("{en} {days} days"), format!("{nl} {days} dagen"))),
                Edge::Hours(hours) => Some((format!("{en} {hours} hours"), format!("{nl} {hours} uur"))),
            };
            let sides = [side(begin, "from", "vanaf"), side(end, "until", "tot")];
            let (en, nl): (Vec<_>, Vec<_>) = sides.into_iter().flatten().unzip();
            let (en, nl) = (en.join(" "), nl.join(" "));
            both(format!("{en} before the start"), format!("{nl} voor de start"))
        }
    }
}
