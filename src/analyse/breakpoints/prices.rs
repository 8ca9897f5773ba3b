//! The prices that decide everything.
//!
//! Two sums of rounded lines, `f` and `g`, lie in the order of their lines wherever the lines are further apart than the
//! roundings can move them, half a cent each. So around each crossing every price is looked at, as far as roundings can
//! reach and two cents more; between these windows the order is that of the ends, which are looked at too. Two lines
//! with one slope that are closer than that repeat their order with the period of their roundings, and so does a line that
//! roundings can make fall: one period is looked at from each end. What would be too many prices is said to be, instead of
//! left out.

use super::lines::{PriceLine, multiple};
use crate::money::Cents;
use crate::policy::products::PriceRange;

/// The prices at which a case is decided.
#[derive(Clone, Debug, Default)]
pub(in crate::analyse) struct Prices {
    /// All of them, in order.
    pub(in crate::analyse) all: Vec<Cents>,
    /// One at each crossing, and the ends: enough where only the sign of a difference matters.
    pub(in crate::analyse) coarse: Vec<Cents>,
    /// Whether they decide everything; otherwise roundings reach too far.
    pub(in crate::analyse) complete: bool,
}

impl Prices {
    /// Those among them from one price to another, these two included.
    pub(in crate::analyse) fn within(mut self, range: PriceRange) -> Prices {
        for prices in [&mut self.all, &mut self.coarse] {
            prices.retain(|price| range.contains(*price));
            prices.extend([range.least, range.most]);
            prices.sort_unstable();
            prices.dedup();
        }
        self
    }
}

/// The most prices of one window, and of one period.
const WIDEST: i128 = 4_096;
/// Prices on both sides of a crossing that are looked at when the window is wider.
const NEAR: i128 = 64;
const MAX: i128 = Cents::MAX.get() as i128;

/// The prices around the crossings of lines.
pub(in crate::analyse) fn prices(lines: &[PriceLine]) -> Prices {
    let mut found = Found { windows: vec![(0, 1), (MAX, MAX)], coarse: vec![0, 1, MAX], period: 1, complete: true };
    for (place, a) in lines.iter().enumerate() {
        if a.may_fall_by_rounding() {
            found.repeat([a]);
        }
        for b in lines.iter().skip(place + 1) {
            found.pair(a, b);
        }
    }
    found.into_prices()
}

struct Found {
    windows: Vec<(i128, i128)>,
    coarse: Vec<i128>,
    period: i128,
    complete: bool,
}

impl Found {
    /// The prices at which two lines change their order: those at which their difference is nothing.
    fn pair(&mut self, a: &PriceLine, b: &PriceLine) {
        let difference = a.minus(b);
        let ((rise, run), roundings) = (difference.slope, difference.roundings());
        if rise == 0 {
            return self.parallel(&difference, roundings);
        }
        let Some(reach) = roundings.checked_mul(run).map(|reach| reach / (2 * rise.abs()) + 3) else {
            self.complete = false;
            return;
        };
        let Some(product) = (-difference.at_zero).checked_mul(run) else {
            self.complete = false;
            return;
        };
        let crossing = product.div_euclid(rise);
        if crossing + reach < 0 || crossing - reach > MAX {
            return;
        }
        self.coarse.extend([crossing, crossing + 1].iter().filter(|price| (0..=MAX).contains(*price)));
        if reach <= WIDEST {
            self.windows.push((crossing - reach, crossing + reach));
            return;
        }
        if let Some(steps) = difference.steps_at_zero() {
            self.coarse.extend(steps.iter().copied().filter(|price| (0..=MAX).contains(price)));
            self.windows.extend(steps.into_iter().map(|at| (at - NEAR, at + NEAR)));
            return;
        }
        // Where one rounding each keeps the order of the lines, but for ties, the far ends decide it.
        self.windows.extend([crossing - reach, crossing, crossing + reach].map(|at| (at - NEAR, at + NEAR)));
        self.complete &= difference.keeps_order();
    }

    /// Lines that never cross: only their roundings can.
    fn parallel(&mut self, difference: &PriceLine, roundings: i128) {
        if !difference.rounded.is_empty() && 2 * difference.at_zero.abs() <= roundings {
            self.repeat([difference]);
        }
    }

    /// Has every window last for a period of the roundings of some lines.
    fn repeat<'l>(&mut self, lines: impl IntoIterator<Item = &'l PriceLine>) {
        let parts = lines.into_iter().flat_map(|line| &line.rounded);
        self.period = parts.fold(self.period, |period, part| multiple(period, part.period));
        if self.period > WIDEST {
            (self.period, self.complete) = (1, false);
        }
    }

    fn into_prices(mut self) -> Prices {
        self.windows.sort_unstable();
        let mut merged: Vec<(i128, i128)> = Vec::new();
        for (from, to) in self.windows {
            let (from, to) = (from.clamp(0, MAX), (to + self.period - 1).clamp(0, MAX));
            match merged.last_mut() {
                Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let cents = |price: i128| i64::try_from(price).map_or(Cents::MAX, Cents::new);
        let all = merged.into_iter().flat_map(|(from, to)| from..=to).map(cents).collect();
        self.coarse.sort_unstable();
        self.coarse.dedup();
        Prices { all, coarse: self.coarse.into_iter().map(cents).collect(), complete: self.complete }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::money::Rounding;

    fn line(percent: i128, at_zero: i128) -> PriceLine {
        PriceLine::price().scaled((percent, 100), Rounding::Nearest).plus(&PriceLine::constant(at_zero))
    }

    #[test]
    fn every_price_at_which_two_rounded_lines_can_change_their_order_is_among_them() {
        let value = |l: &PriceLine, price: i128| {
            i128::from(crate::money::round_half_away(l.slope.0 * price, l.slope.1)) + l.at_zero
        };
        let lines =
            [line(0, 0), line(100, 0), line(25, 1_000), line(50, 1_000), line(51, 990), line(0, 2_345), line(50, 0)];
        let prices: Vec<i128> = prices(&lines).all.iter().map(|p| i128::from(p.get())).collect();
        for a in &lines {
            for b in &lines {
                let order = |price| value(a, price).cmp(&value(b, price));
                for pair in prices.windows(2) {
                    let [from, to] = pair else { panic!("a pair") };
                    for price in (*from..=*to).take(20_000) {
                        assert!(order(price) == order(*from) || order(price) == order(*to), "{a:?} {b:?} {price}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_smallest_price_at_which_roundings_tell_apart_is_among_them() {
        // 50% and 51% first differ at 50 cents: 25 against 25.5.
        let found = prices(&[line(50, 0), line(51, 0)]);
        assert!(found.complete && found.all.contains(&Cents::new(50)));
    }

    #[test]
    fn parallel_lines_with_other_roundings_are_looked_at_for_a_period() {
        let twice = line(25, 0).plus(&line(25, 0));
        let found = prices(&[twice, line(50, 0)]);
        assert!((0..4).all(|cents| found.all.contains(&Cents::new(cents))));
    }

    #[test]
    fn lines_that_roundings_can_make_fall_are_looked_at_for_a_period() {
        let less = |part: PriceLine| PriceLine::price().plus(&part.multiplied(-1));
        // All but 40% never falls: a cent more of the price is at most a cent more of it.
        assert!(!less(line(40, 0)).may_fall_by_rounding());
        // All but two halves is nothing at an even price, and at an odd one a cent less than nothing.
        let halves = less(line(50, 0).plus(&line(50, 0)));
        assert!(halves.may_fall_by_rounding());
        let found = prices(&[halves]).all;
        assert!((0..=2).all(|cents| found.contains(&Cents::new(cents))));
        // Such a period would be too long to look at.
        assert!(!prices(&[less(line(33, 0).scaled((1, 10_007), Rounding::Nearest).multiplied(2))]).complete);
    }

    #[test]
    fn a_small_share_that_counts_twice_is_looked_at_where_it_first_does() {
        let half = line(50, 0);
        let session = PriceLine::price().scaled((1, 100_000), Rounding::Up).multiplied(2);
        let with = |more: i128| half.plus(&session).plus(&PriceLine::constant(more));
        // From the first cent on it is two cents more; less five, it is more from € 2,000.01 on.
        let found = prices(&[half.clone(), with(0), with(-5)]);
        assert!(found.complete);
        for price in [0, 1, 200_000, 200_001] {
            assert!(found.all.contains(&Cents::new(price)), "{price}");
        }
        assert!(found.all.len() < 10_000);
    }

    #[test]
    fn where_a_share_comes_to_an_amount_is_found_whatever_its_rounding() {
        let value = |how: Rounding, price: i128| match how {
            Rounding::Nearest => (2 * price + 50_021) / 100_042,
            Rounding::Up => (price + 50_020) / 50_021,
            Rounding::Down => price / 50_021,
        };
        for how in [Rounding::Nearest, Rounding::Up, Rounding::Down] {
            let (part, amount) = (PriceLine::price().scaled((1, 50_021), how).multiplied(3), PriceLine::constant(7));
            let found = prices(&[part, amount]);
            assert!(found.complete);
            let mut order = Vec::new();
            for pair in found.all.windows(2) {
                let above = |price: Cents| 3 * value(how, i128::from(price.get())) > 7;
                if above(pair[0]) != above(pair[1]) {
                    order.push(pair[1].get() - pair[0].get());
                }
            }
            assert_eq!(order, [1], "{how:?}");
        }
    }

    #[test]
    fn nearly_parallel_lines_are_told_apart_only_where_both_are_rounded_to_the_nearest() {
        let share = |numerator, how| PriceLine::price().scaled((numerator, 1_000_003), how);
        let (a, b) = (share(333_334, Rounding::Nearest), share(333_333, Rounding::Nearest));
        assert!(prices(&[a.clone(), b]).complete);
        assert!(!prices(&[a, share(333_333, Rounding::Up)]).complete);
    }
}
