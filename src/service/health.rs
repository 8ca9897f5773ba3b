//! What health checks and their watchers see.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tonic_health::server::{HealthReporter, HealthService};
use tonic_health::{ServingStatus, pb::health_server::HealthServer};

use tokio::sync::watch;

use super::reload::ReloadState;
use super::routes::SERVICES;

/// The name by which is asked whether what is on disk is in use, and changes would be seen. Nothing else depends on it:
/// with faulty files, the service goes on with the last good ones.
pub(super) const RELOADS: &str = "clausula.reloads";

/// The health of the whole, and of each service by name.
pub(super) struct Health {
    reporter: HealthReporter,
    serving: Arc<AtomicBool>,
}

impl Health {
    /// All services serve.
    pub(super) async fn new() -> Health {
        let health = Health { reporter: HealthReporter::new(), serving: Arc::new(AtomicBool::new(true)) };
        health.set(ServingStatus::Serving).await;
        health
    }

    /// The service that answers health checks.
    pub(super) fn server(&self, request_bytes: usize) -> HealthServer<HealthService> {
        let service = HealthService::from_health_reporter(self.reporter.clone());
        HealthServer::new(service).max_decoding_message_size(request_bytes)
    }

    /// Whether new calls are welcome, for whoever asks over HTTP.
    pub(super) fn serving(&self) -> Arc<AtomicBool> {
        self.serving.clone()
    }

    /// No service serves any more.
    pub(super) async fn not_serving(&self) {
        self.serving.store(false, Ordering::Release);
        self.set(ServingStatus::NotServing).await;
    }

    /// Ends the streams of watchers, which would hold up a graceful stop.
    pub(super) async fn end_watches(&self) {
        let mut reporter = self.reporter.clone();
        for name in SERVICES.into_iter().chain([RELOADS]) {
            reporter.clear_service_status(name).await;
        }
    }

    /// Tells of reloads: [`RELOADS`] does not serve while what is on disk is at fault, or is not watched although it should
    /// be. Never done.
    pub(super) async fn follow(&self, mut reloads: watch::Receiver<ReloadState>) {
        let mut told = None;
        loop {
            let sound = {
                let state = reloads.borrow_and_update();
                state.fault.is_none() && state.unwatched.is_none()
            };
            let status = if sound { ServingStatus::Serving } else { ServingStatus::NotServing };
            // Watchers are told of changes only.
            if told.replace(status) != Some(status) {
                self.reporter.set_service_status(RELOADS, status).await;
            }
            if reloads.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    }

    async fn set(&self, status: ServingStatus) {
        for name in SERVICES {
            self.reporter.set_service_status(name, status).await;
        }
    }
}
