//! The charges of a row as a straight line in the price, and the prices at which lines cross.

use crate::money::{Cents, Percent};
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

    /// The highest price at which the line lies above that of the price, but for rounding; `None`: at every price.
    pub(super) fn above_price_up_to(self) -> Option<Cents> {
        let below = WHOLE - self.share;
        if below <= 0 {
            return None;
        }
        Some(cents(self.fixed * WHOLE / below - i128::from(self.fixed * WHOLE % below == 0)))
    }
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

    #[test]
    fn crossings() {
        let line = Line { share: WHOLE / 4, fixed: 10_000 };
        assert_eq!(line.above_price_up_to(), Some(Cents::new(13_333)));
        assert_eq!(Line { share: 0, fixed: 10_000 }.above_price_up_to(), Some(Cents::new(9_999)));
        assert_eq!(Line { share: WHOLE, fixed: 1 }.above_price_up_to(), None);
        let prices = telling_prices(&[line, PRICE_LINE]);
        assert!(prices.contains(&Cents::new(13_333)) && prices.contains(&Cents::new(13_334)));
        assert!(prices.windows(2).all(|pair| pair[0] < pair[1]) && prices[0] == Cents::new(1));
    }
}
