//! The exact analysis: what it finds in the five texts, and what it finds when something is planted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // A test fails by panicking.

mod prove {
    pub(crate) mod composed;
    pub(crate) mod five;
    pub(crate) mod planted;
    pub(crate) mod random;
    pub(crate) mod support;
    pub(crate) mod time;
    pub(crate) mod varied;
}
