//! The directory of a log: its segments, its lock, and the end of the chain.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::config::LogConfigError;
use super::read::head_of;
use super::record::{Hash, Head};
use super::store::StoreError;

/// A segment: a file of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The number of its first record.
    pub first: u64,
    /// The file.
    pub path: PathBuf,
}

impl Segment {
    /// The segment of a directory that begins with a record.
    pub(super) fn at(directory: &Path, first: u64) -> Segment {
        Segment { first, path: directory.join(format!("{first:020}.jsonl")) }
    }

    fn of(path: PathBuf) -> Option<Segment> {
        let digits = path.file_name()?.to_str()?.strip_suffix(".jsonl")?;
        let fits = digits.len() == 20 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let first = fits.then(|| digits.parse().ok()).flatten()?;
        Some(Segment { first, path })
    }
}

/// The segments of a directory, the oldest first.
///
/// # Errors
/// When the directory cannot be read.
pub fn segments(directory: &Path) -> io::Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for entry in fs::read_dir(directory)? {
        segments.extend(Segment::of(entry?.path()));
    }
    segments.sort_by_key(|segment| segment.first);
    Ok(segments)
}

/// Why a log cannot be written to.
#[derive(Debug)]
pub enum OpenError {
    /// A file cannot be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another process writes to it.
    Locked {
        /// The directory.
        directory: PathBuf,
    },
    /// The last segment is damaged before its end: no torn write does that.
    Damaged {
        /// The segment.
        segment: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// The store of policies and law cannot be used.
    Store(StoreError),
    /// What is to be left out or hashed cannot be.
    Config(LogConfigError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Io { path, error } => write!(f, "cannot use `{}` for the decision log: {error}", path.display()),
            OpenError::Locked { directory } => {
                write!(f, "another process writes the decision log in `{}`: give each its own", directory.display())
            }
            OpenError::Damaged { segment, line } => write!(
                f,
                "the decision log is damaged: {}:{line}; `clausula log verify` tells more. Move the directory away and begin \
                 another to go on",
                segment.display()
            ),
            OpenError::Store(error) => write!(f, "the decision log: {error}"),
            OpenError::Config(error) => write!(f, "the decision log: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl OpenError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> OpenError {
        let path = path.to_owned();
        move |error| OpenError::Io { path, error }
    }
}

/// Takes the lock of a directory. It is free again when the file is closed, however the process ends.
pub(super) fn lock(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join("lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(OpenError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked { directory: directory.to_owned() }),
        Err(TryLockError::Error(error)) => Err(OpenError::Io { path, error }),
    }
}

/// The end of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) head: Head,
    /// The bytes of the last segment that are whole records.
    pub(super) whole: u64,
    /// The bytes after them: a record that was torn.
    pub(super) torn: u64,
}

/// Where the chain ends in a segment. What comes before it is taken from the head of its first record.
pub(super) fn end_of(segment: &Segment) -> Result<End, OpenError> {
    let mut reader = BufReader::new(File::open(&segment.path).map_err(OpenError::io(&segment.path))?);
    let mut end = End { head: Head::START, whole: 0, torn: 0 };
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(OpenError::io(&segment.path))?;
        if length == 0 {
            return Ok(end);
        }
        number += 1;
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let text = line.strip_suffix(b"\n");
        let found = text.and_then(|text| Some((text, head_of(text)?)));
        match found {
            Some((text, (seq, prev))) if end.torn == 0 && fits(segment, end.head, seq, prev) => {
                end.head = Head { seq, hash: Hash::of(text) };
                end.whole += length;
            }
            // What a crash leaves is at the end: nothing whole comes after it.
            Some(_) => return Err(OpenError::Damaged { segment: segment.path.clone(), line: number }),
            None => end.torn += length,
        }
    }
}

/// The record before the first one of a segment, as that names it.
pub(super) fn before(segment: &Segment) -> io::Result<Head> {
    let mut line = Vec::new();
    BufReader::new(File::open(&segment.path)?).read_until(b'\n', &mut line)?;
    let found = line.strip_suffix(b"\n").and_then(head_of);
    let (seq, hash) = found.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "its first line is no record"))?;
    Ok(Head { seq: seq.saturating_sub(1), hash })
}

/// Whether a directory is a log that can go on, or one could be begun there.
pub(super) fn could_open(directory: &Path) -> Result<(), OpenError> {
    if !directory.exists() {
        let above = directory.ancestors().find(|above| above.is_dir() || above.is_file());
        return match above {
            Some(file) if file.is_file() => Err(OpenError::io(file)(io::ErrorKind::NotADirectory.into())),
            _ => Ok(()),
        };
    }
    match segments(directory).map_err(OpenError::io(directory))?.last() {
        Some(last) => end_of(last).map(drop),
        None => Ok(()),
    }
}

/// Whether a record may come next.
fn fits(segment: &Segment, head: Head, seq: u64, prev: Hash) -> bool {
    if head == Head::START {
        return seq == segment.first;
    }
    seq == head.seq.saturating_add(1) && prev == head.hash
}
