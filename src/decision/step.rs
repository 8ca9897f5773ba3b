//! The steps of the reasoning: what was read, and the sum as data. One renderer writes them in each language.

use super::{Instalment, Source};
use crate::calendar::{Date, Instant, Period, TimeOfDay};
use crate::law::{AccrualPeriod, BandStep};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Base, Condition, Edge, Mark, Share, StatedAmount};
use crate::policy::payment::StepCosts;
use crate::vocabulary::{ChargeKind, CustomerType, DeadlineKind, ProductType, Verdict};
use smallvec::SmallVec;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The clause, provision or rule of reading that it rests on.
    pub source: Source,
    /// What was found or computed.
    pub calculation: Calculation,
}

/// What a percentage, a share or a multiple is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// How much it is.
    pub amount: Cents,
    /// What it is; `None`: what was computed before.
    pub base: Option<Base>,
}

/// How often something counts: each count, none for once.
pub type Counts = SmallVec<[HowOften; 2]>;

/// A count, and how many of it cost nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HowOften {
    /// How many there are.
    pub count: u32,
    /// So many of them cost nothing.
    pub beyond: u32,
}

impl From<u32> for HowOften {
    fn from(count: u32) -> HowOften {
        HowOften { count, beyond: 0 }
    }
}

/// How several amounts are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combination {
    /// All of them.
    Sum,
    /// The greatest.
    Greatest,
    /// The least.
    Least,
}

/// What a step found or computed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Calculation {
    /// The clause applies and gives this verdict.
    Verdict(Verdict),
    /// What the clause says follows: of a question that is about no permission.
    Applies,
    /// A condition holds, or does not.
    Fact { condition: Condition, holds: bool },
    /// A day is one on which something applies, or is not; with the time of day where that is asked too.
    OnDay { on: Date, at: Option<TimeOfDay>, holds: bool },
    /// Who the customer is, where other clauses are about others.
    Customer(CustomerType),
    /// What was agreed, where other clauses are about something else.
    Product(ProductType),
    /// The contract was concluded on the provider's premises, so not at a distance.
    OnPremises,
    /// The notice comes so many civil days before the anchor.
    DaysBefore { anchor: Anchor, on: Date, notice: Date, days: i64 },
    /// The notice, compared with an instant.
    Hours { anchor: Anchor, at: Instant, notice: Instant },
    /// Where a period before or after an anchor ends that the row counts with.
    PeriodEnds { period: Period, after: bool, from: Mark, ends: Edge },
    /// So many people no longer come.
    People { cancelled: u32, all: u32 },
    /// The notice counts as given at another instant.
    Deemed { received: Instant, effective: Instant },
    /// Several rows apply; the cheapest is taken.
    Cheapest { rows: u32, charged: Cents },
    /// Several clauses answer; the one that is best for the customer is taken, and charges so much.
    BetterClause { charged: Cents },
    /// The law lets a consumer leave a service that the terms hold to (L9).
    ServiceLeft,
    /// The law refuses an early increase (L10): it takes effect on `effective`, before `first`.
    EarlyIncrease { effective: Date, first: Date },
    /// `percent` of something, as many times.
    Percent { kind: ChargeKind, percent: Percent, of: Operand, counts: Counts, result: Cents },
    /// A fixed amount, as many times.
    Fixed { kind: ChargeKind, amount: Cents, counts: Counts, result: Cents },
    /// An amount that the facts state.
    Stated { kind: ChargeKind, amount: StatedAmount, result: Cents },
    /// The delivered share of something.
    Delivered { kind: ChargeKind, of: Operand, delivered: u32, total: u32, result: Cents },
    /// The share of something that was not delivered.
    Undelivered { kind: ChargeKind, of: Operand, undelivered: u32, total: u32, result: Cents },
    /// Something less its undelivered share.
    AllButUndelivered { kind: ChargeKind, of: Operand, undelivered: u32, total: u32, result: Cents },
    /// The first of the equal parts of something.
    OnePart { kind: ChargeKind, share: Share, of: Operand, parts: u32, result: Cents },
    /// The share of something of those who still come.
    Remaining { kind: ChargeKind, of: Operand, remaining: u32, all: u32, result: Cents },
    /// Something less the share of those who still come.
    FallsAway { kind: ChargeKind, of: Operand, remaining: u32, all: u32, result: Cents },
    /// Something, as many times.
    Times { kind: ChargeKind, of: Operand, factor: u32, counts: Counts, result: Cents },
    /// What was computed before, as many times.
    Multiplied { kind: ChargeKind, of: Cents, counts: Counts, result: Cents },
    /// What was computed before, taken together.
    Combined { kind: ChargeKind, how: Combination, parts: Vec<Cents>, result: Cents },
    /// What is left of something.
    Rest { kind: ChargeKind, of: Operand, less: Cents, result: Cents },
    /// A deadline counted in civil days or months.
    Counted { kind: DeadlineKind, from: Date, period: Option<Period>, last_day: Date },
    /// A deadline at an instant.
    Until { kind: DeadlineKind, at: Instant },
    /// The act comes too late for a deadline, or in time.
    InTime { kind: DeadlineKind, in_time: bool },
    /// The price cuts the charges.
    Ceiling { written: Cents, price: Cents },
    /// Paid against charged.
    Settled { paid: Cents, charged: Cents, refund: Cents, outstanding: Cents },
    /// What the charges leave of the payments becomes a credit.
    CreditLeft { paid: Cents, charged: Cents, credit: Cents, expires_on: Option<Date> },
    /// What is charged becomes a credit.
    CreditOfCharges { credit: Cents, expires_on: Option<Date> },
    /// The statutory last day to withdraw, counted from a day and rolled to a working day where it must be.
    WithdrawalDay { from: Date, counted: Date, last_day: Date, informed_late: bool },
    /// The right to withdraw is lost, or saved by law.
    RightLost { lost: bool },
    /// What the terms charge is not due by law.
    NotDue { kind: ChargeKind },
    /// An invoice is in default from a day.
    Default { invoice: u32, due_on: Date, from: Date },
    /// Interest over one period of equal rate and principal.
    Interest { debt: Debt, period: AccrualPeriod },
    /// Interest on one debt in all, rounded once.
    InterestTotal { debt: Debt, days: u32, result: Cents },
    /// One band of the collection costs.
    CostsBand(BandStep),
    /// Collection costs in all, after the least and the most.
    CostsTotal { principal: Cents, result: Cents },
    /// Value added tax on collection costs, of a creditor who cannot deduct it.
    CostsVat { costs: Cents, percent: Percent, vat: Cents, result: Cents },
    /// Costs really made, where they are higher.
    ActualCosts { scale: Cents, actual: Cents, result: Cents },
    /// An instalment.
    Instalment(Instalment),
    /// A step against late payment: what it costs over what is open, and the last day to pay from then on.
    CollectionStep { invoice: u32, number: u32, on: Date, pay_by: Option<Date>, costs: StepCosts, open: Cents },
    /// A step against late payment that came before the last day to pay had passed.
    EarlyStep { invoice: u32, on: Date, pay_by: Date },
    /// Interest and costs are not claimed yet.
    NotClaimedYet { invoice: u32, until: Date },
    /// The fourteen-day notice of an invoice is not as the law asks: no collection costs are due by it.
    NoticeDefective { invoice: u32 },
    /// No fourteen-day notice of an invoice was received since the first day of its default.
    NoNotice { invoice: u32, since: Date },
    /// The fourteen days of a notice are running: collection costs are due from a day on.
    NoticeRuns { invoice: u32, from: Date },
    /// What of an invoice was still open when the fourteen days of its notice ended.
    OpenAtNoticeEnd { invoice: u32, open: Cents },
    /// What the terms charge for collecting, and the most that the law allows.
    CostsAboveLaw { written: Cents, most: Cents },
    /// The provider may cancel, since an invoice is in default.
    ProviderMayCancel { invoice: u32 },
    /// A part of a payment.
    Allocated { place: usize, amount: Cents },
    /// Liability is excluded.
    Excluded,
    /// Liability is limited.
    Limited { limit: Cents },
    /// Liability has no limit.
    Unlimited,
    /// The increase as a share of the price it is measured by.
    Increase { from: Cents, to: Cents, up_to: Option<Percent>, within: bool },
    /// An announcement, and whether it was early enough.
    Announced { on: Date, effective: Date, ahead: Period, early_enough: bool },
    /// The period of notice.
    NoticePeriod { period: Period, from: Date, ends: Date },
    /// The end by a period of notice that ends on `counted`, where the agreement lasts through `least`, or ends on some days
    /// only.
    NoticeEnd { period: Period, from: Date, counted: Date, least: Option<Date>, ends: Date },
    /// A notice after a day of the month counts from the first day of the next.
    CountsNextMonth { notice: Date, by_day: u32, from: Date },
    /// Something, such as a pause, makes the agreement last so much longer than its terms say.
    LastsLonger { by: Period },
    /// By the terms the agreement would end on `written`; the law ends it `to` after the notice.
    EndBroughtForward { written: Date, to: Period },
    /// The law reads a longer period of notice as the longest that it allows.
    NoticeShortened { written: Period, to: Period },
    /// Contracts from a day on must offer a function for withdrawing, and this one did not (L2).
    FunctionMissing { from: Date },
    /// The law gives no right to withdraw from such a product.
    WithdrawalExcluded,
}

/// What bears interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debt {
    /// The invoice at a place.
    Invoice(u32),
    /// What the settlement of an agreement that counts as cancelled leaves outstanding.
    Settlement,
}
