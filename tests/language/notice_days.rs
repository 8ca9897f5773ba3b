//! Notice by a day of the month: in which month it counts, when it ends the agreement, and until when.

use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome};
use clausula::calendar::{Date, Instant};
use clausula::decision::{Calculation, Decision, FindingCode};
use clausula::evaluate::{Detail, step};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question};

fn text(law: &str, row: &str) -> String {
    format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"{law}\"\n[[clause]]\nid = \"end\"\narticle = \"1\"\n\
         question = \"termination\"\nsummary = {{ nl = \"x\", en = \"x\" }}\n[clause.notice]\n\
         ends = \"after_notice\"\n[[clause.notice.period]]\n{row}\n"
    )
}

fn policy(law: &str, row: &str) -> Policy {
    load("test.toml", text(law, row).as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What a notice at noon of a day decides, and until when another does the same.
fn noticed(policy: &Policy, customer: CustomerType, on: Date) -> (Decision, Option<Instant>) {
    let at = Instant::parse_rfc3339(&format!("{on}T11:00:00Z")).unwrap();
    let concluded_at = Instant::parse_rfc3339("2025-01-10T11:00:00Z").unwrap();
    let agreement = Agreement::new(customer, ProductType::Subscription, Cents::new(10_000), concluded_at);
    let facts = Facts::new(agreement, Event::plain(Question::Termination, at), Basis::TermsAndLaw).unwrap();
    step(policy, Law::built_in(), &facts, Detail::Full).unwrap_or_else(|error| panic!("{error}"))
}

fn last_day(decision: &Decision, kind: DeadlineKind) -> Date {
    decision.deadlines.iter().find(|deadline| deadline.kind == kind).unwrap().last_day
}

fn end(policy: &Policy, on: &str) -> String {
    last_day(&noticed(policy, CustomerType::Business, day(on)).0, DeadlineKind::ContractEnd).to_string()
}

const THIS_MONTH: &str = "period = \"0 days\"\nend_of = \"month\"\nby_day = 15";
const NEXT_MONTH: &str = "period = \"1 month\"\nend_of = \"month\"\nby_day = 15";

#[test]
fn a_notice_counts_in_its_month_through_the_day() {
    let this = policy("none", THIS_MONTH);
    for (on, ends) in [
        ("2026-02-01", "2026-02-28"),
        ("2026-02-14", "2026-02-28"),
        ("2026-02-15", "2026-02-28"),
        ("2026-02-16", "2026-03-31"),
        ("2026-02-28", "2026-03-31"),
        ("2026-12-16", "2027-01-31"),
    ] {
        assert_eq!(end(&this, on), ends, "{on}");
    }
    let next = policy("none", NEXT_MONTH);
    for (on, ends) in [("2026-01-15", "2026-02-28"), ("2026-01-16", "2026-03-31"), ("2026-01-31", "2026-03-31")] {
        assert_eq!(end(&next, on), ends, "{on}");
    }
    let quarter = policy("none", "period = \"0 days\"\nend_of = \"quarter\"\nby_day = 15");
    for (on, ends) in [("2026-02-20", "2026-03-31"), ("2026-03-15", "2026-03-31"), ("2026-03-16", "2026-06-30")] {
        assert_eq!(end(&quarter, on), ends, "{on}");
    }
    // A month has no day after its last.
    let last = policy("none", "period = \"0 days\"\nend_of = \"month\"\nby_day = 30");
    for (on, ends) in [("2026-02-28", "2026-02-28"), ("2026-03-30", "2026-03-31"), ("2026-03-31", "2026-04-30")] {
        assert_eq!(end(&last, on), ends, "{on}");
    }
}

/// Of every day of three years: the end, the last day for it, and until when a notice does the same.
#[test]
fn the_last_day_for_notice_is_the_last_that_ends_it_then() {
    for row in [THIS_MONTH, NEXT_MONTH, "period = \"20 days\"\non = [\"06-30\", \"12-31\"]\nby_day = 10"] {
        let policy = policy("none", row);
        let first = day("2026-01-01");
        let ends: Vec<(Date, Date, Date, Option<Instant>)> = (0..1_096)
            .map(|n| {
                let on = first.plus_days(n).unwrap();
                let (decision, until) = noticed(&policy, CustomerType::Business, on);
                let last = last_day(&decision, DeadlineKind::Notice);
                (on, last_day(&decision, DeadlineKind::ContractEnd), last, until)
            })
            .collect();
        for pair in ends.windows(2) {
            let [(on, end, last, until), (next, later, ..)] = pair else { panic!("a pair") };
            assert_eq!(end == later, last > on, "{row}: {on}");
            assert!(end <= later && last >= on, "{row}: {on}");
            // The step lasts through the last day.
            let midnight = policy.zone.start_of(last.plus_days(1).unwrap());
            assert_eq!(*until, midnight, "{row}: {on} {next}");
        }
    }
}

#[test]
fn the_explanation_says_from_when_it_counts() {
    let policy = policy("none", THIS_MONTH);
    let told = |on: &str| {
        let (decision, _) = noticed(&policy, CustomerType::Business, day(on));
        decision.explanation.iter().any(|step| {
            matches!(step.calculation, Calculation::CountsNextMonth { by_day: 15, from, .. } if from == day("2026-04-01"))
        })
    };
    assert_eq!([told("2026-03-15"), told("2026-03-16")], [false, true]);
}

/// Of a consumer the law lets no notice end the agreement later than a month after it (L7).
#[test]
fn a_consumer_waits_a_month_at_most() {
    let policy = policy("NL", THIS_MONTH);
    let of = |on: &str| {
        let (decision, _) = noticed(&policy, CustomerType::Consumer, day(on));
        let by_law = decision.findings.iter().any(|finding| finding.code == FindingCode::LawOverridesTerms);
        (last_day(&decision, DeadlineKind::ContractEnd).to_string(), by_law)
    };
    assert_eq!(of("2026-03-15"), ("2026-03-31".to_owned(), false));
    // The terms would end it on 30 April.
    assert_eq!(of("2026-03-16"), ("2026-04-16".to_owned(), true));
    assert_eq!(of("2026-03-29"), ("2026-04-29".to_owned(), true));
    assert_eq!(of("2026-03-30"), ("2026-04-30".to_owned(), false));
}

#[test]
fn nothing_of_it_is_undecided() {
    for obligation in prove(&policy("NL", NEXT_MONTH), Law::built_in()) {
        assert!(!matches!(obligation.outcome, ProofOutcome::Undecided { .. }), "{obligation:?}");
        assert!(
            obligation.invariant != Invariant::Totality || matches!(obligation.outcome, ProofOutcome::Proved { .. }),
            "{obligation:?}"
        );
    }
}

#[test]
fn faults_are_told() {
    let fault = |row: &str| match load("test.toml", text("none", row).as_bytes()) {
        Ok(_) => String::new(),
        Err(report) => report.errors().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect(),
    };
    assert_eq!(
        fault("period = \"1 month\"\nby_day = 15"),
        "missing-key: `by_day` needs `end_of` or `on`: it says in which month a notice counts"
    );
    for day in ["0", "32", "-1"] {
        let told = fault(&format!("period = \"1 month\"\nend_of = \"month\"\nby_day = {day}"));
        assert!(told.starts_with("out-of-range"), "{day}: {told}");
    }
    assert_eq!(fault("period = \"1 month\"\nend_of = \"month\"\nby_day = 31"), "");
}
