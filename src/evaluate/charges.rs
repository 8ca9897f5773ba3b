//! What a clause charges, and the ceiling of the price (R5).

use super::context::Context;
use crate::decision::{Assumption, Calculation, Charge, Charges, FindingCode, ReadingRule, Source, Sources};
use crate::facts::table::agreement;
use crate::money::Cents;
use crate::policy::building_blocks::{AmountRule, Base, ChargeRule, Counter, StatedAmount};
use crate::vocabulary::ChargeKind;
use smallvec::smallvec;

impl Context<'_> {
    /// Adds the charges of some rows; those written as zero are not listed (R5).
    ///
    /// They are written where they stay: moved from hand to hand they would cost a tenth of a decision.
    pub(super) fn charges(&mut self, rules: &[ChargeRule], source: Source, charges: &mut Charges) {
        for rule in rules {
            if !rule.products.contains(self.facts.product()) || !self.all_hold(&rule.conditions) {
                continue;
            }
            let amount = self.amount(rule, source);
            if amount > Cents::ZERO {
                let discretionary = rule.discretionary;
                charges.push(Charge {
                    kind: rule.kind,
                    amount,
                    as_written: amount,
                    discretionary,
                    sources: smallvec![source],
                });
            }
            if rule.kind == ChargeKind::Penalty {
                self.find_by_law(FindingCode::PenaltyMayBeModerated, &[source]);
            }
        }
    }

    /// What one row charges as written: the one production function that the proofs test, too.
    fn amount(&mut self, rule: &ChargeRule, source: Source) -> Cents {
        let kind = rule.kind;
        let count = rule.per.map_or(1, |counter| self.count(counter));
        match rule.amount {
            AmountRule::Percent(percent, base) => {
                let of = self.base(base);
                let result = self.product(percent.of(of), 1, rule);
                self.explain(source, || Calculation::Percent { kind, percent, base, of, count, result });
                result
            }
            AmountRule::Fixed(amount) => {
                let result = self.product(amount, 1, rule);
                self.explain(source, || Calculation::Fixed { kind, amount, count, result });
                result
            }
            AmountRule::Stated(amount) => {
                let result = self.stated(amount);
                self.explain(source, || Calculation::Stated { kind, amount, result });
                result
            }
            AmountRule::Delivered(base) => {
                let of = self.base(base);
                let (delivered, total) = self.units();
                let result = of.share(delivered.into(), total.into());
                self.explain(source, || Calculation::Delivered { kind, base, of, delivered, total, result });
                result
            }
            AmountRule::AllButUndelivered(base) => {
                let of = self.base(base);
                let (delivered, total) = self.units();
                let undelivered = total - delivered.min(total);
                // Without a count nothing is known to be delivered: the whole is undelivered.
                let share = if total == 0 { of } else { of.share(undelivered.into(), total.into()) };
                let result = of.minus(share);
                self.explain(source, || Calculation::AllButUndelivered { kind, base, of, undelivered, total, result });
                result
            }
            AmountRule::OneSession(base) => {
                let (of, sessions) = (self.base(base), self.facts.count(&agreement::SESSION_COUNT));
                let result = of.part(0, sessions);
                self.explain(source, || Calculation::OneSession { kind, base, of, sessions, result });
                result
            }
            AmountRule::Times(factor, base) => {
                let of = self.base(base);
                let result = self.product(of, factor, rule);
                self.explain(source, || Calculation::Times { kind, base, of, factor, count, result });
                result
            }
        }
    }

    /// An amount as many times as the row says; beyond what can be written down, the facts are at fault.
    fn product(&mut self, amount: Cents, factor: u32, rule: &ChargeRule) -> Cents {
        if factor == 1 && rule.per.is_none() {
            return amount;
        }
        let count = rule.per.map_or(1, |counter| self.count(counter));
        let product = i128::from(amount.get()) * i128::from(factor) * i128::from(count);
        match i64::try_from(product) {
            Ok(cents) => Cents::new(cents),
            Err(_) => {
                self.too_large(rule.per.map_or(&agreement::PRICE, Counter::fact).path);
                Cents::ZERO
            }
        }
    }

    fn base(&mut self, base: Base) -> Cents {
        match base {
            Base::Price => self.facts.price(),
            Base::Paid => self.facts.paid(),
            Base::MonthlySalary => self.facts.stated(base.fact()).unwrap_or_else(|| {
                self.missing(base.fact().path);
                Cents::ZERO
            }),
        }
    }

    fn stated(&mut self, amount: StatedAmount) -> Cents {
        self.facts.stated(amount.fact()).unwrap_or_else(|| {
            if amount == StatedAmount::ChangeCostsInOffer {
                self.assume(Assumption::NoChangeCostsStated);
            }
            Cents::ZERO
        })
    }

    fn count(&self, counter: Counter) -> u32 {
        self.facts.count(counter.fact()).max(1)
    }

    /// The units delivered and agreed. Without a count everything performed is one of one (V3), and otherwise nothing is known
    /// to be delivered: none of none, a share of 0. Both are assumptions.
    pub(super) fn units(&mut self) -> (u32, u32) {
        match self.facts.count(&agreement::TOTAL_UNITS) {
            0 if self.facts.so(&agreement::FULLY_PERFORMED) => {
                self.assume(Assumption::WholeDelivered);
                (1, 1)
            }
            0 => {
                self.assume(Assumption::NoUnitCount);
                (0, 0)
            }
            total => (self.facts.count(&agreement::DELIVERED_UNITS), total),
        }
    }

    /// Cuts the last-listed charges so that together they do not exceed the price (R5).
    pub(super) fn apply_ceiling(&mut self, charges: &mut [Charge]) {
        let price = self.facts.price();
        let total: i128 = charges.iter().map(|c| i128::from(c.as_written.get())).sum();
        if total > i128::from(i64::MAX) {
            self.too_large("agreement");
        }
        let written: Cents = charges.iter().filter(|c| c.kind.under_ceiling()).map(|c| c.as_written).sum();
        if written <= price {
            return;
        }
        self.cut_to(price, written, charges);
    }

    fn cut_to(&mut self, price: Cents, written: Cents, charges: &mut [Charge]) {
        let mut left = price;
        let mut sources: Sources = smallvec![Source::Rule(ReadingRule::R5)];
        for charge in charges.iter_mut().filter(|c| c.kind.under_ceiling()) {
            charge.amount = charge.as_written.min(left);
            left = left.minus(charge.amount);
            if charge.amount < charge.as_written {
                sources.extend(charge.sources.iter().copied());
            }
        }
        self.explain(Source::Rule(ReadingRule::R5), || Calculation::Ceiling { written, price });
        self.find(FindingCode::PriceCeiling, &sources);
    }
}
