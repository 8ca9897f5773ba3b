//! Charges as lines in the price. A term is, at each price, one of finitely many sums of rounded lines: it goes over from
//! one to another only where two of them cross. What a clause charges in all is a sum of such terms; what is charged in the
//! end is the least of such sums, cut by the price. So the lines listed here are all that the order of two answers can
//! depend on: between their crossings it does not change.

use super::cases::{Case, Paid};
use crate::evaluate::inspect;
use crate::facts::{Agreement, DeclaredValue, Event, FactId};
use crate::money::{Percent, Rounding};
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Counted, Counter, Share, StatedAmount};
use crate::policy::forms::{Form, LimitAmount};
use crate::policy::payment::{Instalments, PartShare};
use crate::policy::people;
use crate::policy::{Clause, Policy};

/// A sum of rounded lines in the price: `slope * price + at_zero`, give or take what its roundings move it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::analyse) struct PriceLine {
    /// The slope: a numerator, and a denominator above zero.
    pub(super) slope: (i128, i128),
    /// The amount at a price of zero, rounded down.
    pub(super) at_zero: i128,
    /// The parts that are rounded, sorted.
    pub(super) rounded: Vec<Rounded>,
    /// By how many half cents `at_zero` was rounded down, at most.
    slack: i128,
}

/// A part of a line that is rounded to cents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rounded {
    /// What is rounded: two parts with the same numbers, rounded the same way, are the same function of the price.
    what: Vec<i128>,
    how: Rounding,
    /// After so many cents of the price its fractions repeat.
    pub(super) period: i128,
    /// By how many half cents one of it can lie beside its line.
    reach: i128,
    /// How often it counts; below zero where it goes off.
    times: i128,
}

/// By how many half cents a rounding moves an amount, at most.
fn own_reach(how: Rounding) -> i128 {
    if how == Rounding::Nearest { 1 } else { 2 }
}

/// The most lines of one answer, and of one term: beyond, the analysis would not end soon.
const MOST_LINES: usize = 160;
/// The most lines of one case: each is held against each other one.
const MOST_OF_A_CASE: usize = 640;
/// The most charges of one list of which each subset is looked at, because conditions may leave some out.
const MOST_CONDITIONAL: usize = 6;
const LARGEST: i128 = i64::MAX as i128;

/// What is known besides the price.
#[derive(Clone, Copy)]
pub(in crate::analyse) struct Known<'a> {
    pub(in crate::analyse) agreement: &'a Agreement,
    pub(in crate::analyse) event: &'a Event,
    pub(in crate::analyse) paid: Paid,
    /// The declared amounts that the price bounds.
    pub(in crate::analyse) capped: &'a [FactId],
}

/// The lines that the answers to a case can depend on, and whether these are all.
pub(in crate::analyse) fn lines(policy: &Policy, places: &[u16], case: &Case) -> (Vec<PriceLine>, bool) {
    let known = case.known();
    let mut lines = vec![PriceLine::constant(0), PriceLine::price()];
    let mut complete = true;
    // What each clause charges in all.
    let mut in_all: Vec<(&Clause, Vec<PriceLine>)> = Vec::new();
    for clause in places.iter().filter_map(|&place| policy.clause(place)) {
        if let Form::Liability(form) = &clause.form {
            let limits = form.rules.iter().filter_map(|rule| rule.limit.as_ref()).flat_map(|limit| &limit.amounts);
            limits.for_each(|amount| add(&mut lines, known.limit(*amount)));
        }
        if let Form::Instalments(form) = &clause.form {
            of_instalments(form).into_iter().for_each(|line| add(&mut lines, line));
        }
        let mut of_clause = vec![PriceLine::constant(0)];
        if clause.form.outcomes().iter().any(|outcome| outcome.at_most_the_price) {
            of_clause.push(PriceLine::price());
        }
        for list in clause.form.charge_lists() {
            let charges: Vec<&ChargeRule> =
                list.iter().filter(|rule| rule.products.contains(case.agreement.product)).collect();
            for line in charges.iter().flat_map(|rule| known.pieces(&rule.amount, &mut complete)) {
                add(&mut lines, line);
            }
            for sum in sums(&charges, known, &mut complete) {
                add(&mut of_clause, sum);
            }
        }
        in_all.push((clause, of_clause));
    }
    let mut totals = if inspect::takes_one(case.event.question()) {
        totals_of_one(&in_all, &mut complete)
    } else {
        added_up(vec![PriceLine::constant(0)], in_all.iter().map(|(_, sums)| sums), &mut complete)
    };
    if matches!(case.event, Event::Withdrawal { .. }) {
        // Mandatory law asks for the delivered share where the terms do not (L5).
        let by_law = PriceLine::price().scaled(known.units(), Rounding::Nearest);
        let sums: Vec<PriceLine> = totals.iter().map(|total| total.plus(&by_law)).collect();
        sums.into_iter().chain([by_law]).for_each(|sum| add(&mut totals, sum));
    }
    totals.into_iter().for_each(|total| add(&mut lines, total));
    // Amounts end at the largest that is representable, which only the largest counts reach.
    let many = |(_, value): (_, DeclaredValue)| matches!(value, DeclaredValue::Count(count) if count > 1_000);
    let counted = Counter::ALL.iter().any(|counter| counter.counted(&case.agreement, &case.event) > 1_000);
    if counted || case.agreement.declared.iter().any(many) {
        add(&mut lines, PriceLine::constant(LARGEST));
    }
    complete &= lines.len() <= MOST_OF_A_CASE;
    lines.truncate(MOST_OF_A_CASE);
    (lines, complete)
}

/// What each instalment comes to, and those that state how much they are together: there the rest begins.
fn of_instalments(form: &Instalments) -> Vec<PriceLine> {
    let count = i128::try_from(form.parts.len()).unwrap_or(i128::MAX);
    let mut sum = PriceLine::constant(0);
    let mut lines = Vec::new();
    for part in &form.parts {
        let line = match part.share {
            // The first parts are rounded up, by less than a cent.
            PartShare::Equal => {
                lines.push(PriceLine::price().scaled((1, count), Rounding::Up));
                continue;
            }
            PartShare::Percent(percent) => PriceLine::price().scaled(of_hundred(percent), Rounding::Nearest),
            PartShare::Fixed(amount) => PriceLine::constant(i128::from(amount.get())),
            PartShare::Rest => continue,
        };
        sum = sum.plus(&line);
        lines.extend([line, sum.clone()]);
    }
    lines
}

/// A percentage as a share.
fn of_hundred(percent: Percent) -> (i128, i128) {
    (i128::from(percent.units()), i128::from(Percent::HUNDRED.units()))
}

/// The lines that a list of charges can come to, whatever conditions leave out, and whether these are all. The same charges
/// give as many lines in the same order, whatever is known.
pub(in crate::analyse) fn lines_of(charges: &[&ChargeRule], known: Known<'_>) -> (Vec<PriceLine>, bool) {
    let mut complete = true;
    let mut lines: Vec<PriceLine> = charges.iter().flat_map(|rule| known.pieces(&rule.amount, &mut complete)).collect();
    lines.extend(sums(charges, known, &mut complete));
    (lines, complete)
}

fn add(lines: &mut Vec<PriceLine>, line: PriceLine) {
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// What each clause charges that answers alone, with any of those that come on top.
fn totals_of_one(in_all: &[(&Clause, Vec<PriceLine>)], complete: &mut bool) -> Vec<PriceLine> {
    let is_on_top = |(clause, _): &&(&Clause, Vec<PriceLine>)| !clause.on_top_of.is_empty();
    let mut totals = vec![PriceLine::constant(0)];
    for (_, sums) in in_all.iter().filter(|of_clause| !is_on_top(of_clause)) {
        let on_top = in_all.iter().filter(is_on_top).map(|(_, sums)| sums);
        added_up(sums.clone(), on_top, complete).into_iter().for_each(|total| add(&mut totals, total));
    }
    totals
}

/// What some sums come to, with each one of further sums added.
fn added_up<'l>(
    mut totals: Vec<PriceLine>,
    further: impl Iterator<Item = &'l Vec<PriceLine>>,
    complete: &mut bool,
) -> Vec<PriceLine> {
    for sums in further {
        let longer: Vec<PriceLine> = totals.iter().flat_map(|a| sums.iter().map(|b| a.plus(b))).collect();
        longer.into_iter().for_each(|sum| add(&mut totals, sum));
        cap(&mut totals, complete);
    }
    totals
}

fn cap(lines: &mut Vec<PriceLine>, complete: &mut bool) {
    *complete &= lines.len() <= MOST_LINES;
    lines.truncate(MOST_LINES);
}

/// What a list of charges can come to, the ceiling considered: each beginning of it, and where conditions may leave
/// charges out, each subset.
fn sums(charges: &[&ChargeRule], known: Known<'_>, complete: &mut bool) -> Vec<PriceLine> {
    let conditional = charges.iter().any(|rule| !rule.conditions.is_empty());
    let subsets = conditional && charges.len() <= MOST_CONDITIONAL;
    *complete &= !conditional || subsets;
    let mut all = vec![PriceLine::constant(0)];
    let mut last = all.clone();
    // What the provider owes goes off last: the ceiling knows nothing of it, the choice between rows does.
    let (owed, charged): (Vec<&ChargeRule>, Vec<&ChargeRule>) =
        charges.iter().partition(|rule| rule.kind.owed_by_provider());
    for rule in charged.into_iter().chain(owed) {
        let pieces = known.pieces(&rule.amount, complete);
        let before = if subsets { &all } else { &last };
        let with = |sum: &PriceLine, piece: &PriceLine| match rule.kind.owed_by_provider() {
            true => sum.minus(piece),
            false => sum.plus(piece),
        };
        let mut longer: Vec<PriceLine> =
            before.iter().flat_map(|sum| pieces.iter().map(|piece| with(sum, piece))).collect();
        cap(&mut longer, complete);
        all.extend(longer.iter().cloned());
        last = longer;
    }
    cap(&mut all, complete);
    all
}

impl Known<'_> {
    /// The lines of which a term is one at each price.
    pub(in crate::analyse) fn pieces(self, amount: &Amount, complete: &mut bool) -> Vec<PriceLine> {
        let each = |of: &Amount, complete: &mut bool, change: &dyn Fn(&PriceLine) -> PriceLine| -> Vec<PriceLine> {
            self.pieces(of, complete).iter().map(change).collect()
        };
        let mut pieces = match amount {
            // An amount that the price bounds is the price where that is lower.
            Amount::Whole(Base::Stated(StatedAmount::Declared(id))) if self.capped.contains(id) => {
                vec![self.base(Base::Stated(StatedAmount::Declared(*id))), PriceLine::price()]
            }
            Amount::Whole(base) => vec![self.base(*base)],
            Amount::Fixed(amount) => vec![PriceLine::constant(i128::from(amount.get()))],
            Amount::Percent { percent, of, rounding } => {
                each(of, complete, &|line| line.scaled(of_hundred(*percent), *rounding))
            }
            Amount::Share { share, of, rounding } => each(of, complete, &|line| self.share(*share, line, *rounding)),
            Amount::Times { factor, of } => each(of, complete, &|line| line.multiplied(i128::from(*factor))),
            Amount::Per { of, counters } => {
                // Beyond a number it is a line in the count that goes on below, and nothing where that is less.
                let times = |Counted { counter, beyond }: &Counted| {
                    i128::from(counter.counted(self.agreement, self.event)) - i128::from(*beyond)
                };
                let times = counters.iter().map(times).fold(1, i128::saturating_mul);
                let mut lines = each(of, complete, &|line| line.multiplied(times));
                if counters.iter().any(|counted| counted.beyond > 0) {
                    lines.push(PriceLine::constant(0));
                }
                lines
            }
            Amount::Sum(terms) => terms.iter().fold(vec![PriceLine::constant(0)], |sums, term| {
                let pieces = self.pieces(term, complete);
                let mut longer = sums.iter().flat_map(|sum| pieces.iter().map(|piece| sum.plus(piece))).collect();
                cap(&mut longer, complete);
                longer
            }),
            Amount::Greatest(terms) | Amount::Least(terms) => {
                terms.iter().flat_map(|term| self.pieces(term, complete)).collect()
            }
            Amount::Rest { of, less } => {
                let (of, less) = (self.pieces(of, complete), self.pieces(less, complete));
                let left = of.iter().flat_map(|of| less.iter().map(|less| of.plus(&less.multiplied(-1))));
                left.chain([PriceLine::constant(0)]).collect()
            }
        };
        cap(&mut pieces, complete);
        pieces
    }

    fn base(self, base: Base) -> PriceLine {
        match (base, self.paid) {
            (Base::Price, _) | (Base::Paid, Paid::Price) => PriceLine::price(),
            (Base::Paid, Paid::Nothing) => PriceLine::constant(0),
            (Base::Paid, Paid::Amount(amount)) => PriceLine::constant(i128::from(amount.get())),
            (Base::Stated(stated), _) => {
                let amount = stated.stated(self.agreement, self.event).unwrap_or_default();
                PriceLine::constant(i128::from(amount.get()))
            }
        }
    }

    /// The units delivered and agreed; without a count everything performed is one of one (V3).
    fn units(self) -> (i128, i128) {
        let p = &self.agreement.performance;
        match p.total_units {
            None if p.fully_performed == Some(true) => (1, 1),
            total => (i128::from(p.delivered_units.unwrap_or(0)), i128::from(total.unwrap_or(0))),
        }
    }

    fn share(self, share: Share, of: &PriceLine, rounding: Rounding) -> PriceLine {
        let (delivered, total) = self.units();
        let undelivered = match total {
            0 => of.clone(),
            total => of.scaled(((total - delivered).max(0), total), rounding),
        };
        // The first of equal parts is the whole divided by their number, rounded up.
        let part = |parts: u32| of.scaled((1, i128::from(parts)), Rounding::Up);
        match share {
            Share::Delivered => of.scaled((delivered, total), rounding),
            Share::Undelivered => undelivered,
            Share::AllButUndelivered => of.plus(&undelivered.multiplied(-1)),
            Share::OneUnit => part(self.agreement.performance.total_units.unwrap_or(0)),
            Share::OneSession => part(self.agreement.session_count.unwrap_or(1)),
            Share::OneMonth => part(self.agreement.term_months),
            Share::Remaining => self.remaining(of, rounding),
            Share::Cancelled => of.plus(&self.remaining(of, rounding).multiplied(-1)),
        }
    }

    /// The share of those who still come.
    fn remaining(self, of: &PriceLine, rounding: Rounding) -> PriceLine {
        let (cancelled, all) = people::cancelled(self.agreement, self.event);
        of.scaled((i128::from(all - cancelled.min(all)), i128::from(all)), rounding)
    }

    /// What an amount that limits liability comes to, all being paid at the conclusion.
    fn limit(self, amount: LimitAmount) -> PriceLine {
        let insured = self.agreement.insurance.unwrap_or_default();
        match amount {
            LimitAmount::Price(times) => PriceLine::price().multiplied(i128::from(times)),
            LimitAmount::Paid(times) => self.base(Base::Paid).multiplied(i128::from(times)),
            LimitAmount::PaidWithin(_) | LimitAmount::LastPayment => self.base(Base::Paid),
            LimitAmount::Payout => PriceLine::constant(i128::from(insured.payout.unwrap_or_default().get())),
            LimitAmount::PayoutAndDeductible => {
                let (payout, deductible) = (insured.payout.unwrap_or_default(), insured.deductible.unwrap_or_default());
                PriceLine::constant(i128::from(payout.plus(deductible).get()))
            }
            LimitAmount::FixedLessAwarded(fixed) | LimitAmount::Fixed(fixed) => {
                PriceLine::constant(i128::from(fixed.get()))
            }
        }
    }
}

impl PriceLine {
    pub(super) fn constant(at_zero: i128) -> PriceLine {
        PriceLine { slope: (0, 1), at_zero: at_zero.clamp(-LARGEST, LARGEST), rounded: Vec::new(), slack: 0 }
    }

    /// The price itself.
    pub(in crate::analyse) fn price() -> PriceLine {
        PriceLine { slope: (1, 1), ..PriceLine::constant(0) }
    }

    /// So many times the line, below zero to take it off.
    pub(super) fn multiplied(&self, times: i128) -> PriceLine {
        let (numerator, denominator) = self.slope;
        let mut rounded: Vec<Rounded> =
            self.rounded.iter().map(|part| Rounded { times: part.times * times, ..part.clone() }).collect();
        rounded.retain(|part| part.times != 0);
        rounded.sort_unstable();
        PriceLine {
            slope: reduced(numerator.saturating_mul(times), denominator),
            at_zero: self.at_zero.saturating_mul(times).clamp(-LARGEST, LARGEST),
            rounded,
            slack: self.slack * times.abs(),
        }
    }

    /// A share of the line, rounded to cents.
    pub(super) fn scaled(&self, share: (i128, i128), how: Rounding) -> PriceLine {
        if share.1 == 0 {
            return PriceLine::constant(0);
        }
        let (numerator, denominator) = reduced(share.0, share.1);
        if denominator == 1 {
            return self.multiplied(numerator);
        }
        let product = self.at_zero.saturating_mul(numerator);
        let floor = product.div_euclid(denominator);
        if self.slope.0 == 0 && self.rounded.is_empty() {
            let (nearest, up) = match how {
                Rounding::Nearest => (2 * product.rem_euclid(denominator) >= denominator, false),
                Rounding::Up => (false, product.rem_euclid(denominator) > 0),
                Rounding::Down => (false, false),
            };
            return PriceLine::constant(floor + i128::from(nearest || up));
        }
        let mut what = vec![numerator, denominator, self.slope.0, self.slope.1, self.at_zero];
        let mut period = self.slope.1;
        for part in &self.rounded {
            what.extend(part.what.iter().copied().chain([part.times, part.how as i128]));
            period = multiple(period, part.period);
        }
        let inner = (self.roundings() * numerator).div_euclid(denominator) + i128::from(!self.rounded.is_empty());
        let (n, d) = self.slope;
        PriceLine {
            slope: reduced(n.saturating_mul(numerator), d.saturating_mul(denominator)),
            at_zero: floor,
            rounded: vec![Rounded {
                what,
                period: period.saturating_mul(denominator),
                how,
                reach: own_reach(how) + inner,
                times: 1,
            }],
            slack: 2 * i128::from(product.rem_euclid(denominator) != 0),
        }
    }

    pub(super) fn plus(&self, other: &PriceLine) -> PriceLine {
        let ((n, d), (m, e)) = (self.slope, other.slope);
        let mut rounded: Vec<Rounded> = self.rounded.iter().chain(&other.rounded).cloned().collect();
        rounded.sort_unstable();
        let at_zero = (self.at_zero + other.at_zero).clamp(-LARGEST, LARGEST);
        let slope = reduced(n.saturating_mul(e).saturating_add(m.saturating_mul(d)), d.saturating_mul(e));
        PriceLine { slope, at_zero, rounded, slack: self.slack + other.slack }
    }

    /// By how many half cents the rounded sum can lie beside the line.
    pub(super) fn roundings(&self) -> i128 {
        let parts = self.rounded.iter().map(|part| part.reach.saturating_mul(part.times.abs()));
        parts.fold(self.slack, i128::saturating_add)
    }

    /// This line less another. What both round alike goes off.
    pub(super) fn minus(&self, other: &PriceLine) -> PriceLine {
        let mut difference = self.plus(&other.multiplied(-1));
        let mut parts: Vec<Rounded> = Vec::new();
        for part in difference.rounded {
            match parts.iter_mut().find(|known| (&known.what, known.how) == (&part.what, part.how)) {
                Some(known) => known.times += part.times,
                None => parts.push(part),
            }
        }
        parts.retain(|part| part.times != 0);
        difference.rounded = parts;
        difference
    }

    /// Whether this difference of two lines is of lines that are rounded once at most and both the same way, and so follow
    /// them monotonously: their order can only be that of the lines, or a tie.
    pub(super) fn keeps_order(&self) -> bool {
        let once = |part: &Rounded, times: i128| part.times == times && part.reach == own_reach(part.how);
        match self.rounded.as_slice() {
            [] => true,
            [one] => once(one, 1) || once(one, -1),
            [one, other] => {
                one.how == other.how && (once(one, 1) && once(other, -1) || once(one, -1) && once(other, 1))
            }
            _ => false,
        }
    }

    /// Of so many times one rounded line and an amount, the prices around which it comes to nothing, and to more or less;
    /// `None` where it is made of anything else.
    pub(super) fn steps_at_zero(&self) -> Option<Vec<i128>> {
        let [part] = self.rounded.as_slice() else { return None };
        let [numerator, denominator, slope, run, inner] = *part.what.as_slice() else { return None };
        // What is not rounded does not rise: all of the slope is that of the rounded part.
        let rises = numerator.checked_mul(slope)?;
        let (n, d) = self.slope;
        let is_all = n.checked_mul(denominator.checked_mul(run)?)? == part.times.checked_mul(rises)?.checked_mul(d)?;
        if !is_all || rises == 0 {
            return None;
        }
        // times * round(y) + rest, with y = numerator / denominator * (slope / run * price + inner).
        let rest = self.at_zero - part.times * inner.checked_mul(numerator)?.div_euclid(denominator);
        let (times, rest) = if part.times < 0 { (-part.times, -rest) } else { (part.times, rest) };
        let down = (-rest).div_euclid(times);
        let halves = match part.how {
            Rounding::Nearest => 1,
            Rounding::Up => 2,
            Rounding::Down => 0,
        };
        let price = |whole: i128| {
            let above = (2 * whole - halves).checked_mul(denominator)? - 2 * inner.checked_mul(numerator)?;
            Some(above.checked_mul(run)?.div_euclid(2 * rises))
        };
        [down, down + 1].into_iter().map(price).collect()
    }

    /// Whether its roundings can make it fall by a cent although it rises: what goes off may be rounded up where nothing
    /// else rises. The whole less one rounded share of it does not.
    pub(super) fn may_fall_by_rounding(&self) -> bool {
        let goes_off = |part: &&Rounded| part.times < 0;
        match self.rounded.as_slice() {
            [part] if part.times == -1 => part.reach > 2 || self.slope.0 < 0,
            parts => parts.iter().filter(goes_off).count() > 0,
        }
    }

    /// Whether it lies above another at some price, its roundings aside.
    pub(in crate::analyse) fn rises_above(&self, other: &PriceLine) -> bool {
        let ((n, d), (m, e)) = (self.slope, other.slope);
        self.at_zero > other.at_zero || n.saturating_mul(e) > m.saturating_mul(d)
    }
}

/// The least common multiple of two numbers above zero.
pub(super) fn multiple(a: i128, b: i128) -> i128 {
    (a / common(a, b)).saturating_mul(b)
}

fn common(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}

fn reduced(numerator: i128, denominator: i128) -> (i128, i128) {
    let divisor = common(numerator.abs(), denominator.abs().max(1));
    (numerator / divisor, denominator / divisor)
}
