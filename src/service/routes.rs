//! Which services there are, and how large their messages may be.

use std::convert::Infallible;
use std::task::{Context, Poll};

use tonic::body::Body;
use tonic::codegen::{Service, http};
use tonic::server::NamedService;
use tonic::service::Routes;

use super::config::ServiceConfig;
use super::decisions::Decisions;
use super::evaluator::Evaluator;
use super::health::Health;
use super::policies::Policies;
use super::stop::Signals;
use super::{ServiceError, Snapshot};
use crate::contract::wire;
use crate::law::Law;
use wire::evaluator_service_server::{EvaluatorServiceServer, SERVICE_NAME as EVALUATOR};
use wire::policy_service_server::{PolicyServiceServer, SERVICE_NAME as POLICIES};

/// The names by which health is asked for; the empty one is the whole.
pub(super) const SERVICES: [&str; 3] = ["", EVALUATOR, POLICIES];

/// All services.
pub(super) fn routes(
    config: &ServiceConfig,
    policies: &Snapshot,
    law: &'static Law,
    health: &Health,
    signals: &Signals,
    decisions: &Decisions,
) -> Result<Routes, ServiceError> {
    let evaluator = Evaluator::new(policies.clone(), law, config, signals.clone(), decisions.clone());
    let policies = Policies::new(policies.clone(), law, config);
    policies.pool().watched("analyses", decisions.metrics());
    let policies = PolicyServiceServer::new(policies)
        .max_decoding_message_size(config.policy_request_bytes)
        .max_encoding_message_size(config.batch_response_bytes);
    let [v1, v1alpha] = [reflection(), reflection()];
    let v1 = v1.build_v1().map_err(ServiceError::Reflection)?;
    let v1alpha = v1alpha.build_v1alpha().map_err(ServiceError::Reflection)?;
    Ok(Routes::new(BySize::new(evaluator, config))
        .add_service(policies)
        .add_service(health.server(config.request_bytes))
        .add_service(v1.max_decoding_message_size(config.request_bytes))
        .add_service(v1alpha.max_decoding_message_size(config.request_bytes))
        .prepare())
}

fn reflection() -> tonic_reflection::server::Builder<'static> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(wire::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        // Whoever prints an error needs the messages of its details.
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
}

/// The evaluator with a limit for single questions and one for several: the transport has one for a whole service.
#[derive(Clone, Debug)]
struct BySize {
    single: EvaluatorServiceServer<Evaluator>,
    several: EvaluatorServiceServer<Evaluator>,
}

impl BySize {
    fn new(evaluator: Evaluator, config: &ServiceConfig) -> BySize {
        let single = EvaluatorServiceServer::new(evaluator);
        let several = single.clone();
        BySize {
            single: single
                .max_decoding_message_size(config.request_bytes)
                .max_encoding_message_size(config.response_bytes),
            several: several
                .max_decoding_message_size(config.batch_bytes)
                .max_encoding_message_size(config.batch_response_bytes),
        }
    }
}

impl NamedService for BySize {
    const NAME: &'static str = EVALUATOR;
}

impl Service<http::Request<Body>> for BySize {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = <EvaluatorServiceServer<Evaluator> as Service<http::Request<Body>>>::Future;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        match request.uri().path().rsplit('/').next() {
            Some("EvaluateBatch" | "EvaluateStream") => self.several.call(request),
            _ => self.single.call(request),
        }
    }
}
