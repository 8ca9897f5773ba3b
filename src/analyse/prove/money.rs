//! Charges, refunds and the price: what each case comes to at every price that can make a difference.

use super::super::breakpoints::{Case, Paid, Prices, Setting, WalkStep};
use super::super::obligation::Invariant;
use super::examine::{Subject, decide, ended};
use super::ledger::{Candidate, Ledger};
use super::replay::Request;
use super::words::both;
use crate::decision::{Charge, Decision, Source};
use crate::evaluate::{Detail, evaluate, figures_into};
use crate::facts::{Event, Facts, Payment};
use crate::money::Cents;
use crate::policy::Summary;
use crate::policy::products::PriceRange;
use crate::vocabulary::{Basis, CreditOf, Party, Question, Verdict};

/// What a decision comes to, in 128 bits so that no sum is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amounts {
    pub(super) charged: i128,
    pub(super) written: i128,
    charged_under_ceiling: i128,
    written_under_ceiling: i128,
    /// Whether it is allowed at all, so that it costs something.
    pub(super) allowed: bool,
}

impl Amounts {
    pub(super) fn of(decision: &Decision) -> Amounts {
        let mut amounts = Amounts {
            charged: 0,
            written: 0,
            charged_under_ceiling: 0,
            written_under_ceiling: 0,
            allowed: decision.verdict.allows(),
        };
        for charge in &decision.charges {
            let (charged, written) = (i128::from(charge.amount.get()), i128::from(charge.as_written.get()));
            amounts.charged += charged;
            amounts.written += written;
            if !charge.beside_price {
                amounts.charged_under_ceiling += charged;
                // What mandatory law leaves the provider is cut by the price too, but no text wrote it.
                amounts.written_under_ceiling += if is_by_law(charge) { charged } else { written };
            }
        }
        amounts
    }

    /// Whether it costs less than another, as charged or as written.
    pub(super) fn cheaper_than(&self, other: &Amounts) -> bool {
        self.charged < other.charged || self.written < other.written
    }
}

/// Whether mandatory law alone gives a charge, instead of what the terms say (L9).
fn is_by_law(charge: &Charge) -> bool {
    charge.sources.iter().all(|source| matches!(source, Source::Law(_)))
}

/// Questions about an act that the customer chooses when to do: waiting must not pay.
pub(super) const fn is_customers_act(question: Question) -> bool {
    matches!(
        question,
        Question::Cancellation
            | Question::Withdrawal
            | Question::Rescheduling
            | Question::Substitution
            | Question::BookingChange
            | Question::Termination
    )
}

/// Looks at a case at every price, on every step.
pub(super) fn examine(
    subject: &Subject<'_>,
    (order, case): (usize, &Case),
    basis: Basis,
    (steps, facts): (&[WalkStep], Vec<Facts>),
    prices: &Prices,
    ledger: &mut Ledger,
) {
    let mut facts: Vec<Option<Facts>> = facts.into_iter().map(Some).collect();
    let mut walk = Walk { subject, order, case, basis, ledger };
    let mut before: Vec<Option<(Cents, Amounts)>> = vec![None; steps.len()];
    let mut decision = Decision::of(Verdict::Unregulated);
    let list = if case.regular { &prices.all } else { &prices.coarse };
    for &price in list {
        if subject.patience.is_over() {
            return walk.ledger.gap(ended);
        }
        subject.spend(steps.len());
        let mut dearest: Vec<(&WalkStep, Amounts)> = Vec::new();
        for ((step, facts), before) in steps.iter().zip(&mut facts).zip(&mut before) {
            *facts = match facts.take() {
                Some(facts) => case.repriced(facts, price),
                None => case.facts(price, step.from, basis),
            };
            let Some(facts) = facts else { continue };
            if figures_into(subject.bare, subject.law, facts, &mut decision).is_err() {
                continue;
            }
            let amounts = Amounts::of(&decision);
            walk.within_price(step, price, &amounts);
            walk.monotone_in_price(step, price, &amounts, before);
            walk.never_cheaper(step, price, amounts, &mut dearest);
        }
    }
    let free = case.at_every_price();
    for step in steps {
        Walk { subject, order, case: &free, basis, ledger: &mut *walk.ledger }.across_bounds(step, case.within());
    }
    for step in steps.iter().filter(|step| step.decision.settlement.is_some()) {
        // A settlement depends on what was paid and what is charged alone: each list of charges is settled once.
        if walk.ledger.settled_before(&step.decision) {
            continue;
        }
        SETTLED.iter().for_each(|price| walk.settled(step, case.nearest_price(*price)));
    }
}

/// Prices at which settlements are looked at: the least, one with a remainder by every small number, and the most.
const SETTLED: [Cents; 4] = [Cents::ZERO, Cents::new(1), Cents::new(99_991), Cents::MAX];

struct Walk<'w, 'a> {
    subject: &'w Subject<'a>,
    order: usize,
    case: &'w Case,
    basis: Basis,
    ledger: &'w mut Ledger,
}

impl Walk<'_, '_> {
    fn broken(&mut self, invariant: Invariant, step: &WalkStep, price: Cents, paid: Option<Paid>) {
        if self.case.is_unbounded()
            && matches!(invariant, Invariant::FeeWithinPriceAsWritten | Invariant::MonotoneTiers)
        {
            self.ledger.undecided(invariant, unbounded);
            return;
        }
        let (case, basis) = (self.case, self.basis);
        self.ledger.broken(invariant, self.order, price, step.from, || {
            let mut case = case.clone();
            if let Some(paid) = paid {
                case.set(Setting::Paid(paid));
            }
            Candidate { case, price, act: step.from, until: step.until, basis, span: None, note: None }
        });
    }

    fn within_price(&mut self, step: &WalkStep, price: Cents, amounts: &Amounts) {
        let most = i128::from(price.get());
        for (invariant, amount) in [
            (Invariant::FeeWithinPriceAsWritten, amounts.written_under_ceiling),
            (Invariant::FeeWithinPriceAsCharged, amounts.charged_under_ceiling),
        ] {
            self.ledger.decided(invariant);
            if amount > most {
                self.broken(invariant, step, price, None);
            }
        }
    }

    /// A higher price never gives a lower fee: neighbours are compared, and the ends of each stretch between crossings,
    /// on which each charge is a sum of monotone roundings of rising lines.
    fn monotone_in_price(
        &mut self,
        step: &WalkStep,
        price: Cents,
        amounts: &Amounts,
        before: &mut Option<(Cents, Amounts)>,
    ) {
        let known = before.replace((price, *amounts));
        let next = |lower: Cents| lower.plus(Cents::new(1)) == price;
        // On odd timelines the prices lie apart, and say nothing about what is between them.
        let Some((lower, known)) = known.filter(|(lower, _)| self.case.regular || next(*lower)) else { return };
        self.ledger.decided(Invariant::MonotoneInPrice);
        if !(known.allowed && amounts.allowed && amounts.cheaper_than(&known)) {
            return;
        }
        if next(lower) {
            self.broken(Invariant::MonotoneInPrice, step, lower, None);
        } else {
            self.ledger.undecided(Invariant::MonotoneInPrice, || {
                both("charges fall between two prices that were looked at", "kosten dalen tussen twee bekeken prijzen")
            });
        }
    }

    /// A price from which on conditions ask for something else never gives a lower fee than the price below it.
    fn across_bounds(&mut self, step: &WalkStep, range: PriceRange) {
        let sold = self.case.within();
        for first in [range.least, range.most.plus(Cents::new(1))] {
            let below = first.minus(Cents::new(1));
            if !(sold.contains(below) && sold.contains(first)) {
                continue;
            }
            let at = |price| decide(self.subject.bare, self.subject.law, self.case, price, step.from, self.basis);
            let (Some(lower), Some(higher)) = (at(below), at(first)) else { continue };
            let mut before = Some((below, Amounts::of(&lower)));
            self.monotone_in_price(step, first, &Amounts::of(&higher), &mut before);
        }
    }

    /// A later act is never cheaper than an earlier one, both being allowed.
    fn never_cheaper<'s>(
        &mut self,
        step: &'s WalkStep,
        price: Cents,
        amounts: Amounts,
        dearest: &mut Vec<(&'s WalkStep, Amounts)>,
    ) {
        let by_provider = matches!(&self.case.event, Event::Termination(e) if e.by == Party::Provider);
        if by_provider || !is_customers_act(self.subject.question) || step.from.is_none() || !amounts.allowed {
            return;
        }
        self.ledger.decided(Invariant::MonotoneTiers);
        if let Some((earlier, _)) = dearest.iter().find(|(_, known)| amounts.cheaper_than(known)) {
            self.broken(Invariant::MonotoneTiers, earlier, price, None);
        }
        // What an earlier step already costs at least is not worth remembering again.
        if !dearest.iter().any(|(_, known)| known.charged >= amounts.charged && known.written >= amounts.written) {
            dearest.push((step, amounts));
        }
    }

    /// What is settled depends on nothing but what was paid and what is charged, and has an edge where they are equal.
    fn settled(&mut self, step: &WalkStep, price: Cents) {
        let Some(decision) = decide(self.subject.bare, self.subject.law, self.case, price, step.from, self.basis)
        else {
            return;
        };
        let charged = decision.charged();
        let cent = Cents::new(1);
        let mut amounts =
            vec![Cents::ZERO, charged.minus_floored(cent), charged, charged.plus(cent), price, Cents::MAX];
        amounts.retain(|amount| *amount <= Cents::MAX);
        amounts.sort_unstable();
        amounts.dedup();
        for paid in amounts {
            let mut case = self.case.clone();
            case.set(Setting::Paid(Paid::Amount(paid)));
            let Some(decision) = decide(self.subject.bare, self.subject.law, &case, price, step.from, self.basis)
            else {
                continue;
            };
            let (agreement, _) = case.request(price, step.from);
            let sum: i128 = agreement.payments.iter().map(|p| i128::from(p.amount.get())).sum();
            for (invariant, holds) in [
                (Invariant::Conservation, balance(&decision, price, sum).is_none()),
                (Invariant::RefundWithinPaid, refund(&decision) <= sum),
                (
                    Invariant::SplitPayment,
                    paid < Cents::new(2) || self.unmoved_by_splitting(&case, price, step, &decision),
                ),
            ] {
                self.ledger.decided(invariant);
                if !holds {
                    self.broken(invariant, step, price, Some(Paid::Amount(paid)));
                }
            }
        }
    }

    fn unmoved_by_splitting(&self, case: &Case, price: Cents, step: &WalkStep, decision: &Decision) -> bool {
        let (mut agreement, event) = case.request(price, step.from);
        agreement.payments = split(&agreement.payments);
        let facts = Facts::new(agreement, event, self.basis).ok();
        let other = facts.and_then(|facts| evaluate(self.subject.bare, self.subject.law, &facts, Detail::Amounts).ok());
        other.as_ref() == Some(decision)
    }
}

/// Why amounts that facts state keep something open.
pub(super) fn unbounded() -> Summary {
    both(
        "it depends on an amount that the facts state and the terms do not bound",
        "het hangt af van een bedrag dat de feiten noemen en de voorwaarden niet begrenzen",
    )
}

/// Each payment in two parts at the same instant, in another order.
fn split(payments: &[Payment]) -> Vec<Payment> {
    let parts = |payment: &Payment| {
        let (first, second) = (payment.amount.part(0, 2), payment.amount.part(1, 2));
        [second, first].map(|amount| Payment { amount, ..*payment })
    };
    payments.iter().rev().flat_map(parts).collect()
}

/// What the ledger lines come to, where they do not balance: what was paid and is still owed, what is charged and given
/// back, in money or as a credit. The charges are added up again, and what was paid is taken from the payments.
fn balance(decision: &Decision, price: Cents, paid: i128) -> Option<(i128, i128)> {
    let settlement = decision.settlement?;
    let charged: i128 = decision.charges.iter().map(|charge| i128::from(charge.amount.get())).sum();
    let (refund, outstanding) = (i128::from(settlement.refund.get()), i128::from(settlement.outstanding.get()));
    // A credit stands in the place of a refund, or is a part of what is charged.
    let credit = i128::from(settlement.credit_of_rest().get());
    let within =
        settlement.credit.is_none_or(|credit| credit.of == CreditOf::Rest || credit.amount <= settlement.charged);
    let agrees = i128::from(settlement.paid.get()) == paid
        && i128::from(settlement.charged.get()) == charged
        && settlement.price == price
        && (refund + credit == 0 || outstanding == 0)
        && (refund == 0 || credit == 0)
        && refund >= 0
        && outstanding >= 0
        && within;
    let (left, right) = (paid + outstanding, charged + refund + credit);
    (left != right || !agrees).then_some((left, right))
}

/// What comes back, in money or as a credit.
fn refund(decision: &Decision) -> i128 {
    decision.settlement.map_or(0, |settlement| i128::from(settlement.refund.plus(settlement.credit_of_rest()).get()))
}

// The same, asked of one request.

fn cents(amount: i128) -> Cents {
    i64::try_from(amount).map_or(Cents::MAX, Cents::new)
}

fn paid(request: &Request<'_>) -> i128 {
    request.witness.agreement.payments.iter().map(|p| i128::from(p.amount.get())).sum()
}

pub(super) fn above_price(request: &Request<'_>, as_written: bool) -> Option<Summary> {
    let amounts = Amounts::of(&request.decision);
    let amount = if as_written { amounts.written_under_ceiling } else { amounts.charged_under_ceiling };
    let price = request.witness.agreement.price;
    if amount <= i128::from(price.get()) {
        return None;
    }
    let (amount, price) = (request.money(cents(amount)), request.money(price));
    Some(both(
        format!("the charges come to {}, more than the price of {}", amount.en, price.en),
        format!("de kosten komen op {}, meer dan de prijs van {}", amount.nl, price.nl),
    ))
}

pub(super) fn not_conserved(request: &Request<'_>) -> Option<Summary> {
    let (left, right) = balance(&request.decision, request.witness.agreement.price, paid(request))?;
    let (left, right) = (request.money(cents(left)), request.money(cents(right)));
    Some(both(
        format!("paid and outstanding come to {}, charged and refunded to {}", left.en, right.en),
        format!("betaald en openstaand zijn samen {}, kosten en teruggave {}", left.nl, right.nl),
    ))
}

pub(super) fn refund_above_paid(request: &Request<'_>) -> Option<Summary> {
    let (refund, paid) = (refund(&request.decision), paid(request));
    (refund > paid).then(|| {
        let (refund, paid) = (request.money(cents(refund)), request.money(cents(paid)));
        both(
            format!("the refund is {}, more than the {} that was paid", refund.en, paid.en),
            format!("de teruggave is {}, meer dan de {} die is betaald", refund.nl, paid.nl),
        )
    })
}

pub(super) fn changed_by_splitting(request: &Request<'_>) -> Option<Summary> {
    let other = request.changed(|witness| witness.agreement.payments = split(&witness.agreement.payments))?;
    (other != request.decision).then(|| {
        both(
            "the same payment in two parts at the same moment is answered differently",
            "dezelfde betaling in twee delen op hetzelfde moment krijgt een ander antwoord",
        )
    })
}

pub(super) fn cheaper_at_a_higher_price(request: &Request<'_>) -> Option<Summary> {
    let amounts = Amounts::of(&request.decision);
    let higher = request.witness.agreement.price.plus(Cents::new(1));
    let other = Amounts::of(&request.changed(|witness| witness.agreement.price = higher)?);
    (amounts.allowed && other.allowed && other.cheaper_than(&amounts)).then(|| {
        let (here, there, price) =
            (request.money(cents(amounts.charged)), request.money(cents(other.charged)), request.money(higher));
        both(
            format!("{} is charged here, and {} at the higher price of {}", here.en, there.en, price.en),
            format!("hier kost het {}, en {} bij de hogere prijs van {}", here.nl, there.nl, price.nl),
        )
    })
}
