//! `DEEMED-LATER`: a notice that counts as given later than it was, and so costs more.

use super::Rule;
use super::check::{Check, Found};
use super::overlap::scene;
use super::promises::COSTS;
use super::scene::{at_hour, start_day};
use super::text::{moment, money};
use super::windows;
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::money::{Cents, Locale};
use crate::policy::Clause;
use crate::policy::forms::{Form, Tiers};
use crate::vocabulary::{Question, Verdict};

/// Reports office hours that make a consumer's notice dearer.
pub(super) fn deemed_later(check: &mut Check<'_>) {
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        if !matches!(clause.form, Form::OfficeHours(_)) || !super::check::for_consumers(clause) {
            continue;
        }
        let dearer = clause.questions.iter().find_map(|question| dearer_under(check, *question));
        if let Some((tiers, shown)) = dearer {
            let found = report(check, place, clause, tiers, &shown);
            check.report(found);
        }
    }
}

/// A notice that counts later: what it costs, and what it would cost if it counted at once.
struct Shown {
    at: Instant,
    counts: Instant,
    late: Decision,
    in_time: Decision,
    witness: Witness,
}

fn dearer_under(check: &Check<'_>, question: Question) -> Option<(u16, Shown)> {
    for (place, clause) in check.consumer_clauses(question) {
        let Form::Tiers(tiers) = &clause.form else { continue };
        // Costs that were made tell a row that charges them from a row that is free.
        let starts = || (0..7).flat_map(|day| [10, 21].map(|hour| (day, hour)));
        let all = [Cents::ZERO, COSTS].into_iter().flat_map(|costs| starts().map(move |start| (costs, start)));
        for (costs, (day, hour)) in all {
            let start = at_hour(&check.policy.zone, start_day().plus_days(day)?, hour);
            if let Some(shown) = dearer(check, (clause, tiers), start, costs) {
                return Some((place, shown));
            }
        }
    }
    None
}

/// A notice in the last half hour of a stretch of tiers that counts in a dearer one.
fn dearer(check: &Check<'_>, (clause, tiers): (&Clause, &Tiers), start: Instant, costs: Cents) -> Option<Shown> {
    let ask = |at: Instant| {
        let mut witness =
            scene((check.policy, clause), tiers, start, at).under(check.policy, &[&clause.conditions]).witness();
        witness.agreement.performance.costs_incurred = Some(costs);
        witness.agreement.change_costs_in_offer = Some(costs);
        Some((check.ask(&witness)?, witness))
    };
    for cell in windows::cells(tiers, start, check.policy) {
        let Some(at) = cell.until.and_then(|until| until.plus_secs(-1_800)).filter(|at| cell.contains(*at)) else {
            continue;
        };
        let Some((late, witness)) = ask(at) else { continue };
        let Some(counts) = late.effective_at.filter(|counts| *counts > at && !cell.contains(*counts)) else { continue };
        // What the stretch costs a notice that counts at once, found by going back hour by hour, and from one opening to
        // the one before: offices may open for a minute.
        let by_hour = (1..24 * 8).filter_map(|hours| at.plus_hours(-hours));
        let by_opening = (1..8).filter_map(|days| counts.plus_hours(-24 * days));
        let earlier = by_hour.chain(by_opening).filter(|at| cell.contains(*at));
        let in_time = earlier.filter_map(|at| Some((at, ask(at)?.0))).find(|(at, d)| d.effective_at == Some(*at));
        if let Some((_, in_time)) = in_time
            && worse(&late, &in_time)
        {
            return Some(Shown { at, counts, late, in_time, witness });
        }
    }
    None
}

fn worse(late: &Decision, in_time: &Decision) -> bool {
    late.charged() > in_time.charged() || late.verdict == Verdict::Refused && in_time.verdict != Verdict::Refused
}

fn report(check: &Check<'_>, place: u16, clause: &Clause, tiers: u16, shown: &Shown) -> Found {
    let zone = &check.policy.zone;
    let (at, counts) = (moment(shown.at, zone), moment(shown.counts, zone));
    let cost = |decision: &Decision, locale: Locale| match decision.verdict {
        Verdict::Refused => locale.pick("refused", "geweigerd").to_owned(),
        _ => money(decision.charged(), check.policy.currency, locale),
    };
    let both_costs = |locale| (cost(&shown.late, locale), cost(&shown.in_time, locale));
    let ((late_nl, early_nl), (late_en, early_en)) = (both_costs(Locale::Nl), both_costs(Locale::En));
    Found {
        rule: Rule::DeemedLater,
        clauses: vec![place, tiers],
        span: check.key(place, clause.form.name()),
        message: both(
            format!("a notice of {at} counts only at {counts}: {late_en} instead of {early_en}"),
            format!("een bericht van {at} telt pas op {counts}: {late_nl} in plaats van {early_nl}"),
        ),
        help: both(
            "let a notice count when it comes in: restrict `office_hours` to businesses with `customers = [\"business\"]`",
            "laat een bericht tellen als het binnenkomt: beperk `office_hours` tot bedrijven met `customers = [\"business\"]`",
        ),
        witness: Some(shown.witness.clone()),
    }
}
