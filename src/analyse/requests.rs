//! Requests that a policy tells apart: at the beginning and the end of every step of every case that the proofs look at.

use super::breakpoints::{Case, cases, classes, timelines, walk};
use super::obligation::Witness;
use super::patience::Patience;
use crate::calendar::Instant;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::{Basis, Question};

/// A price at which a percentage is not lost to rounding.
const PRICE: Cents = Cents::new(100_000);

/// What is stated where an amount is.
const STATED: Cents = Cents::new(10_000);

/// Requests on a question, at most so many: for each product and customer that the clauses tell apart, each case, and in
/// it the first instant of each step, the second before it and the second after it.
pub(crate) fn requests(policy: &Policy, law: &Law, question: Question, most: usize) -> Vec<Witness> {
    let mut found = Vec::new();
    let lines = timelines(&[policy], question, &Patience::default()).lines;
    for class in classes(&[policy], law, question) {
        for line in &lines {
            for case in cases(&[policy], question, class.first(), *line, STATED).cases {
                let Ok(Some(steps)) = walk(policy, law, &case, PRICE, Basis::TermsAndLaw) else { continue };
                let acts = steps.iter().flat_map(|step| around(step.from));
                for (act, price) in acts.flat_map(|act| prices_of(&case).map(move |price| (act, price))) {
                    if found.len() >= most {
                        return found;
                    }
                    let (agreement, event) = case.request(price, act);
                    found.push(Witness { agreement, event, basis: Basis::TermsAndLaw });
                }
            }
        }
    }
    found
}

/// A price; where conditions ask for the price, or its product is sold for some alone, the first and the last of them.
fn prices_of(case: &Case) -> impl Iterator<Item = Cents> {
    let range = case.within();
    let ends = [(range.least, Cents::ZERO), (range.most, Cents::MAX)].into_iter().filter(|(end, beyond)| end != beyond);
    std::iter::once(PRICE).chain(ends.map(|(end, _)| end))
}

/// An instant, and those a second before and after it.
fn around(at: Option<Instant>) -> Vec<Option<Instant>> {
    match at {
        None => vec![None],
        Some(at) => [0, -1, 1].into_iter().filter_map(|secs| at.plus_secs(secs)).map(Some).collect(),
    }
}
