//! Places for connections: so many at once, and who has to leave when there is none.
//!
//! Connections cost nothing to open. Those that do nothing leave first, so that thousands of idle ones keep nobody
//! waiting: at first the ones that have not greeted, then those without a call for the longest time. One that has a call
//! under way is never asked to leave; when all do, the next connection waits.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::shares::{Caller, share};

/// How long a connection that has greeted may be idle without being asked to leave: its first call is on the way.
const GRACE: Duration = Duration::from_secs(1);

/// How often to look again for one that may leave.
const PAUSE: Duration = Duration::from_millis(50);

/// One of so many places is given free at once: one by one would be slower than those who come.
const SHARE: usize = 16;

/// All places.
#[derive(Debug)]
pub(super) struct Seats {
    most: usize,
    /// How many places one caller may have.
    share: usize,
    refused: Counter,
    free: Arc<Semaphore>,
    taken: Mutex<Vec<Arc<Seat>>>,
    began: Instant,
}

/// The place of a connection, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    seat: Arc<Seat>,
    seats: Arc<Seats>,
    _permit: OwnedSemaphorePermit,
}

/// What is known of the connection on a place.
#[derive(Debug)]
pub(super) struct Seat {
    caller: Caller,
    greeted: AtomicBool,
    calls: AtomicUsize,
    /// In milliseconds since the service began.
    idle_since: AtomicU64,
    asked: AtomicBool,
    leave: Notify,
    began: Instant,
}

impl Seats {
    /// So many places, of which one caller has `percent` at most. Whom that is told is counted as refused.
    pub(super) fn new(most: usize, percent: usize, refused: Counter) -> Arc<Seats> {
        let free = Arc::new(Semaphore::new(most));
        Arc::new(Seats {
            most,
            share: share(most, percent),
            refused,
            free,
            taken: Mutex::default(),
            began: Instant::now(),
        })
    }

    /// How many places are taken.
    pub(super) fn occupied(&self) -> usize {
        self.most.saturating_sub(self.free.available_permits())
    }

    /// Whether a caller may have another place. Otherwise those of its connections that do nothing are asked to leave.
    pub(super) fn admits(&self, caller: &Caller) -> bool {
        let has = || self.taken().iter().filter(|seat| seat.caller == *caller).count();
        if self.share >= self.most || has() < self.share {
            return true;
        }
        self.refused.inc();
        self.ask(millis(self.began.elapsed()), |seat| seat.caller == *caller);
        false
    }

    /// A place for a caller, when there is one.
    pub(super) async fn take(self: &Arc<Seats>, caller: Caller) -> Taken {
        loop {
            if let Ok(permit) = self.free.clone().try_acquire_owned() {
                return self.sit(permit, caller);
            }
            self.ask_idle();
            if let Ok(Ok(permit)) = timeout(PAUSE, self.free.clone().acquire_owned()).await {
                return self.sit(permit, caller);
            }
        }
    }

    /// Asks some who do nothing to leave, because there is no place or no descriptor for others.
    pub(super) fn ask_idle(&self) {
        self.ask(millis(self.began.elapsed()), |_| true);
    }

    fn sit(self: &Arc<Seats>, permit: OwnedSemaphorePermit, caller: Caller) -> Taken {
        let seat = Arc::new(Seat {
            caller,
            greeted: AtomicBool::default(),
            calls: AtomicUsize::default(),
            idle_since: AtomicU64::new(millis(self.began.elapsed())),
            asked: AtomicBool::default(),
            leave: Notify::default(),
            began: self.began,
        });
        self.taken().push(seat.clone());
        Taken { seat, seats: self.clone(), _permit: permit }
    }

    fn ask(&self, now: u64, whom: impl Fn(&Seat) -> bool) {
        let taken = self.taken();
        let taken: Vec<_> = taken.iter().filter(|seat| whom(seat)).collect();
        let silent = taken.iter().any(|seat| !seat.greeted.load(Ordering::Relaxed));
        let leaving = taken.iter().filter(|seat| seat.asked.load(Ordering::Relaxed)).count();
        let idle = taken.iter().filter_map(|seat| Some((seat.idle(now)?, seat)));
        // Nobody who greeted leaves while there are others.
        let mut idle: Vec<_> = idle.filter(|((greeted, _), _)| !(silent && *greeted)).collect();
        idle.sort_by_key(|(key, _)| *key);
        for (_, seat) in idle.into_iter().take((self.most / SHARE + 1).saturating_sub(leaving)) {
            seat.asked.store(true, Ordering::Relaxed);
            seat.leave.notify_one();
        }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Seat>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    pub(super) fn seat(&self) -> Arc<Seat> {
        self.seat.clone()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.seats.taken().retain(|seat| !Arc::ptr_eq(seat, &self.seat));
    }
}

impl Seat {
    /// The connection greeted.
    pub(super) fn greeted(&self) {
        self.greeted.store(true, Ordering::Relaxed);
    }

    /// A call begins, and ends when what is returned is dropped.
    pub(super) fn call(self: &Arc<Seat>) -> OpenCall {
        self.calls.fetch_add(1, Ordering::Relaxed);
        OpenCall(self.clone())
    }

    /// Done when the connection has to leave.
    pub(super) async fn leave(&self) {
        self.leave.notified().await;
    }

    /// In which turn an idle connection leaves; `None`: it stays.
    fn idle(&self, now: u64) -> Option<(bool, u64)> {
        let (greeted, since) = (self.greeted.load(Ordering::Relaxed), self.idle_since.load(Ordering::Relaxed));
        let stays = self.asked.load(Ordering::Relaxed)
            || self.calls.load(Ordering::Relaxed) > 0
            || (greeted && now.saturating_sub(since) < millis(GRACE));
        (!stays).then_some((greeted, since))
    }
}

/// A call under way.
#[derive(Debug)]
pub(super) struct OpenCall(Arc<Seat>);

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.0.idle_since.store(millis(self.0.began.elapsed()), Ordering::Relaxed);
        self.0.calls.fetch_sub(1, Ordering::Relaxed);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a connection was asked to leave.
    async fn asked(taken: &Taken) -> bool {
        timeout(Duration::ZERO, taken.seat.leave()).await.is_ok()
    }

    fn seats(most: usize) -> Arc<Seats> {
        Seats::new(most, 75, Counter::default())
    }

    fn idle_since(taken: &Taken, millis: u64) {
        taken.seat.idle_since.store(millis, Ordering::Relaxed);
    }

    #[tokio::test]
    async fn the_silent_leave_first_then_the_longest_idle_and_never_the_busy() {
        let seats = seats(4);
        let all = [
            seats.take(Caller::Unknown).await,
            seats.take(Caller::Unknown).await,
            seats.take(Caller::Unknown).await,
            seats.take(Caller::Unknown).await,
        ];
        let [busy, silent, idle, longest] = &all;
        [busy, idle, longest].into_iter().for_each(|taken| taken.seat.greeted());
        let _call = busy.seat.call();
        for (taken, since) in [(busy, 0), (silent, 900), (idle, 800), (longest, 700)] {
            idle_since(taken, since);
        }
        // Each has left before the next is asked.
        for leaving in [1, 3, 2] {
            seats.ask(5_000, |_| true);
            for (i, taken) in all.iter().enumerate() {
                assert_eq!(asked(taken).await, i == leaving, "{leaving} {i}");
            }
            seats.taken().retain(|seat| !Arc::ptr_eq(seat, &all[leaving].seat));
        }
        seats.ask(5_000, |_| true);
        assert!(!asked(busy).await);
    }

    #[tokio::test]
    async fn one_that_just_greeted_or_was_just_answered_has_time_for_a_call() {
        let seats = seats(1);
        let first = seats.take(Caller::Unknown).await;
        first.seat.greeted();
        idle_since(&first, 4_001);
        seats.ask(5_000, |_| true);
        assert!(!asked(&first).await);
        seats.ask(5_001, |_| true);
        assert!(asked(&first).await);
        let call = first.seat.call();
        assert_eq!(first.seat.idle(u64::MAX), None);
        drop(call);
    }

    #[tokio::test]
    async fn a_place_is_free_again_when_its_connection_is_gone() {
        let seats = seats(2);
        let (first, _second) = (seats.take(Caller::Unknown).await, seats.take(Caller::Unknown).await);
        let third = seats.take(Caller::Unknown);
        tokio::pin!(third);
        assert!(timeout(PAUSE * 2, &mut third).await.is_err());
        // The silent were asked to, and one of them does.
        assert!(asked(&first).await);
        drop(first);
        let third = third.await;
        assert_eq!(seats.taken().len(), 2);
        drop(third);
        assert_eq!(seats.taken().len(), 1);
    }

    #[tokio::test]
    async fn one_caller_has_its_share_and_others_find_the_rest() {
        let seats = seats(4);
        let caller = |last: u8| Caller::at(Some([192, 0, 2, last].into()));
        let mut taken = Vec::new();
        for _ in 0..3 {
            assert!(seats.admits(&caller(1)));
            taken.push(seats.take(caller(1)).await);
        }
        assert!(!seats.admits(&caller(1)) && seats.admits(&caller(2)));
        assert_eq!(seats.refused.get(), 1);
        let other = seats.take(caller(2)).await;
        // Its own are asked to leave, so that it finds a place when it comes again.
        let mut leaving = 0;
        for taken in &taken {
            leaving += usize::from(asked(taken).await);
        }
        assert!(leaving > 0 && !asked(&other).await);
        taken.pop();
        assert!(seats.admits(&caller(1)));
    }
}
