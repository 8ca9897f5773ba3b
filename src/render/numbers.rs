//! Percentages and amounts beyond whole cents, as people write them.

use super::text::{Part, put, text};
use crate::law::{ExactCents, Rate};
use crate::money::{Cents, Locale, Percent, euros};

/// `12.5%`, `12,5%`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Percentage {
    pub(super) percent: Percent,
    pub(super) locale: Locale,
}

impl Part for Percentage {
    fn put(&self, text: &mut String) {
        match self.percent.to_whole() {
            Some(whole) => put!(text, whole, "%"),
            None => put!(text, decimal(&self.percent.to_string(), self.locale), "%"),
        }
    }
}

/// `12.5%`, `12,5%`.
pub(super) fn percent(percent: Percent, locale: Locale) -> String {
    text!(Percentage { percent, locale })
}

/// `12.5%`, `12,5%`.
pub(super) fn rate(rate: Rate, locale: Locale) -> String {
    decimal(&rate.to_string(), locale)
}

/// Whole cents as an amount; else with four decimals.
pub(super) fn exact(amount: &ExactCents, locale: Locale) -> String {
    match (amount.is_whole(), amount.rounded_to_parts(100), amount.rounded()) {
        (false, Some(parts), _) => parts_of_euro(i128::from(parts), 4, locale),
        (_, _, Some(cents)) => euros(Cents::new(cents), locale),
        // Beyond 2^63 cents, which bounded facts never reach.
        (_, _, None) => String::from("€ …"),
    }
}

/// A percentage of an amount that is not rounded, with as many decimals as it takes beyond whole cents.
pub(super) fn exact_percent(of: Cents, percent: Percent, locale: Locale) -> String {
    // Cents times ten-thousandths of a percent: eight decimals of a euro.
    let product = i128::from(of.get()) * i128::from(percent.units());
    let (mut value, mut decimals) = (product, 8);
    while decimals > 2 && value % 10 == 0 {
        (value, decimals) = (value / 10, decimals - 1);
    }
    parts_of_euro(value, decimals, locale)
}

/// A number of parts of a euro, `decimals` of them after the point.
fn parts_of_euro(parts: i128, decimals: usize, locale: Locale) -> String {
    let scale = 10_i128.pow(u32::try_from(decimals).unwrap_or(2));
    let whole = i64::try_from(parts / scale).unwrap_or(i64::MAX / 100);
    let text = euros(Cents::new(whole.saturating_mul(100)), locale);
    let (euro, _) = text.split_at(text.len().saturating_sub(2));
    format!("{euro}{:0decimals$}", (parts % scale).abs())
}

fn decimal(text: &str, locale: Locale) -> String {
    match locale {
        Locale::En => text.to_owned(),
        Locale::Nl => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{JurisdictionId, Law, RateTable, statutory_interest};

    #[test]
    fn percentages() {
        let half = Percent::new("12.5".parse().unwrap()).unwrap();
        assert_eq!((percent(half, Locale::En), percent(half, Locale::Nl)), ("12.5%".to_owned(), "12,5%".to_owned()));
        assert_eq!(rate(Rate::from_hundredths(875).unwrap(), Locale::Nl), "8,75%");
    }

    #[test]
    fn four_decimals_only_when_they_are_needed() {
        let day = |text| crate::calendar::Date::parse(text).unwrap();
        let table = Law::built_in().of(JurisdictionId::Nl).interest(RateTable::Trade).unwrap();
        let accrual = statutory_interest(table, 100_000, day("2024-01-15"), day("2024-06-30")).unwrap();
        let period = &accrual.periods[0];
        assert_eq!(exact(&period.interest, Locale::En), "€ 57.5342");
        assert_eq!(exact(&period.interest, Locale::Nl), "€ 57,5342");
        assert_eq!(exact(&period.principal, Locale::Nl), "€ 1.000,00");
    }

    #[test]
    fn a_percentage_is_shown_to_its_last_decimal() {
        let rows = [(10_000, "20", "€ 20.00"), (10_003, "20", "€ 20.006"), (123_456_789, "12.5", "€ 154,320.98625")];
        for (cents, of, text) in rows {
            let of = Percent::new(of.parse().unwrap()).unwrap();
            assert_eq!(exact_percent(Cents::new(cents), of, Locale::En), text);
        }
    }
}
