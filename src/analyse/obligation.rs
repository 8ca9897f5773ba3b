//! What is to be proved of a policy, and how it came out.

use crate::calendar::Instant;
use crate::facts::{Agreement, Event};
use crate::money::{Currency, Locale};
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::policy::products::PriceRange;
use crate::vocabulary::{Basis, CustomerType, ProductType, Question, words};

words! {
    /// What people rely on. Each has one named property in `testing`, too.
    Invariant {
        /// Each instant lies in exactly one tier.
        Totality = "totality",
        /// A later notice is never cheaper.
        MonotoneTiers = "monotone-tiers",
        /// The charges as written never exceed the price.
        FeeWithinPriceAsWritten = "fee-within-price-as-written",
        /// The charges as charged never exceed the price (R5).
        FeeWithinPriceAsCharged = "fee-within-price-as-charged",
        /// Paid and outstanding together are charged and refunded together (R6).
        Conservation = "conservation",
        /// The refund is never above what was paid.
        RefundWithinPaid = "refund-within-paid",
        /// What can be recovered never exceeds the limit or the damage.
        CapsRespected = "caps-respected",
        /// A higher price never gives a lower fee.
        MonotoneInPrice = "monotone-in-price",
        /// A payment made in parts changes nothing.
        SplitPayment = "split-payment",
        /// Instalments together are the price, to the cent, and none is below zero.
        InstalmentsAddUp = "instalments-add-up",
        /// A deadline that is counted from an event never lies before it; rolling and office hours only move forward.
        DeadlinesForward = "deadlines-forward",
        /// Interest is zero before default, and never falls with days or principal.
        InterestMonotone = "interest-monotone",
        /// A consumer's collection costs never exceed the statutory scale.
        CollectionCostsWithinScale = "collection-costs-within-scale",
        /// Penalties are proportional to the number of breaches, or due once.
        PenaltiesProportional = "penalties-proportional",
        /// The version in force on the day of conclusion decides (R7).
        VersionInForce = "version-in-force",
        /// Every charge, deadline and limit cites a clause that exists.
        CitesClauses = "cites-clauses",
        /// Every clause can decide something.
        ClausesReachable = "clauses-reachable",
        /// Mandatory law never shortens a consumer's period and never takes away a right that the terms give.
        LawNeverWorse = "law-never-worse",
        /// No answer is worse for the customer than that of another clause that applies, without a finding (V4).
        BestClause = "best-clause",
    }
}

/// One invariant of one policy, for one question, product and customer where it is about those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// What is to be proved.
    pub invariant: Invariant,
    /// For which question.
    pub question: Option<Question>,
    /// For which product.
    pub product: Option<ProductType>,
    /// For which customer.
    pub customer: Option<CustomerType>,
    /// The clauses that it rests on, by their place in the file.
    pub clauses: Vec<u16>,
    /// The prices at which it was looked at: those that the product is sold for, as far as the policy says.
    pub prices: PriceRange,
    /// How it came out.
    pub outcome: ProofOutcome,
    /// The place in the file to look at, where there is one.
    pub span: Option<Span>,
}

/// How an obligation came out. Silence is never success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofOutcome {
    /// It holds for every input.
    Proved {
        /// How many cases decided it; never zero.
        cases: u64,
    },
    /// It does not hold.
    Refuted {
        /// The smallest input for which it does not: replayed through the evaluator. `None` only where no request can
        /// show it: a clause that no request reaches, a set of versions of which two are in force.
        witness: Option<Box<Witness>>,
        /// What goes wrong there, in our own words.
        because: Summary,
    },
    /// The analysis cannot tell.
    Undecided {
        /// Why not.
        reason: Summary,
    },
}

impl Obligation {
    /// That it holds in so many cases, and at which prices where those are not all.
    pub(crate) fn proved_text(&self, cases: u64, currency: Currency, locale: Locale) -> String {
        let prices = self.prices.text(currency, locale);
        let prices = prices.map(|range| format!("{} {range}", locale.pick(", at prices", ", bij prijzen")));
        let prices = prices.unwrap_or_default();
        match locale {
            Locale::En => format!("it holds in all {cases} cases that decide it{prices}"),
            Locale::Nl => format!("het gaat op in alle {cases} gevallen die het beslissen{prices}"),
        }
    }
}

/// A complete request, free of anything that does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The agreement.
    pub agreement: Agreement,
    /// The event.
    pub event: Event,
    /// On what to decide.
    pub basis: Basis,
}

impl Witness {
    /// The same request so many days later, each instant in it.
    pub(super) fn shifted(&self, days: i64) -> Option<Witness> {
        let later = |at: Instant| at.plus_hours(24 * days);
        let mut moved = self.clone();
        if days == 0 {
            return Some(moved);
        }
        let a = &mut moved.agreement;
        a.concluded_at = later(a.concluded_at)?;
        let optional = [
            &mut a.starts_at,
            &mut a.ends_at,
            &mut a.performance.started_at,
            &mut a.withdrawal.information_given_at,
            &mut a.withdrawal.goods_received_at,
        ];
        for at in optional {
            *at = at.and_then(later);
        }
        for payment in &mut a.payments {
            payment.paid_at = later(payment.paid_at)?;
        }
        if let Some(act) = moved.event.act() {
            moved.event = moved.event.with_act(later(act)?)?;
        }
        Some(moved)
    }
}
