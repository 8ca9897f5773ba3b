//! The JSON of messages, exactly that of protobuf: the command line and HTTP read and write it here.
//!
//! A text becomes the bytes of its message in one pass, driven by the fields that the descriptors give: `null` is absent,
//! whole numbers are whole however they are written, nothing unknown or double is let in. What does not fit is noted and
//! passed over, and the rest is decoded like any request, so that a caller sees every violation at once.

mod number;
mod reader;
mod shape;
mod style;
mod token;
mod write;

use prost::Message;
use serde::Serialize;

use super::decode::{RequestTerms, decode, decode_options, decode_quote};
use super::error::{Cause, FieldProblem, Rejection};
use super::wire;
use crate::facts::FieldNames;
use crate::money::Locale;

pub use shape::JsonMessage;
pub use style::field_names;
pub(super) use token::{Expected, Found};

/// Reads an evaluation request from JSON.
///
/// # Errors
/// Where the text is not JSON; or everything in it that does not fit the message, each with the path of its field.
pub fn parse_request(json: &[u8]) -> Result<wire::EvaluateRequest, Rejection> {
    decoded(&request_bytes(json)?)
}

/// Reads a request for a quote from JSON.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_quote(json: &[u8]) -> Result<wire::QuoteCancellationRequest, Rejection> {
    decoded(&quote_bytes(json)?)
}

/// Reads a request to compare options from JSON.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_options(json: &[u8]) -> Result<wire::CompareOptionsRequest, Rejection> {
    decoded(&options_bytes(json)?)
}

/// Reads any other message from JSON. Only whether it fits the message is looked at.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_message<M: JsonMessage>(json: &[u8]) -> Result<M, Rejection> {
    decoded(&message_bytes::<M>(json)?)
}

/// The bytes of the evaluation request that a JSON text is.
///
/// # Errors
/// As [`parse_request`].
pub fn request_bytes(json: &[u8]) -> Result<Vec<u8>, Rejection> {
    bytes(json, |request| decode(request, RequestTerms::Unknown).err())
}

/// The bytes of the request for a quote that a JSON text is.
///
/// # Errors
/// As [`parse_request`].
pub(crate) fn quote_bytes(json: &[u8]) -> Result<Vec<u8>, Rejection> {
    bytes(json, |request| decode_quote(request, RequestTerms::Unknown).err())
}

/// The bytes of the request to compare options that a JSON text is.
///
/// # Errors
/// As [`parse_request`].
pub(crate) fn options_bytes(json: &[u8]) -> Result<Vec<u8>, Rejection> {
    bytes(json, |request| decode_options(request, RequestTerms::Unknown).err())
}

/// The bytes of any other message that a JSON text is.
///
/// # Errors
/// As [`parse_request`].
pub(crate) fn message_bytes<M: JsonMessage>(json: &[u8]) -> Result<Vec<u8>, Rejection> {
    bytes(json, |_: &M| None)
}

/// Writes a message as JSON on one line at the end of a buffer, which can be used again.
///
/// # Errors
/// When the message holds what JSON cannot say, such as an unknown enum value: never for responses of this engine.
pub fn write(message: &impl Serialize, buffer: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    write::write(message, buffer)
}

fn bytes<M: JsonMessage>(json: &[u8], check: impl Fn(&M) -> Option<Rejection>) -> Result<Vec<u8>, Rejection> {
    let read = reader::read(json, M::shape()).map_err(|error| syntax(&error))?;
    if read.problems.is_empty() {
        return Ok(read.bytes);
    }
    let mut problems = read.problems;
    let rest = M::decode(read.bytes.as_slice()).ok().and_then(|message| check(&message));
    add_rest(&mut problems, rest);
    Err(Rejection::new(Cause::Invalid(problems), read.locale).named(field_names(json)))
}

/// The message of bytes that were made here.
fn decoded<M: Message + Default>(bytes: &[u8]) -> Result<M, Rejection> {
    M::decode(bytes).map_err(|_| named(Cause::Internal, Locale::default()))
}

/// Adds what is wrong with the message once the problems are left out, except that they are missing now.
fn add_rest(problems: &mut Vec<FieldProblem>, rest: Option<Rejection>) {
    let found = problems.len();
    let Some(Cause::Invalid(rest)) = rest.map(|rejection| rejection.cause) else { return };
    for problem in rest {
        if !problems.iter().take(found).any(|known| touch(known.path(), problem.path())) {
            problems.push(problem);
        }
    }
}

/// Whether one path is the other, or leads to it. Events are missing as a whole when one of them is left out, and
/// everything is when the text is no message.
fn touch(a: &str, b: &str) -> bool {
    let leads = |from: &str, to: &str| {
        to.strip_prefix(from).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    leads(a, b) || leads(b, a) || a == reader::WHOLE || (b == "event" && !a.contains(['.', '[']))
}

fn syntax(error: &serde_json::Error) -> Rejection {
    let text = error.to_string();
    // The place has fields of its own.
    let problem = text.split(" at line ").next().unwrap_or_default().to_owned();
    named(Cause::Syntax { line: error.line(), column: error.column(), problem }, Locale::default())
}

fn named(cause: Cause, locale: Locale) -> Rejection {
    Rejection::new(cause, locale).named(FieldNames::Json)
}
