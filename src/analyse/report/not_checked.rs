//! What a verification did not check, so that nobody takes its silence for an answer.

use super::{RuleId, Verification, VerificationReport};
use crate::analyse::obligation::Outcome;
use crate::analyse::rules::Rule;
use crate::law::Law;
use crate::policy::Summary;

/// What was not checked of some files; a sentence each, without its file where it is so of all that were loaded.
pub(super) fn of(verification: &Verification) -> Vec<Summary> {
    let mut said: Vec<(Summary, usize)> = Vec::new();
    let mut files = 0;
    for report in verification.reports.iter().filter(|report| report.policy.is_some()) {
        files += 1;
        for sentence in of_report(report) {
            match said.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, count)) => *count += 1,
                None => said.push((sentence, 1)),
            }
        }
    }
    let mut told: Vec<Summary> = Vec::new();
    for (Summary { nl, en }, count) in said {
        told.push(match count == files {
            true => Summary { nl, en },
            false => {
                Summary { nl: format!("{nl} (bij {count} van {files})"), en: format!("{en} (in {count} of {files})") }
            }
        });
    }
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
        if !matches!(obligation.outcome, Outcome::Undecided { .. }) {
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
