//! The requests that show a finding: an agreement and an event of which nothing is known but what matters.

use crate::analyse::Witness;
use crate::calendar::{Date, Instant, Zone};
use crate::facts::table::{Fact, FactKind, FactValue, Rule, agreement, each};
use crate::facts::{Agreement, DeclaredValue, Event, FactId, Invoice, Payment};
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::building_blocks::{Anchor, Condition, Conditions, DayCondition};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::named_facts::Test;
use crate::policy::people;
use crate::policy::people::PartBound;
use crate::policy::products::PriceRange;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question};

/// The price in requests where the price does not matter.
pub(super) const PRICE: Cents = Cents::new(100_000);

/// The days of a year, and one more.
const YEAR: i64 = 366;
/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// A request in the making.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) agreement: Agreement,
    pub(super) event: Event,
    pub(super) basis: Basis,
}

/// The first hour of the first day of the year from which examples are taken.
pub(super) fn first_day() -> Date {
    Date::new(2026, 1, 1).unwrap_or(Date::MIN)
}

/// The start of performance in examples: a Wednesday without holidays near it.
pub(super) fn start_day() -> Date {
    Date::new(2026, 6, 17).unwrap_or(Date::MIN)
}

/// An instant on a civil day, by the hour.
pub(super) fn at_hour(zone: &Zone, date: Date, hour: i64) -> Instant {
    zone.start_of(date).and_then(|at| at.plus_hours(hour)).unwrap_or(Instant::MIN)
}

/// Noon on a civil day.
pub(super) fn noon(zone: &Zone, date: Date) -> Instant {
    at_hour(zone, date, 12)
}

impl Scene {
    /// A consumer or business bought a product for [`PRICE`] and paid it; the act of `question` is at `act`.
    pub(super) fn new(
        question: Question,
        customer: CustomerType,
        product: ProductType,
        concluded: Instant,
        act: Instant,
    ) -> Scene {
        let agreement = Agreement::new(customer, product, PRICE, concluded);
        Scene { agreement, event: event_of(question, concluded, act), basis: Basis::TermsAndLaw }
    }

    /// The same under the terms alone.
    pub(super) fn terms_only(mut self) -> Scene {
        self.basis = Basis::TermsOnly;
        self
    }

    /// Performance starts, and ends half a year later.
    pub(super) fn starting(mut self, at: Instant) -> Scene {
        self.agreement.starts_at = Some(at);
        self.agreement.ends_at = at.plus_hours(24 * 183);
        self
    }

    /// Another price.
    pub(super) fn priced(mut self, price: Cents) -> Scene {
        self.agreement.price = price;
        self
    }

    /// The whole price was paid at conclusion.
    pub(super) fn paid(mut self) -> Scene {
        let paid_at = self.agreement.concluded_at;
        self.agreement.payments = vec![Payment { paid_at, amount: self.agreement.price }];
        self
    }

    /// Makes conditions true and false as they demand; facts that a product fixes stay as they are.
    pub(super) fn under(mut self, policy: &Policy, conditions: &[&Conditions]) -> Scene {
        for conditions in conditions {
            conditions.unless.iter().for_each(|condition| self.set(*condition, false));
        }
        for conditions in conditions {
            conditions.when.iter().for_each(|condition| self.set(*condition, true));
        }
        self.name_product(policy, conditions);
        self.for_a_price(policy);
        self.on_such_a_day(policy, conditions)
    }

    /// Has the product cost what it is sold for: where the price is none of those, the nearest.
    fn for_a_price(&mut self, policy: &Policy) {
        let Agreement { product, ref product_id, price, .. } = self.agreement;
        let near = |range: PriceRange| price.clamp(range.least, range.most);
        let sold = policy.facts.prices(product, product_id.as_deref()).map(near);
        let Some(nearest) = sold.min_by_key(|sold| sold.minus(price).get().saturating_abs()) else { return };
        let paid = self.agreement.payments.iter_mut().filter(|payment| payment.amount == price);
        paid.for_each(|payment| payment.amount = nearest);
        self.agreement.price = nearest;
    }

    /// The whole request so many days later, and at such a time, that what conditions ask of days and of the clock is so; where
    /// none is found, it stays.
    fn on_such_a_day(self, policy: &Policy, conditions: &[&Conditions]) -> Scene {
        let asked: Vec<&DayCondition> = conditions.iter().filter_map(|conditions| conditions.day.as_ref()).collect();
        let clock_of = |scene: &Scene, of: Anchor| scene.instant(of).map(|at| policy.zone.local(at));
        let day_of = |scene: &Scene, of: Anchor| clock_of(scene, of).map(|(day, _)| day);
        let holds = |scene: &Scene| {
            let at = |day: &&DayCondition| clock_of(scene, day.of).is_none_or(|at| day.holds_at(at, policy.holidays));
            asked.iter().all(at)
        };
        if holds(&self) {
            return self;
        }
        let edges =
            asked.iter().flat_map(|day| [day.from, day.until].map(|edge| Some((day_of(&self, day.of)?, edge?))));
        let years = edges.flatten().flat_map(|(now, edge)| [now.days_until(edge), now.days_until(edge) - YEAR]);
        let days = std::iter::once(0).chain(years).flat_map(|first| first..=first + YEAR);
        let days: Vec<i64> = days.collect();
        // As it is, or so much later that an anchor is at the beginning of what is asked of its time.
        let later = asked.iter().filter_map(|day| {
            let (_, second) = clock_of(&self, day.of)?;
            Some(day.time?.from.seconds() - second)
        });
        let times: Vec<i64> = std::iter::once(0).chain(later).collect();
        let all = times.iter().flat_map(|seconds| days.iter().map(move |days| DAY * days + seconds));
        let moved = all.filter_map(|seconds| self.later(seconds)).find(holds);
        moved.unwrap_or(self)
    }

    /// The instant of an anchor, as far as it is stated.
    fn instant(&self, anchor: Anchor) -> Option<Instant> {
        let stated = |fact: Fact| match fact.get(&self.agreement, &self.event, 0) {
            Some(FactValue::Instant(at)) => Some(at),
            _ => None,
        };
        let of_session = || (anchor == Anchor::SessionStartsAt).then_some(self.agreement.starts_at)?;
        match anchor {
            Anchor::Act => self.event.act(),
            _ => anchor.fact(self.event.question()).and_then(stated).or_else(of_session),
        }
    }

    /// The same request so many seconds later, each instant in it; a date by the whole days of it.
    fn later(&self, seconds: i64) -> Option<Scene> {
        let mut stated: Vec<(Fact, usize, FactValue<'_>)> = Vec::new();
        each(&self.agreement, &self.event, |fact, entry| {
            stated.extend(fact.get(&self.agreement, &self.event, entry).map(|value| (fact, entry, value)));
        });
        let mut moved = self.clone();
        for (fact, entry, value) in stated {
            let later = match value {
                FactValue::Instant(at) => FactValue::Instant(at.plus_secs(seconds)?),
                FactValue::Date(day) => FactValue::Date(day.plus_days(seconds.div_euclid(DAY))?),
                _ => continue,
            };
            fact.set(&mut moved.agreement, &mut moved.event, entry, Some(later));
        }
        Some(moved)
    }

    /// Names a product of the type that no condition excludes, where one excludes any.
    fn name_product(&mut self, policy: &Policy, conditions: &[&Conditions]) {
        let product = self.agreement.product;
        let all = conditions.iter().flat_map(|conditions| &conditions.unless);
        let excluded: Vec<FactId> = all
            .filter_map(|condition| match condition {
                Condition::Declared(DeclaredTest { ask: Ask::Product { id, of, .. }, .. }) if *of == product => {
                    Some(*id)
                }
                _ => None,
            })
            .collect();
        if self.agreement.product_id.is_none() && !excluded.is_empty() {
            let mut left = policy.facts.products_of(product).filter(|own| !excluded.contains(&own.id));
            self.agreement.product_id = left.next().map(|own| own.id.to_string());
        }
    }

    /// The request.
    pub(super) fn witness(self) -> Witness {
        Witness { agreement: self.agreement, event: self.event, basis: self.basis }
    }

    /// Makes a fact so, or not.
    pub(super) fn set(&mut self, condition: Condition, holds: bool) {
        let concluded = self.agreement.concluded_at;
        match condition.test() {
            Test::So(fact) => {
                self.put(fact, holds.then_some(FactValue::YesNo(true)));
                self.follow(fact, holds);
            }
            // A matter of the product.
            Test::Is(fact, _) if *fact == agreement::PRODUCT => {}
            Test::Is(fact, word) if holds => self.put(fact, Some(FactValue::Word(word))),
            Test::Is(fact, word) if self.get(fact) == Some(FactValue::Word(word)) => {
                self.put(fact, other_word(fact, word));
            }
            Test::Is(..) => {}
            Test::Known(fact) => self.put(fact, holds.then_some(FactValue::Instant(concluded))),
            Test::MoreThanNothing(fact) => {
                self.put(&agreement::INSURANCE, holds.then_some(FactValue::YesNo(true)));
                self.follow(&agreement::INSURANCE, holds);
                self.put(fact, holds.then_some(FactValue::Amount(PAYOUT)));
            }
            Test::Both(fact, choice, word) if holds => {
                self.put(choice, Some(FactValue::Word(word)));
                self.put(fact, Some(FactValue::YesNo(true)));
            }
            Test::Both(fact, choice, word) if self.get(choice) == Some(FactValue::Word(word)) => self.put(fact, None),
            Test::Both(..) => {}
            Test::Begun => self.put(&agreement::STARTED_AT, holds.then_some(FactValue::Instant(concluded))),
            Test::Started => {}
            Test::Declared(test) => self.declare(test, holds),
        }
    }

    /// So many of the people, as many at least, no longer come.
    fn cancel(&mut self, wanted: u32) {
        let all = self.agreement.participants.unwrap_or(1).max(wanted);
        self.agreement.participants = Some(all);
        if let Some(fact) = people::cancelled_count(self.event.question()) {
            self.put(fact, (wanted > 0).then_some(FactValue::Count(wanted)));
        }
    }

    /// Makes a declared fact so, or not. Another word than one of a choice is not known here: the fact is left out.
    fn declare(&mut self, test: DeclaredTest, holds: bool) {
        if let (Some(count), Ask::AtLeast(bound)) = (BuiltInCount::with_id(test.fact), test.ask) {
            let wanted = if holds { bound } else { bound.saturating_sub(1) };
            let Some(fact) = count.fact() else { return self.cancel(wanted) };
            return self.put(fact, Some(FactValue::Count(wanted)));
        }
        match test.ask {
            Ask::Costs(bound) => {
                let price = self.agreement.price;
                let below = price.min(bound.minus_floored(Cents::new(1)));
                return self.agreement.price = if holds { price.max(bound) } else { below };
            }
            Ask::Delivered(bound) => return self.deliver(bound, holds),
            _ => {}
        }
        if !test.concerns(self.agreement.product) {
            return;
        }
        let said = self.agreement.said(test.fact);
        let value = match test.ask {
            Ask::So => Some(DeclaredValue::YesNo(holds)),
            Ask::Word { word: id, .. } | Ask::Product { id, .. } if holds => Some(DeclaredValue::Choice(id)),
            Ask::Word { word: id, .. } | Ask::Product { id, .. } if said != Some(DeclaredValue::Choice(id)) => return,
            Ask::Word { .. } | Ask::Product { .. } => None,
            Ask::AtLeast(bound) if holds => Some(DeclaredValue::Count(bound)),
            Ask::AtLeast(bound) => Some(DeclaredValue::Count(bound.saturating_sub(1))),
            Ask::Costs(_) | Ask::Delivered(_) => return,
        };
        self.agreement.say(test.fact, value);
    }

    /// Delivers a part that reaches a bound, or not: all of it, or nothing, where that will do.
    fn deliver(&mut self, bound: PartBound, holds: bool) {
        let of = |delivered: u32, total: u32| bound.is_reached(delivered, total) == holds;
        let (delivered, total) = if of(1, 1) { (1, 1) } else { (0, 1) };
        let told = self.agreement.performance;
        if !told.total_units.is_some_and(|total| of(told.delivered_units.unwrap_or(0), total)) {
            self.put(&agreement::DELIVERED_UNITS, Some(FactValue::Count(delivered)));
            self.put(&agreement::TOTAL_UNITS, Some(FactValue::Count(total)));
        }
    }

    /// What goes with a fact that is so or not: a cause with non-payment, units with all of them, amounts with an insurance.
    fn follow(&mut self, fact: Fact, holds: bool) {
        if holds {
            for rule in fact.rules {
                if let Rule::OnlyWith(other) = *rule {
                    self.put(other, Some(FactValue::YesNo(true)));
                }
            }
        }
        if *fact == agreement::FULLY_PERFORMED && holds {
            self.agreement.performance.deliver_all();
            self.agreement.performance.started_at.get_or_insert(self.agreement.concluded_at);
        }
        if *fact == agreement::INSURANCE && holds {
            self.put(&agreement::PAYOUT, Some(FactValue::Amount(PAYOUT)));
            self.put(&agreement::DEDUCTIBLE, Some(FactValue::Amount(DEDUCTIBLE)));
        }
    }

    fn get(&self, fact: Fact) -> Option<FactValue<'_>> {
        fact.get(&self.agreement, &self.event, 0)
    }

    fn put(&mut self, fact: Fact, value: Option<FactValue<'_>>) {
        fact.set(&mut self.agreement, &mut self.event, 0, value);
    }
}

/// Another word of a choice: not the first, which is where plain events start, unless it is all there is.
fn other_word(fact: Fact, word: &str) -> Option<FactValue<'static>> {
    let FactKind::Choice(choice) = fact.kind else { return None };
    let mut others = choice.words.iter().map(|(name, _)| *name).filter(|name| *name != word);
    others.next_back().map(FactValue::Word)
}

/// An insurance that pays, in amounts that nothing else has.
const PAYOUT: Cents = Cents::new(15_000);
const DEDUCTIBLE: Cents = Cents::new(2_500);

/// The event of a question with its act at an instant, as plain as can be.
fn event_of(question: Question, concluded: Instant, act: Instant) -> Event {
    let later = act.plus_hours(24 * 60).unwrap_or(act);
    let mut event = Event::plain(question, act);
    match &mut event {
        Event::PaymentAllocation(e) => e.amount = PRICE,
        Event::PriceIncrease(e) => (e.effective_at, e.new_price) = (later, PRICE.plus(Cents::new(1))),
        Event::TermsChange { effective_at, .. } => *effective_at = later,
        Event::Complaint(e) => e.filed_at = Some(act),
        Event::DamageClaim(e) => e.damage = PRICE.times(100),
        Event::Breach { monthly_salary, .. } => *monthly_salary = Some(PRICE),
        Event::ForceMajeure { as_of, .. } => *as_of = later,
        Event::Offer { made_at, as_of, .. } => (*made_at, *as_of) = (act.min(concluded), Some(act)),
        _ => {}
    }
    event
}

/// An invoice for the whole price.
pub(super) fn invoice(issued_on: Date, due_on: Option<Date>) -> Invoice {
    Invoice {
        id: "1".to_owned(),
        issued_on,
        due_on,
        open: PRICE,
        is_deposit: None,
        reminder_received_on: due_on,
        collection_notice_received_on: None,
        collection_notice_defective: None,
        open_at_notice_end: None,
        collection_steps_on: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::inspect;
    use crate::facts::Facts;
    use crate::law::Law;
    use crate::policy::store::PolicySet;

    /// The conditions that are about the event of a question.
    const OF_EVENTS: [(Question, &[Condition]); 9] = [
        (Question::Rescheduling, &[Condition::AlternativeDateOffered]),
        (Question::Substitution, &[Condition::SubstituteQualifies]),
        (
            Question::ProviderCancellation,
            &[
                Condition::ReplacementOffered,
                Condition::CauseCustomer,
                Condition::CauseProvider,
                Condition::CauseNeither,
                // After the replacement, without which nobody can attend it.
                Condition::CanAttendReplacement,
            ],
        ),
        (
            Question::Termination,
            &[
                Condition::ByProvider,
                Condition::ByCustomer,
                Condition::ForCause,
                Condition::NonPayment,
                Condition::ProviderForCause,
            ],
        ),
        (Question::PriceIncrease, &[Condition::Indexation, Condition::LegalObligation]),
        (Question::ProviderChange, &[Condition::LocationOnly]),
        (Question::Complaint, &[Condition::VisibleOnDelivery, Condition::AboutConclusion]),
        (Question::Offer, &[Condition::Accepted]),
        (
            Question::Breach,
            &[
                Condition::IntellectualProperty,
                Condition::MoralRights,
                Condition::Confidentiality,
                Condition::NonSolicitation,
            ],
        ),
    ];

    const OF_AGREEMENTS: [Condition; 8] = [
        Condition::PaysInInstalments,
        Condition::Begun,
        Condition::FullyPerformed,
        Condition::ExpressRequest,
        Condition::Acknowledged,
        Condition::MadeToOrder,
        Condition::Insured,
        Condition::InsurancePays,
    ];

    #[test]
    fn a_scene_makes_every_condition_so_and_not_so() {
        let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
        let policy = set.iter().next().unwrap();
        let holds = |scene: Scene, condition| {
            let Witness { agreement, event, basis } = scene.witness();
            let facts = Facts::new(agreement, event, basis).unwrap_or_else(|error| panic!("{condition:?}: {error}"));
            inspect::hold(policy, law, &facts, &Conditions { when: vec![condition], ..Conditions::default() })
        };
        let plain = |question| {
            let (concluded, act) = (noon(&policy.zone, first_day()), noon(&policy.zone, start_day()));
            Scene::new(question, CustomerType::Consumer, ProductType::Coaching, concluded, act).starting(act)
        };
        let act = Some(noon(&policy.zone, start_day()));
        for question in [Question::Cancellation, Question::Withdrawal, Question::Complaint, Question::Offer] {
            assert_eq!(plain(question).event.act(), act, "{question}");
        }
        let of_agreements = Question::ALL.iter().map(|question| (*question, OF_AGREEMENTS.as_slice()));
        for (question, conditions) in OF_EVENTS.into_iter().chain(of_agreements) {
            for &condition in conditions {
                let mut scene = plain(question);
                if condition == Condition::CanAttendReplacement {
                    scene.set(Condition::ReplacementOffered, true);
                }
                scene.set(condition, true);
                assert!(holds(scene.clone(), condition), "{question} {condition:?}");
                scene.set(condition, false);
                assert!(!holds(scene, condition), "{question} not {condition:?}");
            }
        }
    }
}
