//! A decision, typed: what was decided, on what it rests, and the steps of the reasoning as data. Texts are rendered
//! from it only when somebody asks.

mod finding;
mod step;

pub use finding::{Annulment, Assumption, Finding, FindingCode};
pub use step::{Calculation, Combination, Counts, Debt, HowOften, Operand, Step};

use crate::calendar::{Date, Instant};
use crate::law::LawRule;
use crate::money::Cents;
use crate::vocabulary::{ChargeKind, CreditOf, DeadlineKind, DecidedBy, Question, Verdict};
use smallvec::SmallVec;

/// On what a charge, a deadline or a step rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A clause of the policy, by its place in the file.
    Clause(u16),
    /// Mandatory law.
    Law(LawRule),
    /// A rule of reading, such as the ceiling (R5).
    Rule(ReadingRule),
}

/// The rules of reading that a step can rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ReadingRule {
    R1,
    R4,
    R5,
    R6,
}

impl ReadingRule {
    /// Its name, as in `R5`.
    pub const fn name(self) -> &'static str {
        match self {
            ReadingRule::R1 => "R1",
            ReadingRule::R4 => "R4",
            ReadingRule::R5 => "R5",
            ReadingRule::R6 => "R6",
        }
    }
}

/// The sources of one charge, deadline or finding: seldom more than two.
pub type Sources = SmallVec<[Source; 2]>;

/// The charges of a decision: mostly one.
pub type Charges = SmallVec<[Charge; 1]>;

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The answer in a word.
    pub verdict: Verdict,
    /// The instant that the notice counts as.
    pub effective_at: Option<Instant>,
    /// The charges, in the order in which the ceiling keeps them (R5).
    pub charges: Charges,
    /// What the provider owes the customer beside the settlement, each as a charge the other way round.
    pub compensations: Charges,
    /// Who owes whom what, where the agreement ends.
    pub settlement: Option<Settlement>,
    /// What is in default.
    pub arrears: Option<Box<Arrears>>,
    /// The agreed instalments.
    pub instalments: Vec<Instalment>,
    /// What a payment pays off, and what is left of it.
    pub allocation: Option<Box<Allocation>>,
    /// The deadlines.
    pub deadlines: Vec<Deadline>,
    /// The provider's liability.
    pub liability: Option<Box<Liability>>,
    /// Whether the customer may dissolve the agreement.
    pub customer_may_dissolve: bool,
    /// Whether the customer may reject the change.
    pub customer_may_reject: bool,
    /// Whether the provider may suspend access.
    pub access_may_be_suspended: bool,
    /// Whether the provider may cancel.
    pub provider_may_cancel: bool,
    /// The reasoning, in order; empty when only amounts were asked for.
    pub explanation: Vec<Step>,
    /// The next instant at which the answer changes; `None` when only amounts were asked for or nothing changes.
    pub nearest_boundary: Option<NearestBoundary>,
    /// Every default that mattered.
    pub assumptions: Vec<Assumption>,
    /// What the reader should know about the terms.
    pub findings: Vec<Finding>,
    /// Other questions that the customer may ask at the same moment, with a better answer (V1).
    pub alternatives: Vec<Alternative>,
    /// Who decides, where the answer is discretionary (V6).
    pub decided_by: Option<DecidedBy>,
}

impl Decision {
    /// A decision that says nothing but its verdict.
    pub fn of(verdict: Verdict) -> Decision {
        Decision {
            verdict,
            effective_at: None,
            charges: SmallVec::new(),
            compensations: SmallVec::new(),
            settlement: None,
            arrears: None,
            instalments: Vec::new(),
            allocation: None,
            deadlines: Vec::new(),
            liability: None,
            customer_may_dissolve: false,
            customer_may_reject: false,
            access_may_be_suspended: false,
            provider_may_cancel: false,
            explanation: Vec::new(),
            nearest_boundary: None,
            assumptions: Vec::new(),
            findings: Vec::new(),
            alternatives: Vec::new(),
            decided_by: None,
        }
    }

    /// The sum of the charges.
    pub fn charged(&self) -> Cents {
        self.charges.iter().map(|c| c.amount).sum()
    }

    /// The sum of what the provider owes the customer beside the settlement.
    pub fn compensated(&self) -> Cents {
        self.compensations.iter().map(|c| c.amount).sum()
    }

    /// The charges, and what the provider owes.
    pub fn charges_both_ways(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().chain(&self.compensations)
    }

    /// Whether the policy leaves articles on the question out, so that the terms may say more than the decision does.
    pub fn leaves_out(&self) -> bool {
        self.findings.iter().any(|finding| finding.code == FindingCode::NotEncoded)
    }

    /// Whether any charge is the most that may be charged, at the provider's discretion (R3).
    pub fn is_discretionary(&self) -> bool {
        self.charges.iter().any(|c| c.discretionary)
    }
}

/// One charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What it is for.
    pub kind: ChargeKind,
    /// What may be charged, after the ceiling (R5).
    pub amount: Cents,
    /// What the clause says, before the ceiling.
    pub as_written: Cents,
    /// Whether the clause puts it on top of the price, which is then no ceiling of it.
    pub beside_price: bool,
    /// Whether it is the most that may be charged (R3).
    pub discretionary: bool,
    /// On what it rests.
    pub sources: Sources,
}

impl Charge {
    /// Whether the price is the ceiling of it, with others.
    pub fn is_under_ceiling(&self) -> bool {
        !self.beside_price && !self.kind.owed_by_provider()
    }
}

/// What another question would be answered at the same moment (V1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The other question.
    pub question: Question,
    /// Its answer in a word.
    pub verdict: Verdict,
    /// The sum of its charges.
    pub charged: Cents,
    /// What comes back of what was paid.
    pub refund: Cents,
    /// The last day on which it is possible; `None` where no day is known yet.
    pub last_day: Option<Date>,
    /// The instant from which it is too late.
    pub expires_at: Option<Instant>,
    /// On what it rests; at least one.
    pub sources: Sources,
}

/// Who owes whom what (R6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The agreed price.
    pub price: Cents,
    /// The sum of all payments.
    pub paid: Cents,
    /// The sum of the charges.
    pub charged: Cents,
    /// What the customer gets back.
    pub refund: Cents,
    /// What the customer still owes.
    pub outstanding: Cents,
    /// What the customer has instead of money; `None`: nothing.
    pub credit: Option<Credit>,
}

/// A credit instead of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// How much, more than nothing.
    pub amount: Cents,
    /// What became one: of the rest, it stands in the place of a refund; of the charges, it is a part of them.
    pub of: CreditOf,
    /// The last day on which it can be used; `None`: without end.
    pub expires_on: Option<Date>,
    /// Whether that day is counted from the act itself, and so moves with it.
    pub moves_with_act: bool,
}

impl Settlement {
    /// Sets what was paid off against what is charged (R6).
    pub fn of(price: Cents, paid: Cents, charged: Cents) -> Settlement {
        Settlement {
            price,
            paid,
            charged,
            refund: paid.minus_floored(charged),
            outstanding: charged.minus_floored(paid),
            credit: None,
        }
    }

    /// What stands in the place of a refund.
    pub fn credit_of_rest(&self) -> Cents {
        self.credit.filter(|credit| credit.of == CreditOf::Rest).map_or(Cents::ZERO, |credit| credit.amount)
    }

    /// The same, without a day that merely moves with the act.
    pub(crate) fn apart_from_the_act(mut self) -> Settlement {
        if let Some(credit) = self.credit.as_mut().filter(|credit| credit.moves_with_act) {
            credit.expires_on = None;
        }
        self
    }
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What it is for.
    pub kind: DeadlineKind,
    /// Its last civil day; for `TERMINATION_ALLOWED_FROM` the first day on which it is allowed.
    pub last_day: Date,
    /// The instant from which it is too late.
    pub expires_at: Option<Instant>,
    /// Whether an act at `expires_at` itself is still in time: windows "until N hours before" (T3).
    pub inclusive: bool,
    /// Whether it is counted from the act itself, and so moves with it.
    pub moves_with_act: bool,
    /// On what it rests.
    pub sources: Sources,
}

/// What is in default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrears {
    /// The sum of the invoices in default; once the agreement counts as cancelled, what the settlement leaves outstanding.
    pub principal: Cents,
    /// Interest over it.
    pub interest: Cents,
    /// Collection costs.
    pub collection_costs: Cents,
    /// The three together.
    pub total: Cents,
    /// Each invoice, in the order given.
    pub by_invoice: Vec<InvoiceArrears>,
}

/// The state of one invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceArrears {
    /// The caller's name for it.
    pub invoice_id: String,
    /// When it was due.
    pub due_on: Date,
    /// The first day of default; `None` while not in default.
    pub default_from: Option<Date>,
    /// Days of interest.
    pub days: u32,
    /// Interest.
    pub interest: Cents,
    /// The last day to pay before something follows; `None`: nothing is open, or it is to be paid at once.
    pub pay_by: Option<Date>,
}

/// One agreed instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// From 1.
    pub number: u32,
    /// How much.
    pub amount: Cents,
    /// When it is invoiced, or asked.
    pub invoice_on: Date,
    /// Whether it may be invoiced earlier: `invoice_on` is the last day.
    pub at_the_latest: bool,
    /// When it is due; `None`: the terms do not say.
    pub due_on: Option<Date>,
}

/// What a payment pays off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The parts, in order.
    pub parts: Vec<AllocationPart>,
    /// What is left.
    pub unallocated: Cents,
}

/// One part of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationPart {
    /// What it pays.
    pub to: AllocationTarget,
    /// How much of it.
    pub amount: Cents,
}

/// What a part of a payment pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllocationTarget {
    /// Collection costs.
    Costs,
    /// Interest.
    Interest,
    /// The invoice with this id.
    Invoice(String),
}

/// The provider's liability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    /// Whether it is excluded.
    pub excluded: bool,
    /// Whether it has no limit.
    pub unlimited: bool,
    /// The limit; with `excluded`: if the provider is liable all the same.
    pub limit: Option<Cents>,
    /// What can be recovered of the damage.
    pub recoverable: Cents,
    /// On what it rests.
    pub sources: Sources,
}

/// The next instant at which another notice would be answered differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearestBoundary {
    /// From this instant on.
    pub at: Instant,
    /// What is charged then.
    pub charged: Cents,
    /// What is refunded then; `None` where nothing is settled.
    pub refund: Option<Cents>,
    /// The verdict then.
    pub verdict: Verdict,
}
