//! From a request to its answer.

use super::decode::{
    OptionsQuery, Picture, Query, QuoteQuery, RequestTerms, decode, decode_options, decode_quote, options_field,
    quote_field,
};
use super::encode;
use super::encode::Fields;
use super::error::{Cause, FieldProblem, Rejection};
use super::wire;
use super::wire::evaluate_result::Outcome;
use super::wording::Problem;
use crate::decision::Decision;
use crate::evaluate::{EvaluateError, evaluate, options as weigh, quote as walk};
use crate::facts::{self, Facts, FieldNames};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::policy::store::PolicySet;
use crate::render;

/// The most requests of a batch, and of a message of a stream.
pub const MOST_REQUESTS: usize = 1_000;

/// Answers one request. Fields have the names of the caller.
///
/// # Errors
/// When the request has violations, no policy version decides it, or a fact that a clause reads is missing.
pub fn answer(
    policies: &PolicySet,
    law: &Law,
    request: &wire::EvaluateRequest,
    names: FieldNames,
) -> Result<wire::EvaluateResponse, Rejection> {
    let decision = decide(policies, law, request, names).map_err(|rejection| rejection.named(names))?;
    Ok(wire::EvaluateResponse { request_id: request.request_id.clone(), decision: Some(decision) })
}

/// Answers one of several requests: a decision or an error, never neither.
pub fn result(
    policies: &PolicySet,
    law: &Law,
    request: &wire::EvaluateRequest,
    names: FieldNames,
) -> wire::EvaluateResult {
    let outcome = match decide(policies, law, request, names) {
        Ok(decision) => Outcome::Decision(decision),
        Err(rejection) => Outcome::Error((&rejection.named(names)).into()),
    };
    wire::EvaluateResult { request_id: request.request_id.clone(), outcome: Some(outcome) }
}

/// Answers several requests, one result each in the same order.
///
/// # Errors
/// When there are none or more than [`MOST_REQUESTS`].
pub fn batch(
    policies: &PolicySet,
    law: &Law,
    requests: &[wire::EvaluateRequest],
    names: FieldNames,
) -> Result<Vec<wire::EvaluateResult>, Rejection> {
    check_batch(requests.len())?;
    Ok(requests.iter().map(|request| result(policies, law, request, names)).collect())
}

/// Whether one message may hold so many requests.
///
/// # Errors
/// When there are none or more than [`MOST_REQUESTS`].
pub fn check_batch(count: usize) -> Result<(), Rejection> {
    let problem = match count {
        0 => Problem::NoEntries,
        1..=MOST_REQUESTS => return Ok(()),
        _ => facts::Problem::TooManyEntries { count, most: MOST_REQUESTS }.into(),
    };
    Err(Rejection::of_field("requests", problem, Locale::default()))
}

/// Quotes a whole staircase.
///
/// # Errors
/// As [`answer`]; or when there are more windows than a quote may have.
pub fn quote(
    policies: &PolicySet,
    law: &Law,
    request: &wire::QuoteCancellationRequest,
    names: FieldNames,
) -> Result<wire::QuoteCancellationResponse, Rejection> {
    walked(policies, law, request, names).map_err(|rejection| rejection.named(names))
}

fn walked(
    policies: &PolicySet,
    law: &Law,
    request: &wire::QuoteCancellationRequest,
    names: FieldNames,
) -> Result<wire::QuoteCancellationResponse, Rejection> {
    let QuoteQuery { request_id, policy_id, policy_version, locale, facts, until, picture } =
        decode_quote(request, RequestTerms::Among(policies))?;
    let agreement = facts.agreement();
    let policy = policies
        .select(policy_id, policy_version, agreement.concluded_at)
        .map_err(|error| Rejection::new(Cause::Lookup(error), locale))?;
    same_currency(policies, policy, || decode_quote(request, RequestTerms::Version(policy)).err())?;
    let mut quote = walk(policy, law, agreement, facts.event(), facts.basis())
        .map_err(|error| Rejection::of_quote(error, locale).moved(quote_field))?;
    let fields = Fields::moved(quote.question, names, quote_field);
    let mut response = encode::quote_response(policy, law, &quote, until, request_id, locale, fields);
    if let Some(Picture { marked_at, shape }) = picture {
        quote.windows.retain(|window| until.is_none_or(|until| window.from < until));
        response.picture_svg = render::quote_svg(policy, &quote, agreement, locale, marked_at, shape);
    }
    Ok(response)
}

/// Answers every question that the customer may ask at one moment.
///
/// # Errors
/// As [`answer`].
pub fn options(
    policies: &PolicySet,
    law: &Law,
    request: &wire::CompareOptionsRequest,
    names: FieldNames,
) -> Result<wire::CompareOptionsResponse, Rejection> {
    weighed(policies, law, request, names).map_err(|rejection| rejection.named(names))
}

fn weighed(
    policies: &PolicySet,
    law: &Law,
    request: &wire::CompareOptionsRequest,
    names: FieldNames,
) -> Result<wire::CompareOptionsResponse, Rejection> {
    let OptionsQuery { request_id, policy_id, policy_version, locale, detail, basis, agreement, at, moment } =
        decode_options(request, RequestTerms::Among(policies))?;
    let policy = policies
        .select(policy_id, policy_version, agreement.concluded_at)
        .map_err(|error| Rejection::new(Cause::Lookup(error), locale))?;
    same_currency(policies, policy, || decode_options(request, RequestTerms::Version(policy)).err())?;
    let options = weigh(policy, law, &agreement, at, &moment, basis, detail)
        .map_err(|error| Rejection::of_evaluation(EvaluateError::Facts(error.0), locale).moved(options_field))?;
    Ok(encode::options_response(policy, law, &options, request_id, locale, names))
}

/// A letter, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// The letter.
    pub response: wire::WriteLetterResponse,
    /// The question, as it was decided.
    pub request: wire::EvaluateRequest,
    /// The decision.
    pub decision: wire::Decision,
}

/// Decides a question, and writes the customer a letter about it.
///
/// # Errors
/// As [`answer`].
pub fn letter(
    policies: &PolicySet,
    law: &Law,
    request: &wire::WriteLetterRequest,
    names: FieldNames,
) -> Result<Letter, Rejection> {
    const REQUEST: &str = "request";
    let wire::WriteLetterRequest { request } = request;
    let Some(request) = request else {
        return Err(Rejection::of_field(REQUEST, facts::Problem::Missing, Locale::default()));
    };
    let request = wire::EvaluateRequest { detail: wire::Detail::Full.into(), ..request.clone() };
    let decided = decided(policies, law, &request, names);
    let inside = |field| format!("{REQUEST}.{field}");
    let Decided { policy, facts, decision, locale } = decided.map_err(|why| why.named(names).moved(inside))?;
    let letter = render::letter(policy, law, &facts, &decision, locale);
    let response = wire::WriteLetterResponse {
        request_id: request.request_id.clone(),
        subject: letter.subject().to_owned(),
        text: letter.text(),
        html: letter.html(),
        calendar: render::deadlines_ics(policy, law, &facts, &decision, locale).unwrap_or_default(),
    };
    let decision = encode::decision(policy, law, &decision, locale, Fields::of(facts.question(), names));
    Ok(Letter { response, request, decision })
}

fn decide(
    policies: &PolicySet,
    law: &Law,
    request: &wire::EvaluateRequest,
    names: FieldNames,
) -> Result<wire::Decision, Rejection> {
    let Decided { policy, facts, decision, locale } = decided(policies, law, request, names)?;
    Ok(encode::decision(policy, law, &decision, locale, Fields::of(facts.question(), names)))
}

/// A decision with what it is about.
struct Decided<'p> {
    policy: &'p Policy,
    facts: Facts,
    decision: Decision,
    locale: Locale,
}

fn decided<'p>(
    policies: &'p PolicySet,
    law: &Law,
    request: &wire::EvaluateRequest,
    names: FieldNames,
) -> Result<Decided<'p>, Rejection> {
    let Query { request_id: _, policy_id, policy_version, locale, detail, strict, policy_digest, facts } =
        decode(request, RequestTerms::Among(policies))?;
    let policy = policies
        .select(policy_id, policy_version, facts.agreement().concluded_at)
        .map_err(|error| Rejection::new(Cause::Lookup(error), locale))?;
    same_currency(policies, policy, || decode(request, RequestTerms::Version(policy)).err())?;
    if policy_digest.is_some_and(|digest| digest != policy.digest) {
        return Err(Rejection::new(other_version(policy), locale));
    }
    let decision = evaluate(policy, law, &facts, detail).map_err(|error| Rejection::of_evaluation(error, locale))?;
    if strict {
        no_defaults(policy, law, &decision, Fields::of(facts.question(), names), locale)?;
    }
    Ok(Decided { policy, facts, decision, locale })
}

/// Reads a request again, in the currency of the version that decides, where its versions differ in theirs.
fn same_currency(
    policies: &PolicySet,
    policy: &Policy,
    read_again: impl FnOnce() -> Option<Rejection>,
) -> Result<(), Rejection> {
    if policies.currency(&policy.id).is_some() { Ok(()) } else { read_again().map_or(Ok(()), Err) }
}

fn other_version(policy: &Policy) -> Cause {
    let (policy_id, version) = (policy.id.clone(), policy.version.clone());
    Cause::OtherVersion { policy_id, version, digest: policy.digest.to_string() }
}

/// Whether no default mattered that a field of the request would settle.
fn no_defaults(
    policy: &Policy,
    law: &Law,
    decision: &Decision,
    fields: Fields,
    locale: Locale,
) -> Result<(), Rejection> {
    let problems: Vec<FieldProblem> = decision
        .assumptions
        .iter()
        .filter_map(|assumption| {
            let assumed = render::assumption(policy, law, assumption, locale);
            Some(FieldProblem::new(fields.settling(assumption)?, Problem::Default { assumed }))
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Rejection::new(Cause::Invalid(problems), locale)) }
}
