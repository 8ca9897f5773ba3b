//! How much a clause charges. An amount is a term, and terms compose: sums, the greatest and the least of several, what is
//! left of one after another. Each stays continuous and piecewise linear in the price and in every amount that facts state,
//! since no two amounts are ever multiplied, so that proofs are exact: between its kinks a term is a rounded line.

use crate::facts::FactId;
use crate::money::{Cents, Percent, Rounding};
use crate::vocabulary::words;
use std::{fmt, iter};

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A base as it is.
    Whole(Base),
    /// A fixed amount.
    Fixed(Cents),
    /// A percentage, rounded once.
    Percent {
        /// How many percent.
        percent: Percent,
        /// Of what.
        of: Box<Amount>,
        /// Which way it is rounded.
        rounding: Rounding,
    },
    /// A share, rounded once.
    Share {
        /// Which share.
        share: Share,
        /// Of what.
        of: Box<Amount>,
        /// Which way it is rounded; a part of equal parts (M3) is not, since earlier parts take the extra cents.
        rounding: Rounding,
    },
    /// As many times.
    Times {
        /// How many times, from 1 to 1,000.
        factor: u32,
        /// What.
        of: Box<Amount>,
    },
    /// As many times as each of some counts says. Counts are bounded, and a term rises with each.
    Per {
        /// What.
        of: Box<Amount>,
        /// The counts, at least one.
        counters: Vec<Counted>,
    },
    /// All of some terms together.
    Sum(Vec<Amount>),
    /// The greatest of some terms; a minimum is one of them.
    Greatest(Vec<Amount>),
    /// The least of some terms; a maximum is one of them.
    Least(Vec<Amount>),
    /// What is left of something: what stays due where a text says what comes back. Nothing where `less` is more.
    Rest {
        /// Of what.
        of: Box<Amount>,
        /// What goes off.
        less: Box<Amount>,
    },
}

impl Amount {
    /// The terms that this one is made of.
    pub fn parts(&self) -> impl Iterator<Item = &Amount> {
        let (first, second, list): (Option<&Amount>, Option<&Amount>, &[Amount]) = match self {
            Amount::Whole(_) | Amount::Fixed(_) => (None, None, &[]),
            Amount::Percent { of, .. }
            | Amount::Share { of, .. }
            | Amount::Times { of, .. }
            | Amount::Per { of, .. } => (Some(of), None, &[]),
            Amount::Rest { of, less } => (Some(of), Some(less), &[]),
            Amount::Sum(terms) | Amount::Greatest(terms) | Amount::Least(terms) => (None, None, terms),
        };
        first.into_iter().chain(second).chain(list)
    }

    /// This term and every term within it, the outer ones first.
    pub fn all(&self) -> impl Iterator<Item = &Amount> {
        let mut open = vec![self];
        iter::from_fn(move || {
            let next = open.pop()?;
            let at = open.len();
            open.extend(next.parts());
            if let Some(added) = open.get_mut(at..) {
                added.reverse();
            }
            Some(next)
        })
    }

    /// The bases that the term reads.
    pub fn bases(&self) -> impl Iterator<Item = Base> {
        self.all().filter_map(|term| match term {
            Amount::Whole(base) => Some(*base),
            _ => None,
        })
    }

    /// The facts that the policy declares and that any of it reads.
    pub fn declared(&self) -> impl Iterator<Item = FactId> {
        let amounts = self.bases().filter_map(|base| match base {
            Base::Stated(StatedAmount::Declared(id)) => Some(id),
            _ => None,
        });
        let counts = self.counters().filter_map(|counter| match counter {
            Counter::Declared(id) => Some(id),
            _ => None,
        });
        amounts.chain(counts)
    }

    /// The counts that multiply any of it.
    pub fn counters(&self) -> impl Iterator<Item = Counter> {
        self.counted().map(|counted| counted.counter)
    }

    /// The same, and from where on each multiplies.
    pub fn counted(&self) -> impl Iterator<Item = Counted> {
        fn of(term: &Amount) -> &[Counted] {
            match term {
                Amount::Per { counters, .. } => counters,
                _ => &[],
            }
        }
        self.all().flat_map(of).copied()
    }

    /// The shares that any of it is.
    pub fn shares(&self) -> impl Iterator<Item = Share> {
        self.all().filter_map(|term| match term {
            Amount::Share { share, .. } => Some(*share),
            _ => None,
        })
    }

    /// The base that this is, when it is one as it stands.
    pub fn base(&self) -> Option<Base> {
        match self {
            Amount::Whole(base) => Some(*base),
            _ => None,
        }
    }

    /// What a percentage, a share or a multiple of a term is taken of, when that is a base.
    pub fn of_base(&self) -> Option<Base> {
        match self {
            Amount::Percent { of, .. } | Amount::Share { of, .. } | Amount::Times { of, .. } => of.base(),
            _ => None,
        }
    }

    /// Whether a higher price can make it fall: it takes something off that is not one rounded part of the whole.
    pub fn may_fall(&self) -> bool {
        self.all().any(|term| match term {
            Amount::Rest { of, less } => match &**less {
                Amount::Percent { of: whole, .. } | Amount::Share { of: whole, .. } => whole != of,
                Amount::Fixed(_) | Amount::Whole(Base::Stated(_)) => false,
                _ => true,
            },
            _ => false,
        })
    }

    /// Whether it chooses between terms, or begins where a count is beyond a number, so that it has kinks.
    pub fn is_kinked(&self) -> bool {
        self.all().any(|term| matches!(term, Amount::Greatest(_) | Amount::Least(_) | Amount::Rest { .. }))
            || self.counted().any(|counted| counted.beyond > 0)
    }
}

/// A term in the words of a policy file, as in `30% of price`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, terms: &[Amount], before: &str, between: &str| {
            f.write_str(before)?;
            for (place, term) in terms.iter().enumerate() {
                write!(f, "{}{term}", if place > 0 { between } else { "" })?;
            }
            Ok(())
        };
        match self {
            Amount::Whole(base) => write!(f, "{base}"),
            Amount::Fixed(amount) => write!(f, "{amount}"),
            Amount::Percent { percent, of, .. } => write!(f, "{percent}% of {of}"),
            Amount::Share { share, of, .. } => write!(f, "{share} of {of}"),
            Amount::Times { factor, of } => write!(f, "{factor} times {of}"),
            Amount::Per { of, counters } => {
                write!(f, "{of}")?;
                counters.iter().try_for_each(|counter| write!(f, " per {counter}"))
            }
            Amount::Sum(terms) => list(f, terms, "", " + "),
            Amount::Greatest(terms) => list(f, terms, "the greatest of ", " and "),
            Amount::Least(terms) => list(f, terms, "the least of ", " and "),
            Amount::Rest { of, less } => write!(f, "all of {of} but {less}"),
        }
    }
}

/// What a term starts from. A fact that a policy declares is one like any other amount that the facts state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// The agreed price.
    Price,
    /// The amount paid.
    Paid,
    /// An amount that the facts state.
    Stated(StatedAmount),
}

impl Base {
    /// The names in a policy file: those of its own first, then those of stated amounts.
    pub const NAMES: &'static [&'static str] = &NAMES;

    /// The base with a name.
    pub fn parse(name: &str) -> Option<Base> {
        match name {
            PRICE => Some(Base::Price),
            PAID => Some(Base::Paid),
            _ => StatedAmount::parse(name).map(Base::Stated),
        }
    }
}

const PRICE: &str = "price";
const PAID: &str = "paid";

/// The name in a policy file.
impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Base::Price => f.write_str(PRICE),
            Base::Paid => f.write_str(PAID),
            Base::Stated(amount) => write!(f, "{amount}"),
        }
    }
}

const NAMES: [&str; 2 + StatedAmount::NAMES.len()] = {
    let mut names = [""; 2 + StatedAmount::NAMES.len()];
    let (own, stated) = names.split_at_mut(2);
    own.copy_from_slice(&[PRICE, PAID]);
    stated.copy_from_slice(StatedAmount::NAMES);
    names
};

words! {
    /// An amount that the facts state.
    StatedAmount, or declared as FactId {
        /// The costs of a change that the offer states.
        ChangeCostsInOffer = "change_costs_in_offer",
        /// The costs made for the performance.
        CostsIncurred = "costs_incurred",
        /// The loss of value of returned goods.
        GoodsDevaluation = "goods_devaluation",
        /// A month's salary of the staff member.
        MonthlySalary = "monthly_salary",
    }
}

words! {
    /// A share of a whole.
    Share {
        /// The units delivered.
        Delivered = "delivered",
        /// The units not delivered.
        Undelivered = "undelivered",
        /// The whole less the share of the units not delivered, which is the one that is rounded.
        AllButUndelivered = "all_but_undelivered",
        /// One of the units, the first of equal parts (M3).
        OneUnit = "one_unit",
        /// One of the sessions, the first of equal parts.
        OneSession = "one_session",
        /// One of the months of a contract period, the first of equal parts.
        OneMonth = "one_month",
        /// The people who still come, of all.
        Remaining = "remaining",
        /// The people who no longer come: the whole less the share of those who still come, which is the one that is
        /// rounded, so that no cent is lost (M3).
        Cancelled = "cancelled",
    }
}

impl Share {
    /// Whether it is one of equal parts, of which earlier ones take the extra cents.
    pub const fn is_equal_part(self) -> bool {
        matches!(self, Share::OneUnit | Share::OneSession | Share::OneMonth)
    }

    /// Whether it is one of the people.
    pub const fn is_of_people(self) -> bool {
        matches!(self, Share::Remaining | Share::Cancelled)
    }
}

words! {
    /// What multiplies an amount.
    Counter, or declared as FactId {
        /// The number of services agreed.
        Service = "service",
        /// The number of breaches.
        Breach = "breach",
        /// The number of people for whom it was agreed.
        Participants = "participants",
        /// The number of people who no longer come.
        Cancelled = "cancelled",
    }
}

/// A count that multiplies an amount, from a number on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is counted.
    pub counter: Counter,
    /// So many of them cost nothing.
    pub beyond: u32,
}

impl Counted {
    /// How many of a count multiply.
    pub const fn of(self, count: u32) -> u32 {
        count.saturating_sub(self.beyond)
    }
}

impl From<Counter> for Counted {
    fn from(counter: Counter) -> Counted {
        Counted { counter, beyond: 0 }
    }
}

/// In the words of a policy file, as in `guests beyond 10`.
impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.beyond {
            0 => write!(f, "{}", self.counter),
            beyond => write!(f, "{} beyond {beyond}", self.counter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: u8, of: Amount) -> Amount {
        Amount::Percent { percent: Percent::whole(percent), of: Box::new(of), rounding: Rounding::Nearest }
    }

    fn all_but(less: Amount, of: Amount) -> Amount {
        Amount::Rest { of: Box::new(of), less: Box::new(less) }
    }

    #[test]
    fn a_rest_falls_only_where_more_may_go_off_than_one_part_of_it() {
        let (price, paid) = (|| Amount::Whole(Base::Price), Amount::Whole(Base::Paid));
        let cost = Amount::Whole(Base::Stated(StatedAmount::CostsIncurred));
        let twice = Amount::Times { factor: 2, of: Box::new(price()) };
        for rises in [price(), percent(50, price()), all_but(percent(50, price()), price()), all_but(cost, price())] {
            assert!(!rises.may_fall(), "{rises}");
        }
        let half_of_twice = percent(50, twice.clone());
        let two_parts = Amount::Sum(vec![percent(50, price()), percent(50, price())]);
        for falls in [all_but(half_of_twice, price()), all_but(two_parts, price()), all_but(paid, price())] {
            assert!(falls.may_fall(), "{falls}");
            assert!(percent(10, falls.clone()).may_fall() && Amount::Sum(vec![price(), falls]).may_fall());
        }
    }

    #[test]
    fn a_term_is_named_in_the_words_of_a_file() {
        let price = || Amount::Whole(Base::Price);
        let least = Amount::Least(vec![percent(30, price()), Amount::Fixed(Cents::new(500))]);
        let counters = vec![Counted { counter: Counter::Participants, beyond: 10 }, Counter::Service.into()];
        let each = Amount::Per { of: Box::new(least), counters };
        assert_eq!(
            all_but(each, price()).to_string(),
            "all of price but the least of 30% of price and 5.00 per participants beyond 10 per service"
        );
    }
}
