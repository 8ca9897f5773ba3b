//! The prices at which it shows which of some charges are dearer.

use super::scene::Scene;
use crate::analyse::breakpoints::{Known, Paid, PriceLine, lines_of, prices};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::building_blocks::ChargeRule;
use crate::policy::products::PriceRange;
use crate::vocabulary::ProductType;

/// The lines that some charges can come to in a scene in which all was paid, the ceiling aside.
pub(super) fn lines<'r>(charges: impl IntoIterator<Item = &'r ChargeRule>, scene: &Scene) -> Vec<PriceLine> {
    let charges: Vec<&ChargeRule> = charges.into_iter().filter(|rule| rule.is_under_ceiling()).collect();
    let known = Known { agreement: &scene.agreement, event: &scene.event, paid: Paid::Price, capped: &[] };
    let mut lines = lines_of(&charges, known).0;
    lines.dedup();
    lines
}

/// Prices at which it shows which of some lines lies higher, the lowest first: a few small ones, those around each
/// crossing, and large ones, all of them prices that a product of the type is sold for. Never zero: nothing is cheaper than
/// nothing.
pub(super) fn telling_prices(lines: &[PriceLine], policy: &Policy, product: ProductType) -> Vec<Cents> {
    let near =
        prices(lines).coarse.into_iter().flat_map(|price| (-3..=3).map(move |cents| price.plus(Cents::new(cents))));
    let plain = (1..=20).chain([100, 10_000, 100_000, 1_000_000_000]).map(Cents::new);
    sold(plain.chain(near), policy, product)
}

/// Those of some prices for which a product of a type is sold, and the ends of what it is sold for, the lowest first.
pub(super) fn sold(prices: impl Iterator<Item = Cents>, policy: &Policy, product: ProductType) -> Vec<Cents> {
    let cent = Cents::new(1);
    let ranges: Vec<PriceRange> = policy.facts.prices(product, None).collect();
    let all = [PriceRange::ALL];
    let ranges = if ranges.is_empty() { &all[..] } else { ranges.as_slice() };
    let ends = ranges.iter().filter(|range| **range != PriceRange::ALL).flat_map(|range| [range.least, range.most]);
    let is_sold = |price: &Cents| *price >= cent && ranges.iter().any(|range| range.contains(*price));
    let mut prices: Vec<Cents> = prices.chain(ends).filter(is_sold).collect();
    prices.sort_unstable();
    prices.dedup();
    prices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Instant;
    use crate::money::Percent;
    use crate::money::Rounding;
    use crate::policy::ProductSet;
    use crate::policy::building_blocks::{Amount, Base, Conditions, Span};
    use crate::vocabulary::{ChargeKind, CustomerType, ProductType, Question};

    fn rule(amount: Amount) -> ChargeRule {
        ChargeRule {
            kind: ChargeKind::CancellationFee,
            amount,
            beside_price: false,
            discretionary: false,
            conditions: Conditions::default(),
            products: ProductSet::ALL,
            span: Span::default(),
        }
    }

    #[test]
    fn both_sides_of_each_crossing_are_among_them() {
        let at = Instant::parse_rfc3339("2026-06-17T10:00:00Z").unwrap();
        let scene = Scene::new(Question::Cancellation, CustomerType::Consumer, ProductType::Event, at, at).paid();
        let quarter = Amount::Percent {
            percent: Percent::whole(25),
            of: Box::new(Amount::Whole(Base::Price)),
            rounding: Rounding::Nearest,
        };
        let charges = [rule(quarter), rule(Amount::Fixed(Cents::new(10_000)))];
        let lines: Vec<PriceLine> = lines(&charges, &scene).into_iter().chain([PriceLine::price()]).collect();
        // A quarter and € 100.00 are the price at € 133.33.
        let set = crate::policy::store::PolicySet::built_in().unwrap();
        let policy = set.iter().next().unwrap();
        let prices = telling_prices(&lines, policy, ProductType::Event);
        assert!(prices.contains(&Cents::new(13_333)) && prices.contains(&Cents::new(13_334)));
        assert!(prices.windows(2).all(|pair| pair[0] < pair[1]) && prices[0] == Cents::new(1));
    }
}
