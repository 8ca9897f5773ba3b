//! Tables of tiers: which rows apply to a notice, and which of them is taken (T2, T3, T7, R1).

use super::charges_total;
use super::context::Context;
use crate::calendar::{Date, Instant, Unit};
use crate::decision::{Assumption, Calculation, Charges, FindingCode, Source};
use crate::policy::building_blocks::{Anchor, Bound, Since, TierBounds};
use crate::policy::forms::{Outcome, Stair, Tier, Tiers};

/// What is chosen so far.
struct Choice<'p, 'c> {
    row: Option<&'p Tier>,
    /// What it charges.
    charges: &'c mut Charges,
    /// How many rows apply.
    rows: u32,
    /// Where the explanation of the sums begins.
    first_step: usize,
}

/// The start of the window, as an instant and as a civil date, and how many days before it the act lies.
pub(super) struct Start {
    at: Instant,
    date: Date,
    days: i64,
}

impl Start {
    pub(super) fn new(at: Instant, ctx: &mut Context<'_>) -> Start {
        let date = ctx.date_of(at);
        Start { at, date, days: ctx.act_date().days_until(date) }
    }
}

impl<'a> Context<'a> {
    /// The outcome of the row that applies; of several the one that charges least as written, and of equals the first. What
    /// it charges is written into `charges`, where nothing is yet.
    pub(super) fn choose(&mut self, tiers: &'a Tiers, source: Source, charges: &mut Charges) -> Option<&'a Outcome> {
        let at = self.required(tiers.before);
        let start = Start::new(at, self);
        let first_step = self.steps.len();
        let mut choice = Choice { row: None, charges, rows: 0, first_step };
        match &tiers.stairs {
            Some(stairs) => {
                let rows = self.stair(stairs, &start).iter().filter_map(|row| tiers.rows.get(*row));
                rows.for_each(|row| self.consider(row, source, &mut choice));
            }
            None => {
                for row in &tiers.rows {
                    if self.within(&row.bounds, &start) {
                        self.consider(row, source, &mut choice);
                    }
                }
            }
        }
        if self.explains() && tiers.rows.iter().any(|row| row.bounds != TierBounds::default()) {
            let in_hours = tiers.stairs.is_none() && choice.row.is_none_or(|row| row.bounds.in_hours());
            self.explain_distance(tiers.before, &start, in_hours, source);
            // It comes before the sums.
            if let Some(steps) = self.steps.get_mut(first_step..) {
                steps.rotate_right(1);
            }
        }
        let Choice { row: Some(row), charges, rows, .. } = choice else {
            let otherwise = tiers.otherwise.as_ref()?;
            self.charges(&otherwise.charges, source, choice.charges);
            return Some(otherwise);
        };
        if rows > 1 {
            let charged = charges_total(charges);
            self.explain(source, || Calculation::Cheapest { rows, charged });
            self.find(FindingCode::TierOverlap, &[source]);
        }
        Some(&row.outcome)
    }

    /// Takes a row within whose bounds the act lies, if its conditions hold and it charges less than what was taken before.
    fn consider(&mut self, row: &'a Tier, source: Source, choice: &mut Choice<'a, '_>) {
        if !self.all_hold(&row.conditions) || !row.since.is_none_or(|since| self.within_since(since)) {
            return;
        }
        choice.rows += 1;
        if choice.row.is_none() {
            choice.row = Some(row);
            return self.charges(&row.outcome.charges, source, choice.charges);
        }
        let own_step = self.steps.len();
        let mut charges = Charges::new();
        self.charges(&row.outcome.charges, source, &mut charges);
        if charges_total(&charges) >= charges_total(choice.charges) {
            return self.steps.truncate(own_step);
        }
        (choice.row, *choice.charges) = (Some(row), charges);
        // Only the sum that is taken is explained.
        self.steps.drain(choice.first_step..own_step);
    }

    /// The rows within whose bounds the act lies, on a staircase.
    fn stair<'s>(&mut self, stairs: &'s [Stair], start: &Start) -> &'s [usize] {
        let Some(stair) = stairs.iter().find(|stair| start.days >= stair.least) else { return &[] };
        // A day outside the calendar bounds nothing.
        if let Some(first_too_late) = 1_i64.checked_sub(stair.least).and_then(|days| start.date.plus_days(days)) {
            self.horizon.note_day(first_too_late);
        }
        &stair.rows
    }

    /// Whether the act lies within the bounds of a row.
    pub(super) fn within(&mut self, bounds: &TierBounds, start: &Start) -> bool {
        bounds.lower.is_none_or(|bound| self.at_least(bound, start))
            && bounds.upper.is_none_or(|bound| self.at_most(bound, start))
    }

    /// At least (or more than) so long before the start.
    fn at_least(&mut self, bound: Bound, start: &Start) -> bool {
        let Bound { period, inclusive } = bound;
        if period.unit == Unit::Hours {
            let at = start.at.plus_hours(-i64::from(period.count));
            let at = self.at(at);
            return self.act_before(if inclusive { at.next() } else { at });
        }
        // The first day that is too late: the edge itself, or the day after it when the edge is included.
        let edge = period.before(start.date, self.policy.holidays).and_then(|day| day.plus_days(i64::from(inclusive)));
        let edge = self.on(edge);
        self.act_date_before(edge)
    }

    /// Whether the act comes so long after an anchor.
    pub(super) fn within_since(&mut self, since: Since) -> bool {
        let known = self.anchor(since.anchor).zip(self.act);
        let Some((anchor, _)) = known else {
            let field = if self.act.is_some() { self.field_of(since.anchor) } else { self.act_field() };
            let Some(holds) = since.unknown_holds else {
                self.missing(&field);
                return false;
            };
            self.assume(Assumption::WithinPeriod { holds });
            return holds;
        };
        since.bounds.lower.is_none_or(|bound| !self.before_edge_after(bound, anchor, !bound.inclusive))
            && since.bounds.upper.is_none_or(|bound| self.before_edge_after(bound, anchor, bound.inclusive))
    }

    /// Whether the act comes before so long after an anchor has passed; `through` includes that very moment, or day.
    fn before_edge_after(&mut self, bound: Bound, anchor: Instant, through: bool) -> bool {
        if bound.period.unit == Unit::Hours {
            let at = anchor.plus_hours(i64::from(bound.period.count));
            let at = self.at(at);
            return self.act_before(if through { at.next() } else { at });
        }
        let edge = bound
            .period
            .after(self.date_of(anchor), self.policy.holidays)
            .and_then(|day| day.plus_days(i64::from(through)));
        let edge = self.on(edge);
        self.act_date_before(edge)
    }

    /// At most (or less than) so long before the start.
    fn at_most(&mut self, bound: Bound, start: &Start) -> bool {
        !self.at_least(Bound { inclusive: !bound.inclusive, ..bound }, start)
    }

    /// How long before the start the act lies: in hours where a bound in hours decides, otherwise in days.
    fn explain_distance(&mut self, anchor: Anchor, start: &Start, in_hours: bool, source: Source) {
        if let Some(notice) = self.act.filter(|_| in_hours) {
            let at = start.at;
            self.explain(source, || Calculation::Hours { anchor, at, notice });
        } else {
            let (on, notice, days) = (start.date, self.act_date(), start.days);
            self.explain(source, || Calculation::DaysBefore { anchor, on, notice, days });
        }
    }
}
