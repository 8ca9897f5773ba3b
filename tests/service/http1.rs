//! A bare client of HTTP/1.1, as plain as `curl`.

use crate::support::{Service, within};
use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const EVALUATE: &str = "/clausula.v1.EvaluatorService/Evaluate";

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The only value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} twice");
        value
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    /// The code of a failed call, and the reason in its details.
    pub(crate) fn fault(&self) -> (u16, String, Option<String>) {
        let error = self.json();
        let details = error["details"].as_array().into_iter().flatten();
        let reason = details.filter_map(|detail| detail["debug"]["reason"].as_str()).next();
        (self.status, error["code"].as_str().unwrap().to_owned(), reason.map(str::to_owned))
    }

    /// Reads a reply from bytes that it ends.
    pub(crate) fn read(bytes: &[u8]) -> Reply {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> =
            lines.map(|line| line.split_once(": ").unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let rest = &bytes[end + 4..];
        let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let body = if chunked { joined(rest) } else { rest.to_vec() };
        Reply { status, headers, body }
    }
}

fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|window| window == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + length]);
        chunks = &chunks[end + 4 + length..];
    }
}

/// Sends one request on a connection of its own, with the headers that are given on lines.
pub(crate) async fn send(address: SocketAddr, line: &str, headers: &str, body: &[u8]) -> Reply {
    let mut tcp = TcpStream::connect(address).await.unwrap();
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let headers: String = headers.lines().map(|line| format!("{}\r\n", line.trim())).collect();
    let head = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{length}{headers}\r\n");
    let mut request = head.into_bytes();
    request.extend_from_slice(body);
    within(tcp.write_all(&request)).await.unwrap();
    let mut reply = Vec::new();
    within(tcp.read_to_end(&mut reply)).await.unwrap();
    Reply::read(&reply)
}

/// Calls a method with JSON.
pub(crate) async fn post(service: &Service, path: &str, json: &str) -> Reply {
    send(service.address, &format!("POST {path}"), "content-type: application/json", json.as_bytes()).await
}

/// Asks for a page.
pub(crate) async fn get(address: SocketAddr, path: &str) -> Reply {
    send(address, &format!("GET {path}"), "", b"").await
}

/// A sound request in JSON.
pub(crate) fn json(id: &str) -> String {
    serde_json::to_string(&crate::support::request(id)).unwrap()
}
