//! The bidirectional stream.

use crate::support::{Service, bad, quick, reason, request, within};
use clausula::contract::wire;
use clausula::service::ServiceConfig;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Streaming};
use wire::evaluate_result::Outcome;
use wire::{EvaluateRequest, EvaluateStreamRequest, EvaluateStreamResponse};

pub(crate) type Sender = mpsc::Sender<EvaluateStreamRequest>;

/// An open stream: what is sent, and what comes back.
pub(crate) async fn open(service: &Service) -> (Sender, Streaming<EvaluateStreamResponse>) {
    let (sender, receiver) = mpsc::channel(16);
    let mut client = service.evaluator().await;
    let answers = within(client.evaluate_stream(ReceiverStream::new(receiver))).await.unwrap();
    (sender, answers.into_inner())
}

pub(crate) async fn send(sender: &Sender, requests: Vec<EvaluateRequest>) {
    sender.send(EvaluateStreamRequest { requests }).await.unwrap();
}

pub(crate) async fn ids(answers: &mut Streaming<EvaluateStreamResponse>) -> Vec<String> {
    let message = within(answers.message()).await.unwrap().unwrap();
    message.results.into_iter().map(|r| r.request_id).collect()
}

#[tokio::test]
async fn each_message_has_one_answer_in_order_and_a_bad_item_ends_nothing() {
    let service = Service::start().await;
    let (sender, mut answers) = open(&service).await;
    send(&sender, vec![request("a"), bad("b"), request("c")]).await;
    let message = within(answers.message()).await.unwrap().unwrap();
    let kinds: Vec<_> = message.results.iter().map(|r| matches!(r.outcome, Some(Outcome::Decision(_)))).collect();
    assert_eq!(kinds, [true, false, true]);

    send(&sender, vec![EvaluateRequest::default()]).await;
    send(&sender, vec![request("d"); 1_000]).await;
    send(&sender, vec![request("e")]).await;
    assert_eq!(ids(&mut answers).await, [""]);
    assert_eq!(ids(&mut answers).await, vec!["d"; 1_000]);
    assert_eq!(ids(&mut answers).await, ["e"]);
    drop(sender);
    assert!(within(answers.message()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_message_without_requests_or_with_too_many_ends_the_stream() {
    let service = Service::start().await;
    for count in [0, 1_001] {
        let (sender, mut answers) = open(&service).await;
        send(&sender, vec![request("a")]).await;
        send(&sender, vec![request("a"); count]).await;
        assert_eq!(ids(&mut answers).await, ["a"]);
        let status = within(answers.message()).await.unwrap_err();
        assert_eq!(reason(&status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    }
}

#[tokio::test]
async fn policies_are_replaced_between_messages() {
    let service = Service::start().await;
    let (sender, mut answers) = open(&service).await;
    send(&sender, vec![request("a")]).await;
    assert_eq!(ids(&mut answers).await, ["a"]);
    let none: [(&str, &[u8]); 0] = [];
    let empty = clausula::policy::store::PolicySet::from_files(none).unwrap();
    service.policies.store(std::sync::Arc::new(empty));
    send(&sender, vec![request("b")]).await;
    let message = within(answers.message()).await.unwrap().unwrap();
    assert!(matches!(&message.results[0].outcome, Some(Outcome::Error(e)) if e.code == "NOT_FOUND"));
}

#[tokio::test]
async fn so_many_streams_at_once() {
    let service = Service::with(ServiceConfig { evaluate_streams: 2, ..quick() }).await;
    let first = open(&service).await;
    let _second = open(&service).await;
    let mut client = service.evaluator().await;
    let (_sender, receiver) = mpsc::channel(1);
    let status = within(client.evaluate_stream(ReceiverStream::new(receiver))).await.unwrap_err();
    assert_eq!(reason(&status), (Code::ResourceExhausted, "OVERLOADED".to_owned()));
    // One that ends leaves its place.
    let (sender, mut answers) = first;
    drop(sender);
    assert!(within(answers.message()).await.unwrap().is_none());
    within(async {
        loop {
            let (_sender, receiver) = mpsc::channel(1);
            if client.evaluate_stream(ReceiverStream::new(receiver)).await.is_ok() {
                break;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn answers_that_do_not_fit_in_a_message_are_errors_of_their_own() {
    let config = ServiceConfig { batch_bytes: 8_192, batch_response_bytes: 8_192 + 256_000 + 6_000, ..quick() };
    let service = Service::with(config).await;
    let (sender, mut answers) = open(&service).await;
    send(&sender, vec![request("a"); 20]).await;
    let message = within(answers.message()).await.unwrap().unwrap();
    let too_large =
        |r: &&wire::EvaluateResult| matches!(&r.outcome, Some(Outcome::Error(e)) if e.reason == "RESPONSE_TOO_LARGE");
    let errors = message.results.iter().filter(too_large).count();
    assert_eq!(message.results.len(), 20);
    assert!((1..20).contains(&errors), "{errors}");
    send(&sender, vec![request("b")]).await;
    assert_eq!(ids(&mut answers).await, ["b"]);
}

#[tokio::test]
async fn a_stream_on_which_nothing_is_asked_ends_and_leaves_its_place() {
    let config = ServiceConfig { evaluate_streams: 1, stream_idle: Duration::from_millis(300), ..quick() };
    let service = Service::with(config).await;
    let (sender, mut answers) = open(&service).await;
    // Whoever asks now and then stays.
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(120)).await;
        send(&sender, vec![request("a")]).await;
        assert_eq!(ids(&mut answers).await, ["a"]);
    }
    let status = within(answers.message()).await.unwrap_err();
    assert_eq!(reason(&status), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    let (sender, mut answers) = open(&service).await;
    send(&sender, vec![request("b")]).await;
    assert_eq!(ids(&mut answers).await, ["b"]);
}
