//! Whether a log is as it was written.

use std::fmt;
use std::path::{Path, PathBuf};

use super::read::{Kind, LogLine, ReadError, head_of, lines};
use super::record::Hash;
use crate::money::Locale;
use crate::policy::Summary;
use crate::vocabulary::both;

/// A log whose chain holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of the first record that is there.
    pub first: u64,
    /// The number of the last one.
    pub last: u64,
    /// The hash of the last one: what a copy elsewhere proves the end with.
    pub head: Hash,
    /// How many of the records are decisions.
    pub decisions: u64,
    /// How many decisions were not logged, as the log itself says.
    pub dropped: u64,
    /// The bytes of a torn record at the end, which the next start takes off.
    pub torn: u64,
}

/// Where and how a log is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: u64,
    /// The number of the record, as far as it is known.
    pub seq: Option<u64>,
    /// What is wrong.
    pub problem: Summary,
}

impl Fault {
    /// Where and what it is, in a language.
    pub fn text(&self, locale: Locale) -> String {
        // The word is the same in both languages.
        let seq = self.seq.map(|seq| format!("record {seq}: ")).unwrap_or_default();
        format!("{}:{}: {seq}{}", self.file.display(), self.line, self.problem.get(locale))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Locale::En))
    }
}

/// The last record that was looked at.
struct Last {
    seq: u64,
    hash: Hash,
    file: PathBuf,
    line: u64,
}

/// Reads a whole log, and follows its chain.
///
/// # Errors
/// When it cannot be read. The inner error is the first fault of the chain.
pub fn verify(path: &Path) -> Result<Result<Verified, Fault>, ReadError> {
    let is_directory = path.is_dir();
    let mut found = Verified { first: 0, last: 0, head: Hash::NONE, decisions: 0, dropped: 0, torn: 0 };
    let (mut last, mut before, mut retired) = (None::<Last>, Hash::NONE, Vec::new());
    for line in lines(path)? {
        let line = line?;
        if found.torn > 0 {
            return Ok(Err(fault(
                &line,
                None,
                both!("it comes after a torn record", "het komt na een afgebroken record"),
            )));
        }
        if !line.whole {
            found.torn = u64::try_from(line.text.len()).unwrap_or(u64::MAX);
            continue;
        }
        let record = head_of(&line.text).zip(serde_json::from_slice::<Kind<'_>>(&line.text).ok());
        let Some(((seq, prev), kind)) = record else {
            let seq = last.as_ref().map(|last| last.seq + 1);
            return Ok(Err(fault(&line, seq, both!("the line is no record", "de regel is geen record"))));
        };
        match &last {
            None => (found.first, before) = (seq, prev),
            Some(last) if seq != last.seq + 1 => {
                let problem =
                    both!("record {} should be here, not {seq}", "hier hoort record {}, niet {seq}", last.seq + 1);
                return Ok(Err(fault(&line, Some(last.seq + 1), problem)));
            }
            Some(Last { seq, hash, file, line }) if prev != *hash => {
                let problem = both!(
                    "it was changed: the record after it has another hash of it",
                    "het is gewijzigd: het record erna heeft er een andere hash van"
                );
                return Ok(Err(Fault { file: file.clone(), line: *line, seq: Some(*seq), problem }));
            }
            Some(_) => {}
        }
        match kind.kind {
            "decision" => found.decisions += 1,
            "dropped" => found.dropped += kind.count.unwrap_or_default(),
            "retired" => retired.extend(kind.through.zip(kind.hash.and_then(Hash::parse))),
            _ => {}
        }
        (found.last, found.head) = (seq, Hash::of(&line.text));
        last = Some(Last { seq, hash: found.head, file: line.file, line: line.number });
    }
    // What came before the first record was deleted for its age, which a later record says.
    let complete = found.first == 1 && before == Hash::NONE;
    let announced = retired.contains(&(found.first.saturating_sub(1), before));
    if is_directory && last.is_some() && !complete && !announced {
        let (file, seq) = (path.to_owned(), Some(found.first));
        let problem = both!(
            "{} records before it are gone, and no record says so",
            "{} records ervoor zijn weg, en geen record zegt dat",
            found.first.saturating_sub(1)
        );
        return Ok(Err(Fault { file, line: 1, seq, problem }));
    }
    Ok(Ok(found))
}

fn fault(line: &LogLine, seq: Option<u64>, problem: Summary) -> Fault {
    Fault { file: line.file.clone(), line: line.number, seq, problem }
}
