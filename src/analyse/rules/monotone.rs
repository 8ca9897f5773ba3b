//! `TIER-MONOTONE`: a later notice that can be cheaper.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{lines, telling_prices};
use super::overlap::scene;
use super::text::{both, moment, money};
use super::windows::{self, Window};
use crate::analyse::Witness;
use crate::analyse::breakpoints::Line;
use crate::calendar::Instant;
use crate::money::{Cents, Locale};
use crate::policy::Clause;
use crate::policy::building_blocks::Conditions;
use crate::policy::forms::{Form, Tiers};
use crate::vocabulary::Verdict;

/// Reports the first table row, by clause, that makes a later notice cheaper.
pub(super) fn not_monotone(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let Form::Tiers(tiers) = &clause.form else { continue };
        if let Some(found) = cheaper_later(check, place, clause, tiers) {
            check.report(found);
        }
    }
}

/// What one notice costs.
struct Cost {
    at: Instant,
    cell: Window,
    charged: Cents,
    witness: Witness,
}

fn cheaper_later(check: &Check<'_>, place: u16, clause: &Clause, tiers: &Tiers) -> Option<Found> {
    let zone = &check.policy.zone;
    for start in windows::starts(tiers, zone) {
        let sample = scene(clause, tiers, start, start);
        let of_rows = tiers.rows.iter().flat_map(|row| lines(&row.outcome.charges, &sample));
        let lines: Vec<Line> = of_rows.chain([Line::price()]).collect();
        for conditions in situations(tiers) {
            for price in telling_prices(&lines) {
                let costs = costs(check, clause, tiers, start, price, &conditions);
                let pair = costs.windows(2).find_map(|pair| match pair {
                    [earlier, later] if later.charged < earlier.charged => Some((earlier, later)),
                    _ => None,
                });
                if let Some((earlier, later)) = pair {
                    return Some(report(check, place, tiers, start, (earlier, later)));
                }
            }
        }
    }
    None
}

/// The conditions under which a table is looked at: none, and those of each row that has some.
pub(super) fn situations(tiers: &Tiers) -> Vec<Conditions> {
    let mut situations = vec![Conditions::default()];
    for row in &tiers.rows {
        if !situations.contains(&row.conditions) {
            situations.push(row.conditions.clone());
        }
    }
    situations
}

/// What a notice costs in each stretch of time in which it is allowed, the earliest first.
fn costs(
    check: &Check<'_>,
    clause: &Clause,
    tiers: &Tiers,
    start: Instant,
    price: Cents,
    conditions: &Conditions,
) -> Vec<Cost> {
    let zone = &check.policy.zone;
    let mut costs = Vec::new();
    for cell in windows::cells(tiers, start, check.policy) {
        let at = cell.example(zone);
        let scene =
            scene(clause, tiers, start, at).priced(price).paid().under(check.policy, &[&clause.conditions, conditions]);
        let witness = scene.witness();
        let Some(decision) = check.ask(&witness) else { continue };
        if matches!(decision.verdict, Verdict::Permitted | Verdict::Discretionary) {
            costs.push(Cost { at, cell, charged: decision.charged(), witness });
        }
    }
    costs
}

fn report(check: &Check<'_>, place: u16, tiers: &Tiers, start: Instant, (earlier, later): (&Cost, &Cost)) -> Found {
    let zone = &check.policy.zone;
    let row = windows::rows_at(tiers, later.cell.example(zone), start, check.policy).first().map(|(index, _)| *index);
    let path = |index: usize| format!("tiers.tier.{index}");
    let span = match row {
        Some(index) => check
            .maybe_key(place, &format!("{}.charges", path(index)))
            .unwrap_or_else(|| check.key(place, &path(index))),
        None => check.key(place, "tiers"),
    };
    let (first, second) = (moment(earlier.at, zone), moment(later.at, zone));
    let price = |locale| money(later.witness.agreement.price, check.policy.currency, locale);
    let (dear, cheap) =
        (|l| money(earlier.charged, check.policy.currency, l), |l| money(later.charged, check.policy.currency, l));
    Found {
        rule: Rule::TierMonotone,
        clauses: vec![place],
        span,
        message: both(
            format!(
                "bij een prijs van {} kost een bericht op {second} {}, minder dan de {} op {first}",
                price(Locale::Nl),
                cheap(Locale::Nl),
                dear(Locale::Nl)
            ),
            format!(
                "at a price of {} a notice at {second} costs {}, less than the {} at {first}",
                price(Locale::En),
                cheap(Locale::En),
                dear(Locale::En)
            ),
        ),
        help: both(
            "laat de kosten per staffel naar de start toe alleen oplopen",
            "let the charges of each tier be at least those of the tier before it",
        ),
        witness: Some(later.witness.clone()),
    }
}
