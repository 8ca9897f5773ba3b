//! The boundaries that a policy draws itself: periods, times of day, amounts and percentages, counts, and those of law and calendar.

use crate::calendar::{Date, Hours, Period, TimeOfDay, Unit};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Amount, ChargeRule, Condition, Conditions, DeadlineRule, TierBounds};
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::forms::{Form, LimitAmount, Outcome};
use crate::policy::payment::{PartShare, StepCosts};
use crate::policy::products::PriceRange;
use crate::policy::{Clause, Policy};

/// Where the answers of a policy may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// Of each clause, by its place in the file.
    clauses: Vec<ClauseEdges>,
    /// Of all clauses together, and of mandatory law.
    all: ClauseEdges,
    /// The days on which the policy begins and ends to be in force, and those that conditions name.
    days: Vec<Date>,
}

/// Where the answers of one clause may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseEdges {
    /// Periods that it counts with.
    pub periods: Vec<Period>,
    /// Times of day that it names.
    pub times: Vec<TimeOfDay>,
    /// Amounts that it names.
    pub amounts: Vec<Cents>,
    /// Percentages that it takes.
    pub percentages: Vec<Percent>,
    /// Counts that it asks for.
    pub counts: Vec<u32>,
}

const fn period(count: u32, unit: Unit) -> Period {
    Period::new(count, unit)
}

/// What L1, L2, L4, L6 and L7 count with.
const PERIODS_OF_LAW: [Period; 5] = [
    period(14, Unit::Days),
    period(12, Unit::Months),
    period(15, Unit::Days),
    period(1, Unit::Months),
    period(1, Unit::Years),
];

impl Edges {
    /// The boundaries of a policy.
    pub fn of(policy: &Policy) -> Edges {
        let mut clauses: Vec<ClauseEdges> =
            policy.clauses.iter().map(|clause| ClauseEdges::of(policy, clause)).collect();
        // What products are sold for, as far as it is stated.
        let sold = policy.facts.products().iter().flat_map(|own| [own.prices.least, own.prices.most]);
        for price in sold.filter(|price| *price > PriceRange::ALL.least && *price < PriceRange::ALL.most) {
            clauses.iter_mut().for_each(|clause| clause.amounts.push(price));
        }
        let mut all = ClauseEdges { periods: PERIODS_OF_LAW.to_vec(), ..ClauseEdges::default() };
        clauses.iter().for_each(|clause| all.extend(clause));
        let named = policy.clauses.iter().flat_map(named_days);
        let days = [policy.effective_from, policy.effective_until].into_iter().chain(named).flatten().collect();
        Edges { clauses, all, days }
    }

    /// Those of one clause; of all where it has none of its own.
    pub fn of_clause(&self, place: Option<u16>) -> &ClauseEdges {
        place.and_then(|place| self.clauses.get(usize::from(place))).unwrap_or(&self.all)
    }

    /// Those of all clauses.
    pub fn all(&self) -> &ClauseEdges {
        &self.all
    }

    /// The days on which the policy begins and ends to be in force, and those that conditions name.
    pub fn days(&self) -> &[Date] {
        &self.days
    }
}

/// The days that the conditions of a clause and of its rows name.
fn named_days(clause: &Clause) -> Vec<Option<Date>> {
    let rows = match &clause.form {
        Form::Tiers(tiers) => tiers.rows.iter().map(|row| &row.conditions).collect(),
        _ => Vec::new(),
    };
    let rules = std::iter::once(&clause.conditions).chain(rows).filter_map(|conditions| conditions.day.as_ref());
    rules.flat_map(|day| [day.from, day.until]).collect()
}

impl ClauseEdges {
    fn of(policy: &Policy, clause: &Clause) -> ClauseEdges {
        let mut edges = ClauseEdges::default();
        edges.conditions(&clause.conditions);
        edges.form(policy, &clause.form);
        clause.conflicts.iter().for_each(|conflict| edges.bounds(&conflict.bounds));
        edges
    }

    fn extend(&mut self, other: &ClauseEdges) {
        self.periods.extend(&other.periods);
        self.percentages.extend(&other.percentages);
        self.counts.extend(&other.counts);
        self.amounts.extend(&other.amounts);
        self.percentages.extend(&other.percentages);
    }

    fn form(&mut self, policy: &Policy, form: &Form) {
        match form {
            Form::Outcome(outcome) => self.outcome(outcome),
            Form::Tiers(tiers) => {
                for row in &tiers.rows {
                    self.bounds(&row.bounds);
                    self.conditions(&row.conditions);
                    row.since.iter().for_each(|since| self.bounds(&since.bounds));
                    self.outcome(&row.outcome);
                }
                tiers.otherwise.iter().for_each(|outcome| self.outcome(outcome));
                self.deadlines(&tiers.deadlines);
            }
            Form::SameAs(same) => {
                for clause in same.clauses.iter().filter_map(|&place| policy.clause(place)) {
                    if !matches!(clause.form, Form::SameAs(_)) {
                        self.form(policy, &clause.form);
                    }
                }
                self.deadlines(&same.deadlines);
            }
            Form::OfficeHours(hours) => self.times.extend(hours.times()),
            Form::WithdrawalRight(right) => self.periods.push(right.period),
            Form::WithdrawalExtension(extension) => self.periods.extend([extension.longer, extension.from_information]),
            Form::WithdrawalLoss(_) | Form::Allocation(_) => {}
            Form::WithdrawalEffects(effects) => {
                self.charges(&effects.charges);
                self.deadlines(&effects.deadlines);
            }
            Form::Notice(notice) => {
                let periods = notice.periods.iter().flat_map(|row| [Some(row.period), row.in_first, row.minimum_term]);
                self.periods.extend(periods.flatten().chain(notice.longer_by.map(|longer| longer.period)));
            }
            Form::PriceChange(change) => {
                let band = change.as_of_right;
                self.percentages.extend(band.map(|band| band.up_to));
                let once = band.and_then(|band| band.once_in);
                self.periods
                    .extend([change.not_before, change.not_within, change.announced_ahead, once].iter().flatten());
            }
            Form::PaymentDefault(default) => {
                let cancelled = default.counts_as_cancelled.and_then(|place| policy.clause(place));
                cancelled.iter().for_each(|clause| self.form(policy, &clause.form));
                let by = default.due_by.and_then(|day| day.period);
                let periods = [
                    default.pay_within,
                    default.deposit_within,
                    by,
                    default.due_at_once_within,
                    default.after_reminder,
                    default.claims.after,
                ];
                self.periods.extend(periods.iter().flatten());
                for step in &default.steps {
                    self.periods.extend(step.grace);
                    match step.costs {
                        StepCosts::Free => {}
                        StepCosts::Fixed(amount) => self.amounts.push(amount),
                        StepCosts::Percent(percent, least) => {
                            self.percentages.push(percent);
                            self.amounts.push(least);
                        }
                    }
                }
                self.periods.push(period(15, Unit::Days));
            }
            Form::Instalments(instalments) => {
                for part in &instalments.parts {
                    let days = [Some(part.invoiced), part.due_by].into_iter().flatten();
                    self.periods.extend(days.filter_map(|day| day.period).chain(part.due_within));
                    match part.share {
                        PartShare::Percent(percent) => self.percentages.push(percent),
                        PartShare::Fixed(amount) => self.amounts.push(amount),
                        PartShare::Equal | PartShare::Rest => {}
                    }
                }
            }
            Form::Liability(liability) => {
                self.periods.extend(liability.report_within);
                for amount in liability.rules.iter().filter_map(|rule| rule.limit.as_ref()).flat_map(|l| &l.amounts) {
                    match *amount {
                        LimitAmount::Fixed(fixed) | LimitAmount::FixedLessAwarded(fixed) => self.amounts.push(fixed),
                        LimitAmount::PaidWithin(period) => self.periods.push(period),
                        LimitAmount::Price(_)
                        | LimitAmount::Paid(_)
                        | LimitAmount::LastPayment
                        | LimitAmount::Payout
                        | LimitAmount::PayoutAndDeductible => {}
                    }
                }
            }
            Form::ForceMajeure(force) => {
                self.periods.extend(force.after);
                self.outcome(&force.outcome);
            }
            Form::Announcement(announcement) => {
                self.periods.extend([announcement.ahead, announcement.accepted_after].iter().flatten());
            }
            Form::ChangeResponse(change) => {
                [&change.notice, &change.alternative, &change.response, &change.termination]
                    .into_iter()
                    .for_each(|rule| self.deadline(rule));
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.charges(&outcome.charges);
        self.deadlines(&outcome.deadlines);
    }

    fn charges(&mut self, rules: &[ChargeRule]) {
        for rule in rules {
            self.conditions(&rule.conditions);
            let begins = rule.amount.counted().filter(|counted| counted.beyond > 0);
            self.counts.extend(begins.map(|counted| counted.beyond.saturating_add(1)));
            for term in rule.amount.all() {
                match term {
                    Amount::Percent { percent, .. } => self.percentages.push(*percent),
                    Amount::Fixed(amount) => self.amounts.push(*amount),
                    _ => {}
                }
            }
        }
    }

    /// The prices and the counts that conditions ask for.
    fn conditions(&mut self, conditions: &Conditions) {
        let prices = conditions.when.iter().chain(&conditions.unless).filter_map(|condition| match condition {
            Condition::Declared(DeclaredTest { ask: Ask::Costs(price), .. }) => Some(*price),
            _ => None,
        });
        self.amounts.extend(prices);
        let counts = conditions.when.iter().chain(&conditions.unless).filter_map(|condition| match condition {
            Condition::Declared(DeclaredTest { ask: Ask::AtLeast(count), .. }) => Some(*count),
            _ => None,
        });
        self.counts.extend(counts);
        self.times.extend(conditions.day.iter().filter_map(|day| day.time).flat_map(Hours::turns));
    }

    fn bounds(&mut self, bounds: &TierBounds) {
        self.periods.extend(bounds.iter().map(|bound| bound.period));
        self.times.extend(bounds.iter().filter_map(|bound| bound.at));
    }

    fn deadlines(&mut self, rules: &[DeadlineRule]) {
        rules.iter().for_each(|rule| self.deadline(rule));
    }

    fn deadline(&mut self, rule: &DeadlineRule) {
        self.periods.extend(rule.period);
        self.periods.extend(rule.or_earlier.map(|(_, period)| period));
        self.periods.extend(rule.shorter.iter().flat_map(|shorter| [shorter.within, shorter.period]));
        self.times.extend(rule.next_working_day_at.into_iter().chain(rule.at));
        self.times.extend(rule.moves.map(|moves| moves.until));
    }
}
