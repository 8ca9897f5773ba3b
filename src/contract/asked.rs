//! Requests to compare options and requests to evaluate, one as the other: each option is decided as if it had been asked alone.

use super::decode::{OptionsQuery, RequestTerms, decode_options};
use super::timestamp::Timestamp;
use super::words::{FromWire, Word};
use super::{parse_request, wire};
use crate::analyse::report::stated_json;
use crate::evaluate::option_event;
use crate::facts::table::{FactValue, of_event};
use crate::money::Currency;
use crate::vocabulary::Question;
use wire::evaluate_request::Event;

/// The request to evaluate that has the same decision as an option on a question; `None`: the request compares no such option.
pub fn option_request(request: &wire::CompareOptionsRequest, question: i32) -> Option<wire::EvaluateRequest> {
    let OptionsQuery { agreement, at, moment, .. } = decode_options(request, RequestTerms::Unknown).ok()?;
    // All amounts of a request are in one currency.
    let currency = Currency::of(&request.agreement.as_ref()?.price.as_ref()?.currency_code)?;
    let FromWire::Known(question) = Question::from_wire(question) else { return None };
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
}

/// What can be compared at the moment of a request to evaluate, with what that says of the moment.
pub(crate) fn options_request(request: &wire::EvaluateRequest) -> wire::CompareOptionsRequest {
    let wire::EvaluateRequest {
        request_id,
        policy_id,
        policy_version,
        locale,
        detail,
        basis,
        agreement,
        strict: _,
        policy_digest: _,
        facts,
        event,
    } = request;
    let mut options = wire::CompareOptionsRequest {
        request_id: request_id.clone(),
        policy_id: policy_id.clone(),
        policy_version: policy_version.clone(),
        locale: locale.clone(),
        detail: *detail,
        basis: *basis,
        agreement: agreement.clone(),
        facts: facts.clone(),
        at: event.as_ref().and_then(moment),
        ..Default::default()
    };
    match event {
        Some(Event::Rescheduling(event)) => {
            options.alternative_date_offered = event.alternative_date_offered;
            options.session_starts_at = event.session_starts_at;
        }
        Some(Event::NoShow(event)) => options.session_starts_at = event.session_starts_at,
        Some(Event::Substitution(event)) => options.substitute_qualifies = event.substitute_qualifies,
        Some(Event::Withdrawal(event)) => options.goods_devaluation = event.goods_devaluation.clone(),
        _ => {}
    }
    options
}

/// The moment of an event about which the customer could ask something else.
fn moment(event: &Event) -> Option<Timestamp> {
    match event {
        Event::Cancellation(event) => event.received_at,
        Event::NoShow(event) => event.session_starts_at,
        Event::Withdrawal(event) => event.declared_at,
        Event::Rescheduling(event) => event.requested_at,
        Event::Substitution(event) => event.requested_at,
        Event::BookingChange(event) => event.requested_at,
        Event::Termination(event) => event.notice_at,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{FieldNames, answer, options};
    use crate::evaluate::CUSTOMER_QUESTIONS;
    use crate::law::Law;
    use crate::policy::store::PolicySet;
    use wire::customer_option::Outcome;

    const POLICY: &str = include_str!("../../tests/policies/declared.toml");

    fn request() -> wire::EvaluateRequest {
        let json = r#"{"requestId":"r","policyId":"declared","locale":"nl","detail":"DETAIL_AMOUNTS","agreement":{
            "customerType":"CUSTOMER_TYPE_BUSINESS","productType":"PRODUCT_TYPE_EVENT",
            "price":{"currencyCode":"EUR","minorUnits":"10000"},"concludedAt":"2026-01-05T09:00:00Z",
            "startsAt":"2026-06-01T09:00:00Z"},"facts":{"season":{"choice":"middle"}},
            "rescheduling":{"requestedAt":"2026-03-02T09:00:00Z","alternativeDateOffered":true}}"#;
        parse_request(json.as_bytes()).unwrap()
    }

    #[test]
    fn what_a_request_says_is_compared_and_each_option_is_decided_as_if_asked_alone() {
        let (policies, law) = (PolicySet::from_files([("declared/1.toml", POLICY)]).unwrap(), Law::built_in());
        let asked = request();
        let compared = options_request(&asked);
        // Its own question is among the options, with everything that it said: declared facts too.
        assert!(!asked.facts.is_empty());
        assert_eq!(option_request(&compared, Question::Rescheduling.to_wire()), Some(asked));
        let answered = options(&policies, law, &compared, FieldNames::Json).unwrap();
        assert_eq!(answered.options.len(), CUSTOMER_QUESTIONS.len());
        for option in answered.options {
            let alone = option_request(&compared, option.question).unwrap();
            let alone = answer(&policies, law, &alone, FieldNames::Json).ok().and_then(|answer| answer.decision);
            let beside = match option.outcome {
                Some(Outcome::Decision(decision)) => Some(decision),
                _ => None,
            };
            let said =
                |decision: &wire::Decision| (decision.verdict, decision.charges.clone(), decision.settlement.clone());
            assert_eq!(beside.as_ref().map(said), alone.as_ref().map(said), "{}", option.question);
        }
        assert_eq!(option_request(&compared, 0), None);
        assert_eq!(option_request(&compared, 1_000), None);
    }
}
