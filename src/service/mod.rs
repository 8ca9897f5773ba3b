//! The service: the contract over gRPC, JSON and gRPC-Web on one port, with health checks, server reflection and a
//! graceful stop.
//!
//! | file | what it does |
//! |---|---|
//! | `config` | [`ServiceConfig`], every limit and duration by name |
//! | `accept`, `seats` | the accept loop: bounded connections, silent ones cut |
//! | `shares` | how much of all one caller may take |
//! | `transport`, `readers` | HTTP/2 and HTTP/1.1 on a connection; answers that nobody reads |
//! | `tls`, `auth` | certificates; tokens and what they allow |
//! | `reload` | what is replaced while the service runs |
//! | `layers` | the stack that every call passes: panics, load, deadlines |
//! | `routes` | which services there are, with their message sizes |
//! | `evaluator`, `stream`, `policies` | the methods |
//! | `decisions` | what every decision passes on its way out: the decision log |
//! | `versions` | which bytes each version was served with: they stay so |
//! | `cores` | threads that serve connections, each its own |
//! | `pool` | threads for what keeps a processor busy |
//! | `health`, `stop` | what watchers see; draining |
//! | `http` | JSON over HTTP, gRPC-Web and pages on the same port |
//! | `observe` | log lines, figures and traces |
//! | `status` | rejections as statuses with `google.rpc` details |
//!
//! Nothing that a caller sends is kept but in the decision log, where one is asked for, and nothing is answered from the
//! clock: the same request under the same policies always has the same answer.

mod accept;
mod auth;
mod config;
mod cores;
mod cork;
mod decisions;
mod evaluator;
mod files;
mod health;
mod http;
mod layers;
mod observe;
mod policies;
mod pool;
mod readers;
mod reload;
mod routes;
mod seats;
mod shares;
mod status;
mod stop;
mod stream;
mod tls;
mod transport;
mod unread;
mod versions;

use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::time::timeout;

use self::cores::Cores;
use self::decisions::Decisions;
use self::health::Health;
use self::http::{Pages, PagesOnly};
use self::observe::{Metrics, Observer, Watched};
use self::seats::Seats;
use self::stop::{Signals, Stop};
use crate::law::Law;
use crate::policy::store::PolicySet;

pub use auth::{Permission, Tokens, TokensError};
pub use config::{SETTINGS, ServiceConfig, Setting, Settings, SettingsError, settings_table};
pub use http::HttpConfig;
pub use observe::{ExportError, LogConfig, LogError, LogFormat, LogGuard, ObserveConfig, build_digest, start_log};
pub use reload::{Live, ReloadState, Reloads, Told, keep, reload};
pub use stop::{Stopped, stop_signal};
pub use tls::{Tls, TlsError, TlsFiles};
pub use versions::{Versions, VersionsError};

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
    /// There is no listening where figures or readiness are to be served.
    Metrics(io::Error),
    /// The threads that serve connections cannot be started.
    Threads(io::Error),
    /// Traces cannot be exported.
    Export(ExportError),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServiceError::Reflection(error) => write!(f, "cannot describe the contract: {error}"),
            ServiceError::Threads(error) => write!(f, "cannot start threads: {error}"),
            ServiceError::Export(error) => write!(f, "{error}"),
            ServiceError::Metrics(error) => write!(f, "cannot serve figures or readiness: {error}"),
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
    let Live { policies, tls, tokens, reloads, versions } = live.into();
    let metrics = Metrics::new(policies.clone(), reloads.clone());
    let log = versions.log().cloned();
    log.iter().for_each(|log| metrics.logs_to(log.stats()));
    let decisions = Decisions::new(log, metrics.clone(), config.batch_slice);
    let working = metrics.clone();
    let observer = Observer::new(metrics.clone(), &config.observe).map_err(ServiceError::Export)?;
    let (stop, signals) = stop::channel();
    let health = Health::new().await;
    let routes = routes::routes(&config, &policies, Law::built_in(), &health, &signals, &decisions)?;
    let console = listener.local_addr().is_ok_and(|address| config.http.has_console(address));
    let pages = Pages {
        serving: health.serving(),
        policies,
        reloads: reloads.clone(),
        metrics: Some(metrics),
        tokens: tokens.clone(),
        contract: true,
        console,
    };
    let pages = pages_apart(pages, &config, &signals).await.map_err(ServiceError::Metrics)?;
    let service = http::front(layers::stack(routes, &config, tokens, observer.clone()), pages, &config);
    // Kept until the last connection is closed.
    let cores = Arc::new(Cores::start(config.threads).map_err(ServiceError::Threads)?);
    let seats = Seats::new(config.connections, config.caller_share, working.refused_connections());
    watch_surroundings(&working, &seats, tls.clone());
    let connections = accept::connections(listener, tls, (seats, cores.clone()), &config, &signals);
    let serving = transport::serve(connections, service, &config, &signals);
    let stopped = drained(serving, shutdown, stop, (&health, &reloads, &working), &config).await;
    drop(cores);
    observer.finish().await;
    Ok(stopped)
}

/// Has figures look at connections and certificates.
fn watch_surroundings(metrics: &Metrics, seats: &Arc<Seats>, tls: Option<Arc<Tls>>) {
    let seats = seats.clone();
    metrics.watch(Watched::Connections, move || i64::try_from(seats.occupied()).ok());
    if let Some(tls) = tls {
        metrics.watch(Watched::CertificateExpires, move || Some(tls.until().secs()));
    }
}

/// Serves figures and readiness on ports of their own, if they are to be there: what is left for the port of the service.
async fn pages_apart(pages: Pages, config: &ServiceConfig, signals: &Signals) -> io::Result<Arc<Pages>> {
    let apart = Pages { contract: false, console: false, tokens: None, ..pages.clone() };
    if let Some(address) = config.observe.readiness_listen {
        serve_apart(address, Pages { metrics: None, ..apart.clone() }, config, signals).await?;
    }
    let Some(address) = config.observe.metrics_listen else { return Ok(Arc::new(pages)) };
    serve_apart(address, apart, config, signals).await?;
    Ok(Arc::new(Pages { metrics: None, ..pages }))
}

/// Serves pages and nothing else, in the clear.
async fn serve_apart(address: SocketAddr, pages: Pages, config: &ServiceConfig, signals: &Signals) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let (config, signals) = (config.clone(), signals.clone());
    tokio::spawn(async move {
        // Whoever asks here is of the house.
        let seats = Seats::new(config.connections, 100, Default::default());
        let connections = accept::connections(listener, None, (seats, Arc::new(Cores::shared())), &config, &signals);
        transport::serve(connections, PagesOnly(Arc::new(pages)), &config, &signals).await;
    });
    Ok(())
}

/// Serves until `shutdown` is done, and then drains.
async fn drained(
    serving: impl Future<Output = ()>,
    shutdown: impl Future<Output = ()>,
    stop: Stop,
    (health, reloads, metrics): (&Health, &Reloads, &Metrics),
    config: &ServiceConfig,
) -> Stopped {
    tokio::pin!(serving);
    tokio::select! {
        () = health.follow(reloads.heard()) => {}
        () = &mut serving => return Stopped::Clean,
        () = shutdown => {}
    }
    tracing::info!(target: "clausula::service", "draining");
    health.not_serving().await;
    if timeout(config.shutdown_notice, &mut serving).await.is_ok() {
        return Stopped::Clean;
    }
    stop.drain();
    health.end_watches().await;
    if timeout(config.drain_deadline, &mut serving).await.is_ok() {
        return Stopped::Clean;
    }
    // Connections may be left on which nothing is asked, of clients that do not answer any more.
    let stopped = if metrics.in_flight() == 0 { Stopped::Clean } else { Stopped::Cut };
    stop.cut();
    // Connections notice at once; what does not is left to the end of the process.
    let _ = timeout(config.cut_deadline, serving).await;
    stopped
}
