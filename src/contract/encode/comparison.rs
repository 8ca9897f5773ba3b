//! From comparisons to messages.

use super::super::wire;
use super::super::words::Word;
use super::policy_ref;
use super::verification::witness;
use crate::analyse::compare::{ComparedAnswer, Comparison, Region, RegionFact, Right, Window};
use crate::money::{Cents, Locale};
use crate::policy::Policy;
use crate::vocabulary::{CustomerType, ProductType, Question};

/// The message of a comparison, with its texts in a language.
pub(crate) fn compare_response(
    old: &Policy,
    new: &Policy,
    comparison: &Comparison,
    locale: Locale,
) -> wire::ComparePoliciesResponse {
    let Comparison { regions, not_compared, texts: _ } = comparison;
    wire::ComparePoliciesResponse {
        old: Some(policy_ref(old)),
        new: Some(policy_ref(new)),
        regions: regions.iter().flat_map(|region| of_region(region, old, new, locale)).collect(),
        not_compared: not_compared.iter().map(|reason| reason.get(locale).to_owned()).collect(),
    }
}

/// A region of the contract is about one product and one customer.
fn of_region(region: &Region, old: &Policy, new: &Policy, locale: Locale) -> Vec<wire::ComparisonRegion> {
    let Region {
        question,
        members,
        window,
        price_from,
        price_until,
        conditions,
        facts,
        witness: _, // Written for each member.
        old: before,
        new: after,
        difference,
    } = region;
    let Window { words, from_days_before, until_days_before, from: _, until: _ } = window;
    let days = |days: Option<i64>| days.and_then(|days| i32::try_from(days).ok());
    let of_member = |(product, customer): (ProductType, CustomerType)| wire::ComparisonRegion {
        question: question.to_wire(),
        product_type: product.to_wire(),
        customer_type: customer.to_wire(),
        window: words.get(locale).to_owned(),
        from_days_before: days(*from_days_before),
        until_days_before: days(*until_days_before),
        price_from: Some(money(*price_from, new)),
        price_until: price_until.map(|price| money(price, new)),
        witness: witness(&region.witness_for((product, customer)), new).map(without_policy),
        old: Some(outcome(before, *question, old)),
        new: Some(outcome(after, *question, new)),
        difference: Some(money(*difference, new)),
        conditions: conditions.get(locale).to_owned(),
        facts: facts.iter().map(fact).collect(),
    };
    members.iter().copied().map(of_member).collect()
}

/// A fact of the contract says what it is, or that it is not stated.
fn fact(fact: &RegionFact) -> wire::ComparedFact {
    let RegionFact { path, value } = fact;
    let operator = if value.is_some() { wire::FactOperator::Equals } else { wire::FactOperator::NotStated };
    wire::ComparedFact { path: path.clone(), operator: operator.into(), value: value.clone().unwrap_or_default() }
}

/// A request that can be put to either version.
fn without_policy(request: wire::EvaluateRequest) -> wire::EvaluateRequest {
    wire::EvaluateRequest { policy_id: String::new(), policy_version: String::new(), ..request }
}

fn outcome(answer: &ComparedAnswer, question: Question, policy: &Policy) -> wire::ComparedOutcome {
    let ComparedAnswer {
        verdict,
        charged,
        refund,
        credit,
        compensated,
        deadlines,
        recoverable,
        arrears,
        rights,
        instalments,
        allocation,
        clauses,
    } = answer;
    let amount = |amount: Option<Cents>| amount.map(|amount| money(amount, policy));
    let clauses = clauses.iter().filter_map(|place| policy.clause(*place));
    let deadlines = deadlines
        .iter()
        .map(|(kind, last_day)| wire::ComparedDeadline { kind: kind.to_wire(), last_day: last_day.to_string() });
    wire::ComparedOutcome {
        verdict: verdict.to_wire(),
        charged: amount(*charged),
        refund: amount(*refund),
        clause_ids: clauses.map(|clause| clause.id.clone()).collect(),
        deadlines: deadlines.collect(),
        recoverable: amount(*recoverable),
        arrears: amount(*arrears),
        credit: amount(*credit),
        compensated: amount(*compensated),
        leaves_out: policy.leaves_out(question),
        customer_may_dissolve: rights.contains(&Right::CustomerMayDissolve),
        customer_may_reject: rights.contains(&Right::CustomerMayReject),
        access_may_be_suspended: rights.contains(&Right::AccessMayBeSuspended),
        provider_may_cancel: rights.contains(&Right::ProviderMayCancel),
        instalments: instalments.iter().map(|instalment| super::instalment(instalment, policy)).collect(),
        allocations: allocation.iter().map(|part| super::allocation_part(part, policy)).collect(),
    }
}

pub(super) fn money(amount: Cents, policy: &Policy) -> wire::Money {
    wire::Money { currency_code: policy.currency.code().to_owned(), minor_units: amount.get() }
}
