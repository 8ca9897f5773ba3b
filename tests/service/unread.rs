//! Requests that are refused before they have been read, over HTTP/1.1: the reason arrives, and the connection goes on or
//! is said to end.

use crate::http1::{EVALUATE, Reply, json};
use crate::security::{line, service};
use crate::support::{Service, within};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// The longest rest that is read (as `src/service/unread.rs`).
const SKIPPED: usize = 16 * 1024;

async fn guarded(name: &str) -> Service {
    service(name, &line("known", "evaluate", "right")).await.0
}

fn head(token: &str, length: usize) -> String {
    format!(
        "POST {EVALUATE} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer {token}\r\n\
         content-length: {length}\r\n\r\n"
    )
}

/// The next reply on a connection that stays open.
async fn reply(tcp: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let reply = end.map(|_| Reply::read(&bytes));
        let length = reply.as_ref().and_then(|reply| reply.header("content-length")?.parse().ok());
        match reply {
            Some(reply) if Some(reply.body.len()) == length => return reply,
            _ => assert_ne!(within(tcp.read_buf(&mut bytes)).await.unwrap(), 0, "closed"),
        }
    }
}

#[tokio::test]
async fn what_is_short_is_read_and_the_connection_goes_on() {
    let service = guarded("unread-short").await;
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    for length in [1, SKIPPED - 1, SKIPPED] {
        tcp.write_all(head("wrong", length).as_bytes()).await.unwrap();
        sleep(Duration::from_millis(50)).await;
        tcp.write_all(&vec![b' '; length]).await.unwrap();
        let refusal = reply(&mut tcp).await;
        assert_eq!((refusal.status, refusal.header("connection")), (401, None), "{length} bytes");
    }
    let body = json("a");
    tcp.write_all(head("right", body.len()).as_bytes()).await.unwrap();
    tcp.write_all(body.as_bytes()).await.unwrap();
    assert_eq!(reply(&mut tcp).await.status, 200);
}

#[tokio::test]
async fn what_is_long_ends_the_connection_and_the_reason_arrives() {
    let service = guarded("unread-long").await;
    for length in [SKIPPED + 1, 2_000_000] {
        let mut tcp = TcpStream::connect(service.address).await.unwrap();
        tcp.write_all(head("wrong", length).as_bytes()).await.unwrap();
        // Written while the answer is under way, and not read before all is sent: a reset would lose it.
        for part in vec![b' '; length].chunks(100_000) {
            within(tcp.write_all(part)).await.unwrap();
            sleep(Duration::from_millis(5)).await;
        }
        let mut bytes = Vec::new();
        within(tcp.read_to_end(&mut bytes)).await.unwrap();
        let refusal = Reply::read(&bytes);
        assert_eq!((refusal.status, refusal.header("connection")), (401, Some("close")), "{length} bytes");
        assert_eq!(refusal.json()["code"], "unauthenticated");
    }
}

#[tokio::test]
async fn what_never_comes_is_not_waited_for() {
    let service = guarded("unread-silent").await;
    let mut tcp = TcpStream::connect(service.address).await.unwrap();
    tcp.write_all(head("wrong", 9).as_bytes()).await.unwrap();
    let refusal = reply(&mut tcp).await;
    assert_eq!((refusal.status, refusal.header("connection")), (401, Some("close")));
    // The client keeps its side open: the service ends the connection all the same, and stops at once.
    let mut rest = [0];
    assert_eq!(within(tcp.read(&mut rest)).await.unwrap(), 0);
}
