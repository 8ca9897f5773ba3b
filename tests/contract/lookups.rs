//! Requests that are sound by themselves, and still have no answer.

use super::requests::*;
use clausula::contract::Violation;
use clausula::contract::{FieldNames, answer, parse_quote, parse_request, quote};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};

/// What evaluation says of a request in both languages, which must name the field.
#[track_caller]
fn check_evaluation(request: Value, field: &str, english: &str, dutch: &str) {
    let policies = PolicySet::built_in().unwrap();
    for (locale, problem) in [("en", english), ("nl", dutch)] {
        let request = with(request.clone(), &[("/locale", json!(locale))]);
        let request = parse_request(&serde_json::to_vec(&request).unwrap()).unwrap();
        let found = answer(&policies, Law::built_in(), &request, FieldNames::Proto).unwrap_err();
        assert_eq!(found.violations(), [Violation { field: field.to_owned(), problem: problem.to_owned() }]);
        assert_eq!(found.code().name(), "INVALID_ARGUMENT");
        assert_eq!(found.reason(), "INVALID_FIELDS");
    }
}

#[test]
fn what_the_clause_reads() {
    let tiers = with(cancellation(), &[("/policyId", json!("klantgenerator"))]);
    check_evaluation(
        without(tiers, "/agreement/startsAt"),
        "agreement.starts_at",
        "is missing; a clause of the terms reads it",
        "ontbreekt; een bepaling van de voorwaarden leest het",
    );
}

#[test]
fn amounts_and_dates_beyond_what_can_be_stated() {
    let largest = eur(100_000_000_000_000);
    let breach =
        json!({"kind": "BREACH_KIND_NON_SOLICITATION", "count": 1_000_000_000, "monthlySalary": largest.clone()});
    let policy = [("/policyId", json!("onvergetelijk-onderwijs"))];
    check_evaluation(
        with(request("breach", breach), &policy),
        "breach.count",
        "leads to an amount beyond the largest that can be stated",
        "leidt tot een bedrag boven het hoogste dat kan worden vermeld",
    );
    let invoice = |due: &str, open: &Value| json!({"invoiceId": "1", "issuedOn": due, "dueOn": due, "openAmount": open, "reminderReceivedOn": due});
    let review = |due: &str, as_of: &str, open: &Value| {
        with(request("paymentReview", json!({"asOf": as_of, "invoices": [invoice(due, open)]})), &policy)
    };
    check_evaluation(
        review("1990-01-02", "2026-06-01T10:00:00Z", &eur(100)),
        "payment_review.invoices[0]",
        "is in default from 1990-01-10, before 2011-07-01, the first day of the interest table",
        "is in verzuim vanaf 1990-01-10, vóór 2011-07-01, de eerste dag van de rentetabel",
    );
    check_evaluation(
        with(
            review("2026-01-02", "2199-06-01T10:00:00Z", &largest),
            &[("/agreement/customerType", json!("CUSTOMER_TYPE_BUSINESS"))],
        ),
        "payment_review.invoices[0]",
        "bears interest beyond the largest amount",
        "draagt meer rente dan het hoogste bedrag",
    );
}

#[test]
fn policies_that_are_not_there() {
    let policies = PolicySet::built_in().unwrap();
    let ask = |changes: &[(&str, Value)]| {
        let text = serde_json::to_vec(&with(cancellation(), changes)).unwrap();
        let rejection =
            answer(&policies, Law::built_in(), &parse_request(&text).unwrap(), FieldNames::Proto).unwrap_err();
        (rejection.code().name(), rejection.reason(), rejection.message())
    };
    let (code, reason, message) = ask(&[("/policyId", json!("hartschool"))]);
    assert_eq!((code, reason), ("NOT_FOUND", "POLICY_NOT_FOUND"));
    assert_eq!(message, "there is no policy `hartschool`; did you mean `heartschool`?");

    let (code, reason, message) = ask(&[("/policyVersion", json!("2019-01-01"))]);
    assert_eq!((code, reason), ("NOT_FOUND", "POLICY_VERSION_NOT_FOUND"));
    assert_eq!(message, "policy `heartschool` has no version `2019-01-01`; it has `undated`");

    let before = [
        ("/policyId", json!("klantgenerator")),
        ("/agreement/concludedAt", json!("2020-12-16T22:59:59Z")),
        ("/locale", json!("nl")),
    ];
    let (code, reason, message) = ask(&before);
    assert_eq!((code, reason), ("FAILED_PRECONDITION", "POLICY_NOT_IN_FORCE"));
    assert_eq!(
        message,
        "geen versie van voorwaarden `klantgenerator` gold op 2020-12-16; de volgende geldt vanaf 2020-12-17"
    );
}

#[test]
fn quotes() {
    let sound = json!({
        "policyId": "heartschool",
        "question": "QUOTE_QUESTION_RESCHEDULING",
        "agreement": cancellation()["agreement"],
    });
    let policies = PolicySet::built_in().unwrap();
    let found = |changes: &[(&str, Value)]| {
        let request = parse_quote(&serde_json::to_vec(&with(sound.clone(), changes)).unwrap()).unwrap();
        let rejection = quote(&policies, Law::built_in(), &request, FieldNames::Proto).unwrap_err();
        rejection.violations().iter().map(|v| format!("{}: {}", v.field, v.problem)).collect::<Vec<_>>()
    };
    assert_eq!(
        found(&[("/until", json!("2026-01-10T12:00:00Z")), ("/sessionStartsAt", json!("2200-01-01T00:00:00Z"))]),
        [format!("session_starts_at: {OUTSIDE}"), "until: does not lie after `agreement.concluded_at`".to_owned()]
    );
    let mut request = parse_quote(&serde_json::to_vec(&sound).unwrap()).unwrap();
    request.question = 7;
    request.policy_id.clear();
    let rejection = quote(&policies, Law::built_in(), &request, FieldNames::Proto).unwrap_err();
    let found: Vec<_> = rejection.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "`policy_id`: is missing",
            "`question`: `7` is not a known value; give one of `QUOTE_QUESTION_CANCELLATION`, \
             `QUOTE_QUESTION_RESCHEDULING`",
        ]
    );
}
