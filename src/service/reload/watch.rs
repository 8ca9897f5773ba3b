//! What asks for a reload: SIGHUP, and files that change.

use std::collections::BTreeSet;
use std::future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
#[cfg(unix)]
use tokio::signal::unix;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::Live;

/// After so many times the rest that files must have, they are read although they still change.
const MOST_RESTS: u32 = 20;

/// The signals that ask for a reload. From now on they do not end the process.
#[derive(Debug)]
pub(super) struct Hangups {
    #[cfg(unix)]
    signal: Option<unix::Signal>,
}

/// Hears SIGHUP, where there is such a thing.
pub(super) fn hangups() -> Hangups {
    Hangups {
        #[cfg(unix)]
        signal: unix::signal(unix::SignalKind::hangup()).ok(),
    }
}

impl Hangups {
    /// Done at the next one.
    pub(super) async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        future::pending().await
    }
}

/// Changes of the files that are in use.
pub(super) struct Changes {
    rest: Duration,
    events: mpsc::Receiver<()>,
    /// Watches as long as it is there.
    watcher: Option<RecommendedWatcher>,
}

/// Watches the files in use, if that is wanted and the system can.
pub(super) fn changes(live: &Live, directory: Option<&Path>, rest: Option<Duration>) -> Changes {
    // One place: that something changed is all there is to know.
    let (sender, events) = mpsc::channel(1);
    let watcher = rest.and_then(|_| {
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading is no change. An error may mean that changes were missed.
            if !matches!(event, Ok(notify::Event { kind: EventKind::Access(_), .. })) {
                let _ = sender.try_send(());
            }
        });
        let mut watcher = watcher.ok()?;
        if let Some(directory) = directory {
            watcher.watch(directory, RecursiveMode::Recursive).ok()?;
        }
        // The directories, since a file that is replaced is another one.
        for parent in parents(live) {
            let _ = watcher.watch(&parent, RecursiveMode::NonRecursive);
        }
        Some(watcher)
    });
    Changes { rest: rest.unwrap_or_default(), events, watcher }
}

/// The directories of the files of certificates and tokens.
fn parents(live: &Live) -> BTreeSet<PathBuf> {
    let tls = live.tls.iter().map(|tls| tls.files());
    let tls = tls.flat_map(|files| [Some(&files.certificate), Some(&files.key), files.client_ca.as_ref()]);
    let files = tls.flatten().map(PathBuf::as_path).chain(live.tokens.iter().map(|tokens| tokens.path()));
    let parent = |file: &Path| match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    files.map(parent).collect()
}

impl Changes {
    /// Done when something changed and then nothing for a while: files are written in pieces, and one after another.
    pub(super) async fn next(&mut self) {
        if self.watcher.is_none() || self.events.recv().await.is_none() {
            return future::pending().await;
        }
        for _ in 0..MOST_RESTS {
            match timeout(self.rest, self.events.recv()).await {
                Ok(Some(())) => {}
                Ok(None) | Err(_) => return,
            }
        }
    }
}
