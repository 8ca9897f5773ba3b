//! Named properties: plain functions of a policy, the law and one request. Tests and fuzz targets only call them.
//!
//! | file | what it holds |
//! |---|---|
//! | `money` | charges, settlements, limits |
//! | `time` | tiers, deadlines, steps of the staircase, quotes |
//! | `payment` | instalments, interest, collection costs, penalties |
//! | `terms` | clauses, versions, mandatory law |
//! | `engine` | what must hold of the evaluator whatever the policy says |
//! | `text` | decisions and quotes written out |
//! | `policy_file` | policy files, whatever their bytes |
//! | `wire` | requests, whatever their bytes (with the feature `contract`) |
//! | `analysis` | proofs and refutations against the evaluator |

mod analysis;
mod engine;
mod money;
mod payment;
mod policy_file;
mod terms;
mod text;
mod time;
#[cfg(feature = "contract")]
mod wire;

pub use analysis::*;
pub(crate) use engine::*;
pub(crate) use money::*;
pub(crate) use payment::*;
pub use policy_file::*;
pub(crate) use terms::*;
pub(crate) use text::*;
pub use time::*;
#[cfg(feature = "contract")]
pub use wire::*;

use crate::analyse::Invariant;
use crate::decision::Decision;
use crate::evaluate::{Detail, evaluate};
use crate::facts::{Agreement, Event, Facts};
use crate::law::Law;
use crate::policy::Policy;
use std::fmt;

/// A property that a request does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The property, by the name in [`PROPERTIES`].
    pub property: &'static str,
    /// What was found instead.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.property, self.found)
    }
}

impl std::error::Error for Violation {}

/// How a property came out for one request.
pub type Checked = Result<(), Violation>;

/// A named property.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name: that of the invariant where it is about one.
    pub name: &'static str,
    /// The invariant of which it tests one request.
    pub invariant: Option<Invariant>,
    /// Whether it holds of every policy that loads; else it is for the author of the policy to see to.
    pub of_the_engine: bool,
    /// The test.
    pub check: fn(&Policy, &Law, &Facts) -> Checked,
}

const fn invariant(invariant: Invariant, of_the_engine: bool, check: fn(&Policy, &Law, &Facts) -> Checked) -> Property {
    Property { name: invariant.name(), invariant: Some(invariant), of_the_engine, check }
}

const fn of_the_engine(name: &'static str, check: fn(&Policy, &Law, &Facts) -> Checked) -> Property {
    Property { name, invariant: None, of_the_engine: true, check }
}

/// Every property: one for each invariant, and those of the engine.
pub const PROPERTIES: &[Property] = &[
    invariant(Invariant::Totality, true, totality),
    invariant(Invariant::MonotoneTiers, false, monotone_tiers),
    invariant(Invariant::FeeWithinPriceAsWritten, false, fee_within_price_as_written),
    invariant(Invariant::FeeWithinPriceAsCharged, true, fee_within_price_as_charged),
    invariant(Invariant::Conservation, true, conservation),
    invariant(Invariant::RefundWithinPaid, true, refund_within_paid),
    invariant(Invariant::CapsRespected, true, caps_respected),
    invariant(Invariant::MonotoneInPrice, true, monotone_in_price),
    invariant(Invariant::SplitPayment, true, split_payment),
    invariant(Invariant::InstalmentsAddUp, true, instalments_add_up),
    invariant(Invariant::DeadlinesForward, true, deadlines_forward),
    invariant(Invariant::InterestMonotone, true, interest_monotone),
    invariant(Invariant::CollectionCostsWithinScale, true, collection_costs_within_scale),
    invariant(Invariant::PenaltiesProportional, false, penalties_proportional),
    invariant(Invariant::VersionInForce, true, version_in_force),
    invariant(Invariant::CitesClauses, true, cites_clauses),
    invariant(Invariant::ClausesReachable, true, clauses_reachable),
    invariant(Invariant::LawNeverWorse, true, law_never_worse),
    invariant(Invariant::BestClause, true, best_clause),
    of_the_engine("never-panics", never_panics),
    of_the_engine("amounts-agree", amounts_agree),
    of_the_engine("left-out-is-said", left_out_is_said),
    of_the_engine("step-holds", step_holds),
    of_the_engine("nearest-boundary", nearest_boundary),
    of_the_engine("quote-agrees", quote_agrees),
    of_the_engine("render", render_never_panics),
    of_the_engine("render-quote", render_quote_never_panics),
];

/// The property with a name.
pub fn property(name: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.name == name)
}

fn violated(property: &'static str, found: impl Into<String>) -> Checked {
    Err(Violation { property, found: found.into() })
}

/// The property holds, or something else was found.
fn ensure(holds: bool, property: &'static str, found: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { violated(property, found()) }
}

/// The decision on a request; `None` where a fact is missing that the terms read.
fn decided(policy: &Policy, law: &Law, facts: &Facts) -> Option<Decision> {
    evaluate(policy, law, facts, Detail::Amounts).ok()
}

/// The same request with another agreement or event; `None` where that is a contradiction.
fn with(facts: &Facts, agreement: Agreement, event: Event) -> Option<Facts> {
    Facts::new(agreement, event, facts.basis()).ok()
}

/// The same request with the act at another instant; `None` where that is a contradiction.
fn with_act(facts: &Facts, at: crate::calendar::Instant) -> Option<Facts> {
    let event = facts.event().with_act(at).filter(|event| event.act_may_be(at))?;
    with(facts, facts.agreement().clone(), event)
}

/// A decision in a line, for messages.
fn brief(decision: &Decision) -> String {
    use std::fmt::Write;
    let mut text = decision.verdict.to_string();
    // Writing to a text cannot fail.
    for charge in &decision.charges {
        let _ = write!(text, ", {} {} of {} written", charge.kind, charge.amount, charge.as_written);
    }
    if let Some(settlement) = &decision.settlement {
        let _ = write!(text, ", refund {} outstanding {}", settlement.refund, settlement.outstanding);
    }
    for deadline in &decision.deadlines {
        let _ = write!(text, ", {} on {}", deadline.kind, deadline.last_day);
        let _ = deadline.expires_at.iter().try_for_each(|at| write!(text, " until {at}"));
    }
    if let Some(arrears) = &decision.arrears {
        let _ = write!(text, ", {} in arrears, interest {}", arrears.principal, arrears.interest);
    }
    if let Some(liability) = &decision.liability {
        let _ = write!(text, ", recoverable {} limit {:?}", liability.recoverable, liability.limit);
    }
    text
}
