//! From messages to checked facts: every field is looked at, and everything that is wrong is reported at once.
//!
//! Each message is taken apart field by field, so that a new field fails to compile until it is read. A field that
//! cannot be read is replaced by a stand-in that contradicts nothing, so that the others are checked all the same.

mod agreement;
mod declared;
mod event;
mod reader;
mod terms;
#[cfg(test)]
mod tests;

use super::error::{Cause, Rejection};
use super::wire;
use super::wording::Problem;
use crate::calendar::Instant;
use crate::evaluate::{Detail, Moment};
use crate::facts::{Agreement, Event, Facts};
use crate::money::Locale;
use crate::render::Shape;
use crate::vocabulary::{Basis, Question};
use reader::Side;
pub(super) use reader::{FieldPlace, Reader};
pub use terms::RequestTerms;
#[cfg(feature = "service")]
pub(crate) use terms::leaves_type_to_terms;

/// One question, checked: what was asked, of which policy, and how the answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query<'a> {
    /// The caller's name for the request, echoed.
    pub request_id: &'a str,
    /// Which policy decides.
    pub policy_id: &'a str,
    /// Which version of it; `None`: the one in force at conclusion (R7).
    pub policy_version: Option<&'a str>,
    /// The language of messages.
    pub locale: Locale,
    /// How much of the decision is wanted.
    pub detail: Detail,
    /// Whether a default that would matter is refused.
    pub strict: bool,
    /// The digest of the version that must decide, if one must.
    pub policy_digest: Option<&'a str>,
    /// What is known.
    pub facts: Facts,
}

/// One staircase to quote, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuoteQuery<'a> {
    /// The caller's name for the request, echoed.
    pub request_id: &'a str,
    /// Which policy decides.
    pub policy_id: &'a str,
    /// Which version of it; `None`: the one in force at conclusion (R7).
    pub policy_version: Option<&'a str>,
    /// The language of messages.
    pub locale: Locale,
    /// What is known; the act of the event stands at conclusion.
    pub facts: Facts,
    /// Windows that begin at or after it are left out.
    pub until: Option<Instant>,
    /// Whether a picture is wanted, and the moment to mark in it.
    pub picture: Option<Picture>,
}

/// The picture of a staircase that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The moment to mark.
    pub marked_at: Option<Instant>,
    /// How much room it has.
    pub shape: Shape,
}

/// Reads a request under its terms: with amounts in their currency, and a product of theirs of the type that they declare.
///
/// # Errors
/// Everything that is wrong with it, each with the path of the field: what is missing, unknown, out of range, in
/// another currency, or contradictory.
pub fn decode<'a>(request: &'a wire::EvaluateRequest, terms: RequestTerms<'a>) -> Result<Query<'a>, Rejection> {
    let wire::EvaluateRequest {
        request_id,
        policy_id,
        policy_version,
        locale,
        detail,
        basis,
        agreement,
        strict,
        policy_digest,
        facts,
        event,
    } = request;
    let terms = terms.named(policy_id, policy_version);
    let mut reader = Reader::new(locale, terms.currency());
    let policy_id = reader.text(FieldPlace::ROOT, "policy_id", policy_id);
    let detail = reader.word(FieldPlace::ROOT, "detail", *detail, Detail::Full);
    let basis = reader.word(FieldPlace::ROOT, "basis", *basis, Basis::TermsAndLaw);
    // Which clauses count payments in a window of time, the question tells.
    let dated_payments = matches!(event, Some(wire::evaluate_request::Event::DamageClaim(_)));
    let mut agreement = agreement::required(&mut reader, agreement.as_ref(), terms, dated_payments);
    agreement.declared = declared::facts(&mut reader, facts);
    let event = match event {
        Some(event) => event::event(&mut reader, event),
        None => {
            reader.report(FieldPlace::ROOT, "event", Problem::NoEvent);
            Event::PaymentPlan
        }
    };
    let locale = reader.locale();
    let facts = checked(reader, agreement, event, basis, |field| field)?;
    Ok(Query {
        request_id,
        policy_id,
        policy_version: given(policy_version),
        locale,
        detail,
        strict: *strict,
        policy_digest: given(policy_digest),
        facts,
    })
}

/// Reads a request for a quote.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_quote<'a>(
    request: &'a wire::QuoteCancellationRequest,
    terms: RequestTerms<'a>,
) -> Result<QuoteQuery<'a>, Rejection> {
    let wire::QuoteCancellationRequest {
        request_id,
        policy_id,
        policy_version,
        locale,
        basis,
        agreement,
        question,
        alternative_date_offered,
        session_starts_at,
        until,
        facts,
        picture,
        marked_at,
        narrow,
    } = request;
    let terms = terms.named(policy_id, policy_version);
    let mut reader = Reader::new(locale, terms.currency());
    let policy_id = reader.text(FieldPlace::ROOT, "policy_id", policy_id);
    let basis = reader.word(FieldPlace::ROOT, "basis", *basis, Basis::TermsAndLaw);
    let mut agreement = agreement::required(&mut reader, agreement.as_ref(), terms, false);
    agreement.declared = declared::facts(&mut reader, facts);
    let at = agreement.concluded_at;
    let session_starts_at = reader.instant(FieldPlace::ROOT, "session_starts_at", *session_starts_at);
    let alternative_date_offered = *alternative_date_offered;
    let event = match reader.quote_question(*question) {
        wire::QuoteQuestion::Rescheduling => {
            Event::Rescheduling { requested_at: at, alternative_date_offered, session_starts_at }
        }
        wire::QuoteQuestion::Unspecified | wire::QuoteQuestion::Cancellation => {
            Event::Cancellation { received_at: at, cancelled_count: None }
        }
    };
    let until = reader.instant(FieldPlace::ROOT, "until", *until);
    if until.is_some_and(|until| until <= at) {
        reader.report(FieldPlace::ROOT, "until", Problem::NotAfterConclusion);
    }
    let marked_at = reader.instant(FieldPlace::ROOT, "marked_at", *marked_at);
    let picture = picture.then_some(Picture { marked_at, shape: if *narrow { Shape::Narrow } else { Shape::Wide } });
    let locale = reader.locale();
    let facts = checked(reader, agreement, event, basis, quote_field)?;
    Ok(QuoteQuery { request_id, policy_id, policy_version: given(policy_version), locale, facts, until, picture })
}

/// All options at one moment to compare, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OptionsQuery<'a> {
    /// The caller's name for the request, echoed.
    pub request_id: &'a str,
    /// Which policy decides.
    pub policy_id: &'a str,
    /// Which version of it; `None`: the one in force at conclusion (R7).
    pub policy_version: Option<&'a str>,
    /// The language of messages.
    pub locale: Locale,
    /// How much of each decision is wanted.
    pub detail: Detail,
    /// On what to decide.
    pub basis: Basis,
    /// The agreement.
    pub agreement: Agreement,
    /// The moment.
    pub at: Instant,
    /// What else is known of it.
    pub moment: Moment,
}

/// Reads a request to compare options.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_options<'a>(
    request: &'a wire::CompareOptionsRequest,
    terms: RequestTerms<'a>,
) -> Result<OptionsQuery<'a>, Rejection> {
    let wire::CompareOptionsRequest {
        request_id,
        policy_id,
        policy_version,
        locale,
        detail,
        basis,
        agreement,
        at,
        session_starts_at,
        alternative_date_offered,
        substitute_qualifies,
        goods_devaluation,
        facts,
    } = request;
    let terms = terms.named(policy_id, policy_version);
    let mut reader = Reader::new(locale, terms.currency());
    let policy_id = reader.text(FieldPlace::ROOT, "policy_id", policy_id);
    let detail = reader.word(FieldPlace::ROOT, "detail", *detail, Detail::Full);
    let basis = reader.word(FieldPlace::ROOT, "basis", *basis, Basis::TermsAndLaw);
    let mut agreement = agreement::required(&mut reader, agreement.as_ref(), terms, false);
    agreement.declared = declared::facts(&mut reader, facts);
    let at = reader.required_instant(FieldPlace::ROOT, "at", *at, Side::Later);
    let moment = Moment {
        session_starts_at: reader.instant(FieldPlace::ROOT, "session_starts_at", *session_starts_at),
        alternative_date_offered: *alternative_date_offered,
        substitute_qualifies: *substitute_qualifies,
        goods_devaluation: reader.amount(FieldPlace::ROOT, "goods_devaluation", goods_devaluation.as_ref()),
    };
    let locale = reader.locale();
    // Everything that the questions share stands in one of them.
    let event = Event::Rescheduling {
        requested_at: at,
        alternative_date_offered: moment.alternative_date_offered,
        session_starts_at: moment.session_starts_at,
    };
    let facts = checked(reader, agreement, event, basis, options_field)?;
    let policy_version = given(policy_version);
    let agreement = facts.agreement().clone();
    Ok(OptionsQuery { request_id, policy_id, policy_version, locale, detail, basis, agreement, at, moment })
}

/// The path in a request to compare options of a field of one of the events.
pub(super) fn options_field(field: String) -> String {
    match field.split_once('.') {
        Some((event, field)) if Question::NAMES.contains(&event) => match field {
            "received_at" | "declared_at" | "requested_at" | "notice_at" => "at".to_owned(),
            field => field.to_owned(),
        },
        _ => field,
    }
}

/// The path in a quote request of a field of the event that it asks about: the fields stand in the request itself.
pub(super) fn quote_field(field: String) -> String {
    match field.strip_prefix("rescheduling.").or_else(|| field.strip_prefix("cancellation.")) {
        Some("requested_at" | "received_at") => "agreement.concluded_at".to_owned(),
        Some(field) => field.to_owned(),
        None => field,
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The facts, if nothing was wrong with what was read and it contradicts nothing.
fn checked(
    mut reader: Reader,
    agreement: Agreement,
    event: Event,
    basis: Basis,
    path: impl Fn(String) -> String,
) -> Result<Facts, Rejection> {
    match Facts::new(agreement, event, basis) {
        Ok(facts) if reader.is_clean() => return Ok(facts),
        Ok(_) => {}
        Err(mut error) => {
            error.0.iter_mut().for_each(|violation| violation.field = path(std::mem::take(&mut violation.field)));
            reader.report_facts(error);
        }
    }
    let locale = reader.locale();
    Err(Rejection::new(Cause::Invalid(reader.into_problems()), locale))
}
