//! So many calls at once; a bounded number of others wait for their turn, and the rest is shed. A call that asks once takes
//! its turn when what it asks is there.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::codegen::Service;

use super::gather::gather;
use super::{Answer, Layer, Request, Response, refusal};
use crate::contract::Cause;
use crate::service::observe::Method;

/// The calls that must be answered even when the service is overloaded: they tell whether it is alive.
const EXEMPT: &str = "/grpc.health.v1.Health/";

/// Bounds the calls that are worked on at once.
#[derive(Clone, Debug)]
pub(super) struct Limit<S> {
    inner: S,
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl<S> Limit<S> {
    pub(super) fn new(inner: S, working: usize, waiting: usize) -> Limit<S> {
        Limit { inner, working: Arc::new(Semaphore::new(working)), waiting: Arc::new(Semaphore::new(waiting)) }
    }
}

impl<S: Layer<Future = Answer>> Service<Request> for Limit<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Answer {
        let path = request.uri().path();
        if path.starts_with(EXEMPT) {
            return self.inner.call(request);
        }
        if !Method::of(path).asks_once() {
            return self.in_turn(request);
        }
        let mut this = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = gather(body).await;
            this.in_turn(Request::from_parts(head, body)).await
        })
    }
}

impl<S: Layer<Future = Answer>> Limit<S> {
    /// Calls when there is a turn; refuses when too many wait for one.
    fn in_turn(&mut self, request: Request) -> Answer {
        if let Ok(turn) = self.working.clone().try_acquire_owned() {
            return work(turn, self.inner.call(request));
        }
        let Ok(place) = self.waiting.clone().try_acquire_owned() else {
            return Box::pin(async { Ok(refusal(Cause::Overloaded)) });
        };
        let (working, mut inner) = (self.working.clone(), self.inner.clone());
        Box::pin(async move {
            // The semaphore is never closed.
            let Ok(turn) = working.acquire_owned().await else { return Ok(refusal(Cause::Internal)) };
            drop(place);
            work(turn, inner.call(request)).await
        })
    }
}

fn work(
    turn: OwnedSemaphorePermit,
    call: impl Future<Output = Result<Response, Infallible>> + Send + 'static,
) -> Answer {
    Box::pin(async move {
        let answer = call.await;
        drop(turn);
        answer
    })
}
