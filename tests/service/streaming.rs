//! Streams of the Connect protocol: the frames of gRPC, and one at the end instead of trailers.

use crate::http1::{EVALUATE, send};
use crate::support::{Service, bad, frame, request, within};
use clausula::contract::wire;
use prost::Message;
use prost::bytes::{Bytes, BytesMut};
use serde_json::Value;
use tonic::codegen::http;

const KIND: &str = "application/connect+proto";
const STREAM: &str = "/clausula.v1.EvaluatorService/EvaluateStream";

/// Calls a method, and gives the messages of the answer and what it ends with.
async fn called(service: &Service, path: &str, more: &[(&'static str, &str)], body: Bytes) -> (Vec<Vec<u8>>, Value) {
    let mut call = http::Request::post(format!("http://localhost{path}")).header("content-type", KIND);
    for (name, value) in more {
        call = call.header(*name, *value);
    }
    let (answer, mut sending) = service.bare().await.send_request(call.body(()).unwrap(), false).unwrap();
    sending.send_data(body, true).unwrap();
    let (head, mut body) = within(answer).await.unwrap().into_parts();
    assert_eq!((head.status, head.headers["content-type"].to_str().unwrap()), (http::StatusCode::OK, KIND));
    assert!(!head.headers.contains_key("grpc-status"));
    let mut bytes = BytesMut::new();
    while let Some(data) = within(body.data()).await {
        let data = data.unwrap();
        body.flow_control().release_capacity(data.len()).unwrap();
        bytes.extend_from_slice(&data);
    }
    assert!(within(body.trailers()).await.unwrap().is_none());
    let mut messages = Vec::new();
    loop {
        let head = bytes.split_to(5);
        let payload = bytes.split_to(u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize);
        match head[0] {
            0 => messages.push(payload.to_vec()),
            2 => {
                assert!(bytes.is_empty());
                return (messages, serde_json::from_slice(&payload).unwrap());
            }
            flag => panic!("flag {flag}"),
        }
    }
}

fn message(requests: Vec<wire::EvaluateRequest>) -> Bytes {
    frame(&wire::EvaluateStreamRequest { requests })
}

#[tokio::test]
async fn messages_and_an_end() {
    let service = Service::start().await;
    let body = [message(vec![request("a"), bad("b")]), message(vec![request("c")])].concat();
    let (messages, end) = called(&service, STREAM, &[("connect-protocol-version", "1")], body.into()).await;
    let ids: Vec<Vec<String>> = messages
        .iter()
        .map(|message| wire::EvaluateStreamResponse::decode(&**message).unwrap())
        .map(|answer| answer.results.into_iter().map(|result| result.request_id).collect())
        .collect();
    assert_eq!(ids, [vec!["a", "b"], vec!["c"]]);
    assert_eq!(end, serde_json::json!({}));
}

#[tokio::test]
async fn errors_are_in_the_end() {
    let service = Service::start().await;
    let body = [message(vec![request("a")]), message(Vec::new())].concat();
    let (messages, end) = called(&service, STREAM, &[], body.into()).await;
    assert_eq!((messages.len(), &end["error"]["code"]), (1, &"invalid_argument".into()));
    assert_eq!(end["error"]["details"][0]["debug"]["reason"], "INVALID_FIELDS");
    let sound = || message(vec![request("a")]);
    for (path, headers, body, code) in [
        (STREAM, &[("connect-timeout-ms", "0")][..], sound(), "deadline_exceeded"),
        (STREAM, &[("connect-content-encoding", "gzip")], sound(), "unimplemented"),
        (STREAM, &[], Bytes::from_static(&[1, 0, 0, 0, 0]), "invalid_argument"),
        ("/grpc.nobody.Nothing/Nothing", &[], sound(), "unimplemented"),
    ] {
        let (messages, end) = called(&service, path, headers, body).await;
        assert_eq!((messages.len(), &end["error"]["code"]), (0, &code.into()), "{path} {headers:?}");
    }
}

#[tokio::test]
async fn only_streams_over_http2() {
    let service = Service::start().await;
    let headers = format!("content-type: {KIND}");
    let reply = send(service.address, &format!("POST {STREAM}"), &headers, &message(vec![request("a")])).await;
    assert_eq!(reply.status, 505);
    let reply = send(service.address, &format!("POST {EVALUATE}"), &headers, &frame(&request("a"))).await;
    assert_eq!(reply.status, 415);
}
