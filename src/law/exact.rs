//! Amounts of money that a division by the days of a year or of a month leaves exact.

use super::Rate;
use crate::money::Percent;

/// An amount of zero or more cents, without rounding.
///
/// Interest over a day is a principal times a rate a year / 365, or times a rate a month / 28, 29, 30 or 31; interest
/// over interest divides again, once for each year. So an amount is kept as whole cents and digits after the point in a
/// base that all of these divide, as many as it takes: multiplying and adding are exact, and no fraction is ever reduced
/// or cut. A year of compounding adds one digit. Rounding to cents needs the first digit only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactCents {
    whole: i64,
    /// After the point, the most significant first, each below [`BASE`]; the last one is not zero.
    digits: Vec<u64>,
}

/// The least common multiple of 28, 29, 30 and 31 days.
const DAYS_OF_MONTHS: u64 = 4 * 7 * 29 * 3 * 5 * 31;
/// A millionth, as which percentages are kept, of a day of a year (73 of its 365 days; the months divide by the other 5)
/// or of any month.
const BASE: u64 = DAYS_OF_MONTHS * 73 * 1_000_000;
/// A hundredth of a percent over one day of a year of 365.
const DAY_OF_YEAR: u64 = BASE / (365 * 10_000);
/// A ten-thousandth of a percent over one day of a month of one day.
const DAY_OF_MONTH: u64 = BASE / 1_000_000;

impl ExactCents {
    /// An amount of whole cents; `None` when negative.
    pub(super) fn new(cents: i64) -> Option<ExactCents> {
        (cents >= 0).then_some(ExactCents { whole: cents, digits: Vec::new() })
    }

    pub(super) fn zero() -> ExactCents {
        ExactCents { whole: 0, digits: Vec::new() }
    }

    /// This amount at a yearly rate over a number of days, each 1/365 of a year; `None` from 2^63 cents.
    pub(super) fn interest(&self, rate: Rate, days: u32) -> Option<ExactCents> {
        self.times_over_base(u128::from(rate.hundredths()) * u128::from(days) * u128::from(DAY_OF_YEAR))
    }

    /// This amount at a yearly rate of the terms over a number of days, each 1/365 of a year; `None` from 2^63 cents.
    pub(super) fn yearly_interest(&self, percent: Percent, days: u32) -> Option<ExactCents> {
        self.times_over_base(u128::from(percent.units()) * u128::from(days) * u128::from(DAY_OF_YEAR / 100))
    }

    /// This amount at a monthly rate over some days of a month of 28 to 31 days; `None` from 2^63 cents.
    pub(super) fn monthly_interest(&self, percent: Percent, days: u32, of: u32) -> Option<ExactCents> {
        let day = u128::from(DAY_OF_MONTH.checked_div(of.into())?);
        self.times_over_base(u128::from(percent.units()) * u128::from(days) * day)
    }

    /// This percentage of the amount; `None` from 2^63 cents.
    pub(super) fn percentage(&self, rate: Rate) -> Option<ExactCents> {
        self.interest(rate, 365)
    }

    /// The sum; `None` from 2^63 cents.
    pub(super) fn plus(&self, other: &ExactCents) -> Option<ExactCents> {
        let (long, short) = if self.digits.len() >= other.digits.len() { (self, other) } else { (other, self) };
        let mut digits = long.digits.clone();
        let mut carry = 0;
        let missing = digits.len() - short.digits.len();
        let addends = std::iter::repeat_n(&0, missing).chain(short.digits.iter().rev());
        for (digit, addend) in digits.iter_mut().rev().zip(addends) {
            let sum = *digit + addend + carry;
            (*digit, carry) = (sum % BASE, sum / BASE);
        }
        let whole = long.whole.checked_add(short.whole)?.checked_add(i64::try_from(carry).ok()?)?;
        Some(ExactCents { whole, digits }.trimmed())
    }

    /// Rounded to whole cents, half a cent up (rule M2; amounts here are never negative); `None` from 2^63 cents.
    pub fn rounded(&self) -> Option<i64> {
        // The base is even, so that the first digit alone tells which half of a cent it is.
        let up = self.digits.first().is_some_and(|first| *first >= BASE / 2);
        self.whole.checked_add(i64::from(up))
    }

    /// Rounded to whole parts of a cent, half a part up: with 100 parts, to ten-thousandths of a euro.
    ///
    /// For showing more decimals than are paid. `None` when the number does not fit.
    pub fn rounded_to_parts(&self, parts_of_a_cent: u32) -> Option<i64> {
        let mut carry = 0;
        let mut first = 0;
        for digit in self.digits.iter().rev() {
            let product = u128::from(*digit) * u128::from(parts_of_a_cent) + carry;
            (first, carry) = (product % u128::from(BASE), product / u128::from(BASE));
        }
        let whole = self.whole.checked_mul(i64::from(parts_of_a_cent))?.checked_add(i64::try_from(carry).ok()?)?;
        whole.checked_add(i64::from(first >= u128::from(BASE / 2)))
    }

    /// Whether there are no fractions of a cent.
    pub fn is_whole(&self) -> bool {
        self.digits.is_empty()
    }

    /// This amount times `factor` / [`BASE`]: each digit times the factor, one place further down.
    fn times_over_base(&self, factor: u128) -> Option<ExactCents> {
        let base = u128::from(BASE);
        let mut digits = Vec::with_capacity(self.digits.len() + 1);
        let mut carry = 0;
        let whole = u128::from(self.whole.unsigned_abs());
        for digit in self.digits.iter().rev().map(|digit| u128::from(*digit)).chain([whole]) {
            let product = digit.checked_mul(factor)?.checked_add(carry)?;
            digits.push(u64::try_from(product % base).ok()?);
            carry = product / base;
        }
        digits.reverse();
        Some(ExactCents { whole: i64::try_from(carry).ok()?, digits }.trimmed())
    }

    fn trimmed(mut self) -> ExactCents {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: i64) -> ExactCents {
        ExactCents::new(cents).unwrap()
    }

    fn rate(text: &str) -> Rate {
        Rate::parse(text).unwrap()
    }

    #[test]
    fn interest_over_days() {
        // 1000.00 at 12.5% over 168 days: 57.534246...
        let interest = cents(100_000).interest(rate("12.5"), 168).unwrap();
        assert_eq!((interest.rounded(), interest.rounded_to_parts(100)), (Some(5_753), Some(575_342)));
        // Over a whole year of 365 days nothing is left over.
        let year = cents(100_000).interest(rate("12.5"), 365).unwrap();
        assert!(year.is_whole());
        assert_eq!(year, cents(12_500));
        assert_eq!(cents(0).interest(rate("12.5"), 365), Some(ExactCents::zero()));
    }

    #[test]
    fn interest_over_days_of_a_month() {
        let percent = |text: &str| Percent::new(text.parse().unwrap()).unwrap();
        for of in 28..=31 {
            let month = cents(100_000).monthly_interest(percent("1"), of, of).unwrap();
            assert_eq!(month, cents(1_000), "{of}");
            // Day by day to the same.
            let day = cents(100_000).monthly_interest(percent("1"), 1, of).unwrap();
            let sum = (0..of).fold(ExactCents::zero(), |sum, _| sum.plus(&day).unwrap());
            assert_eq!(sum, month, "{of}");
        }
        let third = cents(100).monthly_interest(percent("0.0001"), 10, 30).unwrap();
        assert_eq!(third.rounded_to_parts(30_000), Some(1));
        assert_eq!(
            third.plus(&third).unwrap().plus(&third).unwrap(),
            cents(100).monthly_interest(percent("0.0001"), 30, 30).unwrap()
        );
        assert_eq!(cents(1).monthly_interest(percent("1"), 1, 0), None);
    }

    #[test]
    fn half_a_cent_rounds_up_and_less_does_not() {
        assert_eq!(cents(50).percentage(rate("1")).unwrap().rounded(), Some(1));
        assert_eq!(cents(49).percentage(rate("1")).unwrap().rounded(), Some(0));
        let just_below_half = ExactCents { whole: 0, digits: vec![BASE / 2 - 1, BASE - 1] };
        assert_eq!((just_below_half.rounded(), just_below_half.rounded_to_parts(1)), (Some(0), Some(0)));
        assert_eq!(just_below_half.rounded_to_parts(1_000), Some(500));
    }

    #[test]
    fn sums_carry() {
        let most = ExactCents { whole: 1, digits: vec![BASE - 1, BASE - 1] };
        let least = ExactCents { whole: 0, digits: vec![0, 1] };
        assert_eq!(most.plus(&least), Some(cents(2)));
        assert_eq!(least.plus(&most), Some(cents(2)));
        assert_eq!(cents(3).plus(&least), Some(ExactCents { whole: 3, digits: vec![0, 1] }));
    }

    #[test]
    fn too_much_is_none() {
        assert_eq!(ExactCents::new(-1), None);
        assert_eq!(cents(i64::MAX).plus(&cents(1)), None);
        assert_eq!(cents(i64::MAX).percentage(rate("100")), Some(cents(i64::MAX)));
        assert_eq!(cents(i64::MAX).percentage(rate("100.01")), None);
        assert_eq!(cents(i64::MAX).interest(Rate::MAX, u32::MAX), None);
        assert_eq!(cents(i64::MAX).rounded_to_parts(2), None);
        let half = ExactCents { whole: i64::MAX, digits: vec![BASE / 2] };
        assert_eq!(half.rounded(), None);
    }
}
