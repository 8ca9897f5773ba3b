//! Tables of tiers: each instant in exactly one row, and no later notice cheaper than an earlier one.

use super::super::breakpoints::{Case, WalkStep};
use super::super::obligation::Invariant;
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::money::Amounts;
use super::replay::Request;
use super::words::{self, both};
use crate::calendar::Instant;
use crate::evaluate::{Detail, Probe, inspect, step};
use crate::facts::Facts;
use crate::money::Cents;
use crate::policy::forms::{Form, Tier, Tiers};
use crate::policy::{Clause, Policy, Summary};
use crate::vocabulary::Basis;

/// The tables that a question reads, each with the place of its clause.
pub(super) fn tables<'p>(policy: &'p Policy, clauses: &[u16]) -> Vec<(u16, &'p Tiers)> {
    let mut tables = Vec::new();
    let mut places = clauses.to_vec();
    places.extend(
        clauses
            .iter()
            .filter_map(|&place| policy.clause(place))
            .flat_map(|clause| if let Form::SameAs(_) = &clause.form { clause.form.refers_to() } else { Vec::new() }),
    );
    for place in places {
        if let Some(Clause { form: Form::Tiers(tiers), .. }) = policy.clause(place) {
            tables.push((place, tiers));
        }
    }
    tables
}

/// Looks at the rows that apply on each step of a case.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    (steps, facts): (&[WalkStep], &[Facts]),
    ledger: &mut Ledger,
) {
    // Any price tells: which rows apply does not depend on it.
    let price = Cents::new(1);
    for (step, facts) in steps.iter().zip(facts) {
        let mut probe = Probe::new(subject.bare, subject.law, facts);
        for (place, tiers) in tables(subject.bare, &probe.applying()) {
            ledger.decided(Invariant::Totality);
            let rows = probe.rows(tiers);
            if rows.len() < 2 {
                continue;
            }
            let span = rows.last().and_then(|row| tiers.rows.get(*row)).map(|row| row.span);
            ledger.broken_at(Invariant::Totality, (place, rows), order, step.from, || Candidate {
                case: case.clone(),
                price,
                act: step.from,
                until: step.until,
                basis: Basis::TermsAndLaw,
                span,
                note: None,
            });
        }
    }
}

/// The rows that apply together to a request, and what each says.
pub(super) fn overlap(request: &Request<'_>) -> Option<Summary> {
    let (policy, law, facts) = (request.policy, request.law, &request.facts);
    let mut probe = Probe::new(policy, law, facts);
    let (tiers, rows) = tables(policy, &probe.applying()).into_iter().find_map(|(_, tiers)| {
        let rows = probe.rows(tiers);
        (rows.len() > 1).then_some((tiers, rows))
    })?;
    let rows = rows.iter().filter_map(|row| tiers.rows.get(*row));
    let said: Vec<Summary> = rows.map(|row| words::row(row, policy.currency)).collect();
    let (said, when) = (words::list(&said), distance(policy, law, facts, tiers));
    Some(both(
        format!("{} several tiers apply: {}", when.en, said.en),
        format!("{} gelden meer treden tegelijk: {}", when.nl, said.nl),
    ))
}

/// How long before the anchor an act counts as given, as in `on day 43 before starts_at`.
fn distance(policy: &Policy, law: &Law, facts: &Facts, tiers: &Tiers) -> Summary {
    let anchor = inspect::anchor(policy, law, facts, tiers.before);
    let act = inspect::effective(policy, law, facts);
    match (anchor, act) {
        (Some(anchor), Some(act)) => {
            let days = policy.zone.date_of(act).days_until(policy.zone.date_of(anchor));
            both(format!("on day {days} before `{}`", tiers.before), format!("op dag {days} voor `{}`", tiers.before))
        }
        _ => both("here", "hier"),
    }
}

use crate::law::Law;

/// The most steps that are looked at after a request.
const MOST_STEPS: usize = 400;

/// The first later act that is cheaper.
pub(super) fn cheaper_later(request: &Request<'_>) -> Option<Summary> {
    let earlier = Amounts::of(&request.decision);
    let mut at = request.facts.event().act()?;
    if !earlier.allowed || (earlier.charged == 0 && earlier.written == 0) {
        return None;
    }
    let (agreement, event, basis) = (request.facts.agreement(), request.facts.event(), request.facts.basis());
    for _ in 0..MOST_STEPS {
        let facts = Facts::new(agreement.clone(), event.with_act(at)?, basis).ok()?;
        let (decision, until) = step(request.policy, request.law, &facts, Detail::Amounts).ok()?;
        let later = Amounts::of(&decision);
        if later.allowed && later.cheaper_than(&earlier) {
            return Some(cheaper(request, at, &earlier, &later));
        }
        at = until.filter(|until| *until > at)?;
    }
    None
}

fn cheaper(request: &Request<'_>, at: Instant, earlier: &Amounts, later: &Amounts) -> Summary {
    let cents = |amount: i128| request.money(i64::try_from(amount).map_or(Cents::MAX, Cents::new));
    let day = request.policy.zone.date_of(at);
    if later.charged < earlier.charged {
        let (before, after) = (cents(earlier.charged), cents(later.charged));
        return both(
            format!("this costs {}, and later, from {at} ({day}), only {}", before.en, after.en),
            format!("dit kost {}, en later, vanaf {at} ({day}), maar {}", before.nl, after.nl),
        );
    }
    let (before, after) = (cents(earlier.written), cents(later.written));
    both(
        format!("as written this costs {}, and later, from {at} ({day}), only {}", before.en, after.en),
        format!("volgens de tekst kost dit {}, en later, vanaf {at} ({day}), maar {}", before.nl, after.nl),
    )
}

/// The row of a table that a request is answered by, to point at.
pub(super) fn row_of<'p>(policy: &'p Policy, law: &'p Law, facts: &'p Facts) -> Option<&'p Tier> {
    let clauses = inspect::applying(policy, law, facts);
    let (_, tiers) = tables(policy, &clauses).into_iter().next()?;
    inspect::taken(policy, law, facts, tiers).and_then(|row| tiers.rows.get(row))
}
