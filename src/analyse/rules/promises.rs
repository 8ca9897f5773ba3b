//! `TIER-CONFLICT`: a deadline that says another thing than the table that it stands in.

use super::Rule;
use super::check::{Check, Found};
use super::monotone::situations;
use super::overlap::scene;
use super::scene::{PRICE, Scene, first_day, noon};
use super::windows;
use crate::analyse::Witness;
use crate::analyse::prove::without_office_hours;
use crate::analyse::prove::words::both;
use crate::calendar::Instant;
use crate::decision::{Deadline, Decision};
use crate::money::Cents;
use crate::policy::building_blocks::{Conditions, DeadlineRule};
use crate::policy::forms::{Form, Tiers};
use crate::policy::{Clause, Policy};
use crate::vocabulary::DeadlineKind;

/// The costs of requests: below any price, and not nothing.
pub(super) const COSTS: Cents = Cents::new(100);

/// Reports deadlines up to which something is free, or possible, that the table does not keep: it is not so just before
/// them, or nothing changes at them.
pub(super) fn broken(check: &mut Check<'_>) {
    let bare = without_office_hours(check.policy);
    for (place, clause) in (0..=u16::MAX).zip(&check.policy.clauses) {
        if let Form::Outcome(outcome) = &clause.form {
            let free = |rule: &&DeadlineRule| {
                matches!(rule.kind, DeadlineKind::FreeCancellation | DeadlineKind::FreeRescheduling)
            };
            for rule in outcome.deadlines.iter().filter(free) {
                let Some(witness) = charged_before(check, clause, rule) else { continue };
                let found = contradiction(place, rule, ("it is never free", "het is nooit kosteloos"), witness);
                check.report(found);
            }
            continue;
        }
        let Form::Tiers(tiers) = &clause.form else { continue };
        for rule in tiers.deadlines.iter().filter(|rule| is_promise(rule.kind)) {
            let shown: Vec<Broken> =
                situations(tiers).iter().filter_map(|so| looked_at(check, &bare, (clause, tiers), rule, so)).collect();
            // In one situation at least the table does what the deadline says.
            let Some(broken) = shown.first().filter(|_| shown.iter().all(|broken| broken.is_so)) else { continue };
            let (nl, en) = match broken.kept_before {
                true => ("er verandert niets na deze termijn", "nothing changes after this deadline"),
                false => (
                    "vlak voor deze termijn is het volgens de tabel al niet meer zo",
                    "just before this deadline it is no longer so by the table",
                ),
            };
            let found = contradiction(place, rule, (en, nl), broken.witness.clone());
            check.report(found);
        }
    }
}

fn contradiction(place: u16, rule: &DeadlineRule, (en, nl): (&str, &str), witness: Witness) -> Found {
    let kind = rule.kind;
    Found {
        rule: Rule::TierConflict,
        clauses: vec![place],
        span: rule.span,
        message: both(
            format!("the deadline `{kind}` contradicts its table: {en}"),
            format!("de termijn `{kind}` spreekt de tabel tegen: {nl}"),
        ),
        help: both(
            "give `period` the bound of the row in which it is still so",
            "geef `period` de grens van de rij waarin het nog zo is",
        ),
        witness: Some(witness),
    }
}

/// A request before a deadline up to which something is free, by a clause that charges it all the same.
fn charged_before(check: &Check<'_>, clause: &Clause, rule: &DeadlineRule) -> Option<Witness> {
    let zone = &check.policy.zone;
    let question = *clause.questions.first()?;
    let (product, customer) = (clause.products.iter().next()?, clause.customers.iter().next()?);
    let (concluded, start) = (noon(zone, first_day()), noon(zone, first_day().plus_months(12)?));
    let scene = Scene::new(question, customer, product, concluded, concluded).starting(start).paid();
    let witness = scene.under(check.policy, &[&clause.conditions, &rule.conditions]).witness();
    let early = |decision: &Decision| {
        let open = |deadline: &Deadline| deadline.kind == rule.kind && deadline.expires_at > Some(concluded);
        decision.verdict.allows() && decision.charged() > Cents::ZERO && decision.deadlines.iter().any(open)
    };
    check.shown(Some(witness), early)
}

/// Whether a deadline says until when something is as the customer wants it.
const fn is_promise(kind: DeadlineKind) -> bool {
    matches!(
        kind,
        DeadlineKind::FreeCancellation
            | DeadlineKind::FreeRescheduling
            | DeadlineKind::Substitution
            | DeadlineKind::ChangeRequest
    )
}

/// What a table does around a deadline, in some situation.
struct Broken {
    is_so: bool,
    kept_before: bool,
    witness: Witness,
}

fn looked_at(
    check: &Check<'_>,
    bare: &Policy,
    (clause, tiers): (&Clause, &Tiers),
    rule: &DeadlineRule,
    situation: &Conditions,
) -> Option<Broken> {
    let start = windows::starts(tiers, &check.policy.zone).into_iter().next()?;
    let at = |act: Instant| {
        let conditions = [&clause.conditions, &rule.conditions, situation];
        let mut witness =
            scene((check.policy, clause), tiers, start, act).priced(PRICE).under(check.policy, &conditions).witness();
        // Costs that were made tell a row that charges them from a row that is free.
        witness.agreement.performance.costs_incurred = Some(COSTS);
        witness.agreement.change_costs_in_offer = Some(COSTS);
        Some((check.ask_of(bare, &witness)?, witness))
    };
    let (first, _) = at(windows::concluded(tiers, start, check.policy.holidays.week()))?;
    let deadline = first.deadlines.iter().find(|deadline| deadline.kind == rule.kind)?;
    let expires = deadline.expires_at?;
    let (last, after) = if deadline.inclusive { (expires, expires.next()) } else { (expires.prev(), expires) };
    let ((before, witness), (later, _)) = (at(last)?, at(after)?);
    let kept_before = keeps(&before, rule.kind);
    let changes = (before.verdict, before.charged()) != (later.verdict, later.charged());
    Some(Broken { is_so: !kept_before || !changes, kept_before, witness })
}

fn keeps(decision: &Decision, kind: DeadlineKind) -> bool {
    let allowed = decision.verdict.allows();
    let free = matches!(kind, DeadlineKind::FreeCancellation | DeadlineKind::FreeRescheduling);
    allowed && (!free || decision.charged() == Cents::ZERO)
}
