//! What a clause is made of, whatever its form: its charges, deadlines and conditions.

use crate::policy::building_blocks::{
    Anchor, Bound, ChargeRule, Condition, Conditions, DayCondition, DeadlineRule, TierBounds,
};
use crate::policy::forms::{Form, SameAs};
use crate::policy::{Clause, Policy};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// The clauses on a question, and those that they stand in for or count as.
pub(in crate::analyse) fn clauses_read(policy: &Policy, question: Question) -> Vec<(u16, &Clause)> {
    let mut clauses: Vec<(u16, &Clause)> = policy.clauses_on(question).collect();
    let mut next = 0;
    while let Some((_, clause)) = clauses.get(next) {
        for place in borrowed(&clause.form) {
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

/// The clauses that a form refers to.
pub(in crate::analyse) fn borrowed(form: &Form) -> Vec<u16> {
    match form {
        Form::SameAs(SameAs { clauses, .. }) => clauses.clone(),
        Form::PaymentDefault(form) => form.counts_as_cancelled.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The lists of charges that a form can choose from: one of them is charged.
pub(in crate::analyse) fn charge_lists(form: &Form) -> Vec<&[ChargeRule]> {
    match form {
        Form::Outcome(outcome) => vec![&outcome.charges],
        Form::Tiers(tiers) => {
            let rows = tiers.rows.iter().map(|row| row.outcome.charges.as_slice());
            rows.chain(tiers.otherwise.iter().map(|outcome| outcome.charges.as_slice())).collect()
        }
        Form::WithdrawalEffects(effects) => vec![&effects.charges],
        Form::ForceMajeure(form) => vec![&form.charges],
        _ => Vec::new(),
    }
}

/// Whether a clause on a question about a product and a customer can refuse.
pub(in crate::analyse) fn refuses(
    policy: &Policy,
    question: Question,
    product: ProductType,
    customer: CustomerType,
) -> bool {
    let of = |form: &Form| match form {
        Form::Outcome(outcome) => outcome.verdict == Verdict::Refused,
        Form::Tiers(tiers) => {
            let outcomes = tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise);
            outcomes.into_iter().any(|outcome| outcome.verdict == Verdict::Refused)
        }
        _ => false,
    };
    clauses_addressing(policy, question, product, customer).iter().any(|(_, clause)| of(&clause.form))
}

/// Whether the text of any outcome of a form says that its charges are at most the price.
pub(in crate::analyse) fn caps(form: &Form) -> bool {
    match form {
        Form::Outcome(outcome) => outcome.at_most_the_price,
        Form::Tiers(tiers) => {
            let outcomes = tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise);
            outcomes.into_iter().any(|outcome| outcome.at_most_the_price)
        }
        _ => false,
    }
}

/// Every charge that a form can make.
pub(in crate::analyse) fn charges(form: &Form) -> impl Iterator<Item = &ChargeRule> {
    charge_lists(form).into_iter().flatten()
}

/// Every deadline that a form can give by a rule.
pub(in crate::analyse) fn deadlines(form: &Form) -> Vec<&DeadlineRule> {
    match form {
        Form::Outcome(outcome) => outcome.deadlines.iter().collect(),
        Form::Tiers(tiers) => tiers.deadlines.iter().collect(),
        Form::SameAs(same) => same.deadlines.iter().collect(),
        Form::WithdrawalEffects(effects) => effects.deadlines.iter().collect(),
        Form::ChangeResponse(form) => vec![&form.notice, &form.alternative, &form.response, &form.termination],
        _ => Vec::new(),
    }
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
    let form = &clause.form;
    let mut all = vec![&clause.conditions];
    all.extend(charges(form).filter(|c| c.products.contains(product)).map(|charge| &charge.conditions));
    all.extend(deadlines(form).into_iter().filter(|d| d.products.contains(product)).map(|rule| &rule.conditions));
    match form {
        Form::Tiers(tiers) => all.extend(tiers.rows.iter().map(|row| &row.conditions)),
        Form::WithdrawalLoss(loss) => {
            let cases = loss.cases.iter().filter(|case| case.products.is_empty() || case.products.contains(&product));
            all.extend(cases.map(|case| &case.conditions));
        }
        Form::Liability(liability) => all.extend(liability.rules.iter().map(|rule| &rule.conditions)),
        _ => {}
    }
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
