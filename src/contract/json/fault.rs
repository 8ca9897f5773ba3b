//! Finds everything in a JSON text that does not fit its message.

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};
use serde_path_to_error::{Path, Segment};

use super::super::error::{Cause, Rejection, Violation};
use super::super::wording::{Problem, echo};
use crate::money::Locale;

/// How many faults are looked for: each takes a reading of the text.
const MOST_FAULTS: usize = 32;

/// A step on the way to a value.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// What is wrong with a text that `error` came from, as field violations.
pub(super) fn explain<M: DeserializeOwned>(
    json: &[u8],
    error: &Error,
    check: impl Fn(&M) -> Option<Rejection>,
) -> Rejection {
    let Ok(mut value) = serde_json::from_slice::<Value>(json) else { return super::syntax(error) };
    let locale = value.get("locale").and_then(Value::as_str).and_then(Locale::parse).unwrap_or_default();
    let mut violations = Vec::new();
    while violations.len() < MOST_FAULTS {
        match serde_path_to_error::deserialize::<_, M>(&value) {
            Ok(message) => {
                if violations.is_empty() {
                    violations.push(twice::<M>(json, error, locale));
                }
                add_rest(&mut violations, check(&message));
                break;
            }
            Err(error) => {
                let (path, text) = (steps(error.path()), error.inner().to_string());
                let fault = Fault::read(path, &text, &value);
                violations.push(Violation { field: fault.field(), problem: fault.problem(locale) });
                if !remove(&mut value, &fault.path) {
                    break;
                }
            }
        }
    }
    Rejection::new(Cause::Invalid(violations), locale)
}

/// A key that is there twice: the value keeps one of them, so that the text itself has to be read once more.
fn twice<M: DeserializeOwned>(json: &[u8], error: &Error, locale: Locale) -> Violation {
    let mut text = serde_json::Deserializer::from_slice(json);
    let path = serde_path_to_error::deserialize::<_, M>(&mut text).err().map(|e| steps(e.path()));
    let reason = error.to_string();
    let fault = Fault { path: path.unwrap_or_default(), kind: Kind::Other { reason: &reason } };
    Violation { field: fault.field(), problem: fault.problem(locale) }
}

/// Adds what is wrong with the message once the faults are taken out, except that they are missing now.
fn add_rest(violations: &mut Vec<Violation>, rejection: Option<Rejection>) {
    let found = violations.len();
    let more = rejection.map(|rejection| rejection.cause);
    let Some(Cause::Invalid(more)) = more else { return };
    for violation in more {
        let touches = |known: &Violation| touch(&known.field, &violation.field);
        if !violations.iter().take(found).any(touches) {
            violations.push(violation);
        }
    }
}

/// Whether one path is the other, or leads to it. Events are missing as a whole when one of them is taken out.
fn touch(a: &str, b: &str) -> bool {
    let leads = |from: &str, to: &str| {
        to.strip_prefix(from).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    leads(a, b) || leads(b, a) || (b == "event" && !a.contains(['.', '[']))
}

/// One value, or key, that does not fit.
struct Fault<'a> {
    path: Vec<Step>,
    kind: Kind<'a>,
}

/// What is at fault when it is the message itself.
const WHOLE: &str = "request";

/// How the reader says that something is no whole number.
const NO_WHOLE_NUMBER: [&str; 4] =
    ["invalid digit", "number too", "data did not match any variant", "cannot parse integer"];

enum Kind<'a> {
    UnknownField {
        suggestion: Option<String>,
    },
    UnknownName {
        name: &'a str,
        names: Vec<String>,
    },
    NotAWholeNumber {
        text: String,
    },
    NotAnObject,
    /// A key beside another of which there may be one.
    Second,
    Other {
        reason: &'a str,
    },
}

impl<'a> Fault<'a> {
    /// Reads what `serde` says of the value at a path.
    fn read(mut path: Vec<Step>, text: &'a str, value: &Value) -> Fault<'a> {
        if let Some((name, names)) = unknown(text, "unknown field ") {
            let suggestion = closest(name, &names);
            // The path ends at the message that has no such field, or already at the field.
            if !matches!(path.last(), Some(Step::Key(key)) if key == name && !has_key(value, &path, name)) {
                path.push(Step::Key(name.to_owned()));
            }
            return Fault { path, kind: Kind::UnknownField { suggestion } };
        }
        if let Some((name, names)) = unknown(text, "unknown variant ") {
            return Fault { path, kind: Kind::UnknownName { name, names } };
        }
        // A key that is there twice is not: the value keeps one of them.
        if let Some(name) = text.strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next()) {
            path.push(Step::Key(name.to_owned()));
            return Fault { path, kind: Kind::Second };
        }
        let kind = match at(value, &path) {
            Some(Value::Object(_)) | None => Kind::Other { reason: text },
            Some(_) if text.contains("expected struct") => Kind::NotAnObject,
            Some(value) if NO_WHOLE_NUMBER.iter().any(|words| text.starts_with(words)) => {
                Kind::NotAWholeNumber { text: value.as_str().map_or_else(|| value.to_string(), str::to_owned) }
            }
            Some(_) => Kind::Other { reason: text },
        };
        Fault { path, kind }
    }

    /// The path in the names of the `.proto` files.
    fn field(&self) -> String {
        if self.path.is_empty() {
            return WHOLE.to_owned();
        }
        let mut text = String::new();
        for (i, step) in self.path.iter().enumerate() {
            match step {
                Step::Index(index) => text.push_str(&format!("[{index}]")),
                Step::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    // A name that no field has stays as it was written.
                    let unknown = i + 1 == self.path.len() && matches!(self.kind, Kind::UnknownField { .. });
                    text.push_str(&if unknown { echo(key) } else { snake_case(key) });
                }
            }
        }
        text
    }

    fn problem(&self, locale: Locale) -> String {
        match &self.kind {
            Kind::UnknownField { suggestion } => {
                Problem::UnknownField { suggestion: suggestion.as_deref() }.text(locale)
            }
            Kind::UnknownName { name, names } => {
                let suggestion = closest(name, names);
                Problem::UnknownName { name, suggestion: suggestion.as_deref(), names }.text(locale)
            }
            Kind::NotAWholeNumber { text } => Problem::NotAWholeNumber { text }.text(locale),
            Kind::NotAnObject => Problem::NotAnObject.text(locale),
            Kind::Second => Problem::SecondOfOne.text(locale),
            Kind::Other { reason } => Problem::WrongValue { reason }.text(locale),
        }
    }
}

fn steps(path: &Path) -> Vec<Step> {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(Step::Index(*index)),
        Segment::Map { key } => Some(Step::Key(key.clone())),
        Segment::Enum { .. } | Segment::Unknown => None,
    };
    path.iter().filter_map(step).collect()
}

/// The name and the known names of ``unknown field `a`, expected one of `b`, `c` ``; the zero value of an enum, which
/// nobody needs to write, is not among the known names.
fn unknown<'a>(text: &'a str, what: &str) -> Option<(&'a str, Vec<String>)> {
    let rest = text.strip_prefix(what)?.strip_prefix('`')?;
    let (name, rest) = rest.split_once("`, ").unwrap_or((rest.trim_end_matches('`'), ""));
    let known = rest.split('`').skip(1).step_by(2).filter(|name| !name.ends_with("_UNSPECIFIED"));
    Some((name, known.map(str::to_owned).collect()))
}

/// The known name closest to a name, if it is close; of the two spellings of a field the one of the JSON mapping.
fn closest(name: &str, names: &[String]) -> Option<String> {
    let normal = |name: &str| snake_case(name).to_lowercase();
    let word = normal(name);
    let allowed = (word.len() / 3).max(1);
    let near = names.iter().filter(|known| known.len().abs_diff(name.len()) <= allowed + 4 && name.len() < 64);
    let (distance, known) = near
        .map(|known| (strsim::osa_distance(&word, &normal(known)), known))
        .min_by_key(|(distance, known)| (*distance, known.contains('_') && known.chars().any(char::is_lowercase)))?;
    (distance <= allowed).then(|| known.clone())
}

fn has_key(value: &Value, path: &[Step], key: &str) -> bool {
    at(value, path).is_some_and(|value| value.get(key).is_some())
}

fn at<'a>(value: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// Takes the value at a path out of its object, or makes it `null` in its list so that the others keep their places.
fn remove(value: &mut Value, path: &[Step]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let parent = parents.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    });
    match (parent, last) {
        (Some(Value::Object(fields)), Step::Key(key)) => fields.remove(key).is_some(),
        (Some(Value::Array(items)), Step::Index(index)) => {
            let empty = Value::Object(serde_json::Map::new());
            items.get_mut(*index).is_some_and(|item| *item != empty && std::mem::replace(item, empty) != Value::Null)
        }
        _ => false,
    }
}

/// The name of a field in the `.proto` files, from either spelling.
fn snake_case(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for (i, c) in name.chars().enumerate().take(64) {
        if c.is_ascii_uppercase() && i > 0 && name.chars().any(|c| c.is_ascii_lowercase()) {
            text.push('_');
        }
        text.push(if name.chars().any(|c| c.is_ascii_lowercase()) { c.to_ascii_lowercase() } else { c });
    }
    text
}
