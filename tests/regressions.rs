//! What random requests found, each kept as a test of its own.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::calendar::Instant;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, EvaluateError, evaluate};
use clausula::facts::{Agreement, Complaint, Event, Facts, Termination};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, BreachKind, CustomerType, DeadlineKind, Party, ProductType, Verdict};

fn policy(id: &str) -> Policy {
    support::policies().into_iter().find(|policy| policy.id == id).expect("a policy has this id")
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("an instant")
}

fn decide(policy: &Policy, agreement: Agreement, event: Event) -> Decision {
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).expect("the facts are valid");
    evaluate(policy, Law::built_in(), &facts, Detail::Full).expect("nothing is missing")
}

/// MultiDonnas 16.4: the answer is due a month after the complaint was filed, so that date moves with the filing. It was
/// taken for a date that does not, and the nearest boundary then compared it.
#[test]
fn a_deadline_counted_from_the_filing_moves_with_it() {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Programme, Cents::new(38), at("2026-03-28T15:00:00Z"));
    agreement.starts_at = Some(at("2026-03-28T15:00:00Z"));
    agreement.ends_at = agreement.starts_at;
    let filed_at = Some(at("2026-03-28T15:00:00Z"));
    let event = Event::Complaint(Complaint { filed_at, ..Complaint::default() });
    let decision = decide(&policy("multidonnas"), agreement, event);
    let moves = |kind| decision.deadlines.iter().find(|d| d.kind == kind).map(|d| d.moves_with_act);
    assert_eq!(moves(DeadlineKind::ComplaintResponse), Some(true));
    assert_eq!(moves(DeadlineKind::Complaint), Some(false));
    let boundary = decision.nearest_boundary.expect("the complaint comes too late one day");
    assert_eq!((boundary.at, boundary.verdict), (at("2026-04-28T22:00:00Z"), Verdict::Refused));
}

/// Emperra 6.3: whoever pays in instalments owes them whenever they cancel, so the start of the programme is not asked for.
#[test]
fn cancelling_a_programme_paid_in_instalments_needs_no_start() {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Programme, Cents::new(90_000), at("2026-03-27T23:00:00Z"));
    agreement.pays_in_instalments = Some(true);
    let decision = decide(
        &policy("emperra"),
        agreement,
        Event::Cancellation { received_at: at("2026-04-01T10:00:00Z"), cancelled_count: None },
    );
    assert_eq!(decision.verdict, Verdict::Permitted);
    assert_eq!(decision.charged(), Cents::new(90_000));
}

/// A period of notice that is longer than the contract period: the first period that the notice can still end is two years
/// away, and the search for it was given up after two periods.
#[test]
fn a_notice_longer_than_the_contract_period_is_searched_to_the_end() {
    let policy = ending_at_the_end_of_a_term("2 years");
    let mut agreement =
        Agreement::new(CustomerType::Business, ProductType::Subscription, Cents::new(100), at("2025-06-02T10:00:00Z"));
    agreement.term_months = 1;
    let notice_at = at("2025-06-20T10:00:00Z");
    let event = Event::Termination(Termination {
        notice_at,
        by: Party::Customer,
        for_cause: Some(false),
        non_payment: Some(false),
    });
    let decision = decide(&policy, agreement, event);
    let day = |kind| decision.deadlines.iter().find(|d| d.kind == kind).map(|d| d.last_day.to_string());
    assert_eq!(day(DeadlineKind::Notice).as_deref(), Some("2025-07-01"));
    assert_eq!(day(DeadlineKind::ContractEnd).as_deref(), Some("2027-07-01"));
}

/// L7 lets a consumer end the agreement at any time once it was renewed, with the notice of the terms where that is shorter
/// than a month.
#[test]
fn law_does_not_end_an_agreement_later_than_the_terms() {
    let policy = ending_at_the_end_of_a_term("1 week");
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Subscription, Cents::new(100), at("2025-06-02T08:30:00Z"));
    agreement.term_months = 1;
    let end = |notice: &str| {
        let notice_at = at(notice);
        let (by, for_cause, non_payment) = (Party::Customer, Some(false), Some(false));
        let event = Event::Termination(Termination { notice_at, by, for_cause, non_payment });
        let decision = decide(&policy, agreement.clone(), event);
        let end = decision.deadlines.iter().find(|d| d.kind == DeadlineKind::ContractEnd);
        end.map(|d| d.last_day.to_string()).unwrap_or_default()
    };
    // The terms alone would end it with a period, on 1 October.
    assert_eq!(end("2025-09-10T08:30:00Z"), "2025-09-17");
    // Too late for that period.
    assert_eq!(end("2025-09-26T08:30:00Z"), "2025-10-03");
    // The last day on which the first renewal can be prevented is a week before 1 July.
    assert_eq!(end("2025-06-24T08:30:00Z"), "2025-07-01");
    assert_eq!(end("2025-06-25T08:30:00Z"), "2025-07-02");
}

/// A policy whose agreements end with a contract period, after notice.
fn ending_at_the_end_of_a_term(notice: &str) -> Policy {
    let text = format!(
        r#"
policy = "drawn"
version = "1"
name = "Drawn"
currency = "EUR"
prices = "excluding_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "notice"
article = "1"
question = "termination"
summary = {{ nl = "Opzeggen gaat met {notice}.", en = "Notice is {notice}." }}
[clause.notice]
ends = "end_of_term"
[[clause.notice.period]]
period = "{notice}"
"#
    );
    load("drawn.toml", text.as_bytes()).expect("the policy loads").policy
}

/// Ten monthly salaries, times as many breaches, can exceed 64 bits: that is an error, never an amount that stands still at
/// the largest one.
#[test]
fn an_amount_beyond_64_bits_is_an_error() {
    let agreement =
        Agreement::new(CustomerType::Business, ProductType::Assignment, Cents::new(100), at("2025-06-02T08:30:00Z"));
    let decided = |count, salary| {
        let kind = BreachKind::NonSolicitation;
        let event = Event::Breach { kind, count: Some(count), monthly_salary: Some(salary), occurred_at: None };
        let facts = Facts::new(agreement.clone(), event, Basis::TermsAndLaw).expect("the facts are valid");
        evaluate(&policy("onvergetelijk-onderwijs"), Law::built_in(), &facts, Detail::Amounts)
    };
    // 10 × 922,337,203,685,477,580 cents is the last that fits.
    assert_eq!(decided(1, Cents::MAX).expect("ten salaries fit").charged(), Cents::MAX.times(10));
    assert_eq!(decided(9_223, Cents::MAX).expect("these fit").charged(), Cents::MAX.times(92_230));
    let EvaluateError::Facts(violations) = decided(9_224, Cents::MAX).expect_err("these do not");
    assert_eq!(violations.iter().map(|v| v.field.as_str()).collect::<Vec<_>>(), ["breach.count"]);
}
