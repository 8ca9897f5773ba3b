//! The methods that can be called over HTTP, with the JSON of their messages.

use serde::Serialize;

use crate::contract::{self, Cause, JsonMessage, Rejection, wire};
use crate::money::Locale;
use crate::service::config::ServiceConfig;

/// A method with one request and one answer.
pub(in crate::service) struct Method {
    /// The path that calls it.
    pub(in crate::service) path: &'static str,
    pub(super) size: Size,
    /// A request in JSON as the bytes of its message.
    pub(super) read: fn(&[u8]) -> Result<Vec<u8>, Rejection>,
    /// The bytes of an answer as JSON.
    pub(super) write: fn(&[u8]) -> Result<Vec<u8>, Rejection>,
}

/// How large a request may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    Question,
    Questions,
    Policies,
}

impl Size {
    /// The limit in bytes: that of gRPC, for JSON too.
    pub(super) fn limit(self, config: &ServiceConfig) -> usize {
        match self {
            Size::Question => config.request_bytes,
            Size::Questions => config.batch_bytes,
            Size::Policies => config.policy_request_bytes,
        }
    }
}

/// All of them; what streams is left to gRPC.
pub(in crate::service) static METHODS: [Method; 11] = [
    Method {
        path: "/clausula.v1.EvaluatorService/Evaluate",
        size: Size::Question,
        read: contract::request_bytes,
        write: write::<wire::EvaluateResponse>,
    },
    Method {
        path: "/clausula.v1.EvaluatorService/EvaluateBatch",
        size: Size::Questions,
        read: contract::message_bytes::<wire::EvaluateBatchRequest>,
        write: write::<wire::EvaluateBatchResponse>,
    },
    Method {
        path: "/clausula.v1.EvaluatorService/QuoteCancellation",
        size: Size::Question,
        read: contract::quote_bytes,
        write: write::<wire::QuoteCancellationResponse>,
    },
    Method {
        path: "/clausula.v1.EvaluatorService/CompareOptions",
        size: Size::Question,
        read: contract::options_bytes,
        write: write::<wire::CompareOptionsResponse>,
    },
    Method {
        path: "/clausula.v1.EvaluatorService/WriteLetter",
        size: Size::Question,
        read: contract::message_bytes::<wire::WriteLetterRequest>,
        write: write::<wire::WriteLetterResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/ListPolicies",
        size: Size::Policies,
        read: contract::message_bytes::<wire::ListPoliciesRequest>,
        write: write::<wire::ListPoliciesResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/GetPolicy",
        size: Size::Policies,
        read: contract::message_bytes::<wire::GetPolicyRequest>,
        write: write::<wire::GetPolicyResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/VerifyPolicy",
        size: Size::Policies,
        read: contract::message_bytes::<wire::VerifyPolicyRequest>,
        write: write::<wire::VerifyPolicyResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/DescribeQuestion",
        size: Size::Policies,
        read: contract::message_bytes::<wire::DescribeQuestionRequest>,
        write: write::<wire::DescribeQuestionResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/ComparePolicies",
        size: Size::Policies,
        read: contract::message_bytes::<wire::ComparePoliciesRequest>,
        write: write::<wire::ComparePoliciesResponse>,
    },
    Method {
        path: "/clausula.v1.PolicyService/RunCases",
        size: Size::Policies,
        read: contract::message_bytes::<wire::RunCasesRequest>,
        write: write::<wire::RunCasesResponse>,
    },
];

/// The method with a path.
pub(super) fn find(path: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.path == path)
}

/// Whether a path is, or may become, that of a method rather than of a page.
pub(super) fn concerns(path: &str) -> bool {
    path.starts_with("/clausula.") || path.starts_with("/grpc.")
}

fn write<M: JsonMessage + Serialize>(bytes: &[u8]) -> Result<Vec<u8>, Rejection> {
    // The service made these bytes itself.
    let failed = || Rejection::new(Cause::Internal, Locale::default());
    let answer = M::decode(bytes).map_err(|_| failed())?;
    let mut json = Vec::with_capacity(bytes.len() * 3);
    contract::write(&answer, &mut json).map_err(|_| failed())?;
    Ok(json)
}
