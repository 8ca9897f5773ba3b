//! Where a key stands in a policy file, so that a finding can point at it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::policy::building_blocks::Span;

/// The keys of a file, with their places.
pub(super) struct Places<'t>(Option<DeTable<'t>>);

impl<'t> Places<'t> {
    /// Reads the text of a policy; a text that is no TOML, which a loaded policy never has, has no places.
    pub(super) fn new(source: &'t str) -> Places<'t> {
        Places(DeTable::parse(source).ok().map(Spanned::into_inner))
    }

    /// The place of a key and its value. A path is made of keys and indexes, as in `clause.3.tiers.tier.0.charges`.
    pub(super) fn find(&self, path: &str) -> Option<Span> {
        let mut table = self.0.as_ref()?;
        let mut parts = path.split('.').peekable();
        while let Some(key) = parts.next() {
            let (name, value) = table.get_key_value(key)?;
            let mut value = value;
            let mut whole = around(name.span(), value.span());
            while let Some(index) = parts.next_if(|part| part.bytes().all(|b| b.is_ascii_digit())) {
                value = value.get_ref().as_array()?.get(index.parse::<usize>().ok()?)?;
                whole = Span { start: value.span().start, end: value.span().end };
            }
            match (parts.peek(), value.get_ref()) {
                (None, _) => return Some(whole),
                (Some(_), DeValue::Table(inner)) => table = inner,
                (Some(_), _) => return None,
            }
        }
        None
    }
}

/// A key with its value; of a table under a heading of its own, the heading.
fn around(key: std::ops::Range<usize>, value: std::ops::Range<usize>) -> Span {
    Span { start: key.start.min(value.start), end: value.end.max(key.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = 1\n[[c]]\nid = 'x'\n[c.tiers]\n[[c.tiers.tier]]\nat_most = '7 days'\nrows = [{ k = 2 }]\n";

    fn shown(path: &str) -> Option<&'static str> {
        Places::new(TEXT).find(path).and_then(|span| TEXT.get(span.start..span.end))
    }

    #[test]
    fn finds_keys_and_rows() {
        assert_eq!(shown("a"), Some("a = 1"));
        assert_eq!(shown("c.0.id"), Some("id = 'x'"));
        assert_eq!(shown("c.0.tiers.tier.0.at_most"), Some("at_most = '7 days'"));
        assert_eq!(shown("c.0.tiers.tier.0.rows.0.k"), Some("k = 2"));
        assert_eq!(shown("c.0.tiers.tier.0"), Some("[[c.tiers.tier]]"));
        assert_eq!(shown("c.0"), Some("[[c]]"));
        assert_eq!(shown("c.0.tiers"), Some("[c.tiers]"));
        for nothing in ["b", "c.1", "c.0.id.x", "a.0", ""] {
            assert_eq!(shown(nothing), None, "{nothing}");
        }
    }
}
