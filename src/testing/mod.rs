//! Strategies and named properties, for the tests of this crate, its fuzz targets, `clausula verify --sample`, and the
//! tests of whoever writes a policy. Behind the feature `testing`.
//!
//! Everything random is drawn from a tape of bytes ([`Choices`]): a proptest strategy makes and shrinks tapes, a fuzzer
//! mutates them, and both draw the same requests from them. What is drawn is valid by construction; nothing is filtered.
//!
//! | module | what it holds |
//! |---|---|
//! | [`choices`](Choices) | the tape |
//! | [`draw`] | requests: agreements and events aimed at a policy's clauses and at the boundaries that they draw |
//! | [`policies`] | texts of policy files: random ones, and mutated ones |
//! | [`properties`] | the named properties |
//! | [`reading`] | a naive reading of conditions and tiers |
//! | [`sample()`] | all properties over random requests on one policy |

mod choices;
pub mod draw;
mod edges;
pub mod policies;
pub mod properties;
pub mod reading;
mod sample;
mod settings;
mod shrink;
mod strategies;

pub use choices::{Choices, TapeTree, Tapes, tapes};
pub use edges::{ClauseEdges, Edges};
pub use sample::{Failure, SampleReport, sample};
pub use settings::Settings;
pub use shrink::minimal;
pub use strategies::{TAPE_LENGTH, agreements, events, request_from, requests, requests_about};
