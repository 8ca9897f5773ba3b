//! The bidirectional stream: each message of requests is answered by one message of results.
//!
//! A message without requests, or with more than a batch may have, ends the stream with `INVALID_ARGUMENT`: it is a fault
//! of the program that sends it, and has no items to answer one by one. A bad item never ends the stream. When the service
//! stops, the message at hand is answered and the stream ends with `UNAVAILABLE`.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::sleep_until;
use tokio_stream::Stream;
use tonic::{Request, Status, Streaming};

use super::evaluator::Evaluator;
use super::layers::Budget;
use super::status::status;
use crate::contract::wire::{EvaluateStreamRequest, EvaluateStreamResponse};
use crate::contract::{Cause, Rejection};
use crate::money::Locale;

type Answer = Result<EvaluateStreamResponse, Status>;

/// An answer that waits, with the room that its results take.
type Waiting = (Answer, OwnedSemaphorePermit);

/// The answers of a stream, as the transport takes them. So many at once go out in one frame as are there, which costs a
/// fraction of a frame for each.
#[derive(Debug)]
pub(super) struct Answers(mpsc::Receiver<Waiting>);

impl Stream for Answers {
    type Item = Answer;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Answer>> {
        self.0.poll_recv(cx).map(|waiting| waiting.map(|(answer, _room)| answer))
    }
}

/// Answers the messages of a stream as they come; at most `buffer` results wait for a slow reader, or one message.
/// `place` is given back when the stream ends.
pub(super) fn answer(
    evaluator: Evaluator,
    request: Request<Streaming<EvaluateStreamRequest>>,
    buffer: u32,
    place: OwnedSemaphorePermit,
) -> Answers {
    let room = Room::new(buffer);
    // Every answer takes room for at least one result: there is always a place for it.
    let (sender, receiver) = mpsc::channel(room.size);
    let budget = request.extensions().get::<Budget>().copied();
    let requests = request.into_inner();
    tokio::spawn(async move {
        let _place = place;
        let end = tokio::select! {
            end = answer_all(&evaluator, requests, &room, &sender) => end,
            () = run_out(budget) => Some(Cause::DeadlineExceeded.into()),
            () = sender.closed() => None,
        };
        if let Some(End(status)) = end
            && let Some(last) = room.take(1).await
        {
            // Nobody may be there any more.
            let _ = sender.send((Err(status), last)).await;
        }
    });
    Answers(receiver)
}

/// Room for results.
struct Room {
    free: Arc<Semaphore>,
    size: usize,
}

impl Room {
    fn new(results: u32) -> Room {
        let size = usize::try_from(results.max(1)).unwrap_or(1);
        Room { free: Arc::new(Semaphore::new(size)), size }
    }

    /// Room for so many, or all that there is.
    async fn take(&self, results: usize) -> Option<OwnedSemaphorePermit> {
        let results = u32::try_from(results.min(self.size)).ok()?;
        // The semaphore is never closed.
        self.free.clone().acquire_many_owned(results).await.ok()
    }
}

/// Why a stream ends before its caller ends it.
struct End(Status);

impl From<Cause> for End {
    fn from(cause: Cause) -> End {
        End(status(&Rejection::new(cause, Locale::default())))
    }
}

async fn answer_all(
    evaluator: &Evaluator,
    mut requests: Streaming<EvaluateStreamRequest>,
    room: &Room,
    sender: &mpsc::Sender<Waiting>,
) -> Option<End> {
    let draining = evaluator.signals().draining();
    tokio::pin!(draining);
    loop {
        // Room for the answer comes first: a caller that does not read is not worked for.
        let mut taken = room.take(1).await?;
        let message = tokio::select! {
            biased;
            message = requests.message() => message,
            () = &mut draining => return Some(Cause::ShuttingDown.into()),
        };
        let requests = match message {
            Ok(None) => return None,
            Err(status) => return Some(End(status)),
            Ok(Some(EvaluateStreamRequest { requests })) => requests,
        };
        if requests.len() > 1 {
            drop(taken);
            taken = room.take(requests.len()).await?;
        }
        match evaluator.results(&requests).await {
            Ok(results) => sender.send((Ok(EvaluateStreamResponse { results }), taken)).await.ok()?,
            Err(rejection) => return Some(End(status(&rejection))),
        }
    }
}

/// Done when the caller's time runs out, if there is an end to it.
async fn run_out(budget: Option<Budget>) {
    match budget {
        Some(Budget(deadline)) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
