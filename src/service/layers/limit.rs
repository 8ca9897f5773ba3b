//! So many calls at once; a bounded number of others wait for their turn, and the rest is shed. A call that asks once takes
//! its turn when what it asks is there.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::codegen::Service;

use super::super::config::ServiceConfig;
use super::super::shares::{Caller, Share, Shares};
use super::gather::gather;
use super::{Layer, Request, Response, ResponseFuture, refusal};
use crate::contract::Cause;
use crate::service::observe::Method;

/// The calls that must be answered even when the service is overloaded: they tell whether it is alive.
const EXEMPT: &str = "/grpc.health.v1.Health/";

/// Bounds the calls that are worked on at once, all and those of one caller.
#[derive(Clone, Debug)]
pub(super) struct Limit<S> {
    inner: S,
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// Of calls that are open: worked on, waiting, or still coming.
    open: Arc<Shares>,
    /// Of those that are worked on.
    turns: Arc<Shares>,
}

impl<S> Limit<S> {
    pub(super) fn new(inner: S, config: &ServiceConfig) -> Limit<S> {
        let ServiceConfig { calls, waiting_calls, caller_share, .. } = *config;
        Limit {
            inner,
            working: Arc::new(Semaphore::new(calls)),
            waiting: Arc::new(Semaphore::new(waiting_calls)),
            open: Shares::of(calls.saturating_add(waiting_calls), caller_share),
            turns: Shares::of(calls, caller_share),
        }
    }
}

impl<S: Layer<Future = ResponseFuture>> Service<Request> for Limit<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> ResponseFuture {
        let path = request.uri().path();
        if path.starts_with(EXEMPT) {
            return self.inner.call(request);
        }
        let caller = request.extensions().get().cloned().unwrap_or(Caller::Unknown);
        let Some(open) = self.open.try_take(&caller) else {
            return Box::pin(async { Ok(refusal(Cause::ShareTaken)) });
        };
        if !Method::of(path).asks_once() {
            return self.in_turn(request, caller, open);
        }
        let mut this = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = gather(body).await;
            this.in_turn(Request::from_parts(head, body), caller, open).await
        })
    }
}

impl<S: Layer<Future = ResponseFuture>> Limit<S> {
    /// Calls when there is a turn; refuses when too many wait for one.
    fn in_turn(&mut self, request: Request, caller: Caller, open: Share) -> ResponseFuture {
        if let Some(share) = self.turns.try_take(&caller)
            && let Ok(turn) = self.working.clone().try_acquire_owned()
        {
            return work((turn, share, open), self.inner.call(request));
        }
        let Ok(place) = self.waiting.clone().try_acquire_owned() else {
            return Box::pin(async { Ok(refusal(Cause::Overloaded)) });
        };
        let (working, turns, mut inner) = (self.working.clone(), self.turns.clone(), self.inner.clone());
        Box::pin(async move {
            let share = turns.take(&caller).await;
            // The semaphore is never closed.
            let Ok(turn) = working.acquire_owned().await else { return Ok(refusal(Cause::Internal)) };
            drop(place);
            work((turn, share, open), inner.call(request)).await
        })
    }
}

fn work(
    turn: (OwnedSemaphorePermit, Share, Share),
    call: impl Future<Output = Result<Response, Infallible>> + Send + 'static,
) -> ResponseFuture {
    Box::pin(async move {
        let answer = call.await;
        drop(turn);
        answer
    })
}
