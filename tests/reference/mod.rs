//! A second evaluator of the five sets of terms, written from the clause catalogue alone. It exists only to be compared
//! with the real one: it shares no code with it, hard-codes the policies and prefers counting to cleverness.

mod arrears;
mod calendar;
mod cancellation;
mod changes;
mod claims;
mod clock;
mod endings;
mod facts;
mod fraction;
mod outcome;
mod payments;
mod provider;
mod rates;
mod rescheduling;
mod withdrawal;

use facts::Case;
use serde_json::Value;

/// Answers a request given as protobuf JSON with the fields of the decision that must agree. Requests that are errors
/// give nothing.
#[allow(unreachable_pub)] // the tests that include this module are crates of their own
pub fn decide(request: &Value) -> Option<Value> {
    let case = Case::read(request)?;
    let outcome = match case.question {
        "cancellation" => cancellation::cancellation(&case),
        "noShow" => cancellation::no_show(&case),
        "rescheduling" => rescheduling::rescheduling(&case),
        "substitution" => rescheduling::substitution(&case),
        "bookingChange" => rescheduling::booking_change(&case),
        "withdrawal" => withdrawal::withdrawal(&case),
        "providerCancellation" => provider::provider_cancellation(&case),
        "providerChange" => provider::provider_change(&case),
        "paymentReview" => arrears::payment_review(&case),
        "paymentPlan" => payments::payment_plan(&case),
        "paymentAllocation" => payments::payment_allocation(&case),
        "termination" => endings::termination(&case),
        "forceMajeure" => endings::force_majeure(&case),
        "priceIncrease" => changes::price_increase(&case),
        "termsChange" => changes::terms_change(&case),
        "offer" => changes::offer(&case),
        "complaint" => claims::complaint(&case),
        "damageClaim" => claims::damage_claim(&case),
        "breach" => claims::breach(&case),
        "dataBreach" => claims::data_breach(&case),
        _ => None,
    };
    let outcome = cancellation::with_a_high_fee(&case, outcome?);
    Some(withdrawal::beside_a_withdrawal(&case, outcome).into_json(&case))
}
