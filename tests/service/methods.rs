//! The methods of the evaluator, one call each.

use crate::support::{Service, bad, quick, reason, request, within};
use clausula::contract::{self, FieldNames, wire};
use clausula::law::Law;
use clausula::service::ServiceConfig;
use std::time::Duration;
use tonic::Code;
use tonic_types::StatusExt;
use wire::evaluate_result::Outcome;

#[tokio::test]
async fn one_question() {
    let service = Service::start().await;
    let response = within(service.evaluator().await.evaluate(request("a"))).await.unwrap().into_inner();
    let expected =
        contract::answer(&service.policies.load(), Law::built_in(), &request("a"), FieldNames::Proto).unwrap();
    assert_eq!(response, expected);
}

#[tokio::test]
async fn all_violations_at_once() {
    let service = Service::start().await;
    let mut request = request("a");
    request.locale = "nl".to_owned();
    let agreement = request.agreement.as_mut().unwrap();
    agreement.customer_type = 9;
    agreement.price.as_mut().unwrap().minor_units = -1;
    agreement.concluded_at = None;
    let status = within(service.evaluator().await.evaluate(request)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    assert_eq!(status.message(), "`agreement.concluded_at`: ontbreekt (en nog 2)");
    let details = status.get_error_details();
    let violations = &details.bad_request().unwrap().field_violations;
    let found: Vec<_> = violations.iter().map(|v| (v.field.as_str(), v.description.as_str())).collect();
    assert_eq!(
        found,
        [
            ("agreement.concluded_at", "ontbreekt"),
            (
                "agreement.customer_type",
                "`9` is geen bekende waarde; geef een van `CUSTOMER_TYPE_CONSUMER`, `CUSTOMER_TYPE_BUSINESS`"
            ),
            ("agreement.price", "is negatief; geef een bedrag van 0 of meer"),
        ]
    );
}

#[tokio::test]
async fn other_errors_have_their_code_and_reason() {
    let service = Service::start().await;
    let mut client = service.evaluator().await;
    let status = within(client.evaluate(bad("a"))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));

    let version = wire::EvaluateRequest { policy_version: "1999".to_owned(), ..request("a") };
    let status = within(client.evaluate(version)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_VERSION_NOT_FOUND".to_owned()));

    let mut early = request("a");
    early.agreement.as_mut().unwrap().concluded_at = "2020-12-16T10:00:00Z".parse().ok();
    let status = within(client.evaluate(early)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::FailedPrecondition, "POLICY_NOT_IN_FORCE".to_owned()));

    let digest = wire::EvaluateRequest { policy_digest: "sha256:0".to_owned(), ..request("a") };
    let status = within(client.evaluate(digest)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::FailedPrecondition, "POLICY_DIGEST_MISMATCH".to_owned()));

    let status = within(client.evaluate(wire::EvaluateRequest::default())).await.unwrap_err();
    assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
}

#[tokio::test]
async fn more_violations_than_a_trailer_takes() {
    let service = Service::start().await;
    let mut request = request("a");
    let payment = wire::Payment { paid_at: None, amount: None };
    request.agreement.as_mut().unwrap().payments = vec![payment; 900];
    let status = within(service.evaluator().await.evaluate(request)).await.unwrap_err();
    assert_eq!(reason(&status).0, Code::InvalidArgument);
    assert!(status.details().len() < 3_000, "{}", status.details().len());
    let details = status.get_error_details();
    let violations = &details.bad_request().unwrap().field_violations;
    let rest = format!("{} more are not listed", 901 - violations.len());
    assert_eq!(violations.last().unwrap().description, rest);
}

#[tokio::test]
async fn a_batch_in_order_with_a_bad_item() {
    let service = Service::start().await;
    let requests = vec![request("a"), bad("b"), request("c")];
    let batch = wire::EvaluateBatchRequest { requests };
    let results = within(service.evaluator().await.evaluate_batch(batch)).await.unwrap().into_inner().results;
    let ids: Vec<_> = results.iter().map(|r| r.request_id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert!(matches!(results[0].outcome, Some(Outcome::Decision(_))));
    let Some(Outcome::Error(error)) = &results[1].outcome else { panic!("{:?}", results[1]) };
    assert_eq!((error.code.as_str(), error.reason.as_str()), ("NOT_FOUND", "POLICY_NOT_FOUND"));
    assert!(matches!(results[2].outcome, Some(Outcome::Decision(_))));
}

#[tokio::test]
async fn a_batch_has_one_to_a_thousand_requests() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_secs(20), ..quick() }).await;
    let mut client = service.evaluator().await;
    for (count, sound) in [(0, false), (1, true), (999, true), (1_000, true), (1_001, false)] {
        let batch = wire::EvaluateBatchRequest { requests: vec![request(""); count] };
        match within(client.evaluate_batch(batch)).await {
            Ok(response) => {
                let results = response.into_inner().results;
                assert!(sound && results.len() == count);
                assert!(results.iter().all(|r| matches!(r.outcome, Some(Outcome::Decision(_)))));
            }
            Err(status) => {
                assert!(!sound, "{count}: {status:?}");
                assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
                assert_eq!(status.get_error_details().bad_request().unwrap().field_violations[0].field, "requests");
            }
        }
    }
}

#[tokio::test]
async fn a_quote() {
    let service = Service::start().await;
    let asked = request("a");
    let quote = wire::QuoteCancellationRequest {
        request_id: "q".to_owned(),
        policy_id: asked.policy_id.clone(),
        agreement: asked.agreement.clone(),
        ..Default::default()
    };
    let mut client = service.evaluator().await;
    let response = within(client.quote_cancellation(quote.clone())).await.unwrap().into_inner();
    assert_eq!(
        response,
        contract::quote(&service.policies.load(), Law::built_in(), &quote, FieldNames::Proto).unwrap()
    );
    assert!(response.windows.len() > 1);

    assert_eq!(response.picture_svg, "");
    let marked_at = "2026-05-20T10:00:00Z".parse().ok();
    let pictured = wire::QuoteCancellationRequest { picture: true, marked_at, ..quote.clone() };
    let drawn = within(client.quote_cancellation(pictured)).await.unwrap().into_inner();
    assert_eq!(drawn.windows, response.windows);
    assert!(drawn.picture_svg.starts_with("<svg ") && drawn.picture_svg.contains("20 May"), "{}", drawn.picture_svg);
    let unmarked = wire::QuoteCancellationRequest { picture: true, ..quote };
    let unmarked = within(client.quote_cancellation(unmarked)).await.unwrap().into_inner().picture_svg;
    assert!(unmarked.starts_with("<svg ") && !unmarked.contains("20 May"));

    let nothing = wire::QuoteCancellationRequest::default();
    let status = within(client.quote_cancellation(nothing)).await.unwrap_err();
    assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
}

#[tokio::test]
async fn policies_are_replaced_for_the_calls_that_follow() {
    let service = Service::start().await;
    let mut client = service.evaluator().await;
    within(client.evaluate(request("a"))).await.unwrap();
    let none: [(&str, &[u8]); 0] = [];
    let empty = clausula::policy::store::PolicySet::from_files(none).unwrap();
    service.policies.store(std::sync::Arc::new(empty));
    let status = within(client.evaluate(request("a"))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));
}
