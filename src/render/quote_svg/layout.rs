//! What stands where in the chart: computed before anything is drawn, so that it can be tested.

use super::labels::Labels;
use super::money_axis::MoneyAxis;
use super::page::{Page, Shape};
use super::time_axis::TimeAxis;
use crate::calendar::Instant;
use crate::decision::Decision;
use crate::evaluate::QuoteWindow;
use crate::money::Cents;
use crate::render::staircase::Staircase;
use crate::vocabulary::Verdict;

/// The chart, laid out.
pub(super) struct Layout<'a> {
    pub(super) stairs: Staircase<'a>,
    pub(super) page: Page,
    pub(super) time: TimeAxis,
    pub(super) money: MoneyAxis,
    pub(super) labels: Labels,
    /// Where the ticks of the time axis stand.
    pub(super) ticks: Vec<f64>,
    /// Where the lines of the grid stand: none where there are no amounts.
    pub(super) amounts: Vec<f64>,
    /// Where the percentages of the price stand, on the right.
    pub(super) shares: Vec<f64>,
    /// Whether a refund is shown: not when nothing was paid.
    pub(super) refunds: bool,
    /// Where the legend's samples begin, and the baselines of their words.
    pub(super) legend: Vec<(Sample, f64, f64)>,
}

/// What a sample in the legend stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    Charged,
    Refunded,
    Refused,
    Unregulated,
    Consent,
    Withdrawal,
}

pub(super) const SAMPLE: f64 = 26.0;

impl<'a> Layout<'a> {
    pub(super) fn of(stairs: Staircase<'a>, shape: Shape) -> Layout<'a> {
        let page = Page::of(shape);
        let windows = &stairs.quote.windows;
        let concluded = windows.first().map_or(stairs.agreement.concluded_at, |w| w.from);
        let changes: Vec<Instant> = windows.iter().skip(1).map(|w| w.from).collect();
        let start = stairs.agreement.starts_at;
        let time = TimeAxis::of(concluded, &changes, start, stairs.now, (page.plot.left, page.plot.right));
        let refunds = windows.iter().any(|w| refund(&w.decision).is_some_and(|r| r > Cents::ZERO));
        let amounts = windows.iter().flat_map(|w| [Some(w.decision.charged()), refund(&w.decision)]).flatten();
        let most = amounts.chain([stairs.agreement.price]).max().unwrap_or_default();
        let money = MoneyAxis::of(most, page.plot.top, page.plot.bottom);
        let labels = Labels::default();
        let (ticks, amounts, shares, legend) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut layout = Layout { stairs, page, time, money, labels, ticks, amounts, shares, refunds, legend };
        layout.above();
        // What stands above takes the room that it needs.
        (layout.money.top, layout.money.bottom) = (layout.page.plot.top, layout.page.plot.bottom);
        layout.frame(concluded);
        layout.verdicts();
        layout.amounts();
        layout
    }

    /// Where a window lies on the axis.
    pub(super) fn extent(&self, window: &QuoteWindow) -> (f64, f64) {
        let until = window.until.unwrap_or(Instant::MAX);
        (self.time.x(window.from), self.time.x(until))
    }

    /// Where the windows in which withdrawing is open lie on the axis, each with what it says.
    pub(super) fn withdrawals(&self) -> Vec<(f64, f64, String)> {
        let open = self.stairs.quote.open_withdrawals.iter().zip(self.stairs.open_withdrawals());
        let drawn = open.map(|(open, told)| {
            (self.time.x(open.from).max(self.page.plot.left), self.time.x(open.until.unwrap_or(Instant::MAX)), told)
        });
        drawn.filter(|(left, right, _)| right > left).collect()
    }

    /// Neighbouring windows with one verdict, as one stretch.
    pub(super) fn stretches(&self) -> Vec<(Verdict, f64, f64)> {
        let mut stretches: Vec<(Verdict, f64, f64)> = Vec::new();
        for window in &self.stairs.quote.windows {
            let (left, right) = self.extent(window);
            match stretches.last_mut() {
                Some((verdict, _, end)) if *verdict == window.decision.verdict => *end = right,
                _ => stretches.push((window.decision.verdict, left, right)),
            }
        }
        stretches
    }
}

/// Whether a decision gives amounts to draw.
pub(super) fn has_amounts(decision: &Decision) -> bool {
    decision.verdict.allows()
}

/// What a decision gives back, in money or as a credit, where it settles.
pub(super) fn refund(decision: &Decision) -> Option<Cents> {
    decision.settlement.map(|s| s.refund.plus(s.credit_of_rest()))
}

/// Whether what a decision gives back is a credit.
pub(super) fn is_credit(decision: &Decision) -> bool {
    decision.settlement.is_some_and(|s| s.credit_of_rest() > Cents::ZERO)
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
