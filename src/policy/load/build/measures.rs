//! Conditions on what is measured: how many a count is, how much the price is, and how large a part was delivered.

use super::cover::together;
use super::parts::Scope;
use super::products::no_price_beyond;
use super::tiers::a_bound_is_missing;
use super::{Builder, FaultCode};
use crate::facts::FactId;
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Condition, Conditions, Span};
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::load::format::{CountTable, DeliveredTable, PriceConditionTable};
use crate::policy::load::read::Slot;
use crate::policy::people::PartBound;
use crate::vocabulary::both;

/// The tables of conditions on what is measured.
pub(super) type Measures<'r> = (&'r Slot<CountTable>, &'r Slot<PriceConditionTable>, &'r Slot<DeliveredTable>);

impl Builder<'_, '_> {
    /// Conditions, and what a count, the price and the delivered part must be.
    pub(super) fn measured(
        &mut self,
        conditions: Conditions,
        (count, price, delivered): Measures<'_>,
        scope: &Scope,
    ) -> Conditions {
        let mut conditions = self.counted(conditions, count, scope);
        if let Some(raw) = price.get() {
            self.priced(&mut conditions, raw);
        }
        if let Some(raw) = delivered.get() {
            self.delivered(&mut conditions, raw);
        }
        let span = delivered.span().or(price.span());
        if let Some(span) = span.filter(|_| !together(&[&conditions], scope.products)) {
            self.error(
                FaultCode::Contradiction,
                span,
                both!("these conditions can never hold together", "deze voorwaarden gelden nooit samen"),
            );
        }
        conditions
    }

    fn priced(&mut self, conditions: &mut Conditions, raw: &PriceConditionTable) {
        let PriceConditionTable { at_least, more_than, at_most, less_than, span } = raw;
        let next = |amount: Cents| amount.plus(Cents::new(1));
        let lower = at_least.get().copied().map(|bound| (bound, at_least.span()));
        let lower = lower.or(more_than.get().map(|bound| (next(*bound), more_than.span())));
        let upper = less_than.get().copied().map(|bound| (bound, less_than.span()));
        let upper = upper.or(at_most.get().map(|bound| (next(*bound), at_most.span())));
        self.one_is_given([at_least, more_than, at_most, less_than].iter().all(|slot| slot.is_absent()), *span);
        for (bound, span) in [lower, upper].into_iter().flatten() {
            if let Some(span) = span.filter(|_| bound <= Cents::ZERO || bound > Cents::MAX) {
                self.error(FaultCode::OutOfRange, span, no_price_beyond());
            }
        }
        let costs = |(bound, _): (Cents, Option<Span>)| {
            Condition::Declared(DeclaredTest { fact: FactId::PRICE, ask: Ask::Costs(bound) })
        };
        conditions.when.extend(lower.map(costs));
        conditions.unless.extend(upper.map(costs));
    }

    fn delivered(&mut self, conditions: &mut Conditions, raw: &DeliveredTable) {
        let DeliveredTable { at_least, more_than, at_most, less_than, span } = raw;
        self.one_is_given([at_least, more_than, at_most, less_than].iter().all(|slot| slot.is_absent()), *span);
        let bound = |slot: &Slot<Percent>, inclusive| {
            slot.get().map(|percent| (PartBound { percent: *percent, inclusive }, slot.span()))
        };
        let lower = bound(at_least, true).or(bound(more_than, false));
        // At most so much is not more than it.
        let upper = bound(at_most, false).or(bound(less_than, true));
        for (bound, span) in [lower, upper].into_iter().flatten() {
            let decides = bound.is_reached(1, 1) && !bound.is_reached(0, 1);
            if let Some(span) = span.filter(|_| !decides) {
                let message = both!(
                    "no part lies on the other side of this bound, so that it decides nothing",
                    "aan de andere kant van deze grens ligt geen deel, zodat zij niets beslist"
                );
                self.error(FaultCode::OutOfRange, span, message);
            }
        }
        let reached = |(bound, _): (PartBound, Option<Span>)| {
            Condition::Declared(DeclaredTest { fact: FactId::DELIVERED, ask: Ask::Delivered(bound) })
        };
        conditions.when.extend(lower.map(reached));
        conditions.unless.extend(upper.map(reached));
    }

    fn one_is_given(&mut self, none: bool, span: Span) {
        if none {
            self.error(FaultCode::MissingKey, span, a_bound_is_missing());
        }
    }
}
