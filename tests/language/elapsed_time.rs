//! Periods of elapsed time: minutes as well as hours, to the nanosecond and over a change of the clock.

use crate::sample::cancelling;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::Instant;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question};

/// What the table begins with.
const TABLE: &str = r#"before = "starts_at"
settles = true
deadlines = [{ kind = "free_cancellation", before = "starts_at", period = "90 minutes" }]
"#;

const ROWS: &str = r#"
[[clause.tiers.tier]]
at_least = "90 minutes"
[[clause.tiers.tier]]
less_than = "90 minutes"
more_than = "45 minutes"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
[[clause.tiers.tier]]
at_most = "45 minutes"
charges = [{ kind = "cancellation_fee", percent = 100, of = "price" }]
"#;

fn slots(rows: &str) -> Result<Policy, String> {
    let text = cancelling("slots", &format!("{TABLE}{rows}"));
    load("slots/1.toml", text.as_bytes()).map(|loaded| loaded.policy).map_err(|report| report.to_string())
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// What a notice costs of 100.00 that starts at an instant, in cents, and until when it was free.
fn charged(starts_at: &str, act: Instant) -> (i64, Instant) {
    let mut agreement =
        Agreement::new(CustomerType::Business, ProductType::Event, Cents::new(10_000), at("2026-01-05T09:00:00Z"));
    agreement.starts_at = Some(at(starts_at));
    let facts = Facts::new(agreement, Event::plain(Question::Cancellation, act), Basis::TermsAndLaw).unwrap();
    let decision = evaluate(&slots(ROWS).unwrap(), Law::built_in(), &facts, Detail::Full).unwrap();
    let free = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::FreeCancellation).unwrap();
    assert!(free.inclusive, "the last instant is in time");
    (decision.charged().get(), free.expires_at.unwrap())
}

#[test]
fn minutes_are_counted_to_the_nanosecond() {
    let start = "2026-06-09T17:00:00Z";
    for (act, cents) in [("2026-06-09T15:30:00Z", 0), ("2026-06-09T16:15:00Z", 10_000)] {
        let act = at(act);
        let just = |at: Instant| charged(start, at).0;
        assert_eq!(just(act), cents, "at {act}");
        assert_eq!((just(act.prev()), just(act.next())), if cents == 0 { (0, 5_000) } else { (5_000, 10_000) });
    }
    assert_eq!(charged(start, at("2026-06-01T12:00:00Z")).1, at("2026-06-09T15:30:00Z"));
}

/// In the night of 25 October the clock shows 02:30 twice: 90 minutes before 03:30 it shows 03:00 less an hour, not 02:00.
#[test]
fn a_change_of_the_clock_neither_stretches_nor_shrinks_minutes() {
    let start = "2026-10-25T02:30:00Z";
    let act = at("2026-10-25T01:00:00Z");
    assert_eq!((charged(start, act).0, charged(start, act.next()).0), (0, 5_000));
}

#[test]
fn tables_in_minutes_are_proved_and_a_gap_between_them_is_named() {
    let proved = prove(&slots(ROWS).unwrap(), Law::built_in());
    let monotone: Vec<_> =
        proved.iter().filter(|obligation| obligation.invariant == Invariant::MonotoneTiers).collect();
    assert!(!monotone.is_empty());
    assert!(
        monotone.iter().all(|obligation| matches!(obligation.outcome, ProofOutcome::Proved { .. })),
        "{monotone:?}"
    );

    let gap = slots(&ROWS.replace("at_most = \"45 minutes\"", "at_most = \"30 minutes\"")).unwrap_err();
    assert!(gap.contains("more than 30 minutes and 45 minutes or less before `starts_at`"), "{gap}");
    // In hours where both ends are whole hours.
    let rows = ROWS
        .replace("\"90 minutes\"", "\"180 minutes\"")
        .replace("more_than = \"45 minutes\"", "more_than = \"120 minutes\"");
    let gap = slots(&rows.replace("at_most = \"45 minutes\"", "at_most = \"1 hour\"")).unwrap_err();
    assert!(gap.contains("more than 1 hours and 2 hours or less before `starts_at`"), "{gap}");
}
