//! The terms that a charge is made of: what each is computed from, where it is rounded, and which of several decides.

use super::walk::{Seen, Test, Walk};
use crate::facts::FactId;
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{
    Amount, Base, ChargeRule, Condition, Counted, Counter, Share, Span, StatedAmount,
};
use crate::policy::declared::{Ask, Declarations, DeclaredKind, DeclaredTest, MostAmount};
use crate::policy::{Summary, people};
use crate::vocabulary::both;

/// Where a term stands, and when it is read.
pub(super) struct Term<'t, 'a> {
    pub(super) span: Span,
    /// The charge, as the points call it.
    pub(super) label: &'t Summary,
    /// The charge could be due: everything but its amount says so.
    pub(super) read: Test<'t, 'a>,
    /// The charge is due.
    pub(super) due: Test<'t, 'a>,
}

impl<'a> Walk<'a> {
    /// The points of each term of a charge.
    pub(super) fn amount(&mut self, rule: &'a ChargeRule, at: &Term<'_, 'a>) {
        self.term(&rule.amount, at);
        self.parts(&rule.amount, at);
    }

    /// The points of the terms within another. What something is taken of has none of its own when it is a base.
    fn parts(&mut self, whole: &'a Amount, at: &Term<'_, 'a>) {
        let operand = match whole {
            Amount::Percent { of, .. } | Amount::Share { of, .. } | Amount::Times { of, .. } => Some(of),
            Amount::Rest { of, .. } => Some(of),
            _ => None,
        };
        let is_bare = |part: &&Amount| operand.is_some_and(|of| std::ptr::eq(*part, &**of)) && part.base().is_some();
        for part in whole.parts().filter(|part| !is_bare(part)) {
            let whole = at.label;
            let label = both!("{whole}, {part}", "{whole}, `{part}`"; whole);
            self.term(part, &Term { label: &label, ..*at });
            self.parts(part, at);
        }
    }

    fn term(&mut self, term: &'a Amount, at: &Term<'_, 'a>) {
        let Term { span, label, read, due } = *at;
        match term {
            Amount::Percent { percent, of, .. } if !is_whole(*percent) => {
                let rounded = move |seen: &mut Seen<'a>| due(seen) && !is_exact(*percent, seen.probe.amount(of));
                self.point(
                    span,
                    || both!("{label} is rounded to a cent", "{label} wordt op een cent afgerond"; label),
                    &rounded,
                );
            }
            Amount::Whole(Base::Stated(stated)) => {
                let none = move |seen: &mut Seen<'a>| read(seen) && seen.probe.amount(term) == Cents::ZERO;
                self.point(
                    span,
                    || both!("{label} where `{stated}` is nothing", "{label} als `{stated}` niets is"; label),
                    &none,
                );
            }
            Amount::Share { share, of, .. } => self.share(*share, of, at),
            Amount::Per { counters, .. } => {
                for counted in counters {
                    let Counted { counter, beyond } = counted;
                    let count = move |seen: &mut Seen<'a>| match *counter {
                        Counter::Declared(id) => seen.count_of(id),
                        _ => counter.counted(seen.facts.agreement(), seen.event()),
                    };
                    // Of those beyond a number none, one and several are so many more in all.
                    let possible = |wanted: u32| match *counter {
                        Counter::Declared(id) => {
                            self.policy.facts.get(id).is_some_and(|fact| fact.kind.may_count(wanted))
                        }
                        _ => wanted > 0,
                    };
                    if possible(*beyond) {
                        let none = &|seen: &mut Seen<'a>| read(seen) && count(seen) == *beyond;
                        self.point(
                            span,
                            || both!("{label} for no {counted}", "{label} bij geen `{counted}`"; label),
                            none,
                        );
                    }
                    if possible(beyond + 1) {
                        self.point(
                            span,
                            || both!("{label} for one {counted}", "{label} bij één `{counted}`"; label),
                            &|seen| due(seen) && count(seen) == beyond + 1,
                        );
                    }
                    let several = &|seen: &mut Seen<'a>| due(seen) && count(seen) > beyond + 1;
                    self.point(
                        span,
                        || both!("{label} for several of {counted}", "{label} bij meer dan één `{counted}`"; label),
                        several,
                    );
                }
            }
            Amount::Greatest(terms) => self.choice(terms, at, |one, other| one > other),
            Amount::Least(terms) => self.choice(terms, at, |one, other| one < other),
            Amount::Rest { of, less } if may_exceed(less, of) => {
                let left = |seen: &mut Seen<'a>| seen.probe.amount(of) > seen.probe.amount(less);
                self.point(
                    span,
                    || both!("{label} where something is left", "{label} als er iets overblijft"; label),
                    &|seen| read(seen) && left(seen),
                );
                self.point(
                    span,
                    || both!("{label} where nothing is left", "{label} als er niets overblijft"; label),
                    &|seen| read(seen) && !left(seen),
                );
            }
            Amount::Percent { .. }
            | Amount::Whole(_)
            | Amount::Fixed(_)
            | Amount::Times { .. }
            | Amount::Sum(_)
            | Amount::Rest { .. } => {}
        }
    }

    /// Each of several terms decides, all others being better or worse.
    fn choice(&mut self, terms: &'a [Amount], at: &Term<'_, 'a>, beats: fn(Cents, Cents) -> bool) {
        let Term { span, label, read, .. } = *at;
        for (place, term) in terms.iter().enumerate() {
            let decides = move |seen: &mut Seen<'a>| {
                let amount = seen.probe.amount(term);
                let others = terms.iter().enumerate().filter(|(other, _)| *other != place);
                read(seen) && others.into_iter().all(|(_, other)| beats(amount, seen.probe.amount(other)))
            };
            self.point(span, || both!("{label} is decided by {term}", "bij {label} beslist `{term}`"; label), &decides);
        }
    }

    fn share(&mut self, share: Share, of: &'a Amount, at: &Term<'_, 'a>) {
        if share.is_of_people() {
            return self.share_of_people(of, at);
        }
        let Term { span, label, read, due } = *at;
        let performance = |seen: &mut Seen<'a>| seen.facts.agreement().performance;
        if share.is_equal_part() {
            let parts = move |seen: &mut Seen<'a>| match share {
                Share::OneSession => seen.facts.agreement().session_count.unwrap_or(1),
                Share::OneMonth => seen.facts.agreement().term_months,
                _ => performance(seen).total_units.unwrap_or(0),
            };
            let what = share.name().trim_start_matches("one_");
            self.point(
                span,
                || both!("{label} of a single {what}", "{label} van één enkel deel (`{what}`)"; label),
                &|seen| due(seen) && parts(seen) == 1,
            );
            let uneven = move |seen: &mut Seen<'a>| {
                let whole = seen.probe.amount(of).get();
                due(seen) && whole.checked_rem(i64::from(parts(seen))).is_some_and(|rest| rest > 0)
            };
            self.point(span, || both!("{label} of {what}s that do not share evenly", "{label} van delen (`{what}`) die niet gelijk opgaan"; label), &uneven);
            return;
        }
        let units = move |seen: &mut Seen<'a>| {
            let performance = performance(seen);
            (i64::from(performance.delivered_units.unwrap_or(0)), i64::from(performance.total_units.unwrap_or(0)))
        };
        self.point(
            span,
            || both!("{label} without a count of units", "{label} zonder aantal eenheden"; label),
            &|seen| read(seen) && units(seen).1 == 0,
        );
        let none = |seen: &mut Seen<'a>| read(seen) && units(seen).0 == 0 && units(seen).1 > 0;
        self.point(
            span,
            || both!("{label} where nothing was delivered", "{label} als er niets is geleverd"; label),
            &none,
        );
        let part = |seen: &mut Seen<'a>| due(seen) && units(seen).0 > 0 && units(seen).0 < units(seen).1;
        self.point(
            span,
            || both!("{label} where a part was delivered", "{label} als een deel is geleverd"; label),
            &part,
        );
        let rounded = move |seen: &mut Seen<'a>| {
            let (delivered, total) = units(seen);
            let whole = seen.probe.amount(of).get();
            due(seen) && whole.checked_mul(delivered).and_then(|n| n.checked_rem(total)).is_some_and(|rest| rest > 0)
        };
        self.point(
            span,
            || both!("{label} is rounded to a cent", "{label} wordt op een cent afgerond"; label),
            &rounded,
        );
    }
}

impl<'a> Walk<'a> {
    fn share_of_people(&mut self, of: &'a Amount, at: &Term<'_, 'a>) {
        let Term { span, label, read, due } = *at;
        let people = |seen: &mut Seen<'a>| people::cancelled(seen.facts.agreement(), seen.event());
        let all = |seen: &mut Seen<'a>| people(seen).0 == people(seen).1;
        let (none, some) = (self.people.hold(1, 1), self.people.allow_a_part());
        if none {
            self.point(span, || both!("{label} where nobody comes", "{label} als niemand komt"; label), &|seen| {
                read(seen) && all(seen)
            });
        }
        if !some {
            return;
        }
        let part = |seen: &mut Seen<'a>| people(seen).0 > 0 && !all(seen);
        self.point(
            span,
            || both!("{label} where a part of the people comes", "{label} als een deel van de mensen komt"; label),
            &|seen| due(seen) && part(seen),
        );
        let rounded = |seen: &mut Seen<'a>| {
            let ((cancelled, all), whole) = (people(seen), seen.probe.amount(of).get());
            let product = whole.checked_mul(i64::from(all.saturating_sub(cancelled)));
            due(seen) && product.and_then(|n| n.checked_rem(i64::from(all))).is_some_and(|rest| rest > 0)
        };
        self.point(
            span,
            || both!("{label} is rounded to a cent", "{label} wordt op een cent afgerond"; label),
            &rounded,
        );
    }
}

/// Whether something can be more than what it goes off: not when it is a part of it.
fn may_exceed(less: &Amount, of: &Amount) -> bool {
    match less {
        Amount::Percent { of: whole, .. } | Amount::Share { of: whole, .. } => **whole != *of,
        less => less != of,
    }
}

/// Whether a percentage is nothing or the whole, and never rounded.
pub(super) fn is_whole(percent: Percent) -> bool {
    percent.units() == 0 || percent == Percent::HUNDRED
}

/// Whether a percentage of an amount is a whole number of cents.
pub(super) fn is_exact(percent: Percent, amount: Cents) -> bool {
    (i128::from(percent.units()) * i128::from(amount.get())) % i128::from(Percent::HUNDRED.units()) == 0
}

/// How far a term reaches: so many ten-thousandths of a percent of the price, at least and at most, and whether something
/// that is no part of the price can come on top.
#[derive(Clone, Copy)]
struct Extent {
    least: u64,
    most: u64,
    beside: bool,
}

const WHOLE: u64 = Percent::HUNDRED.units() as u64;

/// Whether charges can come to more than the price, and whether they can stay within it. Charges that ask for different
/// prices are never due together.
pub(super) fn against_price(rules: &[ChargeRule], declared: &Declarations) -> (bool, bool) {
    let all = [(false, false), (false, true), (true, false), (true, true)];
    let ends = all.into_iter().flat_map(|ends| [(ends, false), (ends, true)]);
    let bounds = rules.iter().flat_map(|rule| rule.conditions.when.iter().chain(&rule.conditions.unless));
    let prices: Vec<Cents> = std::iter::once(Cents::ZERO).chain(bounds.filter_map(least_price)).collect();
    let (mut may_exceed, mut may_not) = (false, false);
    for (((delivered, remaining), stated), price) in
        ends.flat_map(|ends| prices.iter().map(move |price| (ends, *price)))
    {
        let ends = Ends { delivered, remaining, stated, declared };
        let due = rules.iter().filter(|rule| rule.is_under_ceiling() && can_be_due_at(rule, price));
        let Extent { least, most, beside } = due.map(|rule| extent(&rule.amount, ends)).fold(NOTHING, Extent::plus);
        may_exceed |= beside || most > WHOLE;
        may_not |= least < WHOLE || (least == WHOLE && !beside);
    }
    (may_exceed, may_not)
}

/// The least price for which a condition on the price holds.
fn least_price(condition: &Condition) -> Option<Cents> {
    match condition {
        Condition::Declared(DeclaredTest { ask: Ask::Costs(least), .. }) => Some(*least),
        _ => None,
    }
}

/// Whether what a charge asks of the price is so.
fn can_be_due_at(rule: &ChargeRule, price: Cents) -> bool {
    let reached = |condition: &Condition| least_price(condition).map(|least| price >= least);
    rule.conditions.when.iter().all(|condition| reached(condition) != Some(false))
        && rule.conditions.unless.iter().all(|condition| reached(condition) != Some(true))
}

/// Whether all was delivered, or nothing, whether all of the people still come, or nobody, and whether parts of the price are all
/// of it, or nothing: between these what is charged only passes from what it is at one end to what it is at the other.
#[derive(Clone, Copy)]
struct Ends<'d> {
    delivered: bool,
    remaining: bool,
    stated: bool,
    declared: &'d Declarations,
}

impl Ends<'_> {
    /// Whether an amount is one that the price bounds.
    fn is_part_of_price(self, id: FactId) -> bool {
        let most = self.declared.get(id).map(|fact| &fact.kind);
        matches!(most, Some(DeclaredKind::Amount { most: Some(MostAmount::Price) }))
    }
}

const NOTHING: Extent = Extent { least: 0, most: 0, beside: false };

impl Extent {
    fn plus(self, other: Extent) -> Extent {
        Extent {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
            beside: self.beside || other.beside,
        }
    }

    fn scaled(self, numerator: u64, denominator: u64) -> Extent {
        let scaled = |part: u64| part.saturating_mul(numerator) / denominator.max(1);
        Extent { least: scaled(self.least), most: scaled(self.most), beside: self.beside && numerator > 0 }
    }
}

fn extent(amount: &Amount, ends: Ends<'_>) -> Extent {
    let extents = |terms: &[Amount]| -> Vec<Extent> { terms.iter().map(|term| extent(term, ends)).collect() };
    match amount {
        Amount::Whole(Base::Price) => Extent { least: WHOLE, most: WHOLE, beside: false },
        Amount::Whole(Base::Paid) => NOTHING,
        Amount::Whole(Base::Stated(StatedAmount::Declared(id))) if ends.is_part_of_price(*id) => {
            let part = if ends.stated { WHOLE } else { 0 };
            Extent { least: part, most: part, beside: false }
        }
        Amount::Whole(Base::Stated(_)) => Extent { beside: true, ..NOTHING },
        Amount::Fixed(amount) => Extent { beside: *amount > Cents::ZERO, ..NOTHING },
        Amount::Percent { percent, of, .. } => extent(of, ends).scaled(percent.units().into(), WHOLE),
        Amount::Share { share, of, .. } => {
            let whole = extent(of, ends);
            match share {
                Share::Delivered | Share::AllButUndelivered => whole.scaled(u64::from(ends.delivered), 1),
                Share::Undelivered => whole.scaled(u64::from(!ends.delivered), 1),
                Share::Remaining => whole.scaled(u64::from(ends.remaining), 1),
                Share::Cancelled => whole.scaled(u64::from(!ends.remaining), 1),
                Share::OneUnit | Share::OneSession | Share::OneMonth => Extent { least: 0, ..whole },
            }
        }
        Amount::Times { factor, of } => extent(of, ends).scaled(u64::from(*factor), 1),
        Amount::Per { of, counters } => {
            let one = extent(of, ends);
            let least = if counters.iter().any(|counted| counted.beyond > 0) { 0 } else { one.least };
            Extent { least, most: if one.most > 0 { u64::MAX } else { 0 }, ..one }
        }
        Amount::Sum(terms) => extents(terms).into_iter().fold(NOTHING, Extent::plus),
        Amount::Greatest(terms) => extents(terms).into_iter().fold(NOTHING, |a, b| Extent {
            least: a.least.max(b.least),
            most: a.most.max(b.most),
            beside: a.beside || b.beside,
        }),
        Amount::Least(terms) => {
            let extents = extents(terms);
            // What has nothing beside the price bounds the others.
            let bounding: Vec<Extent> = extents.iter().copied().filter(|extent| !extent.beside).collect();
            let beside = bounding.is_empty();
            let of = if beside { &extents } else { &bounding };
            let most = of.iter().map(|extent| extent.most).min().unwrap_or(0);
            Extent { least: extents.iter().map(|extent| extent.least).min().unwrap_or(0), most, beside }
        }
        Amount::Rest { of, less } => {
            let (of, less) = (extent(of, ends), extent(less, ends));
            Extent { least: 0, most: of.most.saturating_sub(less.least), ..of }
        }
    }
}
