//! Places in a file as people count them.

use crate::policy::building_blocks::Span;
use crate::policy::load::{LineIndex, Snippet};

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
    /// The first line and what to underline in it.
    pub snippet: Snippet,
}

/// A text in which places are looked up.
pub(super) struct Source<'t>(LineIndex<'t>);

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Source<'t> {
        Source(LineIndex::new(text))
    }

    /// Where some bytes stand.
    pub(super) fn place(&self, span: Span) -> Place {
        let (line, column) = self.0.position(span.start);
        let (end_line, end_column) = self.0.position(span.end.max(span.start));
        Place { line, column, end_line, end_column, snippet: self.0.snippet(span) }
    }
}
