//! Strategies and named properties, for the tests of this crate, its fuzz targets, `clausula verify --sample`, and the
//! tests of whoever writes a policy. Behind the feature `testing`.
pub mod draw;
mod choices;
mod edges;
mod settings;
mod strategies;
pub use choices::{Choices, TapeTree, Tapes, tapes};
pub use edges::{ClauseEdges, Edges};
pub use settings::Settings;
pub use strategies::{TAPE_LENGTH, agreements, events, request_from, requests, requests_about};
