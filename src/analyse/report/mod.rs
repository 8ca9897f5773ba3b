//! The verification report: what is known about a policy file. Faults of loading, obligations proved or not, findings of
//! the compliance rules, and which of them the author accepts.
//!
//! The report is data; [`human`], [`json`], [`sarif`] and [`junit`] write it. It mirrors the contract's
//! `VerificationReport`. Nothing here reads a clock: the day of the check is given.
//!
//! # What becomes a finding
//! - a compliance rule that fires ([`RuleId::Compliance`]);
//! - an obligation that is refuted, under the compliance rule that speaks of the same (`totality`: `TIER-OVERLAP`;
//!   `monotone-tiers`: `TIER-MONOTONE`; `fee-within-price-as-written`, for consumers: `FEE-GT-PRICE`), where that rule
//!   did not fire at the clause itself; any other refuted one under `PROOF-` and its name, such as `PROOF-CONSERVATION`;
//! - an obligation that is undecided, as `PROOF-…` with severity I: mostly an amount that the facts state and the terms do
//!   not bound. It is never counted as proved;
//! - a law that is not known in full ([`RuleId::LawNotChecked`], I): what of it was not checked;
//! - an analysis that was ended before it was done ([`RuleId::AnalysisEnded`], H): the rules that it did not come to;
//! - an acceptance that matches no finding (`ACCEPT-UNUSED`, M), that has no seal (`ACCEPT-UNSEALED`, M), whose seal is of
//!   something else (`ACCEPT-CHANGED`, H), or that has run out (`ACCEPT-EXPIRED`, H).
//!
//! An acceptance takes the findings of its rule, at its clause where it names one, and with its words in their English
//! message where it has some, through its last day, for as long as they and their clauses are what its [`Seal`] says. What
//! it takes stays in the report. The loader's warning about overlapping tiers is left out: `TIER-OVERLAP` says more.

mod accept;
mod each;
mod findings;
mod human;
mod json;
mod junit;
mod line_hash;
mod not_checked;
mod place;
mod proofs;
mod requests;
mod rule_id;
mod sarif;
mod seal;
mod value;
mod written;
mod xml;

pub use each::verify_each;
pub use findings::{Acceptance, Finding};
pub use human::{Told, human};
pub use json::json;
pub use junit::junit;
pub use place::Place;
pub use requests::request_json;
#[cfg(feature = "service")]
pub(crate) use requests::stated_json;
pub use rule_id::RuleId;
pub use sarif::{Suppressed, sarif};
pub use seal::Seal;
pub use written::{ReportFormat, ReportWriter, WrittenReport};

use std::sync::Arc;

use super::obligation::{Obligation, ProofOutcome};
use super::patience::Patience;
use super::prove::{self, LawAlone};
use super::rules::{self, Severity};
use crate::calendar::Date;
use crate::law::Law;
use crate::policy::load::{self, Fault, FaultCode};
use crate::policy::{Policy, Summary};
use not_checked::Unchecked;
use place::Source;

/// What is known about one policy file.
#[derive(Clone, Debug)]
pub struct VerificationReport {
    /// The name of the file.
    pub file: String,
    /// The policy; `None` when the file does not load, and then there are no obligations and no findings.
    pub policy: Option<Arc<Policy>>,
    /// What is wrong with the file, in the order of the text, each with its place.
    pub faults: Vec<(Fault, Place)>,
    /// Every obligation that was considered.
    pub obligations: Vec<Obligation>,
    /// Where each obligation stands, where it has a place.
    pub obligation_places: Vec<Option<Place>>,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// The text of a file that does not load.
    unloaded: String,
}

/// How many of each kind a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Faults that keep a file from loading.
    pub errors: usize,
    /// Faults that do not.
    pub warnings: usize,
    /// Obligations considered: proved, refuted and undecided.
    pub obligations: usize,
    /// Obligations proved.
    pub proved: usize,
    /// Obligations refuted.
    pub refuted: usize,
    /// Obligations undecided.
    pub undecided: usize,
    /// Findings, accepted ones included.
    pub findings: usize,
    /// Findings that are accepted.
    pub accepted: usize,
}

impl Counts {
    /// Those of both.
    #[must_use]
    pub fn plus(self, other: Counts) -> Counts {
        Counts {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            obligations: self.obligations + other.obligations,
            proved: self.proved + other.proved,
            refuted: self.refuted + other.refuted,
            undecided: self.undecided + other.undecided,
            findings: self.findings + other.findings,
            accepted: self.accepted + other.accepted,
        }
    }
}

/// What is known about several policy files.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// One report for each file, in the order given.
    pub reports: Vec<VerificationReport>,
}

impl VerificationReport {
    /// How many of each kind there are.
    pub fn counts(&self) -> Counts {
        let errors = self.faults.iter().filter(|(fault, _)| fault.severity == load::Severity::Error).count();
        let outcomes =
            |wanted: fn(&ProofOutcome) -> bool| self.obligations.iter().filter(|o| wanted(&o.outcome)).count();
        Counts {
            errors,
            warnings: self.faults.len() - errors,
            obligations: self.obligations.len(),
            proved: outcomes(|outcome| matches!(outcome, ProofOutcome::Proved { .. })),
            refuted: outcomes(|outcome| matches!(outcome, ProofOutcome::Refuted { .. })),
            undecided: outcomes(|outcome| matches!(outcome, ProofOutcome::Undecided { .. })),
            findings: self.findings.len(),
            accepted: self.findings.iter().filter(|finding| finding.is_accepted()).count(),
        }
    }

    /// The text of the file, as far as it is one.
    fn text(&self) -> &str {
        self.policy.as_ref().map_or(self.unloaded.as_str(), |policy| &policy.source)
    }

    /// What each acceptance of the policy would cover now, in the order of the file; `None` where it matches no finding.
    pub fn seals(&self) -> Vec<Option<Seal>> {
        self.policy.as_ref().map(|policy| accept::seals(&self.findings, policy)).unwrap_or_default()
    }

    /// Whether the file falls short: it does not load, or a finding at least as serious as `level` is not accepted.
    pub fn denied(&self, level: Severity) -> bool {
        self.policy.is_none() || self.findings.iter().any(|finding| finding.is_denied(level))
    }
}

impl Verification {
    /// What was not checked, a sentence each.
    pub fn not_checked(&self) -> Vec<Summary> {
        let mut unchecked = Unchecked::default();
        self.reports.iter().for_each(|report| unchecked.add(report.not_checked()));
        unchecked.told()
    }

    /// How many of each kind there are in all reports.
    pub fn counts(&self) -> Counts {
        self.reports.iter().map(VerificationReport::counts).fold(Counts::default(), Counts::plus)
    }

    /// Whether any file falls short.
    pub fn denied(&self, level: Severity) -> bool {
        self.reports.iter().any(|report| report.denied(level))
    }
}

/// Verifies the bytes of one policy file; `file` is its name, for messages. `as_of` is the day whose statutory figures
/// count and on which acceptances must not have run out.
///
/// ```
/// use clausula::analyse::report::verify;
/// use clausula::{calendar::Date, law::Law};
///
/// let day = Date::new(2026, 11, 21).ok_or("no such day")?;
/// let report = verify("shop.toml", b"polic = 'shop'", Law::built_in(), day);
/// assert!(report.policy.is_none() && report.counts().errors > 0);
/// # Ok::<(), &str>(())
/// ```
pub fn verify(file: &str, bytes: &[u8], law: &Law, as_of: Date) -> VerificationReport {
    verify_while(file, bytes, law, as_of, &Patience::default())
}

/// The same, for as long as it is wanted: what was not looked at until then is undecided.
pub fn verify_while(file: &str, bytes: &[u8], law: &Law, as_of: Date, patience: &Patience) -> VerificationReport {
    verify_beside((file, bytes), (law, &LawAlone::default()), as_of, patience)
}

/// The same, one of several files.
fn verify_beside(
    (file, bytes): (&str, &[u8]),
    law: (&Law, &LawAlone),
    as_of: Date,
    patience: &Patience,
) -> VerificationReport {
    match load::load(file, bytes) {
        Ok(loaded) => verify_policy(Arc::new(loaded.policy), loaded.warnings, law, as_of, patience),
        Err(failed) => {
            let text = String::from_utf8_lossy(bytes);
            let faults = {
                let source = Source::new(&text);
                failed.faults.into_iter().map(|fault| with_place(fault, &source)).collect()
            };
            VerificationReport {
                file: file.to_owned(),
                policy: None,
                faults,
                obligations: Vec::new(),
                obligation_places: Vec::new(),
                findings: Vec::new(),
                unloaded: text.into_owned(),
            }
        }
    }
}

/// Verifies a policy that was loaded already; `warnings` are those of loading it.
fn verify_policy(
    policy: Arc<Policy>,
    warnings: Vec<Fault>,
    (law, alone): (&Law, &LawAlone),
    as_of: Date,
    patience: &Patience,
) -> VerificationReport {
    let source = Source::new(&policy.source);
    let jurisdiction = law.of(policy.law);
    // What may be against the law comes first, where the steps do not suffice for all.
    let (checked, open) = rules::check_while(&policy, law, as_of, patience);
    let obligations = prove::prove_beside(&policy, law, patience, alone);
    let checked = checked.into_iter();
    let mut found: Vec<_> = checked.map(|finding| findings::of_rule(finding, jurisdiction, &source)).collect();
    found.extend(findings::of_ended(&open, rules::place_of(&policy, "policy"), &source));
    found.extend(findings::of_law(jurisdiction, rules::place_of(&policy, "law"), &source));
    proofs::add(&mut found, &obligations, &policy, jurisdiction, &source);
    accept::apply(&mut found, &policy, as_of, &source);
    found.sort_by_key(|finding| (finding.place.line, finding.place.column));
    let said_better = |fault: &Fault| fault.code == FaultCode::TierOverlap;
    let faults =
        warnings.into_iter().filter(|fault| !said_better(fault)).map(|fault| with_place(fault, &source)).collect();
    let obligation_places = obligations.iter().map(|o| Some(source.place(o.span?))).collect();
    VerificationReport {
        file: policy.file.clone(),
        faults,
        obligations,
        obligation_places,
        findings: found,
        unloaded: String::new(),
        policy: Some(Arc::clone(&policy)),
    }
}

fn with_place(fault: Fault, source: &Source<'_>) -> (Fault, Place) {
    let place = source.place(fault.span);
    (fault, place)
}

/// Verifies several files, on all cores, and holds them against each other: one version twice, or two versions in force
/// on one day, is a fault of the later file, and days between them without a version are worth a warning. `done` is told
/// of each report as it is ready, in no particular order.
pub fn verify_files<B: AsRef<[u8]> + Sync>(
    files: &[(String, B)],
    law: &Law,
    as_of: Date,
    done: impl Fn(&VerificationReport) + Sync,
) -> Verification {
    let mut verification = Verification::default();
    let made = |report: VerificationReport| {
        done(&report);
        report
    };
    verify_each(files, law, as_of, made, |report| verification.reports.push(report));
    verification
}
