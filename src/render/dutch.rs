//! The Dutch sentences.

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

const NL: Locale = Locale::Nl;

/// The sum of a step. Each ends without a period, so that it can stand in a list or after a colon.
pub(super) fn calculation(text: &mut String, s: &Scene<'_>, calculation: &Calculation) {
    use Calculation as C;
    match calculation {
        C::Verdict(verdict) => put!(text, words::outcome(*verdict, s.decision.leaves_out(), NL)),
        C::Applies => put!(text, "dit geldt"),
        C::Fact { condition, holds } => put!(text, words::fact(*condition, *holds, s.policy.currency, NL).as_ref()),
        C::OnDay { on, at, holds } => {
            let holiday = if s.policy.holidays.is_holiday(*on) { ", een feestdag," } else { "" };
            put!(
                text,
                s.weekday(*on),
                holiday,
                at.map(|at| format!(", {at} uur,")).unwrap_or_default(),
                match (holds, at.is_some()) {
                    (true, false) => " is een dag waarop dit geldt",
                    (false, false) => " is geen dag waarop dit geldt",
                    (true, true) => " is een tijd waarop dit geldt",
                    (false, true) => " is geen tijd waarop dit geldt",
                }
            );
        }
        C::Customer(customer) => put!(text, "de klant is ", words::chosen(&agreement::CUSTOMER, customer.name(), NL)),
        C::Product(product) => put!(text, "het gaat om ", words::chosen(&agreement::PRODUCT, product.name(), NL)),
        C::OnPremises => put!(text, "de overeenkomst is bij de aanbieder ter plaatse gesloten"),
        C::DaysBefore { anchor: _, on, notice, days } => days_before(text, s, *on, *notice, *days),
        C::Hours { anchor: _, at, notice } => hours(text, s, *at, *notice),
        C::PeriodEnds { period, after, from, ends } => {
            put!(text, s.period(*period), if *after { " na " } else { " voor " });
            match ends {
                Edge::Day(day) => put!(text, s.day(from.on), " is ", s.day(*day)),
                Edge::At(at) if period.elapsed().is_some() => put!(text, s.moment(from.at), " is ", s.moment(*at)),
                Edge::At(at) => put!(text, s.day(from.on), " is ", s.moment(*at)),
            }
        }
        C::People { cancelled, all } => put!(text, cancelled, " van ", all, " personen minder"),
        C::Deemed { received, effective } => {
            put!(text, "ontvangen ", s.weekday_moment(*received), ", geldt als gegeven ", s.weekday_moment(*effective))
        }
        C::Cheapest { rows, charged } => {
            put!(text, rows, " regels zijn van toepassing; de goedkoopste voor de klant rekent ", s.eur(*charged))
        }
        C::BetterClause { charged } => {
            put!(text, "meer bepalingen geven antwoord; de beste voor de klant kost ", s.eur(*charged))
        }
        C::ServiceLeft => put!(text, "een consument mag een overeenkomst voor diensten op elk moment beëindigen"),
        C::EarlyIncrease { effective, first } => {
            put!(text, "gaat in op ", s.day(*effective), ", vóór ", s.day(*first));
        }
        C::Percent { kind: _, percent, of, counts, result } => {
            put!(text, s.times(counts), s.percent(*percent), " van ", s.eur_of(*of), " = ", s.eur(*result))
        }
        C::Fixed { kind, amount, counts, result } => {
            put!(text, words::charge(*kind, NL), ": ", s.times(counts), s.eur(*amount));
            s.equals(text, *amount, *result);
        }
        C::Stated { kind: _, amount, result } => put!(text, words::stated(*amount, NL).as_ref(), ": ", s.eur(*result)),
        C::Delivered { kind: _, of: _, delivered: _, total: 0, result } => {
            put!(text, "geen aantal eenheden, zodat niets als geleverd telt: ", s.eur(*result))
        }
        C::Delivered { kind: _, of, delivered, total, result } => {
            put!(text, delivered, " van ", total, " geleverd: ", delivered, "/", total, " × ");
            put!(text, s.eur_of(*of), " = ", s.eur(*result));
        }
        C::Undelivered { kind: _, of, undelivered: _, total: 0, result: _ } => {
            put!(text, "geen aantal eenheden, zodat ", s.eur_of(*of), " geheel ongeleverd is")
        }
        C::Undelivered { kind: _, of, undelivered, total, result } => {
            put!(text, undelivered, " van ", total, " niet geleverd: ", undelivered, "/", total, " × ");
            put!(text, s.eur_of(*of), " = ", s.eur(*result));
        }
        C::AllButUndelivered { kind: _, of, undelivered: _, total: 0, result } => {
            put!(text, "geen aantal eenheden, zodat ", s.eur_of(*of), " geheel ongeleverd is: ", s.eur(*result))
        }
        C::AllButUndelivered { kind: _, of, undelivered, total, result } => {
            put!(text, undelivered, " van ", total, " niet geleverd: ", s.eur_of(*of), " − ");
            put!(text, undelivered, "/", total, " × ", s.eur(of.amount), " = ", s.eur(*result));
        }
        C::OnePart { kind: _, share, of, parts, result } => {
            put!(text, "een van ", parts, " ", words::parts(*share, NL), ": ", s.eur_of(*of), " / ", parts);
            put!(text, " = ", s.eur(*result));
        }
        C::Remaining { kind: _, of, remaining, all, result } => {
            put!(text, "nog ", remaining, " van ", all, " personen: ", remaining, "/", all, " × ", s.eur_of(*of));
            put!(text, " = ", s.eur(*result));
        }
        C::FallsAway { kind: _, of, remaining, all, result } => {
            put!(text, all - remaining, " van ", all, " personen minder: ", s.eur_of(*of), " − ", remaining);
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
            put!(text, words::choice(*how, NL), " ", s.joined(parts, ", ", " en "), " is ", s.eur(*result))
        }
        C::Rest { kind: _, of, less, result } if *less > of.amount => {
            put!(text, "van ", s.eur_of(*of), " blijft na ", s.eur(*less), " niets over: ", s.eur(*result))
        }
        C::Rest { kind: _, of, less, result } => {
            put!(text, s.eur_of(*of), " − ", s.eur(*less), " = ", s.eur(*result))
        }
        C::Counted { kind, from, period, last_day } => counted(text, s, *kind, *from, *period, *last_day),
        C::Until { kind, at } => put!(text, s.deadline(*kind), ": ", s.weekday_moment(*at)),
        C::InTime { kind, in_time: true } => put!(text, "op tijd (", s.deadline_with_day(*kind), ")"),
        C::InTime { kind, in_time: false } => put!(text, "te laat (", s.deadline_with_day(*kind), ")"),
        C::Ceiling { written, price } => {
            put!(text, s.eur(*written), " volgens de voorwaarden, verlaagd tot de prijs ", s.eur(*price))
        }
        C::Settled { paid, charged, refund, outstanding } => {
            let (paid_text, charged_text) = (s.eur(*paid), s.eur(*charged));
            if refund > outstanding {
                put!(text, "betaald ", paid_text, " − in rekening ", charged_text, " = ", s.eur(*refund), " terug")
            } else if outstanding > refund {
                put!(text, "in rekening ", charged_text, " − betaald ", paid_text);
                put!(text, " = ", s.eur(*outstanding), " nog te betalen")
            } else {
                put!(text, "betaald ", paid_text, " = in rekening ", charged_text, ": niets meer te verrekenen")
            }
        }
        C::CreditLeft { paid, charged, credit, expires_on } => {
            put!(text, "betaald ", s.eur(*paid), " − in rekening ", s.eur(*charged), " = ", s.eur(*credit), " tegoed");
            credit_until(text, s, *expires_on);
        }
        C::CreditOfCharges { credit, expires_on } => {
            put!(text, "wat in rekening komt, ", s.eur(*credit), ", wordt een tegoed");
            credit_until(text, s, *expires_on);
        }
        C::WithdrawalDay { from, counted, last_day, informed_late } => {
            withdrawal_day(text, s, *from, *counted, *last_day, *informed_late)
        }
        C::RightLost { lost: true } => put!(text, "de bedenktijd is vervallen"),
        C::RightLost { lost: false } => put!(text, "de bedenktijd is niet vervallen, wat de voorwaarden ook zeggen"),
        C::NotDue { kind } => {
            put!(text, words::charge(*kind, NL), ": niet verschuldigd, wat de voorwaarden ook zeggen")
        }
        C::Default { invoice, due_on, from } => {
            put!(text, s.invoice(*invoice), "vervalt ", s.day(*due_on), ", in verzuim vanaf ", s.day(*from))
        }
        C::Interest { debt, period } => {
            put!(text, s.debt(*debt), s.day(period.from), " t/m ", s.day(period.through), ": ");
            put!(text, s.borne(period), " over ");
            put!(text, s.exact(&period.principal), " = ", s.exact(&period.interest));
        }
        C::InterestTotal { debt, days, result } => {
            put!(text, s.debt(*debt), "rente over ", s.days((*days).into()), ": ", s.eur(*result))
        }
        C::CostsBand(step) => {
            let (rate, part) = (s.rate(step.band.percent), s.eur(crate::money::Cents::new(step.part)));
            let which = if step.band.above == 0 { "eerste" } else { "volgende" };
            put!(text, rate, " van de ", which, " ", part, " = ", s.exact(&step.amount))
        }
        C::CostsTotal { principal, result } => {
            let bound = match s.bound_of_costs(*principal) {
                None => "",
                Some(ScaleBound::Minimum(_)) => ", het minimum",
                Some(ScaleBound::Maximum(_)) => ", het maximum",
            };
            put!(text, "incassokosten over ", s.eur(*principal), ": ", s.eur(*result), bound)
        }
        C::CostsVat { costs, percent, vat, result } => {
            put!(text, "btw die de schuldeiser niet kan verrekenen, ", s.percent(*percent), " van ", s.eur(*costs));
            put!(text, " = ", s.eur(*vat), ": samen ", s.eur(*result))
        }
        C::ActualCosts { scale, actual, result } => {
            put!(text, "werkelijke kosten ", s.eur(*actual), ", hoger dan ", s.eur(*scale));
            put!(text, " volgens de staffel: ", s.eur(*result));
        }
        C::Instalment(instalment) => {
            put!(text, "termijn ", instalment.number, ": ", s.eur(instalment.amount), ", ", s.payable(instalment))
        }
        C::CollectionStep { invoice, number, on, pay_by, costs, open } => {
            put!(text, s.invoice(*invoice), "stap ", number, " op ", s.day(*on), ", ", s.step_costs(*costs, *open));
            match pay_by {
                Some(day) => put!(text, "; te betalen uiterlijk ", s.day(*day)),
                None => put!(text, "; direct te betalen"),
            }
        }
        C::EarlyStep { invoice, on, pay_by } => {
            put!(text, s.invoice(*invoice), "de stap op ", s.day(*on), " telt niet: ");
            put!(text, "de klant heeft tot en met ", s.day(*pay_by), " om te betalen")
        }
        C::NotClaimedYet { invoice, until } => {
            put!(text, s.invoice(*invoice), "rente en incassokosten worden pas gevorderd na ", s.day(*until))
        }
        C::NoticeDefective { invoice } => {
            put!(
                text,
                s.invoice(*invoice),
                "de veertiendagenbrief is niet zoals de wet vraagt: geen incassokosten verschuldigd"
            )
        }
        C::NoNotice { invoice, since } => {
            put!(text, s.invoice(*invoice), "er is op of na ", s.day(*since), " geen veertiendagenbrief ontvangen: ");
            put!(text, "geen incassokosten verschuldigd");
        }
        C::NoticeRuns { invoice, from } => {
            put!(
                text,
                s.invoice(*invoice),
                "de veertien dagen van de brief lopen nog: incassokosten zijn pas verschuldigd vanaf "
            );
            put!(text, s.day(*from));
        }
        C::OpenAtNoticeEnd { invoice, open } => {
            put!(
                text,
                s.invoice(*invoice),
                s.eur(*open),
                " stond nog open toen de veertien dagen van de brief om waren"
            )
        }
        C::CostsAboveLaw { written, most } => {
            put!(text, s.eur(*written), " volgens de tekst; de wet staat ", s.eur(*most), " toe")
        }
        C::ProviderMayCancel { invoice } => {
            put!(text, s.invoice(*invoice), "niet op tijd betaald: de aanbieder mag annuleren")
        }
        C::Allocated { place, amount } => put!(text, s.eur(*amount), " naar ", s.paid_off(*place)),
        C::Excluded => put!(text, "aansprakelijkheid is uitgesloten"),
        C::Limited { limit } => put!(text, "aansprakelijkheid is beperkt tot ", s.eur(*limit)),
        C::Unlimited => put!(text, "aansprakelijkheid kent geen grens"),
        C::Increase { from, to, up_to: None, within: _ } => put!(text, "van ", s.eur(*from), " naar ", s.eur(*to)),
        C::Increase { from, to, up_to: Some(up_to), within } => {
            put!(text, "van ", s.eur(*from), " naar ", s.eur(*to), " is ", s.eur(to.minus(*from)), " meer; ");
            put!(text, s.percent(*up_to), " van ", s.eur(*from), " is ", s.exact_percent(*from, *up_to), ": ");
            put!(text, if *within { "daarbinnen" } else { "daarboven" });
        }
        C::Announced { on, effective, ahead, early_enough } => {
            put!(text, s.day(*on), " tot ", s.day(*effective), ": ");
            put!(text, if *early_enough { "ten minste" } else { "minder dan" }, " ", s.period(*ahead));
        }
        C::NoticePeriod { period, from, ends } => {
            put!(text, s.period(*period), " opzegtermijn vanaf ", s.day(*from));
            put!(text, ": de overeenkomst eindigt op ", s.day(*ends))
        }
        C::NoticeEnd { period, from, counted, least, ends } => {
            put!(text, s.period(*period), " opzegtermijn vanaf ", s.day(*from), ": ", s.day(*counted));
            if let Some(least) = least {
                put!(text, ", en ten minste tot en met ", s.day(*least));
            }
            put!(text, "; de overeenkomst eindigt op ", s.day(*ends))
        }
        C::CountsNextMonth { notice, by_day, from } => {
            put!(text, s.day(*notice), " komt na dag ", by_day, " van de maand: de opzegging telt vanaf ", s.day(*from))
        }
        C::LastsLonger { by } => put!(text, "de overeenkomst duurt ", s.period(*by), " langer"),
        C::EndBroughtForward { written, to } => {
            put!(text, "volgens de tekst zou zij eindigen op ", s.day(*written), ", later dan ", s.period(*to));
            put!(text, " na de opzegging")
        }
        C::NoticeShortened { written, to } => {
            put!(text, s.period(*written), " opzegtermijn wordt gelezen als ", s.period(*to))
        }
        C::FunctionMissing { from } => {
            put!(text, "geen functie om te herroepen, die overeenkomsten vanaf ", s.day(*from), " moeten bieden: ");
            put!(text, "de klant geldt als niet geïnformeerd");
        }
        C::WithdrawalExcluded => put!(text, "de wet geeft hiervoor geen herroepingsrecht"),
    }
}

fn credit_until(text: &mut String, s: &Scene<'_>, expires_on: Option<Date>) {
    if let Some(last_day) = expires_on {
        put!(text, ", te gebruiken tot en met ", s.day(last_day));
    }
}

fn days_before(text: &mut String, s: &Scene<'_>, on: Date, notice: Date, days: i64) {
    let (on, notice, count) = (s.day(on), s.day(notice), s.days(days.unsigned_abs()));
    match days {
        0 => put!(text, on, " is de dag zelf"),
        1.. => put!(text, on, " is ", count, " na ", notice),
        _ => put!(text, on, " is ", count, " voor ", notice),
    }
}

fn hours(text: &mut String, s: &Scene<'_>, at: Instant, notice: Instant) {
    let (early, late, word) = if notice <= at { (notice, at, "voor") } else { (at, notice, "na") };
    let whole = late.secs().abs_diff(early.secs()) - u64::from(late.nanos() < early.nanos());
    put!(text, s.moment(notice), " is ", elapsed(whole, NL), " ", word, " ", s.moment(at))
}

fn counted(text: &mut String, s: &Scene<'_>, kind: DeadlineKind, from: Date, period: Option<Period>, last_day: Date) {
    let (from_text, day) = (s.day(from), s.day(last_day));
    match Counting::of(from, period, last_day, s.policy.holidays) {
        Counting::After(p) => put!(text, s.period(p), " na ", from_text),
        Counting::Before(p) => put!(text, s.period(p), " voor ", from_text),
        Counting::DayIncluded(p) => put!(text, s.period(p), " vanaf ", from_text, ", die dag meegeteld"),
        // A period that must have been exceeded: nothing moved to a working day.
        Counting::AfterThenOn(p) if kind == DeadlineKind::TerminationAllowedFrom => {
            put!(text, "meer dan ", s.period(p), " na ", from_text)
        }
        Counting::AfterThenOn(p) => {
            put!(text, s.period(p), " na ", from_text, ", verschoven naar de eerstvolgende dag die kan")
        }
        Counting::BeforeThenOn(p) => {
            put!(text, s.period(p), " voor ", from_text, ", verschoven naar de eerstvolgende dag die kan")
        }
        Counting::EarlierThan(p) => {
            put!(text, "eerder dan ", s.period(p), " na ", from_text, ", door een andere termijn")
        }
        Counting::SameDay => put!(text, "op ", from_text, " zelf"),
        Counting::NextWorkingDay => put!(text, "de werkdag na ", from_text),
    }
    if kind == DeadlineKind::TerminationAllowedFrom {
        return put!(text, ": vanaf ", day);
    }
    put!(text, ": ", day, ", tot ", s.time_of_end(kind, last_day))
}

fn withdrawal_day(text: &mut String, s: &Scene<'_>, from: Date, counted: Date, last_day: Date, informed_late: bool) {
    if informed_late {
        put!(text, "gesloten of ontvangen ", s.day(from), ", te laat of niet geïnformeerd")
    } else {
        put!(text, "14 dagen na ", s.day(from))
    }
    if last_day == counted {
        put!(text, ": ", s.day(last_day), ", tot 24:00")
    } else {
        put!(text, ": ", s.weekday(counted), " is geen werkdag, dus ", s.weekday(last_day), ", tot 24:00")
    }
}

/// A default that mattered.
pub(super) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::InformedAtConclusion => {
            "Bij het sluiten van de overeenkomst is op de bedenktijd gewezen.".to_owned()
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
        Assumption::NotInsured => "Voor de schade is er geen verzekering.".to_owned(),
        Assumption::ReceivedWhenDeclared => "De verklaring kwam aan op de dag waarop die is gegeven.".to_owned(),
        Assumption::WholeDelivered => {
            "Alles is uitgevoerd, zodat zonder aantal eenheden het geleverde deel het geheel is.".to_owned()
        }
        Assumption::DeliveredAtConclusion => {
            "De digitale inhoud is bij het sluiten van de overeenkomst geleverd.".to_owned()
        }
        Assumption::WithinPeriod { holds: true } => {
            "Het valt binnen de periode, want er is geen dag opgegeven die anders zegt.".to_owned()
        }
        Assumption::WithinPeriod { holds: false } => {
            "Het valt buiten de periode, want er is geen dag opgegeven die anders zegt.".to_owned()
        }
        Assumption::CurrentPriceAsAgreed => "De prijs vóór de verhoging is de afgesproken prijs.".to_owned(),
        // The clause, or the table of facts, has its own words for it.
        Assumption::OfClause { .. } | Assumption::DeclaredDefault { .. } | Assumption::FactDefault { .. } => {
            String::new()
        }
        Assumption::RatesMayBeOutdated { next_review } => format!(
            "De wettelijke rente kan op {} zijn gewijzigd; het laatst bekende percentage is gebruikt.",
            super::dates::date(*next_review, NL)
        ),
        Assumption::RateSecondHand { since } => format!(
            "De wettelijke rente vanaf {} komt uit een tekst die de officiële bron aanhaalt.",
            super::dates::date(*since, NL)
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
            format!("Dwingend recht geeft de klant meer dan {over}, en gaat voor: {clauses}.")
        }
        FindingCode::WithdrawalOpen => {
            format!("De klant kan op dit moment de bedenktijd nog gebruiken, volgens {clauses}: vergelijk wat dat kost.")
        }
        FindingCode::SeeTermination => {
            "De overeenkomst loopt door: opzeggen kan wel, en is de vraag `termination`.".to_owned()
        }
        FindingCode::FeeMayBeReduced => {
            format!(
                "Een consument die met een dienst stopt, betaalt wat redelijk is: de rechter kan verlagen wat {clauses} rekent \
                 boven het geleverde deel en de kosten{provision}."
            )
        }
        FindingCode::PriceOutsideProduct => {
            "Voor deze prijs wordt het product niet verkocht, volgens wat het beleid ervan vermeldt: controleer de prijs en \
             het product."
                .to_owned()
        }
        FindingCode::NotEncoded => format!("Niet alles wat {clauses} zeggen, is opgenomen."),
        FindingCode::FeeMayBeUnreasonable => {
            format!(
                "Een consument die annuleert, is een redelijke vergoeding verschuldigd en niet meer: de rechter kan vernietigen wat \
                 {clauses} daarboven rekent{provision}."
            )
        }
        FindingCode::NoticeLate => format!("Het bericht van de aanbieder komt na de dag die {clauses} ervoor stelt."),
        FindingCode::PenaltyMayBeModerated => {
            format!("De rechter kan de boete van {clauses} matigen{provision}; het volle bedrag is vermeld.")
        }
        FindingCode::MayBeAnnulled => {
            format!("De rechter kan vernietigen wat {clauses} zegt{provision}; het antwoord is dat van de voorwaarden.")
        }
    }
}
