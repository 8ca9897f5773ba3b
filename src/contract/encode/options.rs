//! From options to messages.

use super::super::decode::options_field;
use super::super::error::Rejection;
use super::super::wire;
use super::super::words::Word;
use super::{Fields, decision};
use crate::evaluate::CustomerOption;
use crate::facts::FieldNames;
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use wire::customer_option::Outcome;

/// The message of options, in their order.
pub(crate) fn options_response(
    policy: &Policy,
    law: &Law,
    options: &[CustomerOption],
    request_id: &str,
    locale: Locale,
    names: FieldNames,
) -> wire::CompareOptionsResponse {
    let option = |option: &CustomerOption| {
        let outcome = match &option.answer {
            Ok(answer) => {
                let fields = Fields::moved(option.question, names, options_field);
                Outcome::Decision(decision(policy, law, answer, locale, fields))
            }
            Err(error) => {
                let rejection = Rejection::of_evaluation(error.clone(), locale).moved(options_field);
                Outcome::Error((&rejection.named(names)).into())
            }
        };
        wire::CustomerOption { question: option.question.to_wire(), outcome: Some(outcome) }
    };
    wire::CompareOptionsResponse { request_id: request_id.to_owned(), options: options.iter().map(option).collect() }
}
