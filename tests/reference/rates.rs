//! The statutory figures: interest by date and the scale of collection costs, and how interest runs (I1 to I4).

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

/// A month of 28, 29, 30 or 31 days, each with a whole share of its 1%: this much is 1%.
const MONTH: i128 = 28 * 29 * 15 * 31;

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
    grown(principal, &factors, 0).map(|total| total - principal)
}

/// The principal times every factor over `UNIT`, plus its contractual interest in parts of `100 * MONTH`, rounded once:
/// twice the amount and one over two, whole.
fn grown(principal: i128, factors: &[u64], contractual: i128) -> Option<i128> {
    let whole = (100 * MONTH) as u64;
    let twice = Natural::new(principal as u64).times(2);
    let mut by_law = twice.times(whole);
    let mut by_contract = twice.times(contractual as u64);
    let mut one = Natural::new(whole);
    for factor in factors {
        by_law = by_law.times(*factor);
        by_contract = by_contract.times(UNIT as u64);
        one = one.times(UNIT as u64);
    }
    let mut rounded = by_law.plus(&by_contract).plus(&one);
    for _ in factors {
        rounded = rounded.divided_by(UNIT as u64);
    }
    rounded.divided_by(whole).divided_by(2).small()
}

/// Interest of 1% a month, or on the days on which it is higher the statutory rate (I4). A day of a month of n days bears
/// 1% / n, always over the principal; what statutory days bear is added to what later statutory days run over on every
/// anniversary.
pub(crate) fn monthly_or_statutory(principal: i128, statutory: Rate, first: Day, last: Day) -> Option<i128> {
    let mut contractual = 0;
    let (mut factors, mut years, mut sum) = (Vec::new(), 0, 0);
    let mut months = 0;
    for date in first..=last {
        if date == add_months(first, months + 1) {
            months += 1;
        }
        if date == add_months(first, 12 * (years + 1)) {
            factors.push((UNIT + sum) as u64);
            (years, sum) = (years + 1, 0);
        }
        let days_of_month = i128::from(add_months(first, months + 1) - add_months(first, months));
        let (by_contract, by_law) = (Fraction::new(1, 100 * days_of_month), Fraction::new(statutory.on(date)?, UNIT));
        if by_law.at_most(by_contract) {
            contractual += MONTH / days_of_month;
        } else {
            sum += statutory.on(date)?;
        }
    }
    factors.push((UNIT + sum) as u64);
    grown(principal, &factors, contractual).map(|total| total - principal)
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

#[test]
fn whole_months_bear_their_percentage_and_dear_days_compound() {
    // Three months of 31, 28 and 31 days are 3%, and the day after them is 1% / 30 more.
    let business = |first, last| monthly_or_statutory(1_000_000, Rate::Trade, first, last);
    assert_eq!(business(day(2022, 1, 1), day(2022, 3, 31)), Some(30_000));
    assert_eq!(business(day(2022, 1, 1), day(2022, 4, 1)), Some(30_333));
    assert_eq!(business(day(2022, 1, 31), day(2022, 2, 27)), Some(10_000));
    // 12.50% is above 1% of a month of 31 and of 30 days, not of the 29 days of February 2024.
    assert_eq!(business(day(2024, 1, 1), day(2024, 1, 31)), Some(10_616));
    assert_eq!(business(day(2024, 2, 1), day(2024, 2, 29)), Some(10_000));
    // A year with 10,000 of that and 113,938.36 of statutory interest. The 31 days after it bear 12.25% a year over
    // 1,113,938.36. From January 2025 on every month bears 1% over the principal alone.
    assert_eq!(business(day(2023, 12, 1), day(2024, 11, 30)), Some(123_938));
    assert_eq!(business(day(2023, 12, 1), day(2024, 12, 31)), Some(135_528));
    assert_eq!(business(day(2023, 12, 1), day(2025, 11, 30)), Some(245_528));
}
