//! JSON values, and how they are written: enough for reports, without a library that the core would need.

use crate::facts::FieldNames;
use std::borrow::Cow;
use std::fmt::Write;

/// A JSON value. The keys of an object keep their order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Bool(bool),
    Number(usize),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(Cow<'static, str>, Value)>),
    /// What was written already, as deep as it stands.
    Written(String),
}

impl Value {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// An object of those keys that have a value.
    pub(super) fn object(keys: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
        Value::Object(keys.into_iter().filter_map(|(key, value)| Some((key.into(), value?))).collect())
    }

    /// A list.
    pub(super) fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::List(items.into_iter().collect())
    }

    /// Puts a value at a path of the contract, as in `agreement.payments[].amount`, in JSON's names. Objects on the way are made
    /// where they are not there; of a list on the way, the entry with this number is meant.
    pub(super) fn put(&mut self, path: &str, entry: usize, value: Value) {
        let Value::Object(keys) = self else { return };
        let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
        let name = FieldNames::Json.path(head.trim_end_matches("[]")).into_owned();
        let Some(rest) = rest else { return keys.push((name.into(), value)) };
        let known = keys.iter().position(|(key, _)| *key == name);
        let place = known.unwrap_or(keys.len());
        if known.is_none() {
            keys.push((name.into(), Value::object([])));
        }
        match keys.get_mut(place).map(|(_, inner)| inner) {
            Some(Value::List(items)) => {
                if let Some(item) = items.get_mut(entry) {
                    item.put(rest, 0, value);
                }
            }
            Some(inner) => inner.put(rest, entry, value),
            None => {}
        }
    }

    /// On one line.
    pub(super) fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// On many lines, indented by two spaces, with a newline at the end.
    pub(super) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out.push('\n');
        out
    }

    /// On many lines, so deep within something else, without a newline at the end.
    pub(super) fn pretty_at(&self, depth: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(depth));
        out
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Value::Written(text) => out.push_str(text),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Text(text) => quote(text, out),
            Value::List(items) => {
                block(out, indent, ('[', ']'), items, |item, out, indent| item.write(out, indent));
            }
            Value::Object(keys) => block(out, indent, ('{', '}'), keys, |(key, value), out, indent| {
                quote(key, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                value.write(out, indent);
            }),
        }
    }
}

fn block<T>(
    out: &mut String,
    indent: Option<usize>,
    (open, close): (char, char),
    items: &[T],
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    out.push(open);
    let inner = indent.map(|depth| depth + 1);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(out, inner);
        write(item, out, inner);
    }
    if !items.is_empty() {
        new_line(out, indent);
    }
    out.push(close);
}

fn new_line(out: &mut String, indent: Option<usize>) {
    if let Some(depth) = indent {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_json() {
        let value = Value::object([
            ("a", Some(Value::text("x\"\\\n\u{1}é"))),
            ("b", None),
            ("c", Some(Value::list([Value::Number(1), Value::Bool(false)]))),
            ("d", Some(Value::list([]))),
        ]);
        assert_eq!(value.compact(), r#"{"a":"x\"\\\n\u0001é","c":[1,false],"d":[]}"#);
        assert_eq!(Value::object([("a", Some(Value::Number(1)))]).pretty(), "{\n  \"a\": 1\n}\n");
        let read: serde_json::Value = serde_json::from_str(&value.pretty()).unwrap();
        assert_eq!(read["a"], "x\"\\\n\u{1}é");
    }
}
