//! From what was found to obligations: each for every product and customer of the class, refuted ones with a witness.

use super::super::breakpoints::{Case, WalkStep, walk_with};
use super::super::obligation::{Invariant, Obligation, ProofOutcome, Witness};
use super::examine::{Subject, lines_of};
use super::ledger::{Candidate, Ledger, LedgerEntry};
use super::replay::replay;
use super::tiers::row_of;
use super::witness::settle;
use super::words::{and_then, both, money};
use crate::evaluate::inspect;
use crate::facts::Facts;
use crate::money::{Cents, Currency, Locale};
use crate::policy::building_blocks::Span;
use crate::policy::products::PriceRange;
use crate::policy::{Policy, Summary};
use crate::vocabulary::{CustomerType, ProductType};

/// The obligations of a subject.
pub(super) fn of(subject: &Subject<'_>, ledger: Ledger) -> Vec<Obligation> {
    let mut obligations = Vec::new();
    let gap = ledger.found_gap();
    for (invariant, entry) in ledger.into_entries() {
        let candidates = entry.candidates();
        if candidates.is_empty() {
            obligations.extend(open_or_proved(subject, invariant, &entry, gap.as_ref()));
        }
        for candidate in candidates {
            obligations.extend(refuted(subject, invariant, candidate));
        }
    }
    obligations
}

/// The obligation of an invariant that nothing was found to break.
fn open_or_proved(
    subject: &Subject<'_>,
    invariant: Invariant,
    entry: &LedgerEntry,
    gap: Option<&Summary>,
) -> Vec<Obligation> {
    let outcome = match entry.undecided.as_ref().or(gap) {
        Some(reason) => ProofOutcome::Undecided { reason: reason.clone() },
        None if entry.cases == 0 => return Vec::new(),
        None => ProofOutcome::Proved { cases: entry.cases },
    };
    let of_member = |&(product, customer): &(ProductType, CustomerType)| {
        let clauses = addressing(subject, product, customer);
        let span = clauses.first().and_then(|&place| subject.policy.clause(place)).map(|clause| clause.span);
        obligation(subject, invariant, (product, customer), clauses, outcome.clone(), span)
    };
    subject.class.members.iter().map(of_member).collect()
}

fn refuted(subject: &Subject<'_>, invariant: Invariant, candidate: &Candidate) -> Vec<Obligation> {
    let mut known: Option<Witness> = None;
    let mut range: Option<Summary> = None;
    let mut obligations = Vec::new();
    for &(product, customer) in &subject.class.members {
        let again = known.as_ref().and_then(|witness| replayed(subject, invariant, witness, (product, customer)));
        let shown = again.or_else(|| settle(subject.policy, subject.law, invariant, candidate, (product, customer)));
        let Some((witness, because)) = shown else {
            let clauses = addressing(subject, product, customer);
            let outcome = ProofOutcome::Undecided { reason: not_shown() };
            obligations.push(obligation(subject, invariant, (product, customer), clauses, outcome, candidate.span));
            continue;
        };
        if range.is_none() {
            range = price_range(subject, invariant, candidate, &witness);
        }
        let because = range.iter().chain(&candidate.note).fold(because, and_then);
        let (clauses, span) = cited(subject, &witness);
        known = Some(witness.clone());
        let outcome = ProofOutcome::Refuted { witness: Some(Box::new(witness)), because };
        let span = candidate.span.or(span);
        obligations.push(obligation(subject, invariant, (product, customer), clauses, outcome, span));
    }
    obligations
}

fn not_shown() -> Summary {
    both(
        "a case seems to break it, but no request was found that shows it",
        "een geval lijkt ertegenin te gaan, maar er is geen verzoek gevonden dat het toont",
    )
}

/// The same request for another product or customer of the class.
fn replayed(
    subject: &Subject<'_>,
    invariant: Invariant,
    witness: &Witness,
    (product, customer): (ProductType, CustomerType),
) -> Option<(Witness, Summary)> {
    let mut witness = witness.clone();
    (witness.agreement.product, witness.agreement.customer) = (product, customer);
    let because = replay(subject.policy, subject.law, invariant, &witness)?;
    Some((witness, because))
}

fn obligation(
    subject: &Subject<'_>,
    invariant: Invariant,
    (product, customer): (ProductType, CustomerType),
    clauses: Vec<u16>,
    outcome: ProofOutcome,
    span: Option<Span>,
) -> Obligation {
    Obligation {
        invariant,
        question: Some(subject.question),
        product: Some(product),
        customer: Some(customer),
        clauses,
        prices: subject.policy.facts.price_range(product),
        outcome,
        span,
    }
}

/// The clauses on the question that speak of a product and a customer.
fn addressing(subject: &Subject<'_>, product: ProductType, customer: CustomerType) -> Vec<u16> {
    let clauses = subject.policy.clauses_on(subject.question);
    clauses
        .filter(|(_, c)| c.products.contains(product) && c.customers.contains(customer))
        .map(|(place, _)| place)
        .collect()
}

/// The clauses that answer a request, and the row of a table that does, to point at.
fn cited(subject: &Subject<'_>, witness: &Witness) -> (Vec<u16>, Option<Span>) {
    let facts = Facts::new(witness.agreement.clone(), witness.event.clone(), witness.basis);
    let Ok(facts) = facts else { return (Vec::new(), None) };
    let clauses = inspect::applying(subject.policy, subject.law, &facts);
    let row = row_of(subject.policy, subject.law, &facts).map(|row| row.span);
    let first = clauses.first().and_then(|&place| subject.policy.clause(place)).map(|clause| clause.span);
    (clauses, row.or(first))
}

/// For which prices the same goes wrong, where that depends on the price: on the step of the witness, and of any step.
fn price_range(
    subject: &Subject<'_>,
    invariant: Invariant,
    candidate: &Candidate,
    witness: &Witness,
) -> Option<Summary> {
    if !matches!(invariant, Invariant::FeeWithinPriceAsWritten | Invariant::MonotoneTiers) {
        return None;
    }
    let case: &Case = &candidate.case;
    let (mut facts, price) = (Vec::new(), candidate.price);
    let steps =
        walk_with(subject.bare, subject.law, case, price, candidate.basis, |seen, _| facts.push(seen)).ok()??;
    let prices = subject.prices_within(&lines_of(subject, case, &facts), case).all;
    // Two answers at each price, on each step and on that of the witness; not told where there is no patience for it.
    subject.spend(2 * prices.len() * (steps.len() + 1));
    if subject.patience.is_over() {
        return None;
    }
    let breaks = |policy: &Policy, witness: &Witness, price: Cents| {
        let mut witness = witness.clone();
        witness.agreement.price = price;
        replay(policy, subject.law, invariant, &witness).is_some()
    };
    let sold = case.sold();
    let here = affected(&prices, sold.most, |price| breaks(subject.policy, witness, price))?;
    // Office hours leave no step of the table out, so that the others are tried without them.
    let furthest = |step: &WalkStep| {
        let (agreement, event) = case.request(candidate.price, step.from);
        let other = Witness { agreement, event, basis: candidate.basis };
        affected(&prices, sold.most, |price| breaks(subject.bare, &other, price))
    };
    let most = steps.iter().filter_map(furthest).fold(here, Affected::wider);
    let currency = subject.policy.currency;
    let (said, elsewhere) = (here.words(sold, currency), most.words_elsewhere(sold, currency));
    Some(if most == here { said } else { and_then(said, &elsewhere) })
}

/// The prices at which something goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affected {
    /// Up to this one.
    UpTo(Cents),
    /// From this one on, and perhaps below.
    From(Cents),
}

/// Those of some prices at which something goes wrong, of which `most` is the highest that there is.
fn affected(prices: &[Cents], most: Cents, breaks: impl Fn(Cents) -> bool) -> Option<Affected> {
    let wrong: Vec<(Cents, bool)> = prices.iter().map(|price| (*price, breaks(*price))).collect();
    let last = wrong.iter().filter(|(_, is)| *is).map(|(price, _)| *price).max()?;
    if last < most {
        return Some(Affected::UpTo(last));
    }
    let from = wrong.iter().rev().take_while(|(_, is)| *is).last().map(|(price, _)| *price)?;
    Some(Affected::From(from))
}

impl Affected {
    fn wider(self, other: Affected) -> Affected {
        match (self, other) {
            (Affected::UpTo(a), Affected::UpTo(b)) => Affected::UpTo(a.max(b)),
            (Affected::From(a), Affected::From(b)) => Affected::From(a.min(b)),
            (from @ Affected::From(_), _) | (_, from @ Affected::From(_)) => from,
        }
    }

    /// In words, of something that is sold for some prices.
    fn words(self, sold: PriceRange, currency: Currency) -> Summary {
        match self {
            Affected::UpTo(price) => {
                let price = money(price, currency);
                both(
                    format!("so up to a price of {} at least", price.en),
                    format!("en zo ten minste tot en met een prijs van {}", price.nl),
                )
            }
            Affected::From(price) if price <= sold.least.max(Cents::new(1)) => {
                let range = |locale| sold.text(currency, locale).map(|range| format!(" {range}")).unwrap_or_default();
                both(
                    format!("so at every price{}", range(Locale::En)),
                    format!("en zo bij elke prijs{}", range(Locale::Nl)),
                )
            }
            Affected::From(price) => {
                let price = money(price, currency);
                both(
                    format!("so at every price from {} on", price.en),
                    format!("en zo bij elke prijs vanaf {}", price.nl),
                )
            }
        }
    }

    fn words_elsewhere(self, sold: PriceRange, currency: Currency) -> Summary {
        let words = self.words(sold, currency);
        both(
            format!("on other days it does not hold either, {}", words.en),
            format!("op andere dagen gaat het ook niet op, {}", words.nl),
        )
    }
}
