//! Charges as lines in the price. Each charge is a monotone rounding of a line; what a clause charges in all is a sum of
//! such charges; what is charged in the end is the least of such sums, cut by the price. So the lines listed here are all
//! that the order of two answers can depend on: between their crossings it does not change.

use super::cases::{Case, Paid};
use super::parts;
use crate::facts::Event;
use crate::money::{Cents, Percent};
use crate::policy::Policy;
use crate::policy::building_blocks::{AmountRule, Base, ChargeRule, Counter, StatedAmount};
use crate::policy::forms::{Form, LimitAmount};
use crate::policy::payment::{Instalments, PartShare};

/// A sum of rounded lines in the price: `slope * price + at_zero`, give or take half a cent for each rounding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::analyse) struct Line {
    /// The slope: a numerator and a denominator above zero.
    pub(super) slope: (i128, i128),
    /// The amount at a price of zero.
    pub(super) at_zero: i128,
    /// The slopes of the parts that are rounded, each as often as it counts, sorted.
    pub(super) rounded: Vec<(i128, i128, i128)>,
}

/// The most lines of one case: beyond, the analysis would not end soon.
const MOST_LINES: usize = 96;
/// The most charges of one list of which each subset is looked at, because conditions may leave some out.
const MOST_CONDITIONAL: usize = 6;

/// The lines that the answers to a case can depend on, and whether these are all.
pub(in crate::analyse) fn lines(policy: &Policy, places: &[u16], case: &Case) -> (Vec<Line>, bool) {
    let price = Line { slope: (1, 1), ..Line::constant(0) };
    let mut lines = vec![Line::constant(0), price];
    let mut totals = vec![Line::constant(0)];
    let mut complete = true;
    for clause in places.iter().filter_map(|&place| policy.clause(place)) {
        if let Form::Liability(form) = &clause.form {
            let limits = form.rules.iter().filter_map(|rule| rule.limit.as_ref()).flat_map(|limit| &limit.amounts);
            limits.for_each(|amount| add(&mut lines, Line::of_limit(*amount, case)));
        }
        if let Form::Instalments(form) = &clause.form {
            of_instalments(form).into_iter().for_each(|line| add(&mut lines, line));
        }
        let mut of_clause = vec![Line::constant(0)];
        for list in parts::charge_lists(&clause.form) {
            let charges: Vec<&ChargeRule> =
                list.iter().filter(|rule| rule.products.contains(case.agreement.product)).collect();
            for subset in sums(&charges, case, &mut complete) {
                add(&mut of_clause, subset);
            }
            for line in charges.iter().map(|rule| Line::of(rule, case)) {
                add(&mut lines, line);
            }
        }
        let sums: Vec<Line> = totals.iter().flat_map(|a| of_clause.iter().map(|b| a.plus(b))).collect();
        sums.into_iter().for_each(|sum| add(&mut totals, sum));
        complete &= totals.len() <= MOST_LINES;
        totals.truncate(MOST_LINES);
    }
    if matches!(case.event, Event::Withdrawal { .. }) {
        // Mandatory law asks for the delivered share where the terms do not (L5).
        let performance = case.agreement.performance;
        let share = (i128::from(performance.delivered_units), i128::from(performance.total_units));
        let by_law = Line::share(None, share, 1, 1);
        let sums: Vec<Line> = totals.iter().map(|total| total.plus(&by_law)).collect();
        sums.into_iter().chain([by_law]).for_each(|sum| add(&mut totals, sum));
    }
    totals.into_iter().for_each(|total| add(&mut lines, total));
    // Amounts end at the largest that is representable, which only the largest counts reach.
    if [case.agreement.service_count, breaches(case)].iter().any(|count| *count > 1_000) {
        add(&mut lines, Line::constant(i128::from(i64::MAX)));
    }
    (lines, complete)
}

/// What each instalment comes to, and those that state how much they are together: there the rest begins.
fn of_instalments(form: &Instalments) -> Vec<Line> {
    let count = i128::try_from(form.parts.len()).unwrap_or(i128::MAX);
    let mut sum = Line::constant(0);
    let mut lines = Vec::new();
    for part in &form.parts {
        let line = match part.share {
            // The first parts are rounded up, by less than a cent.
            PartShare::Equal => {
                lines.push(Line::share(None, (1, count), 1, 2));
                continue;
            }
            PartShare::Percent(percent) => {
                Line::share(None, (i128::from(percent.units()), i128::from(Percent::HUNDRED.units())), 1, 1)
            }
            PartShare::Fixed(amount) => Line::constant(i128::from(amount.get())),
            PartShare::Rest => continue,
        };
        sum = sum.plus(&line);
        lines.extend([line, sum.clone()]);
    }
    lines
}

fn add(lines: &mut Vec<Line>, line: Line) {
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// What a list of charges can come to, the ceiling considered: each beginning of it, and where conditions may leave
/// charges out, each subset.
fn sums(charges: &[&ChargeRule], case: &Case, complete: &mut bool) -> Vec<Line> {
    let lines = charges.iter().map(|rule| Line::of(rule, case));
    let conditional = charges.iter().any(|rule| !rule.conditions.is_empty());
    if conditional && charges.len() <= MOST_CONDITIONAL {
        return lines.fold(vec![Line::constant(0)], |sums, line| {
            sums.iter().flat_map(|sum| [sum.clone(), sum.plus(&line)]).collect()
        });
    }
    *complete &= !conditional;
    let mut sums = vec![Line::constant(0)];
    for line in lines {
        let sum = sums.last().map_or(line.clone(), |sum| sum.plus(&line));
        sums.push(sum);
    }
    sums
}

fn breaches(case: &Case) -> u32 {
    match &case.event {
        Event::Breach { count, .. } => *count,
        _ => 1,
    }
}

impl Line {
    fn constant(at_zero: i128) -> Line {
        Line { slope: (0, 1), at_zero: at_zero.min(i128::from(i64::MAX)), rounded: Vec::new() }
    }

    /// A share of a base, as often as it counts.
    fn share(base: Option<Cents>, (numerator, denominator): (i128, i128), count: i128, roundings: i128) -> Line {
        if denominator == 0 {
            return Line::constant(0);
        }
        match base {
            Some(amount) => {
                let product = i128::from(amount.get()).saturating_mul(numerator) / denominator;
                Line::constant(product.saturating_mul(count))
            }
            None if numerator % denominator == 0 => {
                Line { slope: (numerator / denominator * count, 1), ..Line::constant(0) }
            }
            None => {
                let slope = reduced(numerator * count, denominator);
                let (n, d) = reduced(numerator, denominator);
                Line { slope, rounded: vec![(n, d, count * roundings)], ..Line::constant(0) }
            }
        }
    }

    /// What one rule charges in a case.
    fn of(rule: &ChargeRule, case: &Case) -> Line {
        let a = &case.agreement;
        let count = i128::from(match rule.per {
            Some(Counter::Service) => a.service_count,
            Some(Counter::Breach) => breaches(case),
            None => 1,
        });
        let (delivered, total) = (i128::from(a.performance.delivered_units), i128::from(a.performance.total_units));
        match rule.amount {
            AmountRule::Percent(percent, of) => {
                let share = (i128::from(percent.units()), i128::from(Percent::HUNDRED.units()));
                Line::share(base(of, case), share, count, 1)
            }
            AmountRule::Fixed(amount) => Line::constant(i128::from(amount.get()) * count),
            AmountRule::Stated(stated) => Line::constant(i128::from(amount_stated(stated, case).get())),
            AmountRule::Delivered(of) | AmountRule::AllButUndelivered(of) => {
                Line::share(base(of, case), (delivered, total), 1, 1)
            }
            // The first part is rounded up, by less than a cent.
            AmountRule::OneSession(of) => Line::share(base(of, case), (1, i128::from(a.session_count)), 1, 2),
            AmountRule::Times(factor, of) => Line::share(base(of, case), (i128::from(factor), 1), count, 1),
        }
    }

    /// What an amount that limits liability comes to in a case, in which all was paid at the conclusion.
    fn of_limit(amount: LimitAmount, case: &Case) -> Line {
        let insured = case.agreement.insurance.unwrap_or_default();
        match amount {
            LimitAmount::Price(times) => Line::share(None, (i128::from(times), 1), 1, 1),
            LimitAmount::Paid(times) => Line::share(base(Base::Paid, case), (i128::from(times), 1), 1, 1),
            LimitAmount::PaidWithin(_) | LimitAmount::LastPayment => Line::share(base(Base::Paid, case), (1, 1), 1, 1),
            LimitAmount::Payout => Line::constant(i128::from(insured.payout.get())),
            LimitAmount::PayoutAndDeductible => {
                Line::constant(i128::from(insured.payout.plus(insured.deductible).get()))
            }
            LimitAmount::FixedLessAwarded(fixed) | LimitAmount::Fixed(fixed) => Line::constant(i128::from(fixed.get())),
        }
    }

    fn plus(&self, other: &Line) -> Line {
        let ((n, d), (m, e)) = (self.slope, other.slope);
        let mut rounded: Vec<_> = self.rounded.iter().chain(&other.rounded).copied().collect();
        rounded.sort_unstable();
        let at_zero = (self.at_zero + other.at_zero).min(i128::from(i64::MAX));
        Line { slope: reduced(n * e + m * d, d * e), at_zero, rounded }
    }

    /// By how many half cents the rounded sum can lie beside the line.
    pub(super) fn roundings(&self) -> i128 {
        self.rounded.iter().map(|(_, _, count)| count).sum()
    }

    /// Whether it is one rounding of one line, and so follows it monotonously.
    pub(super) fn is_single(&self) -> bool {
        self.rounded.len() <= 1
    }
}

/// The base as an amount; `None` when it is the price itself.
fn base(base: Base, case: &Case) -> Option<Cents> {
    match (base, case.paid, &case.event) {
        (Base::Price, ..) | (Base::Paid, Paid::Price, _) => None,
        (Base::Paid, Paid::Nothing, _) => Some(Cents::ZERO),
        (Base::Paid, Paid::Amount(amount), _) => Some(amount),
        (Base::MonthlySalary, _, Event::Breach { monthly_salary, .. }) => Some(monthly_salary.unwrap_or_default()),
        (Base::MonthlySalary, ..) => Some(Cents::ZERO),
    }
}

fn amount_stated(stated: StatedAmount, case: &Case) -> Cents {
    match (stated, &case.event) {
        (StatedAmount::ChangeCostsInOffer, _) => case.agreement.change_costs_in_offer.unwrap_or_default(),
        (StatedAmount::CostsIncurred, _) => case.agreement.performance.costs_incurred,
        (StatedAmount::GoodsDevaluation, Event::Withdrawal { goods_devaluation, .. }) => *goods_devaluation,
        (StatedAmount::GoodsDevaluation, _) => Cents::ZERO,
    }
}

fn reduced(numerator: i128, denominator: i128) -> (i128, i128) {
    let mut pair = (numerator.abs(), denominator.abs().max(1));
    while pair.1 != 0 {
        pair = (pair.1, pair.0 % pair.1);
    }
    let divisor = pair.0.max(1);
    (numerator / divisor, denominator / divisor)
}
