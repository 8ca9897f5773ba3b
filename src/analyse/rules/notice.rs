//! `NOTICE-LONG` and `RENEW-FIXED`: how consumers end an agreement by notice.

use super::Rule;
use super::check::{Check, Found};
use super::fees::by_customer;
use super::periods::{DAYS, ONE_MONTH, ONE_YEAR, first_shorter};
use super::scene::{Scene, first_day, noon};
use super::text::{each, period};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::{Date, Holidays, Period, Unit, YearDay};
use crate::decision::FindingCode;
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::building_blocks::Anchor;
use crate::policy::forms::{Form, Notice, NoticeEnd, NoticePeriod};
use crate::vocabulary::{CustomerType, ProductType, Question};

/// Reports the periods of notice of consumers that are longer than a month.
pub(super) fn too_long(check: &mut Check<'_>) {
    for (place, clause, notice) in notices(check) {
        for (index, row) in for_consumers(notice) {
            if notice.ends != NoticeEnd::AgreedEnd && is_long(row, check.policy.holidays) {
                let found = long(check, (place, clause), notice, (index, row));
                check.report(found);
            }
            if let Some(least) = row.minimum_term.filter(|least| longer_than_a_year(*least, check.policy.holidays)) {
                let found = bound_for_years(check, (place, clause), notice, (index, least));
                check.report(found);
            }
        }
    }
}

/// The clauses by which consumers give notice.
fn notices<'p>(check: &Check<'p>) -> Vec<(u16, &'p Clause, &'p Notice)> {
    let notice = |(place, clause): (u16, &'p Clause)| match &clause.form {
        Form::Notice(notice) if by_customer(&clause.conditions) => Some((place, clause, notice)),
        _ => None,
    };
    check.consumer_clauses(Question::Termination).into_iter().filter_map(notice).collect()
}

/// The periods that can apply to a consumer: up to the first that always does.
fn for_consumers(notice: &Notice) -> Vec<(usize, &NoticePeriod)> {
    let rows = notice.periods.iter().enumerate();
    let mut reachable = Vec::new();
    for (index, row) in rows.filter(|(_, row)| row.customer != Some(CustomerType::Business)) {
        reachable.push((index, row));
        if row.in_first.is_none() && row.term_at_most.is_none() {
            break;
        }
    }
    reachable
}

/// Whether a notice can end the agreement later than a month after it: by its period, or since it ends on some days only.
fn is_long(row: &NoticePeriod, holidays: Holidays) -> bool {
    if row.ends_on.is_empty() {
        return longer_than_a_month(row.period);
    }
    let later = |day: Date| {
        let end = YearDay::first_from(&row.ends_on, row.period.after(row.counts_from(day)?, holidays)?)?;
        Some(end > ONE_MONTH.after(day, holidays)?)
    };
    (0..DAYS).filter_map(|n| first_day().plus_days(n)).any(|day| later(day) == Some(true))
}

/// Whether an agreement that lasts at least so long lasts longer than a year.
fn longer_than_a_year(least: Period, holidays: Holidays) -> bool {
    first_shorter(ONE_YEAR, least, holidays).is_some()
}

/// An agreement that a consumer cannot end after a year, with a month of notice.
fn bound_for_years(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    notice: &Notice,
    (index, least): (usize, Period),
) -> Found {
    Found {
        rule: Rule::NoticeLong,
        clauses: vec![place],
        span: check.key(place, &format!("notice.period.{index}.minimum_term")),
        message: each(|locale| {
            let least = period(least, locale);
            match locale {
                Locale::En => format!("a consumer is bound for at least {least}, and cannot give notice after a year"),
                Locale::Nl => format!("een consument zit ten minste {least} vast, en kan na een jaar niet opzeggen"),
            }
        }),
        help: both(
            "let a consumer give notice at any time after the first year: `minimum_term = \"1 year\"`",
            "laat een consument na het eerste jaar op elk moment opzeggen: `minimum_term = \"1 year\"`",
        ),
        witness: terminating(check, (clause, notice), 24, 13)
            .map(Scene::witness)
            .filter(|shown| check.ask(shown).is_some()),
    }
}

/// As the evaluator reads L7.
fn longer_than_a_month(period: Period) -> bool {
    match period.unit {
        Unit::Minutes => period.count > 31 * 24 * 60,
        Unit::Hours => period.count > 31 * 24,
        Unit::Days => period.count > 31,
        // A month of 31 days has at most 23 days from Monday to Friday.
        Unit::WorkingDays => period.count > 23,
        Unit::Weeks => period.count > 4,
        Unit::Months => period.count > 1,
        Unit::Years => period.count > 0,
    }
}

fn long(
    check: &Check<'_>,
    (place, clause): (u16, &Clause),
    notice: &Notice,
    (index, row): (usize, &NoticePeriod),
) -> Found {
    Found {
        rule: Rule::NoticeLong,
        clauses: vec![place],
        span: check.key(place, &format!("notice.period.{index}.period")),
        message: each(|locale| {
            let given = period(row.period, locale);
            if !row.ends_on.is_empty() && !longer_than_a_month(row.period) {
                return locale
                    .pick(
                        "a consumer's notice ends the agreement on some days only, which can be longer than one month after it",
                        "een opzegging door een consument werkt alleen op vaste dagen, die meer dan een maand later kunnen zijn",
                    )
                    .to_owned();
            }
            match locale {
                Locale::En => format!("a consumer's period of notice is {given}, longer than one month"),
                Locale::Nl => format!("de opzegtermijn van een consument is {given}, langer dan een maand"),
            }
        }),
        help: both(
            "put a period of one month with `customer = \"consumer\"` first",
            "zet een periode van een maand met `customer = \"consumer\"` voorop",
        ),
        witness: witness(check, clause, notice, index),
    }
}

/// A notice in the part of the agreement and for the contract period of a row, which the law shortens.
fn witness(check: &Check<'_>, clause: &Clause, notice: &Notice, index: usize) -> Option<Witness> {
    let row = notice.periods.get(index)?;
    let terms = [row.term_at_most.unwrap_or(24), 12, 24];
    // In the last month of the first part, or after some others; of ends on some days, in any month of a year.
    let first = row.in_first.map_or(0, |first| (first.most_days(check.policy.holidays.week()) / 31 - 1).max(0));
    let months: Vec<i64> = [first, 0, 12, 24, 60].into_iter().chain(1..12).collect();
    terms.iter().find_map(|term| {
        months.iter().find_map(|months| {
            if applying(check, notice, *term, *months) != Some(index) {
                return None;
            }
            let scene = terminating(check, (clause, notice), *term, *months)?;
            let shortened =
                |d: &crate::decision::Decision| d.findings.iter().any(|f| f.code == FindingCode::LawOverridesTerms);
            check.shown(Some(scene.witness()), shortened)
        })
    })
}

/// The day of notice, some months and ten days after the beginning.
fn day_of_notice(months: i64) -> Option<Date> {
    first_day().plus_months(months)?.plus_days(10)
}

/// The period that applies to a consumer who gives notice so many months after the beginning.
fn applying(check: &Check<'_>, notice: &Notice, term: u32, months: i64) -> Option<usize> {
    let day = day_of_notice(months)?;
    let in_first = |first: Period| {
        let after = Period { including_day: false, ..first }.after(first_day(), check.policy.holidays);
        after.is_some_and(|after| day < after)
    };
    let applies =
        |row: &NoticePeriod| row.in_first.is_none_or(in_first) && row.term_at_most.is_none_or(|most| term <= most);
    for_consumers(notice).into_iter().find(|(_, row)| applies(row)).map(|(index, _)| index)
}

/// A consumer gives notice some months and ten days after the conclusion.
fn terminating(check: &Check<'_>, (clause, notice): (&Clause, &Notice), term: u32, months: i64) -> Option<Scene> {
    let zone = &check.policy.zone;
    let concluded = noon(zone, first_day());
    let act = noon(zone, day_of_notice(months)?);
    let product = clause.products.iter().find(|p| *p == ProductType::Subscription).or(clause.products.iter().next())?;
    let scene = Scene::new(Question::Termination, CustomerType::Consumer, product, concluded, act);
    let scene = if notice.counted_from == Anchor::StartsAt { scene.starting(concluded) } else { scene };
    let mut scene = scene.under(check.policy, &[&clause.conditions]);
    scene.agreement.term_months = term;
    Some(scene)
}

/// Reports tacit renewal of a consumer's agreement for another fixed period.
pub(super) fn renewal(check: &mut Check<'_>) {
    for (place, clause, notice) in notices(check) {
        if notice.ends != NoticeEnd::EndOfTerm || for_consumers(notice).is_empty() {
            continue;
        }
        // After the first renewal, when a notice is met by the law.
        let scene = terminating(check, (clause, notice), 12, 13);
        let overridden =
            |d: &crate::decision::Decision| d.findings.iter().any(|f| f.code == FindingCode::LawOverridesTerms);
        let witness = check.shown(scene.map(Scene::witness), overridden);
        check.report(Found {
            rule: Rule::RenewFixed,
            clauses: vec![place],
            span: check.key(place, "notice.ends"),
            message: both(
                "a consumer who gives notice too late is held for another fixed period",
                "wie te laat opzegt, zit als consument aan nog een vaste periode vast",
            ),
            help: both(
                "after the first period let the agreement end with `ends = \"after_notice\"` and a month",
                "laat de overeenkomst na de eerste periode eindigen met `ends = \"after_notice\"` en een maand",
            ),
            witness,
        });
    }
}
