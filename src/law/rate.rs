//! Yearly percentages.

use std::fmt;

/// A percentage of a year or of an amount, in whole hundredths of a percent, from 0% to 1,000%.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u32);

impl Rate {
    /// 0%.
    pub const ZERO: Rate = Rate(0);
    /// 1,000%, far above any rate that a contract names; the bound keeps sums over centuries in range.
    pub const MAX: Rate = Rate(100_000);

    /// The rate of so many hundredths of a percent: 875 is 8.75%. `None` above [`Rate::MAX`].
    pub fn from_hundredths(hundredths: u32) -> Option<Rate> {
        (hundredths <= Rate::MAX.0).then_some(Rate(hundredths))
    }

    /// The rate of so many hundredths of a percent, in range: the build checked it.
    pub(super) const fn literal(hundredths: u32) -> Rate {
        Rate(hundredths)
    }

    /// Reads a percentage such as `4`, `8.75` or `12.00`, without a sign.
    pub fn parse(text: &str) -> Option<Rate> {
        Rate::from_hundredths(u32::try_from(parse_hundredths(text)?).ok()?)
    }

    /// Hundredths of a percent: 875 for 8.75%.
    pub fn hundredths(self) -> u32 {
        self.0
    }
}

/// With a decimal point and as few decimals as it takes, such as `8.75%`, `10.5%` or `4%`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match (hundredths, hundredths % 10) {
            (0, _) => write!(f, "{whole}%"),
            (_, 0) => write!(f, "{whole}.{}%", hundredths / 10),
            _ => write!(f, "{whole}.{hundredths:02}%"),
        }
    }
}

/// The number of hundredths that a decimal with at most two decimals writes: cents of euros, hundredths of percents.
pub(super) fn parse_hundredths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 2 {
        return None;
    }
    let tenths = if decimals.len() == 1 { 10 } else { 1 };
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(decimals.parse::<i64>().ok()? * tenths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for (text, hundredths, shown) in [
            ("4", 400, "4%"),
            ("12.00", 1_200, "12%"),
            ("10.5", 1_050, "10.5%"),
            ("10.50", 1_050, "10.5%"),
            ("8.75", 875, "8.75%"),
            ("0.05", 5, "0.05%"),
            ("0", 0, "0%"),
            ("1000", 100_000, "1000%"),
        ] {
            let rate = Rate::parse(text).unwrap();
            assert_eq!((rate.hundredths(), rate.to_string().as_str()), (hundredths, shown));
        }
    }

    #[test]
    fn refuses_what_it_cannot_hold() {
        for text in ["", "-1", "+1", "1.", ".5", "1.005", "1,5", "1000.01", "99999999999999999999", "1e2", "4%"] {
            assert_eq!(Rate::parse(text), None, "{text:?}");
        }
        assert_eq!(Rate::from_hundredths(100_001), None);
    }
}
