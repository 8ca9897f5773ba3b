//! Parts of every year: a row that holds in a season, its first day, the day after it, and the turn of the year.

use crate::sample::cancelling;
use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::{Date, Instant, Zone};
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::{Report, load};
use clausula::vocabulary::{Basis, CustomerType, ProductType, Question};

/// What the table begins with.
const TABLE: &str = r#"before = "starts_at"
"#;

/// Six weeks ahead free of charge in the summer, four weeks in the rest of the year.
const SUMMER: &str = r#"
[[clause.tiers.tier]]
day = { of = "starts_at", season = { from = "07-01", until = "09-01" } }
at_least = "6 weeks"
[[clause.tiers.tier]]
day = { of = "starts_at", season = { from = "07-01", until = "09-01" } }
less_than = "6 weeks"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
[[clause.tiers.tier]]
day = { of = "starts_at", season = { from = "09-01", until = "07-01" } }
at_least = "4 weeks"
[[clause.tiers.tier]]
day = { of = "starts_at", season = { from = "09-01", until = "07-01" } }
less_than = "4 weeks"
charges = [{ kind = "cancellation_fee", percent = 20, of = "price" }]
"#;

fn read(rows: &str) -> Result<Policy, Report> {
    load("cottages/1.toml", cancelling("cottages", &format!("{TABLE}{rows}")).as_bytes()).map(|loaded| loaded.policy)
}

fn policy(rows: &str) -> Policy {
    read(rows).unwrap_or_else(|report| panic!("{report}"))
}

fn noon(zone: &Zone, day: &str) -> Instant {
    zone.start_of(Date::parse(day).unwrap()).unwrap().plus_hours(12).unwrap()
}

/// What cancelling costs of 100.00, in euros, and the day before which that holds.
fn charged(policy: &Policy, starts: &str, cancelled: &str) -> (i64, Option<String>) {
    let concluded = noon(&policy.zone, "2020-01-02");
    let (customer, product) = (CustomerType::Consumer, ProductType::Accommodation);
    let mut agreement = Agreement::new(customer, product, Cents::new(10_000), concluded);
    agreement.starts_at = Some(noon(&policy.zone, starts));
    let event = Event::Cancellation { received_at: noon(&policy.zone, cancelled), cancelled_count: None };
    let facts = Facts::new(agreement, event, Basis::TermsOnly).unwrap();
    let decision = evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap();
    let changes = decision.nearest_boundary.map(|boundary| policy.zone.date_of(boundary.at).to_string());
    (decision.charged().get() / 100, changes)
}

#[test]
fn the_start_decides_whether_it_is_summer_in_any_year() {
    let policy = policy(SUMMER);
    for (starts, cancelled, euros) in [
        ("2026-06-30", "2026-06-01", 0),
        ("2026-07-01", "2026-06-01", 50),
        ("2026-08-31", "2026-07-31", 50),
        ("2026-09-01", "2026-08-01", 0),
        ("2031-07-01", "2031-06-01", 50),
        ("2031-06-30", "2031-06-03", 20),
        ("2027-01-01", "2026-12-31", 20),
    ] {
        assert_eq!(charged(&policy, starts, cancelled).0, euros, "{starts} cancelled on {cancelled}");
    }
}

#[test]
fn the_act_may_be_asked_too_and_the_answer_changes_when_the_season_turns() {
    let winter = r#"
takes = "first"
[[clause.tiers.tier]]
day = { of = "act", season = { from = "11-01", until = "03-01" } }
[[clause.tiers.tier]]
charges = [{ kind = "cancellation_fee", percent = 20, of = "price" }]
"#;
    let policy = policy(winter);
    for (cancelled, euros, changes) in [
        ("2026-10-31", 20, "2026-11-01"),
        ("2026-11-01", 0, "2027-03-01"),
        ("2027-02-28", 0, "2027-03-01"),
        ("2027-03-01", 20, "2027-11-01"),
    ] {
        assert_eq!(charged(&policy, "2030-05-01", cancelled), (euros, Some(changes.to_owned())), "{cancelled}");
    }
}

#[test]
fn a_part_of_the_year_without_a_row_is_a_gap() {
    let later = SUMMER.replace(r#"from = "09-01", until = "07-01""#, r#"from = "09-15", until = "07-01""#);
    let report = read(&later).unwrap_err().to_string();
    assert!(report.contains("is on 09-01 to 09-14 of a year"), "{report}");
    let none = SUMMER.replace(r#"until = "09-01" }"#, r#"until = "07-01" }"#);
    let report = read(&none).unwrap_err().to_string();
    assert!(report.contains("no day lies from 07-01 until 07-01"), "{report}");
}

#[test]
fn what_is_wrong_in_one_season_alone_is_found() {
    for obligation in prove(&policy(SUMMER), Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    // In the summer alone, the fee is above the price.
    let dear = policy(&SUMMER.replace("percent = 50", "times = 2"));
    let refuted = prove(&dear, Law::built_in()).into_iter().find_map(|obligation| match obligation.outcome {
        ProofOutcome::Refuted { witness, .. } if obligation.invariant == Invariant::FeeWithinPriceAsWritten => witness,
        _ => None,
    });
    let starts = dear.zone.date_of(refuted.unwrap().agreement.starts_at.unwrap()).to_string();
    assert!(["-07-", "-08-"].iter().any(|month| starts.contains(month)), "{starts}");
}

#[test]
fn a_summary_in_one_language_serves_for_both() {
    let policy = policy(SUMMER);
    let (_, clause) = policy.clauses_on(Question::Cancellation).next().unwrap();
    assert_eq!(clause.summary.nl, "Cancelling.");
    assert_eq!(clause.summary.en, clause.summary.nl);
}

#[test]
fn a_comparison_finds_what_differs_in_a_few_days_of_the_year() {
    let (old, new) = (policy(SUMMER), policy(&SUMMER.replace("09-01", "09-03")));
    let found = compare(&old, &new, Law::built_in());
    let starts: Vec<String> = found
        .regions
        .iter()
        .filter_map(|region| region.witness.agreement.starts_at)
        .map(|at| old.zone.date_of(at).to_string())
        .collect();
    assert!(!starts.is_empty() && starts.iter().all(|day| day.contains("-09-0")), "{starts:?}");
    assert!(compare(&old, &old, Law::built_in()).regions.is_empty());
}
