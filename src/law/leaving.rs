//! Leaving early, and its place for each type of product (L9).

use super::Known;
use crate::vocabulary::{Bilingual, words};

/// The place of some types of product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeavingLaw {
    /// The types, by the names of [`crate::vocabulary::ProductType`].
    pub types: &'static [&'static str],
    /// The provision.
    pub provision: &'static str,
    /// How it is known.
    pub known: Known,
    /// Whether a consumer may leave.
    pub leave: Leaving,
    /// Why, in a sentence of our own.
    pub why: Bilingual,
}

words! {
    /// Whether a consumer may leave early.
    Leaving {
        /// At any time, whatever the terms say.
        AnyTime = "any_time",
        /// It runs on, and is ended by notice.
        ByNotice = "by_notice",
        /// As the terms say.
        ByTerms = "by_terms",
    }
}
