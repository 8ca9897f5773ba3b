//! What a policy decides for all inputs at once: invariants proved or refuted, compliance with mandatory law, and where
//! two versions differ. Exact, without a solver and without sampling: charges are lines in the price, windows are bounds
//! in time, so that finitely many breakpoints decide everything.

mod amounts;
mod breakpoints;
mod obligation;
mod patience;
mod requests;

pub mod compare;
pub mod prove;
pub mod report;
pub mod rules;

pub use obligation::{Invariant, Obligation, ProofOutcome, Witness};
pub use patience::Patience;
pub(crate) use requests::requests;
