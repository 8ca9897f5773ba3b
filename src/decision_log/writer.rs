//! Writing: calls hand over their records, and one of them writes what all have handed over by then.
//!
//! That spares a change of threads for each answer. A thread of its own does the rest: it makes sure that the disk has what
//! was written, and it writes where that could take long, so that no call's thread waits for a disk: when answers wait for
//! the disk themselves, and while writes are slow or fail.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};

use super::config::{LogSettings, OnFull};
use super::directory::{OpenError, could_open};
use super::mask::Mask;
use super::record::{Asked, Group, LawInForce, Note, in_force};
use super::store::{Rewrite, Store, StoreError, VersionKey};
use super::write::Files;
use crate::contract::wire;
use crate::law::Law;
use crate::policy::store::PolicySet;

/// How long after a failed write another one is tried, with `on_full = "block"`.
const AGAIN: Duration = Duration::from_millis(50);

/// A write that takes longer is slow: calls leave the next one to the thread.
const SLOW: Duration = Duration::from_millis(5);

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

/// What calls and the thread share.
struct Shared {
    queue: Mutex<Queue>,
    /// The thread has something to do.
    asked: Condvar,
    /// There is room again.
    room: Notify,
    writer: Mutex<Writer>,
    on_full: OnFull,
    sync: Duration,
    queue_bytes: usize,
    stats: Arc<Stats>,
    /// Whether calls leave the writing to the thread.
    by_thread: AtomicBool,
    /// Decisions given and not logged, that no record tells of yet.
    missing: AtomicU64,
}

#[derive(Default)]
struct Queue {
    entries: Vec<Entry>,
    /// Records about the log itself.
    notes: Vec<Group>,
    bytes: usize,
    asked: bool,
    closed: bool,
}

/// Records that wait, and who waits for them.
struct Entry {
    group: Group,
    done: Option<oneshot::Sender<Result<(), AppendError>>>,
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
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            asked: Condvar::new(),
            room: Notify::new(),
            writer: Mutex::new(Writer { files, entries: Vec::new(), notes: Vec::new(), dirty: false }),
            on_full: settings.on_full,
            sync: settings.sync,
            queue_bytes: settings.queue_bytes,
            stats,
            by_thread: AtomicBool::new(left_to_thread(settings.on_full, settings.sync)),
            missing: AtomicU64::new(0),
        });
        let working = shared.clone();
        let thread = thread::Builder::new().name("decision-log".to_owned()).spawn(move || work(&working));
        let thread = Some(thread.map_err(OpenError::io(&directory))?);
        Ok(DecisionLog(Arc::new(Open { shared, mask, store, thread })))
    }

    /// Whether a log could be opened, without writing anything; and the digest that each version was last served with. That
    /// another process writes to it is no fault: it may be the one that is to be replaced.
    ///
    /// # Errors
    /// As [`DecisionLog::open`].
    pub fn check(settings: &LogSettings) -> Result<HashMap<VersionKey, String>, OpenError> {
        Mask::new(settings).map_err(OpenError::Config)?;
        let directory = settings.directory.clone().unwrap_or_default();
        could_open(&directory)?;
        Store::of_log(&directory).versions().map_err(OpenError::Store)
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
        let mut entry = Entry { group, done: waits.then_some(done) };
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

    /// Records a reload: what is in force from now on, and what was rewritten. Nobody waits for it.
    pub fn reloaded(&self, result: &str, policies: &PolicySet, rewritten: &[Rewrite]) {
        let group = Group::note(Note::Reload { result, policies: in_force(policies), rewritten });
        let mut queue = self.0.shared.lock();
        // It is written also when the queue is full: there are few of them.
        queue.notes.push(group);
        drop(queue);
        self.0.shared.ask();
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.asked.notify_one();
        if let Some(thread) = self.thread.take() {
            // What waits is written; a panic there was told when it happened.
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// A lock that a panic elsewhere does not close: nothing here is left half done by one.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands records over, unless too much waits. What is larger than the queue waits alone.
    fn push(&self, entry: Entry) -> Result<(), Entry> {
        let mut queue = self.lock();
        let bytes = queue.bytes.saturating_add(entry.group.bytes.len());
        if queue.closed || (bytes > self.queue_bytes && queue.bytes > 0) {
            return Err(entry);
        }
        queue.bytes = bytes;
        queue.entries.push(entry);
        Ok(())
    }

    fn drop_them(&self, count: u64) {
        self.stats.dropped.fetch_add(count, Relaxed);
        self.missing.fetch_add(count, Relaxed);
    }

    /// Leaves the writing to the thread.
    fn ask(&self) {
        let mut queue = self.lock();
        let first = !std::mem::replace(&mut queue.asked, true);
        drop(queue);
        if first {
            self.asked.notify_one();
        }
    }

    /// Waits until the thread is asked, so long has passed, or nothing more comes: `true` then.
    fn wait(&self) -> bool {
        let mut queue = self.lock();
        while !queue.asked && !queue.closed {
            if self.sync.is_zero() {
                queue = self.asked.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.asked.wait_timeout(queue, self.sync).unwrap_or_else(PoisonError::into_inner);
            queue = waited.0;
            if waited.1.timed_out() {
                break;
            }
        }
        queue.asked = false;
        queue.closed
    }

    /// Moves what was handed over to the writer; `false` when there is nothing to write.
    fn take(&self, writer: &mut Writer) -> bool {
        let mut queue = self.lock();
        writer.entries.append(&mut queue.entries);
        writer.notes.append(&mut queue.notes);
        drop(queue);
        !(writer.entries.is_empty() && writer.notes.is_empty())
    }

    /// Writes what was handed over, unless somebody else writes: they look again once they are done.
    fn write_here(&self) {
        loop {
            let mut writer = match self.writer.try_lock() {
                Ok(writer) => writer,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            if !self.take(&mut writer) {
                return;
            }
            let began = Instant::now();
            let written = writer.write(self);
            drop(writer);
            if !written || began.elapsed() > SLOW {
                self.by_thread.store(true, Relaxed);
                self.ask();
                return;
            }
            if self.lock().entries.is_empty() {
                return;
            }
        }
    }

    /// Others may hand over again.
    fn written(&self, bytes: usize) {
        let mut queue = self.lock();
        queue.bytes = queue.bytes.saturating_sub(bytes);
        drop(queue);
        if self.on_full == OnFull::Block {
            self.room.notify_waiters();
        }
    }
}

/// Whether calls always leave the writing to the thread: where answers wait for the disk, and where they wait for nothing.
fn left_to_thread(on_full: OnFull, sync: Duration) -> bool {
    sync.is_zero() || on_full == OnFull::Drop
}

/// What is to be written, and where to.
struct Writer {
    files: Files,
    entries: Vec<Entry>,
    /// Records about the log itself: they are kept until they are written.
    notes: Vec<Group>,
    /// Whether something was written that the disk may not have.
    dirty: bool,
}

/// What the thread does, until nothing more comes.
fn work(shared: &Shared) {
    loop {
        let closed = shared.wait();
        let mut writer = shared.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Who handed over in the meantime saw that somebody writes, and relies on it.
        while shared.take(&mut writer) {
            let began = Instant::now();
            while !writer.write(shared) && !writer.entries.is_empty() {
                thread::sleep(AGAIN);
            }
            let slow = shared.stats.failing.load(Relaxed) || began.elapsed() > SLOW;
            shared.by_thread.store(slow || left_to_thread(shared.on_full, shared.sync), Relaxed);
            if slow && writer.entries.is_empty() {
                // Records about the log itself are tried again later.
                break;
            }
        }
        let file = std::mem::take(&mut writer.dirty).then(|| writer.files.handle());
        drop(writer);
        if let Some(file) = file {
            note(shared, file.sync_data());
        }
        if closed {
            return;
        }
        if !shared.lock().entries.is_empty() {
            shared.ask();
        }
    }
}

impl Writer {
    /// Writes what there is, and tells those who wait; `false` when it could not be written. With `on_full = "block"` it is
    /// kept then, to be tried again.
    fn write(&mut self, shared: &Shared) -> bool {
        let bytes: usize = self.entries.iter().map(|entry| entry.group.bytes.len()).sum();
        let count: usize = self.entries.iter().map(|entry| entry.group.len()).sum();
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let outcome = self.append(shared);
        let failed = outcome.is_err();
        let known = shared.stats.failing.load(Relaxed);
        note(shared, outcome);
        if failed && shared.on_full == OnFull::Block && !shared.lock().closed {
            if !known {
                shared.stats.blocked.fetch_add(count, Relaxed);
            }
            return false;
        }
        match (failed, shared.on_full) {
            (false, _) => {
                shared.stats.records.fetch_add(count, Relaxed);
            }
            (true, OnFull::Drop) => shared.drop_them(count),
            (true, OnFull::Refuse | OnFull::Block) => {
                shared.stats.refused.fetch_add(count, Relaxed);
            }
        }
        shared.written(bytes);
        let outcome = if failed { Err(AppendError::Write) } else { Ok(()) };
        for entry in self.entries.drain(..) {
            // Its caller may have left.
            let _ = entry.done.map(|done| done.send(outcome));
        }
        !failed
    }

    /// Appends what there is, with a record of what is missing. Where answers wait for the disk, it has it then.
    fn append(&mut self, shared: &Shared) -> std::io::Result<()> {
        let missing = shared.missing.swap(0, Relaxed);
        let dropped = (missing > 0).then(|| Group::note(Note::Dropped { count: missing }));
        let groups = dropped.iter().chain(&self.notes).chain(self.entries.iter().map(|entry| &entry.group));
        if let Err(error) = self.files.write(groups) {
            shared.missing.fetch_add(missing, Relaxed);
            return Err(error);
        }
        self.notes.clear();
        if shared.sync.is_zero() {
            return self.files.sync();
        }
        self.dirty = true;
        Ok(())
    }
}

/// Notes whether a write succeeded; the first failure, and the first success after it, is told.
fn note(shared: &Shared, outcome: std::io::Result<()>) {
    let failed = outcome.is_err();
    if failed {
        shared.stats.failures.fetch_add(1, Relaxed);
    }
    let before = shared.stats.failing.swap(failed, Relaxed);
    match outcome {
        Err(error) if !before => {
            let on_full = shared.on_full.name();
            tracing::error!(target: "clausula::service", %error, on_full, "the decision log cannot be written");
        }
        Ok(()) if before => tracing::info!(target: "clausula::service", "the decision log is written again"),
        _ => {}
    }
}
