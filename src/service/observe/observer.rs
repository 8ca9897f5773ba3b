//! Everything that sees calls, in one place.

use std::fmt;

use super::config::ObserveConfig;
#[cfg(feature = "otlp")]
use super::export::Exporter;
use super::metrics::Metrics;
#[cfg(not(feature = "otlp"))]
use super::no_export::Exporter;

/// What sees every call.
#[derive(Clone, Debug)]
pub(in crate::service) struct Observer {
    pub(super) metrics: Metrics,
    pub(super) exporter: Option<Exporter>,
    pub(super) log_peer: bool,
}

impl Observer {
    /// An observer that counts into `metrics`. Needs a runtime when traces are exported.
    pub(in crate::service) fn new(metrics: Metrics, config: &ObserveConfig) -> Result<Observer, ExportError> {
        let exporter = config.otlp_endpoint.as_deref().map(Exporter::to).transpose()?;
        Ok(Observer { metrics, exporter, log_peer: config.log_peer })
    }

    /// Sends what waits to be sent.
    pub(in crate::service) async fn finish(self) {
        if let Some(exporter) = self.exporter {
            exporter.finish().await;
        }
    }
}

/// Why traces cannot be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The address of the collector cannot be used.
    Endpoint(String),
    /// The program was built without the feature `otlp`.
    NotBuilt,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::Endpoint(problem) => write!(f, "cannot export traces: {problem}"),
            ExportError::NotBuilt => {
                f.write_str("cannot export traces: this program was built without the feature `otlp`")
            }
        }
    }
}

impl std::error::Error for ExportError {}
