//! The report as JUnit XML, for continuous integration: a suite for each file, a case for loading it, for each obligation
//! and for each rule.
//!
//! A case fails when a finding at least as serious as the level is not accepted. A rule or obligation whose findings are
//! accepted, or less serious, passes and says so in its output; an undecided obligation that does not fail is skipped.

use super::written::{ReportFormat, written};
use super::xml::{escaped, open};
use super::{Finding, RuleId, Verification, VerificationReport, requests};
use crate::analyse::obligation::{Obligation, ProofOutcome};
use crate::analyse::rules::Severity;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::load;

/// Writes a verification as JUnit XML; `deny` is the level from which an open finding fails its case.
pub fn junit(verification: &Verification, locale: Locale, deny: Severity) -> String {
    written(verification, ReportFormat::Junit(deny), locale)
}

/// How many cases there are, how many fail, and how many are skipped.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SuiteCounts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl SuiteCounts {
    pub(super) fn plus(self, other: SuiteCounts) -> SuiteCounts {
        let SuiteCounts { tests, failures, skipped } = other;
        SuiteCounts { tests: self.tests + tests, failures: self.failures + failures, skipped: self.skipped + skipped }
    }
}

/// The suite of one report, and its counts.
pub(super) fn report(report: &VerificationReport, locale: Locale, deny: Severity) -> (String, SuiteCounts) {
    let suite = Suite::of(report, locale, deny);
    let mut text = String::new();
    suite.write(&mut text);
    (text, SuiteCounts { tests: suite.tests(), failures: suite.failures(), skipped: suite.skipped() })
}

/// All suites, with what they come to.
pub(super) fn suites(suites: &str, run: SuiteCounts) -> String {
    let [tests, failures, skipped] = [run.tests, run.failures, run.skipped].map(|count| count.to_string());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = [("tests", &*tests), ("failures", &*failures), ("errors", "0"), ("skipped", &*skipped), ("time", "0")];
    out += &open("testsuites", &[&[("name", "clausula verify")][..], &counts].concat());
    out.push('\n');
    out + suites + "</testsuites>\n"
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    class: String,
    name: String,
    result: CaseResult,
}

enum CaseResult {
    Passed { said: String },
    Skipped { why: String },
    Failed { message: String, kind: String, said: String },
}

impl Suite {
    fn of(report: &VerificationReport, locale: Locale, deny: Severity) -> Suite {
        let mut cases = vec![loading(report, locale)];
        if let Some(policy) = &report.policy {
            let to = To { report, policy, locale, deny };
            cases.extend(report.obligations.iter().enumerate().map(|(index, o)| to.obligation(index, o)));
            cases.extend(RuleId::all().filter(|rule| !matches!(rule, RuleId::Proof(_))).map(|rule| to.rule(rule)));
        }
        Suite { name: report.file.clone(), cases }
    }

    fn tests(&self) -> usize {
        self.cases.len()
    }

    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.result, CaseResult::Failed { .. })).count()
    }

    fn skipped(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.result, CaseResult::Skipped { .. })).count()
    }

    fn write(&self, out: &mut String) {
        let (tests, failures, skipped) =
            (self.tests().to_string(), self.failures().to_string(), self.skipped().to_string());
        let attributes = [
            ("name", self.name.as_str()),
            ("tests", &tests),
            ("failures", &failures),
            ("errors", "0"),
            ("skipped", &skipped),
            ("time", "0"),
        ];
        *out += &format!("  {}\n", open("testsuite", &attributes));
        self.cases.iter().for_each(|case| case.write(out));
        *out += "  </testsuite>\n";
    }
}

impl Case {
    fn write(&self, out: &mut String) {
        *out += "    ";
        *out += &open("testcase", &[("classname", &self.class), ("name", &self.name), ("time", "0")]);
        match &self.result {
            CaseResult::Passed { said } if said.is_empty() => {}
            CaseResult::Passed { said } => *out += &format!("<system-out>{}</system-out>", escaped(said)),
            CaseResult::Skipped { why } => *out += &format!("{}</skipped>", open("skipped", &[("message", why)])),
            CaseResult::Failed { message, kind, said } => {
                let opened = open("failure", &[("message", message), ("type", kind)]);
                *out += &format!("{opened}{}</failure>", escaped(said));
            }
        }
        *out += "</testcase>\n";
    }
}

/// The case of loading the file.
fn loading(report: &VerificationReport, locale: Locale) -> Case {
    let faults: Vec<String> = report.faults.iter().map(|(fault, _)| fault.written(locale)).collect();
    let first = report.faults.iter().find(|(fault, _)| fault.severity == load::Severity::Error);
    let said = faults.join("\n\n");
    let result = match first {
        Some((fault, _)) => {
            CaseResult::Failed { message: fault.told(locale).to_owned(), kind: fault.code.name().to_owned(), said }
        }
        None => CaseResult::Passed { said },
    };
    Case { class: "load".to_owned(), name: "loads".to_owned(), result }
}

struct To<'r> {
    report: &'r VerificationReport,
    policy: &'r Policy,
    locale: Locale,
    deny: Severity,
}

impl To<'_> {
    fn rule(&self, rule: RuleId) -> Case {
        let findings: Vec<&Finding> = self.report.findings.iter().filter(|finding| finding.rule == rule).collect();
        Case { class: "rules".to_owned(), name: rule.to_string(), result: self.result(&findings) }
    }

    fn obligation(&self, index: usize, obligation: &Obligation) -> Case {
        let findings: Vec<&Finding> =
            self.report.findings.iter().filter(|finding| finding.obligations.contains(&index)).collect();
        let result = match (&obligation.outcome, self.result(&findings)) {
            (ProofOutcome::Undecided { reason }, CaseResult::Passed { .. }) => {
                CaseResult::Skipped { why: reason.get(self.locale).to_owned() }
            }
            (_, result) => result,
        };
        Case { class: format!("proofs.{}", obligation.invariant), name: self.name(index, obligation), result }
    }

    /// What an obligation is about, told apart from the others.
    fn name(&self, index: usize, obligation: &Obligation) -> String {
        let about = [
            Some(obligation.invariant.name()),
            obligation.question.map(|question| question.name()),
            obligation.product.map(|product| product.name()),
            obligation.customer.map(|customer| customer.name()),
        ];
        let clauses = obligation.clauses.iter().filter_map(|place| self.policy.clause(*place)).map(|c| c.id.as_str());
        let words: Vec<&str> = about.into_iter().flatten().chain(clauses).collect();
        format!("{} #{}", words.join(" "), index + 1)
    }

    fn result(&self, findings: &[&Finding]) -> CaseResult {
        let said: Vec<String> = findings.iter().map(|finding| self.said(finding)).collect();
        let said = said.join("\n\n");
        match findings.iter().find(|finding| finding.is_denied(self.deny)) {
            Some(finding) => CaseResult::Failed {
                message: finding.message.get(self.locale).to_owned(),
                kind: finding.rule.to_string(),
                said,
            },
            None => CaseResult::Passed { said },
        }
    }

    fn said(&self, finding: &Finding) -> String {
        let Finding { place, rule, severity, .. } = finding;
        let mut text = format!(
            "{}:{}:{}: {severity}[{rule}]: {}\n{}",
            self.report.file,
            place.line,
            place.column,
            finding.message.get(self.locale),
            finding.help.get(self.locale)
        );
        if let Some(acceptance) = finding.acceptance.as_ref().filter(|_| finding.is_accepted()) {
            text += &format!("\n{}: {}", self.locale.pick("accepted", "aanvaard"), acceptance.reason);
        }
        if let Some(witness) = &finding.witness {
            text += &format!("\n{}", requests::request_json(witness, self.policy));
        }
        text
    }
}
