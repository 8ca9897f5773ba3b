//! Leaving a service: what the law gives a consumer whom the terms hold to it, and when a fee may be reduced (L9).

use super::context::Context;
use super::outcome::OutcomeAnswer;
use crate::decision::{Calculation, Charge, Decision, FindingCode, Operand, Source};
use crate::facts::table::agreement;
use crate::law::{LawRule, Leaving};
use crate::money::Cents;
use crate::policy::building_blocks::{Base, StatedAmount};
use crate::vocabulary::{ChargeKind, DeadlineKind, Question, Verdict};
use smallvec::smallvec;

const L9: Source = Source::Law(LawRule::L9);

impl Context<'_> {
    /// Whether the customer asks to leave, by cancelling or by ending the agreement.
    fn customer_leaves(&self) -> bool {
        let leaves = matches!(self.facts.question(), Question::Cancellation | Question::Termination);
        leaves && !self.facts.provider_acts()
    }

    /// Whether the customer is a consumer to whom mandatory law applies.
    fn protects(&self) -> bool {
        self.law_applies() && self.facts.is_consumer()
    }

    /// Whether a consumer pays for leaving: who asks to leave, or for another date where the terms take that for leaving and
    /// settle.
    fn consumer_pays_for_leaving(&self, decision: &Decision) -> bool {
        let moves = self.facts.question() == Question::Rescheduling && decision.settlement.is_some();
        (self.customer_leaves() || moves) && self.protects()
    }

    /// Whether it is a service that the consumer leaves, or pays for as for leaving it, and that the law lets a consumer leave.
    pub(super) fn leaves_a_service(&self, decision: &Decision) -> bool {
        self.consumer_pays_for_leaving(decision) && self.law.leaving(self.facts.product()) != Leaving::ByTerms
    }

    /// Lets a consumer leave a service that the terms hold to: the delivered share and the costs stay due (7:406, 7:411). Of an
    /// agreement that runs on the refusal stays, and points to ending it by notice.
    pub(super) fn leave_a_service(&mut self, answer: &mut OutcomeAnswer) {
        if answer.verdict != Some(Verdict::Refused) || !(self.customer_leaves() && self.protects()) {
            return;
        }
        let ends = self.facts.question() == Question::Termination;
        match self.law.leaving(self.facts.product()) {
            Leaving::AnyTime => {}
            Leaving::ByNotice if !ends => {
                return self.find_by_law(FindingCode::SeeTermination, &[Source::Clause(answer.place)]);
            }
            Leaving::ByNotice | Leaving::ByTerms => return,
        }
        if !self.rule_applies(LawRule::L9) {
            return;
        }
        self.explain(L9, || Calculation::ServiceLeft);
        self.find(FindingCode::LawOverridesTerms, &[L9]);
        answer.verdict = Some(Verdict::Permitted);
        answer.settles = true;
        answer.charges.clear();
        for (kind, amount) in
            [(ChargeKind::ProRata, self.delivered_share(L9)), (ChargeKind::CostsIncurred, self.costs_incurred(L9))]
        {
            if amount > Cents::ZERO {
                let sources = smallvec![L9];
                answer.charges.push(Charge {
                    kind,
                    amount,
                    as_written: amount,
                    beside_price: false,
                    discretionary: true,
                    sources,
                });
            }
        }
        if ends {
            answer.deadlines.retain(|deadline| deadline.kind != DeadlineKind::ContractEnd);
            let today = self.act_date();
            let end = self.contract_end(today, true, smallvec![L9]);
            answer.deadlines.push(end);
        }
    }

    /// Says that a judge may reduce what a consumer pays beyond the delivered share and the costs: for leaving a service, or, of
    /// what is none to leave, as a compensation that is not reasonable.
    pub(super) fn note_reducible_fee(&mut self, decision: &mut Decision) {
        let lets_go = decision.verdict.allows();
        if decision.charges.is_empty() || !lets_go || !self.finds_by_law(FindingCode::FeeMayBeReduced) {
            return;
        }
        let product = self.facts.product();
        if !product.has_reasonable_fee() || !self.consumer_pays_for_leaving(decision) {
            return;
        }
        let code = match self.law.leaving(product) {
            Leaving::AnyTime | Leaving::ByNotice => FindingCode::FeeMayBeReduced,
            Leaving::ByTerms => FindingCode::FeeMayBeUnreasonable,
        };
        let assumed = self.facts.assumed();
        if decision.charged() <= self.reasonable_fee() {
            self.facts.assumed_only(assumed);
        } else {
            let mut sources: Vec<Source> = Vec::new();
            for source in decision.charges.iter().flat_map(|charge| &charge.sources) {
                // A clause with two charges is named once.
                if !sources.contains(source) {
                    sources.push(*source);
                }
            }
            self.find_by_law(code, &sources);
        }
    }

    /// The delivered share of the price.
    pub(super) fn delivered_share(&mut self, source: Source) -> Cents {
        let (kind, price) = (ChargeKind::ProRata, self.facts.price());
        let (delivered, total) = self.units();
        let result = price.share(delivered.into(), total.into());
        let of = Operand { amount: price, base: Some(Base::Price) };
        self.explain(source, || Calculation::Delivered { kind, of, delivered, total, result });
        result
    }

    fn costs_incurred(&mut self, source: Source) -> Cents {
        let (kind, result) = (ChargeKind::CostsIncurred, self.facts.amount(&agreement::COSTS_INCURRED));
        let amount = StatedAmount::CostsIncurred;
        self.explain(source, || Calculation::Stated { kind, amount, result });
        result
    }
}
