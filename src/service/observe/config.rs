//! What is logged and measured, and where it goes.

use std::net::SocketAddr;

use super::observer::ExportError;

/// The settings of figures and traces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObserveConfig {
    /// Where `/metrics` is served, and it alone with `/healthz` and `/readyz`, to whoever reaches it. By default it is
    /// on the port of the service: for whoever reaches that, or for tokens with the permission `metrics`.
    pub metrics_listen: Option<SocketAddr>,
    /// Where `/readyz` and `/healthz` are served besides, in the clear and to whoever reaches it: for probes that have no
    /// certificate to show.
    pub readiness_listen: Option<SocketAddr>,
    /// Whether a log line names the address of the caller. By default not: it can be that of a person.
    pub log_peer: bool,
    /// The collector that takes traces over OTLP/gRPC, such as `http://127.0.0.1:4317`. Needs the feature `otlp`.
    pub otlp_endpoint: Option<String>,
}

impl ObserveConfig {
    /// Whether this program can do what it says.
    ///
    /// # Errors
    /// When traces are to be exported and it was built without that.
    pub fn check(&self) -> Result<(), ExportError> {
        if self.otlp_endpoint.is_some() && !cfg!(feature = "otlp") { Err(ExportError::NotBuilt) } else { Ok(()) }
    }
}

/// The settings of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogConfig {
    /// How lines look.
    pub format: LogFormat,
    /// What is logged: a level, or levels by target, such as `warn,clausula::calls=info`. A line for each call has the
    /// target `clausula::calls`; successful ones have the level `info`, health checks and reflection `debug`. What
    /// the libraries below log at `debug` and `trace` may hold what callers send: ask for it only to look for faults.
    pub filter: String,
}

impl Default for LogConfig {
    fn default() -> LogConfig {
        LogConfig { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person.
    #[default]
    Text,
    /// For a program: one object on each line.
    Json,
}
