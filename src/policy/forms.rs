//! The closed set of clause forms. Everything that a clause can say is one of these; there are no expressions, so that
//! every question about a policy stays decidable: charges are lines in the price, windows are bounds in time.

use super::building_blocks::{Anchor, ChargeRule, Conditions, DayRule, DeadlineRule, Period, Since, Span, TierBounds};
pub use super::office_hours::OfficeHours;
use super::pause::Lengthening;
use super::payment::{CollectionStep, Instalments};
use super::people::PartBounds;
use crate::calendar::{Date, Holidays, YearDay};
use crate::law::ContractRate;
use crate::money::{Cents, Percent};
use crate::vocabulary::{CreditOf, CustomerType, DamageKind, DecidedBy, ProductType, Verdict, words};

/// What a clause decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// One outcome, whenever it is asked.
    Outcome(Outcome),
    /// Outcomes by how long before an anchor the notice comes.
    Tiers(Tiers),
    /// The outcome of other clauses.
    SameAs(SameAs),
    /// When a notice outside office hours counts as given.
    OfficeHours(OfficeHours),
    /// A right to withdraw.
    WithdrawalRight(WithdrawalRight),
    /// A longer period to withdraw when information was withheld.
    WithdrawalExtension(WithdrawalExtension),
    /// When the right to withdraw is lost.
    WithdrawalLoss(WithdrawalLoss),
    /// What follows a withdrawal.
    WithdrawalEffects(WithdrawalEffects),
    /// How the agreement is ended by notice.
    Notice(Notice),
    /// Raising the price.
    PriceChange(PriceChange),
    /// Default of payment.
    PaymentDefault(PaymentDefault),
    /// Payment in instalments.
    Instalments(Instalments),
    /// What a payment pays off first.
    Allocation(Allocation),
    /// Liability for damage.
    Liability(LiabilityForm),
    /// Ending the agreement for force majeure.
    ForceMajeure(ForceMajeure),
    /// An announcement of changed terms.
    Announcement(Announcement),
    /// The exchange of notices about a change by the provider.
    // In a box, since four deadlines make it several times as large as any other form.
    ChangeResponse(Box<ChangeResponse>),
}

impl Form {
    /// The name of the form's table in a policy file.
    pub const fn name(&self) -> &'static str {
        match self {
            Form::Outcome(_) => "outcome",
            Form::Tiers(_) => "tiers",
            Form::SameAs(_) => "same_as",
            Form::OfficeHours(_) => "office_hours",
            Form::WithdrawalRight(_) => "withdrawal_right",
            Form::WithdrawalExtension(_) => "withdrawal_extension",
            Form::WithdrawalLoss(_) => "withdrawal_loss",
            Form::WithdrawalEffects(_) => "withdrawal_effects",
            Form::Notice(_) => "notice",
            Form::PriceChange(_) => "price_change",
            Form::PaymentDefault(_) => "payment_default",
            Form::Instalments(_) => "instalments",
            Form::Allocation(_) => "allocation",
            Form::Liability(_) => "liability",
            Form::ForceMajeure(_) => "force_majeure",
            Form::Announcement(_) => "announcement",
            Form::ChangeResponse(_) => "change_response",
        }
    }
}

/// A verdict and what comes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The charges, in the order in which the ceiling keeps them.
    pub charges: Vec<ChargeRule>,
    /// Whether the text itself says that together they are at most the price.
    pub at_most_the_price: bool,
    /// The deadlines that are given whatever the verdict.
    pub deadlines: Vec<DeadlineRule>,
    /// Whether the agreement, or the rest of it, ends or counts as fulfilled, so that paid and charged are settled.
    pub settles: bool,
    /// What becomes a credit instead of money, if anything.
    pub credit: Option<CreditRule>,
    /// Whether the customer may dissolve the agreement.
    pub customer_may_dissolve: bool,
    /// Whether the customer may reject the change.
    pub customer_may_reject: bool,
    /// Who decides, where the verdict is discretionary (V6).
    pub decided_by: DecidedBy,
}

/// A credit instead of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditRule {
    /// What becomes one.
    pub of: CreditOf,
    /// How long it can be used after an anchor; `None`: without end.
    pub valid: Option<(Anchor, Period)>,
}

impl Outcome {
    /// A bare verdict.
    pub fn bare(verdict: Verdict) -> Outcome {
        Outcome {
            verdict,
            charges: Vec::new(),
            at_most_the_price: false,
            deadlines: Vec::new(),
            settles: false,
            credit: None,
            customer_may_dissolve: false,
            customer_may_reject: false,
            decided_by: DecidedBy::Provider,
        }
    }
}

/// Outcomes by how long before an anchor the notice comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// Before what.
    pub before: Anchor,
    /// Which row applies where several could.
    pub takes: Takes,
    /// The rows.
    pub rows: Vec<Tier>,
    /// The outcome where no row applies; without it the rows cover all time.
    pub otherwise: Option<Outcome>,
    /// Deadlines that are given whatever row applies.
    pub deadlines: Vec<DeadlineRule>,
    /// The same bounds as a staircase of days, from the longest before to the latest; `None` where a bound counts anything
    /// but whole days.
    pub stairs: Option<Vec<Stair>>,
}

impl Form {
    /// Whether it is about one session, and not about all that was bought.
    pub(crate) fn is_about_a_session(&self) -> bool {
        matches!(self, Form::Tiers(tiers) if tiers.before == Anchor::SessionStartsAt)
    }
}

words! {
    /// Which row of a table applies where several could.
    Takes {
        /// The one that is cheapest for the customer, with a finding that they overlap (R1).
        Cheapest = "cheapest",
        /// The first, as in "otherwise, ...".
        First = "first",
    }
}

/// One step of a staircase of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stair {
    /// It holds from so many days before the anchor, negative after it; `i64::MIN`: however late.
    pub least: i64,
    /// The rows within whose bounds it lies, from 0, in their order.
    pub rows: Vec<usize>,
}

/// One row of a table of tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// How long before the anchor.
    pub bounds: TierBounds,
    /// How long after another.
    pub since: Option<Since>,
    /// How large a part of the people no longer comes.
    pub cancelled: Option<PartBounds>,
    /// What else must be so.
    pub conditions: Conditions,
    /// What then applies.
    pub outcome: Outcome,
    /// Where the row stands in the file.
    pub span: Span,
}

/// The outcome of other clauses of the policy, with deadlines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameAs {
    /// The clauses, by their place in the file; each must be a table of tiers or an outcome.
    pub clauses: Vec<u16>,
    /// Further deadlines.
    pub deadlines: Vec<DeadlineRule>,
}

/// A right to withdraw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalRight {
    /// How long.
    pub period: Period,
    /// Whether the period for goods runs from their receipt.
    pub goods_from_receipt: bool,
    /// Whether the period for digital content runs from its delivery.
    pub digital_from_delivery: bool,
    /// Whether only contracts at a distance give the right.
    pub at_a_distance_only: bool,
    /// Whether the text names a function of the interface for withdrawing.
    pub function: bool,
    /// Who has the right; others are refused.
    pub customer: CustomerType,
}

/// A longer period to withdraw when information was withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawalExtension {
    /// How much longer; also how long after the first day the information can still shorten it.
    pub longer: Period,
    /// The period from the day of late information.
    pub from_information: Period,
}

/// When the right to withdraw is lost: any of these cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalLoss {
    /// The cases.
    pub cases: Vec<LossCase>,
}

/// One case in which the right is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossCase {
    /// For which products.
    pub products: Vec<ProductType>,
    /// What must be so.
    pub conditions: Conditions,
    /// Where it stands in the file.
    pub span: Span,
}

/// What follows a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalEffects {
    /// Whether the terms promise the whole amount back, so that no proportional payment is due.
    pub whole_amount_back: bool,
    /// What the customer owes.
    pub charges: Vec<ChargeRule>,
    /// When what is due.
    pub deadlines: Vec<DeadlineRule>,
}

/// How the agreement is ended by notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What the end is counted from.
    pub ends: NoticeEnd,
    /// From when contract years and periods, and a least duration, count: that day is their first.
    pub counted_from: Anchor,
    /// What makes the contract periods, a least duration and a first part longer, and an agreed end later; `None`: nothing.
    pub longer_by: Option<Lengthening>,
    /// The periods: the first that applies.
    pub periods: Vec<NoticePeriod>,
}

/// What the end of the agreement is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeEnd {
    /// The day of notice plus the period.
    AfterNotice,
    /// The end of the first contract period whose last day for notice is not before the notice; the agreement is
    /// otherwise renewed for another.
    EndOfTerm,
    /// By itself, at the agreed end.
    AgreedEnd,
}

/// A period of notice and when it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePeriod {
    /// How long.
    pub period: Period,
    /// The agreement lasts at least so long; `None`: it may end at once.
    pub minimum_term: Option<Period>,
    /// The days of the year on which it can end: the first of them that is early enough; empty: any day.
    pub ends_on: Vec<YearDay>,
    /// A notice after this day of the month counts as one of the first day of the next; `None`: each on its own day.
    pub by_day: Option<u32>,
    /// Only for this customer.
    pub customer: Option<CustomerType>,
    /// Only for a notice in this first part of the agreement.
    pub in_first: Option<Period>,
    /// Only when the contract period is at most this many months.
    pub term_at_most: Option<u32>,
}

impl NoticePeriod {
    /// The day from which the period of a notice counts.
    pub fn counts_from(&self, notice: Date) -> Option<Date> {
        let (_, _, day) = notice.ymd();
        match self.by_day {
            Some(last) if day > last => notice.plus_days(1 - i64::from(day))?.plus_months(1),
            _ => Some(notice),
        }
    }

    /// The last day on which a notice still ends the agreement on a day.
    pub fn last_notice(&self, ends: Date, holidays: Holidays) -> Option<Date> {
        let last = self.period.latest_before(ends, holidays)?;
        let (_, _, day) = last.ymd();
        match self.by_day {
            // Later days of its month count from the first day of the next.
            Some(by_day) if day > by_day => last.plus_days(i64::from(by_day) - i64::from(day)),
            _ => Some(last),
        }
    }
}

/// Raising the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceChange {
    /// The verdict on an increase that is allowed as of right.
    pub verdict: Verdict,
    /// Not before this long after the conclusion.
    pub not_before: Option<Period>,
    /// Refused within this long after the previous increase.
    pub not_within: Option<Period>,
    /// The increase that is allowed as of right; `None`: any.
    pub as_of_right: Option<PriceBand>,
    /// Beyond that: announced at least this long ahead, and the customer may then dissolve the agreement.
    pub announced_ahead: Option<Period>,
}

/// An increase that is allowed as of right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceBand {
    /// At most this percentage.
    pub up_to: Percent,
    /// Of the price as it was agreed instead of the current one.
    pub of_original: bool,
    /// At most once in this period.
    pub once_in: Option<Period>,
}

/// Default of payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentDefault {
    /// The period after the invoice date within which to pay; `None`: as the invoice states.
    pub pay_within: Option<Period>,
    /// That period for a deposit; `None`: as for any other invoice.
    pub deposit_within: Option<Period>,
    /// The day on which an invoice is due at the latest, but never before its date.
    pub due_by: Option<DayRule>,
    /// An invoice sent less than this before the start is due at once, at the latest the day before the start.
    pub due_at_once_within: Option<Period>,
    /// Default only after a reminder and this period of grace.
    pub after_reminder: Option<Period>,
    /// When access may be suspended.
    pub suspension: Suspension,
    /// When the provider may cancel.
    pub cancellation: RightToCancel,
    /// Whether the last day to pay is given as a deadline.
    pub payment_deadline: bool,
    /// The steps against late payment, in their order.
    pub steps: Vec<CollectionStep>,
    /// From when interest and collection costs are claimed.
    pub claims: Claims,
    /// Interest from consumers and from businesses.
    pub interest: InterestRule,
    /// Whether collection costs by the scale of the law are due.
    pub collection_costs: bool,
    /// The period of the notice that, by the terms, a consumer has before collection costs are due; zero: the terms
    /// claim them without one. `None`: the terms leave it to the law.
    pub collection_notice: Option<Period>,
    /// Whether a business owes the collection costs really made where they exceed the scale.
    pub actual_costs_from_business: bool,
    /// The clause whose tiers apply because the agreement counts as cancelled on default.
    pub counts_as_cancelled: Option<u16>,
}

/// When access may be suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// Never.
    Never,
    /// As soon as an invoice is in default.
    OnDefault,
    /// On or after the start date, when an invoice from before it is open.
    UnpaidAtStart,
}

/// When the provider may cancel, if it wants to, because an invoice is in default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightToCancel {
    /// Not for that reason.
    Never,
    /// When a deposit is in default.
    DepositUnpaid,
    /// When any invoice is.
    OnDefault,
}

/// From when interest and collection costs are claimed of an invoice in default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// From the day after this period from the invoice date; `None`: from the first day of default.
    pub after: Option<Period>,
    /// Whether interest then runs back to the day after the due date.
    pub back_to_due_date: bool,
}

/// Interest on arrears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestRule {
    /// Whether any is claimed.
    pub claimed: bool,
    /// Whether a business owes the trade rate.
    pub trade_rate_for_business: bool,
    /// A rate of the terms instead of the statutory one.
    pub by_contract: Option<ContractRate>,
    /// Whether the statutory rate applies instead on days when it is higher than `by_contract`.
    pub statutory_if_higher: bool,
}

/// What a payment pays off first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The order.
    pub order: Vec<AllocationStep>,
}

/// One thing that a payment pays off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationStep {
    /// Collection costs.
    Costs,
    /// Interest.
    Interest,
    /// The invoices, oldest due first.
    Principal,
}

/// Liability for damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiabilityForm {
    /// Damage must be reported within this long after it arose.
    pub report_within: Option<Period>,
    /// The rules: all that apply are read, and the one that is better for the customer decides (R1).
    pub rules: Vec<LiabilityRule>,
}

/// One rule on liability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiabilityRule {
    /// For which kinds of damage.
    pub kinds: Vec<DamageKind>,
    /// For which customers.
    pub customers: Vec<CustomerType>,
    /// What else must be so.
    pub conditions: Conditions,
    /// Whether liability is excluded.
    pub excluded: bool,
    /// Whether the terms themselves lift it for intent or deliberate recklessness.
    pub lifted_by_intent: bool,
    /// The limit; with `excluded`: if liable all the same.
    pub limit: Option<Limit>,
    /// Where it stands in the file.
    pub span: Span,
}

/// A limit: the lower or the higher of some amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Whether the higher of the amounts counts instead of the lower.
    pub higher: bool,
    /// The amounts.
    pub amounts: Vec<LimitAmount>,
}

/// An amount that limits liability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitAmount {
    /// The price, as many times.
    Price(u32),
    /// The amount paid, as many times.
    Paid(u32),
    /// What was paid in a period before the event.
    PaidWithin(Period),
    /// The latest payment not after the event.
    LastPayment,
    /// The insurer's payout; without insurance it limits nothing.
    Payout,
    /// The payout and the provider's own risk; without insurance it limits nothing.
    PayoutAndDeductible,
    /// A fixed amount, less what was awarded earlier in the calendar year.
    FixedLessAwarded(Cents),
    /// A fixed amount.
    Fixed(Cents),
}

/// Ending the agreement for force majeure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceMajeure {
    /// How long it must have lasted; `None`: at once.
    pub after: Option<Period>,
    /// Whether it must have lasted longer than that, so that the right begins a day later.
    pub longer_than: bool,
    /// Whether it must be permanent.
    pub permanent_only: bool,
    /// What follows once it may be ended.
    pub outcome: Outcome,
}

/// An announcement of changed terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// At least this long ahead; else refused.
    pub ahead: Option<Period>,
    /// Silence counts as acceptance after this long.
    pub accepted_after: Option<Period>,
    /// Whether the customer may reject the change when performance changes.
    pub reject_when_performance_changes: bool,
    /// Whether the customer may dissolve the agreement.
    pub customer_may_dissolve: bool,
}

/// The exchange of notices about a change by the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeResponse {
    /// The provider's notice, from when the provider knew; an alternative is offered within the same period.
    pub notice: DeadlineRule,
    /// The alternative.
    pub alternative: DeadlineRule,
    /// The customer's answer, from the notice.
    pub response: DeadlineRule,
    /// The provider's ending of the agreement, from the rejection.
    pub termination: DeadlineRule,
}
