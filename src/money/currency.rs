//! Currencies, and amounts in one as people write them.

use super::{Cents, Locale};
use std::fmt;

/// A currency of ISO 4217 with its own number of decimals (rule M1). An amount counts its smallest units: cents of a euro,
/// whole yen, thousandths of a dinar. Metals, funds and codes for tests have no such unit and are none.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    of: iso_currency::Currency,
    decimals: u8,
}

/// Most decimals of a currency: the Chilean unit of account has four.
const MOST_DECIMALS: u8 = 4;

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency { of: iso_currency::Currency::EUR, decimals: 2 };

    /// The currency of a code in capitals, such as `GBP`.
    ///
    /// ```
    /// use clausula::money::Currency;
    /// assert_eq!(Currency::of("JPY").unwrap().decimals(), 0);
    /// assert!(Currency::of("XAU").is_none() && Currency::of("gbp").is_none());
    /// ```
    pub fn of(code: &str) -> Option<Currency> {
        let of = iso_currency::Currency::from_code(code)?;
        let decimals = u8::try_from(of.exponent()?).ok().filter(|decimals| *decimals <= MOST_DECIMALS)?;
        (of.code() == code).then_some(Currency { of, decimals })
    }

    /// Its code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.of.code()
    }

    /// How many decimals it has: 2 for most, 0 for the yen.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// How many of its smallest units make one: 100 cents are a euro.
    pub const fn units(self) -> u64 {
        10_u64.pow(self.decimals as u32)
    }

    /// What stands before an amount: a sign that no other currency has, else the code.
    pub(crate) fn sign(self) -> &'static str {
        match self.code() {
            "EUR" => "€",
            "GBP" => "£",
            code => code,
        }
    }

    /// `€ 1,250.00` in English, `€ 1.250,00` in Dutch, `USD 1,250.00`, `JPY 1,250`.
    pub fn written(self, amount: Cents, locale: Locale) -> String {
        let mut text = String::new();
        Money { amount, currency: self, locale }.write(&mut text);
        text
    }

    /// The amount without sign or separators, as policy and case files write it: `1250.00`.
    pub fn plain(self, amount: Cents) -> String {
        let sign = if amount < Cents::ZERO { "-" } else { "" };
        let (whole, rest) = (amount.get().unsigned_abs() / self.units(), amount.get().unsigned_abs() % self.units());
        match usize::from(self.decimals) {
            0 => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}.{rest:0decimals$}"),
        }
    }

    /// Reads what [`Currency::plain`] writes, and nothing else.
    ///
    /// ```
    /// use clausula::money::{Cents, Currency};
    /// assert_eq!(Currency::EUR.parse("1250.00"), Some(Cents::new(125_000)));
    /// assert_eq!(Currency::EUR.parse("1250"), None);
    /// ```
    pub fn parse(self, text: &str) -> Option<Cents> {
        let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, rest) = match self.decimals {
            0 => (unsigned, ""),
            _ => unsigned.split_once('.')?,
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let one_way = whole == "0" || !(whole.is_empty() || whole.starts_with('0'));
        if !one_way || rest.len() != usize::from(self.decimals) || !digits(whole) || !digits(rest) {
            return None;
        }
        let rest = if rest.is_empty() { 0 } else { rest.parse().ok()? };
        let units = whole.parse::<i64>().ok()?.checked_mul(i64::try_from(self.units()).ok()?)?.checked_add(rest)?;
        Some(Cents::new(sign * units))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount that is written as [`Currency::written`] writes it, without a text of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Money {
    pub(crate) amount: Cents,
    pub(crate) currency: Currency,
    pub(crate) locale: Locale,
}

impl Money {
    /// Writes it at the end of a text.
    pub(crate) fn write(self, text: &mut String) {
        let (thousands, decimal) = match self.locale {
            Locale::En => (',', '.'),
            Locale::Nl => ('.', ','),
        };
        let (units, scale) = (self.amount.get().unsigned_abs(), self.currency.units());
        text.push_str(self.currency.sign());
        text.push_str(if self.amount < Cents::ZERO { " -" } else { " " });
        let mut digits = itoa::Buffer::new();
        let mut whole = digits.format(units / scale);
        // Groups of three from the right: the first has what is left.
        while let Some((group, rest)) = whole.split_at_checked((whole.len() - 1) % 3 + 1) {
            text.push_str(group);
            if rest.is_empty() {
                break;
            }
            text.push(thousands);
            whole = rest;
        }
        if self.currency.decimals == 0 {
            return;
        }
        text.push(decimal);
        let mut digits = itoa::Buffer::new();
        let rest = digits.format(units % scale);
        (rest.len()..usize::from(self.currency.decimals)).for_each(|_| text.push('0'));
        text.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    #[test]
    fn amounts_have_separators_and_the_decimals_of_their_currency() {
        let written: [(&str, i64, &str, &str); 11] = [
            ("EUR", 0, "€ 0.00", "€ 0,00"),
            ("EUR", 5, "€ 0.05", "€ 0,05"),
            ("EUR", 99_999, "€ 999.99", "€ 999,99"),
            ("EUR", 100_000, "€ 1,000.00", "€ 1.000,00"),
            ("EUR", -12_345, "€ -123.45", "€ -123,45"),
            ("EUR", 100_000_001, "€ 1,000,000.01", "€ 1.000.000,01"),
            ("EUR", i64::MIN, "€ -92,233,720,368,547,758.08", "€ -92.233.720.368.547.758,08"),
            ("GBP", 29_550, "£ 295.50", "£ 295,50"),
            ("DKK", 123_456, "DKK 1,234.56", "DKK 1.234,56"),
            ("JPY", 1_250, "JPY 1,250", "JPY 1.250"),
            ("KWD", 1_234_005, "KWD 1,234.005", "KWD 1.234,005"),
        ];
        for (code, units, en, nl) in written {
            assert_eq!(currency(code).written(Cents::new(units), Locale::En), en);
            assert_eq!(currency(code).written(Cents::new(units), Locale::Nl), nl);
        }
    }

    #[test]
    fn what_is_written_plainly_is_read_back() {
        for (code, units, text) in [
            ("EUR", 125_000, "1250.00"),
            ("EUR", -5, "-0.05"),
            ("EUR", 0, "0.00"),
            ("JPY", 1_250, "1250"),
            ("JPY", 0, "0"),
            ("KWD", 1_005, "1.005"),
        ] {
            assert_eq!(currency(code).plain(Cents::new(units)), text);
            assert_eq!(currency(code).parse(text), Some(Cents::new(units)));
        }
        for (code, text) in [
            ("EUR", "1"),
            ("EUR", "1.0"),
            ("EUR", "01.00"),
            ("EUR", ".50"),
            ("EUR", "1,00"),
            ("EUR", "+1.00"),
            ("EUR", "1.0a"),
            ("EUR", "99999999999999999999.00"),
            ("JPY", "1.00"),
            ("JPY", ""),
            ("KWD", "1.00"),
        ] {
            assert_eq!(currency(code).parse(text), None, "{code} {text}");
        }
    }

    #[test]
    fn codes_without_a_smallest_unit_are_no_currencies() {
        for code in ["XAU", "XDR", "XXX", "XTS", "eur", "", "EURO"] {
            assert_eq!(Currency::of(code), None, "{code}");
        }
        for (code, decimals) in [("EUR", 2), ("GBP", 2), ("DKK", 2), ("ISK", 0), ("TND", 3)] {
            assert_eq!(currency(code).decimals(), decimals);
        }
    }
}
