//! Requests about policies and their answers.

use std::sync::Arc;

use super::decode::{FieldPlace, Reader};
use super::encode;
use super::error::{Cause, FieldProblem, Rejection};
use super::wire;
use super::wording::Problem;
use crate::analyse::compare::compare_while;
use crate::analyse::{Patience, report};
use crate::calendar::{Date, Instant};
use crate::cases::{self, coverage::Coverage};
use crate::evaluate;
use crate::facts;
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::load::Fault;
use crate::policy::store::PolicySet;
use crate::vocabulary::{Basis, Question, both};
use wire::policy_source::Source;

/// Lists the versions of one policy, or of all.
///
/// # Errors
/// When there is no such policy.
pub fn list_policies(
    policies: &PolicySet,
    request: &wire::ListPoliciesRequest,
) -> Result<wire::ListPoliciesResponse, Rejection> {
    let wire::ListPoliciesRequest { policy_id } = request;
    let versions: Vec<wire::PolicyVersion> = if policy_id.is_empty() {
        policies.iter().map(|policy| encode::policy_version(policy)).collect()
    } else {
        policies.versions(policy_id).map(|policy| encode::policy_version(policy)).collect()
    };
    if versions.is_empty() && !policy_id.is_empty() {
        return Err(unknown(policies, policy_id, "", Locale::default()));
    }
    Ok(wire::ListPoliciesResponse { policies: versions })
}

/// Describes one version with its clauses and its source.
///
/// # Errors
/// When no policy is named, or there is no such policy or version.
pub fn get_policy(
    policies: &PolicySet,
    request: &wire::GetPolicyRequest,
) -> Result<wire::GetPolicyResponse, Rejection> {
    let wire::GetPolicyRequest { policy_id, policy_version, locale: tag } = request;
    let Some(locale) = Locale::parse(tag) else {
        return Err(Rejection::of_field("locale", Problem::Locale { tag: tag.as_str().into() }, Locale::default()));
    };
    if policy_id.is_empty() {
        return Err(Rejection::of_field("policy_id", facts::Problem::Missing, locale));
    }
    let policy = find(policies, policy_id, policy_version, locale)?;
    Ok(wire::GetPolicyResponse {
        policy: Some(encode::policy_version(policy)),
        clauses: encode::clauses(policy, locale),
        source_text: policy.source.clone(),
        unencoded: encode::unencoded(policy, None, locale),
    })
}

/// Describes what a version can read for a question.
///
/// # Errors
/// When no policy or question is named, a word is not known, or there is no such policy or version.
pub fn describe_question(
    policies: &PolicySet,
    request: &wire::DescribeQuestionRequest,
) -> Result<wire::DescribeQuestionResponse, Rejection> {
    let wire::DescribeQuestionRequest {
        policy_id,
        policy_version,
        question,
        customer_type,
        product_type,
        basis,
        locale: tag,
        product_id,
    } = request;
    let mut reader = Reader::new(tag, None);
    reader.text(FieldPlace::ROOT, "policy_id", policy_id);
    let question = reader.required_word(FieldPlace::ROOT, "question", *question, Question::Cancellation);
    let customer = reader.optional_word(FieldPlace::ROOT, "customer_type", *customer_type);
    let product = reader.optional_word(FieldPlace::ROOT, "product_type", *product_type);
    let basis = reader.word(FieldPlace::ROOT, "basis", *basis, Basis::TermsAndLaw);
    let locale = reader.locale();
    if !reader.is_clean() {
        return Err(Rejection::new(Cause::Invalid(reader.into_problems()), locale));
    }
    let policy = find(policies, policy_id, policy_version, locale)?;
    let own = policy.facts.product(product_id);
    if let (None, Some(Err(problem))) = (own, policy.facts.type_of(product_id).filter(|_| !product_id.is_empty())) {
        reader.report(FieldPlace::ROOT, "product_id", problem);
        return Err(Rejection::new(Cause::Invalid(reader.into_problems()), locale));
    }
    let description = match own {
        Some(own) => evaluate::describe_product(policy, question, own, customer, basis),
        None => evaluate::describe(policy, question, product, customer, basis),
    };
    Ok(encode::description(policy, &description, locale))
}

/// How many bytes the name of a file may have.
const MOST_NAME_BYTES: usize = 256;

/// The name of a file that the caller does not name.
const FILE_NAME: &str = "policy.toml";

/// Verifies a policy text of at most `most_bytes`, for as long as it is wanted. `today` is the day of the check where the
/// request names none.
///
/// # Errors
/// When fields are missing, too long or no date. A text that does not load is a report.
pub fn verify_policy(
    law: &Law,
    request: &wire::VerifyPolicyRequest,
    most_bytes: usize,
    today: Option<Date>,
    patience: &Patience,
) -> Result<wire::VerifyPolicyResponse, Rejection> {
    let wire::VerifyPolicyRequest { policy_text, file_name, locale: tag, as_of } = request;
    let locale = Locale::parse(tag).unwrap_or_default();
    let mut violations = Vec::new();
    let mut violated = |field: &str, problem: Problem| violations.push(FieldProblem::new(field, problem));
    if Locale::parse(tag).is_none() {
        violated("locale", Problem::Locale { tag: tag.as_str().into() });
    }
    match policy_text.len() {
        0 => violated("policy_text", facts::Problem::Missing.into()),
        count if count > most_bytes => {
            violated("policy_text", facts::Problem::TooManyBytes { count, most: most_bytes }.into());
        }
        _ => {}
    }
    if file_name.len() > MOST_NAME_BYTES {
        let (count, most) = (file_name.len(), MOST_NAME_BYTES);
        violated("file_name", facts::Problem::TooManyBytes { count, most }.into());
    }
    let day = if as_of.is_empty() { today } else { Date::parse(as_of) };
    if day.is_none() {
        violated("as_of", Problem::NotADate { text: as_of.as_str().into() });
    }
    let (Some(day), true) = (day, violations.is_empty()) else {
        return Err(Rejection::new(Cause::Invalid(violations), locale));
    };
    let file = if file_name.is_empty() { FILE_NAME } else { file_name };
    let report = report::verify_while(file, policy_text.as_bytes(), law, day, patience);
    Ok(wire::VerifyPolicyResponse { report: Some(encode::verification_report(&report, locale)) })
}

/// Compares two versions, each loaded or a text of at most `most_bytes`, for as long as it is wanted.
///
/// # Errors
/// When a side is missing, too long, does not load or is not there, or the two have different currencies.
pub fn compare_policies(
    policies: &PolicySet,
    law: &Law,
    request: &wire::ComparePoliciesRequest,
    most_bytes: usize,
    patience: &Patience,
) -> Result<wire::ComparePoliciesResponse, Rejection> {
    let wire::ComparePoliciesRequest { old, new, locale: tag } = request;
    let Some(locale) = Locale::parse(tag) else {
        return Err(Rejection::of_field("locale", Problem::Locale { tag: tag.as_str().into() }, Locale::default()));
    };
    let side = |field: &str, source: &Option<wire::PolicySource>| {
        let source = source.as_ref().and_then(|source| source.source.as_ref());
        side(policies, field, source, most_bytes, locale)
    };
    let (old, new) = (side("old", old)?, side("new", new)?);
    if old.currency != new.currency {
        let problem = Problem::Currencies { old: old.currency, new: new.currency };
        return Err(Rejection::of_field("new", problem, locale));
    }
    Ok(encode::compare_response(&old, &new, &compare_while(&old, &new, law, patience), locale))
}

/// The name of a case file, for its faults.
const CASES_NAME: &str = "policy.cases.toml";

/// Runs a case file against a policy, each a text of at most `most_bytes`, for as long as it is wanted.
///
/// # Errors
/// When a text is missing or too long, or the policy does not load. A case file that does not load is an answer.
pub fn run_cases(
    law: &Law,
    request: &wire::RunCasesRequest,
    most_bytes: usize,
    patience: &Patience,
) -> Result<wire::RunCasesResponse, Rejection> {
    let wire::RunCasesRequest { policy_text, cases_text, locale: tag } = request;
    let Some(locale) = Locale::parse(tag) else {
        return Err(Rejection::of_field("locale", Problem::Locale { tag: tag.as_str().into() }, Locale::default()));
    };
    let wrong = |field: &str, problem: Problem| Rejection::of_field(field, problem, locale);
    for (field, text) in [("policy_text", policy_text), ("cases_text", cases_text)] {
        if text.is_empty() {
            return Err(wrong(field, facts::Problem::Missing.into()));
        }
    }
    // As it would be among others: on its own days alone.
    let policies = own_policies(policy_text, most_bytes).map_err(|problem| wrong("policy_text", problem))?;
    let Some(policy) = policies.iter().next() else { return Err(Rejection::new(Cause::Internal, locale)) };
    if cases_text.len() > most_bytes {
        let (count, most) = (cases_text.len(), most_bytes);
        return Err(wrong("cases_text", facts::Problem::TooManyBytes { count, most }.into()));
    }
    let cases = match cases::load(CASES_NAME, cases_text.as_bytes()) {
        Ok(cases) => cases,
        Err(report) => return Ok(encode::cases_faults(policy, &report, locale)),
    };
    let report = cases::run_while(&cases, &policies, law, patience);
    let mut coverage = Coverage::new(policy);
    let outcomes = report.outcomes.iter().take_while(|_| !patience.is_over());
    outcomes.for_each(|outcome| coverage.add(outcome, law));
    Ok(encode::cases_response(policy, &report, &coverage, locale))
}

/// The policy of a text of at most `most_bytes`, which must load.
fn own_policies(text: &str, most_bytes: usize) -> Result<PolicySet, Problem> {
    if text.len() > most_bytes {
        return Err(facts::Problem::TooManyBytes { count: text.len(), most: most_bytes }.into());
    }
    PolicySet::from_files([(FILE_NAME, text)]).map_err(|report| {
        let first = report.errors().next();
        let told = |fault: &Fault| {
            let (message, line) = (&fault.message, fault.line);
            both!("{message} (line {line})", "{message} (regel {line})"; message)
        };
        Problem::NotAPolicy { reason: first.map_or_else(|| both!("", ""), told) }
    })
}

/// One side of a comparison.
fn side(
    policies: &PolicySet,
    field: &str,
    source: Option<&Source>,
    most_bytes: usize,
    locale: Locale,
) -> Result<Arc<Policy>, Rejection> {
    let wrong = |field: &str, problem: Problem| Rejection::of_field(field, problem, locale);
    match source {
        None => Err(wrong(field, facts::Problem::Missing.into())),
        Some(Source::PolicyText(text)) => {
            let policies = own_policies(text, most_bytes);
            let policies = policies.map_err(|problem| wrong(&format!("{field}.policy_text"), problem))?;
            let policy = policies.iter().next().cloned();
            policy.ok_or_else(|| Rejection::new(Cause::Internal, locale))
        }
        Some(Source::PolicyKey(wire::PolicyKey { policy_id, policy_version })) => {
            if policy_id.is_empty() {
                return Err(wrong(&format!("{field}.policy_key.policy_id"), facts::Problem::Missing.into()));
            }
            find(policies, policy_id, policy_version, locale).cloned()
        }
    }
}

/// A version that is loaded; without a name, that with the latest first day.
fn find<'p>(policies: &'p PolicySet, id: &str, version: &str, locale: Locale) -> Result<&'p Arc<Policy>, Rejection> {
    let mut versions = policies.versions(id);
    let found = match version {
        // The oldest comes first.
        "" => versions.last(),
        version => versions.find(|policy| policy.version == version),
    };
    found.ok_or_else(|| unknown(policies, id, version, locale))
}

/// Why a version was not found: what there is instead.
fn unknown(policies: &PolicySet, id: &str, version: &str, locale: Locale) -> Rejection {
    // A version by its name does not depend on the instant.
    match policies.select(id, Some(version), Instant::MIN) {
        Err(error) => Rejection::new(Cause::Lookup(error), locale),
        Ok(_) => Rejection::new(Cause::Internal, locale),
    }
}
