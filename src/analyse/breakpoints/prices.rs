//! The prices that decide everything.
//!
//! Two sums of rounded lines, `f` and `g`, lie in the order of their lines wherever the lines are further apart than the
//! roundings can move them, half a cent each. So around each crossing every price is looked at, as far as roundings can
//! reach and two cents more; between these windows the order is that of the ends, which are looked at too. Two lines
//! with one slope that are closer than that repeat their order with the period of their roundings: one period is looked
//! at from each end. What would be too many prices is said to be, instead of left out.

use super::lines::Line;
use crate::money::Cents;

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

/// The most prices of one window, and of one period.
const WIDEST: i128 = 4_096;
/// Prices on both sides of a crossing that are looked at when the window is wider.
const NEAR: i128 = 64;
const MAX: i128 = Cents::MAX.get() as i128;

/// The prices around the crossings of lines.
pub(in crate::analyse) fn prices(lines: &[Line]) -> Prices {
    let mut found = Found { windows: vec![(0, 1), (MAX, MAX)], coarse: vec![0, 1, MAX], period: 1, complete: true };
    for (place, a) in lines.iter().enumerate() {
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
    fn pair(&mut self, a: &Line, b: &Line) {
        let ((n, d), (m, e)) = (a.slope, b.slope);
        let (rise, run) = (n * e - m * d, d * e);
        let roundings = a.roundings() + b.roundings();
        if rise == 0 {
            self.parallel(a, b, roundings);
            return;
        }
        let Some(product) = (b.at_zero - a.at_zero).checked_mul(run) else {
            self.complete = false;
            return;
        };
        let Some(reach) = roundings.checked_mul(run).map(|reach| reach / (2 * rise.abs()) + 3) else {
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
        // One rounding each: the order can only be that of the lines or a tie, so that the far ends decide it.
        self.windows.extend([crossing - reach, crossing, crossing + reach].map(|at| (at - NEAR, at + NEAR)));
        self.complete &= a.is_single() && b.is_single() && a.rounded.iter().chain(&b.rounded).all(|r| r.2 <= 2);
    }

    /// Lines that never cross: only their roundings can.
    fn parallel(&mut self, a: &Line, b: &Line, roundings: i128) {
        let same_roundings = a.rounded == b.rounded;
        if same_roundings || 2 * (a.at_zero - b.at_zero).abs() > roundings {
            return;
        }
        let denominators = a.rounded.iter().chain(&b.rounded).map(|(_, d, _)| *d);
        let period = denominators.fold(1, |period: i128, d| period / common(period, d) * d);
        self.period = self.period / common(self.period, period) * period;
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

fn common(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(percent: i128, at_zero: i128) -> Line {
        let rounded = if percent % 100 == 0 { Vec::new() } else { vec![(percent, 100, 1)] };
        Line { slope: (percent, 100), at_zero, rounded }
    }

    #[test]
    fn every_price_at_which_two_rounded_lines_can_change_their_order_is_among_them() {
        let value =
            |l: &Line, price: i128| i128::from(crate::money::round_half_away(l.slope.0 * price, l.slope.1)) + l.at_zero;
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
        let twice = Line { slope: (1, 2), at_zero: 0, rounded: vec![(1, 4, 1), (1, 4, 1)] };
        let found = prices(&[twice, line(50, 0)]);
        assert!((0..4).all(|cents| found.all.contains(&Cents::new(cents))));
    }
}
