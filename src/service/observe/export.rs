//! Traces for a collector of OpenTelemetry, over OTLP/gRPC.
//!
//! One span for each call: its method, how it ended and how long it took. Spans wait in a bounded queue and are sent by
//! a thread of their own; when the collector is slow or away they are dropped, and no call notices.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState};
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{BatchSpanProcessor, SpanData, SpanEvents, SpanLinks, SpanProcessor};
use tonic::Code;

use super::ExportError;
use super::methods::Method;
use super::metrics;
use super::trace::Trace;

/// How long the last spans may take to be sent when the service stops.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the collector may take for a batch.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Sends spans to a collector.
#[derive(Clone, Debug)]
pub(super) struct Exporter(Arc<BatchSpanProcessor>);

impl Exporter {
    /// An exporter to a collector, such as `http://127.0.0.1:4317`. Whether there is one shows later.
    pub(super) fn to(endpoint: &str) -> Result<Exporter, ExportError> {
        let exporter = SpanExporter::builder().with_tonic().with_endpoint(endpoint).with_timeout(TIMEOUT).build();
        let exporter = exporter.map_err(|error| ExportError::Endpoint(error.to_string()))?;
        let mut processor = BatchSpanProcessor::builder(exporter).build();
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("clausula").with_attribute(version).build();
        processor.set_resource(&resource);
        Ok(Exporter(Arc::new(processor)))
    }

    /// A call ended after so long.
    pub(super) fn ended(&self, trace: &Trace, method: Method, code: Code, took: Duration) {
        if !trace.sampled {
            return;
        }
        let now = SystemTime::now();
        let id = TraceId::from(trace.id.number());
        let context = SpanContext::new(id, SpanId::from(trace.span), TraceFlags::SAMPLED, false, TraceState::default());
        let failed = matches!(
            code,
            Code::Unknown
                | Code::DeadlineExceeded
                | Code::Unimplemented
                | Code::Internal
                | Code::Unavailable
                | Code::DataLoss
        );
        self.0.on_end(SpanData {
            span_context: context,
            parent_span_id: SpanId::from(trace.parent),
            parent_span_is_remote: trace.parent != 0,
            span_kind: SpanKind::Server,
            name: method.path().into(),
            start_time: now.checked_sub(took).unwrap_or(now),
            end_time: now,
            attributes: vec![
                KeyValue::new("rpc.system", "grpc"),
                KeyValue::new("rpc.method", method.name()),
                KeyValue::new("rpc.grpc.status_code", i64::from(code as i32)),
            ],
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: if failed { Status::error(metrics::name(code)) } else { Status::Unset },
            instrumentation_scope: InstrumentationScope::builder("clausula").build(),
        });
    }

    /// Sends what is left, but does not wait for long.
    pub(super) async fn finish(self) {
        let _ = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(PATIENCE)).await;
    }
}
