//! Calls from browsers: gRPC-Web, and pages of other origins.

use crate::http1::{EVALUATE, Reply, get, json, send};
use crate::support::{Service, bad, frame, quick, request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clausula::contract::wire;
use prost::Message;

const SHOP: &str = "https://shop.example";

async fn allowing(origins: &[&str]) -> Service {
    let mut config = quick();
    config.http.cors_origins = origins.iter().map(|origin| (*origin).to_owned()).collect();
    Service::with(config).await
}

async fn preflight(service: &Service, origin: &str) -> Reply {
    let headers = format!(
        "origin: {origin}\naccess-control-request-method: POST\n\
         access-control-request-headers: content-type,connect-protocol-version"
    );
    send(service.address, &format!("OPTIONS {EVALUATE}"), &headers, b"").await
}

#[tokio::test]
async fn pages_of_listed_origins_may_call() {
    let service = allowing(&["https://other.example", "https://Shop.example/"]).await;
    let reply = preflight(&service, SHOP).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, Some(SHOP)));
    assert!(reply.header("access-control-allow-methods").unwrap().contains("POST"));
    let allowed = reply.header("access-control-allow-headers").unwrap();
    for name in ["content-type", "connect-protocol-version", "connect-timeout-ms", "x-grpc-web", "authorization"] {
        assert!(allowed.contains(name), "{name}: {allowed}");
    }

    let headers = format!("content-type: application/json\norigin: {SHOP}");
    let reply = send(service.address, &format!("POST {EVALUATE}"), &headers, json("a").as_bytes()).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, Some(SHOP)));
    assert!(reply.header("access-control-expose-headers").unwrap().contains("grpc-status"));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert!(reply.header("vary").unwrap().contains("origin"));
}

#[tokio::test]
async fn pages_of_other_origins_may_not() {
    let service = allowing(&[SHOP]).await;
    for origin in ["https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"] {
        let reply = preflight(&service, origin).await;
        assert_eq!(reply.header("access-control-allow-origin"), None, "{origin}");
    }
    let service = allowing(&[]).await;
    let reply = preflight(&service, SHOP).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (405, None));
}

#[tokio::test]
async fn a_star_stands_for_all_origins() {
    let service = allowing(&["*"]).await;
    assert_eq!(preflight(&service, "https://any.example").await.header("access-control-allow-origin"), Some("*"));
    // Who is no page sees nothing of it.
    assert_eq!(get(service.address, "/healthz").await.header("access-control-allow-origin"), None);
}

/// The frames of a body of gRPC-Web: the message, and the trailers as text.
fn frames(mut body: &[u8]) -> (Option<Vec<u8>>, String) {
    let (mut message, mut trailers) = (None, String::new());
    while let [flag, a, b, c, d, rest @ ..] = body {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let (frame, rest) = rest.split_at(length);
        match flag {
            0 => message = Some(frame.to_vec()),
            0x80 => trailers = String::from_utf8(frame.to_vec()).unwrap(),
            _ => panic!("flag {flag}"),
        }
        body = rest;
    }
    (message, trailers)
}

#[tokio::test]
async fn grpc_web_in_bytes() {
    let service = Service::start().await;
    for kind in ["application/grpc-web", "application/grpc-web+proto"] {
        let headers = format!("content-type: {kind}\nx-grpc-web: 1");
        let reply = send(service.address, &format!("POST {EVALUATE}"), &headers, &frame(&request("a"))).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/grpc-web+proto")));
        let (message, trailers) = frames(&reply.body);
        assert_eq!(wire::EvaluateResponse::decode(&*message.unwrap()).unwrap().request_id, "a");
        assert!(trailers.contains("grpc-status:0"), "{trailers}");
    }
}

#[tokio::test]
async fn grpc_web_in_text() {
    let service = Service::start().await;
    let headers = "content-type: application/grpc-web-text; charset=utf-8\naccept: application/grpc-web-text";
    let body = STANDARD.encode(frame(&request("a")));
    let reply = send(service.address, &format!("POST {EVALUATE}"), headers, body.as_bytes()).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/grpc-web-text+proto")));
    // Each frame is encoded, and padded, on its own.
    let body: Vec<u8> = reply.text().as_bytes().chunks(4).flat_map(|four| STANDARD.decode(four).unwrap()).collect();
    let (message, trailers) = frames(&body);
    assert_eq!(wire::EvaluateResponse::decode(&*message.unwrap()).unwrap().request_id, "a");
    assert!(trailers.contains("grpc-status:0"), "{trailers}");
}

#[tokio::test]
async fn an_error_of_grpc_web() {
    let service = Service::start().await;
    let headers = "content-type: application/grpc-web+proto";
    let reply = send(service.address, &format!("POST {EVALUATE}"), headers, &frame(&bad("a"))).await;
    assert_eq!((reply.status, reply.header("grpc-status")), (200, Some("5")));
    assert!(reply.header("grpc-status-details-bin").is_some());
}
