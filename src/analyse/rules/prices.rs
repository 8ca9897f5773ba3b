//! `PRICE-3M`, `PRICE-NOEXIT`, `PRICE-EXVAT`: what consumers pay, and how it can rise.

use super::Rule;
use super::check::{Check, Found};
use super::scene::{PRICE, Scene, first_day, noon};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Holidays, Period};
use crate::decision::Decision;
use crate::facts::Event;
use crate::money::Cents;
use crate::policy::Clause;
use crate::policy::building_blocks::{Condition, Span};
use crate::policy::forms::{Form, Outcome, PriceChange};
use crate::vocabulary::{CustomerType, PriceBasis, ProductType, Question};

/// Reports the clauses by which the price rises without a right to end the agreement; what the law itself obliges the
/// provider to charge is left out.
pub(super) fn increases(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::PriceIncrease) {
        if clause.conditions.when.contains(&Condition::LegalObligation) {
            continue;
        }
        let Some(without_exit) = without_exit(clause) else { continue };
        if let Some(concluded) = too_early(clause, check.jurisdiction.price_holds(), check.policy.holidays)
            && let Some(witness) = witness(check, clause, concluded, &without_exit, true)
        {
            let found = report(check, place, clause, Rule::Price3m, witness);
            check.report(found);
        }
        if let Some(witness) = witness(check, clause, first_day(), &without_exit, false) {
            let found = report(check, place, clause, Rule::PriceNoexit, witness);
            check.report(found);
        }
    }
}

/// The new price that a clause allows without a right to end the agreement.
fn without_exit(clause: &Clause) -> Option<Cents> {
    let tenth = PRICE.plus(PRICE.share(1, 10));
    match &clause.form {
        Form::Outcome(Outcome { verdict, customer_may_dissolve: false, customer_may_reject: false, .. }) => {
            verdict.allows().then_some(tenth)
        }
        Form::PriceChange(PriceChange { verdict, as_of_right, .. }) if verdict.allows() => match as_of_right {
            None => Some(tenth),
            Some(band) => Some(PRICE.plus(band.up_to.of(PRICE))).filter(|price| *price > PRICE),
        },
        // What the other clauses say, the request shows.
        Form::SameAs(_) => Some(tenth),
        _ => None,
    }
}

/// A day of conclusion for which the price can rise while by law it holds; `None` without such a rule.
fn too_early(clause: &Clause, holds: Option<Period>, holidays: Holidays) -> Option<Date> {
    let holds = holds?;
    match &clause.form {
        Form::PriceChange(PriceChange { not_before: Some(period), .. }) => {
            super::periods::first_shorter(*period, holds, holidays)
        }
        _ => Some(first_day()),
    }
}

/// An increase that is allowed and gives no right to end the agreement: as early as it can be, or after two years.
fn witness(check: &Check<'_>, clause: &Clause, concluded: Date, price: &Cents, early: bool) -> Option<Witness> {
    let zone = &check.policy.zone;
    let earliest = match &clause.form {
        Form::PriceChange(PriceChange { not_before: Some(period), .. }) => {
            period.after(concluded, check.policy.holidays)?
        }
        _ => concluded.plus_months(1)?,
    };
    let effective = if early { earliest } else { concluded.plus_months(24)? };
    let product = super::fees::service_of(clause).or(clause.products.iter().next()).unwrap_or(ProductType::Event);
    let act = noon(zone, if early { concluded } else { effective.plus_months(-6)? });
    let at = noon(zone, concluded);
    let mut scene = Scene::new(Question::PriceIncrease, CustomerType::Consumer, product, at, act);
    scene = scene.starting(at);
    if let Event::PriceIncrease(increase) = &mut scene.event {
        (increase.effective_at, increase.new_price) = (noon(zone, effective), *price);
    }
    let scene = scene.under(check.policy, &[&clause.conditions]).terms_only();
    let binding = |d: &Decision| d.verdict.allows() && !d.customer_may_dissolve && !d.customer_may_reject;
    check.shown(Some(scene.witness()), binding)
}

fn report(check: &Check<'_>, place: u16, clause: &Clause, rule: Rule, witness: Witness) -> Found {
    let early = rule == Rule::Price3m;
    let (when_nl, when_en) = match early {
        true => ("binnen drie maanden na het sluiten", "within three months of the conclusion"),
        false => ("later", "later on"),
    };
    Found {
        rule,
        clauses: vec![place],
        span: span(check, place, clause, early),
        message: both(
            format!("the price can rise {when_en} without a consumer's right to end the agreement"),
            format!("de prijs kan {when_nl} omhoog zonder dat een consument mag stoppen"),
        ),
        help: if early {
            both(
                "add `not_before = \"3 months\"`, or give the right to dissolve",
                "neem `not_before = \"3 months\"` op, of geef het recht om te ontbinden",
            )
        } else {
            both(
                "give the right to dissolve with every increase: `customer_may_dissolve = true`",
                "geef bij elke verhoging het recht om te ontbinden: `customer_may_dissolve = true`",
            )
        },
        witness: Some(witness),
    }
}

fn span(check: &Check<'_>, place: u16, clause: &Clause, early: bool) -> Span {
    let keys: &[&str] =
        if early { &["not_before", "up_to", "verdict", "clauses"] } else { &["up_to", "verdict", "clauses"] };
    let form = clause.form.name();
    let key = keys.iter().find_map(|key| check.maybe_key(place, &format!("{form}.{key}")));
    key.unwrap_or_else(|| check.key(place, form))
}

/// Reports the clauses by which the price rises without a reason that the text names, or at once.
pub(super) fn at_will(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::PriceIncrease) {
        let reasons = [Condition::Indexation, Condition::LegalObligation];
        if clause.conditions.when.iter().any(|condition| reasons.contains(condition)) {
            continue;
        }
        if let Some(witness) = raised(check, clause, 60) {
            check.report(Found {
                rule: Rule::PriceReason,
                clauses: vec![place],
                span: check.key(place, clause.form.name()),
                message: both(
                    "the price can rise for no reason that the text names, without a consumer's right to leave",
                    "de prijs kan omhoog zonder dat de tekst een reden noemt of dat een consument mag stoppen",
                ),
                help: both(
                    "name the reasons, such as indexation or a legal obligation, in `when`",
                    "noem de redenen, zoals indexering of een wettelijke verplichting, in `when`",
                ),
                witness: Some(witness),
            });
        }
        let Some(at_once) = raised(check, clause, 0) else { continue };
        check.report(Found {
            rule: Rule::PriceNotice,
            clauses: vec![place],
            span: check.key(place, clause.form.name()),
            message: both(
                "the price can rise on the day of its announcement without a consumer's right to leave",
                "de prijs kan omhoog op de dag van de aankondiging, zonder dat een consument mag stoppen",
            ),
            help: both(
                "announce an increase ahead, as in `announced_ahead = \"1 month\"`",
                "kondig een verhoging aan, zoals met `announced_ahead = \"1 month\"`",
            ),
            witness: Some(at_once),
        });
    }
}

/// An increase by a tenth two years on that rests on no reason, announced so many days before, where it is allowed and a consumer
/// may not leave.
fn raised(check: &Check<'_>, clause: &Clause, days_before: i64) -> Option<Witness> {
    let zone = &check.policy.zone;
    let effective = first_day().plus_months(24)?;
    let product = super::fees::service_of(clause).or(clause.products.iter().next())?;
    let at = noon(zone, first_day());
    let act = noon(zone, effective.plus_days(-days_before)?);
    let scene = Scene::new(Question::PriceIncrease, CustomerType::Consumer, product, at, act);
    let mut scene = scene.under(check.policy, &[&clause.conditions]).terms_only();
    for reason in [Condition::Indexation, Condition::LegalObligation] {
        scene.set(reason, false);
    }
    if let Event::PriceIncrease(increase) = &mut scene.event {
        (increase.effective_at, increase.new_price) = (noon(zone, effective), PRICE.plus(PRICE.share(1, 10)));
    }
    let binding = |d: &Decision| d.verdict.allows() && !d.customer_may_dissolve;
    check.shown(Some(scene.witness()), binding)
}

/// Reports prices without value-added tax.
pub(super) fn without_vat(check: &mut Check<'_>) {
    if check.policy.prices != PriceBasis::ExcludingVat || !check.sells_to_consumers() {
        return;
    }
    check.report(Found {
        rule: Rule::PriceExvat,
        clauses: Vec::new(),
        span: check.top("prices"),
        message: both(
            "prices are without value-added tax, and the terms apply to consumers too",
            "de prijzen zijn zonder btw, en de voorwaarden gelden ook voor consumenten",
        ),
        help: both(
            "state prices for consumers including tax: `prices = \"including_vat\"`",
            "noem consumenten prijzen inclusief btw: `prices = \"including_vat\"`",
        ),
        witness: None,
    });
}
