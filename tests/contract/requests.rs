//! Requests to break, and how their violations are compared.

use clausula::contract::Violation;
use clausula::contract::{Cause, FieldNames, RequestTerms, decode, parse_request};
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};
use std::sync::LazyLock;

static POLICIES: LazyLock<PolicySet> = LazyLock::new(|| PolicySet::built_in().unwrap());

/// The five policies, which are in euros.
pub(crate) fn terms() -> RequestTerms<'static> {
    RequestTerms::Among(&POLICIES)
}

/// A sound request with the event given.
pub(crate) fn request(event: &str, fields: Value) -> Value {
    let mut request = json!({
        "requestId": "r1",
        "policyId": "heartschool",
        "agreement": {
            "customerType": "CUSTOMER_TYPE_CONSUMER",
            "productType": "PRODUCT_TYPE_EVENT",
            "price": {"currencyCode": "EUR", "minorUnits": "125000"},
            "concludedAt": "2026-01-10T12:00:00Z",
            "startsAt": "2026-06-01T07:00:00Z",
            "endsAt": "2026-06-02T15:00:00Z",
            "payments": [
                {"paidAt": "2026-01-11T09:00:00Z", "amount": {"currencyCode": "EUR", "minorUnits": "25000"}},
                {"paidAt": "2026-02-11T09:00:00Z", "amount": {"currencyCode": "EUR", "minorUnits": "25000"}}
            ]
        }
    });
    request[event] = fields;
    request
}

pub(crate) fn cancellation() -> Value {
    request("cancellation", json!({"receivedAt": "2026-05-01T10:00:00Z"}))
}

/// Sets the value at a JSON pointer whose parent is there.
pub(crate) fn with(mut request: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = request.pointer_mut(parent).unwrap();
        match key.parse::<usize>() {
            Ok(index) => parent[index] = value.clone(),
            Err(_) => parent[key] = value.clone(),
        }
    }
    request
}

pub(crate) fn without(mut request: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    request.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
    request
}

/// What is wrong with a request, in the names of the `.proto` files.
pub(crate) fn violations(request: &Value) -> Vec<Violation> {
    let text = serde_json::to_vec(request).unwrap();
    let rejection = match parse_request(&text) {
        Ok(request) => decode(&request, terms()).unwrap_err(),
        Err(rejection) => rejection,
    };
    assert!(matches!(rejection.cause, Cause::Invalid(_)), "not about fields: {rejection:?}");
    rejection.named(FieldNames::Proto).violations()
}

/// Whether a request has facts.
pub(crate) fn sound(request: &Value) -> bool {
    let text = serde_json::to_vec(request).unwrap();
    decode(&parse_request(&text).unwrap(), terms()).is_ok()
}

#[track_caller]
pub(crate) fn check(request: Value, expected: &[(&str, &str)]) {
    let found = violations(&request);
    let found: Vec<(&str, &str)> = found.iter().map(|v| (v.field.as_str(), v.problem.as_str())).collect();
    assert_eq!(found, expected, "{request}");
}

pub(crate) fn eur(cents: i64) -> Value {
    json!({"currencyCode": "EUR", "minorUnits": cents.to_string()})
}

pub(crate) const OUTSIDE: &str = "lies outside 1990–2199";
pub(crate) const NEGATIVE: &str = "is negative; give an amount of 0 or more";
pub(crate) const BEFORE_CONCLUSION: &str = "lies before `agreement.concluded_at`";
