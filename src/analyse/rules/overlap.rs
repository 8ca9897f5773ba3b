//! `TIER-OVERLAP`: an instant in two tiers.

use super::check::{Check, Found};
use super::scene::Scene;
use super::text::{days_before, each, outcome};
use super::windows::{self, RowWindow};
use super::{Rule, text};
use crate::analyse::prove::words::both;
use crate::calendar::{Instant, Zone};
use crate::decision::FindingCode;
use crate::money::Locale;
use crate::policy::building_blocks::{Anchor, Span};
use crate::policy::forms::{Form, Tier, Tiers};
use crate::policy::{Clause, Policy};
use crate::vocabulary::{CustomerType, ProductType};

/// Reports every two rows of a table that apply at once.
pub(super) fn overlaps(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let Form::Tiers(tiers) = &clause.form else { continue };
        let starts = windows::more_starts(tiers, &check.policy.zone);
        let laid_out: Vec<StartWindows> =
            starts.into_iter().map(|start| (start, windows::of_rows(tiers, start, check.policy))).collect();
        for (index, second) in tiers.rows.iter().enumerate() {
            for (earlier, first) in tiers.rows.iter().enumerate().take(index) {
                let rows = [(earlier, first), (index, second)];
                if let Some(found) = overlap(check, (place, clause), tiers, rows, &laid_out) {
                    check.report(found);
                }
            }
        }
    }
}

/// A start, and the window of each row for it; `None` where it has none.
type StartWindows = (Instant, Vec<Option<RowWindow>>);

fn overlap(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    tiers: &Tiers,
    [(earlier, first), (index, second)]: [(usize, &Tier); 2],
    laid_out: &[StartWindows],
) -> Option<Found> {
    let zone = &check.policy.zone;
    let (window, start, witness) = laid_out.iter().find_map(|(start, of_rows)| {
        let (start, window) = (*start, |row: usize| of_rows.get(row).copied().flatten());
        let common = window(earlier)?.overlap(window(index)?)?;
        let overlaps = |d: &crate::decision::Decision| d.findings.iter().any(|f| f.code == FindingCode::TierOverlap);
        let conditions = [&clause.conditions, &first.conditions, &second.conditions];
        let shown = |at| {
            check.shown(
                Some(scene((check.policy, clause), tiers, start, at).under(check.policy, &conditions).witness()),
                overlaps,
            )
        };
        Some((common, start, common.examples(zone).find_map(shown)?))
    })?;
    let says = |row: &Tier, locale| outcome(&row.outcome, check.policy.currency, locale);
    let span = bound_of(check, place, index);
    Some(Found {
        rule: Rule::TierOverlap,
        clauses: vec![place],
        span,
        message: each(|locale| {
            let (when, one, other) = (phrase(window, start, zone, locale), says(first, locale), says(second, locale));
            match locale {
                Locale::En => format!("two tiers apply {when}: {one}, and {other}"),
                Locale::Nl => format!("er gelden twee staffels {when}: {one}, en {other}"),
            }
        }),
        help: both(
            "let one of the two end just before the other begins (`less_than`, `more_than`); until then the cheaper one applies",
            "laat een van de twee net daarvoor ophouden (`less_than`, `more_than`); tot dan geldt de goedkoopste",
        ),
        witness: Some(witness),
    })
}

/// The bound of a row that reaches into another: that towards the earlier notices, where it has one.
fn bound_of(check: &Check<'_>, place: u16, index: usize) -> Span {
    let keys = ["at_most", "less_than", "at_least", "more_than"];
    let found = keys.iter().find_map(|key| check.maybe_key(place, &format!("tiers.tier.{index}.{key}")));
    found.unwrap_or_else(|| check.key(place, &format!("tiers.tier.{index}")))
}

/// A request under a clause with tiers, at an instant.
pub(super) fn scene((policy, clause): (&Policy, &Clause), tiers: &Tiers, start: Instant, at: Instant) -> Scene {
    let customer = if super::check::for_consumers(clause) { CustomerType::Consumer } else { CustomerType::Business };
    let product = clause.products.iter().find(|p| p.is_service()).or(clause.products.iter().next());
    let question = clause.questions.first().copied().unwrap_or(crate::vocabulary::Question::Cancellation);
    let product = product.unwrap_or(ProductType::Event);
    let scene =
        Scene::new(question, customer, product, windows::concluded(tiers, start, policy.holidays.week()), at).paid();
    match tiers.before {
        Anchor::StartsAt | Anchor::SessionStartsAt => scene.starting(start),
        Anchor::EndsAt => {
            let mut scene = scene;
            scene.agreement.ends_at = Some(start);
            scene
        }
        _ => scene,
    }
}

/// When a window is, as people say it.
fn phrase(window: RowWindow, start: Instant, zone: &Zone, locale: Locale) -> String {
    let day_edge = |at: Option<Instant>| at.is_none_or(|at| zone.start_of(zone.date_of(at)) == Some(at));
    let days = |at: Instant| zone.date_of(at).days_until(zone.date_of(start));
    match (window.from, window.until) {
        (Some(from), Some(until)) if day_edge(Some(from)) && day_edge(Some(until)) => {
            let (first, last) = (days(from), days(until.prev()));
            if first == last { days_before(first, locale) } else { range(last, first, locale) }
        }
        (Some(from), Some(until)) if until == from.next() => text::moment_before(from, start, locale),
        (Some(from), Some(until)) => {
            let (first, last) = (text::moment_before(from, start, locale), text::moment_before(until, start, locale));
            match locale {
                Locale::En => format!("from {first} until {last}"),
                Locale::Nl => format!("van {first} tot {last}"),
            }
        }
        (None, Some(until)) => match locale {
            Locale::En => format!("up to {}", text::moment_before(until.prev(), start, locale)),
            Locale::Nl => format!("tot en met {}", text::moment_before(until.prev(), start, locale)),
        },
        (Some(from), None) => match locale {
            Locale::En => format!("from {} on", text::moment_before(from, start, locale)),
            Locale::Nl => format!("vanaf {}", text::moment_before(from, start, locale)),
        },
        (None, None) => locale.pick("always", "altijd").to_owned(),
    }
}

fn range(last: i64, first: i64, locale: Locale) -> String {
    match locale {
        Locale::En => format!("{last} to {first} days before the start"),
        Locale::Nl => format!("{last} tot en met {first} dagen voor de start"),
    }
}
