//! What several forms share: outcomes and deadlines.

use super::{CeilingWord, ChargeTable, CountName, MovingDay, RefundTable};
use crate::calendar::{Date, TimeOfDay, YearDay};
use crate::money::{Cents, Percent};
use crate::policy::building_blocks::{Anchor, Condition, DayKind};
use crate::policy::load::lists::{List, NonEmpty, OneOrMany};
use crate::policy::load::shape::tables;
use crate::policy::load::values::{AnyPeriod, CivilPeriod, DayPeriod, Ending, ProductName};
use crate::vocabulary::{CreditOf, DeadlineKind, DecidedBy, Verdict};

tables! {
    /// A verdict and what comes with it.
    OutcomeTable "outcome" {
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
        /// The deadlines, given whatever the verdict. Absent: none.
        deadlines: [optional] List<DeadlineTable>,
        /// Whether the agreement, or the rest of it, ends or counts as fulfilled, so that what was paid and what is
        /// charged are settled. Absent: only with `refund` or `credit`.
        settles: [optional] bool,
        /// Whether the customer may dissolve the agreement.
        customer_may_dissolve: [default "false"] bool,
        /// Whether the customer may reject the change.
        customer_may_reject: [default "false"] bool,
        /// Who decides, where the verdict is `discretionary`.
        decided_by: [default "\"provider\""] DecidedBy,
    }

    /// A credit instead of money.
    CreditTable "credit" {
        /// What becomes a credit: `rest`, what the charges leave of the payments, none of which then comes back; `charges`, what
        /// is charged, which then counts towards something later.
        of: [default "\"rest\""] CreditOf,
        /// How long the credit can be used, after `after`; its last day counts. Absent: without end.
        valid_for: [optional] CivilPeriod,
        /// The anchor after which `valid_for` runs; with `valid_for` only.
        after: [optional] Anchor,
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
        /// Another count; the earlier of the two ends the period. Not with minutes or hours. Absent: none.
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
        products: [optional] NonEmpty<ProductName>,
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

    /// How many a count must be.
    CountTable "count" {
        /// What is counted.
        of: [required] CountName,
        /// It is at least this. Absent: however few.
        at_least: [optional] u32,
        /// It is at most this. Absent: however many.
        at_most: [optional] u32,
    }

    /// What the price must be.
    PriceConditionTable "price_condition" {
        /// It is at least this. Absent: however low.
        at_least: [at most one of "lower bound"] Cents,
        /// It is more than this. Absent: however low.
        more_than: [at most one of "lower bound"] Cents,
        /// It is at most this. Absent: however high.
        at_most: [at most one of "upper bound"] Cents,
        /// It is less than this. Absent: however high.
        less_than: [at most one of "upper bound"] Cents,
    }

    /// How large a part was delivered, in percent of what was agreed: delivered units of all units, compared without rounding. Where
    /// nothing was counted it is nothing, or all of it where everything was performed.
    DeliveredTable "delivered" {
        /// At least this part. Absent: however little.
        at_least: [at most one of "lower bound"] Percent,
        /// More than this part. Absent: however little.
        more_than: [at most one of "lower bound"] Percent,
        /// At most this part. Absent: however much.
        at_most: [at most one of "upper bound"] Percent,
        /// Less than this part. Absent: however much.
        less_than: [at most one of "upper bound"] Percent,
    }

    /// What the civil date of an anchor must be, and its time of day.
    DayConditionTable "day_condition" {
        /// The anchor.
        of: [required] Anchor,
        /// It is one of these: days of the week, or a holiday. Absent: any day.
        on: [optional] NonEmpty<DayKind>,
        /// It is this day or a later one. Absent: however early.
        from: [optional] Date,
        /// It is a day before this one. Absent: however late.
        until: [optional] Date,
        /// It lies in this part of the year, whatever the year. Absent: anywhere in it.
        season: [optional] SeasonTable,
        /// Its time of day lies in this part of the day; not of an anchor that is a date. Absent: at any time.
        time: [optional] HoursTable,
    }

    /// A part of every day, by the clock of the policy's zone. Where it ends no later than it begins, it goes over midnight: its
    /// day is that on which the anchor itself falls.
    HoursTable "time" {
        /// From this time, itself included. Absent: from 00:00.
        from: [optional] TimeOfDay,
        /// Before this time, itself excluded. Absent, without `through`: to the end of the day.
        until: [at most one of "end"] TimeOfDay,
        /// Through this minute, the whole minute included.
        through: [at most one of "end"] TimeOfDay,
    }

    /// A part of every year. Where `until` comes before `from` in the year, it goes over the turn of the year.
    SeasonTable "season" {
        /// Its first day.
        from: [required] YearDay,
        /// The first day after it.
        until: [required] YearDay,
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
