//! The cases of a question: every assignment of the facts that its clauses, or mandatory law, read. The price and the
//! instant of the act stay open.

mod counts;
mod declared;
mod dimensions;
mod events;
mod measures;

use super::kinks::{self, Unclear};
use super::lines::Known;
use super::settings::{Increase, Most, Setting};
use super::timeline::Timeline;
use crate::calendar::{Instant, Zone};
use crate::facts::table::{Fact, agreement, price_increase};
use crate::facts::{Agreement, DeclaredValue, Event, FactId, Facts, Payment};
use crate::money::{Cents, Percent};
use crate::policy::Policy;
use crate::policy::products::PriceRange;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};

/// What was paid by the conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::analyse) enum Paid {
    Nothing,
    /// The whole price.
    Price,
    /// So much, whatever the price.
    Amount(Cents),
}

/// One case.
#[derive(Clone, Debug)]
pub(in crate::analyse) struct Case {
    pub(in crate::analyse) agreement: Agreement,
    pub(in crate::analyse) event: Event,
    pub(in crate::analyse) paid: Paid,
    /// What distinguishes it from other cases.
    pub(in crate::analyse) settings: Vec<Setting>,
    /// Whether it lies on a regular timeline, so that every price matters.
    pub(in crate::analyse) regular: bool,
    increase: Increase,
    /// The declared amounts that the price bounds: more than it is the price.
    capped: Vec<FactId>,
    /// The lowest and the highest price.
    within: PriceRange,
    /// What its product is sold for.
    sold: PriceRange,
}

/// What a case has besides the facts that it states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::analyse) struct Apart<'c> {
    paid: Paid,
    increase: Increase,
    capped: &'c [FactId],
    within: PriceRange,
    sold: PriceRange,
    regular: bool,
    unbounded: bool,
}

/// The cases of one question, and whether these are all.
pub(in crate::analyse) struct Cases {
    pub(in crate::analyse) cases: Vec<Case>,
    /// There are more than [`MOST_CASES`]: some were left out.
    pub(in crate::analyse) incomplete: bool,
    /// What amounts and counts change in more ways than is looked at.
    pub(in crate::analyse) unclear: Unclear,
}

/// The most assignments of one question on one timeline.
const MOST_CASES: usize = 4_096;

/// The cases of a question for a product and a customer on a timeline, those with the fewest facts first. `stated` is
/// the amount that facts state where they state one.
pub(in crate::analyse) fn cases(
    policies: &[&Policy],
    question: Question,
    member: (ProductType, CustomerType),
    line: Timeline,
    stated: Cents,
) -> Cases {
    let zone = policies.first().map(|policy| &policy.zone);
    let (mut agreement, event) = blank(question, member, line, zone);
    for policy in policies {
        declared::moments(policy, line, &mut agreement);
    }
    let mut dimensions = dimensions::of(policies, question, member, line, stated);
    let blank = Case {
        agreement,
        event,
        paid: Paid::Nothing,
        settings: Vec::new(),
        regular: line.regular,
        increase: Increase::OneCent,
        capped: Vec::new(),
        within: PriceRange::ALL,
        sold: PriceRange::ALL,
    };
    let unclear = kinks::extend(policies, question, member, &blank, &mut dimensions);
    let count = dimensions.iter().map(Vec::len).fold(1usize, usize::saturating_mul);
    let weight = |settings: &[Setting]| settings.iter().filter(|s| s.matters()).count();
    // Odd timelines show calendars: one fact at a time will do.
    let most_weight = if line.regular { usize::MAX } else { 1 };
    let mut assignments: Vec<Vec<Setting>> = vec![Vec::new()];
    for dimension in &dimensions {
        let longer = |known: &Vec<Setting>| {
            let room = most_weight - weight(known);
            let known = known.clone();
            let fits = dimension.iter().filter(move |setting| room > 0 || !setting.matters());
            fits.map(move |setting| known.iter().copied().chain([*setting]).collect())
        };
        assignments = assignments.iter().flat_map(longer).take(MOST_CASES).collect();
    }
    assignments.sort_by_cached_key(|settings| weight(settings));
    let case = |settings: Vec<Setting>| {
        let mut case = blank.clone();
        settings.iter().for_each(|setting| case.set(*setting));
        case.sold = sold_for(policies, &case.agreement);
        // At none of its prices conditions ask for it.
        let within = case.within.overlap(case.sold)?;
        Some(Case { settings, within, ..case })
    };
    Cases { cases: assignments.into_iter().filter_map(case).collect(), incomplete: count > MOST_CASES, unclear }
}

/// What goes with the price.
const OF_PRICE: &[Fact] = &[&agreement::PRICE, &agreement::PAYMENT_AMOUNT, &price_increase::NEW_PRICE];

/// What the product of an agreement is sold for under some policies: all prices of any of them that has it.
fn sold_for(policies: &[&Policy], agreement: &Agreement) -> PriceRange {
    let named = agreement.product_id.as_deref();
    let under = |policy: &&Policy| match policy.facts.products().is_empty() {
        true => Some(PriceRange::ALL),
        false => policy.facts.prices(agreement.product, named).reduce(PriceRange::with),
    };
    policies.iter().filter_map(under).reduce(PriceRange::with).unwrap_or(PriceRange::ALL)
}

fn blank(
    question: Question,
    (product, customer): (ProductType, CustomerType),
    line: Timeline,
    zone: Option<&Zone>,
) -> (Agreement, Event) {
    let mut agreement = Agreement::new(customer, product, Cents::ZERO, line.concluded);
    agreement.starts_at = Some(line.start);
    agreement.ends_at = Some(line.end);
    agreement.term_months = 12;
    if product == ProductType::Goods {
        agreement.withdrawal.goods_received_at = line.concluded.plus_hours(24 * 2);
    }
    let event = events::blank(question, line, zone);
    (agreement, event)
}

impl Case {
    /// What is known besides the price.
    pub(super) fn known(&self) -> Known<'_> {
        Known { agreement: &self.agreement, event: &self.event, paid: self.paid, capped: &self.capped }
    }

    /// Sets one more fact.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other setting is a fact of the request, written by `apply`"
    )]
    pub(in crate::analyse) fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Paid(paid) => self.paid = paid,
            Setting::Declared(stating) => {
                self.agreement.say(stating.fact, Some(stating.value));
                if stating.most == Most::Price {
                    self.capped.push(stating.fact);
                }
            }
            Setting::Increase(increase) => self.increase = increase,
            Setting::Prices(least, most) => self.within = PriceRange { least, most },
            _ => setting.apply(&mut self.agreement, &mut self.event),
        }
    }

    /// What it has besides the facts that it states.
    pub(in crate::analyse) fn apart(&self) -> Apart<'_> {
        Apart {
            paid: self.paid,
            increase: self.increase,
            capped: &self.capped,
            within: self.within,
            sold: self.sold,
            regular: self.regular,
            unbounded: self.is_unbounded(),
        }
    }

    /// The price of the case that lies nearest to another.
    pub(in crate::analyse) fn nearest_price(&self, price: Cents) -> Cents {
        price.clamp(self.within.least, self.within.most)
    }

    /// The lowest and the highest price.
    pub(in crate::analyse) fn within(&self) -> PriceRange {
        self.within
    }

    /// What its product is sold for.
    pub(in crate::analyse) fn sold(&self) -> PriceRange {
        self.sold
    }

    /// The same at every price that its product is sold for: beyond its own, what conditions ask of the price is another thing.
    pub(in crate::analyse) fn at_every_price(&self) -> Case {
        Case { within: self.sold, ..self.clone() }
    }

    /// The request at a price, or the nearest of the case, with the act at an instant.
    pub(in crate::analyse) fn request(&self, price: Cents, act: Option<Instant>) -> (Agreement, Event) {
        let mut agreement = self.agreement.clone();
        let mut event = act.and_then(|at| self.event.with_act(at)).unwrap_or_else(|| self.event.clone());
        self.ask(price, &mut agreement, &mut event);
        (agreement, event)
    }

    /// Has a request of the case ask a price, or the nearest of the case.
    fn ask(&self, price: Cents, agreement: &mut Agreement, event: &mut Event) {
        let price = self.nearest_price(price);
        agreement.price = price;
        for id in &self.capped {
            if let Some(DeclaredValue::Amount(amount)) = self.agreement.declared.get(*id) {
                agreement.declared.set(*id, Some(DeclaredValue::Amount(amount.min(price))));
            }
        }
        let paid = match self.paid {
            Paid::Nothing => Cents::ZERO,
            Paid::Price => price,
            Paid::Amount(amount) => amount,
        };
        agreement.payments.clear();
        if paid > Cents::ZERO {
            agreement.payments.push(Payment { paid_at: agreement.concluded_at, amount: paid });
        }
        if let Event::PriceIncrease(e) = event {
            e.new_price = self.raised(price);
        }
    }

    /// The facts at a price, with the act at an instant; `None` where they contradict each other.
    pub(in crate::analyse) fn facts(&self, price: Cents, act: Option<Instant>, basis: Basis) -> Option<Facts> {
        let (agreement, event) = self.request(price, act);
        Facts::new(agreement, event, basis).ok()
    }

    /// The same facts at another price: so much quicker than anew that each step has its own.
    pub(in crate::analyse) fn repriced(&self, facts: Facts, price: Cents) -> Option<Facts> {
        facts.changed(OF_PRICE, |agreement, event| self.ask(price, agreement, event)).ok()
    }

    /// Whether the case rests on an amount that no terms bound.
    pub(in crate::analyse) fn is_unbounded(&self) -> bool {
        self.settings.iter().any(|setting| setting.is_unbounded())
    }

    fn raised(&self, price: Cents) -> Cents {
        match self.increase {
            Increase::OneCent => price.plus(Cents::new(1)),
            Increase::By(units, cents) => {
                let hundred = u64::from(Percent::HUNDRED.units());
                price.plus(price.share(units.into(), hundred)).plus(Cents::new(cents))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::timeline::timelines;
    use super::*;
    use crate::policy::store::PolicySet;

    /// A value that changes nothing would be a case that is examined twice, and another that is never examined.
    #[test]
    fn every_value_of_a_fact_makes_another_case() {
        let mut compared = 0;
        for policy in PolicySet::built_in().unwrap().iter() {
            let policy = policy.as_ref();
            for question in Question::ALL.iter().copied() {
                let Some(line) =
                    timelines(&[policy], question, &crate::analyse::Patience::default()).lines.first().copied()
                else {
                    continue;
                };
                for product in ProductType::ALL.iter().copied() {
                    for customer in CustomerType::ALL.iter().copied() {
                        let (agreement, event) = blank(question, (product, customer), line, Some(&policy.zone));
                        let made = |setting: &Setting| {
                            let (agreement, event) = (agreement.clone(), event.clone());
                            let (paid, increase) = (Paid::Nothing, Increase::OneCent);
                            let mut case = Case {
                                agreement,
                                event,
                                paid,
                                settings: Vec::new(),
                                regular: true,
                                increase,
                                capped: Vec::new(),
                                within: PriceRange::ALL,
                                sold: PriceRange::ALL,
                            };
                            case.set(*setting);
                            format!("{case:?}")
                        };
                        let stated = Cents::new(12_345);
                        for dimension in dimensions::of(&[policy], question, (product, customer), line, stated) {
                            let mut seen: Vec<String> = dimension.iter().map(made).collect();
                            seen.sort_unstable();
                            seen.dedup();
                            assert_eq!(seen.len(), dimension.len(), "{} {question} {dimension:?}", policy.id);
                            compared += dimension.len();
                        }
                    }
                }
            }
        }
        assert!(compared > 100, "{compared}");
    }
}
