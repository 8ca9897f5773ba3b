//! The forms of clauses.

use super::{
    AllocationWord, CeilingWord, ChargeTable, CollectionCostsWord, CountTable, CountedFrom, CreditTable,
    DayConditionTable, DayTable, DeadlineTable, DeliveredTable, EndOf, Ends, InterestWord, LimitOf, OutcomeTable,
    PriceConditionTable, PriceOf, RefundTable, RightToCancelWord, SeasonTable, SuspensionWord,
};
use crate::calendar::{TimeOfDay, YearDay};
use crate::facts::FactId;
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Condition, DayKind};
use crate::policy::forms::Takes;
use crate::policy::load::lists::{List, NonEmpty};
use crate::policy::load::shape::tables;
use crate::policy::load::values::{CalendarPeriod, CivilPeriod, Count, DayPeriod, Ending, Id, MonthDay, ProductName};
use crate::vocabulary::{CustomerType, DamageKind, DecidedBy, Verdict};

tables! {
    /// Outcomes by how long before an anchor the act comes. Where tiers overlap, one of them applies, as `takes` says; a
    /// moment that no tier covers is an error, unless there is an `otherwise`.
    TiersTable "tiers" {
        /// The anchor before which the act comes. Absent: no tier says how long before anything.
        before: [optional] Anchor,
        /// Which tier applies where several could: the one that is `cheapest` for the customer, or the `first`.
        takes: [default "\"cheapest\""] Takes,
        /// What `settles` is in a tier that does not say.
        settles: [default "false"] bool,
        /// The outcome where no tier applies. Absent: the tiers cover all time.
        otherwise: [optional] OutcomeTable,
        /// The deadlines, given whatever tier applies. Absent: none.
        deadlines: [optional] List<DeadlineTable>,
        /// The tiers, each under its own `[[clause.tiers.tier]]`.
        tier: [required] NonEmpty<TierTable>,
    }

    /// One tier. Minutes and hours compare instants, everything longer civil dates, up to a time of that day where there is one, as in
    /// `1 working day at 17:30`. A moment after the anchor lies less than 0 before it.
    TierTable "tier" {
        /// Applies to an act at least this long before the anchor. Absent: however early.
        at_least: [at most one of "lower bound"] Ending,
        /// Applies to an act more than this long before the anchor. Absent: however early.
        more_than: [at most one of "lower bound"] Ending,
        /// Applies to an act at most this long before the anchor. Absent: however late.
        at_most: [at most one of "upper bound"] Ending,
        /// Applies to an act less than this long before the anchor. Absent: however late.
        less_than: [at most one of "upper bound"] Ending,
        /// Applies to an act so long after another anchor. Absent: however long after anything.
        since: [optional] SinceTable,
        /// Applies where so large a part of the people no longer comes. Absent: however many.
        cancelled: [optional] CancelledTable,
        /// How many a count must be. Absent: any.
        count: [optional] CountTable,
        /// What the price must be for the tier to apply. Absent: any.
        price: [optional] PriceConditionTable,
        /// How large a part must have been delivered for the tier to apply. Absent: any.
        delivered: [optional] DeliveredTable,
        /// Conditions that must all hold for the tier to apply. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold for the tier to apply. Absent: none.
        unless: [optional] List<Condition>,
        /// What the day of an anchor must be for the tier to apply. Absent: any.
        day: [optional] DayConditionTable,
        /// The answer in a word.
        verdict: [default "\"permitted\""] Verdict,
        /// The charges, those that the price ceiling should cut first at the end. Absent: none.
        charges: [optional] List<ChargeTable>,
        /// What comes back, where the text says that; the rest is charged, before `charges`. Paid and charged are then settled.
        /// Absent: only `charges` are charged.
        refund: [optional] Box<RefundTable>,
        /// What becomes a credit instead of money. Paid and charged are then settled. Absent: nothing.
        credit: [optional] CreditTable,
        /// What the text itself says that the charges come to at most, those beside the price apart. Absent: the text says
        /// nothing; the price is their ceiling all the same.
        ceiling: [optional] CeilingWord,
        /// Whether paid and charged are settled. Absent: as the table of tiers says.
        settles: [optional] bool,
        /// Whether the customer may dissolve the agreement.
        customer_may_dissolve: [default "false"] bool,
        /// Whether the customer may reject the change.
        customer_may_reject: [default "false"] bool,
        /// Who decides, where the verdict is `discretionary`.
        decided_by: [default "\"provider\""] DecidedBy,
    }

    /// How long after an anchor the act comes. Minutes and hours compare instants, everything longer civil dates, up to a time of that
    /// day where there is one.
    SinceTable "since" {
        /// The anchor after which the act comes.
        after: [required] Anchor,
        /// At least this long after the anchor. Absent: however soon.
        at_least: [at most one of "lower bound"] Ending,
        /// More than this long after the anchor. Absent: however soon.
        more_than: [at most one of "lower bound"] Ending,
        /// At most this long after the anchor. Absent: however late.
        at_most: [at most one of "upper bound"] Ending,
        /// Less than this long after the anchor. Absent: however late.
        less_than: [at most one of "upper bound"] Ending,
        /// Whether the tier applies where the anchor or the act is not known; the decision says that it is an assumption.
        /// Absent: both must be known.
        unknown_holds: [optional] bool,
    }

    /// How many of the people no longer come, in percent of all: exactly 10 of 100 is 10 percent. A notice of cancellation is about all
    /// of them unless it says otherwise, a change of the booking about nobody.
    CancelledTable "cancelled" {
        /// At least this part. Absent: however few.
        at_least: [at most one of "lower bound"] Percent,
        /// More than this part. Absent: however few.
        more_than: [at most one of "lower bound"] Percent,
        /// At most this part. Absent: however many.
        at_most: [at most one of "upper bound"] Percent,
        /// Less than this part. Absent: however many.
        less_than: [at most one of "upper bound"] Percent,
    }

    /// The outcome of other clauses, with deadlines of its own.
    SameAsTable "same_as" {
        /// The ids of clauses whose form is `outcome` or `tiers`; those that apply to the customer and product count.
        clauses: [required] NonEmpty<Id>,
        /// Further deadlines. Absent: none.
        deadlines: [optional] List<DeadlineTable>,
    }

    /// Office hours, Monday to Friday unless `days` says otherwise. A notice outside them counts as given when the office next
    /// opens.
    OfficeHoursTable "office_hours" {
        /// From this minute.
        from: [required] TimeOfDay,
        /// Through this minute, the whole minute included.
        through: [one of "end"] TimeOfDay,
        /// Before this time, itself excluded.
        until: [one of "end"] TimeOfDay,
        /// The days of the week on which the office is open in these hours. A notice outside them then counts when the office
        /// next opens. Absent: the policy's working days, and such a notice counts from the next of them.
        days: [optional] NonEmpty<DayKind>,
        /// Other hours on other days of the week; with `days` only. Absent: closed on all others.
        also: [optional] NonEmpty<OtherHoursTable>,
        /// Whether holidays are excepted from office hours.
        except_holidays: [default "false"] bool,
        /// The parts of every year in which the office is closed besides. At most 8. Absent: none.
        closed: [optional] NonEmpty<SeasonTable>,
    }

    /// Office hours of other days of the week.
    OtherHoursTable "also" {
        /// The days of the week.
        days: [required] NonEmpty<DayKind>,
        /// From this minute.
        from: [required] TimeOfDay,
        /// Through this minute, the whole minute included.
        through: [one of "end"] TimeOfDay,
        /// Before this time, itself excluded.
        until: [one of "end"] TimeOfDay,
    }

    /// A right to withdraw.
    WithdrawalRightTable "withdrawal_right" {
        /// How long the customer may withdraw.
        period: [required] CivilPeriod,
        /// Whether the period for goods runs from their receipt instead of the conclusion of the contract.
        goods_from_receipt: [default "false"] bool,
        /// Whether the period for digital content runs from its delivery (`performance.started_at`) instead of the conclusion.
        digital_from_delivery: [default "false"] bool,
        /// Whether only contracts concluded at a distance give the right.
        at_a_distance_only: [default "false"] bool,
        /// Whether the text names a function of the website or app for withdrawing.
        function: [default "false"] bool,
        /// Who has the right; others are refused.
        customer: [required] CustomerType,
    }

    /// A longer period to withdraw when information about the right was withheld.
    WithdrawalExtensionTable "withdrawal_extension" {
        /// How much longer; late information can shorten the period within this time.
        longer: [required] CivilPeriod,
        /// The period that runs from the day of late information.
        from_information: [required] CivilPeriod,
    }

    /// When the right to withdraw is lost: in any of the cases.
    WithdrawalLossTable "withdrawal_loss" {
        /// The cases, each under its own `[[clause.withdrawal_loss.case]]`.
        case: [required] NonEmpty<LossCaseTable>,
    }

    /// A case in which the right to withdraw is lost.
    LossCaseTable "case" {
        /// The products for which it is lost. Absent: all.
        products: [optional] NonEmpty<ProductName>,
        /// Conditions that must all hold. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold. Absent: none.
        unless: [optional] List<Condition>,
    }

    /// What follows a withdrawal.
    WithdrawalEffectsTable "withdrawal_effects" {
        /// Whether the terms promise the whole amount back, so that no proportional payment is due.
        whole_amount_back: [default "false"] bool,
        /// What the customer owes. Absent: nothing.
        charges: [optional] List<ChargeTable>,
        /// When what is due. Absent: no deadlines.
        deadlines: [optional] List<DeadlineTable>,
    }

    /// Ending the agreement by notice.
    NoticeTable "notice" {
        /// What the end is counted from: `after_notice`, the day of notice; `end_of_term`, the end of the first contract
        /// period whose last day for notice has not passed, the agreement being renewed otherwise; `agreed_end`, by
        /// itself at the agreed end.
        ends: [required] Ends,
        /// From when the contract periods, a `minimum_term` and the time of `in_first` count; that day is their first.
        counted_from: [default "\"concluded_at\""] CountedFrom,
        /// What makes the agreement last longer, such as the months of a pause: the contract periods, a `minimum_term` and the
        /// time of `in_first` are so much longer, and the agreed end so much later. Absent: nothing.
        longer_by: [optional] LongerByTable,
        /// The periods of notice, each under its own `[[clause.notice.period]]`; the first that applies counts. None
        /// with `agreed_end`, at least one otherwise.
        period: [optional] NonEmpty<NoticePeriodTable>,
    }

    /// What makes an agreement last longer: a period for each of a declared count, which is bounded to a hundred years by its
    /// `most`.
    LongerByTable "longer_by" {
        /// How much longer, for each.
        period: [required] CalendarPeriod,
        /// The count that the policy declares, as in `months_paused`.
        per: [required] FactId,
    }

    /// A period of notice and when it applies.
    NoticePeriodTable "period" {
        /// How long.
        period: [required] CivilPeriod,
        /// Only for this customer. Absent: for all.
        customer: [optional] CustomerType,
        /// Only for a notice in the first so long of the agreement, such as its first year, or a time of trial. Absent:
        /// whenever.
        in_first: [optional] CivilPeriod,
        /// Only when the contract period is at most this many months. Absent: however long.
        term_at_most: [optional] Count,
        /// The agreement lasts at least so long, whenever notice is given; with `after_notice` only. Absent: it may end at
        /// once.
        minimum_term: [optional] CivilPeriod,
        /// The agreement ends at the end of such a part of the calendar, the first that the period allows: after 2 months and
        /// at the end of a `month`, a notice in March ends it on 31 May; with `after_notice` only. Absent: on any day.
        end_of: [at most one of "day of the end"] EndOf,
        /// The agreement ends on one of these days of the year, the first that the period allows; with `after_notice` only.
        /// Absent: on any day.
        on: [at most one of "day of the end"] NonEmpty<YearDay>,
        /// Notice is given by this day of a month at the latest to count in that month; a later one counts as given on the first day of
        /// the next. By the 15th for the end of that month: `period = "0 days"`, for the end of the next: `1 month`; with `end_of` or
        /// `on` only. Absent: each counts on its own day.
        by_day: [optional] MonthDay,
    }

    /// Raising the price.
    PriceChangeTable "price_change" {
        /// The answer on an increase that is allowed as of right.
        verdict: [default "\"permitted\""] Verdict,
        /// How long after the conclusion of the contract an increase may first take effect. Absent: at once.
        not_before: [optional] CivilPeriod,
        /// How long after the previous increase none is allowed. Absent: at any time.
        not_within: [optional] CivilPeriod,
        /// The increase that is allowed as of right, as a percentage of `of`. Absent: any.
        up_to: [optional] Percent,
        /// The price that `up_to` is a percentage of; with `up_to` only, which needs it.
        of: [optional] PriceOf,
        /// As of right at most once in this period; with `up_to` only. Absent: as often as wanted.
        once_in: [optional] CivilPeriod,
        /// Beyond `up_to`: how far ahead the increase is announced, else it is refused; the customer may then dissolve
        /// the agreement. Absent: beyond `up_to` it is refused.
        announced_ahead: [optional] CivilPeriod,
    }

    /// Default of payment.
    PaymentDefaultTable "payment_default" {
        /// The period after the invoice date within which to pay. Absent: the due date that the invoice states.
        pay_within: [optional] CivilPeriod,
        /// The period after the invoice date within which to pay a deposit. Absent: as any other invoice.
        deposit_within: [optional] CivilPeriod,
        /// The day on which an invoice is due at the latest, but never before its date. Absent: no such day.
        due_by: [optional] DayTable,
        /// An invoice sent less than this before the start is due at once, at the latest the day before the start.
        /// Absent: no such rule.
        due_at_once_within: [optional] DayPeriod,
        /// Default begins only after a reminder and this period of grace. Absent: the day after the due date.
        after_reminder: [optional] CivilPeriod,
        /// When access may be suspended: `never`; `on_default`, as soon as an invoice is in default; `unpaid_at_start`,
        /// on or after the start date when an invoice from before it is open.
        suspension: [default "\"never\""] SuspensionWord,
        /// When the provider may cancel if it wants to, so that the answer is `discretionary`: `never`; `deposit_unpaid`, when a
        /// deposit is in default; `on_default`, when any invoice is.
        provider_may_cancel: [default "\"never\""] RightToCancelWord,
        /// Whether the last day to pay is given as a deadline `payment`: the first of those of the open invoices, each
        /// with the grace of the reminder or of the last step.
        payment_deadline: [default "false"] bool,
        /// The steps against late payment, such as a reminder, a further letter and handing over, each under its own
        /// `[[clause.payment_default.step]]`. A step counts when the last day to pay has passed. Absent: none.
        step: [optional] NonEmpty<CollectionStepTable>,
        /// The interest: `statutory`, or `monthly_interest` or `yearly_interest` where that is stated; `none`, when the terms claim none.
        interest: [default "\"statutory\""] InterestWord,
        /// How long after the invoice date interest and collection costs are claimed: from the day after it. Absent: from the
        /// first day of default.
        claimed_after: [optional] CivilPeriod,
        /// Whether interest, once it is claimed, runs from the day after the due date.
        back_to_due_date: [default "false"] bool,
        /// Whether a business owes statutory interest at the trade rate.
        trade_rate_for_business: [default "false"] bool,
        /// A contractual interest in percent a month from the first day of default, over the principal alone: each whole
        /// month bears exactly this, a day of a month its equal share. Absent: the statutory interest.
        monthly_interest: [optional] Percent,
        /// Whether a started month bears all of `monthly_interest`; with `statutory_if_higher = false` only.
        started_months: [default "false"] bool,
        /// A contractual interest in percent a year from the first day of default, over the principal alone: a day bears
        /// 1/365 of it. Not with `monthly_interest`. Absent: the statutory interest.
        yearly_interest: [optional] Percent,
        /// Whether days on which the statutory rate is higher than that of the terms bear the statutory rate instead; with
        /// `monthly_interest` or `yearly_interest` only.
        statutory_if_higher: [default "true"] bool,
        /// The collection costs: `statutory`, by the scale of the law; `none`, when the terms claim none by it.
        collection_costs: [default "\"statutory\""] CollectionCostsWord,
        /// The period of the notice that, by the terms, a consumer has before collection costs are due; `0 days` when the
        /// terms claim them without one. For the compliance check only. Absent: the terms leave it to the law.
        collection_notice: [optional] DayPeriod,
        /// Whether a business owes the collection costs really made where they exceed the statutory scale.
        actual_costs_from_business: [default "false"] bool,
        /// The id of a clause with tiers that apply because the agreement counts as cancelled on default of an invoice that
        /// is no deposit: what the settlement leaves outstanding is then owed instead of the invoices, with interest and
        /// collection costs since that day. Absent: it does not.
        counts_as_cancelled: [optional] Id,
    }

    /// A step against late payment. It is free, or costs an amount or a percentage.
    CollectionStepTable "step" {
        /// How long after the day of the step the customer may still pay. Absent: it is to be paid at once.
        grace: [optional] CivilPeriod,
        /// What it costs in the currency of the policy, such as `"100.00"`.
        amount: [at most one of "costs"] Cents,
        /// What it costs, as a percentage of what is open of the invoice.
        percent: [at most one of "costs"] Percent,
        /// What it costs at least; with `percent` only. Absent: no minimum.
        minimum: [optional] Cents,
    }

    /// Payment in instalments. Together they are the price, to the cent.
    InstalmentsTable "instalments" {
        /// The instalments in their order, each under its own `[[clause.instalments.part]]`.
        part: [required] NonEmpty<InstalmentTable>,
    }

    /// An instalment. Where none states how much it is, all are equal, and the first take the cents that are left over;
    /// otherwise each states it, and one of them is the `rest`.
    InstalmentTable "instalment" {
        /// A percentage of the price.
        percent: [at most one of "share"] Percent,
        /// A fixed amount in the currency of the policy, such as `"100.00"`. Where the price is less, what is left of it.
        amount: [at most one of "share"] Cents,
        /// `true`: what the other instalments leave of the price.
        rest: [at most one of "share"] bool,
        /// The day on which it is invoiced, or asked; never before the conclusion of the contract. Absent: at the
        /// conclusion.
        invoiced: [at most one of "invoice"] DayTable,
        /// The last day on which it is invoiced, or asked, where the text lets the provider do so earlier.
        invoiced_by: [at most one of "invoice"] DayTable,
        /// How long after that day it is due. Absent: the text does not say, unless `due_by` does.
        due_within: [optional] CivilPeriod,
        /// The day on which it is due at the latest, but never before it is invoiced. Absent: `due_within` alone says.
        due_by: [optional] DayTable,
    }

    /// What a payment pays off first.
    AllocationTable "allocation" {
        /// The order; `principal` is the invoices, the oldest due first. All three, each once.
        order: [required] NonEmpty<AllocationWord>,
    }

    /// Liability for damage.
    LiabilityTable "liability" {
        /// How long after it arose damage must be reported. Absent: no limit.
        report_within: [optional] CivilPeriod,
        /// The rules, each under its own `[[clause.liability.rule]]`. All that apply are read, and the better one for
        /// the customer decides.
        rule: [required] NonEmpty<LiabilityRuleTable>,
    }

    /// A rule on liability.
    LiabilityRuleTable "rule" {
        /// The kinds of damage. Absent: all.
        kinds: [optional] NonEmpty<DamageKind>,
        /// The customers. Absent: all.
        customers: [optional] NonEmpty<CustomerType>,
        /// Conditions that must all hold. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold. Absent: none.
        unless: [optional] List<Condition>,
        /// Whether liability is excluded.
        excluded: [default "false"] bool,
        /// Whether the terms themselves lift the exclusion and the limit for intent or deliberate recklessness.
        lifted_by_intent: [default "false"] bool,
        /// The limit; of an excluded liability, what holds if there is liability all the same. Absent: unlimited.
        limit: [optional] LimitTable,
    }

    /// A limit: the lower or the higher of some amounts. Payouts limit nothing without insurance.
    LimitTable "limit" {
        /// The lowest of these amounts is the limit.
        lower_of: [one of "amounts"] NonEmpty<LimitAmountTable>,
        /// The highest of these amounts is the limit.
        higher_of: [one of "amounts"] NonEmpty<LimitAmountTable>,
    }

    /// An amount that limits liability.
    LimitAmountTable "limit_amount" {
        /// What the amount is.
        of: [one of "amount"] LimitOf,
        /// A fixed amount in the currency of the policy, such as `"100.00"`.
        amount: [one of "amount"] Cents,
        /// How many times; with `price` and `paid` only. Absent: once.
        times: [optional] Count,
        /// Only what was paid in this period before the event; with `paid` only. Absent: all that was paid.
        within: [optional] CivilPeriod,
        /// Whether what was awarded earlier in the calendar year is taken off; with `amount` only.
        less_awarded: [default "false"] bool,
    }

    /// Ending the agreement for force majeure.
    ForceMajeureTable "force_majeure" {
        /// How long it must have lasted. Absent: the right begins at once.
        after: [optional] CivilPeriod,
        /// Whether it must have lasted longer than that, so that the right begins a day later; with `after` only.
        longer_than: [default "false"] bool,
        /// Whether it must be permanent.
        permanent_only: [default "false"] bool,
        /// What stays due. Absent: nothing.
        charges: [optional] List<ChargeTable>,
        /// What comes back, where the text says that; the rest is charged, before `charges`. Absent: only `charges` are charged.
        refund: [optional] Box<RefundTable>,
        /// What becomes a credit instead of money. Absent: nothing.
        credit: [optional] CreditTable,
        /// What the text itself says that the charges come to at most, those beside the price apart. Absent: the text says
        /// nothing; the price is their ceiling all the same.
        ceiling: [optional] CeilingWord,
        /// The deadlines of what follows, given once the agreement may be ended. Absent: none.
        deadlines: [optional] List<DeadlineTable>,
    }

    /// Announcing changed terms.
    AnnouncementTable "announcement" {
        /// How far ahead the change is announced at least, else it is refused. Absent: at any time.
        ahead: [optional] CivilPeriod,
        /// How long after the announcement silence counts as acceptance. Absent: never.
        accepted_after: [optional] CivilPeriod,
        /// Whether the customer may reject the change when performance changes.
        reject_when_performance_changes: [default "false"] bool,
        /// Whether the customer may dissolve the agreement.
        customer_may_dissolve: [default "false"] bool,
    }

    /// The exchange of notices about a change by the provider: four deadlines.
    ChangeResponseTable "change_response" {
        /// The provider's notice; its kind is `provider_notice`.
        notice: [required] DeadlineTable,
        /// The provider's alternative; its kind is `alternative_offer`.
        alternative: [required] DeadlineTable,
        /// The customer's answer; its kind is `customer_response`.
        response: [required] DeadlineTable,
        /// The provider's ending of the agreement; its kind is `provider_termination`.
        termination: [required] DeadlineTable,
    }
}
