//! Policies, health and reflection.

use crate::support::{Service, reason, within};
use clausula::contract::wire;
use tokio_stream::StreamExt;
use tonic::Code;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus};
use wire::policy_service_client::PolicyServiceClient;

#[tokio::test]
async fn the_list_of_policies() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let list = |id: &str| wire::ListPoliciesRequest { policy_id: id.to_owned() };
    let all = within(client.list_policies(list(""))).await.unwrap().into_inner().policies;
    let ids: Vec<_> = all.iter().map(|p| p.policy_id.as_str()).collect();
    assert_eq!(ids, ["emperra", "heartschool", "klantgenerator", "multidonnas", "onvergetelijk-onderwijs"]);
    for policy in &all {
        assert!(policy.digest.starts_with("sha256:") && policy.clause_count > 0 && policy.price_basis != 0);
        assert_eq!((policy.currency_code.as_str(), policy.time_zone.as_str()), ("EUR", "Europe/Amsterdam"));
    }
    let one = within(client.list_policies(list("klantgenerator"))).await.unwrap().into_inner().policies;
    assert_eq!(one, all[2..3]);
    assert_eq!(one[0].effective_from, "2020-12-17");
    let status = within(client.list_policies(list("klantgenrator"))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::NotFound, "POLICY_NOT_FOUND".to_owned()));
    assert!(status.message().contains("did you mean `klantgenerator`?"), "{}", status.message());
}

#[tokio::test]
async fn one_policy_with_its_clauses_and_source() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let get = |id: &str, version: &str, locale: &str| wire::GetPolicyRequest {
        policy_id: id.to_owned(),
        policy_version: version.to_owned(),
        locale: locale.to_owned(),
    };
    let english = within(client.get_policy(get("heartschool", "", ""))).await.unwrap().into_inner();
    let dutch = within(client.get_policy(get("heartschool", "undated", "nl"))).await.unwrap().into_inner();
    assert_eq!(english.policy, dutch.policy);
    assert_eq!(english.source_text, dutch.source_text);
    assert!(english.source_text.contains("heartschool"));
    assert_eq!(english.clauses.len(), usize::try_from(english.policy.unwrap().clause_count).unwrap());
    for (en, nl) in english.clauses.iter().zip(&dutch.clauses) {
        assert_eq!((&en.clause_id, &en.form), (&nl.clause_id, &nl.form));
        assert!(en.summary != nl.summary && !en.article.is_empty() && !en.questions.is_empty());
    }
    for (request, expected) in [
        (get("", "", ""), (Code::InvalidArgument, "INVALID_FIELDS")),
        (get("heartschool", "", "fr"), (Code::InvalidArgument, "INVALID_FIELDS")),
        (get("nobody", "", ""), (Code::NotFound, "POLICY_NOT_FOUND")),
        (get("heartschool", "2001", ""), (Code::NotFound, "POLICY_VERSION_NOT_FOUND")),
    ] {
        let status = within(client.get_policy(request)).await.unwrap_err();
        assert_eq!(reason(&status), (expected.0, expected.1.to_owned()));
    }
}

#[tokio::test]
async fn what_is_not_there_yet_says_so() {
    let service = Service::start().await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    let expected = (Code::Unimplemented, "NOT_IMPLEMENTED".to_owned());
    let status = within(client.verify_policy(wire::VerifyPolicyRequest::default())).await.unwrap_err();
    assert_eq!(reason(&status), expected);
    let status = within(client.compare_policies(wire::ComparePoliciesRequest::default())).await.unwrap_err();
    assert_eq!(reason(&status), expected);
}

#[tokio::test]
async fn health_of_the_whole_and_of_each_service() {
    let service = Service::start().await;
    let mut client = HealthClient::new(service.channel().await);
    for name in ["", "clausula.v1.EvaluatorService", "clausula.v1.PolicyService"] {
        let request = HealthCheckRequest { service: name.to_owned() };
        let response = within(client.check(request)).await.unwrap().into_inner();
        assert_eq!(response.status(), ServingStatus::Serving);
    }
    let request = HealthCheckRequest { service: "nobody".to_owned() };
    assert_eq!(within(client.check(request)).await.unwrap_err().code(), Code::NotFound);
}

/// The services that reflection lists, by either version of its protocol.
macro_rules! listed {
    ($service:expr, $version:ident) => {{
        use tonic_reflection::pb::$version::ServerReflectionRequest;
        use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
        use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let mut client = ServerReflectionClient::new($service.channel().await);
        let ask = |request| ServerReflectionRequest { host: String::new(), message_request: Some(request) };
        let asked = vec![
            ask(MessageRequest::ListServices(String::new())),
            ask(MessageRequest::FileContainingSymbol("clausula.v1.EvaluateRequest".to_owned())),
        ];
        let answers = within(client.server_reflection_info(tokio_stream::iter(asked))).await.unwrap().into_inner();
        let answers: Vec<_> = within(answers.collect::<Vec<_>>()).await;
        let responses: Vec<_> = answers.into_iter().map(|a| a.unwrap().message_response.unwrap()).collect();
        assert!(matches!(responses[1], MessageResponse::FileDescriptorResponse(_)));
        let MessageResponse::ListServicesResponse(list) = &responses[0] else { panic!() };
        list.service.iter().map(|s| s.name.clone()).collect::<Vec<_>>()
    }};
}

#[tokio::test]
async fn reflection_in_both_versions() {
    let service = Service::start().await;
    for names in [listed!(service, v1), listed!(service, v1alpha)] {
        for name in ["clausula.v1.EvaluatorService", "clausula.v1.PolicyService", "grpc.health.v1.Health"] {
            assert!(names.iter().any(|n| n == name), "{name} is not in {names:?}");
        }
    }
}
