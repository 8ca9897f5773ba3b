//! Facts that are stated one after the other in one place, as those of the rows of a table are: what one row took is used again
//! for the next one.

use super::check::Checks;
use super::{Agreement, Event, Facts, FactsError};
use crate::calendar::Instant;
use crate::money::Cents;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};

/// The place of facts. What is written into it is facts once it is checked.
#[derive(Debug)]
pub struct FactsSlot(Facts);

impl FactsSlot {
    /// A place with nothing in it.
    pub fn new() -> FactsSlot {
        let (agreement, event) = (blank(), Event::plain(Question::Cancellation, Instant::MIN));
        FactsSlot(Facts { agreement, event, basis: Basis::TermsAndLaw })
    }

    /// An agreement and an event of which nothing is stated, in the place of the last ones. What must be stated has to be put in.
    pub fn blank(&mut self, question: Question) -> (&mut Agreement, &mut Event) {
        let Facts { agreement, event, .. } = &mut self.0;
        let mut payments = std::mem::take(&mut agreement.payments);
        payments.clear();
        *agreement = Agreement { payments, ..blank() };
        *event = Event::plain(question, Instant::MIN);
        (agreement, event)
    }

    /// What was written, as facts.
    ///
    /// # Errors
    /// Every contradiction and every value out of its range, each with its field path.
    pub fn checked(&mut self, basis: Basis, checks: &Checks) -> Result<&Facts, FactsError> {
        checks.check(&self.0.agreement, &self.0.event)?;
        self.0.basis = basis;
        Ok(&self.0)
    }
}

impl Default for FactsSlot {
    fn default() -> FactsSlot {
        FactsSlot::new()
    }
}

fn blank() -> Agreement {
    Agreement::new(CustomerType::Consumer, ProductType::Event, Cents::ZERO, Instant::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::table::{self, FactValue, agreement, price_increase};

    #[test]
    fn nothing_of_one_row_is_left_in_the_next() {
        let mut slot = FactsSlot::new();
        let fresh = slot.0.clone();
        let (agreement, _) = slot.blank(Question::Cancellation);
        agreement.payments.push(crate::facts::Payment { paid_at: Instant::MIN, amount: Cents::ZERO });
        (agreement.starts_at, agreement.product_id) = (Some(Instant::MIN), Some("course".to_owned()));
        agreement.performance.total_units = Some(3);
        slot.blank(Question::Cancellation);
        assert_eq!(slot.0, fresh);
    }

    #[test]
    fn what_may_be_stated_is_checked_as_all_facts_are() {
        let at = Instant::parse_rfc3339("2026-06-01T10:00:00Z").unwrap();
        let stated = [&agreement::PRICE, &agreement::DELIVERED_UNITS, &agreement::PAYMENTS, &agreement::PAYMENT_AMOUNT];
        let checks = Checks::of(Question::PriceIncrease, |fact| {
            stated.contains(&fact) || table::of_event(Question::PriceIncrease).contains(&fact)
        });
        let mut slot = FactsSlot::new();
        let mut wrong = 0;
        for (price, units, paid, new_price) in
            [(0, 0, 0, 2), (-1, 0, 0, 2), (0, 1, 0, 2), (0, 0, -1, 2), (0, 0, 0, 0), (-1, 3, -1, 0)]
        {
            let (agreement, event) = slot.blank(Question::PriceIncrease);
            (agreement.price, agreement.concluded_at) = (Cents::new(price), at);
            agreement.performance.delivered_units = Some(units);
            agreement.payments.push(crate::facts::Payment { paid_at: at, amount: Cents::new(paid) });
            for fact in table::of_event(Question::PriceIncrease) {
                let value = match fact.kind {
                    table::FactKind::Instant => FactValue::Instant(at),
                    _ => continue,
                };
                fact.set(agreement, event, 0, Some(value));
            }
            price_increase::NEW_PRICE.set(agreement, event, 0, Some(FactValue::Amount(Cents::new(new_price))));
            price_increase::CURRENT_PRICE.set(agreement, event, 0, Some(FactValue::Amount(Cents::new(1))));
            let whole = Facts::new(agreement.clone(), event.clone(), Basis::TermsAndLaw);
            let found = slot.checked(Basis::TermsAndLaw, &checks).cloned();
            wrong += found.as_ref().map_or_else(|error| error.0.len(), |_| 0);
            assert_eq!(found, whole);
        }
        assert!(wrong > 4, "{wrong}");
    }
}
