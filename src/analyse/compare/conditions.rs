//! Facts in words, for people who read a comparison.

use super::super::breakpoints::{Begun, Ground, Increase, Information, Insured, Setting, Stating};
use super::super::prove::words::{both, money};
use crate::facts::DeclaredValue;
use crate::money::Currency;
use crate::policy::Summary;
use crate::vocabulary::{BreachKind, Cause, DamageKind, Party};

/// What a fact says; `None` where it is a count or a share, which only scales amounts.
pub(super) fn words(setting: Setting, currency: Currency) -> Option<Summary> {
    let switch = |on: bool, yes: [&str; 2], no: [&str; 2]| {
        let [en, nl] = if on { yes } else { no };
        Some(both(en, nl))
    };
    match setting {
        Setting::Instalments(on) => {
            switch(on, ["in instalments", "in termijnen"], ["not in instalments", "niet in termijnen"])
        }
        Setting::FullyPerformed(on) => {
            switch(on, ["fully performed", "volledig uitgevoerd"], ["not fully performed", "niet volledig uitgevoerd"])
        }
        Setting::ExpressRequest(on) => {
            switch(on, ["asked to start", "gevraagd te beginnen"], ["not asked to start", "niet gevraagd te beginnen"])
        }
        Setting::Acknowledged(on) => switch(
            on,
            ["loss of the right acknowledged", "verlies van het recht erkend"],
            ["loss of the right not acknowledged", "verlies van het recht niet erkend"],
        ),
        Setting::MadeToOrder(on) => {
            switch(on, ["made to order", "op maat gemaakt"], ["not made to order", "niet op maat gemaakt"])
        }
        Setting::OnPremises(on) => switch(
            on,
            ["concluded on the premises", "ter plaatse gesloten"],
            ["concluded at a distance", "op afstand gesloten"],
        ),
        Setting::GoodsNotReceived(on) => {
            switch(on, ["goods not received", "zaken niet ontvangen"], ["goods received", "zaken ontvangen"])
        }
        Setting::DeclarationReceivedLater(on) => switch(
            on,
            ["declaration received days later", "verklaring dagen later ontvangen"],
            ["declaration received at once", "verklaring meteen ontvangen"],
        ),
        Setting::AlternativeDate(on) => switch(
            on,
            ["another date offered", "andere datum aangeboden"],
            ["no other date offered", "geen andere datum aangeboden"],
        ),
        Setting::SubstituteQualifies(on) => switch(
            on,
            ["the substitute qualifies", "de vervanger voldoet"],
            ["the substitute does not qualify", "de vervanger voldoet niet"],
        ),
        Setting::Replacement(on) => switch(
            on,
            ["a replacement offered", "vervanging aangeboden"],
            ["no replacement offered", "geen vervanging aangeboden"],
        ),
        Setting::CanAttend(on) => switch(
            on,
            ["the customer can attend it", "de klant kan dan"],
            ["the customer cannot attend it", "de klant kan dan niet"],
        ),
        Setting::Indexation(on) => {
            switch(on, ["an indexation", "een indexering"], ["no indexation", "geen indexering"])
        }
        Setting::LegalObligation(on) => {
            switch(on, ["required by law", "wettelijk verplicht"], ["not required by law", "niet wettelijk verplicht"])
        }
        Setting::EarlierIncrease(on) => switch(
            on,
            ["after an earlier increase", "na een eerdere verhoging"],
            ["without an earlier increase", "zonder eerdere verhoging"],
        ),
        Setting::LocationOnly(on) => switch(
            on,
            ["only the place changes", "alleen de plaats wijzigt"],
            ["more than the place changes", "meer dan de plaats wijzigt"],
        ),
        Setting::Essential(on) => switch(
            on,
            ["an essential change", "een wezenlijke wijziging"],
            ["not an essential change", "geen wezenlijke wijziging"],
        ),
        Setting::Disadvantage(on) => switch(
            on,
            ["more than a slight disadvantage", "meer dan gering nadeel"],
            ["no more than a slight disadvantage", "hooguit gering nadeel"],
        ),
        Setting::NearStart(on) => switch(
            on,
            ["known shortly before the start", "kort voor de start bekend"],
            ["known long before the start", "lang voor de start bekend"],
        ),
        Setting::Rejected(on) => switch(on, ["rejected", "afgewezen"], ["not rejected", "niet afgewezen"]),
        Setting::VisibleOnDelivery(on) => switch(
            on,
            ["visible on delivery", "zichtbaar bij levering"],
            ["not visible on delivery", "niet zichtbaar bij levering"],
        ),
        Setting::AboutConclusion(on) => switch(
            on,
            ["about the conclusion", "over het sluiten"],
            ["not about the conclusion", "niet over het sluiten"],
        ),
        Setting::AboutInvoice(on) => {
            switch(on, ["about an invoice", "over een factuur"], ["not about an invoice", "niet over een factuur"])
        }
        Setting::DepositUndated(on) => switch(
            on,
            ["a deposit without a due date", "een aanbetaling zonder vervaldag"],
            ["due date on the invoice", "vervaldag op de factuur"],
        ),
        Setting::StepsTaken(steps) => switch(
            steps > 0,
            ["all steps against late payment taken", "alle stappen tegen te late betaling genomen"],
            ["no step against late payment taken", "geen stap tegen te late betaling genomen"],
        ),
        Setting::Accepted(on) => switch(on, ["accepted", "aanvaard"], ["not accepted", "niet aanvaard"]),
        Setting::Intent(on) => switch(on, ["with intent", "met opzet"], ["without intent", "zonder opzet"]),
        Setting::Permanent(on) => switch(on, ["permanent", "blijvend"], ["not permanent", "niet blijvend"]),
        Setting::PerformanceChanges(on) => switch(
            on,
            ["performance changes", "de prestatie wijzigt"],
            ["performance does not change", "de prestatie wijzigt niet"],
        ),
        Setting::Deposit(on) => switch(on, ["a deposit", "een aanbetaling"], ["not a deposit", "geen aanbetaling"]),
        Setting::DueStated(on) => switch(
            !on,
            ["due date on the invoice", "vervaldag op de factuur"],
            ["no due date on the invoice", "geen vervaldag op de factuur"],
        ),
        Setting::Begun(begun) => Some(begun_words(begun)),
        Setting::Information(information) => Some(information_words(information)),
        Setting::Cause(cause) => switch_of(match cause {
            Cause::Provider => ["the provider's cause", "oorzaak bij de aanbieder"],
            Cause::Customer => ["the customer's cause", "oorzaak bij de klant"],
            Cause::Neither => ["nobody's cause", "oorzaak bij niemand"],
        }),
        Setting::By(party) => switch_of(match party {
            Party::Customer => ["by the customer", "door de klant"],
            Party::Provider => ["by the provider", "door de aanbieder"],
        }),
        Setting::Ground(ground) => switch_of(match ground {
            Ground::None => ["without cause", "zonder reden"],
            Ground::Cause => ["for cause", "om een reden"],
            Ground::NonPayment => ["for non-payment", "wegens wanbetaling"],
        }),
        Setting::Increase(increase) => Some(increase_words(increase)),
        Setting::Insured(insured) => Some(insured_words(insured, currency)),
        Setting::Damage(kind) => switch_of(match kind {
            DamageKind::Direct => ["direct damage", "directe schade"],
            DamageKind::Indirect => ["indirect damage", "indirecte schade"],
            DamageKind::LossOfEnjoyment => ["loss of enjoyment", "gederfd genot"],
            DamageKind::DeathOrInjury => ["death or injury", "overlijden of letsel"],
        }),
        Setting::Breach(kind) => switch_of(match kind {
            BreachKind::IntellectualProperty => ["intellectual property", "intellectuele eigendom"],
            BreachKind::MoralRights => ["moral rights", "persoonlijkheidsrechten"],
            BreachKind::Confidentiality => ["confidentiality", "geheimhouding"],
            BreachKind::NonSolicitation => ["hiring staff", "personeel overnemen"],
        }),
        Setting::Dated(on) => {
            switch(on, ["at a known time", "op een bekend moment"], ["at an unknown time", "op een onbekend moment"])
        }
        Setting::Term(months) => {
            Some(both(format!("a term of {months} months"), format!("een termijn van {months} maanden")))
        }
        Setting::Effective(days) => Some(both(
            format!("in effect {days} days after the conclusion"),
            format!("van kracht {days} dagen na het sluiten"),
        )),
        Setting::Declared(stating) => declared_words(stating),
        Setting::Services(_)
        | Setting::Sessions(_)
        | Setting::Breaches(_)
        | Setting::People(..)
        | Setting::Delivered(..)
        | Setting::Stated(..)
        | Setting::Paid(_)
        // At which prices, each difference says itself.
        | Setting::Prices(..) => None,
    }
}

/// What is said of a fact that a policy declares; `None` where it is an amount or a count, which only scale amounts.
fn declared_words(stating: Stating) -> Option<Summary> {
    let fact = stating.fact;
    match stating.value {
        DeclaredValue::YesNo(true) => Some(both(format!("`{fact}`"), format!("`{fact}`"))),
        DeclaredValue::YesNo(false) => Some(both(format!("not `{fact}`"), format!("niet `{fact}`"))),
        DeclaredValue::Choice(word) => Some(both(format!("`{fact}` is `{word}`"), format!("`{fact}` is `{word}`"))),
        DeclaredValue::Date(day) => Some(both(format!("`{fact}` on {day}"), format!("`{fact}` op {day}"))),
        DeclaredValue::Instant(at) => Some(both(format!("`{fact}` at {at}"), format!("`{fact}` op {at}"))),
        DeclaredValue::Amount(_) | DeclaredValue::Count(_) => None,
    }
}

fn switch_of([en, nl]: [&str; 2]) -> Option<Summary> {
    Some(both(en, nl))
}

fn begun_words(begun: Begun) -> Summary {
    match begun {
        Begun::No => both("not begun", "niet begonnen"),
        Begun::AtConclusion => both("begun at the conclusion", "begonnen bij het sluiten"),
        Begun::At(at) => both(format!("begun at {at}"), format!("begonnen op {at}")),
    }
}

fn information_words(information: Information) -> Summary {
    match information {
        Information::AtConclusion => both("informed at the conclusion", "ingelicht bij het sluiten"),
        Information::Withheld => both("not informed", "niet ingelicht"),
        Information::WithoutFunction => both("without a function for withdrawing", "zonder functie om te herroepen"),
        Information::Late(days) => both(format!("informed {days} days later"), format!("{days} dagen later ingelicht")),
    }
}

fn increase_words(increase: Increase) -> Summary {
    match increase {
        Increase::OneCent => both("an increase of a cent", "een verhoging van een cent"),
        Increase::By(units, 0) => {
            both(format!("an increase of {}%", percent(units)), format!("een verhoging van {}%", percent(units)))
        }
        Increase::By(units, _) => both(
            format!("an increase of a cent more than {}%", percent(units)),
            format!("een verhoging van een cent meer dan {}%", percent(units)),
        ),
    }
}

/// Ten-thousandths of a percent, as in `12.5`.
fn percent(units: u32) -> String {
    let decimals = format!("{:04}", units % 10_000);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { (units / 10_000).to_string() } else { format!("{}.{decimals}", units / 10_000) }
}

fn insured_words(insured: Insured, currency: Currency) -> Summary {
    match insured {
        Insured::No => both("not insured", "niet verzekerd"),
        Insured::WithoutPayout => both("insured, without a payout", "verzekerd, zonder uitkering"),
        Insured::Pays(payout) => {
            let payout = money(payout, currency);
            both(format!("insured, {} paid out", payout.en), format!("verzekerd, {} uitgekeerd", payout.nl))
        }
    }
}
