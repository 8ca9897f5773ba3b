//! What a text would become, counted before anything is built of it: a short text can state many small tables, and each
//! takes more memory than a page of prose.

use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, Source, Span};

use super::limits::LIMITS;
use crate::policy::Summary;
use crate::vocabulary::both;

/// What a text has more of than is allowed, in words.
pub(super) fn excess(text: &str) -> Option<Summary> {
    let source = Source::new(text);
    let count = source.lex().count();
    if count > LIMITS.tokens {
        let most = LIMITS.tokens;
        return Some(both!(
            "the text has {count} words, signs and line ends, more than the {most} that are allowed",
            "de tekst heeft {count} woorden, tekens en regeleinden, meer dan de {most} die mogen"
        ));
    }
    let tokens: Vec<_> = source.lex().collect();
    let mut tables = Tables { text, ..Tables::default() };
    let nesting = u32::try_from(LIMITS.nesting).unwrap_or(u32::MAX);
    parse_document(&tokens, &mut RecursionGuard::new(&mut tables, nesting), &mut ());
    let more = tables.count > LIMITS.tables;
    more.then(|| {
        both!(
            "the text has {} tables, more than the {} that are allowed",
            "de tekst heeft {} tabellen, meer dan de {} die mogen",
            tables.count,
            LIMITS.tables
        )
    })
}

/// Counts the tables of a text: never fewer than it has.
#[derive(Default)]
struct Tables<'t> {
    text: &'t str,
    count: usize,
    /// The keys of the heading that is read.
    heading: Option<Vec<&'t str>>,
    /// Those of the heading before.
    before: Vec<&'t str>,
}

impl Tables<'_> {
    fn open(&mut self) {
        self.heading = Some(Vec::new());
    }

    /// A heading makes the last table that it names, and those before it that the heading before did not name.
    fn close(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let known = heading.iter().zip(&self.before).take_while(|(key, known)| key == known).count();
        self.count += heading.len().saturating_sub(known).max(1);
        self.before = heading;
    }
}

impl EventReceiver for Tables<'_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open();
    }

    fn std_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open();
    }

    fn array_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.count += 1;
        true
    }

    fn simple_key(&mut self, span: Span, _: Option<Encoding>, _: &mut dyn ErrorSink) {
        if let Some(heading) = &mut self.heading {
            heading.push(self.text.get(span.start()..span.end()).unwrap_or_default());
        }
    }

    /// Each dot of a key makes a table.
    fn key_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        if self.heading.is_none() {
            self.count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> usize {
        let tokens: Vec<_> = Source::new(text).lex().collect();
        let mut tables = Tables { text, ..Tables::default() };
        parse_document(&tokens, &mut tables, &mut ());
        tables.count
    }

    #[test]
    fn every_table_is_counted_and_none_twice_that_a_heading_names_again() {
        for (text, expected) in [
            ("", 0),
            (
                "a = 1.5
b = [1, 2]
c = 'x.y'
",
                0,
            ),
            (
                "a.b.c = 1
",
                2,
            ),
            (
                "a = { b = {}, c.d = 1 }
",
                3,
            ),
            (
                "[a]
[a.b]
[a.b.c]
",
                3,
            ),
            (
                "[a.b.c]
[a.b.d]
",
                4,
            ),
            (
                "[[a]]
[a.b]
[[a.b.c]]
[[a.b.c]]
[[a]]
[a.b]
[[a.b.c]]
",
                7,
            ),
            (
                "[[a]]
[a.b.c]
[[a]]
[a.b.c]
",
                6,
            ),
        ] {
            assert_eq!(tables(text), expected, "{text}");
        }
    }

    #[test]
    fn the_limits_of_what_is_built() {
        let said = |text: &str| excess(text).map(|said| said.en).unwrap_or_default();
        // The end of the text counts as well.
        assert_eq!(said(&"\n".repeat(LIMITS.tokens - 1)), "");
        assert!(said(&"\n".repeat(LIMITS.tokens)).starts_with("the text has 250001 words"));
        let array = |count: usize| format!("a=[{}]", "{},".repeat(count));
        assert_eq!(said(&array(LIMITS.tables)), "");
        assert_eq!(said(&array(LIMITS.tables + 1)), "the text has 16001 tables, more than the 16000 that are allowed");
    }
}
