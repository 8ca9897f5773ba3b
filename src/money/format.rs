//! Amounts as people write them, in English and in Dutch.

use super::Cents;

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
    let mut text = String::new();
    Euros { amount, locale }.write(&mut text);
    text
}

/// An amount that is written as [`euros`] writes it, without a text of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Euros {
    pub(crate) amount: Cents,
    pub(crate) locale: Locale,
}

impl Euros {
    /// Writes it at the end of a text.
    pub(crate) fn write(self, text: &mut String) {
        let (thousands, decimal) = match self.locale {
            Locale::En => (',', '.'),
            Locale::Nl => ('.', ','),
        };
        let cents = self.amount.get().unsigned_abs();
        text.push_str(if self.amount < Cents::ZERO { "€ -" } else { "€ " });
        let mut digits = itoa::Buffer::new();
        let mut whole = digits.format(cents / 100);
        // Groups of three from the right: the first has what is left.
        while let Some((group, rest)) = whole.split_at_checked((whole.len() - 1) % 3 + 1) {
            text.push_str(group);
            if rest.is_empty() {
                break;
            }
            text.push(thousands);
            whole = rest;
        }
        text.push(decimal);
        if cents % 100 < 10 {
            text.push('0');
        }
        text.push_str(itoa::Buffer::new().format(cents % 100));
    }
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
        assert_eq!(euros(Cents::new(i64::MIN), Locale::En), "€ -92,233,720,368,547,758.08");
        assert_eq!(euros(Cents::new(100_000_001), Locale::Nl), "€ 1.000.000,01");
    }
}
