//! The version in force on the day of conclusion decides (R7): of the versions of one policy, no day has two.
//!
//! Being in force changes only on the first and the last day of a version, so these days and their neighbours decide it.

use super::super::obligation::{Invariant, Obligation, ProofOutcome};
use super::words::both;
use crate::calendar::Date;
use crate::policy::Policy;
use crate::policy::products::PriceRange;

/// Holds the versions of each policy against each other.
pub fn prove_versions(policies: &[&Policy]) -> Vec<Obligation> {
    let mut ids: Vec<&str> = policies.iter().map(|policy| policy.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter()
        .map(|id| {
            let mut versions: Vec<&Policy> = policies.iter().filter(|policy| policy.id == *id).copied().collect();
            versions.sort_by_key(|policy| policy.effective_from);
            Obligation {
                invariant: Invariant::VersionInForce,
                question: None,
                product: None,
                customer: None,
                clauses: Vec::new(),
                prices: PriceRange::ALL,
                outcome: outcome(&versions),
                span: None,
            }
        })
        .collect()
}

fn outcome(versions: &[&Policy]) -> ProofOutcome {
    let mut cases = 0;
    for day in days(versions) {
        cases += 1;
        let in_force: Vec<&str> = (0..versions.len())
            .filter(|place| is_in_force(versions, *place, day))
            .filter_map(|place| versions.get(place))
            .map(|policy| policy.version.as_str())
            .collect();
        if let [first, second, ..] = in_force.as_slice() {
            let because = both(
                format!("on {day} both `{first}` and `{second}` are in force"),
                format!("op {day} zijn `{first}` en `{second}` allebei van kracht"),
            );
            return ProofOutcome::Refuted { witness: None, because };
        }
    }
    ProofOutcome::Proved { cases }
}

/// An open version ends where a later one begins.
fn is_in_force(versions: &[&Policy], place: usize, day: Date) -> bool {
    let Some(version) = versions.get(place) else { return false };
    let begins_later = |other: &&&Policy| other.effective_from > version.effective_from;
    let next = versions.iter().filter(begins_later).filter_map(|other| other.effective_from).min();
    let until = version.effective_until.or(next);
    version.effective_from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
}

fn days(versions: &[&Policy]) -> Vec<Date> {
    let edges = versions.iter().flat_map(|policy| [policy.effective_from, policy.effective_until]).flatten();
    let beside = |day: Date| [day.plus_days(-1), Some(day), day.plus_days(1)].into_iter().flatten();
    let mut days: Vec<Date> = edges.flat_map(beside).chain([Date::MIN, Date::MAX]).collect();
    days.sort_unstable();
    days.dedup();
    days
}
