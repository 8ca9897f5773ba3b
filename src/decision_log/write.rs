//! The files that a log is written to: appending, rotating, deleting what is old.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, SystemTime};

use super::config::LogSettings;
use super::directory::{End, OpenError, Segment, before, end_of, lock, segments};
use super::record::{Group, Head, Note};
use super::writer::Stats;

/// The memory that is kept for the next write, at most.
const KEPT: usize = 4 << 20;

const DAY: Duration = Duration::from_secs(86_400);

/// The segments of a log, the last of them open.
pub(super) struct Files {
    directory: PathBuf,
    settings: LogSettings,
    stats: Arc<Stats>,
    /// The oldest first.
    segments: Vec<Segment>,
    file: Arc<File>,
    /// The bytes of the open segment.
    length: u64,
    /// Whether the next write goes on where the last one ended.
    at_end: bool,
    /// When the open segment was begun.
    begun: SystemTime,
    head: Head,
    repaired: u64,
    buffer: Vec<u8>,
    /// Held until the log is closed.
    _lock: File,
}

impl Files {
    pub(super) fn open(settings: &LogSettings, directory: &Path, stats: Arc<Stats>) -> Result<Files, OpenError> {
        fs::create_dir_all(directory).map_err(OpenError::io(directory))?;
        let lock = lock(directory)?;
        let mut segments = segments(directory).map_err(OpenError::io(directory))?;
        let (mut end, mut repaired) = (End { head: Head::START, whole: 0, torn: 0 }, 0);
        // A segment without a record was begun right before a crash.
        while let Some(last) = segments.last() {
            end = end_of(last)?;
            repaired += end.torn;
            if end.whole > 0 {
                break;
            }
            fs::remove_file(&last.path).map_err(OpenError::io(&last.path))?;
            segments.pop();
        }
        if segments.is_empty() {
            segments.push(Segment::at(directory, 1));
            end = End { head: Head::START, whole: 0, torn: 0 };
        }
        let path = segments.last().map(|segment| segment.path.clone()).unwrap_or_default();
        let open = || {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            let begun = file.metadata()?.created().unwrap_or_else(|_| SystemTime::now());
            file.set_len(end.whole)?;
            file.sync_all()?;
            sync_directory(directory)?;
            Ok((file, begun))
        };
        let (file, begun) = open().map_err(OpenError::io(&path))?;
        let files = Files {
            directory: directory.to_owned(),
            settings: settings.clone(),
            stats,
            segments,
            file: Arc::new(file),
            length: end.whole,
            at_end: false,
            begun,
            head: end.head,
            repaired,
            buffer: Vec::new(),
            _lock: lock,
        };
        files.stats.bytes.store(files.bytes().map_err(OpenError::io(directory))?, Relaxed);
        Ok(files)
    }

    /// The bytes of a torn record that were taken off.
    pub(super) fn repaired(&self) -> u64 {
        self.repaired
    }

    /// Writes records, all of them or none, and then begins another segment if this one is full.
    pub(super) fn write<'a>(&mut self, groups: impl Iterator<Item = &'a Group>) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let head = groups.flat_map(Group::bodies).fold(self.head, |head, body| head.append(body, &mut buffer));
        let written = self.put(&buffer);
        if written.is_ok() {
            self.head = head;
        }
        if buffer.capacity() <= KEPT {
            self.buffer = buffer;
        }
        written?;
        let old = self.settings.days > 0 && self.begun.elapsed().is_ok_and(|age| age >= DAY);
        if self.length >= self.settings.segment_bytes || old {
            // What is written is written; another segment can be begun at the next write.
            if let Err(error) = self.rotate() {
                tracing::warn!(target: "clausula::service", %error, "the decision log keeps its segment");
            }
        }
        Ok(())
    }

    /// The open segment: to have the disk take it while others write.
    pub(super) fn handle(&self) -> Arc<File> {
        self.file.clone()
    }

    /// Makes sure that the disk has what was written.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Appends bytes. What cannot be written as a whole is taken back.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let total = self.stats.bytes.load(Relaxed).saturating_add(count);
        if self.settings.most_bytes > 0 && total > self.settings.most_bytes {
            let most = self.settings.most_bytes;
            return Err(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("it has the {most} bytes that it may have"),
            ));
        }
        let mut file = &*self.file;
        if !std::mem::replace(&mut self.at_end, false) {
            file.seek(SeekFrom::Start(self.length))?;
        }
        if let Err(error) = file.write_all(bytes) {
            // The next write begins where this one did, whether or not this succeeds.
            let _ = self.file.set_len(self.length);
            return Err(error);
        }
        self.at_end = true;
        self.length += count;
        self.stats.bytes.store(total, Relaxed);
        Ok(())
    }

    /// Begins another segment, and deletes those that are too old or too many.
    fn rotate(&mut self) -> io::Result<()> {
        self.sync()?;
        let next = Segment::at(&self.directory, self.head.seq.saturating_add(1));
        self.file = Arc::new(OpenOptions::new().create(true).truncate(true).write(true).open(&next.path)?);
        sync_directory(&self.directory)?;
        (self.length, self.at_end, self.begun) = (0, false, SystemTime::now());
        self.segments.push(next);
        self.retire()
    }

    /// Deletes old segments, once a record says so: the chain goes on from the hash that it names.
    fn retire(&mut self) -> io::Result<()> {
        let mut count = match self.settings.segments {
            0 => 0,
            kept => self.segments.len().saturating_sub(kept),
        };
        let age = DAY * self.settings.days;
        while let Some(segment) = self.segments.get(count).filter(|_| self.settings.days > 0) {
            let modified = fs::metadata(&segment.path)?.modified()?;
            if count + 1 >= self.segments.len() || modified.elapsed().is_ok_and(|old| old < age) {
                break;
            }
            count += 1;
        }
        if count == 0 {
            return Ok(());
        }
        let end = self.end_before(count)?;
        let note = Group::note(Note::Retired { through: end.seq, hash: end.hash.to_string() });
        let mut line = Vec::new();
        let head = note.bodies().fold(self.head, |head, body| head.append(body, &mut line));
        self.put(&line)?;
        self.head = head;
        self.sync()?;
        for segment in self.segments.drain(..count) {
            fs::remove_file(segment.path)?;
        }
        self.stats.bytes.store(self.bytes()?, Relaxed);
        sync_directory(&self.directory)
    }

    /// The last record before a segment: its first one names it. Calls wait meanwhile, so no more is read than that.
    fn end_before(&self, place: usize) -> io::Result<Head> {
        match self.segments.get(place) {
            Some(segment) if place + 1 < self.segments.len() => before(segment),
            // The open one has no record yet.
            _ => Ok(self.head),
        }
    }

    /// The bytes of all segments.
    fn bytes(&self) -> io::Result<u64> {
        self.segments.iter().map(|segment| fs::metadata(&segment.path).map(|file| file.len())).sum()
    }
}

/// Makes sure that the disk knows which files there are.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}
