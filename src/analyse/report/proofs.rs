//! Obligations that are not proved, as findings.

use super::place::{Place, Source};
use super::{Finding, RuleId};
use crate::analyse::obligation::{Invariant, Obligation, ProofOutcome};
use crate::analyse::rules::{Rule, Severity};
use crate::law::Jurisdiction;
use crate::money::Locale;
use crate::policy::building_blocks::Span;
use crate::policy::forms::Form;
use crate::policy::{Clause, Policy, Summary};
use crate::vocabulary::CustomerType;

/// Adds a finding for each obligation that is refuted or undecided, where none says the same already.
pub(super) fn add(
    findings: &mut Vec<Finding>,
    obligations: &[Obligation],
    policy: &Policy,
    law: &Jurisdiction,
    source: &Source<'_>,
) {
    let rows = rows(policy, source);
    for (index, obligation) in obligations.iter().enumerate() {
        let Some(found) = finding(obligation, policy, law, source) else { continue };
        let about = about(obligation, policy);
        let same = findings.iter_mut().find(|known| {
            says_same(known, obligation, &found)
                && shares(&known.clauses, &about)
                && !in_other_rows(&rows, &known.place, &found.place)
        });
        match same {
            Some(known) => known.obligations.push(index),
            None => findings.push(Finding { obligations: vec![index], ..found }),
        }
    }
}

/// Where the clauses begin and the rows of their tables, in the order of the text, each row with its number.
fn rows(policy: &Policy, source: &Source<'_>) -> Vec<((usize, usize), Option<usize>)> {
    let start = |span: Span| {
        let place = source.place(span);
        (place.line, place.column)
    };
    let of_clause = |clause: &Clause| {
        let tiers = match &clause.form {
            Form::Tiers(tiers) => tiers.rows.as_slice(),
            _ => &[],
        };
        let rows = tiers.iter().enumerate().map(|(row, tier)| (start(tier.span), Some(row)));
        std::iter::once((start(clause.span), None)).chain(rows).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = policy.clauses.iter().flat_map(of_clause).collect();
    rows.sort_unstable();
    rows
}

/// Whether two places lie in different rows of a table: then they are two things, whatever is said of them.
fn in_other_rows(rows: &[((usize, usize), Option<usize>)], one: &Place, other: &Place) -> bool {
    let row = |place: &Place| {
        let begun = rows.partition_point(|(start, _)| *start <= (place.line, place.column));
        begun.checked_sub(1).and_then(|last| rows.get(last)).filter(|(_, row)| row.is_some())
    };
    matches!((row(one), row(other)), (Some(one), Some(other)) if one != other)
}

/// The clauses that an obligation is about: those that it names, the one in which its place lies, and those to which
/// they refer.
fn about(obligation: &Obligation, policy: &Policy) -> Vec<u16> {
    let holds = obligation.span.and_then(|span| {
        let before = |clause: &&Clause| clause.span.start <= span.start;
        policy.clauses.iter().take_while(before).count().checked_sub(1)
    });
    let holds = holds.and_then(|place| u16::try_from(place).ok());
    let named: Vec<u16> = obligation.clauses.iter().copied().chain(holds).collect();
    let referred = named.iter().filter_map(|place| policy.clause(*place)).flat_map(referred);
    named.iter().copied().chain(referred).collect()
}

/// The clauses whose charges a clause takes over.
fn referred(clause: &Clause) -> Vec<u16> {
    match &clause.form {
        Form::SameAs(same) => same.clauses.clone(),
        Form::PaymentDefault(default) => default.counts_as_cancelled.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn shares(one: &[u16], other: &[u16]) -> bool {
    one.is_empty() && other.is_empty() || one.iter().any(|clause| other.contains(clause))
}

/// Whether a finding speaks of the same: the same rule, or for whomever else the charges exceed the price.
fn says_same(known: &Finding, obligation: &Obligation, found: &Finding) -> bool {
    let refuted = matches!(obligation.outcome, ProofOutcome::Refuted { .. });
    let fee = refuted && obligation.invariant == Invariant::FeeWithinPriceAsWritten;
    let same = known.rule == found.rule && known.severity == found.severity;
    same || fee && known.rule == RuleId::Compliance(Rule::FeeGtPrice)
}

fn finding(obligation: &Obligation, policy: &Policy, law: &Jurisdiction, source: &Source<'_>) -> Option<Finding> {
    let invariant = obligation.invariant;
    let (rule, severity, said, witness) = match &obligation.outcome {
        ProofOutcome::Proved { .. } => return None,
        ProofOutcome::Refuted { witness, because } => {
            let rule = rule_of(obligation);
            (rule, rule.severity(), because, witness.clone())
        }
        ProofOutcome::Undecided { reason } => (RuleId::Proof(invariant), Severity::Information, reason, None),
    };
    let open = matches!(obligation.outcome, ProofOutcome::Undecided { .. });
    let of_clause = obligation.clauses.first().and_then(|place| policy.clause(*place)).map(|clause| clause.span);
    Some(Finding {
        rule,
        severity,
        provision: rule.provision(law),
        message: message(invariant, said, open),
        help: Summary { nl: rule.remedy().nl.to_owned(), en: rule.remedy().en.to_owned() },
        clauses: obligation.clauses.clone(),
        place: source.place(obligation.span.or(of_clause).unwrap_or_default()),
        witness,
        obligations: Vec::new(),
        acceptance: None,
    })
}

fn message(invariant: Invariant, said: &Summary, open: bool) -> Summary {
    let in_words = |locale: Locale| match (open, locale) {
        (true, Locale::En) => format!("`{invariant}` is undecided: {}", said.en),
        (true, Locale::Nl) => format!("`{invariant}` is onbeslist: {}", said.nl),
        (false, Locale::En) => format!("`{invariant}` does not hold: {}", said.en),
        (false, Locale::Nl) => format!("`{invariant}` gaat niet op: {}", said.nl),
    };
    Summary { nl: in_words(Locale::Nl), en: in_words(Locale::En) }
}

/// The rule under which a refuted obligation is reported.
fn rule_of(obligation: &Obligation) -> RuleId {
    let consumer = obligation.customer != Some(CustomerType::Business);
    match obligation.invariant {
        Invariant::Totality => RuleId::Compliance(Rule::TierOverlap),
        Invariant::MonotoneTiers => RuleId::Compliance(Rule::TierMonotone),
        Invariant::FeeWithinPriceAsWritten if consumer => RuleId::Compliance(Rule::FeeGtPrice),
        other => RuleId::Proof(other),
    }
}
