//! `TIER-CONFLICT`: a general and a specific clause for one case.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{lines, telling_prices};
use super::overlap;
use super::scene::{PRICE, Scene, noon, start_day};
use super::text::both;
use super::windows;
use crate::analyse::Witness;
use crate::analyse::breakpoints::Line;
use crate::decision::{Decision, FindingCode};
use crate::policy::building_blocks::Conditions;
use crate::policy::forms::Form;
use crate::policy::{Clause, Conflict, ConflictKind};
use crate::vocabulary::{CustomerType, ProductType, Question};

/// Reports what the file itself states as a conflict, and clauses that answer one case differently.
pub(super) fn conflicts(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        for conflict in &clause.conflicts {
            if conflict.kind == ConflictKind::Clause && !clause.questions.contains(&Question::DamageClaim) {
                let found = stated(check, place, clause, conflict);
                check.report(found);
            }
        }
    }
    for question in Question::ALL {
        undeclared(check, *question);
    }
}

fn stated(check: &Check<'_>, place: u16, clause: &Clause, conflict: &Conflict) -> Found {
    Found {
        rule: Rule::TierConflict,
        clauses: vec![place],
        span: conflict.span,
        message: both(
            format!("de tekst zegt twee dingen over één geval: {}", plain(&conflict.note.nl)),
            format!("the text says two things of one case: {}", plain(&conflict.note.en)),
        ),
        help: both(
            "schrap een van de twee, of bepaal in de tekst welke moet wijken",
            "let one of the two go, or say in the text which of them gives way",
        ),
        witness: shown_conflict(check, clause, &[&clause.conditions]),
    }
}

/// A note as part of a sentence.
fn plain(note: &str) -> &str {
    note.trim_end_matches('.')
}

/// Two clauses on one question that apply together and say different things, neither of which gives way.
fn undeclared(check: &mut Check<'_>, question: Question) {
    let clauses: Vec<(u16, &Clause)> = check.policy.clauses_on(question).filter(|(_, c)| is_outcome(&c.form)).collect();
    for (index, second) in clauses.iter().enumerate() {
        for first in clauses.iter().take(index) {
            let declared = first.1.conflicts.iter().chain(&second.1.conflicts).next().is_some();
            let first_question = second.1.questions.iter().find(|q| first.1.questions.contains(q));
            if declared || first_question != Some(&question) {
                continue;
            }
            if let Some(witness) = together(check, question, first.1, second.1) {
                check.report(Found {
                    rule: Rule::TierConflict,
                    clauses: vec![second.0, first.0],
                    span: second.1.span,
                    message: both(
                        format!("`{}` en `{}` zeggen iets anders over hetzelfde geval", first.1.id, second.1.id),
                        format!("`{}` and `{}` say different things of one case", first.1.id, second.1.id),
                    ),
                    help: both(
                        "laat de bijzondere bepaling de algemene opzijzetten met `overrides`",
                        "let the specific clause displace the general one with `overrides`",
                    ),
                    witness: Some(witness),
                });
            }
        }
    }
}

fn is_outcome(form: &Form) -> bool {
    matches!(form, Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_) | Form::Notice(_))
}

/// A request to which two clauses give different answers.
fn together(check: &Check<'_>, question: Question, first: &Clause, second: &Clause) -> Option<Witness> {
    let product = first.products.iter().find(|product| second.products.contains(*product))?;
    let both = |customer| first.customers.contains(customer) && second.customers.contains(customer);
    let customer = CustomerType::ALL.iter().copied().find(|customer| both(*customer))?;
    let conditions = [&first.conditions, &second.conditions];
    scenes(check, question, &[first, second], customer, product)
        .into_iter()
        .map(|scene| scene.under(check.policy, &conditions).witness())
        .find(|witness| check.ask(witness).is_some_and(|decision| has_conflict(&decision)))
}

fn has_conflict(decision: &Decision) -> bool {
    decision.findings.iter().any(|finding| finding.code == FindingCode::ClauseConflict)
}

/// Requests in each stretch of time and at each price at which clauses may differ.
fn scenes(
    check: &Check<'_>,
    question: Question,
    clauses: &[&Clause],
    customer: CustomerType,
    product: ProductType,
) -> Vec<Scene> {
    let zone = &check.policy.zone;
    let start = noon(zone, start_day());
    let tiers = clauses.iter().find_map(|clause| match &clause.form {
        Form::Tiers(tiers) => Some(tiers),
        _ => None,
    });
    let concluded = tiers.map_or(start.plus_hours(-24 * 60).unwrap_or(start), |tiers| windows::concluded(tiers, start));
    let acts = match tiers {
        Some(tiers) => windows::cells(tiers, start, check.policy).into_iter().map(|cell| cell.example(zone)).collect(),
        None => vec![start.plus_hours(-24 * 30).unwrap_or(start)],
    };
    let scene =
        |act, price| Scene::new(question, customer, product, concluded, act).starting(start).priced(price).paid();
    let sample = scene(start, PRICE);
    let charged = clauses.iter().flat_map(|clause| super::fees::charged(check.policy, clause));
    let lines: Vec<Line> = charged.flat_map(|charged| lines(charged.charges, &sample)).collect();
    let prices = if lines.is_empty() { vec![PRICE] } else { telling_prices(&lines) };
    acts.iter().flat_map(|act| prices.iter().rev().map(|price| scene(*act, *price))).collect()
}

/// A request in which a clause that states a conflict decides.
fn shown_conflict(check: &Check<'_>, clause: &Clause, conditions: &[&Conditions]) -> Option<Witness> {
    let zone = &check.policy.zone;
    match &clause.form {
        Form::Tiers(tiers) => {
            let start = windows::starts(tiers, zone).into_iter().next()?;
            windows::cells(tiers, start, check.policy)
                .into_iter()
                .rev()
                .map(|cell| {
                    overlap::scene(clause, tiers, start, cell.example(zone)).under(check.policy, conditions).witness()
                })
                .find(|witness| check.ask(witness).is_some_and(|decision| has_conflict(&decision)))
        }
        _ => None,
    }
}
