//! The whole staircase of an agreement: what cancelling, or another date, costs at every instant from the conclusion on.

use super::{Asked, Detail, EvaluateError, decide, same_answer};
use crate::calendar::Instant;
use crate::decision::{Alternative, Assumption, Decision, Finding};
use crate::facts::{Agreement, Event, Facts, FactsError};
use crate::law::Law;
use crate::policy::Policy;
use crate::vocabulary::{Basis, Question, Verdict};
use std::fmt;

/// One window of notices that are answered alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteWindow {
    /// The first instant of the window.
    pub from: Instant,
    /// The first instant after it; `None`: for ever.
    pub until: Option<Instant>,
    /// The answer to a notice within it; its explanation is that of `from`.
    pub decision: Decision,
}

/// A staircase: half-open windows that cover all time from the conclusion on, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What is asked at each instant.
    pub question: Question,
    /// The windows, in order.
    pub windows: Vec<QuoteWindow>,
    /// What was assumed in any of them.
    pub assumptions: Vec<Assumption>,
    /// What was found in any of them.
    pub findings: Vec<Finding>,
    /// The windows in which a consumer may withdraw instead (V1), in order.
    pub open_withdrawals: Vec<OpenWithdrawal>,
}

/// A window of acts at which a withdrawal would be permitted, and answered alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWithdrawal {
    /// The first instant of the window.
    pub from: Instant,
    /// The first instant after it; `None`: for ever.
    pub until: Option<Instant>,
    /// The answer to a withdrawal within it.
    pub withdrawal: Alternative,
}

impl Quote {
    /// Until when acting is free; `None` when it never is, or always.
    pub fn free_until(&self) -> Option<Instant> {
        let free = |w: &&QuoteWindow| is_free(&w.decision);
        self.windows.iter().take_while(free).last().and_then(|w| w.until)
    }

    /// The window that contains an instant.
    pub fn window_at(&self, at: Instant) -> Option<&QuoteWindow> {
        self.windows.iter().find(|w| w.from <= at && w.until.is_none_or(|until| at < until))
    }
}

fn is_free(decision: &Decision) -> bool {
    decision.verdict.allows() && decision.charges.is_empty()
}

/// Why there is no quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteError {
    /// The facts contradict themselves.
    Facts(FactsError),
    /// A fact that the clauses read is missing.
    Evaluate(EvaluateError),
    /// The question has no act whose instant could be chosen.
    NoAct,
    /// There are more windows than a quote may have (10,000).
    TooManyWindows,
}

impl fmt::Display for QuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuoteError::Facts(error) => error.fmt(f),
            QuoteError::Evaluate(error) => error.fmt(f),
            QuoteError::NoAct => f.write_str("the answer does not depend on when it is asked"),
            QuoteError::TooManyWindows => write!(f, "the staircase has more than {MOST_WINDOWS} steps"),
        }
    }
}

impl std::error::Error for QuoteError {}

impl QuoteError {
    /// What is wrong, in both languages.
    #[cfg(feature = "service")]
    pub(crate) fn text(&self) -> crate::policy::Summary {
        match self {
            QuoteError::Facts(error) => error.text(),
            QuoteError::Evaluate(error) => error.text(),
            QuoteError::NoAct => crate::vocabulary::both!(
                "the answer does not depend on when it is asked",
                "het antwoord hangt niet af van wanneer het wordt gevraagd"
            ),
            QuoteError::TooManyWindows => crate::vocabulary::both!(
                "the staircase has more than {MOST_WINDOWS} steps",
                "de trap heeft meer dan {MOST_WINDOWS} treden"
            ),
        }
    }
}

/// The most windows of one quote, and the most steps between two of them.
const MOST_WINDOWS: usize = 10_000;
const MOST_STEPS: usize = 1_000_000;

/// Walks the staircase of an agreement from its conclusion on. The act of `event` is moved; its own instant is ignored.
///
/// # Errors
/// When the facts contradict themselves, or a fact that the clauses read is missing.
pub fn quote(
    policy: &Policy,
    law: &Law,
    agreement: &Agreement,
    event: &Event,
    basis: Basis,
) -> Result<Quote, QuoteError> {
    let asked = Asked { policy, law: law.of(policy.law), agreement, basis };
    let mut quote = Quote {
        question: event.question(),
        windows: Vec::new(),
        assumptions: Vec::new(),
        findings: Vec::new(),
        open_withdrawals: Vec::new(),
    };
    let mut at = agreement.concluded_at;
    let first = event.with_act(at).ok_or(QuoteError::NoAct)?;
    Facts::new(agreement.clone(), first, basis).map_err(QuoteError::Facts)?;
    for _ in 0..MOST_STEPS {
        let event = event.with_act(at).ok_or(QuoteError::NoAct)?;
        let mut decision = Decision::of(Verdict::Unregulated);
        let (horizon, _) = decide(asked, &event, Detail::Full, &mut decision).map_err(QuoteError::Evaluate)?;
        quote.push(at, decision)?;
        match horizon.until(policy) {
            Some(until) if until > at && event.act_may_be(until) => at = until,
            // The last answer stands, for ever or for as long as facts may speak of.
            _ => return Ok(quote),
        }
    }
    Err(QuoteError::TooManyWindows)
}

impl Quote {
    /// Goes on with the window in which withdrawing is open, ends it, or begins another.
    fn push_withdrawal(&mut self, from: Instant, decision: &Decision) {
        let open = decision.alternatives.iter().find(|other| other.question == Question::Withdrawal);
        let running = self.open_withdrawals.last_mut().filter(|window| window.until.is_none());
        match (running, open) {
            (Some(window), Some(open)) if window.withdrawal == *open => return,
            (Some(window), _) => window.until = Some(from),
            (None, _) => {}
        }
        self.open_withdrawals.extend(open.map(|open| OpenWithdrawal { from, until: None, withdrawal: open.clone() }));
    }

    fn push(&mut self, from: Instant, decision: Decision) -> Result<(), QuoteError> {
        for assumption in &decision.assumptions {
            if !self.assumptions.contains(assumption) {
                self.assumptions.push(*assumption);
            }
        }
        for finding in &decision.findings {
            let finding = finding.without_amounts();
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        self.push_withdrawal(from, &decision);
        if self.windows.last().is_some_and(|w| same_answer(&w.decision, &decision)) {
            return Ok(());
        }
        if self.windows.len() >= MOST_WINDOWS {
            return Err(QuoteError::TooManyWindows);
        }
        if let Some(last) = self.windows.last_mut() {
            last.until = Some(from);
        }
        self.windows.push(QuoteWindow { from, until: None, decision });
        Ok(())
    }
}
