//! The charges of a row as a straight line in the price, and the prices at which lines cross.

use crate::money::{Cents, Percent, round_half_away};
use crate::policy::building_blocks::{AmountRule, Base, ChargeRule};

/// What a row charges, before rounding: so many ten-thousandths of a percent of the price, and a fixed part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) share: i128,
    pub(super) fixed: i128,
}

/// The whole price.
pub(super) const WHOLE: i128 = Percent::HUNDRED.units() as i128;

/// The price itself, as a line.
pub(super) const PRICE_LINE: Line = Line { share: WHOLE, fixed: 0 };

impl Line {
    /// The line of some charges under the ceiling, paid in full; with `delivered` everything was delivered. Amounts that
    /// the facts state are left out: they are what they are.
    pub(super) fn of<'r>(charges: impl IntoIterator<Item = &'r ChargeRule>, delivered: bool) -> Line {
        let mut line = Line::default();
        for rule in charges.into_iter().filter(|rule| rule.kind.under_ceiling()) {
            match rule.amount {
                AmountRule::Percent(percent, Base::Price | Base::Paid) => line.share += i128::from(percent.units()),
                AmountRule::Times(times, Base::Price | Base::Paid) => line.share += WHOLE * i128::from(times),
                AmountRule::OneSession(Base::Price | Base::Paid) => line.share += WHOLE,
                AmountRule::Delivered(Base::Price | Base::Paid)
                | AmountRule::AllButUndelivered(Base::Price | Base::Paid) => {
                    line.share += if delivered { WHOLE } else { 0 };
                }
                AmountRule::Fixed(cents) => line.fixed += i128::from(cents.get()),
                _ => {}
            }
        }
        line
    }

    /// What it comes to at a price, rounded.
    fn at(self, price: i128) -> i128 {
        i128::from(round_half_away(self.share * price, WHOLE)) + self.fixed
    }

    /// The highest price that it can exceed by a cent when each of so many parts is rounded up by half a cent; `None`:
    /// there is no highest.
    fn can_exceed_up_to(self, parts: i128) -> Option<i128> {
        let below = WHOLE - self.share;
        (below > 0).then(|| ((2 * self.fixed + parts - 2) * WHOLE).div_euclid(2 * below))
    }
}

/// How far the exact bound is looked for below the one that leaves room for rounding.
const MOST_CENTS: i128 = 100_000;

/// The highest price that some charges exceed, each rounded by itself; `None`: they exceed every price.
pub(super) fn above_price_up_to(charges: &[ChargeRule], delivered: bool) -> Option<Cents> {
    let parts: Vec<Line> = charges.iter().map(|charge| Line::of([charge], delivered)).collect();
    let rounded = parts.iter().map(|part| i128::from(part.share > 0)).sum();
    let from = Line::of(charges, delivered).can_exceed_up_to(rounded)?;
    let exceeds = |price: &i128| parts.iter().map(|part| part.at(*price)).sum::<i128>() > *price;
    let lowest = (from - MOST_CENTS).max(0);
    Some(cents((lowest..=from).rev().find(exceeds).unwrap_or(lowest)))
}

fn cents(value: i128) -> Cents {
    let bounded = value.clamp(0, i128::from(Cents::MAX.get()));
    i64::try_from(bounded).map_or(Cents::MAX, Cents::new)
}

/// Prices at which it shows which of some lines lies higher, the lowest first: a few small ones, those around each
/// crossing, and large ones. Never zero: nothing is cheaper than nothing.
pub(super) fn telling_prices(lines: &[Line]) -> Vec<Cents> {
    let mut prices: Vec<i128> = (1..=20).chain([100, 10_000, 100_000, 1_000_000_000]).collect();
    for (i, a) in lines.iter().enumerate() {
        for b in lines.iter().take(i) {
            let (apart, between) = (b.fixed - a.fixed, a.share - b.share);
            if between != 0 {
                let crossing = apart * WHOLE / between;
                prices.extend(crossing - 3..=crossing + 3);
            }
        }
    }
    prices.retain(|price| (1..=i128::from(Cents::MAX.get())).contains(price));
    prices.sort_unstable();
    prices.dedup();
    prices.into_iter().map(cents).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::ProductSet;
    use crate::policy::building_blocks::{Conditions, Span};
    use crate::vocabulary::ChargeKind;

    fn rule(amount: AmountRule) -> ChargeRule {
        ChargeRule {
            kind: ChargeKind::CancellationFee,
            amount,
            per: None,
            discretionary: false,
            conditions: Conditions::default(),
            products: ProductSet::of(&[]),
            span: Span::default(),
        }
    }

    /// Worked by hand: 60% of € 87.48 is € 52.488, rounded up, and of € 87.49 it is € 52.494, rounded down.
    #[test]
    fn the_highest_price_that_charges_exceed() {
        let (percent, fixed) = (
            |text: &str| rule(AmountRule::Percent(Percent::new(text.parse().unwrap()).unwrap(), Base::Price)),
            |cents| rule(AmountRule::Fixed(Cents::new(cents))),
        );
        for (charges, expected) in [
            (vec![percent("60"), fixed(3_500)], Some(8_748)),
            (vec![percent("25"), fixed(10_000)], Some(13_332)),
            (vec![percent("0"), fixed(10_000)], Some(9_999)),
            (vec![percent("99.9999"), fixed(1)], Some(500_000)),
            (vec![percent("100"), fixed(1)], None),
        ] {
            assert_eq!(above_price_up_to(&charges, false), expected.map(Cents::new), "{charges:?}");
        }
    }

    #[test]
    fn crossings() {
        let line = Line { share: WHOLE / 4, fixed: 10_000 };
        let prices = telling_prices(&[line, PRICE_LINE]);
        assert!(prices.contains(&Cents::new(13_333)) && prices.contains(&Cents::new(13_334)));
        assert!(prices.windows(2).all(|pair| pair[0] < pair[1]) && prices[0] == Cents::new(1));
    }
}
