//! Answers to other questions as requests to evaluate: each decision has one that it answers, as if it had been asked alone.

use super::decode::{OptionsQuery, RequestTerms, decode_options};
use super::words::{FromWire, Word};
use super::{parse_request, wire};
use crate::analyse::report::stated_json;
use crate::evaluate::option_event;
use crate::facts::table::{FactValue, of_event};
use crate::money::Currency;
use crate::vocabulary::Question;

/// For each option the request to evaluate that has the same decision; `None`: the options are not those of the request.
pub fn option_requests(
    request: &wire::CompareOptionsRequest,
    options: &[wire::CustomerOption],
) -> Option<Vec<wire::EvaluateRequest>> {
    let OptionsQuery { agreement, at, moment, .. } = decode_options(request, RequestTerms::Unknown).ok()?;
    // All amounts of a request are in one currency.
    let currency = Currency::of(&request.agreement.as_ref()?.price.as_ref()?.currency_code)?;
    let one = |option: &wire::CustomerOption| {
        let FromWire::Known(question) = Question::from_wire(option.question) else { return None };
        let event = option_event(question, at, &moment);
        let picked = |fact, _: FactValue<'_>| of_event(question).contains(&fact);
        let stated = parse_request(stated_json(&agreement, &event, currency, picked).as_bytes()).ok()?;
        Some(wire::EvaluateRequest {
            request_id: request.request_id.clone(),
            policy_id: request.policy_id.clone(),
            policy_version: request.policy_version.clone(),
            locale: request.locale.clone(),
            detail: request.detail,
            basis: request.basis,
            agreement: request.agreement.clone(),
            facts: request.facts.clone(),
            event: stated.event,
            ..Default::default()
        })
    };
    options.iter().map(one).collect()
}
