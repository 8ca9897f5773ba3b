//! Defaults that mattered: told with a code and a field, or refused; and the version that must decide.

use super::requests::*;
use super::round_trip::parsed;
use clausula::contract::{FieldNames, Rejection, answer, parse_quote, quote, wire};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};

fn answered(request: &Value, names: FieldNames) -> Result<wire::Decision, Rejection> {
    let policies = PolicySet::built_in().unwrap();
    answer(&policies, Law::built_in(), &parsed(request), names).map(|response| response.decision.unwrap())
}

/// A consumer withdraws from coaching that has begun, and says little about it.
fn withdrawal() -> Value {
    with(
        request("withdrawal", json!({"declaredAt": "2026-01-20T10:00:00Z"})),
        &[
            ("/agreement/productType", json!("PRODUCT_TYPE_COACHING")),
            ("/agreement/withdrawalFacts", json!({"expressRequestToStart": true})),
            ("/agreement/performance", json!({"deliveredUnits": 2})),
        ],
    )
}

/// The same with everything that its answer turns on.
fn complete() -> Value {
    with(
        withdrawal(),
        &[
            ("/agreement/withdrawalFacts/informationGivenAt", json!("2026-01-10T12:00:00Z")),
            ("/agreement/performance/startedAt", json!("2026-01-12T12:00:00Z")),
            ("/agreement/performance/totalUnits", json!(10)),
            ("/agreement/performance/fullyPerformed", json!(false)),
            ("/agreement/withdrawalFacts/concludedOnPremises", json!(false)),
            ("/withdrawal/receivedAt", json!("2026-01-20T10:00:00Z")),
        ],
    )
}

fn strict(request: Value) -> Value {
    with(request, &[("/strict", json!(true))])
}

/// The code and the field of each default that mattered.
fn details(decision: &wire::Decision) -> Vec<(&str, &str)> {
    decision.assumption_details.iter().map(|assumed| (&*assumed.code, &*assumed.field)).collect()
}

#[test]
fn every_default_that_mattered_has_a_code_and_a_field() {
    let decision = answered(&withdrawal(), FieldNames::Json).unwrap();
    let found = details(&decision);
    for expected in [
        ("informed-at-conclusion", "agreement.withdrawalFacts.informationGivenAt"),
        ("begun-by-delivery", "agreement.performance.startedAt"),
        ("no-unit-count", "agreement.performance.totalUnits"),
    ] {
        assert!(found.contains(&expected), "{found:?}");
    }
    let messages: Vec<&String> = decision.assumption_details.iter().map(|assumed| &assumed.message).collect();
    assert_eq!(messages, decision.assumptions.iter().collect::<Vec<_>>());
    // In protobuf with the names of the `.proto` files.
    let found = answered(&withdrawal(), FieldNames::Proto).unwrap();
    assert!(details(&found).contains(&("no-unit-count", "agreement.performance.total_units")), "{found:?}");
    let found = answered(&complete(), FieldNames::Json).unwrap();
    assert!(found.assumption_details.iter().all(|assumed| assumed.field.is_empty()), "{found:?}");
}

#[test]
fn strict_refuses_each_default_by_its_field() {
    let rejection = answered(&strict(withdrawal()), FieldNames::Json).unwrap_err();
    assert_eq!((rejection.code().name(), rejection.reason()), ("INVALID_ARGUMENT", "INVALID_FIELDS"));
    let violations = rejection.violations();
    let expected = answered(&withdrawal(), FieldNames::Json).unwrap();
    let expected: Vec<_> = expected.assumption_details.iter().filter(|assumed| !assumed.field.is_empty()).collect();
    assert_eq!(violations.len(), expected.len());
    for (violation, assumed) in violations.iter().zip(expected) {
        assert_eq!(violation.field, assumed.field);
        let problem = format!(
            "is missing, and `strict` takes no default; without `strict` it is assumed: {}",
            assumed.message.trim_end_matches('.')
        );
        assert_eq!(violation.problem, problem);
    }
    let dutch = with(strict(withdrawal()), &[("/locale", json!("nl"))]);
    let violations = answered(&dutch, FieldNames::Json).unwrap_err().violations();
    assert!(
        violations[0].problem.starts_with("ontbreekt, en met `strict` geldt geen standaardwaarde"),
        "{violations:?}"
    );
}

#[test]
fn strict_answers_what_needs_no_default_as_ever() {
    assert_eq!(answered(&strict(complete()), FieldNames::Json), answered(&complete(), FieldNames::Json));
    // One default is enough.
    let one = without(complete(), "/agreement/performance/totalUnits");
    let violations = answered(&strict(one), FieldNames::Proto).unwrap_err().violations();
    let fields: Vec<_> = violations.iter().map(|violation| &*violation.field).collect();
    assert_eq!(fields, ["agreement.performance.total_units"]);
    // What is not asked about needs no fact.
    let plan = strict(request("paymentPlan", json!({})));
    assert!(answered(&plan, FieldNames::Json).is_ok());
}

/// The fields of the facts that were taken to be what they are unless stated.
fn taken(request: &Value) -> Vec<String> {
    let decision = answered(request, FieldNames::Json).unwrap();
    let details = decision.assumption_details.into_iter();
    let taken: Vec<String> = details.filter(|of| of.code == "fact-default").map(|of| of.field).collect();
    for field in &taken {
        let violations = answered(&strict(request.clone()), FieldNames::Json).unwrap_err().violations();
        assert!(violations.iter().any(|violation| violation.field == *field), "{field}: {violations:?}");
    }
    taken
}

/// Emperra 7.2: access that began takes the right to withdraw from digital content, with a request and an acknowledgement.
#[test]
fn a_flag_that_is_not_stated_is_assumed_and_one_that_is_denied_is_not() {
    const REQUEST: &str = "agreement.withdrawalFacts.expressRequestToStart";
    const ACKNOWLEDGED: &str = "agreement.withdrawalFacts.acknowledgedLossOfRight";
    let asked = |facts: Value| {
        let digital = [
            ("/policyId", json!("emperra")),
            ("/agreement/productType", json!("PRODUCT_TYPE_DIGITAL_CONTENT")),
            ("/agreement/performance", json!({"startedAt": "2026-01-12T12:00:00Z"})),
            ("/agreement/withdrawalFacts", facts),
        ];
        let taken = taken(&with(withdrawal(), &digital));
        [REQUEST, ACKNOWLEDGED].map(|path| taken.iter().any(|field| field == path))
    };
    // Of two that were not stated the first keeps the right; one that is denied does so alone.
    assert_eq!(asked(json!({})), [true, false]);
    assert_eq!(asked(json!({"expressRequestToStart": true})), [false, true]);
    assert_eq!(asked(json!({"expressRequestToStart": false})), [false, false]);
    assert_eq!(asked(json!({"acknowledgedLossOfRight": false})), [false, false]);
    assert_eq!(asked(json!({"expressRequestToStart": true, "acknowledgedLossOfRight": true})), [false, false]);
    // `null` states nothing.
    assert_eq!(asked(json!({"expressRequestToStart": null})), [true, false]);
}

/// Emperra 10.3: only the provider ends an agreement for cause, so that it does not matter of a customer.
#[test]
fn what_another_fact_decides_is_not_assumed() {
    let asked = |end: Value| {
        let request = with(request("termination", end), &[("/policyId", json!("emperra"))]);
        taken(&with(request, &[("/agreement/productType", json!("PRODUCT_TYPE_EVENT"))]))
    };
    let at = "2026-02-01T10:00:00Z";
    let cause = "termination.forCause".to_owned();
    assert!(asked(json!({"noticeAt": at, "by": "PARTY_PROVIDER"})).contains(&cause));
    assert!(!asked(json!({"noticeAt": at, "by": "PARTY_PROVIDER", "forCause": false})).contains(&cause));
    assert!(!asked(json!({"noticeAt": at, "by": "PARTY_CUSTOMER"})).contains(&cause));
}

/// MultiDonnas 5.3: what counts as cancelled turns on whether an invoice is for a deposit.
#[test]
fn a_default_of_an_entry_names_the_entry() {
    let invoice =
        |id: &str| json!({"invoiceId": id, "issuedOn": "2026-02-01", "dueOn": "2026-02-15", "openAmount": eur(10_000)});
    let mut invoices = json!([invoice("a"), invoice("b")]);
    invoices[0]["isDeposit"] = json!(false);
    let asked = |invoices: &Value| {
        let review = json!({"asOf": "2026-03-10T10:00:00Z", "invoices": invoices});
        taken(&with(request("paymentReview", review), &[("/policyId", json!("multidonnas"))]))
    };
    let deposits = |taken: Vec<String>| taken.into_iter().filter(|of| of.ends_with("isDeposit")).collect::<Vec<_>>();
    assert_eq!(deposits(asked(&invoices)), ["paymentReview.invoices[1].isDeposit"]);
    invoices[1]["isDeposit"] = json!(false);
    assert_eq!(deposits(asked(&invoices)), [""; 0]);
}

#[test]
fn strict_takes_what_no_field_settles() {
    // Nobody knows the rates of that day yet.
    let invoice = json!({
        "invoiceId": "a", "issuedOn": "2190-01-01", "dueOn": "2190-02-01", "openAmount": eur(100),
        "reminderReceivedOn": "2190-03-01"
    });
    let review = json!({
        "asOf": "2190-06-01T10:00:00Z", "invoices": [invoice], "collectionCostsVatPercent": 0
    });
    let review = request("paymentReview", review);
    let decision = answered(&strict(review), FieldNames::Json).unwrap();
    assert!(details(&decision).contains(&("rates-may-be-outdated", "")), "{:?}", details(&decision));
}

#[test]
fn a_quote_tells_its_defaults_too() {
    let agreement = with(withdrawal(), &[("/agreement/productType", json!("PRODUCT_TYPE_EVENT"))])["agreement"].clone();
    let text = json!({"policyId": "heartschool", "agreement": agreement}).to_string();
    let policies = PolicySet::built_in().unwrap();
    let request = parse_quote(text.as_bytes()).unwrap();
    let response = quote(&policies, Law::built_in(), &request, FieldNames::Json).unwrap();
    let found: Vec<_> = response.assumption_details.iter().map(|assumed| (&*assumed.code, &*assumed.field)).collect();
    assert!(found.contains(&("no-unit-count", "agreement.performance.totalUnits")), "{found:?}");
    assert_eq!(response.assumption_details.len(), response.assumptions.len());
}

#[test]
fn only_the_version_with_the_digest_decides() {
    let digest = answered(&cancellation(), FieldNames::Json).unwrap().policy.unwrap().digest;
    let asked = |digest: &str| with(cancellation(), &[("/policyDigest", json!(digest))]);
    assert_eq!(answered(&asked(&digest), FieldNames::Json), answered(&cancellation(), FieldNames::Json));
    assert_eq!(answered(&asked(""), FieldNames::Json), answered(&cancellation(), FieldNames::Json));
    let other = format!("{}0", &digest[..digest.len() - 1]);
    let last = if digest.ends_with('0') { format!("{}1", &digest[..digest.len() - 1]) } else { other };
    for wrong in [last.as_str(), "sha256:", "x", &digest[..digest.len() - 1], &format!("{digest}0")] {
        let rejection = answered(&asked(wrong), FieldNames::Json).unwrap_err();
        assert_eq!((rejection.code().name(), rejection.reason()), ("FAILED_PRECONDITION", "POLICY_DIGEST_MISMATCH"));
        let message = format!(
            "version `undated` of policy `heartschool` decides, and its digest is `{digest}`; ask for the other by \
             `policyVersion`, or give this digest as `policyDigest`"
        );
        assert_eq!(rejection.message(), message, "{wrong}");
        assert!(rejection.named(FieldNames::Proto).message().ends_with("as `policy_digest`"));
    }
    // A version that is named is not another one either.
    let pinned = with(asked(&last), &[("/policyVersion", json!("undated")), ("/locale", json!("nl"))]);
    let message = answered(&pinned, FieldNames::Json).unwrap_err().message();
    assert!(message.starts_with("versie `undated` van voorwaarden `heartschool` beslist"), "{message}");
    // A policy that is not there comes first.
    let unknown = with(asked(&digest), &[("/policyId", json!("nobody"))]);
    assert_eq!(answered(&unknown, FieldNames::Json).unwrap_err().reason(), "POLICY_NOT_FOUND");
}
