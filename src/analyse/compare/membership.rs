//! Whether a case that two versions decide differently lies in a region that their comparison found.

use super::answer::{ComparedAnswer, differ};
use super::{Comparison, Region};
use crate::calendar::{Instant, Zone};
use crate::decision::Decision;
use crate::facts::Facts;
use crate::money::Cents;
use crate::policy::Policy;
use std::cmp::Ordering;

/// How a case belongs to a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Its customer, product, price and moment are those of the region.
    Within,
    /// The region is told for other facts, and the same clauses make the same kind of difference.
    Alike,
}

/// A case that two versions decided.
#[derive(Clone, Copy, Debug)]
pub struct DecidedCase<'a> {
    /// What was known.
    pub facts: &'a Facts,
    /// What the old version decides.
    pub old: &'a Decision,
    /// What the new one decides.
    pub new: &'a Decision,
}

impl DecidedCase<'_> {
    /// Whether the two decisions differ in anything but their reasons.
    pub fn differs(&self) -> bool {
        differ(self.old, self.new)
    }

    /// What both answer.
    pub fn answers(&self) -> (ComparedAnswer, ComparedAnswer) {
        (ComparedAnswer::of(self.old, self.new), ComparedAnswer::of(self.new, self.old))
    }

    /// The instant that the act counts as.
    fn act(&self) -> Option<Instant> {
        self.old.effective_at.or_else(|| self.facts.event().act())
    }
}

impl Comparison {
    /// The region, by its place, that a case belongs to; `None`: the comparison does not tell of the difference.
    pub fn region_of(&self, policy: &Policy, case: &DecidedCase<'_>) -> Option<(usize, Membership)> {
        let (old, new) = case.answers();
        let in_all = || self.regions.iter().enumerate();
        let kind = |region: &Region| region.is_of_kind(case, &old, &new);
        let within = in_all().find(|(_, region)| kind(region) && region.holds(&policy.zone, case));
        let alike = || {
            in_all().find(|(_, region)| {
                kind(region) && region.old.clauses == old.clauses && region.new.clauses == new.clauses
            })
        };
        let found = within.map(|(place, _)| (place, Membership::Within));
        found.or_else(|| alike().map(|(place, _)| (place, Membership::Alike)))
    }
}

impl Region {
    /// Whether it is about the question, for the customer and product, with these verdicts and this side of the difference.
    fn is_of_kind(&self, case: &DecidedCase<'_>, old: &ComparedAnswer, new: &ComparedAnswer) -> bool {
        let agreement = case.facts.agreement();
        self.question == case.facts.question()
            && self.members.contains(&(agreement.product, agreement.customer))
            && (self.old.verdict, self.new.verdict) == (old.verdict, new.verdict)
            && side(&self.old, &self.new) == side(old, new)
    }

    /// Whether the price and the moment lie within.
    fn holds(&self, zone: &Zone, case: &DecidedCase<'_>) -> bool {
        let price = case.facts.agreement().price;
        let priced = self.price_from <= price && self.price_until.is_none_or(|until| price < until);
        priced && self.in_window(zone, case)
    }

    fn in_window(&self, zone: &Zone, case: &DecidedCase<'_>) -> bool {
        let (Some(from), Some(act)) = (self.window.from, case.act()) else { return true };
        let (agreement, witness) = (case.facts.agreement(), &self.witness.agreement);
        let start = agreement.starts_at.zip(witness.starts_at);
        let days_before = start.map(|(start, _)| zone.date_of(act).days_until(zone.date_of(start)));
        // The same instant as seen from the start of the case, or where there is none from its conclusion.
        let (mark, witness_mark) = start.unwrap_or((agreement.concluded_at, witness.concluded_at));
        let moved = |at: Instant| at.plus_secs(mark.secs() - witness_mark.secs());
        let is_open = from <= witness.concluded_at;
        let after_begin = match (self.window.from_days_before, days_before) {
            (Some(most), Some(days)) => days <= most,
            _ => is_open || moved(from).is_none_or(|from| from <= act),
        };
        let before_end = match (self.window.until_days_before, days_before) {
            (Some(least), Some(days)) => days >= least,
            _ => self.window.until.and_then(moved).is_none_or(|until| act < until),
        };
        after_begin && before_end
    }
}

/// On which side the new answer is, by what the customer pays and, where that is alike, by what comes back.
fn side(old: &ComparedAnswer, new: &ComparedAnswer) -> (Ordering, Ordering) {
    let by =
        |of: fn(&ComparedAnswer) -> Option<Cents>| of(new).unwrap_or(Cents::ZERO).cmp(&of(old).unwrap_or(Cents::ZERO));
    (by(|answer| answer.charged), by(|answer| answer.arrears))
}
