//! The statutory figures: interest by date and the scale of collection costs, and how interest runs (I1 to I3).

use super::calendar::{Day, add_months, day};
use super::fraction::{Fraction, Natural};

/// First day of a rate: year, month, day, and the rate in hundredths of a percent a year.
type Row = (i64, i64, i64, i128);

const CONSUMER: [Row; 8] = [
    (2011, 7, 1, 400),
    (2012, 7, 1, 300),
    (2015, 1, 1, 200),
    (2023, 1, 1, 400),
    (2023, 7, 1, 600),
    (2024, 1, 1, 700),
    (2025, 1, 1, 600),
    (2026, 1, 1, 400),
];

const TRADE: [Row; 13] = [
    (2013, 3, 16, 875),
    (2013, 7, 1, 850),
    (2014, 1, 1, 825),
    (2014, 7, 1, 815),
    (2015, 1, 1, 805),
    (2016, 7, 1, 800),
    (2023, 1, 1, 1050),
    (2023, 7, 1, 1200),
    (2024, 1, 1, 1250),
    (2024, 7, 1, 1225),
    (2025, 1, 1, 1115),
    (2025, 7, 1, 1015),
    (2026, 7, 1, 1040),
];

const CONTRACTUAL: i128 = 1200;

/// A year of days, each with a rate in hundredths of a percent: this much is a whole principal.
const UNIT: i128 = 365 * 10_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rate {
    Consumer,
    Trade,
}

impl Rate {
    /// The rate on one day; nothing before the first row.
    fn on(self, date: Day) -> Option<i128> {
        let rows: &[Row] = match self {
            Rate::Consumer => &CONSUMER,
            Rate::Trade => &TRADE,
        };
        let mut begun = rows.iter().filter(|(year, month, first, _)| day(*year, *month, *first) <= date);
        begun.next_back().map(|row| row.3)
    }
}

/// Statutory interest from the first day up to and including the last one, compounded on every anniversary.
pub(crate) fn compound(principal: i128, rate: Rate, first: Day, last: Day) -> Option<i128> {
    let mut factors = Vec::new();
    let (mut years, mut sum) = (0, 0);
    for date in first..=last {
        if date == add_months(first, 12 * (years + 1)) {
            factors.push((UNIT + sum) as u64);
            (years, sum) = (years + 1, 0);
        }
        sum += rate.on(date)?;
    }
    factors.push((UNIT + sum) as u64);
    grown(principal, &factors).map(|total| total - principal)
}

/// The principal times every factor over `UNIT`, rounded once: twice the amount and one over two, whole.
fn grown(principal: i128, factors: &[u64]) -> Option<i128> {
    let mut twice = Natural::new(principal as u64).times(2);
    let mut one = Natural::new(1);
    for factor in factors {
        twice = twice.times(*factor);
        one = one.times(UNIT as u64);
    }
    let mut rounded = twice.plus(&one);
    for _ in factors {
        rounded = rounded.divided_by(UNIT as u64);
    }
    rounded.divided_by(2).small()
}

/// Contractual interest: each day at the higher of the contract's rate and the statutory one, never compounded.
pub(crate) fn simple(principal: i128, statutory: Rate, first: Day, last: Day) -> Option<i128> {
    let mut sum = 0;
    for date in first..=last {
        sum += statutory.on(date)?.max(CONTRACTUAL);
    }
    Some((Fraction::whole(principal) * Fraction::new(sum, UNIT)).rounded())
}

/// The statutory scale over a principal in cents.
pub(crate) fn collection_scale(principal: i128) -> i128 {
    let steps = [(250_000, 1500), (250_000, 1000), (500_000, 500), (19_000_000, 100), (i128::MAX, 50)];
    let mut rest = principal;
    let mut costs = Fraction::whole(0);
    for (width, rate) in steps {
        let part = rest.min(width);
        costs = costs + Fraction::whole(part) * Fraction::new(rate, 10_000);
        rest -= part;
    }
    costs.rounded().clamp(4_000, 677_500)
}

#[test]
fn the_scale_gives_the_known_amounts() {
    let known = [(100, 40), (1_000, 150), (2_500, 375), (5_000, 625), (10_000, 875), (200_000, 2_775)];
    for (principal, costs) in known {
        assert_eq!(collection_scale(principal * 100), costs * 100);
    }
    assert_eq!(collection_scale(100_000_000), 677_500);
}

#[test]
fn interest_compounds_after_a_year() {
    assert_eq!(compound(100_000, Rate::Consumer, day(2024, 1, 1), day(2024, 12, 31)), Some(7_019));
    assert_eq!(compound(100_000, Rate::Consumer, day(2016, 1, 1), day(2017, 1, 1)), Some(2_011));
    assert!(compound(10_000_000, Rate::Trade, day(2020, 2, 29), day(2190, 1, 1)).is_some());
}
