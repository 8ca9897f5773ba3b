//! What concerns HTTP beside gRPC.

use std::net::SocketAddr;
use std::time::Duration;

/// The settings of JSON over HTTP, and of browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpConfig {
    /// The origins whose pages may call the service from a browser, such as `https://shop.example`; `*` stands for all.
    /// By default none.
    pub cors_origins: Vec<String>,
    /// How long a connection of HTTP/1.1 may be idle between requests, and how long it may take for the headers of one.
    pub http1_idle: Duration,
    /// Whether the console is served; `None`: only where just the machine itself can reach the service.
    pub console: Option<bool>,
}

impl HttpConfig {
    /// Whether a service that listens on an address serves the console.
    pub fn has_console(&self, listens_on: SocketAddr) -> bool {
        self.console.unwrap_or_else(|| listens_on.ip().is_loopback())
    }
}

impl Default for HttpConfig {
    fn default() -> HttpConfig {
        HttpConfig { cors_origins: Vec::new(), http1_idle: Duration::from_secs(30), console: None }
    }
}
