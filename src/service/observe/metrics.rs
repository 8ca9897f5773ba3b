//! Figures for Prometheus.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use arc_swap::ArcSwap;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tonic::Code;

use super::in_use::InUse;
use super::log_metrics::LogMetrics;
use super::methods::Method;
use super::surroundings::{Surroundings, Watched};
use crate::contract::wire;
use crate::decision_log::Stats;
use crate::service::{Reloads, Snapshot};

/// The figures of one service. Cheap to clone; every clone counts into the same.
#[derive(Clone)]
pub(in crate::service) struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    policies: Snapshot,
    past: Reloads,
    requests: Family<CallLabels, Counter>,
    durations: Family<MethodLabels, Histogram, fn() -> Histogram>,
    decisions: Family<DecisionLabels, Counter>,
    reloads: Family<ResultLabels, Counter>,
    shed: Family<ReasonLabels, Counter>,
    in_flight: Gauge,
    policies_loaded: Gauge,
    files_at_fault: Gauge,
    files_unwatched: Gauge,
    memory: Gauge,
    log: LogMetrics,
    surroundings: Surroundings,
    handles: Handles,
}

/// What is counted on every call, found without a lock once it was counted.
#[derive(Default)]
struct Handles {
    requests: [[OnceLock<Counter>; CODES.len()]; Method::COUNT],
    durations: [OnceLock<Histogram>; Method::COUNT],
    decisions: ArcSwap<Versions>,
}

/// By policy, and then by version.
type Versions = HashMap<String, HashMap<String, Arc<Version>>>;

/// What is counted of one version.
#[derive(Default)]
struct Version {
    policy: String,
    version: String,
    counters: [OnceLock<Counter>; VERDICTS.len()],
}

/// The names of codes, in the order of their numbers.
const CODES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// The names of verdicts, in the order of their numbers.
const VERDICTS: [&str; 5] = ["UNSPECIFIED", "PERMITTED", "REFUSED", "DISCRETIONARY", "UNREGULATED"];

/// The bounds of the histogram, in seconds.
const BOUNDS: [f64; 15] =
    [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];

/// How many versions of policies are counted one by one. Those that come after, over many reloads, are `other`.
const MOST_VERSIONS: usize = 4_096;

/// The label of whatever is not counted one by one.
const OTHER: &str = "other";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabels {
    method: &'static str,
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct MethodLabels {
    method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DecisionLabels {
    policy: String,
    version: String,
    verdict: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResultLabels {
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReasonLabels {
    reason: &'static str,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Metrics {
    /// Figures that begin at zero.
    pub(in crate::service) fn new(policies: Snapshot, past: Reloads) -> Metrics {
        let mut inner = Inner {
            registry: Registry::default(),
            policies,
            past,
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            decisions: Family::default(),
            reloads: Family::default(),
            shed: Family::default(),
            in_flight: Gauge::default(),
            policies_loaded: Gauge::default(),
            files_at_fault: Gauge::default(),
            files_unwatched: Gauge::default(),
            memory: Gauge::default(),
            log: LogMetrics::default(),
            surroundings: Surroundings::default(),
            handles: Handles::default(),
        };
        inner.register();
        // Alarms look at these before the first one happens.
        for reason in SHED.map(|(_, reason)| reason).into_iter().chain([CONNECTION_SHARE]) {
            inner.shed.get_or_create_owned(&ReasonLabels { reason });
        }
        Metrics(Arc::new(inner))
    }

    /// The figures as text, in the format of OpenMetrics.
    ///
    /// # Errors
    /// Never: a string takes any text.
    pub(in crate::service) fn encode(&self) -> Result<String, fmt::Error> {
        let count = self.0.policies.load().iter().count();
        self.0.policies_loaded.set(i64::try_from(count).unwrap_or(i64::MAX));
        self.0.memory.set(resident_bytes().unwrap_or_default());
        self.0.log.refresh();
        self.0.surroundings.refresh();
        let past = self.0.past.state();
        self.0.files_at_fault.set(past.fault.is_some().into());
        self.0.files_unwatched.set(past.unwatched.is_some().into());
        for (result, count) in [("ok", past.succeeded), ("failed", past.failed)] {
            let counter = self.0.reloads.get_or_create_owned(&ResultLabels { result });
            counter.inner().fetch_max(count, Ordering::Relaxed);
        }
        let mut text = String::new();
        text::encode(&mut text, &self.0.registry)?;
        Ok(text)
    }

    /// The decision log that counts into these figures.
    pub(in crate::service) fn logs_to(&self, stats: &Arc<Stats>) {
        self.0.log.logs_to(stats);
    }

    /// Looks at something whenever figures are asked for.
    pub(in crate::service) fn watch(&self, what: Watched, told: impl Fn() -> Option<i64> + Send + Sync + 'static) {
        self.0.surroundings.watch(what, Box::new(told));
    }

    /// A call with a token ended.
    pub(super) fn ended_by(&self, token: &str, code: Code) {
        self.0.surroundings.ended(token, code);
    }

    /// How many calls are under way.
    pub(in crate::service) fn in_flight(&self) -> i64 {
        self.0.in_flight.get()
    }

    /// A call began.
    pub(super) fn began(&self) {
        self.0.in_flight.inc();
    }

    /// A call ended with a code after so long.
    pub(super) fn ended(&self, method: Method, code: Code, took: Duration) {
        let inner = &self.0;
        inner.in_flight.dec();
        let by_code = inner.handles.requests.get(method.index());
        if let Some(handle) = by_code.and_then(|handles| handles.get(code as usize)) {
            let labels = CallLabels { method: method.name(), code: name(code) };
            handle.get_or_init(|| inner.requests.get_or_create_owned(&labels)).inc();
        }
        if let Some(handle) = inner.handles.durations.get(method.index()) {
            let labels = MethodLabels { method: method.name() };
            handle.get_or_init(|| inner.durations.get_or_create_owned(&labels)).observe(took.as_secs_f64());
        }
    }

    /// A call was refused before any work, for a reason of the service's own.
    pub(super) fn refused(&self, reason: &str) {
        if let Some((_, reason)) = SHED.iter().find(|(known, _)| *known == reason) {
            self.0.shed.get_or_create(&ReasonLabels { reason }).inc();
        }
    }

    /// Counts connections that are refused.
    pub(in crate::service) fn refused_connections(&self) -> Counter {
        self.0.shed.get_or_create_owned(&ReasonLabels { reason: CONNECTION_SHARE })
    }

    /// A question was decided.
    pub(in crate::service) fn decided(&self, decision: &wire::Decision) {
        let Some(policy) = &decision.policy else { return };
        let Some(verdict) = usize::try_from(decision.verdict).ok().filter(|verdict| *verdict < VERDICTS.len()) else {
            return;
        };
        let versions = self.0.handles.decisions.load();
        match find(&versions, &policy.policy_id, &policy.version) {
            Some(version) => self.count(version, verdict),
            None => self.count(&self.added(&policy.policy_id, &policy.version), verdict),
        }
    }

    fn count(&self, version: &Version, verdict: usize) {
        let (Some(counter), Some(verdict)) = (version.counters.get(verdict), VERDICTS.get(verdict)) else { return };
        let labels = || DecisionLabels { policy: version.policy.clone(), version: version.version.clone(), verdict };
        counter.get_or_init(|| self.0.decisions.get_or_create_owned(&labels())).inc();
    }

    /// The counters of a version that has none yet, or of all others when there are very many.
    fn added(&self, policy: &str, version: &str) -> Arc<Version> {
        let full = |versions: &Versions| versions.values().map(HashMap::len).sum::<usize>() >= MOST_VERSIONS;
        let versions = self.0.handles.decisions.load();
        let (policy, version) = if full(&versions) { (OTHER, OTHER) } else { (policy, version) };
        if let Some(known) = find(&versions, policy, version) {
            return known.clone();
        }
        let new = Arc::new(Version { policy: policy.to_owned(), version: version.to_owned(), ..Version::default() });
        let mut kept = new.clone();
        self.0.handles.decisions.rcu(|versions| {
            let mut versions = Versions::clone(versions);
            let of_policy = versions.entry(policy.to_owned()).or_default();
            // Another thread may have been first.
            kept = of_policy.entry(version.to_owned()).or_insert_with(|| new.clone()).clone();
            versions
        });
        kept
    }
}

fn find<'a>(versions: &'a Versions, policy: &str, version: &str) -> Option<&'a Arc<Version>> {
    versions.get(policy)?.get(version)
}

/// The reasons of errors that shed load, and their labels.
const SHED: [(&str, &str); 3] =
    [("OVERLOADED", "overloaded"), ("CALLER_SHARE", "caller_share"), ("SHUTTING_DOWN", "shutting_down")];

/// The label of connections beyond the share of their caller.
const CONNECTION_SHARE: &str = "connection_share";

impl Inner {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("clausula_requests", "Calls that ended", self.requests.clone());
        let help = "From the beginning of a call to its end, streams included";
        registry.register("clausula_request_duration_seconds", help, self.durations.clone());
        registry.register("clausula_decisions", "Questions decided, alone or in batches", self.decisions.clone());
        registry.register("clausula_reloads", "Reloads of the policies", self.reloads.clone());
        registry.register("clausula_shed", "Calls and connections refused before any work", self.shed.clone());
        registry.register("clausula_in_flight", "Calls under way", self.in_flight.clone());
        registry.register("clausula_policies_loaded", "Versions of policies in use", self.policies_loaded.clone());
        let help = "1 while the files on disk are at fault and the last good ones are in use";
        registry.register("clausula_files_at_fault", help, self.files_at_fault.clone());
        let help = "1 while changes of files are not seen, although they should be";
        registry.register("clausula_files_unwatched", help, self.files_unwatched.clone());
        self.log.register(registry);
        self.surroundings.register(registry);
        registry.register_collector(Box::new(InUse { policies: self.policies.clone() }));
        registry.register("process_resident_memory_bytes", "Memory in use", self.memory.clone());
    }
}

/// The name of a code.
pub(super) fn name(code: Code) -> &'static str {
    CODES.get(code as usize).copied().unwrap_or("UNKNOWN")
}

/// The resident memory of the process, where the operating system tells.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}
