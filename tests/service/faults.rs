//! Faulty and hostile clients: the status that they get, and that others are served as before.

use crate::http1::{EVALUATE, json, send};
use crate::support::{Service, call, frame, hold, quick, reason, request, status_of, within};
use clausula::service::ServiceConfig;
use prost::bytes::Bytes;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::Code;
use tonic::codegen::http;

/// A body as it is sent: five bytes of frame before it.
fn framed(body: &[u8]) -> Bytes {
    let mut bytes = vec![0];
    bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.into()
}

async fn served(service: &Service) {
    within(service.evaluator().await.evaluate(request("other"))).await.unwrap();
}

#[tokio::test]
async fn bodies_that_are_no_message() {
    let service = Service::start().await;
    // `agreement` within `agreement`, 5,000 deep: the field is unknown within, and skipped as a group is.
    let mut nested = Vec::new();
    for _ in 0..5_000 {
        nested.extend([0xfb, 0x01]); // The start of a group of field 31.
    }
    for (name, bytes, expected) in [
        (
            "bad varint",
            framed(&[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
            Code::InvalidArgument,
        ),
        ("wrong wire type", framed(&[0x08, 0x01]), Code::InvalidArgument),
        ("invalid UTF-8", framed(&[0x0a, 0x02, 0xc3, 0x28]), Code::InvalidArgument),
        ("truncated field", framed(&[0x0a, 0x7f, b'x']), Code::InvalidArgument),
        ("nested", framed(&nested), Code::InvalidArgument),
        ("truncated frame", Bytes::from_static(&[0, 0, 0, 0, 9, 0x0a]), Code::InvalidArgument),
        ("truncated prefix", Bytes::from_static(&[0, 0, 0]), Code::InvalidArgument),
        ("unknown compression flag", Bytes::from_static(&[7, 0, 0, 0, 0]), Code::InvalidArgument),
        ("compressed without encoding", Bytes::from_static(&[1, 0, 0, 0, 0]), Code::InvalidArgument),
        ("hundred megabytes announced", Bytes::from_static(&[0, 6, 0, 0, 0]), Code::OutOfRange),
        ("empty message", framed(&[]), Code::InvalidArgument),
    ] {
        let mut sender = service.bare().await;
        let (answer, mut body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
        body.send_data(bytes, true).unwrap();
        let status = status_of(answer).await;
        assert_eq!(reason(&status).0, expected, "{name}: {status:?}");
        // The connection goes on.
        let (answer, mut body) =
            within(sender.ready()).await.unwrap().send_request(call("Evaluate", &[]), false).unwrap();
        body.send_data(frame(&request("a")), true).unwrap();
        assert_eq!(status_of(answer).await.code(), Code::Ok, "{name}");
    }
}

#[tokio::test]
async fn headers_of_another_kind() {
    let service = Service::start().await;
    let mut sender = service.bare().await;
    let wrong = http::Request::post("http://localhost/clausula.v1.EvaluatorService/Evaluate")
        .header("content-type", "text/html")
        .body(())
        .unwrap();
    let (answer, _) = sender.send_request(wrong, true).unwrap();
    assert_eq!(within(answer).await.unwrap().status(), 415);
    let (answer, mut body) = sender.send_request(call("Evaluate", &[("grpc-encoding", "gzip")]), false).unwrap();
    body.send_data(Bytes::from_static(&[1, 0, 0, 0, 0]), true).unwrap();
    assert_eq!(reason(&status_of(answer).await), (Code::Unimplemented, "UNIMPLEMENTED".to_owned()));
    served(&service).await;
}

#[tokio::test]
async fn headers_then_silence() {
    let service = Service::with(ServiceConfig { call_timeout: Duration::from_millis(50), ..quick() }).await;
    let mut sender = service.bare().await;
    let (answer, _body) = sender.send_request(call("Evaluate", &[]), false).unwrap();
    assert_eq!(reason(&status_of(answer).await), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".to_owned()));
    served(&service).await;
}

#[tokio::test]
async fn overload_over_many_connections() {
    let service = Service::with(ServiceConfig { calls: 4, waiting_calls: 4, ..quick() }).await;
    let mut calls = Vec::new();
    for _ in 0..40 {
        let mut sender = service.bare().await;
        let (answer, body, _) = hold(&mut sender);
        calls.push((sender, answer, body));
    }
    // Those that are not shed wait for the rest of their request, which never comes: the others are told at once.
    let mut shed = 0;
    let mut rest = Vec::new();
    for (sender, answer, body) in calls {
        match tokio::time::timeout(Duration::from_millis(300), status_of(answer)).await {
            Ok(status) => {
                assert!(matches!(status.code(), Code::ResourceExhausted | Code::DeadlineExceeded), "{status:?}");
                shed += usize::from(status.code() == Code::ResourceExhausted);
            }
            Err(_) => rest.push((sender, body)),
        }
    }
    assert_eq!(shed, 32);
    drop(rest);
    within(async {
        while service.evaluator().await.evaluate(request("a")).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

/// The headers of a call, without the compression of names.
pub(crate) fn headers() -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", "/clausula.v1.EvaluatorService/Evaluate"),
        (":authority", "localhost"),
        ("content-type", "application/grpc"),
        ("te", "trailers"),
    ] {
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).unwrap());
            block.extend(text.as_bytes());
        }
    }
    block
}

pub(crate) fn h2_frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(payload.len()).unwrap().to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// Sends frames until the service has enough, and tells whether it had: a GOAWAY, or the end of the connection.
async fn flood(service: &Service, first: Vec<u8>, mut next: impl FnMut(u32) -> Vec<u8>) -> bool {
    let tcp = TcpStream::connect(service.address).await.unwrap();
    let (mut reading, mut writing) = tcp.into_split();
    writing.write_all(PREFACE).await.unwrap();
    let _ = writing.write_all(&first).await;
    let reader = tokio::spawn(async move {
        let mut read = Vec::new();
        let _ = reading.read_to_end(&mut read).await;
        read
    });
    for i in 0..20_000 {
        if writing.write_all(&next(i)).await.is_err() {
            break;
        }
        if i % 64 == 0 {
            tokio::task::yield_now().await;
            if reader.is_finished() {
                break;
            }
        }
    }
    tokio::time::timeout(Duration::from_secs(20), reader).await.is_ok()
}

#[tokio::test]
async fn floods_end_their_own_connection_and_no_other() {
    let service = Service::start().await;
    let id = |i: u32| 2 * i + 1;
    let rapid_reset = flood(&service, Vec::new(), |i| {
        let mut bytes = h2_frame(1, 4, id(i), &headers());
        bytes.extend(h2_frame(3, 0, id(i), &8_u32.to_be_bytes()));
        bytes
    });
    assert!(rapid_reset.await, "rapid reset");
    served(&service).await;
    let continuation = flood(&service, h2_frame(1, 0, 1, &headers()), |_| h2_frame(9, 0, 1, &[0; 64]));
    assert!(continuation.await, "CONTINUATION");
    served(&service).await;
    // Headers without a path.
    let malformed = flood(&service, Vec::new(), |i| h2_frame(1, 5, id(i), &[0, 1, b'X', 1, b'y']));
    assert!(malformed.await, "malformed streams");
    served(&service).await;
    // Frames without data cost nothing but the time of their call.
    let _ = tokio::time::timeout(
        Duration::from_secs(5),
        flood(&service, h2_frame(1, 4, 1, &headers()), |_| h2_frame(0, 0, 1, &[])),
    )
    .await;
    served(&service).await;
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let service = Service::start().await;
    let (malformed, invalid) = (Some("MALFORMED_JSON"), Some("INVALID_FIELDS"));
    let sound = json("a");
    for (name, body, expected) in [
        ("deep arrays", "[".repeat(60_000).into_bytes(), malformed),
        ("deep objects", r#"{"agreement":"#.repeat(4_000).into_bytes(), malformed),
        ("deep in an unknown field", format!(r#"{{"x":{}"#, "[".repeat(60_000)).into_bytes(), malformed),
        ("invalid UTF-8", b"{\"policyId\":\"\xc3\x28\"}".to_vec(), malformed),
        ("half", sound.as_bytes()[..sound.len() / 2].to_vec(), malformed),
        ("twice", format!("{sound}{sound}").into_bytes(), malformed),
        ("a number beyond any", br#"{"agreement":{"termMonths":1e400}}"#.to_vec(), invalid),
        (
            "a number without end",
            format!(r#"{{"agreement":{{"termMonths":{}}}}}"#, "9".repeat(60_000)).into_bytes(),
            invalid,
        ),
        ("more than there is", sound.replace("100000", "99999999999999999999").into_bytes(), invalid),
        ("nothing", b"{}".to_vec(), invalid),
    ] {
        let reply = send(service.address, &format!("POST {EVALUATE}"), "content-type: application/json", &body).await;
        let (status, code, reason) = reply.fault();
        assert_eq!((status, code.as_str(), reason.as_deref()), (400, "invalid_argument", expected), "{name}");
    }
    // A hundred megabytes are not waited for.
    let headers = "content-type: application/json\ntransfer-encoding: chunked";
    let large = [format!("{:x}\r\n", 100 << 20).as_bytes(), &vec![b'x'; 4 << 20]].concat();
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    let headers: String = headers.lines().map(|line| format!("{line}\r\n")).collect();
    let head = format!("POST {EVALUATE} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n");
    tcp.write_all(head.as_bytes()).await.unwrap();
    let _ = within(tcp.write_all(&large)).await;
    let mut reply = Vec::new();
    let _ = within(tcp.read_to_end(&mut reply)).await;
    // Unless it was reset before it was read.
    assert!(reply.is_empty() || reply.starts_with(b"HTTP/1.1 400 "), "{}", String::from_utf8_lossy(&reply));
    served(&service).await;
}
