//! Case files: what a policy must decide, written by hand beside it, with the articles on which each expectation rests;
//! and how far the cases cover the policy.
//!
//! ```toml
//! policy = "multidonnas"
//!
//! [defaults]
//! customer = "consumer"
//! product = "event"
//! price = "1250.00"
//! concluded_at = 2026-05-01
//! starts_at = 2026-09-14T10:00
//!
//! [[case]]
//! name = "a notice after office hours counts on the next working day"
//! article = "9.2"
//! question = "cancellation"
//! row = [
//!   { received_at = 2026-07-31T17:30, expect = { charged = "625.00" } },
//!   { received_at = 2026-07-31T17:31, expect = { charged = "937.50", effective_at = 2026-08-03T09:00 } },
//! ]
//! ```
//!
//! Facts and questions have the names of the contract; the facts of the agreement and of the event stand side by side.
//! Dates and times are those of the clock in the policy's zone, or carry an offset; a date alone stands for noon on it.
//! Amounts have the decimals of the file's `currency`, euros where it names none. Only what `expect` states is compared; a
//! row adds its facts and expectations to those of its case. `error = ["agreement.starts_at"]` expects a refusal for these fields, `["policy"]` that no policy is
//! found. [`coverage`] tells what the cases do not try.
//!
//! The names of case files end in `.cases.toml`, so that they can lie in a directory of policies.

mod build;
mod compare;
pub mod coverage;
mod declared;
mod fact_keys;
mod facts;
mod format;
pub mod mutate;
mod questions;
pub mod report;
mod run;
pub mod schema;
pub mod suggest;
#[cfg(test)]
mod tests;
mod values;

pub use compare::Mismatch;

#[cfg(feature = "contract")]
pub(crate) use run::run_while;
pub use run::{CaseOutcome, Policies, RunReport, run};

use crate::money::Currency;
use crate::policy::load::values::currency_of;
use crate::policy::load::{Report, faults::Faults, read, syntax, text as bytes};
use crate::vocabulary::Question;
use fact_keys::FactKeys;
use format::{Expect, FileTable};

/// The cases of one file.
pub struct CaseFile {
    /// The name of the file.
    pub file: String,
    /// The policy that the cases are about.
    pub policy: String,
    /// Its version; `None`: the one in force on the day of conclusion of each case.
    pub version: Option<String>,
    /// The currency of the amounts.
    pub currency: Currency,
    cases: Vec<Case>,
    unnoticed: Vec<mutate::Unnoticed>,
}

/// One case, or one row of one, with the defaults of the file.
struct Case {
    name: String,
    articles: Vec<String>,
    line: usize,
    question: Question,
    facts: FactKeys,
    expect: Expect,
    /// Whether nobody has checked yet what is expected.
    unchecked: bool,
}

impl CaseFile {
    /// How many cases there are, each row counted as one.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there are none, which a file that was loaded rules out.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }
}

/// Loads a case file; `file` is its name, for messages.
///
/// # Errors
/// All that is wrong with the file, each with its place. Whether the policy exists is seen when the cases are run.
///
/// ```
/// let report = clausula::cases::load("shop.cases.toml", b"polic = 'shop'").err().map(|report| report.to_string());
/// assert!(report.is_some_and(|text| text.contains("did you mean `policy`?")));
/// ```
pub fn load(file: &str, text: &[u8]) -> Result<CaseFile, Report> {
    let source = bytes::decode(file, text)?;
    let mut faults = Faults::new(file, source);
    bytes::check(source, &mut faults);
    let built = syntax::parse(source, Some(<FileTable as read::Table>::SHAPE), &mut faults).and_then(|table| {
        faults.currency = currency_of(&table);
        let raw: FileTable = read::read_keys(&table, Default::default(), &mut faults);
        build::file(file, source, raw, &mut faults)
    });
    match built {
        Some(cases) if !faults.failed() => Ok(cases),
        _ => {
            let mut faults = faults.into_sorted();
            // What is wrong with a fact that rows share is wrong with each of them.
            faults.dedup();
            Err(Report { faults })
        }
    }
}
