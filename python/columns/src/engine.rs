//! The policies that decide, loaded once, and their digest.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use arrow_schema::Schema;
use clausula::law::Law;
use clausula::policy::load::Report;
use clausula::policy::store::{LoadDirError, PolicySet};
use sha2::{Digest, Sha256};

use crate::{Options, Plan, SchemaError};

/// A set of policies and the law, which decide the same wherever the digest is the same. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(crate) held: Arc<Held>,
}

#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) policies: PolicySet,
    pub(crate) law: &'static Law,
    digest: String,
}

/// Why there is no engine.
#[derive(Debug)]
pub enum EngineError {
    /// A policy that is built in is at fault, which the tests rule out.
    BuiltIn(Report),
    /// The directory has no policies, or some are at fault.
    Directory(LoadDirError),
    /// Other policies, another law or another engine than the expected.
    Mixed {
        /// The digest that was expected.
        expected: String,
        /// The digest that is there.
        found: String,
    },
}

impl Engine {
    /// The policies that are built in.
    ///
    /// # Errors
    /// When one is at fault, which the tests rule out.
    pub fn built_in() -> Result<Engine, EngineError> {
        PolicySet::built_in().map(Engine::of).map_err(EngineError::BuiltIn)
    }

    /// The policies of a directory.
    ///
    /// # Errors
    /// When it cannot be read, or holds files that are at fault.
    pub fn from_dir(directory: impl AsRef<Path>) -> Result<Engine, EngineError> {
        PolicySet::from_dir(directory).map(Engine::of).map_err(EngineError::Directory)
    }

    /// Some policies.
    pub fn of(policies: PolicySet) -> Engine {
        let law = Law::built_in();
        let digest = digest(&policies, law);
        Engine { held: Arc::new(Held { policies, law, digest }) }
    }

    /// The same, if its digest is the expected one: a job that runs in several places gives each the digest of the first, so that
    /// no two of them decide by different terms, law or program.
    ///
    /// # Errors
    /// When it is another.
    pub fn expect(self, digest: &str) -> Result<Engine, EngineError> {
        let found = self.digest();
        if found == digest {
            return Ok(self);
        }
        Err(EngineError::Mixed { expected: digest.to_owned(), found: found.to_owned() })
    }

    /// `sha256:` and the SHA-256, in hexadecimal, of lines: the version of the engine, the digest of each law, and of each
    /// version of each policy.
    pub fn digest(&self) -> &str {
        &self.held.digest
    }

    /// The policies.
    pub fn policies(&self) -> &PolicySet {
        &self.held.policies
    }

    /// The law.
    pub fn law(&self) -> &'static Law {
        self.held.law
    }

    /// How batches with these columns are answered.
    ///
    /// # Errors
    /// A column that is missing, unknown, or of another type than its fact; a column of answers that there is not.
    pub fn plan(&self, schema: &Schema, options: &Options) -> Result<Plan, SchemaError> {
        Plan::new(self, schema, options)
    }
}

fn digest(policies: &PolicySet, law: &Law) -> String {
    let mut hash = Sha256::new();
    let mut line = |text: String| hash.update(text + "\n");
    line(format!("engine {}", clausula::contract::ENGINE_VERSION));
    law.jurisdictions().iter().for_each(|law| line(format!("law {} {}", law.id.name(), law.digest)));
    policies.iter().for_each(|policy| line(format!("policy {} {} {}", policy.id, policy.version, policy.digest)));
    hash.finalize().iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::BuiltIn(report) => report.fmt(f),
            EngineError::Directory(error) => error.fmt(f),
            EngineError::Mixed { expected, found } => write!(
                f,
                "other policies, another law or another program decide here: their digest is `{found}`, expected `{expected}`"
            ),
        }
    }
}

impl std::error::Error for EngineError {}
