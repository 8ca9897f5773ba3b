//! Which pages of other origins may call: those on a list, by default none.

use std::convert::Infallible;
use std::task::{Context, Poll};
use std::time::Duration;

use tonic::codegen::Service;
use tonic::codegen::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, Cors, CorsLayer};
use tower_layer::Layer as _;

use crate::service::layers::{Layer, Request, Response, ResponseFuture};

/// How long a browser may remember the answer to a preflight.
const MAX_AGE: Duration = Duration::from_secs(2 * 60 * 60);

/// The headers that pages may send.
const ALLOWED: [&str; 9] = [
    "content-type",
    "authorization",
    "connect-protocol-version",
    "connect-timeout-ms",
    "grpc-timeout",
    "x-grpc-web",
    "x-user-agent",
    "traceparent",
    "tracestate",
];

/// The headers that pages may read.
const EXPOSED: [&str; 4] = ["grpc-status", "grpc-message", "grpc-status-details-bin", "traceparent"];

/// Answers preflights and marks answers for the origins on the list. What comes from no page passes untouched.
#[derive(Clone)]
pub(super) struct Browsers<S> {
    inner: S,
    cors: Option<Cors<S>>,
}

impl<S: Clone> Browsers<S> {
    pub(super) fn new(inner: S, origins: &[String]) -> Browsers<S> {
        let allowed = if origins.iter().any(|origin| origin == "*") {
            Some(AllowOrigin::any())
        } else {
            // Browsers write neither capitals nor a slash at the end.
            let listed = origins.iter().map(|origin| origin.trim_end_matches('/').to_lowercase());
            let listed: Vec<_> = listed.filter_map(|origin| HeaderValue::try_from(origin).ok()).collect();
            (!listed.is_empty()).then(|| AllowOrigin::list(listed))
        };
        let cors = allowed.map(|origins| {
            CorsLayer::new()
                .allow_origin(origins)
                .allow_methods([Method::GET, Method::POST])
                .allow_headers(ALLOWED.map(HeaderName::from_static))
                .expose_headers(EXPOSED.map(HeaderName::from_static))
                .max_age(MAX_AGE)
                .layer(inner.clone())
        });
        Browsers { inner, cors }
    }
}

impl<S: Layer<Future = ResponseFuture>> Service<Request> for Browsers<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> ResponseFuture {
        match &mut self.cors {
            Some(cors) if request.headers().contains_key(header::ORIGIN) => Box::pin(cors.call(request)),
            _ => self.inner.call(request),
        }
    }
}
