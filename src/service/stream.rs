//! The bidirectional stream: each message of requests is answered by one message of results.
//!
//! A message without requests, or with more than a batch may have, ends the stream with `INVALID_ARGUMENT`: it is a fault
//! of the program that sends it, and has no items to answer one by one. A bad item never ends the stream. When the service
//! stops, the message at hand is answered and the stream ends with `UNAVAILABLE`.

use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::sleep_until;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Status, Streaming};

use super::evaluator::Evaluator;
use super::layers::Budget;
use super::status::status;
use crate::contract::wire::{EvaluateStreamRequest, EvaluateStreamResponse};
use crate::contract::{Cause, Rejection};
use crate::money::Locale;

type Answer = Result<EvaluateStreamResponse, Status>;

/// Answers the messages of a stream as they come. `place` is given back when the stream ends.
pub(super) fn answer(
    evaluator: Evaluator,
    request: Request<Streaming<EvaluateStreamRequest>>,
    buffer: usize,
    place: OwnedSemaphorePermit,
) -> ReceiverStream<Answer> {
    let (sender, receiver) = mpsc::channel(buffer.max(1));
    let budget = request.extensions().get::<Budget>().copied();
    let requests = request.into_inner();
    tokio::spawn(async move {
        let _place = place;
        let end = tokio::select! {
            end = answer_all(&evaluator, requests, &sender) => end,
            () = run_out(budget) => Some(Cause::DeadlineExceeded.into()),
            () = sender.closed() => None,
        };
        if let Some(End(status)) = end {
            // Nobody may be there any more.
            let _ = sender.send(Err(status)).await;
        }
    });
    ReceiverStream::new(receiver)
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
    sender: &mpsc::Sender<Answer>,
) -> Option<End> {
    let draining = evaluator.signals().draining();
    tokio::pin!(draining);
    loop {
        // Room for the answer comes first: a caller that does not read is not worked for.
        let room = sender.reserve().await.ok()?;
        let message = tokio::select! {
            biased;
            message = requests.message() => message,
            () = &mut draining => return Some(Cause::ShuttingDown.into()),
        };
        match message {
            Ok(None) => return None,
            Err(status) => return Some(End(status)),
            Ok(Some(EvaluateStreamRequest { requests })) => match evaluator.results(&requests).await {
                Ok(results) => room.send(Ok(EvaluateStreamResponse { results })),
                Err(rejection) => return Some(End(status(&rejection))),
            },
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
