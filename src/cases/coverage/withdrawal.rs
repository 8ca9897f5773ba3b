//! Withdrawing from a contract.

use super::walk::{Near, Seen, Walk};
use crate::calendar::Date;
use crate::decision::Source;
use crate::policy::Clause;
use crate::policy::building_blocks::Span;
use crate::policy::forms::{Form, WithdrawalEffects, WithdrawalExtension, WithdrawalLoss, WithdrawalRight};
use crate::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question, Verdict};

impl<'a> Walk<'a> {
    pub(super) fn withdrawal_right(&mut self, span: Span, right: &'a WithdrawalRight) {
        let of_customer = |seen: &mut Seen<'a>| seen.applies() && seen.facts.agreement().customer == right.customer;
        for customer in CustomerType::ALL.iter().filter(|customer| **customer != right.customer) {
            let other = |seen: &mut Seen<'a>| seen.applies() && seen.facts.agreement().customer == *customer;
            self.point(span, || format!("a {customer} has no right to withdraw"), &other);
        }
        if right.at_a_distance_only {
            let premises = |seen: &mut Seen<'a>| of_customer(seen) && on_premises(seen);
            self.point(span, || "no right after a conclusion on the premises".to_owned(), &premises);
        }
        if right.goods_from_receipt {
            let received = |seen: &mut Seen<'a>, wanted: bool| {
                let agreement = seen.facts.agreement();
                of_customer(seen)
                    && agreement.product == ProductType::Goods
                    && agreement.withdrawal.goods_received_at.is_some() == wanted
            };
            self.point(span, || "counted from the receipt of goods".to_owned(), &|seen| received(seen, true));
            self.point(span, || "goods that were not received".to_owned(), &|seen| received(seen, false));
        }
        let place = |seen: &mut Seen<'a>| -> Option<Near> {
            let deadline = seen.deadline(DeadlineKind::Withdrawal)?;
            Near::day(seen.acted_on()?, deadline.last_day)
        };
        self.edge(span, &format!("the last day, {} by the terms", right.period), &place);
        let by_law = |seen: &mut Seen<'a>| {
            let deadlines = &seen.decision.deadlines;
            let deadline = deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Withdrawal);
            of_customer(seen) && deadline.is_some_and(|d| d.sources.iter().any(|s| matches!(s, Source::Law(_))))
        };
        self.point(span, || "the law gives a later last day".to_owned(), &by_law);
    }

    pub(super) fn withdrawal_extension(&mut self, span: Span, extension: WithdrawalExtension) {
        let never = |seen: &mut Seen<'a>| {
            let withdrawal = seen.facts.agreement().withdrawal;
            seen.applies() && withdrawal.information_withheld == Some(true) && withdrawal.information_given_at.is_none()
        };
        self.point(span, || "never informed".to_owned(), &never);
        let informed = |seen: &mut Seen<'a>| -> Option<(Date, Date)> {
            let at = seen.facts.agreement().withdrawal.information_given_at?;
            Some((seen.date(at), begins(seen)?)).filter(|_| seen.applies())
        };
        let first = |seen: &mut Seen<'a>| informed(seen).and_then(|(on, begins)| Near::day(on, begins));
        self.edge(span, "the first day, when informed", &first);
        let longest = |seen: &mut Seen<'a>| {
            informed(seen).and_then(|(on, begins)| Near::day(on, extension.longer.after(begins, seen.policy.holidays)?))
        };
        self.edge(span, &format!("{} after the first day, when informed", extension.longer), &longest);
    }

    pub(super) fn withdrawal_loss(&mut self, loss: &'a WithdrawalLoss) {
        for (number, case) in (1..).zip(&loss.cases) {
            let label = format!("case {number}: ");
            let holds = |seen: &mut Seen<'a>| seen.applies() && seen.probe.all_hold(&case.conditions);
            let of = |seen: &mut Seen<'a>, product| seen.facts.agreement().product == product;
            let in_list = |seen: &mut Seen<'a>| {
                case.products.is_empty() || case.products.contains(&seen.facts.agreement().product)
            };
            // Where the law applies, the right is lost only when text and law both say so: a loss shows in a refusal, and
            // that the text keeps the right shows only where the law does not apply.
            let kept = |seen: &mut Seen<'a>| seen.decision.verdict == Verdict::Permitted && by_terms_alone(seen);
            for product in &case.products {
                let lost = |seen: &mut Seen<'a>| {
                    of(seen, *product) && seen.decision.verdict == Verdict::Refused && holds(seen)
                };
                self.point(case.span, || format!("{label}the right is lost for `{product}`"), &lost);
            }
            if !case.products.is_empty() && case.products.len() < ProductType::ALL.len() {
                let other = |seen: &mut Seen<'a>| !in_list(seen) && kept(seen) && holds(seen);
                self.point(case.span, || format!("{label}the terms keep it for other products"), &other);
            }
            let rest = |seen: &mut Seen<'a>| seen.applies() && in_list(seen) && kept(seen);
            self.conditions(case.span, &format!("{label}the terms keep it"), &case.conditions, &rest);
        }
    }

    pub(super) fn withdrawal_effects(&mut self, span: Span, effects: &'a WithdrawalEffects, clause: &'a Clause) {
        let base = |seen: &mut Seen<'a>| seen.applies() && seen.decision.verdict == Verdict::Permitted;
        self.charges(span, "", &effects.charges, false, &base);
        self.deadlines(&effects.deadlines, clause, &base);
        if effects.whole_amount_back {
            let kept = |seen: &mut Seen<'a>| {
                let agreement = seen.facts.agreement();
                base(seen)
                    && agreement.product.is_service()
                    && agreement.withdrawal.express_request_to_start == Some(true)
                    && agreement.performance.delivered_units > Some(0)
                    && seen.probe.begun()
            };
            self.point(span, || "nothing is kept for what was delivered on request".to_owned(), &kept);
        }
    }
}

/// Whether no mandatory law on withdrawing applies.
fn by_terms_alone(seen: &Seen<'_>) -> bool {
    seen.facts.basis() == Basis::TermsOnly || on_premises(seen)
}

fn on_premises(seen: &Seen<'_>) -> bool {
    seen.facts.agreement().withdrawal.concluded_on_premises == Some(true)
}

/// The day from which the right to withdraw is counted.
fn begins(seen: &Seen<'_>) -> Option<Date> {
    let agreement = seen.facts.agreement();
    let from_receipt = seen
        .policy
        .clauses_on(Question::Withdrawal)
        .any(|(_, clause)| matches!(&clause.form, Form::WithdrawalRight(right) if right.goods_from_receipt));
    if agreement.product == ProductType::Goods && from_receipt {
        agreement.withdrawal.goods_received_at.map(|at| seen.date(at))
    } else {
        Some(seen.concluded_on())
    }
}
