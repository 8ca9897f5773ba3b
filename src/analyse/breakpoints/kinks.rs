//! Amounts that the facts state and counts, where terms choose between them.
//!
//! For a fixed price, a charge that chooses nothing is a line in each stated amount and in each count, so that its order
//! against another is decided at the ends. Where terms choose (a minimum, a maximum, the rest of something, rows that
//! overlap) it is made of pieces, and its order can differ between the ends too. Each piece is a plane over the price and
//! the amount, the order of two pieces changes on a line there, and what is extreme lies where two such lines meet: the
//! amounts of these places are looked at as well. What is no plane, as a count of shares of the price is, is said to be
//! unclear.

use super::cases::Case;
use super::lines::{PriceLine, lines_of};
use super::parts;
use super::settings::{Most, Setting, Stating};
use crate::facts::{DeclaredValue, LIMITS};
use crate::money::Cents;
use crate::policy::building_blocks::{Amount, Base, ChargeRule, Conditions, Counter, Share, StatedAmount};
use crate::policy::forms::{Form, Takes};
use crate::policy::load::possible;
use crate::policy::{Clause, Policy};
use crate::vocabulary::{CustomerType, ProductType, Question};

/// The most lines on which orders change, and the most amounts that are looked at besides the ends.
const MOST_LINES: usize = 32;
const MOST_AMOUNTS: usize = 24;

/// An amount or a count that varies besides the price.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Variable {
    Stated(StatedAmount),
    Count(Counter),
    /// Units, sessions or months: shares of something.
    Parts,
}

/// The charges that one row of one clause can make.
type Row<'p> = Vec<&'p ChargeRule>;

/// What the ends of amounts and counts, and the places between them that are looked at, do not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::analyse) struct Unclear {
    /// In what order two charges lie.
    pub(in crate::analyse) orders: bool,
    /// The most that is charged: charges that all rise with a count, or all fall, are highest at an end.
    pub(in crate::analyse) most: bool,
    /// Whether what is charged falls where the price rises, whatever row is taken.
    pub(in crate::analyse) falls: bool,
}

/// Adds the amounts and counts at which orders can change between the ends; what these do not tell.
pub(super) fn extend(
    policies: &[&Policy],
    question: Question,
    (product, customer): (ProductType, CustomerType),
    blank: &Case,
    dimensions: &mut [Vec<Setting>],
) -> Unclear {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let (mut chooses, mut by_part) = (false, false);
    for policy in policies {
        let clauses = parts::clauses_addressing(policy, question, product, customer);
        let charging: Vec<&Clause> =
            clauses.iter().map(|(_, clause)| *clause).filter(|c| c.form.charges().next().is_some()).collect();
        let mut pairs =
            charging.iter().enumerate().flat_map(|(place, a)| charging.iter().skip(place + 1).map(|b| (*a, *b)));
        chooses |= pairs.any(|(a, b)| can_both_apply(a, b));
        for (_, clause) in clauses {
            chooses |= overlaps(&clause.form);
            by_part |=
                matches!(&clause.form, Form::Tiers(tiers) if tiers.rows.iter().any(|row| row.cancelled.is_some()));
            let lists = clause.form.charge_lists().into_iter();
            rows.extend(lists.map(|list| list.iter().filter(|rule| rule.products.contains(product)).collect()));
        }
    }
    let kinked = |row: &&Row<'_>| row.iter().any(|rule| rule.amount.is_kinked());
    // Where conditions ask for the price, the amounts at which orders change at its bounds are not looked at.
    let by_price = dimensions.iter().any(|values| matches!(values.first(), Some(Setting::Prices(..))));
    let mut unclear = Unclear::default();
    for variable in variables(&rows) {
        let reading: Vec<&Row<'_>> = rows.iter().filter(|row| reads(row, variable)).collect();
        let both_ways = reading.iter().any(|row| both_ways(row, variable));
        // What the provider owes goes off where rows are compared, which the orders of sums do not tell.
        let owed =
            |row: &Row<'_>| row.iter().any(|rule| rule.kind.owed_by_provider() && reads_in(&rule.amount, variable));
        unclear.orders |= chooses && reading.iter().any(|row| owed(row));
        if !both_ways && (reading.len() < 2 || !(chooses || reading.iter().any(kinked))) {
            continue;
        }
        let alone = !is_of_people(variable) || !(by_part || reads_people_twice(&rows));
        if !alone || by_price || extend_by(&rows, variable, blank, dimensions).is_none() {
            let goes_off = |row: &&&Row<'_>| goes_off(row, variable);
            let one_way = match variable {
                Variable::Parts => shares_alike(&reading),
                Variable::Stated(_) | Variable::Count(_) => {
                    !both_ways && matches!(reading.iter().filter(goes_off).count(), n if n == 0 || n == reading.len())
                }
            };
            unclear.orders = true;
            unclear.most |= !one_way;
            unclear.falls |= rows.iter().flatten().any(|rule| rule.amount.may_fall());
        }
    }
    unclear
}

fn is_of_people(variable: Variable) -> bool {
    matches!(variable, Variable::Count(Counter::Participants | Counter::Cancelled))
}

/// Whether the people and those of them who no longer come are both read, so that one does not vary alone.
fn reads_people_twice(rows: &[Row<'_>]) -> bool {
    let amounts = || rows.iter().flatten().map(|rule| &rule.amount);
    let shared = amounts().any(|amount| amount.shares().any(Share::is_of_people));
    let counts = [Counter::Participants, Counter::Cancelled];
    let counted = |counter: &&Counter| amounts().any(|amount| amount.counters().any(|other| other == **counter));
    counts.iter().filter(counted).count() + usize::from(shared) > 1
}

/// Whether two clauses may apply to one case, of which the better is chosen.
fn can_both_apply(a: &Clause, b: &Clause) -> bool {
    let so = |conditions: &Conditions| {
        let when = conditions.when.iter().map(|condition| (*condition, true));
        when.chain(conditions.unless.iter().map(|condition| (*condition, false))).collect::<Vec<_>>()
    };
    possible(&[so(&a.conditions), so(&b.conditions)].concat())
}

/// Whether rows of a table may apply at once, of which the cheapest is chosen.
fn overlaps(form: &Form) -> bool {
    let Form::Tiers(tiers) = form else { return false };
    tiers.takes == Takes::Cheapest
        && tiers.rows.len() > 1
        && tiers.stairs.as_ref().is_none_or(|stairs| stairs.iter().any(|stair| stair.rows.len() > 1))
}

fn variables(rows: &[Row<'_>]) -> Vec<Variable> {
    let mut found = Vec::new();
    for amount in rows.iter().flatten().map(|rule| &rule.amount) {
        let stated = amount.bases().filter_map(|base| match base {
            Base::Stated(amount) => Some(Variable::Stated(amount)),
            Base::Price | Base::Paid => None,
        });
        let counted = amount.counters().map(Variable::Count);
        let shared = amount.shares().map(|_| Variable::Parts);
        for variable in stated.chain(counted).chain(shared) {
            if !found.contains(&variable) {
                found.push(variable);
            }
        }
    }
    found
}

fn reads(row: &[&ChargeRule], variable: Variable) -> bool {
    row.iter().any(|rule| reads_in(&rule.amount, variable))
}

fn reads_in(amount: &Amount, variable: Variable) -> bool {
    match variable {
        Variable::Stated(stated) => amount.bases().any(|base| base == Base::Stated(stated)),
        Variable::Count(counter) => amount.counters().any(|other| other == counter),
        Variable::Parts => amount.shares().next().is_some(),
    }
}

/// Whether charges can rise and fall with a variable: it goes off something, and is read elsewhere too.
fn both_ways(row: &[&ChargeRule], variable: Variable) -> bool {
    let terms = || row.iter().flat_map(|rule| rule.amount.all());
    let leaves = |amount: &Amount| match variable {
        Variable::Stated(stated) => amount.base() == Some(Base::Stated(stated)),
        Variable::Count(counter) => {
            matches!(amount, Amount::Per { counters, .. } if counters.iter().any(|counted| counted.counter == counter))
        }
        Variable::Parts => matches!(amount, Amount::Share { .. }),
    };
    goes_off(row, variable) && terms().filter(|term| leaves(term)).count() > 1
}

/// Whether a variable goes off something.
fn goes_off(row: &[&ChargeRule], variable: Variable) -> bool {
    let mut terms = row.iter().flat_map(|rule| rule.amount.all());
    terms.any(|term| matches!(term, Amount::Rest { less, .. } if reads_in(less, variable)))
}

/// Whether all rows take the same share of something, and take none off.
fn shares_alike(rows: &[&Row<'_>]) -> bool {
    let mut shares = rows.iter().flat_map(|row| row.iter()).flat_map(|rule| rule.amount.shares());
    let first = shares.next();
    shares.all(|share| Some(share) == first) && !rows.iter().any(|row| goes_off(row, Variable::Parts))
}

/// A piece of a charge: how it rises with the price and with the variable, and what it is where both are zero.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Plane {
    by_price: Ratio,
    by_variable: Ratio,
    at_zero: Ratio,
}

/// Adds the amounts of one variable; `None` where not all can be told.
fn extend_by(rows: &[Row<'_>], variable: Variable, blank: &Case, dimensions: &mut [Vec<Setting>]) -> Option<()> {
    let own = |dimension: &&mut Vec<Setting>| dimension.first().is_some_and(|first| is_of(*first, variable));
    let others: Vec<Vec<Setting>> = dimensions
        .iter()
        .filter(|dimension| dimension.first().is_some_and(|first| first.is_amount() && !is_of(*first, variable)))
        .cloned()
        .collect();
    let mut amounts: Vec<i128> = Vec::new();
    let like = dimensions.iter_mut().find(own).and_then(|dimension| dimension.first().copied())?;
    for settings in assignments(&others)? {
        let mut case = blank.clone();
        settings.iter().for_each(|setting| case.set(*setting));
        amounts.extend(meetings(&planes(rows, variable, like, &case)?)?);
    }
    let most = match variable {
        Variable::Count(_) => i128::from(LIMITS.count),
        Variable::Stated(_) | Variable::Parts => i128::from(Cents::MAX.get()),
    };
    let least = i128::from(matches!(variable, Variable::Count(_)));
    let (least, most) = match dimensions.iter_mut().find(own) {
        Some(dimension) => ends(dimension).unwrap_or((least, most)),
        None => (least, most),
    };
    let near =
        amounts.iter().flat_map(|amount| amount - 1..=amount + 2).filter(|amount| (least..=most).contains(amount));
    let mut near: Vec<i128> = near.collect();
    near.sort_unstable();
    near.dedup();
    if near.len() > MOST_AMOUNTS {
        return None;
    }
    let dimension = dimensions.iter_mut().find(own)?;
    for setting in near.into_iter().filter_map(|amount| setting(variable, like, amount)) {
        if !dimension.contains(&setting) {
            dimension.push(setting);
        }
    }
    Some(())
}

/// The least and the most of a declared amount or count; `None` of any other.
fn ends(dimension: &[Setting]) -> Option<(i128, i128)> {
    let value = |setting: &Setting| {
        let Setting::Declared(Stating { value, .. }) = setting else { return None };
        match value {
            DeclaredValue::Amount(amount) => Some(i128::from(amount.get())),
            DeclaredValue::Count(count) => Some(i128::from(*count)),
            DeclaredValue::YesNo(_) | DeclaredValue::Date(_) | DeclaredValue::Instant(_) | DeclaredValue::Choice(_) => {
                None
            }
        }
    };
    let values = || dimension.iter().filter_map(value);
    Some((values().min()?, values().max()?))
}

fn is_of(setting: Setting, variable: Variable) -> bool {
    match (setting, variable) {
        (Setting::Stated(stated, _), Variable::Stated(other)) => stated == other,
        (Setting::Declared(stating), Variable::Stated(StatedAmount::Declared(id)))
        | (Setting::Declared(stating), Variable::Count(Counter::Declared(id))) => stating.fact == id,
        (Setting::Services(_), Variable::Count(counter)) => counter == Counter::Service,
        (Setting::Breaches(_), Variable::Count(counter)) => counter == Counter::Breach,
        (Setting::People(..), Variable::Count(counter)) => {
            matches!(counter, Counter::Participants | Counter::Cancelled)
        }
        _ => false,
    }
}

/// A variable set to an amount or a count; `like` is another value of it.
fn setting(variable: Variable, like: Setting, amount: i128) -> Option<Setting> {
    if let Setting::Declared(stating) = like {
        let value = match stating.value {
            DeclaredValue::Amount(_) => DeclaredValue::Amount(Cents::new(i64::try_from(amount).ok()?)),
            DeclaredValue::Count(_) => DeclaredValue::Count(u32::try_from(amount).ok()?),
            DeclaredValue::YesNo(_) | DeclaredValue::Date(_) | DeclaredValue::Instant(_) | DeclaredValue::Choice(_) => {
                return None;
            }
        };
        return Some(Setting::Declared(Stating { value, plain: false, ..stating }));
    }
    Some(match variable {
        Variable::Stated(stated) => Setting::Stated(stated, Cents::new(i64::try_from(amount).ok()?)),
        Variable::Count(Counter::Service) => Setting::Services(u32::try_from(amount).ok()?),
        Variable::Count(Counter::Breach) => Setting::Breaches(u32::try_from(amount).ok()?),
        Variable::Count(Counter::Participants) => Setting::People(u32::try_from(amount).ok()?, None),
        Variable::Count(Counter::Cancelled) => Setting::People(LIMITS.count, Some(u32::try_from(amount).ok()?)),
        Variable::Count(Counter::Declared(_)) | Variable::Parts => return None,
    })
}

/// Every way to set the other amounts to their ends; `None` where there are too many.
fn assignments(dimensions: &[Vec<Setting>]) -> Option<Vec<Vec<Setting>>> {
    let mut all = vec![Vec::new()];
    for dimension in dimensions {
        let longer = all.iter().flat_map(|known: &Vec<Setting>| {
            dimension.iter().map(|setting| known.iter().copied().chain([*setting]).collect())
        });
        all = longer.collect();
        if all.len() > MOST_LINES {
            return None;
        }
    }
    Some(all)
}

/// The pieces of the charges of all rows; `None` where one is no plane.
fn planes(rows: &[Row<'_>], variable: Variable, like: Setting, case: &Case) -> Option<Vec<Plane>> {
    // Far enough apart that every percentage of the difference is whole.
    let (first, second) = match variable {
        Variable::Count(_) => (1, 2),
        Variable::Stated(_) => (0, 1_000_000_000_000),
        Variable::Parts => return None,
    };
    let lines_at = |amount: i128| -> Option<Vec<PriceLine>> {
        let mut case = case.clone();
        case.set(setting(variable, like, amount)?);
        let mut lines = Vec::new();
        for row in rows {
            let (pieces, complete) = lines_of(row, case.known());
            lines.extend(complete.then_some(pieces)?);
        }
        Some(lines)
    };
    let (low, high) = (lines_at(first)?, lines_at(second)?);
    let mut planes = vec![
        Plane { by_price: Ratio::of(0), by_variable: Ratio::of(0), at_zero: Ratio::of(0) },
        Plane { by_price: Ratio::of(1), by_variable: Ratio::of(0), at_zero: Ratio::of(0) },
    ];
    if matches!(like, Setting::Declared(Stating { most: Most::Price, .. })) {
        // It ends where it is the price.
        planes.push(Plane { by_price: Ratio::of(0), by_variable: Ratio::of(1), at_zero: Ratio::of(0) });
    }
    if low.len() != high.len() {
        return None;
    }
    for (low, high) in low.iter().zip(&high) {
        if low.slope != high.slope {
            return None;
        }
        let by_variable = Ratio::new(high.at_zero - low.at_zero, second - first)?;
        let at_zero = Ratio::of(low.at_zero).minus(by_variable.times(Ratio::of(first))?)?;
        let plane = Plane { by_price: Ratio::new(low.slope.0, low.slope.1)?, by_variable, at_zero };
        if !planes.contains(&plane) {
            planes.push(plane);
        }
    }
    Some(planes)
}

/// The amounts, rounded down, at the places over the price and the amount where two lines meet on which orders change.
fn meetings(planes: &[Plane]) -> Option<Vec<i128>> {
    let most = Ratio::of(i128::from(Cents::MAX.get()));
    // Each line is an amount at a price of zero and how it rises with the price, or a price alone.
    let (mut lines, mut prices) = (Vec::new(), vec![Ratio::of(0), most]);
    for (place, a) in planes.iter().enumerate() {
        for b in planes.iter().skip(place + 1) {
            let (apart, rise) = (b.at_zero.minus(a.at_zero)?, b.by_price.minus(a.by_price)?);
            let turn = a.by_variable.minus(b.by_variable)?;
            if turn != Ratio::of(0) {
                let line = (apart.over(turn)?, rise.over(turn)?);
                if !lines.contains(&line) {
                    lines.push(line);
                }
            } else if rise != Ratio::of(0) {
                let price = Ratio::of(0).minus(apart.over(rise)?)?;
                if !prices.contains(&price) {
                    prices.push(price);
                }
            }
        }
    }
    if lines.len() > MOST_LINES || prices.len() > MOST_LINES {
        return None;
    }
    for (place, a) in lines.iter().enumerate() {
        for b in lines.iter().skip(place + 1) {
            let turn = a.1.minus(b.1)?;
            if turn != Ratio::of(0) {
                prices.push(b.0.minus(a.0)?.over(turn)?);
            }
        }
    }
    let mut amounts = Vec::new();
    for price in prices.into_iter().filter(|price| price.is_within(most)) {
        for line in &lines {
            amounts.push(line.0.plus(line.1.times(price)?)?.floor());
        }
    }
    amounts.sort_unstable();
    amounts.dedup();
    Some(amounts)
}

/// An exact fraction, in lowest terms, the denominator above zero.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ratio(i128, i128);

impl Ratio {
    const fn of(whole: i128) -> Ratio {
        Ratio(whole, 1)
    }

    fn new(numerator: i128, denominator: i128) -> Option<Ratio> {
        let (mut a, mut b) = (numerator.checked_abs()?, denominator.checked_abs()?);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1).checked_mul(denominator.signum())?;
        Some(Ratio(numerator.checked_div(divisor)?, denominator.checked_div(divisor)?))
    }

    fn plus(self, other: Ratio) -> Option<Ratio> {
        let sum = self.0.checked_mul(other.1)?.checked_add(other.0.checked_mul(self.1)?)?;
        Ratio::new(sum, self.1.checked_mul(other.1)?)
    }

    fn minus(self, other: Ratio) -> Option<Ratio> {
        self.plus(Ratio(other.0.checked_neg()?, other.1))
    }

    fn times(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?)
    }

    fn over(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?)
    }

    fn floor(self) -> i128 {
        self.0.div_euclid(self.1)
    }

    fn is_within(self, most: Ratio) -> bool {
        (0..=most.0).contains(&self.floor())
    }
}
