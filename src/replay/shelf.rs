//! The policies of a log, by digest.

use std::collections::HashMap;
use std::sync::Arc;

use crate::decision_log::{Store, StoreError};
use crate::policy::Policy;
use crate::policy::store::PolicySet;

/// Policies by digest: those of the store of a log, and those that are at hand.
#[derive(Debug, Default)]
pub struct Shelf {
    store: Option<Store>,
    found: HashMap<String, Option<Arc<PolicySet>>>,
}

impl Shelf {
    /// The policies of a store, if there is one.
    pub fn new(store: Option<Store>) -> Shelf {
        Shelf { store, found: HashMap::new() }
    }

    /// Adds policies that are at hand.
    pub fn add(&mut self, policies: &PolicySet) {
        for policy in policies.iter() {
            self.found.entry(policy.digest.clone()).or_insert_with(|| alone(policy));
        }
    }

    /// The policy whose file has a digest, alone; `None`: it is not known.
    ///
    /// # Errors
    /// When the store cannot be read, or the file there is not what its name says.
    pub fn find(&mut self, digest: &str) -> Result<Option<Arc<PolicySet>>, StoreError> {
        if let Some(found) = self.found.get(digest) {
            return Ok(found.clone());
        }
        let policy = self.store.as_ref().map(|store| store.policy(digest)).transpose()?.flatten();
        let found = policy.and_then(|policy| alone(&policy));
        self.found.insert(digest.to_owned(), found.clone());
        Ok(found)
    }
}

/// A policy as the only one: where it was in force among others, it is so alone.
fn alone(policy: &Policy) -> Option<Arc<PolicySet>> {
    PolicySet::from_files([(policy.file.as_str(), policy.source.as_bytes())]).ok().map(Arc::new)
}
