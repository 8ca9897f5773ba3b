//! Places in a text as people count them, and the line around a place.

use crate::policy::building_blocks::Span;

/// The line of a place, fit to be printed: tabs are four spaces, other control characters `\u{fffd}`, and what lies far
/// from the place is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The line, or the part of it around the place.
    pub text: String,
    /// How many characters of `text` come before the place.
    pub before: usize,
    /// How many characters the place takes, at least 1.
    pub width: usize,
}

impl Snippet {
    /// Spaces, then a caret under each character of the place.
    pub fn underline(&self) -> String {
        " ".repeat(self.before) + &"^".repeat(self.width)
    }
}

/// How many characters of a line are shown before and after the start of a place.
const CONTEXT: (usize, usize) = (60, 100);
const TAB: &str = "    ";
const CUT: &str = "...";

/// A text with an index of its lines.
pub(crate) struct LineIndex<'a> {
    text: &'a str,
    /// Where each line starts, in bytes; never empty.
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    pub(crate) fn new(text: &'a str) -> LineIndex<'a> {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
        LineIndex { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// All of the text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The line and the column of a byte offset, both from 1, the column in characters.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.on_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.line_start(line);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The line of a place, with the part of the place that lies on it.
    pub(crate) fn snippet(&self, span: Span) -> Snippet {
        let start = self.on_boundary(span.start);
        let end = self.on_boundary(span.end.max(start));
        let line_start = self.line_start(self.starts.partition_point(|at| *at <= start));
        let (before, rest) = (self.text.get(line_start..start), self.text.get(start..));
        let rest = rest.unwrap_or_default().lines().next().unwrap_or_default();
        let inside = rest.get(..end - start).unwrap_or(rest);
        let after = rest.get(inside.len()..).unwrap_or_default();
        lay_out(before.unwrap_or_default(), inside, after)
    }

    fn line_start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0)
    }

    /// The nearest character boundary at or before an offset, within the text.
    fn on_boundary(&self, offset: usize) -> usize {
        let within = offset.min(self.text.len());
        (0..=within).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

fn lay_out(before: &str, inside: &str, after: &str) -> Snippet {
    let (left, right) = CONTEXT;
    let hidden = before.chars().count().saturating_sub(left);
    let mut text = String::from(if hidden > 0 { CUT } else { "" });
    text.extend(before.chars().skip(hidden).flat_map(printable));
    let before = text.chars().count();
    text.extend(inside.chars().take(right).flat_map(printable));
    let width = text.chars().count() - before;
    let shown = inside.chars().take(right).count();
    let room = right.saturating_sub(shown);
    text.extend(after.chars().take(room).flat_map(printable));
    if inside.chars().nth(shown).is_some() || after.chars().nth(room).is_some() {
        text.push_str(CUT);
    }
    Snippet { text, before, width: width.max(1) }
}

/// A line as it is printed.
pub(crate) fn one_line(line: &str) -> String {
    line.chars().flat_map(printable).collect()
}

/// A character as it is printed: a terminal must not act on what a file says.
fn printable(character: char) -> impl Iterator<Item = char> {
    let (tab, plain) = match character {
        '\t' => (TAB, None),
        c if c.is_control() || is_direction_mark(c) => ("", Some(char::REPLACEMENT_CHARACTER)),
        c => ("", Some(c)),
    };
    tab.chars().chain(plain)
}

/// Marks that make a terminal show text in another order than it stands in the file.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How much of what a file says is repeated in a message.
const QUOTED: usize = 60;

/// What a file says, in backticks, fit to stand in a message.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("`");
    quoted.extend(text.chars().take(QUOTED).flat_map(printable));
    if text.chars().nth(QUOTED).is_some() {
        quoted.push_str(CUT);
    }
    quoted.push('`');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, start: usize, end: usize) -> (String, String) {
        let snippet = LineIndex::new(text).snippet(Span { start, end });
        (snippet.text.clone(), snippet.underline())
    }

    #[test]
    fn positions_count_characters() {
        let lines = LineIndex::new("één\ntwee\r\n\n");
        for (offset, position) in [(0, (1, 1)), (2, (1, 2)), (1, (1, 1)), (5, (1, 4)), (6, (2, 1)), (12, (3, 1))] {
            assert_eq!(lines.position(offset), position, "{offset}");
        }
        assert_eq!(lines.position(13), (4, 1));
        assert_eq!(lines.position(usize::MAX), (4, 1));
        assert_eq!(LineIndex::new("").position(0), (1, 1));
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(shown("a = 1\nb = 'é€'\n", 10, 17), ("b = 'é€'".into(), "    ^^^^".into()));
        assert_eq!(shown("\ta = 1", 5, 6), ("    a = 1".into(), "        ^".into()));
        assert_eq!(shown("a =", 3, 3), ("a =".into(), "   ^".into()));
        assert_eq!(shown("a = [\n1\n]", 4, 9), ("a = [".into(), "    ^".into()));
        assert_eq!(shown("\u{1b}[31m\r\n", 1, 5), ("\u{fffd}[31m".into(), " ^^^^".into()));
    }

    #[test]
    fn long_lines_are_cut() {
        let (text, underline) = shown(&"€".repeat(1_000), 900, 903);
        assert_eq!(text, format!("...{}...", "€".repeat(160)));
        assert_eq!(underline, format!("{}^", " ".repeat(63)));
        let (text, underline) = shown(&"x".repeat(200), 0, 200);
        assert_eq!((text.len(), underline.len()), (103, 100));
    }

    #[test]
    fn messages_repeat_no_more_than_a_line() {
        assert_eq!(quoted("a\tb\nc"), "`a    b\u{fffd}c`");
        assert_eq!(quoted(&"x".repeat(61)), format!("`{}...`", "x".repeat(60)));
    }
}
