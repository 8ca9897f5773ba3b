//! Lines in, answers out: in order, on all cores, in bounded memory.
//!
//! The workers take turns. Each takes the next block of whole lines from the input, answers them into a buffer of its
//! own, and writes that buffer when its turn has come. So there are never more blocks in memory than workers, a slow
//! reader of the output slows the input down, and a line that comes alone is answered at once: nobody waits for a block
//! to fill.

use super::io::MOST_REQUEST_BYTES;
use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// The most bytes of one line, its newline not counted. A longer one is answered with its first bytes and one more
/// than this many; the rest of it is skipped.
pub(crate) const MOST_LINE_BYTES: usize = MOST_REQUEST_BYTES;

/// How much is read at once: what a pipe holds.
const READ_BYTES: usize = 64 * 1024;

/// What a worker keeps of a buffer that one block made large.
const KEPT_BYTES: usize = 4 << 20;

/// What came of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Lines with an answer: all that are not blank.
    pub(crate) answered: u64,
    /// How many of them are errors.
    pub(crate) refused: u64,
    /// The first line with an error, from 1, blank lines counted.
    pub(crate) first_refused: Option<u64>,
    /// Lines in all.
    lines: u64,
}

impl Tally {
    fn add(&mut self, block: Tally) {
        self.first_refused = self.first_refused.or(block.first_refused.map(|line| self.lines.saturating_add(line)));
        self.answered = self.answered.saturating_add(block.answered);
        self.refused = self.refused.saturating_add(block.refused);
        self.lines = self.lines.saturating_add(block.lines);
    }
}

/// Why the lines ended before their end.
#[derive(Debug)]
pub(crate) enum PumpError {
    /// The input cannot be read.
    Read(io::Error),
    /// The output cannot be written.
    Write(io::Error),
}

/// Answers every line that is not blank. `answer` appends its answer, without a newline, and says whether it is one:
/// `false` for an error.
///
/// # Errors
/// When the input cannot be read or the output cannot be written; answers to what came before have been written. A
/// worker may then still be waiting for input, and ends with the process.
pub(crate) fn pump<A>(
    input: Box<dyn Read + Send>,
    output: Box<dyn Write + Send>,
    workers: usize,
    answer: A,
) -> Result<Tally, PumpError>
where
    A: Fn(&[u8], &mut Vec<u8>) -> bool + Send + Sync + 'static,
{
    let reader = BufReader::with_capacity(READ_BYTES, input);
    let source = Source { reader, taken: 0, skipping: false, ended: false };
    let sink = Sink { writer: output, turn: 0, tally: Tally::default(), broken: false };
    let belt = Arc::new(Belt { source: Mutex::new(source), sink: Mutex::new(sink), moved: Condvar::new(), answer });
    let (done, results) = mpsc::channel();
    let started = (0..workers.max(1)).map_while(|_| {
        let (belt, done) = (Arc::clone(&belt), done.clone());
        // When nobody receives it, the pump has already returned an error.
        thread::Builder::new().spawn(move || drop(done.send(belt.work()))).ok()
    });
    if started.count() == 0 {
        // No thread to be had: this one does the work.
        belt.work()?;
    }
    drop(done);
    for result in results {
        result?;
    }
    Ok(lock(&belt.sink).tally)
}

/// What the workers share.
struct Belt<A> {
    source: Mutex<Source>,
    sink: Mutex<Sink>,
    moved: Condvar,
    answer: A,
}

impl<A: Fn(&[u8], &mut Vec<u8>) -> bool> Belt<A> {
    fn work(&self) -> Result<(), PumpError> {
        let (mut block, mut out) = (Vec::new(), Vec::new());
        loop {
            // A statement of its own: the lock is released before the answering begins.
            let taken = lock(&self.source).take(&mut block);
            let Some(ticket) = taken.map_err(PumpError::Read)? else { return Ok(()) };
            let tally = self.answer_block(&block, &mut out);
            if !self.write(ticket, &out, tally).map_err(PumpError::Write)? {
                return Ok(());
            }
            for buffer in [&mut block, &mut out] {
                buffer.clear();
                buffer.shrink_to(KEPT_BYTES);
            }
        }
    }

    fn answer_block(&self, block: &[u8], out: &mut Vec<u8>) -> Tally {
        let mut tally = Tally::default();
        for line in lines(block) {
            tally.lines += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            tally.answered += 1;
            if !(self.answer)(line, out) {
                tally.refused += 1;
                tally.first_refused.get_or_insert(tally.lines);
            }
            out.push(b'\n');
        }
        tally
    }

    /// Writes the answers to a block when its turn has come; `false` when another worker could not write its own.
    fn write(&self, ticket: u64, out: &[u8], tally: Tally) -> io::Result<bool> {
        let mut sink = lock(&self.sink);
        while sink.turn != ticket && !sink.broken {
            sink = self.moved.wait(sink).unwrap_or_else(PoisonError::into_inner);
        }
        if sink.broken {
            return Ok(false);
        }
        let written = sink.writer.write_all(out).and_then(|()| sink.writer.flush());
        sink.broken = written.is_err();
        sink.turn += 1;
        sink.tally.add(tally);
        drop(sink);
        self.moved.notify_all();
        written.map(|()| true)
    }
}

/// The input, cut into blocks of whole lines.
struct Source {
    reader: BufReader<Box<dyn Read + Send>>,
    /// How many blocks were taken.
    taken: u64,
    /// Whether the rest of a long line is still to be skipped.
    skipping: bool,
    ended: bool,
}

impl Source {
    /// Fills an empty block with what there is, up to the end of a line, and gives its number; `None` at the end.
    fn take(&mut self, block: &mut Vec<u8>) -> io::Result<Option<u64>> {
        block.clear();
        while !self.ended {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            };
            if available.is_empty() {
                self.ended = true;
                break;
            }
            if self.skipping {
                let end = memchr(b'\n', available);
                self.skipping = end.is_none();
                let skipped = end.map_or(available.len(), |newline| newline + 1);
                self.reader.consume(skipped);
                continue;
            }
            let (wanted, whole) = match memrchr(b'\n', available) {
                Some(newline) => (newline + 1, true),
                None => (available.len().min((MOST_LINE_BYTES + 1).saturating_sub(block.len())), false),
            };
            block.extend_from_slice(available.get(..wanted).unwrap_or_default());
            self.reader.consume(wanted);
            self.skipping = !whole && block.len() > MOST_LINE_BYTES;
            if whole || self.skipping {
                break;
            }
        }
        if block.is_empty() {
            return Ok(None);
        }
        self.taken += 1;
        Ok(Some(self.taken - 1))
    }
}

/// The output.
struct Sink {
    writer: Box<dyn Write + Send>,
    /// The number of the block that is to be written next.
    turn: u64,
    tally: Tally,
    /// Whether it could not be written.
    broken: bool,
}

/// The lines of a block, without their newlines.
fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', block).chain((!block.ends_with(b"\n")).then_some(block.len()));
    ends.filter_map(move |end| block.get(std::mem::replace(&mut start, end + 1)..end))
}

/// A lock that a panic elsewhere does not close: nothing here is left half done by one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
