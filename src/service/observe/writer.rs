//! Lines of the log, written by a thread of their own: no call waits for a slow terminal or a full pipe.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How many lines wait to be written, at most. Those beyond are dropped and counted.
const WAITING: usize = 16 * 1024;

/// How long the end of the process waits for the last lines.
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes lines.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    sender: SyncSender<Item>,
    dropped: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Item {
    Line(Vec<u8>),
    /// Tells when all before it is written.
    Flush(SyncSender<()>),
}

impl Lines {
    /// Lines that go to a place.
    ///
    /// # Errors
    /// When the operating system has no thread to give.
    pub(super) fn to(place: impl Write + Send + 'static) -> io::Result<Lines> {
        let (sender, receiver) = sync_channel(WAITING);
        let dropped = Arc::new(AtomicU64::new(0));
        let lost = dropped.clone();
        thread::Builder::new().name("log".to_owned()).spawn(move || write_all(&receiver, place, &lost))?;
        Ok(Lines { sender, dropped })
    }

    /// Waits until all lines so far are written, but not for long.
    pub(super) fn flush(&self) {
        let (done, written) = sync_channel(1);
        if self.sender.try_send(Item::Flush(done)).is_ok() {
            let _ = written.recv_timeout(PATIENCE);
        }
    }
}

/// Writes what there is in one go. What cannot be written is lost: there is no other place to say so.
fn write_all(receiver: &Receiver<Item>, mut place: impl Write, dropped: &AtomicU64) {
    let mut buffer = Vec::new();
    while let Ok(first) = receiver.recv() {
        let mut next = Some(first);
        while let Some(item) = next.take() {
            match item {
                Item::Line(line) => buffer.extend_from_slice(&line),
                Item::Flush(done) => {
                    empty(&mut buffer, &mut place);
                    let _ = done.try_send(());
                }
            }
            next = if buffer.len() < 64 * 1024 { receiver.try_recv().ok() } else { None };
        }
        empty(&mut buffer, &mut place);
        let lost = dropped.swap(0, Ordering::Relaxed);
        if lost > 0 {
            let _ = writeln!(place, "{{\"level\":\"WARN\",\"message\":\"{lost} log lines were dropped\"}}");
        }
    }
}

fn empty(buffer: &mut Vec<u8>, place: &mut impl Write) {
    let _ = place.write_all(buffer).and_then(|()| place.flush());
    buffer.clear();
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(TrySendError::Full(_)) = self.sender.try_send(Item::Line(bytes.to_vec())) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Lines;

    fn make_writer(&'a self) -> Lines {
        self.clone()
    }
}
