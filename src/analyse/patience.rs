//! How long an analysis is wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody still waits for an analysis. Clones share it: one is given to the analysis, another ends it.
///
/// An analysis that is no longer wanted leaves what it has not looked at undecided, with that reason.
///
/// ```
/// use clausula::analyse::{Outcome, Patience, prove::prove_while};
/// use clausula::{law::Law, policy::store::PolicySet};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let patience = Patience::default();
/// patience.end();
/// for policy in PolicySet::built_in()?.iter() {
///     let obligations = prove_while(policy, Law::built_in(), &patience);
///     assert!(!obligations.iter().any(|o| matches!(o.outcome, Outcome::Proved { cases } if cases > 0)));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Patience(Arc<AtomicBool>);

impl Patience {
    /// Nobody waits any more.
    pub fn end(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
