//! Percentages, exact to four decimals.

use super::{Cents, Rounding};
use crate::vocabulary::Bilingual;
use rust_decimal::Decimal;
use std::fmt;

/// A percentage from 0 to 100 (or more, for rates and factors), exact to four decimals of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u32);

/// Why a number is not a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// Below 0 or above 100.
    OutOfRange,
    /// More than four decimals.
    TooPrecise,
}

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().en)
    }
}

impl PercentError {
    /// What is wrong.
    pub(crate) const fn text(self) -> Bilingual {
        match self {
            PercentError::OutOfRange => {
                Bilingual::new("a percentage lies between 0 and 100", "een percentage ligt tussen 0 en 100")
            }
            PercentError::TooPrecise => Bilingual::new(
                "a percentage has at most four decimals",
                "een percentage heeft hoogstens vier decimalen",
            ),
        }
    }
}

impl std::error::Error for PercentError {}

impl Percent {
    /// One percent in the unit that is stored.
    const UNIT: u32 = 10_000;
    /// The whole.
    pub const HUNDRED: Percent = Percent(100 * Percent::UNIT);

    /// A percentage between 0 and 100.
    ///
    /// # Errors
    /// When the number is out of that range or has more than four decimals.
    ///
    /// ```
    /// use clausula::money::{Cents, Percent};
    /// let fee = Percent::new("75".parse()?)?.of(Cents::new(125_000));
    /// assert_eq!(fee, Cents::new(93_750));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(percent: Decimal) -> Result<Percent, PercentError> {
        let scaled = percent.checked_mul(Decimal::from(Percent::UNIT)).ok_or(PercentError::OutOfRange)?;
        if !scaled.is_integer() {
            return Err(PercentError::TooPrecise);
        }
        let units = u32::try_from(scaled).map_err(|_| PercentError::OutOfRange)?;
        if units > Percent::HUNDRED.0 { Err(PercentError::OutOfRange) } else { Ok(Percent(units)) }
    }

    /// A whole number of percent; at most 100.
    pub fn whole(percent: u8) -> Percent {
        Percent(u32::from(percent.min(100)) * Percent::UNIT)
    }

    /// The percentage of an amount, rounded once to whole cents, half away from zero (M2).
    pub fn of(self, amount: Cents) -> Cents {
        self.rounded_of(amount, Rounding::Nearest)
    }

    /// The same, rounded one way or another.
    pub fn rounded_of(self, amount: Cents, rounding: Rounding) -> Cents {
        let product = i128::from(amount.get()) * i128::from(self.0);
        Cents::new(rounding.divide(product, i128::from(Percent::HUNDRED.0)))
    }

    /// Whether `part` is at most this percentage of `whole`, exactly.
    pub fn covers(self, part: Cents, whole: Cents) -> bool {
        i128::from(part.get()) * i128::from(Percent::HUNDRED.0) <= i128::from(whole.get()) * i128::from(self.0)
    }

    /// The number of percent, if it is a whole one.
    pub(crate) fn to_whole(self) -> Option<u32> {
        self.0.is_multiple_of(Percent::UNIT).then_some(self.0 / Percent::UNIT)
    }

    /// The number of ten-thousandths of a percent.
    pub const fn units(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Percent {
    /// `75` or `12.5`, without trailing zeros and without the sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.0 % Percent::UNIT;
        write!(f, "{}", self.0 / Percent::UNIT)?;
        if decimals > 0 {
            write!(f, ".{}", format!("{decimals:04}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Result<Percent, PercentError> {
        Percent::new(text.parse().unwrap())
    }

    #[test]
    fn accepts_0_to_100_and_nothing_beyond() {
        assert_eq!(percent("0").unwrap().to_string(), "0");
        assert_eq!(percent("100").unwrap(), Percent::HUNDRED);
        assert_eq!(percent("100.0001"), Err(PercentError::OutOfRange));
        assert_eq!(percent("-0.0001"), Err(PercentError::OutOfRange));
        assert_eq!(percent("12.50001"), Err(PercentError::TooPrecise));
        assert_eq!(percent("12.50").unwrap().to_string(), "12.5");
        assert_eq!(percent("0.0001").unwrap().units(), 1);
        assert_eq!((Percent::whole(99).units(), Percent::whole(101)), (990_000, Percent::HUNDRED));
        assert_eq!(PercentError::OutOfRange.to_string(), "a percentage lies between 0 and 100");
        assert_eq!(PercentError::TooPrecise.to_string(), "a percentage has at most four decimals");
    }

    #[test]
    fn rounds_once_half_away_from_zero() {
        assert_eq!(Percent::whole(50).of(Cents::new(1)), Cents::new(1));
        assert_eq!(Percent::whole(25).of(Cents::new(1)), Cents::ZERO);
        assert_eq!(Percent::whole(75).of(Cents::new(125_000)), Cents::new(93_750));
        assert_eq!(Percent::HUNDRED.of(Cents::MAX), Cents::MAX);
    }

    #[test]
    fn covers_is_exact_at_the_edge() {
        let tenth = Percent::whole(10);
        assert!(tenth.covers(Cents::new(100), Cents::new(1_000)));
        assert!(!tenth.covers(Cents::new(101), Cents::new(1_000)));
        assert!(!tenth.covers(Cents::new(101), Cents::new(1_009)));
    }
}
