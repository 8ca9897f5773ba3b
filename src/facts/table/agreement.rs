//! The facts of an agreement, which belong to every question.

use super::choices::{CUSTOMER_TYPES, PRODUCT_TYPES};
use super::kind::{AMOUNT, COUNT, INSTANT, MONTHS, ONE_OR_MORE, list_of};
use super::value::{Held, entry, held, list};
use super::{Access, FactKind, FactValue, Plain, Rule, flag, optional, plain, required, rows, where_read};
use crate::facts::{LIMITS, Payment};
use crate::money::Cents;

/// A fact of the insurance: not known where there is none.
macro_rules! of_insurance {
    ($field:ident) => {
        Access {
            get: |a, _, _| a.insurance.as_ref().and_then(|insurance| insurance.$field.value()),
            set: |a, _, _, value| a.insurance.iter_mut().for_each(|insurance| insurance.$field.put(value)),
        }
    };
}

rows! { pub, None;
    CUSTOMER: required("agreement.customer_type", FactKind::Choice(&CUSTOMER_TYPES))
        .asks("Who is the customer?", "Wie is de klant?")
        .held(held!(|a| a.customer)),
    PRODUCT: required("agreement.product_type", FactKind::Choice(&PRODUCT_TYPES))
        .asks("What was agreed?", "Wat is afgesproken?")
        .held(held!(|a| a.product)),
    PRODUCT_ID: optional("agreement.product_id", FactKind::Text { most: LIMITS.id_bytes }, "not named", "niet genoemd")
        .asks("Which product of the provider is it?", "Welk product van de aanbieder is het?")
        .assumed("No product is named.", "Er is geen product genoemd.")
        .held(held!(|a| a.product_id)),
    PRICE: required("agreement.price", AMOUNT)
        .asks("What is the total price?", "Wat is de totale prijs?")
        .held(held!(|a| a.price)),
    CONCLUDED_AT: required("agreement.concluded_at", INSTANT)
        .asks("When was the contract concluded?", "Wanneer is de overeenkomst gesloten?")
        .held(held!(|a| a.concluded_at)),
    STARTS_AT: where_read("agreement.starts_at", INSTANT)
        .rules(&[Rule::NotBefore(&CONCLUDED_AT)])
        .asks("When does performance start?", "Wanneer begint de uitvoering?")
        .held(held!(|a| a.starts_at)),
    ENDS_AT: where_read("agreement.ends_at", INSTANT)
        .rules(&[Rule::NotBefore(&STARTS_AT)])
        .asks("When does performance end?", "Wanneer eindigt de uitvoering?")
        .held(held!(|a| a.ends_at)),
    TERM_MONTHS: where_read("agreement.term_months", MONTHS)
        .asks("How many months does a contract period last?", "Hoeveel maanden duurt een contractperiode?")
        .held(Access {
            // 0 stands for a length that was not given.
            get: |a, _, _| Some(a.term_months).filter(|months| *months > 0).map(FactValue::Count),
            set: |a, _, _, value| Held::put(&mut a.term_months, value.or(Some(FactValue::Count(0)))),
        }),
    SERVICE_COUNT: plain("agreement.service_count", ONE_OR_MORE, Plain::Count(1))
        .asks("How many services were agreed?", "Hoeveel diensten zijn afgesproken?")
        .assumed("One service was agreed.", "Er is één dienst afgesproken.")
        .held(held!(|a| a.service_count)),
    SESSION_COUNT: plain("agreement.session_count", ONE_OR_MORE, Plain::Count(1))
        .asks("How many sessions were agreed?", "Hoeveel sessies zijn afgesproken?")
        .assumed("One session was agreed.", "Er is één sessie afgesproken.")
        .held(held!(|a| a.session_count)),
    PARTICIPANTS: plain("agreement.participants", ONE_OR_MORE, Plain::Count(1))
        .asks("For how many people is it?", "Voor hoeveel personen is het?")
        .assumed("It is for one person.", "Het is voor één persoon.")
        .held(held!(|a| a.participants)),
    PAYMENTS: plain("agreement.payments", list_of(0), Plain::Empty)
        .asks("Which payments did the customer make?", "Welke betalingen heeft de klant gedaan?")
        .assumed("Nothing was paid yet.", "Er is nog niets betaald.")
        .held(list!(|a| a.payments, Payment { paid_at: a.concluded_at, amount: Cents::ZERO })),
    PAYMENT_PAID_AT: where_read("agreement.payments[].paid_at", INSTANT)
        .asks("When was it paid?", "Wanneer is het betaald?")
        .held(entry!(|a| a.payments, |payment| payment.paid_at)),
    PAYMENT_AMOUNT: required("agreement.payments[].amount", AMOUNT)
        .asks("How much was paid?", "Hoeveel is betaald?")
        .held(entry!(|a| a.payments, |payment| payment.amount)),
    STARTED_AT: optional("agreement.performance.started_at", INSTANT,
            "it began when anything was delivered", "begonnen zodra iets is geleverd")
        .asks("When did performance begin?", "Wanneer is de uitvoering begonnen?")
        .assumed(
            "Performance began when anything was delivered.",
            "De uitvoering is begonnen zodra er iets was geleverd.",
        )
        .held(held!(|a| a.performance.started_at)),
    FULLY_PERFORMED: flag("agreement.performance.fully_performed")
        .rules(&[Rule::OnlyWhereAll(&DELIVERED_UNITS, &TOTAL_UNITS)])
        .asks("Was everything performed?", "Is alles uitgevoerd?")
        .assumed("Not everything was performed yet.", "Nog niet alles is uitgevoerd.")
        .held(held!(|a| a.performance.fully_performed)),
    DELIVERED_UNITS: plain("agreement.performance.delivered_units", COUNT, Plain::Count(0))
        .rules(&[Rule::AtMost(&TOTAL_UNITS)])
        .asks("How many units were delivered?", "Hoeveel eenheden zijn geleverd?")
        .assumed("Nothing was delivered yet.", "Er is nog niets geleverd.")
        .held(held!(|a| a.performance.delivered_units)),
    TOTAL_UNITS: plain("agreement.performance.total_units", COUNT, Plain::Count(0))
        .asks("How many units were agreed?", "Hoeveel eenheden zijn afgesproken?")
        .assumed("No number of units was agreed.", "Er is geen aantal eenheden afgesproken.")
        .held(Access {
            get: |a, _, _| a.performance.total_units.map(FactValue::Count),
            // None agreed is no count.
            set: |a, _, _, value| {
                Held::put(&mut a.performance.total_units, value.filter(|units| *units != FactValue::Count(0)))
            },
        }),
    COSTS_INCURRED: plain("agreement.performance.costs_incurred", AMOUNT, Plain::Zero)
        .asks("What costs did the provider make for the performance?",
            "Welke kosten heeft de aanbieder voor de uitvoering gemaakt?")
        .assumed("No costs were made for the performance.", "Voor de uitvoering zijn geen kosten gemaakt.")
        .held(held!(|a| a.performance.costs_incurred)),
    INFORMATION_GIVEN_AT: optional("agreement.withdrawal_facts.information_given_at", INSTANT,
            "at conclusion, unless withheld", "bij het sluiten, tenzij achterwege gelaten")
        .asks("When was the customer told of the right to withdraw?",
            "Wanneer is de klant over het herroepingsrecht ingelicht?")
        .assumed(
            "The information on the right to withdraw was given at the conclusion.",
            "De informatie over het herroepingsrecht is bij het sluiten gegeven.",
        )
        .held(held!(|a| a.withdrawal.information_given_at)),
    INFORMATION_WITHHELD: flag("agreement.withdrawal_facts.information_withheld")
        .asks("Was information on the right to withdraw withheld at the conclusion?",
            "Is informatie over het herroepingsrecht bij het sluiten achterwege gelaten?")
        .assumed(
            "The information on the right to withdraw was not withheld.",
            "De informatie over het herroepingsrecht is niet achterwege gelaten.",
        )
        .held(held!(|a| a.withdrawal.information_withheld)),
    EXPRESS_REQUEST: flag("agreement.withdrawal_facts.express_request_to_start")
        .asks("Did the customer ask expressly to start within the withdrawal period?",
            "Heeft de klant uitdrukkelijk gevraagd binnen de bedenktijd te beginnen?")
        .assumed(
            "There was no express request to start within the withdrawal period.",
            "Er is niet uitdrukkelijk gevraagd om binnen de bedenktijd te beginnen.",
        )
        .held(held!(|a| a.withdrawal.express_request_to_start)),
    ACKNOWLEDGED: flag("agreement.withdrawal_facts.acknowledged_loss_of_right")
        .asks("Did the customer acknowledge that the right to withdraw is lost?",
            "Heeft de klant erkend dat het herroepingsrecht vervalt?")
        .assumed(
            "It was not acknowledged that the right to withdraw is lost.",
            "Er is niet erkend dat het herroepingsrecht vervalt.",
        )
        .held(held!(|a| a.withdrawal.acknowledged_loss_of_right)),
    GOODS_RECEIVED_AT: optional("agreement.withdrawal_facts.goods_received_at", INSTANT, "not received", "niet ontvangen")
        .asks("When were the goods received?", "Wanneer zijn de zaken ontvangen?")
        .assumed("The goods were not received yet.", "De zaken zijn nog niet ontvangen.")
        .held(held!(|a| a.withdrawal.goods_received_at)),
    MADE_TO_ORDER: flag("agreement.withdrawal_facts.made_to_order")
        .asks("Was it made to the customer's specification?", "Is het naar de wensen van de klant gemaakt?")
        .assumed("It was not made to personal specification.", "Het is niet op maat gemaakt.")
        .held(held!(|a| a.withdrawal.made_to_order)),
    ON_PREMISES: flag("agreement.withdrawal_facts.concluded_on_premises")
        .asks("Was the contract concluded on the provider's premises?", "Is de overeenkomst bij de aanbieder ter plaatse gesloten?")
        .assumed(
            "The contract was not concluded on business premises.",
            "De overeenkomst is niet in een bedrijfsruimte gesloten.",
        )
        .held(held!(|a| a.withdrawal.concluded_on_premises)),
    FUNCTION_MISSING: flag("agreement.withdrawal_facts.withdrawal_function_missing")
        .asks("Did the website or app lack a function for withdrawing?",
            "Ontbrak op de website of in de app een functie om te herroepen?")
        .assumed(
            "The website or app has a function for withdrawing.",
            "Op de website of in de app is een functie om te herroepen.",
        )
        .held(held!(|a| a.withdrawal.withdrawal_function_missing)),
    CHANGE_COSTS: optional("agreement.change_costs_in_offer", AMOUNT, "none are stated", "niet vermeld")
        .asks("What change costs does the offer state?", "Welke wijzigingskosten vermeldt het aanbod?")
        .assumed("The offer states no costs of a change.", "Het aanbod vermeldt geen wijzigingskosten.")
        .held(held!(|a| a.change_costs_in_offer)),
    INSTALMENTS: flag("agreement.pays_in_instalments")
        .asks("Were instalments agreed?", "Is betaling in termijnen afgesproken?")
        .assumed("No instalments were agreed.", "Er is geen betaling in termijnen afgesproken.")
        .held(held!(|a| a.pays_in_instalments)),
    INSURANCE: plain("agreement.insurance", FactKind::Group, Plain::No)
        .asks("Is the provider insured for the damage?", "Is de aanbieder voor de schade verzekerd?")
        .assumed("There is no insurance for the damage.", "Voor de schade is er geen verzekering.")
        .held(Access {
            get: |a, _, _| Some(FactValue::YesNo(a.insurance.is_some())),
            set: |a, _, _, value| {
                let insured = value == Some(FactValue::YesNo(true));
                a.insurance = insured.then(|| a.insurance.unwrap_or_default());
            },
        }),
    PAYOUT: plain("agreement.insurance.payout", AMOUNT, Plain::Zero)
        .within(&INSURANCE)
        .asks("What does the insurer pay out?", "Wat keert de verzekeraar uit?")
        .assumed("The insurer pays nothing out.", "De verzekeraar keert niets uit.")
        .held(of_insurance!(payout)),
    DEDUCTIBLE: plain("agreement.insurance.deductible", AMOUNT, Plain::Zero)
        .within(&INSURANCE)
        .asks("What is the provider's own risk?", "Wat is het eigen risico van de aanbieder?")
        .assumed("The insurance has no deductible.", "De verzekering heeft geen eigen risico.")
        .held(of_insurance!(deductible)),
}
