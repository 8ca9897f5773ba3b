//! Tables of tiers: which rows apply to a notice, and which of them is taken (T2, T3, T7, R1).

use super::charges_total;
use super::context::Context;
use crate::calendar::{Date, Instant, Unit};
use crate::decision::{Calculation, Charge, FindingCode, Source};
use crate::policy::building_blocks::{Anchor, Bound, TierBounds};
use crate::policy::forms::{Outcome, Tier, Tiers};

/// The outcome that a table gives, and the charges computed for it.
pub(super) struct Chosen<'p> {
    pub(super) outcome: Option<&'p Outcome>,
    pub(super) charges: Vec<Charge>,
}

/// The start of the window, as an instant and as a civil date, each resolved once.
pub(super) struct Start {
    at: Instant,
    date: Date,
}

impl Start {
    pub(super) fn new(at: Instant, ctx: &Context<'_>) -> Start {
        Start { at, date: ctx.date_of(at) }
    }
}

impl<'a> Context<'a> {
    /// The row that applies; of several the one that charges least as written, and of equals the first.
    pub(super) fn choose(&mut self, tiers: &'a Tiers, source: Source) -> Chosen<'a> {
        let at = self.required(tiers.before);
        let start = Start::new(at, self);
        if self.explains() {
            self.explain_distance(tiers.before, &start, tiers, source);
        }
        let first_step = self.steps.len();
        let mut taken: Option<(&'a Tier, Vec<Charge>)> = None;
        let mut rows = 0;
        for row in &tiers.rows {
            if !self.within(&row.bounds, &start) || !self.all_hold(&row.conditions) {
                continue;
            }
            rows += 1;
            let own_step = self.steps.len();
            let charges = self.charges(&row.outcome.charges, source);
            if taken.as_ref().is_none_or(|(_, least)| charges_total(&charges) < charges_total(least)) {
                taken = Some((row, charges));
                // Only the sum that is taken is explained.
                if own_step > first_step {
                    self.steps.drain(first_step..own_step);
                }
            } else {
                self.steps.truncate(own_step);
            }
        }
        let Some((row, charges)) = taken else {
            let charges = tiers.otherwise.as_ref().map(|o| self.charges(&o.charges, source)).unwrap_or_default();
            return Chosen { outcome: tiers.otherwise.as_ref(), charges };
        };
        if rows > 1 {
            let charged = charges_total(&charges);
            self.explain(source, || Calculation::Cheapest { rows, charged });
            self.find(FindingCode::TierOverlap, &[source]);
        }
        Chosen { outcome: Some(&row.outcome), charges }
    }

    /// Whether the act lies within the bounds of a row.
    pub(super) fn within(&mut self, bounds: &TierBounds, start: &Start) -> bool {
        bounds.earliest_before.is_none_or(|bound| self.at_least(bound, start))
            && bounds.latest_before.is_none_or(|bound| self.at_most(bound, start))
    }

    /// At least (or more than) so long before the start.
    fn at_least(&mut self, bound: Bound, start: &Start) -> bool {
        if bound.period.unit == Unit::Hours {
            let at = start.at.plus_hours(-i64::from(bound.period.count));
            let at = self.at(at);
            return self.act_before(if bound.inclusive { at.next() } else { at });
        }
        // The first day that is too late: the edge itself, or the day after it when the edge is included.
        let inclusive = i64::from(bound.inclusive);
        let edge = match bound.period.unit {
            Unit::Days => start.date.plus_days(inclusive - i64::from(bound.period.count)),
            _ => bound.period.before(start.date).and_then(|day| day.plus_days(inclusive)),
        };
        let edge = self.on(edge);
        self.act_date_before(edge)
    }

    /// At most (or less than) so long before the start.
    fn at_most(&mut self, bound: Bound, start: &Start) -> bool {
        !self.at_least(Bound { inclusive: !bound.inclusive, ..bound }, start)
    }

    fn explain_distance(&mut self, anchor: Anchor, start: &Start, tiers: &Tiers, source: Source) {
        let hours = |bound: Option<Bound>| bound.is_some_and(|b| b.period.unit == Unit::Hours);
        let in_hours = tiers.rows.iter().any(|r| hours(r.bounds.earliest_before) || hours(r.bounds.latest_before));
        if let Some(notice) = self.act.filter(|_| in_hours) {
            let at = start.at;
            self.explain(source, || Calculation::Hours { anchor, at, notice });
        } else {
            let (on, notice) = (start.date, self.act_date());
            self.explain(source, || Calculation::DaysBefore { anchor, on, notice, days: notice.days_until(on) });
        }
    }
}
