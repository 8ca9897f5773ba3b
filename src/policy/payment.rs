//! Forms of clauses on payment.

use super::building_blocks::{DayRule, Period, Span};
use crate::calendar::{Date, Holidays};
use crate::money::{Cents, Percent};

/// A step against late payment: a reminder, a further letter, handing over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionStep {
    /// How long after it the customer may still pay before the next; `None`: at once.
    pub grace: Option<Period>,
    /// What it costs the customer.
    pub costs: StepCosts,
    /// Where it stands in the file.
    pub span: Span,
}

/// What a step against late payment costs the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepCosts {
    /// Nothing.
    Free,
    /// A fixed amount.
    Fixed(Cents),
    /// A percentage of what is open, but not less than an amount.
    Percent(Percent, Cents),
}

impl StepCosts {
    /// What it comes to for an invoice of which so much is open.
    pub fn of(self, open: Cents) -> Cents {
        match self {
            StepCosts::Free => Cents::ZERO,
            StepCosts::Fixed(amount) => amount,
            StepCosts::Percent(percent, least) => percent.of(open).max(least),
        }
    }
}

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StepTaken {
    /// Its number, from 1; `None`: it came before the last day to pay had passed, and counts for nothing.
    pub number: Option<u32>,
    /// When.
    pub on: Date,
    /// The last day to pay until then.
    pub after: Date,
    /// The last day to pay from then on; `None`: to be paid at once.
    pub pay_by: Option<Date>,
}

/// What the days on which steps were taken, oldest first, come to: each counts as the next step when the last day to pay
/// has passed by then. `None` outside the calendar.
pub(crate) fn steps_taken(
    steps: &[CollectionStep],
    due_on: Date,
    days: &[Date],
    holidays: Holidays,
) -> Option<Vec<StepTaken>> {
    let (mut steps, mut after, mut pay_by) = ((1u32..).zip(steps).peekable(), due_on, Some(due_on));
    let mut taken = Vec::new();
    for &on in days {
        let Some((number, step)) = steps.next_if(|_| on > after) else {
            if steps.peek().is_some() {
                taken.push(StepTaken { number: None, on, after, pay_by });
            }
            continue;
        };
        pay_by = match step.grace {
            Some(grace) => Some(grace.after(on, holidays)?),
            None => None,
        };
        taken.push(StepTaken { number: Some(number), on, after, pay_by });
        after = pay_by.unwrap_or(on);
    }
    Some(taken)
}

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
    fn a_step_counts_once_the_last_day_to_pay_has_passed() {
        let day = |text: &str| Date::parse(text).unwrap();
        let step = |grace: Option<&str>| CollectionStep {
            grace: grace.map(|grace| grace.parse().unwrap()),
            costs: StepCosts::Free,
            span: Span::default(),
        };
        let steps = [step(Some("1 week")), step(Some("1 week")), step(None)];
        let taken = |days: &[&str]| {
            let days: Vec<Date> = days.iter().map(|text| day(text)).collect();
            let taken = steps_taken(&steps, day("2026-03-16"), &days, Holidays::named("NL").unwrap()).unwrap();
            taken.iter().map(|step| (step.number, step.pay_by.map(|day| day.to_string()))).collect::<Vec<_>>()
        };
        let by = |day: &str| Some(day.to_owned());
        assert_eq!(taken(&["2026-03-16"]), [(None, by("2026-03-16"))]);
        assert_eq!(taken(&["2026-03-17"]), [(Some(1), by("2026-03-24"))]);
        // The second comes on the last day of the first, and counts for nothing; a day later it counts.
        assert_eq!(taken(&["2026-03-17", "2026-03-24"])[1], (None, by("2026-03-24")));
        assert_eq!(taken(&["2026-03-17", "2026-03-25"])[1], (Some(2), by("2026-04-01")));
        let all = taken(&["2026-03-17", "2026-03-24", "2026-03-25", "2026-04-02", "2026-05-01"]);
        assert_eq!(all[3], (Some(3), None));
        assert_eq!(all.len(), 4, "there are no more steps");
    }

    #[test]
    fn a_percentage_with_a_minimum() {
        let costs = StepCosts::Percent(Percent::whole(15), Cents::new(5_000));
        let of = |cents| costs.of(Cents::new(cents)).get();
        // 15% of 333.30 is 49.995, rounded to 50.00; of 333.37 it is 50.0055.
        assert_eq!([of(0), of(12_040), of(33_330), of(33_337), of(40_010)], [5_000, 5_000, 5_000, 5_001, 6_002]);
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
