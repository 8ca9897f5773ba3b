//! The money axis of the chart.

use crate::money::{Cents, Currency, Locale};

/// Amounts from zero up, laid out from `bottom` to `top` in the chart's units.
#[derive(Clone, Copy, Debug)]
pub(super) struct MoneyAxis {
    /// The highest amount on the axis, above zero.
    pub(super) highest: Cents,
    pub(super) step: Cents,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl MoneyAxis {
    /// Up to a round amount that is not below `most`, in four to six steps.
    pub(super) fn of(most: Cents, top: f64, bottom: f64) -> MoneyAxis {
        let most = most.get().max(100);
        let mut scale = 10_i64;
        let step = loop {
            let fits = |factor: &i64| factor.saturating_mul(scale) / 10 * 5 >= most;
            if let Some(factor) = [10, 20, 25, 50].iter().find(|factor| fits(factor)) {
                break factor * scale / 10;
            }
            match scale.checked_mul(10) {
                Some(next) => scale = next,
                None => break most,
            }
        };
        let steps = most / step + i64::from(most % step > 0);
        MoneyAxis { highest: Cents::new(step.saturating_mul(steps)), step: Cents::new(step), top, bottom }
    }

    /// Where an amount stands.
    pub(super) fn y(&self, amount: Cents) -> f64 {
        let part = amount.get() as f64 / self.highest.get().max(1) as f64;
        self.bottom - part.clamp(0.0, 1.0) * (self.bottom - self.top)
    }

    /// The amounts that are named, from zero up.
    pub(super) fn ticks(&self) -> Vec<Cents> {
        let count = self.highest.get() / self.step.get().max(1);
        (0..=count).map(|tick| Cents::new(self.step.get().saturating_mul(tick))).collect()
    }

    /// `€ 1,250`: without decimals where each line is at a whole euro.
    pub(super) fn label(&self, amount: Cents, currency: Currency, locale: Locale) -> String {
        let text = currency.written(amount, locale);
        let (units, decimals) = (currency.units().cast_signed(), usize::from(currency.decimals()));
        if decimals == 0 || self.step.get() % units > 0 {
            return text;
        }
        let (whole, _) = text.split_at(text.len().saturating_sub(decimals + 1));
        whole.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (most, step, highest) in [
            (0, 20, 100),
            (100, 20, 100),
            (101, 25, 125),
            (40_000, 10_000, 40_000),
            (125_000, 25_000, 125_000),
            (49_500, 10_000, 50_000),
            (99_999, 20_000, 100_000),
            (100_000_000_000_000, 20_000_000_000_000, 100_000_000_000_000),
        ] {
            let axis = MoneyAxis::of(Cents::new(most), 0.0, 100.0);
            assert_eq!((axis.step.get(), axis.highest.get()), (step, highest), "{most}");
            assert!((3..=6).contains(&axis.ticks().len()), "{most}");
        }
        let axis = MoneyAxis::of(Cents::new(125_000), 0.0, 100.0);
        assert_eq!((axis.y(Cents::ZERO), axis.y(Cents::new(125_000))), (100.0, 0.0));
        assert_eq!(axis.label(Cents::new(125_000), Currency::EUR, Locale::Nl), "€ 1.250");
        assert_eq!(MoneyAxis::of(Cents::new(100), 0.0, 1.0).label(Cents::new(20), Currency::EUR, Locale::En), "€ 0.20");
    }
}
