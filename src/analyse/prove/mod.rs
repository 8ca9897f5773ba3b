//! Invariants, decided for all inputs.
//!
//! Nothing is sampled and no solver is asked. The evaluator itself answers finitely many requests, chosen so that every
//! other request has the answer of one of them, or lies between two of them. What makes each choice exact:
//!
//! - **Facts.** A clause reads facts only through conditions, products and customers, all of them named. Each assignment
//!   of the facts that the clauses on a question name, and of those that mandatory law reads, is a case. Products and
//!   customers between which no clause on the question distinguishes are one class. Every read is noted, so
//!   that a case which agrees with an examined one in all that was read for it is not examined again.
//! - **Time.** For a fixed agreement the answer is a staircase over the instant of the act, whose bounds the evaluator
//!   reports; every step is walked. A table knows only how long before its anchor a notice comes, in civil days or hours,
//!   so one start shows all of its rows; where days and hours are mixed, starts at each time of day at which their order
//!   changes. Starts on the day of conclusion, on clock changes, 29 February, ends of months, weekends and holidays are
//!   walked besides.
//! - **Office hours.** They only shift the instant that a notice counts as. Tables are proved without them, on every
//!   number of days; where office hours swap two notices (a holiday that is within them), the tables are tried just there.
//! - **Price.** Each charge is a sum of rounded lines in the price, or at each price one of finitely many such sums, where
//!   its text takes the greatest or the least of several, or the rest of something; what is charged is a sum of charges,
//!   the least of several sums where tiers overlap, cut by the price. Between the crossings of these lines nothing changes
//!   its order; around each crossing every price that roundings can reach is tried, and the ends of the range. A single
//!   rounding cannot turn an order around, so that a crossing and its neighbours suffice even where lines lie close
//!   together. What roundings can make fall is tried for a whole period of them.
//! - **Instalments.** Each is a rounding of a line in the price, at most what those before it leave, or that rest: between
//!   the prices at which their sum crosses the price, nothing changes but the amounts.
//! - **Counts and shares.** For a fixed price a charge is a line in each count, in the share delivered and in that of the
//!   people who still come, rounded; its order against another is decided at the ends: one and the most, nothing and
//!   everything. Where terms choose between amounts it is made of pieces of lines: the counts and the amounts at which
//!   two of them change their order are tried as well. What these cannot tell is undecided.
//! - **Payments.** A settlement depends on what was paid and what is charged alone, and has its edge where they are equal.
//! - **Amounts that facts state.** No terms bound them. What depends on one of them is undecided, with that reason.
//!
//! What cannot be told is [`Undecided`](super::ProofOutcome::Undecided), never silence. What breaks an invariant is made as
//! small as it gets (the price, then the facts, then the day), and replayed by [`replay`] under the policy as it is; what
//! the replay does not show is not refuted.
//!
//! ```
//! use clausula::analyse::{ProofOutcome, prove::prove};
//! use clausula::{law::Law, policy::store::PolicySet};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let set = PolicySet::built_in()?;
//! for policy in set.iter() {
//!     let obligations = prove(policy, Law::built_in());
//!     assert!(obligations.iter().any(|o| matches!(o.outcome, ProofOutcome::Proved { cases } if cases > 0)));
//! }
//! # Ok(())
//! # }
//! ```

// A new form, fact, condition or question does not compile until each match here says what it means.
#![deny(clippy::wildcard_enum_match_arm)]

mod alike;
mod arrears;
mod best_clause;
mod deadlines;
mod examine;
mod instalments;
mod law;
mod law_alone;
mod ledger;
mod liability;
mod money;
mod obligations;
mod office;
mod penalties;
mod reach;
mod replay;
#[cfg(test)]
mod tests;
mod tiers;
mod versions;
mod witness;
pub(super) mod words;

pub use law_alone::LawAlone;
pub use replay::replay;
pub use versions::prove_versions;

pub(super) use examine::{bases, without_office_hours};

use super::breakpoints::{classes, timelines};
use super::obligation::Obligation;
use super::patience::Patience;
use crate::law::Law;
use crate::policy::Policy;
use crate::vocabulary::Question;
use examine::{Subject, examine};
use law_alone::{Proved, Silent};
use reach::Reached;

/// Decides every invariant of a policy, for each question, product and customer that it is about.
///
/// The obligations come in the order of questions, products and customers; those about whole clauses come last.
pub fn prove(policy: &Policy, law: &Law) -> Vec<Obligation> {
    prove_while(policy, law, &Patience::default())
}

/// The same, for as long as it is wanted: what was not looked at until then is undecided.
pub fn prove_while(policy: &Policy, law: &Law, patience: &Patience) -> Vec<Obligation> {
    prove_beside(policy, law, patience, &LawAlone::default())
}

/// The same, one of several policies: what law alone decides is proved once for all of them.
pub(super) fn prove_beside(policy: &Policy, law: &Law, patience: &Patience, known: &LawAlone) -> Vec<Obligation> {
    let bare = without_office_hours(policy);
    let mut reached = Reached::default();
    let mut obligations = Vec::new();
    for &question in Question::ALL {
        if let Some((silent, nothing)) = Silent::of(policy, question) {
            let found = known.get(&silent).unwrap_or_else(|| {
                let mut reached = Reached::default();
                let obligations = on_question((&nothing, &nothing), law, question, patience, &mut reached);
                let found = Proved { obligations, cases: reached.cases() };
                if !patience.is_over() {
                    known.keep(silent, found.clone());
                }
                found
            });
            reached.passes(found.cases);
            obligations.extend(found.obligations);
        } else {
            obligations.extend(on_question((policy, &bare), law, question, patience, &mut reached));
        }
    }
    obligations.sort_by_key(|o| (o.question, o.product, o.customer, o.invariant));
    obligations.extend(reached.obligations(policy));
    obligations
}

/// Decides the invariants of one question under a policy, as it is and without its office hours.
fn on_question(
    (policy, bare): (&Policy, &Policy),
    law: &Law,
    question: Question,
    patience: &Patience,
    reached: &mut Reached,
) -> Vec<Obligation> {
    let classes = classes(&[policy], law, question);
    if classes.is_empty() {
        return Vec::new();
    }
    let timelines = timelines(&[bare], question, patience);
    let mut obligations = Vec::new();
    for class in &classes {
        let crossings = Default::default();
        let subject = Subject { policy, bare, law, question, class, timelines: &timelines, patience, crossings };
        let ledger = examine(&subject, reached);
        obligations.extend(obligations::of(&subject, ledger));
    }
    obligations
}
