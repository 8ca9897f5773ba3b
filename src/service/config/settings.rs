//! The settings of `clausula serve`: one table, from which the flags, the variables, the keys of the file and their
//! documentation come.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use super::super::observe::LogConfig;
use super::ServiceConfig;
use super::values::{
    Show, address, chosen, count, format, levels, list, on_full, optional, path, seconds, switch, text,
};
use crate::decision_log::LogSettings;

/// What `clausula serve` can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address and port to listen on.
    pub listen: String,
    /// Whether to serve without TLS beyond the machine itself.
    pub plaintext: bool,
    /// The directory of policies; `None`: those that are built in.
    pub policies: Option<PathBuf>,
    /// Whether files are read again when they change.
    pub watch: bool,
    /// How long files must rest before they are read again.
    pub watch_rest: Duration,
    /// The certificate of the service. With it, all connections are TLS.
    pub tls_certificate: Option<PathBuf>,
    /// Its private key.
    pub tls_key: Option<PathBuf>,
    /// The authorities of clients, who must then show a certificate.
    pub tls_client_ca: Option<PathBuf>,
    /// The file of tokens. With it, calls need one.
    pub tokens: Option<PathBuf>,
    /// What is logged.
    pub log: LogConfig,
    /// Whether versions that were served may have other bytes.
    pub allow_rewrite: bool,
    /// The decision log.
    pub decision_log: LogSettings,
    /// The limits and durations.
    pub service: ServiceConfig,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: "127.0.0.1:50051".to_owned(),
            plaintext: false,
            policies: None,
            watch: true,
            watch_rest: Duration::from_millis(200),
            tls_certificate: None,
            tls_key: None,
            tls_client_ca: None,
            tokens: None,
            log: LogConfig::default(),
            allow_rewrite: false,
            decision_log: LogSettings::default(),
            service: ServiceConfig::default(),
        }
    }
}

/// One of the settings.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key in the file, such as `call_timeout`.
    pub key: &'static str,
    /// What kind of value it takes, such as `SECONDS`.
    pub kind: &'static str,
    /// What it means, in one sentence without a period.
    pub meaning: &'static str,
    /// Reads it.
    pub(super) set: fn(&mut Settings, &str) -> Result<(), String>,
    /// Writes it.
    show: fn(&Settings) -> String,
}

impl Setting {
    /// Its flag, without the dashes.
    pub fn flag(&self) -> String {
        self.key.replace('_', "-")
    }

    /// Its variable.
    pub fn variable(&self) -> String {
        format!("CLAUSULA_{}", self.key.to_uppercase())
    }

    /// Its default as the file would say it; empty: none.
    pub fn default(&self) -> String {
        (self.show)(&Settings::default())
    }

    /// Whether a text is a value that it takes.
    ///
    /// # Errors
    /// What to write instead.
    pub fn check(&self, text: &str) -> Result<(), String> {
        (self.set)(&mut Settings::default(), text)
    }
}

macro_rules! settings {
    ($($key:literal $kind:literal $read:ident($($bound:expr),*) $($field:ident).+ $meaning:literal)+) => {
        /// All settings, in the order of the documentation.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            key: $key,
            kind: $kind,
            meaning: $meaning,
            set: |settings, text| { settings.$($field).+ = $read(text $(, $bound)*)?; Ok(()) },
            show: |settings| settings.$($field).+.show(),
        },)+];
    };
}

const MANY: u64 = 1_000_000;
const GIB: u64 = 1 << 30;

settings! {
    "listen" "ADDRESS" text() listen "The address and port to listen on; port 0 for any that is free"
    "plaintext" "BOOL" switch() plaintext "Serve without TLS beyond the machine itself: only behind something that encrypts"
    "policies" "DIR" path() policies "The policy files; without it, the five that are built in"
    "watch" "BOOL" switch() watch "Read policies, certificates and tokens again when their files change, as on SIGHUP"
    "watch_rest" "SECONDS" seconds() watch_rest "How long changed files must rest before they are read again"
    "tls_certificate" "FILE" path() tls_certificate "The certificate chain of the service in PEM; with it, connections are TLS"
    "tls_key" "FILE" path() tls_key "The private key of the certificate in PEM"
    "tls_client_ca" "FILE" path() tls_client_ca "The authorities of clients in PEM; with it, clients must show a certificate of theirs"
    "tls_handshake_timeout" "SECONDS" seconds() service.tls_handshake_timeout "How long the handshake of TLS may take"
    "tokens" "FILE" path() tokens "The bearer tokens, a line for each: a name, permissions and `sha256:` with the hash of the secret; with it, calls need one"
    "cors_origins" "LIST" list() service.http.cors_origins "The origins whose pages may call from a browser, with commas between; `*` for all"
    "console" "BOOL" chosen() service.http.console "Serve the console, a page for people at `/`. By default only where just the machine itself can reach the service"
    "metrics_listen" "ADDRESS" address() service.observe.metrics_listen "Where `/metrics` is served, to whoever reaches it, instead of on the port of the service: an IP address and a port"
    "readiness_listen" "ADDRESS" address() service.observe.readiness_listen "Where `/readyz` and `/healthz` are served besides, in the clear, for probes that have no certificate to show: an IP address and a port"
    "log" "LEVELS" levels() log.filter "What is logged: a level, or levels by target, as in warn,clausula::calls=info"
    "log_format" "FORMAT" format() log.format "How log lines look: text or json"
    "log_peer" "BOOL" switch() service.observe.log_peer "Name the address of the caller in the log; it can be that of a person"
    "otlp_endpoint" "URL" optional() service.observe.otlp_endpoint "The collector that takes traces over OTLP/gRPC, as in http://127.0.0.1:4317; needs a build with the feature otlp"

    "allow_rewrite" "BOOL" switch() allow_rewrite "Serve a version that was served before with other bytes; without it such policies are refused. Both digests are logged"
    "decision_log" "DIR" path() decision_log.directory "Where every decision is logged, in a directory that no other process writes to; without it, nowhere"
    "decision_log_on_full" "REACTION" on_full() decision_log.on_full "What happens to decisions that cannot be logged: refuse them, block until they can be, or drop them from the log"
    "decision_log_sync" "SECONDS" seconds() decision_log.sync "How long a written record may wait for the disk: a loss of power takes no more; 0 for answers that wait for the disk. The death of the process takes none"
    "decision_log_segment_bytes" "BYTES" count(1..=GIB) decision_log.segment_bytes "Bytes of a segment of the decision log, about"
    "decision_log_queue_bytes" "BYTES" count(1..=GIB) decision_log.queue_bytes "Bytes of records that wait to be written, at most"
    "decision_log_bytes" "BYTES" count(0..=1 << 60) decision_log.most_bytes "Bytes of all segments, at most: beyond them it is as if the disk were full; 0 for as many as the disk has"
    "decision_log_segments" "N" count(0..=MANY) decision_log.segments "How many segments are kept; 0 for all"
    "decision_log_days" "N" count(0..=36_500) decision_log.days "For how many days a segment is kept after its last record; 0 for ever"
    "decision_log_omit" "LIST" list() decision_log.omit "The fields of requests that are left out, with commas between, as in agreement.payments; replay may need them"
    "decision_log_hash" "LIST" list() decision_log.hash "The fields of requests of which the log has a keyed hash, with commas between, as in request_id"
    "decision_log_hash_key" "FILE" path() decision_log.hash_key "The key of those hashes: 16 to 64 bytes"

    "request_bytes" "BYTES" count(1..=GIB) service.request_bytes "Bytes of a request of one question, at most"
    "batch_bytes" "BYTES" count(1..=GIB) service.batch_bytes "Bytes of a batch or of a message of a stream, at most"
    "policy_request_bytes" "BYTES" count(1..=GIB) service.policy_request_bytes "Bytes of a request about policies, at most"
    "policy_text_bytes" "BYTES" count(1..=1 << 20) service.policy_text_bytes "Bytes of a policy text to verify or compare, at most"
    "response_bytes" "BYTES" count(1..=GIB) service.response_bytes "Bytes of the answer to one question, at most"
    "batch_response_bytes" "BYTES" count(1..=GIB) service.batch_response_bytes "Bytes of the answer to a batch, to a message of a stream or about policies, at most"
    "unread_bytes" "BYTES" count(1..=1 << 40) service.unread_bytes "Bytes of answers that clients have not read yet, on all connections; beyond them, those with the most unread are closed. By default 128 MiB for each core"
    "header_bytes" "BYTES" count(1..=1 << 20) service.header_bytes "Bytes of the headers of a call, at most"

    "threads" "N" count(1..=1_024) service.threads "Threads that serve connections, each its own. By default one for each core"
    "connections" "N" count(1..=MANY) service.connections "Connections open at once; for one beyond them, those leave that have no call under way"
    "caller_share" "PERCENT" count(1..=100) service.caller_share "How much of connections, calls, streams, batches, quotes and analyses one caller may take, in percent: a token, or without tokens an address. Others find the rest; 100 behind a proxy from which all callers come"
    "streams_per_connection" "N" count(1..=MANY) service.streams_per_connection "Calls open at once on a connection; the protocol refuses more"
    "calls_per_connection" "N" count(1..=MANY) service.calls_per_connection "Calls worked on at once on a connection, and answers that are not read yet; others wait"
    "calls" "N" count(1..=MANY) service.calls "Calls worked on at once; others wait or are shed. By default 64 for each core"
    "waiting_calls" "N" count(0..=MANY) service.waiting_calls "Calls that wait for their turn, at most; more are shed with RESOURCE_EXHAUSTED"
    "batches" "N" count(1..=MANY) service.batches "Batches, and messages of streams, with more than 16 requests worked on at once; others wait. By default 4 for each core"
    "evaluate_streams" "N" count(1..=MANY) service.evaluate_streams "Calls of EvaluateStream open at once; more are shed"
    "stream_buffer" "N" count(1..=100_000) service.stream_buffer "Results of a stream that wait to be sent, at most; a message with more waits alone"
    "quotes" "N" count(1..=1_000) service.quotes "Quotes worked on at once; others wait. By default one for each core"
    "analyses" "N" count(1..=1_000) service.analyses "Verifications and comparisons worked on at once. By default one for every two cores"
    "waiting_analyses" "N" count(0..=1_000) service.waiting_analyses "Verifications and comparisons that wait for their turn, at most; more are shed"
    "local_error_resets" "N" count(1..=MANY) service.local_error_resets "Malformed streams on a connection before it is closed"
    "pending_accept_resets" "N" count(1..=MANY) service.pending_accept_resets "Calls that a client resets before they are accepted, before its connection is closed"

    "call_timeout" "SECONDS" seconds() service.call_timeout "How long a call may take until its answer begins; a shorter grpc-timeout prevails"
    "analysis_timeout" "SECONDS" seconds() service.analysis_timeout "How long a verification or comparison may take, its wait included"
    "batch_slice" "SECONDS" seconds() service.batch_slice "How long a batch is worked on before other calls have their turn"
    "greeting_timeout" "SECONDS" seconds() service.greeting_timeout "How long a connection may take for its first bytes"
    "stream_idle" "SECONDS" seconds() service.stream_idle "How long a call of EvaluateStream may ask nothing, before it ends with DEADLINE_EXCEEDED"
    "reader_timeout" "SECONDS" seconds() service.reader_timeout "How long a client may read nothing of the answers that wait for it, before its connection is closed"
    "http1_idle" "SECONDS" seconds() service.http.http1_idle "How long a connection of HTTP/1.1 may be idle, and how long it may take for headers"
    "connection_age" "SECONDS" seconds() service.connection_age "How old a connection becomes before its client is asked to open another"
    "http2_keepalive_interval" "SECONDS" seconds() service.http2_keepalive_interval "After how long a silence a connection is pinged"
    "http2_keepalive_timeout" "SECONDS" seconds() service.http2_keepalive_timeout "How long the answer to a ping may take"
    "tcp_keepalive" "SECONDS" seconds() service.tcp_keepalive "After how long a silence the operating system probes a connection"
    "notice" "SECONDS" seconds() service.shutdown_notice "Between telling health watchers of a stop and closing the door"
    "drain" "SECONDS" seconds() service.drain_deadline "How long calls in flight may take to finish after a stop"
    "cut" "SECONDS" seconds() service.cut_deadline "How long to wait for connections that were cut after that"
}

impl Settings {
    /// All settings as a file that says the same. There is no secret in it: tokens and keys are named by their files.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for setting in SETTINGS {
            let value = (setting.show)(self);
            let line =
                if value.is_empty() { format!("# {} =", setting.key) } else { format!("{} = {value}", setting.key) };
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

/// All settings as a table in Markdown.
pub fn settings_table() -> String {
    let mut text = "| key in the file | flag | variable | default | meaning |\n|---|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        let Setting { key, kind, meaning, .. } = setting;
        // What depends on the machine is told in words.
        let default = if meaning.contains("By default") { String::new() } else { setting.default() };
        let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
        let (flag, variable) = (setting.flag(), setting.variable());
        let _ = writeln!(text, "| `{key}` | `--{flag} {kind}` | `{variable}` | {default} | {meaning} |");
    }
    text
}
