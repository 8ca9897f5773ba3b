//! When a certificate holds: the one field of X.509 that the TLS library does not tell of one's own certificate.

use crate::calendar::Instant;

/// When a certificate holds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) from: Instant,
    pub(super) until: Instant,
}

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The validity of a certificate in DER; `None` when it is none (RFC 5280, 4.1).
pub(super) fn of(certificate: &[u8]) -> Option<Validity> {
    let (whole, _) = element(certificate, SEQUENCE)?;
    let (mut rest, _) = element(whole, SEQUENCE)?;
    if let Some((_, after)) = element(rest, VERSION) {
        rest = after;
    }
    // The serial number, the algorithm and the issuer come first.
    for tag in [INTEGER, SEQUENCE, SEQUENCE] {
        rest = element(rest, tag)?.1;
    }
    let (validity, _) = element(rest, SEQUENCE)?;
    let (from, rest) = time(validity)?;
    Some(Validity { from, until: time(rest)?.0 })
}

/// The contents of the first element, if it has this tag, and what comes after it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let parts = rest.split_at_checked(length)?;
    (found == tag).then_some(parts)
}

/// `YYMMDDHHMMSSZ`, or with four digits for the year.
fn time(bytes: &[u8]) -> Option<(Instant, &[u8])> {
    let ((text, rest), digits) = element(bytes, UTC_TIME)
        .map(|found| (found, 2))
        .or_else(|| element(bytes, GENERALIZED_TIME).map(|found| (found, 4)))?;
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (year, text) = text.split_at_checked(digits)?;
    let century = match (digits, year.parse::<u8>()) {
        (2, Ok(0..50)) => "20",
        (2, _) => "19",
        _ => "",
    };
    let part = |at: usize| text.get(at..at + 2);
    let (month, day) = (part(0)?, part(2)?);
    let (hour, minute, second) = (part(4)?, part(6)?, part(8)?);
    let text = format!("{century}{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    // `99991231235959Z` stands for no end, and lies after all that is told here.
    Some((Instant::parse_rfc3339(&text).unwrap_or(Instant::MAX), rest))
}
