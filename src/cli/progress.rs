//! How far long work is, for a person who waits.

use super::io::Streams;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Work that takes less than this needs no telling.
const PATIENCE: Duration = Duration::from_millis(500);

/// Tells on standard error how many of a number of steps are done; only in a terminal, and only when it takes long.
pub(crate) struct Progress<'a> {
    verb: &'static str,
    steps: usize,
    state: Mutex<State<'a>>,
}

struct State<'a> {
    /// `None` when nobody watches.
    stderr: Option<&'a mut (dyn Write + Send)>,
    done: usize,
    told: Instant,
    /// Whether there is a line to wipe out.
    shown: bool,
}

impl<'a> Progress<'a> {
    /// So many steps from now on.
    pub(crate) fn new(streams: &'a mut Streams, verb: &'static str, steps: usize) -> Progress<'a> {
        let watched = streams.terminals.stderr;
        let stderr = watched.then_some(&mut *streams.stderr as &mut (dyn Write + Send));
        let state = State { stderr, done: 0, told: Instant::now(), shown: false };
        Progress { verb, steps, state: Mutex::new(state) }
    }

    /// One more step is done.
    pub(crate) fn step(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { stderr, done, told, shown } = &mut *state;
        *done += 1;
        let Some(stderr) = stderr else { return };
        if told.elapsed() >= PATIENCE && *done < self.steps {
            *told = Instant::now();
            *shown = true;
            // When it cannot be told, nobody misses it.
            let _ = write!(stderr, "\r{} {done} of {}", self.verb, self.steps).and_then(|()| stderr.flush());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let (true, Some(stderr)) = (state.shown, &mut state.stderr) {
            let _ = write!(stderr, "\r\u{1b}[K").and_then(|()| stderr.flush());
        }
    }
}
