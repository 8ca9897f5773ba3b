//! What makes an agreement last longer, such as the months of a pause: its terms, its least duration and its agreed end.

use clausula::analyse::ProofOutcome;
use clausula::analyse::compare::compare;
use clausula::analyse::prove::prove;
use clausula::calendar::{Date, Instant};
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, DeclaredValue, Event, FactId, Facts, Termination};
use clausula::law::Law;
use clausula::money::{Cents, Locale};
use clausula::policy::Policy;
use clausula::policy::load::{Report, load};
use clausula::render;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, Party, ProductType, Question};

fn read(most: u32, notice: &str) -> Result<Policy, Report> {
    let text = format!(
        "policy = 'gym'\nversion = '1'\nname = 'Gym'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'NL'\n\
         [[fact]]\nid = 'paused'\nkind = 'count'\nmost = {most}\ndefault = 0\nask = {{ en = 'How long was the pause?' }}\n\
         [[fact]]\nid = 'fee'\nkind = 'amount'\nask = {{ en = 'Which fee?' }}\n\
         [[clause]]\nid = 'end'\narticle = '1'\nquestion = 'termination'\nsummary = {{ en = 'x' }}\n[clause.notice]\n{notice}\n"
    );
    load("gym/1.toml", text.as_bytes()).map(|loaded| loaded.policy)
}

fn policy(notice: &str) -> Policy {
    read(24, notice).unwrap_or_else(|report| panic!("{report}"))
}

fn noon(day: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{day}T11:00:00Z")).unwrap()
}

/// A year from 10 March 2026, in a notice of a business.
fn decide(policy: &Policy, paused: Option<u32>, notice: &str) -> Decision {
    let (customer, product) = (CustomerType::Business, ProductType::Membership);
    let mut agreement = Agreement::new(customer, product, Cents::new(10_000), noon("2026-03-10"));
    agreement.starts_at = Some(noon("2026-03-10"));
    agreement.ends_at = Some(noon("2026-12-31"));
    agreement.term_months = 12;
    agreement.declared.set(FactId::parse("paused").unwrap(), paused.map(DeclaredValue::Count));
    let notice =
        Termination { notice_at: noon(notice), by: Party::Customer, for_cause: Some(false), non_payment: Some(false) };
    let facts = Facts::new(agreement, Event::Termination(notice), Basis::TermsAndLaw).unwrap();
    evaluate(policy, Law::built_in(), &facts, Detail::Full).unwrap()
}

fn last_day(decision: &Decision, kind: DeadlineKind) -> Option<Date> {
    decision.deadlines.iter().find(|deadline| deadline.kind == kind).map(|deadline| deadline.last_day)
}

fn day(text: &str) -> Option<Date> {
    Some(Date::parse(text).unwrap())
}

#[test]
fn the_end_of_a_term_and_the_last_day_for_notice_move_with_it() {
    let by = |period: &str| {
        policy(&format!(
            "ends = 'end_of_term'\nlonger_by = {{ period = '{period}', per = 'paused' }}\n[[clause.notice.period]]\nperiod = '1 month'"
        ))
    };
    for (period, paused, notice, last, ends) in [
        ("1 month", None, "2027-02-09", "2027-02-09", "2027-03-09"),
        ("1 month", Some(0), "2027-02-10", "2028-02-09", "2028-03-09"),
        ("1 month", Some(2), "2027-02-10", "2027-04-09", "2027-05-09"),
        ("1 month", Some(2), "2027-04-09", "2027-04-09", "2027-05-09"),
        ("1 month", Some(2), "2027-04-10", "2028-04-09", "2028-05-09"),
        ("1 week", Some(3), "2027-02-28", "2027-02-28", "2027-03-30"),
        ("1 week", Some(3), "2027-03-01", "2028-02-29", "2028-03-30"),
        ("1 day", Some(1), "2027-02-10", "2027-02-10", "2027-03-10"),
        // More than the term itself.
        ("1 month", Some(24), "2026-03-11", "2029-02-09", "2029-03-09"),
    ] {
        let decision = decide(&by(period), paused, notice);
        let found = (last_day(&decision, DeadlineKind::Notice), last_day(&decision, DeadlineKind::ContractEnd));
        assert_eq!(found, (day(last), day(ends)), "{paused:?} times {period}, notice on {notice}");
    }
    let policy = by("1 month");
    let told = |paused| {
        let decision = decide(&policy, paused, "2027-02-10");
        render::decision_text(&policy, Law::built_in(), Question::Termination, &decision, Locale::En, 100)
    };
    assert!(told(Some(2)).contains("lasts 2 months longer"), "{}", told(Some(2)));
    assert!(!told(Some(0)).contains("longer"));
}

#[test]
fn a_minimum_term_and_a_time_of_trial_are_longer_too() {
    let policy = policy(
        "ends = 'after_notice'\nlonger_by = { period = '1 month', per = 'paused' }\n[[clause.notice.period]]\nperiod = '0 days'\n\
         in_first = '1 month'\n[[clause.notice.period]]\nperiod = '1 month'\nminimum_term = '1 year'",
    );
    for (paused, notice, ends) in [
        (0, "2026-04-09", "2026-04-09"),
        (0, "2026-04-10", "2027-03-09"),
        (2, "2026-06-09", "2026-06-09"),
        (2, "2026-06-10", "2027-05-09"),
        (2, "2027-04-09", "2027-05-09"),
        (2, "2027-04-10", "2027-05-10"),
    ] {
        let decision = decide(&policy, Some(paused), notice);
        assert_eq!(last_day(&decision, DeadlineKind::ContractEnd), day(ends), "{paused}, notice on {notice}");
    }
}

#[test]
fn an_agreed_end_comes_later() {
    let policy = policy("ends = 'agreed_end'\nlonger_by = { period = '1 month', per = 'paused' }");
    for (paused, ends) in [(0, "2026-12-31"), (1, "2027-01-31"), (2, "2027-02-28")] {
        let decision = decide(&policy, Some(paused), "2026-06-01");
        assert_eq!(last_day(&decision, DeadlineKind::ContractEnd), day(ends), "{paused}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let row = "[[clause.notice.period]]\nperiod = '1 month'";
    for (most, notice, expected) in [
        (
            24,
            format!("ends = 'after_notice'\nlonger_by = {{ period = '1 month', per = 'paused' }}\n{row}"),
            "has no effect",
        ),
        (24, format!("ends = 'end_of_term'\nlonger_by = {{ period = '1 month', per = 'fee' }}\n{row}"), "count"),
        (
            24,
            format!("ends = 'end_of_term'\nlonger_by = {{ period = '1 month', per = 'pauses' }}\n{row}"),
            "did you mean `paused`",
        ),
        (24, format!("ends = 'end_of_term'\nlonger_by = {{ period = '2 hours', per = 'paused' }}\n{row}"), "days"),
        (
            24,
            format!(
                "ends = 'end_of_term'\nlonger_by = {{ period = '1 month including the first day', per = 'paused' }}\n{row}"
            ),
            "has no first day",
        ),
        (
            1_181,
            format!("ends = 'end_of_term'\nlonger_by = {{ period = '1 month', per = 'paused' }}\n{row}"),
            "more than a hundred years",
        ),
    ] {
        let report = read(most, &notice).unwrap_err().to_string();
        assert!(report.contains(expected), "{notice}\n{report}");
    }
    let just = format!("ends = 'end_of_term'\nlonger_by = {{ period = '1 month', per = 'paused' }}\n{row}");
    assert!(read(1_180, &just).is_ok());
}

#[test]
fn it_is_proved_and_compared_with_and_without_a_pause() {
    let row = "[[clause.notice.period]]\nperiod = '1 month'";
    let of = |length: &str| {
        policy(&format!("ends = 'end_of_term'\nlonger_by = {{ period = '{length}', per = 'paused' }}\n{row}"))
    };
    for obligation in prove(&of("1 month"), Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    let found = compare(&of("1 month"), &of("2 weeks"), Law::built_in());
    assert!(!found.regions.is_empty());
    let paused = FactId::parse("paused").unwrap();
    for region in &found.regions {
        let said = region.witness.agreement.said(paused);
        assert!(matches!(said, Some(DeclaredValue::Count(count)) if count > 0), "{said:?}");
    }
    assert!(compare(&of("1 month"), &of("1 month"), Law::built_in()).regions.is_empty());
}
