//! What a policy can read for a question, for people and programs that ask: in the order in which to ask for it.

use super::reads::may_read;
use crate::facts::FactId;
use crate::facts::table::{Fact, FactSet, Need, agreement};
use crate::money::Locale;
use crate::policy::declared::DeclaredFact;
use crate::policy::products::Product;
use crate::policy::{Clause, Policy};
use crate::vocabulary::{Basis, Bilingual, CustomerType, ProductType, Question};

/// What a policy can read for a question about some products and customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The question.
    pub question: Question,
    /// Whether some clause is about it.
    pub addressed: bool,
    /// The facts, in the order in which to ask for them; those of the entries of a list follow it.
    pub facts: Vec<Fact>,
    /// The facts that the policy declares itself, by their places in it.
    pub declared: Vec<usize>,
}

/// A fact that is described: one that all policies know, or one that this one declares.
#[derive(Clone, Copy, Debug)]
pub enum Described<'p> {
    /// A row of the table.
    Known(Fact),
    /// A fact of the policy's own, or which of its products it is.
    Declared(&'p DeclaredFact),
}

/// What stands in for the type of product where the policy has products of its own.
const THAT_OF_THE_PRODUCT: Bilingual =
    Bilingual::new("that of the product in `agreement.product_id`", "dat van het product in `agreement.product_id`");

/// Describes what can be read for a question: for these products and customers, or all where none are given. Where the policy
/// has products of its own, one that is named says of what type it is: it is then asked for before the type.
pub fn describe(
    policy: &Policy,
    question: Question,
    product: Option<ProductType>,
    customer: Option<CustomerType>,
    basis: Basis,
) -> Description {
    let mut found = FactSet::default();
    let mut addressed = false;
    let products = ProductType::ALL.iter().filter(|of| product.is_none_or(|only| only == **of));
    let customers = || CustomerType::ALL.iter().filter(|of| customer.is_none_or(|only| only == **of));
    for (&product, &customer) in products.flat_map(|product| customers().map(move |customer| (product, customer))) {
        found.extend(may_read(policy, question, (product, customer), basis));
        let is_about =
            |(_, clause): (u16, &Clause)| clause.products.contains(product) && clause.customers.contains(customer);
        addressed |= policy.clauses_on(question).any(is_about);
    }
    if let (None, Some((place, _))) = (product, policy.facts.find(FactId::PRODUCT)) {
        found.insert_declared(place);
    }
    Description { question, addressed, facts: found.iter(question).collect(), declared: found.declared().collect() }
}

/// The same for a product of the policy's own, which says of what type it is.
pub fn describe_product(
    policy: &Policy,
    question: Question,
    product: &Product,
    customer: Option<CustomerType>,
    basis: Basis,
) -> Description {
    let mut description = describe(policy, question, Some(product.of), customer, basis);
    description.facts.retain(|fact| **fact != agreement::PRODUCT);
    if let Some((place, _)) = policy.facts.find(FactId::PRODUCT)
        && !description.declared.contains(&place)
    {
        description.declared.insert(0, place);
    }
    description
}

impl Description {
    /// The facts in the order in which to ask for them: which product it is before its type, and what else the policy declares
    /// after what all policies know.
    pub fn in_order<'p>(&self, policy: &'p Policy) -> Vec<Described<'p>> {
        let declared = self.declared.iter().filter_map(|place| policy.facts.at(*place));
        let (product, others): (Vec<_>, Vec<_>) = declared.partition(|fact| fact.id == FactId::PRODUCT);
        // Where the type is not asked for, before the price, which follows it.
        let follows = |fact: &Fact| [agreement::PRODUCT, agreement::PRICE].contains(fact);
        let before = self.facts.iter().position(follows).unwrap_or_default();
        let (first, rest) = self.facts.split_at(before);
        let known = |facts: &[Fact]| facts.iter().map(|fact| Described::Known(fact)).collect::<Vec<_>>();
        let declared = |facts: Vec<&'p DeclaredFact>| facts.into_iter().map(Described::Declared).collect::<Vec<_>>();
        [known(first), declared(product), known(rest), declared(others)].concat()
    }
}

/// Whether a request under a policy must state a fact: the type of product only where no product of the policy's own is named.
pub fn need_of(policy: &Policy, fact: Fact) -> Need {
    match *fact == agreement::PRODUCT && !policy.facts.products().is_empty() {
        true => Need::Optional(THAT_OF_THE_PRODUCT),
        false => fact.need,
    }
}

/// What is so where a fact is not stated, in words; nothing where it must be.
pub fn default_of(policy: &Policy, fact: Fact, locale: Locale) -> String {
    match need_of(policy, fact) {
        Need::Optional(absent) => absent.get(locale).to_owned(),
        Need::Required | Need::WhereRead | Need::Default(_) => fact.default_text(locale),
    }
}
