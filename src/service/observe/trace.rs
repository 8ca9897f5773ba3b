//! Whose trace a call belongs to: `traceparent` of W3C Trace Context.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tonic::codegen::http::{HeaderMap, HeaderName, HeaderValue};

/// The header.
pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The trace of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "otlp"), allow(dead_code))]
pub(super) struct Trace {
    /// The trace, never 0.
    pub(super) id: TraceId,
    /// The span of the caller; 0 when the trace begins here.
    pub(super) parent: u64,
    /// The span of the call, never 0.
    pub(super) span: u64,
    /// Whether somebody records it.
    pub(super) sampled: bool,
    /// What the answer says: the caller's own header, or one for a trace that begins here.
    pub(super) header: HeaderValue,
}

/// The identity of a trace; as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TraceId(u128);

impl TraceId {
    /// The number that it is.
    #[cfg_attr(not(feature = "otlp"), allow(dead_code))]
    pub(super) const fn number(self) -> u128 {
        self.0
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Trace {
    /// The trace that a call belongs to. A header that is missing or cannot be read begins a new one, which is recorded
    /// when `recorded`.
    pub(super) fn of(headers: &HeaderMap, recorded: bool) -> Trace {
        let span = random();
        let carried = headers.get(TRACEPARENT).and_then(|header| Some((read(header.as_bytes())?, header.clone())));
        if let Some(((id, parent, sampled), header)) = carried {
            return Trace { id, parent, span, sampled, header };
        }
        let id = TraceId(u128::from(random()) << 64 | u128::from(random()));
        let text = format!("00-{id}-{span:016x}-{:02x}", u8::from(recorded));
        // Digits and dashes always are a header.
        let header = text.try_into().unwrap_or(HeaderValue::from_static(""));
        Trace { id, parent: 0, span, sampled: recorded, header }
    }
}

/// The trace, the span and whether it is sampled, of `00-<32 digits>-<16 digits>-<2 digits>`, and more in later versions.
fn read(header: &[u8]) -> Option<(TraceId, u64, bool)> {
    let text = std::str::from_utf8(header).ok()?;
    let mut parts = text.splitn(5, '-');
    let version = hex(parts.next()?, 2)?;
    let (id, parent) = (hex(parts.next()?, 32)?, hex(parts.next()?, 16)?);
    let flags = hex(parts.next()?, 2)?;
    let fits = version < 0xff && (version > 0 || parts.next().is_none());
    let parent = u64::try_from(parent).ok().filter(|parent| *parent != 0)?;
    (fits && id != 0).then_some((TraceId(id), parent, flags & 1 == 1))
}

/// So many lower-case hexadecimal digits.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let fits = text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    fits.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

/// A number that no other call has, in this process or another; not a secret. Never 0.
fn random() -> u64 {
    // The hasher is seeded by the operating system.
    static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // SplitMix64: a different number for every count.
    let mut x = SEED.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn of(text: &str) -> Trace {
        Trace::of(&HeaderMap::from_iter([(TRACEPARENT, text.parse().unwrap())]), false)
    }

    #[test]
    fn a_sound_header_is_carried_through() {
        let trace = of(SOUND);
        assert_eq!(trace.header, SOUND);
        assert_eq!(trace.id.to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!((trace.parent, trace.sampled), (0x00f0_67aa_0ba9_02b7, true));
        assert!(!of(&SOUND.replace("-01", "-fe")).sampled);
        let later = SOUND.replacen("00", "cc", 1) + "-what-the-future-brings";
        assert_eq!(of(&later).header, *later);
    }

    #[test]
    fn another_begins_a_trace() {
        let unsound = [
            String::new(),
            SOUND.replacen("00", "ff", 1),
            SOUND.to_uppercase(),
            SOUND.to_owned() + "-more",
            SOUND.replace("4bf92f3577b34da6a3ce929d0e0e4736", &"0".repeat(32)),
            SOUND.replace("00f067aa0ba902b7", &"0".repeat(16)),
            SOUND.replace("-01", ""),
            SOUND.replace("-01", "-1"),
        ];
        for text in unsound {
            let trace = of(&text);
            assert_ne!(trace.header, *text, "{text}");
            assert_eq!(read(trace.header.as_bytes()), Some((trace.id, trace.span, false)), "{text}");
        }
        assert_ne!(Trace::of(&HeaderMap::new(), false).id, Trace::of(&HeaderMap::new(), false).id);
        assert!(Trace::of(&HeaderMap::new(), true).header.as_bytes().ends_with(b"-01"));
    }
}
