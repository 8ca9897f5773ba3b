//! What the integration tests share: the five built-in policies, requests as the reference reads them, and comparison.

#![allow(dead_code, unreachable_pub)] // each test uses its own part

pub mod decisions;
pub mod kept;
pub mod requests;
pub mod shared;

use clausula::policy::Policy;
use clausula::policy::load::load;
use serde_json::Value;

/// The five policies as they are in the repository.
pub const FILES: [(&str, &str); 5] = [
    ("emperra", include_str!("../../policies/emperra/undated.toml")),
    ("multidonnas", include_str!("../../policies/multidonnas/undated.toml")),
    ("onvergetelijk-onderwijs", include_str!("../../policies/onvergetelijk-onderwijs/undated.toml")),
    ("heartschool", include_str!("../../policies/heartschool/undated.toml")),
    ("klantgenerator", include_str!("../../policies/klantgenerator/2020-12-17.toml")),
];

/// The five policies, loaded.
pub fn policies() -> Vec<Policy> {
    FILES.iter().map(|(name, text)| load(name, text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}")).policy).collect()
}

/// How many cases a heavy test runs: the number in the environment variable, or a default that suits a debug build.
pub fn cases(variable: &str, in_debug: u32, in_release: u32) -> u32 {
    let stated = std::env::var(variable).ok().and_then(|text| text.parse().ok());
    stated.unwrap_or(if cfg!(debug_assertions) { in_debug } else { in_release })
}

/// Where two decisions differ. Numbers count as strings, and false, empty and absent are one.
pub fn differences(expected: &Value, got: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, got, &mut found);
    found
}

fn compare(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(wanted), Value::Object(given)) => {
            let mut keys: Vec<&String> = wanted.keys().collect();
            keys.extend(given.keys().filter(|key| !wanted.contains_key(*key)));
            for key in keys {
                let of = |fields: &serde_json::Map<String, Value>| fields.get(key).cloned().unwrap_or(Value::Null);
                compare(&format!("{path}.{key}"), &of(wanted), &of(given), found);
            }
        }
        (Value::Array(wanted), Value::Array(given)) if wanted.len() == given.len() => {
            for (place, (wanted, given)) in wanted.iter().zip(given).enumerate() {
                compare(&format!("{path}[{place}]"), wanted, given, found);
            }
        }
        _ if normal(expected) == normal(got) => {}
        _ => found.push(format!("{path}: expected {expected} got {got}")),
    }
}

fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(false) => Value::Null,
        Value::Array(entries) if entries.is_empty() => Value::Null,
        Value::Array(entries) => entries.iter().map(normal).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().map(|(key, value)| (key.clone(), normal(value)));
            let kept: serde_json::Map<String, Value> = kept.filter(|(_, value)| !value.is_null()).collect();
            if kept.is_empty() { Value::Null } else { Value::Object(kept) }
        }
        other => other.clone(),
    }
}
