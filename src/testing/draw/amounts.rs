//! Amounts: half of them where a percentage rounds, at an amount that the terms name, or at the ends of what is allowed.

use super::Draw;
use crate::calendar::Instant;
use crate::facts::Payment;
use crate::money::{Cents, Percent};

impl Draw<'_, '_> {
    /// The price of an agreement.
    pub(super) fn price(&mut self) -> Cents {
        if self.choices.percent(self.settings.at_boundaries) { self.amount_at_boundary() } else { self.any_amount() }
    }

    /// An amount that has to do with another.
    pub(super) fn amount_near(&mut self, other: Cents) -> Cents {
        match self.choices.below(6) {
            0 => other,
            1 => bounded(i128::from(other.get()) + i128::from(self.choices.between(-1, 1))),
            2 => Cents::ZERO,
            3 => {
                let percentages = &self.edges.of_clause(self.aim.map(|(place, _)| place)).percentages;
                let percent = self.choices.pick_or(percentages, Percent::whole(50));
                bounded(i128::from(percent.of(other).get()) + i128::from(self.choices.between(-1, 1)))
            }
            4 => self.price(),
            _ => Cents::new(self.choices.between(0, other.get())),
        }
    }

    fn any_amount(&mut self) -> Cents {
        let digits = self.choices.between(2, 8);
        let most = 10i64.saturating_pow(u32::try_from(digits).unwrap_or(2));
        Cents::new(self.choices.between(0, most))
    }

    fn amount_at_boundary(&mut self) -> Cents {
        let edges = self.edges.of_clause(self.aim.map(|(place, _)| place));
        let amounts = if edges.amounts.is_empty() { &self.edges.all().amounts } else { &edges.amounts };
        let around = i128::from(self.choices.between(-1, 1));
        let cents = match self.choices.below(5) {
            0 => return self.choices.pick_or(&[0, 1, 2, 3, 99, 100, 101].map(Cents::new), Cents::ZERO),
            1 => {
                let named = self.choices.pick_or(amounts, Cents::new(10_000));
                i128::from(named.get()) * i128::from(self.choices.between(1, 4)) + around
            }
            2 => return self.choices.pick_or(&[Cents::MAX, Cents::MAX.minus(Cents::new(1))], Cents::MAX),
            _ => {
                // Where a percentage of the price falls on half a cent.
                let percent = self.choices.pick_or(&self.edges.all().percentages, Percent::whole(50)).units().max(1);
                let halves = i128::from(self.choices.between(0, 100_000)) * 2 + 1;
                halves * i128::from(Percent::HUNDRED.units()) / (2 * i128::from(percent)) + around
            }
        };
        bounded(cents)
    }

    /// Payments in any order, whose sum has mostly to do with the price.
    pub(super) fn payments(&mut self, price: Cents, concluded: Instant) -> Vec<Payment> {
        let count = self.choices.below(u64::from(self.settings.entries) + 1);
        let mut left = self.amount_near(price);
        let mut payments = Vec::new();
        for place in 0..count {
            let amount = if place + 1 == count { left } else { Cents::new(self.choices.between(0, left.get())) };
            left = left.minus_floored(amount);
            let paid_at =
                if self.choices.percent(50) { self.instant(concluded, None) } else { self.near_anything(None) };
            payments.push(Payment { paid_at, amount });
        }
        payments
    }
}

/// An amount that facts may state.
pub(super) fn bounded(cents: i128) -> Cents {
    let most = i128::from(Cents::MAX.get());
    Cents::new(i64::try_from(cents.clamp(0, most)).unwrap_or_default())
}
