//! Counts that no policy declares, as conditions: a clause may ask how many people, sessions, units or months there are.

use crate::sample::cancelling;
use clausula::analyse::prove::prove;
use clausula::analyse::{Invariant, ProofOutcome, report};
use clausula::contract::{self, FieldNames, parse_request};
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use clausula::policy::store::PolicySet;
use serde_json::{Value, json};

/// What the table begins with.
const TABLE: &str = r#"takes = "first"
settles = true
"#;

/// A policy with these rows.
fn text(rows: &str) -> String {
    cancelling("groups", &format!("{TABLE}{rows}"))
}

fn groups() -> String {
    text(
        r#"
otherwise = { charges = [{ kind = "cancellation_fee", percent = 10, of = "price" }] }
[[clause.tiers.tier]]
count = { of = "participants", at_least = 10, at_most = 19 }
charges = [{ kind = "cancellation_fee", percent = 25, of = "price" }]
[[clause.tiers.tier]]
count = { of = "participants", at_least = 20 }
charges = [{ kind = "cancellation_fee", percent = 50, of = "price" }]
"#,
    )
}

fn loaded(text: &str) -> Policy {
    load("groups/1.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
}

/// The decision on an agreement of 100.00 that says this, too.
fn decision(text: &str, more: Value) -> Result<Value, Vec<(String, String)>> {
    let mut agreement = json!({
        "customerType": "CUSTOMER_TYPE_CONSUMER",
        "productType": "PRODUCT_TYPE_EVENT",
        "price": {"currencyCode": "EUR", "minorUnits": "10000"},
        "concludedAt": "2026-01-05T09:00:00Z",
    });
    agreement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let request = json!({
        "policyId": "groups",
        "agreement": agreement,
        "cancellation": {"receivedAt": "2026-03-02T09:00:00Z"},
    });
    let rejected = |rejection: contract::Rejection| {
        rejection.violations().into_iter().map(|violation| (violation.field, violation.problem)).collect::<Vec<_>>()
    };
    let set = PolicySet::from_files([("groups/1.toml", text)]).unwrap_or_else(|report| panic!("{report}"));
    let parsed = parse_request(request.to_string().as_bytes()).map_err(rejected)?;
    let response = contract::answer(&set, Law::built_in(), &parsed, FieldNames::Json).map_err(rejected)?;
    Ok(serde_json::to_value(response.decision.unwrap()).unwrap())
}

fn charged(text: &str, more: Value) -> i64 {
    let decision = decision(text, more.clone()).unwrap_or_else(|violations| panic!("{more}: {violations:?}"));
    let cents = |charge: &Value| charge["amount"]["minorUnits"].as_str().unwrap().parse::<i64>().unwrap();
    decision["charges"].as_array().map_or(0, |charges| charges.iter().map(cents).sum())
}

#[test]
fn a_row_asks_for_a_number_of_people() {
    let groups = groups();
    for (people, expected) in [(1, 1_000), (9, 1_000), (10, 2_500), (19, 2_500), (20, 5_000), (1_000, 5_000)] {
        assert_eq!(charged(&groups, json!({"participants": people})), expected, "{people}");
    }
    // One person, unless it is stated.
    assert_eq!(charged(&groups, json!({})), 1_000);
    let told = decision(&groups, json!({"participants": 20})).unwrap();
    let steps = told["explanation"].as_array().unwrap();
    let named =
        steps.iter().any(|step| step["calculation"].as_str().is_some_and(|text| text.contains("people: 20 or more")));
    assert!(named, "{steps:?}");
}

#[test]
fn a_row_asks_for_units_sessions_and_months() {
    let row = |of: &str, least: u32| {
        text(&format!(
            "otherwise = {{}}\n[[clause.tiers.tier]]\ncount = {{ of = \"{of}\", at_least = {least} }}\n\
             charges = [{{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }}]\n"
        ))
    };
    let delivered = |units: u32| json!({"performance": {"deliveredUnits": units, "totalUnits": 10}});
    assert_eq!([2, 3, 4].map(|units| charged(&row("delivered_units", 3), delivered(units))), [0, 5_000, 5_000]);
    let agreed = |units: u32| json!({"performance": {"deliveredUnits": 1, "totalUnits": units}});
    assert_eq!([4, 5, 6].map(|units| charged(&row("total_units", 5), agreed(units))), [0, 5_000, 5_000]);
    assert_eq!([4, 5].map(|n| charged(&row("session_count", 5), json!({"sessionCount": n}))), [0, 5_000]);
    assert_eq!([1, 2].map(|n| charged(&row("service_count", 2), json!({"serviceCount": n}))), [0, 5_000]);
    assert_eq!([11, 12].map(|n| charged(&row("term_months", 12), json!({"termMonths": n}))), [0, 5_000]);
    // A length that is not stated is not guessed.
    let missing = decision(&row("term_months", 12), json!({})).unwrap_err();
    assert_eq!(missing.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["agreement.termMonths"]);
}

#[test]
fn both_sides_of_every_bound_are_proved() {
    let policy = loaded(&groups());
    for obligation in prove(&policy, Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    // From 20 people on it costs more than the price, which only a request on that side of the bound shows.
    let dear = loaded(&groups().replace("percent = 50", "times = 2"));
    let people = prove(&dear, Law::built_in()).into_iter().find_map(|obligation| match obligation.outcome {
        ProofOutcome::Refuted { witness, .. } if obligation.invariant == Invariant::FeeWithinPriceAsWritten => witness,
        _ => None,
    });
    let request: Value = serde_json::from_str(&report::request_json(&people.unwrap(), &dear)).unwrap();
    assert!(request["agreement"]["participants"].as_u64().is_some_and(|people| people >= 20), "{request}");
}

#[test]
fn what_is_no_count_is_refused_with_what_there_is() {
    let faults = |row: &str| {
        let text = text(&format!("otherwise = {{}}\n[[clause.tiers.tier]]\n{row}\n"));
        load("groups/1.toml", text.as_bytes()).err().map(|report| report.to_string()).unwrap_or_default()
    };
    let unknown = faults("count = { of = \"persons\", at_least = 2 }");
    assert!(unknown.contains("persons") && unknown.contains("participants"), "{unknown}");
    let idle = faults("count = { of = \"participants\", at_least = 1 }");
    assert!(idle.contains("this bound decides nothing"), "{idle}");
    let reserved = text("otherwise = {}\n[[clause.tiers.tier]]\ncount = { of = \"participants\", at_least = 2 }\n").replace(
        "law = \"none\"",
        "law = \"none\"\n[[fact]]\nid = \"participants\"\nkind = \"count\"\nask = { nl = \"Hoeveel?\", en = \"How many?\" }\n",
    );
    let reserved =
        load("groups/1.toml", reserved.as_bytes()).err().map(|report| report.to_string()).unwrap_or_default();
    assert!(reserved.contains("a word that is built in"), "{reserved}");
}

/// A row for four people alone, which costs more than the price.
fn dear_at_four(text: &str) -> String {
    text.replace(
        "count = { of = \"cancelled_count\", at_most = 3 }\n",
        "count = { of = \"cancelled_count\", at_least = 4, at_most = 4 }\n\
         charges = [{ kind = \"cancellation_fee\", times = 2, of = \"price\" }]\n",
    )
}

/// Up to three of the people may drop out free of charge.
#[test]
fn a_row_asks_how_many_no_longer_come() {
    let few = text(
        "otherwise = { charges = [{ kind = \"cancellation_fee\", percent = 50, of = \"price\" }] }\n[[clause.tiers.tier]]\n\
         count = { of = \"cancelled_count\", at_most = 3 }\n",
    );
    let charged = |text: &str, people: u32, cancelled: Option<u32>| {
        let mut request = json!({
            "policyId": "groups",
            "agreement": {
                "customerType": "CUSTOMER_TYPE_CONSUMER",
                "productType": "PRODUCT_TYPE_EVENT",
                "price": {"currencyCode": "EUR", "minorUnits": "10000"},
                "concludedAt": "2026-01-05T09:00:00Z",
                "participants": people,
            },
            "cancellation": {"receivedAt": "2026-03-02T09:00:00Z"},
        });
        if let Some(cancelled) = cancelled {
            request["cancellation"]["cancelledCount"] = json!(cancelled);
        }
        let set = PolicySet::from_files([("groups/1.toml", text)]).unwrap_or_else(|report| panic!("{report}"));
        let parsed = parse_request(request.to_string().as_bytes()).unwrap();
        let response = contract::answer(&set, Law::built_in(), &parsed, FieldNames::Json).unwrap();
        response.decision.unwrap().charges.iter().map(|charge| charge.amount.as_ref().unwrap().minor_units).sum::<i64>()
    };
    for (people, cancelled, expected) in [
        (10, Some(2), 0),
        (10, Some(3), 0),
        (10, Some(4), 5_000),
        // All of them, unless it is stated.
        (3, None, 0),
        (4, None, 5_000),
    ] {
        assert_eq!(charged(&few, people, cancelled), expected, "{cancelled:?} of {people}");
    }
    for obligation in prove(&loaded(&few), Law::built_in()) {
        assert!(matches!(obligation.outcome, ProofOutcome::Proved { .. }), "{obligation:?}");
    }
    // From the fourth on it costs more than the price.
    let dear = loaded(&few.replace("percent = 50", "times = 2"));
    let refuted = prove(&dear, Law::built_in()).into_iter().find_map(|obligation| match obligation.outcome {
        ProofOutcome::Refuted { witness, .. } if obligation.invariant == Invariant::FeeWithinPriceAsWritten => witness,
        _ => None,
    });
    let request: Value = serde_json::from_str(&report::request_json(&refuted.unwrap(), &dear)).unwrap();
    let cancelled = &request["cancellation"]["cancelledCount"];
    let of = if cancelled.is_null() { &request["agreement"]["participants"] } else { cancelled };
    assert!(of.as_u64().is_some_and(|count| count >= 4), "{request}");
    // Where it is four alone, neither all of one nor all of the most people show it.
    let four = dear_at_four(&few);
    let outcomes = prove(&loaded(&four), Law::built_in());
    let fee = outcomes.into_iter().find(|found| found.invariant == Invariant::FeeWithinPriceAsWritten).unwrap();
    assert!(matches!(fee.outcome, ProofOutcome::Refuted { .. }), "{fee:?}");
    // On other questions nobody is counted.
    let moved = few.replace("question = \"cancellation\"", "question = \"rescheduling\"");
    let report = load("groups/1.toml", moved.as_bytes()).err().map(|report| report.to_string()).unwrap_or_default();
    assert!(report.contains("`rescheduling` does not know `cancelled_count`"), "{report}");
}
