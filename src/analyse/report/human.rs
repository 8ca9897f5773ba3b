//! The report for a person: each finding with the line of the file that it is about.

use std::fmt::Write;

use super::written::{ReportFormat, written};
use super::{Counts, Finding, Place, Verification, VerificationReport, requests};
use crate::analyse::rules::Severity;
use crate::money::Locale;
use crate::policy::load::Fault;
use crate::policy::{Policy, Summary, Unencoded};

/// How much of a verification a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Faults, what is open, and one line of counts.
    Open,
    /// What is accepted, and the counts of each file, too.
    All,
}

/// Writes a verification as text: faults and findings with the place underlined, with [`Told::All`] accepted ones with their
/// reason and a line of counts for each file; then what they come to, and what was not checked.
pub fn human(verification: &Verification, locale: Locale, told: Told) -> String {
    written(verification, ReportFormat::Human(told), locale)
}

/// One report.
pub(super) fn report(report: &VerificationReport, locale: Locale, told: Told) -> String {
    let mut text = Out { text: String::new(), locale, told };
    text.report(report);
    text.text
}

/// What they come to, and what was not checked; `only` is the name of the file where there is one.
pub(super) fn end(files: usize, only: &str, counts: &Counts, not_checked: &[Summary], locale: Locale) -> String {
    let mut text = Out { text: String::new(), locale, told: Told::Open };
    let counts = text.counts(counts);
    match files {
        1 => text.line(&format!("{only}: {counts}")),
        files => text.line(&format!("{files} {}: {counts}", locale.pick("files", "bestanden"))),
    }
    if !not_checked.is_empty() {
        text.line(locale.pick("Not checked:", "Niet gecontroleerd:"));
        not_checked.iter().for_each(|sentence| text.line(&format!("- {}", sentence.get(locale))));
    }
    text.text
}

struct Out {
    text: String,
    locale: Locale,
    told: Told,
}

impl Out {
    /// Writing to a string cannot fail.
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    fn report(&mut self, report: &VerificationReport) {
        for (fault, place) in &report.faults {
            self.fault(fault, place);
        }
        if let Some(policy) = &report.policy {
            let all = self.told == Told::All;
            for finding in report.findings.iter().filter(|finding| all || !finding.is_accepted()) {
                self.finding(finding, &report.file, policy);
            }
            self.left_out(&policy.unencoded);
        }
        if self.told == Told::All {
            let counts = self.counts(&report.counts());
            self.line(&format!("{}: {counts}", report.file));
            self.line("");
        }
    }

    /// The articles that the policy leaves out, of which nothing was checked: each that bears on a question, with the reason,
    /// and the others by their numbers.
    fn left_out(&mut self, left_out: &[Unencoded]) {
        for Unencoded { articles, questions, why, span: _ } in
            left_out.iter().filter(|entry| !entry.questions.is_empty())
        {
            let questions: Vec<&str> = questions.iter().map(|question| question.name()).collect();
            let word = self.pick("not encoded, not checked: article", "niet opgenomen, niet getoetst: artikel");
            let (articles, why) = (articles.join(", "), why.get(self.locale));
            self.line(&format!("{word} {articles} ({}): {why}", questions.join(", ")));
        }
        let others = left_out.iter().filter(|entry| entry.questions.is_empty()).flat_map(|entry| &entry.articles);
        let others: Vec<&str> = others.map(String::as_str).collect();
        if !others.is_empty() {
            let word =
                self.pick("on nothing that can be asked: article", "over niets dat gevraagd kan worden: artikel");
            self.line(&format!("{word} {}", others.join(", ")));
        }
        if !left_out.is_empty() {
            self.line("");
        }
    }

    fn fault(&mut self, fault: &Fault, place: &Place) {
        let severity = fault.severity.text(self.locale);
        self.line(&format!("{severity}[{}]: {}", fault.code, fault.told(self.locale)));
        let help = fault.help.as_ref().map(|help| (self.pick("help", "hulp"), help.get(self.locale).to_owned()));
        let corrected = fault.corrected.as_ref();
        let corrected = corrected.map(|line| (self.pick("corrected", "verbeterd"), line.trim_start().to_owned()));
        self.place(&fault.file, place, help.into_iter().chain(corrected));
    }

    fn finding(&mut self, finding: &Finding, file: &str, policy: &Policy) {
        let message = finding.message.get(self.locale);
        let accepted = finding.is_accepted();
        let word = if accepted { self.pick("accepted", "aanvaard") } else { self.severity(finding.severity) };
        self.line(&format!("{word}[{}]: {message}", finding.rule));
        let mut notes: Vec<(&'static str, String)> = Vec::new();
        if !finding.provision.is_empty() {
            notes.push((self.pick("provision", "bepaling"), finding.provision.to_owned()));
        }
        match &finding.acceptance {
            Some(acceptance) if accepted => {
                let until = acceptance.until.map(|day| format!(" ({} {day})", self.pick("until", "tot en met")));
                notes.push((self.pick("reason", "reden"), acceptance.reason.clone() + &until.unwrap_or_default()));
            }
            _ => {
                notes.push((self.pick("help", "hulp"), finding.help.get(self.locale).to_owned()));
                if let Some(witness) = &finding.witness {
                    notes.push((self.pick("request", "verzoek"), requests::request_json(witness, policy)));
                }
            }
        }
        self.place(file, &finding.place, notes.into_iter());
    }

    fn place(&mut self, file: &str, place: &Place, notes: impl Iterator<Item = (&'static str, String)>) {
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        self.line(&format!("{margin}--> {file}:{}:{}", place.line, place.column));
        self.line(&format!("{margin} |"));
        self.line(&format!("{number} | {}", place.snippet.text));
        self.line(&format!("{margin} | {}", place.snippet.underline()));
        for (name, note) in notes {
            self.line(&format!("{margin} = {name}: {note}"));
        }
        self.line("");
    }

    fn severity(&self, severity: Severity) -> &'static str {
        self.pick(severity.name(), severity.dutch_name())
    }

    fn counts(&self, c: &Counts) -> String {
        let mut parts = Vec::new();
        if c.errors + c.warnings > 0 {
            parts.push(match self.locale {
                Locale::En => format!("{} errors, {} warnings", c.errors, c.warnings),
                Locale::Nl => format!("{} fouten, {} waarschuwingen", c.errors, c.warnings),
            });
        }
        parts.push(match self.locale {
            Locale::En => format!(
                "{} obligations: {} proved, {} refuted, {} undecided",
                c.obligations, c.proved, c.refuted, c.undecided
            ),
            Locale::Nl => format!(
                "{} bewijslasten: {} bewezen, {} weerlegd, {} onbeslist",
                c.obligations, c.proved, c.refuted, c.undecided
            ),
        });
        let open = c.findings - c.accepted;
        parts.push(match self.locale {
            Locale::En => format!("{} findings: {} accepted, {open} open", c.findings, c.accepted),
            Locale::Nl => format!("{} bevindingen: {} aanvaard, {open} open", c.findings, c.accepted),
        });
        parts.join("; ")
    }
}
