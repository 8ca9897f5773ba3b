//! Unary calls of the Connect protocol, translated to gRPC and back.
//!
//! The body of a request is read and translated only when the method asks for it, behind deadlines and limits. Nothing
//! is compressed, in either direction: a small body could become a very large one.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{BufMut, Bytes, BytesMut};
use http_body::Frame;
use http_body_util::{BodyExt, Full, Limited};
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, HeaderName, HeaderValue, Method as Verb, StatusCode, Version, header};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use super::fault::{self, JSON};
use super::front::{after, now};
use super::methods::{self, Method};
use crate::contract::{Cause, Rejection};
use crate::money::Locale;
use crate::service::config::ServiceConfig;
use crate::service::layers::{Layer, Request, Response, ResponseFuture};
use crate::service::status::{DOMAIN, JsonNames, status};

const VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
const TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");
const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// The method that streams.
pub(super) const STREAM: &str = "/clausula.v1.EvaluatorService/EvaluateStream";

/// What a method takes.
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json, application/proto");

/// The bytes before a message of gRPC: a flag and the length.
const PREFIX: usize = 5;

/// Bodies larger than this are translated on a thread that serves nobody else.
const LARGE: usize = 64 * 1024;

/// Translates calls.
#[derive(Clone)]
pub(super) struct Connect<S> {
    inner: S,
    config: Arc<ServiceConfig>,
}

/// How the messages of a call are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Json,
    Proto,
}

impl<S: Layer<Future = ResponseFuture>> Connect<S> {
    pub(super) fn new(inner: S, config: &ServiceConfig) -> Connect<S> {
        Connect { inner, config: Arc::new(config.clone()) }
    }

    /// Answers a request that is neither gRPC nor for a page.
    pub(super) fn call(&mut self, request: Request) -> ResponseFuture {
        let (method, codec) = match asked(&request) {
            Ok(asked) => asked,
            Err(refusal) => return after(request.into_body(), *refusal),
        };
        let (head, body) = request.into_parts();
        let headers = match translated(head.headers) {
            Ok(headers) => headers,
            Err(response) => return now(*response),
        };
        let limit = method.size.limit(&self.config);
        let names = JsonNames::default();
        let mut request = Request::new(lazily(body, limit, codec, method, names.clone()));
        *request.method_mut() = Verb::POST;
        *request.uri_mut() = head.uri;
        *request.version_mut() = Version::HTTP_2;
        *request.headers_mut() = headers;
        *request.extensions_mut() = head.extensions;
        if codec == Codec::Json {
            request.extensions_mut().insert(names);
        }
        let answer = self.inner.call(request);
        Box::pin(async move {
            let Ok(response) = answer.await;
            Ok(answered(response, codec, method).await)
        })
    }
}

/// The method that is called, and how its messages are written.
fn asked(request: &Request) -> Result<(&'static Method, Codec), Box<Response>> {
    let path = request.uri().path();
    let method = methods::find(path).ok_or_else(|| Box::new(unknown(path)))?;
    if request.method() != Verb::POST {
        let mut response =
            fault::refused(StatusCode::METHOD_NOT_ALLOWED, Code::Unimplemented, "METHOD_NOT_ALLOWED", "use POST");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return Err(Box::new(response));
    }
    let codec = codec(request.headers()).ok_or_else(|| Box::new(unsupported()))?;
    Ok((method, codec))
}

/// The answer to a content type that no method takes.
pub(super) fn unsupported() -> Response {
    let text = "the content type must be application/json or application/proto; gRPC and gRPC-Web are served too";
    let mut response =
        fault::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::Unknown, "UNSUPPORTED_CONTENT_TYPE", text);
    response.headers_mut().insert(HeaderName::from_static("accept-post"), ACCEPTED);
    response
}

/// The answer to a path that no method has, or one that only gRPC can call.
fn unknown(path: &str) -> Response {
    if path == STREAM || path.starts_with("/grpc.") {
        return unsupported();
    }
    let path: String = path.chars().take(128).collect();
    let text = format!("there is no method `{path}`");
    fault::refused(StatusCode::NOT_FOUND, Code::Unimplemented, "UNIMPLEMENTED", &text)
}

/// The codec of a request; a charset other than that of JSON is none.
fn codec(headers: &HeaderMap) -> Option<Codec> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let codec = match parts.next()? {
        "application/json" => Codec::Json,
        "application/proto" => Codec::Proto,
        _ => return None,
    };
    parts.all(|part| matches!(part, "" | "charset=utf-8" | "charset=\"utf-8\"")).then_some(codec)
}

/// The headers as gRPC has them.
pub(super) fn translated(mut headers: HeaderMap) -> Result<HeaderMap, Box<Response>> {
    if headers.remove(VERSION).is_some_and(|version| version != "1") {
        let text = "`connect-protocol-version` must be `1`";
        return Err(Box::new(fault::refused(
            StatusCode::BAD_REQUEST,
            Code::InvalidArgument,
            "UNSUPPORTED_PROTOCOL_VERSION",
            text,
        )));
    }
    if headers.remove(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        let text = "compressed requests are not accepted";
        let mut response =
            fault::refused(StatusCode::NOT_IMPLEMENTED, Code::Unimplemented, "UNSUPPORTED_COMPRESSION", text);
        response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        return Err(Box::new(response));
    }
    let timeout = headers.remove(TIMEOUT);
    headers.remove(GRPC_TIMEOUT);
    if let Some(timeout) = timeout {
        let Some(timeout) = grpc_timeout(timeout.as_bytes()) else {
            return Err(Box::new(fault::failed(&refusal(Cause::MalformedTimeout))));
        };
        headers.insert(GRPC_TIMEOUT, timeout);
    }
    for name in [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION, header::ACCEPT_ENCODING] {
        headers.remove(name);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/grpc+proto"));
    headers.insert(header::TE, HeaderValue::from_static("trailers"));
    Ok(headers)
}

/// A timeout of one to ten digits of milliseconds, as gRPC writes it: eight digits and a unit.
fn grpc_timeout(digits: &[u8]) -> Option<HeaderValue> {
    if digits.is_empty() || digits.len() > 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let millis = digits.iter().fold(0, |count: u64, digit| count * 10 + u64::from(digit - b'0'));
    let text = if millis < 100_000_000 { format!("{millis}m") } else { format!("{}S", millis / 1_000) };
    text.try_into().ok()
}

/// The body of a request as gRPC has it, once it is asked for.
fn lazily(body: Body, limit: usize, codec: Codec, method: &'static Method, names: JsonNames) -> Body {
    let message = async move {
        let bytes = Limited::new(body, limit).collect().await.map_err(|error| unread(error, limit))?.to_bytes();
        let message = match codec {
            Codec::Proto => bytes,
            Codec::Json => {
                names.of(&bytes);
                in_turn(bytes.len(), move || (method.read)(&bytes)).await?.into()
            }
        };
        framed(&message).map(Full::new)
    };
    Body::new(Deferred::Waiting(Box::pin(message)))
}

/// Why a body was not read.
fn unread(error: Box<dyn std::error::Error + Send + Sync>, limit: usize) -> Status {
    if error.is::<http_body_util::LengthLimitError>() {
        let details = ErrorDetails::with_error_info("REQUEST_TOO_LARGE", DOMAIN, std::collections::HashMap::new());
        // The code with which gRPC refuses it.
        return Status::with_error_details(
            Code::OutOfRange,
            format!("the request is larger than {limit} bytes"),
            details,
        );
    }
    // Most likely nobody hears it: the caller left.
    Status::unavailable("the request ends early")
}

/// Translates something of so many bytes.
async fn in_turn(
    bytes: usize,
    work: impl FnOnce() -> Result<Vec<u8>, Rejection> + Send + 'static,
) -> Result<Vec<u8>, Status> {
    let done = if bytes <= LARGE {
        work()
    } else {
        let failed = |_| Err(Rejection::new(Cause::Internal, Locale::default()));
        tokio::task::spawn_blocking(work).await.unwrap_or_else(failed)
    };
    done.map_err(|rejection| status(&rejection))
}

fn framed(message: &Bytes) -> Result<Bytes, Status> {
    let length = u32::try_from(message.len()).map_err(|_| refusal(Cause::Internal))?;
    let mut frame = BytesMut::with_capacity(PREFIX + message.len());
    frame.put_u8(0);
    frame.put_u32(length);
    frame.put_slice(message);
    Ok(frame.freeze())
}

/// The answer of gRPC in the terms of the protocol.
async fn answered(response: Response, codec: Codec, method: &'static Method) -> Response {
    let (head, body) = response.into_parts();
    let mut headers = head.headers;
    let found = head.extensions.get::<Status>().cloned().or_else(|| Status::from_header_map(&headers));
    let outcome = match found {
        Some(status) if status.code() != Code::Ok => Err(status),
        _ => message(body).await,
    };
    let body = match (outcome, codec) {
        (Err(status), _) => Err(status),
        (Ok(message), Codec::Proto) => Ok(message),
        (Ok(message), Codec::Json) => in_turn(message.len(), move || (method.write)(&message)).await.map(Bytes::from),
    };
    let mut response = match (body, codec) {
        (Err(status), _) => fault::failed(&status),
        (Ok(body), Codec::Json) => fault::respond(StatusCode::OK, JSON, body),
        (Ok(body), Codec::Proto) => fault::respond(StatusCode::OK, HeaderValue::from_static("application/proto"), body),
    };
    for name in ["content-type", "content-length", "grpc-status", "grpc-message", "grpc-status-details-bin"] {
        headers.remove(name);
    }
    for (name, value) in &headers {
        response.headers_mut().append(name, value.clone());
    }
    response
}

/// The one message of an answer.
async fn message(body: Body) -> Result<Bytes, Status> {
    let collected = body.collect().await?;
    let status = collected.trailers().and_then(Status::from_header_map);
    if let Some(status) = status.filter(|status| status.code() != Code::Ok) {
        return Err(status);
    }
    let bytes = collected.to_bytes();
    if bytes.len() < PREFIX {
        return Err(refusal(Cause::Internal));
    }
    Ok(bytes.slice(PREFIX..))
}

fn refusal(cause: Cause) -> Status {
    status(&Rejection::new(cause, Locale::default()))
}

/// A body that comes of work.
enum Deferred {
    Waiting(Pin<Box<dyn Future<Output = Result<Full<Bytes>, Status>> + Send>>),
    There(Full<Bytes>),
    Gone,
}

impl http_body::Body for Deferred {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        loop {
            match &mut *self {
                Deferred::Waiting(work) => match ready!(work.as_mut().poll(cx)) {
                    Ok(body) => *self = Deferred::There(body),
                    Err(status) => {
                        *self = Deferred::Gone;
                        return Poll::Ready(Some(Err(status)));
                    }
                },
                Deferred::There(body) => {
                    return Pin::new(body).poll_frame(cx).map_err(|never| match never {});
                }
                Deferred::Gone => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types() {
        let read = |text: &str| codec(&HeaderMap::from_iter([(header::CONTENT_TYPE, text.parse().unwrap())]));
        for text in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
            assert_eq!(read(text), Some(Codec::Json), "{text}");
        }
        assert_eq!(read("application/proto"), Some(Codec::Proto));
        for text in ["", "text/plain", "application/json; charset=latin1", "application/connect+json", "json"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(codec(&HeaderMap::new()), None);
    }

    #[test]
    fn timeouts() {
        let read = |text: &str| grpc_timeout(text.as_bytes());
        for (text, expected) in [
            ("0", "0m"),
            ("1500", "1500m"),
            ("99999999", "99999999m"),
            ("100000000", "100000S"),
            ("9999999999", "9999999S"),
        ] {
            assert_eq!(read(text).unwrap(), expected, "{text}");
        }
        for text in ["", "-1", "1.5", "1s", " 1", "12345678901"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
