//! From text to TOML values.

use toml::de::{DeTable, Error};

use super::fault::FaultCode;
use super::faults::Faults;
use super::hints;
use super::limits::LIMITS;
use super::parser_words::in_dutch;
use super::shape::Shape;
use super::snippet::quoted;
use super::weight;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::both;

/// Of a longer text only the first syntax error is reported: the parser keeps all of them in memory, and there may be
/// one for each byte.
const ALL_ERRORS_UP_TO: usize = 64 * 1024;

/// How many syntax errors are reported: one bracket that is missing makes hundreds.
const MOST_ERRORS: usize = 10;

/// Parses TOML; `None` after reporting what is no TOML. Nesting is bounded by the parser.
///
/// With the description of a format, a line that is no TOML is shown as it was probably meant.
///
/// What could be made of a broken text is not looked at further: keys that seem missing would mostly be there.
pub(crate) fn parse<'t>(text: &'t str, shape: Option<&'static Shape>, faults: &mut Faults<'_>) -> Option<DeTable<'t>> {
    if let Some(excess) = weight::excess(text) {
        faults.error(FaultCode::TooMany, Span::default(), excess, None);
        return None;
    }
    let error = match DeTable::parse(text) {
        Ok(table) => return Some(table.into_inner()),
        Err(error) => error,
    };
    if text.len() > ALL_ERRORS_UP_TO {
        report(&error, text, shape, faults);
    } else {
        let errors = DeTable::parse_recoverable(text).1;
        let mut errors = without_echoes(&errors);
        errors.by_ref().take(MOST_ERRORS).for_each(|error| report(error, text, shape, faults));
        if let Some(next) = errors.next() {
            let more = errors.count() + 1;
            let message = both!(
                "{more} more errors from here on, which may follow from those above",
                "vanaf hier nog {more} fouten, die uit de vorige kunnen volgen"
            );
            faults.error(FaultCode::Syntax, span_of(next, text), message, None);
        }
    }
    None
}

const DUPLICATE: &str = "duplicate key";
/// What the parser says where it goes no deeper.
const TOO_DEEP: &str = "max recursion depth";

/// The errors without those that only follow from an earlier one: after a broken heading the keys of the next table seem
/// to stand in the table before.
fn without_echoes(errors: &[Error]) -> impl Iterator<Item = &Error> {
    let is_duplicate = |error: &Error| error.message() == DUPLICATE;
    let start = |error: &Error| error.span().map_or(usize::MAX, |span| span.start);
    let first_break = errors.iter().filter(|error| !is_duplicate(error)).map(start).min().unwrap_or(usize::MAX);
    errors.iter().filter(move |error| !is_duplicate(error) || start(error) < first_break)
}

fn report(error: &Error, text: &str, shape: Option<&'static Shape>, faults: &mut Faults<'_>) {
    let span = span_of(error, text);
    let (message, help) = match text.get(span.start..span.end) {
        Some(key) if error.message() == DUPLICATE => {
            let in_heading = text.get(..span.start).is_some_and(|before| before.ends_with('['));
            let help = in_heading.then(|| {
                both!(
                    "a table that comes more than once is written `[[{key}]]`",
                    "een tabel die vaker voorkomt, schrijft u als `[[{key}]]`"
                )
            });
            (both!("duplicate key {}", "de sleutel {} staat er twee keer", quoted(key)), help)
        }
        _ if error.message().contains(TOO_DEEP) => {
            let message = both!(
                "nested deeper than the {} levels that are allowed",
                "dieper genest dan de {} lagen die mogen",
                LIMITS.nesting
            );
            (message, None)
        }
        _ => (Summary { nl: in_dutch(error.message()), en: error.message().to_owned() }, None),
    };
    let repeats = help.is_some();
    faults.error(FaultCode::Syntax, span, message, help);
    if repeats {
        return hints::mend_heading(span, faults);
    }
    if let Some(shape) = shape.filter(|_| text.len() <= ALL_ERRORS_UP_TO) {
        hints::mend_syntax(span, shape, faults);
    }
}

/// Where an error is; without a place at the end.
fn span_of(error: &Error, text: &str) -> Span {
    let end = Span { start: text.len(), end: text.len() };
    error.span().map_or(end, |range| Span { start: range.start, end: range.end })
}
