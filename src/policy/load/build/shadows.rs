//! Clauses of which only one can be read: two that apply to one case would leave the other without effect, against the
//! rule that every clause that applies is read (R1).

use super::cover::together;
use super::{Builder, FaultCode};
use crate::policy::building_blocks::Condition;
use crate::policy::load::format::ClauseTable;
use crate::policy::load::limits::LIMITS;
use crate::policy::load::read::At;
use crate::policy::{Clause, ProductSet};
use crate::vocabulary::{ProductType, Question, both};

/// Forms of which a question reads one.
const ONE_OF_A_KIND: &[&str] = &[
    "office_hours",
    "withdrawal_right",
    "withdrawal_extension",
    "price_change",
    "payment_default",
    "instalments",
    "allocation",
    "liability",
    "force_majeure",
    "announcement",
    "change_response",
];
/// Forms beside which a question reads no outcome.
const ALONE: &[&str] = &["price_change", "change_response"];

impl Builder<'_, '_> {
    pub(super) fn check_shadows(&mut self, built: &[Option<Clause>], raw: &[At<ClauseTable>]) {
        let clauses: Vec<(u16, &Clause)> =
            (0..=u16::MAX).zip(built).filter_map(|(place, clause)| Some((place, clause.as_ref()?))).collect();
        for question in Question::ALL {
            let on: Vec<&(u16, &Clause)> = clauses
                .iter()
                .filter(|(_, clause)| clause.questions.contains(question) && is_exclusive(clause))
                .collect();
            if let Some((place, _)) = on.get(LIMITS.exclusive_clauses) {
                let most = LIMITS.exclusive_clauses;
                let message = both!(
                    "more than {most} clauses on `{question}` are at most one in each case",
                    "meer dan {most} bepalingen over `{question}` gelden er hoogstens één per geval"
                );
                let span = raw.get(usize::from(*place)).map(|raw| raw.span).unwrap_or_default();
                self.error(FaultCode::TooMany, span, message);
                continue;
            }
            for (i, later) in on.iter().enumerate() {
                for earlier in on.iter().take(i) {
                    self.check_pair(*question, earlier, later);
                }
            }
        }
    }

    fn check_pair(&mut self, question: Question, a: &(u16, &Clause), b: &(u16, &Clause)) {
        let ((a_place, a), (b_place, b)) = (a, b);
        let settled = a.overrides.contains(b_place) || b.overrides.contains(a_place);
        if excludes(a, b) && !settled && both_apply(a, b) {
            let message = both!(
                "`{}` and `{}` can both apply, but `{question}` reads only one of them",
                "`{}` en `{}` kunnen allebei gelden, maar `{question}` leest er maar één",
                a.id,
                b.id
            );
            let help = both!(
                "narrow one by `customers`, `products`, `when` or `unless`, or let one override the other",
                "beperk er een met `customers`, `products`, `when` of `unless`, of laat de een met `overrides` voorgaan"
            );
            self.faults.error(FaultCode::ShadowedClause, b.span, message, Some(help));
        }
    }
}

fn is_exclusive(clause: &Clause) -> bool {
    let form = clause.form.name();
    ONE_OF_A_KIND.contains(&form) || clause.questions.iter().any(|question| has_alone(*question))
}

/// Whether a question may have a form beside which no outcome is read.
const fn has_alone(question: Question) -> bool {
    matches!(question, Question::PriceIncrease | Question::ProviderChange)
}

/// Whether only one of two clauses on a question is read.
fn excludes(a: &Clause, b: &Clause) -> bool {
    let (a, b) = (a.form.name(), b.form.name());
    (a == b && ONE_OF_A_KIND.contains(&a)) || (a != b && (ALONE.contains(&a) || ALONE.contains(&b)))
}

/// Whether two clauses apply to one customer, product and case.
fn both_apply(a: &Clause, b: &Clause) -> bool {
    let customers = a.customers.iter().any(|customer| b.customers.contains(customer));
    let product = |product| [a, b].iter().all(|clause| applies_to(clause, product));
    let products: Vec<ProductType> = ProductType::ALL.iter().copied().filter(|one| product(*one)).collect();
    customers && !products.is_empty() && together(&[&a.conditions, &b.conditions], ProductSet::of(&products))
}

/// Whether a clause can apply to a product; that it is a subscription may stand among the conditions.
fn applies_to(clause: &Clause, product: ProductType) -> bool {
    let is_subscription = product == ProductType::Subscription;
    let excluded = if is_subscription { &clause.conditions.unless } else { &clause.conditions.when };
    clause.products.contains(product) && !excluded.contains(&Condition::Subscription)
}
