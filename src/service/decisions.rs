//! Decisions on their way out: whatever method gives them, they pass here, and only here. They are noted for the log line,
//! logged before they are given, and counted.

use std::borrow::Cow;
use std::time::Duration;

use tokio::time::Instant;

use super::observe::{Metrics, Notes};
use crate::contract::{Cause, option_request, wire};
use crate::decision_log::{AppendError, Asked, DecisionLog, Group};

/// What every decision passes before it is given.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    log: Option<DecisionLog>,
    metrics: Metrics,
    /// How long decisions are written down before other calls have their turn.
    slice: Duration,
}

/// What a decision answers.
#[derive(Clone, Copy)]
pub(super) enum Answers<'g> {
    /// A request to evaluate.
    Request(&'g wire::EvaluateRequest),
    /// The option on a question, among those that a request compares.
    Option(&'g wire::CompareOptionsRequest, i32),
}

impl<'g> Answers<'g> {
    /// The caller's name for the request.
    fn request_id(self) -> &'g str {
        match self {
            Answers::Request(request) => &request.request_id,
            Answers::Option(request, _) => &request.request_id,
        }
    }

    /// The request to evaluate that has this decision: for an option it is made.
    fn request(self) -> Option<Cow<'g, wire::EvaluateRequest>> {
        match self {
            Answers::Request(request) => Some(Cow::Borrowed(request)),
            Answers::Option(request, question) => option_request(request, question).map(Cow::Owned),
        }
    }
}

/// The decisions of one answer, each with what it answers.
pub(super) type Given<'g> = Vec<(Answers<'g>, &'g mut wire::Decision)>;

impl Decisions {
    pub(super) fn new(log: Option<DecisionLog>, metrics: Metrics, slice: Duration) -> Decisions {
        Decisions { log, metrics, slice }
    }

    /// The figures that decisions are counted in.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Decisions are given together, or not at all. `method` gives them, where it is not one that evaluates.
    ///
    /// # Errors
    /// When they cannot be logged: they must not be given then.
    pub(super) async fn give(
        &self,
        notes: Option<&Notes>,
        method: Option<&'static str>,
        mut given: Given<'_>,
    ) -> Result<(), Cause> {
        if let (Some(notes), Some((answers, decision))) = (notes, given.first()) {
            notes.decided(answers.request_id(), decision);
        }
        if let Some(log) = &self.log {
            let id = notes.map(Notes::id).unwrap_or_default();
            let asked = Asked { id: &id, caller: notes.and_then(Notes::caller), method };
            let (mut group, mut since) = (Group::of(given.len()), Instant::now());
            for (answers, decision) in &mut given {
                let request = answers.request().ok_or(Cause::Internal)?;
                log.add(&mut group, asked, &request, decision).map_err(|_| Cause::NotLogged)?;
                if since.elapsed() > self.slice {
                    tokio::task::yield_now().await;
                    since = Instant::now();
                }
            }
            log.append(group).await.map_err(|error| match error {
                AppendError::Full | AppendError::Write => Cause::NotLogged,
            })?;
        }
        given.iter().for_each(|(_, decision)| self.metrics.decided(decision));
        Ok(())
    }
}
