//! Arrears: interest that is zero before default and never falls, and collection costs within the statutory scale.
//!
//! Interest is the sum of what each day bears, at a rate that is never negative, over a principal that is never negative,
//! rounded once: so it rises with days and with principal wherever rates do not change, and the days on which anything
//! changes are looked at: default, the end of each period of grace, each new rate, each anniversary, and their
//! neighbours. The scale of collection costs rises in straight lines: its edges and their neighbours decide it.

use super::super::breakpoints::Case;
use super::super::obligation::{Invariant, Witness};
use super::examine::Subject;
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::calendar::{Date, Instant, TimeOfDay};
use crate::decision::{Arrears, Decision, InvoiceArrears};
use crate::evaluate::inspect;
use crate::facts::{Event, Invoice, PaymentReview};
use crate::law::{CollectionScale, RateTable};
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::forms::{Form, PaymentDefault};
use crate::vocabulary::{Basis, CustomerType};

/// Before two years of changing rates.
const ISSUED: (i32, u32, u32) = (2022, 11, 15);
/// Principals for interest: the smallest, and some of each magnitude.
const PRINCIPALS: [i64; 5] = [0, 1, 10_001, 250_000, 1_000_000_000];

/// What breaks an invariant in the decision of a request, if anything.
type Breaks = fn(&Request<'_>) -> Option<Summary>;

/// Looks at a case as of every day on which something changes.
pub(super) fn examine(subject: &Subject<'_>, (order, case): (usize, &Case), basis: Basis, ledger: &mut Ledger) {
    let Some(case) = early_enough(subject, case) else { return };
    let days = days(subject);
    let instants: Vec<Instant> = days.iter().filter_map(|day| noon(subject, *day)).collect();
    let mut look = |(invariant, breaks): (Invariant, Breaks), case: &Case, act: Instant| {
        let (agreement, event) = case.request(Cents::new(10_000), Some(act));
        let witness = Witness { agreement, event, basis };
        let Some(request) = Request::new(subject.bare, subject.law, &witness) else { return };
        ledger.decided(invariant);
        if breaks(&request).is_some() {
            ledger.broken(invariant, order, open(&witness.event), Some(act), || Candidate {
                case: case.clone(),
                price: Cents::new(10_000),
                act: Some(act),
                until: Some(act.next()),
                basis,
                span: None,
                note: None,
            });
        }
    };
    for principal in PRINCIPALS {
        let case = with_invoices(&case, |review| set_open(review, Cents::new(principal)));
        instants.iter().for_each(|act| look((Invariant::InterestMonotone, falling_interest), &case, *act));
    }
    let Some(last) = instants.last() else { return };
    for principal in edges(subject) {
        for case in costs_cases(&case, Cents::new(principal)) {
            look((Invariant::CollectionCostsWithinScale, above_scale), &case, *last);
        }
    }
    for case in costs_cases(&case, Cents::new(10_000)) {
        instants.iter().for_each(|act| look((Invariant::CollectionCostsWithinScale, above_scale), &case, *act));
    }
}

/// The case with an agreement and invoices from before several changes of the rates, and every step against late payment as
/// early as it can be.
fn early_enough(subject: &Subject<'_>, case: &Case) -> Option<Case> {
    let (year, month, day) = ISSUED;
    let issued = Date::new(year, month, day)?;
    let steps = steps(subject, issued);
    let mut case = with_invoices(case, |review| {
        for invoice in &mut review.invoices {
            invoice.issued_on = issued;
            invoice.due_on = issued.plus_days(14);
            invoice.reminder_received_on = issued.plus_days(15);
            invoice.collection_notice_received_on = issued.plus_days(30);
            invoice.collection_steps_on.clone_from(&steps);
        }
    });
    case.agreement.concluded_at = noon(subject, issued)?;
    case.agreement.starts_at = case.agreement.concluded_at.plus_hours(24 * 60);
    case.agreement.ends_at = None;
    case.agreement.withdrawal.goods_received_at = None;
    Some(case)
}

fn defaults<'p>(subject: &Subject<'p>) -> impl Iterator<Item = &'p PaymentDefault> {
    subject.policy.clauses_on(subject.question).filter_map(|(_, clause)| {
        let Form::PaymentDefault(form) = &clause.form else { return None };
        Some(form)
    })
}

/// The days on which the steps of the clause with the most can be taken at the earliest.
fn steps(subject: &Subject<'_>, issued: Date) -> Vec<Date> {
    let most = defaults(subject).max_by_key(|form| form.steps.len());
    let mut last = most.and_then(|form| {
        let grace = form.after_reminder.and_then(|grace| grace.after(issued.plus_days(15)?, subject.policy.holidays));
        issued.plus_days(14).max(grace)
    });
    let mut days = Vec::new();
    for step in most.iter().flat_map(|form| &form.steps) {
        let Some(day) = last.and_then(|last| last.plus_days(1)) else { break };
        days.push(day);
        last = step.grace.map_or(Some(day), |grace| grace.after(day, subject.policy.holidays));
    }
    days
}

fn with_invoices(case: &Case, change: impl FnOnce(&mut PaymentReview)) -> Case {
    let mut case = case.clone();
    if let Event::PaymentReview(review) = &mut case.event {
        change(review);
    }
    case
}

fn set_open(review: &mut PaymentReview, open: Cents) {
    review.invoices.iter_mut().for_each(|invoice| invoice.open = open);
}

fn open(event: &Event) -> Cents {
    let Event::PaymentReview(review) = event else { return Cents::ZERO };
    review.invoices.iter().map(|invoice| invoice.open).sum()
}

fn noon(subject: &Subject<'_>, day: Date) -> Option<Instant> {
    subject.policy.zone.at(day, TimeOfDay::new(720)?)
}

/// The days on which something can change, and their neighbours.
fn days(subject: &Subject<'_>) -> Vec<Date> {
    let (year, month, day) = ISSUED;
    let Some(issued) = Date::new(year, month, day) else { return Vec::new() };
    let after = |days: i64| issued.plus_days(days);
    let mut days: Vec<Date> = [0, 14, 22, 30, 44, 45, 60].into_iter().filter_map(after).collect();
    // Default begins the day after the due date, or after the grace that a reminder gives.
    for begin in [15, 23].into_iter().filter_map(after) {
        days.extend([12, 24, 36].into_iter().filter_map(|months| begin.plus_months(months)));
    }
    days.extend(steps(subject, issued));
    let claimed = defaults(subject).filter_map(|form| form.claims.after);
    days.extend(claimed.filter_map(|period| period.after(issued, subject.policy.holidays)));
    let law = subject.law.of(subject.policy.law);
    for table in RateTable::ALL.into_iter().filter_map(|table| law.interest(table)) {
        days.extend(table.rows().iter().map(|row| row.from).filter(|from| *from > issued));
    }
    let beside = |day: Date| [day.plus_days(-1), Some(day), day.plus_days(1)].into_iter().flatten();
    let mut days: Vec<Date> = days.into_iter().flat_map(beside).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Principals at the edges of the scale, and their neighbours.
fn edges(subject: &Subject<'_>) -> Vec<i64> {
    let bands = subject.law.of(subject.policy.law).collection_costs().map_or(&[][..], |scale| scale.bands());
    let edges = bands.iter().filter_map(|band| band.up_to).chain([0, 26_666, 26_670, 100_000_000, 100_000_100]);
    let mut edges: Vec<i64> = edges.flat_map(|edge| [edge - 1, edge, edge + 1]).filter(|edge| *edge >= 0).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// One invoice and two; with and without the notice that a consumer must have had, a defective one, and one after which a part
/// was paid; without and with costs really made.
fn costs_cases(case: &Case, principal: Cents) -> Vec<Case> {
    let mut cases = Vec::new();
    let (sound, defective) = (None, Some(true));
    let more = Cents::new(principal.get().saturating_mul(2).saturating_add(1));
    let notices = [
        (None, None, None),
        (Some(0), sound, None),
        (Some(30), sound, None),
        (Some(30), defective, None),
        (Some(30), sound, Some(more)),
    ];
    for (notice, is_defective, open_at_end) in notices {
        for actual in [None, Some(Cents::MAX)] {
            for twice in [false, true] {
                cases.push(with_invoices(case, |review| {
                    set_open(review, principal);
                    review.actual_collection_costs = actual;
                    for invoice in &mut review.invoices {
                        invoice.collection_notice_received_on =
                            notice.and_then(|days| invoice.issued_on.plus_days(days));
                        invoice.collection_notice_defective = is_defective;
                        invoice.open_at_notice_end = open_at_end;
                    }
                    if let Some(second) = review.invoices.first().filter(|_| twice).cloned() {
                        review.invoices.push(crate::facts::Invoice { id: "2".to_owned(), ..second });
                    }
                }));
            }
        }
    }
    cases
}

// Of one request.

fn interest(decision: &Decision) -> Cents {
    decision.arrears.as_ref().map_or(Cents::ZERO, |arrears| arrears.interest)
}

/// How the interest of a request is less than a day before or over a cent less, or runs without default.
pub(super) fn falling_interest(request: &Request<'_>) -> Option<Summary> {
    let here = interest(&request.decision);
    let arrears = request.decision.arrears.as_ref()?;
    if arrears.by_invoice.iter().any(|invoice| invoice.default_from.is_none() && invoice.interest > Cents::ZERO) {
        return Some(both(
            "an invoice bears interest without being in default",
            "een factuur draagt rente zonder verzuim",
        ));
    }
    let day_before = request.changed(|witness| {
        if let Some(event) =
            witness.event.act().and_then(|act| act.plus_hours(-24)).and_then(|act| witness.event.with_act(act))
        {
            witness.event = event;
        }
    });
    let less_open = request.changed(|witness| {
        if let Event::PaymentReview(review) = &mut witness.event {
            let less = |open: Cents| open.minus_floored(Cents::new(1));
            review.invoices.iter_mut().for_each(|invoice| invoice.open = less(invoice.open));
        }
    });
    let higher = |other: &Option<Decision>| other.as_ref().map(interest).filter(|other| *other > here);
    let (words, other) = match (higher(&day_before), higher(&less_open)) {
        (Some(other), _) => (("a day before", "een dag eerder"), other),
        (None, Some(other)) => (("over a cent less", "over een cent minder"), other),
        (None, None) => return None,
    };
    let (here, other) = (request.money(here), request.money(other));
    Some(both(
        format!("interest is {} here, and {} {}", here.en, other.en, words.0),
        format!("de rente is hier {}, en {} {}", here.nl, other.nl, words.1),
    ))
}

/// What collection costs in a request, where it is more than it may be.
pub(super) fn above_scale(request: &Request<'_>) -> Option<Summary> {
    let Event::PaymentReview(review) = &request.witness.event else { return None };
    let arrears = request.decision.arrears.as_ref()?;
    let law = request.law.of(request.policy.law);
    let costs = law.collection_costs().map_or(0, |scale| scale.costs(bearing(request, review, arrears, scale).get()));
    // A hundredth of whole percents of cents, half a cent up.
    let vat = (i128::from(costs) * i128::from(review.collection_costs_vat_percent.unwrap_or(0)) + 50) / 100;
    let scale = Cents::new(costs.saturating_add(i64::try_from(vat).unwrap_or(i64::MAX)));
    let consumer = request.witness.agreement.customer == CustomerType::Consumer;
    let bounded = consumer && request.witness.basis == Basis::TermsAndLaw && law.collection_costs().is_some();
    if !bounded && default_of(request).any(|f| !f.steps.is_empty()) {
        // What steps against late payment cost is for the terms to say, where no law bounds it.
        return None;
    }
    let actual = if !consumer && actual_costs_count(request) && scale > Cents::ZERO {
        review.actual_collection_costs.unwrap_or_default()
    } else {
        Cents::ZERO
    };
    let most = scale.max(actual);
    (arrears.collection_costs > most).then(|| {
        let (costs, most) = (request.money(arrears.collection_costs), request.money(most));
        both(
            format!("collection costs are {}, more than the {} that may be charged", costs.en, most.en),
            format!("de incassokosten zijn {}, meer dan de {} die mogen worden gerekend", costs.nl, most.nl),
        )
    })
}

/// What bears costs: of a consumer only invoices of which the notice was received in default, long enough ago (L6);
/// what a settlement leaves outstanding, instead of the invoices, once that is so of one of them.
fn bearing(request: &Request<'_>, review: &PaymentReview, arrears: &Arrears, scale: &CollectionScale) -> Cents {
    let as_of = request.policy.zone.date_of(review.as_of);
    let bears = |from: Option<Date>, received: Option<Date>| match (from, received) {
        (None, _) => false,
        _ if request.witness.agreement.customer == CustomerType::Business => true,
        (Some(from), Some(received)) => {
            received >= from
                && scale.notice().costs_from.after(received, request.policy.holidays).is_some_and(|due| due <= as_of)
        }
        (Some(_), None) => false,
    };
    let pairs = review.invoices.iter().zip(&arrears.by_invoice);
    // Where interest runs back to the due date, so does the default in which a notice must come.
    let back = default_of(request).any(|form| form.claims.back_to_due_date);
    let since =
        |a: &InvoiceArrears| a.default_from.and_then(|from| if back { a.due_on.plus_days(1) } else { Some(from) });
    let business = request.witness.agreement.customer == CustomerType::Business;
    let noticed = |i: &Invoice| {
        i.collection_notice_received_on.filter(|_| business || i.collection_notice_defective != Some(true))
    };
    let over = |i: &Invoice| i.open_at_notice_end.filter(|_| !business).unwrap_or(i.open);
    let open: Cents = pairs.filter(|(i, a)| bears(since(a), noticed(i))).map(|(i, _)| over(i)).sum();
    match request.decision.settlement {
        Some(settlement) if open > Cents::ZERO => settlement.outstanding,
        _ => open,
    }
}

/// Whether the terms let a business owe the costs really made.
fn actual_costs_count(request: &Request<'_>) -> bool {
    default_of(request).any(|form| form.actual_costs_from_business)
}

/// What the terms say of default in a request.
fn default_of<'p>(request: &Request<'p>) -> impl Iterator<Item = &'p PaymentDefault> {
    let policy = request.policy;
    let places = inspect::applying(policy, request.law, &request.facts);
    places.into_iter().filter_map(move |place| {
        let Form::PaymentDefault(form) = &policy.clause(place)?.form else { return None };
        Some(form)
    })
}
