//! `FEE-GT-PRICE`: charges above the price; `TERM-FEE`: what a consumer pays for ending a service.

use super::Rule;
use super::check::{Check, Found};
use super::lines::{Line, PRICE_LINE, WHOLE, above_price_up_to, telling_prices};
use super::overlap;
use super::scene::{Scene, noon, start_day};
use super::text::{both, charges, money};
use super::windows;
use crate::analyse::Witness;
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::facts::Performance;
use crate::money::{Cents, Currency, Locale};
use crate::policy::Clause;
use crate::policy::building_blocks::{AmountRule, ChargeRule, Condition, Conditions};
use crate::policy::forms::{Form, Outcome, Tiers};
use crate::vocabulary::{ChargeKind, CustomerType, ProductType, Question, Verdict};

/// Something that a clause charges: a row of tiers, or the clause as a whole.
pub(super) struct Charged<'p> {
    /// Its index, when it is a row.
    pub(super) row: Option<usize>,
    pub(super) conditions: Conditions,
    pub(super) charges: &'p [ChargeRule],
}

impl Charged<'_> {
    /// The path of its charges in the clause.
    fn path(&self, form: &Form) -> String {
        match self.row {
            Some(index) => format!("tiers.tier.{index}.charges"),
            None => format!("{}.charges", form.name()),
        }
    }
}

/// What a clause charges, row by row; rows that refuse charge nothing.
pub(super) fn charged(clause: &Clause) -> Vec<Charged<'_>> {
    let whole = |charges| vec![Charged { row: None, conditions: Conditions::default(), charges }];
    let allows = |outcome: &Outcome| matches!(outcome.verdict, Verdict::Permitted | Verdict::Discretionary);
    match &clause.form {
        Form::Outcome(outcome) if allows(outcome) => whole(outcome.charges.as_slice()),
        Form::WithdrawalEffects(effects) => whole(effects.charges.as_slice()),
        Form::ForceMajeure(form) => whole(form.charges.as_slice()),
        Form::Tiers(tiers) => {
            let rows = tiers.rows.iter().enumerate().filter(|(_, row)| allows(&row.outcome));
            rows.map(|(index, row)| Charged {
                row: Some(index),
                conditions: row.conditions.clone(),
                charges: row.outcome.charges.as_slice(),
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

// Charges above the price.

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

/// Reports each clause under which consumers are charged more than the price, as it is written.
pub(super) fn above_price(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        let concerns = super::check::for_consumers(clause) && clause.questions.iter().any(|q| CHARGED.contains(q));
        if !concerns {
            continue;
        }
        let above: Vec<Above<'_>> =
            charged(clause).into_iter().filter_map(|charged| smallest_above(check, clause, charged)).collect();
        if let Some(found) = report_above(check, place, clause, &above) {
            check.report(found);
        }
    }
}

/// A row that charges more than the price.
struct Above<'p> {
    charged: Charged<'p>,
    line: Line,
    /// Only once everything was delivered, or then at more prices.
    delivered: bool,
    /// The request with the smallest price at which it does.
    witness: Witness,
}

impl Above<'_> {
    /// The highest price at which it does.
    fn reach(&self) -> Cents {
        let by_rounding = self.is_by_rounding().then_some(Cents::ZERO);
        let up_to = by_rounding.or(above_price_up_to(self.charged.charges, self.delivered));
        up_to.map_or(Cents::MAX, |up_to| up_to.max(self.witness.agreement.price))
    }

    /// Whether only rounding makes it so.
    fn is_by_rounding(&self) -> bool {
        self.line.fixed == 0 && self.line.share <= WHOLE
    }

    /// At which prices, as people say it.
    fn prices(&self, currency: Currency, locale: Locale) -> String {
        let up_to = self.reach();
        let prices = match (up_to == Cents::MAX, self.is_by_rounding(), locale) {
            (true, _, Locale::En) => "whatever the price".to_owned(),
            (true, _, Locale::Nl) => "bij elke prijs".to_owned(),
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
fn smallest_above<'p>(check: &Check<'_>, clause: &Clause, charged: Charged<'p>) -> Option<Above<'p>> {
    let shown = [false, true].map(|delivered| Some((delivered, above_when(check, clause, &charged, delivered)?)));
    let above = shown.into_iter().flatten().map(|(delivered, (line, witness))| (delivered, line, witness));
    let widest =
        |(delivered, ..): &(bool, Line, Witness)| above_price_up_to(charged.charges, *delivered).unwrap_or(Cents::MAX);
    let (delivered, line, witness) = above.rev().max_by_key(widest)?;
    Some(Above { charged, line, delivered, witness })
}

fn above_when(check: &Check<'_>, clause: &Clause, charged: &Charged<'_>, delivered: bool) -> Option<(Line, Witness)> {
    let line = Line::of(charged.charges, delivered);
    if line.fixed == 0 && line.share <= WHOLE && charged.charges.len() < 2 {
        return None;
    }
    telling_prices(&[line, PRICE_LINE]).into_iter().find_map(|price| {
        let witness = scene_of(check, clause, charged, price, delivered);
        Some((line, check.shown(witness, |decision| written(decision) > price)?))
    })
}

/// The charges under the ceiling, as written.
fn written(decision: &Decision) -> Cents {
    decision.charges.iter().filter(|c| c.kind.under_ceiling()).map(|c| c.as_written).sum()
}

fn scene_of(
    check: &Check<'_>,
    clause: &Clause,
    charged: &Charged<'_>,
    price: Cents,
    delivered: bool,
) -> Option<Witness> {
    let zone = &check.policy.zone;
    let scene = match (&clause.form, charged.row) {
        (Form::Tiers(tiers), Some(row)) => {
            let start = windows::starts(tiers, zone).into_iter().next()?;
            overlap::scene(clause, tiers, start, instant_in(check, tiers, row, start)?)
        }
        _ => plain_scene(check, clause),
    };
    let wanted: Vec<&Conditions> = charged.charges.iter().map(|rule| &rule.conditions).collect();
    let mut all = vec![&clause.conditions, &charged.conditions];
    all.extend(wanted);
    let mut scene = scene.priced(price).paid().under(&all);
    if delivered {
        let begun = scene.agreement.concluded_at;
        let performed =
            Performance { started_at: Some(begun), delivered_units: 1, total_units: 1, ..Performance::default() };
        scene.agreement.performance = performed;
    }
    Some(scene.witness())
}

/// A consumer's request under a clause without tiers: in the middle of the time between conclusion and start.
fn plain_scene(check: &Check<'_>, clause: &Clause) -> Scene {
    let zone = &check.policy.zone;
    let (start, act) = (start_day(), start_day().plus_days(-30).unwrap_or(start_day()));
    let concluded = noon(zone, act.plus_days(-5).unwrap_or(act));
    let question = clause.questions.iter().copied().find(|q| CHARGED.contains(q)).unwrap_or(Question::Cancellation);
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

/// An instant at which a row applies, and it alone where there is one.
fn instant_in(check: &Check<'_>, tiers: &Tiers, row: usize, start: Instant) -> Option<Instant> {
    let zone = &check.policy.zone;
    let instants: Vec<(Instant, Vec<usize>)> = windows::cells(tiers, start, check.policy)
        .into_iter()
        .map(|cell| cell.example(zone))
        .map(|at| (at, windows::rows_at(tiers, at, start, check.policy).into_iter().map(|(index, _)| index).collect()))
        .collect();
    let alone = instants.iter().find(|(_, rows)| rows.as_slice() == [row]);
    alone.or_else(|| instants.iter().find(|(_, rows)| rows.contains(&row))).map(|(at, _)| *at)
}

/// One finding for a clause: at the row that exceeds the price most widely.
fn report_above(check: &Check<'_>, place: u16, clause: &Clause, above: &[Above<'_>]) -> Option<Found> {
    // The widest reach; of equals the first in the file.
    let widest = above.iter().rev().max_by_key(|above| above.reach())?;
    let charged = &widest.charged;
    let others = above.len() - 1;
    let words = |locale| charges(charged.charges, check.policy.currency, locale);
    let (nl_more, en_more) = match others {
        0 => (String::new(), String::new()),
        1 => ("; ook in een andere rij".to_owned(), "; in one other row too".to_owned()),
        n => (format!("; ook in {n} andere rijen"), format!("; in {n} other rows too")),
    };
    Some(Found {
        rule: Rule::FeeGtPrice,
        clauses: vec![place],
        span: check.key(place, &charged.path(&clause.form)),
        message: both(
            format!(
                "{} is meer dan de prijs, {}{nl_more}",
                words(Locale::Nl),
                widest.prices(check.policy.currency, Locale::Nl)
            ),
            format!(
                "{} is more than the price, {}{en_more}",
                words(Locale::En),
                widest.prices(check.policy.currency, Locale::En)
            ),
        ),
        help: both(
            "verlaag of schrap wat vast is; meer dan de prijs wordt toch nooit gerekend (R5)",
            "lower or leave out what is fixed; no more than the price is ever charged anyway (R5)",
        ),
        witness: Some(widest.witness.clone()),
    })
}

// What a consumer pays for ending a service.

/// Reports each clause under which a consumer who ends a service pays more than costs made and the delivered share.
pub(super) fn for_ending(check: &mut Check<'_>) {
    for question in [Question::Cancellation, Question::Termination] {
        for (place, clause) in check.consumer_clauses(question) {
            let by_customer = question == Question::Cancellation || by_customer(&clause.conditions);
            let first = clause.questions.iter().find(|q| matches!(q, Question::Cancellation | Question::Termination));
            if !by_customer || service_of(clause).is_none() || first != Some(&question) {
                continue;
            }
            if let Some(found) = fee_for_ending(check, place, clause) {
                check.report(found);
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

fn fee_for_ending(check: &Check<'_>, place: u16, clause: &Clause) -> Option<Found> {
    let rows = charged(clause);
    let beyond = |rule: &&ChargeRule| is_beyond_costs(rule, clause);
    // The row that charges most: the last of those that charge beyond costs.
    let row = rows.iter().rev().max_by_key(|row| {
        let line = Line::of(row.charges.iter().filter(beyond), false);
        (line.share, line.fixed)
    })?;
    let fees: Vec<ChargeRule> = row.charges.iter().filter(beyond).cloned().collect();
    if fees.is_empty() {
        return None;
    }
    let witness = scene_of(check, clause, row, super::scene::PRICE, false);
    let (first, list) = (fees.first()?, |locale| charges(&fees, check.policy.currency, locale));
    Some(Found {
        rule: Rule::TermFee,
        clauses: vec![place],
        span: check.maybe_key(place, &row.path(&clause.form)).unwrap_or(first.span),
        message: both(
            format!(
                "wie als consument een dienst beëindigt, betaalt tot {}, ook als er niets is geleverd",
                list(Locale::Nl)
            ),
            format!("a consumer who ends a service pays up to {}, even when nothing was delivered", list(Locale::En)),
        ),
        help: both(
            "reken het geleverde deel en de gemaakte kosten (`pro_rata`, `costs_incurred`)",
            "charge the delivered share and the costs made (`pro_rata`, `costs_incurred`)",
        ),
        witness: check.shown(witness, |decision| decision.charged() > Cents::ZERO),
    })
}

/// Whether a charge on services is neither the delivered share nor costs made; administration costs count as costs.
fn is_beyond_costs(rule: &ChargeRule, clause: &Clause) -> bool {
    let on_service = clause.products.iter().any(|p| p.is_service() && rule.products.contains(p));
    let beyond = match rule.amount {
        AmountRule::Percent(percent, _) => percent.units() > 0,
        AmountRule::Times(..) | AmountRule::OneSession(_) => true,
        AmountRule::Fixed(amount) => amount > Cents::ZERO && rule.kind != ChargeKind::AdministrationFee,
        AmountRule::Stated(_) | AmountRule::Delivered(_) | AmountRule::AllButUndelivered(_) => false,
    };
    on_service && beyond
}
