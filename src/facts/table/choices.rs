//! The words of choices, as a person reads them.

use super::Choice;
use crate::vocabulary::Bilingual;

macro_rules! choices {
    ($($name:ident $prefix:literal { $($word:literal: $en:literal, $nl:literal;)+ })+) => {$(
        pub(super) static $name: Choice =
            Choice { prefix: $prefix, words: &[$(($word, Bilingual::new($en, $nl)),)+] };
    )+};
}

choices! {
    CUSTOMER_TYPES "CUSTOMER_TYPE" {
        "consumer": "a consumer", "een consument";
        "business": "a business", "een bedrijf";
    }
    PRODUCT_TYPES "PRODUCT_TYPE" {
        "digital_content": "an online product", "een online product";
        "programme": "an online programme with a term", "een online programma met een looptijd";
        "coaching": "one-to-one sessions", "een-op-eensessies";
        "event": "a training or event on a date", "een training of evenement op datum";
        "subscription": "a subscription, or another agreement that runs on", "een abonnement of andere doorlopende overeenkomst";
        "assignment": "another service", "een andere dienst";
        "goods": "goods", "zaken (spullen)";
        "accommodation": "a stay", "een verblijf";
        "rental": "the use of a vehicle or of what serves leisure, for a time", "de huur van een voertuig of van iets voor de vrije tijd";
        "travel_package": "a package tour", "een pakketreis";
        "leisure": "leisure on a date", "vrije tijd op datum";
        "care_appointment": "an appointment for care", "een afspraak voor zorg";
        "transport": "carriage of people", "vervoer van personen";
        "membership": "a membership", "een lidmaatschap";
    }
    CAUSES "CAUSE" {
        "provider": "the provider", "de aanbieder";
        "customer": "the customer", "de klant";
        "neither": "neither", "geen van beiden";
    }
    PARTIES "PARTY" {
        "customer": "the customer", "de klant";
        "provider": "the provider", "de aanbieder";
    }
    DAMAGE_KINDS "DAMAGE_KIND" {
        "direct": "direct damage", "directe schade";
        "indirect": "indirect damage", "indirecte schade";
        "loss_of_enjoyment": "loss of enjoyment", "gederfd genot";
        "death_or_injury": "death or injury", "overlijden of letsel";
    }
    BREACH_KINDS "BREACH_KIND" {
        "intellectual_property": "infringement of intellectual property", "inbreuk op intellectuele eigendom";
        "moral_rights": "infringement of moral rights", "inbreuk op persoonlijkheidsrechten";
        "confidentiality": "breach of confidentiality", "schending van de geheimhouding";
        "non_solicitation": "taking on staff", "personeel overnemen";
    }
}
