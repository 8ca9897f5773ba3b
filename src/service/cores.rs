//! Threads of which each serves connections of its own. What belongs to a connection stays on one thread: nothing is handed
//! from one to another on the way to an answer, and no thread is woken for the work of another.

use std::io;
use std::sync::Arc;
use std::thread;

use tokio::net::TcpStream;
use tokio::runtime::{Builder, EnterGuard, Handle};
use tokio::sync::oneshot;

/// The threads. They end when this is dropped.
#[derive(Debug)]
pub(super) struct Cores {
    cores: Vec<Core>,
    /// Never sent: a thread ends when its own is dropped.
    running: Vec<oneshot::Sender<()>>,
}

/// One thread, as long as a connection is on it.
#[derive(Clone, Debug)]
pub(super) struct Core {
    handle: Handle,
    /// Held by every connection on the thread.
    load: Arc<()>,
}

impl Cores {
    /// So many threads.
    pub(super) fn start(count: usize) -> io::Result<Cores> {
        let mut started = Cores { cores: Vec::new(), running: Vec::new() };
        for number in 0..count.max(1) {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            started.cores.push(Core::new(runtime.handle().clone()));
            let (running, ended) = oneshot::channel();
            thread::Builder::new().name(format!("serve-{number}")).spawn(move || {
                // It fails when nobody can send any more, which is what is waited for.
                let _ = runtime.block_on(ended);
                // Work that nobody waits for any more may still be on its way.
                runtime.shutdown_background();
            })?;
            started.running.push(running);
        }
        Ok(started)
    }

    /// The threads of whoever calls.
    pub(super) fn shared() -> Cores {
        Cores { cores: vec![Core::new(Handle::current())], running: Vec::new() }
    }

    /// The thread with the fewest connections.
    pub(super) fn least(&self) -> Core {
        let least = self.cores.iter().min_by_key(|core| Arc::strong_count(&core.load));
        least.cloned().unwrap_or_else(|| Core::new(Handle::current()))
    }
}

impl Core {
    fn new(handle: Handle) -> Core {
        Core { handle, load: Arc::default() }
    }

    /// Has a connection heard by the thread, wherever it was accepted.
    pub(super) fn adopt(&self, stream: TcpStream) -> io::Result<TcpStream> {
        let stream = stream.into_std()?;
        let _here = self.enter();
        TcpStream::from_std(stream)
    }

    /// Timers that are made while this is held belong to the thread.
    pub(super) fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    /// Does something on the thread.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.handle.spawn(work);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn thread_of(core: &Core) -> String {
        let (sender, name) = oneshot::channel();
        core.spawn(async move {
            let _ = sender.send(thread::current().name().map(str::to_owned));
        });
        name.await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn connections_spread_over_the_threads() {
        let cores = Cores::start(2).unwrap();
        let mut held: Vec<Core> = (0..4).map(|_| cores.least()).collect();
        let mut names = Vec::new();
        for core in &held {
            names.push(thread_of(core).await);
        }
        assert_eq!(names, ["serve-0", "serve-1", "serve-0", "serve-1"]);
        // Where one leaves, the next comes.
        drop(held.remove(3));
        assert_eq!(thread_of(&cores.least()).await, "serve-1");
    }

    #[tokio::test]
    async fn the_threads_end_with_what_started_them() {
        let cores = Cores::start(1).unwrap();
        let core = cores.least();
        let (sender, never) = oneshot::channel::<()>();
        core.spawn(async move {
            let _kept = sender;
            std::future::pending().await
        });
        drop(cores);
        assert!(never.await.is_err());
    }
}
