//! Decisions on their way out: counted, noted for the log line, and logged before they are given.

use super::observe::{Metrics, Notes};
use crate::contract::{Cause, wire};
use crate::decision_log::{AppendError, Asked, DecisionLog, Group};

/// What every decision passes before it is given.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    log: Option<DecisionLog>,
    metrics: Metrics,
}

/// Decisions that are given together.
#[derive(Debug, Default)]
pub(super) struct Given {
    group: Group,
    id: String,
}

impl Decisions {
    pub(super) fn new(log: Option<DecisionLog>, metrics: Metrics) -> Decisions {
        Decisions { log, metrics }
    }

    /// The figures that decisions are counted in.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Begins with the decisions of a call, or of a message of a stream.
    pub(super) fn begin(&self, notes: Option<&Notes>) -> Given {
        let id = if self.log.is_some() { notes.map(Notes::id).unwrap_or_default() } else { String::new() };
        Given { group: Group::default(), id }
    }

    /// A decision is to be given with the others.
    ///
    /// # Errors
    /// When it cannot be logged.
    pub(super) fn add(
        &self,
        given: &mut Given,
        notes: Option<&Notes>,
        request: &wire::EvaluateRequest,
        decision: &mut wire::Decision,
    ) -> Result<(), Cause> {
        if let Some(notes) = notes {
            notes.decided(request, decision);
        }
        if let Some(log) = &self.log {
            let asked = Asked { id: &given.id, caller: notes.and_then(Notes::caller) };
            log.add(&mut given.group, asked, request, decision).map_err(|_| Cause::NotLogged)?;
        }
        Ok(())
    }

    /// The decisions are logged, or must not be given.
    ///
    /// # Errors
    /// When they cannot be logged.
    pub(super) async fn log(&self, given: Given) -> Result<(), Cause> {
        let Some(log) = &self.log else { return Ok(()) };
        log.append(given.group).await.map_err(|error| match error {
            AppendError::Full | AppendError::Write => Cause::NotLogged,
        })
    }

    /// A decision is given.
    pub(super) fn given(&self, decision: &wire::Decision) {
        self.metrics.decided(decision);
    }
}
