//! `google.protobuf.Timestamp` with the canonical JSON of protobuf: RFC 3339, read with any offset, written in UTC.
//!
//! The type of `prost_types` has no JSON, and that of `pbjson-types` writes `+00:00` where the mapping wants `Z`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer, ser};

use crate::calendar::Instant;

/// An instant as it crosses the wire: unchecked, any value of the two fields can occur.
#[derive(Clone, Copy, PartialEq, Eq, Hash, prost::Message)]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z, negative before.
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    /// Nanoseconds after `seconds`, 0 to 999,999,999.
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

impl Timestamp {
    /// The instant, if both fields are in range and the year is 1 to 9999.
    pub fn to_instant(self) -> Option<Instant> {
        Instant::new(self.seconds, u32::try_from(self.nanos).ok()?)
    }
}

impl From<Instant> for Timestamp {
    fn from(instant: Instant) -> Timestamp {
        // An instant has fewer than a billion nanoseconds.
        Timestamp { seconds: instant.secs(), nanos: i32::try_from(instant.nanos()).unwrap_or_default() }
    }
}

/// A text is not a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a timestamp of RFC 3339 that exists")
    }
}

impl std::error::Error for TimestampError {}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Timestamp, TimestampError> {
        // RFC 3339 lets these letters be small, the mapping does not.
        if text.contains(['t', 'z']) {
            return Err(TimestampError);
        }
        Instant::parse_rfc3339(text).map(Timestamp::from).ok_or(TimestampError)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let instant = self.to_instant().ok_or_else(|| ser::Error::custom("timestamp outside the years 1 to 9999"))?;
        serializer.collect_str(&instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_any_offset_and_writes_utc_with_the_fewest_groups_of_digits() {
        let rows = [
            ("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
            ("2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
            ("2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.000001Z"),
            ("2026-01-01T00:00:00.123456789-05:30", "2026-01-01T05:30:00.123456789Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ];
        for (read, written) in rows {
            let timestamp: Timestamp = read.parse().unwrap();
            assert_eq!(serde_json::to_value(timestamp).unwrap(), written);
        }
    }

    #[test]
    fn refuses_what_does_not_exist_and_small_letters() {
        for text in [
            "",
            "2026-02-29T00:00:00Z",
            "2026-06-30T23:59:60Z",
            "10000-01-01T00:00:00Z",
            "2026-03-01t00:00:00Z",
            "2026-03-01T00:00:00z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimestampError), "{text}");
        }
    }

    #[test]
    fn fields_out_of_range_are_no_instant_and_are_not_written() {
        let far = 253_402_300_800; // 10000-01-01
        for (seconds, nanos) in [(0, 1_000_000_000), (0, -1), (far, 0), (i64::MAX, 0), (i64::MIN, 0)] {
            let timestamp = Timestamp { seconds, nanos };
            assert_eq!(timestamp.to_instant(), None);
            assert!(serde_json::to_string(&timestamp).is_err());
        }
    }

    #[test]
    fn an_instant_survives_both_ways() {
        for (seconds, nanos) in [(0, 0), (-1, 999_999_999), (1_774_746_000, 1)] {
            let timestamp = Timestamp { seconds, nanos };
            assert_eq!(timestamp.to_instant().map(Timestamp::from), Some(timestamp));
        }
    }
}
