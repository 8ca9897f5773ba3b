//! A verification in one of its formats, written report by report: what is written need not be kept.

use super::junit::SuiteCounts;
use super::not_checked::Unchecked;
use super::{Counts, Suppressed, Told, Verification, VerificationReport, human, json, junit, sarif};
use crate::analyse::rules::Severity;
use crate::money::Locale;
use crate::policy::Summary;

/// How a verification is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For a person.
    Human(Told),
    /// As JSON.
    Json,
    /// As a SARIF log.
    Sarif(Suppressed),
    /// As JUnit XML, in which findings at least as serious fail a case.
    Junit(Severity),
}

/// One report as it is written, with what it adds to the whole.
#[derive(Clone, Debug)]
pub struct WrittenReport {
    file: String,
    text: String,
    counts: Counts,
    run: SuiteCounts,
    not_checked: Option<Vec<Summary>>,
}

impl WrittenReport {
    /// Writes a report.
    pub fn new(report: &VerificationReport, format: ReportFormat, locale: Locale) -> WrittenReport {
        let (text, run) = match format {
            ReportFormat::Human(told) => (human::report(report, locale, told), SuiteCounts::default()),
            ReportFormat::Json => (json::report(report, locale), SuiteCounts::default()),
            ReportFormat::Sarif(accepted) => (sarif::report(report, locale, accepted), SuiteCounts::default()),
            ReportFormat::Junit(deny) => junit::report(report, locale, deny),
        };
        let (file, counts, not_checked) = (report.file.clone(), report.counts(), report.not_checked());
        WrittenReport { file, text, counts, run, not_checked }
    }
}

/// What was written so far. A SARIF log and JUnit's XML tell of all reports before the first, so that their text comes at the end.
#[derive(Debug)]
pub struct ReportWriter {
    format: ReportFormat,
    locale: Locale,
    files: usize,
    /// The last file.
    file: String,
    /// What waits for the end.
    held: String,
    counts: Counts,
    run: SuiteCounts,
    unchecked: Unchecked,
}

impl ReportWriter {
    /// Nothing yet.
    pub fn new(format: ReportFormat, locale: Locale) -> ReportWriter {
        ReportWriter {
            format,
            locale,
            files: 0,
            file: String::new(),
            held: String::new(),
            counts: Counts::default(),
            run: SuiteCounts::default(),
            unchecked: Unchecked::default(),
        }
    }

    /// Takes the next report; what can be written now.
    pub fn add(&mut self, piece: WrittenReport) -> String {
        let WrittenReport { file, text, counts, run, not_checked } = piece;
        let is_first = self.files == 0;
        self.files += 1;
        self.file = file;
        self.counts = self.counts.plus(counts);
        self.run = self.run.plus(run);
        self.unchecked.add(not_checked);
        match self.format {
            ReportFormat::Human(_) => text,
            ReportFormat::Json => json::before(is_first).to_owned() + &text,
            ReportFormat::Sarif(_) => {
                if !self.held.is_empty() && !text.is_empty() {
                    self.held.push_str(sarif::BETWEEN);
                }
                self.held.push_str(&text);
                String::new()
            }
            ReportFormat::Junit(_) => {
                self.held.push_str(&text);
                String::new()
            }
        }
    }

    /// How many files there were.
    pub fn files(&self) -> usize {
        self.files
    }

    /// What they come to.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The rest of the text.
    pub fn end(self) -> String {
        let (not_checked, locale) = (self.unchecked.told(), self.locale);
        match self.format {
            ReportFormat::Human(_) => human::end(self.files, &self.file, &self.counts, &not_checked, locale),
            ReportFormat::Json => json::end(self.files == 0, &self.counts, &not_checked, locale),
            ReportFormat::Sarif(_) => sarif::log(self.held, &not_checked, locale),
            ReportFormat::Junit(_) => junit::suites(&self.held, self.run),
        }
    }
}

/// All of a verification.
pub(super) fn written(verification: &Verification, format: ReportFormat, locale: Locale) -> String {
    let mut writer = ReportWriter::new(format, locale);
    let mut text = String::new();
    for report in &verification.reports {
        text.push_str(&writer.add(WrittenReport::new(report, format, locale)));
    }
    text + &writer.end()
}
