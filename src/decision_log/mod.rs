//! The decision log: every decision that was given, in order, on disk, and so that a change of what is there shows.
//!
//! A log is a directory. Its records are lines of JSON in segments named by the sequence number of their first record;
//! beside them lies a store of the policies and the law that decided, addressed by digest.
//!
//! ```text
//! lock                          held by the one process that writes
//! 00000000000000000001.jsonl    a segment; the one with the highest number is written to
//! store/policies/<hex>.toml     a policy file by the SHA-256 of its bytes
//! store/law/<hex>.txt           the data of a law by their SHA-256
//! store/versions.jsonl          which bytes each version was served with
//! ```
//!
//! Every record has `seq`, one more than that of the record before; `prev`, the SHA-256 of the line before without its
//! newline (64 zeros before the first); `time`; and `kind`:
//!
//! | kind | what it records |
//! |---|---|
//! | `opened` | a process began to write: the engine, the versions in force, the law, what was repaired |
//! | `decision` | a decision: `id` of the call, `caller` (the token's name), `method` where it is none that evaluates, `request`, and `decision` without its texts |
//! | `reload` | the versions in force from then on, and those whose bytes changed, with both digests |
//! | `dropped` | how many decisions before it are missing, with `on_full = "drop"` |
//! | `retired` | segments that are deleted: the last record of them and its hash |
//!
//! # What is durable
//! An answer is given once its record is written to the file: it survives the death of the process, `SIGKILL` included.
//! The disk itself has it at most `sync` later, so that a loss of power takes no more than that; with a `sync` of zero
//! answers wait for the disk. Answers that come together wait together, for one write. With `on_full = "drop"` answers
//! wait for nothing.
//!
//! # What a chain shows
//! A record that was changed, added or taken out no longer fits the record after it. The last record has none after it:
//! who wants to be sure of the end keeps its hash elsewhere (`clausula log verify` prints it, and takes it as `--head`).

mod commit;
mod config;
mod directory;
mod mask;
mod read;
mod record;
mod store;
#[cfg(test)]
mod tests;
mod texts;
mod verify;
mod write;
mod writer;

pub use config::{LogConfigError, LogSettings, OnFull};
pub use directory::{OpenError, Segment, segments};
pub use read::{Decided, Lines, LogLine, ReadError, lines};
pub use record::{Asked, Group, Hash, OF_LETTER, OF_OPTIONS};
pub use store::{Rewrite, Store, StoreError, VersionKey};
pub use texts::{as_first_logged, without_texts};
pub use verify::{Fault, Verified, verify};
pub use writer::{AppendError, DecisionLog, Stats};
