//! What decided: policy files and law by digest, and which bytes each version was served with.

use std::collections::HashMap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record::Hash;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::load::load;
use crate::policy::store::PolicySet;

/// A version of a policy, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VersionKey {
    /// The policy.
    pub policy: String,
    /// Its version.
    pub version: String,
}

/// A version whose bytes are others than those it was served with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rewrite {
    /// The policy.
    pub policy: String,
    /// Its version.
    pub version: String,
    /// The digest that it was served with.
    pub old: String,
    /// The digest that it has now.
    pub new: String,
}

/// Why the store cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// A file cannot be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is not what its name says.
    Changed {
        /// Which.
        path: PathBuf,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Io { path, error } => write!(f, "cannot use `{}`: {error}", path.display()),
            StoreError::Changed { path } => {
                write!(f, "`{}` was changed: its bytes have another digest than its name says", path.display())
            }
        }
    }
}

impl std::error::Error for StoreError {}

/// A line of the list of versions.
#[derive(Serialize, Deserialize)]
struct Served {
    policy: String,
    version: String,
    digest: String,
}

/// The store of a log.
#[derive(Clone, Debug)]
pub struct Store {
    directory: PathBuf,
}

impl Store {
    /// The store of the log in a directory. Nothing is looked at yet.
    pub fn of_log(log: &Path) -> Store {
        Store { directory: log.join("store") }
    }

    /// Keeps policies and law: what is there already is not written again.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn keep(&self, policies: &PolicySet, law: &Law) -> Result<(), StoreError> {
        for policy in policies.iter() {
            self.write("policies", &policy.digest, "toml", policy.source.as_bytes())?;
        }
        for jurisdiction in law.jurisdictions() {
            self.write("law", jurisdiction.digest, "txt", jurisdiction.source.as_bytes())?;
        }
        Ok(())
    }

    /// The policy whose file has a digest; `None`: it is not kept here.
    ///
    /// # Errors
    /// When the file cannot be read, or is not what its name says.
    pub fn policy(&self, digest: &str) -> Result<Option<Policy>, StoreError> {
        let Some(path) = self.path("policies", digest, "toml") else { return Ok(None) };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::Io { path, error }),
        };
        let loaded = load(&path.display().to_string(), &bytes).ok();
        let policy = loaded.map(|loaded| loaded.policy).filter(|policy| policy.digest == digest);
        policy.map(Some).ok_or(StoreError::Changed { path })
    }

    /// The digest that each version was last served with.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn versions(&self) -> Result<HashMap<VersionKey, String>, StoreError> {
        let path = self.directory.join("versions.jsonl");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
            Err(error) => return Err(StoreError::Io { path, error }),
        };
        // A line that was torn is no line: it is written again when the version is served again.
        let served = text.lines().filter_map(|line| serde_json::from_str::<Served>(line).ok());
        Ok(served.map(|Served { policy, version, digest }| (VersionKey { policy, version }, digest)).collect())
    }

    /// Notes which bytes versions are served with from now on.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn serve<'a>(&self, policies: impl Iterator<Item = &'a Policy>) -> Result<(), StoreError> {
        let mut text = String::new();
        for policy in policies {
            let Policy { id, version, digest, .. } = policy;
            let served = Served { policy: id.clone(), version: version.clone(), digest: digest.clone() };
            text.push_str(&serde_json::to_string(&served).unwrap_or_default());
            text.push('\n');
        }
        if text.is_empty() {
            return Ok(());
        }
        let path = self.directory.join("versions.jsonl");
        let append = || {
            let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
            // A torn line before it ends here.
            let torn = fs::read(&path)?.last().is_some_and(|last| *last != b'\n');
            file.write_all(if torn { b"\n" } else { b"" })?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        append().map_err(|error| StoreError::Io { path: path.clone(), error })
    }

    fn path(&self, folder: &str, digest: &str, extension: &str) -> Option<PathBuf> {
        let hex = digest.strip_prefix("sha256:").filter(|hex| Hash::parse(hex).is_some())?;
        Some(self.directory.join(folder).join(format!("{hex}.{extension}")))
    }

    /// Writes a file under another name and then gives it its own, so that it is there as a whole or not at all.
    fn write(&self, folder: &str, digest: &str, extension: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(path) = self.path(folder, digest, extension) else { return Ok(()) };
        if path.exists() {
            return Ok(());
        }
        let folder = self.directory.join(folder);
        let part = path.with_extension("part");
        let written = || {
            fs::create_dir_all(&folder)?;
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            File::open(&folder)?.sync_all()
        };
        written().map_err(|error| StoreError::Io { path: path.clone(), error })
    }
}
