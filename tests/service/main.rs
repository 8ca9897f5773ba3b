//! The service over a real socket: methods, errors, limits, deadlines and the stop.

#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod deadlines;
mod limits;
mod methods;
mod policies;
mod stopping;
mod streams;
mod support;
