//! What rests on a clause that a court may annul: the decision says so, beside what it computes by the terms.
//!
//! The compliance check found the clauses when the policies were loaded ([`crate::policy::Policy::doubts`]); here it is asked
//! whether this decision turns on one of them. What mandatory law already sets right rests on that law, not on the clause.

use super::context::Context;
use crate::calendar::LONGEST_MONTH;
use crate::decision::{Annulment, Charge, Deadline, Decision, Finding, FindingCode, Settlement, Source};
use crate::facts::table::{agreement, damage_claim, price_increase, provider_cancellation, termination, terms_change};
use crate::law::{LawRule, Leaving};
use crate::money::Cents;
use crate::policy::forms::{Form, NoticeEnd};
use crate::policy::{Doubt, Doubtful};
use crate::vocabulary::{Cause, ChargeKind, DeadlineKind, Party, ProductType, Question, Verdict};
use smallvec::smallvec;

/// What is at stake: by the terms, and without the clause. Both are absent where no amount is.
type AtStake = (Option<Cents>, Option<Cents>);

const NO_AMOUNT: AtStake = (None, None);

impl Context<'_> {
    /// Adds a finding for each clause that the decision rests on and a court may annul: for consumers, and where the law
    /// applies at all.
    pub(super) fn note_doubts(&mut self, decision: &Decision) {
        let policy = self.policy;
        if policy.doubts.is_empty() || decision.verdict == Verdict::Unregulated || !self.doubts_apply() {
            return;
        }
        for &Doubt { clause, rule, about } in &policy.doubts {
            let assumed = self.facts.assumed();
            let at_stake = self.at_stake(clause, about, decision);
            if at_stake.is_none() {
                self.facts.assumed_only(assumed);
            }
            if let Some((by_terms, without)) = at_stake {
                self.findings.push(Finding {
                    code: FindingCode::MayBeAnnulled,
                    sources: smallvec![Source::Clause(clause)],
                    annulment: Some(Annulment { rule, about, by_terms, without }),
                    left_out: None,
                });
            }
        }
    }

    fn doubts_apply(&self) -> bool {
        self.law_applies() && self.facts.is_consumer()
    }

    /// Whether a consumer's decision asks what remains of a clause.
    pub(super) fn is_doubtful(&self, source: Source, about: Doubtful) -> bool {
        let doubts = &self.policy.doubts;
        doubts.iter().any(|doubt| Source::Clause(doubt.clause) == source && doubt.about == about) && self.doubts_apply()
    }

    /// What of the decision falls with a clause; `None` where nothing does.
    fn at_stake(&self, clause: u16, about: Doubtful, decision: &Decision) -> Option<AtStake> {
        let source = Source::Clause(clause);
        let relied = || self.relied_on.contains(&clause);
        let allowed = decision.verdict.allows();
        let charges = || decision.charges.iter().filter(move |charge| charge.sources.contains(&source));
        match about {
            Doubtful::Fee if charges().next().is_some() && self.leaves_a_service(decision) => {
                let without = self.reasonable_fee();
                (decision.charged() > without).then_some((Some(decision.charged()), Some(without)))
            }
            // Whoever withdraws owes the delivered share at most, and no costs.
            Doubtful::Fee if self.facts.question() == Question::Withdrawal && charges().next().is_some() => {
                (decision.charged() > self.reasonable_fee()).then_some((Some(decision.charged()), None))
            }
            Doubtful::Fee => None,
            Doubtful::KeptPrice if self.ends_otherwise() && (relied() || charges().next().is_some()) => {
                let without = self.reasonable_fee();
                let credit = decision.settlement.as_ref().map_or(Cents::ZERO, Settlement::credit_of_rest);
                match decision.charged() > without && charges().next().is_some() {
                    true => Some((Some(decision.charged()), Some(without))),
                    // Money comes back where the terms give a credit, or nothing.
                    false => (credit > Cents::ZERO || self.pays_nothing_back(decision)).then_some(NO_AMOUNT),
                }
            }
            Doubtful::KeptPrice => None,
            Doubtful::NoShow => {
                let question = self.facts.question();
                // A fee for moving is the price of a service, unless it is that of all that is moved.
                let whole = || {
                    let price = self.facts.price();
                    let one = self.policy.clause(clause).is_some_and(|clause| clause.form.is_about_a_session());
                    let sessions = if one { self.facts.count(&agreement::SESSION_COUNT).max(1) } else { 1 };
                    price.share(1, sessions.into())
                };
                let lost = |charge: &&Charge| {
                    question == Question::NoShow
                        || question == Question::Rescheduling
                            && (charge.kind == ChargeKind::SessionForfeited
                                || charge.kind == ChargeKind::ReschedulingFee && charge.amount >= whole())
                };
                let fee: Cents = charges().filter(lost).map(|charge| charge.amount).sum();
                (fee > Cents::ZERO).then_some((Some(fee), None))
            }
            Doubtful::Suspension => {
                let runs_on = self.law.leaving(self.facts.product()) == Leaving::ByNotice;
                (decision.access_may_be_suspended && relied() && runs_on).then_some(NO_AMOUNT)
            }
            Doubtful::Notice => {
                let told = self.act.map(|act| self.date_of(act));
                let later = |deadline: &Deadline| {
                    deadline.kind == DeadlineKind::ContractEnd
                        && deadline.sources.contains(&source)
                        && told.is_some_and(|told| deadline.last_day > told)
                };
                // What runs on may ask for a month of notice; what the law brought forward (L7) rests on the law.
                let month = told.and_then(|told| told.plus_days(LONGEST_MONTH));
                let longer = |deadline: &Deadline| {
                    let by_law = deadline.sources.iter().any(|source| matches!(source, Source::Law(_)));
                    later(deadline) && !by_law && month.is_some_and(|month| deadline.last_day > month)
                };
                let form = self.policy.clause(clause).map(|clause| &clause.form);
                let of_term = matches!(form, Some(Form::Notice(notice)) if notice.ends == NoticeEnd::EndOfTerm);
                let ends = |wanted: &dyn Fn(&Deadline) -> bool| decision.deadlines.iter().any(wanted);
                let leaves = self.leaves_a_service(decision)
                    && match self.law.leaving(self.facts.product()) {
                        Leaving::AnyTime => ends(&later),
                        Leaving::ByNotice => !of_term && ends(&longer),
                        Leaving::ByTerms => false,
                    };
                leaves.then_some(NO_AMOUNT)
            }
            Doubtful::AbovePrice if charges().any(|charge| charge.amount < charge.as_written) => {
                let written: Cents = charges().map(|charge| charge.as_written).sum();
                let known = self.leaves_a_service(decision) && self.rule_applies(LawRule::L9);
                Some((Some(written), known.then(|| self.reasonable_fee())))
            }
            Doubtful::AbovePrice => None,
            Doubtful::Penalty => {
                let penalty: Cents =
                    charges().filter(|charge| charge.kind == ChargeKind::Penalty).map(|charge| charge.amount).sum();
                (penalty > Cents::ZERO).then_some((Some(penalty), None))
            }
            Doubtful::Interest => {
                let interest = decision.arrears.as_ref().map(|arrears| arrears.interest).filter(|_| relied())?;
                let more = self.statutory_interest.is_none_or(|statutory| interest > statutory);
                (more && interest > Cents::ZERO).then_some((Some(interest), self.statutory_interest))
            }
            Doubtful::CollectionCosts => {
                let costs = decision.arrears.as_ref().map(|arrears| arrears.collection_costs).filter(|_| relied())?;
                // They are due by the statutory scale already (L6).
                (costs > Cents::ZERO).then_some((Some(costs), Some(costs)))
            }
            Doubtful::Liability => {
                let liability = decision.liability.as_ref().filter(|liability| liability.sources.contains(&source))?;
                let damage = self.facts.amount(&damage_claim::DAMAGE);
                (!liability.unlimited).then_some((Some(liability.recoverable), Some(damage)))
            }
            Doubtful::Complaint => {
                let kinds = [DeadlineKind::Complaint, DeadlineKind::DamageReport];
                self.has_deadline(decision, source, &kinds).then_some(NO_AMOUNT)
            }
            Doubtful::Limitation => {
                self.has_deadline(decision, source, &[DeadlineKind::Limitation]).then_some(NO_AMOUNT)
            }
            Doubtful::Refusal => {
                // Of a stay or a ticket the terms alone say whether it can be cancelled.
                let may_leave = self.law.leaving(self.facts.product()) != Leaving::ByTerms;
                let refused = decision.verdict == Verdict::Refused && relied() && !self.facts.provider_acts();
                (refused && may_leave).then_some(NO_AMOUNT)
            }
            Doubtful::Price => {
                // What the law obliges the provider to needs no clause.
                let obliged = self.facts.stated_to_be(&price_increase::LEGAL_OBLIGATION, true);
                let at_will = allowed && relied() && !decision.customer_may_dissolve && !obliged;
                at_will.then(|| {
                    let before = self.facts.stated(&price_increase::CURRENT_PRICE);
                    let before = before.unwrap_or_else(|| self.facts.price());
                    (Some(self.facts.amount(&price_increase::NEW_PRICE)), Some(before))
                })
            }
            Doubtful::Performance => {
                let bound = !decision.customer_may_dissolve && !decision.customer_may_reject;
                let changes = || {
                    self.facts.question() != Question::TermsChange
                        || self.facts.stated_to_be(&terms_change::PERFORMANCE_CHANGES, true)
                };
                (allowed && relied() && bound && changes()).then_some(NO_AMOUNT)
            }
            Doubtful::LaterNotice => {
                let hours = self.policy.clause(clause)?;
                let concerned = hours.questions.contains(&self.facts.question());
                (concerned && self.counts_as_given_later()).then_some(NO_AMOUNT)
            }
            Doubtful::Release => {
                let by_provider = self.facts.question() == Question::Termination
                    && self.facts.is(&termination::BY, Party::Provider.name());
                (by_provider && allowed && relied()).then_some(NO_AMOUNT)
            }
        }
    }

    /// Whether the provider, a default of the customer or force majeure ends a service, or what was bought is not supplied.
    fn ends_otherwise(&self) -> bool {
        let question = self.facts.question();
        let ends_a_service =
            question == Question::PaymentReview || (question == Question::Termination && self.facts.provider_acts());
        question.is_called_off() || (ends_a_service && self.facts.product().is_service())
    }

    /// Whether the provider calls off what was paid for, through no fault of the customer and without another date, and the
    /// terms pay nothing back.
    fn pays_nothing_back(&self, decision: &Decision) -> bool {
        let facts = &self.facts;
        facts.question() == Question::ProviderCancellation
            && decision.settlement.is_none()
            && decision.verdict.allows()
            && !facts.is(&provider_cancellation::CAUSE, Cause::Customer.name())
            && !facts.stated_to_be(&provider_cancellation::REPLACEMENT_OFFERED, true)
            && facts.paid() > self.reasonable_fee()
    }

    fn has_deadline(&self, decision: &Decision, source: Source, kinds: &[DeadlineKind]) -> bool {
        decision.deadlines.iter().any(|deadline| kinds.contains(&deadline.kind) && deadline.sources.contains(&source))
    }

    /// What the law leaves a provider whose service a consumer leaves: the delivered share and the costs (BW 7:406, 7:411). Of
    /// goods that do not come, the costs.
    pub(super) fn reasonable_fee(&self) -> Cents {
        let facts = &self.facts;
        if facts.product() == ProductType::Goods {
            return facts.amount(&agreement::COSTS_INCURRED);
        }
        let everything = facts.stated_value(&agreement::TOTAL_UNITS).is_none()
            && facts.stated_to_be(&agreement::FULLY_PERFORMED, true);
        let share = match facts.price() {
            price if everything => price,
            price => match facts.count(&agreement::TOTAL_UNITS) {
                0 => Cents::ZERO,
                total => price.share(facts.count(&agreement::DELIVERED_UNITS).into(), total.into()),
            },
        };
        share.plus(facts.amount(&agreement::COSTS_INCURRED))
    }
}
