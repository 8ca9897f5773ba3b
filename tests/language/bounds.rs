//! Bounds in every unit: the last moment at which a row of a table applies, and the first at which it does not.

use clausula::calendar::{Instant, Zone};
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate, step};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, ProductType};

/// A policy whose only clause is a table on cancelling, before the start.
fn policy(zone: &str, holidays: &str, table: &str) -> Policy {
    let text = format!(
        "policy = 'test'\nversion = '1'\nname = 'Test'\ncurrency = 'EUR'\nprices = 'including_vat'\nzone = '{zone}'\n\
         holidays = '{holidays}'\nlaw = 'none'\n[[clause]]\nid = 'cancel'\narticle = '1'\nquestion = 'cancellation'\n\
         summary = {{ nl = 'x', en = 'x' }}\n[clause.tiers]\nbefore = 'starts_at'\n{table}\n"
    );
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// A row that charges so much.
fn row(bounds: &str, charged: &str) -> String {
    format!("[[clause.tiers.tier]]\n{bounds}\ncharges = [{{ kind = 'cancellation_fee', amount = '{charged}' }}]\n")
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap_or_else(|| panic!("{text}"))
}

/// An instant on the clock of a zone; the earlier one when it shows the time twice.
fn clock(zone: &Zone, text: &str) -> Instant {
    let plain = at(&format!("{text}Z"));
    let offsets = [14_i64, 12, 2, 1, 0, -4, -5, -6].iter();
    let mut instants = offsets.filter_map(|hours| plain.plus_hours(-hours));
    instants.find(|at| zone.offset_at(*at) == i32::try_from(plain.secs() - at.secs()).unwrap()).unwrap()
}

fn decide(policy: &Policy, concluded: Instant, start: Instant, act: Instant) -> Decision {
    let mut agreement = Agreement::new(CustomerType::Business, ProductType::Event, Cents::new(100_000), concluded);
    agreement.starts_at = Some(start);
    let event = Event::Cancellation { received_at: act, cancelled_count: None };
    let facts = Facts::new(agreement, event, Basis::TermsOnly).unwrap();
    let decision = evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap();
    // The step on which the answer holds ends after the act, and the answer is the same up to its end.
    let (_, until) = step(policy, Law::built_in(), &facts, Detail::Amounts).unwrap();
    assert!(until.is_none_or(|until| until > act), "{act} {until:?}");
    decision
}

/// What cancelling costs, in euros.
fn charged(policy: &Policy, concluded: Instant, start: Instant, act: Instant) -> i64 {
    decide(policy, concluded, start, act).charged().get() / 100
}

const EARLY: &str = "2020-01-01T00:00:00Z";

/// Holds the end of a row against a moment: the row applies just before it and no longer at it.
fn ends(policy: &Policy, start: &str, first_after: &str) {
    let (start, first) = (clock(&policy.zone, start), clock(&policy.zone, first_after));
    let cost = |act: Instant| charged(policy, at(EARLY), start, act);
    assert_eq!((cost(first.prev()), cost(first)), (1, 2), "{first_after} before {start}");
    assert_eq!((cost(first.plus_secs(-1).unwrap()), cost(first.plus_secs(1).unwrap())), (1, 2), "{first_after}");
}

fn parted(bound: &str) -> String {
    format!("{}{}", row(&format!("at_least = '{bound}'"), "1.00"), row(&format!("less_than = '{bound}'"), "2.00"))
}

#[test]
fn at_least_includes_the_day_that_it_names() {
    for (bound, start, first_after) in [
        ("14 days", "2026-06-30T10:00:00", "2026-06-17T00:00:00"),
        ("2 weeks", "2026-06-30T10:00:00", "2026-06-17T00:00:00"),
        ("1 month", "2027-03-31T09:00:00", "2027-03-01T00:00:00"),
        ("1 month", "2027-03-30T09:00:00", "2027-03-01T00:00:00"),
        ("1 month", "2028-03-31T09:00:00", "2028-03-01T00:00:00"),
        ("3 months", "2026-12-31T09:00:00", "2026-10-01T00:00:00"),
        ("1 year", "2028-02-29T09:00:00", "2027-03-01T00:00:00"),
        ("10 working days", "2026-05-21T10:00:00", "2026-05-07T00:00:00"),
        ("1 working day", "2026-11-02T09:00:00", "2026-10-31T00:00:00"),
        ("1 working day", "2026-04-07T09:00:00", "2026-04-03T00:00:00"),
        ("0 working days", "2026-04-07T09:00:00", "2026-04-08T00:00:00"),
        ("14 days including the first day", "2026-06-30T10:00:00", "2026-06-18T00:00:00"),
        ("1 month including the first day", "2027-03-31T09:00:00", "2027-03-02T00:00:00"),
        ("2 working days including the first day", "2026-11-02T09:00:00", "2026-10-31T00:00:00"),
    ] {
        ends(&policy("Europe/Amsterdam", "NL", &parted(bound)), start, first_after);
    }
}

#[test]
fn more_than_excludes_the_day_that_it_names() {
    for (bound, start, first_after) in [
        ("14 days", "2026-06-30T10:00:00", "2026-06-16T00:00:00"),
        ("3 months", "2026-05-31T11:00:00", "2026-02-28T00:00:00"),
        // The weekend before the working day is more than a working day ahead.
        ("1 working day", "2026-11-03T09:00:00", "2026-11-02T00:00:00"),
        ("2 working days", "2026-11-03T09:00:00", "2026-10-30T00:00:00"),
    ] {
        let rows = format!(
            "{}{}",
            row(&format!("more_than = '{bound}'"), "1.00"),
            row(&format!("at_most = '{bound}'"), "2.00")
        );
        ends(&policy("Europe/Amsterdam", "NL", &rows), start, first_after);
    }
}

/// The calendar is the policy's own: 4 May is a holiday in England, and 14 May in the Netherlands.
#[test]
fn working_days_are_those_of_the_policy() {
    let of = |holidays: &str| policy("Europe/Amsterdam", holidays, &parted("10 working days"));
    ends(&of("NL"), "2026-05-21T10:00:00", "2026-05-07T00:00:00");
    ends(&of("UK-ENG"), "2026-05-21T10:00:00", "2026-05-08T00:00:00");
    ends(&of("none"), "2026-05-21T10:00:00", "2026-05-08T00:00:00");
    ends(&of("UK-ENG"), "2026-05-08T10:00:00", "2026-04-24T00:00:00");
    ends(&of("none"), "2026-05-08T10:00:00", "2026-04-25T00:00:00");
}

#[test]
fn a_time_of_day_on_the_edge_is_included() {
    let friday = policy("Europe/Amsterdam", "NL", &parted("3 days at 17:30"));
    let cost = |act: &str| charged(&friday, at(EARLY), clock(&friday.zone, "2026-10-12T09:00:00"), at(act));
    assert_eq!(cost("2026-10-09T15:29:59Z"), 1);
    assert_eq!(cost("2026-10-09T15:30:00Z"), 1);
    assert_eq!(cost("2026-10-09T15:30:00.000000001Z"), 2);
    assert_eq!(cost("2026-10-09T15:30:01Z"), 2);
    // Excluded, where the row says more than.
    let rows =
        format!("{}{}", row("more_than = '3 days at 17:30'", "1.00"), row("at_most = '3 days at 17:30'", "2.00"));
    ends(&policy("Europe/Amsterdam", "NL", &rows), "2026-10-12T09:00:00", "2026-10-09T17:30:00");
    let working_day = policy("Europe/Amsterdam", "NL", &parted("1 working day at 12:00"));
    let cost = |act: &str| charged(&working_day, at(EARLY), clock(&working_day.zone, "2026-04-07T09:00:00"), at(act));
    assert_eq!((cost("2026-04-02T10:00:00Z"), cost("2026-04-02T10:00:01Z")), (1, 2));
}

/// On 29 March 2026 the clock goes from 02:00 to 03:00, on 25 October 03:00 becomes 02:00 again.
#[test]
fn a_time_that_the_clock_skips_or_shows_twice() {
    let table = policy("Europe/Amsterdam", "NL", &parted("1 day at 02:30"));
    let cost = |start: &str, act: &str| charged(&table, at(EARLY), at(start), at(act));
    assert_eq!(cost("2026-03-30T08:00:00Z", "2026-03-29T01:00:00Z"), 1);
    assert_eq!(cost("2026-03-30T08:00:00Z", "2026-03-29T01:00:01Z"), 2);
    assert_eq!(cost("2026-10-26T08:00:00Z", "2026-10-25T00:30:00Z"), 1);
    assert_eq!(cost("2026-10-26T08:00:00Z", "2026-10-25T00:30:01Z"), 2);
    assert_eq!(cost("2026-10-26T08:00:00Z", "2026-10-25T01:30:00Z"), 2);
    // In Nuuk the last hour of 28 March 2026 is skipped: the day ends all the same.
    let nuuk = policy("America/Nuuk", "none", &parted("1 day at 23:30"));
    let cost = |act: &str| charged(&nuuk, at(EARLY), at("2026-03-29T15:00:00Z"), at(act));
    assert_eq!((cost("2026-03-29T00:59:59Z"), cost("2026-03-29T01:00:00Z")), (1, 2));
}

/// Within 24 hours of the conclusion, and within a week of it, each if the start is more than a week away.
fn both_sides() -> Policy {
    let rows = [
        row("more_than = '7 days'\nsince = { after = 'concluded_at', at_most = '24 hours' }", "3.00"),
        row("more_than = '7 days'\nsince = { after = 'concluded_at', at_most = '7 days' }", "25.00"),
    ];
    let otherwise = "otherwise = { charges = [{ kind = 'cancellation_fee', amount = '99.00' }] }";
    policy("Europe/Amsterdam", "NL", &format!("takes = 'first'\n{otherwise}\n{}", rows.concat()))
}

#[test]
fn rows_with_bounds_before_one_anchor_and_since_another() {
    let table = both_sides();
    let cost = |concluded: &str, start: &str, act: &str| charged(&table, at(concluded), at(start), at(act));
    // 24 hours over a change of the clock, and a second more.
    let (concluded, start) = ("2026-03-28T11:00:00Z", "2026-05-20T08:00:00Z");
    assert_eq!(cost(concluded, start, "2026-03-29T11:00:00Z"), 3);
    assert_eq!(cost(concluded, start, "2026-03-29T11:00:01Z"), 25);
    let concluded = "2026-05-04T11:00:00Z";
    assert_eq!(cost(concluded, start, "2026-05-11T21:59:59Z"), 25);
    assert_eq!(cost(concluded, start, "2026-05-11T22:00:00Z"), 99);
    // Within 24 hours, but no longer more than seven days ahead.
    let concluded = "2026-05-12T07:00:00Z";
    assert_eq!(cost(concluded, start, "2026-05-12T21:59:59Z"), 3);
    assert_eq!(cost(concluded, start, "2026-05-12T22:00:00Z"), 99);
}

#[test]
fn the_first_row_that_holds_or_the_cheapest() {
    let rows = format!("{}{}", row("since = { after = 'concluded_at', at_most = '14 days' }", "5.00"), row("", "2.00"));
    let decide = |takes: &str, act: &str| {
        let table = policy("Europe/Amsterdam", "NL", &format!("{takes}{rows}"));
        let decision = decide(&table, at("2026-05-04T10:00:00Z"), at("2026-08-01T10:00:00Z"), at(act));
        (decision.charged().get(), decision.findings.len())
    };
    let (within, later) = ("2026-05-18T21:59:59Z", "2026-05-18T22:00:00Z");
    assert_eq!(decide("takes = 'first'\n", within), (500, 0));
    assert_eq!(decide("takes = 'first'\n", later), (200, 0));
    // Both apply: the cheaper one is taken, and the decision says so.
    assert_eq!(decide("", within), (200, 1));
    assert_eq!(decide("takes = 'cheapest'\n", within), (200, 1));
    assert_eq!(decide("", later), (200, 0));
}

#[test]
fn bounds_since_an_anchor_in_every_unit() {
    for (bound, first_after) in [
        ("at_most = '14 days'", "2026-11-17T00:00:00"),
        ("less_than = '14 days'", "2026-11-16T00:00:00"),
        ("at_most = '14 days including the first day'", "2026-11-16T00:00:00"),
        ("at_most = '1 month'", "2026-12-03T00:00:00"),
        ("at_most = '2 working days'", "2026-11-05T00:00:00"),
        ("at_most = '2 working days including the first day'", "2026-11-04T00:00:00"),
        ("less_than = '24 hours'", "2026-11-03T10:00:00"),
        ("less_than = '1 day at 17:30'", "2026-11-03T17:30:00"),
    ] {
        let rows =
            format!("{}{}", row(&format!("since = {{ after = 'concluded_at', {bound} }}"), "1.00"), row("", "2.00"));
        let table = policy("Europe/Amsterdam", "NL", &format!("takes = 'first'\n{rows}"));
        let (concluded, start) = (clock(&table.zone, "2026-11-02T10:00:00"), at("2027-03-31T07:00:00Z"));
        let first = clock(&table.zone, first_after);
        let cost = |act: Instant| charged(&table, concluded, start, act);
        assert_eq!((cost(first.prev()), cost(first)), (1, 2), "{bound}");
    }
}

#[test]
fn rows_by_the_day_of_an_anchor() {
    let rows = [
        row("day = { of = 'starts_at', on = ['saturday', 'sunday'] }", "1.00"),
        row("day = { of = 'starts_at', on = ['holiday'] }", "2.00"),
        row("day = { of = 'starts_at', from = 2026-07-01, until = 2026-09-01 }", "3.00"),
        row("", "4.00"),
    ];
    let table = policy("Europe/Amsterdam", "NL", &format!("takes = 'first'\n{}", rows.concat()));
    for (start, cost) in [
        ("2026-10-10T10:00:00", 1), // a Saturday
        ("2026-10-11T10:00:00", 1),
        ("2026-10-12T10:00:00", 4), // a Monday
        ("2026-04-06T10:00:00", 2), // Easter Monday
        ("2026-12-26T10:00:00", 1), // Boxing Day, and a Saturday
        ("2026-06-30T23:59:59", 4),
        ("2026-07-01T00:00:00", 3),
        ("2026-08-31T23:59:59", 3),
        ("2026-09-01T00:00:00", 4),
    ] {
        assert_eq!(charged(&table, at(EARLY), clock(&table.zone, start), at("2026-01-02T10:00:00Z")), cost, "{start}");
    }
}

/// A condition on the day of the act itself: another day may be answered differently.
#[test]
fn rows_by_the_day_of_the_act() {
    let table = policy(
        "Europe/Amsterdam",
        "NL",
        &format!("takes = 'first'\n{}{}", row("day = { of = 'act', on = ['sunday'] }", "1.00"), row("", "2.00")),
    );
    let cost = |act: Instant| charged(&table, at(EARLY), at("2026-12-31T10:00:00Z"), act);
    let (sunday, monday) = (clock(&table.zone, "2026-10-11T00:00:00"), clock(&table.zone, "2026-10-12T00:00:00"));
    assert_eq!((cost(sunday.prev()), cost(sunday), cost(monday.prev()), cost(monday)), (2, 1, 1, 2));
    let boundary = |act: Instant| {
        let decision = decide(&table, at(EARLY), at("2026-12-31T10:00:00Z"), act);
        decision.nearest_boundary.map(|boundary| boundary.at)
    };
    assert_eq!(boundary(clock(&table.zone, "2026-10-07T10:00:00")), Some(sunday));
    assert_eq!(boundary(sunday), Some(monday));
}
