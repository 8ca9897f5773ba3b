//! The scale of collection costs.

use super::{ExactCents, Known, Rate};
use crate::calendar::{Date, Period};

/// The statutory scale of the costs of collecting a claim out of court (BW 6:96 and the decree on it).
///
/// Claims that one notice covers are added up first (BW 6:96(7)). Amounts are whole cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionScale {
    pub(super) provision: &'static str,
    pub(super) known: Known,
    pub(super) from: Date,
    pub(super) minimum: i64,
    pub(super) maximum: i64,
    pub(super) bands: &'static [Band],
    pub(super) notice: CollectionNotice,
}

/// The notice without which a consumer owes no collection costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionNotice {
    /// How long it gives for paying without costs.
    pub gives: Period,
    /// How long after the day of its receipt costs are due at the earliest.
    pub costs_from: Period,
}

/// A part of the scale with one percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Where the band before it ends, in cents.
    pub above: i64,
    /// Where this one ends, inclusive, in cents; `None` for the last band.
    pub up_to: Option<i64>,
    /// The percentage of the principal between the two.
    pub percent: Rate,
}

/// How the costs over one principal come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionSteps {
    /// The bands that the principal reaches, the lowest first.
    pub bands: Vec<BandStep>,
    /// The sum over the bands, in cents, rounded once (rule M2).
    pub sum: i64,
    /// The bound that replaces the sum, if one does.
    pub bound: Option<ScaleBound>,
    /// The costs in cents.
    pub costs: i64,
}

/// The share of one band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandStep {
    /// The band.
    pub band: Band,
    /// The part of the principal that lies in it, in cents, above zero.
    pub part: i64,
    /// The band's percentage of that part, not rounded.
    pub amount: ExactCents,
}

/// A bound of the scale, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleBound {
    /// The sum was below the least amount.
    Minimum(i64),
    /// The sum was above the greatest amount.
    Maximum(i64),
}

impl CollectionScale {
    /// The costs over a principal, both in cents, rounded once, half a cent up (rule M2); 0 without a principal.
    ///
    /// ```
    /// use clausula::law::{JurisdictionId, Law};
    ///
    /// let scale = Law::built_in().of(JurisdictionId::Nl).collection_costs().unwrap();
    /// assert_eq!(scale.costs(100_000), 15_000);
    /// ```
    pub fn costs(&self, principal_cents: i64) -> i64 {
        self.bounded(principal_cents, self.sum(principal_cents)).0
    }

    /// The costs over a principal in cents, step by step; without a principal, no bands and no costs.
    pub fn steps(&self, principal_cents: i64) -> CollectionSteps {
        let step = |band: &Band| {
            let part = band.part(principal_cents);
            // A part of a principal, at most 100% of it, fits.
            let amount = ExactCents::new(part)?.percentage(band.percent)?;
            (part > 0).then_some(BandStep { band: *band, part, amount })
        };
        let sum = self.sum(principal_cents);
        let (costs, bound) = self.bounded(principal_cents, sum);
        CollectionSteps { bands: self.bands.iter().filter_map(step).collect(), sum, bound, costs }
    }

    /// The bands, the lowest first.
    pub fn bands(&self) -> &'static [Band] {
        self.bands
    }

    /// The notice that a consumer must have received.
    pub fn notice(&self) -> CollectionNotice {
        self.notice
    }

    /// How the figures are known.
    pub fn known(&self) -> Known {
        self.known
    }

    /// The least that is due once anything is, in cents.
    pub fn minimum(&self) -> i64 {
        self.minimum
    }

    /// The most that is due, in cents.
    pub fn maximum(&self) -> i64 {
        self.maximum
    }

    /// The provisions.
    pub fn provision(&self) -> &'static str {
        self.provision
    }

    /// The day since which the scale holds.
    pub fn first_day(&self) -> Date {
        self.from
    }

    fn sum(&self, principal: i64) -> i64 {
        let share = |band: &Band| i128::from(band.part(principal)) * i128::from(band.percent.hundredths());
        let hundredths_of_percents: i128 = self.bands.iter().map(share).sum();
        i64::try_from((hundredths_of_percents + 5_000) / 10_000).unwrap_or(i64::MAX)
    }

    fn bounded(&self, principal: i64, sum: i64) -> (i64, Option<ScaleBound>) {
        if principal <= 0 {
            (0, None)
        } else if sum < self.minimum {
            (self.minimum, Some(ScaleBound::Minimum(self.minimum)))
        } else if sum > self.maximum {
            (self.maximum, Some(ScaleBound::Maximum(self.maximum)))
        } else {
            (sum, None)
        }
    }
}

impl Band {
    /// The part of a principal in this band, zero when it does not reach it.
    fn part(&self, principal: i64) -> i64 {
        let end = self.up_to.map_or(principal, |up_to| up_to.min(principal));
        end.saturating_sub(self.above).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{JurisdictionId, Law};

    fn scale() -> &'static CollectionScale {
        Law::built_in().of(JurisdictionId::Nl).collection_costs().unwrap()
    }

    #[test]
    fn the_known_amounts() {
        for (principal, costs) in
            [(100, 40), (1_000, 150), (2_500, 375), (5_000, 625), (10_000, 875), (200_000, 2_775), (1_000_000, 6_775)]
        {
            assert_eq!(scale().costs(principal * 100), costs * 100, "{principal}");
        }
    }

    #[test]
    fn at_the_bounds() {
        assert_eq!(scale().costs(0), 0);
        assert_eq!(scale().costs(-1), 0);
        assert_eq!(scale().costs(1), 4_000);
        // 15% of 266.66 is 39.999, which rounds to the minimum itself; one cent more is above 40.00 before rounding.
        assert_eq!((scale().costs(26_666), scale().steps(26_666).bound), (4_000, None));
        assert_eq!((scale().costs(26_670), scale().steps(26_670).bound), (4_001, None));
        assert_eq!(scale().steps(26_660).bound, Some(ScaleBound::Minimum(4_000)));
        assert_eq!((scale().costs(100_000_000), scale().steps(100_000_000).bound), (677_500, None));
        assert_eq!(scale().steps(100_000_100).bound, Some(ScaleBound::Maximum(677_500)));
        assert_eq!(scale().costs(i64::MAX), 677_500);
        assert_eq!(scale().costs(i64::MIN), 0);
    }

    #[test]
    fn rounded_once_half_up() {
        // 375.00 + 10% of 0.05; 875.00 + 1% of 0.49 and of 0.50.
        assert_eq!(scale().costs(250_004), 37_500);
        assert_eq!(scale().costs(250_005), 37_501);
        assert_eq!(scale().costs(1_000_049), 87_500);
        assert_eq!(scale().costs(1_000_050), 87_501);
    }

    #[test]
    fn the_steps_add_up() {
        let steps = scale().steps(600_000);
        let parts: Vec<_> = steps.bands.iter().map(|step| (step.part, step.amount.rounded().unwrap())).collect();
        assert_eq!(parts, [(250_000, 37_500), (250_000, 25_000), (100_000, 5_000)]);
        assert_eq!((steps.sum, steps.bound, steps.costs), (67_500, None, 67_500));
        let none = scale().steps(0);
        assert_eq!((none.bands.len(), none.sum, none.bound, none.costs), (0, 0, None, 0));
        for principal in (0..30_000_000).step_by(9_973).chain([i64::MIN, i64::MAX]) {
            assert_eq!(scale().steps(principal).costs, scale().costs(principal));
        }
    }
}
