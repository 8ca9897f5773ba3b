//! A naive reading of conditions and tiers, apart from the evaluator: what the properties and the statistics go by.

use crate::calendar::{Date, Instant};
use crate::facts::{DeclaredValue, Event, FactId, Facts};
use crate::money::Cents;
use crate::policy::building_blocks::{Anchor, Bound, Condition, Conditions, DayCondition, DayKind, Since, TierBounds};
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::{Form, Takes, Tiers};
use crate::policy::people::{PartBound, PartBounds};
use crate::policy::{Clause, Policy};
use crate::vocabulary::{BreachKind, Cause, Party, ProductType};
use std::cmp::Ordering;

/// Whether a condition holds of a request; `act` is the instant that the act counts as.
pub fn holds(policy: &Policy, condition: Condition, facts: &Facts, act: Option<Instant>) -> bool {
    use Condition as C;
    let (a, event) = (facts.agreement(), facts.event());
    match condition {
        C::PaysInInstalments => a.pays_in_instalments == Some(true),
        C::Begun => match (a.performance.started_at, act) {
            (Some(started), Some(act)) => started <= act,
            (Some(_), None) => true,
            (None, _) => a.performance.delivered_units > Some(0) || a.performance.fully_performed == Some(true),
        },
        C::FullyPerformed => a.performance.fully_performed == Some(true),
        C::ExpressRequest => a.withdrawal.express_request_to_start == Some(true),
        C::Acknowledged => a.withdrawal.acknowledged_loss_of_right == Some(true),
        C::MadeToOrder => a.withdrawal.made_to_order == Some(true),
        C::AlternativeDateOffered => matches!(event, Event::Rescheduling { alternative_date_offered: Some(true), .. }),
        C::SubstituteQualifies => matches!(event, Event::Substitution { substitute_qualifies: Some(true), .. }),
        C::ReplacementOffered => matches!(event, Event::ProviderCancellation(e) if e.replacement_offered == Some(true)),
        C::CanAttendReplacement => {
            matches!(event, Event::ProviderCancellation(e) if e.customer_can_attend_replacement == Some(true))
        }
        C::ByProvider => matches!(event, Event::Termination(e) if e.by == Party::Provider),
        C::ByCustomer => matches!(event, Event::Termination(e) if e.by == Party::Customer),
        C::ForCause => matches!(event, Event::Termination(e) if e.for_cause == Some(true)),
        C::NonPayment => matches!(event, Event::Termination(e) if e.non_payment == Some(true)),
        C::ProviderForCause => {
            matches!(event, Event::Termination(e) if e.for_cause == Some(true) && e.by == Party::Provider)
        }
        C::CauseCustomer => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Customer),
        C::CauseProvider => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Provider),
        C::CauseNeither => matches!(event, Event::ProviderCancellation(e) if e.cause == Cause::Neither),
        C::Indexation => matches!(event, Event::PriceIncrease(e) if e.indexation == Some(true)),
        C::LegalObligation => matches!(event, Event::PriceIncrease(e) if e.legal_obligation == Some(true)),
        C::Essential => matches!(event, Event::ProviderChange(e) if e.essential == Some(true)),
        C::Started => a.starts_at.zip(act).is_some_and(|(starts, act)| starts <= act),
        C::LocationOnly => matches!(event, Event::ProviderChange(e) if e.location_only == Some(true)),
        C::VisibleOnDelivery => matches!(event, Event::Complaint(e) if e.visible_on_delivery == Some(true)),
        C::AboutConclusion => matches!(event, Event::Complaint(e) if e.about_conclusion == Some(true)),
        C::AboutInvoice => matches!(event, Event::Complaint(e) if e.invoiced_at.is_some()),
        C::Accepted => matches!(event, Event::Offer { accepted_at: Some(_), .. }),
        C::Insured => a.insurance.is_some(),
        C::InsurancePays => a.insurance.is_some_and(|insurance| insurance.payout > Some(Cents::ZERO)),
        C::Subscription => a.product == ProductType::Subscription,
        C::IntellectualProperty => matches!(event, Event::Breach { kind: BreachKind::IntellectualProperty, .. }),
        C::MoralRights => matches!(event, Event::Breach { kind: BreachKind::MoralRights, .. }),
        C::Confidentiality => matches!(event, Event::Breach { kind: BreachKind::Confidentiality, .. }),
        C::NonSolicitation => matches!(event, Event::Breach { kind: BreachKind::NonSolicitation, .. }),
        C::Declared(DeclaredTest { ask: Ask::Costs(bound), .. }) => a.price.get() >= bound.get(),
        C::Declared(DeclaredTest { ask: Ask::Delivered(bound), .. }) => {
            let p = &a.performance;
            let (delivered, total) = match p.total_units {
                None if p.fully_performed == Some(true) => (1, 1),
                None => (0, 1),
                Some(total) => (p.delivered_units.unwrap_or(0), total.max(1)),
            };
            // Ten-thousandths of a percent, crosswise.
            let (part, wanted) =
                (u64::from(delivered) * 1_000_000, u64::from(bound.percent.units()) * u64::from(total));
            part > wanted || (bound.inclusive && part == wanted)
        }
        C::Declared(test) => said(policy, facts, test.fact).is_some_and(|said| match test.ask {
            Ask::So => said == "yes",
            Ask::Word { word, .. } => said == word.as_str(),
            Ask::Product { of, id, .. } => a.product == of && said == id.as_str(),
            Ask::AtLeast(bound) => said.parse::<u32>().is_ok_and(|count| count >= bound),
            Ask::Costs(_) | Ask::Delivered(_) => false,
        }),
    }
}

/// What is said of a fact that the policy declares, or so unless stated.
fn said(policy: &Policy, facts: &Facts, id: FactId) -> Option<String> {
    if id == FactId::PRODUCT {
        let only = policy.facts.products().iter().filter(|own| own.of == facts.agreement().product);
        let only: Vec<_> = only.map(|own| own.id.to_string()).collect();
        return facts.agreement().product_id.clone().or_else(|| only.first().filter(|_| only.len() == 1).cloned());
    }
    let a = facts.agreement();
    let counted = match id.as_str() {
        "participants" => Some(a.participants.unwrap_or(1)),
        "session_count" => Some(a.session_count.unwrap_or(1)),
        "service_count" => Some(a.service_count.unwrap_or(1)),
        "delivered_units" => Some(a.performance.delivered_units.unwrap_or(0)),
        "total_units" => Some(a.performance.total_units.unwrap_or(0)),
        "term_months" => Some(a.term_months),
        "cancelled_count" => Some(match facts.event() {
            Event::Cancellation { cancelled_count: Some(count), .. } => *count,
            Event::BookingChange { cancelled_count, .. } => cancelled_count.unwrap_or(0),
            _ => a.participants.unwrap_or(1),
        }),
        _ => None,
    };
    if let Some(count) = counted {
        return Some(count.to_string());
    }
    let stated = facts.agreement().declared.iter().find(|(other, _)| other.as_str() == id.as_str());
    let default = policy.facts.iter().find(|fact| fact.id.as_str() == id.as_str()).and_then(|fact| fact.default);
    match stated.map(|(_, value)| value).or(default)? {
        DeclaredValue::YesNo(so) => Some(if so { "yes" } else { "no" }.to_owned()),
        DeclaredValue::Choice(word) => Some(word.to_string()),
        DeclaredValue::Count(count) => Some(count.to_string()),
        other => Some(format!("{other:?}")),
    }
}

fn all_hold(policy: &Policy, conditions: &Conditions, facts: &Facts, act: Option<Instant>) -> bool {
    let words = conditions.when.iter().all(|&c| holds(policy, c, facts, act));
    let none = !conditions.unless.iter().any(|&c| holds(policy, c, facts, act));
    words && none && conditions.day.as_ref().is_none_or(|day| on_such_a_day(policy, day, facts, act))
}

/// Whether an anchor falls on such a day; it does not where it is not known.
fn on_such_a_day(policy: &Policy, day: &DayCondition, facts: &Facts, act: Option<Instant>) -> bool {
    let Some(at) = anchor(policy, day.of, facts, act) else { return false };
    let (date, second) = policy.zone.local(at);
    let kind = |kind: &DayKind| match kind {
        DayKind::Holiday => policy.holidays.is_holiday(date),
        weekday => format!("{:?}", date.weekday()).to_lowercase() == weekday.name(),
    };
    let kinds = day.on.is_empty() || day.on.iter().any(kind);
    // In a year without 29 February, a season from that day begins on 1 March.
    let of_year = |date: Date| date.to_string().split_once('-').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    let seasonal = day.season.is_none_or(|season| {
        let (from, until, own) = (season.from().to_string(), season.until().to_string(), of_year(date));
        if from < until { from <= own && own < until } else { own >= from || own < until }
    });
    // The clock as it is written: noon is in what begins with it, and not in what ends with it.
    let clock = format!("{:02}:{:02}", second / 3_600, second / 60 % 60);
    let timely = day.time.is_none_or(|hours| {
        let (from, until) = (hours.from.to_string(), hours.until.to_string());
        if from < until { from <= clock && clock < until } else { clock >= from || clock < until }
    });
    kinds
        && timely
        && seasonal
        && day.from.is_none_or(|from| from <= date)
        && day.until.is_none_or(|until| date < until)
}

/// The instant of an anchor, of those that tables of tiers can count from.
fn anchor(policy: &Policy, anchor: Anchor, facts: &Facts, act: Option<Instant>) -> Option<Instant> {
    let a = facts.agreement();
    match (anchor, facts.event()) {
        (Anchor::ConcludedAt, _) => Some(a.concluded_at),
        (Anchor::StartsAt, _) => a.starts_at,
        (Anchor::EndsAt, _) => a.ends_at,
        (
            Anchor::SessionStartsAt,
            Event::Rescheduling { session_starts_at, .. } | Event::NoShow { session_starts_at },
        ) => session_starts_at.or(a.starts_at),
        (Anchor::Act, _) => act,
        (Anchor::Declared(id), _) => match a.declared.iter().find(|(other, _)| *other == id)?.1 {
            DeclaredValue::Date(date) => policy.zone.start_of(date),
            DeclaredValue::Instant(at) => Some(at),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a clause speaks of a request, other clauses aside.
pub fn applies(policy: &Policy, clause: &Clause, facts: &Facts, act: Option<Instant>) -> bool {
    clause.questions.contains(&facts.question())
        && clause.customers.contains(facts.agreement().customer)
        && clause.products.contains(facts.agreement().product)
        && all_hold(policy, &clause.conditions, facts, act)
}

/// The tables of tiers that are read on a request, each with the place of its clause.
pub fn tables<'p>(policy: &'p Policy, facts: &Facts, act: Option<Instant>) -> Vec<(u16, &'p Tiers)> {
    let read: Vec<(u16, &Clause)> =
        policy.clauses_on(facts.question()).filter(|(_, c)| applies(policy, c, facts, act)).collect();
    let displaced = |place: u16| read.iter().any(|(_, clause)| clause.overrides.contains(&place));
    let tiers = read.iter().filter(|(place, _)| !displaced(*place));
    tiers
        .filter_map(|(place, clause)| match &clause.form {
            Form::Tiers(tiers) => Some((*place, tiers)),
            _ => None,
        })
        .collect()
}

/// The rows of a table that apply to an act, by their place in the table: only the first where the table takes that; `None`
/// where the anchor is not known.
pub fn rows(policy: &Policy, tiers: &Tiers, facts: &Facts, act: Instant) -> Option<Vec<usize>> {
    let mut rows = holding(policy, tiers, facts, act)?;
    if tiers.takes == Takes::First {
        rows.truncate(1);
    }
    Some(rows)
}

/// The rows of a table that hold for an act, whichever is taken; `None` where the anchor is not known.
pub fn holding(policy: &Policy, tiers: &Tiers, facts: &Facts, act: Instant) -> Option<Vec<usize>> {
    let before = anchor(policy, tiers.before, facts, Some(act))?;
    let since = |since: Since| match anchor(policy, since.anchor, facts, Some(act)) {
        Some(after) => since_holds(policy, &since.bounds, after, act),
        None => since.unknown_holds.unwrap_or(false),
    };
    let applying = tiers.rows.iter().enumerate().filter(|(_, row)| {
        within(policy, &row.bounds, before, act)
            && row.since.is_none_or(since)
            && row.cancelled.is_none_or(|bounds| cancels_within(bounds, facts))
            && all_hold(policy, &row.conditions, facts, Some(act))
    });
    Some(applying.map(|(place, _)| place).collect())
}

/// Whether so large a part of the people no longer comes, the bounds multiplied out.
fn cancels_within(bounds: PartBounds, facts: &Facts) -> bool {
    let all = facts.agreement().participants.unwrap_or(1);
    let cancelled = match facts.event() {
        Event::Cancellation { cancelled_count, .. } => cancelled_count.unwrap_or(all),
        Event::BookingChange { cancelled_count, .. } => cancelled_count.unwrap_or(0),
        _ => all,
    };
    let (part, whole) = (u64::from(cancelled) * 1_000_000, u64::from(all));
    let wanted = |bound: PartBound| u64::from(bound.percent.units()) * whole;
    bounds.lower.is_none_or(|b| part > wanted(b) || (b.inclusive && part == wanted(b)))
        && bounds.upper.is_none_or(|b| part < wanted(b) || (b.inclusive && part == wanted(b)))
}

/// Whether an act lies within the bounds of a tier: how long before the anchor, held against how long each bound says.
pub fn within(policy: &Policy, bounds: &TierBounds, anchor: Instant, act: Instant) -> bool {
    between(bounds, |bound| compare(policy, bound, anchor, act, false))
}

/// The same, for how long after an anchor it lies.
fn since_holds(policy: &Policy, bounds: &TierBounds, anchor: Instant, act: Instant) -> bool {
    between(bounds, |bound| compare(policy, bound, anchor, act, true))
}

fn between(bounds: &TierBounds, compared: impl Fn(Bound) -> Ordering) -> bool {
    let so = |bound: Option<Bound>, way: Ordering| {
        bound.is_none_or(|bound| compared(bound) == way || (bound.inclusive && compared(bound) == Ordering::Equal))
    };
    so(bounds.lower, Ordering::Greater) && so(bounds.upper, Ordering::Less)
}

/// How long the act lies before or after the anchor, against how long the bound says: in nanoseconds, or in days and then
/// by the clock.
fn compare(policy: &Policy, bound: Bound, anchor: Instant, act: Instant, after: bool) -> Ordering {
    let nanos = |at: Instant| i128::from(at.secs()) * 1_000_000_000 + i128::from(at.nanos());
    let away = |ordering: Ordering| if after { ordering } else { ordering.reverse() };
    if let Some(minutes) = bound.period.elapsed() {
        let elapsed = i128::from(minutes) * 60 * 1_000_000_000;
        let end = nanos(anchor) + if after { elapsed } else { -elapsed };
        return away(nanos(act).cmp(&end));
    }
    let from = policy.zone.date_of(anchor);
    let counted =
        if after { bound.period.after(from, policy.holidays) } else { bound.period.before(from, policy.holidays) };
    let end = counted.unwrap_or(from);
    let days = away(policy.zone.date_of(act).cmp(&end));
    let Some((time, Ordering::Equal)) = bound.at.map(|time| (time, days)) else { return days };
    // The clock comes to a time once, however often it shows it.
    let shown = (0..=26 * 60).map(|minute| policy.zone.start_of(end).and_then(|day| day.plus_secs(minute * 60)));
    let first = shown.flatten().find(|at| policy.zone.local(*at) >= (end, time.seconds()));
    first.map_or(days, |first| away(nanos(act).cmp(&nanos(first))))
}
