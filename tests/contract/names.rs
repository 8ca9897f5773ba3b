//! How fields are named to callers: as the `.proto` files do, and to callers in JSON as JSON does, in texts too.

use super::requests::*;
use super::round_trip::parsed;
use clausula::contract::{
    FieldNames, Rejection, answer, batch, parse_message, parse_quote, parse_request, quote, wire,
};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};
use wire::evaluate_result::Outcome;

fn lines(rejection: &Rejection) -> Vec<String> {
    rejection.violations().iter().map(ToString::to_string).collect()
}

fn answered(request: &Value, names: FieldNames) -> Rejection {
    let policies = PolicySet::built_in().unwrap();
    answer(&policies, Law::built_in(), &parsed(request), names).unwrap_err()
}

#[test]
fn contradictions_name_both_fields_alike() {
    let request = with(
        request("providerChange", json!({"knownAt": "2026-03-02T00:00:00Z", "notifiedAt": "2026-03-01T00:00:00Z"})),
        &[
            ("/agreement/startsAt", json!("2026-01-01T00:00:00Z")),
            ("/agreement/performance", json!({"fullyPerformed": true, "totalUnits": 2})),
        ],
    );
    assert_eq!(
        lines(&answered(&request, FieldNames::Proto)),
        [
            "`agreement.starts_at`: lies before `agreement.concluded_at`",
            "`agreement.performance.fully_performed`: is given, and `agreement.performance.delivered_units` is below \
             `agreement.performance.total_units`",
            "`provider_change.notified_at`: lies before `provider_change.known_at`",
        ]
    );
    let json = answered(&request, FieldNames::Json);
    assert_eq!(
        lines(&json),
        [
            "`agreement.startsAt`: lies before `agreement.concludedAt`",
            "`agreement.performance.fullyPerformed`: is given, and `agreement.performance.deliveredUnits` is below \
             `agreement.performance.totalUnits`",
            "`providerChange.notifiedAt`: lies before `providerChange.knownAt`",
        ]
    );
    assert_eq!(json.message(), "`agreement.startsAt`: lies before `agreement.concludedAt` (and 2 more)");
}

#[test]
fn what_is_missing_in_an_element_of_a_list() {
    let request = request("paymentReview", json!({"asOf": "2026-05-01T00:00:00Z", "invoices": [{"invoiceId": "a"}]}));
    assert_eq!(
        lines(&answered(&request, FieldNames::Json)),
        ["`paymentReview.invoices[0].issuedOn`: is missing", "`paymentReview.invoices[0].openAmount`: is missing"]
    );
}

#[test]
fn what_a_clause_reads() {
    let request = without(with(cancellation(), &[("/policyId", json!("klantgenerator"))]), "/agreement/startsAt");
    let missing = "is missing; a clause of the terms reads it";
    assert_eq!(lines(&answered(&request, FieldNames::Json)), [format!("`agreement.startsAt`: {missing}")]);
    assert_eq!(lines(&answered(&request, FieldNames::Proto)), [format!("`agreement.starts_at`: {missing}")]);
}

#[test]
fn what_does_not_fit_is_named_as_the_caller_writes_it() {
    let text = with(
        cancellation(),
        &[
            ("/agreement/withdrawalFacts", json!({"made_to_order": 1, "goods_recieved_at": null})),
            ("/policy_id", json!("a")),
            ("/agreement/concludedAt", json!(null)),
        ],
    );
    let rejection = parse_request(text.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        lines(&rejection),
        [
            "`agreement.withdrawalFacts.goods_recieved_at`: is not a field; did you mean `goodsReceivedAt`?",
            "`agreement.withdrawalFacts.madeToOrder`: is a number; give `true` or `false`, without quotes",
            "`policyId`: is given twice; give it once",
            "`agreement.concludedAt`: is missing",
        ]
    );
}

#[test]
fn the_fields_of_a_quote() {
    let text =
        json!({"policyId": "heartschool", "agreement": cancellation()["agreement"], "until": "2026-01-10T12:00:00Z"});
    let request = parse_quote(text.to_string().as_bytes()).unwrap();
    let (policies, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let found = |names| lines(&quote(&policies, law, &request, names).unwrap_err());
    assert_eq!(found(FieldNames::Json), ["`until`: does not lie after `agreement.concludedAt`"]);
    assert_eq!(found(FieldNames::Proto), ["`until`: does not lie after `agreement.concluded_at`"]);
}

#[test]
fn the_items_of_a_batch() {
    let early = with(cancellation(), &[("/cancellation/receivedAt", json!("2026-01-01T00:00:00Z"))]);
    let policies = PolicySet::built_in().unwrap();
    for (names, field, other) in [
        (FieldNames::Json, "cancellation.receivedAt", "agreement.concludedAt"),
        (FieldNames::Proto, "cancellation.received_at", "agreement.concluded_at"),
    ] {
        let results = batch(&policies, Law::built_in(), &[parsed(&early)], names).unwrap();
        let Some(Outcome::Error(error)) = &results[0].outcome else { panic!() };
        let violation = &error.field_violations[0];
        assert_eq!((&*violation.field, &*violation.description), (field, &*format!("lies before `{other}`")));
        assert_eq!(error.message, format!("`{field}`: lies before `{other}`"));
    }
}

#[test]
fn a_text_of_the_caller_stays_as_it_is() {
    let request = with(cancellation(), &[("/locale", json!("my_language"))]);
    assert_eq!(
        lines(&answered(&request, FieldNames::Json)),
        ["`locale`: `my_language` is not a known language; give `en` or `nl`"]
    );
}

#[test]
fn other_messages_too() {
    let text = json!({"old": {"policy_key": {"policy": 1}}, "neww": {}});
    let rejection = parse_message::<wire::ComparePoliciesRequest>(text.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        lines(&rejection),
        [
            "`neww`: is not a field; did you mean `new`?",
            "`old.policy_key.policy`: is not a field; did you mean `policy_id`?",
        ]
    );
}
