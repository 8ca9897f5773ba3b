//! What the evaluator makes of single facts and clauses, for measuring what a case exercises: the same computations as
//! those of a decision, asked one by one.

use super::context::{Clauses, Context};
use super::{Asked, Detail};
use crate::calendar::Instant;
use crate::decision::{Charges, ReadingRule, Source};
use crate::facts::Facts;
use crate::law::Law;
use crate::money::Cents;
use crate::policy::Policy;
use crate::policy::building_blocks::{Amount, Anchor, Conditions, Since, TierBounds};
use crate::policy::forms::{LimitAmount, Takes, Tier, Tiers};
use crate::policy::people::PartBounds;
use crate::vocabulary::ChargeKind;

use super::tiers::Start;

/// Facts, to be asked about.
pub(crate) struct Probe<'a> {
    ctx: Context<'a>,
    /// The clauses that apply to the question.
    clauses: Clauses<'a>,
}

/// What a table of tiers gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The row with this number, from 0.
    Row(usize),
    /// What applies where no row does.
    Otherwise,
    /// Nothing.
    Nothing,
}

impl<'a> Probe<'a> {
    /// The facts under a policy, the act counted as given when office hours say so.
    pub(crate) fn new(policy: &'a Policy, law: &'a Law, facts: &'a Facts) -> Probe<'a> {
        let mut ctx = Context::new(Asked::of(policy, law, facts), facts.event(), Detail::Amounts);
        let clauses = ctx.applying(facts.question());
        ctx.deem_by_office_hours(&clauses);
        Probe { ctx, clauses }
    }

    /// The places of the clauses that apply to the question, without those that others displace.
    pub(crate) fn applying(&self) -> Vec<u16> {
        self.clauses.iter().map(|(place, _)| *place).collect()
    }

    /// Whether all of some conditions hold.
    pub(crate) fn all_hold(&mut self, conditions: &Conditions) -> bool {
        self.ctx.all_hold(conditions)
    }

    /// Whether performance began no later than the act.
    pub(crate) fn begun(&mut self) -> bool {
        self.ctx.begun()
    }

    /// The instant that the act counts as.
    pub(crate) fn act(&self) -> Option<Instant> {
        self.ctx.act
    }

    /// The instant of an anchor.
    pub(crate) fn anchor(&self, anchor: Anchor) -> Option<Instant> {
        self.ctx.anchor(anchor)
    }

    /// Whether the act lies within bounds before an anchor; it does not when the anchor is not known.
    pub(crate) fn within(&mut self, bounds: &TierBounds, anchor: Anchor) -> bool {
        let Some(at) = self.ctx.anchor(anchor) else { return false };
        let start = Start::new(at, &mut self.ctx);
        self.ctx.within(bounds, &start)
    }

    /// Whether the act lies so long after an anchor as a row may ask.
    pub(crate) fn within_since(&mut self, since: Option<Since>) -> bool {
        since.is_none_or(|since| self.ctx.within_since(since))
    }

    /// Whether so large a part of the people as a row may ask no longer comes.
    pub(crate) fn cancels_within(&mut self, bounds: Option<PartBounds>) -> bool {
        bounds.is_none_or(|bounds| self.ctx.cancels_within(bounds))
    }

    /// The rows of a table that hold, from 0, whichever applies.
    pub(crate) fn holding(&mut self, tiers: &Tiers) -> Vec<usize> {
        let mut applies = |row: &Tier| {
            self.within(&row.bounds, tiers.before)
                && self.within_since(row.since)
                && self.cancels_within(row.cancelled)
                && self.all_hold(&row.conditions)
        };
        tiers.rows.iter().enumerate().filter(|(_, row)| applies(row)).map(|(place, _)| place).collect()
    }

    /// The rows of a table of which one applies, from 0: more than one where tiers overlap, and the first where the table takes
    /// that.
    pub(crate) fn rows(&mut self, tiers: &Tiers) -> Vec<usize> {
        let mut rows = self.holding(tiers);
        if tiers.takes == Takes::First {
            rows.truncate(1);
        }
        rows
    }

    /// What a table of tiers gives.
    pub(crate) fn taken(&mut self, tiers: &'a Tiers) -> Taken {
        // The source is only cited in the reasoning, which is not asked for.
        let chosen = self.ctx.choose(tiers, Source::Rule(ReadingRule::R1), &mut Charges::new());
        let Some(chosen) = chosen else { return Taken::Nothing };
        let row = tiers.rows.iter().position(|row| std::ptr::eq(&row.outcome, chosen));
        row.map_or(Taken::Otherwise, Taken::Row)
    }

    /// What a term comes to.
    pub(crate) fn amount(&mut self, amount: &Amount) -> Cents {
        // What it is for and where it stands are only told in the reasoning, which is not asked for.
        self.ctx.amount(amount, ChargeKind::CancellationFee, Source::Rule(ReadingRule::R1))
    }

    /// What an amount limits liability to; `None` where it limits nothing.
    pub(crate) fn limit_amount(&mut self, amount: LimitAmount) -> Option<Cents> {
        self.ctx.limit_amount(amount)
    }
}
