//! From a case that seems to break an invariant to the request that shows it: nothing in it that does not matter, in
//! instants that a person would choose, replayed through the evaluator under the policy as it is.

use super::super::obligation::{Invariant, Witness};
use super::ledger::Candidate;
use super::replay::replay;
use crate::calendar::{Instant, TimeOfDay};
use crate::facts::{Agreement, Event, Performance, WithdrawalFacts};
use crate::law::Law;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{CustomerType, ProductType};

/// Days by which a case may be moved as a whole, so that the act falls within office hours: past any run of holidays.
const MOST_SHIFT: i64 = 12;

/// The request that shows a broken invariant for a product and a customer, and what goes wrong in it.
pub(super) fn settle(
    policy: &Policy,
    law: &Law,
    invariant: Invariant,
    candidate: &Candidate,
    (product, customer): (ProductType, CustomerType),
) -> Option<(Witness, Summary)> {
    let shown = |witness: &Witness| replay(policy, law, invariant, witness);
    for shift in 0..=MOST_SHIFT {
        for act in instants(policy, candidate) {
            let (mut agreement, event) = candidate.case.request(candidate.price, act);
            (agreement.product, agreement.customer) = (product, customer);
            let Some(witness) = (Witness { agreement, event, basis: candidate.basis }).shifted(shift) else { continue };
            if shown(&witness).is_some() {
                let witness = shrunk(witness, |smaller| shown(smaller).is_some());
                let because = shown(&witness)?;
                return Some((witness, because));
            }
        }
        // Only the weekday of the act is a reason to move.
        candidate.act?;
    }
    None
}

/// Instants of the act within the step: ten in the morning where that is within it, else its first instant.
fn instants(policy: &Policy, candidate: &Candidate) -> Vec<Option<Instant>> {
    let Some(from) = candidate.act else { return vec![None] };
    let day = policy.zone.date_of(from);
    let ten = TimeOfDay::new(600).and_then(|ten| policy.zone.at(day, ten));
    let within = |at: &Instant| *at >= from && candidate.until.is_none_or(|until| *at < until);
    ten.filter(within).into_iter().chain([from]).map(Some).collect()
}

/// Leaves out, one after another, every fact without which the request still shows it.
fn shrunk(mut witness: Witness, shows: impl Fn(&Witness) -> bool) -> Witness {
    for smaller in SMALLER {
        let mut less = witness.clone();
        smaller(&mut less.agreement, &mut less.event);
        if less != witness && shows(&less) {
            witness = less;
        }
    }
    for (id, _) in witness.agreement.declared.clone().iter() {
        let mut less = witness.clone();
        less.agreement.declared.set(id, None);
        if shows(&less) {
            witness = less;
        }
    }
    witness
}

type Smaller = fn(&mut Agreement, &mut Event);

/// Ways to say less.
const SMALLER: [Smaller; 33] = [
    |a, _| a.product_id = None,
    |a, _| a.payments.clear(),
    |a, _| a.ends_at = None,
    |a, _| a.starts_at = None,
    |a, _| a.term_months = 0,
    |a, _| a.service_count = None,
    |a, _| a.session_count = None,
    |a, e| {
        a.participants = None;
        if let Event::Cancellation { cancelled_count, .. } | Event::BookingChange { cancelled_count, .. } = e {
            *cancelled_count = None;
        }
    },
    |a, _| a.performance = Performance::default(),
    |a, _| a.performance.started_at = None,
    |a, _| (a.performance.delivered_units, a.performance.total_units) = (None, None),
    |a, _| a.performance.fully_performed = None,
    |a, _| a.withdrawal = WithdrawalFacts::default(),
    |a, _| a.withdrawal.information_given_at = None,
    |a, _| a.withdrawal.information_withheld = None,
    |a, _| a.withdrawal.goods_received_at = None,
    |a, _| a.withdrawal.express_request_to_start = None,
    |a, _| a.withdrawal.acknowledged_loss_of_right = None,
    |a, _| a.withdrawal.made_to_order = None,
    |a, _| a.withdrawal.concluded_on_premises = None,
    |a, _| a.withdrawal.withdrawal_function_missing = None,
    |a, _| a.change_costs_in_offer = None,
    |a, _| a.pays_in_instalments = None,
    |a, _| a.insurance = None,
    |_, e| {
        if let Event::Withdrawal { received_at, .. } = e {
            *received_at = None;
        }
    },
    |_, e| {
        if let Event::Complaint(e) = e {
            e.arisen_at = None;
        }
    },
    |_, e| {
        if let Event::Complaint(e) = e {
            e.delivered_at = None;
        }
    },
    |_, e| {
        if let Event::Complaint(e) = e {
            e.filed_at = None;
        }
    },
    |_, e| {
        if let Event::Complaint(e) = e {
            e.discovered_at = None;
        }
    },
    |_, e| {
        if let Event::PaymentReview(e) = e {
            e.invoices.iter_mut().for_each(|invoice| invoice.collection_notice_received_on = None);
        }
    },
    |_, e| {
        if let Event::PaymentReview(e) = e {
            e.invoices.iter_mut().for_each(|invoice| invoice.reminder_received_on = None);
        }
    },
    |_, e| {
        if let Event::PaymentReview(e) = e {
            e.invoices.iter_mut().for_each(|invoice| invoice.collection_steps_on.clear());
        }
    },
    |_, e| {
        if let Event::Complaint(e) = e {
            e.invoiced_at = None;
        }
    },
];
