//! What may be replaced while the service runs, and how: policies, certificates and tokens, each as a whole or not at
//! all.
//!
//! Everything is read, built and checked off to the side. What is at fault is not used: what was there stays, and
//! [`Reloads`] says so until it is mended.

mod log;
mod watch;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::watch as state;
use tokio::task;

use super::Snapshot;
use super::auth::Tokens;
use super::tls::Tls;
use super::versions::{Versions, VersionsError};
use crate::policy::store::{LoadDirError, PolicySet};
use watch::{changes, hangups};

/// What may be replaced while the service runs.
#[derive(Clone, Debug)]
pub struct Live {
    /// The policies in use.
    pub policies: Snapshot,
    /// The certificates, with TLS.
    pub tls: Option<Arc<Tls>>,
    /// The tokens, where calls need one.
    pub tokens: Option<Arc<Tokens>>,
    /// What came of replacing them.
    pub reloads: Reloads,
    /// Which bytes each version was served with, and the decision log.
    pub versions: Versions,
}

impl From<Snapshot> for Live {
    fn from(policies: Snapshot) -> Live {
        let versions = Versions::default();
        // Nothing was served before: nothing can be rewritten.
        let _ = versions.serve(&policies.load());
        Live { policies, tls: None, tokens: None, reloads: Reloads::default(), versions }
    }
}

/// How reloads went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReloadState {
    /// How many replaced something, or found that nothing changed.
    pub succeeded: u64,
    /// How many were at fault and changed nothing.
    pub failed: u64,
    /// What is wrong with what is on disk now; `None`: nothing, the service has it in use.
    pub fault: Option<Arc<str>>,
    /// Why changes of the files are not seen; `None`: they are, or nobody asked for it.
    pub unwatched: Option<Arc<str>>,
}

/// How reloads went, for logs, metrics and health.
#[derive(Clone, Debug)]
pub struct Reloads(Arc<state::Sender<ReloadState>>);

impl Default for Reloads {
    fn default() -> Reloads {
        Reloads(Arc::new(state::Sender::new(ReloadState::default())))
    }
}

impl Reloads {
    /// How they went until now.
    pub fn state(&self) -> ReloadState {
        self.0.borrow().clone()
    }

    /// Hears of each reload.
    pub(super) fn heard(&self) -> state::Receiver<ReloadState> {
        self.0.subscribe()
    }

    fn note(&self, told: &Told) {
        self.0.send_modify(|state| match told {
            Told::Unchanged | Told::Replaced { .. } => {
                state.succeeded += 1;
                state.fault = None;
            }
            Told::Kept { faults, .. } => {
                state.failed += 1;
                state.fault = Some(faults.as_str().into());
            }
        });
    }

    /// Files are watched, or they cannot be.
    fn watched(&self, fault: Option<String>) {
        self.0.send_if_modified(|state| {
            let changed = fault.is_some() != state.unwatched.is_some();
            state.unwatched = fault.map(Arc::from);
            if changed {
                log::watched(state.unwatched.as_deref());
            }
            changed
        });
    }
}

/// What came of a reload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Everything is as it was.
    Unchanged,
    /// Something was replaced.
    Replaced {
        /// How many policy versions there are now.
        policies: usize,
    },
    /// Something is at fault, and stays as it was.
    Kept {
        /// All that is wrong.
        faults: String,
        /// Where: files with line and column, as far as that is known.
        places: Vec<String>,
    },
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Unchanged => f.write_str("nothing changed"),
            Told::Replaced { policies } => write!(f, "serving {policies} policies"),
            Told::Kept { faults, .. } => f.write_str(faults),
        }
    }
}

/// Reads everything again, and logs what comes of it. `directory` is that of the policies, if they come from one.
pub async fn reload(live: &Live, directory: Option<PathBuf>) -> Told {
    let told = read_again(live, directory.clone()).await;
    live.reloads.note(&told);
    log::reloaded(&told, live, directory.as_deref(), false);
    told
}

async fn read_again(live: &Live, directory: Option<PathBuf>) -> Told {
    let live = live.clone();
    let done = task::spawn_blocking(move || replace(&live, directory));
    done.await.unwrap_or_else(|_| Told::Kept { faults: "reading them failed".to_owned(), places: Vec::new() })
}

fn replace(live: &Live, directory: Option<PathBuf>) -> Told {
    let Live { policies, tls, tokens, reloads: _, versions } = live;
    let (mut faults, mut places, mut replaced) = (Vec::new(), Vec::new(), false);
    match tls.as_deref().map(Tls::reload) {
        None => {}
        Some(Ok(changed)) => replaced |= changed,
        Some(Err(error)) => {
            places.push(error.path().display().to_string());
            faults.push(error.to_string());
        }
    }
    match tokens.as_deref().map(Tokens::reload) {
        None => {}
        Some(Ok(changed)) => replaced |= changed,
        Some(Err(error)) => {
            places.extend(error.places());
            faults.push(error.to_string());
        }
    }
    match directory.map(|directory| settled(&directory, &policies.load())) {
        None => {}
        Some(Err(error)) => {
            if let LoadDirError::Faults(report) = &error {
                places.extend(report.errors().map(|f| format!("{}:{}:{}", f.file, f.line, f.column)));
                places.dedup();
            }
            faults.push(error.to_string());
        }
        Some(Ok(None)) => faults.push("the policy files change while they are read".to_owned()),
        Some(Ok(Some(new))) if same(&policies.load(), &new) => {}
        Some(Ok(Some(new))) => match versions.serve(&new) {
            Err(error) => {
                if let (Some(log), VersionsError::Rewritten(rewritten)) = (versions.log(), &error) {
                    log.reloaded("refused", &policies.load(), rewritten);
                }
                faults.push(error.to_string());
            }
            Ok(rewritten) => {
                let new = Arc::new(new);
                policies.store(new.clone());
                if let Some(log) = versions.log() {
                    log.reloaded("replaced", &new, &rewritten);
                }
                replaced = true;
            }
        },
    }
    match (faults.is_empty(), replaced) {
        (false, _) => Told::Kept { faults: faults.join("\n\n"), places },
        (true, true) => Told::Replaced { policies: policies.load().iter().count() },
        (true, false) => Told::Unchanged,
    }
}

/// How long other files are let rest until they are read once more, and how often they are.
const REST: Duration = Duration::from_millis(25);
const MOST_READS: usize = 100;

/// The policies of a directory, once they are the same twice: whoever copies them may not be done. `None`: they are not.
fn settled(directory: &Path, now: &PolicySet) -> Result<Option<PolicySet>, LoadDirError> {
    let mut read = PolicySet::from_dir(directory)?;
    for _ in 0..MOST_READS {
        if same(now, &read) {
            return Ok(Some(read));
        }
        thread::sleep(REST);
        let again = PolicySet::from_dir(directory)?;
        if same(&read, &again) {
            return Ok(Some(again));
        }
        read = again;
    }
    Ok(None)
}

/// Whether two sets hold the same files.
fn same(old: &PolicySet, new: &PolicySet) -> bool {
    let digests = |set: &PolicySet| set.iter().map(|policy| policy.digest.clone()).collect::<Vec<_>>();
    digests(old) == digests(new)
}

/// Why files are read again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Asked,
    Changed,
    Again,
}

/// Reads everything again after each SIGHUP, and, with `watched`, when the files change and then rest for so long; what is
/// at fault also every twenty times as long, since not every cause is a file that changes. `tell` hears what comes of it,
/// and so does the log. Signals and changes are heard from the call on, and not only from the first poll.
/// Never done: whoever waits for something else ends it.
pub fn keep(
    live: Live,
    directory: Option<PathBuf>,
    watched: Option<Duration>,
    mut tell: impl FnMut(&Told),
) -> impl Future<Output = ()> {
    let mut hangups = hangups();
    let mut changes = changes(&live, directory.as_deref(), watched);
    async move {
        let mut last = None;
        loop {
            let again = changes.again();
            let why = tokio::select! {
                () = hangups.next() => Why::Asked,
                () = again, if last.is_some() => Why::Again,
                () = changes.next() => Why::Changed,
            };
            let told = read_again(&live, directory.clone()).await;
            let same = last.as_ref() == Some(&told);
            // A fault that stays is one fault, however often it is looked at.
            if why != Why::Again || !same {
                live.reloads.note(&told);
            }
            // Files are touched for many reasons: only who asks is told that nothing came of it, or the same again. That a
            // fault is mended is news, also where what was in use is what is there now.
            let news = why == Why::Asked || if told == Told::Unchanged { last.is_some() } else { !same };
            log::reloaded(&told, &live, directory.as_deref(), !news);
            if news {
                tell(&told);
            }
            last = matches!(told, Told::Kept { .. }).then_some(told);
        }
    }
}
