//! From bytes to text.

use super::fault::{FaultCode, Report};
use super::faults::Faults;
use super::limits::LIMITS;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::both;

const MARK: char = '\u{feff}';

/// The text of a file.
pub(crate) fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Report> {
    if bytes.len() > LIMITS.bytes {
        let message = both!(
            "the file has {} bytes, more than the {} that are allowed",
            "het bestand heeft {} bytes, meer dan de {} die mogen",
            bytes.len(),
            LIMITS.bytes
        );
        return Err(single(file, "", FaultCode::TooLarge, 0, message));
    }
    match std::str::from_utf8(bytes) {
        Err(error) => {
            let start = error.valid_up_to();
            let good = bytes.get(..start).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default();
            let byte = bytes.get(start).copied().unwrap_or_default();
            let message = both!(
                "the byte {byte:#04x} at offset {start} is not UTF-8",
                "de byte {byte:#04x} op plaats {start} is geen UTF-8"
            );
            Err(single(file, good, FaultCode::NotUtf8, start, message))
        }
        Ok(text) => match text.find('\0') {
            Some(start) => {
                let message = both!("a NUL byte at offset {start}", "een NUL-byte op plaats {start}");
                Err(single(file, text, FaultCode::NulByte, start, message))
            }
            None => Ok(text),
        },
    }
}

/// Reports what is wrong with the text as such.
pub(crate) fn check(text: &str, faults: &mut Faults<'_>) {
    if text.starts_with(MARK) {
        let span = Span { start: 0, end: MARK.len_utf8() };
        let help = both!(
            "save the file as UTF-8 without a byte order mark",
            "sla het bestand op als UTF-8 zonder byte order mark"
        );
        let message = both!("the file starts with a byte order mark", "het bestand begint met een byte order mark");
        faults.error(FaultCode::ByteOrderMark, span, message, Some(help));
    }
}

fn single(file: &str, text: &str, code: FaultCode, start: usize, message: Summary) -> Report {
    let mut faults = Faults::new(file, text);
    faults.error(code, Span { start, end: start + 1 }, message, None);
    Report { faults: faults.into_sorted() }
}
