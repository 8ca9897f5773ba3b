//! Products and customers between which no clause on a question distinguishes: what holds for one of them holds for all
//! of them, so that one is looked at.

use super::parts;
use crate::policy::Policy;
use crate::policy::building_blocks::Condition;
use crate::policy::forms::Form;
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// Products and customers that are answered alike.
#[derive(Clone, Debug)]
pub(in crate::analyse) struct Class {
    /// Its members, the first of which stands for all.
    pub(in crate::analyse) members: Vec<(ProductType, CustomerType)>,
}

impl Class {
    /// The member that stands for all.
    pub(in crate::analyse) fn first(&self) -> (ProductType, CustomerType) {
        self.members.first().copied().unwrap_or((ProductType::Event, CustomerType::Consumer))
    }
}

/// The classes of a question under some policies, those left out of which no clause speaks.
pub(in crate::analyse) fn classes(policies: &[&Policy], question: Question) -> Vec<Class> {
    let mut classes: Vec<(Vec<bool>, Class)> = Vec::new();
    for &product in ProductType::ALL {
        for &customer in CustomerType::ALL {
            let by_law = question == Question::Withdrawal && customer == CustomerType::Consumer;
            if !by_law && !policies.iter().any(|policy| addressed(policy, question, product, customer)) {
                continue;
            }
            let traits: Vec<bool> = policies.iter().flat_map(|p| traits(p, question, product, customer)).collect();
            match classes.iter_mut().find(|(known, _)| *known == traits) {
                Some((_, class)) => class.members.push((product, customer)),
                None => classes.push((traits, Class { members: vec![(product, customer)] })),
            }
        }
    }
    classes.into_iter().map(|(_, class)| class).collect()
}

fn addressed(policy: &Policy, question: Question, product: ProductType, customer: CustomerType) -> bool {
    policy.clauses_on(question).any(|(_, c)| c.products.contains(product) && c.customers.contains(customer))
}

/// Everything in which a product and a customer make a difference to a question.
fn traits(policy: &Policy, question: Question, product: ProductType, customer: CustomerType) -> Vec<bool> {
    let consumer = customer == CustomerType::Consumer;
    let mut traits = Vec::new();
    for (_, clause) in parts::clauses_read(policy, question) {
        traits.extend([clause.products.contains(product), clause.customers.contains(customer)]);
        traits.extend(parts::charges(&clause.form).map(|charge| charge.products.contains(product)));
        traits.extend(parts::deadlines(&clause.form).into_iter().map(|rule| rule.products.contains(product)));
        match &clause.form {
            Form::WithdrawalLoss(loss) => traits.extend(loss.cases.iter().map(|case| case.products.contains(&product))),
            Form::Liability(form) => traits.extend(form.rules.iter().map(|rule| rule.customers.contains(&customer))),
            _ => {}
        }
    }
    if parts::named(policy, question, (product, customer)).contains(&Condition::Subscription) {
        traits.push(product == ProductType::Subscription);
    }
    if matches!(question, Question::Cancellation | Question::Termination)
        && refuses(policy, question, product, customer)
    {
        // What the terms refuse a consumer, the law may allow, by the kind of product (L9).
        traits.extend([consumer, consumer && product.is_service(), consumer && product == ProductType::Subscription]);
    }
    match question {
        Question::Withdrawal => traits.extend([consumer, product == ProductType::Goods, product.is_service()]),
        Question::Termination | Question::PaymentReview | Question::Breach => traits.push(consumer),
        _ => {}
    }
    traits
}

/// Whether a clause on a question about a product and a customer can refuse.
fn refuses(policy: &Policy, question: Question, product: ProductType, customer: CustomerType) -> bool {
    parts::clauses_addressing(policy, question, product, customer).iter().any(|(_, clause)| match &clause.form {
        Form::Outcome(outcome) => outcome.verdict == Verdict::Refused,
        Form::Tiers(tiers) => {
            let mut outcomes = tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise);
            outcomes.any(|outcome| outcome.verdict == Verdict::Refused)
        }
        _ => false,
    })
}
