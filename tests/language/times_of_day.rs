//! The time of day of an anchor as a condition: before and at a time, over midnight, and of the act itself.

use crate::sample::cancelling;
use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::Instant;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate, step};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::{Report, load};
use clausula::render;
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question};

/// What the table begins with.
const TABLE: &str = r#"before = "starts_at"
"#;

/// Classes that start before noon until 18:00 the day before, others until two hours before.
const EARLY: &str = r#"
[[clause.tiers.tier]]
day = { of = "starts_at", time = { until = "12:00" } }
at_least = "1 day at 18:00"
[[clause.tiers.tier]]
day = { of = "starts_at", time = { until = "12:00" } }
less_than = "1 day at 18:00"
charges = [{ kind = "cancellation_fee", percent = 100, of = "price" }]
[[clause.tiers.tier]]
day = { of = "starts_at", time = { from = "12:00" } }
at_least = "2 hours"
[[clause.tiers.tier]]
day = { of = "starts_at", time = { from = "12:00" } }
less_than = "2 hours"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;

fn read(rows: &str) -> Result<Policy, Report> {
    load("classes/1.toml", cancelling("classes", &format!("{TABLE}{rows}")).as_bytes()).map(|loaded| loaded.policy)
}

fn policy(rows: &str) -> Policy {
    read(rows).unwrap_or_else(|report| panic!("{report}"))
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn facts(starts: &str, cancelled: &str) -> Facts {
    let (customer, product) = (CustomerType::Business, ProductType::Event);
    let mut agreement = Agreement::new(customer, product, Cents::new(10_000), at("2020-01-02T12:00:00Z"));
    agreement.starts_at = Some(at(starts));
    let event = Event::Cancellation { received_at: at(cancelled), cancelled_count: None };
    Facts::new(agreement, event, Basis::TermsOnly).unwrap()
}

fn decide(policy: &Policy, starts: &str, cancelled: &str) -> Decision {
    evaluate(policy, Law::built_in(), &facts(starts, cancelled), Detail::Full).unwrap()
}

fn euros(policy: &Policy, starts: &str, cancelled: &str) -> i64 {
    decide(policy, starts, cancelled).charged().get() / 100
}

#[test]
fn the_clock_of_the_start_decides_by_the_second() {
    let policy = policy(EARLY);
    for (starts, cancelled, expected) in [
        ("2026-01-20T11:59:59+01:00", "2026-01-19T18:00:00+01:00", 0),
        ("2026-01-20T11:59:59+01:00", "2026-01-19T18:00:01+01:00", 100),
        ("2026-01-20T12:00:00+01:00", "2026-01-19T18:00:01+01:00", 0),
        ("2026-01-20T12:00:00+01:00", "2026-01-20T10:00:00+01:00", 0),
        ("2026-01-20T12:00:00+01:00", "2026-01-20T10:00:01+01:00", 50),
        // In summer 12:00 on the clock is 10:00Z.
        ("2026-07-20T09:59:59Z", "2026-07-20T07:00:00Z", 100),
        ("2026-07-20T10:00:00Z", "2026-07-20T07:00:00Z", 0),
        ("2026-07-20T00:00:00+02:00", "2026-07-20T07:00:00Z", 100),
    ] {
        assert_eq!(euros(&policy, starts, cancelled), expected, "{starts} cancelled at {cancelled}");
    }
    let told = render::decision_text(
        &policy,
        Law::built_in(),
        Question::Cancellation,
        &decide(&policy, "2026-01-20T11:30:00+01:00", "2026-01-20T09:00:00+01:00"),
        Locale::En,
        100,
    );
    assert!(told.contains("11:30"), "{told}");
}

#[test]
fn a_part_of_the_day_goes_over_midnight_and_its_day_is_that_of_the_moment() {
    let night = r#"
takes = "first"
[[clause.tiers.tier]]
day = { of = "starts_at", on = ["friday"], time = { from = "22:00", through = "05:59" } }
charges = [{ kind = "cancellation_fee", percent = 30, of = "price" }]
[[clause.tiers.tier]]
"#;
    let policy = policy(night);
    for (starts, expected) in [
        // Friday 23 January 2026.
        ("2026-01-22T23:59:59+01:00", 0),
        ("2026-01-23T00:00:00+01:00", 30),
        ("2026-01-23T05:59:59+01:00", 30),
        ("2026-01-23T06:00:00+01:00", 0),
        ("2026-01-23T21:59:59+01:00", 0),
        ("2026-01-23T22:00:00+01:00", 30),
        ("2026-01-23T23:59:59+01:00", 30),
        ("2026-01-24T00:00:00+01:00", 0),
    ] {
        assert_eq!(euros(&policy, starts, "2026-01-10T12:00:00Z"), expected, "{starts}");
    }
}

/// The answer changes at the times that are asked of the act, where the clock is put back too.
#[test]
fn the_act_may_be_asked_and_the_answer_holds_to_the_next_turn() {
    let rows = r#"
takes = "first"
[[clause.tiers.tier]]
day = { of = "act", time = { from = "02:30", until = "12:00" } }
[[clause.tiers.tier]]
charges = [{ kind = "cancellation_fee", percent = 20, of = "price" }]
"#;
    let policy = policy(rows);
    for (cancelled, expected, until) in [
        ("2026-01-20T02:29:59+01:00", 20, "2026-01-20T02:30:00+01:00"),
        ("2026-01-20T02:30:00+01:00", 0, "2026-01-20T12:00:00+01:00"),
        ("2026-01-20T12:00:00+01:00", 20, "2026-01-21T02:30:00+01:00"),
        // 25 October 2026: 03:00 becomes 02:00, so that 02:30 comes twice.
        ("2026-10-25T02:45:00+02:00", 0, "2026-10-25T02:00:00+01:00"),
        ("2026-10-25T02:15:00+01:00", 20, "2026-10-25T02:30:00+01:00"),
    ] {
        let (decision, changes) =
            step(&policy, Law::built_in(), &facts("2030-05-01T12:00:00Z", cancelled), Detail::Full).unwrap();
        assert_eq!(decision.charged().get() / 100, expected, "{cancelled}");
        let (changes, until) = (changes.unwrap(), at(until));
        assert!(changes <= until, "{cancelled}: {changes}");
        if changes < until {
            // An earlier look is allowed, and must find the same.
            let same = euros(&policy, "2030-05-01T12:00:00Z", &changes.to_string());
            assert_eq!(same, expected, "{cancelled}: {changes}");
        }
    }
}

#[test]
fn a_time_without_a_row_is_a_gap_and_all_of_the_day_is_no_part_of_it() {
    let later = EARLY.replace(r#"from = "12:00""#, r#"from = "13:00""#);
    let report = read(&later).unwrap_err().to_string();
    assert!(report.contains("where `starts_at` is at 12:00 or later, before 13:00"), "{report}");
    for time in [r#"{ from = "12:00", until = "12:00" }"#, "{ }", r#"{ from = "24:00" }"#, r#"{ until = "24:00" }"#] {
        let rows = format!(
            "takes = 'first'\n[[clause.tiers.tier]]\nday = {{ of = 'starts_at', time = {time} }}\n[[clause.tiers.tier]]\n"
        );
        let report = read(&rows).unwrap_err().to_string();
        assert!(report.contains("is no part of a day"), "{time}: {report}");
    }
    let date = "[[fact]]\nid = \"last_day\"\nkind = \"date\"\nask = { en = \"When?\" }\n\n[[clause]]";
    let rows = "takes = 'first'\n[[clause.tiers.tier]]\nday = { of = 'last_day', time = { until = '12:00' } }\n[[clause.tiers.tier]]\n";
    let text = cancelling("classes", &format!("{TABLE}{rows}")).replacen("[[clause]]", date, 1);
    let report = load("classes/1.toml", text.as_bytes()).unwrap_err().to_string();
    assert!(report.contains("`last_day` is a date, which has no time of day"), "{report}");
}

#[test]
fn what_is_wrong_at_one_time_alone_is_found() {
    for obligation in prove(&policy(EARLY), Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    // At noon and later alone, and in the morning alone, the fee is above the price.
    for (row, hours) in [("percent = 50, of = \"price\"", 12..24), ("percent = 100, of = \"price\"", 0..12)] {
        let dear = policy(&EARLY.replace(row, "times = 2, of = \"price\""));
        let refuted = prove(&dear, Law::built_in()).into_iter().find_map(|obligation| match obligation.outcome {
            ProofOutcome::Refuted { witness, .. } if obligation.invariant == Invariant::FeeWithinPriceAsWritten => {
                witness
            }
            _ => None,
        });
        let (_, second) = dear.zone.local(refuted.unwrap().agreement.starts_at.unwrap());
        assert!(hours.contains(&(second / 3_600)), "{row}: {second}");
    }
}

/// Of an anchor that is not the one the table counts from, each time is looked at too.
#[test]
fn what_is_wrong_at_one_time_of_the_conclusion_is_found() {
    let rows = |late: &str| {
        format!(
            "[[clause.tiers.tier]]\nday = {{ of = 'concluded_at', time = {{ from = '22:00', until = '06:00' }} }}\n\
             charges = [{{ kind = 'cancellation_fee', {late}, of = 'price' }}]\n[[clause.tiers.tier]]\n\
             day = {{ of = 'concluded_at', time = {{ from = '06:00', until = '22:00' }} }}\n"
        )
    };
    let proved = |policy: &Policy| {
        let all = prove(policy, Law::built_in());
        all.into_iter().find(|obligation| obligation.invariant == Invariant::FeeWithinPriceAsWritten).unwrap().outcome
    };
    assert!(matches!(proved(&policy(&rows("percent = 10"))), ProofOutcome::Proved { .. }));
    assert!(matches!(proved(&policy(&rows("times = 2"))), ProofOutcome::Refuted { .. }));
    // In one minute of the day alone, at which no other agreement of the proofs starts or is concluded.
    for of in ["starts_at", "concluded_at"] {
        let minute = format!(
            "takes = 'first'\n[[clause.tiers.tier]]\nday = {{ of = '{of}', time = {{ from = '16:41', through = '16:41' }} }}\n\
             charges = [{{ kind = 'cancellation_fee', times = 2, of = 'price' }}]\n[[clause.tiers.tier]]\n"
        );
        assert!(matches!(proved(&policy(&minute)), ProofOutcome::Refuted { .. }), "{of}");
    }
}

#[test]
fn a_comparison_finds_what_differs_in_an_hour_of_the_day() {
    let (old, new) = (policy(EARLY), policy(&EARLY.replace("\"12:00\"", "\"13:00\"")));
    let found = compare(&old, &new, Law::built_in());
    let starts: Vec<i64> = found
        .regions
        .iter()
        .filter_map(|region| region.witness.agreement.starts_at)
        .map(|at| old.zone.local(at).1 / 3_600)
        .collect();
    assert!(!starts.is_empty() && starts.iter().all(|hour| *hour == 12), "{starts:?}");
    assert!(compare(&old, &old, Law::built_in()).regions.is_empty());
}
