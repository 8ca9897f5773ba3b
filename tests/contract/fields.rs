//! Malformed fields: every violation at once, each with the path of its field and what is wrong with it.

use super::requests::*;
use clausula::contract::Violation;
use clausula::contract::{decode, parse_request};
use serde_json::json;

#[test]
fn the_base_is_sound() {
    let text = serde_json::to_vec(&cancellation()).unwrap();
    assert_eq!(decode(&parse_request(&text).unwrap(), terms()).unwrap().request_id, "r1");
}

#[test]
fn an_empty_request_misses_everything_at_once() {
    check(
        json!({}),
        &[
            ("policy_id", "is missing"),
            ("agreement", "is missing"),
            ("event", "is missing; give exactly one event, such as `cancellation`"),
        ],
    );
}

#[test]
fn an_empty_agreement_misses_what_every_question_needs() {
    check(
        with(cancellation(), &[("/agreement", json!({}))]),
        &[
            ("agreement.concluded_at", "is missing"),
            ("agreement.customer_type", "is missing; give one of `CUSTOMER_TYPE_CONSUMER`, `CUSTOMER_TYPE_BUSINESS`"),
            (
                "agreement.product_type",
                "is missing; give one of `PRODUCT_TYPE_DIGITAL_CONTENT`, `PRODUCT_TYPE_PROGRAMME`, \
                 `PRODUCT_TYPE_COACHING`, `PRODUCT_TYPE_EVENT`, `PRODUCT_TYPE_SUBSCRIPTION`, \
                 `PRODUCT_TYPE_ASSIGNMENT`, `PRODUCT_TYPE_GOODS`, `PRODUCT_TYPE_ACCOMMODATION`, `PRODUCT_TYPE_RENTAL`, \
                 `PRODUCT_TYPE_TRAVEL_PACKAGE`, `PRODUCT_TYPE_LEISURE`, `PRODUCT_TYPE_CARE_APPOINTMENT`, \
                 `PRODUCT_TYPE_TRANSPORT`, `PRODUCT_TYPE_MEMBERSHIP`",
            ),
            ("agreement.price", "is missing"),
        ],
    );
}

#[test]
fn amounts() {
    let price = |value| with(cancellation(), &[("/agreement/price", value)]);
    check(price(eur(-1)), &[("agreement.price", NEGATIVE)]);
    check(price(eur(i64::MIN)), &[("agreement.price", NEGATIVE)]);
    let large = "is above 1000000000000.00, the largest amount";
    check(price(eur(100_000_000_000_001)), &[("agreement.price", large)]);
    check(price(eur(i64::MAX)), &[("agreement.price", large)]);
    check(
        price(json!({"currencyCode": "USD", "minorUnits": "5"})),
        &[("agreement.price", "is in `USD`, the policy is in `EUR`")],
    );
    check(
        price(json!({"currencyCode": "eur", "minorUnits": "5"})),
        &[("agreement.price", "is in `eur`, the policy is in `EUR`")],
    );
    check(price(json!({"minorUnits": "5"})), &[("agreement.price", "has no currency code; give `EUR`")]);
    check(
        with(cancellation(), &[("/agreement/payments/1/amount", eur(-1))]),
        &[("agreement.payments[1].amount", NEGATIVE)],
    );
    check(without(cancellation(), "/agreement/payments/0/amount"), &[("agreement.payments[0].amount", "is missing")]);
}

#[test]
fn counts() {
    let changes = [
        ("/agreement/termMonths", json!(-1)),
        ("/agreement/serviceCount", json!(-2)),
        ("/agreement/sessionCount", json!(i32::MIN)),
        ("/agreement/performance", json!({"deliveredUnits": -3, "totalUnits": -4})),
    ];
    let negative = "is negative; give 0 or more";
    check(
        with(cancellation(), &changes),
        &[
            ("agreement.term_months", negative),
            ("agreement.service_count", negative),
            ("agreement.session_count", negative),
            ("agreement.performance.delivered_units", negative),
            ("agreement.performance.total_units", negative),
        ],
    );
    check(
        with(cancellation(), &[("/agreement/performance", json!({"deliveredUnits": 5, "totalUnits": 4}))]),
        &[("agreement.performance.delivered_units", "is above `agreement.performance.total_units`")],
    );
}

#[test]
fn instants_outside_the_years_of_facts() {
    let at = |text: &str| with(cancellation(), &[("/cancellation/receivedAt", json!(text))]);
    check(at("1989-12-31T23:59:59.999999999Z"), &[("cancellation.received_at", OUTSIDE)]);
    check(at("2200-01-01T00:00:00Z"), &[("cancellation.received_at", OUTSIDE)]);
    check(at("9999-12-31T23:59:59Z"), &[("cancellation.received_at", OUTSIDE)]);
    let conclusion = with(cancellation(), &[("/agreement/concludedAt", json!("2200-01-01T00:00:00Z"))]);
    check(conclusion, &[("agreement.concluded_at", OUTSIDE)]);
}

#[test]
fn nanoseconds_and_seconds_out_of_range() {
    let text = serde_json::to_vec(&cancellation()).unwrap();
    for (seconds, nanos, problem) in [
        (1_800_000_000, 1_000_000_000, "is not a timestamp that exists; nanos run from 0 to 999999999"),
        (1_800_000_000, -1, "is not a timestamp that exists; nanos run from 0 to 999999999"),
        (253_402_300_800, 0, OUTSIDE),
        (i64::MIN, 0, OUTSIDE),
        (i64::MAX, 0, OUTSIDE),
    ] {
        let mut request = parse_request(&text).unwrap();
        request.agreement.as_mut().unwrap().starts_at = Some(clausula::contract::Timestamp { seconds, nanos });
        let found = decode(&request, terms()).unwrap_err();
        assert_eq!(found.violations(), [Violation { field: "agreement.starts_at".into(), problem: problem.into() }]);
    }
}

#[test]
fn enum_values_out_of_range() {
    let text = serde_json::to_vec(&cancellation()).unwrap();
    let mut request = parse_request(&text).unwrap();
    request.detail = 3;
    request.basis = -1;
    request.agreement.as_mut().unwrap().customer_type = 99;
    let found = decode(&request, terms()).unwrap_err();
    let found = found.violations();
    let found: Vec<_> = found.iter().map(|v| (v.field.as_str(), v.problem.as_str())).collect();
    assert_eq!(
        found,
        [
            ("detail", "`3` is not a known value; give one of `DETAIL_FULL`, `DETAIL_AMOUNTS`"),
            ("basis", "`-1` is not a known value; give one of `BASIS_TERMS_AND_LAW`, `BASIS_TERMS_ONLY`"),
            (
                "agreement.customer_type",
                "`99` is not a known value; give one of `CUSTOMER_TYPE_CONSUMER`, `CUSTOMER_TYPE_BUSINESS`"
            ),
        ]
    );
}

#[test]
fn a_language_that_is_not_known() {
    let request = with(cancellation(), &[("/locale", json!("de"))]);
    check(request, &[("locale", "`de` is not a known language; give `en` or `nl`")]);
}

#[test]
fn violations_in_dutch() {
    check(
        with(without(cancellation(), "/agreement/price"), &[("/locale", json!("nl")), ("/cancellation", json!({}))]),
        &[("agreement.price", "ontbreekt"), ("cancellation.received_at", "ontbreekt")],
    );
    check(
        with(
            cancellation(),
            &[
                ("/locale", json!("nl")),
                ("/agreement/performance", json!({"deliveredUnits": 5, "totalUnits": 4})),
                ("/cancellation/receivedAt", json!("2025-01-01T00:00:00Z")),
            ],
        ),
        &[
            ("agreement.performance.delivered_units", "is hoger dan `agreement.performance.total_units`"),
            ("cancellation.received_at", "ligt voor `agreement.concluded_at`"),
        ],
    );
}

#[test]
fn contradictions_of_the_agreement() {
    check(
        with(cancellation(), &[("/agreement/startsAt", json!("2026-01-10T11:59:59.999999999Z"))]),
        &[("agreement.starts_at", BEFORE_CONCLUSION)],
    );
    check(
        with(cancellation(), &[("/agreement/endsAt", json!("2026-06-01T06:59:59Z"))]),
        &[("agreement.ends_at", "lies before `agreement.starts_at`")],
    );
}

#[test]
fn more_entries_than_allowed() {
    let payments = vec![json!({"paidAt": "2026-01-11T09:00:00Z", "amount": eur(1)}); 1_001];
    check(
        with(cancellation(), &[("/agreement/payments", json!(payments))]),
        &[("agreement.payments", "has 1001 entries; at most 1000 are allowed")],
    );
    check(
        with(cancellation(), &[("/agreement/payments", json!(payments)), ("/locale", json!("nl"))]),
        &[("agreement.payments", "heeft 1001 onderdelen; hoogstens 1000 mogen")],
    );
}
