//! Logs as they are read: records one after the other, from all segments of a directory or from one file.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::directory::segments;
use super::record::Hash;

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The file that it is in.
    pub file: PathBuf,
    /// Its number there, from 1.
    pub number: u64,
    /// What it says, without the newline.
    pub text: Vec<u8>,
    /// Whether it ends with a newline: one that does not was torn.
    pub whole: bool,
}

/// Why a log cannot be read.
#[derive(Debug)]
pub struct ReadError {
    /// The file or directory.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the decision log `{}`: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for ReadError {}

/// The lines of a log, the oldest first: of a directory, those of all segments; of a file, its own.
///
/// # Errors
/// When there is no such log, or nothing in it.
pub fn lines(path: &Path) -> Result<Lines, ReadError> {
    let fault = |error| ReadError { path: path.to_owned(), error };
    if !path.is_dir() {
        File::open(path).map_err(fault)?;
        return Ok(Lines { files: VecDeque::from([path.to_owned()]), open: None });
    }
    let files: VecDeque<PathBuf> = segments(path).map_err(fault)?.into_iter().map(|segment| segment.path).collect();
    if files.is_empty() {
        return Err(fault(io::Error::new(io::ErrorKind::NotFound, "it has no segment (`*.jsonl`)")));
    }
    Ok(Lines { files, open: None })
}

/// The lines of a log.
#[derive(Debug)]
pub struct Lines {
    files: VecDeque<PathBuf>,
    open: Option<(PathBuf, BufReader<File>, u64)>,
}

impl Lines {
    fn next_line(&mut self) -> Result<Option<LogLine>, ReadError> {
        loop {
            if self.open.is_none() {
                let Some(path) = self.files.pop_front() else { return Ok(None) };
                let file = File::open(&path).map_err(|error| ReadError { path: path.clone(), error })?;
                self.open = Some((path, BufReader::with_capacity(1 << 18, file), 0));
            }
            let Some((path, reader, count)) = &mut self.open else { return Ok(None) };
            let mut text = Vec::new();
            let read = reader.read_until(b'\n', &mut text);
            if read.map_err(|error| ReadError { path: path.clone(), error })? == 0 {
                self.open = None;
                continue;
            }
            *count += 1;
            let whole = text.last() == Some(&b'\n');
            if whole {
                text.pop();
            }
            return Ok(Some(LogLine { file: path.clone(), number: *count, text, whole }));
        }
    }
}

impl Iterator for Lines {
    type Item = Result<LogLine, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_line().transpose()
    }
}

/// The head of a record.
#[derive(Deserialize)]
struct HeadFields<'a> {
    seq: u64,
    #[serde(borrow)]
    prev: &'a str,
}

/// The number of a record, and the hash of the one before it; `None`: the line is no record.
pub(super) fn head_of(line: &[u8]) -> Option<(u64, Hash)> {
    let head: HeadFields<'_> = serde_json::from_slice(line).ok()?;
    Some((head.seq, Hash::parse(head.prev)?))
}

/// What kind of record a line is, and what verification asks of it.
#[derive(Deserialize)]
pub(super) struct Kind<'a> {
    #[serde(borrow)]
    pub(super) kind: &'a str,
    pub(super) through: Option<u64>,
    #[serde(borrow)]
    pub(super) hash: Option<&'a str>,
    pub(super) count: Option<u64>,
}

/// A decision in a log.
#[derive(Debug, Deserialize)]
pub struct Decided<'a> {
    /// The number of the record.
    pub seq: u64,
    /// When it was decided.
    #[serde(borrow)]
    pub time: &'a str,
    /// The id of the call.
    #[serde(default)]
    pub id: String,
    /// The name of the caller's token.
    #[serde(default)]
    pub caller: Option<String>,
    /// The method that gave the decision, where it is not one that evaluates.
    #[serde(default)]
    pub method: Option<String>,
    /// The request.
    #[serde(borrow)]
    pub request: &'a RawValue,
    /// The decision without its texts.
    #[serde(borrow)]
    pub decision: &'a RawValue,
}

impl<'a> Decided<'a> {
    /// The decision that a line records; `None`: it records something else.
    ///
    /// # Errors
    /// When the line is no record.
    pub fn of(line: &'a [u8]) -> Result<Option<Decided<'a>>, serde_json::Error> {
        let Kind { kind, .. } = serde_json::from_slice(line)?;
        if kind != "decision" {
            return Ok(None);
        }
        serde_json::from_slice(line).map(Some)
    }
}
