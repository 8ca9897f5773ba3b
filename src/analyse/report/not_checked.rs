//! What a verification did not check, so that nobody takes its silence for an answer.

use super::{RuleId, VerificationReport};
use crate::analyse::obligation::ProofOutcome;
use crate::analyse::rules::Rule;
use crate::law::Law;
use crate::policy::Summary;

/// What was not checked of some files that load.
#[derive(Debug, Default)]
pub(super) struct Unchecked {
    /// Each sentence, with the number of files of which it is so.
    said: Vec<(Summary, usize)>,
    files: usize,
}

impl Unchecked {
    /// Adds what was not checked of one more file; `None`: it does not load.
    pub(super) fn add(&mut self, of_file: Option<Vec<Summary>>) {
        let Some(sentences) = of_file else { return };
        self.files += 1;
        for sentence in sentences {
            match self.said.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, count)) => *count += 1,
                None => self.said.push((sentence, 1)),
            }
        }
    }

    /// A sentence each, with the number of its files where it is not so of all.
    pub(super) fn told(self) -> Vec<Summary> {
        let files = self.files;
        let counted = |(Summary { nl, en }, count): (Summary, usize)| match count == files {
            true => Summary { nl, en },
            false => {
                Summary { nl: format!("{nl} (bij {count} van {files})"), en: format!("{en} (in {count} of {files})") }
            }
        };
        let mut told: Vec<Summary> = self.said.into_iter().map(counted).collect();
        if files > 0 {
            told.push(Summary {
                nl: "of `article` en `summary` zeggen wat de gedrukte voorwaarden zeggen".to_owned(),
                en: "whether `article` and `summary` say what the printed terms say".to_owned(),
            });
            told.push(Summary {
                nl: "de gevallen in `*.cases.toml`; die draait `clausula test`".to_owned(),
                en: "the cases in `*.cases.toml`, which `clausula test` runs".to_owned(),
            });
        }
        told
    }
}

impl VerificationReport {
    /// What was not checked of the file, a sentence each; `None` where it does not load.
    pub(super) fn not_checked(&self) -> Option<Vec<Summary>> {
        self.policy.is_some().then(|| of_report(self))
    }
}

fn of_report(report: &VerificationReport) -> Vec<Summary> {
    let mut said = Vec::new();
    let Some(policy) = &report.policy else { return said };
    let law = Law::built_in().of(policy.law);
    let unknown = Rule::ALL.iter().filter(|rule| law.provision_of_check(rule.name()).is_none()).count();
    if unknown > 0 {
        let id = law.id.name();
        said.push(Summary {
            nl: format!("{unknown} regels waarvoor het recht `{id}` geen bepaling noemt"),
            en: format!("{unknown} rules for which the law `{id}` has no provision"),
        });
    }
    if report.findings.iter().any(|finding| finding.rule == RuleId::LawNotChecked) {
        said.push(Summary {
            nl: "het recht dat het beleid noemt, voor zover het niet bekend is (`LAW-NOT-CHECKED`)".to_owned(),
            en: "the law that the policy names, as far as it is not known (`LAW-NOT-CHECKED`)".to_owned(),
        });
    }
    let mut undecided: Vec<(&'static str, usize)> = Vec::new();
    for obligation in &report.obligations {
        if !matches!(obligation.outcome, ProofOutcome::Undecided { .. }) {
            continue;
        }
        let name = obligation.invariant.name();
        match undecided.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => undecided.push((name, 1)),
        }
    }
    said.extend(undecided.into_iter().map(|(name, count)| Summary {
        nl: format!("`{name}`: {count} onbeslist"),
        en: format!("`{name}`: {count} undecided"),
    }));
    said
}
