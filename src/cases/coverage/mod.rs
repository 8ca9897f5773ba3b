//! How far cases cover a policy: for each clause, whether some case applies it and some case does not, whether each edge
//! in time was tried just before, at and just after it, and each condition both ways.
//!
//! # What a point is
//! Points follow from the policy's structure alone, so that the measure does not depend on the cases:
//! - each clause applies, once for every question that it answers; each customer and product that it excludes, and each
//!   product that it names; each of its conditions fails while everything else holds; each clause that it displaces;
//! - each row of a table is taken, and so is its alternative; each bound of a row is an *edge*;
//! - an edge in days is tried on the day before, the day itself and the day after; an edge within a day up to one second
//!   before, at the instant itself and up to one second after it; an edge of an amount a cent below, at and above it;
//! - each charge is due; each of its conditions fails alone; a percentage and a share are rounded once; what multiplies
//!   it is one and more than one; what the facts state is something and nothing; of several terms each decides once, so
//!   that a minimum and a maximum are tried on both sides; the price cuts charges that can exceed it, and does not;
//! - each deadline is given; what it is counted from, how it moves and shortens; where it decides, its end is an edge;
//! - what the other forms distinguish, in the files of this module.
//!
//! A case reaches a point by what it decides: a failing case does not count.

mod amounts;
mod clause;
mod deadlines;
mod endings;
mod liability;
mod notice;
mod outcomes;
mod payments;
mod report;
#[cfg(test)]
mod tests;
mod walk;
mod withdrawal;

pub use report::{json, lcov, text};

use super::run::{CaseOutcome, RunReport};
use crate::decision::Decision;
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::building_blocks::Span;
use crate::policy::{Policy, Summary};
use std::fmt;
use walk::Walk;

/// One thing about a policy that a case should try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The place of its clause in the file.
    pub clause: u16,
    /// The part of the file that it is about.
    pub span: Span,
    /// What must be so, in words.
    pub what: Summary,
}

/// The number of a point: its place among [`points`].
pub(crate) type PointId = usize;

/// All points of a policy, in the order of its clauses.
pub fn points(policy: &Policy) -> Vec<Point> {
    Walk::list(policy)
}

/// The points that a decision reaches, ascending. A pure function.
pub fn hit(policy: &Policy, law: &Law, facts: &Facts, decision: &Decision) -> Vec<PointId> {
    Walk::hits(policy, law, facts, decision)
}

/// The coverage of one version of a policy.
pub struct Coverage<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// Its points.
    pub points: Vec<Point>,
    /// How many cases reached each point.
    pub hits: Vec<usize>,
}

impl<'p> Coverage<'p> {
    /// No case yet.
    pub fn new(policy: &'p Policy) -> Coverage<'p> {
        let points = points(policy);
        Coverage { policy, hits: vec![0; points.len()], points }
    }

    /// Counts a case, if it passed and was decided under this policy.
    pub fn add(&mut self, outcome: &CaseOutcome<'_>, law: &Law) {
        let same = outcome.policy.is_some_and(|policy| policy.digest == self.policy.digest);
        let (Some(facts), Some(decision)) = (&outcome.facts, &outcome.decision) else { return };
        if same && outcome.passed() {
            for point in hit(self.policy, law, facts, decision) {
                if let Some(count) = self.hits.get_mut(point) {
                    *count += 1;
                }
            }
        }
    }

    /// How many points some case reached.
    pub fn reached(&self) -> usize {
        self.hits.iter().filter(|count| **count > 0).count()
    }

    /// The points that no case reached.
    pub fn missed(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().zip(&self.hits).filter(|(_, count)| **count == 0).map(|(point, _)| point)
    }
}

/// The coverage of every policy that some of the cases are about, in the order in which they come up.
pub fn measure<'p>(reports: &[RunReport<'p>], law: &Law) -> Vec<Coverage<'p>> {
    let mut measured: Vec<Coverage<'p>> = Vec::new();
    for outcome in reports.iter().flat_map(|report| &report.outcomes) {
        let Some(policy) = outcome.policy else { continue };
        if !measured.iter().any(|coverage| coverage.policy.digest == policy.digest) {
            measured.push(Coverage::new(policy));
        }
        let own = measured.iter_mut().find(|coverage| coverage.policy.digest == policy.digest);
        if let Some(coverage) = own {
            coverage.add(outcome, law);
        }
    }
    measured
}

/// Points reached out of all, over one or more policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The points that some case reached.
    pub reached: usize,
    /// All points.
    pub points: usize,
}

impl Share {
    /// The share over all policies together.
    pub fn of(coverages: &[Coverage<'_>]) -> Share {
        Share {
            reached: coverages.iter().map(Coverage::reached).sum(),
            points: coverages.iter().map(|coverage| coverage.points.len()).sum(),
        }
    }

    /// Whether at least so many of a hundred points were reached; never when there are none.
    pub fn meets(self, percent: u32) -> bool {
        let needed = u64::from(percent).saturating_mul(self.points as u64);
        self.points > 0 && (self.reached as u64).saturating_mul(100) >= needed
    }
}

/// The percentage with one decimal, rounded down, so that `100.0` means all.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.reached.saturating_mul(1_000).checked_div(self.points).unwrap_or(0);
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}
