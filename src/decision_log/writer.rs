//! The log that is written to.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::commit::{PendingRecord, Shared, work};
use super::config::{LogSettings, OnFull};
use super::directory::{OpenError, could_open};
use super::mask::Mask;
use super::record::{Asked, Group, LawInForce, Note, in_force};
use super::store::{Rewrite, Store, StoreError, VersionKey};
use super::write::Files;
use crate::contract::wire;
use crate::law::Law;
use crate::policy::store::PolicySet;

/// Why a decision is not in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// Too much waits to be written.
    Full,
    /// It could not be written.
    Write,
}

/// What came of logging.
#[derive(Debug, Default)]
pub struct Stats {
    /// Records written.
    pub records: AtomicU64,
    /// Decisions that were refused, since they could not be logged.
    pub refused: AtomicU64,
    /// Decisions that waited, since they could not be logged at once.
    pub blocked: AtomicU64,
    /// Decisions that were given and not logged.
    pub dropped: AtomicU64,
    /// Writes that failed.
    pub failures: AtomicU64,
    /// The bytes of all segments.
    pub bytes: AtomicU64,
    /// Whether the last write failed.
    pub failing: AtomicBool,
}

/// A log that is written to. Cheap to clone; it is closed when the last one is dropped.
#[derive(Clone)]
pub struct DecisionLog(Arc<Open>);

impl fmt::Debug for DecisionLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecisionLog").field("stats", &self.0.shared.stats).finish_non_exhaustive()
    }
}

struct Open {
    shared: Arc<Shared>,
    mask: Mask,
    store: Store,
    thread: Option<JoinHandle<()>>,
}

impl DecisionLog {
    /// Opens the log of a directory, or begins one; repairs what a crash left; keeps the policies and the law; and records
    /// that it was opened.
    ///
    /// # Errors
    /// When the directory cannot be used, another process writes to it, or the log is damaged.
    pub fn open(settings: &LogSettings, policies: &PolicySet, law: &Law) -> Result<DecisionLog, OpenError> {
        let mask = Mask::new(settings).map_err(OpenError::Config)?;
        let directory = settings.directory.clone().unwrap_or_default();
        let stats = Arc::new(Stats::default());
        let mut files = Files::open(settings, &directory, stats.clone())?;
        let store = Store::of_log(&directory);
        store.keep(policies, law).map_err(OpenError::Store)?;
        let laws = law.jurisdictions().iter();
        let law = laws.map(|law| LawInForce { id: law.id.name(), digest: law.digest }).collect();
        let engine = env!("CARGO_PKG_VERSION");
        let opened =
            Group::note(Note::Opened { engine, policies: in_force(policies), law, repaired_bytes: files.repaired() });
        files.write([&opened].into_iter()).map_err(OpenError::io(&directory))?;
        files.sync().map_err(OpenError::io(&directory))?;
        let shared = Arc::new(Shared::new(settings, files, stats));
        let working = shared.clone();
        let thread = thread::Builder::new().name("decision-log".to_owned()).spawn(move || work(&working));
        let thread = Some(thread.map_err(OpenError::io(&directory))?);
        Ok(DecisionLog(Arc::new(Open { shared, mask, store, thread })))
    }

    /// Whether a log could be opened, without writing anything; and the digest that each version was last served with. That
    /// another process writes to it is no fault: it may be the one that is to be replaced.
    ///
    /// # Errors
    /// All for which [`DecisionLog::open`] would fail.
    pub fn check(settings: &LogSettings) -> Result<HashMap<VersionKey, String>, Vec<OpenError>> {
        let mut problems: Vec<OpenError> = Mask::problems(settings).into_iter().map(OpenError::Config).collect();
        let directory = settings.directory.clone().unwrap_or_default();
        problems.extend(could_open(&directory).err());
        match Store::of_log(&directory).versions() {
            Ok(versions) if problems.is_empty() => Ok(versions),
            Ok(_) => Err(problems),
            Err(error) => {
                problems.push(OpenError::Store(error));
                Err(problems)
            }
        }
    }

    /// What came of logging.
    pub fn stats(&self) -> &Arc<Stats> {
        &self.0.shared.stats
    }

    /// Adds a decision to those that are logged together.
    ///
    /// # Errors
    /// When it has no JSON, which those of this engine always have.
    pub fn add(
        &self,
        group: &mut Group,
        asked: Asked<'_>,
        request: &wire::EvaluateRequest,
        decision: &mut wire::Decision,
    ) -> Result<(), serde_json::Error> {
        group.decision(asked, request, decision, &self.0.mask)
    }

    /// Logs decisions, all of them or none. With `on_full = "drop"` nothing is waited for.
    ///
    /// # Errors
    /// When they are not logged: they must not be given then.
    pub async fn append(&self, group: Group) -> Result<(), AppendError> {
        if group.is_empty() {
            return Ok(());
        }
        let shared = &self.0.shared;
        let (done, outcome) = oneshot::channel();
        let waits = shared.on_full != OnFull::Drop;
        let mut entry = PendingRecord { group, done: waits.then_some(done) };
        let mut blocked = false;
        loop {
            // Heard from now on, so that room made in between is not missed.
            let room = shared.room.notified();
            entry = match shared.push(entry) {
                Ok(()) => break,
                Err(entry) => entry,
            };
            let count = u64::try_from(entry.group.len()).unwrap_or(u64::MAX);
            match shared.on_full {
                OnFull::Refuse => {
                    shared.stats.refused.fetch_add(count, Relaxed);
                    return Err(AppendError::Full);
                }
                OnFull::Drop => {
                    shared.drop_them(count);
                    return Ok(());
                }
                OnFull::Block => {
                    if !blocked {
                        shared.stats.blocked.fetch_add(count, Relaxed);
                    }
                    blocked = true;
                    room.await;
                }
            }
        }
        if shared.by_thread.load(Relaxed) {
            shared.ask();
        } else {
            // Others on this thread hand over what they have, so that it is written together.
            tokio::task::yield_now().await;
            shared.write_here();
        }
        if !waits {
            return Ok(());
        }
        // Whoever would have answered has ended with the process.
        outcome.await.unwrap_or(Err(AppendError::Write))
    }

    /// Keeps the policies that are to be served from now on.
    ///
    /// # Errors
    /// When they cannot be kept: they must not be served then.
    pub fn keep(&self, policies: &PolicySet, law: &Law) -> Result<(), StoreError> {
        self.0.store.keep(policies, law)
    }

    /// The digest that each version was last served with.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn versions(&self) -> Result<HashMap<VersionKey, String>, StoreError> {
        self.0.store.versions()
    }

    /// Notes which bytes versions are served with from now on.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn serve<'a>(&self, policies: impl Iterator<Item = &'a crate::policy::Policy>) -> Result<(), StoreError> {
        self.0.store.serve(policies)
    }

    /// Records a reload: what is in force from now on, and what was rewritten. Waits for the write: not for a thread that serves
    /// calls.
    pub fn reloaded(&self, result: &str, policies: &PolicySet, rewritten: &[Rewrite]) {
        let group = Group::note(Note::Reload { result, policies: in_force(policies), rewritten });
        self.0.shared.note(group);
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.shared.close();
        if let Some(thread) = self.thread.take() {
            // What waits is written; a panic there was told when it happened.
            let _ = thread.join();
        }
    }
}
