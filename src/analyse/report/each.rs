//! Many files: each is verified on the next core that is free and handed over in its turn, so that a caller need not keep what
//! it has written.

use super::super::patience::Patience;
use super::super::prove::LawAlone;
use super::place::Source;
use super::{VerificationReport, verify_beside, with_place};
use crate::calendar::Date;
use crate::law::Law;
use crate::policy::load::{self, Fault};
use crate::policy::store;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// How many files one may be ahead of another that takes long: what is ready waits for its turn.
const AHEAD: usize = 64;

/// Verifies several files, on all cores, and holds them against each other, as [`verify_files`](super::verify_files) does.
/// What `made` makes of each report, on the thread that verified it, goes to `take` in the order of the files; the report
/// itself is not kept.
pub fn verify_each<B: AsRef<[u8]> + Sync, T: Send>(
    files: &[(String, B)],
    law: &Law,
    as_of: Date,
    made: impl Fn(VerificationReport) -> T + Sync,
    mut take: impl FnMut(T),
) {
    let (contradictions, turn, alone) = (contradictions(files), Turn::default(), LawAlone::default());
    on_all_cores(
        files,
        &turn,
        |(file, bytes)| {
            let mut report = verify_beside((file, bytes.as_ref()), (law, &alone), as_of, &Patience::default());
            let own = contradictions.iter().filter(|fault| *fault.file == *file);
            own.for_each(|fault| report.add(fault, bytes));
            made(report)
        },
        &mut take,
    );
}

/// What files say against each other: only those that are versions of one policy can.
fn contradictions<B: AsRef<[u8]> + Sync>(files: &[(String, B)]) -> Vec<Fault> {
    let mut ids: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let id = |(name, bytes): &(String, B)| load::load(name, bytes.as_ref()).ok().map(|loaded| loaded.policy.id);
    let mut place = 0;
    on_all_cores(files, &Turn::default(), id, &mut |id: Option<String>| {
        id.into_iter().for_each(|id| ids.entry(id).or_default().push(place));
        place += 1;
    });
    let several = ids.into_values().filter(|places| places.len() > 1).flatten();
    store::between(several.filter_map(|place| files.get(place)).map(|(name, bytes)| (name, bytes)))
}

/// Works on each item, on all cores, and hands over what came of it in the order of the items.
fn on_all_cores<I: Sync, T: Send>(items: &[I], turn: &Turn, work: impl Fn(&I) -> T + Sync, take: &mut impl FnMut(T)) {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let (ready, made) = mpsc::channel();
    let (next, work) = (&next, &work);
    thread::scope(|scope| {
        for _ in 0..cores {
            let ready = ready.clone();
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { return };
                    turn.wait_for(place);
                    if ready.send((place, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(ready);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (place, made) in made {
            waiting.insert(place, made);
            while let Some(made) = waiting.remove(&expected) {
                take(made);
                expected += 1;
                turn.comes_to(expected);
            }
        }
    });
}

/// Whose turn it is to be handed over.
#[derive(Default)]
struct Turn {
    place: Mutex<usize>,
    moved: Condvar,
}

impl Turn {
    /// Waits until a place is not too far ahead.
    fn wait_for(&self, place: usize) {
        let turn = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |turn: &mut usize| place > turn.saturating_add(AHEAD);
        drop(self.moved.wait_while(turn, far).unwrap_or_else(PoisonError::into_inner));
    }

    fn comes_to(&self, place: usize) {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
        self.moved.notify_all();
    }
}

impl VerificationReport {
    /// Adds a fault of files that contradict each other.
    fn add<B: AsRef<[u8]>>(&mut self, fault: &Fault, bytes: &B) {
        let text = String::from_utf8_lossy(bytes.as_ref());
        let is_error = fault.severity == load::Severity::Error;
        self.faults.push(with_place(fault.clone(), &Source::new(&text)));
        if is_error {
            (self.policy, self.unloaded) = (None, text.into_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ready_waits_for_its_turn() {
        let items: Vec<usize> = (0..1_000).collect();
        let ahead = AtomicUsize::new(0);
        let (turn, mut taken) = (Turn::default(), Vec::new());
        let work = |item: &usize| {
            // The first takes as long as all that may be ahead of it.
            while *item == 0 && ahead.load(Ordering::SeqCst) < AHEAD {
                thread::yield_now();
            }
            ahead.fetch_max(*item, Ordering::SeqCst);
            assert!(*item == 0 || *item <= AHEAD || *turn.place.lock().unwrap() > 0);
            *item
        };
        if thread::available_parallelism().map_or(1, usize::from) > 1 {
            on_all_cores(&items, &turn, work, &mut |item| taken.push(item));
            assert_eq!(taken, items);
        }
    }

    #[test]
    fn nothing_is_verified_of_no_files() {
        let mut taken = 0;
        verify_each(&[] as &[(String, Vec<u8>)], Law::built_in(), Date::MIN, |_| (), |()| taken += 1);
        assert_eq!(taken, 0);
    }
}
