//! How a log is kept.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// What happens to a decision that cannot be logged, because the disk is full or too slow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFull {
    /// It is not given: the call is refused.
    #[default]
    Refuse,
    /// It waits until it can be logged, or its time runs out.
    Block,
    /// It is given all the same, and counted.
    Drop,
}

impl OnFull {
    /// All of them.
    pub const ALL: [OnFull; 3] = [OnFull::Refuse, OnFull::Block, OnFull::Drop];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            OnFull::Refuse => "refuse",
            OnFull::Block => "block",
            OnFull::Drop => "drop",
        }
    }
}

/// How a log is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// The directory; `None`: there is no log.
    pub directory: Option<PathBuf>,
    /// What happens to a decision that cannot be logged.
    pub on_full: OnFull,
    /// How long a written record may wait for the disk; zero: answers wait for the disk.
    pub sync: Duration,
    /// Bytes of a segment, about: the first record beyond them begins another.
    pub segment_bytes: u64,
    /// Bytes that wait to be written, at most.
    pub queue_bytes: usize,
    /// Bytes of all segments, at most; 0: as many as the disk has.
    pub most_bytes: u64,
    /// How many segments are kept; 0: all.
    pub segments: usize,
    /// For how many days the records of a segment are kept after its last one; 0: for ever.
    pub days: u32,
    /// The fields of requests that are left out.
    pub omit: Vec<String>,
    /// The fields of requests of which a hash takes the place.
    pub hash: Vec<String>,
    /// The file with the key of those hashes.
    pub hash_key: Option<PathBuf>,
}

impl Default for LogSettings {
    fn default() -> LogSettings {
        LogSettings {
            directory: None,
            on_full: OnFull::Refuse,
            sync: Duration::from_secs(1),
            segment_bytes: 64 << 20,
            queue_bytes: 16 << 20,
            most_bytes: 0,
            segments: 0,
            days: 0,
            omit: Vec::new(),
            hash: Vec::new(),
            hash_key: None,
        }
    }
}

/// Why fields cannot be left out or hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogConfigError {
    /// No request has the field.
    UnknownField(String),
    /// Fields are hashed, and there is no key.
    NoKey,
    /// The key cannot be read, or is short.
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: String,
    },
}

impl fmt::Display for LogConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogConfigError::UnknownField(path) => {
                write!(f, "no request has a field `{path}`: write a path such as `agreement.payments`")
            }
            LogConfigError::NoKey => f.write_str(
                "`decision_log_hash` needs `decision_log_hash_key`: without a key, hashes of dates and amounts can be guessed",
            ),
            LogConfigError::Key { path, problem } => {
                write!(f, "the key of hashes in `{}`: {problem}", path.display())
            }
        }
    }
}

impl std::error::Error for LogConfigError {}
