//! A net for panics: the call fails, the connection and the service live.

use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll};

use tonic::codegen::Service;

use super::{Layer, Request, Response, ResponseFuture, refusal};
use crate::contract::Cause;

/// Answers `INTERNAL` when the service within panics.
#[derive(Clone, Debug)]
pub(super) struct CatchPanic<S> {
    inner: S,
}

impl<S> CatchPanic<S> {
    pub(super) fn new(inner: S) -> CatchPanic<S> {
        CatchPanic { inner }
    }
}

impl<S: Layer> Service<Request> for CatchPanic<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> ResponseFuture {
        // Nothing is shared with what panicked but values that are only replaced as a whole.
        let Ok(call) = catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) else {
            return Box::pin(async { Ok(refusal(Cause::Internal)) });
        };
        Box::pin(async move {
            let mut call = pin!(call);
            poll_fn(|cx| {
                let polled = catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx)));
                polled.unwrap_or_else(|_| Poll::Ready(Ok(refusal(Cause::Internal))))
            })
            .await
        })
    }
}
