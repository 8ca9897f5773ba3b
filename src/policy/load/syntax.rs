//! From text to TOML values.

use toml::de::{DeTable, Error};

use super::fault::FaultCode;
use super::faults::Faults;
use super::snippet::quoted;
use crate::policy::building_blocks::Span;

/// Of a longer text only the first syntax error is reported: the parser keeps all of them in memory, and there may be
/// one for each byte.
const ALL_ERRORS_UP_TO: usize = 64 * 1024;

/// Parses TOML; `None` after reporting what is no TOML. Nesting is bounded by the parser, at 80 levels.
///
/// What could be made of a broken text is not looked at further: keys that seem missing would mostly be there.
pub(crate) fn parse<'t>(text: &'t str, faults: &mut Faults<'_>) -> Option<DeTable<'t>> {
    let error = match DeTable::parse(text) {
        Ok(table) => return Some(table.into_inner()),
        Err(error) => error,
    };
    if text.len() > ALL_ERRORS_UP_TO {
        report(&error, text, faults);
    } else {
        let errors = DeTable::parse_recoverable(text).1;
        without_echoes(&errors).for_each(|error| report(error, text, faults));
    }
    None
}

const DUPLICATE: &str = "duplicate key";

/// The errors without those that only follow from an earlier one: after a broken heading the keys of the next table seem
/// to stand in the table before.
fn without_echoes(errors: &[Error]) -> impl Iterator<Item = &Error> {
    let is_duplicate = |error: &Error| error.message() == DUPLICATE;
    let start = |error: &Error| error.span().map_or(usize::MAX, |span| span.start);
    let first_break = errors.iter().filter(|error| !is_duplicate(error)).map(start).min().unwrap_or(usize::MAX);
    errors.iter().filter(move |error| !is_duplicate(error) || start(error) < first_break)
}

fn report(error: &Error, text: &str, faults: &mut Faults<'_>) {
    let span = error
        .span()
        .map_or(Span { start: text.len(), end: text.len() }, |range| Span { start: range.start, end: range.end });
    let message = match text.get(span.start..span.end) {
        Some(key) if error.message() == DUPLICATE => format!("{DUPLICATE} {}", quoted(key)),
        _ => error.message().to_owned(),
    };
    faults.error(FaultCode::Syntax, span, message, None);
}
