//! How serious each rule is, what it is about and what to change. What it rests on is the law's to say.

use super::{Rule, Severity};
use crate::vocabulary::Bilingual;

/// The severity, the explanation and the remedy of a rule.
pub(super) const fn texts(rule: Rule) -> (Severity, Bilingual, Bilingual) {
    match rule {
        Rule::WdMissing => (
            Severity::Critical,
            Bilingual {
                en: "the terms sell to consumers at a distance and say nothing of the right to withdraw",
                nl: "de voorwaarden verkopen op afstand aan consumenten en zwijgen over het herroepingsrecht",
            },
            Bilingual {
                en: "state the right to withdraw, its fourteen days and how to use it",
                nl: "noem het herroepingsrecht, de veertien dagen en hoe een consument het gebruikt",
            },
        ),
        Rule::WdDaycount => (
            Severity::High,
            Bilingual {
                en: "the period to withdraw ends before the statutory last day",
                nl: "de herroepingstermijn eindigt voor de laatste dag die de wet geeft",
            },
            Bilingual {
                en: "give fourteen days that begin on the day after the conclusion, or after receipt for goods",
                nl: "geef veertien dagen vanaf de dag na het sluiten, of na de ontvangst bij producten",
            },
        ),
        Rule::WdWaiver => (
            Severity::Critical,
            Bilingual {
                en: "the right to withdraw lapses in more cases than the law allows",
                nl: "het herroepingsrecht vervalt in meer gevallen dan de wet toestaat",
            },
            Bilingual {
                en: "let the right lapse for a service only when it is fully performed, for digital content when delivery begins, each with consent and acknowledgement",
                nl: "laat het recht bij een dienst pas vervallen als die volledig is verricht en bij digitale inhoud als de levering begint, telkens met instemming en erkenning",
            },
        ),
        Rule::WdExcluded => (
            Severity::Critical,
            Bilingual {
                en: "something is excluded from withdrawal that the law does not exclude",
                nl: "iets is van herroeping uitgesloten dat de wet niet uitsluit",
            },
            Bilingual {
                en: "leave the exclusion out; the law excludes goods made to specification, not services",
                nl: "schrap de uitsluiting; de wet sluit producten op maat uit, geen diensten",
            },
        ),
        Rule::WdRefund => (
            Severity::High,
            Bilingual {
                en: "after a withdrawal the refund comes later than fourteen days, or not in full",
                nl: "na een herroeping komt het geld later dan veertien dagen terug, of niet helemaal",
            },
            Bilingual {
                en: "refund within fourteen days of the day of the declaration",
                nl: "betaal terug binnen veertien dagen na de dag van de herroeping",
            },
        ),
        Rule::WdFunction => (
            Severity::High,
            Bilingual {
                en: "the terms name no function for withdrawing, which a website or app must offer since 19 June 2026",
                nl: "de voorwaarden noemen geen functie om te herroepen, die een website of app sinds 19 juni 2026 moet bieden",
            },
            Bilingual {
                en: "offer a function for withdrawing and name it in the clause: `withdrawal_right.function = true`",
                nl: "bied een functie om te herroepen aan en noem die in de bepaling: `withdrawal_right.function = true`",
            },
        ),
        Rule::WdMoreFavourable => (
            Severity::Information,
            Bilingual {
                en: "the terms give more than the law asks, and that binds the provider",
                nl: "de voorwaarden geven meer dan de wet vraagt, en dat bindt de aanbieder",
            },
            Bilingual {
                en: "nothing has to change; know that the longer period holds",
                nl: "er hoeft niets te veranderen; weet dat de ruimere regel geldt",
            },
        ),
        Rule::TierOverlap => (
            Severity::Medium,
            Bilingual {
                en: "an instant lies in two tiers; doubt favours the customer, so that the cheaper one applies",
                nl: "een moment valt in twee staffels; twijfel is in het voordeel van de klant, dus de goedkoopste geldt",
            },
            Bilingual {
                en: "let one tier end where the next begins, as in `at_least` and `less_than`",
                nl: "laat de ene staffel eindigen waar de volgende begint, zoals met `at_least` en `less_than`",
            },
        ),
        Rule::TierConflict => (
            Severity::High,
            Bilingual {
                en: "a general and a specific clause say different things of one case",
                nl: "een algemene en een bijzondere bepaling zeggen iets anders over hetzelfde geval",
            },
            Bilingual {
                en: "let one of the two go, or say which of them gives way",
                nl: "schrap een van de twee, of bepaal welke moet wijken",
            },
        ),
        Rule::TierMonotone => (
            Severity::High,
            Bilingual {
                en: "a later notice can be cheaper than an earlier one",
                nl: "een later bericht kan goedkoper zijn dan een eerder bericht",
            },
            Bilingual {
                en: "let the charges only rise towards the start",
                nl: "laat de kosten naar de start toe alleen oplopen",
            },
        ),
        Rule::FeeGtPrice => (
            Severity::Critical,
            Bilingual {
                en: "the charges as written come to more than the price, or on top of it",
                nl: "de kosten zijn volgens de tekst hoger dan de prijs, of komen erbovenop",
            },
            Bilingual {
                en: "lower or leave out what is fixed; no more than the price is ever charged anyway (R5)",
                nl: "verlaag of schrap wat vast is; meer dan de prijs wordt toch nooit gerekend (R5)",
            },
        ),
        Rule::TermFee => (
            Severity::High,
            Bilingual {
                en: "a consumer who cancels a service pays more than costs made and the delivered share",
                nl: "een consument die een dienst annuleert, betaalt meer dan de gemaakte kosten en het geleverde deel",
            },
            Bilingual {
                en: "charge the delivered share and the costs really made",
                nl: "vraag het geleverde deel en de werkelijk gemaakte kosten",
            },
        ),
        Rule::TermAccelerate => (
            Severity::High,
            Bilingual {
                en: "when the provider ends a service, the consumer pays more than what was delivered",
                nl: "eindigt de aanbieder een dienst, dan betaalt de consument meer dan wat is geleverd",
            },
            Bilingual {
                en: "charge the delivered share and the costs made then",
                nl: "reken dan het geleverde deel en de gemaakte kosten",
            },
        ),
        Rule::KeptUndelivered => (
            Severity::High,
            Bilingual {
                en: "when the provider or force majeure ends a service, the consumer pays for what was not delivered, or gets a credit instead of money",
                nl: "eindigt de aanbieder of overmacht een dienst, dan betaalt de consument voor wat niet is geleverd, of krijgt een tegoed in plaats van geld",
            },
            Bilingual {
                en: "pay back what was paid for what was not delivered",
                nl: "betaal terug wat is betaald voor wat niet is geleverd",
            },
        ),
        Rule::NoshowFee => (
            Severity::High,
            Bilingual {
                en: "a consumer who does not come pays a sum that has nothing to do with the costs",
                nl: "een consument die niet komt, betaalt een bedrag dat los staat van de kosten",
            },
            Bilingual {
                en: "charge only the costs that staying away makes",
                nl: "reken alleen de kosten die het wegblijven maakt",
            },
        ),
        Rule::SuspendPay => (
            Severity::High,
            Bilingual {
                en: "access to a subscription is suspended while its payment runs on",
                nl: "de toegang tot een abonnement wordt geschorst terwijl de betaling doorloopt",
            },
            Bilingual {
                en: "let the payment for the time without access lapse, or do not suspend",
                nl: "laat de betaling voor de tijd zonder toegang vervallen, of schors niet",
            },
        ),
        Rule::NoticeService => (
            Severity::High,
            Bilingual {
                en: "a consumer who ends a service is bound by a period of notice",
                nl: "een consument die een dienst opzegt, zit aan een opzegtermijn vast",
            },
            Bilingual {
                en: "let consumers end a service at any time",
                nl: "laat een consument een dienst op elk moment beëindigen",
            },
        ),
        Rule::PriceReason => (
            Severity::Medium,
            Bilingual {
                en: "the price can rise without a reason that the text names",
                nl: "de prijs kan omhoog zonder een reden die in de tekst staat",
            },
            Bilingual {
                en: "name the reasons for an increase, such as indexation: `when = [\"indexation\"]`",
                nl: "noem de redenen voor een verhoging, zoals indexering: `when = [\"indexation\"]`",
            },
        ),
        Rule::PriceNotice => (
            Severity::Medium,
            Bilingual {
                en: "the price can rise at once, without time to leave",
                nl: "de prijs kan meteen omhoog, zonder tijd om te stoppen",
            },
            Bilingual {
                en: "announce an increase ahead, as in `announced_ahead = \"1 month\"`",
                nl: "kondig een verhoging aan, zoals met `announced_ahead = \"1 month\"`",
            },
        ),
        Rule::NoticeLong => (
            Severity::Critical,
            Bilingual {
                en: "a consumer's period of notice is longer than one month, or begins after more than a year",
                nl: "de opzegtermijn van een consument is langer dan een maand, of begint na meer dan een jaar",
            },
            Bilingual {
                en: "give consumers a period of notice of at most one month, after the first year at any time",
                nl: "geef consumenten een opzegtermijn van hoogstens een maand, na het eerste jaar op elk moment",
            },
        ),
        Rule::RenewFixed => (
            Severity::Critical,
            Bilingual {
                en: "a consumer's agreement is tacitly renewed for a fixed period",
                nl: "een overeenkomst met een consument wordt stilzwijgend voor een vaste periode verlengd",
            },
            Bilingual {
                en: "after the first period let a consumer leave at any time with a month's notice",
                nl: "laat een consument na de eerste periode op elk moment met een maand opzeggen",
            },
        ),
        Rule::TermMandatory => (
            Severity::Critical,
            Bilingual {
                en: "a consumer can never, or not at all times, end an agreement for services early",
                nl: "een consument kan een overeenkomst over diensten nooit, of niet altijd, tussentijds beëindigen",
            },
            Bilingual {
                en: "let consumers end an agreement for services at any time, against costs and the delivered share",
                nl: "laat consumenten een overeenkomst over diensten altijd beëindigen, tegen de kosten en het geleverde deel",
            },
        ),
        Rule::Price3m => (
            Severity::Critical,
            Bilingual {
                en: "the price can rise within three months of the conclusion without a right to end the agreement",
                nl: "de prijs kan binnen drie maanden na het sluiten omhoog zonder recht om te stoppen",
            },
            Bilingual {
                en: "allow no increase in the first three months, or let the customer dissolve the agreement",
                nl: "verhoog de eerste drie maanden niet, of laat de klant de overeenkomst ontbinden",
            },
        ),
        Rule::PriceNoexit => (
            Severity::Medium,
            Bilingual {
                en: "the price can rise later on without a right to end the agreement",
                nl: "de prijs kan later omhoog zonder recht om te stoppen",
            },
            Bilingual {
                en: "let the customer dissolve the agreement when the price rises",
                nl: "laat de klant de overeenkomst ontbinden als de prijs stijgt",
            },
        ),
        Rule::PriceExvat => (
            Severity::High,
            Bilingual {
                en: "prices for consumers are stated without value-added tax",
                nl: "prijzen voor consumenten zijn zonder btw vermeld",
            },
            Bilingual {
                en: "state prices for consumers including value-added tax",
                nl: "vermeld prijzen voor consumenten inclusief btw",
            },
        ),
        Rule::Bik14d => (
            Severity::High,
            Bilingual {
                en: "a consumer owes collection costs without a notice that gives fourteen days, or above the scale",
                nl: "een consument is incassokosten verschuldigd zonder aanmaning met veertien dagen, of boven de staffel",
            },
            Bilingual {
                en: "ask collection costs from consumers only after a notice that names them and gives fourteen days",
                nl: "vraag een consument pas incassokosten na een aanmaning die ze noemt en veertien dagen geeft",
            },
        ),
        Rule::IntContract => (
            Severity::High,
            Bilingual {
                en: "consumers owe a contractual interest above the statutory rate",
                nl: "consumenten zijn een contractuele rente boven de wettelijke verschuldigd",
            },
            Bilingual {
                en: "ask consumers for no more than the statutory interest",
                nl: "vraag consumenten niet meer dan de wettelijke rente",
            },
        ),
        Rule::LiabCap => (
            Severity::High,
            Bilingual {
                en: "liability to consumers is excluded or capped",
                nl: "aansprakelijkheid tegenover consumenten is uitgesloten of begrensd",
            },
            Bilingual {
                en: "leave consumers' claims without an exclusion or a cap",
                nl: "laat vorderingen van consumenten zonder uitsluiting of grens",
            },
        ),
        Rule::CapConflict => (
            Severity::Medium,
            Bilingual { en: "two caps apply to one kind of damage", nl: "voor één soort schade gelden twee grenzen" },
            Bilingual { en: "state one cap for each kind of damage", nl: "noem één grens voor elke soort schade" },
        ),
        Rule::Penalty => (
            Severity::High,
            Bilingual {
                en: "consumers owe a fixed penalty, which a judge may moderate",
                nl: "consumenten zijn een vaste boete verschuldigd, die de rechter kan matigen",
            },
            Bilingual {
                en: "leave the penalty out for consumers, or tie it to the damage done",
                nl: "schrap de boete voor consumenten, of koppel die aan de schade",
            },
        ),
        Rule::ComplaintShort => (
            Severity::High,
            Bilingual {
                en: "a consumer who complains after a period shorter than two months loses rights",
                nl: "een consument die na een termijn korter dan twee maanden klaagt, verliest rechten",
            },
            Bilingual {
                en: "give consumers at least two months from discovery",
                nl: "geef consumenten ten minste twee maanden vanaf de ontdekking",
            },
        ),
        Rule::LimitationShort => (
            Severity::Critical,
            Bilingual { en: "claims lapse in less than one year", nl: "vorderingen vervallen in minder dan een jaar" },
            Bilingual {
                en: "let claims of consumers lapse after one year at the earliest",
                nl: "laat vorderingen van consumenten op zijn vroegst na een jaar vervallen",
            },
        ),
        Rule::TermsUnilateral => (
            Severity::Medium,
            Bilingual {
                en: "the provider changes the terms alone, or takes silence for consent",
                nl: "de aanbieder wijzigt de voorwaarden alleen, of neemt zwijgen als instemming",
            },
            Bilingual {
                en: "ask for consent, or state the valid reasons for a change and let the customer leave",
                nl: "vraag instemming, of noem de geldige redenen en laat de klant vertrekken",
            },
        ),
        Rule::ChangeNoexit => (
            Severity::High,
            Bilingual {
                en: "the provider changes what it performs, and a consumer can neither reject that nor leave",
                nl: "de aanbieder wijzigt wat hij levert, en een consument kan dat niet weigeren en niet stoppen",
            },
            Bilingual {
                en: "let consumers reject a changed performance or dissolve the agreement",
                nl: "laat een consument een gewijzigde prestatie weigeren of de overeenkomst ontbinden",
            },
        ),
        Rule::DeemedLater => (
            Severity::High,
            Bilingual {
                en: "a consumer's notice counts as given later than it was, and so costs more",
                nl: "een bericht van een consument telt later dan het kwam, en kost daardoor meer",
            },
            Bilingual {
                en: "let a notice count at the moment of its receipt",
                nl: "laat een bericht tellen op het moment van ontvangst",
            },
        ),
        Rule::SelfRelease => (
            Severity::High,
            Bilingual {
                en: "the provider may end the agreement on easier terms than the customer",
                nl: "de aanbieder kan makkelijker van de overeenkomst af dan de klant",
            },
            Bilingual {
                en: "give the customer the same right to end the agreement",
                nl: "geef de klant hetzelfde recht om te stoppen",
            },
        ),
    }
}
