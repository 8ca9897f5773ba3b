//! Statuses as errors of the Connect protocol.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use http_body_util::Full;
use prost::Message;
use serde_json::{Map, Value, json};
use tonic::body::Body;
use tonic::codegen::http::{HeaderValue, StatusCode, header};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt, pb};

use crate::service::layers::Response;
use crate::service::status::DOMAIN;

/// The content type of JSON.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// An answer with a body.
pub(super) fn respond(status: StatusCode, content_type: HeaderValue, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(Body::new(Full::new(body.into())));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

/// An answer with a line of text, for what is no call.
pub(super) fn plain(status: StatusCode, text: &str) -> Response {
    respond(status, HeaderValue::from_static("text/plain; charset=utf-8"), format!("{text}\n"))
}

/// The answer to a call that failed.
pub(super) fn failed(status: &Status) -> Response {
    respond(http_status(status.code()), JSON, body(status).to_string())
}

/// An error where the status of HTTP is not that of the code, with a reason like every other.
pub(super) fn refused(http: StatusCode, code: Code, reason: &str, message: &str) -> Response {
    let details = ErrorDetails::with_error_info(reason, DOMAIN, HashMap::new());
    respond(http, JSON, body(&Status::with_error_details(code, message, details)).to_string())
}

/// The error as the protocol writes it.
pub(super) fn body(status: &Status) -> Value {
    let mut error = Map::from_iter([("code".to_owned(), name(status.code()).into())]);
    if !status.message().is_empty() {
        error.insert("message".to_owned(), status.message().into());
    }
    let details = pb::Status::decode(status.details()).map(|status| status.details).unwrap_or_default();
    if !details.is_empty() {
        let details = details.iter().map(|any| detail(any.type_url.rsplit('/').next().unwrap_or_default(), &any.value));
        error.insert("details".to_owned(), details.collect());
    }
    Value::Object(error)
}

/// A detail: its bytes for programs, and in JSON for whoever looks.
fn detail(name: &str, value: &[u8]) -> Value {
    let mut detail =
        Map::from_iter([("type".to_owned(), name.into()), ("value".to_owned(), STANDARD_NO_PAD.encode(value).into())]);
    let debug = match name {
        "google.rpc.ErrorInfo" => {
            pb::ErrorInfo::decode(value).ok().map(|info| json!({ "reason": info.reason, "domain": info.domain }))
        }
        "google.rpc.BadRequest" => pb::BadRequest::decode(value).ok().map(|request| {
            let violations = request.field_violations.into_iter();
            let violations: Value =
                violations.map(|v| json!({ "field": v.field, "description": v.description })).collect();
            json!({ "fieldViolations": violations })
        }),
        _ => None,
    };
    if let Some(debug) = debug {
        detail.insert("debug".to_owned(), debug);
    }
    Value::Object(detail)
}

/// The name of a code in the protocol.
const fn name(code: Code) -> &'static str {
    match code {
        // Only failures are asked for.
        Code::Ok | Code::Unknown => "unknown",
        Code::Cancelled => "canceled",
        Code::InvalidArgument => "invalid_argument",
        Code::DeadlineExceeded => "deadline_exceeded",
        Code::NotFound => "not_found",
        Code::AlreadyExists => "already_exists",
        Code::PermissionDenied => "permission_denied",
        Code::ResourceExhausted => "resource_exhausted",
        Code::FailedPrecondition => "failed_precondition",
        Code::Aborted => "aborted",
        Code::OutOfRange => "out_of_range",
        Code::Unimplemented => "unimplemented",
        Code::Internal => "internal",
        Code::Unavailable => "unavailable",
        Code::DataLoss => "data_loss",
        Code::Unauthenticated => "unauthenticated",
    }
}

/// The status of HTTP that the protocol gives a code.
fn http_status(code: Code) -> StatusCode {
    let number = match code {
        Code::Cancelled => 499,
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => 400,
        Code::Unauthenticated => 401,
        Code::PermissionDenied => 403,
        Code::NotFound => 404,
        Code::AlreadyExists | Code::Aborted => 409,
        Code::ResourceExhausted => 429,
        Code::Unimplemented => 501,
        Code::Unavailable => 503,
        Code::DeadlineExceeded => 504,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => 500,
    };
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Cause, Rejection};
    use crate::facts::{Problem, Violation};
    use crate::money::Locale;

    #[test]
    fn every_code_has_a_name_of_its_own_and_a_status_of_failure() {
        let codes: Vec<Code> = (1..=16).map(Code::from).collect();
        let mut names: Vec<_> = codes.iter().map(|code| name(*code)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 16);
        assert!(codes.iter().all(|code| http_status(*code).as_u16() >= 400));
    }

    #[test]
    fn details_are_there_in_bytes_and_in_words() {
        let missing = Violation { field: "policy_id".to_owned(), problem: Problem::Missing };
        let rejection = Rejection::new(Cause::Invalid(vec![missing.into()]), Locale::En);
        let error = body(&crate::service::status::status(&rejection));
        assert_eq!(error["code"], "invalid_argument");
        assert_eq!(error["message"], "`policy_id`: is missing");
        assert_eq!(error["details"][0]["type"], "google.rpc.ErrorInfo");
        assert_eq!(error["details"][0]["debug"], json!({ "reason": "INVALID_FIELDS", "domain": "clausula" }));
        let violations = json!([{ "field": "policy_id", "description": "is missing" }]);
        assert_eq!(error["details"][1]["debug"], json!({ "fieldViolations": violations }));
        let value = error["details"][1]["value"].as_str().unwrap();
        let decoded = pb::BadRequest::decode(&*STANDARD_NO_PAD.decode(value).unwrap()).unwrap();
        assert_eq!(decoded.field_violations[0].field, "policy_id");
    }
}
