//! Figures of the decision log.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::decision_log::Stats;

/// What is told of the decision log: zeros without one.
#[derive(Debug, Default)]
pub(super) struct LogMetrics {
    stats: OnceLock<Arc<Stats>>,
    records: Counter,
    not_logged: Family<OutcomeLabels, Counter>,
    failures: Counter,
    bytes: Gauge,
    failing: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

impl LogMetrics {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("clausula_decision_log_records", "Decisions logged", self.records.clone());
        let help =
            "Decisions that could not be logged at once: refused, blocked until they could be, or dropped from the log";
        registry.register("clausula_decision_log_full", help, self.not_logged.clone());
        let help = "Writes of the decision log that failed";
        registry.register("clausula_decision_log_failures", help, self.failures.clone());
        registry.register(
            "clausula_decision_log_bytes",
            "Bytes of all segments of the decision log",
            self.bytes.clone(),
        );
        let help = "1 while the decision log cannot be written";
        registry.register("clausula_decision_log_failing", help, self.failing.clone());
    }

    pub(super) fn logs_to(&self, stats: &Arc<Stats>) {
        // A service has one log.
        let _ = self.stats.set(stats.clone());
    }

    /// Takes over what the log counted.
    pub(super) fn refresh(&self) {
        let Some(stats) = self.stats.get() else { return };
        let count = |counter: &Counter, count: &AtomicU64| {
            counter.inner().fetch_max(count.load(Relaxed), Relaxed);
        };
        count(&self.records, &stats.records);
        count(&self.failures, &stats.failures);
        for (outcome, value) in [("refused", &stats.refused), ("blocked", &stats.blocked), ("dropped", &stats.dropped)]
        {
            count(&self.not_logged.get_or_create_owned(&OutcomeLabels { outcome }), value);
        }
        self.bytes.set(i64::try_from(stats.bytes.load(Relaxed)).unwrap_or(i64::MAX));
        self.failing.set(stats.failing.load(Relaxed).into());
    }
}
