//! What the findings advise: each piece of advice can be followed in the format, and names the key to change.

use super::{cases, changed, checked};
use clausula::analyse::rules::Rule;
use clausula::policy::schema::json_schema;
use serde_json::Value;
use std::collections::BTreeSet;

/// Rules after which nothing has to change.
const NOTHING_TO_DO: [Rule; 1] = [Rule::WdMoreFavourable];

/// Every key and every word that the format knows.
fn known() -> BTreeSet<String> {
    fn add(value: &Value, known: &mut BTreeSet<String>) {
        match value {
            Value::Object(entries) => entries.iter().for_each(|(key, value)| {
                known.insert(key.clone());
                add(value, known);
            }),
            Value::Array(items) => items.iter().for_each(|item| add(item, known)),
            Value::String(text) => {
                known.insert(text.clone());
            }
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    add(&serde_json::from_str(&json_schema()).unwrap(), &mut words);
    words
}

/// The keys and words between backticks, without periods and whole values.
fn named(advice: &str) -> Vec<String> {
    let code = advice.split('`').skip(1).step_by(2);
    let is_word = |word: &&str| word.chars().next().is_some_and(|first| first.is_ascii_lowercase());
    let split = |code: &str| -> Vec<String> {
        let of_values = |value: &str| if value.contains(' ') { String::new() } else { value.to_owned() };
        let plain: String = code
            .split('"')
            .enumerate()
            .map(|(i, part)| if i % 2 == 1 { of_values(part) } else { part.to_owned() })
            .collect::<Vec<_>>()
            .join(" ");
        let words = plain.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        words.filter(is_word).filter(|word| !["true", "false"].contains(word)).map(str::to_owned).collect()
    };
    code.flat_map(split).collect()
}

#[test]
fn words_are_taken_out_of_advice() {
    assert_eq!(
        named("write `after = \"act\", period = \"14 days\"` or `a.b = true`"),
        ["after", "act", "period", "a", "b"]
    );
    assert_eq!(named("nothing"), [""; 0]);
}

#[test]
fn advice_names_keys_that_the_format_knows() {
    let known = known();
    let mut wrong = BTreeSet::new();
    for case in cases::all() {
        for finding in checked(&changed(case.changes)).1 {
            if NOTHING_TO_DO.contains(&finding.rule) {
                continue;
            }
            for advice in [&finding.help.en, &finding.help.nl] {
                let named = named(advice);
                if named.is_empty() {
                    wrong.insert(format!("{}: {advice} names no key", finding.rule));
                }
                let unknown = named.into_iter().filter(|word| !known.contains(word));
                wrong.extend(unknown.map(|word| format!("{}: {advice} names `{word}`", finding.rule)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
