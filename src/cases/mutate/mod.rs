//! Which changes of a policy no case notices: a file is changed as a careless author would, one place at a time, and the
//! cases are run against each. A change that no case notices is a sentence of the terms that nobody checks.
//!
//! # What is changed
//! The changes follow from the values of the file and from the description of the format, so that a key that is added to
//! the format is changed, too: a number, an amount, a percentage or a period by one; a period in the units beside its own, with
//! or without its first day; a word for another; a bound that is strict for one that is not; each key that may be left out,
//! and each item of a list, left out. Texts, acceptances and assumptions decide nothing that a case can state: they stay.
//!
//! # What becomes of a change
//! - The loader refuses it: no case is needed.
//! - A case notices it: it expects something else than is decided.
//! - It makes no difference: the comparison of both versions proves that no answer differs.
//! - Nobody notices. Where the comparison knows a request that tells, it is shown.
//!
//! A change that is to stay unnoticed stands in a case file with its reason, under `[[unnoticed]]`.
//!
//! The same files give the same report, however many threads work on it.

mod edits;
mod report;
#[cfg(test)]
mod tests;
mod values;

pub use report::{json, text};

use std::sync::atomic::{AtomicUsize, Ordering};

use super::coverage::Share;
use super::run::run_case;
use super::{Case, CaseFile};
use crate::analyse::Patience;
use crate::analyse::compare::{Region, compare_while};
use crate::analyse::rules;
use crate::law::Law;
use crate::policy::building_blocks::Span;
use crate::policy::load::faults::Faults;
use crate::policy::load::{self, LineIndex, load, syntax};
use crate::policy::store::PolicySet;
use crate::policy::{Doubt, Policy, Summary};
use edits::Edit;

/// How many changes of one file are tried at most: of more, every so many.
pub(crate) const MOST_CHANGES: usize = 10_000;

/// A change of a policy file, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The id of the clause; `None`: it is in none.
    pub clause: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
    /// What stands there.
    pub old: String,
    /// What stood there instead; empty: it was left out.
    pub new: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The loader refuses the changed file.
    Refused,
    /// A case expects something else.
    Noticed,
    /// No answer differs, as the comparison proves.
    Same,
    /// No case notices, and a case file says why that is to stay so.
    Explained {
        /// Why.
        reason: String,
    },
    /// No case notices.
    Unnoticed {
        /// Where the two decide differently; `None`: the comparison found no such request.
        region: Option<Box<Region>>,
        /// What the comparison did not compare.
        not_compared: Vec<Summary>,
    },
}

/// The changes of one version of a policy.
#[derive(Debug)]
pub struct Mutated<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// The changes, in the order of the file.
    pub changes: Vec<Change>,
    /// How many more there are that were not tried.
    pub left_out: usize,
}

/// The changes of the policies that cases are about.
#[derive(Debug)]
pub struct Mutation<'p> {
    /// The policies, each in each of its versions.
    pub policies: Vec<Mutated<'p>>,
    /// What case files explain and what is no unnoticed change.
    pub stale: Vec<Stale>,
}

/// An explanation of a change that no longer goes unnoticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The case file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// What was written.
    pub old: String,
    /// What was written instead; `None`: whatever does.
    pub new: Option<String>,
}

/// A change that may stay unnoticed, as a case file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unnoticed {
    pub(super) clause: Option<String>,
    pub(super) old: String,
    pub(super) new: Option<String>,
    pub(super) reason: String,
    pub(super) line: usize,
}

impl Mutated<'_> {
    /// The changes of which this became.
    pub fn count(&self, of: impl Fn(&Fate) -> bool) -> usize {
        self.changes.iter().filter(|change| of(&change.fate)).count()
    }

    /// How many changes could be noticed.
    pub fn noticeable(&self) -> usize {
        self.count(|fate| !matches!(fate, Fate::Refused | Fate::Same))
    }

    /// How many of them are noticed, or explained.
    pub fn settled(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Noticed | Fate::Explained { .. }))
    }
}

impl Mutation<'_> {
    /// Changes noticed, or explained, out of all that could be.
    pub fn share(&self) -> Share {
        Share {
            reached: self.policies.iter().map(Mutated::settled).sum(),
            points: self.policies.iter().map(Mutated::noticeable).sum(),
        }
    }
}

/// Changes each policy that some of the cases are about, and tells what became of each change. Cases that fail notice nothing.
///
/// `done` hears of each change, from any thread.
pub fn mutate<'p>(files: &[CaseFile], set: &'p PolicySet, law: &Law, done: impl Fn() + Sync) -> Mutation<'p> {
    let about = |policy: &&'p Policy| files.iter().any(|file| file.concerns(policy));
    let policies = set.iter().map(AsRef::as_ref).filter(about);
    let mut policies: Vec<Mutated<'p>> = policies.map(|policy| mutate_one(policy, files, set, law, &done)).collect();
    let stale = explain(&mut policies, files);
    Mutation { policies, stale }
}

/// How many changes [`mutate`] would try.
pub fn changes(files: &[CaseFile], set: &PolicySet) -> usize {
    let about = set.iter().filter(|policy| files.iter().any(|file| file.concerns(policy)));
    about.map(|policy| edits_of(policy).0.len().min(MOST_CHANGES)).sum()
}

impl CaseFile {
    fn concerns(&self, policy: &Policy) -> bool {
        self.policy == policy.id && self.version.as_ref().is_none_or(|version| *version == policy.version)
    }
}

fn mutate_one<'p>(
    policy: &'p Policy,
    files: &[CaseFile],
    set: &'p PolicySet,
    law: &Law,
    done: &(impl Fn() + Sync),
) -> Mutated<'p> {
    let (mut edits, accepted) = edits_of(policy);
    let all = edits.len();
    if all > MOST_CHANGES {
        // Spread over the whole file.
        edits = (0..MOST_CHANGES).filter_map(|n| edits.get(n * all / MOST_CHANGES).cloned()).collect();
    }
    let passing = files.iter().filter(|file| file.concerns(policy)).flat_map(|file| {
        file.cases.iter().map(move |case| (file, case)).filter(|(file, case)| run_case(file, case, set, law).passed())
    });
    let passing: Vec<(&CaseFile, &Case)> = passing.collect();
    let trial =
        Trial { policy, set, law, passing: &passing, accepted: &accepted, lines: LineIndex::new(&policy.source) };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut ready = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(edit) = edits.get(index) else { return ready };
            ready.push((index, trial.change(edit)));
            done();
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(edits.len().max(1));
    let mut ready: Vec<(usize, Change)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().chain(own).collect()
    });
    ready.sort_by_key(|(index, _)| *index);
    let changes = ready.into_iter().map(|(_, change)| change).collect();
    Mutated { policy, changes, left_out: all - edits.len() }
}

/// Takes the reasons of the case files, and finds those that explain nothing.
fn explain(policies: &mut [Mutated<'_>], files: &[CaseFile]) -> Vec<Stale> {
    let mut stale = Vec::new();
    for file in files {
        for Unnoticed { clause, old, new, reason, line } in &file.unnoticed {
            let mut found = false;
            let of_file = policies.iter_mut().filter(|mutated| file.concerns(mutated.policy));
            for change in of_file.flat_map(|mutated| &mut mutated.changes) {
                let same =
                    (&change.clause, &change.old) == (clause, old) && new.as_ref().is_none_or(|new| *new == change.new);
                if same && matches!(change.fate, Fate::Unnoticed { .. } | Fate::Explained { .. }) {
                    change.fate = Fate::Explained { reason: reason.clone() };
                    found = true;
                }
            }
            if !found {
                let (file, old, new) = (file.file.clone(), old.clone(), new.clone());
                stale.push(Stale { file, line: *line, old, new });
            }
        }
    }
    stale
}

/// The changes of a policy's file and the places of its acceptances.
fn edits_of(policy: &Policy) -> (Vec<Edit>, Vec<Span>) {
    let mut faults = Faults::new(&policy.file, &policy.source);
    match syntax::parse(&policy.source, None, &mut faults) {
        Some(table) => edits::edits(&policy.source, &table, load::format()),
        None => (Vec::new(), Vec::new()),
    }
}

/// A part of a file on one line, of a long one the beginning.
fn shown(text: &str) -> String {
    const LONGEST: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        None => line,
        Some((at, _)) => line.get(..at).unwrap_or_default().to_owned() + "…",
    }
}

/// What a change is tried against.
struct Trial<'t> {
    policy: &'t Policy,
    set: &'t PolicySet,
    law: &'t Law,
    passing: &'t [(&'t CaseFile, &'t Case)],
    accepted: &'t [Span],
    lines: LineIndex<'t>,
}

impl Trial<'_> {
    fn change(&self, edit: &Edit) -> Change {
        let old = self.policy.source.get(edit.shown.start..edit.shown.end).unwrap_or_default();
        let mut new = String::new();
        let mut fate = Fate::Refused;
        for changed in edit.texts(&self.policy.source, self.accepted) {
            new = changed.new;
            if let Ok(loaded) = load(&self.policy.file, changed.text.as_bytes()) {
                fate = self.fate(loaded.policy);
                break;
            }
        }
        let (line, _) = self.lines.position(edit.shown.start);
        Change { clause: edit.clause.clone(), line, old: shown(old), new: shown(&new), fate }
    }

    fn fate(&self, mut mutant: Policy) -> Fate {
        // What a court may annul takes long to find out, and shows in findings alone: at first it is taken to be the same.
        mutant.doubts = self.doubts_of(&mutant);
        if self.notices(mutant.clone(), |field| field != FINDINGS) {
            return Fate::Noticed;
        }
        mutant.doubts = rules::doubts(&mutant, self.law);
        if self.notices(mutant.clone(), |_| true) {
            return Fate::Noticed;
        }
        let comparison = compare_while(self.policy, &mutant, self.law, &Patience::default());
        let same_time = (self.policy.effective_from, self.policy.effective_until);
        let same_time = same_time == (mutant.effective_from, mutant.effective_until);
        if comparison.regions.is_empty() && comparison.not_compared.is_empty() && same_time {
            return Fate::Same;
        }
        let region = comparison.regions.into_iter().next().map(Box::new);
        Fate::Unnoticed { region, not_compared: comparison.not_compared }
    }

    /// The doubts of the policy, at the places that their clauses have in the mutant.
    fn doubts_of(&self, mutant: &Policy) -> Vec<Doubt> {
        let doubts = self.policy.doubts.iter().copied();
        let moved = doubts.filter_map(|doubt| {
            let clause = mutant.place_of(&self.policy.clause(doubt.clause)?.id)?;
            Some(Doubt { clause, ..doubt })
        });
        moved.collect()
    }

    /// Whether a case expects something else of the mutant, in a part that counts.
    fn notices(&self, mutant: Policy, counts: impl Fn(&str) -> bool) -> bool {
        let changed = self.set.with(self.policy, mutant);
        self.passing.iter().any(|(file, case)| {
            run_case(file, case, &changed, self.law).mismatches.iter().any(|mismatch| counts(&mismatch.field))
        })
    }
}

/// The part of what is expected that names what a court may annul.
const FINDINGS: &str = "findings";
