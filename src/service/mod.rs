//! The service: the contract over gRPC, JSON and gRPC-Web on one port, with health checks, server reflection and a
//! graceful stop.
//!
//! | file | what it does |
//! |---|---|
//! | `config` | [`ServiceConfig`], every limit and duration by name |
//! | `accept` | the accept loop: bounded connections, silent ones cut |
//! | `transport` | HTTP/2 and HTTP/1.1 on a connection |
//! | `tls`, `auth` | certificates; tokens and what they allow |
//! | `reload` | what is replaced while the service runs |
//! | `layers` | the stack that every call passes: panics, load, deadlines |
//! | `routes` | which services there are, with their message sizes |
//! | `evaluator`, `stream`, `policies` | the methods |
//! | `pool` | threads for what keeps a processor busy |
//! | `health`, `stop` | what watchers see; draining |
//! | `http` | JSON over HTTP, gRPC-Web and pages on the same port |
//! | `observe` | log lines, figures and traces |
//! | `status` | rejections as statuses with `google.rpc` details |
//!
//! Nothing that a caller sends is kept, and nothing is answered from the clock: the same request under the same policies
//! always has the same answer.

mod accept;
mod auth;
mod config;
mod evaluator;
mod health;
mod http;
mod layers;
mod observe;
mod policies;
mod pool;
mod reload;
mod routes;
mod status;
mod stop;
mod stream;
mod tls;
mod transport;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::time::timeout;

use self::http::{Pages, PagesOnly};
use crate::law::Law;
use crate::policy::store::PolicySet;

pub use auth::{Permission, Tokens, TokensError};
pub use config::{SETTINGS, ServiceConfig, Setting, Settings, SettingsError, settings_table};
pub use http::HttpConfig;
pub use observe::{LogConfig, LogError, LogFormat, LogGuard, Metrics, ObserveConfig, start_log};
pub use reload::{Live, ReloadState, Reloads, Told, keep, reload};
pub use stop::{Stopped, stop_signal};
pub use tls::{Tls, TlsError, TlsFiles};

/// The policies in use. Storing another set replaces them for the calls that come after; a call under way, and each
/// message of a stream, keeps the set that it began with.
pub type Snapshot = Arc<ArcSwap<PolicySet>>;

/// A snapshot that begins with a set of policies.
pub fn snapshot(policies: PolicySet) -> Snapshot {
    Arc::new(ArcSwap::from_pointee(policies))
}

/// Why the service failed.
#[derive(Debug)]
pub enum ServiceError {
    /// The descriptors of the contract cannot be served by reflection.
    Reflection(tonic_reflection::server::Error),
    /// There is no listening where figures are to be served.
    Metrics(std::io::Error),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServiceError::Reflection(error) => write!(f, "cannot describe the contract: {error}"),
            ServiceError::Metrics(error) => write!(f, "cannot serve figures: {error}"),
        }
    }
}

impl std::error::Error for ServiceError {}

/// Serves on a socket until `shutdown` is done, and then drains: watchers of the health service see `NOT_SERVING`, no
/// connection is accepted any more, streams end after the message at hand, and calls in flight finish. What is still
/// open after [`ServiceConfig::drain_deadline`] is cut.
///
/// # Errors
/// When the service cannot start; not when a single connection fails.
pub async fn run(
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
    config: ServiceConfig,
    live: impl Into<Live>,
) -> Result<Stopped, ServiceError> {
    let live = live.into();
    let metrics = Metrics::new(live.policies.clone());
    run_with(listener, shutdown, config, live, metrics).await
}

/// As [`run`], with figures that whoever replaces the policies counts into too.
///
/// # Errors
/// As [`run`].
pub async fn run_with(
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
    config: ServiceConfig,
    live: impl Into<Live>,
    metrics: Metrics,
) -> Result<Stopped, ServiceError> {
    let Live { policies, tls, tokens, reloads } = live.into();
    let (stop, signals) = stop::channel();
    let health = health::Health::new().await;
    let routes = routes::routes(&config, &policies, Law::built_in(), &health, &signals, &metrics)?;
    let mut pages = Pages { serving: health.serving(), policies, metrics: Some(metrics.clone()), contract: true };
    if let Some(address) = config.observe.metrics_listen {
        let listener = TcpListener::bind(address).await.map_err(ServiceError::Metrics)?;
        let apart = PagesOnly(Arc::new(Pages { contract: false, ..pages.clone() }));
        pages.metrics = None;
        let (config, signals) = (config.clone(), signals.clone());
        tokio::spawn(async move {
            let connections = accept::connections(listener, None, &config, &signals);
            transport::serve(connections, apart, &config, &signals).await;
        });
    }
    let service = http::front(layers::stack(routes, &config, tokens, metrics), Arc::new(pages), &config);
    let connections = accept::connections(listener, tls, &config, &signals);
    let serving = transport::serve(connections, service, &config, &signals);
    tokio::pin!(serving);

    tokio::select! {
        () = health.follow(reloads.heard()) => {}
        () = &mut serving => return Ok(Stopped::Clean),
        () = shutdown => {}
    }
    health.not_serving().await;
    if timeout(config.shutdown_notice, &mut serving).await.is_ok() {
        return Ok(Stopped::Clean);
    }
    stop.drain();
    health.end_watches().await;
    if timeout(config.drain_deadline, &mut serving).await.is_ok() {
        return Ok(Stopped::Clean);
    }
    stop.cut();
    // Connections notice at once; what does not is left to the end of the process.
    let _ = timeout(config.cut_deadline, serving).await;
    Ok(Stopped::Cut)
}
