//! Records as they are written: a head that the chain gives, and the rest.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use sha2::{Digest, Sha256};
use smallvec::SmallVec;

use super::mask::Mask;
use super::texts::without_texts;
use crate::contract::{self, wire};
use crate::policy::store::PolicySet;

/// The SHA-256 of a record: its line without the newline.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first record names as the one before it.
    pub const NONE: Hash = Hash([0; 32]);

    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The hash that 64 hexadecimal digits write.
    pub fn parse(text: &str) -> Option<Hash> {
        if text.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| !pair.starts_with('+'))?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Hash(bytes))
    }

    /// Appends its 64 digits.
    fn write(self, out: &mut Vec<u8>) {
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
        out.extend(self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Where the chain is: what the next record has in its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The number of the last record; 0: there is none.
    pub(super) seq: u64,
    /// Its hash.
    pub(super) hash: Hash,
}

impl Head {
    pub(super) const START: Head = Head { seq: 0, hash: Hash::NONE };

    /// Appends a record to `out`, newline included, and gives the chain after it.
    pub(super) fn append(self, body: &[u8], out: &mut Vec<u8>) -> Head {
        let (start, seq) = (out.len(), self.seq.saturating_add(1));
        out.extend_from_slice(b"{\"seq\":");
        out.extend_from_slice(itoa::Buffer::new().format(seq).as_bytes());
        out.extend_from_slice(b",\"prev\":\"");
        self.hash.write(out);
        out.extend_from_slice(b"\",");
        out.extend_from_slice(body);
        let hash = Hash::of(out.get(start..).unwrap_or_default());
        out.push(b'\n');
        Head { seq, hash }
    }
}

/// The method whose decisions are what a customer could do: of those of one call, at most one comes about.
pub const OF_OPTIONS: &str = "CompareOptions";

/// The method whose decisions a letter tells of.
pub const OF_LETTER: &str = "WriteLetter";

/// Who asked, and in which call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The id of the call, as the answer's `traceparent` has it; empty: it has none.
    pub id: &'a str,
    /// The name of the caller's token; `None`: no token was needed.
    pub caller: Option<&'a str>,
    /// The method that gave the decision, where it is not one that evaluates.
    pub method: Option<&'a str>,
}

/// Records that are written together or not at all: those of one call.
#[derive(Debug, Default)]
pub struct Group {
    /// The records without their heads, one after the other.
    pub(super) bytes: Vec<u8>,
    /// Where each ends.
    pub(super) ends: SmallVec<[usize; 1]>,
}

/// The bytes of a record, about: most have fewer.
const USUAL: usize = 2_048;

impl Group {
    /// Room for so many decisions.
    pub fn of(decisions: usize) -> Group {
        Group { bytes: Vec::with_capacity(decisions.saturating_mul(USUAL)), ends: SmallVec::with_capacity(decisions) }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The records, without their heads.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().filter_map(move |end| self.bytes.get(std::mem::replace(&mut start, *end)..*end))
    }

    /// Adds a decision. Its texts are left out, and of the request what the mask says.
    ///
    /// # Errors
    /// When a message has no JSON, which those of this engine always have.
    pub(super) fn decision(
        &mut self,
        asked: Asked<'_>,
        request: &wire::EvaluateRequest,
        decision: &mut wire::Decision,
        mask: &Mask,
    ) -> Result<(), serde_json::Error> {
        let whole = self.bytes.len();
        let written = self.write_decision(asked, request, decision, mask);
        match written {
            Ok(()) => self.ends.push(self.bytes.len()),
            Err(_) => self.bytes.truncate(whole),
        }
        written
    }

    fn write_decision(
        &mut self,
        Asked { id, caller, method }: Asked<'_>,
        request: &wire::EvaluateRequest,
        decision: &mut wire::Decision,
        mask: &Mask,
    ) -> Result<(), serde_json::Error> {
        let out = &mut self.bytes;
        out.extend_from_slice(b"\"time\":\"");
        now(out);
        out.extend_from_slice(b"\",\"kind\":\"decision\",\"id\":");
        contract::write(&id, out)?;
        if let Some(caller) = caller {
            out.extend_from_slice(b",\"caller\":");
            contract::write(&caller, out)?;
        }
        if let Some(method) = method {
            out.extend_from_slice(b",\"method\":");
            contract::write(&method, out)?;
        }
        out.extend_from_slice(b",\"request\":");
        mask.write(request, out)?;
        out.extend_from_slice(b",\"decision\":");
        without_texts(decision, |bare| contract::write(bare, out))?;
        out.push(b'}');
        Ok(())
    }

    /// One record about the log itself: `rest` is an object with the fields beside `time` and `kind`.
    pub(super) fn note(kind: Note<'_>) -> Group {
        let mut bytes = b"\"time\":\"".to_vec();
        now(&mut bytes);
        bytes.extend_from_slice(b"\",");
        // Texts and numbers always have JSON.
        let json = serde_json::to_vec(&kind).unwrap_or_default();
        bytes.extend_from_slice(json.strip_prefix(b"{").unwrap_or_default());
        let ends = SmallVec::from_slice(&[bytes.len()]);
        Group { bytes, ends }
    }
}

/// A record about the log itself.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Note<'a> {
    /// A process began to write.
    Opened {
        engine: &'a str,
        policies: Vec<InForce<'a>>,
        law: Vec<LawInForce<'a>>,
        /// The bytes of a torn record that were taken off the end.
        repaired_bytes: u64,
    },
    /// Policies were replaced, or were not because served versions had other bytes.
    Reload { result: &'a str, policies: Vec<InForce<'a>>, rewritten: &'a [super::store::Rewrite] },
    /// Decisions are missing.
    Dropped { count: u64 },
    /// Segments are deleted, up to a record with this hash.
    Retired { through: u64, hash: String },
}

/// A version that is in force.
#[derive(Debug, Serialize)]
pub(super) struct InForce<'a> {
    policy: &'a str,
    version: &'a str,
    digest: &'a str,
    /// The first day; absent: since ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

/// The versions of a set.
pub(super) fn in_force(policies: &PolicySet) -> Vec<InForce<'_>> {
    let version = |policy: &'_ std::sync::Arc<crate::policy::Policy>| policy.effective_from.map(|day| day.to_string());
    policies
        .iter()
        .map(|policy| InForce {
            policy: &policy.id,
            version: &policy.version,
            digest: &policy.digest,
            from: version(policy),
        })
        .collect()
}

/// The law of a jurisdiction.
#[derive(Debug, Serialize)]
pub(super) struct LawInForce<'a> {
    pub(super) id: &'a str,
    pub(super) digest: &'a str,
}

/// Appends the time, in UTC to the microsecond.
fn now(out: &mut Vec<u8>) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    let nanos = since.subsec_micros() * 1_000;
    let text = crate::calendar::Instant::new(seconds, nanos).map(|at| at.to_string()).unwrap_or_default();
    out.extend_from_slice(text.as_bytes());
}
