//! Writing: calls hand over their records, and one of them writes what all have handed over by then.
//!
//! That spares a change of threads for each answer. A thread of its own does the rest: it makes sure that the disk has what
//! was written, and it writes where that could take long, so that no call's thread waits for a disk: when answers wait for
//! the disk themselves, and while writes are slow or fail.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};

use super::config::{LogSettings, OnFull};
use super::record::{Group, Note};
use super::write::Files;
use super::writer::{AppendError, Stats};

/// How long after a failed write another one is tried, with `on_full = "block"`.
const AGAIN: Duration = Duration::from_millis(50);

/// A write that takes longer is slow: calls leave the next one to the thread.
const SLOW: Duration = Duration::from_millis(5);

/// What calls and the thread share.
pub(super) struct Shared {
    queue: Mutex<Queue>,
    /// The thread has something to do.
    asked: Condvar,
    /// There is room again.
    pub(super) room: Notify,
    writer: Mutex<Writer>,
    pub(super) on_full: OnFull,
    sync: Duration,
    queue_bytes: usize,
    pub(super) stats: Arc<Stats>,
    /// Whether calls leave the writing to the thread.
    pub(super) by_thread: AtomicBool,
    /// Decisions given and not logged, that no record tells of yet.
    missing: AtomicU64,
}

#[derive(Default)]
struct Queue {
    entries: Vec<PendingRecord>,
    /// Records about the log itself.
    notes: Vec<Group>,
    bytes: usize,
    asked: bool,
    closed: bool,
}

/// Records that wait, and who waits for them.
pub(super) struct PendingRecord {
    pub(super) group: Group,
    pub(super) done: Option<oneshot::Sender<Result<(), AppendError>>>,
}

impl Shared {
    pub(super) fn new(settings: &LogSettings, files: Files, stats: Arc<Stats>) -> Shared {
        Shared {
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
        }
    }

    /// Writes a record about the log itself: also when the queue is full, since there are few of them.
    pub(super) fn note(&self, group: Group) {
        self.lock().notes.push(group);
        // While writes fail, it waits for one that does not.
        if !self.stats.failing.load(Relaxed) {
            let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            if self.take(&mut writer) {
                writer.write(self);
            }
        }
        self.ask();
    }

    /// Nothing more comes.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.asked.notify_one();
    }

    /// A lock that a panic elsewhere does not close: nothing here is left half done by one.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands records over, unless too much waits. What is larger than the queue waits alone.
    pub(super) fn push(&self, entry: PendingRecord) -> Result<(), PendingRecord> {
        let mut queue = self.lock();
        let bytes = queue.bytes.saturating_add(entry.group.bytes.len());
        if queue.closed || (bytes > self.queue_bytes && queue.bytes > 0) {
            return Err(entry);
        }
        queue.bytes = bytes;
        queue.entries.push(entry);
        Ok(())
    }

    pub(super) fn drop_them(&self, count: u64) {
        self.stats.dropped.fetch_add(count, Relaxed);
        self.missing.fetch_add(count, Relaxed);
    }

    /// Leaves the writing to the thread.
    pub(super) fn ask(&self) {
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
    pub(super) fn write_here(&self) {
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
    entries: Vec<PendingRecord>,
    /// Records about the log itself: they are kept until they are written.
    notes: Vec<Group>,
    /// Whether something was written that the disk may not have.
    dirty: bool,
}

/// What the thread does, until nothing more comes.
pub(super) fn work(shared: &Shared) {
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
        // That the disk takes what was written says nothing of what could not be.
        if let Some(Err(error)) = file.map(|file| file.sync_data()) {
            note(shared, Err(error));
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
