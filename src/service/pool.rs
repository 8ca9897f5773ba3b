//! Work that keeps a processor busy: on threads of its own, so much at once, so that other calls have their turn.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::observe::{Metrics, Watched};
use super::shares::{Caller, Shares};
use crate::analyse::Patience;
use crate::contract::Cause;

/// Bounds the work that is done at once, and the work that waits.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    working: Arc<Semaphore>,
    places: Arc<Semaphore>,
    limit: Duration,
    /// How many work at once, and how many places there are in all.
    sizes: (usize, usize),
    /// Of the work that is done at once, and of all places.
    shares: (Arc<Shares>, Arc<Shares>),
}

impl Pool {
    /// `working` at once, `waiting` more in line; nobody waits for longer than `limit`.
    pub(super) fn new(working: usize, waiting: usize, limit: Duration) -> Pool {
        let places = working.saturating_add(waiting).min(Semaphore::MAX_PERMITS);
        let sizes = (working, places);
        let shares = (Shares::of(working, 100), Shares::of(places, 100));
        let (working, places) = (Arc::new(Semaphore::new(working)), Arc::new(Semaphore::new(places)));
        Pool { working, places, limit, sizes, shares }
    }

    /// The same pool, of which one caller takes so much at most.
    #[must_use]
    pub(super) fn shared(self, percent: usize) -> Pool {
        let shares = (Shares::of(self.sizes.0, percent), Shares::of(self.sizes.1, percent));
        Pool { shares, ..self }
    }

    /// Tells figures how much is worked on and how much waits.
    pub(super) fn watched(&self, name: &'static str, metrics: &Metrics) {
        let working = |pool: &Pool| pool.sizes.0.saturating_sub(pool.working.available_permits());
        let taken = |pool: &Pool| pool.sizes.1.saturating_sub(pool.places.available_permits());
        let pool = self.clone();
        metrics.watch(Watched::Pool(name, "working"), move || i64::try_from(working(&pool)).ok());
        let pool = self.clone();
        metrics.watch(Watched::Pool(name, "waiting"), move || {
            i64::try_from(taken(&pool).saturating_sub(working(&pool))).ok()
        });
    }

    /// Does the work on a thread that serves nobody else. The work is told when nobody waits for it any more: the time has
    /// run out, or the caller has gone.
    ///
    /// # Errors
    /// `Overloaded` at once when the line is full, `ShareTaken` when the caller's part of it is, `DeadlineExceeded` when the time runs out, `Internal` after a panic.
    /// Work that has begun keeps its place until it is done, whoever still waits for it.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&Patience) -> T + Send + 'static,
    ) -> Result<T, Cause> {
        let Some(share) = self.shares.1.try_take(caller) else { return Err(Cause::ShareTaken) };
        let Ok(place) = self.places.clone().try_acquire_owned() else { return Err(Cause::Overloaded) };
        let (working, turns) = (self.working.clone(), self.shares.0.clone());
        let patience = Patience::default();
        let _waiting = Waiting(patience.clone());
        let done = async {
            // The semaphore is never closed.
            let own = turns.take(caller).await;
            let turn = working.acquire_owned().await.map_err(|_| Cause::Internal)?;
            let done = tokio::task::spawn_blocking(move || {
                let result = work(&patience);
                drop((turn, own, place, share));
                result
            });
            done.await.map_err(|_| Cause::Internal)
        };
        timeout(self.limit, done).await.unwrap_or(Err(Cause::DeadlineExceeded))
    }
}

/// Somebody waits for as long as this is there.
struct Waiting(Patience);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn so_much_at_once_so_much_in_line_and_the_rest_is_shed() {
        let pool = Pool::new(1, 1, Duration::from_secs(20));
        let (open, gate) = mpsc::channel::<()>();
        let (began, begun) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let pool = pool.clone();
            async move {
                pool.run(&Caller::Unknown, move |_| {
                    let _ = began.send(());
                    gate.recv().is_ok()
                })
                .await
            }
        });
        begun.await.unwrap();
        let second = pool.run(&Caller::Unknown, |_| 2);
        tokio::pin!(second);
        assert!(timeout(Duration::from_millis(5), &mut second).await.is_err());
        assert_eq!(pool.run(&Caller::Unknown, |_| 3).await, Err(Cause::Overloaded));
        open.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(true));
        assert_eq!(second.await, Ok(2));
        assert_eq!(pool.run(&Caller::Unknown, |_| 3).await, Ok(3));
    }

    #[tokio::test]
    async fn work_that_takes_too_long_keeps_its_place_until_it_is_done() {
        let pool = Pool::new(1, 0, Duration::from_millis(20));
        let (open, gate) = mpsc::channel::<()>();
        assert_eq!(pool.run(&Caller::Unknown, move |_| gate.recv().is_ok()).await, Err(Cause::DeadlineExceeded));
        assert_eq!(pool.run(&Caller::Unknown, |_| 2).await, Err(Cause::Overloaded));
        open.send(()).unwrap();
        while pool.run(&Caller::Unknown, |_| 2).await.is_err() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_told_so() {
        let pool = Pool::new(1, 0, Duration::from_millis(20));
        let until_told = |patience: &Patience| {
            while !patience.is_over() {
                std::thread::yield_now();
            }
        };
        assert_eq!(pool.run(&Caller::Unknown, until_told).await, Err(Cause::DeadlineExceeded));
        // Its place is free again, which it would not be had it gone on.
        while pool.run(&Caller::Unknown, |patience| patience.is_over()).await != Ok(false) {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_panic_is_told_and_gives_its_place_back() {
        let pool = Pool::new(1, 0, Duration::from_secs(20));
        assert_eq!(pool.run(&Caller::Unknown, |_| assert_eq!(1, 2, "a panic on purpose")).await, Err(Cause::Internal));
        assert_eq!(pool.run(&Caller::Unknown, |_| 2).await, Ok(2));
    }

    #[tokio::test]
    async fn one_caller_takes_its_share_and_another_is_next() {
        let pool = Pool::new(2, 2, Duration::from_secs(20)).shared(50);
        let (one, other) = (Caller::Token("one".into()), Caller::Token("other".into()));
        let (open, gate) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let (pool, one) = (pool.clone(), one.clone());
            async move { pool.run(&one, move |_| gate.recv().is_ok()).await }
        });
        while pool.working.available_permits() == 2 {
            tokio::task::yield_now().await;
        }
        // Its second waits for its first, although there is a turn, and its third is refused.
        let second = pool.run(&one, |_| 2);
        tokio::pin!(second);
        assert!(timeout(Duration::from_millis(5), &mut second).await.is_err());
        assert_eq!(pool.run(&one, |_| 3).await, Err(Cause::ShareTaken));
        assert_eq!(pool.run(&other, |_| 4).await, Ok(4));
        open.send(()).unwrap();
        assert_eq!((first.await.unwrap(), second.await), (Ok(true), Ok(2)));
    }
}
