//! What is computed twice, apart from each other, agrees: decisions with those of a reference and of a second evaluator, the
//! analysis with brute force, each property with drawn requests, and what is written with what was read.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // what tests share may fail them

mod analysis;
mod declared;
mod evaluator;
mod generators;
mod properties;
#[path = "../reference/mod.rs"]
mod reference;
mod reference_cases;
mod round_trip;
mod shared_cases;
#[path = "../support/mod.rs"]
mod support;
