//! The limits of connections, each at its edge.

use crate::faults::{PREFACE, h2_frame, headers};
use crate::support::{Service, call, frame, quick, request, status_of, under_way, within};
use clausula::service::ServiceConfig;
use h2::client::SendRequest;
use prost::bytes::Bytes;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

/// Asks a question over a bare connection.
async fn asked(mut sender: SendRequest<Bytes>) -> Code {
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    status_of(answer).await.code()
}

/// Opens a connection and asks a question, whenever its turn comes.
async fn asked_in_turn(address: std::net::SocketAddr) -> Code {
    let tcp = TcpStream::connect(address).await.unwrap();
    let (sender, connection) = h2::client::handshake(tcp).await.unwrap();
    tokio::spawn(connection);
    asked(sender.ready().await.unwrap()).await
}

#[tokio::test]
async fn a_connection_beyond_the_limit_waits_while_all_have_calls() {
    let service = Service::with(ServiceConfig { connections: 2, ..quick() }).await;
    let (mut first, mut second) = (service.bare().await, service.bare().await);
    let (answer, mut body) = first.send_request(call("Evaluate", &[]), false).unwrap();
    let (streaming, _open) = second.send_request(call("EvaluateStream", &[]), false).unwrap();
    let _streaming = within(streaming).await.unwrap();
    under_way(first.clone()).await;
    let mut third = tokio::spawn(asked_in_turn(service.address));
    assert!(timeout(Duration::from_millis(300), &mut third).await.is_err());
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    // The first is idle by now, and leaves.
    assert_eq!(within(third).await.unwrap(), Code::Ok);
}

#[tokio::test]
async fn idle_connections_make_room() {
    let service = Service::with(ServiceConfig { connections: 8, ..quick() }).await;
    let (mut busy, mut silent) = (service.bare().await, Vec::new());
    let (answer, mut body) = busy.send_request(call("Evaluate", &[]), false).unwrap();
    under_way(busy.clone()).await;
    for _ in 0..100 {
        silent.push(TcpStream::connect(service.address).await.unwrap());
    }
    // Those that greeted and then do nothing leave later, but they do.
    for _ in 0..30 {
        assert_eq!(within(asked_in_turn(service.address)).await, Code::Ok);
    }
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    drop(silent);
}

/// To watch health is to do nothing, and needs no token: whoever has something to ask comes first.
#[tokio::test]
async fn connections_that_only_watch_make_room() {
    let service = Service::with(ServiceConfig { connections: 2, ..quick() }).await;
    let mut watching = Vec::new();
    for _ in 0..2 {
        let mut health = HealthClient::new(service.channel().await);
        let mut watch = within(health.watch(HealthCheckRequest::default())).await.unwrap().into_inner();
        within(watch.message()).await.unwrap().unwrap();
        watching.push((health, watch));
    }
    assert_eq!(within(asked_in_turn(service.address)).await, Code::Ok);
}

/// The bytes of headers as HTTP/2 counts them: 32 more for each.
fn counted(more: &str) -> usize {
    let all = [
        (":method", "POST"),
        (":scheme", "http"),
        (":authority", "localhost"),
        (":path", "/clausula.v1.EvaluatorService/Evaluate"),
        ("content-type", "application/grpc"),
        ("te", "trailers"),
        ("large", more),
    ];
    all.iter().map(|(name, value)| name.len() + value.len() + 32).sum()
}

#[tokio::test]
async fn the_size_of_headers() {
    let limit = 1_000;
    let service = Service::with(ServiceConfig { header_bytes: 1_000, ..quick() }).await;
    for (bytes, welcome) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
        let large = "x".repeat(bytes - counted(""));
        assert_eq!(counted(&large), bytes);
        let mut sender = service.bare().await;
        let Ok((answer, mut body)) = sender.send_request(call("Evaluate", &[("large", &large)]), false) else {
            panic!("the client itself refuses {bytes}");
        };
        if welcome {
            body.send_data(frame(&request("a")), true).unwrap();
            assert_eq!(status_of(answer).await.code(), Code::Ok, "{bytes}");
        } else {
            assert_eq!(within(answer).await.unwrap().status(), 431, "{bytes}");
        }
    }
    // Far beyond, the whole connection ends.
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("Evaluate", &[("large", &"x".repeat(limit * 10))]), false).unwrap();
    assert!(within(answer).await.is_err());
    assert_eq!(asked(service.bare().await).await, Code::Ok);
}

/// The frames that come until one of a kind, each with its kind, its stream and its payload.
async fn frames_until(tcp: &mut TcpStream, kind: u8) -> Vec<(u8, u32, Vec<u8>)> {
    let mut frames = Vec::new();
    loop {
        let mut head = [0; 9];
        within(tcp.read_exact(&mut head)).await.unwrap();
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        let mut payload = vec![0; length];
        within(tcp.read_exact(&mut payload)).await.unwrap();
        frames.push((head[3], stream, payload));
        if head[3] == kind {
            return frames;
        }
    }
}

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;

#[tokio::test]
async fn calls_open_at_once_on_a_connection() {
    let service = Service::with(ServiceConfig { streams_per_connection: 3, ..quick() }).await;
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    let mut bytes = PREFACE.to_vec();
    for stream in [1, 3, 5, 7] {
        bytes.extend(h2_frame(HEADERS, 4, stream, &headers()));
    }
    tcp.write_all(&bytes).await.unwrap();
    let frames = frames_until(&mut tcp, RST_STREAM).await;
    // REFUSED_STREAM: it can be sent again, since nothing was done.
    assert_eq!(frames.last(), Some(&(RST_STREAM, 7, 7_u32.to_be_bytes().to_vec())));
    assert!(frames.iter().all(|(kind, ..)| *kind != HEADERS), "{frames:?}");
    // Those within the limit are answered, and make room for others.
    for stream in [1, 3, 5] {
        tcp.write_all(&h2_frame(0, 1, stream, &frame(&request("a")))).await.unwrap();
        assert_eq!(frames_until(&mut tcp, HEADERS).await.last().unwrap().1, stream);
        frames_until(&mut tcp, HEADERS).await; // The trailers.
    }
    tcp.write_all(&h2_frame(HEADERS, 4, 9, &headers())).await.unwrap();
    tcp.write_all(&h2_frame(0, 1, 9, &frame(&request("a")))).await.unwrap();
    assert_eq!(frames_until(&mut tcp, HEADERS).await.last().unwrap().1, 9);
}

#[tokio::test]
async fn calls_worked_on_at_once_on_a_connection() {
    let service = Service::with(ServiceConfig { calls_per_connection: 2, ..quick() }).await;
    let mut sender = service.bare().await;
    let mut open = Vec::new();
    for _ in 0..2 {
        sender = within(sender.ready()).await.unwrap();
        open.push(sender.send_request(call("Evaluate", &[]), false).unwrap());
    }
    let third = asked(within(sender.ready()).await.unwrap());
    tokio::pin!(third);
    assert!(timeout(Duration::from_millis(50), &mut third).await.is_err());
    assert_eq!(asked(service.bare().await).await, Code::Ok);
    let (answer, mut body) = open.pop().unwrap();
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    assert_eq!(within(third).await, Code::Ok);
}

/// A connection that answers no ping.
#[tokio::test]
async fn a_client_that_is_away_is_noticed() {
    let (interval, patience) = (Duration::from_millis(50), Duration::from_millis(500));
    let config = ServiceConfig { http2_keepalive_interval: interval, http2_keepalive_timeout: patience, ..quick() };
    let service = Service::with(config).await;
    let alive = service.bare().await;
    let mut away = TcpStream::connect(service.address).await.unwrap();
    away.write_all(PREFACE).await.unwrap();
    let _ = within(away.read_to_end(&mut Vec::new())).await;
    // One that answers is left alone.
    assert_eq!(asked(alive).await, Code::Ok);
}

#[tokio::test]
async fn a_connection_that_is_old_is_ended_after_its_calls() {
    let service = Service::with(ServiceConfig { connection_age: Duration::from_millis(100), ..quick() }).await;
    let tcp = TcpStream::connect(service.address).await.unwrap();
    let (sender, connection) = h2::client::handshake(tcp).await.unwrap();
    let ended = tokio::spawn(connection);
    let mut sender = within(sender.ready()).await.unwrap();
    let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!ended.is_finished());
    body.send_data(frame(&request("a")), true).unwrap();
    assert_eq!(status_of(answer).await.code(), Code::Ok);
    within(ended).await.unwrap().unwrap();
    assert_eq!(asked(service.bare().await).await, Code::Ok);
}

#[tokio::test]
async fn bytes_that_are_no_http_are_not_answered() {
    let service = Service::start().await;
    for bytes in [
        &b"INVALID CONNECTION PREFACE\r\n\r\n"[..],
        b"\x16\x03\x01\x02\x00",
        b"\0",
        b"PRIVATE",
        b"get / HTTP/1.1\r\n\r\n",
    ] {
        let mut tcp = TcpStream::connect(service.address).await.unwrap();
        tcp.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        assert_eq!(within(tcp.read_to_end(&mut answer)).await.unwrap(), 0, "{bytes:?}");
    }
    assert_eq!(asked(service.bare().await).await, Code::Ok);
}
