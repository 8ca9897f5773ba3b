//! Traces for a collector: a small one of OTLP/gRPC takes what the service sends.

#![cfg(feature = "otlp")]

use crate::http1::{EVALUATE, json, send};
use crate::support::{Service, call, quick, status_of, within};
use prost::bytes::{Bytes, BytesMut};
use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tonic::codegen::http;

/// The bodies that a collector is sent, with their paths.
async fn collector() -> (SocketAddr, UnboundedReceiver<(String, Bytes)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            tokio::spawn(collect(tcp, sender.clone()));
        }
    });
    (address, receiver)
}

async fn collect(tcp: TcpStream, sender: UnboundedSender<(String, Bytes)>) {
    let mut connection = h2::server::handshake(tcp).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let sender = sender.clone();
        tokio::spawn(async move {
            let path = request.uri().path().to_owned();
            let (mut incoming, mut body) = (request.into_body(), BytesMut::new());
            while let Some(Ok(data)) = incoming.data().await {
                incoming.flow_control().release_capacity(data.len()).unwrap();
                body.extend_from_slice(&data);
            }
            let head = http::Response::builder().header("content-type", "application/grpc").body(()).unwrap();
            let mut answer = respond.send_response(head, false).unwrap();
            answer.send_data(Bytes::from_static(&[0; 5]), false).unwrap();
            answer
                .send_trailers(http::HeaderMap::from_iter([("grpc-status".parse().unwrap(), "0".parse().unwrap())]))
                .unwrap();
            sender.send((path, body.freeze())).unwrap();
        });
    }
}

fn holds(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn a_span_for_each_sampled_call_when_the_service_stops_at_the_latest() {
    let (address, mut collected) = collector().await;
    let mut config = quick();
    config.observe.otlp_endpoint = Some(format!("http://{address}"));
    let mut service = Service::with(config).await;
    let line = format!("POST {EVALUATE}");
    for (trace, flags) in [("aa", "01"), ("bb", "00")] {
        let headers =
            format!("content-type: application/json\ntraceparent: 00-{}-{}-{flags}", trace.repeat(16), "cd".repeat(8));
        assert_eq!(send(service.address, &line, &headers, json("ticket-772").as_bytes()).await.status, 200);
    }
    // One that begins here, and fails.
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("Guess", &[]), true).unwrap();
    let status = status_of(answer).await;
    let begun = status.metadata().get("traceparent").unwrap().to_str().unwrap().to_owned();
    assert!(begun.ends_with("-01"), "{begun}");
    drop(sender);
    service.begin_stop();
    service.stopped().await;

    let (path, body) = within(collected.recv()).await.unwrap();
    assert_eq!(path, "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    for part in [&[0xaa; 16][..], &[0xcd; 8], b"clausula.v1.EvaluatorService/Evaluate", b"service.name", b"clausula"] {
        assert!(holds(&body, part), "{part:?}");
    }
    let id = u128::from_str_radix(&begun[3..35], 16).unwrap().to_be_bytes();
    assert!(holds(&body, &id) && holds(&body, b"UNIMPLEMENTED"));
    // Not what nobody records, and no facts.
    assert!(!holds(&body, &[0xbb; 16]) && !holds(&body, b"ticket-772") && !holds(&body, b"Guess"));
}

#[tokio::test]
async fn a_collector_that_is_away_is_no_call_s_problem() {
    let mut config = quick();
    config.observe.otlp_endpoint = Some("http://127.0.0.1:9".to_owned());
    let mut service = Service::with(config).await;
    let line = format!("POST {EVALUATE}");
    let reply = send(service.address, &line, "content-type: application/json", json("a").as_bytes()).await;
    assert_eq!(reply.status, 200);
    service.begin_stop();
    service.stopped().await;
}
