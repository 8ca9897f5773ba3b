//! From text to TOML values.

use toml::de::DeTable;

use super::fault::FaultCode;
use super::faults::Faults;
use crate::policy::building_blocks::Span;

/// Of a longer text only the first syntax error is reported: the parser keeps all of them in memory, and there may be
/// one for each byte.
const ALL_ERRORS_UP_TO: usize = 64 * 1024;

/// Parses TOML; `None` after reporting what is no TOML. Nesting is bounded by the parser, at 80 levels.
///
/// What could be made of a broken text is not looked at further: keys that seem missing would mostly be there.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Faults<'_>) -> Option<DeTable<'t>> {
    let error = match DeTable::parse(text) {
        Ok(table) => return Some(table.into_inner()),
        Err(error) => error,
    };
    if text.len() > ALL_ERRORS_UP_TO {
        report(&error, text, faults);
    } else {
        DeTable::parse_recoverable(text).1.iter().for_each(|error| report(error, text, faults));
    }
    None
}

fn report(error: &toml::de::Error, text: &str, faults: &mut Faults<'_>) {
    let span = error
        .span()
        .map_or(Span { start: text.len(), end: text.len() }, |range| Span { start: range.start, end: range.end });
    faults.error(FaultCode::Syntax, span, error.message(), None);
}
