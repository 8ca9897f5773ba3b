//! What one version answers, as far as another can answer differently.

use crate::calendar::Date;
use crate::decision::{AllocationPart, Decision, Instalment, Source};
use crate::money::Cents;
use crate::vocabulary::{DeadlineKind, Verdict};

/// What somebody may do besides what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// The customer may dissolve the agreement.
    CustomerMayDissolve,
    /// The customer may reject a change.
    CustomerMayReject,
    /// The provider may suspend access.
    AccessMayBeSuspended,
    /// The provider may cancel.
    ProviderMayCancel,
}

/// A part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    Verdict,
    Moment,
    Charges,
    Settlement,
    Arrears,
    Instalments,
    Allocation,
    Deadlines,
    Liability,
    Rights,
}

/// What one version decides on a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedAnswer {
    /// The verdict.
    pub verdict: Verdict,
    /// The sum of the charges; `None` when refused or unregulated.
    pub charged: Option<Cents>,
    /// What is paid back; `None` when nothing is settled.
    pub refund: Option<Cents>,
    /// What becomes a credit instead of money; `None` when nothing does.
    pub credit: Option<Cents>,
    /// What the provider owes beside; `None` when it owes nothing.
    pub compensated: Option<Cents>,
    /// The deadlines that the other version does not give alike: their last days.
    pub deadlines: Vec<(DeadlineKind, Date)>,
    /// What can be recovered of the damage claimed; `None` when the question is not about that.
    pub recoverable: Option<Cents>,
    /// What is in default, with interest and costs; `None` when the question is not about that.
    pub arrears: Option<Cents>,
    /// What the customer or the provider may do besides.
    pub rights: Vec<Right>,
    /// The agreed instalments, where the other version does not agree the same.
    pub instalments: Vec<Instalment>,
    /// What a payment pays off, where the other version says otherwise.
    pub allocation: Vec<AllocationPart>,
    /// The clauses that decide, by their place in the version's file.
    pub clauses: Vec<u16>,
}

impl ComparedAnswer {
    /// One of two answers: deadlines that both give alike are left out.
    pub fn of(decision: &Decision, other: &Decision) -> ComparedAnswer {
        let allowed = decision.verdict.allows();
        let deadlines = decision.deadlines.iter().filter(|deadline| {
            !other
                .deadlines
                .iter()
                .any(|o| (o.kind, o.last_day, o.expires_at) == (deadline.kind, deadline.last_day, deadline.expires_at))
        });
        ComparedAnswer {
            verdict: decision.verdict,
            charged: allowed.then(|| decision.charged()),
            refund: decision.settlement.map(|settlement| settlement.refund),
            credit: decision.settlement.and_then(|settlement| settlement.credit).map(|credit| credit.amount),
            compensated: (!decision.compensations.is_empty()).then(|| decision.compensated()),
            deadlines: deadlines.map(|deadline| (deadline.kind, deadline.last_day)).collect(),
            recoverable: decision.liability.as_ref().map(|liability| liability.recoverable),
            arrears: decision.arrears.as_ref().map(|arrears| arrears.total),
            rights: rights(decision),
            instalments: if decision.instalments == other.instalments {
                Vec::new()
            } else {
                decision.instalments.clone()
            },
            allocation: match &decision.allocation {
                Some(allocation) if decision.allocation != other.allocation => allocation.parts.clone(),
                _ => Vec::new(),
            },
            clauses: clauses(decision),
        }
    }
}

/// What somebody may do besides, by a decision.
fn rights(decision: &Decision) -> Vec<Right> {
    let rights = [
        (decision.customer_may_dissolve, Right::CustomerMayDissolve),
        (decision.customer_may_reject, Right::CustomerMayReject),
        (decision.access_may_be_suspended, Right::AccessMayBeSuspended),
        (decision.provider_may_cancel, Right::ProviderMayCancel),
    ];
    rights.into_iter().filter(|(is_so, _)| *is_so).map(|(_, right)| right).collect()
}

/// The clauses that a decision cites.
fn clauses(decision: &Decision) -> Vec<u16> {
    let charges = decision.charges_both_ways().flat_map(|charge| charge.sources.iter());
    let deadlines = decision.deadlines.iter().flat_map(|deadline| deadline.sources.iter());
    let liability = decision.liability.iter().flat_map(|liability| liability.sources.iter());
    let all = charges.chain(deadlines).chain(liability);
    let mut places: Vec<u16> = all
        .filter_map(|source| match source {
            Source::Clause(place) => Some(*place),
            Source::Law(_) | Source::Rule(_) => None,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// In what two decisions differ, other than in their reasons.
pub(super) fn differences(old: &Decision, new: &Decision) -> Vec<Aspect> {
    let charges = |d: &Decision| {
        d.charges_both_ways()
            .map(|c| (c.kind, c.amount, c.as_written, c.beside_price, c.discretionary))
            .collect::<Vec<_>>()
    };
    let deadlines = |d: &Decision| {
        let mut all: Vec<_> = d.deadlines.iter().map(|d| (d.kind, d.last_day, d.expires_at, d.inclusive)).collect();
        all.sort_unstable_by_key(|(kind, day, at, _)| (*kind, *day, *at));
        all
    };
    let liability = |d: &Decision| d.liability.as_ref().map(|l| (l.excluded, l.unlimited, l.limit, l.recoverable));
    let aspects = [
        (old.verdict != new.verdict, Aspect::Verdict),
        (old.effective_at != new.effective_at, Aspect::Moment),
        (charges(old) != charges(new), Aspect::Charges),
        (old.settlement != new.settlement, Aspect::Settlement),
        (old.arrears != new.arrears, Aspect::Arrears),
        (old.instalments != new.instalments, Aspect::Instalments),
        (old.allocation != new.allocation, Aspect::Allocation),
        (deadlines(old) != deadlines(new), Aspect::Deadlines),
        (liability(old) != liability(new), Aspect::Liability),
        (rights(old) != rights(new), Aspect::Rights),
    ];
    aspects.into_iter().filter(|(differ, _)| *differ).map(|(_, aspect)| aspect).collect()
}

/// Whether two decisions differ in anything but their reasons.
pub(super) fn differ(old: &Decision, new: &Decision) -> bool {
    !differences(old, new).is_empty()
}
