//! The facts of events that start with the provider, or with neither party.

use super::agreement::PRICE;
use super::choices::CAUSES;
use super::kind::{AMOUNT, INSTANT};
use super::value::{Held, held};
use super::{FactKind, Rule, event_rows, flag, optional, required, rows};
use crate::facts::Event;
use crate::vocabulary::Question;

event_rows! {
    /// The provider cancels.
    provider_cancellation of ProviderCancellation {
        ANNOUNCED_AT: required("provider_cancellation.announced_at", INSTANT)
            .asks("When did the provider announce it?", "Wanneer heeft de aanbieder het aangekondigd?")
            .held(held!(Event::ProviderCancellation(e) => e.announced_at)),
        CAUSE: required("provider_cancellation.cause", FactKind::Choice(&CAUSES))
            .asks("To whom is the reason attributed?", "Aan wie is de reden toe te rekenen?")
            .held(held!(Event::ProviderCancellation(e) => e.cause)),
        REPLACEMENT_OFFERED: flag("provider_cancellation.replacement_offered")
            .asks("Was a replacement or another date offered?", "Is vervanging of een andere datum aangeboden?")
            .assumed("No replacement or other date was offered.", "Er is geen vervanging of andere datum aangeboden.")
            .held(held!(Event::ProviderCancellation(e) => e.replacement_offered)),
        CAN_ATTEND: flag("provider_cancellation.customer_can_attend_replacement")
            .asks("Can the customer come then?", "Kan de klant dan komen?")
            .assumed("Coming on the other date is not possible.", "Komen op de andere datum kan niet.")
            .held(held!(Event::ProviderCancellation(e) => e.customer_can_attend_replacement)),
    }

    /// The provider changes what was agreed.
    provider_change of ProviderChange {
        KNOWN_AT: required("provider_change.known_at", INSTANT)
            .asks("When did the provider know of the change?", "Wanneer wist de aanbieder van de wijziging?")
            .held(held!(Event::ProviderChange(e) => e.known_at)),
        NOTIFIED_AT: optional("provider_change.notified_at", INSTANT, "not told yet", "nog niet gemeld")
            .rules(&[Rule::NotBefore(&KNOWN_AT)])
            .asks("When was the customer told?", "Wanneer is het de klant gemeld?")
            .assumed("Nobody was told of the change yet.", "De wijziging is nog niet gemeld.")
            .held(held!(Event::ProviderChange(e) => e.notified_at)),
        REJECTED_AT: optional("provider_change.rejected_at", INSTANT, "not rejected", "niet afgewezen")
            .rules(&[Rule::NotBefore(&NOTIFIED_AT), Rule::OnlyWith(&NOTIFIED_AT)])
            .asks("When did the customer reject the change?", "Wanneer heeft de klant de wijziging afgewezen?")
            .assumed("The change was not rejected.", "De wijziging is niet afgewezen.")
            .held(held!(Event::ProviderChange(e) => e.rejected_at)),
        ESSENTIAL: flag("provider_change.essential")
            .asks("Does the change touch an essential point?", "Raakt de wijziging een wezenlijk punt?")
            .assumed("The change touches no essential point.", "De wijziging raakt geen wezenlijk punt.")
            .held(held!(Event::ProviderChange(e) => e.essential)),
        DISADVANTAGE: flag("provider_change.more_than_minor_disadvantage")
            .asks("Does it hurt the customer more than slightly?", "Benadeelt het de klant meer dan gering?")
            .assumed("The change does no more than slight harm.", "De wijziging benadeelt niet meer dan gering.")
            .held(held!(Event::ProviderChange(e) => e.more_than_minor_disadvantage)),
        LOCATION_ONLY: flag("provider_change.location_only")
            .asks("Does only the place change?", "Verandert alleen de plaats?")
            .assumed("More changes than the place.", "Er verandert meer dan de plaats.")
            .held(held!(Event::ProviderChange(e) => e.location_only)),
    }

    /// The provider raises the price.
    price_increase of PriceIncrease {
        ANNOUNCED_AT: required("price_increase.announced_at", INSTANT)
            .asks("When was the increase announced?", "Wanneer is de verhoging aangekondigd?")
            .held(held!(Event::PriceIncrease(e) => e.announced_at)),
        EFFECTIVE_AT: required("price_increase.effective_at", INSTANT)
            .rules(&[Rule::NotBefore(&ANNOUNCED_AT)])
            .asks("When does the new price take effect?", "Wanneer gaat de nieuwe prijs in?")
            .held(held!(Event::PriceIncrease(e) => e.effective_at)),
        NEW_PRICE: required("price_increase.new_price", AMOUNT)
            .rules(&[Rule::Above(&[&CURRENT_PRICE, &PRICE])])
            .asks("What is the new price?", "Wat is de nieuwe prijs?")
            .held(held!(Event::PriceIncrease(e) => e.new_price)),
        CURRENT_PRICE: optional("price_increase.current_price", AMOUNT, "the agreed price", "de afgesproken prijs")
            .asks("What is the price now?", "Wat is de prijs nu?")
            .assumed("The price now is the agreed price.", "De prijs nu is de afgesproken prijs.")
            .held(held!(Event::PriceIncrease(e) => e.current_price)),
        PREVIOUS_INCREASE_AT: optional("price_increase.previous_increase_at", INSTANT, "it never went up", "nooit verhoogd")
            .asks("When did the price last go up?", "Wanneer ging de prijs voor het laatst omhoog?")
            .assumed("The price never went up before.", "De prijs ging niet eerder omhoog.")
            .held(held!(Event::PriceIncrease(e) => e.previous_increase_at)),
        INDEXATION: flag("price_increase.indexation")
            .asks("Is it an indexation?", "Is het een indexering?")
            .assumed("It is no indexation.", "Het is geen indexering.")
            .held(held!(Event::PriceIncrease(e) => e.indexation)),
        LEGAL_OBLIGATION: flag("price_increase.legal_obligation")
            .asks("Does the law oblige the provider to it?", "Verplicht de wet de aanbieder ertoe?")
            .assumed("The law does not oblige to it.", "De wet verplicht er niet toe.")
            .held(held!(Event::PriceIncrease(e) => e.legal_obligation)),
    }

    /// The provider changes the terms.
    terms_change of TermsChange {
        ANNOUNCED_AT: required("terms_change.announced_at", INSTANT)
            .asks("When was the change announced?", "Wanneer is de wijziging aangekondigd?")
            .held(held!(Event::TermsChange { announced_at, .. } => announced_at)),
        EFFECTIVE_AT: required("terms_change.effective_at", INSTANT)
            .rules(&[Rule::NotBefore(&ANNOUNCED_AT)])
            .asks("When do the changed terms take effect?", "Wanneer gaan de gewijzigde voorwaarden in?")
            .held(held!(Event::TermsChange { effective_at, .. } => effective_at)),
        PERFORMANCE_CHANGES: flag("terms_change.performance_changes")
            .asks("May the provider then perform something else than was agreed?",
                "Mag de aanbieder dan iets anders leveren dan afgesproken?")
            .assumed(
                "What was agreed to be performed stays the same.",
                "Wat er volgens de afspraak wordt geleverd, blijft hetzelfde.",
            )
            .held(held!(Event::TermsChange { performance_changes, .. } => performance_changes)),
    }

    /// Performance is prevented by force majeure.
    force_majeure of ForceMajeure {
        BEGAN_AT: required("force_majeure.began_at", INSTANT)
            .asks("When did it begin?", "Wanneer begon het?")
            .held(held!(Event::ForceMajeure { began_at, .. } => began_at)),
        AS_OF: required("force_majeure.as_of", INSTANT)
            .rules(&[Rule::NotBefore(&BEGAN_AT)])
            .asks("As of what moment is the question?", "Per welk moment is de vraag?")
            .held(held!(Event::ForceMajeure { as_of, .. } => as_of)),
        PERMANENT: flag("force_majeure.permanent")
            .asks("Has performance become impossible for good?", "Is uitvoering blijvend onmogelijk geworden?")
            .assumed(
                "Performance has not become impossible for good.",
                "Uitvoering is niet blijvend onmogelijk geworden.",
            )
            .held(held!(Event::ForceMajeure { permanent, .. } => permanent)),
    }

    /// A personal data breach.
    data_breach of DataBreach {
        DISCOVERED_AT: required("data_breach.discovered_at", INSTANT)
            .asks("When was the data breach discovered?", "Wanneer is het datalek ontdekt?")
            .held(held!(Event::DataBreach { discovered_at } => discovered_at)),
    }
}
