//! What the clauses on a question read together: the facts that they name, their bounds and their days.

use crate::policy::building_blocks::{Anchor, Bound, Condition, Conditions, DayCondition, TierBounds};
use crate::policy::forms::{Form, Tier};
use crate::policy::{Clause, Policy};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// The clauses on a question, and those that they stand in for or count as.
pub(in crate::analyse) fn clauses_read(policy: &Policy, question: Question) -> Vec<(u16, &Clause)> {
    let mut clauses: Vec<(u16, &Clause)> = policy.clauses_on(question).collect();
    let mut next = 0;
    while let Some((_, clause)) = clauses.get(next) {
        for place in clause.form.refers_to() {
            if let Some(target) = policy.clause(place)
                && !clauses.iter().any(|(known, _)| *known == place)
            {
                clauses.push((place, target));
            }
        }
        next += 1;
    }
    clauses
}

/// Whether a clause on a question about a product and a customer can refuse.
pub(in crate::analyse) fn refuses(
    policy: &Policy,
    question: Question,
    product: ProductType,
    customer: CustomerType,
) -> bool {
    let clauses = clauses_addressing(policy, question, product, customer);
    let mut outcomes = clauses.iter().flat_map(|(_, clause)| clause.form.outcomes());
    outcomes.any(|outcome| outcome.verdict == Verdict::Refused)
}

/// The clauses that are read on a question about a product and a customer.
pub(in crate::analyse) fn clauses_addressing(
    policy: &Policy,
    question: Question,
    product: ProductType,
    customer: CustomerType,
) -> Vec<(u16, &Clause)> {
    let mut clauses = clauses_read(policy, question);
    clauses.retain(|(_, clause)| clause.products.contains(product) && clause.customers.contains(customer));
    clauses
}

/// Every set of conditions that a clause reads about a product.
fn conditions(clause: &Clause, product: ProductType) -> Vec<&Conditions> {
    let mut all = clause.form.conditions(product);
    all.insert(0, &clause.conditions);
    all
}

/// Every fact that the clauses on a question name in a condition, as far as they speak of a product and a customer.
pub(in crate::analyse) fn named(
    policy: &Policy,
    question: Question,
    (product, customer): (ProductType, CustomerType),
) -> Vec<Condition> {
    let clauses = clauses_addressing(policy, question, product, customer);
    let all = clauses.iter().flat_map(|(_, clause)| conditions(clause, product));
    let mut named: Vec<Condition> = all.flat_map(|c| c.when.iter().chain(&c.unless).copied()).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// Whether a clause on a question names a condition, whatever the product.
pub(in crate::analyse) fn names(policy: &Policy, question: Question, condition: Condition) -> bool {
    let clauses = clauses_read(policy, question);
    let mut all = clauses.iter().flat_map(|(_, clause)| ProductType::ALL.iter().flat_map(|p| conditions(clause, *p)));
    all.any(|conditions| conditions.when.contains(&condition) || conditions.unless.contains(&condition))
}

/// A bound, and what the act comes so long before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analyse) struct Anchored {
    pub(in crate::analyse) anchor: Anchor,
    /// Whether the act comes so long after it, instead of before.
    pub(in crate::analyse) after: bool,
    pub(in crate::analyse) bound: Bound,
}

/// Every bound of every table, and of every conflict, on a question.
pub(in crate::analyse) fn bounds(policy: &Policy, question: Question) -> Vec<Anchored> {
    let both = |anchor, after, bounds: TierBounds| bounds.iter().map(move |bound| Anchored { anchor, after, bound });
    let mut all = Vec::new();
    for (_, clause) in clauses_read(policy, question) {
        all.extend(clause.conflicts.iter().flat_map(|conflict| both(Anchor::StartsAt, false, conflict.bounds)));
        if let Form::Tiers(tiers) = &clause.form {
            all.extend(tiers.rows.iter().flat_map(|row| both(tiers.before, false, row.bounds)));
            let since = tiers.rows.iter().filter_map(|row| row.since);
            all.extend(since.flat_map(|since| both(since.anchor, true, since.bounds)));
        }
    }
    all
}

/// Whether when the act took place can decide a question.
pub(in crate::analyse) fn reads_time(policy: &Policy, question: Question) -> bool {
    !bounds(policy, question).is_empty()
        || days(policy, question).iter().any(|day| day.of == Anchor::Act)
        || names(policy, question, Condition::Started)
}

/// Whether a question has no answer while it is not said when the act took place: a row compares it with something.
pub(in crate::analyse) fn needs_act(policy: &Policy, question: Question) -> bool {
    let needs = |row: &Tier| {
        row.bounds != TierBounds::default() || row.since.is_some_and(|since| since.unknown_holds.is_none())
    };
    let clauses = clauses_read(policy, question);
    clauses.iter().any(|(_, clause)| matches!(&clause.form, Form::Tiers(tiers) if tiers.rows.iter().any(needs)))
}

/// Every day that the clauses on a question ask of an anchor.
pub(in crate::analyse) fn days(policy: &Policy, question: Question) -> Vec<DayCondition> {
    let clauses = clauses_read(policy, question);
    let all = clauses.iter().flat_map(|(_, clause)| ProductType::ALL.iter().flat_map(|p| conditions(clause, *p)));
    let mut days: Vec<DayCondition> = Vec::new();
    for day in all.filter_map(|conditions| conditions.day.as_ref()) {
        if !days.contains(day) {
            days.push(day.clone());
        }
    }
    days
}
