//! Amounts as people write them, in English and in Dutch.

use super::Cents;
use std::fmt::{self, Write};

/// The language of explanations and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English, `en`: the default.
    #[default]
    En,
    /// Dutch, `nl`.
    Nl,
}

impl Locale {
    /// The locale of a tag: `en` (also when empty) or `nl`; `None` for any other.
    pub fn parse(tag: &str) -> Option<Locale> {
        match tag {
            "" | "en" => Some(Locale::En),
            "nl" => Some(Locale::Nl),
            _ => None,
        }
    }

    /// One of two texts.
    pub fn pick<'a>(self, en: &'a str, nl: &'a str) -> &'a str {
        match self {
            Locale::En => en,
            Locale::Nl => nl,
        }
    }
}

/// `€ 1,250.00` in English, `€ 1.250,00` in Dutch.
pub fn euros(amount: Cents, locale: Locale) -> String {
    Euros { amount, locale }.to_string()
}

/// An amount that is written as [`euros`] writes it, without a text of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Euros {
    pub(crate) amount: Cents,
    pub(crate) locale: Locale,
}

impl fmt::Display for Euros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thousands, decimal) = match self.locale {
            Locale::En => (',', '.'),
            Locale::Nl => ('.', ','),
        };
        let cents = self.amount.get().unsigned_abs();
        f.write_str(if self.amount < Cents::ZERO { "€ -" } else { "€ " })?;
        whole(f, cents / 100, thousands)?;
        f.write_char(decimal)?;
        digits(f, cents % 100, 2)
    }
}

/// A number in groups of three digits.
fn whole(f: &mut fmt::Formatter<'_>, number: u64, thousands: char) -> fmt::Result {
    if number < 1_000 {
        return digits(f, number, number.checked_ilog10().unwrap_or(0) + 1);
    }
    whole(f, number / 1_000, thousands)?;
    f.write_char(thousands)?;
    digits(f, number % 1_000, 3)
}

/// The last so many digits of a number, one by one: several times as fast as a format with a width.
fn digits(f: &mut fmt::Formatter<'_>, number: u64, count: u32) -> fmt::Result {
    let place = |digit: u32| u32::try_from(number / 10_u64.pow(digit) % 10).unwrap_or_default();
    (0..count).rev().try_for_each(|digit| f.write_char(char::from_digit(place(digit), 10).unwrap_or('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_amounts_as_people_do() {
        let rows =
            [(0, "€ 0.00"), (5, "€ 0.05"), (99_999, "€ 999.99"), (100_000, "€ 1,000.00"), (-12_345, "€ -123.45")];
        for (cents, text) in rows {
            assert_eq!(euros(Cents::new(cents), Locale::En), text);
        }
        assert_eq!(euros(Cents::new(123_456_789), Locale::Nl), "€ 1.234.567,89");
    }
}
