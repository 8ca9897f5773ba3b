//! What health checks and their watchers see.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tonic_health::server::{HealthReporter, HealthService};
use tonic_health::{ServingStatus, pb::health_server::HealthServer};

use super::routes::SERVICES;

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
        for name in SERVICES {
            reporter.clear_service_status(name).await;
        }
    }

    async fn set(&self, status: ServingStatus) {
        for name in SERVICES {
            self.reporter.set_service_status(name, status).await;
        }
    }
}
