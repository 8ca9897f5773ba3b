//! `COMPLAINT-SHORT` and `LIMITATION-SHORT`: periods after which a consumer loses rights.

use super::Rule;
use super::check::{Check, Found, for_consumers};
use super::scene::{Scene, first_day, noon};
use super::text::{each, period};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Holidays, Instant, Period, Unit};
use crate::facts::Event;
use crate::policy::Clause;
use crate::policy::building_blocks::{Anchor, DeadlineRule};
use crate::policy::forms::Form;
use crate::vocabulary::{CustomerType, DeadlineKind, ProductType, Question, Verdict};

pub(super) const ONE_MONTH: Period = Period::new(1, Unit::Months);
pub(super) const TWO_MONTHS: Period = Period::new(2, Unit::Months);
pub(super) const ONE_YEAR: Period = Period::new(1, Unit::Years);
const TWO_YEARS: Period = Period::new(2, Unit::Years);
/// The days on which periods are compared: those of four years, a leap year among them.
pub(super) const DAYS: i64 = 1_461;

/// The first day, of four years, from which a period ends before another.
pub(super) fn first_shorter(given: Period, due: Period, holidays: Holidays) -> Option<Date> {
    let days = (0..DAYS).filter_map(|days| first_day().plus_days(days));
    let last = |period, day| last_day(period, day, holidays);
    days.into_iter().find(|day| matches!((last(given, *day), last(due, *day)), (Some(a), Some(b)) if a < b))
}

fn last_day(period: Period, day: Date, holidays: Holidays) -> Option<Date> {
    match period.elapsed() {
        Some(minutes) => day.plus_days(minutes / (24 * 60)),
        None => period.after(day, holidays),
    }
}

/// Reports periods to complain of less than two months from discovery, arising or delivery, and to report damage.
///
/// A period from the end of the performance is left alone: it leaves all the time of the performance as well; so is a
/// complaint about how the agreement was concluded, which is about no defect.
pub(super) fn complaints(check: &mut Check<'_>) {
    for (place, clause) in consumer_deadlines(check) {
        for rule in deadlines(clause, DeadlineKind::Complaint) {
            let about_defects =
                !rule.conditions.when.contains(&crate::policy::building_blocks::Condition::AboutConclusion)
                    && !clause.conditions.when.contains(&crate::policy::building_blocks::Condition::AboutConclusion);
            if let (true, Some(short)) = (about_defects, short(rule, TWO_MONTHS, check.policy.holidays)) {
                let found = report(check, Rule::ComplaintShort, (place, clause), rule, short);
                check.report(found);
            }
        }
    }
    for (place, clause) in check.consumer_clauses(Question::DamageClaim) {
        if let Form::Liability(form) = &clause.form
            && let Some(given) = form.report_within
            && first_shorter(given, TWO_MONTHS, check.policy.holidays).is_some()
        {
            check.report(Found {
                rule: Rule::ComplaintShort,
                clauses: vec![place],
                span: check.key(place, "liability.report_within"),
                message: each(|locale| {
                    let given = period(given, locale);
                    locale
                        .pick(
                            "damage reported after {given} is not compensated",
                            "schade die na {given} is gemeld, wordt niet vergoed",
                        )
                        .replace("{given}", &given)
                }),
                help: both(
                    "give at least two months: `report_within = \"2 months\"`",
                    "geef ten minste twee maanden: `report_within = \"2 months\"`",
                ),
                witness: None,
            });
        }
    }
}

/// Reports claims that lapse in less than a year.
pub(super) fn limitation(check: &mut Check<'_>) {
    for (place, clause) in consumer_deadlines(check) {
        for rule in deadlines(clause, DeadlineKind::Limitation) {
            if let Some(short) = short(rule, ONE_YEAR, check.policy.holidays) {
                let found = report(check, Rule::LimitationShort, (place, clause), rule, short);
                check.report(found);
            }
        }
    }
}

fn consumer_deadlines<'p>(check: &Check<'p>) -> Vec<(u16, &'p Clause)> {
    check.consumer_clauses(Question::Complaint).into_iter().filter(|(_, clause)| for_consumers(clause)).collect()
}

fn deadlines(clause: &Clause, kind: DeadlineKind) -> Vec<&DeadlineRule> {
    clause.form.deadlines().into_iter().filter(|rule| rule.kind == kind).collect()
}

/// A period that is too short, what it counts from, and the day from which it shows.
#[derive(Clone, Copy)]
struct Short {
    given: Period,
    due: Period,
    day: Date,
    /// The event that it counts from, where that comes before any claim.
    before: Option<Anchor>,
}

fn short(rule: &DeadlineRule, due: Period, holidays: Holidays) -> Option<Short> {
    // Which of the anchors is known is up to the facts, so that each counts.
    let main = rule.period.into_iter().flat_map(|given| rule.anchors.iter().map(move |anchor| (given, *anchor)));
    let other = rule.or_earlier.map(|(anchor, given)| (given, anchor));
    let counted = |anchor: &Anchor| {
        due == ONE_YEAR || matches!(anchor, Anchor::DiscoveredAt | Anchor::ArisenAt | Anchor::DeliveredAt)
    };
    main.chain(other).filter(|(_, from)| counted(from)).find_map(|(given, from)| {
        // What arises in the first year of the agreement lapses within a year then.
        let before =
            Some(from).filter(|from| due == ONE_YEAR && matches!(from, Anchor::ConcludedAt | Anchor::StartsAt));
        let day = first_shorter(given, if before.is_some() { TWO_YEARS } else { due }, holidays)?;
        Some(Short { given, due, day, before })
    })
}

fn report(check: &Check<'_>, rule: Rule, (place, clause): (u16, &Clause), row: &DeadlineRule, short: Short) -> Found {
    let witness = witness(check, clause, row, short);
    let complaint = rule == Rule::ComplaintShort;
    Found {
        rule,
        clauses: vec![place],
        span: row.span,
        message: each(|locale| {
            let (given, due) = (period(short.given, locale), period(short.due, locale));
            let text = match (short.before, complaint) {
                (Some(_), _) => locale.pick(
                    "claims lapse {given} after the agreement began, which can be less than {due} after they arise",
                    "vorderingen vervallen {given} na het begin van de overeenkomst, wat minder dan {due} na hun ontstaan kan zijn",
                ),
                (None, true) => locale.pick(
                    "a complaint comes too late after {given}, short of {due}",
                    "een klacht komt na {given} te laat, korter dan {due}",
                ),
                (None, false) => locale.pick(
                    "claims lapse after {given}, short of {due}",
                    "vorderingen vervallen na {given}, korter dan {due}",
                ),
            };
            text.replace("{given}", &given).replace("{due}", &due)
        }),
        help: each(|locale| {
            let given = period(short.due, locale);
            let from = if short.before.is_some() { "`after = \"arisen_at\"`, " } else { "" };
            format!("{} {given}: {from}`period = \"{}\"`", locale.pick("give at least", "geef ten minste"), short.due)
        }),
        witness,
    }
}

/// A complaint filed on the first day that is too late, although it is within the period that is due.
fn witness(check: &Check<'_>, clause: &Clause, row: &DeadlineRule, short: Short) -> Option<Witness> {
    let zone = &check.policy.zone;
    let day = short.day;
    let begun = day.plus_days(-30)?;
    let from = if short.before.is_some() { begun } else { day };
    let filed = noon(zone, last_day(short.given, from, check.policy.holidays)?.plus_days(1)?);
    let product = super::fees::service_of(clause).or(clause.products.iter().next()).unwrap_or(ProductType::Event);
    let concluded = noon(zone, begun);
    let scene = Scene::new(Question::Complaint, CustomerType::Consumer, product, concluded, filed).starting(concluded);
    let mut scene = scene.under(check.policy, &[&clause.conditions, &row.conditions]);
    if let Event::Complaint(complaint) = &mut scene.event {
        let known: Option<Instant> = Some(noon(zone, day));
        (complaint.discovered_at, complaint.arisen_at, complaint.delivered_at) = (known, known, known);
    }
    check.shown(Some(scene.witness()), |decision| decision.verdict == Verdict::Refused)
}
