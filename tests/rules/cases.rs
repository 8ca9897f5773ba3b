//! Policies that trip a rule.

mod charges;
mod later;

/// Changes to the fair policy, and every finding that follows.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) changes: &'static [(&'static str, &'static str)],
    pub(crate) found: &'static [&'static str],
}

pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    charges::CASES.iter().chain(later::CASES)
}
