//! The messages and services of `proto/clausula/v1`, as generated: unchecked, with their canonical JSON as `serde`
//! implementations. Nothing but the contract and what stands on it uses them.

// Generated: not held to the lints of code that people write.
#![allow(missing_docs, unreachable_pub, clippy::all, clippy::restriction, rustdoc::all)]

include!(concat!(env!("OUT_DIR"), "/clausula.v1.rs"));
include!(concat!(env!("OUT_DIR"), "/clausula.v1.serde.rs"));

/// The encoded `FileDescriptorSet` of the contract, comments and imports included, for server reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/clausula.v1.bin"));
