//! What asks for a reload: SIGHUP, and files that change.

use std::collections::BTreeSet;
use std::future;
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
#[cfg(unix)]
use tokio::signal::unix;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

use super::{Live, Reloads};

/// After so many times the rest that files must have, they are read although they still change; as long is waited before
/// what failed is tried again.
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
    /// None: nobody wants to know.
    rest: Option<Duration>,
    places: Places,
    reloads: Reloads,
    /// None: the system refused.
    watch: Option<Watch>,
}

/// Where files in use are.
#[derive(Clone, Debug)]
struct Places {
    /// That of the policies.
    directory: Option<PathBuf>,
    /// Those of certificates and tokens: a file that is replaced is another one.
    parents: BTreeSet<PathBuf>,
}

/// Watches as long as it is there.
struct Watch {
    events: mpsc::Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// Watches the files in use, if that is wanted. Whether the system can is told by `live.reloads`.
pub(super) fn changes(live: &Live, directory: Option<&Path>, rest: Option<Duration>) -> Changes {
    let places = Places { directory: directory.map(whole), parents: parents(live) };
    let mut changes = Changes { rest, places, reloads: live.reloads.clone(), watch: None };
    changes.watch();
    changes
}

/// The directories of the files of certificates and tokens.
fn parents(live: &Live) -> BTreeSet<PathBuf> {
    let tls = live.tls.iter().map(|tls| tls.files());
    let tls = tls.flat_map(|files| [Some(&files.certificate), Some(&files.key), files.client_ca.as_ref()]);
    let files = tls.flatten().map(PathBuf::as_path).chain(live.tokens.iter().map(|tokens| tokens.path()));
    files.filter_map(|file| Some(whole(file).parent()?.to_owned())).collect()
}

/// The path from the root.
fn whole(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Changes {
    /// Done when something changed and then nothing for a while: files are written in pieces, and one after another.
    /// Done too when it becomes possible to watch: nobody knows what changed before.
    pub(super) async fn next(&mut self) {
        let Some(rest) = self.rest else { return future::pending().await };
        while self.watch.is_none() {
            sleep(rest * MOST_RESTS).await;
            if self.watch() {
                return;
            }
        }
        let Some(Watch { events, .. }) = &mut self.watch else { return };
        let _ = events.recv().await;
        let latest = Instant::now() + rest * MOST_RESTS;
        // Whatever is heard begins the rest anew, however much there is to hear.
        while timeout(rest, events.recv()).await.is_ok() && Instant::now() < latest {}
        // The directory may be another one by now, under the name of the old.
        self.watch();
    }

    /// Done when it is time to try again what failed.
    pub(super) fn again(&self) -> impl Future<Output = ()> + use<> {
        let rest = self.rest;
        async move {
            match rest {
                Some(rest) => sleep(rest * MOST_RESTS).await,
                None => future::pending().await,
            }
        }
    }

    /// Begins to watch what is there now, and tells whether it does.
    fn watch(&mut self) -> bool {
        if self.rest.is_none() {
            return false;
        }
        let watch = Watch::of(&self.places);
        self.reloads.watched(watch.as_ref().err().map(ToString::to_string));
        self.watch = watch.ok();
        self.watch.is_some()
    }
}

impl Watch {
    fn of(places: &Places) -> notify::Result<Watch> {
        // One place: that something changed is all there is to know.
        let (sender, events) = mpsc::channel(1);
        let known = places.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error may mean that changes were missed.
            if event.as_ref().map_or(true, |event| known.concerns(event)) {
                let _ = sender.try_send(());
            }
        })?;
        if let Some(directory) = &places.directory {
            watcher.watch(directory, RecursiveMode::Recursive)?;
            // It may be a link that is made to point elsewhere. Where this cannot be watched, that goes unnoticed.
            if let Some(above) = directory.parent() {
                let _ = watcher.watch(above, RecursiveMode::NonRecursive);
            }
        }
        for parent in &places.parents {
            watcher.watch(parent, RecursiveMode::NonRecursive)?;
        }
        Ok(Watch { events, _watcher: watcher })
    }
}

impl Places {
    /// Whether an event may be about a file in use: reading is no change, and the neighbours of a directory do not matter.
    fn concerns(&self, event: &notify::Event) -> bool {
        let beside = |path: &PathBuf| {
            let (Some(directory), Some(above)) = (&self.directory, path.parent()) else { return false };
            directory.parent() == Some(above) && path != directory && !self.parents.contains(above)
        };
        let elsewhere = !event.paths.is_empty() && event.paths.iter().all(beside);
        !matches!(event.kind, EventKind::Access(_)) && !elsewhere
    }
}
