//! What random requests found, each kept as a test of its own.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them

mod support;

use clausula::calendar::Instant;
use clausula::decision::Decision;
use clausula::evaluate::{Detail, evaluate};
use clausula::facts::{Agreement, Complaint, Event, Facts};
use clausula::law::Law;
use clausula::money::Cents;
use clausula::policy::Policy;
use clausula::vocabulary::{Basis, CustomerType, DeadlineKind, ProductType, Verdict};

fn policy(id: &str) -> Policy {
    support::policies().into_iter().find(|policy| policy.id == id).expect("a policy has this id")
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("an instant")
}

fn decide(policy: &Policy, agreement: Agreement, event: Event) -> Decision {
    let facts = Facts::new(agreement, event, Basis::TermsAndLaw).expect("the facts are valid");
    evaluate(policy, Law::built_in(), &facts, Detail::Full).expect("nothing is missing")
}

/// MultiDonnas 16.4: the answer is due a month after the complaint was filed, so that date moves with the filing. It was
/// taken for a date that does not, and the nearest boundary then compared it.
#[test]
fn a_deadline_counted_from_the_filing_moves_with_it() {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Programme, Cents::new(38), at("2026-03-28T15:00:00Z"));
    agreement.starts_at = Some(at("2026-03-28T15:00:00Z"));
    agreement.ends_at = agreement.starts_at;
    let filed_at = Some(at("2026-03-28T15:00:00Z"));
    let event = Event::Complaint(Complaint { filed_at, ..Complaint::default() });
    let decision = decide(&policy("multidonnas"), agreement, event);
    let moves = |kind| decision.deadlines.iter().find(|d| d.kind == kind).map(|d| d.moves_with_act);
    assert_eq!(moves(DeadlineKind::ComplaintResponse), Some(true));
    assert_eq!(moves(DeadlineKind::Complaint), Some(false));
    let boundary = decision.nearest_boundary.expect("the complaint comes too late one day");
    assert_eq!((boundary.at, boundary.verdict), (at("2026-04-28T22:00:00Z"), Verdict::Refused));
}

/// Emperra 6.3: whoever pays in instalments owes them whenever they cancel, so the start of the programme is not asked for.
#[test]
fn cancelling_a_programme_paid_in_instalments_needs_no_start() {
    let mut agreement =
        Agreement::new(CustomerType::Consumer, ProductType::Programme, Cents::new(90_000), at("2026-03-27T23:00:00Z"));
    agreement.pays_in_instalments = true;
    let decision =
        decide(&policy("emperra"), agreement, Event::Cancellation { received_at: at("2026-04-01T10:00:00Z") });
    assert_eq!(decision.verdict, Verdict::Permitted);
    assert_eq!(decision.charged(), Cents::new(90_000));
}
