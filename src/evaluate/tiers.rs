//! Tables of tiers: which rows apply to a notice, and which of them is taken (T2, T3, T7, R1).

use super::context::Context;
use super::{charges_total, cost};
use crate::calendar::{Hours, Instant, TimeOfDay, Unit};
use crate::decision::{Assumption, Calculation, Charges, FindingCode, Source};
use crate::facts::table::provider_change;
use crate::policy::building_blocks::{Anchor, Bound, Conditions, DayCondition, Edge, Mark, Since, TierBounds};
use crate::policy::forms::{Outcome, Stair, Takes, Tier, Tiers};
use crate::policy::people::PartBounds;
use crate::vocabulary::Question;

/// What is chosen so far.
struct Choice<'p, 'c> {
    row: Option<&'p Tier>,
    /// What it charges.
    charges: &'c mut Charges,
    /// How many rows apply.
    rows: u32,
    /// Where the explanation of the sums begins.
    first_step: usize,
    /// The conditions of the rows that do not apply although the act lies within them.
    kept: Vec<&'p Conditions>,
}

/// The anchor of a table, and how many days before it the act lies.
pub(super) struct Start {
    mark: Mark,
    days: i64,
}

impl Start {
    pub(super) fn new(at: Instant, ctx: &mut Context<'_>) -> Start {
        let mark = Mark { at, on: ctx.date_of(at) };
        Start { mark, days: ctx.act_date().days_until(mark.on) }
    }
}

impl<'a> Context<'a> {
    /// The outcome of the row that applies; of several the first, or the one that charges least as written, and of equals the
    /// first, as the table says. What it charges is written into `charges`, where nothing is yet.
    pub(super) fn choose(&mut self, tiers: &'a Tiers, source: Source, charges: &mut Charges) -> Option<&'a Outcome> {
        if self.facts.question() == Question::ProviderChange
            && let Some(notified) = self.facts.when(&provider_change::NOTIFIED_AT)
            && self.act != Some(notified)
        {
            // A change is as late as it was announced, whatever the customer says to it later.
            return self.as_if_at(notified, |ctx| ctx.choose(tiers, source, charges));
        }
        if self.act.is_none() && tiers.rows.iter().any(|row| row.bounds != TierBounds::default()) {
            let field = self.act_field();
            self.missing(&field);
        }
        let at = self.required(tiers.before);
        let start = Start::new(at, self);
        let first_step = self.steps.len();
        let mut choice = Choice { row: None, charges, rows: 0, first_step, kept: Vec::new() };
        let is_done = |choice: &Choice<'_, '_>| tiers.takes == Takes::First && choice.row.is_some();
        match &tiers.stairs {
            Some(stairs) => {
                for row in self.stair(stairs, &start).iter().filter_map(|row| tiers.rows.get(*row)) {
                    self.consider(row, source, &mut choice);
                    if is_done(&choice) {
                        break;
                    }
                }
            }
            None => {
                for row in &tiers.rows {
                    if self.within(&row.bounds, &start) {
                        self.consider(row, source, &mut choice);
                    }
                    if is_done(&choice) {
                        break;
                    }
                }
            }
        }
        let summed = self.steps.len();
        if self.explains() && tiers.rows.iter().any(|row| row.bounds != TierBounds::default()) {
            let any = || tiers.rows.iter().any(|row| row.bounds.in_elapsed_time());
            let in_hours = tiers.stairs.is_none() && choice.row.map_or_else(any, |row| row.bounds.in_elapsed_time());
            self.explain_distance(tiers.before, &start, in_hours, source);
        }
        if let (true, Some(row)) = (self.explains(), choice.row) {
            self.explain_bounds(row, &start, source);
            self.explain_conditions(&row.conditions, source);
        }
        self.explain_kept(choice.kept.iter().copied(), source);
        // What the distance is comes before the sums.
        let told = self.steps.len() - summed;
        if let Some(steps) = self.steps.get_mut(first_step..) {
            steps.rotate_right(told);
        }
        if self.explains() && tiers.rows.iter().any(|row| row.cancelled.is_some()) {
            let (cancelled, all) = self.people();
            self.explain(source, || Calculation::People { cancelled, all });
            if let Some(steps) = self.steps.get_mut(first_step..) {
                steps.rotate_right(1);
            }
        }
        let Choice { row: Some(row), charges, rows, .. } = choice else {
            let otherwise = tiers.otherwise.as_ref()?;
            self.charges_of(otherwise, source, choice.charges);
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
        if !self.all_hold(&row.conditions) {
            // A row with more bounds than those of the table was not looked at any further.
            if self.explains() && row.since.is_none() && row.cancelled.is_none() {
                choice.kept.push(&row.conditions);
            }
            return;
        }
        if !row.since.is_none_or(|since| self.within_since(since))
            || !row.cancelled.is_none_or(|bounds| self.cancels_within(bounds))
        {
            return;
        }
        choice.rows += 1;
        if choice.row.is_none() {
            choice.row = Some(row);
            return self.charges_of(&row.outcome, source, choice.charges);
        }
        let own_step = self.steps.len();
        let mut charges = Charges::new();
        self.charges_of(&row.outcome, source, &mut charges);
        if cost(&charges) >= cost(choice.charges) {
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
        if let Some(first_too_late) = 1_i64.checked_sub(stair.least).and_then(|days| start.mark.on.plus_days(days)) {
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
        self.before_edge(bound.edge_before(start.mark, self.policy))
    }

    /// Whether the act lies before an edge; one outside the calendar is reported.
    fn before_edge(&mut self, edge: Option<Edge>) -> bool {
        match edge {
            Some(Edge::Day(day)) => self.act_date_before(day),
            Some(Edge::At(at)) => self.act_before(at),
            None => {
                self.at(None);
                false
            }
        }
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
        let mark = Mark { at: anchor, on: self.date_of(anchor) };
        let mut at_least = |bound: Bound| !self.before_edge(bound.edge_after(mark, self.policy));
        since.bounds.lower.is_none_or(&mut at_least)
            && since.bounds.upper.is_none_or(|bound| !at_least(bound.opposite()))
    }

    /// Whether so large a part of the people no longer comes.
    pub(super) fn cancels_within(&mut self, bounds: PartBounds) -> bool {
        let (cancelled, all) = self.people();
        bounds.hold(cancelled, all)
    }

    /// Whether the civil date of an anchor is one that a rule names.
    pub(super) fn on_such_a_day(&mut self, rule: &DayCondition) -> bool {
        let at = self.required(rule.of);
        let (date, second) = self.policy.zone.local(at);
        if self.is_act(rule.of) {
            // Another act may be on another kind of day.
            let dates = [rule.from, rule.until].into_iter().flatten();
            dates.for_each(|bound| {
                self.act_date_before(bound);
            });
            if !rule.on.is_empty() {
                self.act_date_before_next_day(date);
            }
            for turn in rule.season.into_iter().flat_map(|season| season.turns(date)) {
                self.act_date_before(turn);
            }
            // Or at another time of it, also where the clock is put back.
            if let Some(Hours { from, until }) = rule.time {
                let zone = &self.policy.zone;
                let today = |time: TimeOfDay| Instant::new(at.secs() + time.seconds() - second, 0);
                let tomorrow = |time: TimeOfDay| zone.reached(date.plus_days(1)?, time);
                let turns = [from, until].map(|time| [today(time), tomorrow(time)]);
                let turns: Vec<Instant> = turns.into_iter().flatten().chain([zone.next_change(at)]).flatten().collect();
                turns.into_iter().for_each(|bound| {
                    self.act_before(bound);
                });
            }
        }
        rule.holds_at((date, second), self.policy.holidays)
    }

    /// At most (or less than) so long before the start.
    fn at_most(&mut self, bound: Bound, start: &Start) -> bool {
        !self.at_least(bound.opposite(), start)
    }

    /// Where the periods end that a row counts with, as far as the distance does not tell it: days before the start do.
    fn explain_bounds(&mut self, row: &Tier, start: &Start, source: Source) {
        let plain = |bound: &Bound| {
            let of_days = matches!(bound.period.unit, Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks);
            of_days && !bound.period.including_day && bound.at.is_none()
        };
        for bound in row.bounds.iter().filter(|bound| !plain(bound)) {
            let ends = Bound { inclusive: false, ..bound }.edge_before(start.mark, self.policy);
            self.explain_bound(bound, false, start.mark, ends, source);
        }
        let since = row.since.and_then(|since| Some((since, self.anchor(since.anchor)?)));
        if let Some((since, at)) = since {
            let from = Mark { at, on: self.date_of(at) };
            for bound in since.bounds.iter() {
                let ends = Bound { inclusive: true, ..bound }.edge_after(from, self.policy);
                self.explain_bound(bound, true, from, ends, source);
            }
        }
    }

    fn explain_bound(&mut self, bound: Bound, after: bool, from: Mark, ends: Option<Edge>, source: Source) {
        if let Some(ends) = ends {
            self.explain(source, || Calculation::PeriodEnds { period: bound.period, after, from, ends });
        }
    }

    /// How long before the start the act lies: in hours where a bound in hours decides, otherwise in days.
    fn explain_distance(&mut self, anchor: Anchor, start: &Start, in_hours: bool, source: Source) {
        if let Some(notice) = self.act.filter(|_| in_hours) {
            let at = start.mark.at;
            self.explain(source, || Calculation::Hours { anchor, at, notice });
        } else {
            let (on, notice, days) = (start.mark.on, self.act_date(), start.days);
            self.explain(source, || Calculation::DaysBefore { anchor, on, notice, days });
        }
    }
}
