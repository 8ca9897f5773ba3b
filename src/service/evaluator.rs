//! The methods of the evaluator.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use prost::Message;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_stream::Stream;
use tonic::{Request, Response, Status, Streaming, async_trait};

use super::Snapshot;
use super::config::ServiceConfig;
use super::decisions::{Answers, Decisions, Given};
use super::observe::Notes;
use super::pool::Pool;
use super::shares::{Caller, Shares};
use super::status::{caller, names, status};
use super::stop::Signals;
use super::stream::{self, StreamLimits};
use crate::contract::{self, Cause, FieldNames, Letter, Rejection, wire};
use crate::decision_log::{OF_LETTER, OF_OPTIONS};
use crate::law::Law;
use crate::money::Locale;
use wire::customer_option;
use wire::evaluate_result::Outcome;
use wire::evaluator_service_server::EvaluatorService;

/// The evaluator: policies that may be replaced at any time, and the law.
#[derive(Clone, Debug)]
pub(super) struct Evaluator {
    policies: Snapshot,
    law: &'static Law,
    limits: Limits,
    streams: (Arc<Semaphore>, Arc<Shares>),
    batches: (Arc<Semaphore>, Arc<Shares>),
    quotes: Pool,
    signals: Signals,
    decisions: Decisions,
}

#[derive(Clone, Copy, Debug)]
struct Limits {
    /// The bytes of decisions in the answer to a batch. What ids and errors take at most is left free.
    decision_bytes: usize,
    batch_slice: Duration,
    stream: StreamLimits,
}

/// A batch with more requests than this takes a turn: its results take memory until the last of them is there.
const FEW: usize = 16;

/// The bytes of an error that takes the place of a decision, its id aside.
const ERROR_BYTES: usize = 256;

impl Evaluator {
    pub(super) fn new(
        policies: Snapshot,
        law: &'static Law,
        config: &ServiceConfig,
        signals: Signals,
        decisions: Decisions,
    ) -> Evaluator {
        let reserved = config.batch_bytes + contract::MOST_REQUESTS * ERROR_BYTES;
        let limits = Limits {
            decision_bytes: config.batch_response_bytes.saturating_sub(reserved),
            batch_slice: config.batch_slice,
            stream: StreamLimits { buffer: config.stream_buffer, idle: config.stream_idle },
        };
        let places = |all: usize| (Arc::new(Semaphore::new(all)), Shares::of(all, config.caller_share));
        let (streams, batches) = (places(config.evaluate_streams), places(config.batches));
        // Calls are counted before they wait here: the line needs no end of its own.
        let quotes = Pool::new(config.quotes, usize::MAX, config.call_timeout).shared(config.caller_share);
        quotes.watched("quotes", decisions.metrics());
        Evaluator { policies, law, limits, streams, batches, quotes, signals, decisions }
    }

    /// Answers several requests on one snapshot, giving other calls their turn in between.
    pub(super) async fn results(
        &self,
        requests: &[wire::EvaluateRequest],
        (names, caller): (FieldNames, &Caller),
        notes: Option<&Notes>,
    ) -> Result<Vec<wire::EvaluateResult>, Rejection> {
        contract::check_batch(requests.len())?;
        // The semaphore is never closed.
        let _turn = if requests.len() > FEW {
            let share = self.batches.1.take(caller).await;
            self.batches.0.acquire().await.ok().map(|turn| (turn, share))
        } else {
            None
        };
        let policies = self.policies.load_full();
        let mut results = Vec::with_capacity(requests.len());
        let (mut since, mut bytes) = (Instant::now(), 0);
        for request in requests {
            let answered = catch_unwind(AssertUnwindSafe(|| contract::result(&policies, self.law, request, names)));
            let mut result = answered.unwrap_or_else(|_| failed(request, Cause::Internal));
            let length = result.encoded_len();
            if bytes + length > self.limits.decision_bytes {
                result = failed(request, Cause::ResponseTooLarge);
            } else {
                bytes += length;
            }
            results.push(result);
            if since.elapsed() > self.limits.batch_slice {
                tokio::task::yield_now().await;
                since = Instant::now();
            }
        }
        let given = requests.iter().zip(&mut results).filter_map(|(request, result)| match &mut result.outcome {
            Some(Outcome::Decision(decision)) => Some((Answers::Request(request), decision)),
            _ => None,
        });
        if let Err(cause) = self.decisions.give(notes, None, given.collect()).await {
            for (request, result) in requests.iter().zip(&mut results) {
                if let Some(Outcome::Decision(_)) = &result.outcome {
                    *result = failed(request, cause.clone());
                }
            }
        }
        Ok(results)
    }

    /// Gives the decisions of one answer; none of them when they cannot be logged.
    async fn give(
        &self,
        notes: Option<&Notes>,
        method: Option<&'static str>,
        given: Given<'_>,
        locale: &str,
    ) -> Result<(), Status> {
        let given = self.decisions.give(notes, method, given).await;
        given.map_err(|cause| status(&Rejection::new(cause, Locale::parse(locale).unwrap_or_default())))
    }

    /// Done when the service stops.
    pub(super) fn signals(&self) -> &Signals {
        &self.signals
    }
}

/// The result of an item that failed for a reason that is not its own.
fn failed(request: &wire::EvaluateRequest, cause: Cause) -> wire::EvaluateResult {
    let locale = Locale::parse(&request.locale).unwrap_or_default();
    let error = Outcome::Error((&Rejection::new(cause, locale)).into());
    wire::EvaluateResult { request_id: request.request_id.clone(), outcome: Some(error) }
}

#[async_trait]
impl EvaluatorService for Evaluator {
    async fn evaluate(
        &self,
        request: Request<wire::EvaluateRequest>,
    ) -> Result<Response<wire::EvaluateResponse>, Status> {
        let (names, notes) = (names(&request), Notes::of(request.extensions()));
        // A statement of its own: the snapshot is not held while the log is written.
        let answer = contract::answer(&self.policies.load(), self.law, request.get_ref(), names);
        let mut answer = answer.map_err(|rejection| status(&rejection))?;
        let given = answer.decision.iter_mut().map(|decision| (Answers::Request(request.get_ref()), decision));
        self.give(notes, None, given.collect(), &request.get_ref().locale).await?;
        Ok(Response::new(answer))
    }

    async fn evaluate_batch(
        &self,
        request: Request<wire::EvaluateBatchRequest>,
    ) -> Result<Response<wire::EvaluateBatchResponse>, Status> {
        let notes = Notes::of(request.extensions());
        let results = self.results(&request.get_ref().requests, (names(&request), &caller(&request)), notes).await;
        let results = results.map_err(|rejection| status(&rejection))?;
        Ok(Response::new(wire::EvaluateBatchResponse { results }))
    }

    type EvaluateStreamStream = Pin<Box<dyn Stream<Item = Result<wire::EvaluateStreamResponse, Status>> + Send>>;

    async fn evaluate_stream(
        &self,
        request: Request<Streaming<wire::EvaluateStreamRequest>>,
    ) -> Result<Response<Self::EvaluateStreamStream>, Status> {
        let Some(share) = self.streams.1.try_take(&caller(&request)) else {
            return Err(status(&Rejection::new(Cause::ShareTaken, Locale::default())));
        };
        let Ok(place) = self.streams.0.clone().try_acquire_owned() else {
            return Err(status(&Rejection::new(Cause::Overloaded, Locale::default())));
        };
        Ok(Response::new(Box::pin(stream::answer(self.clone(), request, self.limits.stream, (place, share)))))
    }

    async fn quote_cancellation(
        &self,
        request: Request<wire::QuoteCancellationRequest>,
    ) -> Result<Response<wire::QuoteCancellationResponse>, Status> {
        let (policies, law, names) = (self.policies.load_full(), self.law, names(&request));
        // A staircase can have very many steps: not on a thread that serves others.
        let quote = self
            .quotes
            .run(&caller(&request), move |_| contract::quote(&policies, law, request.get_ref(), names))
            .await;
        let quote = quote.unwrap_or_else(|cause| Err(Rejection::new(cause, Locale::default())));
        quote.map(Response::new).map_err(|rejection| status(&rejection))
    }

    async fn compare_options(
        &self,
        request: Request<wire::CompareOptionsRequest>,
    ) -> Result<Response<wire::CompareOptionsResponse>, Status> {
        let (names, notes) = (names(&request), Notes::of(request.extensions()));
        let request = request.get_ref();
        let answer = contract::options(&self.policies.load(), self.law, request, names);
        let mut answer = answer.map_err(|rejection| status(&rejection))?;
        let given = answer.options.iter_mut().filter_map(|option| match &mut option.outcome {
            Some(customer_option::Outcome::Decision(decision)) => {
                Some((Answers::Option(request, option.question), decision))
            }
            _ => None,
        });
        self.give(notes, Some(OF_OPTIONS), given.collect(), &request.locale).await?;
        Ok(Response::new(answer))
    }

    async fn write_letter(
        &self,
        request: Request<wire::WriteLetterRequest>,
    ) -> Result<Response<wire::WriteLetterResponse>, Status> {
        let (names, notes) = (names(&request), Notes::of(request.extensions()));
        let letter = contract::letter(&self.policies.load(), self.law, request.get_ref(), names);
        let Letter { response, request, mut decision } = letter.map_err(|rejection| status(&rejection))?;
        self.give(notes, Some(OF_LETTER), vec![(Answers::Request(&request), &mut decision)], &request.locale).await?;
        Ok(Response::new(response))
    }
}

#[cfg(test)]
mod tests {
    use super::super::observe::Metrics;
    use super::super::{snapshot, stop};
    use super::*;
    use crate::policy::store::PolicySet;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn large_batches_take_turns() {
        let policies = snapshot(PolicySet::built_in().unwrap());
        // Nobody else has a turn in between.
        let batch_slice = Duration::from_secs(60);
        let config = ServiceConfig { batches: 2, batch_slice, caller_share: 100, ..ServiceConfig::default() };
        let (_stop, signals) = stop::channel();
        let metrics = Metrics::new(policies.clone(), Default::default());
        let decisions = Decisions::new(None, metrics, config.batch_slice);
        let evaluator = Evaluator::new(policies, Law::built_in(), &config, signals, decisions);
        let answered = |count: usize| {
            let requests = vec![wire::EvaluateRequest::default(); count];
            evaluator
                .results(&requests, (FieldNames::Proto, &Caller::Unknown), None)
                .now_or_never()
                .is_some_and(|results| results.unwrap().len() == count)
        };
        let first = evaluator.batches.0.acquire().await.unwrap();
        assert!(answered(FEW + 1), "the second of two");
        let second = evaluator.batches.0.acquire().await.unwrap();
        assert!(!answered(FEW + 1), "a third waits");
        assert!(answered(FEW), "few do not");
        drop((first, second));
        assert!(answered(FEW + 1));
    }
}
