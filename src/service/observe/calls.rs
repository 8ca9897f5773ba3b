//! Sees every call begin and end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::codegen::http::HeaderMap;
use tonic::transport::server::TcpConnectInfo;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::methods::Method;
use super::metrics;
use super::notes::Notes;
use super::observer::Observer;
use super::trace::{TRACEPARENT, Trace};
use crate::service::layers::{Layer, Request, Response, ResponseFuture};
use crate::service::status::described;

/// Counts, times and logs calls, and carries their traces through.
#[derive(Clone, Debug)]
pub(in crate::service) struct Calls<S> {
    inner: S,
    observer: Observer,
}

impl<S> Calls<S> {
    pub(in crate::service) fn new(inner: S, observer: Observer) -> Calls<S> {
        Calls { inner, observer }
    }
}

impl<S: Layer> Service<Request> for Calls<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> ResponseFuture {
        let mut call = Call::begin(&request, self.observer.clone());
        request.extensions_mut().insert(call.notes.clone());
        let gone = call.gone.clone();
        let answer = self.inner.call(request.map(|body| Body::new(Sent { body, gone })));
        Box::pin(async move {
            let Ok(response) = answer.await;
            let (mut head, body) = described(response).into_parts();
            head.headers.insert(TRACEPARENT, call.trace.header.clone());
            // Without messages the status is in the headers; after them it follows in the trailers.
            let body = match head.extensions.get::<Status>() {
                Some(status) => {
                    call.fail(status);
                    body
                }
                None if head.headers.contains_key(Status::GRPC_STATUS) => {
                    call.end_with(&head.headers);
                    body
                }
                None => Body::new(Watched { body, call }),
            };
            Ok(Response::from_parts(head, body))
        })
    }
}

/// A call under way. One that is dropped before its end was given up by the caller.
struct Call {
    method: Method,
    trace: Trace,
    notes: Notes,
    began: Instant,
    peer: Option<SocketAddr>,
    observer: Observer,
    code: Code,
    reason: Option<String>,
    /// Whether the caller left before the request was whole. What it is answered then nobody hears.
    gone: Arc<AtomicBool>,
}

impl Call {
    fn begin(request: &Request, observer: Observer) -> Call {
        observer.metrics.began();
        let peer = if observer.log_peer { request.extensions().get::<TcpConnectInfo>() } else { None };
        let trace = Trace::of(request.headers(), observer.exporter.is_some());
        Call {
            method: Method::of(request.uri().path()),
            notes: Notes::new(trace.id),
            trace,
            began: Instant::now(),
            peer: peer.and_then(TcpConnectInfo::remote_addr),
            observer,
            code: Code::Cancelled,
            reason: None,
            gone: Arc::default(),
        }
    }

    /// The call was answered with a status and no message.
    fn fail(&mut self, status: &Status) {
        self.code = status.code();
        if status.code() != Code::Ok {
            self.reason = status.get_details_error_info().map(|info| info.reason);
            if let Some(reason) = &self.reason {
                self.observer.metrics.refused(reason);
            }
        }
    }

    /// The call ended with a status in headers or trailers.
    fn end_with(&mut self, headers: &HeaderMap) {
        self.code = headers.get(Status::GRPC_STATUS).map_or(Code::Unknown, |code| Code::from_bytes(code.as_bytes()));
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        if self.gone.load(Ordering::Relaxed) {
            (self.code, self.reason) = (Code::Cancelled, None);
        }
        self.observer.metrics.ended(self.method, self.code, took);
        if let Some(caller) = self.notes.caller() {
            self.observer.metrics.ended_by(caller, self.code);
        }
        if let Some(exporter) = &self.observer.exporter {
            exporter.ended(&self.trace, self.method, self.code, took);
        }
        line(self, took.as_micros());
    }
}

/// The log line of a call.
fn line(call: &Call, micros: u128) {
    let micros = u64::try_from(micros).unwrap_or(u64::MAX);
    let (method, code, trace) = (call.method.name(), metrics::name(call.code), &call.trace.id);
    let (reason, peer) = (call.reason.as_deref(), call.peer.map(tracing::field::display));
    let (caller, decided) = (call.notes.caller(), call.notes.decision());
    let (policy, version) = (decided.map(|decided| &*decided.policy), decided.map(|decided| &*decided.version));
    let (verdict, request_id) = (decided.map(|decided| decided.verdict), decided.map(|decided| &*decided.request_id));
    let request_id = request_id.filter(|id| !id.is_empty());
    macro_rules! log {
        ($level:ident) => {
            tracing::$level!(
                target: "clausula::calls",
                method, code, reason, duration_us = micros, trace_id = %trace, peer, caller, policy, version, verdict,
                request_id, "call"
            )
        };
    }
    match call.code {
        Code::Internal | Code::Unknown | Code::DataLoss => log!(error),
        Code::ResourceExhausted | Code::Unavailable | Code::DeadlineExceeded => log!(warn),
        _ if call.method.is_routine() => log!(debug),
        _ => log!(info),
    }
}

/// The body of a request, until it is whole or its caller leaves.
struct Sent {
    body: Body,
    gone: Arc<AtomicBool>,
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        // Faults of what was sent have other codes.
        if let Some(Err(status)) = &frame
            && matches!(status.code(), Code::Cancelled | Code::Unknown | Code::Unavailable)
        {
            self.gone.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer, up to its trailers.
struct Watched {
    body: Body,
    call: Call,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    self.call.end_with(trailers);
                }
            }
            Some(Err(status)) => self.call.code = status.code(),
            None => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
