//! Agreements.

use super::Draw;
use crate::calendar::Instant;
use crate::facts::{Agreement, DeclaredFacts, DeclaredValue, FactId, Insurance, Performance, WithdrawalFacts};
use crate::policy::building_blocks::Condition;
use crate::policy::declared::{Ask, DeclaredFact, DeclaredKind, DeclaredTest, MostAmount};
use crate::vocabulary::{CustomerType, ProductType};

impl Draw<'_, '_> {
    /// An agreement to which the clause at hand mostly applies.
    pub(super) fn agreement(&mut self) -> Agreement {
        let (customer, product) = self.parties();
        let price = self.price();
        let concluded = self.conclusion();
        let mut agreement = Agreement::new(customer, product, price, concluded);
        if self.given() {
            let starts = self.instant(concluded, Some(concluded));
            let starts = self.on_a_day_asked_for(starts);
            agreement.starts_at = Some(starts);
        }
        let begins = agreement.starts_at.unwrap_or(concluded);
        if self.given() {
            agreement.ends_at = Some(self.instant(begins, agreement.starts_at));
        }
        if self.given() {
            agreement.term_months = self.term_months();
            self.note_terms(concluded, agreement.term_months);
        }
        agreement.service_count = self.count();
        agreement.session_count = self.count();
        agreement.participants = self.count();
        agreement.payments = self.payments(price, concluded);
        agreement.performance = self.performance(begins);
        agreement.withdrawal = self.withdrawal_facts(concluded);
        if self.choices.percent(70) {
            agreement.change_costs_in_offer = Some(self.amount_near(price));
        }
        agreement.pays_in_instalments = self.said(Condition::PaysInInstalments);
        if self.flag(Condition::Insured) {
            let payout = self.amount_near(price);
            agreement.insurance = Some(Insurance { payout: Some(payout), deductible: Some(self.amount_near(payout)) });
        }
        agreement.declared = self.declared(&agreement);
        agreement.product_id = self.product_id(product);
        agreement
    }

    /// Which of the policy's products of a type it is: mostly one to which the clause at hand applies. Seldom it is not said.
    fn product_id(&mut self, of: ProductType) -> Option<String> {
        let policy = self.policy;
        let mut ids: Vec<FactId> = policy.facts.products_of(of).map(|product| product.id).collect();
        if ids.is_empty() || self.choices.percent(8) {
            return None;
        }
        if let Some((_, clause)) = self.aim
            && self.choices.percent(80)
        {
            let excluded = |id: FactId| {
                clause.conditions.unless.iter().any(|condition| {
                    matches!(condition, Condition::Declared(DeclaredTest { ask: Ask::Product { id: other, .. }, .. }) if *other == id)
                })
            };
            ids.retain(|id| !excluded(*id));
        }
        self.choices.pick(&ids).map(|id| id.to_string())
    }

    /// What is stated of the facts that the policy declares: mostly all of it.
    fn declared(&mut self, agreement: &Agreement) -> DeclaredFacts {
        let policy = self.policy;
        let mut stated = DeclaredFacts::default();
        for fact in policy.facts.iter() {
            if self.given() {
                let value = self.declared_value(fact, agreement);
                stated.set(fact.id, value);
            }
        }
        stated
    }

    fn declared_value(&mut self, fact: &DeclaredFact, agreement: &Agreement) -> Option<DeclaredValue> {
        let wanted = |test: &DeclaredTest| test.fact == fact.id;
        match &fact.kind {
            DeclaredKind::YesNo => {
                let test = DeclaredTest { fact: fact.id, ask: Ask::So };
                Some(DeclaredValue::YesNo(self.flag(Condition::Declared(test))))
            }
            DeclaredKind::Choice(words) => {
                let when = self.aim.map_or(&[][..], |(_, clause)| clause.conditions.when.as_slice());
                let aimed = when.iter().find_map(|condition| match condition {
                    Condition::Declared(test) if wanted(test) => match test.ask {
                        Ask::Word { word, .. } => Some(word),
                        _ => None,
                    },
                    _ => None,
                });
                let follow = self.choices.percent(80);
                aimed.filter(|_| follow).or_else(|| self.choices.pick(words)).map(DeclaredValue::Choice)
            }
            DeclaredKind::Amount { most } => {
                let amount = self.amount_near(agreement.price);
                Some(DeclaredValue::Amount(match most {
                    Some(MostAmount::Price) => amount.min(agreement.price),
                    Some(MostAmount::Fixed(most, _)) => amount.min(*most),
                    None => amount,
                }))
            }
            DeclaredKind::Count { least, most } => {
                let near = least.saturating_add(12).min(*most);
                // Counts that clauses ask for may lie far beyond.
                let asked: Vec<u32> =
                    self.edges.all().counts.iter().copied().filter(|count| *count > near && count <= most).collect();
                if !asked.is_empty() && self.choices.percent(50) {
                    let count = self.choices.pick_or(&asked, *least);
                    let beside =
                        self.choices.pick_or(&[count, count.saturating_sub(1), count.saturating_add(1)], count);
                    return Some(DeclaredValue::Count(beside.clamp(*least, *most)));
                }
                let count = self.choices.between(i64::from(*least), i64::from(near));
                Some(DeclaredValue::Count(u32::try_from(count).unwrap_or(*least)))
            }
            DeclaredKind::Date => {
                let date = self.policy.zone.date_of(self.near_anything(None));
                // Acts are drawn near it.
                if let Some(start) = self.policy.zone.start_of(date) {
                    self.noted(start);
                }
                Some(DeclaredValue::Date(date))
            }
            DeclaredKind::Instant => Some(DeclaredValue::Instant(self.near_anything(None))),
            // It goes with the type.
            DeclaredKind::Product(_) => None,
        }
    }

    fn parties(&mut self) -> (CustomerType, ProductType) {
        let (customers, products): (Vec<CustomerType>, Vec<ProductType>) = match self.aim {
            Some((_, clause)) => (clause.customers.iter().collect(), clause.products.iter().collect()),
            None => (CustomerType::ALL.to_vec(), ProductType::ALL.to_vec()),
        };
        let customer = self.choices.pick_or(&customers, CustomerType::Consumer);
        (customer, self.choices.pick_or(&products, ProductType::Event))
    }

    fn term_months(&mut self) -> u32 {
        let usual = self.choices.pick_or(&[1, 3, 6, 7, 12, 24, 2, 5, 13, 18], 1);
        if self.choices.percent(5) { u32::try_from(self.choices.below(1_201)).unwrap_or(usual) } else { usual }
    }

    /// The ends of contract periods and of contract years are instants to draw notices near to.
    fn note_terms(&mut self, concluded: Instant, term_months: u32) {
        let date = self.policy.zone.date_of(concluded);
        let periods = self.choices.between(1, 4);
        for months in [i64::from(term_months) * periods, 12 * periods] {
            if let Some(end) = date.plus_months(months).and_then(|end| self.policy.zone.start_of(end)) {
                self.noted(end);
            }
        }
    }

    /// A count of which there is one unless stated.
    fn count(&mut self) -> Option<u32> {
        let usual = self.choices.between(1, 12);
        let count = if self.choices.percent(3) { self.choices.between(1, 1_000_000_000) } else { usual };
        u32::try_from(count).ok()
    }

    fn performance(&mut self, begins: Instant) -> Performance {
        let begun = self.flag(Condition::Begun);
        let started_at = if begun { Some(self.instant(begins, None)) } else { None };
        let total = if self.given() { self.choices.between(1, 30) } else { 0 };
        let most = if total == 0 { 30 } else { total };
        let delivered = if self.choices.percent(60) { self.choices.between(0, most) } else { 0 };
        let fully_performed = self.said(Condition::FullyPerformed);
        let delivered = if fully_performed == Some(true) && total > 0 { total } else { delivered };
        let (delivered_units, total_units) = (u32::try_from(delivered).ok(), u32::try_from(total).ok());
        let (delivered_units, total_units) = (delivered_units, total_units.filter(|total| *total > 0));
        let costs_incurred = if self.choices.percent(50) { Some(self.price()) } else { None };
        Performance { started_at, fully_performed, delivered_units, total_units, costs_incurred }
    }

    fn withdrawal_facts(&mut self, concluded: Instant) -> WithdrawalFacts {
        WithdrawalFacts {
            information_given_at: self.choices.percent(40).then(|| self.instant(concluded, None)),
            information_withheld: self.perhaps(25),
            express_request_to_start: self.said(Condition::ExpressRequest),
            acknowledged_loss_of_right: self.said(Condition::Acknowledged),
            goods_received_at: self.choices.percent(75).then(|| self.instant(concluded, None)),
            made_to_order: self.said(Condition::MadeToOrder),
            concluded_on_premises: self.perhaps(15),
            withdrawal_function_missing: self.perhaps(15),
        }
    }
}
