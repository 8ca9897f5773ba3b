//! `TIER-CONFLICT`: a general and a specific clause for one case.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{lines, telling_prices};
use super::overlap;
use super::scene::{PRICE, Scene, noon, start_day};
use super::windows;
use crate::analyse::Witness;
use crate::analyse::breakpoints::PriceLine;
use crate::analyse::prove::words::both;
use crate::decision::{Decision, FindingCode, Settlement};
use crate::evaluate::inspect;
use crate::facts::Facts;
use crate::money::Cents;
use crate::policy::building_blocks::Conditions;
use crate::policy::forms::Form;
use crate::policy::{Clause, Conflict, ConflictKind};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};
use std::collections::BTreeMap;

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
            format!("the text says two things of one case: {}", plain(&conflict.note.en)),
            format!("de tekst zegt twee dingen over één geval: {}", plain(&conflict.note.nl)),
        ),
        help: both(
            "let one of the two go, or have one give way with `overrides`, and then take `conflict` out",
            "schrap een van de twee, of laat de ene wijken met `overrides`, en haal dan `conflict` weg",
        ),
        witness: shown_conflict(check, clause, &[&clause.conditions]),
    }
}

/// A note as part of a sentence.
fn plain(note: &str) -> &str {
    note.trim_end_matches('.')
}

/// Clauses on one question that apply together and say different things, none of which gives way: one finding at each, which
/// names all those before it.
fn undeclared(check: &mut Check<'_>, question: Question) {
    let clauses: Vec<(u16, &Clause)> = check.policy.clauses_on(question).filter(|(_, c)| is_outcome(&c.form)).collect();
    let mut pairs = Pairs::default();
    for (index, second) in clauses.iter().enumerate() {
        for first in clauses.iter().take(index).filter(|first| is_undeclared(question, first.1, second.1)) {
            if pairs.is_told(first.0, second.0) {
                continue;
            }
            if let Some(witness) = together(check, question, *first, *second) {
                pairs.tell(first.0, second.0, &witness);
                at_odds(check, question, &witness, &mut pairs);
            }
        }
    }
    for (second, (mut firsts, witness)) in pairs.0 {
        firsts.sort_unstable();
        let found = says_another(check, second, &firsts, witness);
        check.report(found);
    }
}

/// The clauses, each with those before it that say another thing, and the request that showed the first of them.
#[derive(Default)]
struct Pairs(BTreeMap<u16, (Vec<u16>, Witness)>);

impl Pairs {
    fn is_told(&self, first: u16, second: u16) -> bool {
        self.0.get(&second).is_some_and(|(firsts, _)| firsts.contains(&first))
    }

    fn tell(&mut self, first: u16, second: u16, witness: &Witness) {
        let (firsts, _) = self.0.entry(second).or_insert_with(|| (Vec::new(), witness.clone()));
        if !firsts.contains(&first) {
            firsts.push(first);
        }
    }
}

/// Whether no conflict of two clauses is stated, and this is the first question that both answer.
fn is_undeclared(question: Question, first: &Clause, second: &Clause) -> bool {
    let declared = first.conflicts.iter().chain(&second.conflicts).next().is_some();
    !declared && second.questions.iter().find(|q| first.questions.contains(q)) == Some(&question)
}

/// All clauses that a request shows to be at odds: it is asked what each of them says alone.
fn at_odds(check: &Check<'_>, question: Question, witness: &Witness, pairs: &mut Pairs) {
    let Ok(facts) = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis) else { return };
    let applying = inspect::applying(check.policy, check.law, &facts);
    check.spend(applying.len());
    let answer = |place: &u16| {
        let clause = check.policy.clause(*place)?;
        let decision = inspect::alone(check.policy, check.law, &facts, *place)?;
        let is_answer = is_outcome(&clause.form) && decision.verdict != Verdict::Unregulated;
        is_answer.then(|| (*place, clause, answered(&decision)))
    };
    let answers: Vec<_> = applying.iter().filter_map(answer).collect();
    for (index, (second, clause, says)) in answers.iter().enumerate() {
        for (first, other, said) in answers.iter().take(index) {
            if says != said && is_undeclared(question, other, clause) {
                pairs.tell(*first, *second, witness);
            }
        }
    }
}

/// How many clauses a message names.
const NAMED: usize = 3;

fn says_another(check: &Check<'_>, second: u16, firsts: &[u16], witness: Witness) -> Found {
    let id = |place: &u16| check.policy.clause(*place).map(|clause| format!("`{}`", clause.id)).unwrap_or_default();
    let names: Vec<String> = firsts.iter().take(NAMED).map(id).chain([id(&second)]).collect();
    let (named, last) = names.split_at(names.len().saturating_sub(1));
    let (named, last) = (named.join(", "), last.concat());
    let (nl, en) = match firsts.len().saturating_sub(NAMED) {
        0 => (String::new(), String::new()),
        more => (format!(" (en {more} andere)"), format!(" (and {more} more)")),
    };
    Found {
        rule: Rule::TierConflict,
        clauses: std::iter::once(second).chain(firsts.iter().copied()).collect(),
        span: check.policy.clause(second).map(|clause| clause.span).unwrap_or_default(),
        message: both(
            format!("{named}{en} and {last} say different things of one case"),
            format!("{named}{nl} en {last} zeggen iets anders over hetzelfde geval"),
        ),
        help: both(
            "let the specific clause displace the general one with `overrides`",
            "laat de bijzondere bepaling de algemene opzijzetten met `overrides`",
        ),
        witness: Some(witness),
    }
}

fn is_outcome(form: &Form) -> bool {
    matches!(form, Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_) | Form::Notice(_))
}

/// A request to which two clauses give different answers.
fn together(
    check: &Check<'_>,
    question: Question,
    (first_place, first): (u16, &Clause),
    (second_place, second): (u16, &Clause),
) -> Option<Witness> {
    let product = first.products.iter().find(|product| second.products.contains(*product))?;
    let both = |customer| first.customers.contains(customer) && second.customers.contains(customer);
    let customer = CustomerType::ALL.iter().copied().find(|customer| both(*customer))?;
    let conditions = [&first.conditions, &second.conditions];
    scenes(check, question, &[first, second], customer, product)
        .into_iter()
        .map(|scene| scene.under(check.policy, &conditions).witness())
        .find(|witness| {
            // Whether others are at odds with them is another matter.
            let alone = [first_place, second_place].map(|place| check.ask_alone(witness, place));
            let alike = matches!(&alone, [Some(one), Some(other)] if answered(one) == answered(other));
            !alike && check.ask(witness).is_some_and(|decision| has_conflict(&decision))
        })
}

/// What a decision comes to, as far as two clauses can be at odds about it.
fn answered(decision: &Decision) -> (Verdict, Cents, Option<Settlement>) {
    (decision.verdict, decision.charged(), decision.settlement)
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
    let concluded = tiers.map_or(start.plus_hours(-24 * 60).unwrap_or(start), |tiers| {
        windows::concluded(tiers, start, check.policy.holidays.week())
    });
    let acts = match tiers {
        Some(tiers) => windows::cells(tiers, start, check.policy).into_iter().map(|cell| cell.example(zone)).collect(),
        None => vec![start.plus_hours(-24 * 30).unwrap_or(start)],
    };
    let scene =
        |act, price| Scene::new(question, customer, product, concluded, act).starting(start).priced(price).paid();
    let sample = scene(start, PRICE);
    let charged = clauses.iter().flat_map(|clause| super::fees::charged(check.policy, clause));
    let lines: Vec<PriceLine> = charged.flat_map(|charged| lines(charged.charges, &sample)).collect();
    let prices = if lines.is_empty() { vec![PRICE] } else { telling_prices(&lines, check.policy, product) };
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
                    overlap::scene((check.policy, clause), tiers, start, cell.example(zone))
                        .under(check.policy, conditions)
                        .witness()
                })
                .find(|witness| check.ask(witness).is_some_and(|decision| has_conflict(&decision)))
        }
        _ => None,
    }
}
