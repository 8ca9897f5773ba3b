//! Working days that a policy names itself: periods, office hours and deadlines go by them, the law does not (T6).

use clausula::analyse::ProofOutcome;
use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::calendar::{Date, Instant};
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::{Report, load};
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question};

const SIX: &str = r#"["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]"#;
const TUESDAY_TO_SATURDAY: &str = r#"["tuesday", "wednesday", "thursday", "friday", "saturday"]"#;

fn read(days: &str, question: Question, form: &str) -> Result<Policy, Report> {
    let days = if days.is_empty() { String::new() } else { format!("working_days = {days}\n") };
    let text = format!(
        "policy = 'shop'\nversion = '1'\nname = 'Shop'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'NL'\n{days}[[clause]]\nid = 'c'\narticle = '1'\n\
         question = '{question}'\nsummary = {{ en = 'x' }}\n{form}\n"
    );
    load("shop/1.toml", text.as_bytes()).map(|loaded| loaded.policy)
}

fn policy(days: &str, question: Question, form: &str) -> Policy {
    read(days, question, form).unwrap_or_else(|report| panic!("{report}"))
}

/// A moment in Amsterdam, in winter.
fn winter(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{text}+01:00")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn cancelled(starts: &str, at: Instant) -> Facts {
    let (customer, product) = (CustomerType::Consumer, ProductType::Event);
    let mut agreement = Agreement::new(customer, product, Cents::new(10_000), winter("2025-01-02T12:00:00"));
    agreement.starts_at = Some(winter(starts));
    Facts::new(agreement, Event::Cancellation { received_at: at, cancelled_count: None }, Basis::TermsAndLaw).unwrap()
}

const TWO_DAYS: &str = r#"
[clause.tiers]
before = "starts_at"
[[clause.tiers.tier]]
at_least = "2 working days"
[[clause.tiers.tier]]
less_than = "2 working days"
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#;

/// A start on Tuesday 20 January 2026: the second working day before it, at its end and just after.
#[test]
fn bounds_count_the_days_that_the_policy_names() {
    let euros = |days: &str, starts: &str, at: &str| {
        let policy = policy(days, Question::Cancellation, TWO_DAYS);
        let decision = evaluate(&policy, Law::built_in(), &cancelled(starts, winter(at)), Detail::Full).unwrap();
        decision.charged().get() / 100
    };
    for (days, last) in [("", "2026-01-16"), (SIX, "2026-01-17"), (TUESDAY_TO_SATURDAY, "2026-01-16")] {
        assert_eq!(euros(days, "2026-01-20T10:00:00", &format!("{last}T23:59:59")), 0, "{days}");
        let after = day(last).plus_days(1).unwrap();
        assert_eq!(euros(days, "2026-01-20T10:00:00", &format!("{after}T00:00:00")), 50, "{days}");
    }
    // 25 and 26 December 2026 are holidays, the latter a Saturday: no working day, though Saturdays are.
    assert_eq!(euros(SIX, "2026-12-29T10:00:00", "2026-12-24T23:59:59"), 0);
    assert_eq!(euros(SIX, "2026-12-29T10:00:00", "2026-12-25T00:00:00"), 50);
    assert_eq!(euros(SIX, "2026-12-28T10:00:00", "2026-12-23T23:59:59"), 0);
    assert_eq!(euros(SIX, "2026-12-28T10:00:00", "2026-12-24T00:00:00"), 50);
}

#[test]
fn office_hours_without_days_are_those_of_the_working_days() {
    let form = "[clause.office_hours]\nfrom = '09:00'\nuntil = '17:00'\nexcept_holidays = true\n[[clause]]\nid = 'free'\n\
                article = '2'\nquestion = 'cancellation'\nsummary = { en = 'x' }\n[clause.outcome]\nverdict = 'permitted'";
    for (days, given, counts) in [
        // Saturday 17 January 2026.
        ("", "2026-01-17T10:00:00", "2026-01-19T09:00:00"),
        (SIX, "2026-01-17T10:00:00", "2026-01-17T10:00:00"),
        (SIX, "2026-01-17T16:59:59", "2026-01-17T16:59:59"),
        (SIX, "2026-01-17T17:00:00", "2026-01-19T09:00:00"),
        (SIX, "2026-01-16T17:00:00", "2026-01-17T09:00:00"),
        (TUESDAY_TO_SATURDAY, "2026-01-17T17:00:00", "2026-01-20T09:00:00"),
        (TUESDAY_TO_SATURDAY, "2026-01-19T12:00:00", "2026-01-20T09:00:00"),
    ] {
        let policy = policy(days, Question::Cancellation, form);
        let facts = cancelled("2026-12-01T10:00:00", winter(given));
        let decision = evaluate(&policy, Law::built_in(), &facts, Detail::Full).unwrap();
        assert_eq!(decision.effective_at.unwrap_or(winter(given)), winter(counts), "{days} {given}");
    }
}

/// A fortnight that ends on a Saturday ends on Monday by law, though the shop works on Saturdays.
#[test]
fn periods_of_the_law_keep_to_the_days_of_the_law() {
    let form = "[clause.withdrawal_right]\nperiod = '14 days'\ncustomer = 'consumer'";
    for days in ["", SIX, TUESDAY_TO_SATURDAY] {
        let policy = policy(days, Question::Withdrawal, form);
        let concluded = winter("2026-01-03T12:00:00");
        let mut agreement = Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::new(10_000), concluded);
        agreement.starts_at = Some(winter("2026-12-01T10:00:00"));
        let event =
            Event::Withdrawal { declared_at: concluded, received_at: None, goods_devaluation: Some(Cents::ZERO) };
        let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap();
        let decision = evaluate(&policy, Law::built_in(), &facts, Detail::Full).unwrap();
        let last = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Withdrawal).unwrap();
        assert_eq!(last.last_day, day("2026-01-19"), "{days}");
    }
}

#[test]
fn rows_are_proved_in_any_week_and_gaps_are_those_of_the_week() {
    let hours = "[[clause]]\nid = 'open'\narticle = '2'\nquestion = 'cancellation'\nsummary = { en = 'x' }\n\
                 [clause.office_hours]\nfrom = '09:00'\nuntil = '17:00'\n";
    for days in ["", SIX, TUESDAY_TO_SATURDAY, r#"["wednesday"]"#] {
        let policy = policy(days, Question::Cancellation, &format!("{TWO_DAYS}{hours}"));
        for obligation in prove(&policy, Law::built_in()) {
            assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{days}: {obligation:?}");
        }
    }
    // The sixth working day lies 6 days before, where there are six in a week, and 8 where there are five.
    let rows = |days| {
        let form = "[clause.tiers]\nbefore = 'starts_at'\n[[clause.tiers.tier]]\nat_least = '6 working days'\n\
                    [[clause.tiers.tier]]\nless_than = '8 days'\n";
        read(days, Question::Cancellation, form)
    };
    assert!(rows(r#"["monday"]"#).unwrap_err().to_string().contains("less than 6 working days"));
    let week = |days: &str, bound| {
        let form = format!(
            "[clause.tiers]\nbefore = 'starts_at'\n[[clause.tiers.tier]]\nat_least = '6 working days'\nless_than = '{bound} days'\n\
             [[clause.tiers.tier]]\nless_than = '6 working days'\n[[clause.tiers.tier]]\nat_least = '{bound} days'\n"
        );
        read(days, Question::Cancellation, &form).map(|_| ()).map_err(|report| report.to_string())
    };
    // Less than 8 days and yet 6 working days before: there is such a day on Saturdays alone.
    assert!(week("", 8).unwrap_err().contains("nothing lies between these bounds"), "{:?}", week("", 8));
    assert_eq!(week(SIX, 8), Ok(()));
}

#[test]
fn versions_with_other_working_days_are_told_apart() {
    let (old, new) = (policy("", Question::Cancellation, TWO_DAYS), policy(SIX, Question::Cancellation, TWO_DAYS));
    let found = compare(&old, &new, Law::built_in());
    assert!(!found.regions.is_empty());
    let told = "working days are monday, tuesday, wednesday, thursday, friday in one version";
    assert!(found.not_compared.iter().any(|note| note.en.starts_with(told)), "{:?}", found.not_compared);
    let same = compare(
        &old,
        &policy(r#"["friday", "monday", "tuesday", "wednesday", "thursday"]"#, Question::Cancellation, TWO_DAYS),
        Law::built_in(),
    );
    assert!(same.regions.is_empty() && same.not_compared.iter().all(|note| !note.en.contains("working days")));
}

#[test]
fn a_holiday_is_no_day_of_the_week() {
    let report = read(r#"["monday", "holiday"]"#, Question::Cancellation, TWO_DAYS).unwrap_err().to_string();
    assert!(report.contains("`holidays` says which days are none of the working days"), "{report}");
    let twice = read(r#"["monday", "monday"]"#, Question::Cancellation, TWO_DAYS);
    assert!(twice.is_ok());
}
