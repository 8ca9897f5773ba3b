//! The facts that make a difference, as data: what a case states of them, and another value of the same fact would not.

use super::super::breakpoints::{Case, Setting};
use super::RegionFact;
use crate::facts::table::{Fact, FactValue, each};
use crate::facts::{Agreement, DeclaredValue, Event, FactId};
use crate::money::Cents;

/// What a case states of some facts; each stands with the other values that it takes.
pub(super) fn of(case: &Case, settings: &[(Setting, Vec<Setting>)]) -> Vec<RegionFact> {
    let mut facts: Vec<RegionFact> = Vec::new();
    for (setting, others) in settings {
        let mut here = case.clone();
        here.set(*setting);
        for other in others {
            let mut there = case.clone();
            there.set(*other);
            for fact in differing(&here, &there) {
                if !facts.iter().any(|known| known.path == fact.path) {
                    facts.push(fact);
                }
            }
        }
    }
    facts
}

/// What one case states otherwise than another.
fn differing(here: &Case, there: &Case) -> Vec<RegionFact> {
    let (a, b) = (here.request(Cents::ZERO, None), there.request(Cents::ZERO, None));
    let (stated, others) = (all(&a), all(&b));
    let other = |path: &String| others.iter().find(|(known, _)| known == path).map(|(_, value)| value);
    let differs = |(path, value): &(String, Option<String>)| other(path).is_none_or(|other| other != value);
    stated.into_iter().filter(differs).map(|(path, value)| RegionFact { path, value }).collect()
}

/// Every fact of a request, by its path, and what is stated of it.
fn all((agreement, event): &(Agreement, Event)) -> Vec<(String, Option<String>)> {
    let mut all = Vec::new();
    each(agreement, event, |fact: Fact, entry| {
        all.push((fact.path_at(entry), fact.get(agreement, event, entry).map(text)));
    });
    let declared = |(id, value): (FactId, DeclaredValue)| (id.path(), Some(declared_text(value)));
    all.extend(agreement.declared.iter().map(declared));
    all
}

fn text(value: FactValue<'_>) -> String {
    match value {
        FactValue::YesNo(so) => so.to_string(),
        FactValue::Amount(amount) => amount.get().to_string(),
        FactValue::Count(count) => count.to_string(),
        FactValue::Date(day) => day.to_string(),
        FactValue::Dates(days) => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        FactValue::Instant(at) => at.to_string(),
        FactValue::Word(text) | FactValue::Text(text) => text.to_owned(),
    }
}

fn declared_text(value: DeclaredValue) -> String {
    match value {
        DeclaredValue::YesNo(so) => so.to_string(),
        DeclaredValue::Amount(amount) => amount.get().to_string(),
        DeclaredValue::Count(count) => count.to_string(),
        DeclaredValue::Date(day) => day.to_string(),
        DeclaredValue::Instant(at) => at.to_string(),
        DeclaredValue::Choice(word) => word.to_string(),
    }
}
