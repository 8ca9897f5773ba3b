//! Tokens: who may call what.

use std::fmt::Write;
use std::sync::Arc;

use crate::http1::{get, send};
use crate::support::{Service, quick, reason, request, scratch, status_of, within};
use clausula::contract::wire::{self, FILE_DESCRIPTOR_SET};
use clausula::policy::store::PolicySet;
use clausula::service::{Live, Tokens, snapshot};
use prost::Message;
use sha2::{Digest, Sha256};
use tonic::codegen::http;
use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

pub(crate) fn line(name: &str, permissions: &str, secret: &str) -> String {
    let mut hash = String::new();
    for byte in Sha256::digest(secret) {
        write!(hash, "{byte:02x}").unwrap();
    }
    format!("{name} {permissions} sha256:{hash}\n")
}

pub(crate) async fn service(name: &str, lines: &str) -> (Service, Arc<Tokens>, std::path::PathBuf) {
    let path = scratch(name).join("tokens");
    std::fs::write(&path, lines).unwrap();
    let tokens = Arc::new(Tokens::load(&path).unwrap());
    let live = Live { tokens: Some(tokens.clone()), ..snapshot(PolicySet::built_in().unwrap()).into() };
    (Service::live(quick(), live).await, tokens, path)
}

fn with<T>(message: T, secret: &str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {secret}").parse().unwrap());
    request
}

/// Every method of the services, by its path.
fn methods() -> Vec<String> {
    let sets = [FILE_DESCRIPTOR_SET, tonic_health::pb::FILE_DESCRIPTOR_SET];
    let sets = sets.map(|set| prost_types::FileDescriptorSet::decode(set).unwrap());
    let mut paths = Vec::new();
    for file in sets.iter().flat_map(|set| &set.file) {
        for service in &file.service {
            let name = format!("{}.{}", file.package(), service.name());
            paths.extend(service.method.iter().map(|method| format!("/{name}/{}", method.name())));
        }
    }
    for version in ["v1", "v1alpha"] {
        paths.push(format!("/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"));
    }
    paths
}

#[tokio::test]
async fn every_method_but_health_refuses_an_anonymous_caller() {
    let (service, _, _) = service("anonymous", &line("all", "evaluate,policies,verify", "s")).await;
    let paths = methods();
    assert!(paths.len() >= 12, "{paths:?}");
    for path in paths.iter().map(String::as_str).chain(["/clausula.v1.EvaluatorService/Later", "/nobody/Nothing"]) {
        for token in [None, Some("Bearer wrong"), Some("Bearer "), Some("Basic cw==")] {
            let mut sender = service.bare().await;
            let mut call = http::Request::post(format!("http://localhost{path}"))
                .header("content-type", "application/grpc")
                .header("te", "trailers");
            if let Some(token) = token {
                call = call.header("authorization", token);
            }
            // Watch never ends: its headers tell.
            if path.ends_with("Health/Watch") {
                let (answer, mut body) = sender.send_request(call.body(()).unwrap(), false).unwrap();
                body.send_data(vec![0; 5].into(), true).unwrap();
                assert!(!within(answer).await.unwrap().headers().contains_key("grpc-status"));
                continue;
            }
            let (answer, mut body) = sender.send_request(call.body(()).unwrap(), false).unwrap();
            let _ = body.send_data(vec![0; 5].into(), true);
            let status = status_of(answer).await;
            if path.starts_with("/grpc.health") {
                assert_eq!(status.code(), Code::Ok, "{path}");
            } else {
                assert_eq!(reason(&status), (Code::Unauthenticated, "UNAUTHENTICATED".to_owned()), "{path}");
                assert!(!status.message().contains("wrong"));
            }
        }
    }
}

#[tokio::test]
async fn a_token_allows_what_it_says() {
    let lines = line("a", "evaluate", "one") + &line("b", "policies", "two") + &line("c", "verify", "three");
    let (service, _, _) = service("allowed", &lines).await;
    let mut evaluator = service.evaluator().await;
    let mut policies = wire::policy_service_client::PolicyServiceClient::new(service.channel().await);
    let code = |result: Result<(), tonic::Status>| result.err().map_or(Code::Ok, |status| status.code());
    let denied = Code::PermissionDenied;
    for (secret, expected) in [
        ("one", [Code::Ok, denied, denied]),
        ("two", [denied, Code::Ok, denied]),
        ("three", [denied, denied, Code::Ok]),
    ] {
        let verify = wire::VerifyPolicyRequest { policy_text: "x".to_owned(), ..Default::default() };
        let codes = [
            code(within(evaluator.evaluate(with(request("a"), secret))).await.map(drop)),
            code(within(policies.list_policies(with(wire::ListPoliciesRequest::default(), secret))).await.map(drop)),
            code(within(policies.verify_policy(with(verify, secret))).await.map(drop)),
        ];
        assert_eq!(codes, expected, "{secret}");
    }
    let status = within(evaluator.evaluate(with(request("a"), "two"))).await.unwrap_err();
    assert_eq!(reason(&status), (denied, "PERMISSION_DENIED".to_owned()));
    let mut health = HealthClient::new(service.channel().await);
    within(health.check(HealthCheckRequest::default())).await.unwrap();
}

#[tokio::test]
async fn the_contract_is_for_everybody_and_figures_for_a_token_that_allows_them() {
    let lines = line("a", "evaluate,policies,verify", "one") + &line("b", "metrics", "two");
    let (service, tokens, _) = service("figures", &lines).await;
    let page = async |path: &str, secret: &str| {
        let headers = if secret.is_empty() { String::new() } else { format!("authorization: Bearer {secret}") };
        send(service.address, &format!("GET {path}"), &headers, b"").await
    };
    for path in ["/healthz", "/readyz", "/openapi.json"] {
        assert_eq!(page(path, "").await.status, 200, "{path}");
    }
    let refused = page("/metrics", "").await;
    assert_eq!((refused.status, refused.header("www-authenticate")), (401, Some("Bearer")));
    for (secret, expected) in [("wrong", 401), ("one", 403), ("two", 200)] {
        let reply = page("/metrics", secret).await;
        assert_eq!(
            (reply.status, reply.text().contains("clausula_in_flight")),
            (expected, expected == 200),
            "{secret}"
        );
    }
    drop(service);

    // On a port of their own, whoever reaches it.
    let apart = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut config = quick();
    config.observe.metrics_listen = Some(apart);
    let live = Live { tokens: Some(tokens), ..snapshot(PolicySet::built_in().unwrap()).into() };
    let service = Service::live(config, live).await;
    within(async { while tokio::net::TcpStream::connect(apart).await.is_err() {} }).await;
    assert_eq!(get(apart, "/metrics").await.status, 200);
    let reply = send(service.address, "GET /metrics", "authorization: Bearer two", b"").await;
    assert_eq!(reply.status, 404);
}

#[tokio::test]
async fn tokens_are_replaced_and_faulty_ones_are_not_used() {
    let (service, tokens, path) = service("rotated", &line("old", "evaluate", "old")).await;
    let mut client = service.evaluator().await;
    let mut works = async |secret: &str| within(client.evaluate(with(request("a"), secret))).await.is_ok();
    assert!(works("old").await && !works("new").await);
    std::fs::write(&path, line("old", "evaluate", "old") + &line("new", "evaluate", "new")).unwrap();
    tokens.reload().unwrap();
    assert!(works("old").await && works("new").await);
    for faulty in ["", "new evaluate", "new evaluate sha256:12\n"] {
        std::fs::write(&path, faulty).unwrap();
        tokens.reload().unwrap_err();
        assert!(works("old").await && works("new").await);
    }
    std::fs::write(&path, line("new", "evaluate", "new")).unwrap();
    tokens.reload().unwrap();
    assert!(!works("old").await && works("new").await);
}

#[tokio::test]
async fn a_token_that_is_revoked_ends_its_streams_and_no_others() {
    let lines = line("a", "evaluate", "one") + &line("b", "evaluate", "two");
    let (service, tokens, path) = service("revoked", &lines).await;
    let mut open = Vec::new();
    for secret in ["one", "two"] {
        let (sender, messages) = tokio::sync::mpsc::channel(4);
        let messages = tokio_stream::wrappers::ReceiverStream::new(messages);
        let answers = within(service.evaluator().await.evaluate_stream(with(messages, secret))).await.unwrap();
        let mut answers = answers.into_inner();
        sender.send(wire::EvaluateStreamRequest { requests: vec![request("a")] }).await.unwrap();
        assert_eq!(within(answers.message()).await.unwrap().unwrap().results.len(), 1);
        open.push((sender, answers));
    }
    std::fs::write(&path, line("b", "evaluate", "two")).unwrap();
    assert!(tokens.reload().unwrap());
    let (sender, answers) = &mut open[0];
    assert_eq!(reason(&within(answers.message()).await.unwrap_err()).0, Code::Unauthenticated);
    drop(sender.send(wire::EvaluateStreamRequest { requests: vec![request("b")] }).await);
    let (sender, answers) = &mut open[1];
    sender.send(wire::EvaluateStreamRequest { requests: vec![request("b")] }).await.unwrap();
    assert_eq!(within(answers.message()).await.unwrap().unwrap().results.len(), 1);
}
