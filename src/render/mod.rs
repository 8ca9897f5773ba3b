//! Decisions as text, in English and Dutch.
//!
//! The explanation of a decision is data; here it becomes sentences, and only when somebody asks. The two languages
//! have a file each, so that one can be read as a whole.

mod annulment;
mod dates;
mod decision_text;
mod dutch;
mod english;
mod ics;
mod layout;
mod letter;
mod numbers;
mod options_text;
mod quote_svg;
mod quote_text;
mod scene;
mod staircase;
mod steps;
#[cfg(test)]
mod tests;
mod text;
mod verdicts;
pub mod words;

pub use decision_text::decision_text;
pub use ics::deadlines_ics;
#[cfg(feature = "service")]
pub(crate) use layout::NARROWEST;
pub use layout::WIDTH;
pub use letter::{Letter, letter};
pub use options_text::options_text;
pub use quote_svg::{Shape, quote_svg};
pub use quote_text::quote_text;
pub use steps::{assumption, boundary, finding, steps};
#[cfg(feature = "service")]
pub(crate) use steps::{assumption_in_general, finding_in_general};
#[cfg(feature = "service")]
pub(crate) use verdicts::not_encoded;
pub use verdicts::sentence;
#[cfg(feature = "service")]
pub(crate) use verdicts::{of_revoking, word};

use crate::calendar::{Date, Instant, Period, Zone};
use crate::money::Locale;
use crate::vocabulary::Question;

/// One step of the reasoning, written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedStep {
    /// The id of the clause, of the rule of law (`L5`) or of the rule of reading (`R5`).
    pub clause_id: String,
    /// The articles of the clause, or the provision of the law; empty for a rule of reading.
    pub article: String,
    /// What the clause, the law or the rule says.
    pub summary: String,
    /// The sum as a person would write it.
    pub calculation: String,
    /// On what the step rests.
    pub source: SourceKind,
}

/// On what a step rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A clause of the terms.
    Terms,
    /// Mandatory law.
    Law,
    /// A rule of reading.
    Rule,
}

/// A moment on the clock of a zone, as in `Friday 31 July 2026 17:31`.
pub fn moment(zone: &Zone, at: Instant, locale: Locale) -> String {
    dates::moment(zone, at, locale).with_weekday(locale)
}

/// A civil date, as in `Friday 31 July 2026`.
pub fn date(date: Date, locale: Locale) -> String {
    dates::weekday_date(date, locale)
}

/// What a question is about, as in `what cancelling costs`.
pub fn subject(question: Question, locale: Locale) -> &'static str {
    words::cost_of(question, locale)
}

/// A period in words, as in `14 days` or `14 dagen`.
pub fn period(period: Period, locale: Locale) -> String {
    text::text!(dates::CountOf::period(period, locale))
}
