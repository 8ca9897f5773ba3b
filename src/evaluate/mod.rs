//! How clauses answer questions: a pure function of a checked policy, the law and checked facts. No clock, no I/O, no
//! floating point, no panic.
//!
//! For a fixed agreement the answer is a staircase over the instant of the act, constant on half-open steps. Every
//! comparison with that instant is noted, so that each answer also knows the step on which it holds: the nearest
//! boundary is the end of the step, a quote walks from step to step, and so do the proofs. One computation serves all.

// A new form, fact, condition or question does not compile until each match here says what it means.
#![deny(clippy::wildcard_enum_match_arm)]

mod better_right;
mod changes;
mod charges;
mod complaints;
mod context;
mod deadlines;
mod deciding;
mod description;
mod doubts;
mod horizon;
pub(crate) mod inspect;
mod instalments;
mod known;
mod leaving;
mod left_out;
mod office_hours;
mod options;
mod outcome;
mod payments;
mod probe;
mod quote;
mod reads;
mod reminders;
mod termination;
mod tiers;
mod withdrawal;

pub use description::{Described, Description, default_of, describe, describe_product, need_of};
use horizon::Horizon;
pub use options::{CUSTOMER_QUESTIONS, CustomerOption, Moment, option_event, options};
pub(crate) use probe::{Probe, Taken};
pub use quote::{OpenWithdrawal, Quote, QuoteError, QuoteWindow, quote};
pub(crate) use reads::clauses_read;
pub use reads::{may_read, reads};

use crate::calendar::Instant;
use crate::decision::{
    Assumption, Calculation, Charge, Deadline, Decision, FindingCode, InvoiceArrears, NearestBoundary, ReadingRule,
    Settlement, Source, Step,
};
use crate::facts::table::FactSet;
use crate::facts::{Agreement, Event, Facts, FactsError, Problem, Violation};
use crate::law::{Jurisdiction, Law};
use crate::money::Cents;
use crate::policy::Policy;
use crate::vocabulary::{Basis, Question, Verdict};
use context::Context;
use std::fmt;

/// How much of a decision is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything: the default.
    #[default]
    Full,
    /// Without explanation and nearest boundary.
    Amounts,
}

/// Why there is no decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluateError {
    /// Facts that the clauses read are missing, or lead out of the calendar or the rate tables; all at once.
    Facts(Vec<Violation>),
}

impl EvaluateError {
    /// What is wrong, in both languages.
    #[cfg(feature = "service")]
    pub(crate) fn text(&self) -> crate::policy::Summary {
        let EvaluateError::Facts(violations) = self;
        FactsError(violations.clone()).text()
    }

    /// Whether all that is wrong is that the facts lead to amounts beyond what can be written down.
    pub fn is_beyond_representable(&self) -> bool {
        let EvaluateError::Facts(violations) = self;
        violations.iter().all(|violation| violation.problem == Problem::LeadsToLargeAmount)
    }
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvaluateError::Facts(violations) => FactsError(violations.clone()).fmt(f),
        }
    }
}

impl std::error::Error for EvaluateError {}

/// Of whom, under what and on what basis: everything of a question but the event.
#[derive(Clone, Copy)]
struct Asked<'a> {
    policy: &'a Policy,
    law: &'a Jurisdiction,
    agreement: &'a Agreement,
    basis: Basis,
}

impl<'a> Asked<'a> {
    fn of(policy: &'a Policy, law: &'a Law, facts: &'a Facts) -> Asked<'a> {
        Asked { policy, law: law.of(policy.law), agreement: facts.agreement(), basis: facts.basis() }
    }
}

/// Decides a question under the terms and the mandatory law that the policy names.
///
/// # Errors
/// When a fact that the clauses read is missing: all that are missing at once.
pub fn evaluate(policy: &Policy, law: &Law, facts: &Facts, detail: Detail) -> Result<Decision, EvaluateError> {
    let mut decision = Decision::of(Verdict::Unregulated);
    evaluate_into(policy, law, facts, detail, &mut decision)?;
    Ok(decision)
}

/// The same in the place of another decision, which spares copies of a large value.
///
/// # Errors
/// As for [`evaluate`]; what is left in the place means nothing then.
pub fn evaluate_into(
    policy: &Policy,
    law: &Law,
    facts: &Facts,
    detail: Detail,
    decision: &mut Decision,
) -> Result<(), EvaluateError> {
    let asked = Asked::of(policy, law, facts);
    *decision = Decision::of(Verdict::Unregulated);
    let (horizon, _) = decide(asked, facts.event(), detail, decision)?;
    if detail == Detail::Full {
        decision.nearest_boundary = nearest_boundary(asked, facts.event(), decision, horizon);
    }
    Ok(())
}

/// Decides the verdict, the amounts and the deadlines alone, in the place of another decision: without what the reader should
/// know beside them, which are findings, assumptions and alternatives.
///
/// # Errors
/// As for [`evaluate`]; what is left in the place means nothing then.
pub fn figures_into(policy: &Policy, law: &Law, facts: &Facts, decision: &mut Decision) -> Result<(), EvaluateError> {
    let mut ctx = Context::new(Asked::of(policy, law, facts), facts.event(), Detail::Amounts);
    *decision = Decision::of(Verdict::Unregulated);
    answer(&mut ctx, decision);
    ctx.drop_payment_of_nothing(decision);
    ctx.finish()?;
    note_effective(&ctx, decision);
    Ok(())
}

/// Decides, and says until when an act gets the same answer for the same reasons: the end of the step of the staircase
/// over the instant of the act; `None` when it has none. The nearest boundary is not computed.
///
/// # Errors
/// As for [`evaluate`].
pub fn step(
    policy: &Policy,
    law: &Law,
    facts: &Facts,
    detail: Detail,
) -> Result<(Decision, Option<Instant>), EvaluateError> {
    step_and_reads(policy, law, facts, detail).map(|(decision, until, _)| (decision, until))
}

/// The same, and the facts that were read.
pub(crate) fn step_and_reads(
    policy: &Policy,
    law: &Law,
    facts: &Facts,
    detail: Detail,
) -> Result<(Decision, Option<Instant>, FactSet), EvaluateError> {
    let asked = Asked::of(policy, law, facts);
    let mut decision = Decision::of(Verdict::Unregulated);
    let (horizon, read) = decide(asked, facts.event(), detail, &mut decision)?;
    Ok((decision, horizon.until(policy), read))
}

/// Decides into `decision`, which spares copies of a large value on the way out, and tells which facts were read.
fn decide(
    asked: Asked<'_>,
    event: &Event,
    detail: Detail,
    decision: &mut Decision,
) -> Result<(Horizon, FactSet), EvaluateError> {
    let mut ctx = Context::new(asked, event, detail);
    answer(&mut ctx, decision);
    ctx.drop_payment_of_nothing(decision);
    better_right::note_open_withdrawal(&mut ctx, asked, decision);
    ctx.note_doubts(decision);
    ctx.note_defaults();
    ctx.note_left_out();
    if !asked.policy.facts.is_sold_for(asked.agreement) {
        ctx.find(FindingCode::PriceOutsideProduct, &[]);
    }
    if ctx.law_applies() && asked.law.not_checked.is_some() {
        ctx.assume(Assumption::LawNotChecked);
    }
    ctx.finish()?;
    note_effective(&ctx, decision);
    decision.explanation = std::mem::take(&mut ctx.steps);
    if decision.verdict == Verdict::Unregulated {
        // A clause that says nothing of the case is no reason for it.
        decision.explanation.retain(|step| !matches!(step.source, Source::Clause(_)));
        if detail == Detail::Full && decision.explanation.is_empty() {
            let silence = Calculation::Verdict(Verdict::Unregulated);
            decision.explanation.push(Step { source: Source::Rule(ReadingRule::R4), calculation: silence });
        }
    }
    ctx.explain_deciding(decision);
    decision.assumptions = ctx.assumptions;
    decision.findings = ctx.findings;
    Ok((ctx.horizon, ctx.facts.read()))
}

/// Says when the notice counts as given, where the terms say anything of it.
fn note_effective(ctx: &Context<'_>, decision: &mut Decision) {
    if decision.verdict != Verdict::Unregulated {
        decision.effective_at = ctx.counts_as_given_at();
    }
}

/// Answers into a fresh decision.
fn answer(ctx: &mut Context<'_>, decision: &mut Decision) {
    let question = ctx.facts.question();
    match own_answer(question) {
        Some(answer) => answer(ctx, decision),
        None => ctx.outcome_question(question, decision),
    }
}

/// What answers a question in a way of its own; `None`: one clause answers it, see [`inspect::takes_one`].
fn own_answer(question: Question) -> Option<fn(&mut Context<'_>, &mut Decision)> {
    Some(match question {
        Question::Withdrawal => |ctx, decision| *decision = ctx.withdrawal(),
        Question::Termination => |ctx, decision| *decision = ctx.termination(),
        Question::PriceIncrease => |ctx, decision| *decision = ctx.price_increase(),
        Question::TermsChange => |ctx, decision| *decision = ctx.terms_change(),
        Question::ProviderChange => |ctx, decision| *decision = ctx.provider_change(),
        Question::PaymentReview => |ctx, decision| *decision = ctx.payment_review(),
        Question::PaymentPlan => |ctx, decision| ctx.payment_plan(decision),
        Question::PaymentAllocation => |ctx, decision| *decision = ctx.payment_allocation(),
        Question::Complaint => |ctx, decision| *decision = ctx.complaint(),
        Question::Offer => |ctx, decision| *decision = ctx.offer(),
        Question::DamageClaim => |ctx, decision| *decision = ctx.damage_claim(),
        Question::ForceMajeure => |ctx, decision| *decision = ctx.force_majeure(),
        Question::Cancellation
        | Question::NoShow
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::ProviderCancellation
        | Question::Breach
        | Question::DataBreach => return None,
    })
}

/// How many steps of the same answer are walked before giving up: two for each day of four years, more than any table
/// of tiers spans, with office hours opening and closing on each.
const MOST_STEPS: u32 = 3_000;

/// The next instant at which another act would be answered differently, and what the answer becomes.
fn nearest_boundary(
    asked: Asked<'_>,
    event: &Event,
    decision: &Decision,
    mut horizon: Horizon,
) -> Option<NearestBoundary> {
    let mut last = event.act()?;
    for _ in 0..MOST_STEPS {
        let at = horizon.until(asked.policy).filter(|&at| at > last && event.act_may_be(at))?;
        let mut next = Decision::of(Verdict::Unregulated);
        (horizon, _) = decide(asked, &event.with_act(at)?, Detail::Amounts, &mut next).ok()?;
        if !same_answer(decision, &next) {
            let refund = next.settlement.map(|s| s.refund);
            return Some(NearestBoundary { at, charged: next.charged(), refund, verdict: next.verdict });
        }
        last = at;
    }
    None
}

/// Whether two decisions answer alike, deadlines that merely move with the act and interest that merely grows aside.
fn same_answer(a: &Decision, b: &Decision) -> bool {
    let fixed = |d: &'_ Deadline| (!d.moves_with_act).then_some((d.kind, d.last_day, d.expires_at));
    let charged = |c: &Charge| (c.kind, c.amount, c.as_written, c.beside_price, c.discretionary);
    let invoice = |i: &InvoiceArrears| (i.due_on, i.default_from, i.days > 0, i.pay_by);
    let arrears = |d: &Decision| {
        let arrears = d.arrears.as_ref();
        arrears.map(|a| (a.principal, a.collection_costs, a.by_invoice.iter().map(invoice).collect::<Vec<_>>()))
    };
    let settled = |d: &Decision| d.settlement.map(Settlement::apart_from_the_act);
    let recoverable = |d: &Decision| d.liability.as_ref().map(|l| l.recoverable);
    let flags = |d: &Decision| {
        (d.customer_may_dissolve, d.customer_may_reject, d.access_may_be_suspended, d.provider_may_cancel)
    };
    a.verdict == b.verdict
        && a.charges_both_ways().map(charged).eq(b.charges_both_ways().map(charged))
        && settled(a) == settled(b)
        && arrears(a) == arrears(b)
        && recoverable(a) == recoverable(b)
        && flags(a) == flags(b)
        && a.deadlines.iter().filter_map(fixed).eq(b.deadlines.iter().filter_map(fixed))
}

/// The sum of charges as written, without what the provider owes.
pub(crate) fn charges_total(charges: &[Charge]) -> Cents {
    charges.iter().filter(|c| !c.kind.owed_by_provider()).map(|c| c.as_written).sum()
}

/// What the customer loses by charges as written: what the provider owes goes off.
fn cost(charges: &[Charge]) -> Cents {
    let owed: Cents = charges.iter().filter(|c| c.kind.owed_by_provider()).map(|c| c.as_written).sum();
    charges_total(charges).minus(owed)
}

/// The id under which a source is cited: a clause's own, or the rule's.
pub fn source_id(policy: &Policy, source: Source) -> &str {
    match source {
        Source::Clause(place) => policy.clause(place).map_or("", |c| c.id.as_str()),
        Source::Law(rule) => rule.id(),
        Source::Rule(rule) => rule.name(),
    }
}
