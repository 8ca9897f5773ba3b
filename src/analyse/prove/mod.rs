//! Invariants, decided for all inputs.
