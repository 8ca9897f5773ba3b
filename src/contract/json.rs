//! The canonical JSON of requests and responses.
//!
//! Reading is quick as long as all is well. Only a text that does not fit the messages is read again, slowly: what does
//! not fit is named by its field and taken out, until all of it is found, and the rest is decoded like any request, so
//! that a caller sees every violation at once here too.

mod fault;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::decode::{decode, decode_options, decode_quote};
use super::error::{Cause, Rejection};
use super::wire;
use crate::money::Locale;

/// Reads an evaluation request from JSON.
///
/// # Errors
/// Where the text is not JSON; or everything in it that does not fit the message, each with the path of its field.
pub fn parse_request(json: &[u8]) -> Result<wire::EvaluateRequest, Rejection> {
    parse(json, |request| decode(request).err())
}

/// Reads a request for a quote from JSON.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_quote(json: &[u8]) -> Result<wire::QuoteCancellationRequest, Rejection> {
    parse(json, |request| decode_quote(request).err())
}

/// Reads a request to compare options from JSON.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_options(json: &[u8]) -> Result<wire::CompareOptionsRequest, Rejection> {
    parse(json, |request| decode_options(request).err())
}

/// Reads any other message from JSON. Only whether it fits the message is looked at.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_message<M: DeserializeOwned>(json: &[u8]) -> Result<M, Rejection> {
    parse(json, |_| None)
}

/// Writes a message as JSON on one line at the end of a buffer, which can be used again.
///
/// # Errors
/// When the message holds what JSON cannot say, such as an unknown enum value: never for responses of this engine.
pub fn write(message: &impl Serialize, buffer: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    serde_json::to_writer(buffer, message)
}

fn parse<M: DeserializeOwned>(json: &[u8], check: impl Fn(&M) -> Option<Rejection>) -> Result<M, Rejection> {
    serde_json::from_slice(json)
        .map_err(|error| if error.is_data() { fault::explain(json, &error, check) } else { syntax(&error) })
}

fn syntax(error: &serde_json::Error) -> Rejection {
    let text = error.to_string();
    // The place has fields of its own.
    let problem = text.split(" at line ").next().unwrap_or_default().to_owned();
    Rejection::new(Cause::Syntax { line: error.line(), column: error.column(), problem }, Locale::default())
}
