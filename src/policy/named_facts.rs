//! Which facts the words of a policy file name: conditions, anchors, bases, stated amounts and counters. The evaluator reads
//! them by these, and what may be read is told from them.

use super::building_blocks::{Amount, Anchor, Base, Condition, Counter, Share, StatedAmount};
use super::counts::BuiltInCount;
use super::declared::{Ask, DeclaredTest};
use super::people;
use crate::facts::table::{
    Fact, FactValue, agreement, breach, complaint, of_event, offer, price_increase, provider_cancellation,
    provider_change, rescheduling, substitution, termination, withdrawal,
};
use crate::facts::{Agreement, DeclaredValue, Event, FactId};
use crate::money::Cents;
use crate::vocabulary::{BreachKind, Cause, Party, ProductType, Question};

/// What a condition asks of the facts.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// A fact is so.
    So(Fact),
    /// A choice is this word.
    Is(Fact, &'static str),
    /// A fact is known.
    Known(Fact),
    /// An amount is more than nothing.
    MoreThanNothing(Fact),
    /// Both of these.
    Both(Fact, Fact, &'static str),
    /// Performance began no later than the act.
    Begun,
    /// Performance was to start no later than the act.
    Started,
    /// What the policy declares is so.
    Declared(DeclaredTest),
}

/// What [`Test::Begun`] reads.
const BEGUN: [Fact; 3] = [&agreement::STARTED_AT, &agreement::DELIVERED_UNITS, &agreement::FULLY_PERFORMED];

impl Condition {
    /// What it asks.
    pub fn test(self) -> Test {
        use Test::{Begun, Both, Is, Known, MoreThanNothing, So, Started};
        match self {
            Condition::PaysInInstalments => So(&agreement::INSTALMENTS),
            Condition::Begun => Begun,
            Condition::Started => Started,
            Condition::FullyPerformed => So(&agreement::FULLY_PERFORMED),
            Condition::ExpressRequest => So(&agreement::EXPRESS_REQUEST),
            Condition::Acknowledged => So(&agreement::ACKNOWLEDGED),
            Condition::MadeToOrder => So(&agreement::MADE_TO_ORDER),
            Condition::AlternativeDateOffered => So(&rescheduling::ALTERNATIVE_DATE_OFFERED),
            Condition::SubstituteQualifies => So(&substitution::SUBSTITUTE_QUALIFIES),
            Condition::ReplacementOffered => So(&provider_cancellation::REPLACEMENT_OFFERED),
            Condition::CanAttendReplacement => So(&provider_cancellation::CAN_ATTEND),
            Condition::ByProvider => Is(&termination::BY, Party::Provider.name()),
            Condition::ByCustomer => Is(&termination::BY, Party::Customer.name()),
            Condition::ForCause => So(&termination::FOR_CAUSE),
            Condition::NonPayment => So(&termination::NON_PAYMENT),
            Condition::ProviderForCause => Both(&termination::FOR_CAUSE, &termination::BY, Party::Provider.name()),
            Condition::CauseCustomer => Is(&provider_cancellation::CAUSE, Cause::Customer.name()),
            Condition::CauseProvider => Is(&provider_cancellation::CAUSE, Cause::Provider.name()),
            Condition::CauseNeither => Is(&provider_cancellation::CAUSE, Cause::Neither.name()),
            Condition::Indexation => So(&price_increase::INDEXATION),
            Condition::LegalObligation => So(&price_increase::LEGAL_OBLIGATION),
            Condition::Essential => So(&provider_change::ESSENTIAL),
            Condition::LocationOnly => So(&provider_change::LOCATION_ONLY),
            Condition::VisibleOnDelivery => So(&complaint::VISIBLE_ON_DELIVERY),
            Condition::AboutConclusion => So(&complaint::ABOUT_CONCLUSION),
            Condition::AboutInvoice => Known(&complaint::INVOICED_AT),
            Condition::Accepted => Known(&offer::ACCEPTED_AT),
            Condition::Insured => So(&agreement::INSURANCE),
            Condition::InsurancePays => MoreThanNothing(&agreement::PAYOUT),
            Condition::Subscription => Is(&agreement::PRODUCT, ProductType::Subscription.name()),
            Condition::IntellectualProperty => Is(&breach::KIND, BreachKind::IntellectualProperty.name()),
            Condition::MoralRights => Is(&breach::KIND, BreachKind::MoralRights.name()),
            Condition::Confidentiality => Is(&breach::KIND, BreachKind::Confidentiality.name()),
            Condition::NonSolicitation => Is(&breach::KIND, BreachKind::NonSolicitation.name()),
            Condition::Declared(test) => Test::Declared(test),
        }
    }

    /// The built-in facts that it names.
    pub fn facts(self) -> Vec<Fact> {
        match self.test() {
            Test::So(fact) | Test::Is(fact, _) | Test::Known(fact) => vec![fact],
            Test::MoreThanNothing(fact) => vec![&agreement::INSURANCE, fact],
            Test::Both(one, other, _) => vec![one, other],
            Test::Begun => BEGUN.to_vec(),
            Test::Started => vec![&agreement::STARTS_AT],
            Test::Declared(test) => match test.ask {
                Ask::Costs(_) => vec![&agreement::PRICE],
                Ask::Delivered(_) => Share::Delivered.facts(Question::PaymentPlan),
                _ => BuiltInCount::with_id(test.fact).map(BuiltInCount::facts).unwrap_or_default(),
            },
        }
    }
}

impl Anchor {
    /// The fact that it names on a question; `None` for the act, for what the policy declares, and where the question has no such
    /// fact.
    pub fn fact(self, question: Question) -> Option<Fact> {
        match self {
            Anchor::ConcludedAt => Some(&agreement::CONCLUDED_AT),
            Anchor::StartsAt => Some(&agreement::STARTS_AT),
            Anchor::EndsAt => Some(&agreement::ENDS_AT),
            Anchor::Act | Anchor::Declared(_) => None,
            other => of_event(question).iter().find(|fact| Some(fact.field()) == other.built_in_name()).copied(),
        }
    }
}

impl StatedAmount {
    /// The fact that states it; `None` for what the policy declares.
    pub fn fact(self) -> Option<Fact> {
        match self {
            StatedAmount::ChangeCostsInOffer => Some(&agreement::CHANGE_COSTS),
            StatedAmount::CostsIncurred => Some(&agreement::COSTS_INCURRED),
            StatedAmount::GoodsDevaluation => Some(&withdrawal::GOODS_DEVALUATION),
            StatedAmount::MonthlySalary => Some(&breach::MONTHLY_SALARY),
            StatedAmount::Declared(_) => None,
        }
    }

    /// What the facts state; `None` where they do not.
    pub fn stated(self, agreement: &Agreement, event: &Event) -> Option<Cents> {
        if let StatedAmount::Declared(id) = self {
            return match agreement.declared.get(id) {
                Some(DeclaredValue::Amount(amount)) => Some(amount),
                _ => None,
            };
        }
        match self.fact()?.get(agreement, event, 0) {
            Some(FactValue::Amount(amount)) => Some(amount),
            _ => None,
        }
    }
}

impl Base {
    /// The facts that it is read from.
    pub fn facts(self) -> Vec<Fact> {
        match self {
            Base::Price => vec![&agreement::PRICE],
            Base::Paid => vec![&agreement::PAYMENTS, &agreement::PAYMENT_AMOUNT],
            Base::Stated(amount) => amount.fact().into_iter().collect(),
        }
    }
}

impl Share {
    /// The facts that it is read from.
    pub fn facts(self, question: Question) -> Vec<Fact> {
        match self.parts() {
            Some(fact) => vec![fact],
            None if self.is_of_people() => people::facts(question).collect(),
            None => vec![&agreement::TOTAL_UNITS, &agreement::FULLY_PERFORMED, &agreement::DELIVERED_UNITS],
        }
    }

    /// The number of equal parts of which it is one.
    pub fn parts(self) -> Option<Fact> {
        match self {
            Share::OneUnit => Some(&agreement::TOTAL_UNITS),
            Share::OneSession => Some(&agreement::SESSION_COUNT),
            Share::OneMonth => Some(&agreement::TERM_MONTHS),
            Share::Delivered | Share::Undelivered | Share::AllButUndelivered | Share::Remaining | Share::Cancelled => {
                None
            }
        }
    }
}

impl Counter {
    /// The fact that it is; `None` for the people who no longer come, who are all of them unless stated, and for what the
    /// policy declares.
    pub fn fact(self) -> Option<Fact> {
        match self {
            Counter::Service => Some(&agreement::SERVICE_COUNT),
            Counter::Breach => Some(&breach::COUNT),
            Counter::Participants => Some(&agreement::PARTICIPANTS),
            Counter::Cancelled | Counter::Declared(_) => None,
        }
    }

    /// The facts that it is read from.
    pub fn facts(self, question: Question) -> Vec<Fact> {
        match self {
            Counter::Cancelled => people::facts(question).collect(),
            _ => self.fact().into_iter().collect(),
        }
    }

    /// How many there are, one unless stated; of people who no longer come there may be none.
    pub fn counted(self, agreement: &Agreement, event: &Event) -> u32 {
        let fact = match (self, self.fact()) {
            (Counter::Declared(id), _) => return declared_count(agreement, id),
            (_, Some(fact)) => fact,
            (_, None) => return people::cancelled(agreement, event).0,
        };
        match fact.get(agreement, event, 0) {
            Some(FactValue::Count(count)) => count.max(1),
            _ => 1,
        }
    }
}

/// What is stated of a count that the policy declares.
fn declared_count(agreement: &Agreement, id: FactId) -> u32 {
    match agreement.declared.get(id) {
        Some(DeclaredValue::Count(count)) => count,
        _ => 0,
    }
}

impl Amount {
    /// The built-in facts that it is read from.
    pub fn facts(&self, question: Question) -> impl Iterator<Item = Fact> {
        let bases = self.bases().flat_map(Base::facts);
        let shares = self.shares().flat_map(move |share| share.facts(question));
        bases.chain(shares).chain(self.counters().flat_map(move |counter| counter.facts(question)))
    }
}
