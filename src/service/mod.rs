//! The gRPC service: the contract over HTTP/2, with health checks, server reflection and a graceful stop.
//!
//! | file | what it does |
//! |---|---|
//! | `config` | [`ServiceConfig`], every limit and duration by name |
//! | `accept` | the accept loop: bounded connections, silent ones cut |
//! | `layers` | the stack that every call passes: panics, load, deadlines |
//! | `routes` | which services there are, with their message sizes |
//! | `evaluator`, `stream`, `policies` | the methods |
//! | `health`, `stop` | what watchers see; draining |
//! | `status` | rejections as statuses with `google.rpc` details |
//!
//! Nothing that a caller sends is kept, and nothing is answered from the clock: the same request under the same policies
//! always has the same answer.

mod accept;
mod config;
mod evaluator;
mod health;
mod layers;
mod policies;
mod routes;
mod status;
mod stop;
mod stream;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tonic::transport::Server;

use crate::law::Law;
use crate::policy::store::PolicySet;

pub use config::ServiceConfig;
pub use stop::{Stopped, stop_signal};

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
    /// The transport failed.
    Transport(tonic::transport::Error),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServiceError::Reflection(error) => write!(f, "cannot describe the contract: {error}"),
            ServiceError::Transport(error) => write!(f, "cannot serve: {error}"),
        }
    }
}

impl std::error::Error for ServiceError {}

/// Serves on a socket until `shutdown` is done, and then drains: watchers of the health service see `NOT_SERVING`, no
/// connection is accepted any more, streams end after the message at hand, and calls in flight finish. What is still
/// open after [`ServiceConfig::drain_deadline`] is cut.
///
/// # Errors
/// When the service cannot start or the transport fails; not when a single connection does.
pub async fn run(
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
    config: ServiceConfig,
    policies: Snapshot,
) -> Result<Stopped, ServiceError> {
    let (stop, signals) = stop::channel();
    let health = health::Health::new().await;
    let routes = routes::routes(&config, &policies, Law::built_in(), &health, &signals)?;
    let connections = accept::connections(listener, &config, &signals);
    let serving =
        server(&config).serve_with_incoming_shutdown(layers::stack(routes, &config), connections, signals.draining());
    tokio::pin!(serving);

    tokio::select! {
        // Without a signal the transport ends only when it fails.
        result = &mut serving => return result.map(|()| Stopped::Clean).map_err(ServiceError::Transport),
        () = shutdown => {}
    }
    health.not_serving().await;
    if timeout(config.shutdown_notice, &mut serving).await.is_ok() {
        return Ok(Stopped::Clean);
    }
    stop.drain();
    health.end_watches().await;
    if let Ok(result) = timeout(config.drain_deadline, &mut serving).await {
        return result.map(|()| Stopped::Clean).map_err(ServiceError::Transport);
    }
    stop.cut();
    // Connections notice at once; what does not is left to the end of the process.
    let _ = timeout(config.cut_deadline, serving).await;
    Ok(Stopped::Cut)
}

/// The transport with its limits. `timeout` stays unset: it answers `CANCELLED`, the deadline layer answers what it is.
fn server(config: &ServiceConfig) -> Server {
    Server::builder()
        .max_concurrent_streams(config.streams_per_connection)
        .concurrency_limit_per_connection(config.calls_per_connection)
        .http2_max_local_error_reset_streams(Some(config.local_error_resets))
        .http2_max_pending_accept_reset_streams(Some(config.pending_accept_resets))
        .http2_max_header_list_size(config.header_bytes)
        .http2_keepalive_interval(Some(config.http2_keepalive_interval))
        .http2_keepalive_timeout(Some(config.http2_keepalive_timeout))
        .max_connection_age(config.connection_age)
}
