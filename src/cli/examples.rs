//! A ready request for every question, to edit.

use super::args::Locale;
use crate::vocabulary::Question;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A request that the built-in policies decide.
pub(crate) const fn request(question: Question) -> &'static str {
    match question {
        Question::Cancellation => include_str!("examples/cancellation.json"),
        Question::NoShow => include_str!("examples/no_show.json"),
        Question::Withdrawal => include_str!("examples/withdrawal.json"),
        Question::Rescheduling => include_str!("examples/rescheduling.json"),
        Question::Substitution => include_str!("examples/substitution.json"),
        Question::BookingChange => include_str!("examples/booking_change.json"),
        Question::ProviderCancellation => include_str!("examples/provider_cancellation.json"),
        Question::ProviderChange => include_str!("examples/provider_change.json"),
        Question::PaymentReview => include_str!("examples/payment_review.json"),
        Question::PaymentPlan => include_str!("examples/payment_plan.json"),
        Question::PaymentAllocation => include_str!("examples/payment_allocation.json"),
        Question::Termination => include_str!("examples/termination.json"),
        Question::PriceIncrease => include_str!("examples/price_increase.json"),
        Question::TermsChange => include_str!("examples/terms_change.json"),
        Question::Complaint => include_str!("examples/complaint.json"),
        Question::DamageClaim => include_str!("examples/damage_claim.json"),
        Question::Breach => include_str!("examples/breach.json"),
        Question::ForceMajeure => include_str!("examples/force_majeure.json"),
        Question::Offer => include_str!("examples/offer.json"),
        Question::DataBreach => include_str!("examples/data_breach.json"),
    }
}

/// The request for a question, asking for texts in a language if one is given.
pub(crate) fn request_in(question: Question, locale: Option<Locale>) -> String {
    let request = request(question);
    match locale {
        Some(locale) => request.replacen("\"locale\": \"en\"", &format!("\"locale\": \"{}\"", locale.tag()), 1),
        None => request.to_owned(),
    }
}

/// The same request about another policy.
pub(crate) fn of_policy(request: &str, id: &str) -> String {
    const KEY: &str = "\"policyId\": \"";
    let Some((before, rest)) = request.split_once(KEY) else { return request.to_owned() };
    let after = rest.split_once('"').map(|(_, after)| after).unwrap_or_default();
    format!("{before}{KEY}{id}\"{after}")
}

/// Reads the name of a question, as in `no_show`; `no-show` and `noShow` will do, too.
pub(crate) fn parser() -> impl TypedValueParser<Value = Question> {
    let value = |name: &&'static str| PossibleValue::new(*name).aliases(aliases(name));
    PossibleValuesParser::new(Question::NAMES.iter().map(value))
        .try_map(|name| question(&name).ok_or("there is no such question"))
}

fn aliases(name: &str) -> Vec<String> {
    let mut camel = String::new();
    for (place, part) in name.split('_').enumerate() {
        let (head, tail) = part.split_at_checked(1).unwrap_or((part, ""));
        let head = if place == 0 { head.to_owned() } else { head.to_uppercase() };
        camel.extend([head.as_str(), tail]);
    }
    vec![name.replace('_', "-"), camel]
}

fn question(name: &str) -> Option<Question> {
    Question::ALL.iter().find(|q| q.name() == name || aliases(q.name()).iter().any(|alias| alias == name)).copied()
}
