//! What several forms share: outcomes, charges, deadlines.

use super::{MovingDay, Share};
use crate::calendar::{Date, TimeOfDay};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Base, Condition, Counter, DayKind, StatedAmount};
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::shape::tables;
use crate::policy::load::values::{AnyPeriod, CivilPeriod, Count, DayPeriod, Ending};
use crate::vocabulary::{ChargeKind, DeadlineKind, DecidedBy, ProductType, Verdict};

tables! {
    /// A verdict and what comes with it.
    OutcomeTable "outcome" {
        /// The answer in a word.
        verdict: [default "\"permitted\""] Verdict,
        /// The charges, those that the price ceiling should cut first at the end. Absent: none.
        charges: [optional] List<ChargeTable>,
        /// The deadlines, given whatever the verdict. Absent: none.
        deadlines: [optional] List<DeadlineTable>,
        /// Whether the agreement, or the rest of it, ends or counts as fulfilled, so that what was paid and what is
        /// charged are settled.
        settles: [default "false"] bool,
        /// Whether the customer may dissolve the agreement.
        customer_may_dissolve: [default "false"] bool,
        /// Whether the customer may reject the change.
        customer_may_reject: [default "false"] bool,
        /// Who decides, where the verdict is `discretionary`.
        decided_by: [default "\"provider\""] DecidedBy,
    }

    /// A charge. It is a percentage, an amount, a stated amount, a share or a multiple.
    ChargeTable "charge" {
        /// What the charge is for.
        kind: [required] ChargeKind,
        /// A percentage of `of`, from 0 to 100, with at most four decimals.
        percent: [one of "amount"] Percent,
        /// A fixed amount in the currency of the policy, such as `"100.00"`.
        amount: [one of "amount"] Cents,
        /// An amount that the facts state.
        stated: [one of "amount"] StatedAmount,
        /// A share of `of`: of the delivered units; the whole less the share of the undelivered units; or one of the
        /// agreed sessions.
        share: [one of "amount"] Share,
        /// `of`, this many times.
        times: [one of "amount"] Count,
        /// What `percent`, `share` and `times` are of; they need it, and nothing else takes it.
        of: [optional] Base,
        /// What multiplies the charge; with `percent`, `amount` and `times` only. Absent: nothing.
        per: [optional] Counter,
        /// Whether this is the most that may be charged, instead of what is charged.
        discretionary: [default "false"] bool,
        /// Conditions that must all hold for the charge to be due. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold for the charge to be due. Absent: none.
        unless: [optional] List<Condition>,
        /// What the day of an anchor must be for the charge to be due. Absent: any.
        day: [optional] DayConditionTable,
        /// The products for which the charge is due. Absent: all.
        products: [optional] NonEmpty<ProductType>,
    }

    /// A deadline, counted from an anchor: forwards with `after`, backwards with `before`.
    DeadlineTable "deadline" {
        /// What the deadline is for.
        kind: [required] DeadlineKind,
        /// The anchor after which the period runs, or several, of which the first that is known counts.
        after: [one of "direction"] OneOrMany<Anchor>,
        /// The anchor before which the period lies.
        before: [one of "direction"] Anchor,
        /// How long after or before the anchor, and until what time on that day, itself included, as in `1 working day at
        /// 17:30`. Absent: the anchor's own day.
        period: [optional] Ending,
        /// Another count; the earlier of the two ends the period. Not with hours. Absent: none.
        or_earlier: [optional] OrEarlierTable,
        /// The time on the next working day after the anchor at which the deadline ends; without `period`. Absent: it
        /// ends with the last day.
        next_working_day_at: [optional] TimeOfDay,
        /// A shorter period when the anchor lies close to the start; with `period`. Absent: none.
        shorter: [optional] ShorterTable,
        /// Where the deadline moves when its last day is not a working day; with `period` in days or longer. Absent: it
        /// does not move.
        moves: [optional] MovesTable,
        /// Conditions that must all hold for the deadline to be given. Absent: none.
        when: [optional] List<Condition>,
        /// Conditions of which none may hold for the deadline to be given. Absent: none.
        unless: [optional] List<Condition>,
        /// What the day of an anchor must be for the deadline to be given. Absent: any.
        day: [optional] DayConditionTable,
        /// The products for which the deadline is given. Absent: all.
        products: [optional] NonEmpty<ProductType>,
    }

    /// A civil day, counted from an anchor: forwards with `after`, backwards with `before`.
    DayTable "day" {
        /// The anchor after which it lies.
        after: [one of "direction"] Anchor,
        /// The anchor before which it lies.
        before: [one of "direction"] Anchor,
        /// How long after or before the anchor. Absent: the anchor's own day.
        period: [optional] CivilPeriod,
    }

    /// What the civil date of an anchor must be.
    DayConditionTable "day_condition" {
        /// The anchor.
        of: [required] Anchor,
        /// It is one of these: days of the week, or a holiday. Absent: any day.
        on: [optional] NonEmpty<DayKind>,
        /// It is this day or a later one. Absent: however early.
        from: [optional] Date,
        /// It is a day before this one. Absent: however late.
        until: [optional] Date,
    }

    /// Another count of a deadline.
    OrEarlierTable "or_earlier" {
        /// The anchor after which the period runs.
        after: [required] Anchor,
        /// How long after the anchor.
        period: [required] CivilPeriod,
    }

    /// A shorter period close to the start.
    ShorterTable "shorter" {
        /// It applies when the anchor lies at most this long before the start date.
        within: [required] DayPeriod,
        /// The period that then applies.
        period: [required] AnyPeriod,
    }

    /// Where a deadline moves.
    MovesTable "moves" {
        /// The days from which it moves, to the next working day: Sundays and holidays, or Saturdays too.
        on: [required] NonEmpty<MovingDay>,
        /// The time on that working day until which it lasts.
        until: [required] TimeOfDay,
    }
}
