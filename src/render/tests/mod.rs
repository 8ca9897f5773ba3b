//! The texts, word for word.

mod amounts;
mod decisions;
mod payment_sentences;
pub(super) mod quotes;
mod sentences;
mod steps;

use crate::calendar::{Date, Instant, Period};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use std::sync::{Arc, LazyLock};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn euro(whole: i64) -> Cents {
    Cents::new(whole * 100)
}

/// A built-in policy.
fn policy(id: &str) -> Arc<Policy> {
    static BUILT_IN: LazyLock<PolicySet> = LazyLock::new(|| PolicySet::built_in().unwrap());
    BUILT_IN.iter().find(|p| p.id == id).unwrap().clone()
}
