//! The facts that the policy declares itself. What it declares is not known here: only whether each value can be one.

use std::collections::BTreeMap;

use super::super::error::FieldProblem;
use super::super::wire::{self, declared_fact::Value};
use super::super::wording::{Echo, Problem};
use super::reader::{FieldPlace, Reader};
use crate::facts::{self, DeclaredFacts, DeclaredValue, FACTS, FactId};

/// The facts that are stated, by their ids.
pub(super) fn facts(reader: &mut Reader, given: &BTreeMap<String, wire::DeclaredFact>) -> DeclaredFacts {
    let (count, most) = (given.len(), DeclaredFacts::MOST);
    if count > most {
        reader.report(FieldPlace::ROOT, FACTS, facts::Problem::TooManyEntries { count, most });
        return DeclaredFacts::default();
    }
    given.iter().filter_map(|(key, wire::DeclaredFact { value })| fact(reader, key, value.as_ref())).collect()
}

fn fact(reader: &mut Reader, key: &str, value: Option<&Value>) -> Option<(FactId, DeclaredValue)> {
    // Which product it is stands in the agreement.
    let Some(id) = FactId::parse(key).filter(|id| *id != FactId::PRODUCT) else {
        // No policy can declare it.
        reader.note(FieldProblem::new(
            format!("{FACTS}[{}]", Echo::from(key)),
            facts::Problem::NotDeclared { meant: None },
        ));
        return None;
    };
    let value = match value {
        Some(Value::YesNo(so)) => Ok(DeclaredValue::YesNo(*so)),
        Some(Value::Amount(amount)) => reader.sound_amount(amount).map(DeclaredValue::Amount),
        Some(Value::Count(count)) => {
            u32::try_from(*count).map(DeclaredValue::Count).map_err(|_| Problem::NegativeCount)
        }
        Some(Value::Date(text)) => reader.sound_date(text).map(DeclaredValue::Date),
        Some(Value::Instant(at)) => reader.sound_instant(*at).map(DeclaredValue::Instant),
        Some(Value::Choice(word)) => FactId::parse(word)
            .map(DeclaredValue::Choice)
            .ok_or(Problem::Fact(facts::Problem::NotAChoice { meant: None })),
        None => Err(Problem::Fact(facts::Problem::Missing)),
    };
    match value {
        Ok(value) => Some((id, value)),
        Err(problem) => {
            reader.note(FieldProblem::new(id.path(), problem));
            None
        }
    }
}
