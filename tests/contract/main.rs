//! The contract with callers: what is refused and how, what survives, and what answers look like.

#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod answers;
mod bytes;
mod deciding;
mod events;
mod fields;
mod json;
mod json_conformance;
mod lookups;
mod names;
mod requests;
mod round_trip;
mod strict;
