//! The Dutch sentences.

use super::scene::{Counting, Scene, elapsed};
use super::words;
use crate::calendar::{Date, Instant, Period};
use crate::decision::{Assumption, Calculation, FindingCode};
use crate::law::Bound;
use crate::money::Locale;
use crate::vocabulary::DeadlineKind;

const NL: Locale = Locale::Nl;

/// The sum of a step. Each ends without a period, so that it can stand in a list or after a colon.
pub(super) fn calculation(s: &Scene<'_>, calculation: &Calculation) -> String {
    use Calculation as C;
    match calculation {
        C::Verdict(verdict) => words::verdict(*verdict, NL).to_owned(),
        C::Fact { condition, holds } => words::fact(*condition, *holds, NL).to_owned(),
        C::DaysBefore { anchor: _, on, notice, days } => days_before(s, *on, *notice, *days),
        C::Hours { anchor: _, at, notice } => hours(s, *at, *notice),
        C::Deemed { received, effective } => {
            format!("ontvangen {}, geldt als gegeven {}", s.weekday_moment(*received), s.weekday_moment(*effective))
        }
        C::Cheapest { rows, charged } => {
            format!("{rows} regels zijn van toepassing; de goedkoopste voor de klant rekent {}", s.eur(*charged))
        }
        C::Percent { kind: _, percent, base, of, count, result } => {
            format!("{}{} van {} = {}", times(*count), s.percent(*percent), s.eur_of(*of, *base), s.eur(*result))
        }
        C::Fixed { kind, amount, count: 1, result: _ } => format!("{}: {}", words::charge(*kind, NL), s.eur(*amount)),
        C::Fixed { kind, amount, count, result } => {
            format!("{}: {count} × {} = {}", words::charge(*kind, NL), s.eur(*amount), s.eur(*result))
        }
        C::Stated { kind: _, amount, result } => format!("{}: {}", words::stated(*amount, NL), s.eur(*result)),
        C::Delivered { kind: _, base: _, of: _, delivered: _, total: 0, result } => {
            format!("geen aantal eenheden, zodat niets als geleverd telt: {}", s.eur(*result))
        }
        C::Delivered { kind: _, base, of, delivered, total, result } => format!(
            "{delivered} van {total} geleverd: {delivered}/{total} × {} = {}",
            s.eur_of(*of, *base),
            s.eur(*result)
        ),
        C::AllButUndelivered { kind: _, base, of, undelivered: _, total: 0, result } => {
            format!("geen aantal eenheden, zodat {} geheel ongeleverd is: {}", s.eur_of(*of, *base), s.eur(*result))
        }
        C::AllButUndelivered { kind: _, base, of, undelivered, total, result } => format!(
            "{undelivered} van {total} niet geleverd: {} − {undelivered}/{total} × {} = {}",
            s.eur_of(*of, *base),
            s.eur(*of),
            s.eur(*result)
        ),
        C::OneSession { kind: _, base, of, sessions, result } => {
            format!("een van {sessions} sessies: {} / {sessions} = {}", s.eur_of(*of, *base), s.eur(*result))
        }
        C::Times { kind: _, base, of, factor, count, result } => {
            format!("{}{factor} × {} = {}", times(*count), s.eur_of(*of, *base), s.eur(*result))
        }
        C::Counted { kind, from, period, last_day } => counted(s, *kind, *from, *period, *last_day),
        C::Until { kind, at } => format!("{}: {}", s.deadline(*kind), s.weekday_moment(*at)),
        C::InTime { kind, in_time: true } => format!("op tijd ({})", s.deadline_with_day(*kind)),
        C::InTime { kind, in_time: false } => format!("te laat ({})", s.deadline_with_day(*kind)),
        C::Ceiling { written, price } => {
            format!("{} volgens de voorwaarden, verlaagd tot de prijs {}", s.eur(*written), s.eur(*price))
        }
        C::Settled { paid, charged, refund, outstanding } => {
            let (paid_text, charged_text) = (s.eur(*paid), s.eur(*charged));
            if refund > outstanding {
                format!("betaald {paid_text} − in rekening {charged_text} = {} terug", s.eur(*refund))
            } else if outstanding > refund {
                format!("in rekening {charged_text} − betaald {paid_text} = {} nog te betalen", s.eur(*outstanding))
            } else {
                format!("betaald {paid_text} = in rekening {charged_text}: niets meer te verrekenen")
            }
        }
        C::WithdrawalDay { from, counted, last_day, informed_late } => {
            withdrawal_day(s, *from, *counted, *last_day, *informed_late)
        }
        C::RightLost { lost: true } => "de bedenktijd is vervallen".to_owned(),
        C::RightLost { lost: false } => "de bedenktijd is niet vervallen, wat de voorwaarden ook zeggen".to_owned(),
        C::NotDue { kind } => format!("{}: niet verschuldigd, wat de voorwaarden ook zeggen", words::charge(*kind, NL)),
        C::Default { invoice, due_on, from } => {
            format!("{}vervalt {}, in verzuim vanaf {}", s.invoice(*invoice), s.day(*due_on), s.day(*from))
        }
        C::Interest { invoice, period } => format!(
            "{}{} t/m {}: {} tegen {} per jaar over {} = {}",
            s.invoice(*invoice),
            s.day(period.from),
            s.day(period.through),
            s.days(period.days.into()),
            s.rate(period.rate),
            s.exact(&period.principal),
            s.exact(&period.interest)
        ),
        C::InterestTotal { invoice, days, result } => {
            format!("{}rente over {}: {}", s.invoice(*invoice), s.days((*days).into()), s.eur(*result))
        }
        C::CostsBand(step) => {
            let (rate, part) = (s.rate(step.band.percent), s.eur(crate::money::Cents::new(step.part)));
            let which = if step.band.above == 0 { "eerste" } else { "volgende" };
            format!("{rate} van de {which} {part} = {}", s.exact(&step.amount))
        }
        C::CostsTotal { principal, result } => {
            let bound = match s.bound_of_costs(*principal) {
                None => "",
                Some(Bound::Minimum(_)) => ", het minimum",
                Some(Bound::Maximum(_)) => ", het maximum",
            };
            format!("incassokosten over {}: {}{bound}", s.eur(*principal), s.eur(*result))
        }
        C::ActualCosts { scale, actual, result } => format!(
            "werkelijke kosten {}, hoger dan {} volgens de staffel: {}",
            s.eur(*actual),
            s.eur(*scale),
            s.eur(*result)
        ),
        C::Instalment { number, amount, invoice_on, due_on } => format!(
            "termijn {number}: {}, factuur {}, te betalen uiterlijk {}",
            s.eur(*amount),
            s.day(*invoice_on),
            s.day(*due_on)
        ),
        C::Allocated { place, amount } => format!("{} naar {}", s.eur(*amount), s.paid_off(*place)),
        C::Excluded => "aansprakelijkheid is uitgesloten".to_owned(),
        C::Limited { limit } => format!("aansprakelijkheid is beperkt tot {}", s.eur(*limit)),
        C::Unlimited => "aansprakelijkheid kent geen grens".to_owned(),
        C::Increase { from, to, up_to: None, within: _ } => format!("van {} naar {}", s.eur(*from), s.eur(*to)),
        C::Increase { from, to, up_to: Some(up_to), within } => format!(
            "van {} naar {} is {} meer; {} van {} is {}: {}",
            s.eur(*from),
            s.eur(*to),
            s.eur(to.minus(*from)),
            s.percent(*up_to),
            s.eur(*from),
            s.exact_percent(*from, *up_to),
            if *within { "daarbinnen" } else { "daarboven" }
        ),
        C::Announced { on, effective, ahead, early_enough } => format!(
            "{} tot {}: {} {}",
            s.day(*on),
            s.day(*effective),
            if *early_enough { "ten minste" } else { "minder dan" },
            s.period(*ahead)
        ),
        C::NoticePeriod { period, from, ends } => {
            format!(
                "{} opzegtermijn vanaf {}: de overeenkomst eindigt op {}",
                s.period(*period),
                s.day(*from),
                s.day(*ends)
            )
        }
        C::NoticeShortened { written } => format!("{} opzegtermijn wordt gelezen als 1 maand", s.period(*written)),
    }
}

/// `2 × `, or nothing for one.
fn times(count: u32) -> String {
    if count == 1 { String::new() } else { format!("{count} × ") }
}

fn days_before(s: &Scene<'_>, on: Date, notice: Date, days: i64) -> String {
    let (on, notice, count) = (s.day(on), s.day(notice), s.days(days.unsigned_abs()));
    match days {
        0 => format!("{on} is de dag zelf"),
        1.. => format!("{on} is {count} na {notice}"),
        _ => format!("{on} is {count} voor {notice}"),
    }
}

fn hours(s: &Scene<'_>, at: Instant, notice: Instant) -> String {
    let (early, late, word) = if notice <= at { (notice, at, "voor") } else { (at, notice, "na") };
    let whole = late.secs().abs_diff(early.secs()) - u64::from(late.nanos() < early.nanos());
    format!("{} is {} {word} {}", s.moment(notice), elapsed(whole, NL), s.moment(at))
}

fn counted(s: &Scene<'_>, kind: DeadlineKind, from: Date, period: Option<Period>, last_day: Date) -> String {
    let (from_text, day) = (s.day(from), s.day(last_day));
    let how = match Counting::of(from, period, last_day) {
        Counting::After(p) => format!("{} na {from_text}", s.period(p)),
        Counting::Before(p) => format!("{} voor {from_text}", s.period(p)),
        Counting::DayIncluded(p) => format!("{} vanaf {from_text}, die dag meegeteld", s.period(p)),
        Counting::AfterThenOn(p) => {
            format!("{} na {from_text}, verschoven naar de eerstvolgende dag die kan", s.period(p))
        }
        Counting::BeforeThenOn(p) => {
            format!("{} voor {from_text}, verschoven naar de eerstvolgende dag die kan", s.period(p))
        }
        Counting::EarlierThan(p) => format!("eerder dan {} na {from_text}, door een andere termijn", s.period(p)),
        Counting::SameDay => format!("op {from_text} zelf"),
        Counting::NextWorkingDay => format!("de werkdag na {from_text}"),
    };
    if kind == DeadlineKind::TerminationAllowedFrom {
        return format!("{how}: vanaf {day}");
    }
    format!("{how}: {day}, tot {}", s.time_of_end(kind, last_day))
}

fn withdrawal_day(s: &Scene<'_>, from: Date, counted: Date, last_day: Date, informed_late: bool) -> String {
    let how = if informed_late {
        format!("gesloten of ontvangen {}, te laat of niet geïnformeerd", s.day(from))
    } else {
        format!("14 dagen na {}", s.day(from))
    };
    if last_day == counted {
        format!("{how}: {}, tot 24:00", s.day(last_day))
    } else {
        format!("{how}: {} is geen werkdag, dus {}, tot 24:00", s.weekday(counted), s.weekday(last_day))
    }
}

/// A default that mattered.
pub(super) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::InformedAtConclusion => {
            "De consument is bij het sluiten van de overeenkomst op de bedenktijd gewezen.".to_owned()
        }
        Assumption::AtADistance => "De overeenkomst is op afstand gesloten.".to_owned(),
        Assumption::NoUnitCount => "Er is geen aantal eenheden opgegeven, zodat het geleverde deel 0 is.".to_owned(),
        Assumption::BegunByDelivery => {
            "De uitvoering is begonnen, want er zijn eenheden geleverd of alles is uitgevoerd.".to_owned()
        }
        Assumption::GoodsNotReceived => {
            "De zaken zijn nog niet ontvangen, zodat de bedenktijd nog niet is begonnen.".to_owned()
        }
        Assumption::OfficeHoursSameDay => {
            "Een bericht vóór kantoortijd op een werkdag geldt als gegeven bij het begin van de kantoortijd van \
             die dag."
                .to_owned()
        }
        Assumption::NoChangeCostsStated => "Het aanbod noemt geen wijzigingskosten, zodat die 0 zijn.".to_owned(),
        Assumption::NotInsured => "De aanbieder is niet verzekerd.".to_owned(),
        Assumption::CountOfOne => "Het gaat om één dienst, sessie of overtreding.".to_owned(),
        Assumption::RatesMayBeOutdated { next_review } => format!(
            "De wettelijke rente kan op {} zijn gewijzigd; het laatst bekende percentage is gebruikt.",
            super::dates::date(*next_review, NL)
        ),
        Assumption::UndatedText => {
            "De voorwaarden dragen geen datum en worden geacht op elke dag te gelden.".to_owned()
        }
    }
}

/// What was found; `clauses` names the clauses and provisions concerned.
pub(super) fn finding(code: FindingCode, clauses: &str) -> String {
    match code {
        FindingCode::TierOverlap => {
            format!("Regels van {clauses} overlappen hier; de regel die voor de klant het goedkoopst is, geldt.")
        }
        FindingCode::ClauseConflict => {
            format!(
                "De tekst van {clauses} spreekt zichzelf hier tegen; de specifieke regel geldt, bij twijfel de \
                 regel die beter is voor de klant."
            )
        }
        FindingCode::CapConflict => {
            format!("De maxima in {clauses} spreken elkaar tegen; het maximum dat beter is voor de klant, geldt.")
        }
        FindingCode::PriceCeiling => {
            format!(
                "De kosten volgens {clauses} zouden samen hoger zijn dan de prijs; ze zijn tot de prijs \
                 verlaagd, de laatste eerst."
            )
        }
        FindingCode::LawOverridesTerms => {
            format!("Dwingend recht geeft de klant meer dan de voorwaarden, en gaat voor: {clauses}.")
        }
        FindingCode::PenaltyMayBeModerated => {
            format!("De rechter kan de boete van {clauses} matigen (BW 6:94); het volle bedrag is vermeld.")
        }
    }
}
