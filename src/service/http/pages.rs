//! Pages beside the methods: whether the service lives and is ready, figures, and the contract.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use bytes::Bytes;
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::codegen::http::{HeaderValue, Method, StatusCode, header};

use super::console;
use super::fault::{self, JSON};
use super::front::now;
use super::openapi;
use crate::contract::{Cause, wire};
use crate::service::auth::Tokens;
use crate::service::layers::{Request, Response, ResponseFuture};
use crate::service::observe::Metrics;
use crate::service::{Reloads, Snapshot};

/// The format of OpenMetrics.
const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// What pages tell of.
#[derive(Clone, Debug)]
pub(in crate::service) struct Pages {
    /// Whether new calls are welcome.
    pub(in crate::service) serving: Arc<AtomicBool>,
    pub(in crate::service) policies: Snapshot,
    pub(in crate::service) reloads: Reloads,
    /// None where figures are served elsewhere.
    pub(in crate::service) metrics: Option<Metrics>,
    /// Who may read them; None where everybody may.
    pub(in crate::service) tokens: Option<Arc<Tokens>>,
    /// Whether the contract is described here.
    pub(in crate::service) contract: bool,
    /// Whether the console is served here.
    pub(in crate::service) console: bool,
}

impl Pages {
    /// Answers a request that is for no method.
    pub(super) fn answer(&self, request: &Request) -> Response {
        let page = match request.uri().path() {
            "/healthz" => Some(fault::plain(StatusCode::OK, "ok")),
            "/readyz" => Some(self.readiness()),
            "/metrics" => self.metrics.as_ref().map(|metrics| self.figures(metrics, request)),
            "/openapi.json" if self.contract => Some(description()),
            path if self.console => console::answer(path, request.headers(), self.tokens.is_some()),
            _ => None,
        };
        let Some(page) = page else {
            return fault::plain(StatusCode::NOT_FOUND, "there is nothing here");
        };
        match *request.method() {
            Method::GET => page,
            Method::HEAD => page.map(|_| Body::empty()),
            _ => {
                let mut response = fault::plain(StatusCode::METHOD_NOT_ALLOWED, "use GET");
                response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
                response
            }
        }
    }

    fn figures(&self, metrics: &Metrics, request: &Request) -> Response {
        let allowed = self.tokens.as_ref().map_or(Ok(()), |t| t.check(request.uri().path(), request.headers()));
        match allowed {
            Ok(()) => figures(metrics),
            Err(Cause::PermissionDenied { .. }) => {
                fault::plain(StatusCode::FORBIDDEN, "the token lacks the permission `metrics`")
            }
            Err(_) => {
                let mut response = fault::plain(StatusCode::UNAUTHORIZED, "the figures need a bearer token");
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
                response
            }
        }
    }

    fn readiness(&self) -> Response {
        if !self.serving.load(Ordering::Acquire) {
            fault::plain(StatusCode::SERVICE_UNAVAILABLE, "draining")
        } else if self.policies.load().iter().next().is_none() {
            fault::plain(StatusCode::SERVICE_UNAVAILABLE, "no policies")
        } else {
            // What is wrong is in the log: it can quote files, and this page is for everybody.
            let state = self.reloads.state();
            fault::plain(
                StatusCode::OK,
                match (state.fault.is_some(), state.unwatched.is_some()) {
                    (false, false) => "ready",
                    (true, _) => "ready, with the last good files: those on disk are at fault",
                    (false, true) => "ready, but files are not watched: changes are not seen before a SIGHUP",
                },
            )
        }
    }
}

fn figures(metrics: &Metrics) -> Response {
    match metrics.encode() {
        Ok(text) => fault::respond(StatusCode::OK, OPEN_METRICS, text),
        Err(_) => fault::plain(StatusCode::INTERNAL_SERVER_ERROR, "the figures cannot be written"),
    }
}

/// The contract, described when it is first asked for.
fn description() -> Response {
    static TEXT: OnceLock<Option<Bytes>> = OnceLock::new();
    let text = TEXT.get_or_init(|| openapi::describe(wire::FILE_DESCRIPTOR_SET).ok().map(|d| d.to_string().into()));
    match text {
        Some(text) => fault::respond(StatusCode::OK, JSON, text.clone()),
        None => fault::plain(StatusCode::INTERNAL_SERVER_ERROR, "the contract cannot be described"),
    }
}

/// A service of pages and nothing else.
#[derive(Clone, Debug)]
pub(in crate::service) struct PagesOnly(pub(in crate::service) Arc<Pages>);

impl Service<Request> for PagesOnly {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> ResponseFuture {
        now(self.0.answer(&request))
    }
}
