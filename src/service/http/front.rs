//! Which protocol a request speaks, and who answers it.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use http_body::Body as _;
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::codegen::http::{HeaderValue, StatusCode, Version, header};
use tonic_web::{GrpcWebLayer, GrpcWebService};
use tower_layer::Layer as _;

use super::connect::{self, Connect};
use super::cors::Browsers;
use super::pages::Pages;
use super::{fault, methods, streaming};
use crate::service::config::ServiceConfig;
use crate::service::layers::{Layer, Request, Response, ResponseFuture};
use crate::service::unread::skip;

/// The services behind everything that turns other protocols into gRPC.
pub(in crate::service) fn front(
    inner: impl Layer<Future = ResponseFuture> + Sync,
    pages: Arc<Pages>,
    config: &ServiceConfig,
) -> impl Layer<Future = ResponseFuture> {
    let connect = Connect::new(inner.clone(), config);
    let web = GrpcWebLayer::new().layer(inner.clone());
    Browsers::new(
        Front { inner, translators: Arc::new(Translators { web, connect }), pages },
        &config.http.cors_origins,
    )
}

/// Sorts requests by protocol.
#[derive(Clone)]
struct Front<S> {
    inner: S,
    translators: Arc<Translators<S>>,
    pages: Arc<Pages>,
}

/// What turns other protocols into gRPC. Shared: the front is cloned for every call, and most calls need none of it.
struct Translators<S> {
    web: GrpcWebService<S>,
    connect: Connect<S>,
}

/// A protocol, by its content type.
enum Protocol {
    Grpc,
    Web(&'static str),
    NoWeb,
    Stream,
    Other,
}

impl Protocol {
    fn of(request: &Request) -> Protocol {
        let Some(kind) = request.headers().get(header::CONTENT_TYPE) else { return Protocol::Other };
        let kind = kind.as_bytes();
        if kind == streaming::KIND.as_bytes() && streaming::concerns(request.uri().path()) {
            return Protocol::Stream;
        }
        if !kind.starts_with(b"application/grpc") {
            return Protocol::Other;
        }
        if !kind.starts_with(b"application/grpc-web") {
            return Protocol::Grpc;
        }
        // Parameters say nothing, and the translation knows none.
        let end = kind.iter().position(|byte| *byte == b';').unwrap_or(kind.len());
        match kind.get(..end).unwrap_or_default().trim_ascii_end() {
            b"application/grpc-web" | b"application/grpc-web+proto" => Protocol::Web("application/grpc-web+proto"),
            b"application/grpc-web-text" | b"application/grpc-web-text+proto" => {
                Protocol::Web("application/grpc-web-text+proto")
            }
            _ => Protocol::NoWeb,
        }
    }
}

impl<S: Layer<Future = ResponseFuture> + Sync> Service<Request> for Front<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> ResponseFuture {
        match Protocol::of(&request) {
            // Statuses travel in trailers, which few clients of HTTP/1.1 read.
            Protocol::Grpc | Protocol::Stream if request.version() < Version::HTTP_2 => after(
                request.into_body(),
                fault::plain(
                    StatusCode::HTTP_VERSION_NOT_SUPPORTED,
                    "gRPC and streams need HTTP/2; over HTTP/1.1 there are application/json and gRPC-Web",
                ),
            ),
            Protocol::Grpc => self.inner.call(request),
            Protocol::Stream => streaming::call(&mut self.inner, request),
            Protocol::Web(kind) => {
                request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                Box::pin(self.translators.web.clone().call(request))
            }
            Protocol::NoWeb => after(request.into_body(), connect::unsupported()),
            Protocol::Other if methods::concerns(request.uri().path()) => {
                self.translators.connect.clone().call(request)
            }
            Protocol::Other => {
                let answer = self.pages.answer(&request);
                after(request.into_body(), answer)
            }
        }
    }
}

/// An answer that needs nothing of what comes with its request. That is read before all the same: a fault in it is the
/// client's to hear of first.
pub(super) fn after(body: Body, answer: Response) -> ResponseFuture {
    if body.is_end_stream() {
        return now(answer);
    }
    Box::pin(async move {
        let _ = skip(body).await;
        Ok(answer)
    })
}

/// An answer that is there.
pub(super) fn now(response: Response) -> ResponseFuture {
    Box::pin(std::future::ready(Ok(response)))
}
