//! The command line as a user meets it: the real program, its streams and its exit codes.

#![cfg(feature = "service")]
// A test fails by panicking, its helpers too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod ask;
mod authors;
mod check;
#[cfg(unix)]
mod decision_log;
mod dutch;
mod evaluate;
mod letters;
mod lines;
mod policies;
mod program;
#[cfg(unix)]
mod serve;
mod settings;
#[cfg(unix)]
mod signals;
mod support;
mod terminal;
