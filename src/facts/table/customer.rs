//! The facts of events that start with the customer: notices, requests, complaints and claims.

use super::agreement::{CONCLUDED_AT, PARTICIPANTS};
use super::choices::{BREACH_KINDS, DAMAGE_KINDS, PARTIES};
use super::kind::{AMOUNT, INSTANT, ONE_OR_MORE};
use super::value::{Held, held};
use super::{FactKind, Plain, Rule, event_rows, flag, optional, plain, required, rows, where_read};
use crate::facts::Event;
use crate::vocabulary::Question;

/// A customer's notice does not lie before the contract.
const AFTER_CONCLUSION: &[Rule] = &[Rule::NotBefore(&CONCLUDED_AT)];

event_rows! {
    /// The customer cancels.
    cancellation of Cancellation {
        RECEIVED_AT: required("cancellation.received_at", INSTANT)
            .rules(AFTER_CONCLUSION)
            .asks("When did the notice reach the provider?", "Wanneer bereikte het bericht de aanbieder?")
            .held(held!(Event::Cancellation { received_at, .. } => received_at)),
        CANCELLED_COUNT: optional("cancellation.cancelled_count", ONE_OR_MORE, "all of them", "allemaal")
            .rules(&[Rule::AtMost(&PARTICIPANTS)])
            .asks("For how many of the people is it cancelled?", "Voor hoeveel van de personen wordt geannuleerd?")
            .assumed("It is cancelled for everybody.", "Er wordt voor iedereen geannuleerd.")
            .held(held!(Event::Cancellation { cancelled_count, .. } => cancelled_count)),
    }

    /// The customer does not come.
    no_show of NoShow {
        SESSION_STARTS_AT: optional("no_show.session_starts_at", INSTANT,
                "the start of performance", "het begin van de uitvoering")
            .asks("When did the missed session start?", "Wanneer begon de gemiste sessie?")
            .assumed(
                "The missed session started at the start of performance.",
                "De gemiste sessie begon bij het begin van de uitvoering.",
            )
            .held(held!(Event::NoShow { session_starts_at } => session_starts_at)),
    }

    /// A consumer withdraws from the contract.
    withdrawal of Withdrawal {
        DECLARED_AT: required("withdrawal.declared_at", INSTANT)
            .rules(AFTER_CONCLUSION)
            .asks("When did the customer declare the withdrawal?", "Wanneer heeft de klant de herroeping verklaard?")
            .held(held!(Event::Withdrawal { declared_at, .. } => declared_at)),
        RECEIVED_AT: optional("withdrawal.received_at", INSTANT, "when it was declared", "toen hij werd verklaard")
            .rules(&[Rule::NotBefore(&DECLARED_AT)])
            .asks("When did the declaration reach the provider?", "Wanneer bereikte de verklaring de aanbieder?")
            .assumed("The declaration arrived when it was given.", "De verklaring kwam aan toen die werd gegeven.")
            .held(held!(Event::Withdrawal { received_at, .. } => received_at)),
        GOODS_DEVALUATION: plain("withdrawal.goods_devaluation", AMOUNT, Plain::Zero)
            .asks("How much did the returned goods lose in value?", "Hoeveel minder waard zijn de teruggezonden zaken?")
            .assumed("The returned goods lost no value.", "De teruggezonden zaken zijn niet minder waard geworden.")
            .held(held!(Event::Withdrawal { goods_devaluation, .. } => goods_devaluation)),
    }

    /// The customer asks for another date.
    rescheduling of Rescheduling {
        REQUESTED_AT: required("rescheduling.requested_at", INSTANT)
            .rules(AFTER_CONCLUSION)
            .asks("When did the customer ask for another date?", "Wanneer heeft de klant om een andere datum gevraagd?")
            .held(held!(Event::Rescheduling { requested_at, .. } => requested_at)),
        ALTERNATIVE_DATE_OFFERED: flag("rescheduling.alternative_date_offered")
            .asks("Is another date offered?", "Wordt een andere datum aangeboden?")
            .assumed("No other date is offered.", "Er wordt geen andere datum aangeboden.")
            .held(held!(Event::Rescheduling { alternative_date_offered, .. } => alternative_date_offered)),
        SESSION_STARTS_AT: optional("rescheduling.session_starts_at", INSTANT,
                "the start of performance", "het begin van de uitvoering")
            .asks("When does the session to move start?", "Wanneer begint de te verplaatsen sessie?")
            .assumed(
                "The session to move starts at the start of performance.",
                "De te verplaatsen sessie begint bij het begin van de uitvoering.",
            )
            .held(held!(Event::Rescheduling { session_starts_at, .. } => session_starts_at)),
    }

    /// The customer sends somebody else.
    substitution of Substitution {
        REQUESTED_AT: required("substitution.requested_at", INSTANT)
            .rules(AFTER_CONCLUSION)
            .asks("When did the customer ask for it?", "Wanneer heeft de klant erom gevraagd?")
            .held(held!(Event::Substitution { requested_at, .. } => requested_at)),
        SUBSTITUTE_QUALIFIES: flag("substitution.substitute_qualifies")
            .asks("Does the substitute meet the requirements?", "Voldoet de vervanger aan de eisen?")
            .assumed("The substitute does not meet the requirements.", "De vervanger voldoet niet aan de eisen.")
            .held(held!(Event::Substitution { substitute_qualifies, .. } => substitute_qualifies)),
    }

    /// The customer asks to change the booking.
    booking_change of BookingChange {
        REQUESTED_AT: required("booking_change.requested_at", INSTANT)
            .rules(AFTER_CONCLUSION)
            .asks("When did the customer ask for the change?", "Wanneer heeft de klant om de wijziging gevraagd?")
            .held(held!(Event::BookingChange { requested_at, .. } => requested_at)),
        CANCELLED_COUNT: optional("booking_change.cancelled_count", ONE_OR_MORE, "nobody", "niemand")
            .rules(&[Rule::AtMost(&PARTICIPANTS)])
            .asks("How many of the people no longer come?", "Hoeveel van de personen komen niet meer?")
            .assumed("Everybody still comes.", "Iedereen komt nog.")
            .held(held!(Event::BookingChange { cancelled_count, .. } => cancelled_count)),
    }

    /// Either party ends the agreement.
    termination of Termination {
        NOTICE_AT: required("termination.notice_at", INSTANT)
            // Only a customer's notice contradicts a contract that is not yet concluded.
            .rules(&[Rule::NotBeforeWhere(&CONCLUDED_AT, &BY, "customer")])
            .asks("When did the notice reach the other party?", "Wanneer bereikte de opzegging de andere partij?")
            .held(held!(Event::Termination(e) => e.notice_at)),
        BY: required("termination.by", FactKind::Choice(&PARTIES))
            .asks("Who ends the agreement?", "Wie beëindigt de overeenkomst?")
            .held(held!(Event::Termination(e) => e.by)),
        FOR_CAUSE: flag("termination.for_cause")
            .asks("Is it for a reason that the other party gave?", "Is het om een reden die de andere partij gaf?")
            .assumed(
                "It is not for a reason that the other party gave.",
                "Het is niet om een reden die de andere partij gaf.",
            )
            .held(held!(Event::Termination(e) => e.for_cause)),
        NON_PAYMENT: flag("termination.non_payment")
            .rules(&[Rule::OnlyWith(&FOR_CAUSE)])
            .asks("Is the reason that the customer does not pay?", "Is de reden dat de klant niet betaalt?")
            .assumed("The reason is not that payment failed to come.", "De reden is niet dat betaling uitbleef.")
            .held(held!(Event::Termination(e) => e.non_payment)),
    }

    /// The customer complains.
    complaint of Complaint {
        DISCOVERED_AT: where_read("complaint.discovered_at", INSTANT)
            .asks("When did the customer discover it?", "Wanneer heeft de klant het ontdekt?")
            .held(held!(Event::Complaint(e) => e.discovered_at)),
        ARISEN_AT: where_read("complaint.arisen_at", INSTANT)
            .asks("When did the ground of the complaint arise?", "Wanneer ontstond de grond van de klacht?")
            .held(held!(Event::Complaint(e) => e.arisen_at)),
        DELIVERED_AT: where_read("complaint.delivered_at", INSTANT)
            .asks("When did delivery take place?", "Wanneer is geleverd?")
            .held(held!(Event::Complaint(e) => e.delivered_at)),
        FILED_AT: optional("complaint.filed_at", INSTANT, "not filed yet", "nog niet ingediend")
            .rules(&[Rule::NotBefore(&DISCOVERED_AT)])
            .asks("When was the complaint filed?", "Wanneer is de klacht ingediend?")
            .assumed("The complaint was not filed yet.", "De klacht is nog niet ingediend.")
            .held(held!(Event::Complaint(e) => e.filed_at)),
        VISIBLE_ON_DELIVERY: flag("complaint.visible_on_delivery")
            .asks("Was the defect visible on delivery?", "Was het gebrek bij levering zichtbaar?")
            .assumed("The defect was not visible on delivery.", "Het gebrek was bij de levering niet zichtbaar.")
            .held(held!(Event::Complaint(e) => e.visible_on_delivery)),
        ABOUT_CONCLUSION: flag("complaint.about_conclusion")
            .asks("Is it about how the agreement was concluded?", "Gaat het over het sluiten van de overeenkomst?")
            .assumed(
                "It is not about how the agreement was concluded.",
                "Het gaat niet over het sluiten van de overeenkomst.",
            )
            .held(held!(Event::Complaint(e) => e.about_conclusion)),
        INVOICED_AT: where_read("complaint.invoiced_at", INSTANT)
            .asks("What is the date of the invoice that it is about?", "Wat is de datum van de factuur waarover het gaat?")
            .held(held!(Event::Complaint(e) => e.invoiced_at)),
    }

    /// The customer claims damages.
    damage_claim of DamageClaim {
        OCCURRED_AT: required("damage_claim.occurred_at", INSTANT)
            .asks("When did the damage arise?", "Wanneer is de schade ontstaan?")
            .held(held!(Event::DamageClaim(e) => e.occurred_at)),
        REPORTED_AT: required("damage_claim.reported_at", INSTANT)
            .rules(&[Rule::NotBefore(&OCCURRED_AT)])
            .asks("When was the damage reported?", "Wanneer is de schade gemeld?")
            .held(held!(Event::DamageClaim(e) => e.reported_at)),
        DAMAGE: required("damage_claim.damage", AMOUNT)
            .asks("How much is the damage?", "Hoe groot is de schade?")
            .held(held!(Event::DamageClaim(e) => e.damage)),
        KIND: required("damage_claim.kind", FactKind::Choice(&DAMAGE_KINDS))
            .asks("What kind of damage is it?", "Wat voor schade is het?")
            .held(held!(Event::DamageClaim(e) => e.kind)),
        INTENT: flag("damage_claim.intent_or_recklessness")
            .asks("Is it due to the provider's intent or deliberate recklessness?",
                "Komt het door opzet of bewuste roekeloosheid van de aanbieder?")
            .assumed(
                "It is not due to intent or deliberate recklessness.",
                "Het komt niet door opzet of bewuste roekeloosheid.",
            )
            .held(held!(Event::DamageClaim(e) => e.intent_or_recklessness)),
        AWARDED_THIS_YEAR: plain("damage_claim.awarded_this_year", AMOUNT, Plain::Zero)
            .asks("What was awarded earlier in the calendar year?", "Wat is eerder in het kalenderjaar toegekend?")
            .assumed(
                "Nothing was awarded earlier in the calendar year.",
                "Eerder in het kalenderjaar is niets toegekend.",
            )
            .held(held!(Event::DamageClaim(e) => e.awarded_this_year)),
    }

    /// The customer breaches a prohibition.
    breach of Breach {
        KIND: required("breach.kind", FactKind::Choice(&BREACH_KINDS))
            .asks("Which obligation was breached?", "Welke verplichting is geschonden?")
            .held(held!(Event::Breach { kind, .. } => kind)),
        COUNT: plain("breach.count", ONE_OR_MORE, Plain::Count(1))
            .asks("How many times, or for how many people?", "Hoe vaak, of voor hoeveel personen?")
            .assumed("It was once, or for one person.", "Het was één keer, of voor één persoon.")
            .held(held!(Event::Breach { count, .. } => count)),
        MONTHLY_SALARY: where_read("breach.monthly_salary", AMOUNT)
            .asks("What is the gross monthly salary of the person taken on?",
                "Wat is het bruto maandsalaris van wie is overgenomen?")
            .held(held!(Event::Breach { monthly_salary, .. } => monthly_salary)),
        OCCURRED_AT: optional("breach.occurred_at", INSTANT, "while it is forbidden", "terwijl het verboden is")
            .asks("When did the breach take place?", "Wanneer vond de overtreding plaats?")
            .assumed(
                "The breach took place while it was forbidden.",
                "De overtreding vond plaats terwijl het verboden was.",
            )
            .held(held!(Event::Breach { occurred_at, .. } => occurred_at)),
    }

    /// An offer and its acceptance.
    offer of Offer {
        MADE_AT: required("offer.made_at", INSTANT)
            .rules(&[Rule::NotAfter(&CONCLUDED_AT)])
            .asks("When was the offer made?", "Wanneer is het aanbod gedaan?")
            .held(held!(Event::Offer { made_at, .. } => made_at)),
        ACCEPTED_AT: optional("offer.accepted_at", INSTANT, "not accepted", "niet aanvaard")
            .rules(&[Rule::NotBefore(&MADE_AT)])
            .asks("When was the offer accepted?", "Wanneer is het aanbod aanvaard?")
            .assumed("The offer was not accepted.", "Het aanbod is niet aanvaard.")
            .held(held!(Event::Offer { accepted_at, .. } => accepted_at)),
        AS_OF: optional("offer.as_of", INSTANT, "no moment is looked at", "er wordt niet naar een moment gekeken")
            .rules(&[Rule::NotBefore(&MADE_AT)])
            .asks("As of what moment is the question?", "Per welk moment is de vraag?")
            .assumed("No moment is looked at.", "Er wordt niet naar een moment gekeken.")
            .held(held!(Event::Offer { as_of, .. } => as_of)),
    }
}
