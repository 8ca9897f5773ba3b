//! A gate of the comparison: one value of each kind of key of each policy that ships is changed, and the comparison tells it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A test fails by panicking.

use clausula::analyse::compare::compare;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::Facts;
use clausula::law::Law;
use clausula::policy::Policy;
use clausula::policy::load::load;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// What decides nothing and is no text for a customer: which file it is, and what its author accepts.
const ASIDE: [&str; 4] = ["policy", "version", "accept", "clause.id"];
/// A place in a file: keys and numbers of lists.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Item(usize),
}

/// The places of all values that are no tables, by their kind: the keys without the numbers of lists.
fn leaves(table: &Table) -> BTreeMap<String, Vec<Vec<Step>>> {
    fn visit(value: &Value, kind: &str, path: &[Step], found: &mut BTreeMap<String, Vec<Vec<Step>>>) {
        let beyond = |step: Step| [path, &[step]].concat();
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    let kind = if kind.is_empty() { key.clone() } else { format!("{kind}.{key}") };
                    visit(value, &kind, &beyond(Step::Key(key.clone())), found);
                }
            }
            Value::Array(list) if list.iter().any(Value::is_table) => {
                list.iter().enumerate().for_each(|(n, item)| visit(item, kind, &beyond(Step::Item(n)), found));
            }
            _ => found.entry(kind.to_owned()).or_default().push(path.to_vec()),
        }
    }
    let mut found = BTreeMap::new();
    visit(&Value::Table(table.clone()), "", &[], &mut found);
    found
}

fn at<'t>(value: &'t mut Value, path: &[Step]) -> &'t mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()).unwrap(),
        Step::Item(item) => value.get_mut(*item).unwrap(),
    })
}

/// Other values for a key: the nearest number, the opposite, another word that stands at such a key somewhere; and no value.
fn others(value: &Value, elsewhere: &[Value]) -> Vec<Option<Value>> {
    let mut others = match value {
        Value::Integer(number) => vec![Value::Integer(number + 1), Value::Integer(number - 1)],
        Value::Float(number) => vec![Value::Float(number + 1.0), Value::Float(number - 1.0)],
        Value::Boolean(so) => vec![Value::Boolean(!so)],
        Value::Array(list) if list.len() > 1 => vec![Value::Array(list[1..].to_vec())],
        Value::String(text) => counted(text).into_iter().map(Value::String).collect(),
        _ => Vec::new(),
    };
    others.extend(elsewhere.iter().filter(|other| *other != value).cloned());
    if let Value::String(text) = value {
        others.push(Value::String(format!("{text} x")));
    }
    others.into_iter().map(Some).chain([None]).collect()
}

/// A text whose first number is one more, and one less.
fn counted(text: &str) -> Vec<String> {
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return Vec::new() };
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    let number: u64 = digits.parse().unwrap();
    let (before, after) = (&text[..start], &text[start + digits.len()..]);
    [Some(number + 1), number.checked_sub(1)].into_iter().flatten().map(|n| format!("{before}{n}{after}")).collect()
}

/// What a policy says, wherever it says it: a key that states what is so without it changes nothing.
fn said(policy: &Policy) -> String {
    let mut bare = policy.clone();
    bare.source.clear();
    bare.digest.clear();
    let all = format!("{bare:?}");
    let mut parts = all.split("Span {");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
}

fn loaded(table: &Value) -> Option<Policy> {
    load("changed.toml", toml::to_string(table).unwrap().as_bytes()).ok().map(|loaded| loaded.policy)
}

/// Changes one value of each kind of key; a test for each policy, to use all cores.
fn assert_no_change_of_a_key_goes_unnoticed(id: &str) {
    let version = if id == "klantgenerator" { "2020-12-17" } else { "undated" };
    let path = format!("{}/policies/{id}/{version}.toml", env!("CARGO_MANIFEST_DIR"));
    let text: Value = Value::Table(std::fs::read_to_string(path).unwrap().parse().unwrap());
    let old = loaded(&text).unwrap();
    let (mut compared, mut untold) = (0, Vec::new());
    for (kind, places) in leaves(text.as_table().unwrap()) {
        if ASIDE.iter().any(|aside| kind == *aside || kind.starts_with(&format!("{aside}."))) {
            continue;
        }
        let mut elsewhere: Vec<Value> = Vec::new();
        for place in &places {
            let value = at(&mut text.clone(), place).clone();
            if !elsewhere.contains(&value) {
                elsewhere.push(value);
            }
        }
        let changed = places.iter().find_map(|place| {
            let value = at(&mut text.clone(), place).clone();
            others(&value, &elsewhere).into_iter().find_map(|other| {
                let mut changed = text.clone();
                match &other {
                    Some(other) => *at(&mut changed, place) = other.clone(),
                    None => {
                        let (Step::Key(key), above) = place.split_last().unwrap() else { return None };
                        at(&mut changed, above).as_table_mut().unwrap().remove(key);
                    }
                }
                let new = loaded(&changed).filter(|new| said(new) != said(&old))?;
                Some((place, other, new))
            })
        });
        if let Some((place, other, new)) = changed {
            let found = compare(&old, &new, Law::built_in());
            let is_told = !found.is_same() || !found.texts.is_empty();
            if !is_told {
                untold.push(format!("{kind} at {place:?} became {other:?}"));
            }
            compared += 1;
        }
    }
    assert!(compared > 40, "{id}: {compared}");
    assert!(untold.is_empty(), "{id}, of {compared}:\n{}", untold.join("\n"));
}

/// What is told as a text, or as an assumption, and not as an answer.
const TEXTS: [&str; 6] = ["id", "article", "summary", "note", "assumption", "conflict"];

/// The clause in which a value stands, where it says how something is answered.
fn clause_of(place: &[Step]) -> Option<usize> {
    let text = |step: &Step| matches!(step, Step::Key(key) if TEXTS.contains(&key.as_str()));
    match place {
        [Step::Key(key), Step::Item(clause), ..] if key == "clause" && !place.iter().any(text) => Some(*clause),
        _ => None,
    }
}

/// The text with one more change, and the policy that it is, where it says something else.
fn with_change(text: &Value, place: &[Step], other: &Option<Value>) -> Option<(Value, Policy)> {
    let mut changed = text.clone();
    match other {
        Some(other) => *at(&mut changed, place) = other.clone(),
        None => {
            let (Step::Key(key), above) = place.split_last().unwrap() else { return None };
            at(&mut changed, above).as_table_mut().unwrap().remove(key);
        }
    }
    let policy = loaded(&changed)?;
    (said(&policy) != said(&loaded(text).unwrap())).then_some((changed, policy))
}

/// Two changes of one clause, in each clause that has two: some request that is told notices each, or the clause is named.
fn assert_no_second_change_goes_unnoticed(id: &str) {
    let version = if id == "klantgenerator" { "2020-12-17" } else { "undated" };
    let path = format!("{}/policies/{id}/{version}.toml", env!("CARGO_MANIFEST_DIR"));
    let text: Value = Value::Table(std::fs::read_to_string(path).unwrap().parse().unwrap());
    let old = loaded(&text).unwrap();
    let all: Vec<Vec<Step>> = leaves(text.as_table().unwrap()).into_values().flatten().collect();
    let change = |text: &Value, place: &[Step]| {
        let value = at(&mut text.clone(), place).clone();
        others(&value, &[]).into_iter().find_map(|other| Some((with_change(text, place, &other)?, other)))
    };
    let (mut pairs, mut untold) = (0, Vec::new());
    for clause in 0..old.clauses.len() {
        let places: Vec<&Vec<Step>> = all.iter().filter(|place| clause_of(place) == Some(clause)).collect();
        let two = places.iter().enumerate().find_map(|(n, first)| {
            let ((one, without_second), _) = change(&text, first)?;
            // From the other end of the clause, so that the two are far apart.
            places[n + 1..].iter().rev().find_map(|second| {
                let ((_, without_first), other) = change(&text, second)?;
                let (_, both) = with_change(&one, second, &other)?;
                Some((*first, *second, without_first, without_second.clone(), both))
            })
        });
        let Some((first, second, without_first, without_second, both)) = two else { continue };
        pairs += 1;
        let found = compare(&old, &both, Law::built_in());
        let clause = &old.clauses[clause].id;
        let is_named = found.not_compared.iter().any(|told| told.en.contains(&format!("`{clause}`")));
        let notices = |without: &Policy| {
            found.regions.iter().any(|region| {
                let witness = region.witness.clone();
                let facts = Facts::new(witness.agreement, witness.event, witness.basis).unwrap();
                let ask =
                    |policy| evaluate(policy, Law::built_in(), &facts, Detail::Amounts).map(|d| answered(&d)).ok();
                ask(&both) != ask(without)
            })
        };
        let is_told = is_named || (notices(&without_first) && notices(&without_second));
        if !is_told {
            untold.push(format!("{clause}: {first:?} and {second:?}: {:?}", found.not_compared));
        }
    }
    assert!(pairs > 5, "{id}: {pairs}");
    assert!(untold.is_empty(), "{id}, of {pairs}:\n{}", untold.join("\n"));
}

/// What a decision answers, without its reasons.
fn answered(decision: &Decision) -> String {
    let Decision { verdict, charges, deadlines, settlement, arrears, liability, instalments, allocation, .. } =
        decision;
    let rights = (decision.customer_may_dissolve, decision.customer_may_reject, decision.access_may_be_suspended);
    format!(
        "{verdict:?} {charges:?} {deadlines:?} {settlement:?} {arrears:?} {liability:?} {instalments:?} {allocation:?} {rights:?} {:?}",
        decision.provider_may_cancel
    )
}

#[test]
fn no_second_change_of_a_clause_goes_unnoticed() {
    for id in ["emperra", "heartschool", "klantgenerator"] {
        assert_no_second_change_goes_unnoticed(id);
    }
}

#[test]
fn no_change_of_a_key_of_emperra_goes_unnoticed() {
    assert_no_change_of_a_key_goes_unnoticed("emperra");
}

#[test]
fn no_change_of_a_key_of_heartschool_goes_unnoticed() {
    assert_no_change_of_a_key_goes_unnoticed("heartschool");
}

#[test]
fn no_change_of_a_key_of_klantgenerator_goes_unnoticed() {
    assert_no_change_of_a_key_goes_unnoticed("klantgenerator");
}

#[test]
fn no_change_of_a_key_of_multidonnas_goes_unnoticed() {
    assert_no_change_of_a_key_goes_unnoticed("multidonnas");
}

#[test]
fn no_change_of_a_key_of_onvergetelijk_onderwijs_goes_unnoticed() {
    assert_no_change_of_a_key_goes_unnoticed("onvergetelijk-onderwijs");
}
