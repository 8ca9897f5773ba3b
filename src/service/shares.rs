//! Shares: of what there is, one caller takes so much at most, and others find the rest.
//!
//! A caller is whoever has a token, by its name; where no token is needed, whoever has an address. Of a thing that callers
//! wait for in line, one caller's calls wait for its own share first: they are not in line before those of others.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Who calls. It travels in the extensions of the request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    /// Whoever has the token with this name.
    Token(Arc<str>),
    /// Whoever has this address.
    Peer(IpAddr),
    /// Nobody knows.
    Unknown,
}

impl Caller {
    /// The caller at an address. A network of IPv6 is one caller: its addresses cost nothing.
    pub(super) fn at(address: Option<IpAddr>) -> Caller {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                Caller::Peer(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
            Some(address) => Caller::Peer(address),
            None => Caller::Unknown,
        }
    }
}

/// So much of `all`, and one of it at least.
pub(super) fn share(all: usize, percent: usize) -> usize {
    all.saturating_mul(percent).div_ceil(100).clamp(1, Semaphore::MAX_PERMITS)
}

/// The shares of all callers in one thing.
#[derive(Debug)]
pub(super) struct Shares {
    /// None: callers may take all that there is.
    most: Option<usize>,
    callers: Mutex<HashMap<Caller, Arc<Semaphore>>>,
}

/// A part of a caller's share, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    taken: Option<(Caller, OwnedSemaphorePermit)>,
    shares: Arc<Shares>,
}

impl Shares {
    /// Of `all` that there is, each caller takes `percent` at most.
    pub(super) fn of(all: usize, percent: usize) -> Arc<Shares> {
        let most = (percent < 100).then(|| share(all, percent));
        Arc::new(Shares { most, callers: Mutex::default() })
    }

    /// A part of the caller's share; `None`: it has all of it.
    pub(super) fn try_take(self: &Arc<Shares>, caller: &Caller) -> Option<Share> {
        let Some(left) = self.left(caller) else { return Some(self.all()) };
        let permit = left.try_acquire_owned().ok()?;
        Some(Share { taken: Some((caller.clone(), permit)), shares: self.clone() })
    }

    /// A part of the caller's share, when there is one.
    pub(super) async fn take(self: &Arc<Shares>, caller: &Caller) -> Share {
        let Some(left) = self.left(caller) else { return self.all() };
        // The semaphore is never closed.
        let permit = left.acquire_owned().await.ok();
        Share { taken: permit.map(|permit| (caller.clone(), permit)), shares: self.clone() }
    }

    /// What is left of a caller's share; `None`: it has no bounds.
    fn left(&self, caller: &Caller) -> Option<Arc<Semaphore>> {
        let most = self.most?;
        let mut callers = self.callers();
        let left = callers.entry(caller.clone()).or_insert_with(|| Arc::new(Semaphore::new(most)));
        Some(left.clone())
    }

    fn all(self: &Arc<Shares>) -> Share {
        Share { taken: None, shares: self.clone() }
    }

    fn callers(&self) -> MutexGuard<'_, HashMap<Caller, Arc<Semaphore>>> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let Some((caller, permit)) = self.taken.take() else { return };
        let mut callers = self.shares.callers();
        drop(permit);
        // Forgotten once the caller has nothing: whoever waits for a part holds the semaphore, too.
        let unused =
            |left: &Arc<Semaphore>| Arc::strong_count(left) == 1 && self.shares.most == Some(left.available_permits());
        if callers.get(&caller).is_some_and(unused) {
            callers.remove(&caller);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    fn token(name: &str) -> Caller {
        Caller::Token(name.into())
    }

    #[test]
    fn a_share_is_rounded_up_and_never_nothing() {
        for (all, percent, expected) in [(0, 75, 1), (1, 75, 1), (2, 75, 2), (4, 75, 3), (4, 76, 4), (1024, 75, 768)] {
            assert_eq!(share(all, percent), expected, "{percent}% of {all}");
        }
    }

    #[tokio::test]
    async fn one_caller_takes_its_share_and_another_finds_its_own() {
        let shares = Shares::of(4, 75);
        let (one, other) = (token("one"), token("other"));
        let taken: Vec<Share> = (0..3).map(|_| shares.try_take(&one).unwrap()).collect();
        assert!(shares.try_take(&one).is_none());
        let another = shares.try_take(&other).unwrap();
        let waiting = shares.take(&one);
        tokio::pin!(waiting);
        assert!(timeout(Duration::from_millis(5), &mut waiting).await.is_err());
        drop(taken);
        drop(waiting.await);
        drop(another);
        assert!(shares.callers().is_empty(), "nobody is remembered who has nothing");
    }

    #[test]
    fn without_bounds_a_caller_takes_all() {
        let shares = Shares::of(1, 100);
        let taken: Vec<_> = (0..10).map(|_| shares.try_take(&Caller::Unknown)).collect();
        assert!(taken.iter().all(Option::is_some) && shares.callers().is_empty());
    }

    #[test]
    fn callers_at_addresses() {
        let at = |text: &str| Caller::at(Some(text.parse().unwrap()));
        assert_eq!(at("192.0.2.1"), at("::ffff:192.0.2.1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
        assert_eq!(at("2001:db8:0:1::1"), at("2001:db8:0:1:ffff::2"));
        assert_ne!(at("2001:db8:0:1::1"), at("2001:db8:0:2::1"));
        assert_eq!(Caller::at(None), Caller::Unknown);
    }
}
