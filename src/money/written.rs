//! Amounts as people write them, in English and in Dutch.

use super::Cents;

impl Cents {
    /// Reads an amount as people write it: `1.250,00`, `1,250.00`, `1250`, `€ 1.250,-`, `EUR 12.50`. A point or comma
    /// with three digits after it parts thousands, with two the cents.
    ///
    /// `None` for anything else, below zero, and beyond [`Cents::MAX`].
    ///
    /// ```
    /// use clausula::money::Cents;
    ///
    /// for text in ["1.250,00", "1,250.00", "1250", "€ 1.250,-"] {
    ///     assert_eq!(Cents::from_written(text), Some(Cents::new(125_000)));
    /// }
    /// assert_eq!(Cents::from_written("12,5"), None);
    /// ```
    pub fn from_written(text: &str) -> Option<Cents> {
        let text = text.trim();
        let bare = ["€", "EUR", "eur", "euro"].iter().find_map(|sign| text.strip_prefix(sign));
        let bare = bare.or_else(|| ["euro", "EUR", "eur", "€"].iter().find_map(|sign| text.strip_suffix(sign)));
        let text = bare.unwrap_or(text).trim();
        let text =
            ["-", "–", "="].iter().find_map(|end| text.strip_suffix(end)?.strip_suffix([',', '.'])).unwrap_or(text);
        let (whole, cents) = match text.char_indices().rev().find(|(_, c)| matches!(c, ',' | '.')) {
            Some((at, mark)) if text.len() == at + 3 => (text.get(..at)?, Some((mark, text.get(at + 1..)?))),
            _ => (text, None),
        };
        let whole = without_thousands(whole, cents.map(|(mark, _)| mark))?;
        let cents = match cents {
            Some((_, cents)) => digits(cents)?,
            None => 0,
        };
        let amount = Cents(whole.checked_mul(100)?.checked_add(cents)?);
        (amount <= Cents::MAX).then_some(amount)
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
            assert_eq!(Cents::from_written(text), Some(Cents(cents)), "{text}");
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
            assert_eq!(Cents::from_written(text), None, "{text}");
        }
    }
}
