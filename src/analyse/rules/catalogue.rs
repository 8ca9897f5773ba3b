//! How serious each rule is, what it is about and what to change. What it rests on is the law's to say.

use super::{Rule, Severity, Text};

/// The severity, the explanation and the remedy of a rule.
pub(super) const fn texts(rule: Rule) -> (Severity, Text, Text) {
    match rule {
        Rule::WdMissing => (
            Severity::Critical,
            Text {
                nl: "de voorwaarden verkopen op afstand aan consumenten en zwijgen over het herroepingsrecht",
                en: "the terms sell to consumers at a distance and say nothing of the right to withdraw",
            },
            Text {
                nl: "noem het herroepingsrecht, de veertien dagen en hoe een consument het gebruikt",
                en: "state the right to withdraw, its fourteen days and how to use it",
            },
        ),
        Rule::WdDaycount => (
            Severity::High,
            Text {
                nl: "de herroepingstermijn eindigt voor de laatste dag die de wet geeft",
                en: "the period to withdraw ends before the statutory last day",
            },
            Text {
                nl: "geef veertien dagen vanaf de dag na het sluiten, of na de ontvangst bij producten",
                en: "give fourteen days that begin on the day after the conclusion, or after receipt for goods",
            },
        ),
        Rule::WdWaiver => (
            Severity::Critical,
            Text {
                nl: "het herroepingsrecht vervalt in meer gevallen dan de wet toestaat",
                en: "the right to withdraw lapses in more cases than the law allows",
            },
            Text {
                nl: "laat het recht bij een dienst pas vervallen als die volledig is verricht en bij digitale inhoud als de levering begint, telkens met instemming en erkenning",
                en: "let the right lapse for a service only when it is fully performed, for digital content when delivery begins, each with consent and acknowledgement",
            },
        ),
        Rule::WdExcluded => (
            Severity::Critical,
            Text {
                nl: "iets is van herroeping uitgesloten dat de wet niet uitsluit",
                en: "something is excluded from withdrawal that the law does not exclude",
            },
            Text {
                nl: "schrap de uitsluiting; de wet sluit producten op maat uit, geen diensten",
                en: "leave the exclusion out; the law excludes goods made to specification, not services",
            },
        ),
        Rule::WdRefund => (
            Severity::High,
            Text {
                nl: "na een herroeping komt het geld later dan veertien dagen terug, of niet helemaal",
                en: "after a withdrawal the refund comes later than fourteen days, or not in full",
            },
            Text {
                nl: "betaal terug binnen veertien dagen na de dag van de herroeping",
                en: "refund within fourteen days of the day of the declaration",
            },
        ),
        Rule::WdFunction => (
            Severity::High,
            Text {
                nl: "de voorwaarden noemen geen functie om te herroepen, die een website of app sinds 19 juni 2026 moet bieden",
                en: "the terms name no function for withdrawing, which a website or app must offer since 19 June 2026",
            },
            Text {
                nl: "bied een functie om te herroepen aan en noem die in de bepaling: `withdrawal_right.function = true`",
                en: "offer a function for withdrawing and name it in the clause: `withdrawal_right.function = true`",
            },
        ),
        Rule::WdMoreFavourable => (
            Severity::Information,
            Text {
                nl: "de voorwaarden geven meer dan de wet vraagt, en dat bindt de aanbieder",
                en: "the terms give more than the law asks, and that binds the provider",
            },
            Text {
                nl: "er hoeft niets te veranderen; weet dat de ruimere regel geldt",
                en: "nothing has to change; know that the longer period holds",
            },
        ),
        Rule::TierOverlap => (
            Severity::Medium,
            Text {
                nl: "een moment valt in twee staffels; twijfel is in het voordeel van de klant, dus de goedkoopste geldt",
                en: "an instant lies in two tiers; doubt favours the customer, so that the cheaper one applies",
            },
            Text {
                nl: "laat de ene staffel eindigen waar de volgende begint, zoals met `at_least` en `less_than`",
                en: "let one tier end where the next begins, as in `at_least` and `less_than`",
            },
        ),
        Rule::TierConflict => (
            Severity::High,
            Text {
                nl: "een algemene en een bijzondere bepaling zeggen iets anders over hetzelfde geval",
                en: "a general and a specific clause say different things of one case",
            },
            Text {
                nl: "schrap een van de twee, of bepaal welke moet wijken",
                en: "let one of the two go, or say which of them gives way",
            },
        ),
        Rule::TierMonotone => (
            Severity::High,
            Text {
                nl: "een later bericht kan goedkoper zijn dan een eerder bericht",
                en: "a later notice can be cheaper than an earlier one",
            },
            Text {
                nl: "laat de kosten naar de start toe alleen oplopen",
                en: "let the charges only rise towards the start",
            },
        ),
        Rule::FeeGtPrice => (
            Severity::Critical,
            Text {
                nl: "de kosten zijn volgens de tekst hoger dan de prijs, of komen erbovenop",
                en: "the charges as written come to more than the price, or on top of it",
            },
            Text {
                nl: "verlaag of schrap wat vast is; meer dan de prijs wordt toch nooit gerekend (R5)",
                en: "lower or leave out what is fixed; no more than the price is ever charged anyway (R5)",
            },
        ),
        Rule::TermFee => (
            Severity::High,
            Text {
                nl: "een consument die een dienst annuleert, betaalt meer dan de gemaakte kosten en het geleverde deel",
                en: "a consumer who cancels a service pays more than costs made and the delivered share",
            },
            Text {
                nl: "vraag het geleverde deel en de werkelijk gemaakte kosten",
                en: "charge the delivered share and the costs really made",
            },
        ),
        Rule::TermAccelerate => (
            Severity::High,
            Text {
                nl: "eindigt de aanbieder een dienst, dan betaalt de consument meer dan wat is geleverd",
                en: "when the provider ends a service, the consumer pays more than what was delivered",
            },
            Text {
                nl: "reken dan het geleverde deel en de gemaakte kosten",
                en: "charge the delivered share and the costs made then",
            },
        ),
        Rule::NoshowFee => (
            Severity::High,
            Text {
                nl: "een consument die niet komt, betaalt een bedrag dat los staat van de kosten",
                en: "a consumer who does not come pays a sum that has nothing to do with the costs",
            },
            Text {
                nl: "reken alleen de kosten die het wegblijven maakt",
                en: "charge only the costs that staying away makes",
            },
        ),
        Rule::SuspendPay => (
            Severity::High,
            Text {
                nl: "de toegang tot een abonnement wordt geschorst terwijl de betaling doorloopt",
                en: "access to a subscription is suspended while its payment runs on",
            },
            Text {
                nl: "laat de betaling voor de tijd zonder toegang vervallen, of schors niet",
                en: "let the payment for the time without access lapse, or do not suspend",
            },
        ),
        Rule::NoticeService => (
            Severity::High,
            Text {
                nl: "een consument die een dienst opzegt, zit aan een opzegtermijn vast",
                en: "a consumer who ends a service is bound by a period of notice",
            },
            Text {
                nl: "laat een consument een dienst op elk moment beëindigen",
                en: "let consumers end a service at any time",
            },
        ),
        Rule::PriceReason => (
            Severity::Medium,
            Text {
                nl: "de prijs kan omhoog zonder een reden die in de tekst staat",
                en: "the price can rise without a reason that the text names",
            },
            Text {
                nl: "noem de redenen voor een verhoging, zoals indexering: `when = [\"indexation\"]`",
                en: "name the reasons for an increase, such as indexation: `when = [\"indexation\"]`",
            },
        ),
        Rule::PriceNotice => (
            Severity::Medium,
            Text {
                nl: "de prijs kan meteen omhoog, zonder tijd om te stoppen",
                en: "the price can rise at once, without time to leave",
            },
            Text {
                nl: "kondig een verhoging aan, zoals met `announced_ahead = \"1 month\"`",
                en: "announce an increase ahead, as in `announced_ahead = \"1 month\"`",
            },
        ),
        Rule::NoticeLong => (
            Severity::Critical,
            Text {
                nl: "de opzegtermijn van een consument is langer dan een maand",
                en: "a consumer's period of notice is longer than one month",
            },
            Text {
                nl: "geef consumenten een opzegtermijn van hoogstens een maand",
                en: "give consumers a period of notice of at most one month",
            },
        ),
        Rule::RenewFixed => (
            Severity::Critical,
            Text {
                nl: "een overeenkomst met een consument wordt stilzwijgend voor een vaste periode verlengd",
                en: "a consumer's agreement is tacitly renewed for a fixed period",
            },
            Text {
                nl: "laat een consument na de eerste periode op elk moment met een maand opzeggen",
                en: "after the first period let a consumer leave at any time with a month's notice",
            },
        ),
        Rule::TermMandatory => (
            Severity::Critical,
            Text {
                nl: "een consument kan een overeenkomst over diensten nooit tussentijds beëindigen",
                en: "a consumer can never end an agreement for services early",
            },
            Text {
                nl: "laat consumenten een overeenkomst over diensten altijd beëindigen, tegen de kosten en het geleverde deel",
                en: "let consumers end an agreement for services at any time, against costs and the delivered share",
            },
        ),
        Rule::Price3m => (
            Severity::Critical,
            Text {
                nl: "de prijs kan binnen drie maanden na het sluiten omhoog zonder recht om te stoppen",
                en: "the price can rise within three months of the conclusion without a right to end the agreement",
            },
            Text {
                nl: "verhoog de eerste drie maanden niet, of laat de klant de overeenkomst ontbinden",
                en: "allow no increase in the first three months, or let the customer dissolve the agreement",
            },
        ),
        Rule::PriceNoexit => (
            Severity::Medium,
            Text {
                nl: "de prijs kan later omhoog zonder recht om te stoppen",
                en: "the price can rise later on without a right to end the agreement",
            },
            Text {
                nl: "laat de klant de overeenkomst ontbinden als de prijs stijgt",
                en: "let the customer dissolve the agreement when the price rises",
            },
        ),
        Rule::PriceExvat => (
            Severity::High,
            Text {
                nl: "prijzen voor consumenten zijn zonder btw vermeld",
                en: "prices for consumers are stated without value-added tax",
            },
            Text {
                nl: "vermeld prijzen voor consumenten inclusief btw",
                en: "state prices for consumers including value-added tax",
            },
        ),
        Rule::Bik14d => (
            Severity::High,
            Text {
                nl: "een consument is incassokosten verschuldigd zonder aanmaning met een termijn van veertien dagen",
                en: "a consumer owes collection costs without a notice that gives fourteen days",
            },
            Text {
                nl: "vraag een consument pas incassokosten na een aanmaning die ze noemt en veertien dagen geeft",
                en: "ask collection costs from consumers only after a notice that names them and gives fourteen days",
            },
        ),
        Rule::IntContract => (
            Severity::High,
            Text {
                nl: "consumenten zijn een contractuele rente boven de wettelijke verschuldigd",
                en: "consumers owe a contractual interest above the statutory rate",
            },
            Text {
                nl: "vraag consumenten niet meer dan de wettelijke rente",
                en: "ask consumers for no more than the statutory interest",
            },
        ),
        Rule::LiabCap => (
            Severity::High,
            Text {
                nl: "aansprakelijkheid tegenover consumenten is uitgesloten of begrensd",
                en: "liability to consumers is excluded or capped",
            },
            Text {
                nl: "laat vorderingen van consumenten zonder uitsluiting of grens",
                en: "leave consumers' claims without an exclusion or a cap",
            },
        ),
        Rule::CapConflict => (
            Severity::Medium,
            Text { nl: "voor één soort schade gelden twee grenzen", en: "two caps apply to one kind of damage" },
            Text { nl: "noem één grens voor elke soort schade", en: "state one cap for each kind of damage" },
        ),
        Rule::Penalty => (
            Severity::High,
            Text {
                nl: "consumenten zijn een vaste boete verschuldigd, die de rechter kan matigen",
                en: "consumers owe a fixed penalty, which a judge may moderate",
            },
            Text {
                nl: "schrap de boete voor consumenten, of koppel die aan de schade",
                en: "leave the penalty out for consumers, or tie it to the damage done",
            },
        ),
        Rule::ComplaintShort => (
            Severity::High,
            Text {
                nl: "een consument die na een termijn korter dan twee maanden klaagt, verliest rechten",
                en: "a consumer who complains after a period shorter than two months loses rights",
            },
            Text {
                nl: "geef consumenten ten minste twee maanden vanaf de ontdekking",
                en: "give consumers at least two months from discovery",
            },
        ),
        Rule::LimitationShort => (
            Severity::Critical,
            Text { nl: "vorderingen vervallen in minder dan een jaar", en: "claims lapse in less than one year" },
            Text {
                nl: "laat vorderingen van consumenten op zijn vroegst na een jaar vervallen",
                en: "let claims of consumers lapse after one year at the earliest",
            },
        ),
        Rule::TermsUnilateral => (
            Severity::Medium,
            Text {
                nl: "de aanbieder wijzigt de voorwaarden alleen, of neemt zwijgen als instemming",
                en: "the provider changes the terms alone, or takes silence for consent",
            },
            Text {
                nl: "vraag instemming, of noem de geldige redenen en laat de klant vertrekken",
                en: "ask for consent, or state the valid reasons for a change and let the customer leave",
            },
        ),
        Rule::ChangeNoexit => (
            Severity::High,
            Text {
                nl: "de aanbieder wijzigt wat hij levert, en een consument kan dat niet weigeren en niet stoppen",
                en: "the provider changes what it performs, and a consumer can neither reject that nor leave",
            },
            Text {
                nl: "laat een consument een gewijzigde prestatie weigeren of de overeenkomst ontbinden",
                en: "let consumers reject a changed performance or dissolve the agreement",
            },
        ),
        Rule::DeemedLater => (
            Severity::High,
            Text {
                nl: "een bericht van een consument telt later dan het kwam, en kost daardoor meer",
                en: "a consumer's notice counts as given later than it was, and so costs more",
            },
            Text {
                nl: "laat een bericht tellen op het moment van ontvangst",
                en: "let a notice count at the moment of its receipt",
            },
        ),
        Rule::SelfRelease => (
            Severity::High,
            Text {
                nl: "de aanbieder kan makkelijker van de overeenkomst af dan de klant",
                en: "the provider may end the agreement on easier terms than the customer",
            },
            Text {
                nl: "geef de klant hetzelfde recht om te stoppen",
                en: "give the customer the same right to end the agreement",
            },
        ),
    }
}
