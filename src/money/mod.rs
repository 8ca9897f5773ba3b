//! Exact money: whole cents, percentages as exact decimals, one rounding (rule M2), splitting without loss (M3).
//!
//! Nothing here is floating point, and nothing overflows silently: an amount is bounded by [`Cents::MAX`], sums are
//! checked, and products are taken in 128 bits before they are rounded back.

mod currency;
mod locale;
mod percent;
mod written;

pub use currency::Currency;
pub(crate) use currency::Money;
pub use locale::Locale;
pub use percent::{Percent, PercentError};

use crate::vocabulary::words;
use std::fmt;

words! {
    /// Which way a fraction of a cent is rounded.
    Rounding {
        /// To the nearest cent, half a cent away from zero (M2): the default.
        Nearest = "nearest",
        /// Up.
        Up = "up",
        /// Down.
        Down = "down",
    }
}

impl Rounding {
    /// `numerator / denominator` as a whole number; 0 for a zero denominator.
    fn divide(self, numerator: i128, denominator: i128) -> i64 {
        if self == Rounding::Nearest {
            return round_half_away(numerator, denominator);
        }
        let exact = numerator.checked_rem_euclid(denominator).is_none_or(|rest| rest == 0);
        let floor = numerator.checked_div_euclid(denominator).unwrap_or_default();
        let whole = floor.saturating_add(i128::from(self == Rounding::Up && !exact));
        i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX })
    }
}

/// An amount in whole cents. Facts are bounded by [`Cents::MAX`]; sums of facts may exceed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);
    /// The largest amount that a single fact may state: a trillion euro.
    pub const MAX: Cents = Cents(100_000_000_000_000);

    /// An amount of `cents`, which may be negative.
    pub const fn new(cents: i64) -> Cents {
        Cents(cents)
    }

    /// The number of cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum; the largest representable amount instead of an overflow, which bounded facts never reach.
    #[must_use]
    pub const fn plus(self, other: Cents) -> Cents {
        Cents(self.0.saturating_add(other.0))
    }

    /// The difference, bounded like [`Cents::plus`].
    #[must_use]
    pub const fn minus(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
    }

    /// The difference, or zero where it would be negative.
    #[must_use]
    pub fn minus_floored(self, other: Cents) -> Cents {
        self.minus(other).max(Cents::ZERO)
    }

    /// `count` times the amount, bounded like [`Cents::plus`].
    #[must_use]
    pub const fn times(self, count: u32) -> Cents {
        Cents(self.0.saturating_mul(count as i64))
    }

    /// `numerator / denominator` of the amount, rounded once to whole cents, half away from zero (M2). Zero when the
    /// denominator is zero: a share of nothing is nothing.
    #[must_use]
    pub fn share(self, numerator: u64, denominator: u64) -> Cents {
        self.share_rounded(numerator, denominator, Rounding::Nearest)
    }

    /// The same, rounded one way or another.
    #[must_use]
    pub fn share_rounded(self, numerator: u64, denominator: u64, rounding: Rounding) -> Cents {
        Cents(rounding.divide(i128::from(self.0) * i128::from(numerator), i128::from(denominator)))
    }

    /// The part with the given `index` (from 0) when the amount is split in `parts`: the parts differ by at most one
    /// cent and earlier parts take the extra (M3). Nothing is split in zero parts.
    #[must_use]
    pub fn part(self, index: u32, parts: u32) -> Cents {
        let parts = i64::from(parts);
        match (self.0.checked_div_euclid(parts), self.0.checked_rem_euclid(parts)) {
            (Some(whole), Some(rest)) => Cents(whole + i64::from(i64::from(index) < rest)),
            _ => Cents::ZERO,
        }
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents::ZERO, Cents::plus)
    }
}

impl fmt::Display for Cents {
    /// Plain decimal euros without a sign or separators, as in `1250.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// `numerator / denominator` rounded to a whole number, half away from zero; 0 for a zero denominator. A result beyond
/// 64 bits is bounded to them, which amounts within [`Cents::MAX`] never reach.
pub(crate) fn round_half_away(numerator: i128, denominator: i128) -> i64 {
    if denominator == 0 {
        return 0;
    }
    let negative = (numerator < 0) != (denominator < 0);
    let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    // Ordinary amounts fit 64 bits, in which a division is several times as fast.
    let magnitude = match (u64::try_from(n), u64::try_from(d)) {
        (Ok(n), Ok(d)) => i64::try_from(n / d + u64::from(n % d >= d.div_ceil(2))),
        _ => i64::try_from(n / d + u128::from(n % d >= d.div_ceil(2))),
    };
    let magnitude = magnitude.unwrap_or(i64::MAX);
    if negative { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests;
