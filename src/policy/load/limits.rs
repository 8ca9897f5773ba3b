//! How large a policy file may be, in every way: one table, from which the loader and its messages take each limit. No text
//! that keeps to them takes long to load, or more than 64 MiB of memory.

/// What a policy file may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Words, signs and line ends: the parser of TOML holds all of them at once.
    pub tokens: usize,
    /// Tables, those in one line included: each takes more than a thousand bytes.
    pub tables: usize,
    /// Arrays and tables within each other: as deep as the parser of TOML goes.
    pub nesting: usize,
    /// Clauses.
    pub clauses: usize,
    /// Items of any other list.
    pub items: usize,
    /// Clauses on one question of which at most one is read in each case: all pairs of them are held against each other.
    pub exclusive_clauses: usize,
    /// Terms of one amount.
    pub terms: usize,
    /// Facts that it declares: a set of them has one bit for each.
    pub facts: usize,
    /// Words of a choice.
    pub words: usize,
    /// Conditions that the rows of one table name and its clause leaves open: each doubles the ways in which they can hold.
    pub conditions: usize,
    /// Moments that the bounds of one table tell apart.
    pub moments: usize,
    /// Faults that are listed; nobody reads more, and a hostile file must not fill the memory with them.
    pub faults: usize,
}

/// The limits of policy files.
pub const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    tokens: 250_000,
    tables: 16_000,
    nesting: 80,
    clauses: 1_000,
    items: 100,
    exclusive_clauses: 500,
    terms: 32,
    facts: crate::facts::DeclaredFacts::MOST,
    words: 20,
    conditions: 6,
    moments: 100_000,
    faults: 1_000,
};
