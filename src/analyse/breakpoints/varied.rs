//! Which facts the cases of a question vary: what may be read and is the same in all of them was not examined.

use super::cases::Case;
use crate::calendar::Instant;
use crate::facts::table::{
    Fact, FactSet, acts, agreement, damage_claim, no_show, of_question, payment_allocation, payment_review,
    price_increase, rescheduling,
};
use crate::facts::{Agreement, Event};
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::Question;

/// The facts that take more than one value among the cases seen so far.
#[derive(Debug, Default)]
pub(in crate::analyse) struct Varied {
    first: Option<(Agreement, Event)>,
    varied: FactSet,
}

/// Any price: the walk varies it.
const PRICE: Cents = Cents::new(10_000);

impl Varied {
    /// Looks at one more case.
    pub(in crate::analyse) fn see(&mut self, case: &Case, policy: &Policy) {
        let (agreement, event) = case.request(PRICE, None::<Instant>);
        let Some((first, happened)) = &self.first else {
            self.first = Some((agreement, event));
            return;
        };
        for fact in of_question(event.question()).filter(|fact| !self.varied.contains(fact)).collect::<Vec<_>>() {
            if fact.get(&agreement, &event, 0) != fact.get(first, happened, 0) {
                self.varied.insert(fact);
            }
        }
        for (place, fact) in policy.facts.iter().enumerate() {
            if agreement.said(fact.id) != first.said(fact.id) {
                self.varied.insert_declared(place);
            }
        }
    }

    /// The paths of those facts that may be read which are the same in every case, and for which nothing else vouches.
    pub(in crate::analyse) fn fixed(&self, policy: &Policy, question: Question, may_be_read: FactSet) -> Vec<String> {
        let walked = [&agreement::PRICE, &agreement::CUSTOMER, &agreement::PRODUCT].into_iter();
        let vouched = walked.chain(acts(question).iter().copied()).chain(NEED_NOT_VARY.iter().copied());
        let vouched: FactSet = vouched.filter(|fact| fact.question.is_none_or(|of| of == question)).collect();
        let fixed = may_be_read.without(self.varied).without(vouched);
        let declared = fixed.declared().filter_map(|place| policy.facts.at(place));
        let built_in = fixed.iter(question).map(|fact| fact.path.to_owned());
        built_in.chain(declared.map(|fact| fact.id.path())).collect()
    }
}

/// Facts that are read and need not be varied, each because of what is proved about it:
/// - what was paid, and when: a settlement and a limit depend on the sum alone, and every edge of it is tried by itself;
/// - the damage: what can be recovered is the lower of it and a limit, so that the largest shows the limit;
/// - what was awarded before: it lowers a limit, as a lower limit would;
/// - the price before an increase: an increase is measured by it as by the agreed price;
/// - invoices, what is open on them and what collecting them cost: arrears are examined invoice by invoice, at amounts of
///   their own;
/// - a notice that was defective, and what was open when its term ended: collection costs alone depend on them, and are
///   examined with and without either;
/// - what a payment is divided over: no verdict, charge or deadline depends on it, and nothing else is claimed;
/// - ids: they are repeated, not compared;
/// - the session: it stands in the place of the start.
static NEED_NOT_VARY: &[Fact] = &[
    &agreement::PAYMENTS,
    &agreement::PAYMENT_AMOUNT,
    &agreement::PAYMENT_PAID_AT,
    &damage_claim::DAMAGE,
    &damage_claim::AWARDED_THIS_YEAR,
    &price_increase::CURRENT_PRICE,
    &payment_review::INVOICES,
    &payment_review::OPEN_AMOUNT,
    &payment_review::NOTICE_DEFECTIVE,
    &payment_review::OPEN_AT_NOTICE_END,
    &payment_review::ACTUAL_COLLECTION_COSTS,
    &payment_review::COLLECTION_COSTS_VAT_PERCENT,
    &payment_review::INVOICE_ID,
    &payment_allocation::AMOUNT,
    &payment_allocation::OPEN_COSTS,
    &payment_allocation::OPEN_INTEREST,
    &payment_allocation::INVOICES,
    &payment_allocation::INVOICE_ID,
    &payment_allocation::DUE_ON,
    &payment_allocation::OPEN_AMOUNT,
    &no_show::SESSION_STARTS_AT,
    &rescheduling::SESSION_STARTS_AT,
];

#[cfg(test)]
mod tests {
    use super::super::{cases, timelines};
    use super::*;
    use crate::evaluate::clauses_read;
    use crate::facts::table::cancellation;
    use crate::policy::load::load;
    use crate::vocabulary::{CustomerType, ProductType};

    const MEMBER: (ProductType, CustomerType) = (ProductType::Event, CustomerType::Business);

    /// A policy with one clause on cancelling, which charges something.
    fn policy(charge: &str) -> Policy {
        let text = format!(
            "policy = \"test\"\nversion = \"1\"\nname = \"Test\"\ncurrency = \"EUR\"\nprices = \"including_vat\"\n\
             zone = \"Europe/Amsterdam\"\nholidays = \"NL\"\nlaw = \"NL\"\n[[clause]]\nid = \"cancel\"\narticle = \"1\"\nquestion = \"cancellation\"\n\
             summary = {{ nl = \"x\", en = \"x\" }}\n[clause.outcome]\ncharges = [{{ kind = \"administration_fee\", {charge} }}]\n"
        );
        load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
    }

    fn seen(policy: &Policy) -> Varied {
        let mut varied = Varied::default();
        for line in timelines(&[policy], Question::Cancellation, &crate::analyse::Patience::default()).lines {
            for case in cases(&[policy], Question::Cancellation, MEMBER, line, Cents::MAX).cases {
                varied.see(&case, policy);
            }
        }
        varied
    }

    #[test]
    fn a_fact_that_no_case_varies_is_named() {
        let (fixed, counted) = (policy("amount = \"10.00\""), policy("amount = \"10.00\", per = \"service\""));
        let services: FactSet = [&agreement::SERVICE_COUNT as Fact].into_iter().collect();
        // The cases of the first are not about services: planted among what it reads, their number is found out.
        assert_eq!(seen(&fixed).fixed(&fixed, Question::Cancellation, services), [agreement::SERVICE_COUNT.path]);
        assert_eq!(seen(&counted).fixed(&counted, Question::Cancellation, services), [] as [&str; 0]);
        for policy in [&fixed, &counted] {
            let read = clauses_read(policy, Question::Cancellation, MEMBER);
            assert_eq!(seen(policy).fixed(policy, Question::Cancellation, read), [] as [&str; 0]);
        }
        // The same of what a policy declares: the cases of the first state nothing of it.
        let declaring = |charge: &str| {
            let fact = "[[fact]]\nid = \"note\"\nkind = \"yes_no\"\nask = { nl = \"x\", en = \"x\" }\n[[clause]]";
            let text = fixed.source.replace("[[clause]]", fact).replace("amount = \"10.00\"", charge);
            load("test.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")).policy
        };
        let (silent, asking) = (declaring("amount = \"10.00\""), declaring("amount = \"10.00\", when = [\"note\"]"));
        let read = clauses_read(&asking, Question::Cancellation, MEMBER);
        assert_eq!(seen(&silent).fixed(&silent, Question::Cancellation, read), ["facts[note]"]);
        assert_eq!(seen(&asking).fixed(&asking, Question::Cancellation, read), [] as [&str; 0]);
        // A fact that no form of clause reads yet.
        let planted: FactSet = [&cancellation::CANCELLED_COUNT as Fact].into_iter().collect();
        assert_eq!(
            seen(&counted).fixed(&counted, Question::Cancellation, planted),
            [cancellation::CANCELLED_COUNT.path]
        );
    }
}
