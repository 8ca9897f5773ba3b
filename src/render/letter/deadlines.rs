//! Deadlines in sentences to the customer.

use crate::calendar::{Date, Instant, Zone};
use crate::decision::{Deadline, Decision};
use crate::money::Locale;
use crate::render::dates;
use crate::vocabulary::{DeadlineKind, Question, Verdict};

/// When a deadline ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum When {
    /// With a day: all of it is in time.
    Day(Date),
    /// At an instant that is itself in time.
    Through(Instant),
    /// At an instant that is too late.
    Before(Instant),
}

/// When a deadline ends: a day where it ends with one.
pub(in crate::render) fn when(deadline: &Deadline, zone: &Zone) -> When {
    let Some(at) = deadline.expires_at.filter(|_| deadline.kind != DeadlineKind::TerminationAllowedFrom) else {
        return When::Day(deadline.last_day);
    };
    if deadline.inclusive {
        return When::Through(at);
    }
    let next = deadline.last_day.plus_days(1);
    match next.and_then(|next| zone.start_of(next)) == Some(at) {
        true => When::Day(deadline.last_day),
        false => When::Before(at),
    }
}

/// Whether it ended before an instant.
pub(super) fn is_over(deadline: &Deadline, zone: &Zone, at: Option<Instant>) -> bool {
    let Some(at) = at else { return false };
    match when(deadline, zone) {
        When::Day(day) => day < zone.date_of(at),
        When::Through(end) => end < at,
        When::Before(end) => end <= at,
    }
}

/// Whether a deadline is for what the customer cannot do any more: the right to withdraw was lost, or the complaint came too
/// late, so that a later day for a claim gives nothing.
pub(in crate::render) fn is_no_use(question: Question, decision: &Decision, kind: DeadlineKind) -> bool {
    let lost = match question {
        Question::Withdrawal => kind == DeadlineKind::Withdrawal,
        Question::Complaint => matches!(kind, DeadlineKind::Limitation | DeadlineKind::ComplaintResponse),
        _ => false,
    };
    lost && decision.verdict == Verdict::Refused
}

/// A deadline as a sentence, as in `You may complain until and including Friday 31 July 2026.`
pub(in crate::render) fn sentence(deadline: &Deadline, zone: &Zone, locale: Locale) -> String {
    filled(deadline, words(deadline.kind), zone, locale)
}

/// Until when the customer may end the agreement because of new terms, which count as accepted after that.
pub(super) fn of_dissolving(deadline: &Deadline, zone: &Zone, locale: Locale) -> String {
    let words = (
        "You may end the agreement because of the new terms {until}. After that they count as accepted.",
        "U kunt de overeenkomst om de nieuwe voorwaarden {until} beëindigen. Daarna gelden ze als aanvaard.",
    );
    filled(deadline, words, zone, locale)
}

fn filled(deadline: &Deadline, (en, nl): (&str, &str), zone: &Zone, locale: Locale) -> String {
    let written = |at: Instant| {
        let moment = dates::moment(zone, at, locale);
        format!("{} {} {}", dates::weekday_date(moment.day, locale), locale.pick("at", "om"), moment.time)
    };
    let (until, by, day) = match when(deadline, zone) {
        When::Day(date) => {
            let day = dates::weekday_date(date, locale);
            let (until, by) = (locale.pick("until and including", "tot en met"), locale.pick("by", "uiterlijk op"));
            (format!("{until} {day}"), format!("{by} {day}"), day)
        }
        When::Through(at) => {
            let at = written(at);
            let (until, by) = (locale.pick("until and including", "tot en met"), locale.pick("by", "uiterlijk op"));
            (format!("{until} {at}"), format!("{by} {at}"), at)
        }
        When::Before(at) => {
            let at = written(at);
            (format!("{} {at}", locale.pick("until", "tot")), format!("{} {at}", locale.pick("before", "vóór")), at)
        }
    };
    locale.pick(en, nl).replace("{until}", &until).replace("{by}", &by).replace("{day}", &day)
}

fn words(kind: DeadlineKind) -> (&'static str, &'static str) {
    match kind {
        DeadlineKind::Withdrawal => {
            ("You may withdraw from the contract {until}.", "U kunt {until} afzien van de overeenkomst.")
        }
        DeadlineKind::Refund => ("We pay you back {by}.", "Wij betalen u {by} terug."),
        DeadlineKind::Substitution => {
            ("You may name somebody in your place {until}.", "U kunt {until} iemand in uw plaats opgeven.")
        }
        DeadlineKind::ChangeRequest => ("You may ask for a change {until}.", "U kunt {until} om een wijziging vragen."),
        DeadlineKind::FreeCancellation => ("You may cancel for free {until}.", "U kunt {until} gratis annuleren."),
        DeadlineKind::FreeRescheduling => {
            ("You may move to another date for free {until}.", "U kunt {until} gratis een andere datum kiezen.")
        }
        DeadlineKind::ReschedulingByConsent => (
            "If we agree, you may move to another date {until}.",
            "Als wij het goed vinden, kunt u {until} een andere datum kiezen.",
        ),
        DeadlineKind::Complaint => ("You may complain {until}.", "U kunt {until} een klacht sturen."),
        DeadlineKind::ComplaintResponse => ("We answer your complaint {by}.", "Wij antwoorden {by} op uw klacht."),
        DeadlineKind::DamageReport => ("You may report damage {until}.", "U kunt {until} schade melden."),
        DeadlineKind::Notice => ("You may give notice {until}.", "U kunt {until} opzeggen."),
        DeadlineKind::ContractEnd => ("The agreement ends on {day}.", "De overeenkomst eindigt op {day}."),
        DeadlineKind::TerminationAllowedFrom => {
            ("The agreement may be ended from {day}.", "De overeenkomst mag worden beëindigd vanaf {day}.")
        }
        DeadlineKind::ProviderNotice => ("We have to tell you {by}.", "Wij moeten het u {by} laten weten."),
        DeadlineKind::AlternativeOffer => ("We offer you something else {by}.", "Wij bieden u {by} iets anders aan."),
        DeadlineKind::CustomerResponse => ("You may answer {until}.", "U kunt {until} antwoorden."),
        DeadlineKind::ProviderTermination => {
            ("We may end the agreement {until}.", "Wij kunnen de overeenkomst {until} beëindigen.")
        }
        DeadlineKind::OfferExpires => ("The offer holds {until}.", "Het aanbod geldt {until}."),
        DeadlineKind::OfferRevocation => {
            ("We may take back the offer {until}.", "Wij kunnen het aanbod {until} intrekken.")
        }
        DeadlineKind::TermsAcceptance => {
            ("You may refuse the new terms {until}.", "U kunt de nieuwe voorwaarden {until} weigeren.")
        }
        DeadlineKind::Limitation => ("You may go to a judge {until}.", "U kunt {until} naar de rechter."),
        DeadlineKind::DataBreachNotice => ("We report the data breach {by}.", "Wij melden het datalek {by}."),
        DeadlineKind::GoodsReturn => ("You have to send back the goods {by}.", "U moet de spullen {by} terugsturen."),
        DeadlineKind::Payment => ("You have to pay {by}.", "U moet {by} betalen."),
        DeadlineKind::Delivery => ("We deliver {by}.", "Wij leveren {by}."),
    }
}
