//! The contract with callers: the messages of package `clausula.v1`, how they become facts and come from decisions.
//!
//! | file | what it does |
//! |---|---|
//! | [`wire`] | the messages as generated, unchecked |
//! | `json` | the canonical JSON of a request, with errors that name the field |
//! | `codec` | messages to bytes and back, for gRPC (with the feature `service`) |
//! | `decode` | a request to a [`Query`]: every violation at once |
//! | `answer` | a request to a response: decode, choose the version, evaluate, encode |
//! | `asked` | requests to compare options as requests to evaluate, and back (with the feature `service`) |
//! | `encode` | a decision or a quote to its message |
//! | `policies` | requests about policies, and their answers |
//! | `error` | [`Rejection`], why there is no answer |
//! | `words`, `wording` | enum values both ways; what can be wrong, in English and Dutch |

mod answer;
#[cfg(feature = "service")]
mod asked;
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
pub use answer::{Letter, MOST_REQUESTS, answer, batch, check_batch, letter, options, quote, result};
#[cfg(feature = "service")]
pub use asked::option_request;
#[cfg(feature = "service")]
pub(crate) use asked::options_request;
#[cfg(feature = "service")]
pub use codec::Codec;
#[cfg(feature = "service")]
pub(crate) use decode::{OptionsQuery, QuoteQuery, decode_options, decode_quote, leaves_type_to_terms};
pub use decode::{Picture, Query, RequestTerms, decode};
#[cfg(feature = "service")]
pub(crate) use encode::compare_response;
pub use encode::{ENGINE_VERSION, Fields, clauses, decision, description, policy_version, unencoded};
#[cfg(feature = "service")]
pub(crate) use error::lookup;
pub use error::{Cause, Code, FieldProblem, Rejection, Violation};
pub use json::{
    JsonMessage, field_names, parse_message, parse_options, parse_quote, parse_request, request_bytes, write,
};
#[cfg(feature = "service")]
pub(crate) use json::{message_bytes, options_bytes, quote_bytes};
pub use policies::{compare_policies, describe_question, get_policy, list_policies, run_cases, verify_policy};
pub use timestamp::{Timestamp, TimestampError};
