//! `TERM-MANDATORY`: an agreement for services that a consumer can never end early.

use super::Rule;
use super::check::{Check, Found};
use super::fees::by_customer;
use super::scene::{Scene, noon, start_day};
use super::text::products;
use crate::analyse::Witness;
use crate::analyse::prove::words::both;
use crate::law::Leaving;
use crate::money::Locale;
use crate::policy::Clause;
use crate::policy::forms::{Form, NoticeEnd};
use crate::vocabulary::{CustomerType, ProductType, Question, Verdict};

/// Reports each clause that refuses a consumer to end services which have no other way out before the end of the term.
pub(super) fn never(check: &mut Check<'_>) {
    let ways = ways_out(check);
    let mut held: Vec<(u16, Vec<ProductType>)> = Vec::new();
    let by_law = |product: &ProductType| check.jurisdiction.leaving(*product) != Leaving::ByTerms;
    for product in ProductType::ALL.iter().copied().filter(by_law) {
        let on = || ways.iter().filter(|way| way.clause.products.contains(product));
        if on().any(Way::is_out) {
            continue;
        }
        for place in on().filter(|way| way.refuses()).map(|way| way.place) {
            match held.iter_mut().find(|(known, _)| *known == place) {
                Some((_, products)) => products.push(product),
                None => held.push((place, vec![product])),
            }
        }
    }
    for (place, refused) in held {
        let witness = shown(check, &refused);
        check.report(Found {
            rule: Rule::TermMandatory,
            span: ["outcome.verdict", "tiers.otherwise", "same_as.clauses"]
                .iter()
                .find_map(|key| check.maybe_key(place, key))
                .unwrap_or_else(|| check.key(place, "id")),
            clauses: vec![place],
            message: both(format!("a consumer can never end the agreement early: {}", products(&refused, Locale::En)), format!(
                    "een consument kan nooit tussentijds van de overeenkomst af: {}",
                    products(&refused, Locale::Nl)
                )),
            help: both("allow ending it, against the delivered share and the costs made (`verdict = \"permitted\"` with `pro_rata` and `costs_incurred`)", "laat beëindigen toe, tegen het geleverde deel en de gemaakte kosten (`verdict = \"permitted\"` met `pro_rata` en `costs_incurred`)"),
            witness,
        });
    }
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
        self.verdicts.iter().any(|verdict| verdict.allows())
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
