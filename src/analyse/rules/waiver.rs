//! `WD-WAIVER` and `WD-EXCLUDED`: how consumers lose the right to withdraw.

use super::Rule;
use super::check::{Check, Found};
use super::scene::{Scene, first_day, noon};
use super::text::products;
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::law::{LossFact, WithdrawalLaw, WithdrawalOf};
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::building_blocks::{Condition, Span};
use crate::policy::forms::{Form, LossCase};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// `WD-WAIVER` and `WD-EXCLUDED`: how the right is lost, wider than L3 allows. A case that turns on performance or on
/// what the consumer declared is a lapse; any other takes the right away from the beginning.
pub(super) fn lost_too_early(check: &mut Check<'_>) {
    let Some(law) = check.jurisdiction.withdrawal().copied() else { return };
    for (place, clause) in check.consumer_clauses(Question::Withdrawal) {
        let Form::WithdrawalLoss(loss) = &clause.form else { continue };
        for (index, case) in loss.cases.iter().enumerate() {
            let wider: Vec<ProductType> =
                products_of(clause, case).into_iter().filter(|product| !lawful(case, law.right(*product))).collect();
            if !wider.is_empty() {
                let span = check.maybe_key(place, &format!("withdrawal_loss.case.{index}.when")).unwrap_or(case.span);
                let found = lost(check, &law, (place, clause), case, &wider, span);
                check.report(found);
            }
        }
    }
}

fn products_of(clause: &Clause, case: &LossCase) -> Vec<ProductType> {
    let all = case.products.is_empty();
    clause.products.iter().filter(|product| all || case.products.contains(product)).collect()
}

/// Whether the law (L3) takes the right away too.
fn lawful(case: &LossCase, right: WithdrawalOf) -> bool {
    let has = |condition| case.conditions.when.contains(&condition);
    let asks = |fact: &LossFact| match Condition::from(*fact) {
        // What was fully performed was begun.
        Condition::Begun => has(Condition::Begun) || has(Condition::FullyPerformed),
        condition => has(condition),
    };
    match right {
        WithdrawalOf::LostWhen(facts) => !facts.is_empty() && facts.iter().all(asks),
        WithdrawalOf::Excluded => true,
    }
}

fn is_lapse(case: &LossCase) -> bool {
    let acts = [Condition::Begun, Condition::FullyPerformed, Condition::ExpressRequest, Condition::Acknowledged];
    case.conditions.when.iter().any(|condition| acts.contains(condition))
}

fn lost(
    check: &Check<'_>,
    law: &WithdrawalLaw,
    (place, clause): (u16, &Clause),
    case: &LossCase,
    wider: &[ProductType],
    span: Span,
) -> Found {
    let witness = shown_loss(check, clause, case, wider);
    let list = |locale| products(wider, locale);
    let (nl, en) = (list(Locale::Nl), list(Locale::En));
    if !is_lapse(case) {
        return Found {
            rule: Rule::WdExcluded,
            clauses: vec![place],
            span,
            message: both(
                format!("without a right to withdraw by the text, with one by law: {en}"),
                format!("zonder herroepingsrecht volgens de tekst, met herroepingsrecht volgens de wet: {nl}"),
            ),
            help: both(
                "leave these services and products out of the `products` of the exception",
                "laat deze diensten en producten uit `products` van de uitzondering",
            ),
            witness,
        };
    }
    let lacking = lacking(case, law, wider);
    Found {
        rule: Rule::WdWaiver,
        clauses: vec![place],
        span,
        message: both(
            format!("the right to withdraw lapses earlier than the law allows: {en}; {lacking} is lacking"),
            format!("het herroepingsrecht vervalt eerder dan de wet toestaat: {nl}; er ontbreekt {lacking}"),
        ),
        help: both(
            "services: `fully_performed`; digital content: `begun`; both with `express_request_to_start` and `acknowledged_loss_of_right`",
            "diensten: `fully_performed`; digitale inhoud: `begun`; beide met `express_request_to_start` en `acknowledged_loss_of_right`",
        ),
        witness,
    }
}

/// The conditions of L3 that a case does not ask for.
fn lacking(case: &LossCase, law: &WithdrawalLaw, wider: &[ProductType]) -> String {
    let mut due: Vec<Condition> = Vec::new();
    for product in wider {
        if let WithdrawalOf::LostWhen(facts) = law.right(*product) {
            due.extend(facts.iter().map(|fact| Condition::from(*fact)));
        }
    }
    due.sort_unstable();
    due.dedup();
    due.retain(|condition| !case.conditions.when.contains(condition));
    due.iter().map(|condition| format!("`{condition}`")).collect::<Vec<_>>().join(", ")
}

/// A withdrawal on the third day that the terms refuse.
fn shown_loss(check: &Check<'_>, clause: &Clause, case: &LossCase, wider: &[ProductType]) -> Option<Witness> {
    let zone = &check.policy.zone;
    let concluded = first_day();
    let day = concluded.plus_days(3).unwrap_or(concluded);
    let product = *wider.first()?;
    let scene =
        Scene::new(Question::Withdrawal, CustomerType::Consumer, product, noon(zone, concluded), noon(zone, day));
    let mut scene = scene.under(check.policy, &[&clause.conditions, &case.conditions]).terms_only();
    scene.agreement.withdrawal.goods_received_at =
        (product == ProductType::Goods).then_some(scene.agreement.concluded_at);
    check.shown(Some(scene.witness()), |decision| decision.verdict == Verdict::Refused)
}
