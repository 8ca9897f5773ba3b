//! HTTP beside gRPC, on the same port.

mod config;

pub use config::HttpConfig;
