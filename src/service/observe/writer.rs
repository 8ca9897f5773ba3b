//! Lines of the log, written by a thread of their own: no call waits for a slow terminal or a full pipe.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How many lines wait to be written, at most. Those beyond are dropped and counted.
const WAITING: usize = 16 * 1024;

/// How long a first line waits for others, to be written with them: waking a thread for each line costs more than
/// the line.
const GATHER: Duration = Duration::from_millis(5);

/// How long the end of the process waits for the last lines.
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes lines.
#[derive(Clone, Debug)]
pub(super) struct LogSink(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// There is a first line, or somebody wants what there is to be written.
    news: Condvar,
    /// All is written.
    written: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    text: Vec<u8>,
    lines: usize,
    dropped: u64,
    /// Lines that were taken are not written yet.
    writing: bool,
    /// Somebody waits for the last lines.
    flush: bool,
}

impl Shared {
    /// What waits. Whoever panicked while holding it left whole lines behind.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LogSink {
    /// Lines that go to a place.
    ///
    /// # Errors
    /// When the operating system has no thread to give.
    pub(super) fn to(place: impl Write + Send + 'static) -> io::Result<LogSink> {
        let shared = Arc::new(Shared::default());
        let lines = LogSink(shared.clone());
        thread::Builder::new().name("log".to_owned()).spawn(move || write_all(&shared, place))?;
        Ok(lines)
    }

    /// Waits until all lines so far are written, but not for long.
    pub(super) fn flush(&self) {
        let mut waiting = self.0.waiting();
        waiting.flush = true;
        self.0.news.notify_one();
        let unwritten = |waiting: &mut Waiting| waiting.writing || waiting.lines > 0;
        let waited = self.0.written.wait_timeout_while(waiting, PATIENCE, unwritten);
        let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
        waiting.flush = false;
    }
}

/// Writes what there is in one go. What cannot be written is lost: there is no other place to say so.
fn write_all(shared: &Shared, mut place: impl Write) {
    let mut text = Vec::new();
    loop {
        let waiting = shared.news.wait_while(shared.waiting(), |waiting| waiting.lines == 0);
        let waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        let gathered = shared.news.wait_timeout_while(waiting, GATHER, |waiting| !waiting.flush);
        let (mut waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        mem::swap(&mut text, &mut waiting.text);
        waiting.lines = 0;
        waiting.writing = true;
        let lost = mem::take(&mut waiting.dropped);
        drop(waiting);

        let _ = place.write_all(&text).and_then(|()| place.flush());
        text.clear();
        if lost > 0 {
            let _ = writeln!(place, "{{\"level\":\"WARN\",\"message\":\"{lost} log lines were dropped\"}}");
        }
        shared.waiting().writing = false;
        shared.written.notify_all();
    }
}

impl Write for LogSink {
    /// Takes one whole line.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut waiting = self.0.waiting();
        if waiting.lines >= WAITING {
            waiting.dropped += 1;
            return Ok(bytes.len());
        }
        waiting.text.extend_from_slice(bytes);
        waiting.lines += 1;
        let first = waiting.lines == 1;
        drop(waiting);
        if first {
            self.0.news.notify_one();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogSink {
    type Writer = LogSink;

    fn make_writer(&'a self) -> LogSink {
        self.clone()
    }
}
