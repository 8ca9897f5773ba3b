//! The people for whom something was agreed, and how many of them no longer come.

use crate::facts::table::{Fact, FactValue, agreement, booking_change, cancellation};
use crate::facts::{Agreement, Event};
use crate::money::Percent;
use crate::policy::Summary;
use crate::vocabulary::{Question, both};
use std::iter;

/// The fact that says how many no longer come, where a question has one.
pub fn cancelled_count(question: Question) -> Option<Fact> {
    match question {
        Question::Cancellation => Some(&cancellation::CANCELLED_COUNT),
        Question::BookingChange => Some(&booking_change::CANCELLED_COUNT),
        _ => None,
    }
}

/// How many of `all` no longer come: unless it is stated, a change is about nobody and everything else about all.
pub(crate) fn cancelled_of(question: Question, stated: Option<u32>, all: u32) -> u32 {
    stated.unwrap_or(if question == Question::BookingChange { 0 } else { all })
}

/// Those who no longer come, and all of them.
pub fn cancelled(agreement: &Agreement, event: &Event) -> (u32, u32) {
    let (question, all) = (event.question(), agreement.participants.unwrap_or(1));
    let stated = match cancelled_count(question).and_then(|fact| fact.get(agreement, event, 0)) {
        Some(FactValue::Count(count)) => Some(count),
        _ => None,
    };
    (cancelled_of(question, stated, all), all)
}

/// The facts that both are read from.
pub fn facts(question: Question) -> impl Iterator<Item = Fact> {
    [&agreement::PARTICIPANTS as Fact].into_iter().chain(cancelled_count(question))
}

/// How large a part of them a row of tiers asks to no longer come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartBounds {
    /// At least, or more than, this.
    pub lower: Option<PartBound>,
    /// At most, or less than, this.
    pub upper: Option<PartBound>,
}

/// One bound of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartBound {
    /// How much of all.
    pub percent: Percent,
    /// Whether exactly that much is included.
    pub inclusive: bool,
}

impl PartBound {
    /// Whether so many of so many are at least this, or more.
    pub fn is_reached(self, part: u32, all: u32) -> bool {
        PartBounds { lower: Some(self), upper: None }.hold(part, all)
    }
}

impl PartBounds {
    /// Whether so many of so many lie within the bounds, to the person.
    pub fn hold(self, part: u32, all: u32) -> bool {
        let hundred = u64::from(Percent::HUNDRED.units());
        let of =
            |bound: PartBound| (u64::from(part) * hundred).cmp(&(u64::from(bound.percent.units()) * u64::from(all)));
        let holds = |bound: Option<PartBound>, wanted: std::cmp::Ordering| {
            bound.is_none_or(|bound| of(bound) == wanted || (bound.inclusive && of(bound).is_eq()))
        };
        holds(self.lower, std::cmp::Ordering::Greater) && holds(self.upper, std::cmp::Ordering::Less)
    }

    /// The bounds that there are.
    pub fn both(self) -> impl Iterator<Item = PartBound> {
        self.lower.into_iter().chain(self.upper)
    }

    /// Whether every part of a stretch lies within them.
    pub fn cover(self, stretch: Stretch) -> bool {
        let (least, most) = match stretch {
            Stretch::At(percent) => {
                let within = |bound: PartBound, beyond: bool| beyond || (bound.inclusive && bound.percent == percent);
                return self.lower.is_none_or(|bound| within(bound, percent > bound.percent))
                    && self.upper.is_none_or(|bound| within(bound, percent < bound.percent));
            }
            Stretch::Between(least, most) => (least, most),
        };
        self.lower.is_none_or(|bound| bound.percent <= least) && self.upper.is_none_or(|bound| bound.percent >= most)
    }

    /// Whether some people may come and others not.
    pub fn allow_a_part(self) -> bool {
        let within = |stretch: &Stretch| match stretch {
            Stretch::At(percent) => percent.units() > 0 && *percent < Percent::HUNDRED,
            Stretch::Between(..) => true,
        };
        stretches(iter::once(self)).iter().any(|stretch| within(stretch) && self.cover(*stretch))
    }

    /// Whether no number of people lies within them.
    pub fn is_empty(self) -> bool {
        let including = |percent| PartBound { percent, inclusive: true };
        let lower = self.lower.unwrap_or(including(Percent::whole(0)));
        let upper = self.upper.unwrap_or(including(Percent::HUNDRED));
        let nothing_between = lower.percent == upper.percent && !(lower.inclusive && upper.inclusive);
        lower.percent > upper.percent || nothing_between
    }
}

/// Parts between which no bound distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Exactly so much.
    At(Percent),
    /// More than the first, and less than the second.
    Between(Percent, Percent),
}

impl Stretch {
    /// As a person would say it.
    pub(crate) fn text(self) -> Summary {
        match self {
            Stretch::At(percent) => both!("{percent}% of the people", "{percent}% van de mensen"),
            Stretch::Between(least, most) if least.units() == 0 => {
                both!("less than {most}% of the people", "minder dan {most}% van de mensen")
            }
            Stretch::Between(least, _) => both!("more than {least}% of the people", "meer dan {least}% van de mensen"),
        }
    }
}

/// The stretches between some bounds, from none to all of the people.
pub(crate) fn stretches(bounds: impl Iterator<Item = PartBounds>) -> Vec<Stretch> {
    let mut named: Vec<Percent> = bounds.flat_map(PartBounds::both).map(|bound| bound.percent).collect();
    named.extend([Percent::whole(0), Percent::HUNDRED]);
    named.sort_unstable();
    named.dedup();
    let between = named.iter().zip(named.iter().skip(1)).map(|(least, most)| Stretch::Between(*least, *most));
    let at = named.iter().copied().map(Stretch::At);
    let mut stretches: Vec<Stretch> = at.chain(between).collect();
    stretches.sort_unstable_by_key(|stretch| match stretch {
        Stretch::At(percent) => (*percent, false),
        Stretch::Between(least, _) => (*least, true),
    });
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(percent: u8, inclusive: bool) -> Option<PartBound> {
        Some(PartBound { percent: Percent::whole(percent), inclusive })
    }

    #[test]
    fn a_part_is_compared_to_the_person() {
        let at_most = PartBounds { lower: None, upper: bound(10, true) };
        let less = PartBounds { lower: None, upper: bound(10, false) };
        let more = PartBounds { lower: bound(10, false), upper: None };
        let at_least = PartBounds { lower: bound(10, true), upper: None };
        let of = |part, all| [at_most, less, more, at_least].map(|bounds| bounds.hold(part, all));
        assert_eq!(of(1, 20), [true, true, false, false]);
        assert_eq!(of(2, 20), [true, false, false, true]);
        assert_eq!(of(3, 20), [false, false, true, true]);
        assert_eq!(of(1, 9), [false, false, true, true]);
        assert_eq!(of(1, 11), [true, true, false, false]);
        assert_eq!(of(100_000_000, 1_000_000_000), [true, false, false, true]);
        assert_eq!(of(0, 1), [true, true, false, false]);
        assert!(PartBounds::default().hold(0, 1));
    }

    #[test]
    fn every_part_lies_in_one_stretch_that_bounds_cover_wholly_or_not_at_all() {
        let half = PartBounds { lower: bound(50, true), upper: None };
        let some = PartBounds { lower: bound(10, false), upper: bound(50, false) };
        let found = stretches([half, some].into_iter());
        let texts: Vec<String> = found.iter().map(|part| part.text().en).collect();
        assert_eq!(
            texts,
            [
                "0% of the people",
                "less than 10% of the people",
                "10% of the people",
                "more than 10% of the people",
                "50% of the people",
                "more than 50% of the people",
                "100% of the people",
            ]
        );
        let covered = |bounds: PartBounds| found.iter().map(|stretch| bounds.cover(*stretch)).collect::<Vec<_>>();
        assert_eq!(covered(half), [false, false, false, false, true, true, true]);
        assert_eq!(covered(some), [false, false, false, true, false, false, false]);
        assert!(covered(PartBounds::default()).into_iter().all(|covered| covered));
        for (all, cancelled) in (1..=30_u32).flat_map(|all| (0..=all).map(move |cancelled| (all, cancelled))) {
            let at = |stretch: &&Stretch| match stretch {
                Stretch::At(percent) => u64::from(cancelled) * 1_000_000 == u64::from(percent.units()) * u64::from(all),
                Stretch::Between(least, most) => {
                    let part = u64::from(cancelled) * 1_000_000;
                    u64::from(least.units()) * u64::from(all) < part && part < u64::from(most.units()) * u64::from(all)
                }
            };
            let own: Vec<&Stretch> = found.iter().filter(at).collect();
            assert_eq!(own.len(), 1);
            assert_eq!(half.cover(*own[0]), half.hold(cancelled, all));
            assert_eq!(some.cover(*own[0]), some.hold(cancelled, all));
        }
    }

    #[test]
    fn all_of_the_people_are_no_part_of_them() {
        let allow = |lower, upper| PartBounds { lower, upper }.allow_a_part();
        assert!(allow(None, None) && allow(bound(99, false), None) && allow(None, bound(1, false)));
        assert!(allow(bound(50, true), bound(50, true)));
        assert!(!allow(bound(100, true), None) && !allow(None, bound(0, true)));
    }

    #[test]
    fn bounds_between_which_nothing_lies_are_known() {
        let between = |lower, upper| PartBounds { lower, upper }.is_empty();
        assert!(!between(bound(10, true), bound(10, true)) && !between(bound(10, false), bound(11, false)));
        assert!(between(bound(10, false), bound(10, true)) && between(bound(11, true), bound(10, true)));
        assert!(between(bound(100, false), None) && between(None, bound(0, false)));
        assert!(!between(bound(100, true), None) && !between(None, bound(0, true)) && !between(None, None));
    }
}
