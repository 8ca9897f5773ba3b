//! What new terms would have changed, as data.

use serde::Serialize;

/// What new terms would have decided.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeReport {
    /// Decisions that were decided again under the new terms.
    pub decisions: u64,
    /// How many of them would have been other ones.
    pub changed: u64,
    /// How many of those lie in no region that the comparison tells of.
    pub unannounced: u64,
    /// Decisions that the new terms would not have given, since they read a fact that the request does not have.
    pub undecided: u64,
    /// Why, for the first of them.
    pub undecided_because: Option<String>,
    /// Decisions of policies that the new terms do not have.
    pub other_policies: u64,
    /// Decisions on what customers could have done: they are not added up.
    pub options: u64,
    /// Decisions of a policy with another currency than the new terms.
    pub other_currency: u64,
    /// The sums of each question and currency.
    pub sums: Vec<Sums>,
    /// The regions of each comparison, with how many of the decisions lie in them.
    pub regions: Vec<RegionCount>,
    /// What was not compared; a sentence each.
    pub not_compared: Vec<String>,
    /// The most telling of the changed decisions.
    pub telling: Vec<Telling>,
}

/// The sums of one question, in the smallest units of the currency.
#[derive(Clone, Debug, Serialize)]
pub struct Sums {
    /// The question.
    pub question: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// Decisions.
    pub decisions: u64,
    /// How many would have been other ones.
    pub changed: u64,
    /// What is charged.
    pub charged: Effect,
    /// What is paid back.
    pub refund: Effect,
    /// What becomes a credit instead of money.
    pub credit: Effect,
    /// What the provider owes besides.
    pub compensated: Effect,
    /// What is in default, with interest and costs.
    pub owed: Effect,
    /// By how much the charges of changed decisions differ; `None`: none was changed.
    pub difference: Option<Quantiles>,
}

/// A sum then, and as it would have been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// As it was decided.
    pub old: i64,
    /// As the new terms would have decided.
    pub new: i64,
}

impl Effect {
    /// What the new terms add.
    pub fn difference(self) -> i64 {
        self.new.saturating_sub(self.old)
    }
}

/// Differences in cents, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quantiles {
    /// The least.
    pub least: i64,
    /// A tenth is no more than this.
    pub tenth: i64,
    /// Half is no more than this.
    pub median: i64,
    /// Nine tenths are no more than this.
    pub ninetieth: i64,
    /// The most.
    pub most: i64,
}

impl Quantiles {
    /// The quantiles of some differences (nearest rank); `None` for none.
    pub fn of(mut values: Vec<i64>) -> Option<Quantiles> {
        values.sort_unstable();
        let (least, most) = (*values.first()?, *values.last()?);
        let at = |percent: usize| {
            let rank = (values.len() * percent).div_ceil(100).max(1);
            values.get(rank - 1).copied()
        };
        Some(Quantiles { least, tenth: at(10)?, median: at(50)?, ninetieth: at(90)?, most })
    }
}

/// A region in which two versions are proven to differ, and who was in it.
#[derive(Clone, Debug, Serialize)]
pub struct RegionCount {
    /// The two versions, as in `shop 1 → shop 2`.
    pub versions: String,
    /// The question.
    pub question: &'static str,
    /// When, for whom and at what price, in words.
    pub region: String,
    /// How many of the changed decisions lie in it.
    pub decisions: u64,
    /// How many more have other facts, and differ by the same clauses in the same way.
    pub alike: u64,
}

/// A changed decision that shows what the change does.
#[derive(Clone, Debug, Serialize)]
pub struct Telling {
    /// The number of its record.
    pub seq: u64,
    /// The id of its request.
    pub request_id: String,
    /// The question.
    pub question: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// Whether the comparison tells of it.
    pub announced: bool,
    /// As it was decided.
    pub old: Side,
    /// As the new terms would have decided.
    pub new: Side,
}

/// One of two decisions.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// The version that decides, as in `shop 1`.
    pub version: String,
    /// The verdict.
    pub verdict: &'static str,
    /// What is charged, in cents; `None` when nothing may be.
    pub charged: Option<i64>,
    /// What is paid back, in cents.
    pub refund: Option<i64>,
    /// What becomes a credit, in cents.
    pub credit: Option<i64>,
    /// What the provider owes besides, in cents.
    pub compensated: Option<i64>,
    /// What is in default with interest and costs, in cents.
    pub owed: Option<i64>,
    /// The steps of the reasoning, a sentence each.
    pub reasons: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_are_there() {
        assert_eq!(Quantiles::of(Vec::new()), None);
        let one = Quantiles { least: 7, tenth: 7, median: 7, ninetieth: 7, most: 7 };
        assert_eq!(Quantiles::of(vec![7]), Some(one));
        let ten = Quantiles { least: 1, tenth: 1, median: 5, ninetieth: 9, most: 10 };
        assert_eq!(Quantiles::of((1..=10).rev().collect()), Some(ten));
        let eleven = Quantiles { least: 1, tenth: 2, median: 6, ninetieth: 10, most: 11 };
        assert_eq!(Quantiles::of((1..=11).collect()), Some(eleven));
    }
}
