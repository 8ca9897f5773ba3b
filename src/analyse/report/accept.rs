//! What the author of a policy accepts.

use super::place::Source;
use super::seal::{Seal, Sealing};
use super::{Acceptance, Finding, RuleId};
use crate::calendar::Date;
use crate::money::Locale;
use crate::policy::{self, Policy, Summary};

/// Marks the findings that an acceptance takes, and reports acceptances that take none, have no seal, are of something
/// else or have run out.
pub(super) fn apply(findings: &mut Vec<Finding>, policy: &Policy, as_of: Date, source: &Source<'_>) {
    let sealing = Sealing::new(policy);
    let mut of_acceptances = Vec::new();
    for stated in &policy.acceptances {
        let expired = stated.until.is_some_and(|until| until < as_of);
        let now = seal(stated, findings, &sealing);
        let rule = match (&now, &stated.seal) {
            (None, _) => Some(RuleId::AcceptUnused),
            (Some(_), None) => Some(RuleId::AcceptUnsealed),
            (Some(now), Some(seal)) if *seal != now.digest || stated.figures != now.figures => {
                Some(RuleId::AcceptChanged)
            }
            (Some(_), Some(_)) => {
                take(stated, expired, findings);
                expired.then_some(RuleId::AcceptExpired)
            }
        };
        if let Some(rule) = rule {
            of_acceptances.push(of_acceptance(rule, stated, now.as_ref(), policy, source));
        }
    }
    findings.append(&mut of_acceptances);
}

/// What each acceptance would cover now; `None` where it matches no finding.
pub(super) fn seals(findings: &[Finding], policy: &Policy) -> Vec<Option<Seal>> {
    let sealing = Sealing::new(policy);
    policy.acceptances.iter().map(|stated| seal(stated, findings, &sealing)).collect()
}

fn seal(stated: &policy::Acceptance, findings: &[Finding], sealing: &Sealing<'_>) -> Option<Seal> {
    let taken: Vec<&Finding> = findings.iter().filter(|finding| matches(stated, finding)).collect();
    (!taken.is_empty()).then(|| sealing.of(&taken))
}

/// Marks what an acceptance takes.
fn take(stated: &policy::Acceptance, expired: bool, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| matches(stated, finding)) {
        // Of two, the one that still holds counts.
        if finding.acceptance.as_ref().is_none_or(|known| known.expired) {
            finding.acceptance = Some(Acceptance { reason: stated.reason.clone(), until: stated.until, expired });
        }
    }
}

fn matches(stated: &policy::Acceptance, finding: &Finding) -> bool {
    finding.rule.to_string() == stated.rule
        && stated.clause.is_none_or(|clause| finding.clauses.contains(&clause))
        && stated.about.as_ref().is_none_or(|about| has_words(&finding.message.en, about))
}

/// Whether a text has these words, as whole words and numbers: `1% interest` is not in `51% interest` or `0.1% interest`.
fn has_words(text: &str, words: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let cut = |before: &str, after: &str| match (before.chars().next_back(), after.chars().next()) {
        (Some('.' | ','), Some(next)) if digit(next) => before.trim_end_matches(['.', ',']).ends_with(digit),
        (Some(last), Some('.' | ',')) if digit(last) => after.trim_start_matches(['.', ',']).starts_with(digit),
        (Some(last), Some(next)) => (digit(last) && digit(next)) || (last.is_alphabetic() && next.is_alphabetic()),
        _ => false,
    };
    text.match_indices(words).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (found, after) = rest.split_at(words.len());
        !cut(before, found) && !cut(found, after)
    })
}

fn of_acceptance(
    rule: RuleId,
    stated: &policy::Acceptance,
    now: Option<&Seal>,
    policy: &Policy,
    source: &Source<'_>,
) -> Finding {
    let clause = stated.clause.and_then(|place| policy.clause(place));
    let what = |locale: Locale| {
        let at = clause.map(|clause| format!(" {} `{}`", locale.pick("at", "bij"), clause.id)).unwrap_or_default();
        let about = stated.about.as_ref().map(|about| format!(" {} `{about}`", locale.pick("about", "over")));
        format!("`{}`{at}{}", stated.rule, about.unwrap_or_default())
    };
    let until = stated.until.map(|day| day.to_string()).unwrap_or_default();
    let (nl, en) = match rule {
        RuleId::AcceptExpired => (
            format!("de aanvaarding van {} gold tot en met {until}", what(Locale::Nl)),
            format!("the acceptance of {} held through {until}", what(Locale::En)),
        ),
        RuleId::AcceptUnsealed => (
            format!("de aanvaarding van {} heeft geen zegel en aanvaardt nog niets", what(Locale::Nl)),
            format!("the acceptance of {} has no seal and accepts nothing yet", what(Locale::En)),
        ),
        RuleId::AcceptChanged => {
            let (figures_nl, figures_en) = (changed(stated, now, Locale::Nl), changed(stated, now, Locale::En));
            (
                format!("wat met {} is aanvaard, is nu anders{figures_nl}", what(Locale::Nl)),
                format!("what was accepted as {} is another now{figures_en}", what(Locale::En)),
            )
        }
        _ => (
            format!("er is geen bevinding {} om te aanvaarden", what(Locale::Nl)),
            format!("there is no finding {} to accept", what(Locale::En)),
        ),
    };
    let remedy = rule.remedy();
    Finding {
        rule,
        severity: rule.severity(),
        provision: "",
        message: Summary { nl, en },
        help: Summary { nl: remedy.nl.to_owned(), en: remedy.en.to_owned() },
        clauses: stated.clause.into_iter().collect(),
        place: source.place(stated.span),
        witness: None,
        obligations: Vec::new(),
        acceptance: None,
    }
}

/// What the figures were and are, where they differ.
fn changed(stated: &policy::Acceptance, now: Option<&Seal>, locale: Locale) -> String {
    let now = now.map(|seal| seal.figures.as_slice()).unwrap_or_default();
    if stated.figures == now {
        return locale.pick(": its clause was changed", ": de bepaling is gewijzigd").to_owned();
    }
    let list = |figures: &[String]| match figures {
        [] => locale.pick("nothing in figures", "niets in cijfers").to_owned(),
        figures => figures.join("; "),
    };
    let (then, now) = (list(&stated.figures), list(now));
    match locale {
        Locale::En => format!(": it was {then}, and is {now}"),
        Locale::Nl => format!(": het was {then}, en is {now}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_whole() {
        for (text, words, expected) in [
            ("1% interest a month", "1% interest", true),
            ("51% interest a month", "1% interest", false),
            ("0.1% interest a month", "1% interest", false),
            ("at most 1.5%", "at most 1", false),
            ("at most 1. Then", "at most 1", true),
            ("30 to 130 days before", "30 days before", false),
            ("130 days, and 30 days before", "30 days before", true),
            ("later, from 2026-04-03T07:00:00Z", "from 2026-04-03", true),
            ("from 2026-04-035", "from 2026-04-03", false),
            ("€ 10.00 too much", "€ 10", false),
            ("the programmes", "a programme", false),
            ("all programmes", "programme", false),
            ("is 2 months", "is 2 months", true),
        ] {
            assert_eq!(has_words(text, words), expected, "{words} in {text}");
        }
    }
}
