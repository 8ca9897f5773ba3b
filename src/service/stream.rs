//! The bidirectional stream: each message of requests is answered by one message of results.
//!
//! A message without requests, or with more than a batch may have, ends the stream with `INVALID_ARGUMENT`: it is a fault
//! of the program that sends it, and has no items to answer one by one. A bad item never ends the stream. When the service
//! stops, the messages at hand are answered and the stream ends with `UNAVAILABLE`; when the caller's token is no longer
//! valid, it ends with `UNAUTHENTICATED`.
//!
//! The transport asks for an answer when it has room for one, and only then is a message read: a caller that does not
//! read is not worked for. Answers that are there at once go out in one frame, which costs a fraction of a frame for each.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::stream::unfold;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, sleep_until};
use tokio_stream::Stream;
use tonic::{Request, Status, Streaming};

use super::auth::Permit;
use super::evaluator::Evaluator;
use super::layers::Budget;
use super::observe::Notes;
use super::shares::{Caller, Share};
use super::status::{caller, detailed, names, status};
use crate::contract::wire::{EvaluateStreamRequest, EvaluateStreamResponse};
use crate::contract::{Cause, FieldNames, Rejection};
use crate::money::Locale;

type Message = Result<Option<EvaluateStreamRequest>, Status>;
type StreamItem = Result<EvaluateStreamResponse, Status>;

/// What a stream may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct StreamLimits {
    /// Results that wait to be sent, at most, or one message.
    pub(super) buffer: usize,
    /// How long the caller may ask nothing.
    pub(super) idle: Duration,
}

/// Answers the messages of a stream as they come. `place` is given back when the stream ends.
pub(super) fn answer(
    evaluator: Evaluator,
    request: Request<Streaming<EvaluateStreamRequest>>,
    limits: StreamLimits,
    place: (OwnedSemaphorePermit, Share),
) -> impl Stream<Item = StreamItem> + Send + use<> {
    let deadline = request.extensions().get::<Budget>().map(|Budget(deadline)| *deadline);
    let (names, notes) = (names(&request), Notes::of(request.extensions()).cloned());
    let caller = caller(&request);
    let permit = request.extensions().get::<Permit>().cloned();
    let requests = request.into_inner();
    let call = Box::new(Call {
        evaluator,
        requests,
        names,
        notes,
        permit,
        limits,
        deadline,
        waiting: 0,
        caller,
        _place: place,
    });
    unfold(Some(call), |call| async {
        let mut call = call?;
        match call.next().await? {
            Ok(answer) => Some((Ok(answer), Some(call))),
            Err(status) => Some((Err(status), None)),
        }
    })
}

struct Call {
    evaluator: Evaluator,
    requests: Streaming<EvaluateStreamRequest>,
    names: FieldNames,
    notes: Option<Notes>,
    /// What the caller was let in with.
    permit: Option<Permit>,
    limits: StreamLimits,
    deadline: Option<Instant>,
    /// How many results wait to be sent.
    waiting: usize,
    /// Whose share the stream is taken from.
    caller: Caller,
    _place: (OwnedSemaphorePermit, Share),
}

impl Call {
    /// The next answer; `None` when nothing more is asked.
    async fn next(&mut self) -> Option<StreamItem> {
        if self.waiting >= self.limits.buffer {
            self.flush().await;
            // Of messages that never cease.
            if let Some(cause) = self.over() {
                return Some(Err(ended(cause)));
            }
        }
        let requests = match self.message().await {
            Ok(message) => message?.requests,
            Err(status) => return Some(Err(detailed(status))),
        };
        if self.permit.as_ref().is_some_and(|permit| !permit.holds()) {
            return Some(Err(ended(Cause::Unauthenticated)));
        }
        if self.waiting > 0 && self.waiting + requests.len() > self.limits.buffer {
            self.flush().await;
        }
        self.waiting += requests.len();
        let results = self.evaluator.results(&requests, (self.names, &self.caller), self.notes.as_ref()).await;
        Some(results.map(|results| EvaluateStreamResponse { results }).map_err(|rejection| status(&rejection)))
    }

    /// The next message: one that is there, or the next to come before the stream has to end.
    async fn message(&mut self) -> Message {
        let mut message = pin!(self.requests.message());
        if let Poll::Ready(message) = futures_util::poll!(&mut message) {
            return message;
        }
        // What waits is sent while this waits.
        self.waiting = 0;
        let idle = Instant::now() + self.limits.idle;
        let end = self.deadline.map_or(idle, |deadline| deadline.min(idle));
        tokio::select! {
            biased;
            message = message => message,
            () = self.evaluator.signals().draining() => Err(ended(Cause::ShuttingDown)),
            () = revoked(self.permit.as_ref()) => Err(ended(Cause::Unauthenticated)),
            () = sleep_until(end) => Err(ended(Cause::DeadlineExceeded)),
        }
    }

    /// What waits is sent before anything else is done, and others have their turn.
    async fn flush(&mut self) {
        tokio::task::yield_now().await;
        self.waiting = 0;
    }

    /// Why the stream has to end now.
    fn over(&self) -> Option<Cause> {
        if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return Some(Cause::DeadlineExceeded);
        }
        self.evaluator.signals().is_draining().then_some(Cause::ShuttingDown)
    }
}

/// Done when what the caller was let in with no longer holds.
async fn revoked(permit: Option<&Permit>) {
    match permit {
        Some(permit) => permit.revoked().await,
        None => std::future::pending().await,
    }
}

fn ended(cause: Cause) -> Status {
    status(&Rejection::new(cause, Locale::default()))
}
