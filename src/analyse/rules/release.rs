//! `SELF-RELEASE`: a provider who may end the agreement on easier terms than the customer.

use super::Rule;
use super::check::{Check, Found};
use super::scene::{Scene, first_day, noon};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::Date;
use crate::decision::{Decision, Source};
use crate::facts::{Event, Termination};
use crate::policy::Clause;
use crate::policy::building_blocks::Condition;
use crate::policy::forms::Form;
use crate::vocabulary::{CustomerType, DeadlineKind, Party, ProductType, Question, Verdict};

/// Reports the clause by which the provider gets out without cause, where a consumer does not or only later.
pub(super) fn provider(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::Termination) {
        if !is_for_provider(clause) {
            continue;
        }
        if let Some((product, witness, released, held)) = easier(check, place, clause) {
            let others = customer_clauses(check, product).filter(|other| *other != place);
            let clauses = std::iter::once(place).chain(others).collect();
            let held_nl = held.map_or("niet".to_owned(), |day| format!("per {day}"));
            let held_en = held.map_or("not at all".to_owned(), |day| format!("on {day}"));
            check.report(Found {
                rule: Rule::SelfRelease,
                clauses,
                span: check.key(place, clause.form.name()),
                message: both(format!("the provider can leave without a reason on {released}, a consumer on the same day {held_en}"), format!("de aanbieder kan zonder reden per {released} stoppen, een consument op dezelfde dag {held_nl}")),
                help: both("give consumers the same way out, or the provider an end for a weighty reason only: `when = [\"provider_for_cause\"]`", "geef de consument dezelfde mogelijkheid, of de aanbieder alleen een einde om een zwaarwegende reden: `when = [\"provider_for_cause\"]`"),
                witness: Some(witness),
            });
        }
    }
}

/// Whether a clause lets the provider end the agreement without cause.
fn is_for_provider(clause: &Clause) -> bool {
    let not_his = [Condition::ByCustomer, Condition::ProviderForCause, Condition::ForCause, Condition::NonPayment];
    matches!(clause.form, Form::Notice(_) | Form::Outcome(_) | Form::Tiers(_) | Form::SameAs(_))
        && !clause.conditions.when.iter().any(|condition| not_his.contains(condition))
        && !clause.conditions.unless.contains(&Condition::ByProvider)
}

/// The clauses that answer a consumer who gives notice.
fn customer_clauses<'p>(check: &Check<'p>, product: ProductType) -> impl Iterator<Item = u16> + use<'p> {
    let clauses = check.consumer_clauses(Question::Termination);
    clauses
        .into_iter()
        .filter(move |(_, clause)| clause.products.contains(product) && super::fees::by_customer(&clause.conditions))
        .map(|(place, _)| place)
}

type Easier = (ProductType, Witness, Date, Option<Date>);

/// A day on which the provider's notice ends the agreement earlier than the customer's; subscriptions first.
fn easier(check: &Check<'_>, place: u16, clause: &Clause) -> Option<Easier> {
    let mut products: Vec<ProductType> = clause.products.iter().collect();
    products.sort_by_key(|product| *product != ProductType::Subscription);
    products.into_iter().find_map(|product| {
        [1, 6, 12, 24].into_iter().find_map(|term| {
            [0, 13, 25, 37].into_iter().find_map(|months| compare(check, (place, clause), product, term, months))
        })
    })
}

fn compare(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    product: ProductType,
    term: u32,
    months: i64,
) -> Option<Easier> {
    let scene = scene(check, product, term, months)?.under(check.policy, &[&clause.conditions]);
    let provider = by(scene.clone(), Party::Provider).witness();
    let customer = by(scene, Party::Customer).witness();
    let answer = check.ask(&provider)?;
    let rests = answer.deadlines.iter().any(|deadline| deadline.sources.contains(&Source::Clause(place)));
    let released = end(&answer).filter(|_| rests)?;
    let decision = check.ask(&customer)?;
    let held = end(&decision);
    let free = decision.verdict == Verdict::Permitted && held.is_none() || may_cancel(check, &customer);
    (!free && held.is_none_or(|held| released < held)).then_some((product, customer, released, held))
}

fn scene(check: &Check<'_>, product: ProductType, term: u32, months: i64) -> Option<Scene> {
    let zone = &check.policy.zone;
    let act = first_day().plus_months(months)?.plus_days(10)?;
    let concluded = noon(zone, first_day());
    let mut scene = Scene::new(Question::Termination, CustomerType::Consumer, product, concluded, noon(zone, act));
    scene = scene.starting(concluded).terms_only();
    scene.agreement.ends_at = Some(noon(zone, first_day().plus_months(60)?));
    scene.agreement.term_months = term;
    Some(scene)
}

fn by(mut scene: Scene, party: Party) -> Scene {
    if let Event::Termination(Termination { by, for_cause, non_payment, .. }) = &mut scene.event {
        (*by, *for_cause, *non_payment) = (party, None, None);
    }
    scene
}

/// The day on which the agreement ends; `None` when it does not.
fn end(decision: &Decision) -> Option<Date> {
    let allowed = decision.verdict.allows();
    let ends = decision.deadlines.iter().filter(|d| d.kind == DeadlineKind::ContractEnd).map(|d| d.last_day);
    ends.min().filter(|_| allowed)
}

/// Whether the customer can cancel on that day instead.
fn may_cancel(check: &Check<'_>, notice: &Witness) -> bool {
    let Some(received_at) = notice.event.act() else { return false };
    let witness = Witness { event: Event::Cancellation { received_at, cancelled_count: None }, ..notice.clone() };
    check.ask(&witness).is_some_and(|d| d.verdict.allows())
}
