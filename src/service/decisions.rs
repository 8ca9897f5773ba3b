//! Decisions on their way out: whatever method gives them, they pass here, and only here. They are noted for the log line,
//! logged before they are given, and counted.

use std::time::Duration;

use tokio::time::Instant;

use super::observe::{Metrics, Notes};
use crate::contract::{Cause, wire};
use crate::decision_log::{AppendError, Asked, DecisionLog, Group};

/// What every decision passes before it is given.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    log: Option<DecisionLog>,
    metrics: Metrics,
    /// How long decisions are written down before other calls have their turn.
    slice: Duration,
}

/// The decisions of one answer, each with the request to evaluate that it answers.
pub(super) type Given<'g> = Vec<(&'g wire::EvaluateRequest, &'g mut wire::Decision)>;

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
        if let (Some(notes), Some((request, decision))) = (notes, given.first()) {
            notes.decided(request, decision);
        }
        if let Some(log) = &self.log {
            let id = notes.map(Notes::id).unwrap_or_default();
            let asked = Asked { id: &id, caller: notes.and_then(Notes::caller), method };
            let (mut group, mut since) = (Group::default(), Instant::now());
            for (request, decision) in &mut given {
                log.add(&mut group, asked, request, decision).map_err(|_| Cause::NotLogged)?;
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
