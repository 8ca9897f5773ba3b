//! Every limit of the service, by name.

mod settings;
mod sources;
mod values;

use std::num::NonZero;
use std::time::Duration;

use super::http::HttpConfig;
use super::observe::ObserveConfig;

pub use settings::{SETTINGS, Setting, Settings, settings_table};
pub use sources::SettingsError;

/// The limits and durations of the service. The defaults suit a service behind a load balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceConfig {
    /// Bytes of a request of one question, at most. The transport reserves them on the word of five bytes.
    pub request_bytes: usize,
    /// Bytes of a batch or of a message of a stream, at most.
    pub batch_bytes: usize,
    /// Bytes of a request about policies, at most: room for two policy files of 1 MiB.
    pub policy_request_bytes: usize,
    /// Bytes of a policy text to verify or to compare, at most; the loader takes no more than 1 MiB.
    pub policy_text_bytes: usize,
    /// Bytes of the answer to one question, at most.
    pub response_bytes: usize,
    /// Bytes of the answer to a batch, to a message of a stream or about policies, at most: what clients take by default.
    /// Items of a batch that do not fit are answered with an error of their own.
    pub batch_response_bytes: usize,

    /// Bytes of answers that clients have not read yet, on all connections: beyond them, those with the most unread are
    /// closed. Answers below 4 KiB are not counted.
    pub unread_bytes: usize,

    /// How much of connections, calls, streams, batches and analyses one caller may take, in percent: whoever has a token,
    /// or an address where no token is needed. Others find the rest.
    pub caller_share: usize,
    /// HTTP/2 streams open at once on a connection: calls beyond them are refused by the protocol.
    pub streams_per_connection: u32,
    /// Calls worked on at once on a connection; those beyond wait.
    pub calls_per_connection: usize,
    /// Calls worked on at once on all connections.
    pub calls: usize,
    /// Calls that wait for their turn, at most; those beyond are shed with `RESOURCE_EXHAUSTED`. Health checks neither
    /// wait nor are they shed.
    pub waiting_calls: usize,
    /// Batches, and messages of streams, with more than 16 requests worked on at once; others wait. Their results take memory
    /// until the last of them is there.
    pub batches: usize,
    /// Calls of `EvaluateStream` open at once on all connections; those beyond are shed.
    pub evaluate_streams: usize,
    /// Results of a stream that wait to be sent: with as many waiting, no more are computed. A message with more results
    /// waits alone.
    pub stream_buffer: usize,
    /// How long a call of `EvaluateStream` may ask nothing.
    pub stream_idle: Duration,
    /// How long a batch is worked on before other calls have their turn.
    pub batch_slice: Duration,
    /// Quotes worked on at once, on threads of their own; others wait.
    pub quotes: usize,
    /// Verifications and comparisons of policies worked on at once, on threads of their own.
    pub analyses: usize,
    /// Verifications and comparisons that wait for their turn, at most; those beyond are shed.
    pub waiting_analyses: usize,
    /// How long a verification or comparison may take, its wait included.
    pub analysis_timeout: Duration,
    /// How long a call may take until its answer begins, its request included; a shorter `grpc-timeout` prevails.
    pub call_timeout: Duration,

    /// Threads that serve connections, each its own.
    pub threads: usize,
    /// Connections open at once. For one beyond them those leave that have no call under way; when all do, it waits.
    pub connections: usize,
    /// How long a connection may take to greet as HTTP/2.
    pub greeting_timeout: Duration,
    /// How long the handshake of TLS may take.
    pub tls_handshake_timeout: Duration,
    /// How long a client may read nothing of the answers that wait for it, before its connection is closed.
    pub reader_timeout: Duration,
    /// How old a connection becomes before its client is asked to open a new one, so that load spreads.
    pub connection_age: Duration,
    /// After how long a silence a connection is pinged.
    pub http2_keepalive_interval: Duration,
    /// How long the answer to a ping may take before the connection is closed.
    pub http2_keepalive_timeout: Duration,
    /// After how long a silence the operating system probes a connection.
    pub tcp_keepalive: Duration,
    /// Bytes of the headers of a call, at most.
    pub header_bytes: u32,
    /// Malformed streams on a connection before it is closed.
    pub local_error_resets: usize,
    /// Streams that a client reset before they were accepted, before the connection is closed (rapid reset).
    pub pending_accept_resets: usize,

    /// Between the moment that watchers see `NOT_SERVING` and the moment that connections are no longer accepted.
    pub shutdown_notice: Duration,
    /// How long calls in flight may take to finish then.
    pub drain_deadline: Duration,
    /// How long to wait for connections that were cut after that.
    pub cut_deadline: Duration,

    /// JSON over HTTP, and browsers.
    pub http: HttpConfig,
    /// Figures and traces.
    pub observe: ObserveConfig,
}

impl Default for ServiceConfig {
    fn default() -> ServiceConfig {
        const KIB: usize = 1024;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        ServiceConfig {
            request_bytes: 64 * KIB,
            batch_bytes: 1024 * KIB,
            policy_request_bytes: (2 * 1024 + 64) * KIB,
            policy_text_bytes: 1024 * KIB,
            response_bytes: 1024 * KIB,
            batch_response_bytes: 4 * 1024 * KIB,
            unread_bytes: 128 * 1024 * KIB * cores,
            caller_share: 75,
            streams_per_connection: 100,
            calls_per_connection: 32,
            calls: 64 * cores,
            waiting_calls: 1_024,
            batches: 4 * cores,
            evaluate_streams: 1_024,
            stream_buffer: 256,
            stream_idle: Duration::from_secs(5 * 60),
            batch_slice: Duration::from_micros(500),
            quotes: cores,
            analyses: (cores / 2).max(1),
            waiting_analyses: 4,
            analysis_timeout: Duration::from_secs(10),
            call_timeout: Duration::from_secs(2),
            threads: cores,
            connections: 1_024,
            greeting_timeout: Duration::from_secs(10),
            tls_handshake_timeout: Duration::from_secs(5),
            reader_timeout: Duration::from_secs(60),
            connection_age: Duration::from_secs(30 * 60),
            http2_keepalive_interval: Duration::from_secs(30),
            http2_keepalive_timeout: Duration::from_secs(10),
            tcp_keepalive: Duration::from_secs(60),
            header_bytes: 8 * 1024,
            local_error_resets: 256,
            pending_accept_resets: 20,
            shutdown_notice: Duration::from_millis(500),
            drain_deadline: Duration::from_secs(10),
            cut_deadline: Duration::from_secs(1),
            http: HttpConfig::default(),
            observe: ObserveConfig::default(),
        }
    }
}
