//! `BIK-14D`, `INT-CONTRACT`, `PENALTY`: what consumers owe who do not pay or do not comply.

use super::Rule;
use super::check::{Check, Found};
use super::fees::{Charged, charged, exceeds_costs};
use super::scene::{Scene, first_day, invoice, noon};
use super::text::{charges, each, money, period};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::facts::Event;
use crate::law::{ContractRate, RateTable};
use crate::money::{Cents, Locale, Percent};
use crate::policy::Clause;
use crate::policy::building_blocks::{Amount, Base, Period, Span, Unit};
use crate::policy::forms::{Form, PaymentDefault};
use crate::policy::payment::StepCosts;
use crate::vocabulary::{ChargeKind, CustomerType, ProductType, Question};

fn defaults<'p>(check: &Check<'p>) -> Vec<(u16, &'p Clause, &'p PaymentDefault)> {
    let default = |(place, clause): (u16, &'p Clause)| match &clause.form {
        Form::PaymentDefault(form) => Some((place, clause, form)),
        _ => None,
    };
    check.consumer_clauses(Question::PaymentReview).into_iter().filter_map(default).collect()
}

/// Reports collection costs after a notice, or a reminder, that gives less than the law.
pub(super) fn collection_costs(check: &mut Check<'_>) {
    let Some(due) = check.jurisdiction.collection_costs().map(|scale| scale.notice().gives) else { return };
    for (place, _, form) in defaults(check).into_iter().filter(|(_, _, form)| form.collection_costs) {
        let given = form.collection_notice.map(|given| ("collection_notice", given));
        let Some((key, given)) = given.or(form.after_reminder.map(|given| ("after_reminder", given))) else { continue };
        if super::periods::first_shorter(given, due, check.policy.holidays).is_none() {
            continue;
        }
        check.report(Found {
            rule: Rule::Bik14d,
            clauses: vec![place],
            span: check.key(place, &format!("payment_default.{key}")),
            message: each(|locale| match (given.count, locale) {
                (0, Locale::En) => "a consumer owes collection costs without a notice".to_owned(),
                (0, Locale::Nl) => "een consument is incassokosten verschuldigd zonder aanmaning".to_owned(),
                (_, Locale::En) => format!("a consumer owes collection costs {given} after being told, by law after {due}"),
                (_, Locale::Nl) => {
                    format!("een consument is incassokosten {} na een bericht verschuldigd, volgens de wet na {}", period(given, locale), period(due, locale))
                }
            }),
            help: both("ask consumers for collection costs only after a notice of 14 days: `collection_notice = \"14 days\"`", "vraag een consument pas incassokosten na een aanmaning met 14 dagen: `collection_notice = \"14 days\"`"),
            witness: None,
        });
    }
}

/// Reports steps against late payment that cost a consumer something after less than fourteen days.
pub(super) fn step_costs(check: &mut Check<'_>) {
    const AT_ONCE: Period = Period::new(0, Unit::Days);
    let Some(due) = check.jurisdiction.collection_costs().map(|scale| scale.notice().gives) else { return };
    for (place, _, form) in defaults(check) {
        let holidays = check.policy.holidays;
        let graces = form.steps.iter().map(|step| step.grace.unwrap_or(AT_ONCE));
        let before = std::iter::once(AT_ONCE).chain(graces);
        let early = form.steps.iter().zip(before).filter(|(step, given)| {
            step.costs != StepCosts::Free && super::periods::first_shorter(*given, due, holidays).is_some()
        });
        early.for_each(|(step, given)| check.report(Found {
            rule: Rule::Bik14d,
            clauses: vec![place],
            span: step.span,
            message: each(|locale| match (given.count, locale) {
                (0, Locale::En) => "a consumer owes the costs of a step without a notice".to_owned(),
                (0, Locale::Nl) => "een consument is de kosten van een stap verschuldigd zonder aanmaning".to_owned(),
                (_, Locale::En) => format!("a consumer owes the costs of a step {given} after the one before, by law after 14 days"),
                (_, Locale::Nl) => {
                    let given = period(given, locale);
                    format!("een consument is de kosten van een stap {given} na de vorige verschuldigd, volgens de wet na 14 dagen")
                }
            }),
            help: both("let the step before the first one that costs something give 14 days (`grace`), and charge no more than the statutory scale", "laat de stap voor de eerste die geld kost 14 dagen geven (`grace`), en reken niet meer dan de wettelijke staffel"),
            witness: None,
        }));
    }
}

/// Reports steps against late payment that come to more than the statutory scale over what is open, together.
pub(super) fn steps_above_scale(check: &mut Check<'_>) {
    let Some(scale) = check.jurisdiction.collection_costs() else { return };
    for (place, _, form) in defaults(check) {
        for open in OPEN {
            let by_law = Cents::new(scale.costs(open.get()));
            let mut costs = if form.collection_costs { by_law } else { Cents::ZERO };
            let above = form.steps.iter().find(|step| {
                let more = step.costs.of(open);
                costs = costs.plus(more);
                more > Cents::ZERO && costs > by_law
            });
            let Some(step) = above else { continue };
            let words = |locale| [open, costs, by_law].map(|amount| money(amount, check.policy.currency, locale));
            let ([open_nl, costs_nl, law_nl], [open_en, costs_en, law_en]) = (words(Locale::Nl), words(Locale::En));
            let found = Found {
                rule: Rule::Bik14d,
                clauses: vec![place],
                span: step.span,
                message: both(
                    format!("of {open_en} a consumer owes costs of {costs_en} up to this step, by law {law_en}"),
                    format!(
                        "over {open_nl} is een consument tot en met deze stap {costs_nl} kosten verschuldigd, volgens de wet {law_nl}"
                    ),
                ),
                help: both(
                    "charge no more than the statutory scale, all steps together: leave the costs of the steps out",
                    "reken over alle stappen samen niet meer dan de wettelijke staffel: laat de kosten van de stappen weg",
                ),
                witness: None,
            };
            check.report(found);
            break;
        }
    }
}

/// What is open in examples: little, a usual invoice, and the end of the first band of the scale.
const OPEN: [Cents; 3] = [Cents::new(10_000), Cents::new(100_000), Cents::new(250_000)];

/// Reports a contractual interest above the statutory rate for consumers on the day of the check.
pub(super) fn interest(check: &mut Check<'_>) {
    let Some(table) = check.jurisdiction.interest(RateTable::Consumer) else { return };
    let statutory = table.rate_on(check.as_of).or(table.rows().first().map(|row| row.rate));
    for (place, clause, form) in defaults(check) {
        let (Some(rate), Some(statutory)) = (form.interest.by_contract, statutory) else { continue };
        if !rate.is_above(statutory) {
            continue;
        }
        let (key, nl, en) = match rate {
            ContractRate::Monthly(monthly) => {
                let yearly = yearly(monthly);
                (
                    "monthly_interest",
                    format!("{monthly}% rente per maand ({yearly}% per jaar)"),
                    format!("{monthly}% interest a month ({yearly}% a year)"),
                )
            }
            ContractRate::StartedMonths(monthly) => (
                "monthly_interest",
                format!("{monthly}% rente per begonnen maand"),
                format!("{monthly}% interest a started month"),
            ),
            ContractRate::Yearly(yearly) => {
                ("yearly_interest", format!("{yearly}% rente per jaar"), format!("{yearly}% interest a year"))
            }
        };
        check.report(Found {
            rule: Rule::IntContract,
            clauses: vec![place],
            span: check.key(place, &format!("payment_default.{key}")),
            message: both(
                format!("consumers owe {en}, above the statutory {statutory}"),
                format!("consumenten zijn {nl} verschuldigd, boven de wettelijke {statutory}"),
            ),
            help: both(
                format!("leave `{key}` out for consumers: the statutory rate then applies"),
                format!("laat `{key}` voor consumenten weg: dan geldt de wettelijke rente"),
            ),
            witness: late_payment(check, clause),
        });
    }
}

/// Twelve times a monthly percentage, without trailing zeros.
fn yearly(monthly: Percent) -> String {
    let units = u64::from(monthly.units()) * 12;
    let (whole, decimals) = (units / 10_000, units % 10_000);
    let decimals = format!("{decimals:04}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}

/// A consumer who pays half a year late.
fn late_payment(check: &Check<'_>, clause: &Clause) -> Option<Witness> {
    let zone = &check.policy.zone;
    let issued = first_day();
    let act = noon(zone, issued.plus_months(6)?);
    let product = super::fees::service_of(clause).or(clause.products.iter().next()).unwrap_or(ProductType::Event);
    let concluded = noon(zone, issued);
    let scene = Scene::new(Question::PaymentReview, CustomerType::Consumer, product, concluded, act);
    let mut scene = scene.starting(noon(zone, issued.plus_months(2)?)).under(check.policy, &[&clause.conditions]);
    if let Event::PaymentReview(review) = &mut scene.event {
        review.invoices = vec![invoice(issued, issued.plus_days(14))];
    }
    let bears = |d: &crate::decision::Decision| d.arrears.as_ref().is_some_and(|a| a.interest > Cents::ZERO);
    check.shown(Some(scene.witness()), bears)
}

/// Reports penalties of consumers.
pub(super) fn penalties(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        if !super::check::for_consumers(clause) {
            continue;
        }
        let of_breach = clause.questions.contains(&Question::Breach);
        let rules = charged(check.policy, clause)
            .into_iter()
            .filter(Charged::is_for_consumers)
            .flat_map(|row| row.charges.iter())
            .filter(|rule| !rule.kind.owed_by_provider())
            .filter(|rule| rule.kind == ChargeKind::Penalty || of_breach && is_fixed(&rule.amount));
        for rule in rules {
            let words = |locale| charges(std::slice::from_ref(rule), check.policy.currency, locale);
            let found = penalty(place, rule.span, words(Locale::Nl), words(Locale::En));
            check.report(found);
        }
    }
}

/// Whether an amount is laid down beforehand, instead of being what something costs.
fn is_fixed(amount: &Amount) -> bool {
    exceeds_costs(amount) && !amount.bases().any(|base| matches!(base, Base::Stated(_)))
}

fn penalty(place: u16, span: Span, nl: String, en: String) -> Found {
    Found {
        rule: Rule::Penalty,
        clauses: vec![place],
        span,
        message: both(
            format!("a consumer owes a fixed penalty of {en}; a judge may moderate it"),
            format!("een consument is een vaste boete van {nl} verschuldigd; de rechter kan die matigen"),
        ),
        help: both(
            "restrict the penalty to businesses with `customers = [\"business\"]`, or tie it to the damage",
            "beperk de boete tot bedrijven met `customers = [\"business\"]`, of koppel die aan de schade",
        ),
        witness: None,
    }
}
