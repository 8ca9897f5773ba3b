//! What goes wrong, in both languages.

use super::super::amounts;
use crate::money::{Cents, Currency, Locale};
use crate::policy::Summary;
use crate::policy::building_blocks::{Bound, ChargeRule, DayCondition, DayKind, TierBounds};
use crate::policy::forms::Tier;

/// A text in both languages.
pub(in crate::analyse) fn both(en: impl Into<String>, nl: impl Into<String>) -> Summary {
    Summary { en: en.into(), nl: nl.into() }
}

/// An amount in both languages.
pub(in crate::analyse) fn money(amount: Cents, currency: Currency) -> Summary {
    both(currency.written(amount, Locale::En), currency.written(amount, Locale::Nl))
}

/// One sentence after another.
pub(in crate::analyse) fn and_then(a: Summary, b: &Summary) -> Summary {
    both(format!("{}; {}", a.en, b.en), format!("{}; {}", a.nl, b.nl))
}

/// A list, as in `a, b and c`.
pub(in crate::analyse) fn list(items: &[Summary]) -> Summary {
    let join = |words: Vec<&str>, last: &str| match words.split_last() {
        Some((end, [])) => (*end).to_owned(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    };
    let (en, nl) = items.iter().map(|s| (s.en.as_str(), s.nl.as_str())).unzip();
    both(join(en, "and"), join(nl, "en"))
}

/// A row of a table: when it applies and what it says.
pub(in crate::analyse) fn row(row: &Tier, currency: Currency) -> Summary {
    let (bounds, charges) = (when(row), self::charges(&row.outcome.charges, currency));
    both(format!("“{}: {}”", bounds.en, charges.en), format!("„{}: {}”", bounds.nl, charges.nl))
}

/// When a row applies: how long before the anchor, how long after another, and on what day.
fn when(row: &Tier) -> Summary {
    let mut said = vec![bounds(row.bounds)];
    if let Some(since) = row.since {
        let within = bounds(since.bounds);
        said.push(both(
            format!("{} after `{}`", within.en, since.anchor),
            format!("{} na `{}`", within.nl, since.anchor),
        ));
        if row.bounds == TierBounds::default() {
            said.remove(0);
        }
    }
    if let Some(day) = &row.conditions.day {
        said.push(self::day(day));
    }
    list(&said)
}

/// On what day an anchor falls.
fn day(day: &DayCondition) -> Summary {
    let mut parts: Vec<Summary> = Vec::new();
    if !day.on.is_empty() {
        parts.push(list(&day.on.iter().map(|kind| both(kind.name(), dutch_day(*kind))).collect::<Vec<_>>()));
    }
    parts.extend(day.from.map(|from| both(format!("from {from}"), format!("vanaf {from}"))));
    parts.extend(day.until.map(|until| both(format!("before {until}"), format!("voor {until}"))));
    parts.extend(day.season.map(|season| {
        let (from, until) = (season.from(), season.until());
        both(format!("from {from} up to {until} of each year"), format!("vanaf {from} tot {until} van elk jaar"))
    }));
    parts.extend(day.time.map(|hours| {
        let (from, until) = (hours.from, hours.until);
        both(format!("from {from} up to {until}"), format!("vanaf {from} tot {until}"))
    }));
    let days = list(&parts);
    both(format!("`{}` on {}", day.of, days.en), format!("`{}` op {}", day.of, days.nl))
}

const fn dutch_day(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Monday => "maandag",
        DayKind::Tuesday => "dinsdag",
        DayKind::Wednesday => "woensdag",
        DayKind::Thursday => "donderdag",
        DayKind::Friday => "vrijdag",
        DayKind::Saturday => "zaterdag",
        DayKind::Sunday => "zondag",
        DayKind::Holiday => "feestdag",
    }
}

/// How long before the anchor, as in `at least 29 days and at most 43 days`.
pub(in crate::analyse) fn bounds(bounds: TierBounds) -> Summary {
    let side = |bound: Option<Bound>, [inclusive, exclusive]: [(&str, &str); 2]| {
        bound.map(|bound| {
            let (en, nl) = if bound.inclusive { inclusive } else { exclusive };
            both(format!("{en} {bound}"), format!("{nl} {}", bound.dutch()))
        })
    };
    let lower = side(bounds.lower, [("at least", "minstens"), ("more than", "meer dan")]);
    let upper = side(bounds.upper, [("at most", "hoogstens"), ("less than", "minder dan")]);
    let sides: Vec<Summary> = lower.into_iter().chain(upper).collect();
    if sides.is_empty() { both("always", "altijd") } else { list(&sides) }
}

/// What a list of charges comes to, as in `50% of the price`.
pub(in crate::analyse) fn charges(rules: &[ChargeRule], currency: Currency) -> Summary {
    if rules.is_empty() {
        return both("free", "gratis");
    }
    let charge = |rule| both(amounts::charge(rule, currency, Locale::En), amounts::charge(rule, currency, Locale::Nl));
    list(&rules.iter().map(charge).collect::<Vec<_>>())
}

/// Why the analysis cannot tell where two sums of charges lie too close together.
pub(super) fn too_close() -> Summary {
    both(
        "charges lie so close together that roundings decide over more prices than the analysis looks at",
        "kosten liggen zo dicht bij elkaar dat afrondingen beslissen bij meer prijzen dan de analyse bekijkt",
    )
}

/// Why the analysis cannot tell where terms choose between amounts or counts.
pub(super) fn more_ways() -> Summary {
    both(
        "amounts or counts decide between terms in more ways than the analysis looks at",
        "bedragen of aantallen beslissen op meer manieren tussen termen dan de analyse bekijkt",
    )
}
