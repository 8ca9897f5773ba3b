//! The strategies: tapes, and what is drawn from them.

use super::draw::Draw;
use super::{Edges, Settings, tapes};
use crate::facts::{Agreement, Event, Facts};
use crate::policy::Policy;
use crate::vocabulary::Question;
use proptest::strategy::Strategy;

/// More bytes than a request needs.
pub const TAPE_LENGTH: usize = 1_024;

/// Requests on any question, mostly on those that the policy answers.
pub fn requests(policy: &Policy, settings: Settings) -> impl Strategy<Value = Facts> + '_ {
    let edges = Edges::of(policy);
    tapes(TAPE_LENGTH).prop_map(move |tape| request_from(policy, &edges, settings, &tape))
}

/// Requests on one question.
pub fn requests_about(policy: &Policy, question: Question, settings: Settings) -> impl Strategy<Value = Facts> + '_ {
    let edges = Edges::of(policy);
    tapes(TAPE_LENGTH).prop_map(move |tape| Draw::new(policy, &edges, settings, &tape).facts_about(question))
}

/// Agreements to which a question could be put.
pub fn agreements(policy: &Policy, question: Question, settings: Settings) -> impl Strategy<Value = Agreement> + '_ {
    let edges = Edges::of(policy);
    tapes(TAPE_LENGTH).prop_map(move |tape| Draw::new(policy, &edges, settings, &tape).agreement_about(question))
}

/// Events of one question, each with the agreement that it is about.
pub fn events(
    policy: &Policy,
    question: Question,
    settings: Settings,
) -> impl Strategy<Value = (Agreement, Event)> + '_ {
    let edges = Edges::of(policy);
    tapes(TAPE_LENGTH).prop_map(move |tape| Draw::new(policy, &edges, settings, &tape).event_about(question))
}

/// The request that a tape draws: what fuzz targets call.
pub fn request_from(policy: &Policy, edges: &Edges, settings: Settings, tape: &[u8]) -> Facts {
    Draw::new(policy, edges, settings, tape).facts()
}
