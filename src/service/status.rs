//! Rejections as gRPC statuses, with `google.rpc.ErrorInfo` and `google.rpc.BadRequest`.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tonic::body::Body;
use tonic::codegen::http;
use tonic::{Request, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

use super::shares::Caller;
use crate::contract::{Code, FieldNames, Rejection, field_names};
use crate::money::Locale;

/// The domain of reasons.
pub(super) const DOMAIN: &str = "clausula";

/// The bytes of field violations in a status, at most. Details travel in a trailer, in base64 and beside the message:
/// all of it stays below 4 KiB.
const VIOLATION_BYTES: usize = 2_048;

/// What each violation takes beside its texts.
const OVERHEAD: usize = 8;

/// How the JSON of a call names fields: known once its body is read.
#[derive(Clone, Debug, Default)]
pub(super) struct JsonNames(Arc<OnceLock<FieldNames>>);

impl JsonNames {
    /// Sees the text of the call.
    pub(super) fn of(&self, json: &[u8]) {
        self.0.get_or_init(|| field_names(json));
    }
}

/// How the caller of a method names fields: as the JSON of the call does, and gRPC as the `.proto` files.
pub(super) fn names<T>(request: &Request<T>) -> FieldNames {
    let json: Option<&JsonNames> = request.extensions().get();
    json.map(|names| names.0.get().copied().unwrap_or(FieldNames::Json)).unwrap_or_default()
}

/// Who calls a method.
pub(super) fn caller<T>(request: &Request<T>) -> Caller {
    request.extensions().get().cloned().unwrap_or(Caller::Unknown)
}

/// The status of a rejection.
pub(super) fn status(rejection: &Rejection) -> Status {
    let mut details = ErrorDetails::with_error_info(rejection.reason(), DOMAIN, HashMap::new());
    let violations = violations(rejection);
    if !violations.is_empty() {
        details.set_bad_request(violations);
    }
    Status::with_error_details(code(rejection.code()), short(&rejection.message()), details)
}

/// An answer whose error has details. Where the transport refuses a call there are none; it calls a message that it cannot
/// read `INTERNAL`, and that fault is the caller's: those of the service always have details.
pub(super) fn described(response: http::Response<Body>) -> http::Response<Body> {
    let headers = response.headers();
    let bare = headers.contains_key(Status::GRPC_STATUS) && !headers.contains_key("grpc-status-details-bin");
    match Status::from_header_map(headers).filter(|status| bare && status.code() != tonic::Code::Ok) {
        Some(status) => detailed(status).into_http(),
        None => response,
    }
}

/// A status with details: its own, or a reason by its code.
pub(super) fn detailed(status: Status) -> Status {
    if !status.details().is_empty() || status.code() == tonic::Code::Ok {
        return status;
    }
    let (code, reason) = match status.code() {
        tonic::Code::Internal => (tonic::Code::InvalidArgument, "MALFORMED_MESSAGE"),
        tonic::Code::OutOfRange => (tonic::Code::OutOfRange, "MESSAGE_TOO_LARGE"),
        tonic::Code::Unimplemented => (tonic::Code::Unimplemented, "UNIMPLEMENTED"),
        tonic::Code::NotFound => (tonic::Code::NotFound, "NOT_FOUND"),
        tonic::Code::Cancelled => (tonic::Code::Cancelled, "CANCELLED"),
        code => (code, "REFUSED"),
    };
    let details = ErrorDetails::with_error_info(reason, DOMAIN, HashMap::new());
    Status::with_error_details_and_metadata(code, short(status.message()), details, status.metadata().clone())
}

/// The violations that fit, and a last one that counts the rest.
fn violations(rejection: &Rejection) -> Vec<FieldViolation> {
    let all = rejection.violations();
    let mut fitting = Vec::new();
    let mut bytes = 0;
    for violation in &all {
        bytes += violation.field.len() + violation.problem.len() + OVERHEAD;
        if bytes > VIOLATION_BYTES {
            let rest = all.len() - fitting.len();
            let text = match rejection.locale {
                Locale::En => format!("{rest} more are not listed"),
                Locale::Nl => format!("nog {rest} zijn niet genoemd"),
            };
            fitting.push(FieldViolation::new("", text));
            break;
        }
        fitting.push(FieldViolation::new(&violation.field, &violation.problem));
    }
    fitting
}

/// A message of bounded length.
fn short(message: &str) -> String {
    const MOST: usize = 256;
    if message.chars().count() <= MOST {
        message.to_owned()
    } else {
        message.chars().take(MOST).chain(['…']).collect()
    }
}

fn code(code: Code) -> tonic::Code {
    match code {
        Code::InvalidArgument => tonic::Code::InvalidArgument,
        Code::NotFound => tonic::Code::NotFound,
        Code::FailedPrecondition => tonic::Code::FailedPrecondition,
        Code::ResourceExhausted => tonic::Code::ResourceExhausted,
        Code::DeadlineExceeded => tonic::Code::DeadlineExceeded,
        Code::Unavailable => tonic::Code::Unavailable,
        Code::Unimplemented => tonic::Code::Unimplemented,
        Code::Unauthenticated => tonic::Code::Unauthenticated,
        Code::PermissionDenied => tonic::Code::PermissionDenied,
        Code::Internal => tonic::Code::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::contract::Cause;
    use crate::facts::{Problem, Violation};
    use tonic_types::StatusExt;

    fn rejection(count: usize) -> Rejection {
        // A text with letters of two bytes.
        let problem = Problem::BeforeInterestTable { from: Date::MIN, first_day: Date::MAX };
        let violation = |i| Violation { field: format!("payment_review.invoices[{i}]"), problem };
        Rejection::new(Cause::Invalid((0..count).map(violation).map(Into::into).collect()), Locale::Nl)
    }

    #[test]
    fn few_violations_are_all_there() {
        let status = status(&rejection(3));
        assert_eq!(status.code(), tonic::Code::InvalidArgument);
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!((info.reason.as_str(), info.domain.as_str()), ("INVALID_FIELDS", "clausula"));
        assert_eq!(details.bad_request().unwrap().field_violations.len(), 3);
    }

    #[test]
    fn many_violations_are_cut_to_what_a_trailer_takes_and_counted() {
        let status = status(&rejection(5_000));
        let base64 = status.details().len().div_ceil(3) * 4;
        let message = status.message().bytes().map(|b| if b.is_ascii() { 1 } else { 3 }).sum::<usize>();
        assert!(base64 + message < 4_096, "{base64} + {message}");
        let violations = status.get_error_details().bad_request().unwrap().field_violations.clone();
        let last = violations.last().unwrap();
        assert_eq!(
            (last.field.as_str(), &*last.description),
            ("", &*format!("nog {} zijn niet genoemd", 5_001 - violations.len()))
        );
    }
}
