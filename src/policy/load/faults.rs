//! The faults of one file, while they are collected.

use std::sync::Arc;

use super::fault::{Fault, FaultCode, Severity};
use super::hints::ChangedLine;
use super::limits::LIMITS;
use super::snippet::{LineIndex, one_line};
use crate::money::Currency;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::both;

/// Collects the faults of one file.
pub(crate) struct Faults<'a> {
    file: Arc<str>,
    lines: LineIndex<'a>,
    listed: Vec<Fault>,
    unlisted: usize,
    failed: bool,
    /// The currency in which the file writes amounts: euros until it names another.
    pub(crate) currency: Currency,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(file: &str, text: &'a str) -> Faults<'a> {
        Faults {
            file: file.into(),
            lines: LineIndex::new(text),
            listed: Vec::new(),
            unlisted: 0,
            failed: false,
            currency: Currency::EUR,
        }
    }

    /// Adds an error.
    pub(crate) fn error(&mut self, code: FaultCode, span: Span, message: impl Into<Summary>, help: Option<Summary>) {
        self.failed = true;
        self.add(Severity::Error, code, span, message.into(), help);
    }

    /// Adds a warning.
    pub(crate) fn warning(&mut self, code: FaultCode, span: Span, message: impl Into<Summary>, help: Option<Summary>) {
        self.add(Severity::Warning, code, span, message.into(), help);
    }

    /// Shows, beside the faults of a place, its line with what was probably meant.
    pub(super) fn correct(&mut self, span: Span, line: impl Fn(&ChangedLine<'_>) -> Option<String>) {
        let corrected = ChangedLine::of(self.lines.text(), span).and_then(|place| line(&place));
        let Some(corrected) = corrected.map(|text| one_line(&text)) else { return };
        for fault in self.listed.iter_mut().filter(|fault| fault.span == span) {
            fault.corrected = Some(corrected.clone());
        }
    }

    /// The text of the file.
    pub(super) fn text(&self) -> &'a str {
        self.lines.text()
    }

    /// Whether another fault would still be listed, so that dear advice is worth its time.
    pub(crate) fn has_room(&self) -> bool {
        self.listed.len() < LIMITS.faults
    }

    /// Whether there is an error.
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    /// The faults, in the order of the text.
    pub(crate) fn into_sorted(mut self) -> Vec<Fault> {
        if self.unlisted > 0 {
            let last = self.listed.iter().map(|fault| fault.span).max_by_key(|span| span.start).unwrap_or_default();
            let severity = if self.failed { Severity::Error } else { Severity::Warning };
            let message = both!("{} more faults are not listed", "{} fouten staan hier niet bij", self.unlisted);
            let fault = self.fault(severity, FaultCode::TooManyFaults, last, message, None);
            self.listed.push(fault);
        }
        self.listed.sort_by_key(|fault| (fault.code == FaultCode::TooManyFaults, fault.span.start));
        self.listed
    }

    fn add(&mut self, severity: Severity, code: FaultCode, span: Span, message: Summary, help: Option<Summary>) {
        if self.has_room() {
            let fault = self.fault(severity, code, span, message, help);
            self.listed.push(fault);
        } else {
            self.unlisted += 1;
        }
    }

    fn fault(&self, severity: Severity, code: FaultCode, span: Span, message: Summary, help: Option<Summary>) -> Fault {
        let (line, column) = self.lines.position(span.start);
        let snippet = self.lines.snippet(span);
        Fault {
            severity,
            code,
            message,
            file: Arc::clone(&self.file),
            line,
            column,
            span,
            snippet,
            help,
            corrected: None,
        }
    }
}
