//! `TIER-MONOTONE`: a later notice that can be cheaper.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{lines, telling_prices};
use super::overlap::scene;
use super::text::{moment, money};
use super::windows::{self, RowWindow};
use crate::analyse::Witness;
use crate::analyse::breakpoints::PriceLine;
use crate::analyse::prove::words::both;
use crate::calendar::Instant;
use crate::money::{Cents, Locale};
use crate::policy::Clause;
use crate::policy::building_blocks::{Conditions, Span};
use crate::policy::forms::{Form, Tiers};

/// Reports each table row that makes a later notice cheaper.
pub(super) fn not_monotone(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let Form::Tiers(tiers) = &clause.form else { continue };
        for found in cheaper_later(check, place, clause, tiers) {
            check.report(found);
        }
    }
}

/// What one notice costs.
struct Cost {
    at: Instant,
    cell: RowWindow,
    charged: Cents,
    witness: Witness,
}

/// The rows that are cheaper than what comes before them, each with the first request that shows it.
fn cheaper_later(check: &Check<'_>, place: u16, clause: &Clause, tiers: &Tiers) -> Vec<Found> {
    let zone = &check.policy.zone;
    let mut found: Vec<Found> = Vec::new();
    for start in windows::starts(tiers, zone) {
        let sample = scene((check.policy, clause), tiers, start, start);
        let of_rows = tiers.rows.iter().flat_map(|row| lines(&row.outcome.charges, &sample));
        let lines: Vec<PriceLine> = of_rows.chain([PriceLine::price()]).collect();
        for conditions in situations(tiers) {
            for price in telling_prices(&lines, check.policy, sample.agreement.product) {
                let costs = costs(check, clause, tiers, start, price, &conditions);
                for pair in costs.windows(2) {
                    let [earlier, later] = pair else { continue };
                    if later.charged >= earlier.charged {
                        continue;
                    }
                    let span = span_of(check, place, tiers, start, later);
                    if !found.iter().any(|known| known.span == span) {
                        found.push(report(check, place, span, (earlier, later)));
                    }
                }
            }
        }
    }
    found
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
        let scene = scene((check.policy, clause), tiers, start, at)
            .priced(price)
            .paid()
            .under(check.policy, &[&clause.conditions, conditions]);
        let witness = scene.witness();
        let Some(decision) = check.ask(&witness) else { continue };
        if decision.verdict.allows() {
            costs.push(Cost { at, cell, charged: decision.charged(), witness });
        }
    }
    costs
}

/// The row that a notice falls in: what it charges, where it says so.
fn span_of(check: &Check<'_>, place: u16, tiers: &Tiers, start: Instant, cost: &Cost) -> Span {
    let at = cost.cell.example(&check.policy.zone);
    let row = windows::rows_at(&windows::of_rows(tiers, start, check.policy), at).first().copied();
    let path = |index: usize| format!("tiers.tier.{index}");
    match row {
        Some(index) => check
            .maybe_key(place, &format!("{}.charges", path(index)))
            .unwrap_or_else(|| check.key(place, &path(index))),
        None => check.key(place, "tiers"),
    }
}

fn report(check: &Check<'_>, place: u16, span: Span, (earlier, later): (&Cost, &Cost)) -> Found {
    let zone = &check.policy.zone;
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
                "at a price of {} a notice at {second} costs {}, less than the {} at {first}",
                price(Locale::En),
                cheap(Locale::En),
                dear(Locale::En)
            ),
            format!(
                "bij een prijs van {} kost een bericht op {second} {}, minder dan de {} op {first}",
                price(Locale::Nl),
                cheap(Locale::Nl),
                dear(Locale::Nl)
            ),
        ),
        help: both(
            "let the `charges` of each tier be at least those of the tier before it",
            "laat `charges` per staffel naar de start toe alleen oplopen",
        ),
        witness: Some(later.witness.clone()),
    }
}
