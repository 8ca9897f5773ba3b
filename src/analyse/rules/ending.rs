//! `TERM-MANDATORY`: an agreement for services that a consumer can never end early.

use super::Rule;
use super::check::{Check, Found, in_order};
use super::fees::by_customer;
use super::scene::{Scene, noon, start_day};
use super::text::{both, products};
use crate::analyse::Witness;
use crate::law::Leaving;
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::forms::{Form, NoticeEnd};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// Reports the services that the terms refuse a consumer to end, without another way out before the end of the term.
pub(super) fn never(check: &mut Check<'_>) {
    let ways = ways_out(check);
    let mut refused: Vec<ProductType> = Vec::new();
    let mut refusing: Vec<u16> = Vec::new();
    let held = |product: &ProductType| check.jurisdiction.leaving(*product) != Leaving::ByTerms;
    for product in ProductType::ALL.iter().copied().filter(held) {
        let on: Vec<&Way<'_>> = ways.iter().filter(|way| way.clause.products.contains(product)).collect();
        if on.iter().any(|way| way.is_out()) || !on.iter().any(|way| way.refuses()) {
            continue;
        }
        refused.push(product);
        refusing.extend(on.iter().filter(|way| way.refuses()).map(|way| way.place));
    }
    let refusing = in_order(refusing);
    let Some(first) = refusing.first().copied() else { return };
    let witness = shown(check, &refused);
    check.report(Found {
        rule: Rule::TermMandatory,
        span: ["outcome.verdict", "tiers.otherwise", "same_as.clauses"]
            .iter()
            .find_map(|key| check.maybe_key(first, key))
            .unwrap_or_else(|| check.key(first, "id")),
        clauses: refusing,
        message: both(
            format!("een consument kan nooit tussentijds van de overeenkomst af: {}", products(&refused, Locale::Nl)),
            format!("a consumer can never end the agreement early: {}", products(&refused, Locale::En)),
        ),
        help: both(
            "laat beëindigen toe, tegen het geleverde deel en de gemaakte kosten",
            "allow ending it, against the delivered share and the costs made",
        ),
        witness,
    });
}

/// A clause by which a consumer might get out of an agreement.
struct Way<'p> {
    place: u16,
    clause: &'p Clause,
    verdicts: Vec<Verdict>,
}

impl Way<'_> {
    /// Whether it lets a consumer out before the end of the term, at some time.
    fn is_out(&self) -> bool {
        self.verdicts.iter().any(|verdict| matches!(verdict, Verdict::Permitted | Verdict::Discretionary))
    }

    /// Whether it says no at all times.
    fn refuses(&self) -> bool {
        !self.verdicts.is_empty() && self.verdicts.iter().all(|verdict| *verdict == Verdict::Refused)
    }
}

fn ways_out<'p>(check: &Check<'p>) -> Vec<Way<'p>> {
    let mut ways = Vec::new();
    for question in [Question::Cancellation, Question::Termination] {
        for (place, clause) in check.consumer_clauses(question) {
            if by_customer(&clause.conditions) {
                ways.push(Way { place, clause, verdicts: verdicts(check, clause) });
            }
        }
    }
    ways
}

/// The answers that a clause can give a consumer; none when it lets the agreement run to the end of its term.
fn verdicts(check: &Check<'_>, clause: &Clause) -> Vec<Verdict> {
    match &clause.form {
        Form::Outcome(outcome) => vec![outcome.verdict],
        Form::Tiers(tiers) => tiers
            .rows
            .iter()
            .map(|row| row.outcome.verdict)
            .chain(tiers.otherwise.as_ref().map(|o| o.verdict))
            .collect(),
        Form::Notice(notice) if notice.ends == NoticeEnd::AfterNotice => vec![Verdict::Permitted],
        Form::SameAs(same) => same
            .clauses
            .iter()
            .filter_map(|place| check.policy.clause(*place))
            .filter(|inner| super::check::for_consumers(inner) && !matches!(inner.form, Form::SameAs(_)))
            .flat_map(|inner| verdicts(check, inner))
            .collect(),
        _ => Vec::new(),
    }
}

/// A consumer who wants to leave after a month.
fn shown(check: &Check<'_>, refused: &[ProductType]) -> Option<Witness> {
    let zone = &check.policy.zone;
    let start = start_day();
    let (concluded, act) = (noon(zone, start.plus_days(-30)?), noon(zone, start.plus_days(30)?));
    [Question::Cancellation, Question::Termination].into_iter().find_map(|question| {
        let product = *refused.first()?;
        let scene = Scene::new(question, CustomerType::Consumer, product, concluded, act).starting(noon(zone, start));
        check.shown(Some(scene.paid().witness()), |decision| decision.verdict == Verdict::Refused)
    })
}
