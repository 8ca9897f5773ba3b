//! Refuses calls without a token that allows them, before they cost anything, and notes who calls.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use tonic::codegen::Service;
use tonic::transport::server::TcpConnectInfo;

use super::super::auth::Tokens;
use super::super::observe::Notes;
use super::super::shares::Caller;
use super::{Layer, Request, Response, ResponseFuture, refusal};

/// Lets only callers through that may call. Without tokens, that is everybody.
#[derive(Clone, Debug)]
pub(super) struct Callers<S> {
    inner: S,
    tokens: Option<Arc<Tokens>>,
}

impl<S> Callers<S> {
    pub(super) fn new(inner: S, tokens: Option<Arc<Tokens>>) -> Callers<S> {
        Callers { inner, tokens }
    }
}

impl<S: Layer<Future = ResponseFuture>> Service<Request> for Callers<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> ResponseFuture {
        let peer = request.extensions().get().and_then(TcpConnectInfo::remote_addr);
        let mut caller = Caller::at(peer.map(|peer| peer.ip()));
        if let Some(tokens) = &self.tokens {
            match tokens.permit(request.uri().path(), request.headers()) {
                Err(cause) => return Box::pin(async { Ok(refusal(cause)) }),
                Ok(Some(permit)) => {
                    if let Some(notes) = request.extensions().get::<Notes>() {
                        notes.called_by(permit.name.clone());
                    }
                    caller = Caller::Token(permit.name.clone());
                    request.extensions_mut().insert(permit);
                }
                Ok(None) => {}
            }
            // Nothing within has any use for it, and what is not there cannot be logged.
            request.headers_mut().remove("authorization");
        }
        request.extensions_mut().insert(caller);
        self.inner.call(request)
    }
}
