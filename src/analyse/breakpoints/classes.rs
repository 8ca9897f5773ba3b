//! Products and customers between which no clause on a question distinguishes: what holds for one of them holds for all
//! of them, so that one is looked at.

use super::parts;
use crate::law::{Law, Leaving, LossFact, WithdrawalOf};
use crate::policy::Policy;
use crate::policy::building_blocks::Condition;
use crate::policy::forms::Form;
use crate::vocabulary::{CustomerType, ProductType, Question};

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
pub(in crate::analyse) fn classes(policies: &[&Policy], law: &Law, question: Question) -> Vec<Class> {
    let mut classes: Vec<(Vec<bool>, Class)> = Vec::new();
    for &product in ProductType::ALL {
        for &customer in CustomerType::ALL {
            let by_law = question == Question::Withdrawal && customer == CustomerType::Consumer;
            if !by_law && !policies.iter().any(|policy| addressed(policy, question, product, customer)) {
                continue;
            }
            let traits: Vec<bool> = policies.iter().flat_map(|p| traits(p, law, question, product, customer)).collect();
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
fn traits(policy: &Policy, law: &Law, question: Question, product: ProductType, customer: CustomerType) -> Vec<bool> {
    let law = law.of(policy.law);
    let consumer = customer == CustomerType::Consumer;
    let mut traits = Vec::new();
    for (_, clause) in parts::clauses_read(policy, question) {
        traits.extend([clause.products.contains(product), clause.customers.contains(customer)]);
        traits.extend(clause.form.charges().map(|charge| charge.products.contains(product)));
        traits.extend(clause.form.deadlines().into_iter().map(|rule| rule.products.contains(product)));
        match &clause.form {
            Form::WithdrawalLoss(loss) => traits.extend(loss.cases.iter().map(|case| case.products.contains(&product))),
            Form::Liability(form) => traits.extend(form.rules.iter().map(|rule| rule.customers.contains(&customer))),
            Form::Outcome(_)
            | Form::Tiers(_)
            | Form::SameAs(_)
            | Form::OfficeHours(_)
            | Form::WithdrawalRight(_)
            | Form::WithdrawalExtension(_)
            | Form::WithdrawalEffects(_)
            | Form::Notice(_)
            | Form::PriceChange(_)
            | Form::PaymentDefault(_)
            | Form::Instalments(_)
            | Form::Allocation(_)
            | Form::ForceMajeure(_)
            | Form::Announcement(_)
            | Form::ChangeResponse(_) => {}
        }
    }
    if parts::named(policy, question, (product, customer)).contains(&Condition::Subscription) {
        traits.push(product == ProductType::Subscription);
    }
    // A clause on one of several products of a type is about some requests of that type.
    traits.extend(policy.facts.products().iter().map(|own| own.of == product));
    let leaves = matches!(question, Question::Cancellation | Question::Termination);
    if leaves && parts::refuses(policy, question, product, customer) {
        // What the terms refuse a consumer, the law may allow (L9).
        let leaving = law.leaving(product);
        traits.push(consumer);
        traits.extend([Leaving::AnyTime, Leaving::ByNotice].map(|of| consumer && leaving == of));
    }
    match question {
        Question::Withdrawal => {
            traits.extend([consumer, product == ProductType::Goods, product.is_service()]);
            if let Some(right) = law.withdrawal().filter(|_| consumer).map(|law| law.right(product)) {
                let lost_when =
                    |fact: &LossFact| matches!(right, WithdrawalOf::LostWhen(facts) if facts.contains(fact));
                traits.push(right == WithdrawalOf::Excluded);
                traits.extend(LossFact::ALL.iter().map(lost_when));
            }
        }
        Question::Termination | Question::PaymentReview | Question::Breach => traits.push(consumer),
        Question::Cancellation
        | Question::NoShow
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::ProviderChange
        | Question::PaymentPlan
        | Question::PaymentAllocation
        | Question::PriceIncrease
        | Question::TermsChange
        | Question::Complaint
        | Question::DamageClaim
        | Question::ForceMajeure
        | Question::Offer
        | Question::DataBreach => {}
    }
    traits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load::load;

    fn classes_of(clause: &str, question: Question) -> Vec<Class> {
        let text = format!(
            "policy = 'p'\nversion = '1'\nname = 'N'\ncurrency = 'EUR'\nprices = 'including_vat'\n\
             zone = 'Europe/Amsterdam'\nholidays = 'NL'\nlaw = 'NL'\n[[clause]]\nid = 'c'\narticle = '1'\n\
             summary = {{ nl = 'a', en = 'a' }}\n{clause}\n"
        );
        classes(&[&load("p.toml", text.as_bytes()).unwrap().policy], Law::built_in(), question)
    }

    /// Whether one of two is looked at for both.
    fn together(classes: &[Class], customer: CustomerType, one: ProductType, other: ProductType) -> bool {
        classes.iter().any(|class| [one, other].iter().all(|of| class.members.contains(&(*of, customer))))
    }

    #[test]
    fn what_the_law_tells_apart_is_looked_at_apart() {
        use ProductType::{CareAppointment, Coaching, Event, Leisure, Membership, Rental, Subscription};
        let (consumer, business) = (CustomerType::Consumer, CustomerType::Business);
        let silent = classes_of("question = 'offer'\noutcome = { verdict = 'discretionary' }", Question::Withdrawal);
        assert!(together(&silent, consumer, Event, Coaching) && together(&silent, consumer, Leisure, Rental));
        assert!(!together(&silent, consumer, Event, Leisure));
        let refused =
            classes_of("question = 'cancellation'\noutcome = { verdict = 'refused' }", Question::Cancellation);
        for (one, other) in [(Event, CareAppointment), (Subscription, Membership), (Leisure, Rental)] {
            assert!(together(&refused, consumer, one, other), "{one} {other}");
        }
        for (one, other) in [(Event, Leisure), (Event, Membership), (Membership, Rental)] {
            assert!(!together(&refused, consumer, one, other), "{one} {other}");
            assert!(together(&refused, business, one, other), "{one} {other}");
        }
    }
}
