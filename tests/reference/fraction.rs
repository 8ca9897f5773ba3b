//! Exact fractions, and whole numbers without a largest one: all the arithmetic that the reference evaluator needs.
//! Nothing here is fast; everything here can be checked by reading it.

use std::ops::{Add, Mul, Sub};

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub(crate) fn new(numerator: i128, denominator: i128) -> Fraction {
        assert!(denominator != 0, "a fraction needs a denominator");
        let shared = greatest_common_divisor(numerator, denominator);
        let sign = if denominator < 0 { -1 } else { 1 };
        Fraction { numerator: sign * numerator / shared, denominator: sign * denominator / shared }
    }

    pub(crate) fn whole(number: i128) -> Fraction {
        Fraction::new(number, 1)
    }

    pub(crate) fn percent(number: i128) -> Fraction {
        Fraction::new(number, 100)
    }

    /// Half a cent and more goes up, away from zero (M2).
    pub(crate) fn rounded(self) -> i128 {
        let doubled = 2 * self.numerator.abs() + self.denominator;
        let size = doubled / (2 * self.denominator);
        if self.numerator < 0 { -size } else { size }
    }

    pub(crate) fn at_most(self, other: Fraction) -> bool {
        self.numerator * other.denominator <= other.numerator * self.denominator
    }
}

impl Add for Fraction {
    type Output = Fraction;
    fn add(self, other: Fraction) -> Fraction {
        let numerator = self.numerator * other.denominator + other.numerator * self.denominator;
        Fraction::new(numerator, self.denominator * other.denominator)
    }
}

impl Sub for Fraction {
    type Output = Fraction;
    fn sub(self, other: Fraction) -> Fraction {
        self + Fraction::new(-other.numerator, other.denominator)
    }
}

impl Mul for Fraction {
    type Output = Fraction;
    fn mul(self, other: Fraction) -> Fraction {
        Fraction::new(self.numerator * other.numerator, self.denominator * other.denominator)
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

const DIGIT: u64 = 1 << 32;

/// A whole number from zero up, as digits to the base 2^32, the smallest first. Yearly compounding multiplies the
/// denominator every year, and after eight years no built-in integer holds it.
#[derive(Clone, Debug)]
pub(crate) struct Natural(Vec<u64>);

impl Natural {
    pub(crate) fn new(number: u64) -> Natural {
        Natural(vec![number % DIGIT, number / DIGIT])
    }

    pub(crate) fn times(&self, factor: u64) -> Natural {
        let mut digits = Vec::new();
        let mut carry: u128 = 0;
        for digit in &self.0 {
            let product = u128::from(*digit) * u128::from(factor) + carry;
            digits.push((product % u128::from(DIGIT)) as u64);
            carry = product / u128::from(DIGIT);
        }
        while carry > 0 {
            digits.push((carry % u128::from(DIGIT)) as u64);
            carry /= u128::from(DIGIT);
        }
        Natural(digits)
    }

    pub(crate) fn plus(&self, other: &Natural) -> Natural {
        let mut digits = Vec::new();
        let mut carry = 0;
        for place in 0..self.0.len().max(other.0.len()) {
            let sum = self.digit(place) + other.digit(place) + carry;
            digits.push(sum % DIGIT);
            carry = sum / DIGIT;
        }
        digits.push(carry);
        Natural(digits)
    }

    /// Divides and drops the rest. Dividing by a product is dividing by its factors in turn.
    pub(crate) fn divided_by(&self, divisor: u64) -> Natural {
        let mut digits = Vec::new();
        let mut rest: u128 = 0;
        for digit in self.0.iter().rev() {
            let part = rest * u128::from(DIGIT) + u128::from(*digit);
            digits.push((part / u128::from(divisor)) as u64);
            rest = part % u128::from(divisor);
        }
        digits.reverse();
        Natural(digits)
    }

    /// The number itself, when it is small enough again.
    pub(crate) fn small(&self) -> Option<i128> {
        let mut number: i128 = 0;
        for digit in self.0.iter().rev() {
            number = number.checked_mul(i128::from(DIGIT))?.checked_add(i128::from(*digit))?;
        }
        Some(number)
    }

    fn digit(&self, place: usize) -> u64 {
        self.0.get(place).copied().unwrap_or(0)
    }
}
