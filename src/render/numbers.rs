//! Percentages and amounts beyond whole cents, as people write them.

use super::text::{Part, put, text};
use crate::law::{ExactCents, Rate};
use crate::money::{Cents, Currency, Locale, Percent};

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

/// Whole cents as an amount; else with two decimals more.
pub(super) fn exact(amount: &ExactCents, currency: Currency, locale: Locale) -> String {
    let decimals = usize::from(currency.decimals());
    match (amount.is_whole(), amount.rounded_to_parts(100), amount.rounded()) {
        (false, Some(parts), _) => parts_of_one(i128::from(parts), decimals + 2, currency, locale),
        (_, _, Some(cents)) => currency.written(Cents::new(cents), locale),
        // Beyond 2^63 cents, which bounded facts never reach.
        (_, _, None) => format!("{} …", currency.sign()),
    }
}

/// A percentage of an amount that is not rounded, with as many decimals as it takes beyond whole cents.
pub(super) fn exact_percent(of: Cents, percent: Percent, currency: Currency, locale: Locale) -> String {
    // Cents times ten-thousandths of a percent: six decimals more.
    let product = i128::from(of.get()) * i128::from(percent.units());
    let (mut value, mut decimals) = (product, usize::from(currency.decimals()) + 6);
    while decimals > usize::from(currency.decimals()) && value % 10 == 0 {
        (value, decimals) = (value / 10, decimals - 1);
    }
    parts_of_one(value, decimals, currency, locale)
}

/// A number of parts of one euro, yen or dinar, `decimals` of them after the point.
fn parts_of_one(parts: i128, decimals: usize, currency: Currency, locale: Locale) -> String {
    let scale = 10_i128.pow(u32::try_from(decimals).unwrap_or(2));
    let whole = i64::try_from(parts / scale).unwrap_or(i64::MAX);
    // The group separators are those of the whole amount; what stands after the point is put there.
    let written = currency.written(Cents::new(whole.saturating_mul(currency.units().cast_signed())), locale);
    let own = usize::from(currency.decimals());
    let whole = if own == 0 { &*written } else { written.split_at(written.len().saturating_sub(own + 1)).0 };
    if decimals == 0 {
        return whole.to_owned();
    }
    format!("{whole}{}{:0decimals$}", locale.pick(".", ","), (parts % scale).abs())
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
        assert_eq!(exact(&period.interest, Currency::EUR, Locale::En), "€ 57.5342");
        assert_eq!(exact(&period.interest, Currency::EUR, Locale::Nl), "€ 57,5342");
        assert_eq!(exact(&period.principal, Currency::EUR, Locale::Nl), "€ 1.000,00");
    }

    #[test]
    fn a_percentage_is_shown_to_its_last_decimal() {
        let rows = [(10_000, "20", "€ 20.00"), (10_003, "20", "€ 20.006"), (123_456_789, "12.5", "€ 154,320.98625")];
        for (cents, of, text) in rows {
            let of = Percent::new(of.parse().unwrap()).unwrap();
            assert_eq!(exact_percent(Cents::new(cents), of, Currency::EUR, Locale::En), text);
        }
    }
}
