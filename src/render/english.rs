//! The English sentences.

use super::scene::{Counting, Scene, elapsed};
use super::words;
use crate::calendar::{Date, Instant, Period};
use crate::decision::{Assumption, Calculation, FindingCode};
use crate::law::Bound;
use crate::money::Locale;
use crate::vocabulary::DeadlineKind;

const EN: Locale = Locale::En;

/// The sum of a step. Each ends without a period, so that it can stand in a list or after a colon.
pub(super) fn calculation(s: &Scene<'_>, calculation: &Calculation) -> String {
    use Calculation as C;
    match calculation {
        C::Verdict(verdict) => words::verdict(*verdict, EN).to_owned(),
        C::Fact { condition, holds } => words::fact(*condition, *holds, EN).to_owned(),
        C::DaysBefore { anchor: _, on, notice, days } => days_before(s, *on, *notice, *days),
        C::Hours { anchor: _, at, notice } => hours(s, *at, *notice),
        C::Deemed { received, effective } => {
            format!("received {}, counts as given {}", s.weekday_moment(*received), s.weekday_moment(*effective))
        }
        C::Cheapest { rows, charged } => {
            format!("{rows} rows apply; the cheapest for the customer charges {}", s.eur(*charged))
        }
        C::Percent { kind: _, percent, base, of, count, result } => {
            format!("{}{} of {} = {}", times(*count), s.percent(*percent), s.eur_of(*of, *base), s.eur(*result))
        }
        C::Fixed { kind, amount, count: 1, result: _ } => format!("{}: {}", words::charge(*kind, EN), s.eur(*amount)),
        C::Fixed { kind, amount, count, result } => {
            format!("{}: {count} × {} = {}", words::charge(*kind, EN), s.eur(*amount), s.eur(*result))
        }
        C::Stated { kind: _, amount, result } => format!("{}: {}", words::stated(*amount, EN), s.eur(*result)),
        C::Delivered { kind: _, base: _, of: _, delivered: _, total: 0, result } => {
            format!("no count of units, so that nothing counts as delivered: {}", s.eur(*result))
        }
        C::Delivered { kind: _, base, of, delivered, total, result } => format!(
            "{delivered} of {total} delivered: {delivered}/{total} × {} = {}",
            s.eur_of(*of, *base),
            s.eur(*result)
        ),
        C::AllButUndelivered { kind: _, base, of, undelivered: _, total: 0, result } => {
            format!("no count of units, so that all of {} is undelivered: {}", s.eur_of(*of, *base), s.eur(*result))
        }
        C::AllButUndelivered { kind: _, base, of, undelivered, total, result } => format!(
            "{undelivered} of {total} undelivered: {} − {undelivered}/{total} × {} = {}",
            s.eur_of(*of, *base),
            s.eur(*of),
            s.eur(*result)
        ),
        C::OneSession { kind: _, base, of, sessions, result } => {
            format!("one of {sessions} sessions: {} / {sessions} = {}", s.eur_of(*of, *base), s.eur(*result))
        }
        C::Times { kind: _, base, of, factor, count, result } => {
            format!("{}{factor} × {} = {}", times(*count), s.eur_of(*of, *base), s.eur(*result))
        }
        C::Counted { kind, from, period, last_day } => counted(s, *kind, *from, *period, *last_day),
        C::Until { kind, at } => format!("{}: {}", s.deadline(*kind), s.weekday_moment(*at)),
        C::InTime { kind, in_time: true } => format!("in time ({})", s.deadline_with_day(*kind)),
        C::InTime { kind, in_time: false } => format!("too late ({})", s.deadline_with_day(*kind)),
        C::Ceiling { written, price } => format!("{} as written, cut to the price {}", s.eur(*written), s.eur(*price)),
        C::Settled { paid, charged, refund, outstanding } => {
            let (paid_text, charged_text) = (s.eur(*paid), s.eur(*charged));
            if refund > outstanding {
                format!("paid {paid_text} − charged {charged_text} = {} back", s.eur(*refund))
            } else if outstanding > refund {
                format!("charged {charged_text} − paid {paid_text} = {} outstanding", s.eur(*outstanding))
            } else {
                format!("paid {paid_text} = charged {charged_text}: nothing left to settle")
            }
        }
        C::WithdrawalDay { from, counted, last_day, informed_late } => {
            withdrawal_day(s, *from, *counted, *last_day, *informed_late)
        }
        C::RightLost { lost: true } => "the right to withdraw is lost".to_owned(),
        C::RightLost { lost: false } => "the right to withdraw is not lost, whatever the terms say".to_owned(),
        C::NotDue { kind } => format!("{}: not due, whatever the terms say", words::charge(*kind, EN)),
        C::Default { invoice, due_on, from } => {
            format!("{}due {}, in default from {}", s.invoice(*invoice), s.day(*due_on), s.day(*from))
        }
        C::Interest { invoice, period } => format!(
            "{}{} through {}: {} at {} a year over {} = {}",
            s.invoice(*invoice),
            s.day(period.from),
            s.day(period.through),
            s.days(period.days.into()),
            s.rate(period.rate),
            s.exact(&period.principal),
            s.exact(&period.interest)
        ),
        C::InterestTotal { invoice, days, result } => {
            format!("{}interest over {}: {}", s.invoice(*invoice), s.days((*days).into()), s.eur(*result))
        }
        C::CostsBand(step) => {
            let (rate, part) = (s.rate(step.band.percent), s.eur(crate::money::Cents::new(step.part)));
            let which = if step.band.above == 0 { "first" } else { "next" };
            format!("{rate} of the {which} {part} = {}", s.exact(&step.amount))
        }
        C::CostsTotal { principal, result } => {
            let bound = match s.bound_of_costs(*principal) {
                None => "",
                Some(Bound::Minimum(_)) => ", the least that is due",
                Some(Bound::Maximum(_)) => ", the most that is due",
            };
            format!("collection costs over {}: {}{bound}", s.eur(*principal), s.eur(*result))
        }
        C::ActualCosts { scale, actual, result } => {
            format!("costs really made {}, above the scale's {}: {}", s.eur(*actual), s.eur(*scale), s.eur(*result))
        }
        C::Instalment { number, amount, invoice_on, due_on } => {
            format!("instalment {number}: {}, invoiced {}, due {}", s.eur(*amount), s.day(*invoice_on), s.day(*due_on))
        }
        C::Allocated { place, amount } => format!("{} to {}", s.eur(*amount), s.paid_off(*place)),
        C::Excluded => "liability is excluded".to_owned(),
        C::Limited { limit } => format!("liability is limited to {}", s.eur(*limit)),
        C::Unlimited => "liability has no limit".to_owned(),
        C::Increase { from, to, up_to: None, within: _ } => format!("from {} to {}", s.eur(*from), s.eur(*to)),
        C::Increase { from, to, up_to: Some(up_to), within } => format!(
            "from {} to {} is {} more; {} of {} is {}: {}",
            s.eur(*from),
            s.eur(*to),
            s.eur(to.minus(*from)),
            s.percent(*up_to),
            s.eur(*from),
            s.exact_percent(*from, *up_to),
            if *within { "within it" } else { "above it" }
        ),
        C::Announced { on, effective, ahead, early_enough } => format!(
            "{} to {}: {} {}",
            s.day(*on),
            s.day(*effective),
            if *early_enough { "at least" } else { "less than" },
            s.period(*ahead)
        ),
        C::NoticePeriod { period, from, ends } => {
            format!("{} of notice from {}: the agreement ends on {}", s.period(*period), s.day(*from), s.day(*ends))
        }
        C::NoticeShortened { written } => format!("{} of notice is read as 1 month", s.period(*written)),
    }
}

/// `2 × `, or nothing for one.
fn times(count: u32) -> String {
    if count == 1 { String::new() } else { format!("{count} × ") }
}

fn days_before(s: &Scene<'_>, on: Date, notice: Date, days: i64) -> String {
    let (on, notice, count) = (s.day(on), s.day(notice), s.days(days.unsigned_abs()));
    match days {
        0 => format!("{on} is the day itself"),
        1.. => format!("{on} is {count} after {notice}"),
        _ => format!("{on} is {count} before {notice}"),
    }
}

fn hours(s: &Scene<'_>, at: Instant, notice: Instant) -> String {
    let (early, late, word) = if notice <= at { (notice, at, "before") } else { (at, notice, "after") };
    let whole = late.secs().abs_diff(early.secs()) - u64::from(late.nanos() < early.nanos());
    format!("{} is {} {word} {}", s.moment(notice), elapsed(whole, EN), s.moment(at))
}

fn counted(s: &Scene<'_>, kind: DeadlineKind, from: Date, period: Option<Period>, last_day: Date) -> String {
    let (from_text, day) = (s.day(from), s.day(last_day));
    let how = match Counting::of(from, period, last_day) {
        Counting::After(p) => format!("{} after {from_text}", s.period(p)),
        Counting::Before(p) => format!("{} before {from_text}", s.period(p)),
        Counting::DayIncluded(p) => format!("{} from {from_text}, that day included", s.period(p)),
        Counting::AfterThenOn(p) => format!("{} after {from_text}, moved on to the next possible day", s.period(p)),
        Counting::BeforeThenOn(p) => format!("{} before {from_text}, moved on to the next possible day", s.period(p)),
        Counting::EarlierThan(p) => format!("earlier than {} after {from_text}, by another count", s.period(p)),
        Counting::SameDay => format!("on {from_text} itself"),
        Counting::NextWorkingDay => format!("the working day after {from_text}"),
    };
    if kind == DeadlineKind::TerminationAllowedFrom {
        return format!("{how}: from {day}");
    }
    format!("{how}: {day}, until {}", s.time_of_end(kind, last_day))
}

fn withdrawal_day(s: &Scene<'_>, from: Date, counted: Date, last_day: Date, informed_late: bool) -> String {
    let how = if informed_late {
        format!("concluded or received {}, information late or withheld", s.day(from))
    } else {
        format!("14 days after {}", s.day(from))
    };
    if last_day == counted {
        format!("{how}: {}, until 24:00", s.day(last_day))
    } else {
        format!("{how}: {} is no working day, so {}, until 24:00", s.weekday(counted), s.weekday(last_day))
    }
}

/// A default that mattered.
pub(super) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::InformedAtConclusion => {
            "The consumer was informed of the right to withdraw when the contract was concluded.".to_owned()
        }
        Assumption::AtADistance => "The contract was concluded at a distance.".to_owned(),
        Assumption::NoUnitCount => "No number of units was given, so that the delivered share is 0.".to_owned(),
        Assumption::BegunByDelivery => {
            "Performance has begun, because units were delivered or everything was performed.".to_owned()
        }
        Assumption::GoodsNotReceived => {
            "The goods were not received yet, so that the period to withdraw has not begun.".to_owned()
        }
        Assumption::OfficeHoursSameDay => {
            "A notice before office hours on a working day counts as given when they begin that day.".to_owned()
        }
        Assumption::NoChangeCostsStated => "The offer states no costs of a change, so that they are 0.".to_owned(),
        Assumption::NotInsured => "The provider is not insured.".to_owned(),
        Assumption::CountOfOne => "There is one service, session or breach.".to_owned(),
        Assumption::RatesMayBeOutdated { next_review } => format!(
            "The rate of statutory interest may have changed on {}; the last known rate is used.",
            super::dates::date(*next_review, EN)
        ),
        Assumption::UndatedText => "The terms carry no date and are taken to be in force on every day.".to_owned(),
    }
}

/// What was found; `clauses` names the clauses and provisions concerned.
pub(super) fn finding(code: FindingCode, clauses: &str) -> String {
    match code {
        FindingCode::TierOverlap => {
            format!("Rows of {clauses} overlap here; the one that is cheapest for the customer applies.")
        }
        FindingCode::ClauseConflict => {
            format!(
                "The text of {clauses} contradicts itself here; the more specific rule applies, in doubt the \
                 one that is better for the customer."
            )
        }
        FindingCode::CapConflict => {
            format!("The caps in {clauses} conflict; the one that is better for the customer applies.")
        }
        FindingCode::PriceCeiling => {
            format!(
                "The charges under {clauses} would together exceed the agreed price; they are cut to it, the \
                 last first."
            )
        }
        FindingCode::LawOverridesTerms => {
            format!("Mandatory law gives the customer more than the terms do, and prevails: {clauses}.")
        }
        FindingCode::PenaltyMayBeModerated => {
            format!("A judge may moderate the penalty of {clauses} (BW 6:94); the full amount is shown.")
        }
    }
}
