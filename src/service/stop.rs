//! The stages of a stop, and the signals that ask for one.

use std::future::Future;

use tokio::signal;
use tokio::sync::watch;

/// How the service stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// All calls in flight finished.
    Clean,
    /// Some were cut at the deadline.
    Cut,
}

/// How far the stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Serving,
    Draining,
    Cut,
}

/// Says how far the stop is.
pub(super) struct Stop(watch::Sender<Stage>);

/// Hears how far the stop is.
#[derive(Clone, Debug)]
pub(super) struct Signals(watch::Receiver<Stage>);

/// A stop that has not begun.
pub(super) fn channel() -> (Stop, Signals) {
    let (sender, receiver) = watch::channel(Stage::Serving);
    (Stop(sender), Signals(receiver))
}

impl Stop {
    /// No new connections, calls in flight finish.
    pub(super) fn drain(&self) {
        self.0.send_replace(Stage::Draining);
    }

    /// Whatever is open is closed.
    pub(super) fn cut(&self) {
        self.0.send_replace(Stage::Cut);
    }
}

impl Signals {
    /// Whether draining has begun.
    pub(super) fn is_draining(&self) -> bool {
        *self.0.borrow() >= Stage::Draining
    }

    /// Done when draining begins, or whoever would say so is gone.
    pub(super) fn draining(&self) -> impl Future<Output = ()> + Send + use<> {
        self.reached(Stage::Draining)
    }

    /// Done when everything is to be closed.
    pub(super) fn cut(&self) -> impl Future<Output = ()> + Send + use<> {
        self.reached(Stage::Cut)
    }

    fn reached(&self, stage: Stage) -> impl Future<Output = ()> + Send + use<> {
        let mut receiver = self.0.clone();
        async move {
            let _ = receiver.wait_for(|now| *now >= stage).await;
        }
    }
}

/// Done at the first SIGTERM or Ctrl-C.
pub async fn stop_signal() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = signal::ctrl_c() => {}
        }
        return;
    }
    let _ = signal::ctrl_c().await;
}
