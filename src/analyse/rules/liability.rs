//! `LIAB-CAP` and `CAP-CONFLICT`: the provider's liability.

use super::Rule;
use super::check::{Check, Found, for_consumers};
use super::scene::{PRICE, Scene, noon, start_day};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::decision::{Decision, FindingCode};
use crate::facts::{Event, Payment};
use crate::money::Locale;
use crate::policy::building_blocks::Conditions;
use crate::policy::forms::{Form, LiabilityForm, LiabilityRule};
use crate::policy::{Clause, Conflict, ConflictKind};
use crate::vocabulary::{CustomerType, DamageKind, ProductType, Question};

fn forms<'p>(check: &Check<'p>) -> Vec<(u16, &'p Clause, &'p LiabilityForm)> {
    let form = |(place, clause): (u16, &'p Clause)| match &clause.form {
        Form::Liability(form) => Some((place, clause, form)),
        _ => None,
    };
    check.policy.clauses_on(Question::DamageClaim).filter_map(form).collect()
}

/// Reports each row that excludes or caps liability to consumers.
pub(super) fn limited(check: &mut Check<'_>) {
    for (place, clause, form) in forms(check).into_iter().filter(|(_, clause, _)| for_consumers(clause)) {
        for (index, rule) in form.rules.iter().enumerate() {
            if !rule.customers.contains(&CustomerType::Consumer) || !rule.excluded && rule.limit.is_none() {
                continue;
            }
            let key = if rule.excluded { "excluded" } else { "limit" };
            let (nl, en) = match (rule.excluded, rule.limit.is_some()) {
                (true, true) => ("uitgesloten en begrensd", "excluded and capped"),
                (true, false) => ("uitgesloten", "excluded"),
                _ => ("begrensd", "capped"),
            };
            let wanted = |d: &Decision| d.liability.as_ref().is_some_and(|l| l.excluded || l.limit.is_some());
            let found = Found {
                rule: Rule::LiabCap,
                clauses: vec![place],
                span: check.maybe_key(place, &format!("liability.rule.{index}.{key}")).unwrap_or(rule.span),
                message: both(
                    format!("liability to consumers is {en}: {}", kinds(&[rule], Locale::En)),
                    format!("aansprakelijkheid tegenover consumenten is {nl}: {}", kinds(&[rule], Locale::Nl)),
                ),
                help: both(
                    "restrict the rule to businesses with `customers = [\"business\"]`",
                    "beperk de regel tot bedrijven met `customers = [\"business\"]`",
                ),
                witness: check.shown(claim(check, clause, &[rule]), wanted),
            };
            check.report(found);
        }
    }
}

/// The kinds of damage that rules are about.
fn kinds(rules: &[&LiabilityRule], locale: Locale) -> String {
    let about = |kind: &DamageKind| rules.iter().any(|rule| rule.kinds.contains(kind));
    let word = |kind: DamageKind| match kind {
        DamageKind::Direct => locale.pick("direct damage", "directe schade"),
        DamageKind::Indirect => locale.pick("indirect damage", "indirecte schade"),
        DamageKind::LossOfEnjoyment => locale.pick("loss of enjoyment", "gederfd genot"),
        DamageKind::DeathOrInjury => locale.pick("death or injury", "overlijden of letsel"),
    };
    DamageKind::ALL.iter().copied().filter(about).map(word).collect::<Vec<_>>().join(", ")
}

/// A large claim, by a customer of whom every amount differs.
fn claim(check: &Check<'_>, clause: &Clause, rules: &[&LiabilityRule]) -> Option<Witness> {
    let zone = &check.policy.zone;
    let all = |has: &dyn Fn(&LiabilityRule) -> bool| rules.iter().all(|rule| has(rule));
    let customer = CustomerType::ALL
        .iter()
        .copied()
        .find(|customer| clause.customers.contains(*customer) && all(&|rule| rule.customers.contains(customer)))?;
    let kind = DamageKind::ALL.iter().copied().find(|kind| all(&|rule| rule.kinds.contains(kind)))?;
    let subscription =
        rules.iter().any(|r| r.conditions.when.contains(&crate::policy::building_blocks::Condition::Subscription));
    let wanted = |product: &ProductType| subscription == (*product == ProductType::Subscription);
    let product =
        clause.products.iter().filter(|p| p.is_service()).find(wanted).or(clause.products.iter().find(wanted))?;
    let day = start_day();
    let (concluded, act) = (noon(zone, day.plus_days(-30)?), noon(zone, day));
    let mut conditions: Vec<&Conditions> = vec![&clause.conditions];
    conditions.extend(rules.iter().map(|rule| &rule.conditions));
    let mut scene =
        Scene::new(Question::DamageClaim, customer, product, concluded, act).under(check.policy, &conditions);
    scene.agreement.payments = vec![
        Payment { paid_at: concluded, amount: PRICE.share(3, 10) },
        Payment { paid_at: noon(zone, day.plus_days(-10)?), amount: PRICE.share(1, 10) },
    ];
    if let Event::DamageClaim(damage) = &mut scene.event {
        damage.kind = kind;
    }
    Some(scene.witness())
}

/// Reports two caps for one kind of damage: stated by the file, or found among the rules.
pub(super) fn caps(check: &mut Check<'_>) {
    for (place, clause, form) in forms(check) {
        for conflict in &clause.conflicts {
            let found = stated(check, place, clause, form, conflict);
            check.report(found);
        }
        for (index, second) in form.rules.iter().enumerate() {
            let differs = |first: &&LiabilityRule| differ(first, second) && !declared(clause, first, second);
            for first in form.rules.iter().take(index).filter(differs) {
                let Some(witness) = check.shown(claim(check, clause, &[first, second]), has_cap_conflict) else {
                    continue;
                };
                check.report(Found {
                    rule: Rule::CapConflict,
                    clauses: vec![place],
                    span: check.maybe_key(place, &format!("liability.rule.{index}.limit")).unwrap_or(second.span),
                    message: both(
                        format!("another cap applies to the same damage: {}", shared(first, second, Locale::En)),
                        format!(
                            "voor dezelfde schade geldt ook een andere grens: {}",
                            shared(first, second, Locale::Nl)
                        ),
                    ),
                    help: both("keep one `limit` of the two", "laat één `limit` over"),
                    witness: Some(witness),
                });
            }
        }
    }
}

fn has_cap_conflict(decision: &Decision) -> bool {
    decision.findings.iter().any(|finding| finding.code == FindingCode::CapConflict)
}

fn shared(first: &LiabilityRule, second: &LiabilityRule, locale: Locale) -> String {
    let mut common = second.clone();
    common.kinds.retain(|kind| first.kinds.contains(kind));
    kinds(&[&common], locale)
}

/// Whether two rules speak of one case and say different things.
fn differ(first: &LiabilityRule, second: &LiabilityRule) -> bool {
    first.kinds.iter().any(|kind| second.kinds.contains(kind))
        && first.customers.iter().any(|customer| second.customers.contains(customer))
        && (first.excluded, &first.limit) != (second.excluded, &second.limit)
        && !excludes(&first.conditions, &second.conditions)
        && !excludes(&second.conditions, &first.conditions)
}

/// Whether one asks for what the other rules out.
fn excludes(one: &Conditions, other: &Conditions) -> bool {
    one.when.iter().any(|condition| other.unless.contains(condition))
}

/// Whether the file itself states a conflict about damage that both rules are about.
fn declared(clause: &Clause, first: &LiabilityRule, second: &LiabilityRule) -> bool {
    let about = |conflict: &Conflict, kind: &DamageKind| conflict.damage.is_empty() || conflict.damage.contains(kind);
    let common =
        |conflict: &Conflict| first.kinds.iter().any(|kind| second.kinds.contains(kind) && about(conflict, kind));
    clause.conflicts.iter().any(common)
}

fn stated(check: &Check<'_>, place: u16, clause: &Clause, form: &LiabilityForm, conflict: &Conflict) -> Found {
    let note = &conflict.note;
    let about = |rule: &&LiabilityRule| {
        conflict.damage.is_empty() || rule.kinds.iter().any(|kind| conflict.damage.contains(kind))
    };
    let wanted = |d: &Decision| match conflict.kind {
        ConflictKind::Cap => has_cap_conflict(d),
        ConflictKind::Clause => d.findings.iter().any(|finding| finding.code == FindingCode::ClauseConflict),
    };
    let witness = form.rules.iter().filter(about).find_map(|rule| check.shown(claim(check, clause, &[rule]), wanted));
    Found {
        rule: Rule::CapConflict,
        clauses: vec![place],
        span: conflict.span,
        message: both(
            format!("the text states two caps: {}", note.en.trim_end_matches('.')),
            format!("de tekst noemt twee grenzen: {}", note.nl.trim_end_matches('.')),
        ),
        help: both(
            "state one `limit` for each kind of damage, and then take `conflict` out",
            "noem één `limit` voor elke soort schade, en haal dan `conflict` weg",
        ),
        witness,
    }
}
