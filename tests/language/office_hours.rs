//! Office hours on days that a text names: how notices count, that the steps of a quote are the decisions of each instant, and what
//! the loader refuses.

use clausula::analyse::ProofOutcome;
use clausula::analyse::prove::prove;
use clausula::calendar::Instant;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, ProductType};

const HOURS: &str = "days = ['monday', 'tuesday', 'thursday']\nfrom = '09:00'\nuntil = '17:00'\n\
     also = [{ days = ['saturday'], from = '10:00', through = '13:59' }]\nexcept_holidays = true\n\
     closed = [{ from = '07-20', until = '08-03' }]\n";

fn text(hours: &str) -> String {
    format!(
        "policy = 'hours'\nversion = '1'\nname = 'Hours'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'none'\n\
         [[clause]]\nid = 'office'\narticle = '1'\nquestion = 'cancellation'\nsummary.en = 'x'\n[clause.office_hours]\n{hours}\
         [[clause]]\nid = 'cancel'\narticle = '2'\nquestion = 'cancellation'\nsummary.en = 'x'\n[clause.tiers]\n\
         before = 'starts_at'\nsettles = true\n[[clause.tiers.tier]]\nat_least = '14 days'\n\
         [[clause.tiers.tier]]\nless_than = '14 days'\ncharges = [{{ kind = 'cancellation_fee', percent = 50, of = 'price' }}]\n"
    )
}

fn policy(hours: &str) -> Policy {
    load("hours/1.toml", text(hours).as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    clausula::calendar::Zone::named("Europe/Amsterdam")
        .and_then(|zone| {
            let (date, time) = text.split_once('T')?;
            let start = zone.start_of(clausula::calendar::Date::parse(date)?)?;
            let mut parts = time.split(':').map(|part| part.parse::<i64>().unwrap());
            let mut next = || parts.next().unwrap();
            start.plus_secs(next() * 3_600 + next() * 60 + next())
        })
        .unwrap()
}

fn facts(received: Instant) -> Facts {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(10_000), at("2026-01-05T09:00:00"));
    agreement.starts_at = Some(at("2026-08-15T10:00:00"));
    let event = Event::Cancellation { received_at: received, cancelled_count: None };
    Facts::new(agreement, event, Basis::TermsOnly).unwrap()
}

fn counts_as(policy: &Policy, received: &str) -> Instant {
    evaluate(policy, Law::built_in(), &facts(at(received)), Detail::Full).unwrap().effective_at.unwrap()
}

#[test]
fn notices_count_on_the_days_that_are_named() {
    let policy = policy(HOURS);
    for (received, expected) in [
        // A Tuesday, to its last second.
        ("2026-06-02T08:59:59", "2026-06-02T09:00:00"),
        ("2026-06-02T09:00:00", "2026-06-02T09:00:00"),
        ("2026-06-02T16:59:59", "2026-06-02T16:59:59"),
        ("2026-06-02T17:00:00", "2026-06-04T09:00:00"),
        // A Wednesday, on which it is closed.
        ("2026-06-03T10:00:00", "2026-06-04T09:00:00"),
        // Thursday evening: a Saturday with hours of its own.
        ("2026-06-04T17:00:00", "2026-06-06T10:00:00"),
        ("2026-06-06T13:59:59", "2026-06-06T13:59:59"),
        ("2026-06-06T14:00:00", "2026-06-08T09:00:00"),
        // Whit Monday is a holiday.
        ("2026-05-23T14:00:00", "2026-05-26T09:00:00"),
        // Closed from Monday 20 July to Sunday 2 August.
        ("2026-07-18T13:59:59", "2026-07-18T13:59:59"),
        ("2026-07-18T14:00:00", "2026-08-03T09:00:00"),
        ("2026-07-28T10:00:00", "2026-08-03T09:00:00"),
    ] {
        assert_eq!(counts_as(&policy, received), at(expected), "{received}");
    }
}

/// The boundary of a decision is the first instant at which another notice is answered otherwise: every quarter of an hour up to
/// it is answered alike.
#[test]
fn the_next_boundary_is_where_the_answer_changes() {
    let policy = policy(HOURS);
    let decide = |received| evaluate(&policy, Law::built_in(), &facts(received), Detail::Full).unwrap();
    for received in ["2026-07-10T12:00:00", "2026-07-16T16:00:00", "2026-07-18T13:30:00", "2026-07-18T09:00:00"] {
        let received = at(received);
        let decision = decide(received);
        let boundary = decision.nearest_boundary.unwrap();
        let mut next = received;
        while next < boundary.at {
            assert_eq!(decide(next).charged(), decision.charged(), "{next} before {}", boundary.at);
            next = next.plus_secs(900).unwrap();
        }
        assert_eq!(decide(boundary.at).charged(), boundary.charged);
        assert_ne!(boundary.charged, decision.charged());
    }
    // The last notice in time is one on Saturday 18 July: from its closing on all count from 3 August.
    let boundary = decide(at("2026-07-10T12:00:00")).nearest_boundary.unwrap();
    assert_eq!(boundary.at, at("2026-07-18T14:00:00"));
}

#[test]
fn the_order_of_notices_is_proved() {
    for obligation in prove(&policy(HOURS), Law::built_in()) {
        assert!(!matches!(obligation.outcome, ProofOutcome::Refuted { .. }), "{obligation:?}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let plain = "from = '09:00'\nuntil = '17:00'\n";
    for (keys, words) in [
        ("also = [{ days = ['saturday'], from = '10:00', until = '12:00' }]\n", "needs `days`"),
        ("days = ['monday', 'holiday']\n", "no day of the week"),
        (
            "days = ['monday']\nalso = [{ days = ['monday'], from = '10:00', until = '12:00' }]\n",
            "`monday` has hours already",
        ),
        (
            "closed = [{ from = '01-01', until = '07-01' }, { from = '07-01', until = '01-01' }]\n",
            "every day of the year",
        ),
        ("days = ['monday']\nalso = [{ days = ['friday'], from = '12:00', until = '10:00' }]\n", "office hours end"),
    ] {
        let Err(report) = load("hours/1.toml", text(&format!("{plain}{keys}")).as_bytes()) else { panic!("{keys}") };
        assert!(report.to_string().contains(words), "{words}: {report}");
    }
}
