//! Each invariant as a question about one request: does it break it, and how? Only the evaluator is asked. Every
//! refutation goes through here, so that nothing is refuted that a caller could not see happen.

use super::super::obligation::{Invariant, Witness};
use super::{
    arrears, best_clause, deadlines, instalments, law as mandatory, liability, money, penalties, tiers, words,
};
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::{Policy, Summary};

/// What goes wrong in a request that breaks an invariant; `None` where it does not break it.
///
/// Reachability and the version in force are not about one request: for them the answer is always `None`.
pub fn replay(policy: &Policy, law: &Law, invariant: Invariant, witness: &Witness) -> Option<Summary> {
    let request = Request::new(policy, law, witness)?;
    match invariant {
        Invariant::Totality => tiers::overlap(&request),
        Invariant::MonotoneTiers => tiers::cheaper_later(&request),
        Invariant::FeeWithinPriceAsWritten => money::above_price(&request, true),
        Invariant::FeeWithinPriceAsCharged => money::above_price(&request, false),
        Invariant::Conservation => money::not_conserved(&request),
        Invariant::RefundWithinPaid => money::refund_above_paid(&request),
        Invariant::CapsRespected => liability::cap_exceeded(&request),
        Invariant::MonotoneInPrice => money::cheaper_at_a_higher_price(&request),
        Invariant::SplitPayment => money::changed_by_splitting(&request),
        Invariant::InstalmentsAddUp => instalments::not_the_price(&request),
        Invariant::DeadlinesForward => deadlines::early(&request),
        Invariant::InterestMonotone => arrears::falling_interest(&request),
        Invariant::CollectionCostsWithinScale => arrears::above_scale(&request),
        Invariant::PenaltiesProportional => penalties::disproportionate(&request),
        Invariant::CitesClauses => deadlines::uncited(&request),
        Invariant::LawNeverWorse => mandatory::worse(&request),
        Invariant::BestClause => best_clause::worse(&request),
        Invariant::VersionInForce | Invariant::ClausesReachable => None,
    }
}

/// A request that has an answer.
pub(super) struct Request<'a> {
    pub(super) policy: &'a Policy,
    pub(super) law: &'a Law,
    pub(super) witness: &'a Witness,
    pub(super) facts: Facts,
    pub(super) decision: Decision,
}

impl<'a> Request<'a> {
    /// An amount in the currency of the policy, in both languages.
    pub(super) fn money(&self, amount: Cents) -> Summary {
        words::money(amount, self.policy.currency)
    }

    pub(super) fn new(policy: &'a Policy, law: &'a Law, witness: &'a Witness) -> Option<Request<'a>> {
        let facts = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis).ok()?;
        let decision = evaluate(policy, law, &facts, Detail::Amounts).ok()?;
        Some(Request { policy, law, witness, facts, decision })
    }

    /// The answer to the same request with something changed.
    pub(super) fn changed(&self, change: impl FnOnce(&mut Witness)) -> Option<Decision> {
        let mut witness = self.witness.clone();
        change(&mut witness);
        let facts = Facts::new(witness.agreement, witness.event, witness.basis).ok()?;
        evaluate(self.policy, self.law, &facts, Detail::Amounts).ok()
    }
}
