//! Findings as they are reported: with their place, and the acceptance that takes them.

use super::RuleId;
use super::place::{Place, Source};
use crate::analyse::obligation::Witness;
use crate::analyse::rules::{ComplianceFinding, Rule, Severity};
use crate::calendar::Date;
use crate::law::Jurisdiction;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;

/// Something that was found in a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What reports it.
    pub rule: RuleId,
    /// How serious it is.
    pub severity: Severity,
    /// The provision of the policy's law; empty where it is about the text alone.
    pub provision: &'static str,
    /// What was found: lowercase, without a final period.
    pub message: Summary,
    /// What to change.
    pub help: Summary,
    /// The clauses involved, by their place in the policy, that with the place first; empty when it is about the policy
    /// as a whole.
    pub clauses: Vec<u16>,
    /// Where to look.
    pub place: Place,
    /// A request that shows it.
    pub witness: Option<Box<Witness>>,
    /// The obligations that it stands for, by their index in the report.
    pub obligations: Vec<usize>,
    /// The acceptance that the policy states for it, run out or not.
    pub acceptance: Option<Acceptance>,
}

/// Why a finding is lived with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The reason, as the policy states it.
    pub reason: String,
    /// The last day on which it holds; `None`: no end.
    pub until: Option<Date>,
    /// Whether that day lies before the day of the check.
    pub expired: bool,
}

impl Finding {
    /// Whether the policy accepts it, and the acceptance has not run out.
    pub fn is_accepted(&self) -> bool {
        self.acceptance.as_ref().is_some_and(|acceptance| !acceptance.expired)
    }

    /// Whether it is at least as serious as `level` and not accepted.
    pub fn is_denied(&self, level: Severity) -> bool {
        self.severity.at_least(level) && !self.is_accepted()
    }
}

/// What a compliance rule found.
pub(super) fn of_rule(found: ComplianceFinding, law: &Jurisdiction, source: &Source<'_>) -> Finding {
    let severity = found.severity();
    let ComplianceFinding { rule, clauses, span, message, help, witness } = found;
    let rule = RuleId::Compliance(rule);
    Finding {
        rule,
        severity,
        provision: rule.provision(law),
        message,
        help,
        clauses,
        place: source.place(span),
        witness,
        obligations: Vec::new(),
        acceptance: None,
    }
}

/// The rules that were not looked at to the end, where there are any, at the start of the policy.
pub(super) fn of_ended(open: &[Rule], at: Span, source: &Source<'_>) -> Option<Finding> {
    if open.is_empty() {
        return None;
    }
    let rule = RuleId::AnalysisEnded;
    let names = open.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(", ");
    let remedy = rule.remedy();
    Some(Finding {
        rule,
        severity: rule.severity(),
        provision: "",
        message: Summary {
            nl: format!("de controle is voortijdig beëindigd; onbeslist zijn: {names}"),
            en: format!("the check was ended before it was done; undecided are: {names}"),
        },
        help: Summary { nl: remedy.nl.to_owned(), en: remedy.en.to_owned() },
        clauses: Vec::new(),
        place: source.place(at),
        witness: None,
        obligations: Vec::new(),
        acceptance: None,
    })
}

/// What of the policy's law was not checked, at the key that names it.
pub(super) fn of_law(law: &Jurisdiction, at: Span, source: &Source<'_>) -> Option<Finding> {
    let said = law.not_checked?;
    let rule = RuleId::LawNotChecked;
    let clause = |text: &str| {
        let text = text.trim_end_matches('.');
        let first: String = text.chars().take(1).flat_map(char::to_lowercase).collect();
        first + text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
    };
    let remedy = rule.remedy();
    Some(Finding {
        rule,
        severity: rule.severity(),
        provision: "",
        message: Summary { nl: clause(said.nl), en: clause(said.en) },
        help: Summary { nl: remedy.nl.to_owned(), en: remedy.en.to_owned() },
        clauses: Vec::new(),
        place: source.place(at),
        witness: None,
        obligations: Vec::new(),
        acceptance: None,
    })
}
