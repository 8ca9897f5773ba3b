//! `TERMS-UNILATERAL`, `CHANGE-NOEXIT`: terms, and performances, that change without consent.

use super::Rule;
use super::check::{Check, Found};
use super::scene::{Scene, first_day, noon, start_day};
use super::text::{each, period};
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::decision::Decision;
use crate::facts::Event;
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::building_blocks::{Anchor, DeadlineRule, Period};
use crate::policy::forms::{Announcement, Form, Outcome};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// Reports silence taken as consent, and changes that a consumer can neither reject nor leave for.
pub(super) fn unilateral(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::TermsChange) {
        match &clause.form {
            Form::Announcement(Announcement { accepted_after: Some(silence), .. }) => {
                let silence = *silence;
                check.report(Found {
                    rule: Rule::TermsUnilateral,
                    clauses: vec![place],
                    span: check.key(place, "announcement.accepted_after"),
                    message: each(|locale| match locale {
                        Locale::En => format!("whoever says nothing for {silence} counts as having accepted new terms"),
                        Locale::Nl => {
                            format!("wie {} niets zegt, heeft nieuwe voorwaarden aanvaard", period(silence, locale))
                        }
                    }),
                    help: both(
                        "ask for express consent to new terms: leave `accepted_after` out",
                        "vraag uitdrukkelijke instemming met nieuwe voorwaarden: laat `accepted_after` weg",
                    ),
                    witness: None,
                });
            }
            Form::Announcement(Announcement {
                reject_when_performance_changes: false,
                customer_may_dissolve: false,
                ..
            })
            | Form::Outcome(Outcome {
                verdict: Verdict::Permitted | Verdict::Discretionary,
                customer_may_dissolve: false,
                customer_may_reject: false,
                ..
            }) => {
                check.report(Found {
                    rule: Rule::TermsUnilateral,
                    clauses: vec![place],
                    span: check.key(place, clause.form.name()),
                    message: both("the provider can change the terms without a consumer's right to reject that or to leave", "de aanbieder kan de voorwaarden wijzigen zonder dat een consument dat kan weigeren of mag stoppen"),
                    help: both("let consumers reject new terms or dissolve the agreement: `customer_may_dissolve = true`", "laat een consument nieuwe voorwaarden weigeren of de overeenkomst ontbinden: `customer_may_dissolve = true`"),
                    witness: None,
                });
            }
            _ => {}
        }
    }
}

/// Reports a provider's change of what it performs that a consumer can neither reject nor leave for.
///
/// A clause of the form `change_response` gives the customer an answer, and is reported where it gives no time for one.
pub(super) fn changed_performance(check: &mut Check<'_>) {
    for (place, clause) in check.consumer_clauses(Question::TermsChange) {
        let Some(witness) = check.shown(changed_terms(check, clause), gives_no_answer) else { continue };
        check.report(Found {
            rule: Rule::ChangeNoexit,
            clauses: vec![place],
            span: check.key(place, clause.form.name()),
            message: both(
                "new terms can change what the provider performs without a consumer's right to reject that or to leave",
                "nieuwe voorwaarden kunnen wijzigen wat de aanbieder levert zonder dat een consument dat kan weigeren of mag stoppen",
            ),
            help: both(
                "let consumers reject such terms or dissolve the agreement (`reject_when_performance_changes`, `customer_may_dissolve`)",
                "laat een consument zulke voorwaarden weigeren of de overeenkomst ontbinden (`reject_when_performance_changes`, `customer_may_dissolve`)",
            ),
            witness: Some(witness),
        });
    }
    for (place, clause) in check.consumer_clauses(Question::ProviderChange) {
        let key = match &clause.form {
            Form::ChangeResponse(form) if leaves_no_time(&form.response) => "change_response.response",
            Form::Outcome(_) => "outcome",
            Form::SameAs(_) => "same_as.clauses",
            _ => continue,
        };
        let witness = match &clause.form {
            Form::ChangeResponse(_) => None,
            // What the clause says, or takes over, the evaluator tells.
            _ => match check.shown(Some(changed(check, clause)), gives_no_answer) {
                None => continue,
                shown => shown.filter(|_| matches!(clause.form, Form::SameAs(_))),
            },
        };
        let (nl, en) = match key {
            "change_response.response" => (
                "een consument krijgt geen tijd om op een wijziging te antwoorden",
                "a consumer gets no time to answer a change",
            ),
            _ => (
                "de aanbieder kan wijzigen wat hij levert zonder dat een consument dat kan weigeren of mag stoppen",
                "the provider can change what it performs without a consumer's right to reject that or to leave",
            ),
        };
        check.report(Found {
            rule: Rule::ChangeNoexit,
            clauses: vec![place],
            span: check.key(place, key),
            message: both(en, nl),
            help: both("let consumers reject a changed performance or dissolve the agreement (`customer_may_reject`, `customer_may_dissolve`, or `change_response` with time to answer)", "laat een consument een gewijzigde prestatie weigeren of de overeenkomst ontbinden (`customer_may_reject`, `customer_may_dissolve`, of `change_response` met tijd om te antwoorden)"),
            witness,
        });
    }
}

/// New terms that change what is performed, announced a year ahead.
fn changed_terms(check: &Check<'_>, clause: &Clause) -> Option<Witness> {
    let zone = &check.policy.zone;
    let (concluded, act) = (noon(zone, first_day()), noon(zone, start_day()));
    let product = super::fees::service_of(clause).or(clause.products.iter().next())?;
    let scene = Scene::new(Question::TermsChange, CustomerType::Consumer, product, concluded, act).starting(act);
    let mut scene = scene.under(check.policy, &[&clause.conditions]).terms_only();
    if let Event::TermsChange { effective_at, performance_changes, .. } = &mut scene.event {
        (*effective_at, *performance_changes) = (noon(zone, start_day().plus_months(12)?), Some(true));
    }
    Some(scene.witness())
}

/// Whether an answer can be due on the day of the notice itself, or counts from before it.
fn leaves_no_time(rule: &DeadlineRule) -> bool {
    const A_DAY: i64 = 24 * 60;
    let within_a_day = |period: Period| period.count == 0 || period.elapsed().is_some_and(|minutes| minutes < A_DAY);
    let before_notice = rule.anchors.iter().any(|anchor| matches!(anchor, Anchor::KnownAt | Anchor::ConcludedAt));
    let near_the_start = rule.shorter.map(|shorter| shorter.period);
    let on_the_day = rule.next_working_day_at.is_none() && rule.period.is_none_or(within_a_day);
    before_notice || on_the_day || near_the_start.is_some_and(within_a_day)
}

/// A change that a clause is about.
fn changed(check: &Check<'_>, clause: &Clause) -> Witness {
    let zone = &check.policy.zone;
    let (concluded, act) = (noon(zone, first_day()), noon(zone, start_day()));
    let product = super::fees::service_of(clause).or(clause.products.iter().next()).unwrap_or(ProductType::Event);
    let scene = Scene::new(Question::ProviderChange, CustomerType::Consumer, product, concluded, act).starting(act);
    scene.under(check.policy, &[&clause.conditions]).terms_only().witness()
}

fn gives_no_answer(decision: &Decision) -> bool {
    let allowed = decision.verdict.allows();
    allowed && !decision.customer_may_dissolve && !decision.customer_may_reject
}
