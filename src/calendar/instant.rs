//! Moments on the UTC time line.

use std::fmt;
use std::ops::Range;

use super::date::{Date, two_digits};

/// A moment in UTC, to the nanosecond, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
///
/// That is the range of a protobuf `Timestamp`. Leap seconds do not exist, as in POSIX: each day has 86,400 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    // Ordered by the derive: seconds before nanoseconds.
    secs: i64,
    nanos: u32,
}

/// Seconds in a civil day without a clock change, and in each UTC day.
pub(super) const DAY: i64 = 86_400;
const LAST_NANO: u32 = 999_999_999;

impl Instant {
    /// 0001-01-01T00:00:00Z, the first supported instant.
    pub const MIN: Instant = Instant { secs: -62_135_596_800, nanos: 0 };
    /// 9999-12-31T23:59:59.999999999Z, the last supported instant.
    pub const MAX: Instant = Instant { secs: 253_402_300_799, nanos: LAST_NANO };

    /// The instant `secs` seconds and `nanos` nanoseconds after 1970-01-01T00:00:00Z.
    ///
    /// The nanoseconds count forward, before 1970 too. `None` outside the supported range, or when `nanos` is a whole
    /// second or more.
    pub fn new(secs: i64, nanos: u32) -> Option<Instant> {
        let supported = (Instant::MIN.secs..=Instant::MAX.secs).contains(&secs) && nanos <= LAST_NANO;
        supported.then_some(Instant { secs, nanos })
    }

    /// Reads a date and time of RFC 3339 with any offset, such as `2026-07-31T17:30:00+02:00`.
    ///
    /// Up to nine digits may follow the decimal point; `T` and `Z` may be lower-case. A leap second (`:60`) and an
    /// instant outside the supported range are `None`.
    pub fn parse_rfc3339(text: &str) -> Option<Instant> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse(date)?;
        let &[b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = rest.as_bytes() else { return None };
        let (hour, minute, second) = (two_digits(h1, h2)?, two_digits(m1, m2)?, two_digits(s1, s2)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (nanos, rest) = fraction(rest)?;
        let of_day = i64::from(hour * 3_600 + minute * 60 + second);
        Instant::new(i64::from(date.days()) * DAY + of_day - offset(rest)?, nanos)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn secs(self) -> i64 {
        self.secs
    }

    /// The nanoseconds after [`Instant::secs`], 0 to 999,999,999.
    pub fn nanos(self) -> u32 {
        self.nanos
    }

    /// The instant `secs` seconds later, earlier when negative; `None` outside the supported range.
    pub fn plus_secs(self, secs: i64) -> Option<Instant> {
        Instant::new(self.secs.checked_add(secs)?, self.nanos)
    }

    /// The instant `hours` hours of elapsed time later, earlier when negative (rule T3: a clock change does not
    /// stretch them); `None` outside the supported range.
    pub fn plus_hours(self, hours: i64) -> Option<Instant> {
        self.plus_secs(hours.checked_mul(3_600)?)
    }

    /// The instant `minutes` minutes of elapsed time later, as [`Instant::plus_hours`].
    pub fn plus_minutes(self, minutes: i64) -> Option<Instant> {
        self.plus_secs(minutes.checked_mul(60)?)
    }

    /// The next instant, one nanosecond later; [`Instant::MAX`] stays.
    #[must_use]
    pub fn next(self) -> Instant {
        if self.nanos < LAST_NANO {
            Instant { nanos: self.nanos + 1, ..self }
        } else {
            Instant::new(self.secs + 1, 0).unwrap_or(Instant::MAX)
        }
    }

    /// The previous instant, one nanosecond earlier; [`Instant::MIN`] stays.
    #[must_use]
    pub fn prev(self) -> Instant {
        if self.nanos > 0 {
            Instant { nanos: self.nanos - 1, ..self }
        } else {
            Instant::new(self.secs - 1, LAST_NANO).unwrap_or(Instant::MIN)
        }
    }
}

/// RFC 3339 in UTC, such as `2026-07-31T15:30:00Z`, with three, six or nine decimals only when there are any.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digit by digit: decisions have many of them, and logs even more.
        let (year, month, day) = Date::from_days_clamped(self.secs.div_euclid(DAY)).ymd();
        let of_day = u32::try_from(self.secs.rem_euclid(DAY)).unwrap_or_default();
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        digits(&mut text, 0..4, year.unsigned_abs());
        digits(&mut text, 5..7, month);
        digits(&mut text, 8..10, day);
        digits(&mut text, 11..13, of_day / 3_600);
        digits(&mut text, 14..16, of_day / 60 % 60);
        digits(&mut text, 17..19, of_day % 60);
        digits(&mut text, 20..29, self.nanos);
        let end = match self.nanos {
            0 => 19,
            nanos if nanos % 1_000_000 == 0 => 23,
            nanos if nanos % 1_000 == 0 => 26,
            _ => 29,
        };
        if let Some(after) = text.get_mut(end) {
            *after = b'Z';
        }
        f.write_str(text.get(..=end).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default())
    }
}

/// Writes a number into a place of a text, with zeros before it.
fn digits(text: &mut [u8], place: Range<usize>, mut number: u32) {
    for byte in text.get_mut(place).into_iter().flatten().rev() {
        *byte = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

/// The nanoseconds that an optional decimal fraction writes, and what follows it.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = text else { return Some((0, text)) };
    let len = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=9).contains(&len) {
        return None;
    }
    let (digits, rest) = digits.split_at_checked(len)?;
    let padded = digits.iter().chain(std::iter::repeat(&b'0')).take(9);
    Some((padded.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0')), rest))
}

/// The seconds east of UTC that `Z`, `+02:00` or `-02:00` writes.
fn offset(text: &[u8]) -> Option<i64> {
    match *text {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
            let seconds = i64::from(hours * 3_600 + minutes * 60);
            (hours <= 23 && minutes <= 59).then_some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64, nanos: u32) -> Option<Instant> {
        Instant::new(secs, nanos)
    }

    #[test]
    fn reads_rfc_3339() {
        assert_eq!(Instant::parse_rfc3339("1970-01-01T00:00:00Z"), at(0, 0));
        assert_eq!(Instant::parse_rfc3339("2026-07-31T15:30:00Z"), at(1_785_511_800, 0));
        assert_eq!(Instant::parse_rfc3339("2026-07-31T17:30:00+02:00"), at(1_785_511_800, 0));
        assert_eq!(Instant::parse_rfc3339("2026-07-31t10:00:00.5-05:30"), at(1_785_511_800, 500_000_000));
        assert_eq!(Instant::parse_rfc3339("1969-12-31T23:59:59.999999999z"), at(-1, 999_999_999));
        assert_eq!(Instant::parse_rfc3339("1970-01-01T00:00:00.000000001-00:00"), at(0, 1));
    }

    #[test]
    fn refuses_what_is_not_rfc_3339() {
        for text in [
            "",
            "2026-07-31",
            "2026-07-31T15:30Z",
            "2026-07-31 15:30:00Z",
            "2026-07-31T15:30:00",
            "2026-07-31T24:00:00Z",
            "2026-07-31T15:60:00Z",
            "2026-06-30T23:59:60Z",
            "2026-07-31T15:30:00.Z",
            "2026-07-31T15:30:00.0000000001Z",
            "2026-07-31T15:30:00,5Z",
            "2026-07-31T15:30:00+2:00",
            "2026-07-31T15:30:00+24:00",
            "2026-07-31T15:30:00+02:60",
            "2026-07-31T15:30:00+0200",
            "2026-07-31T15:30:00ZZ",
            "2026-02-29T15:30:00Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "é026-07-31T15:30:00Z",
            "2026-07-3é1T15:30:00Z",
        ] {
            assert_eq!(Instant::parse_rfc3339(text), None, "{text:?}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2026-07-31T15:30:00Z",
            "2026-07-31T15:30:00.120Z",
            "2026-07-31T15:30:00.000001Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            assert_eq!(Instant::parse_rfc3339(text).unwrap().to_string(), text);
        }
        assert_eq!(Instant::MIN.to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Instant::MAX.to_string(), "9999-12-31T23:59:59.999999999Z");
    }

    #[test]
    fn neighbours() {
        let second = at(5, 0).unwrap();
        assert_eq!(second.prev(), at(4, 999_999_999).unwrap());
        assert_eq!(second.prev().next(), second);
        assert_eq!(second.next(), at(5, 1).unwrap());
        assert_eq!(at(-1, 999_999_999).unwrap().next(), at(0, 0).unwrap());
        assert_eq!(Instant::MAX.next(), Instant::MAX);
        assert_eq!(Instant::MIN.prev(), Instant::MIN);
        assert!(second.prev() < second && second < second.next());
    }

    #[test]
    fn arithmetic_ends_at_the_range() {
        assert_eq!(at(0, 1_000_000_000), None);
        assert_eq!(at(i64::MAX, 0), None);
        assert_eq!(at(i64::MIN, 0), None);
        assert_eq!(Instant::MAX.plus_secs(1), None);
        assert_eq!(Instant::MIN.plus_secs(-1), None);
        for extreme in [i64::MIN, i64::MAX] {
            assert_eq!(Instant::MAX.plus_secs(extreme), None);
            assert_eq!(Instant::MIN.plus_hours(extreme), None);
        }
        assert_eq!(at(0, 7).unwrap().plus_hours(-48), at(-172_800, 7));
    }
}
