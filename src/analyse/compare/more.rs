//! What differs in a clause beside what is told of it: a request that meets one change of a clause can hide another. Each value
//! that differs is put back by itself, and where no request that is told notices, it is named.

use super::super::prove::words::both;
use super::{Region, answer};
use crate::analyse::{Patience, Witness};
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::policy::load::load;
use crate::policy::{Policy, Summary};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What is no answer, and told as a text, or as an assumption.
const ASIDE: [&str; 6] = ["id", "article", "summary", "note", "assumption", "conflict"];
/// The most values of one clause that are looked at by themselves: of a clause that is written anew, all is told to differ.
const MOST: usize = 24;

/// A key, or a number in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Item(usize),
}

/// Where something stands in a clause.
type Place = Vec<Step>;

/// The differences of clauses of which something is told that nothing told shows.
pub(super) fn differences(
    (old, new): (&Policy, &Policy),
    law: &Law,
    told: &[Region],
    patience: &Patience,
) -> Vec<Summary> {
    let (Ok(old_file), Ok(new_file)) = (old.source.parse::<Table>(), new.source.parse::<Table>()) else {
        return Vec::new();
    };
    let (Some(old_whole), Some(new_whole)) = (policy_of(&old_file), policy_of(&new_file)) else { return Vec::new() };
    let versions = [(&old_file, &old_whole), (&new_file, &new_whole)];
    let mut differences = Vec::new();
    for (id, before) in clauses(&old_file) {
        let Some((_, after)) = clauses(&new_file).find(|(other, _)| *other == id) else { continue };
        let mut places = Vec::new();
        differing(before, after, &mut Vec::new(), &mut places);
        if places.len() < 2 {
            continue;
        }
        let requests = requests_of(old, new, id, told);
        if requests.is_empty() {
            continue;
        }
        let hidden: Vec<&Place> = places
            .iter()
            .take(MOST)
            .take_while(|_| !patience.is_over())
            .inspect(|_| patience.spend(old.clauses.len() + requests.len()))
            .filter(|place| is_hidden(versions, (id, place), law, &requests))
            .collect();
        if hidden.is_empty() && places.len() <= MOST {
            continue;
        }
        let keys: BTreeSet<String> = hidden.iter().map(|place| format!("`{}`", written(place))).collect();
        let keys = keys.into_iter().collect::<Vec<_>>().join(", ");
        differences.push(both(
            format!("`{id}` differs in more than the answers told show: {keys}"),
            format!("`{id}` verschilt in meer dan de vertelde antwoorden laten zien: {keys}"),
        ));
    }
    differences
}

/// The clauses of a file with their ids.
fn clauses(file: &Table) -> impl Iterator<Item = (&str, &Value)> {
    let all = file.get("clause").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|clause| Some((clause.get("id")?.as_str()?, clause)))
}

/// The places at which two values differ: keys of tables, and items of lists of tables of one length.
fn differing(before: &Value, after: &Value, path: &mut Place, found: &mut Vec<Place>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Table(before), Value::Table(after)) => {
            let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for key in keys.into_iter().filter(|key| !ASIDE.contains(&key.as_str())) {
                path.push(Step::Key(key.clone()));
                match (before.get(key), after.get(key)) {
                    (Some(before), Some(after)) => differing(before, after, path, found),
                    _ => found.push(path.clone()),
                }
                path.pop();
            }
        }
        (Value::Array(before), Value::Array(after))
            if before.len() == after.len() && before.iter().chain(after).all(Value::is_table) =>
        {
            for (item, (before, after)) in before.iter().zip(after).enumerate() {
                path.push(Step::Item(item));
                differing(before, after, path, found);
                path.pop();
            }
        }
        _ => found.push(path.clone()),
    }
}

/// The requests of what is told in which a clause decides.
fn requests_of(old: &Policy, new: &Policy, id: &str, told: &[Region]) -> Vec<Facts> {
    let named = |policy: &Policy, places: &[u16]| {
        places.iter().filter_map(|place| policy.clause(*place)).any(|clause| clause.id == id)
    };
    let questions: BTreeSet<_> = [old, new]
        .into_iter()
        .flat_map(|policy| policy.clauses.iter().filter(|clause| clause.id == id))
        .flat_map(|clause| clause.questions.iter().copied())
        .collect();
    let of_clause = told.iter().filter(|region| {
        questions.contains(&region.question) || named(old, &region.old.clauses) || named(new, &region.new.clauses)
    });
    of_clause
        .map(|region| region.witness.clone())
        .filter_map(|Witness { agreement, event, basis }| Facts::new(agreement, event, basis).ok())
        .collect()
}

/// Whether no request notices one difference by itself: when it is put back in the new version, or, where that does not load, made
/// in the old one. Where it cannot stand by itself it goes with another.
fn is_hidden([old, new]: [(&Table, &Policy); 2], (id, place): (&str, &Place), law: &Law, requests: &[Facts]) -> bool {
    let ask = |policy: &Policy, facts: &Facts| evaluate(policy, law, facts, Detail::Amounts).ok();
    for ((file, whole), (other, _)) in [(new, old), (old, new)] {
        let Some(without) = exchanged(file, other, id, place).and_then(|file| policy_of(&file)) else { continue };
        let notices = |facts: &Facts| match (ask(whole, facts), ask(&without, facts)) {
            (Some(a), Some(b)) => answer::differ(&a, &b),
            (a, b) => a.is_some() != b.is_some(),
        };
        return !requests.iter().any(notices);
    }
    false
}

fn policy_of(file: &Table) -> Option<Policy> {
    let text = toml::to_string(file).ok()?;
    load("compared.toml", text.as_bytes()).ok().map(|loaded| loaded.policy)
}

/// A file in which one place of a clause is as in another.
fn exchanged(file: &Table, other: &Table, id: &str, place: &Place) -> Option<Table> {
    let mut changed = file.clone();
    let theirs = clauses(other).find(|(known, _)| *known == id)?.1;
    let value = place.iter().try_fold(theirs, step).cloned();
    let all = changed.get_mut("clause")?.as_array_mut()?;
    let clause = all.iter_mut().find(|clause| clause.get("id").and_then(Value::as_str) == Some(id))?;
    let (last, above) = place.split_last()?;
    let holder = above.iter().try_fold(clause, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()),
        Step::Item(item) => value.get_mut(*item),
    })?;
    match (last, value) {
        (Step::Key(key), Some(value)) => {
            holder.as_table_mut()?.insert(key.clone(), value);
        }
        (Step::Key(key), None) => {
            holder.as_table_mut()?.remove(key);
        }
        (Step::Item(item), value) => *holder.get_mut(*item)? = value?,
    }
    Some(changed)
}

fn step<'v>(value: &'v Value, step: &Step) -> Option<&'v Value> {
    match step {
        Step::Key(key) => value.get(key.as_str()),
        Step::Item(item) => value.get(*item),
    }
}

/// A place as people write it, as in `tiers.tier.0.percent`.
fn written(place: &Place) -> String {
    let steps = place.iter().map(|step| match step {
        Step::Key(key) => key.clone(),
        Step::Item(item) => item.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}
