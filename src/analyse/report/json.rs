//! The report as JSON: the contract's `VerificationReport` for each file, in the canonical mapping of protobuf, except that
//! obligations which came out alike for several products and customers are one, with all of them as its `members`.

use super::value::Value;
use super::written::{ReportFormat, written};
use super::{Counts, Finding, Place, Verification, VerificationReport, requests};
use crate::analyse::obligation::{Obligation, ProofOutcome};
use crate::analyse::rules::Severity;
use crate::law::{Jurisdiction, Law};
use crate::money::Locale;
use crate::policy::load::{self, Fault, LineIndex};
use crate::policy::{Policy, Summary, Unencoded};
use crate::vocabulary::{CustomerType, ProductType, Question};

/// Writes a verification as JSON: `{"reports": [{"file", …}], "counts", "notChecked"}`.
pub fn json(verification: &Verification, locale: Locale) -> String {
    written(verification, ReportFormat::Json, locale)
}

/// What stands before the first report, or between it and the next.
pub(super) const fn before(is_first: bool) -> &'static str {
    if is_first { "{\n  \"reports\": [\n    " } else { ",\n    " }
}

/// One report, as it stands in the list of reports.
pub(super) fn report(report: &VerificationReport, locale: Locale) -> String {
    of_report(report, locale).pretty_at(2)
}

/// What stands behind the last report; `none`: there is no report.
pub(super) fn end(none: bool, counted: &Counts, not_checked: &[Summary], locale: Locale) -> String {
    let not_checked = not_checked.iter().map(|sentence| Value::text(sentence.get(locale)));
    format!(
        "{},\n  \"counts\": {},\n  \"notChecked\": {}\n}}\n",
        if none { "{\n  \"reports\": []" } else { "\n  ]" },
        counts(counted).pretty_at(1),
        Value::list(not_checked).pretty_at(1)
    )
}

fn of_report(report: &VerificationReport, locale: Locale) -> Value {
    let policy = report.policy.as_deref();
    let faults = report.faults.iter().map(|(fault, place)| of_fault(fault, place, locale));
    let obligations = grouped(report).into_iter().filter_map(|group| Some(of_obligation(&group, policy?, locale)));
    let findings = report.findings.iter().filter_map(|finding| Some(of_finding(finding, policy?, locale)));
    Value::object([
        ("file", Some(Value::text(&report.file))),
        ("loads", Some(Value::Bool(policy.is_some()))),
        ("policy", policy.map(reference)),
        ("faults", Some(Value::list(faults))),
        ("obligations", Some(Value::list(obligations))),
        ("findings", Some(Value::list(findings))),
        ("counts", Some(counts(&report.counts()))),
        ("law", policy.map(|policy| law(Law::built_in().of(policy.law)))),
        ("unencoded", policy.filter(|policy| !policy.unencoded.is_empty()).map(|policy| unencoded(policy, locale))),
    ])
}

fn reference(policy: &Policy) -> Value {
    Value::object([
        ("policyId", Some(Value::text(&policy.id))),
        ("version", Some(Value::text(&policy.version))),
        ("digest", Some(Value::text(&policy.digest))),
    ])
}

fn law(law: &Jurisdiction) -> Value {
    Value::object([("id", Some(Value::text(law.id.name()))), ("digest", Some(Value::text(law.digest)))])
}

/// The articles that the policy leaves out.
fn unencoded(policy: &Policy, locale: Locale) -> Value {
    let lines = LineIndex::new(&policy.source);
    let question = |question: &Question| Value::text(format!("QUESTION_{}", question.name().to_uppercase()));
    Value::list(policy.unencoded.iter().map(|Unencoded { articles, questions, why, span }| {
        Value::object([
            ("article", Some(Value::text(articles.join(", ")))),
            ("questions", (!questions.is_empty()).then(|| Value::list(questions.iter().map(question)))),
            ("why", Some(Value::text(why.get(locale)))),
            ("line", Some(Value::Number(lines.position(span.start).0))),
        ])
    }))
}

fn of_fault(fault: &Fault, place: &Place, locale: Locale) -> Value {
    let severity = match fault.severity {
        load::Severity::Error => "FAULT_SEVERITY_ERROR",
        load::Severity::Warning => "FAULT_SEVERITY_WARNING",
    };
    Value::object([
        ("severity", Some(Value::text(severity))),
        ("rule", Some(Value::text(fault.code.name()))),
        ("message", Some(Value::text(fault.told(locale)))),
        ("file", Some(Value::text(&*fault.file))),
        ("line", Some(Value::Number(place.line))),
        ("column", Some(Value::Number(place.column))),
        ("snippet", Some(Value::text(&place.snippet.text))),
        ("help", fault.help.as_ref().map(|help| Value::text(help.get(locale)))),
        ("corrected", fault.corrected.as_ref().map(Value::text)),
    ])
}

/// An obligation, and the products and customers for whom it came out alike.
struct Group<'r> {
    obligation: &'r Obligation,
    place: Option<&'r Place>,
    members: Vec<(Option<ProductType>, Option<CustomerType>)>,
}

/// The obligations of a report, those that came out alike as one, in the order of the first of each.
fn grouped(report: &VerificationReport) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (obligation, place) in report.obligations.iter().zip(&report.obligation_places) {
        let (place, member) = (place.as_ref(), (obligation.product, obligation.customer));
        let alike = |group: &&mut Group<'_>| group.place == place && came_out_alike(group.obligation, obligation);
        match groups.iter_mut().rev().find(alike) {
            Some(group) => group.members.push(member),
            None => groups.push(Group { obligation, place, members: vec![member] }),
        }
    }
    groups
}

/// Whether two obligations say the same, for whomever.
fn came_out_alike(one: &Obligation, other: &Obligation) -> bool {
    let outcome = match (&one.outcome, &other.outcome) {
        (ProofOutcome::Refuted { because: one, .. }, ProofOutcome::Refuted { because: other, .. }) => one == other,
        (one, other) => one == other,
    };
    let about = |of: &Obligation| (of.invariant, of.question, of.prices);
    outcome && about(one) == about(other) && one.clauses == other.clauses
}

fn of_obligation(group: &Group<'_>, policy: &Policy, locale: Locale) -> Value {
    let Group { obligation, place, members } = group;
    let (result, reason, witness) = match &obligation.outcome {
        ProofOutcome::Proved { cases } => ("PROVED", obligation.proved_text(*cases, policy.currency, locale), None),
        ProofOutcome::Refuted { witness, because } => ("REFUTED", because.get(locale).to_owned(), witness.as_ref()),
        ProofOutcome::Undecided { reason } => ("UNDECIDED", reason.get(locale).to_owned(), None),
    };
    let word = |prefix: &str, name: &str| Value::text(format!("{prefix}_{}", name.to_uppercase()));
    let of_member = |(product, customer): &(Option<ProductType>, Option<CustomerType>)| {
        let (product, customer) = ((*product)?, (*customer)?);
        Some(Value::object([
            ("productType", Some(word("PRODUCT_TYPE", product.name()))),
            ("customerType", Some(word("CUSTOMER_TYPE", customer.name()))),
        ]))
    };
    Value::object([
        ("invariant", Some(Value::text(obligation.invariant.name()))),
        ("question", obligation.question.map(|question| Value::text(question.name()))),
        ("members", Some(Value::list(members.iter().filter_map(of_member)))),
        ("clauseIds", Some(clause_ids(&obligation.clauses, policy))),
        ("result", Some(Value::text(format!("PROOF_RESULT_{result}")))),
        ("reason", Some(Value::text(reason))),
        ("witness", witness.map(|witness| requests::request(witness, policy))),
        ("line", place.map(|place| Value::Number(place.line))),
        ("column", place.map(|place| Value::Number(place.column))),
    ])
}

fn of_finding(finding: &Finding, policy: &Policy, locale: Locale) -> Value {
    let acceptance = finding.acceptance.as_ref().map(|acceptance| {
        Value::object([
            ("reason", Some(Value::text(&acceptance.reason))),
            ("until", acceptance.until.map(|day| Value::text(day.to_string()))),
        ])
    });
    let provision = finding.provision;
    Value::object([
        ("rule", Some(Value::text(finding.rule.to_string()))),
        ("severity", Some(Value::text(severity(finding.severity)))),
        ("provision", (!provision.is_empty()).then(|| Value::text(provision))),
        ("message", Some(Value::text(finding.message.get(locale)))),
        ("help", Some(Value::text(finding.help.get(locale)))),
        ("clauseIds", Some(clause_ids(&finding.clauses, policy))),
        ("line", Some(Value::Number(finding.place.line))),
        ("column", Some(Value::Number(finding.place.column))),
        ("accepted", Some(Value::Bool(finding.is_accepted()))),
        ("acceptance", acceptance),
        ("witness", finding.witness.as_ref().map(|witness| requests::request(witness, policy))),
    ])
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "COMPLIANCE_SEVERITY_CRITICAL",
        Severity::High => "COMPLIANCE_SEVERITY_HIGH",
        Severity::Medium => "COMPLIANCE_SEVERITY_MEDIUM",
        Severity::Information => "COMPLIANCE_SEVERITY_INFORMATION",
    }
}

pub(super) fn clause_ids(clauses: &[u16], policy: &Policy) -> Value {
    Value::list(clauses.iter().filter_map(|place| policy.clause(*place)).map(|clause| Value::text(&clause.id)))
}

fn counts(c: &Counts) -> Value {
    let Counts { errors, warnings, obligations, proved, refuted, undecided, findings, accepted } = *c;
    Value::object([
        ("errors", Some(Value::Number(errors))),
        ("warnings", Some(Value::Number(warnings))),
        ("obligations", Some(Value::Number(obligations))),
        ("proved", Some(Value::Number(proved))),
        ("refuted", Some(Value::Number(refuted))),
        ("undecided", Some(Value::Number(undecided))),
        ("findings", Some(Value::Number(findings))),
        ("accepted", Some(Value::Number(accepted))),
    ])
}
