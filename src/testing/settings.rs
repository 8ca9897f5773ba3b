//! How requests are drawn.

/// How requests are drawn. The defaults are those of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Of a hundred instants and amounts, so many lie on a boundary of the policy, of the law or of the calendar, or the
    /// smallest unit beside it.
    pub at_boundaries: u8,
    /// Of a hundred requests, so many aim at a clause of the policy: its products, customers and conditions.
    pub aimed: u8,
    /// Of a hundred optional facts that clauses read, so many are missing.
    pub missing: u8,
    /// Of a hundred requests, so many are decided by the terms alone.
    pub terms_only: u8,
    /// Of a hundred agreements, so many are concluded anywhere between 1990 and 2199 instead of around 2025.
    pub far_away: u8,
    /// At most so many payments, and invoices.
    pub entries: u8,
}

impl Settings {
    /// The settings of the tests.
    pub const DEFAULT: Settings =
        Settings { at_boundaries: 50, aimed: 85, missing: 5, terms_only: 20, far_away: 10, entries: 4 };
}

impl Default for Settings {
    fn default() -> Settings {
        Settings::DEFAULT
    }
}
