//! Forms of clauses on payment.

use super::building_blocks::{DayRule, Period, Span};
use crate::money::{Cents, Percent};

/// Payment in instalments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalments {
    /// The parts, in their order. Either each is [`PartShare::Equal`], or none is and one is [`PartShare::Rest`].
    pub parts: Vec<InstalmentPart>,
}

/// One instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstalmentPart {
    /// How much of the price.
    pub share: PartShare,
    /// When it is invoiced, or asked; never before the conclusion.
    pub invoiced: DayRule,
    /// Whether it may be invoiced earlier: `invoiced` is the last day.
    pub at_the_latest: bool,
    /// How long after its invoice it is due.
    pub due_within: Option<Period>,
    /// The day on which it is due at the latest, but never before it is invoiced.
    pub due_by: Option<DayRule>,
    /// Where it stands in the file.
    pub span: Span,
}

/// How much of the price an instalment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartShare {
    /// As much as every other (M3).
    Equal,
    /// A percentage of the price, at most what the parts before it leave.
    Percent(Percent),
    /// A fixed amount, at most what the parts before it leave.
    Fixed(Cents),
    /// What the others leave, so that no cent is lost.
    Rest,
}

impl Instalments {
    /// The amounts of the parts at a price, in their order: together the price, exactly.
    pub fn amounts(&self, price: Cents) -> Vec<Cents> {
        let count = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let mut left = price;
        let mut take = |amount: Cents| {
            let amount = amount.min(left);
            left = left.minus(amount);
            Some(amount)
        };
        let stated: Vec<Option<Cents>> = (0u32..)
            .zip(&self.parts)
            .map(|(index, part)| match part.share {
                PartShare::Equal => take(price.part(index, count)),
                PartShare::Percent(percent) => take(percent.of(price)),
                PartShare::Fixed(amount) => take(amount),
                PartShare::Rest => None,
            })
            .collect();
        stated.into_iter().map(|amount| amount.unwrap_or(left)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::building_blocks::Anchor;

    fn amounts(price: i64, shares: &[PartShare]) -> Vec<i64> {
        let invoiced = DayRule { anchor: Anchor::ConcludedAt, backwards: false, period: None };
        let part = |&share| InstalmentPart {
            share,
            invoiced,
            at_the_latest: false,
            due_within: None,
            due_by: None,
            span: Span::default(),
        };
        let form = Instalments { parts: shares.iter().map(part).collect() };
        form.amounts(Cents::new(price)).into_iter().map(Cents::get).collect()
    }

    fn percent(percent: u8) -> PartShare {
        PartShare::Percent(Percent::whole(percent))
    }

    #[test]
    fn no_cent_is_lost() {
        let halves = [percent(30), percent(50), PartShare::Rest];
        assert_eq!(amounts(185_005, &halves), [55_502, 92_503, 37_000]);
        assert_eq!(amounts(5, &halves), [2, 3, 0]);
        assert_eq!(amounts(100, &[PartShare::Equal; 3]), [34, 33, 33]);
        assert_eq!(amounts(0, &halves), [0, 0, 0]);
    }

    #[test]
    fn the_rest_may_stand_anywhere() {
        assert_eq!(amounts(101, &[PartShare::Rest, percent(50)]), [50, 51]);
        assert_eq!(amounts(101, &[percent(25), PartShare::Rest, percent(25)]), [25, 51, 25]);
    }

    #[test]
    fn no_part_is_more_than_what_is_left() {
        // Four times 0.72 cents are four cents, of a price of three.
        let four = [percent(24), percent(24), percent(24), percent(24), PartShare::Rest];
        assert_eq!(amounts(3, &four), [1, 1, 1, 0, 0]);
        let deposit = [PartShare::Fixed(Cents::new(5_000)), PartShare::Rest];
        assert_eq!(amounts(5_001, &deposit), [5_000, 1]);
        assert_eq!(amounts(5_000, &deposit), [5_000, 0]);
        assert_eq!(amounts(4_999, &deposit), [4_999, 0]);
    }
}
