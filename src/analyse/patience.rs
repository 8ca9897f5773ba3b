//! How long an analysis is wanted, and how much work it may do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Whether somebody still waits for an analysis, and how many steps it has left. Clones share it: one is given to the
/// analysis, another ends it.
///
/// Proofs, rules and comparisons heed the same patience. Steps are counted, not timed, so that a text has the same report on
/// every machine; who waits by the clock ends the patience as well. An analysis that is no longer wanted leaves what it has
/// not looked at undecided, with that reason.
///
/// ```
/// use clausula::analyse::{ProofOutcome, Patience, prove::prove_while};
/// use clausula::{law::Law, policy::store::PolicySet};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let patience = Patience::default();
/// patience.end();
/// for policy in PolicySet::built_in()?.iter() {
///     let obligations = prove_while(policy, Law::built_in(), &patience);
///     assert!(!obligations.iter().any(|o| matches!(o.outcome, ProofOutcome::Proved { cases } if cases > 0)));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Patience(Arc<Left>);

#[derive(Debug)]
struct Left {
    ended: AtomicBool,
    steps: AtomicU64,
}

impl Patience {
    /// The steps of one analysis, unless told otherwise. A step is one clause that is read once to answer one request.
    pub const STEPS: u64 = 20_000_000;

    /// Patience for so many steps.
    pub fn of_steps(steps: u64) -> Patience {
        Patience(Arc::new(Left { ended: AtomicBool::new(false), steps: AtomicU64::new(steps) }))
    }

    /// Nobody waits any more.
    pub fn end(&self) {
        self.0.ended.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more, or no step is left.
    pub fn is_over(&self) -> bool {
        self.0.ended.load(Ordering::Relaxed) || self.0.steps.load(Ordering::Relaxed) == 0
    }

    /// Takes steps.
    pub(in crate::analyse) fn spend(&self, steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let less = |left: u64| Some(left.saturating_sub(steps));
        // It always takes some.
        let _ = self.0.steps.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }
}

impl Default for Patience {
    fn default() -> Patience {
        Patience::of_steps(Patience::STEPS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_with_its_last_step_and_not_before() {
        let patience = Patience::of_steps(3);
        patience.spend(2);
        assert!(!patience.is_over());
        patience.spend(1);
        assert!(patience.is_over());
        patience.spend(1);
        assert!(patience.is_over());
    }

    #[test]
    fn clones_share_it() {
        let patience = Patience::default();
        patience.clone().end();
        assert!(patience.is_over());
    }
}
