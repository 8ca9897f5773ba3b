//! XML, as far as JUnit needs it.

/// An element, opened with its attributes.
pub(super) fn open(name: &str, attributes: &[(&str, &str)]) -> String {
    let list: String = attributes.iter().map(|(key, value)| format!(" {key}=\"{}\"", escaped(value))).collect();
    format!("<{name}{list}>")
}

/// A text as content or within double quotes; characters that XML does not have are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let element = open("a", &[("b", "<\"&\u{1}\n")]);
        assert_eq!(element, "<a b=\"&lt;&quot;&amp;\u{fffd}&#10;\">");
    }
}
