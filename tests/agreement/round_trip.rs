//! Requests and responses survive their way through JSON and protobuf.

#![cfg(feature = "service")]

use crate::support;
use clausula::contract::wire::{EvaluateRequest, EvaluateResponse};
use clausula::contract::{FieldNames, RequestTerms, answer, decode, parse_message, parse_request, write};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use clausula::testing::{Settings, requests};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use prost::Message;

#[test]
fn facts_survive_json_and_protobuf() {
    let cases = support::cases("CLAUSULA_ROUND_TRIP_CASES", 300, 20_000);
    for policy in support::policies() {
        let (strategy, mut runner) = (requests(&policy, Settings::DEFAULT), TestRunner::deterministic());
        for _ in 0..cases {
            let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
            let json = support::requests::request(&policy, &facts).to_string();
            let request = parse_request(json.as_bytes()).unwrap_or_else(|error| panic!("{error:?}\n{json}"));
            let sent = EvaluateRequest::decode(request.encode_to_vec().as_slice()).expect("what was encoded decodes");
            assert_eq!(request, sent);
            let mut written = Vec::new();
            write(&sent, &mut written).expect("a request is JSON");
            assert_eq!(parse_request(&written).expect("what was written parses"), request);
            let query =
                decode(&request, RequestTerms::Version(&policy)).unwrap_or_else(|error| panic!("{error:?}\n{json}"));
            assert_eq!((query.facts, query.policy_id), (facts, policy.id.as_str()), "{json}");
        }
    }
}

#[test]
fn answers_survive_json_and_protobuf() {
    let cases = support::cases("CLAUSULA_ROUND_TRIP_CASES", 200, 10_000);
    let policies = PolicySet::built_in().expect("the built-in policies load");
    for policy in support::policies() {
        let (strategy, mut runner) = (requests(&policy, Settings::DEFAULT), TestRunner::deterministic());
        for _ in 0..cases {
            let facts = strategy.new_tree(&mut runner).expect("a request can be drawn").current();
            let json = support::requests::request(&policy, &facts).to_string();
            let request = parse_request(json.as_bytes()).expect("the request parses");
            let Ok(response) = answer(&policies, Law::built_in(), &request, FieldNames::Json) else { continue };
            let sent = EvaluateResponse::decode(response.encode_to_vec().as_slice()).expect("what was encoded decodes");
            assert_eq!(response, sent);
            let mut written = Vec::new();
            write(&response, &mut written).expect("a response is JSON");
            let read: EvaluateResponse = parse_message(&written).expect("what was written parses");
            assert_eq!(read, response, "{json}");
        }
    }
}
