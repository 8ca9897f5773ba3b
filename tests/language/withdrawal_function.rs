//! The function for withdrawing that an interface must offer for contracts from 19 June 2026 on (BW 6:230oa).

use clausula::analyse::rules::{Rule, check};
use clausula::calendar::{Date, Instant};
use clausula::decision::{Calculation, Decision};
use clausula::evaluate::{Detail, evaluate, reads};
use clausula::facts::table::agreement::FUNCTION_MISSING;
use clausula::facts::{Agreement, Event, Facts};
use clausula::law::{JurisdictionId, Law};
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType};

fn policy(law: JurisdictionId) -> Policy {
    let text = format!(
        "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
         zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"{law}\"\n[[clause]]\nid = \"one\"\narticle = \"1\"\n\
         summary = {{ nl = \"x\", en = \"x\" }}\nquestion = \"withdrawal\"\n[clause.withdrawal_right]\n\
         period = \"14 days\"\nat_a_distance_only = true\ncustomer = \"consumer\"\n"
    );
    load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// A consumer who was told of the right at the conclusion, on an interface without the function, and had a service begin.
fn agreement(concluded_at: &str) -> Agreement {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Coaching, Cents::new(100_000), at(concluded_at));
    agreement.withdrawal.withdrawal_function_missing = Some(true);
    agreement.withdrawal.information_given_at = Some(agreement.concluded_at);
    agreement.withdrawal.express_request_to_start = Some(true);
    agreement.performance.started_at = Some(agreement.concluded_at);
    (agreement.performance.delivered_units, agreement.performance.total_units) = (Some(1), Some(4));
    agreement
}

fn decide(law: JurisdictionId, agreement: Agreement, basis: Basis) -> Decision {
    let declared_at = agreement.concluded_at.plus_hours(24).unwrap();
    let event = Event::Withdrawal { declared_at, received_at: None, goods_devaluation: Some(Cents::ZERO) };
    let facts = Facts::new(agreement, event, basis).unwrap();
    evaluate(&policy(law), Law::built_in(), &facts, Detail::Full).unwrap()
}

/// The last day to withdraw, and what is charged.
fn answer(decision: &Decision) -> (String, i64) {
    let deadline = decision.deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Withdrawal).unwrap();
    (deadline.last_day.to_string(), decision.charged().get())
}

#[test]
fn from_the_day_on_its_lack_counts_as_information_withheld() {
    for law in [JurisdictionId::Nl, JurisdictionId::Eu] {
        let decided = |concluded_at| answer(&decide(law, agreement(concluded_at), Basis::TermsAndLaw));
        // 23:59:59 on 18 June in Amsterdam, and midnight. Friday 3 July 2026 and a year later, Saturday, so Monday.
        assert_eq!(decided("2026-06-18T21:59:59Z"), ("2026-07-02".to_owned(), 25_000), "{law}");
        assert_eq!(decided("2026-06-18T22:00:00Z"), ("2027-07-05".to_owned(), 0), "{law}");
    }
}

#[test]
fn the_reasoning_names_the_day() {
    let missing = |decision: &Decision| {
        let steps = decision.explanation.iter().map(|step| &step.calculation);
        steps
            .filter(|step| matches!(step, Calculation::FunctionMissing { from } if from.to_string() == "2026-06-19"))
            .count()
    };
    let told = |concluded_at| missing(&decide(JurisdictionId::Nl, agreement(concluded_at), Basis::TermsAndLaw));
    assert_eq!((told("2026-06-18T10:00:00Z"), told("2026-06-19T10:00:00Z")), (0, 1));
}

/// Whether a cancellation a day after the conclusion reads whether the function is there.
fn is_read(concluded_at: &str) -> bool {
    let agreement = Agreement::new(CustomerType::Consumer, ProductType::Coaching, Cents::new(1), at(concluded_at));
    let received_at = agreement.concluded_at.plus_hours(24).unwrap();
    let event = Event::Cancellation { received_at, cancelled_count: None };
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).unwrap();
    reads(&policy(JurisdictionId::Nl), Law::built_in(), &facts).contains(&FUNCTION_MISSING)
}

#[test]
fn of_earlier_contracts_it_is_not_read() {
    let read = ["2026-06-18T21:59:59Z", "2026-06-18T22:00:00Z", "2026-06-18T22:00:01Z"].map(is_read);
    assert_eq!(read, [false, true, true]);
}

/// Whether the check asks for the function, of a text in force until a day, looked at on another.
fn asked_for(law: JurisdictionId, until: &str, on: &str) -> bool {
    let text = policy(law).source.replace("zone =", &format!("effective_until = {until}\nzone ="));
    let policy = load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy;
    let found = check(&policy, Law::built_in(), Date::parse(on).unwrap());
    found.iter().any(|finding| finding.rule == Rule::WdFunction)
}

#[test]
fn a_text_in_force_from_that_day_on_names_the_function() {
    for law in [JurisdictionId::Nl, JurisdictionId::Eu] {
        assert!(asked_for(law, "2026-06-20", "2026-06-19"), "{law}");
        assert!(!asked_for(law, "2026-06-20", "2026-06-18"), "{law}");
        assert!(!asked_for(law, "2026-06-19", "2026-06-19"), "{law}");
    }
    assert!(!asked_for(JurisdictionId::None, "2026-06-20", "2026-06-19"));
}

#[test]
fn it_changes_nothing_where_the_law_does_not_ask_for_it() {
    let of = agreement("2026-06-19T10:00:00Z");
    let without_law = decide(JurisdictionId::None, of.clone(), Basis::TermsAndLaw);
    assert_eq!(answer(&without_law).0, "2026-07-03");
    assert_eq!(answer(&decide(JurisdictionId::Nl, of.clone(), Basis::TermsOnly)).0, "2026-07-03");
    let mut offered = of.clone();
    offered.withdrawal.withdrawal_function_missing = Some(false);
    assert_eq!(answer(&decide(JurisdictionId::Nl, offered, Basis::TermsAndLaw)), ("2026-07-03".to_owned(), 25_000));
    let mut on_premises = of;
    on_premises.withdrawal.concluded_on_premises = Some(true);
    assert_eq!(decide(JurisdictionId::Nl, on_premises, Basis::TermsAndLaw).deadlines, []);
}
