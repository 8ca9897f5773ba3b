//! What operators see of the service: a log line and figures for each call, and whose trace it belongs to.
//!
//! | file | what it does |
//! |---|---|
//! | `config` | [`ObserveConfig`], [`LogConfig`] |
//! | `calls` | the layer that sees every call begin and end |
//! | `methods` | the methods by name |
//! | `metrics`, `log_metrics`, `surroundings`, `in_use` | [`Metrics`], figures for Prometheus |
//! | `notes` | what is learned of a call on its way, for its log line |
//! | `trace` | `traceparent` |
//! | `export`, `no_export` | traces for a collector, with the feature `otlp` and without |
//! | `observer` | all of it in one place |
//! | `log`, `writer` | where log lines go, and how they look |
//!
//! What a customer did is in no log line, no label and no trace: of a message only the caller's own `request_id` is
//! logged, and of a decision its policy, version and verdict. Messages of errors are not logged either, since they repeat
//! values; their code and reason are.

mod calls;
mod config;
#[cfg(feature = "otlp")]
mod export;
mod in_use;
mod log;
mod log_metrics;
mod methods;
mod metrics;
#[cfg(not(feature = "otlp"))]
mod no_export;
mod notes;
mod observer;
mod surroundings;
mod trace;
mod writer;

pub(super) use calls::Calls;
pub use config::{LogConfig, LogFormat, ObserveConfig};
pub use in_use::build_digest;
pub use log::{LogError, LogGuard, start_log};
pub(super) use methods::Method;
pub(super) use metrics::Metrics;
pub(super) use notes::Notes;
pub use observer::ExportError;
pub(super) use observer::Observer;
pub(super) use surroundings::Watched;
