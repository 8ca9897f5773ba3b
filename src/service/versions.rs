//! Versions do not change: what was served under a name keeps its bytes, unless somebody says otherwise.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::decision_log::{DecisionLog, Rewrite, VersionKey};
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::store::PolicySet;

/// Which bytes each version was served with: since the start, and with a decision log since that began.
#[derive(Clone, Debug, Default)]
pub struct Versions(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    served: Mutex<HashMap<VersionKey, String>>,
    log: Option<DecisionLog>,
    allow_rewrite: bool,
}

/// Why policies are not served.
#[derive(Debug)]
pub enum VersionsError {
    /// Versions have other bytes than those that they were served with.
    Rewritten(Vec<Rewrite>),
    /// The store of the decision log cannot be used.
    Store(String),
}

impl fmt::Display for VersionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VersionsError::Rewritten(rewrites) => {
                for Rewrite { policy, version, old, new } in rewrites {
                    writeln!(f, "version `{version}` of `{policy}` was served as {old} and is {new} now")?;
                }
                f.write_str(
                    "a version that was served does not change: give what is new another `version`, or serve with \
                     --allow-rewrite",
                )
            }
            VersionsError::Store(problem) => write!(f, "the policies cannot be kept for the decision log: {problem}"),
        }
    }
}

impl std::error::Error for VersionsError {}

impl Versions {
    /// What the decision log knows, if there is one.
    ///
    /// # Errors
    /// When its store cannot be read.
    pub fn new(log: Option<DecisionLog>, allow_rewrite: bool) -> Result<Versions, VersionsError> {
        let served = log.as_ref().map(DecisionLog::versions).transpose();
        let served = served.map_err(|error| VersionsError::Store(error.to_string()))?.unwrap_or_default();
        Ok(Versions(Arc::new(Inner { served: Mutex::new(served), log, allow_rewrite })))
    }

    /// Versions that were served before with these digests. Nothing is written.
    pub fn served_before(served: HashMap<VersionKey, String>, allow_rewrite: bool) -> Versions {
        Versions(Arc::new(Inner { served: Mutex::new(served), log: None, allow_rewrite }))
    }

    /// The decision log that is written to.
    pub fn log(&self) -> Option<&DecisionLog> {
        self.0.log.as_ref()
    }

    /// Policies are about to be served: they are kept, and their bytes are noted. With `--allow-rewrite` what was rewritten
    /// is given.
    ///
    /// # Errors
    /// When a version has other bytes than before, or the store cannot be used: the policies must not be served then.
    pub fn serve(&self, policies: &PolicySet) -> Result<Vec<Rewrite>, VersionsError> {
        let mut served = self.0.served.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut new, mut rewritten) = (Vec::<&Policy>::new(), Vec::new());
        for policy in policies.iter() {
            match served.get(&key(policy)) {
                None => new.push(policy),
                Some(old) if *old == policy.digest => {}
                Some(old) => {
                    let Policy { id, version, digest, .. } = &**policy;
                    let (policy_id, version) = (id.clone(), version.clone());
                    rewritten.push(Rewrite { policy: policy_id, version, old: old.clone(), new: digest.clone() });
                    new.push(policy);
                }
            }
        }
        for Rewrite { policy, version, old, new } in &rewritten {
            let allowed = self.0.allow_rewrite;
            tracing::warn!(target: "clausula::service", policy, version, old, new, allowed, "a served version was changed");
        }
        if !rewritten.is_empty() && !self.0.allow_rewrite {
            return Err(VersionsError::Rewritten(rewritten));
        }
        if let Some(log) = &self.0.log {
            let kept = log.keep(policies, Law::built_in()).and_then(|()| log.serve(new.iter().copied()));
            kept.map_err(|error| VersionsError::Store(error.to_string()))?;
        }
        served.extend(new.into_iter().map(|policy| (key(policy), policy.digest.clone())));
        Ok(rewritten)
    }
}

fn key(policy: &Policy) -> VersionKey {
    VersionKey { policy: policy.id.clone(), version: policy.version.clone() }
}
