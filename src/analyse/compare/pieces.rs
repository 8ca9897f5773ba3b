//! Two staircases walked in parallel, and the prices at which each step of them differs.

use super::super::breakpoints::{Case, WalkStep, lines, prices, walk};
use super::super::obligation::Witness;
use super::super::prove::words::both;
use super::answer::{Aspect, ComparedAnswer, differences};
use super::window::Window;
use super::{Pair, Region, RegionFact};
use crate::calendar::{Instant, TimeOfDay};
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate, inspect};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{Basis, ChargeKind, DeadlineKind, Question, Verdict};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The price of a walk: steps do not depend on it.
const PRICE: Cents = Cents::new(10_000);

/// In what two answers differ, whatever the amounts and the dates: regions are told apart by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trait {
    verdicts: (Verdict, Verdict),
    order: Ordering,
    charges: (Vec<ChargeKind>, Vec<ChargeKind>),
    deadlines: (Vec<DeadlineKind>, Vec<DeadlineKind>),
    aspects: Vec<Aspect>,
}

/// A step and a range of prices on which a case is decided differently, always in the same way.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) case: Case,
    pub(super) basis: Basis,
    pub(super) from: Option<Instant>,
    pub(super) until: Option<Instant>,
    pub(super) price_from: Cents,
    pub(super) price_until: Option<Cents>,
    pub(super) old: ComparedAnswer,
    pub(super) new: ComparedAnswer,
    pub(super) traits: Trait,
    /// The facts that make the difference, in words.
    pub(super) conditions: Summary,
    /// The same as data.
    pub(super) facts: Vec<RegionFact>,
}

/// The pieces of a case, or why it was not compared.
pub(super) fn pieces(pair: &Pair<'_>, case: &Case, basis: Basis) -> Result<Vec<Piece>, Summary> {
    let walked = |policy| match walk(policy, pair.law, case, PRICE, basis) {
        Ok(Some(steps)) => Ok(steps),
        Ok(None) => Err(both(
            format!("`{}`: a staircase has too many steps", pair.question),
            format!("`{}`: een trap heeft te veel treden", pair.question),
        )),
        Err(error) => Err(both(
            format!("`{}`: a case has no answer: {error}", pair.question),
            format!("`{}`: een geval heeft geen antwoord: {error}", pair.question),
        )),
    };
    let (old, new) = (walked(pair.bare_old)?, walked(pair.bare_new)?);
    // Each step was decided, and is asked for the clauses that apply.
    pair.spend(2 * (old.len() + new.len()));
    let prices = prices_of(pair, case, [&old, &new])?;
    let mut pieces: Vec<Piece> = Vec::new();
    // The pieces that reach the end of the step before.
    let mut ended: Vec<usize> = Vec::new();
    for (from, until) in merged(&old, &new) {
        if pair.patience.is_over() {
            return Err(super::unseen::ended(pair.question));
        }
        pair.spend(2 * prices.len());
        let mut reached = Vec::new();
        for found in on_step(pair, case, basis, (from, until), &prices) {
            let goes_on = |place: &usize| pieces.get(*place).is_some_and(|known| continues(known, &found));
            let place = ended.iter().copied().find(goes_on).unwrap_or(pieces.len());
            match pieces.get_mut(place) {
                Some(known) => known.until = found.until,
                None => pieces.push(found),
            }
            reached.push(place);
        }
        ended = reached;
    }
    Ok(pieces)
}

/// The steps of both staircases, cut at the bounds of either.
fn merged(old: &[WalkStep], new: &[WalkStep]) -> Vec<(Option<Instant>, Option<Instant>)> {
    let all = || old.iter().chain(new);
    let mut bounds: Vec<Instant> = all().filter_map(|step| step.from).collect();
    bounds.sort_unstable();
    bounds.dedup();
    if bounds.is_empty() {
        return vec![(None, None)];
    }
    let end = all().filter_map(|step| step.until).max().filter(|end| bounds.last().is_some_and(|last| end > last));
    let ends = bounds.iter().skip(1).copied().map(Some).chain([end]);
    bounds.iter().copied().map(Some).zip(ends).collect()
}

/// The prices around the crossings of all lines of both versions.
fn prices_of(pair: &Pair<'_>, case: &Case, steps: [&[WalkStep]; 2]) -> Result<Vec<Cents>, Summary> {
    let mut all = Vec::new();
    let mut complete = true;
    for (policy, steps) in [pair.bare_old, pair.bare_new].into_iter().zip(steps) {
        let mut places: BTreeSet<u16> = BTreeSet::new();
        for facts in steps.iter().filter_map(|step| case.facts(PRICE, step.from, Basis::TermsAndLaw)) {
            for place in inspect::applying(policy, pair.law, &facts) {
                places.extend(policy.clause(place).map(|clause| clause.form.refers_to()).unwrap_or_default());
                places.insert(place);
            }
        }
        let places: Vec<u16> = places.into_iter().collect();
        let (lines, whole) = lines(policy, &places, case);
        complete &= whole;
        for line in lines {
            if !all.contains(&line) {
                all.push(line);
            }
        }
    }
    // Each line is held against each other one.
    pair.patience.spend(all.len().saturating_mul(all.len()));
    let found = prices(&all).within(case.within());
    if !(complete && found.complete) {
        return Err(both(
            format!("`{}`: charges lie too close together to compare at every price", pair.question),
            format!("`{}`: kosten liggen te dicht bij elkaar om bij elke prijs te vergelijken", pair.question),
        ));
    }
    Ok(if case.regular { found.all } else { found.coarse })
}

/// What differs on one step: runs of prices that differ in the same way.
fn on_step(
    pair: &Pair<'_>,
    case: &Case,
    basis: Basis,
    (from, until): (Option<Instant>, Option<Instant>),
    prices: &[Cents],
) -> Vec<Piece> {
    let mut runs: Vec<Piece> = Vec::new();
    // Whether the run may go on: it was not interrupted by a stretch of prices that are answered alike.
    let mut open = false;
    let mut before: Option<(Cents, bool)> = None;
    for &price in prices {
        let found =
            acts(pair.question, from, until).into_iter().find_map(|act| difference(pair, case, basis, act, price));
        let differs = found.is_some();
        if let Some((last, alike)) = before
            && alike
            && last.plus(Cents::new(1)) < price
        {
            // Alike at both ends of a stretch between crossings: alike throughout.
            open = false;
        }
        if let Some((old, new, traits)) = found {
            match runs.last_mut() {
                Some(run) if open && run.traits == traits => run.price_until = Some(price.plus(Cents::new(1))),
                _ => runs.push(Piece {
                    case: case.clone(),
                    basis,
                    from,
                    until,
                    price_from: price,
                    price_until: Some(price.plus(Cents::new(1))),
                    old,
                    new,
                    traits,
                    conditions: both("", ""),
                    facts: Vec::new(),
                }),
            }
            open = true;
        }
        before = Some((price, !differs));
    }
    for run in &mut runs {
        run.price_until = run.price_until.filter(|until| *until <= Cents::MAX);
    }
    runs
}

/// Where a step is looked at: interest adds up after its beginning.
fn acts(question: Question, from: Option<Instant>, until: Option<Instant>) -> Vec<Option<Instant>> {
    let later =
        from.filter(|_| question == Question::PaymentReview && until.is_none()).and_then(|at| at.plus_hours(24 * 400));
    std::iter::once(from).chain(later.map(Some)).collect()
}

fn decide(policy: &Policy, law: &Law, facts: &Facts) -> Option<Decision> {
    evaluate(policy, law, facts, Detail::Amounts).ok()
}

fn difference(
    pair: &Pair<'_>,
    case: &Case,
    basis: Basis,
    act: Option<Instant>,
    price: Cents,
) -> Option<(ComparedAnswer, ComparedAnswer, Trait)> {
    let facts = case.facts(price, act, basis)?;
    answers(pair.bare_old, pair.bare_new, pair.law, &facts)
}

/// What two versions answer, where that differs.
pub(super) fn answers(
    old: &Policy,
    new: &Policy,
    law: &Law,
    facts: &Facts,
) -> Option<(ComparedAnswer, ComparedAnswer, Trait)> {
    let (old, new) = (decide(old, law, facts)?, decide(new, law, facts)?);
    let aspects = differences(&old, &new);
    (!aspects.is_empty()).then(|| {
        let kinds = |d: &Decision| d.charges_both_ways().map(|c| c.kind).collect::<Vec<_>>();
        let (before, after) = (ComparedAnswer::of(&old, &new), ComparedAnswer::of(&new, &old));
        let deadlines = |answer: &ComparedAnswer| answer.deadlines.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
        let traits = Trait {
            verdicts: (old.verdict, new.verdict),
            order: new.charged().cmp(&old.charged()),
            charges: (kinds(&old), kinds(&new)),
            deadlines: (deadlines(&before), deadlines(&after)),
            aspects,
        };
        (before, after, traits)
    })
}

/// Whether a piece goes on in the next step.
fn continues(known: &Piece, next: &Piece) -> bool {
    known.until == next.from
        && next.from.is_some()
        && (known.price_from, known.price_until) == (next.price_from, next.price_until)
        && known.traits == next.traits
        && amounts(&known.old) == amounts(&next.old)
        && amounts(&known.new) == amounts(&next.new)
}

fn amounts(answer: &ComparedAnswer) -> ([Option<Cents>; 5], &[u16]) {
    ([answer.charged, answer.refund, answer.credit, answer.compensated, answer.recoverable], &answer.clauses)
}

/// Days by which a case may be moved as a whole, so that the act falls within office hours.
const MOST_SHIFT: i64 = 12;

impl Piece {
    /// The region, with a request that both versions as they are answer differently; `None` when there is none.
    pub(super) fn into_region(self, pair: &Pair<'_>) -> Option<Region> {
        let (witness, old, new) = self.witness(pair)?;
        let difference = new.charged.unwrap_or_default().minus(old.charged.unwrap_or_default());
        Some(Region {
            question: pair.question,
            members: pair.class.members.clone(),
            window: Window::of(pair, &self.case, self.from, self.until),
            price_from: self.price_from,
            price_until: self.price_until,
            conditions: self.conditions,
            facts: self.facts,
            witness,
            old,
            new,
            difference,
        })
    }

    fn witness(&self, pair: &Pair<'_>) -> Option<(Witness, ComparedAnswer, ComparedAnswer)> {
        for shift in 0..=MOST_SHIFT {
            for act in self.instants(pair) {
                pair.spend(2);
                let (agreement, event) = self.case.request(self.price_from, act);
                let witness = Witness { agreement, event, basis: self.basis };
                let Some(witness) = witness.shifted(shift) else { continue };
                let facts = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis).ok()?;
                if let Some((old, new, traits)) = answers(pair.old, pair.new, pair.law, &facts)
                    && (self.traits == traits || shift == MOST_SHIFT)
                {
                    return Some((witness, old, new));
                }
            }
        }
        None
    }

    /// Ten in the morning of the first day where that lies in the window, else its first instant, or later.
    fn instants(&self, pair: &Pair<'_>) -> Vec<Option<Instant>> {
        let Some(from) = self.from else { return vec![None] };
        let ten = TimeOfDay::new(600).and_then(|ten| pair.old.zone.at(pair.old.zone.date_of(from), ten));
        let within = |at: &Instant| *at >= from && self.until.is_none_or(|until| *at < until);
        ten.filter(within).map(Some).into_iter().chain(acts(pair.question, self.from, self.until)).collect()
    }
}
