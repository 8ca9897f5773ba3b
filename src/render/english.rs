//! The English sentences.

use super::scene::{Counting, Scene, elapsed};
use super::text::put;
use super::words;
use crate::calendar::{Date, Instant, Period};
use crate::decision::{Assumption, Calculation, Combination, FindingCode};
use crate::facts::table::agreement;
use crate::law::ScaleBound;
use crate::money::Locale;
use crate::policy::building_blocks::Edge;
use crate::vocabulary::DeadlineKind;

const EN: Locale = Locale::En;

/// The sum of a step. Each ends without a period, so that it can stand in a list or after a colon.
pub(super) fn calculation(text: &mut String, s: &Scene<'_>, calculation: &Calculation) {
    use Calculation as C;
    match calculation {
        C::Verdict(verdict) => put!(text, words::outcome(*verdict, s.decision.leaves_out(), EN)),
        C::Applies => put!(text, "this applies"),
        C::Fact { condition, holds } => put!(text, words::fact(*condition, *holds, s.policy.currency, EN).as_ref()),
        C::OnDay { on, at, holds } => {
            let holiday = if s.policy.holidays.is_holiday(*on) { ", a holiday," } else { "" };
            put!(
                text,
                s.weekday(*on),
                holiday,
                at.map(|at| format!(", {at},")).unwrap_or_default(),
                match (holds, at.is_some()) {
                    (true, false) => " is a day on which this applies",
                    (false, false) => " is no day on which this applies",
                    (true, true) => " is a time at which this applies",
                    (false, true) => " is no time at which this applies",
                }
            );
        }
        C::Customer(customer) => {
            put!(text, "the customer is ", words::chosen(&agreement::CUSTOMER, customer.name(), EN))
        }
        C::Product(product) => put!(text, "it is about ", words::chosen(&agreement::PRODUCT, product.name(), EN)),
        C::OnPremises => put!(text, "the contract was concluded on the provider's premises"),
        C::DaysBefore { anchor: _, on, notice, days } => days_before(text, s, *on, *notice, *days),
        C::Hours { anchor: _, at, notice } => hours(text, s, *at, *notice),
        C::PeriodEnds { period, after, from, ends } => {
            put!(text, s.period(*period), if *after { " after " } else { " before " });
            match ends {
                Edge::Day(day) => put!(text, s.day(from.on), " is ", s.day(*day)),
                Edge::At(at) if period.elapsed().is_some() => put!(text, s.moment(from.at), " is ", s.moment(*at)),
                Edge::At(at) => put!(text, s.day(from.on), " is ", s.moment(*at)),
            }
        }
        C::People { cancelled, all } => put!(text, cancelled, " of ", all, " people no longer coming"),
        C::Deemed { received, effective } => {
            put!(text, "received ", s.weekday_moment(*received), ", counts as given ", s.weekday_moment(*effective))
        }
        C::Cheapest { rows, charged } => {
            put!(text, rows, " rows apply; the cheapest for the customer charges ", s.eur(*charged))
        }
        C::BetterClause { charged } => {
            put!(text, "several clauses answer; the one that is best for the customer charges ", s.eur(*charged))
        }
        C::ServiceLeft => put!(text, "a consumer may end an agreement for services at any time"),
        C::EarlyIncrease { effective, first } => {
            put!(text, "takes effect on ", s.day(*effective), ", before ", s.day(*first));
        }
        C::Percent { kind: _, percent, of, counts, result } => {
            put!(text, s.times(counts), s.percent(*percent), " of ", s.eur_of(*of), " = ", s.eur(*result))
        }
        C::Fixed { kind, amount, counts, result } => {
            put!(text, words::charge(*kind, EN), ": ", s.times(counts), s.eur(*amount));
            s.equals(text, *amount, *result);
        }
        C::Stated { kind: _, amount, result } => put!(text, words::stated(*amount, EN).as_ref(), ": ", s.eur(*result)),
        C::Delivered { kind: _, of: _, delivered: _, total: 0, result } => {
            put!(text, "no count of units, so that nothing counts as delivered: ", s.eur(*result))
        }
        C::Delivered { kind: _, of, delivered, total, result } => {
            put!(text, delivered, " of ", total, " delivered: ", delivered, "/", total, " × ");
            put!(text, s.eur_of(*of), " = ", s.eur(*result));
        }
        C::Undelivered { kind: _, of, undelivered: _, total: 0, result: _ } => {
            put!(text, "no count of units, so that all of ", s.eur_of(*of), " is undelivered")
        }
        C::Undelivered { kind: _, of, undelivered, total, result } => {
            put!(text, undelivered, " of ", total, " undelivered: ", undelivered, "/", total, " × ");
            put!(text, s.eur_of(*of), " = ", s.eur(*result));
        }
        C::AllButUndelivered { kind: _, of, undelivered: _, total: 0, result } => {
            put!(text, "no count of units, so that all of ", s.eur_of(*of), " is undelivered: ", s.eur(*result))
        }
        C::AllButUndelivered { kind: _, of, undelivered, total, result } => {
            put!(text, undelivered, " of ", total, " undelivered: ", s.eur_of(*of), " − ", undelivered);
            put!(text, "/", total, " × ", s.eur(of.amount), " = ", s.eur(*result));
        }
        C::OnePart { kind: _, share, of, parts, result } => {
            put!(text, "one of ", parts, " ", words::parts(*share, EN), ": ", s.eur_of(*of), " / ", parts);
            put!(text, " = ", s.eur(*result));
        }
        C::Remaining { kind: _, of, remaining, all, result } => {
            put!(text, remaining, " of ", all, " still coming: ", remaining, "/", all, " × ", s.eur_of(*of));
            put!(text, " = ", s.eur(*result));
        }
        C::FallsAway { kind: _, of, remaining, all, result } => {
            put!(text, all - remaining, " of ", all, " no longer coming: ", s.eur_of(*of), " − ", remaining);
            put!(text, "/", all, " × ", s.eur(of.amount), " = ", s.eur(*result));
        }
        C::Times { kind: _, of, factor, counts, result } => {
            put!(text, s.times(counts), factor, " × ", s.eur_of(*of), " = ", s.eur(*result))
        }
        C::Multiplied { kind: _, of, counts, result } => {
            put!(text, s.times(counts), s.eur(*of));
            s.equals(text, *of, *result);
        }
        C::Combined { kind: _, how: Combination::Sum, parts, result } => {
            put!(text, s.joined(parts, " + ", " + "), " = ", s.eur(*result))
        }
        C::Combined { kind: _, how, parts, result } => {
            put!(text, words::choice(*how, EN), " ", s.joined(parts, ", ", " and "), " is ", s.eur(*result))
        }
        C::Rest { kind: _, of, less, result } if *less > of.amount => {
            put!(text, "nothing is left of ", s.eur_of(*of), " after ", s.eur(*less), ": ", s.eur(*result))
        }
        C::Rest { kind: _, of, less, result } => {
            put!(text, s.eur_of(*of), " − ", s.eur(*less), " = ", s.eur(*result))
        }
        C::Counted { kind, from, period, last_day } => counted(text, s, *kind, *from, *period, *last_day),
        C::Until { kind, at } => put!(text, s.deadline(*kind), ": ", s.weekday_moment(*at)),
        C::InTime { kind, in_time: true } => put!(text, "in time (", s.deadline_with_day(*kind), ")"),
        C::InTime { kind, in_time: false } => put!(text, "too late (", s.deadline_with_day(*kind), ")"),
        C::Ceiling { written, price } => put!(text, s.eur(*written), " as written, cut to the price ", s.eur(*price)),
        C::Settled { paid, charged, refund, outstanding } => {
            let (paid_text, charged_text) = (s.eur(*paid), s.eur(*charged));
            if refund > outstanding {
                put!(text, "paid ", paid_text, " − charged ", charged_text, " = ", s.eur(*refund), " back")
            } else if outstanding > refund {
                put!(text, "charged ", charged_text, " − paid ", paid_text, " = ", s.eur(*outstanding), " outstanding")
            } else {
                put!(text, "paid ", paid_text, " = charged ", charged_text, ": nothing left to settle")
            }
        }
        C::CreditLeft { paid, charged, credit, expires_on } => {
            put!(text, "paid ", s.eur(*paid), " − charged ", s.eur(*charged), " = ", s.eur(*credit), ", a credit");
            credit_until(text, s, *expires_on);
        }
        C::CreditOfCharges { credit, expires_on } => {
            put!(text, "what is charged, ", s.eur(*credit), ", becomes a credit");
            credit_until(text, s, *expires_on);
        }
        C::WithdrawalDay { from, counted, last_day, informed_late } => {
            withdrawal_day(text, s, *from, *counted, *last_day, *informed_late)
        }
        C::RightLost { lost: true } => put!(text, "the right to withdraw is lost"),
        C::RightLost { lost: false } => put!(text, "the right to withdraw is not lost, whatever the terms say"),
        C::NotDue { kind } => put!(text, words::charge(*kind, EN), ": not due, whatever the terms say"),
        C::Default { invoice, due_on, from } => {
            put!(text, s.invoice(*invoice), "due ", s.day(*due_on), ", in default from ", s.day(*from))
        }
        C::Interest { debt, period } => {
            put!(text, s.debt(*debt), s.day(period.from), " through ", s.day(period.through), ": ");
            put!(text, s.borne(period), " over ");
            put!(text, s.exact(&period.principal), " = ", s.exact(&period.interest));
        }
        C::InterestTotal { debt, days, result } => {
            put!(text, s.debt(*debt), "interest over ", s.days((*days).into()), ": ", s.eur(*result))
        }
        C::CostsBand(step) => {
            let (rate, part) = (s.rate(step.band.percent), s.eur(crate::money::Cents::new(step.part)));
            let which = if step.band.above == 0 { "first" } else { "next" };
            put!(text, rate, " of the ", which, " ", part, " = ", s.exact(&step.amount))
        }
        C::CostsTotal { principal, result } => {
            let bound = match s.bound_of_costs(*principal) {
                None => "",
                Some(ScaleBound::Minimum(_)) => ", the least that is due",
                Some(ScaleBound::Maximum(_)) => ", the most that is due",
            };
            put!(text, "collection costs over ", s.eur(*principal), ": ", s.eur(*result), bound)
        }
        C::CostsVat { costs, percent, vat, result } => {
            put!(text, "value added tax that the creditor cannot deduct, ", s.percent(*percent), " of ", s.eur(*costs));
            put!(text, " = ", s.eur(*vat), ": together ", s.eur(*result))
        }
        C::ActualCosts { scale, actual, result } => {
            put!(text, "costs really made ", s.eur(*actual), ", above the scale's ", s.eur(*scale));
            put!(text, ": ", s.eur(*result))
        }
        C::Instalment(instalment) => {
            put!(text, "instalment ", instalment.number, ": ", s.eur(instalment.amount), ", ", s.payable(instalment))
        }
        C::CollectionStep { invoice, number, on, pay_by, costs, open } => {
            put!(text, s.invoice(*invoice), "step ", number, " on ", s.day(*on), ", ", s.step_costs(*costs, *open));
            match pay_by {
                Some(day) => put!(text, "; to be paid by ", s.day(*day)),
                None => put!(text, "; to be paid at once"),
            }
        }
        C::EarlyStep { invoice, on, pay_by } => {
            put!(text, s.invoice(*invoice), "the step on ", s.day(*on), " does not count: ");
            put!(text, "the customer has until ", s.day(*pay_by), " to pay")
        }
        C::NotClaimedYet { invoice, until } => {
            put!(text, s.invoice(*invoice), "interest and collection costs are claimed only after ", s.day(*until))
        }
        C::NoticeDefective { invoice } => {
            put!(
                text,
                s.invoice(*invoice),
                "the fourteen-day notice is not as the law asks: no collection costs are due"
            )
        }
        C::NoNotice { invoice, since } => {
            put!(
                text,
                s.invoice(*invoice),
                "no notice that gives fourteen days was received on or after ",
                s.day(*since)
            );
            put!(text, ": no collection costs are due");
        }
        C::NoticeRuns { invoice, from } => {
            put!(
                text,
                s.invoice(*invoice),
                "the fourteen days of the notice are running: collection costs are due only from "
            );
            put!(text, s.day(*from));
        }
        C::OpenAtNoticeEnd { invoice, open } => {
            put!(text, s.invoice(*invoice), s.eur(*open), " was still open when the fourteen days of the notice ended")
        }
        C::CostsAboveLaw { written, most } => {
            put!(text, s.eur(*written), " as written; the law allows ", s.eur(*most))
        }
        C::ProviderMayCancel { invoice } => {
            put!(text, s.invoice(*invoice), "not paid in time: the provider may cancel")
        }
        C::Allocated { place, amount } => put!(text, s.eur(*amount), " to ", s.paid_off(*place)),
        C::Excluded => put!(text, "liability is excluded"),
        C::Limited { limit } => put!(text, "liability is limited to ", s.eur(*limit)),
        C::Unlimited => put!(text, "liability has no limit"),
        C::Increase { from, to, up_to: None, within: _ } => put!(text, "from ", s.eur(*from), " to ", s.eur(*to)),
        C::Increase { from, to, up_to: Some(up_to), within } => {
            put!(text, "from ", s.eur(*from), " to ", s.eur(*to), " is ", s.eur(to.minus(*from)), " more; ");
            put!(text, s.percent(*up_to), " of ", s.eur(*from), " is ", s.exact_percent(*from, *up_to), ": ");
            put!(text, if *within { "within it" } else { "above it" });
        }
        C::Announced { on, effective, ahead, early_enough } => {
            put!(text, s.day(*on), " to ", s.day(*effective), ": ");
            put!(text, if *early_enough { "at least" } else { "less than" }, " ", s.period(*ahead));
        }
        C::NoticePeriod { period, from, ends } => {
            put!(text, s.period(*period), " of notice from ", s.day(*from), ": the agreement ends on ", s.day(*ends))
        }
        C::NoticeEnd { period, from, counted, least, ends } => {
            put!(text, s.period(*period), " of notice from ", s.day(*from), ": ", s.day(*counted));
            if let Some(least) = least {
                put!(text, ", and at least through ", s.day(*least));
            }
            put!(text, "; the agreement ends on ", s.day(*ends))
        }
        C::CountsNextMonth { notice, by_day, from } => {
            put!(
                text,
                s.day(*notice),
                " comes after day ",
                by_day,
                " of the month: the notice counts from ",
                s.day(*from)
            )
        }
        C::LastsLonger { by } => put!(text, "the agreement lasts ", s.period(*by), " longer"),
        C::EndBroughtForward { written, to } => {
            put!(text, "by the terms it would end on ", s.day(*written), ", later than ", s.period(*to));
            put!(text, " after the notice")
        }
        C::NoticeShortened { written, to } => {
            put!(text, s.period(*written), " of notice is read as ", s.period(*to))
        }
        C::FunctionMissing { from } => {
            put!(text, "no function for withdrawing, which contracts from ", s.day(*from), " on must offer: ");
            put!(text, "the customer counts as not informed");
        }
        C::WithdrawalExcluded => put!(text, "the law gives no right to withdraw from this"),
    }
}

fn credit_until(text: &mut String, s: &Scene<'_>, expires_on: Option<Date>) {
    if let Some(last_day) = expires_on {
        put!(text, " until ", s.day(last_day), " inclusive");
    }
}

fn days_before(text: &mut String, s: &Scene<'_>, on: Date, notice: Date, days: i64) {
    let (on, notice, count) = (s.day(on), s.day(notice), s.days(days.unsigned_abs()));
    match days {
        0 => put!(text, on, " is the day itself"),
        1.. => put!(text, on, " is ", count, " after ", notice),
        _ => put!(text, on, " is ", count, " before ", notice),
    }
}

fn hours(text: &mut String, s: &Scene<'_>, at: Instant, notice: Instant) {
    let (early, late, word) = if notice <= at { (notice, at, "before") } else { (at, notice, "after") };
    let whole = late.secs().abs_diff(early.secs()) - u64::from(late.nanos() < early.nanos());
    put!(text, s.moment(notice), " is ", elapsed(whole, EN), " ", word, " ", s.moment(at))
}

fn counted(text: &mut String, s: &Scene<'_>, kind: DeadlineKind, from: Date, period: Option<Period>, last_day: Date) {
    let (from_text, day) = (s.day(from), s.day(last_day));
    match Counting::of(from, period, last_day, s.policy.holidays) {
        Counting::After(p) => put!(text, s.period(p), " after ", from_text),
        Counting::Before(p) => put!(text, s.period(p), " before ", from_text),
        Counting::DayIncluded(p) => put!(text, s.period(p), " from ", from_text, ", that day included"),
        // A period that must have been exceeded: nothing moved to a working day.
        Counting::AfterThenOn(p) if kind == DeadlineKind::TerminationAllowedFrom => {
            put!(text, "more than ", s.period(p), " after ", from_text)
        }
        Counting::AfterThenOn(p) => {
            put!(text, s.period(p), " after ", from_text, ", moved on to the next possible day")
        }
        Counting::BeforeThenOn(p) => {
            put!(text, s.period(p), " before ", from_text, ", moved on to the next possible day")
        }
        Counting::EarlierThan(p) => {
            put!(text, "earlier than ", s.period(p), " after ", from_text, ", by another count")
        }
        Counting::SameDay => put!(text, "on ", from_text, " itself"),
        Counting::NextWorkingDay => put!(text, "the working day after ", from_text),
    }
    if kind == DeadlineKind::TerminationAllowedFrom {
        return put!(text, ": from ", day);
    }
    put!(text, ": ", day, ", until ", s.time_of_end(kind, last_day))
}

fn withdrawal_day(text: &mut String, s: &Scene<'_>, from: Date, counted: Date, last_day: Date, informed_late: bool) {
    if informed_late {
        put!(text, "concluded or received ", s.day(from), ", information late or withheld")
    } else {
        put!(text, "14 days after ", s.day(from))
    }
    if last_day == counted {
        put!(text, ": ", s.day(last_day), ", until 24:00")
    } else {
        put!(text, ": ", s.weekday(counted), " is no working day, so ", s.weekday(last_day), ", until 24:00")
    }
}

/// A default that mattered.
pub(super) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::InformedAtConclusion => {
            "Information on the right to withdraw was given when the contract was concluded.".to_owned()
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
        Assumption::NotInsured => "There is no insurance for the damage.".to_owned(),
        Assumption::ReceivedWhenDeclared => "The declaration arrived on the day on which it was given.".to_owned(),
        Assumption::WholeDelivered => {
            "Everything was performed, so that without a number of units the delivered share is the whole.".to_owned()
        }
        Assumption::DeliveredAtConclusion => {
            "The digital content was delivered when the contract was concluded.".to_owned()
        }
        Assumption::WithinPeriod { holds: true } => {
            "It lies within the period, since no day is given that says otherwise.".to_owned()
        }
        Assumption::WithinPeriod { holds: false } => {
            "It lies outside the period, since no day is given that says otherwise.".to_owned()
        }
        Assumption::CurrentPriceAsAgreed => "The price before the increase is the agreed price.".to_owned(),
        // The clause, or the table of facts, has its own words for it.
        Assumption::OfClause { .. } | Assumption::DeclaredDefault { .. } | Assumption::FactDefault { .. } => {
            String::new()
        }
        Assumption::RatesMayBeOutdated { next_review } => format!(
            "The rate of statutory interest may have changed on {}; the last known rate is used.",
            super::dates::date(*next_review, EN)
        ),
        Assumption::RateSecondHand { since } => format!(
            "The rate of statutory interest from {} on is taken from a text that quotes the official source.",
            super::dates::date(*since, EN)
        ),
        // The law's own words: see `render::assumption`.
        Assumption::LawNotChecked => String::new(),
    }
}

/// What was found; `clauses` names the clauses and provisions concerned, `provision` the law's in brackets, if any. Of what the
/// law overrides `clauses` names the law, and `over` the terms.
pub(super) fn finding(code: FindingCode, clauses: &str, over: &str, provision: &str) -> String {
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
            format!("Mandatory law gives the customer more than {over}, and prevails: {clauses}.")
        }
        FindingCode::WithdrawalOpen => {
            format!(
                "The customer may still withdraw from the contract at this moment, by {clauses}: compare what that costs."
            )
        }
        FindingCode::SeeTermination => {
            "The agreement runs on: ending it by notice is possible, and is the question `termination`.".to_owned()
        }
        FindingCode::FeeMayBeReduced => {
            format!(
                "A consumer who leaves a service pays what is reasonable: a judge may reduce what {clauses} charges beyond \
                 the delivered share and the costs{provision}."
            )
        }
        FindingCode::PriceOutsideProduct => {
            "The product is not sold for this price, by what the policy states of it: check the price and the product."
                .to_owned()
        }
        FindingCode::NotEncoded => format!("Not all that {clauses} say is encoded."),
        FindingCode::FeeMayBeUnreasonable => {
            format!(
                "A consumer who cancels owes a reasonable compensation and no more: a judge may set aside what {clauses} charges \
                 beyond it{provision}."
            )
        }
        FindingCode::NoticeLate => format!("The provider's notice comes after the day that {clauses} sets for it."),
        FindingCode::PenaltyMayBeModerated => {
            format!("A judge may moderate the penalty of {clauses}{provision}; the full amount is shown.")
        }
        FindingCode::MayBeAnnulled => {
            format!("A court may annul what {clauses} says{provision}; the answer is that of the terms.")
        }
    }
}
