//! A naive reading of conditions and tiers, apart from the evaluator: what the properties and the statistics go by.

use crate::calendar::{Instant, Unit};
use crate::facts::{Event, Facts};
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, Bound, Condition, Conditions, TierBounds};
use crate::policy::forms::{Form, Tiers};
use crate::policy::{Clause, Policy};
use crate::vocabulary::{BreachKind, Cause, Party, ProductType};

/// Whether a condition holds of a request; `act` is the instant that the act counts as.
pub fn holds(condition: Condition, facts: &Facts, act: Option<Instant>) -> bool {
    use Condition as C;
    let (a, event) = (facts.agreement(), facts.event());
    match condition {
        C::PaysInInstalments => a.pays_in_instalments,
        C::Begun => match (a.performance.started_at, act) {
            (Some(started), Some(act)) => started <= act,
            (Some(_), None) => true,
            (None, _) => a.performance.delivered_units > 0 || a.performance.fully_performed,
        },
        C::FullyPerformed => a.performance.fully_performed,
        C::ExpressRequest => a.withdrawal.express_request_to_start,
        C::Acknowledged => a.withdrawal.acknowledged_loss_of_right,
        C::MadeToOrder => a.withdrawal.made_to_order,
        C::AlternativeDateOffered => matches!(event, Event::Rescheduling { alternative_date_offered: true, .. }),
        C::SubstituteQualifies => matches!(event, Event::Substitution { substitute_qualifies: true, .. }),
        C::ReplacementOffered => matches!(event, Event::ProviderCancellation(e) if e.replacement_offered),
        C::CanAttendReplacement => matches!(event, Event::ProviderCancellation(e) if e.customer_can_attend_replacement),
        C::ByProvider => matches!(event, Event::Termination(e) if e.by == Party::Provider),
        C::ByCustomer => matches!(event, Event::Termination(e) if e.by == Party::Customer),
        C::ForCause => matches!(event, Event::Termination(e) if e.for_cause),
        C::NonPayment => matches!(event, Event::Termination(e) if e.non_payment),
        C::ProviderForCause => matches!(event, Event::Termination(e) if e.for_cause && e.by == Party::Provider),
        C::CauseCustomer => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Customer),
        C::CauseProvider => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Provider),
        C::CauseNeither => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Neither),
        C::Indexation => matches!(event, Event::PriceIncrease(e) if e.indexation),
        C::LegalObligation => matches!(event, Event::PriceIncrease(e) if e.legal_obligation),
        C::Essential => matches!(event, Event::ProviderChange(e) if e.essential),
        C::Started => a.starts_at.zip(act).is_some_and(|(starts, act)| starts <= act),
        C::LocationOnly => matches!(event, Event::ProviderChange(e) if e.location_only),
        C::VisibleOnDelivery => matches!(event, Event::Complaint(e) if e.visible_on_delivery),
        C::AboutConclusion => matches!(event, Event::Complaint(e) if e.about_conclusion),
        C::AboutInvoice => matches!(event, Event::Complaint(e) if e.invoiced_at.is_some()),
        C::Accepted => matches!(event, Event::Offer { accepted_at: Some(_), .. }),
        C::Insured => a.insurance.is_some(),
        C::InsurancePays => a.insurance.is_some_and(|insurance| insurance.payout > Cents::ZERO),
        C::Subscription => a.product == ProductType::Subscription,
        C::IntellectualProperty => matches!(event, Event::Breach { kind: BreachKind::IntellectualProperty, .. }),
        C::MoralRights => matches!(event, Event::Breach { kind: BreachKind::MoralRights, .. }),
        C::Confidentiality => matches!(event, Event::Breach { kind: BreachKind::Confidentiality, .. }),
        C::NonSolicitation => matches!(event, Event::Breach { kind: BreachKind::NonSolicitation, .. }),
    }
}

fn all_hold(conditions: &Conditions, facts: &Facts, act: Option<Instant>) -> bool {
    conditions.when.iter().all(|&c| holds(c, facts, act)) && !conditions.unless.iter().any(|&c| holds(c, facts, act))
}

/// Whether a clause speaks of a request, other clauses aside.
pub fn applies(clause: &Clause, facts: &Facts, act: Option<Instant>) -> bool {
    clause.questions.contains(&facts.question())
        && clause.customers.contains(facts.agreement().customer)
        && clause.products.contains(facts.agreement().product)
        && all_hold(&clause.conditions, facts, act)
}

/// The tables of tiers that are read on a request, each with the place of its clause.
pub fn tables<'p>(policy: &'p Policy, facts: &Facts, act: Option<Instant>) -> Vec<(u16, &'p Tiers)> {
    let read: Vec<(u16, &Clause)> =
        policy.clauses_on(facts.question()).filter(|(_, c)| applies(c, facts, act)).collect();
    let displaced = |place: u16| read.iter().any(|(_, clause)| clause.overrides.contains(&place));
    let tiers = read.iter().filter(|(place, _)| !displaced(*place));
    tiers
        .filter_map(|(place, clause)| match &clause.form {
            Form::Tiers(tiers) => Some((*place, tiers)),
            _ => None,
        })
        .collect()
}

/// The rows of a table that apply to an act, by their place in the table; `None` where the anchor is not known.
pub fn rows(policy: &Policy, tiers: &Tiers, facts: &Facts, act: Instant) -> Option<Vec<usize>> {
    let a = facts.agreement();
    let anchor = match (tiers.before, facts.event()) {
        (Anchor::ConcludedAt, _) => Some(a.concluded_at),
        (Anchor::StartsAt, _) => a.starts_at,
        (Anchor::EndsAt, _) => a.ends_at,
        (Anchor::SessionStartsAt, Event::Rescheduling { session_starts_at, .. }) => session_starts_at.or(a.starts_at),
        _ => None,
    }?;
    let applying = tiers
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| within(policy, &row.bounds, anchor, act) && all_hold(&row.conditions, facts, Some(act)));
    Some(applying.map(|(place, _)| place).collect())
}

/// Whether an act lies within the bounds of a tier, counted in whole days or in nanoseconds.
pub fn within(policy: &Policy, bounds: &TierBounds, anchor: Instant, act: Instant) -> bool {
    let before = |bound: Bound| distance(policy, bound, anchor, act);
    let early = bounds.lower.is_none_or(|bound| {
        let (before, wanted) = before(bound);
        before > wanted || (bound.inclusive && before == wanted)
    });
    let late = bounds.upper.is_none_or(|bound| {
        let (before, wanted) = before(bound);
        before < wanted || (bound.inclusive && before == wanted)
    });
    early && late
}

/// How long the act lies before the anchor, and how long the bound says, in the unit of the bound.
fn distance(policy: &Policy, bound: Bound, anchor: Instant, act: Instant) -> (i128, i128) {
    let count = i128::from(bound.period.count);
    let nanos = |at: Instant| i128::from(at.secs()) * 1_000_000_000 + i128::from(at.nanos());
    let start = policy.zone.date_of(anchor);
    let days = i128::from(policy.zone.date_of(act).days_until(start));
    match bound.period.unit {
        Unit::Hours => (nanos(anchor) - nanos(act), count * 3_600 * 1_000_000_000),
        Unit::Days => (days, count),
        Unit::Weeks => (days, count * 7),
        Unit::WorkingDays | Unit::Months | Unit::Years => {
            (days, bound.period.before(start, policy.holidays).map_or(count, |day| day.days_until(start).into()))
        }
    }
}
