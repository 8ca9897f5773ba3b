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
    let (thousands, decimal) = match locale {
        Locale::En => (',', '.'),
        Locale::Nl => ('.', ','),
    };
    let cents = amount.get().unsigned_abs();
    let whole = (cents / 100).to_string();
    let mut text = String::from(if amount < Cents::ZERO { "€ -" } else { "€ " });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    text.push(decimal);
    text.push_str(&format!("{:02}", cents % 100));
    text
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
