//! Timeouts: the caller's, those that are none, and the service's own.

use crate::support::{Service, call, frame, quick, reason, request, status_of, within};
use clausula::service::ServiceConfig;
use prost::bytes::Bytes;
use std::time::Duration;
use tonic::Code;

#[tokio::test]
async fn timeouts_that_cannot_be_read() {
    let service = Service::start().await;
    for timeout in ["", "5", "S", "5x", "-5S", "+5S", "5 S", "123456789S", "5s", "1.5S", "٥S"] {
        let mut sender = service.bare().await;
        let (answer, mut body) = sender.send_request(call("Evaluate", &[("grpc-timeout", timeout)]), false).unwrap();
        // The refusal may come before the body is sent.
        let _ = body.send_data(frame(&request("a")), true);
        assert_eq!(
            reason(&status_of(answer).await),
            (Code::InvalidArgument, "MALFORMED_TIMEOUT".to_owned()),
            "{timeout}"
        );
    }
}

#[tokio::test]
async fn timeouts_that_are_long_enough() {
    let service = Service::start().await;
    for timeout in ["99999999H", "1M", "5S", "00005000m", "50000000u", "99999999S"] {
        let mut sender = service.bare().await;
        let (answer, mut body) = sender.send_request(call("Evaluate", &[("grpc-timeout", timeout)]), false).unwrap();
        body.send_data(frame(&request("a")), true).unwrap();
        assert_eq!(status_of(answer).await.code(), Code::Ok, "{timeout}");
    }
}

#[tokio::test]
async fn a_timeout_that_has_run_out() {
    let service = Service::start().await;
    for timeout in ["1n", "0S"] {
        let mut sender = service.bare().await;
        let (answer, mut body) = sender.send_request(call("Evaluate", &[("grpc-timeout", timeout)]), false).unwrap();
        let _ = body.send_data(frame(&request("a")), true);
        assert_eq!(reason(&status_of(answer).await), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    }
}

#[tokio::test]
async fn a_request_that_never_comes() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_millis(30), ..quick() }).await;
    let mut sender = service.bare().await;
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(Bytes::from_static(b"\0\0\0"), false).unwrap();
    assert_eq!(reason(&status_of(answer).await), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
}

#[tokio::test]
async fn a_timeout_beyond_that_of_the_service() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_millis(50), ..quick() }).await;
    for timeout in ["51m", "20S", "99999999H"] {
        let mut sender = service.bare().await;
        let (answer, _body) = sender.send_request(call("Evaluate", &[("grpc-timeout", timeout)]), false).unwrap();
        assert_eq!(reason(&status_of(answer).await), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    }
}

#[tokio::test]
async fn a_stream_ends_with_the_time_of_its_caller_and_not_with_the_limit_of_a_call() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_millis(500), ..quick() }).await;
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("EvaluateStream", &[("grpc-timeout", "600m")]), false).unwrap();
    let begun = std::time::Instant::now();
    // Later than the limit of a call.
    let status = status_of(answer).await;
    assert_eq!(reason(&status), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    assert!(begun.elapsed() >= Duration::from_millis(600));

    let (sender, mut answers) = crate::streams::open(&service).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    crate::streams::send(&sender, vec![request("late")]).await;
    assert_eq!(within(crate::streams::ids(&mut answers)).await, ["late"]);
}
