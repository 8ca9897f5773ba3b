//! Loading a policy file: its bytes become a [`Policy`] that cannot be wrong, or a [`Report`] of all that is.
//!
//! Three passes: the text is parsed as TOML; the values are read by the description of the format, which names every
//! table and key; what was read is built into a policy, references resolved and contradictions reported. A fault in one
//! place does not keep the rest from being looked at.

mod build;
pub(crate) mod fault;
pub(crate) mod faults;
mod format;
mod hints;
mod limits;
pub(crate) mod lists;
mod meaning;
mod parser_words;
pub(crate) mod read;
mod rules;
pub(crate) mod shape;
pub(crate) mod snippet;
pub(crate) mod suggest;
pub(crate) mod syntax;
pub(crate) mod text;
pub(crate) mod values;
mod weight;

use sha2::{Digest, Sha256};

pub use fault::{Fault, FaultCode, Report, Severity};
pub use limits::{LIMITS, Limits};
pub use snippet::Snippet;

pub(crate) use build::possible;
pub(in crate::policy) use build::{Places, allowed};
pub(in crate::policy) use faults::Faults;
pub(crate) use snippet::LineIndex;
pub(in crate::policy) use snippet::quoted;
pub(in crate::policy) use suggest::closest;
pub(crate) use suggest::one_of;

use super::Policy;
use format::PolicyTable;
use shape::Shape;

/// A policy file that was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The policy.
    pub policy: Policy,
    /// What its author should look at, in the order of the text.
    pub warnings: Vec<Fault>,
    /// Where the version is told apart from others.
    pub(in crate::policy) places: Places,
}

/// Loads one policy file; `file` is its name, for messages.
///
/// # Errors
/// All that is wrong with the file, as many as [`LIMITS`] say, each with its place. Never panics, whatever the bytes.
///
/// ```
/// let report = clausula::policy::load::load("shop.toml", b"polic = 'shop'").unwrap_err();
/// let first = report.errors().next().map(ToString::to_string).unwrap_or_default();
/// assert!(first.starts_with("shop.toml:1:1: error[unknown-key]: unknown key `polic` in `policy`"));
/// ```
pub fn load(file: &str, bytes: &[u8]) -> Result<Loaded, Report> {
    let source = text::decode(file, bytes)?;
    let mut faults = Faults::new(file, source);
    text::check(source, &mut faults);
    let built = syntax::parse(source, Some(format()), &mut faults).and_then(|table| {
        faults.currency = values::currency_of(&table);
        let raw: PolicyTable = read::read_keys(&table, Default::default(), &mut faults);
        build::policy(raw, build::Origin { file, source, digest: digest(bytes) }, &mut faults)
    });
    match built {
        Some((policy, places)) if !faults.failed() => Ok(Loaded { policy, warnings: faults.into_sorted(), places }),
        _ => Err(Report { faults: faults.into_sorted() }),
    }
}

/// `sha256:` and the SHA-256 in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().fold(String::from("sha256:"), |text, byte| text + &format!("{byte:02x}"))
}

/// The description of the format, from the policy downward.
pub(crate) fn format() -> &'static Shape {
    <PolicyTable as read::Table>::SHAPE
}
