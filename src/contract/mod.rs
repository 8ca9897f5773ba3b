//! The contract with callers: the messages of package `clausula.v1`.

mod timestamp;
pub mod wire;

pub use timestamp::{Timestamp, TimestampError};
