//! The service over a real socket: methods, errors, limits, deadlines, the stop; JSON, browsers, what is observed.

#![cfg(feature = "service")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod browsers;
mod connections;
mod console;
mod deadlines;
mod decision_log;
mod exporting;
mod faults;
mod heavy;
mod http1;
mod json;
mod limits;
mod methods;
mod observing;
mod policies;
mod readers;
mod reloads;
mod security;
mod shares;
mod stopping;
mod streaming;
mod streams;
mod support;
mod tls;
mod unread;
