//! What one version answers, as far as another can answer differently.

use crate::calendar::Date;
use crate::decision::{Decision, Source};
use crate::money::Cents;
use crate::vocabulary::{DeadlineKind, Verdict};

/// What one version decides on a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
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
    /// The clauses that decide, by their place in the version's file.
    pub clauses: Vec<u16>,
}

impl Answer {
    /// One of two answers: deadlines that both give alike are left out.
    pub fn of(decision: &Decision, other: &Decision) -> Answer {
        let allowed = matches!(decision.verdict, Verdict::Permitted | Verdict::Discretionary);
        let deadlines = decision.deadlines.iter().filter(|deadline| {
            !other
                .deadlines
                .iter()
                .any(|o| (o.kind, o.last_day, o.expires_at) == (deadline.kind, deadline.last_day, deadline.expires_at))
        });
        Answer {
            verdict: decision.verdict,
            charged: allowed.then(|| decision.charged()),
            refund: decision.settlement.map(|settlement| settlement.refund),
            credit: decision.settlement.and_then(|settlement| settlement.credit).map(|credit| credit.amount),
            compensated: (!decision.compensations.is_empty()).then(|| decision.compensated()),
            deadlines: deadlines.map(|deadline| (deadline.kind, deadline.last_day)).collect(),
            recoverable: decision.liability.as_ref().map(|liability| liability.recoverable),
            arrears: decision.arrears.as_ref().map(|arrears| arrears.total),
            clauses: clauses(decision),
        }
    }
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

/// Whether two decisions differ in anything but their reasons.
pub(super) fn differ(old: &Decision, new: &Decision) -> bool {
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
    let flags = |d: &Decision| {
        (d.customer_may_dissolve, d.customer_may_reject, d.access_may_be_suspended, d.provider_may_cancel)
    };
    old.verdict != new.verdict
        || old.effective_at != new.effective_at
        || charges(old) != charges(new)
        || old.settlement != new.settlement
        || old.arrears != new.arrears
        || old.instalments != new.instalments
        || old.allocation != new.allocation
        || deadlines(old) != deadlines(new)
        || liability(old) != liability(new)
        || flags(old) != flags(new)
}
