//! The contract with callers: the messages of package `clausula.v1`, how they become facts and come from decisions.
//!
//! | file | what it does |
//! |---|---|
//! | [`wire`] | the messages as generated, unchecked |
//! | `json` | the canonical JSON of a request, with errors that name the field |
//! | `codec` | messages to bytes and back, for gRPC (with the feature `service`) |
//! | `decode` | a request to a [`Query`]: every violation at once |
//! | `answer` | a request to a response: decode, choose the version, evaluate, encode |
//! | `encode` | a decision or a quote to its message |
//! | `policies` | requests about policies, and their answers |
//! | `error` | [`Rejection`], why there is no answer |
//! | `words`, `wording` | enum values both ways; what can be wrong, in English and Dutch |

mod answer;
#[cfg(feature = "service")]
mod codec;
mod decode;
mod encode;
mod error;
mod json;
mod policies;
mod timestamp;
pub mod wire;
mod wording;
mod words;

pub use crate::facts::FieldNames;
pub use answer::{MOST_REQUESTS, answer, batch, check_batch, letter, options, quote, result};
#[cfg(feature = "service")]
pub use codec::Codec;
pub use decode::{
    OptionsQuery, Picture, Query, QuoteQuery, Terms, decode, decode_options, decode_quote, leaves_type_to_terms,
};
pub use encode::{
    ENGINE_VERSION, Fields, clauses, compare_response, decision, description, options_response, policy_ref,
    policy_version, quote_response, unencoded, verification_report,
};
pub use error::{Cause, Code, FieldProblem, Rejection, Violation};
pub use json::{
    JsonMessage, message_bytes, options_bytes, parse_message, parse_options, parse_quote, parse_request, quote_bytes,
    request_bytes, write,
};
pub use policies::{compare_policies, describe_question, get_policy, list_policies, run_cases, verify_policy};
pub use timestamp::{Timestamp, TimestampError};
