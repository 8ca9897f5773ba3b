//! Writing JSON: the little that a schema needs, so that the domain does without a JSON library.

use std::fmt;

/// A JSON value.
pub(super) enum Json {
    /// A text.
    Text(String),
    /// A number or `true` or `false`, or another value that is JSON already.
    Plain(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in this order.
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    pub(super) fn object(members: Vec<(&'static str, Json)>) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Json::Text(text) => write_text(f, text),
            Json::Plain(text) => f.write_str(text),
            Json::List(items) => write_items(f, depth, ['[', ']'], items, |f, item| item.write(f, depth + 1)),
            Json::Object(members) => write_items(f, depth, ['{', '}'], members, |f, (name, value)| {
                write_text(f, name)?;
                f.write_str(": ")?;
                value.write(f, depth + 1)
            }),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

fn write_items<T>(
    f: &mut fmt::Formatter<'_>,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    write!(f, "{open}")?;
    for (i, item) in items.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        write!(f, "{comma}\n{:1$}", "", 2 * (depth + 1))?;
        write(f, item)?;
    }
    if !items.is_empty() {
        write!(f, "\n{:1$}", "", 2 * depth)?;
    }
    write!(f, "{close}")
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_read_it() {
        let written = Json::object(vec![
            ("a \"b\" \\", Json::text("é\n\u{1}€")),
            ("list", Json::List(vec![Json::Plain("1".into()), Json::List(vec![]), Json::object(vec![])])),
        ]);
        let read: serde_json::Value = serde_json::from_str(&written.to_string()).unwrap();
        assert_eq!(read["a \"b\" \\"], "é\n\u{1}€");
        assert_eq!(read["list"], serde_json::json!([1, [], {}]));
        assert!(written.to_string().ends_with("\n}"));
    }
}
