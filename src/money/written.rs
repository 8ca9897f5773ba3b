//! Amounts as people write them, in English and in Dutch.

use super::{Cents, Currency};

impl Currency {
    /// Reads an amount as people write it: `1.250,00`, `1,250.00`, `1250`, `€ 1.250,-`, `EUR 12.50`. A point or comma with as
    /// many digits after it as the currency has decimals parts these off; with three digits after it, it parts thousands.
    ///
    /// `None` for anything else, below zero, and beyond [`Cents::MAX`].
    ///
    /// ```
    /// use clausula::money::{Cents, Currency};
    ///
    /// for text in ["1.250,00", "1,250.00", "1250", "€ 1.250,-"] {
    ///     assert_eq!(Currency::EUR.from_written(text), Some(Cents::new(125_000)));
    /// }
    /// assert_eq!(Currency::EUR.from_written("12,5"), None);
    /// ```
    pub fn from_written(self, text: &str) -> Option<Cents> {
        let text = self.without_sign(text.trim());
        let text =
            ["-", "–", "="].iter().find_map(|end| text.strip_suffix(end)?.strip_suffix([',', '.'])).unwrap_or(text);
        let decimals = usize::from(self.decimals());
        let (whole, rest) = match text.char_indices().rev().find(|(_, c)| matches!(c, ',' | '.')) {
            Some((at, mark)) if decimals > 0 && text.len() == at + 1 + decimals => {
                (text.get(..at)?, Some((mark, text.get(at + 1..)?)))
            }
            _ => (text, None),
        };
        let whole = without_thousands(whole, rest.map(|(mark, _)| mark))?;
        let rest = match rest {
            Some((_, rest)) => digits(rest)?,
            None => 0,
        };
        let amount = Cents(whole.checked_mul(i64::try_from(self.units()).ok()?)?.checked_add(rest)?);
        (amount <= Cents::MAX).then_some(amount)
    }

    /// The text without the sign, the code or, of the euro, the name before it or after it.
    fn without_sign(self, text: &str) -> &str {
        let lower = self.code().to_ascii_lowercase();
        let names =
            [self.sign(), self.code(), lower.as_str(), if self == Currency::EUR { "euro" } else { self.code() }];
        let before = names.iter().filter_map(|name| text.strip_prefix(name)).min_by_key(|rest| rest.len());
        let after = || names.iter().filter_map(|name| text.strip_suffix(name)).min_by_key(|rest| rest.len());
        before.or_else(after).unwrap_or(text).trim()
    }
}

/// The number without the marks between its thousands, which are all the same and not the one before the cents.
fn without_thousands(whole: &str, before_cents: Option<char>) -> Option<i64> {
    let Some(mark) = whole.chars().find(|c| matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\'')) else {
        return digits(whole);
    };
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && Some(mark) != before_cents;
    let mut number = first.to_owned();
    for group in groups {
        number.push_str((group.len() == 3).then_some(group)?);
    }
    fits.then(|| digits(&number)).flatten()
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, cents) in [
            ("0", 0),
            ("1250", 125_000),
            ("1250,00", 125_000),
            ("1250.00", 125_000),
            ("1.250", 125_000),
            ("1,250", 125_000),
            ("1.250,05", 125_005),
            ("1,250.05", 125_005),
            ("1.250.000,99", 125_000_099),
            ("1 250,00", 125_000),
            ("€ 1.250,00", 125_000),
            ("€1.250,-", 125_000),
            ("EUR 12.50", 1_250),
            ("12,50 euro", 1_250),
            ("0,01", 1),
            ("1.000.000.000.000,00", 100_000_000_000_000),
        ] {
            assert_eq!(Currency::EUR.from_written(text), Some(Cents(cents)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in [
            "",
            "€",
            "-5",
            "12,5",
            "12.500.0",
            "1.25.000",
            "1,250,00",
            "1.250.00",
            "1.2500",
            "abc",
            "1e3",
            "12,50,",
            "1..250",
            "1.000.000.000.000,01",
            "99999999999999999999",
            "$ 5",
            "1250.000,00",
        ] {
            assert_eq!(Currency::EUR.from_written(text), None, "{text}");
        }
    }

    #[test]
    fn each_currency_has_its_own_decimals() {
        for (code, text, units) in [
            ("JPY", "1,250", Some(1_250)),
            ("JPY", "JPY 1250", Some(1_250)),
            ("JPY", "12.50", None),
            ("GBP", "£ 295.50", Some(29_550)),
            ("KWD", "1,234.005", Some(1_234_005)),
            ("GBP", "€ 5", None),
        ] {
            let read = Currency::of(code).unwrap().from_written(text);
            assert_eq!(read, units.map(Cents), "{code} {text}");
        }
    }
}
