//! What a clause charges, and the ceiling of the price (R5).

use super::context::Context;
use crate::decision::{
    Assumption, Calculation, Charge, Charges, Combination, Counts, Decision, FindingCode, HowOften, Operand,
    ReadingRule, Source, Sources,
};
use crate::facts::DeclaredValue;
use crate::facts::table::agreement;
use crate::money::{Cents, Rounding};
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Counted, Counter, Share, StatedAmount};
use crate::policy::forms::Outcome;
use crate::policy::people;
use crate::vocabulary::ChargeKind;
use smallvec::smallvec;

impl Context<'_> {
    /// Adds the charges of some rows; those written as zero are not listed (R5).
    ///
    /// They are written where they stay: moved from hand to hand they would cost a tenth of a decision.
    pub(super) fn charges(&mut self, rules: &[ChargeRule], source: Source, charges: &mut Charges) {
        for rule in rules {
            if !rule.products.contains(self.facts.product()) {
                continue;
            }
            if !self.all_hold(&rule.conditions) {
                self.explain_kept([&rule.conditions], source);
                continue;
            }
            self.explain_conditions(&rule.conditions, source);
            let amount = self.amount(&rule.amount, rule.kind, source);
            if amount > Cents::ZERO {
                let ChargeRule { beside_price, discretionary, .. } = *rule;
                charges.push(Charge {
                    kind: rule.kind,
                    amount,
                    as_written: amount,
                    beside_price,
                    discretionary,
                    sources: smallvec![source],
                });
            }
            if rule.kind == ChargeKind::Penalty {
                self.find_by_law(FindingCode::PenaltyMayBeModerated, &[source]);
            }
        }
    }

    /// Adds the charges of an outcome, at most the price where its text says so.
    pub(super) fn charges_of(&mut self, outcome: &Outcome, source: Source, charges: &mut Charges) {
        let first = charges.len();
        self.charges(&outcome.charges, source, charges);
        if !outcome.at_most_the_price {
            return;
        }
        let price = self.facts.price();
        let own = charges.get_mut(first..).unwrap_or_default();
        let written: Cents = under_ceiling(own).map(|charge| charge.as_written).sum();
        if written > price {
            let mut left = price;
            for charge in own.iter_mut().filter(|charge| charge.is_under_ceiling()) {
                charge.as_written = charge.as_written.min(left);
                charge.amount = charge.as_written;
                left = left.minus(charge.amount);
            }
            charges.retain(|charge| charge.amount > Cents::ZERO);
            self.explain(source, || Calculation::Ceiling { written, price });
        }
    }

    /// What a term comes to: the one production function that the proofs test, too.
    pub(super) fn amount(&mut self, amount: &Amount, kind: ChargeKind, source: Source) -> Cents {
        self.counted(amount, &[], kind, source)
    }

    /// What a term comes to, as many times as some counts say.
    fn counted(&mut self, amount: &Amount, per: &[Counted], kind: ChargeKind, source: Source) -> Cents {
        match amount {
            Amount::Per { of, counters } => self.counted(of, counters, kind, source),
            Amount::Fixed(amount) => {
                let result = self.product(*amount, 1, per);
                self.explain_counted(source, per, |counts| Calculation::Fixed {
                    kind,
                    amount: *amount,
                    counts,
                    result,
                });
                result
            }
            Amount::Percent { percent, of, rounding } => {
                let (percent, of) = (*percent, self.operand(of, kind, source));
                let result = self.product(percent.rounded_of(of.amount, *rounding), 1, per);
                self.explain_counted(source, per, |counts| Calculation::Percent { kind, percent, of, counts, result });
                result
            }
            Amount::Times { factor, of } => {
                let (factor, of) = (*factor, self.operand(of, kind, source));
                let result = self.product(of.amount, factor, per);
                self.explain_counted(source, per, |counts| Calculation::Times { kind, of, factor, counts, result });
                result
            }
            other @ (Amount::Whole(_)
            | Amount::Share { .. }
            | Amount::Sum(_)
            | Amount::Greatest(_)
            | Amount::Least(_)
            | Amount::Rest { .. }) => {
                let of = self.once(other, kind, source);
                if per.is_empty() {
                    return of;
                }
                let result = self.product(of, 1, per);
                self.explain_counted(source, per, |counts| Calculation::Multiplied { kind, of, counts, result });
                result
            }
        }
    }

    /// What a term comes to that no count multiplies at once.
    fn once(&mut self, amount: &Amount, kind: ChargeKind, source: Source) -> Cents {
        match amount {
            Amount::Whole(base) => {
                let result = self.base(*base);
                if let Base::Stated(amount) = *base {
                    self.explain(source, || Calculation::Stated { kind, amount, result });
                }
                result
            }
            Amount::Share { share, of, rounding } => self.share(*share, of, *rounding, kind, source),
            Amount::Rest { of, less } => {
                let of = self.operand(of, kind, source);
                let less = self.amount(less, kind, source);
                let result = of.amount.minus_floored(less);
                self.explain(source, || Calculation::Rest { kind, of, less, result });
                result
            }
            Amount::Sum(terms) => self.combined(Combination::Sum, terms, kind, source),
            Amount::Greatest(terms) => self.combined(Combination::Greatest, terms, kind, source),
            Amount::Least(terms) => self.combined(Combination::Least, terms, kind, source),
            Amount::Fixed(_) | Amount::Percent { .. } | Amount::Times { .. } | Amount::Per { .. } => {
                self.amount(amount, kind, source)
            }
        }
    }

    /// What something is taken of; explained when it is more than a base.
    fn operand(&mut self, of: &Amount, kind: ChargeKind, source: Source) -> Operand {
        match of.base() {
            Some(base) => Operand { amount: self.base(base), base: Some(base) },
            None => Operand { amount: self.amount(of, kind, source), base: None },
        }
    }

    fn share(&mut self, share: Share, of: &Amount, rounding: Rounding, kind: ChargeKind, source: Source) -> Cents {
        let of = self.operand(of, kind, source);
        match share {
            Share::Delivered => {
                let (delivered, total) = self.units();
                let result = of.amount.share_rounded(delivered.into(), total.into(), rounding);
                self.explain(source, || Calculation::Delivered { kind, of, delivered, total, result });
                result
            }
            Share::Undelivered | Share::AllButUndelivered => {
                let (delivered, total) = self.units();
                let undelivered = total - delivered.min(total);
                // Without a count nothing is known to be delivered: the whole is undelivered.
                let not_delivered = match total {
                    0 => of.amount,
                    _ => of.amount.share_rounded(undelivered.into(), total.into(), rounding),
                };
                if share == Share::Undelivered {
                    let result = not_delivered;
                    self.explain(source, || Calculation::Undelivered { kind, of, undelivered, total, result });
                    return result;
                }
                let result = of.amount.minus(not_delivered);
                self.explain(source, || Calculation::AllButUndelivered { kind, of, undelivered, total, result });
                result
            }
            Share::OneUnit | Share::OneSession | Share::OneMonth => {
                let parts = self.equal_parts(share);
                let result = of.amount.part(0, parts);
                self.explain(source, || Calculation::OnePart { kind, share, of, parts, result });
                result
            }
            Share::Remaining | Share::Cancelled => {
                let (cancelled, all) = self.people();
                let remaining = all - cancelled.min(all);
                let kept = of.amount.share_rounded(remaining.into(), all.into(), rounding);
                if share == Share::Remaining {
                    self.explain(source, || Calculation::Remaining { kind, of, remaining, all, result: kept });
                    return kept;
                }
                let result = of.amount.minus(kept);
                self.explain(source, || Calculation::FallsAway { kind, of, remaining, all, result });
                result
            }
        }
    }

    /// Into how many equal parts a share divides.
    fn equal_parts(&mut self, share: Share) -> u32 {
        let Some(fact) = share.parts() else { return 0 };
        let parts = self.facts.count(fact);
        if parts == 0 {
            self.missing(fact.path);
        }
        parts
    }

    fn combined(&mut self, how: Combination, terms: &[Amount], kind: ChargeKind, source: Source) -> Cents {
        let mut parts = Vec::new();
        let (mut total, mut greatest, mut least) = (0_i128, Cents::ZERO, Cents::new(i64::MAX));
        for term in terms {
            let part = self.amount(term, kind, source);
            total += i128::from(part.get());
            (greatest, least) = (greatest.max(part), least.min(part));
            if self.explains() {
                parts.push(part);
            }
        }
        let result = match how {
            Combination::Sum => self.representable(total, || agreement::PRICE.path.to_owned()),
            Combination::Greatest => greatest,
            Combination::Least => least,
        };
        self.explain(source, || Calculation::Combined { kind, how, parts, result });
        result
    }

    /// An amount as many times as a factor and some counts say.
    fn product(&mut self, amount: Cents, factor: u32, per: &[Counted]) -> Cents {
        if factor == 1 && per.is_empty() {
            return amount;
        }
        let mut product = i128::from(amount.get()) * i128::from(factor);
        for counted in per {
            product = product.saturating_mul(i128::from(counted.of(self.count(counted.counter))));
        }
        let question = self.facts.question();
        self.representable(product, || match per.first().map(|counted| counted.counter) {
            Some(Counter::Declared(id)) => id.path(),
            Some(counter) => counter.facts(question).first().map_or(agreement::PRICE.path, |fact| fact.path).to_owned(),
            None => agreement::PRICE.path.to_owned(),
        })
    }

    /// An amount, unless it is beyond what can be written down: then the facts are at fault, of which one has the path.
    fn representable(&mut self, cents: i128, path: impl FnOnce() -> String) -> Cents {
        match i64::try_from(cents) {
            Ok(cents) => Cents::new(cents),
            Err(_) => {
                self.too_large(&path());
                Cents::ZERO
            }
        }
    }

    /// Explains a sum that some counts multiply.
    fn explain_counted(&mut self, source: Source, per: &[Counted], calculation: impl FnOnce(Counts) -> Calculation) {
        if self.explains() {
            let often =
                |Counted { counter, beyond }: &Counted| HowOften { count: self.count(*counter), beyond: *beyond };
            let counts = per.iter().map(often).collect();
            self.explain(source, || calculation(counts));
        }
    }

    pub(super) fn base(&mut self, base: Base) -> Cents {
        match base {
            Base::Price => self.facts.price(),
            Base::Paid => self.facts.paid(),
            Base::Stated(amount) => self.stated(amount),
        }
    }

    /// An amount that the facts state.
    fn stated(&mut self, amount: StatedAmount) -> Cents {
        if let StatedAmount::Declared(id) = amount {
            return match self.declared(id) {
                Some(DeclaredValue::Amount(amount)) => amount,
                _ => Cents::ZERO,
            };
        }
        let Some(fact) = amount.fact() else { return Cents::ZERO };
        if let Some(stated) = self.facts.stated(fact) {
            return stated;
        }
        match amount {
            StatedAmount::ChangeCostsInOffer => self.assume(Assumption::NoChangeCostsStated),
            StatedAmount::MonthlySalary => self.missing(fact.path),
            StatedAmount::CostsIncurred | StatedAmount::GoodsDevaluation | StatedAmount::Declared(_) => {}
        }
        Cents::ZERO
    }

    fn count(&mut self, counter: Counter) -> u32 {
        if let Counter::Declared(id) = counter {
            return match self.declared(id) {
                Some(DeclaredValue::Count(count)) => count,
                _ => 0,
            };
        }
        match counter.fact() {
            Some(fact) => self.facts.count(fact).max(1),
            None => self.people().0,
        }
    }

    /// The people who no longer come, and all of them.
    pub(super) fn people(&self) -> (u32, u32) {
        let (question, all) = (self.facts.question(), self.facts.count(&agreement::PARTICIPANTS));
        let stated = people::cancelled_count(question).map(|fact| self.facts.count(fact));
        (people::cancelled_of(question, stated.filter(|count| *count > 0), all), all)
    }

    /// The units delivered and agreed. Without a count everything performed is one of one (V3), and otherwise nothing is known
    /// to be delivered: none of none, a share of 0. Both are assumptions.
    pub(super) fn units(&mut self) -> (u32, u32) {
        if self.facts.stated_value(&agreement::TOTAL_UNITS).is_none()
            && self.facts.stated_to_be(&agreement::FULLY_PERFORMED, true)
        {
            self.assume(Assumption::WholeDelivered);
            return (1, 1);
        }
        match self.facts.count(&agreement::TOTAL_UNITS) {
            0 => (0, 0),
            total => (self.facts.count(&agreement::DELIVERED_UNITS), total),
        }
    }

    /// Puts what the provider owes apart, and cuts the last-listed charges so that together they do not exceed the price (R5).
    pub(super) fn apply_ceiling(&mut self, decision: &mut Decision) {
        let total: i128 = decision.charges.iter().map(|c| i128::from(c.as_written.get())).sum();
        if total > i128::from(i64::MAX) {
            self.too_large("agreement");
        }
        let Decision { charges, compensations, .. } = decision;
        if charges.iter().any(|charge| charge.kind.owed_by_provider()) {
            let (owed, kept) = std::mem::take(charges).into_iter().partition(|charge| charge.kind.owed_by_provider());
            (*compensations, *charges) = (owed, kept);
        }
        let price = self.facts.price();
        let written: Cents = under_ceiling(charges).map(|charge| charge.as_written).sum();
        if written <= price {
            return;
        }
        self.cut_to(price, written, charges);
    }

    fn cut_to(&mut self, price: Cents, written: Cents, charges: &mut [Charge]) {
        let mut left = price;
        let mut sources: Sources = smallvec![Source::Rule(ReadingRule::R5)];
        for charge in charges.iter_mut().filter(|charge| charge.is_under_ceiling()) {
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

/// The charges of which the price is the ceiling.
fn under_ceiling(charges: &[Charge]) -> impl Iterator<Item = &Charge> {
    charges.iter().filter(|charge| charge.is_under_ceiling())
}
