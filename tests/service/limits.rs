//! Each limit of messages and calls at its edge.

use crate::support::{Service, call, frame, hold, quick, reason, request, status_of, under_way, within};
use clausula::contract::wire;
use clausula::service::ServiceConfig;
use prost::Message;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use wire::policy_service_client::PolicyServiceClient;

/// A request of exactly so many bytes.
fn of_size(bytes: usize) -> wire::EvaluateRequest {
    let mut request = request("");
    while request.encoded_len() < bytes {
        let missing = bytes - request.encoded_len();
        request.request_id.push_str(&"x".repeat(missing.div_ceil(2)));
    }
    while request.encoded_len() > bytes {
        request.request_id.pop();
    }
    request
}

#[tokio::test]
async fn the_size_of_a_request() {
    let limit = ServiceConfig::default().request_bytes;
    let service = Service::start().await;
    let mut client = service.evaluator().await;
    for (bytes, code) in [(limit - 1, Code::Ok), (limit, Code::Ok), (limit + 1, Code::OutOfRange)] {
        let request = of_size(bytes);
        assert_eq!(request.encoded_len(), bytes);
        let answer = within(client.evaluate(request)).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{bytes}");
    }
    // The same item is welcome in a batch.
    let batch = wire::EvaluateBatchRequest { requests: vec![of_size(limit + 1)] };
    assert!(within(client.evaluate_batch(batch)).await.is_ok());
}

#[tokio::test]
async fn the_size_of_a_batch_and_of_a_message_of_a_stream() {
    let limit = 80_000;
    let service = Service::with(ServiceConfig { batch_bytes: limit, ..quick() }).await;
    for (bytes, code) in [(limit - 1, Code::Ok), (limit, Code::Ok), (limit + 1, Code::OutOfRange)] {
        // The item, and four bytes that say that it is one and how long.
        let batch = wire::EvaluateBatchRequest { requests: vec![of_size(bytes - 4)] };
        assert_eq!(batch.encoded_len(), bytes);
        let answer = within(service.evaluator().await.evaluate_batch(batch)).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{bytes}");

        let (sender, mut answers) = crate::streams::open(&service).await;
        crate::streams::send(&sender, vec![of_size(bytes - 4)]).await;
        let answer = within(answers.message()).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{bytes}");
    }
}

#[tokio::test]
async fn the_size_of_a_request_about_policies() {
    let limit = 10_000;
    let service = Service::with(ServiceConfig { policy_request_bytes: limit, ..quick() }).await;
    let mut client = PolicyServiceClient::new(service.channel().await);
    for (bytes, code) in [(limit - 1, Code::Ok), (limit, Code::Ok), (limit + 1, Code::OutOfRange)] {
        let policy_text = "#".repeat(bytes - 3);
        let verify = wire::VerifyPolicyRequest { policy_text, ..Default::default() };
        assert_eq!(verify.encoded_len(), bytes);
        let answer = within(client.verify_policy(verify)).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{bytes}");
    }
}

#[tokio::test]
async fn the_size_of_an_answer() {
    let service = Service::start().await;
    let size = within(service.evaluator().await.evaluate(request("a"))).await.unwrap().into_inner().encoded_len();
    let policy = wire::GetPolicyRequest { policy_id: "klantgenerator".to_owned(), ..Default::default() };
    let mut client = PolicyServiceClient::new(service.channel().await);
    let of_policy = within(client.get_policy(policy.clone())).await.unwrap().into_inner().encoded_len();
    for (more, code) in [(0, Code::OutOfRange), (1, Code::Ok), (2, Code::Ok)] {
        let (response_bytes, batch_response_bytes) = (size - 1 + more, of_policy - 1 + more);
        let service = Service::with(ServiceConfig { response_bytes, batch_response_bytes, ..quick() }).await;
        let answer = within(service.evaluator().await.evaluate(request("a"))).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{more}");
        let mut client = PolicyServiceClient::new(service.channel().await);
        let answer = within(client.get_policy(policy.clone())).await;
        assert_eq!(answer.err().map_or(Code::Ok, |status| status.code()), code, "{more}");
    }
}

#[tokio::test]
async fn calls_beyond_those_that_work_and_wait_are_shed() {
    let service = Service::with(ServiceConfig { calls: 1, waiting_calls: 1, ..quick() }).await;
    let mut sender = service.bare().await;
    // Both begin and keep the end of their request to themselves: one works, one waits.
    let (first, mut first_body, first_rest) = hold(&mut sender);
    let (second, mut second_body, second_rest) = hold(&mut sender);
    let (third, _third_body, _) = hold(&mut sender);
    assert_eq!(reason(&status_of(third).await), (Code::ResourceExhausted, "OVERLOADED".to_owned()));
    // On another connection too; but health is always told.
    let status = within(service.evaluator().await.evaluate(request("a"))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::ResourceExhausted, "OVERLOADED".to_owned()));
    let mut health = HealthClient::new(service.channel().await);
    within(health.check(HealthCheckRequest::default())).await.unwrap();

    second_body.send_data(second_rest, true).unwrap();
    first_body.send_data(first_rest, true).unwrap();
    assert_eq!(status_of(first).await.code(), Code::Ok);
    assert_eq!(status_of(second).await.code(), Code::Ok);
    within(service.evaluator().await.evaluate(request("a"))).await.unwrap();
}

/// Whoever opens calls and asks nothing takes no turn from others.
#[tokio::test]
async fn calls_whose_request_does_not_come_hold_nobody_up() {
    let service = Service::with(ServiceConfig { calls: 1, waiting_calls: 0, ..quick() }).await;
    let mut sender = service.bare().await;
    let message = frame(&request("a"));
    let mut open = Vec::new();
    for sent in [0, 1, 5, message.len() - 1] {
        let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
        body.send_data(message.slice(..sent), false).unwrap();
        open.push((answer, body, sent));
    }
    under_way(sender.clone()).await;
    within(service.evaluator().await.evaluate(request("b"))).await.unwrap();
    // When the rest comes, each is answered.
    for (answer, mut body, sent) in open {
        body.send_data(message.slice(sent..), true).unwrap();
        assert_eq!(status_of(answer).await.code(), Code::Ok, "{sent}");
    }
}

#[tokio::test]
async fn a_connection_that_does_not_greet_is_closed() {
    let service = Service::with(ServiceConfig { greeting_timeout: Duration::from_millis(30), ..quick() }).await;
    let mut greeted = service.bare().await;
    for greeting in [&b""[..], b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r"] {
        let mut silent = TcpStream::connect(service.address).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut silent, greeting).await.unwrap();
        let mut rest = Vec::new();
        // Closed, or reset.
        let _ = within(silent.read_to_end(&mut rest)).await;
    }
    // One that did is left alone, however long it is silent.
    let (answer, mut body) = greeted.send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
}

#[tokio::test]
async fn a_hundred_calls_on_one_connection_are_all_answered() {
    let service = Service::start().await;
    let client = service.evaluator().await;
    let calls: Vec<_> = (0..100)
        .map(|i| {
            let mut client = client.clone();
            tokio::spawn(async move { client.evaluate(request(&i.to_string())).await.unwrap().into_inner().request_id })
        })
        .collect();
    for (i, call) in calls.into_iter().enumerate() {
        assert_eq!(within(call).await.unwrap(), i.to_string());
    }
}

#[tokio::test]
async fn a_method_that_is_not_there() {
    let service = Service::start().await;
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("Guess", &[]), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Unimplemented);
}
