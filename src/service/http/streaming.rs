//! Streaming calls of the Connect protocol with binary messages. Their frames are those of gRPC, and pass as they are;
//! what gRPC says in trailers, a frame at the end says.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{BufMut, Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use http_body_util::Full;
use tonic::body::Body;
use tonic::codegen::http::{HeaderName, HeaderValue, StatusCode, header};
use tonic::{Code, Status};

use super::connect;
use super::fault;
use super::front::after;
use crate::service::layers::{Layer, Request, Response, ResponseFuture};

/// The content type.
pub(super) const KIND: &str = "application/connect+proto";

const ENCODING: HeaderName = HeaderName::from_static("connect-content-encoding");

/// The flag of the frame that ends an answer.
const END: u8 = 2;

/// Whether a path is that of a method that streams.
pub(super) fn concerns(path: &str) -> bool {
    path == connect::STREAM || path.starts_with("/grpc.")
}

/// Calls a method that streams.
pub(super) fn call(inner: &mut impl Layer<Future = ResponseFuture>, request: Request) -> ResponseFuture {
    let (mut head, body) = request.into_parts();
    if head.headers.remove(ENCODING).is_some_and(|encoding| encoding != "identity") {
        return after(body, ended(&Status::unimplemented("compressed messages are not accepted")));
    }
    head.headers = match connect::translated(head.headers) {
        Ok(headers) => headers,
        Err(refusal) => return after(body, *refusal),
    };
    let answer = inner.call(Request::from_parts(head, body));
    Box::pin(async move {
        let Ok(response) = answer.await;
        Ok(answered(response))
    })
}

/// The answer of gRPC in the terms of the protocol.
fn answered(response: Response) -> Response {
    let (head, body) = response.into_parts();
    let status = head.extensions.get::<Status>().cloned().or_else(|| Status::from_header_map(&head.headers));
    let mut response = match &status {
        Some(status) => ended(status),
        None => streamed(Body::new(Frames(Some(body)))),
    };
    for (name, value) in &head.headers {
        let told = [header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) || name.as_str().starts_with("grpc-");
        if !told {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

/// An answer without a message.
fn ended(status: &Status) -> Response {
    streamed(Body::new(Full::new(end(status))))
}

fn streamed(body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    response
}

/// The frame that ends an answer with a status.
fn end(status: &Status) -> Bytes {
    let text = match status.code() {
        Code::Ok => "{}".to_owned(),
        _ => serde_json::json!({ "error": fault::body(status) }).to_string(),
    };
    let mut frame = BytesMut::with_capacity(5 + text.len());
    frame.put_u8(END);
    // Details are far smaller than what a number of four bytes can say.
    frame.put_u32(u32::try_from(text.len()).unwrap_or_default());
    frame.put_slice(text.as_bytes());
    frame.freeze()
}

/// The frames of an answer, until the last was given.
struct Frames(Option<Body>);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let status = match ready!(Pin::new(body).poll_frame(cx)) {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Err(frame) => frame.trailers_ref().and_then(Status::from_header_map),
            },
            Some(Err(status)) => Some(status),
            None => None,
        };
        self.0 = None;
        let status = status.unwrap_or_else(|| Status::internal("the answer ends early"));
        Poll::Ready(Some(Ok(Frame::data(end(&status)))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
