//! The stop: what is in flight finishes, what hangs is cut.

use crate::faults::{PREFACE, h2_frame};
use crate::streams::{ids, open, send};
use crate::support::{Service, call, frame, quick, reason, request, status_of, under_way, within};
use clausula::service::{ServiceConfig, Stopped};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus};

#[tokio::test]
async fn a_stop_without_anything_in_flight() {
    let mut service = Service::start().await;
    let _idle = service.evaluator().await;
    service.begin_stop();
    assert_eq!(service.stopped().await, Stopped::Clean);
}

#[tokio::test]
async fn calls_in_flight_finish() {
    let mut service = Service::with(ServiceConfig { calls_per_connection: 100, calls: 200, ..quick() }).await;
    let mut sender = service.bare().await;
    let mut calls = Vec::new();
    for _ in 0..100 {
        sender = within(sender.ready()).await.unwrap();
        calls.push(sender.send_request(call("Evaluate", &[]), false).unwrap());
    }
    // A watch, a stream with an answer behind it, and a connection that says nothing.
    let mut health = HealthClient::new(service.channel().await);
    let watch = within(health.watch(HealthCheckRequest::default())).await;
    let mut watch = watch.unwrap().into_inner();
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::Serving);
    let (stream, mut answers) = open(&service).await;
    send(&stream, vec![request("a")]).await;
    assert_eq!(ids(&mut answers).await, ["a"]);
    let mut silent = TcpStream::connect(service.address).await.unwrap();

    service.begin_stop();
    assert_eq!(within(watch.message()).await.unwrap().unwrap().status(), ServingStatus::NotServing);
    assert!(within(watch.message()).await.unwrap().is_none());
    let status = within(answers.message()).await.unwrap_err();
    assert_eq!(reason(&status), (Code::Unavailable, "SHUTTING_DOWN".to_owned()));
    let _ = within(silent.read(&mut [0; 1])).await;
    for (_, body) in &mut calls {
        body.send_data(frame(&request("b")), true).unwrap();
    }
    for (answer, _) in calls {
        assert_eq!(status_of(answer).await.code(), Code::Ok);
    }
    drop(sender);
    assert_eq!(service.stopped().await, Stopped::Clean);
}

#[tokio::test]
async fn no_connection_is_accepted_while_draining() {
    let mut service = Service::start().await;
    let address = service.address;
    let mut sender = service.bare().await;
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    under_way(sender.clone()).await;
    service.begin_stop();
    within(async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    drop(sender);
    assert_eq!(service.stopped().await, Stopped::Clean);
}

/// A client that is gone without a word answers nothing; no call of its is lost.
#[tokio::test]
async fn a_client_that_asks_nothing_and_answers_nothing_makes_no_unclean_stop() {
    let config = ServiceConfig { drain_deadline: Duration::from_millis(50), ..quick() };
    let mut service = Service::with(config).await;
    let mut silent = TcpStream::connect(service.address).await.unwrap();
    silent.write_all(PREFACE).await.unwrap();
    silent.write_all(&h2_frame(4, 0, 0, &[])).await.unwrap();
    // The service greets in return.
    within(silent.read(&mut [0; 64])).await.unwrap();
    service.begin_stop();
    assert_eq!(service.stopped().await, Stopped::Clean);
}

#[tokio::test]
async fn what_does_not_finish_is_cut_at_the_deadline() {
    let config = ServiceConfig { drain_deadline: Duration::from_millis(50), ..quick() };
    let mut service = Service::with(config).await;
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    under_way(sender.clone()).await;
    service.begin_stop();
    assert_eq!(service.stopped().await, Stopped::Cut);
    assert!(within(answer).await.is_err());
}
