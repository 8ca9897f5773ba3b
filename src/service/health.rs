//! What health checks and their watchers see.

use tonic_health::server::{HealthReporter, HealthService};
use tonic_health::{ServingStatus, pb::health_server::HealthServer};

use super::routes::SERVICES;

/// The health of the whole, and of each service by name.
pub(super) struct Health(HealthReporter);

impl Health {
    /// All services serve.
    pub(super) async fn new() -> Health {
        let health = Health(HealthReporter::new());
        health.set(ServingStatus::Serving).await;
        health
    }

    /// The service that answers health checks.
    pub(super) fn server(&self, request_bytes: usize) -> HealthServer<HealthService> {
        let service = HealthService::from_health_reporter(self.0.clone());
        HealthServer::new(service).max_decoding_message_size(request_bytes)
    }

    /// No service serves any more.
    pub(super) async fn not_serving(&self) {
        self.set(ServingStatus::NotServing).await;
    }

    /// Ends the streams of watchers, which would hold up a graceful stop.
    pub(super) async fn end_watches(&self) {
        let mut reporter = self.0.clone();
        for name in SERVICES {
            reporter.clear_service_status(name).await;
        }
    }

    async fn set(&self, status: ServingStatus) {
        for name in SERVICES {
            self.0.set_service_status(name, status).await;
        }
    }
}
