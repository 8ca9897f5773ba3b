//! What was found about each invariant: how many cases decided it, the smallest that breaks it, and what stays open.

use super::super::breakpoints::{Case, Unclear};
use super::super::obligation::Invariant;
use crate::calendar::Instant;
use crate::decision::{Charge, Decision};
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::vocabulary::{Basis, CreditOf};
use std::collections::BTreeMap;

/// A case that seems to break an invariant: to be replayed.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) case: Case,
    pub(super) price: Cents,
    /// The first instant of the step on which it happens.
    pub(super) act: Option<Instant>,
    /// The first instant after that step.
    pub(super) until: Option<Instant>,
    pub(super) basis: Basis,
    /// The place to look at, where it is narrower than the clause.
    pub(super) span: Option<Span>,
    /// What to say besides what the replay says.
    pub(super) note: Option<Summary>,
}

/// What was found about one invariant.
#[derive(Debug, Default)]
pub(super) struct LedgerEntry {
    pub(super) cases: u64,
    /// The smallest, at a price above zero and at zero: a price of a cent says more.
    positive: Option<(Rank, Candidate)>,
    zero: Option<(Rank, Candidate)>,
    /// Those that are told apart by where they happen.
    several: BTreeMap<(u16, Vec<usize>), (Rank, Candidate)>,
    pub(super) undecided: Option<Summary>,
}

/// What is small: the price, then the number of facts, then the day.
type Rank = (Cents, usize, Option<Instant>);

/// What was found about every invariant of a subject.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: BTreeMap<Invariant, LedgerEntry>,
    gap: Option<Summary>,
    settled: Vec<(Vec<Charge>, Option<CreditOf>)>,
}

impl Ledger {
    /// One more case that was decided.
    pub(super) fn decided(&mut self, invariant: Invariant) {
        self.entries.entry(invariant).or_default().cases += 1;
    }

    /// Something about which the analysis cannot tell: the first reason stays.
    pub(super) fn undecided(&mut self, invariant: Invariant, reason: impl FnOnce() -> Summary) {
        self.entries.entry(invariant).or_default().undecided.get_or_insert_with(reason);
    }

    /// A case that breaks an invariant; kept when it is smaller than those before. `order` counts the cases.
    pub(super) fn broken(
        &mut self,
        invariant: Invariant,
        order: usize,
        price: Cents,
        act: Option<Instant>,
        candidate: impl FnOnce() -> Candidate,
    ) {
        let entry = self.entries.entry(invariant).or_default();
        let slot = if price > Cents::ZERO { &mut entry.positive } else { &mut entry.zero };
        let rank = (price, order, act);
        if slot.as_ref().is_none_or(|(known, _)| rank < *known) {
            *slot = Some((rank, candidate()));
        }
    }

    /// A case that breaks an invariant at one place of several: the smallest of each place is kept.
    pub(super) fn broken_at(
        &mut self,
        invariant: Invariant,
        place: (u16, Vec<usize>),
        order: usize,
        act: Option<Instant>,
        candidate: impl FnOnce() -> Candidate,
    ) {
        let several = &mut self.entries.entry(invariant).or_default().several;
        let rank = (Cents::ZERO, order, act);
        if several.get(&place).is_none_or(|(known, _)| rank < *known) {
            several.insert(place, (rank, candidate()));
        }
    }

    /// Something was not looked at: nothing that was not refuted is decided.
    pub(super) fn gap(&mut self, reason: impl FnOnce() -> Summary) {
        self.gap.get_or_insert_with(reason);
    }

    /// Whether the same charges were settled before, in money or as a credit; remembers them.
    pub(super) fn settled_before(&mut self, decision: &Decision) -> bool {
        let credit = decision.settlement.and_then(|settlement| settlement.credit).map(|credit| credit.of);
        let settled = (decision.charges.to_vec(), credit);
        let known = self.settled.contains(&settled);
        if !known {
            self.settled.push(settled);
        }
        known
    }

    /// What was not looked at, if anything.
    pub(super) fn found_gap(&self) -> Option<Summary> {
        self.gap.clone()
    }

    /// In what order two sums of charges lie is not known at every price, for a reason.
    pub(super) fn unclear_order(&mut self, reason: fn() -> Summary) {
        for invariant in [
            Invariant::MonotoneTiers,
            Invariant::FeeWithinPriceAsWritten,
            Invariant::FeeWithinPriceAsCharged,
            Invariant::MonotoneInPrice,
        ] {
            self.undecided(invariant, reason);
        }
    }

    /// Amounts or counts decide in more ways than is looked at, for a reason.
    pub(super) fn unclear_cases(&mut self, unclear: Unclear, reason: fn() -> Summary) {
        let Unclear { orders, most, falls } = unclear;
        let touched = [
            (Invariant::MonotoneTiers, orders),
            (Invariant::FeeWithinPriceAsWritten, most),
            (Invariant::FeeWithinPriceAsCharged, most),
            (Invariant::MonotoneInPrice, falls),
        ];
        touched.into_iter().filter(|(_, so)| *so).for_each(|(invariant, _)| self.undecided(invariant, reason));
    }

    /// What was found, invariant by invariant.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (Invariant, LedgerEntry)> {
        self.entries.into_iter()
    }
}

impl LedgerEntry {
    /// The cases to be replayed: the smallest, or the smallest of each place in the order of the text.
    pub(super) fn candidates(&self) -> Vec<&Candidate> {
        let cent = Cents::new(1);
        let smallest = match (&self.positive, &self.zero) {
            (Some((rank, positive)), Some(_)) if rank.0 == cent => Some(positive),
            (_, Some((_, zero))) => Some(zero),
            (Some((_, positive)), None) => Some(positive),
            (None, None) => None,
        };
        smallest.into_iter().chain(self.several.values().map(|(_, candidate)| candidate)).collect()
    }
}
