//! The values of the facts that a policy declares: each of a switch and of a choice, the ends of an amount and of a count.

use super::super::settings::{Most, Setting, Stating};
use super::super::timeline::Timeline;
use crate::facts::{Agreement, DeclaredValue, FactId};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::building_blocks::Anchor;
use crate::policy::declared::{Ask, DeclaredFact, DeclaredKind, DeclaredTest, MostAmount};
use crate::policy::products::{PriceRange, Product};
use crate::vocabulary::ProductType;

/// The values of a fact in which cases differ, what is so unless stated first. An amount without a bound goes up to `stated`.
pub(super) fn values(policy: &Policy, id: FactId, stated: Cents) -> Vec<Setting> {
    policy.facts.get(id).map(|fact| settings(fact, ends(fact, stated))).unwrap_or_default()
}

/// Those of a count, and others that are named.
pub(super) fn counts(policy: &Policy, id: FactId, stated: Cents, named: impl Iterator<Item = u32>) -> Vec<Setting> {
    let Some(fact) = policy.facts.get(id) else { return Vec::new() };
    let named = named.filter(|count| fact.kind.may_count(*count)).map(DeclaredValue::Count);
    settings(fact, ends(fact, stated).into_iter().chain(named).collect())
}

/// The same, and those on both sides of what a condition asks; of a product of a type, the products of that type.
pub(super) fn of_test(policy: &Policy, test: DeclaredTest, product: ProductType, stated: Cents) -> Vec<Setting> {
    let Some(fact) = policy.facts.get(test.fact).filter(|_| test.concerns(product)) else { return Vec::new() };
    let mut values = ends(fact, stated);
    if matches!(fact.kind, DeclaredKind::Product(_)) && !test.is_of_type_alone() {
        values.extend(policy.facts.products_of(product).map(|product| DeclaredValue::Choice(product.id)));
    }
    if let (Ask::AtLeast(bound), DeclaredKind::Count { least, most }) = (test.ask, &fact.kind) {
        let near = [bound.saturating_sub(1), bound].into_iter().filter(|count| (*least..=*most).contains(count));
        values.extend(near.map(DeclaredValue::Count));
    }
    settings(fact, values)
}

/// One product of a type for each range of prices that products of the type are sold for; none where they state no price.
pub(super) fn priced_apart(policy: &Policy, of: ProductType) -> Vec<Setting> {
    let mut apart: Vec<&Product> = Vec::new();
    for product in policy.facts.products_of(of) {
        if !apart.iter().any(|known| known.prices == product.prices) {
            apart.push(product);
        }
    }
    match policy.facts.get(FactId::PRODUCT) {
        Some(fact) if apart.iter().any(|product| product.prices != PriceRange::ALL) => {
            settings(fact, apart.into_iter().map(|product| DeclaredValue::Choice(product.id)).collect())
        }
        _ => Vec::new(),
    }
}

fn settings(fact: &DeclaredFact, mut values: Vec<DeclaredValue>) -> Vec<Setting> {
    let plain = fact.default.or(values.first().copied());
    values.extend(plain);
    // What is so unless stated stands first; each value stands there once.
    values.sort_by_key(|value| Some(*value) != plain);
    let mut distinct: Vec<DeclaredValue> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let most = match fact.kind {
        DeclaredKind::Amount { most: Some(MostAmount::Price) } => Most::Price,
        DeclaredKind::Amount { most: Some(MostAmount::Fixed(..)) } => Most::Fixed,
        DeclaredKind::Amount { most: None }
        | DeclaredKind::YesNo
        | DeclaredKind::Count { .. }
        | DeclaredKind::Date
        | DeclaredKind::Instant
        | DeclaredKind::Choice { .. }
        | DeclaredKind::Product(_) => Most::None,
    };
    let stating = |value| Setting::Declared(Stating { fact: fact.id, value, plain: Some(value) == plain, most });
    distinct.into_iter().map(stating).collect()
}

/// Every value of a switch and of a choice; the ends of an amount and of a count, in each of which a charge is a line.
fn ends(fact: &DeclaredFact, stated: Cents) -> Vec<DeclaredValue> {
    match &fact.kind {
        DeclaredKind::YesNo => [false, true].map(DeclaredValue::YesNo).to_vec(),
        DeclaredKind::Choice(words) => words.iter().copied().map(DeclaredValue::Choice).collect(),
        DeclaredKind::Amount { most } => {
            let most = match most {
                Some(MostAmount::Fixed(most, _)) => *most,
                // As much as the price of each request.
                Some(MostAmount::Price) => Cents::MAX,
                None => stated,
            };
            // The most of it, the most often, is more than can be written down: a small amount shows how it grows.
            [Cents::ZERO, most, SMALL.min(most)].map(DeclaredValue::Amount).to_vec()
        }
        DeclaredKind::Count { least, most } => {
            [*least, least.saturating_add(1).min(*most), *most].map(DeclaredValue::Count).to_vec()
        }
        // A timeline sets these, and the type says which products there are.
        DeclaredKind::Date | DeclaredKind::Instant | DeclaredKind::Product(_) => Vec::new(),
    }
}

/// States the moments that a policy declares, as they are on a timeline.
pub(super) fn moments(policy: &Policy, line: Timeline, agreement: &mut Agreement) {
    for fact in &policy.facts {
        let at = line.mark(Anchor::Declared(fact.id)).unwrap_or(line.start);
        match fact.kind {
            DeclaredKind::Date => agreement.declared.set(fact.id, Some(DeclaredValue::Date(policy.zone.date_of(at)))),
            DeclaredKind::Instant => agreement.declared.set(fact.id, Some(DeclaredValue::Instant(at))),
            DeclaredKind::YesNo
            | DeclaredKind::Amount { .. }
            | DeclaredKind::Count { .. }
            | DeclaredKind::Choice { .. }
            | DeclaredKind::Product(_) => {}
        }
    }
}

const SMALL: Cents = Cents::new(100);
