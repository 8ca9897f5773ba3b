//! Withdrawing from a contract.

use super::walk::{Near, Seen, Walk};
use crate::calendar::Date;
use crate::decision::Source;
use crate::law::Law;
use crate::policy::Clause;
use crate::policy::building_blocks::Span;
use crate::policy::forms::{Form, WithdrawalEffects, WithdrawalExtension, WithdrawalLoss, WithdrawalRight};
use crate::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Question, Verdict, both};

impl<'a> Walk<'a> {
    pub(super) fn withdrawal_right(&mut self, span: Span, right: &'a WithdrawalRight) {
        let of_customer = |seen: &mut Seen<'a>| seen.applies() && seen.facts.agreement().customer == right.customer;
        for customer in CustomerType::ALL.iter().filter(|customer| **customer != right.customer) {
            let other = |seen: &mut Seen<'a>| seen.applies() && seen.facts.agreement().customer == *customer;
            self.point(
                span,
                || both!("a {customer} has no right to withdraw", "`{customer}` kan niet herroepen"),
                &other,
            );
        }
        if right.at_a_distance_only {
            let premises = |seen: &mut Seen<'a>| of_customer(seen) && on_premises(seen);
            self.point(
                span,
                || both!("no right after a conclusion on the premises", "geen recht na sluiten in de winkel"),
                &premises,
            );
        }
        if right.goods_from_receipt {
            let received = |seen: &mut Seen<'a>, wanted: bool| {
                let agreement = seen.facts.agreement();
                of_customer(seen)
                    && agreement.product == ProductType::Goods
                    && agreement.withdrawal.goods_received_at.is_some() == wanted
            };
            self.point(
                span,
                || both!("counted from the receipt of goods", "telt vanaf de ontvangst van zaken"),
                &|seen| received(seen, true),
            );
            self.point(span, || both!("goods that were not received", "zaken die niet zijn ontvangen"), &|seen| {
                received(seen, false)
            });
        }
        let place = |seen: &mut Seen<'a>| -> Option<Near> {
            let deadline = seen.deadline(DeadlineKind::Withdrawal)?;
            Near::day(seen.acted_on()?, deadline.last_day)
        };
        self.edge(
            span,
            &both!("the last day, {} by the terms", "de laatste dag, `{}` volgens de voorwaarden", right.period),
            &place,
        );
        let by_law = |seen: &mut Seen<'a>| {
            let deadlines = &seen.decision.deadlines;
            let deadline = deadlines.iter().find(|deadline| deadline.kind == DeadlineKind::Withdrawal);
            of_customer(seen) && deadline.is_some_and(|d| d.sources.iter().any(|s| matches!(s, Source::Law(_))))
        };
        if Law::built_in().of(self.policy.law).withdrawal().is_none() {
            return;
        }
        self.point(span, || both!("the law gives a later last day", "de wet geeft een latere laatste dag"), &by_law);
    }

    pub(super) fn withdrawal_extension(&mut self, span: Span, extension: WithdrawalExtension) {
        let never = |seen: &mut Seen<'a>| {
            let withdrawal = seen.facts.agreement().withdrawal;
            seen.applies() && withdrawal.information_withheld == Some(true) && withdrawal.information_given_at.is_none()
        };
        self.point(span, || both!("never informed", "nooit ingelicht"), &never);
        let informed = |seen: &mut Seen<'a>| -> Option<(Date, Date)> {
            let at = seen.facts.agreement().withdrawal.information_given_at?;
            Some((seen.date(at), begins(seen)?)).filter(|_| seen.applies())
        };
        let first = |seen: &mut Seen<'a>| informed(seen).and_then(|(on, begins)| Near::day(on, begins));
        self.edge(span, &both!("the first day, when informed", "de eerste dag, als er is ingelicht"), &first);
        let longest = |seen: &mut Seen<'a>| {
            informed(seen).and_then(|(on, begins)| Near::day(on, extension.longer.after(begins, seen.policy.holidays)?))
        };
        self.edge(
            span,
            &both!(
                "{} after the first day, when informed",
                "`{}` na de eerste dag, als er is ingelicht",
                extension.longer
            ),
            &longest,
        );
    }

    pub(super) fn withdrawal_loss(&mut self, loss: &'a WithdrawalLoss) {
        for (number, case) in (1..).zip(&loss.cases) {
            let label = both!("case {number}: ", "geval {number}: ");
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
                self.point(case.span, || both!("{label}the right is lost for `{product}`", "{label}het recht vervalt voor `{product}`"; label), &lost);
            }
            if !case.products.is_empty() && case.products.len() < ProductType::ALL.len() {
                let other = |seen: &mut Seen<'a>| !in_list(seen) && kept(seen) && holds(seen);
                self.point(case.span, || both!("{label}the terms keep it for other products", "{label}de voorwaarden behouden het voor andere producten"; label), &other);
            }
            let rest = |seen: &mut Seen<'a>| seen.applies() && in_list(seen) && kept(seen);
            self.conditions(
                case.span,
                &both!("{label}the terms keep it", "{label}de voorwaarden behouden het"; label),
                &case.conditions,
                &rest,
            );
        }
    }

    pub(super) fn withdrawal_effects(&mut self, span: Span, effects: &'a WithdrawalEffects, clause: &'a Clause) {
        let base = |seen: &mut Seen<'a>| seen.applies() && seen.decision.verdict == Verdict::Permitted;
        self.charges(span, &both!("", ""), &effects.charges, false, &base);
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
            self.point(
                span,
                || {
                    both!(
                        "nothing is kept for what was delivered on request",
                        "niets wordt gehouden voor wat op verzoek is geleverd"
                    )
                },
                &kept,
            );
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
