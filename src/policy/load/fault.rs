//! What is wrong with a policy file: each fault with a stable code, its place and, where there is one, a way out.

use std::fmt;
use std::sync::Arc;

use super::snippet::Snippet;
use crate::money::Locale;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::words;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is not loaded.
    Error,
    /// The file is loaded; the author should look at it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(Locale::En))
    }
}

words! {
    /// The kinds of fault. Their names are stable.
    FaultCode {
        /// The file is larger than [`super::LIMITS`] say.
        TooLarge = "too-large",
        /// The bytes are not UTF-8.
        NotUtf8 = "not-utf8",
        /// The file holds a NUL byte.
        NulByte = "nul-byte",
        /// The file starts with a byte order mark.
        ByteOrderMark = "byte-order-mark",
        /// The text is not TOML.
        Syntax = "syntax",
        /// There are more faults than are listed.
        TooManyFaults = "too-many-faults",
        /// A table has a key that the format does not know.
        UnknownKey = "unknown-key",
        /// A table lacks a key.
        MissingKey = "missing-key",
        /// Keys exclude each other, or one needs another.
        KeyConflict = "key-conflict",
        /// A key that makes no difference here.
        KeyWithoutEffect = "key-without-effect",
        /// A value is of another kind than the key takes.
        WrongKind = "wrong-kind",
        /// A word is not one of those that the key takes.
        UnknownWord = "unknown-word",
        /// A word or clause stands in a list twice.
        Repeated = "repeated",
        /// A list is empty.
        EmptyList = "empty-list",
        /// A list has more items than are allowed.
        TooMany = "too-many",
        /// A text is empty or too long.
        BadText = "bad-text",
        /// An id is not well-formed.
        BadId = "bad-id",
        /// A number is out of range.
        OutOfRange = "out-of-range",
        /// A number is not a percentage.
        BadPercent = "bad-percent",
        /// A percentage is below one: probably a share of one.
        SmallPercent = "small-percent",
        /// A text is not an amount.
        BadAmount = "bad-amount",
        /// A text is not a period.
        BadPeriod = "bad-period",
        /// A period is in a unit that has no meaning in its place.
        PeriodUnit = "period-unit",
        /// A date does not exist or is not a date.
        BadDate = "bad-date",
        /// A text is not a time of day.
        BadTime = "bad-time",
        /// A zone is not in the IANA database.
        UnknownZone = "unknown-zone",
        /// There is no such calendar of holidays.
        UnknownHolidays = "unknown-holidays",
        /// A currency that ISO 4217 does not know, or one without a smallest unit.
        UnknownCurrency = "unknown-currency",
        /// The figures of the law that a clause turns on are in another currency.
        LawCurrency = "law-currency",
        /// Two clauses have one id.
        DuplicateId = "duplicate-id",
        /// A clause is referred to that does not exist.
        UnknownClause = "unknown-clause",
        /// A clause is referred to that has another form than the reference needs, or is the clause itself.
        WrongReference = "wrong-reference",
        /// Clauses override each other.
        OverrideCycle = "override-cycle",
        /// Two clauses can apply to one case, and only one of them is read.
        ShadowedClause = "shadowed-clause",
        /// A clause has a form that its question cannot have.
        QuestionForm = "question-form",
        /// Something counts from a moment that the question does not know.
        QuestionAnchor = "question-anchor",
        /// A condition asks for a fact that the question does not know.
        QuestionCondition = "question-condition",
        /// An amount rests on a fact that the question does not know.
        QuestionAmount = "question-amount",
        /// A clause turns on a figure that the policy's law does not hold.
        FigureNotInLaw = "figure-not-in-law",
        /// A clause ends the agreement without a settlement.
        EndsUnsettled = "ends-unsettled",
        /// Conditions contradict each other.
        Contradiction = "contradiction",
        /// A table of tiers leaves a moment uncovered (R2).
        TierGap = "tier-gap",
        /// Two tiers apply at once; the cheaper one for the customer decides (R1).
        TierOverlap = "tier-overlap",
        /// A tier can never apply.
        TierEmpty = "tier-empty",
        /// The bounds of a tier are the wrong way around.
        BoundsReversed = "bounds-reversed",
        /// Office hours end before they begin.
        HoursReversed = "hours-reversed",
        /// No period of notice applies in some case.
        NoticeGap = "notice-gap",
        /// A deadline is of another kind than its place needs.
        WrongDeadline = "wrong-deadline",
        /// The policy ends before it begins.
        DatesReversed = "dates-reversed",
        /// A rule is accepted that the compliance check does not have.
        UnknownRule = "unknown-rule",
        /// Two files are the same version of a policy.
        DuplicateVersion = "duplicate-version",
        /// Two versions of a policy are in force on the same day.
        VersionOverlap = "version-overlap",
        /// No version of a policy is in force on the days between two.
        VersionGap = "version-gap",
    }
}

/// One thing that is wrong with a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of fault it is.
    pub code: FaultCode,
    /// What is wrong, in lowercase, without a final period, with what the file says in backticks.
    pub message: Summary,
    /// The name of the file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The place, in bytes.
    pub span: Span,
    /// The line and what to underline in it.
    pub snippet: Snippet,
    /// How to mend it.
    pub help: Option<Summary>,
    /// The line with what was probably meant in it, where that is known.
    pub corrected: Option<String>,
}

/// As [`Fault::written`], in English.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(Locale::En))
    }
}

/// All that is wrong with one or more policy files, in the order of the files and of their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The faults: at least one error, and any number of warnings.
    pub faults: Vec<Fault>,
}

impl Report {
    /// The faults that keep the files from being loaded.
    pub fn errors(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().filter(|fault| fault.severity == Severity::Error)
    }
}

/// As [`Report::written`], in English.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(Locale::En))
    }
}

impl std::error::Error for Report {}
