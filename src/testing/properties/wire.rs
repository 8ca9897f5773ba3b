//! Requests as bytes: whatever they are, an answer or an error that says why not.

use super::{Checked, ensure, violated};
use crate::contract::wire::{EvaluateRequest, EvaluateResponse};
use crate::contract::{FieldNames, Rejection, answer, parse_message, parse_request, write};
use crate::law::Law;
use crate::policy::store::PolicySet;
use prost::Message;

/// Bytes that decode as a request are answered, or rejected with what is wrong; the answer survives its way through
/// protobuf and JSON.
pub fn request_bytes(policies: &PolicySet, law: &Law, bytes: &[u8]) -> Checked {
    match EvaluateRequest::decode(bytes) {
        Ok(request) => answered(policies, law, &request),
        Err(_) => Ok(()),
    }
}

/// A line of JSON is answered or rejected with what is wrong; what parses is written as JSON that parses to the same.
pub fn json_line(policies: &PolicySet, law: &Law, line: &[u8]) -> Checked {
    const NAME: &str = "json-line";
    let request = match parse_request(line) {
        Ok(request) => request,
        Err(rejection) => return says_why(NAME, &rejection),
    };
    let mut written = Vec::new();
    // An unknown enum value has a number and no name, so that JSON cannot say it.
    if write(&request, &mut written).is_ok() {
        let again = parse_request(&written).ok();
        ensure(again.as_ref() == Some(&request), NAME, || format!("{request:?} becomes {again:?}"))?;
    }
    answered(policies, law, &request)
}

fn answered(policies: &PolicySet, law: &Law, request: &EvaluateRequest) -> Checked {
    const NAME: &str = "request-bytes";
    let response = match answer(policies, law, request, FieldNames::Json) {
        Ok(response) => response,
        Err(rejection) => return says_why(NAME, &rejection),
    };
    let decoded = EvaluateResponse::decode(response.encode_to_vec().as_slice());
    ensure(decoded.as_ref() == Ok(&response), NAME, || format!("{response:?} becomes {decoded:?}"))?;
    let mut written = Vec::new();
    if let Err(error) = write(&response, &mut written) {
        return violated(NAME, format!("{response:?} is not JSON: {error}"));
    }
    let again: Option<EvaluateResponse> = parse_message(&written).ok();
    ensure(again.as_ref() == Some(&response), NAME, || format!("{response:?} becomes {again:?}"))
}

fn says_why(property: &'static str, rejection: &Rejection) -> Checked {
    let named = rejection.violations().iter().all(|violation| !violation.problem.is_empty());
    ensure(named && !rejection.message().is_empty(), property, || format!("{rejection:?}"))
}
