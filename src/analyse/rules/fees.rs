//! `FEE-GT-PRICE`: charges above the price; `TERM-FEE`: what a consumer pays for ending a service.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{lines, sold, telling_prices};
use super::overlap;
use super::scene::{Scene, noon, start_day};
use super::text::{charges, money};
use super::windows;
use crate::analyse::Witness;
use crate::analyse::breakpoints::{PriceLine, prices};
use crate::analyse::prove::words::both;
use crate::calendar::Instant;
use crate::decision::{Decision, Settlement, Source};
use crate::evaluate::inspect;
use crate::facts::Performance;
use crate::law::Leaving;
use crate::money::{Cents, Currency, Locale};
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Condition, Conditions, Share, StatedAmount};
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::{Form, Outcome, Tiers};
use crate::policy::products::PriceRange;
use crate::policy::{Clause, Policy, ProductSet};
use crate::vocabulary::{ChargeKind, CustomerType, ProductType, Question, Verdict};

/// Something that a clause charges: a row of tiers, what applies where no row does, or the clause as a whole.
pub(super) struct Charged<'p> {
    pub(super) row: Row<'p>,
    pub(super) conditions: Conditions,
    pub(super) charges: &'p [ChargeRule],
}

/// Where a charge stands.
#[derive(Clone, Copy)]
pub(super) enum Row<'p> {
    /// In the clause as a whole.
    Whole,
    /// In the row of its table with this index.
    Tier(usize),
    /// Where no row of its table applies.
    Otherwise,
    /// In another clause, which it takes over.
    Of(&'p Clause),
}

impl Charged<'_> {
    /// Whether a consumer can be charged it, as far as the clause that it is taken from tells.
    pub(super) fn is_for_consumers(&self) -> bool {
        match self.row {
            Row::Of(other) => super::check::for_consumers(other),
            Row::Whole | Row::Tier(_) | Row::Otherwise => true,
        }
    }

    /// The path of its charges in the clause.
    fn path(&self, form: &Form) -> String {
        match self.row {
            Row::Tier(index) => format!("tiers.tier.{index}.charges"),
            Row::Otherwise => "tiers.otherwise".to_owned(),
            Row::Whole => format!("{}.charges", form.name()),
            Row::Of(_) => "same_as.clauses".to_owned(),
        }
    }
}

/// What a clause charges, row by row; rows that refuse charge nothing. What it takes over is its own too.
pub(super) fn charged<'p>(policy: &'p Policy, clause: &'p Clause) -> Vec<Charged<'p>> {
    let Form::SameAs(same) = &clause.form else { return own_charges(clause) };
    let others = same.clauses.iter().filter_map(|place| policy.clause(*place));
    let taken = others.flat_map(|other| own_charges(other).into_iter().map(move |charged| (other, charged)));
    taken
        .map(|(other, charged)| {
            let conditions = other.conditions.clone().and(&charged.conditions);
            Charged { row: Row::Of(other), conditions, charges: charged.charges }
        })
        .collect()
}

/// The situations in which a clause may charge something: its own conditions, and those of each row and of each charge with
/// conditions.
pub(super) fn situations(policy: &Policy, clause: &Clause) -> Vec<Conditions> {
    let mut situations = vec![clause.conditions.clone()];
    for row in charged(policy, clause) {
        let none = Conditions::default();
        for more in std::iter::once(&none).chain(row.charges.iter().map(|rule| &rule.conditions)) {
            let all = clause.conditions.clone().and(&row.conditions).and(more);
            if !situations.contains(&all) {
                situations.push(all);
            }
        }
    }
    situations
}

/// What stands in a clause itself.
fn own_charges(clause: &Clause) -> Vec<Charged<'_>> {
    let whole = |charges| vec![Charged { row: Row::Whole, conditions: Conditions::default(), charges }];
    let allows = |outcome: &Outcome| outcome.verdict.allows();
    match &clause.form {
        Form::Outcome(outcome) if allows(outcome) => whole(outcome.charges.as_slice()),
        Form::WithdrawalEffects(effects) => whole(effects.charges.as_slice()),
        Form::ForceMajeure(form) => whole(form.outcome.charges.as_slice()),
        Form::Tiers(tiers) => {
            let rows = tiers.rows.iter().enumerate().filter(|(_, row)| allows(&row.outcome));
            let rows = rows.map(|(index, row)| Charged {
                row: Row::Tier(index),
                conditions: row.conditions.clone(),
                charges: row.outcome.charges.as_slice(),
            });
            let otherwise = tiers.otherwise.as_ref().filter(|outcome| allows(outcome)).map(|outcome| Charged {
                row: Row::Otherwise,
                conditions: Conditions::default(),
                charges: outcome.charges.as_slice(),
            });
            rows.chain(otherwise).collect()
        }
        _ => Vec::new(),
    }
}

// Charges above the price.

const A_CENT: Cents = Cents::new(1);

/// The questions on which a consumer is charged under the ceiling of the price.
const CHARGED: [Question; 9] = [
    Question::Cancellation,
    Question::NoShow,
    Question::Withdrawal,
    Question::Rescheduling,
    Question::Substitution,
    Question::BookingChange,
    Question::ProviderCancellation,
    Question::Termination,
    Question::ForceMajeure,
];

/// Reports each row under which consumers are charged more than the price, as it is written.
pub(super) fn above_price(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let concerns = super::check::for_consumers(clause) && clause.questions.iter().any(|q| CHARGED.contains(q));
        if !concerns {
            continue;
        }
        for charged in charged(check.policy, clause).iter().filter(|charged| charged.is_for_consumers()) {
            if let Some(above) = smallest_above(check, (place, clause), charged) {
                let found = report_above(check, place, clause, &above);
                check.report(found);
            }
        }
    }
}

/// Reports each clause that puts something on top of the price for consumers: the price bounds it by no means.
pub(super) fn beside_price(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let question = clause.questions.iter().find(|q| CHARGED.contains(q) || **q == Question::Breach);
        if question.is_none() || !super::check::for_consumers(clause) {
            continue;
        }
        for row in charged(check.policy, clause) {
            for rule in row.charges.iter().filter(|rule| rule.beside_price) {
                let found = beside(check, (place, clause), &row, rule);
                check.report(found);
            }
        }
    }
}

fn beside(check: &Check<'_>, (place, clause): (u16, &Clause), row: &Charged<'_>, rule: &ChargeRule) -> Found {
    let words = |locale| charges(std::slice::from_ref(rule), check.policy.currency, locale);
    let scene = scene_of(check, clause, row, false).map(|scene| scene.paid().witness());
    Found {
        rule: Rule::FeeGtPrice,
        clauses: vec![place],
        span: rule.span,
        message: both(
            format!("{} comes on top of the price, which does not bound it", words(Locale::En)),
            format!("{} komt boven op de prijs, die er geen grens aan stelt", words(Locale::Nl)),
        ),
        help: both(
            "keep the charge within the price, and leave `beside_price` out",
            "houd de kosten binnen de prijs, en laat dan `beside_price` weg",
        ),
        witness: check.shown(scene, |decision| decision.charges.iter().any(|charge| charge.beside_price)),
    }
}

/// Reports charges that come to more than the price on top of those of another clause; where they alone do, that is said.
pub(super) fn above_price_together(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let bases = clause.on_top_of.iter().filter_map(|base| Some((*base, check.policy.clause(*base)?)));
        for (base, under) in bases.collect::<Vec<_>>() {
            for own in charged(check.policy, clause) {
                let span = check.key(place, &own.path(&clause.form));
                if check.is_reported_at(Rule::FeeGtPrice, span) {
                    continue;
                }
                let Some(witness) = above_together(check, (clause, &own), under) else { continue };
                let price = |locale| money(witness.agreement.price, check.policy.currency, locale);
                let id = &under.id;
                let found = Found {
                    rule: Rule::FeeGtPrice,
                    clauses: vec![place, base],
                    span,
                    message: both(
                        format!(
                            "together with the charges of `{id}` this is more than the price, at {}",
                            price(Locale::En)
                        ),
                        format!("met de kosten van `{id}` samen is dit meer dan de prijs, bij {}", price(Locale::Nl)),
                    ),
                    help: both(
                        "lower one of the two, or leave `on_top_of` out: the cheaper one then applies",
                        "verlaag een van de twee, of laat `on_top_of` weg: dan geldt de goedkoopste",
                    ),
                    witness: Some(witness),
                };
                check.report(found);
            }
        }
    }
}

/// A request in which a row charges more than the price together with the clause under it.
fn above_together(check: &Check<'_>, (clause, own): (&Clause, &Charged<'_>), under: &Clause) -> Option<Witness> {
    charged(check.policy, under).into_iter().find_map(|row| {
        let scene = scene_of(check, under, &row, false)?;
        let mut scene = scene.under(check.policy, &[&clause.conditions, &own.conditions]);
        scene.agreement.product = clause.products.iter().find(|product| under.products.contains(*product))?;
        let mut crossing = lines(row.charges.iter().chain(own.charges), &scene);
        crossing.push(PriceLine::price());
        let product = scene.agreement.product;
        let plain = sold(std::iter::once(super::scene::PRICE), check.policy, product);
        let prices = plain.into_iter().chain(telling_prices(&crossing, check.policy, product));
        prices.into_iter().find_map(|price| {
            let witness = scene.clone().priced(price).paid().witness();
            check.shown(Some(witness), |decision| written(decision) > price)
        })
    })
}

/// A row that charges more than the price.
struct Above<'p> {
    charged: Charged<'p>,
    /// Only once everything was delivered, or then at more prices.
    delivered: bool,
    /// Whether only rounding makes it so.
    by_rounding: bool,
    /// The highest price at which it does.
    reach: Cents,
    /// What it is sold for: where `reach` is the most of it, whatever the price.
    sold: PriceRange,
    /// The request with the smallest price at which it does.
    witness: Witness,
}

impl Above<'_> {
    /// At which prices, as people say it.
    fn prices(&self, currency: Currency, locale: Locale) -> String {
        let up_to = self.reach;
        let range = self.sold.text(currency, locale).map(|range| format!(" {range}")).unwrap_or_default();
        let prices = match (up_to == self.sold.most, self.by_rounding, locale) {
            (true, _, Locale::En) if range.is_empty() => "whatever the price".to_owned(),
            (true, _, Locale::En) => format!("at any price{range}"),
            (true, _, Locale::Nl) => format!("bij elke prijs{range}"),
            (_, true, Locale::En) => format!("by rounding, at {}", money(up_to, currency, locale)),
            (_, true, Locale::Nl) => format!("door afronden, bij {}", money(up_to, currency, locale)),
            (_, _, Locale::En) => format!("at a price up to {}", money(up_to, currency, locale)),
            (_, _, Locale::Nl) => format!("bij een prijs tot en met {}", money(up_to, currency, locale)),
        };
        let once =
            if self.delivered { locale.pick(", once all is delivered", ", zodra alles is geleverd") } else { "" };
        prices + once
    }
}

/// A row that charges more than the price, when nothing was delivered or when everything was: what reaches further.
fn smallest_above<'p>(check: &Check<'_>, clause: (u16, &Clause), charged: &Charged<'p>) -> Option<Above<'p>> {
    let shown = [true, false].map(|delivered| above_when(check, clause, charged, delivered));
    let farthest = shown.into_iter().flatten().max_by_key(|above| above.reach);
    farthest.or_else(|| above_by_costs(check, clause, charged))
}

/// A row that charges costs on top of the whole price, even when nothing was delivered.
fn above_by_costs<'p>(check: &Check<'_>, (place, clause): (u16, &Clause), charged: &Charged<'p>) -> Option<Above<'p>> {
    let mut scene = scene_of(check, clause, charged, false)?.paid();
    scene.agreement.performance.costs_incurred = Some(A_CENT);
    scene.agreement.change_costs_in_offer = Some(A_CENT);
    let (price, product) = (scene.agreement.price, scene.agreement.product);
    let witness = check.shown(Some(scene.witness()), |decision| written_by(decision, place) > price)?;
    let charged = Charged { row: charged.row, conditions: charged.conditions.clone(), charges: charged.charges };
    let sold = check.policy.facts.price_range(product);
    Some(Above { charged, delivered: false, by_rounding: false, reach: sold.most, sold, witness })
}

fn above_when<'p>(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    charged: &Charged<'p>,
    delivered: bool,
) -> Option<Above<'p>> {
    let scene = scene_of(check, clause, charged, delivered)?;
    let price_line = PriceLine::price();
    let mut lines = lines(charged.charges, &scene);
    let by_rounding = !lines.iter().any(|line| line.rises_above(&price_line));
    lines.push(price_line);
    let at = |price| scene.clone().priced(price).paid().witness();
    // Of several clauses the best for the customer answers: where this one alone allows it for the price, none asks more.
    let best_is_cheapest = inspect::takes_one(scene.event.question()) && !check.policy.clauses.iter().any(gives_right);
    let exceeds = |price: Cents| {
        let witness = at(price);
        let alone = if best_is_cheapest { check.ask_alone(&witness, place) } else { None };
        let within = alone.is_some_and(|alone| allows_for(&alone, price));
        check.shown(Some(witness).filter(|_| !within), |decision| written_by(decision, place) > price)
    };
    let rules = charged.charges.iter().map(|rule| &rule.conditions);
    let asked = asked_prices([&clause.conditions, &charged.conditions].into_iter().chain(rules));
    let product = scene.agreement.product;
    let in_order = |prices: Vec<Cents>| sold(prices.into_iter().chain(asked.iter().copied()), check.policy, product);
    let witness = in_order(telling_prices(&lines, check.policy, product)).into_iter().find_map(exceeds)?;
    let smallest = witness.agreement.price;
    let highest = || in_order(prices(&lines).all).into_iter().rev().find(|price| exceeds(*price).is_some());
    let reach = if by_rounding { smallest } else { highest().unwrap_or(smallest).max(smallest) };
    let charged = Charged { row: charged.row, conditions: charged.conditions.clone(), charges: charged.charges };
    let sold = check.policy.facts.price_range(product);
    Some(Above { charged, delivered, by_rounding, reach, sold, witness })
}

/// The prices on both sides of what conditions ask.
fn asked_prices<'c>(conditions: impl Iterator<Item = &'c Conditions>) -> Vec<Cents> {
    let all = conditions.flat_map(|conditions| conditions.when.iter().chain(&conditions.unless));
    let bounds = all.filter_map(|condition| match condition {
        Condition::Declared(DeclaredTest { ask: Ask::Costs(bound), .. }) => Some(*bound),
        _ => None,
    });
    bounds.flat_map(|bound| [bound.minus_floored(Cents::new(1)), bound]).collect()
}

/// Whether a clause gives a right besides, which makes it better for the customer than one that charges less.
fn gives_right(clause: &Clause) -> bool {
    let right = |outcome: &Outcome| outcome.customer_may_dissolve || outcome.customer_may_reject;
    match &clause.form {
        Form::Outcome(outcome) => right(outcome),
        Form::Tiers(tiers) => tiers.rows.iter().map(|row| &row.outcome).chain(&tiers.otherwise).any(right),
        _ => false,
    }
}

/// Whether what the customer asks is permitted, and all charges together stay within an amount as they are written.
fn allows_for(decision: &Decision, amount: Cents) -> bool {
    let written: Cents = decision.charges.iter().map(|charge| charge.as_written).sum();
    decision.verdict == Verdict::Permitted && written <= amount
}

/// The charges under the ceiling, as written.
fn written(decision: &Decision) -> Cents {
    decision.charges.iter().filter(|charge| charge.is_under_ceiling()).map(|charge| charge.as_written).sum()
}

/// Those of one clause: what another puts on top is told there.
fn written_by(decision: &Decision, place: u16) -> Cents {
    let own = decision.charges.iter().filter(|charge| charge.sources.contains(&Source::Clause(place)));
    own.filter(|charge| charge.is_under_ceiling()).map(|charge| charge.as_written).sum()
}

/// A consumer's request to which what is charged applies.
fn scene_of(check: &Check<'_>, clause: &Clause, charged: &Charged<'_>, delivered: bool) -> Option<Scene> {
    let zone = &check.policy.zone;
    let row = match charged.row {
        Row::Tier(index) => Some(index),
        _ => None,
    };
    let scene = match (&clause.form, charged.row) {
        (Form::Tiers(tiers), Row::Tier(_) | Row::Otherwise) => {
            let start = windows::starts(tiers, zone).into_iter().next()?;
            overlap::scene((check.policy, clause), tiers, start, instant_in(check, tiers, row, start)?)
        }
        _ => plain_scene(check, clause),
    };
    let wanted: Vec<&Conditions> = charged.charges.iter().map(|rule| &rule.conditions).collect();
    let mut all = vec![&clause.conditions, &charged.conditions];
    all.extend(wanted);
    let mut scene = scene.under(check.policy, &all);
    if delivered {
        let begun = scene.agreement.concluded_at;
        let performed = Performance {
            started_at: Some(begun),
            delivered_units: Some(1),
            total_units: Some(1),
            ..Performance::default()
        };
        scene.agreement.performance = performed;
    }
    Some(scene)
}

/// A consumer's request under a clause without tiers: in the middle of the time between conclusion and start.
fn plain_scene(check: &Check<'_>, clause: &Clause) -> Scene {
    let zone = &check.policy.zone;
    let (start, act) = (start_day(), start_day().plus_days(-30).unwrap_or(start_day()));
    let concluded = noon(zone, act.plus_days(-5).unwrap_or(act));
    let charged = |question: &Question| CHARGED.contains(question) || *question == Question::Breach;
    let question = clause.questions.iter().copied().find(charged).unwrap_or(Question::Cancellation);
    let product = service_of(clause).or(clause.products.iter().next()).unwrap_or(ProductType::Event);
    let scene =
        Scene::new(question, CustomerType::Consumer, product, concluded, noon(zone, act)).starting(noon(zone, start));
    // What the terms keep back on a withdrawal the law strikes, so that it never comes to the price.
    if question == Question::Withdrawal { scene.paid().terms_only() } else { scene.paid() }
}

/// A service that a clause is about.
pub(super) fn service_of(clause: &Clause) -> Option<ProductType> {
    clause.products.iter().find(|product| product.is_service())
}

/// An instant at which a row applies, and it alone where there is one; with none, an instant at which no row does, or a
/// row that asks for conditions too.
fn instant_in(check: &Check<'_>, tiers: &Tiers, row: Option<usize>, start: Instant) -> Option<Instant> {
    let zone = &check.policy.zone;
    let of_rows = windows::of_rows(tiers, start, check.policy);
    let instants: Vec<(Instant, Vec<usize>)> = windows::between(&of_rows)
        .into_iter()
        .map(|cell| cell.example(zone))
        .map(|at| (at, windows::rows_at(&of_rows, at)))
        .collect();
    let found = match row {
        Some(row) => {
            let alone = instants.iter().find(|(_, rows)| rows.as_slice() == [row]);
            alone.or_else(|| instants.iter().find(|(_, rows)| rows.contains(&row)))
        }
        None => instants.iter().min_by_key(|(_, rows)| rows.len()),
    };
    found.map(|(at, _)| *at)
}

fn report_above(check: &Check<'_>, place: u16, clause: &Clause, above: &Above<'_>) -> Found {
    let currency = check.policy.currency;
    let words = |locale| (charges(above.charged.charges, currency, locale), above.prices(currency, locale));
    let ((nl, nl_prices), (en, en_prices)) = (words(Locale::Nl), words(Locale::En));
    Found {
        rule: Rule::FeeGtPrice,
        clauses: vec![place],
        span: check.key(place, &above.charged.path(&clause.form)),
        message: both(
            format!("{en} is more than the price, {en_prices}"),
            format!("{nl} is meer dan de prijs, {nl_prices}"),
        ),
        help: both(
            "lower or leave out what is fixed, or write the bound down with `ceiling = \"price\"`: no more is ever charged anyway (R5)",
            "verlaag of schrap wat vast is, of schrijf de grens op met `ceiling = \"price\"`: meer wordt toch nooit gerekend (R5)",
        ),
        witness: Some(above.witness.clone()),
    }
}

// What a consumer pays for ending a service.

/// Reports each row by which a consumer who ends a service pays more than costs made and the delivered share.
pub(super) fn for_ending(check: &mut Check<'_>) {
    for question in [Question::Cancellation, Question::Termination] {
        for (place, clause) in check.consumer_clauses(question) {
            let by_customer = question == Question::Cancellation || by_customer(&clause.conditions);
            let first = clause.questions.iter().find(|q| matches!(q, Question::Cancellation | Question::Termination));
            if !by_customer || !may_be_left(check, clause, ProductSet::ALL) || first != Some(&question) {
                continue;
            }
            for row in charged(check.policy, clause).iter().filter(|row| row.is_for_consumers()) {
                let found = fee_for_ending(check, (place, clause), row);
                if let Some(found) = found.or_else(|| credit_for_ending(check, (place, clause), row)) {
                    check.report(found);
                }
            }
        }
    }
}

/// Whether conditions leave room for the customer to end the agreement without cause.
pub(super) fn by_customer(conditions: &Conditions) -> bool {
    let others = [Condition::ByProvider, Condition::ProviderForCause, Condition::ForCause, Condition::NonPayment];
    !conditions.when.iter().any(|condition| others.contains(condition))
        && !conditions.unless.contains(&Condition::ByCustomer)
}

fn fee_for_ending(check: &Check<'_>, (place, clause): (u16, &Clause), row: &Charged<'_>) -> Option<Found> {
    let administration = administration(row.charges);
    let beyond = |rule: &&ChargeRule| is_beyond_costs(check, rule, clause, administration);
    let fees: Vec<ChargeRule> = row.charges.iter().filter(beyond).cloned().collect();
    let (first, list) = (fees.first()?, |locale| charges(&fees, check.policy.currency, locale));
    let witness = scene_of(check, clause, row, false).map(|scene| scene.paid().witness());
    Some(Found {
        rule: Rule::TermFee,
        clauses: vec![place],
        span: check.maybe_key(place, &row.path(&clause.form)).unwrap_or(first.span),
        message: both(
            format!("a consumer who ends a service pays {}, even when nothing was delivered", list(Locale::En)),
            format!(
                "wie als consument een dienst beëindigt, betaalt {}, ook als er niets is geleverd",
                list(Locale::Nl)
            ),
        ),
        help: both(
            "charge the delivered share and the costs made (`pro_rata`, `costs_incurred`)",
            "reken het geleverde deel en de gemaakte kosten (`pro_rata`, `costs_incurred`)",
        ),
        witness: check.shown(witness, |decision| decision.charged() > Cents::ZERO),
    })
}

/// What was not delivered becomes a credit, so that the consumer pays for it all the same.
fn credit_for_ending(check: &Check<'_>, (place, clause): (u16, &Clause), row: &Charged<'_>) -> Option<Found> {
    let rest = |decision: &Decision| decision.settlement.as_ref().map_or(Cents::ZERO, Settlement::credit_of_rest);
    let witness = scene_of(check, clause, row, false).map(|scene| scene.paid().witness());
    let witness = check.shown(witness, |decision| rest(decision) > Cents::ZERO)?;
    let path = row.path(&clause.form).replace("charges", "credit");
    Some(Found {
        rule: Rule::TermFee,
        clauses: vec![place],
        span: check.key(place, &path),
        message: both(
            "a consumer who ends a service gets a credit instead of money for what was not delivered",
            "wie als consument een dienst beëindigt, krijgt een tegoed in plaats van geld voor wat niet is geleverd",
        ),
        help: both(
            "pay back what was paid for what was not delivered: leave `credit` out",
            "betaal terug wat is betaald voor wat niet is geleverd: laat `credit` weg",
        ),
        witness: Some(witness),
    })
}

/// Whether a clause, and what stands in it for some products, is about one that the law lets a consumer leave, early or by
/// notice.
fn may_be_left(check: &Check<'_>, clause: &Clause, products: ProductSet) -> bool {
    let left = |product: &ProductType| check.jurisdiction.leaving(*product) != Leaving::ByTerms;
    clause.products.iter().filter(left).any(|product| products.contains(product))
}

/// Whether a charge on services is neither the delivered share nor costs made. Administration counts as costs up to the least
/// that the law sets for handling a claim: more must be shown. All of a row counts together.
fn is_beyond_costs(check: &Check<'_>, rule: &ChargeRule, clause: &Clause, administration: Cents) -> bool {
    let on_service = may_be_left(check, clause, rule.products);
    let passes = || check.jurisdiction.collection_costs().map_or(Cents::MAX, |scale| Cents::new(scale.minimum()));
    let beyond = match rule.amount {
        Amount::Fixed(_) if rule.kind == ChargeKind::AdministrationFee => administration > passes(),
        Amount::Fixed(amount) => amount > Cents::ZERO,
        ref amount => exceeds_costs(amount) || is_declared_fee(rule),
    };
    on_service && beyond && !rule.kind.owed_by_provider()
}

/// What charges ask for administration, laid down beforehand.
fn administration(charges: &[ChargeRule]) -> Cents {
    let fixed = |rule: &ChargeRule| match rule.amount {
        Amount::Fixed(amount) if rule.kind == ChargeKind::AdministrationFee => Some(amount),
        _ => None,
    };
    charges.iter().filter_map(fixed).sum()
}

/// Whether a charge is an amount that the policy declares, and calls it a fee instead of costs.
fn is_declared_fee(rule: &ChargeRule) -> bool {
    let declared = |base| matches!(base, Base::Stated(StatedAmount::Declared(_)));
    let fee = matches!(rule.kind, ChargeKind::CancellationFee | ChargeKind::RetainedPrice | ChargeKind::Penalty);
    fee && rule.amount.bases().any(declared)
}

/// Whether an amount can be more than the delivered share and the costs made.
pub(super) fn exceeds_costs(amount: &Amount) -> bool {
    match amount {
        Amount::Whole(base) => !matches!(base, Base::Stated(_)),
        Amount::Fixed(amount) => *amount > Cents::ZERO,
        Amount::Percent { percent, of, .. } => percent.units() > 0 && exceeds_costs(of),
        Amount::Share { share, of, .. } => match share {
            Share::Delivered | Share::AllButUndelivered => !matches!(of.base(), Some(Base::Price | Base::Paid)),
            Share::Undelivered
            | Share::OneUnit
            | Share::OneSession
            | Share::OneMonth
            | Share::Remaining
            | Share::Cancelled => exceeds_costs(of),
        },
        Amount::Times { of, .. } | Amount::Per { of, .. } => exceeds_costs(of),
        Amount::Sum(terms) | Amount::Greatest(terms) => terms.iter().any(exceeds_costs),
        Amount::Least(terms) => terms.iter().all(exceeds_costs),
        Amount::Rest { of, less } => {
            exceeds_costs(of)
                && !matches!(&**less, Amount::Share { share: Share::Undelivered, of: other, .. } if other == of)
        }
    }
}
