//! The words of the vocabulary in both languages, side by side.

use super::{dates, numbers};
use crate::decision::{Combination, Instalment, ReadingRule};
use crate::facts::table::{Fact, FactKind};
use crate::money::{Currency, Locale};
use crate::policy::Policy;
use crate::policy::building_blocks::{Base, Condition, Share, StatedAmount};
use crate::policy::counts::BuiltInCount;
use crate::policy::declared::{Ask, DeclaredTest};
use crate::policy::people::PartBound;
use crate::vocabulary::{ChargeKind, DeadlineKind, PriceBasis, Question, Verdict};
use std::borrow::Cow;

/// The verdict in a word or two.
pub fn verdict(verdict: Verdict, locale: Locale) -> &'static str {
    let (en, nl) = match verdict {
        Verdict::Permitted => ("permitted", "toegestaan"),
        Verdict::Refused => ("refused", "geweigerd"),
        Verdict::Discretionary => ("discretionary", "ter beoordeling"),
        Verdict::Unregulated => ("not regulated", "niet geregeld"),
    };
    locale.pick(en, nl)
}

/// The verdict of a decision: what no clause answers is not said to be unregulated where the policy leaves articles on the
/// question out.
pub fn outcome(verdict: Verdict, leaves_out: bool, locale: Locale) -> &'static str {
    match verdict {
        Verdict::Unregulated if leaves_out => locale.pick("not encoded", "niet opgenomen"),
        _ => self::verdict(verdict, locale),
    }
}

/// What a version is called where it has a day from which it is in force, and where its text states none.
pub fn version(policy: &Policy, locale: Locale) -> String {
    match policy.effective_from {
        Some(_) => format!("{} {}", locale.pick("version", "versie"), policy.version),
        None => undated(locale).to_owned(),
    }
}

/// Of a text that states no day.
pub fn undated(locale: Locale) -> &'static str {
    locale.pick("text without a date", "tekst zonder datum")
}

/// What is charged.
pub fn charge(kind: ChargeKind, locale: Locale) -> &'static str {
    let (en, nl) = match kind {
        ChargeKind::CancellationFee => ("cancellation fee", "annuleringskosten"),
        ChargeKind::AdministrationFee => ("administration costs", "administratiekosten"),
        ChargeKind::RetainedPrice => ("price that stays due", "prijs die verschuldigd blijft"),
        ChargeKind::ReschedulingFee => ("fee for another date", "kosten van een andere datum"),
        ChargeKind::SessionForfeited => ("session that counts as given", "sessie die als gegeven telt"),
        ChargeKind::ProRata => ("what was delivered", "wat is geleverd"),
        ChargeKind::CostsIncurred => ("costs incurred", "gemaakte kosten"),
        ChargeKind::ChangeCosts => ("change costs", "wijzigingskosten"),
        ChargeKind::Devaluation => ("loss of value of the goods", "waardevermindering van de zaken"),
        ChargeKind::Penalty => ("penalty", "boete"),
        ChargeKind::Indemnity => ("compensation", "vergoeding"),
        ChargeKind::Compensation => ("compensation by the provider", "vergoeding door de aanbieder"),
        ChargeKind::ServiceCredit => ("credit from the provider", "tegoed van de aanbieder"),
    };
    locale.pick(en, nl)
}

/// What a deadline is for, such that a date can follow.
pub fn deadline(kind: DeadlineKind, locale: Locale) -> &'static str {
    let (en, nl) = match kind {
        DeadlineKind::Withdrawal => ("last day to withdraw", "laatste dag van de bedenktijd"),
        DeadlineKind::Refund => ("refund due by", "terugbetaling uiterlijk"),
        DeadlineKind::Substitution => ("last day to name a substitute", "laatste dag om een vervanger te melden"),
        DeadlineKind::ChangeRequest => ("last day to ask for a change", "laatste dag om een wijziging te vragen"),
        DeadlineKind::FreeCancellation => ("last day to cancel for free", "laatste dag om kosteloos te annuleren"),
        DeadlineKind::FreeRescheduling => {
            ("last moment to move the date for free", "laatste moment om kosteloos te verplaatsen")
        }
        DeadlineKind::ReschedulingByConsent => {
            ("last moment to move the date with consent", "laatste moment om met instemming te verplaatsen")
        }
        DeadlineKind::Complaint => ("last moment to complain", "laatste moment om te klagen"),
        DeadlineKind::ComplaintResponse => ("answer to the complaint due by", "antwoord op de klacht uiterlijk"),
        DeadlineKind::DamageReport => ("last day to report the damage", "laatste dag om de schade te melden"),
        DeadlineKind::Notice => ("last day to give notice", "laatste dag om op te zeggen"),
        DeadlineKind::ContractEnd => ("the agreement ends on", "de overeenkomst eindigt op"),
        DeadlineKind::TerminationAllowedFrom => ("ending the agreement allowed from", "beëindigen mag vanaf"),
        DeadlineKind::ProviderNotice => ("notice by the provider due by", "bericht van de aanbieder uiterlijk"),
        DeadlineKind::AlternativeOffer => ("alternative offer due by", "alternatief aanbod uiterlijk"),
        DeadlineKind::CustomerResponse => ("answer by the customer due by", "antwoord van de klant uiterlijk"),
        DeadlineKind::ProviderTermination => {
            ("last day for the provider to end the agreement", "laatste dag waarop de aanbieder mag beëindigen")
        }
        DeadlineKind::OfferExpires => ("the offer lapses after", "het aanbod vervalt na"),
        DeadlineKind::OfferRevocation => {
            ("last moment to revoke the offer", "laatste moment om het aanbod in te trekken")
        }
        DeadlineKind::TermsAcceptance => {
            ("changed terms count as accepted after", "gewijzigde voorwaarden gelden als aanvaard na")
        }
        DeadlineKind::Limitation => ("claims lapse after", "vorderingen vervallen na"),
        DeadlineKind::DataBreachNotice => ("the data breach must be reported by", "het datalek uiterlijk gemeld op"),
        DeadlineKind::GoodsReturn => ("the goods must be back by", "de zaken uiterlijk terug op"),
        DeadlineKind::Payment => ("payment due by", "betalen uiterlijk op"),
        DeadlineKind::Delivery => ("delivery due by", "levering uiterlijk op"),
    };
    locale.pick(en, nl)
}

/// When an instalment is asked and due: `invoiced 12 May 2026, due 20 May 2026`.
pub(super) fn payable(instalment: &Instalment, locale: Locale) -> String {
    let Instalment { number: _, amount: _, invoice_on, at_the_latest, due_on } = instalment;
    let asked = match at_the_latest {
        false => locale.pick("invoiced", "factuur"),
        true => locale.pick("asked by", "gevraagd uiterlijk"),
    };
    let asked = format!("{asked} {}", dates::date(*invoice_on, locale));
    match due_on {
        Some(day) => format!("{asked}, {} {}", locale.pick("due", "te betalen uiterlijk"), dates::date(*day, locale)),
        None => asked,
    }
}

/// The base of a sum, to stand after the amount; nothing for the price, which goes without saying.
pub(super) fn base(base: Base, locale: Locale) -> Cow<'static, str> {
    let (en, nl) = match base {
        Base::Stated(StatedAmount::Declared(id)) => return Cow::Owned(format!(" `{id}`")),
        Base::Price => ("", ""),
        Base::Paid => (" paid", " aan betalingen"),
        Base::Stated(StatedAmount::ChangeCostsInOffer) => (" change costs", " aan wijzigingskosten"),
        Base::Stated(StatedAmount::CostsIncurred) => (" costs made", " aan gemaakte kosten"),
        Base::Stated(StatedAmount::GoodsDevaluation) => (" loss of value", " waardevermindering"),
        Base::Stated(StatedAmount::MonthlySalary) => (" monthly salary", " maandsalaris"),
    };
    Cow::Borrowed(locale.pick(en, nl))
}

/// Where a stated amount is stated.
pub(super) fn stated(amount: StatedAmount, locale: Locale) -> Cow<'static, str> {
    let (en, nl) = match amount {
        StatedAmount::Declared(id) => return Cow::Owned(format!("`{id}`")),
        StatedAmount::ChangeCostsInOffer => {
            ("change costs as the offer states them", "wijzigingskosten volgens het aanbod")
        }
        StatedAmount::CostsIncurred => ("costs made for the performance", "kosten gemaakt voor de uitvoering"),
        StatedAmount::GoodsDevaluation => {
            ("loss of value of the returned goods", "waardevermindering van de teruggezonden zaken")
        }
        StatedAmount::MonthlySalary => ("a month's salary", "een maandsalaris"),
    };
    Cow::Borrowed(locale.pick(en, nl))
}

/// Into what a share divides something.
pub(super) fn parts(share: Share, locale: Locale) -> &'static str {
    let (en, nl) = match share {
        Share::OneSession => ("sessions", "sessies"),
        Share::OneMonth => ("months", "maanden"),
        Share::OneUnit | Share::Delivered | Share::Undelivered | Share::AllButUndelivered => ("units", "eenheden"),
        Share::Remaining | Share::Cancelled => ("people", "personen"),
    };
    locale.pick(en, nl)
}

/// Which of several amounts is taken, such that they can follow.
pub(super) fn choice(how: Combination, locale: Locale) -> &'static str {
    let (en, nl) = match how {
        Combination::Sum => ("the sum of", "de som van"),
        Combination::Greatest => ("the highest of", "het hoogste van"),
        Combination::Least => ("the lowest of", "het laagste van"),
    };
    locale.pick(en, nl)
}

/// Whether prices include value-added tax.
pub fn price_basis(basis: PriceBasis, locale: Locale) -> &'static str {
    let (en, nl) = match basis {
        PriceBasis::ExcludingVat => ("excluding VAT", "exclusief btw"),
        PriceBasis::IncludingVat => ("including VAT", "inclusief btw"),
    };
    locale.pick(en, nl)
}

/// What this is and is not.
pub(crate) fn no_advice(locale: Locale) -> &'static str {
    locale.pick(
        "A reading of public texts by software, not legal advice.",
        "Een lezing van openbare teksten door software, geen juridisch advies.",
    )
}

/// What a staircase shows.
pub(crate) fn cost_of(question: Question, locale: Locale) -> &'static str {
    let (en, nl) = match question {
        Question::Cancellation => ("what cancelling costs", "wat annuleren kost"),
        Question::NoShow => ("what staying away costs", "wat wegblijven kost"),
        Question::Withdrawal => ("what withdrawing costs", "wat herroepen in de bedenktijd kost"),
        Question::Rescheduling => ("what another date costs", "wat een andere datum kost"),
        Question::Substitution => ("what sending somebody else costs", "wat een vervanger sturen kost"),
        Question::BookingChange => ("what a change costs", "wat een wijziging kost"),
        Question::ProviderCancellation => ("when the provider cancels", "als de aanbieder annuleert"),
        Question::ProviderChange => ("when the provider changes something", "als de aanbieder iets wijzigt"),
        Question::PaymentReview => ("what paying late costs", "wat te laat betalen kost"),
        Question::PaymentPlan => ("the instalments", "de termijnen"),
        Question::PaymentAllocation => ("what a payment pays off", "wat een betaling aflost"),
        Question::Termination => ("what ending the agreement costs", "wat beëindigen kost"),
        Question::PriceIncrease => ("when the price goes up", "als de prijs stijgt"),
        Question::TermsChange => ("when the terms change", "als de voorwaarden wijzigen"),
        Question::Complaint => ("complaining", "klagen"),
        Question::DamageClaim => ("claiming damages", "schade verhalen"),
        Question::Breach => ("what a breach costs", "wat een overtreding kost"),
        Question::ForceMajeure => ("force majeure", "overmacht"),
        Question::Offer => ("the offer", "het aanbod"),
        Question::DataBreach => ("a data breach", "een datalek"),
    };
    locale.pick(en, nl)
}

/// What the customer does, where the question is one that the customer may ask.
pub fn option(question: Question, locale: Locale) -> &'static str {
    let (en, nl) = match question {
        Question::Withdrawal => ("withdraw from the contract", "de bedenktijd gebruiken"),
        Question::Cancellation => ("cancel", "annuleren"),
        Question::Termination => ("end by notice", "opzeggen"),
        Question::Rescheduling => ("move to another date", "verplaatsen"),
        Question::Substitution => ("send somebody else", "iemand anders sturen"),
        other => return cost_of(other, locale),
    };
    locale.pick(en, nl)
}

/// A rule of reading in one line.
pub(super) fn rule(rule: ReadingRule, locale: Locale) -> &'static str {
    let (en, nl) = match rule {
        ReadingRule::R1 => (
            "Where the terms say different things about one case, what is better for the customer applies.",
            "Zeggen de voorwaarden verschillende dingen over één geval, dan geldt wat beter is voor de klant.",
        ),
        ReadingRule::R4 => (
            "What no clause addresses gets no answer; nothing is guessed.",
            "Waarover geen bepaling gaat, daarop volgt geen antwoord; er wordt niets geraden.",
        ),
        ReadingRule::R5 => (
            "The charges of one decision never exceed the agreed price in total, apart from what the terms put on top of it.",
            "De kosten van één beslissing zijn samen nooit hoger dan de prijs, afgezien van wat de voorwaarden er bovenop vragen.",
        ),
        ReadingRule::R6 => (
            "What was paid is set off against what is charged.",
            "Wat is betaald, wordt verrekend met wat in rekening komt.",
        ),
    };
    locale.pick(en, nl)
}

/// A word of a choice, as a person reads it.
pub(super) fn chosen(fact: Fact, word: &str, locale: Locale) -> &'static str {
    match fact.kind {
        FactKind::Choice(choice) => {
            let known = choice.words.iter().find(|(name, _)| *name == word);
            known.map_or("", |(_, text)| text.get(locale))
        }
        _ => "",
    }
}

/// A fact that is so, or that is not.
pub(super) fn fact(condition: Condition, holds: bool, currency: Currency, locale: Locale) -> Cow<'static, str> {
    if let Condition::Declared(test) = condition {
        return Cow::Owned(declared(&test, holds, currency, locale));
    }
    let (yes, no) = match locale {
        Locale::En => fact_en(condition),
        Locale::Nl => fact_nl(condition),
    };
    Cow::Borrowed(if holds { yes } else { no })
}

/// What a fact that the policy declares says.
fn declared(test: &DeclaredTest, holds: bool, currency: Currency, locale: Locale) -> String {
    let (is, is_not) = (locale.pick("is", "is"), locale.pick("is not", "is niet"));
    match test.ask {
        Ask::Word { word, .. } | Ask::Product { id: word, .. } => {
            format!("`{}` {} `{word}`", test.fact, if holds { is } else { is_not })
        }
        Ask::So if holds => format!("`{}`: {}", test.fact, locale.pick("yes", "ja")),
        Ask::So => format!("`{}`: {}", test.fact, locale.pick("no", "nee")),
        Ask::AtLeast(bound) => {
            let counted = match BuiltInCount::with_id(test.fact) {
                Some(count) => Cow::Borrowed(built_in_count(count, locale)),
                None => Cow::Owned(format!("`{}`", test.fact)),
            };
            match holds {
                true => format!("{counted}: {bound} {}", locale.pick("or more", "of meer")),
                false => format!("{counted}: {} {bound}", locale.pick("less than", "minder dan")),
            }
        }
        Ask::Costs(bound) => {
            let (price, bound) = (locale.pick("the price is", "de prijs is"), currency.written(bound, locale));
            match holds {
                true => format!("{price} {bound} {}", locale.pick("or more", "of meer")),
                false => format!("{price} {} {bound}", locale.pick("less than", "minder dan")),
            }
        }
        Ask::Delivered(PartBound { percent, inclusive }) => {
            let of = locale.pick("delivered of what was agreed:", "geleverd van wat is afgesproken:");
            let percent = numbers::percent(percent, locale);
            match (holds, inclusive) {
                (true, true) => format!("{of} {percent} {}", locale.pick("or more", "of meer")),
                (true, false) => format!("{of} {} {percent}", locale.pick("more than", "meer dan")),
                (false, true) => format!("{of} {} {percent}", locale.pick("less than", "minder dan")),
                (false, false) => format!("{of} {percent} {}", locale.pick("or less", "of minder")),
            }
        }
    }
}

/// What a count counts.
fn built_in_count(count: BuiltInCount, locale: Locale) -> &'static str {
    let (en, nl) = match count {
        BuiltInCount::Participants => ("people", "personen"),
        BuiltInCount::Sessions => ("agreed sessions", "afgesproken sessies"),
        BuiltInCount::Services => ("agreed services", "afgesproken diensten"),
        BuiltInCount::Delivered => ("delivered units", "geleverde eenheden"),
        BuiltInCount::Agreed => ("agreed units", "afgesproken eenheden"),
        BuiltInCount::Months => ("months of the contract period", "maanden van de contractperiode"),
        BuiltInCount::Cancelled => ("people who no longer come", "personen die niet meer komen"),
    };
    locale.pick(en, nl)
}

fn fact_en(condition: Condition) -> (&'static str, &'static str) {
    match condition {
        Condition::PaysInInstalments => ("instalments were agreed", "no instalments were agreed"),
        Condition::Begun => ("performance has begun", "performance has not begun"),
        Condition::Started => ("the agreed start has come", "the agreed start has not come"),
        Condition::FullyPerformed => ("everything was performed", "not everything was performed"),
        Condition::ExpressRequest => {
            ("the customer expressly asked to start", "the customer did not expressly ask to start")
        }
        Condition::Acknowledged => (
            "the customer acknowledged the loss of the right",
            "the customer did not acknowledge the loss of the right",
        ),
        Condition::MadeToOrder => ("made to the customer's specification", "not made to the customer's specification"),
        Condition::AlternativeDateOffered => ("another date was offered", "no other date was offered"),
        Condition::SubstituteQualifies => {
            ("the substitute meets the requirements", "the substitute does not meet the requirements")
        }
        Condition::ReplacementOffered => ("a replacement was offered", "no replacement was offered"),
        Condition::CanAttendReplacement => {
            ("the customer can attend the replacement", "the customer cannot attend the replacement")
        }
        Condition::ByProvider => ("the provider ends the agreement", "the provider does not end the agreement"),
        Condition::ByCustomer => ("the customer ends the agreement", "the customer does not end the agreement"),
        Condition::ForCause => ("it ends for cause", "it does not end for cause"),
        Condition::NonPayment => ("it ends for non-payment", "it does not end for non-payment"),
        Condition::ProviderForCause => {
            ("the provider ends the agreement for cause", "the provider does not end the agreement for cause")
        }
        Condition::CauseCustomer => ("the cause lies with the customer", "the cause does not lie with the customer"),
        Condition::CauseProvider => ("the cause lies with the provider", "the cause does not lie with the provider"),
        Condition::CauseNeither => ("the cause lies with neither party", "the cause lies with one of the parties"),
        Condition::Indexation => ("the increase is an indexation", "the increase is not an indexation"),
        Condition::LegalObligation => {
            ("the law obliges the provider to it", "the law does not oblige the provider to it")
        }
        Condition::Essential => ("an essential point changes", "no essential point changes"),
        Condition::LocationOnly => ("only the place changes", "not only the place changes"),
        Condition::VisibleOnDelivery => {
            ("the defect was visible on delivery", "the defect was not visible on delivery")
        }
        Condition::AboutConclusion => (
            "the complaint is about how the agreement was concluded",
            "the complaint is not about how the agreement was concluded",
        ),
        Condition::AboutInvoice => ("the complaint is about an invoice", "the complaint is not about an invoice"),
        Condition::Accepted => ("the offer was accepted", "the offer was not accepted"),
        Condition::Insured => ("the provider is insured", "the provider is not insured"),
        Condition::InsurancePays => ("the insurer pays out", "the insurer pays nothing out"),
        Condition::Subscription => ("the agreement runs on", "the agreement does not run on"),
        Condition::IntellectualProperty => {
            ("intellectual property was infringed", "no intellectual property was infringed")
        }
        Condition::MoralRights => ("moral rights were infringed", "no moral rights were infringed"),
        Condition::Confidentiality => ("confidentiality was breached", "confidentiality was not breached"),
        Condition::NonSolicitation => ("staff was hired", "no staff was hired"),
        Condition::Declared(_) => ("so", "not so"),
    }
}

fn fact_nl(condition: Condition) -> (&'static str, &'static str) {
    match condition {
        Condition::PaysInInstalments => ("er zijn termijnen afgesproken", "er zijn geen termijnen afgesproken"),
        Condition::Begun => ("de uitvoering is begonnen", "de uitvoering is niet begonnen"),
        Condition::Started => ("de afgesproken start is geweest", "de afgesproken start is nog niet geweest"),
        Condition::FullyPerformed => ("alles is uitgevoerd", "niet alles is uitgevoerd"),
        Condition::ExpressRequest => {
            ("de klant vroeg uitdrukkelijk om te beginnen", "de klant vroeg niet uitdrukkelijk om te beginnen")
        }
        Condition::Acknowledged => {
            ("de klant erkende dat het recht vervalt", "de klant erkende niet dat het recht vervalt")
        }
        Condition::MadeToOrder => ("naar de wensen van de klant gemaakt", "niet naar de wensen van de klant gemaakt"),
        Condition::AlternativeDateOffered => ("er is een andere datum geboden", "er is geen andere datum geboden"),
        Condition::SubstituteQualifies => {
            ("de vervanger voldoet aan de eisen", "de vervanger voldoet niet aan de eisen")
        }
        Condition::ReplacementOffered => ("er is vervanging aangeboden", "er is geen vervanging aangeboden"),
        Condition::CanAttendReplacement => {
            ("de klant kan bij de vervanging zijn", "de klant kan niet bij de vervanging zijn")
        }
        Condition::ByProvider => {
            ("de aanbieder beëindigt de overeenkomst", "de aanbieder beëindigt de overeenkomst niet")
        }
        Condition::ByCustomer => ("de klant beëindigt de overeenkomst", "de klant beëindigt de overeenkomst niet"),
        Condition::ForCause => ("er is een grond voor beëindiging", "er is geen grond voor beëindiging"),
        Condition::NonPayment => ("de grond is niet betalen", "de grond is niet dat betaling uitbleef"),
        Condition::ProviderForCause => (
            "de aanbieder beëindigt de overeenkomst op een grond",
            "de aanbieder beëindigt de overeenkomst niet op een grond",
        ),
        Condition::CauseCustomer => ("de oorzaak ligt bij de klant", "de oorzaak ligt niet bij de klant"),
        Condition::CauseProvider => ("de oorzaak ligt bij de aanbieder", "de oorzaak ligt niet bij de aanbieder"),
        Condition::CauseNeither => ("de oorzaak ligt bij geen van beiden", "de oorzaak ligt bij een van de partijen"),
        Condition::Indexation => ("de verhoging is een indexering", "de verhoging is geen indexering"),
        Condition::LegalObligation => {
            ("de wet verplicht de aanbieder ertoe", "de wet verplicht de aanbieder er niet toe")
        }
        Condition::Essential => ("een wezenlijk punt verandert", "geen wezenlijk punt verandert"),
        Condition::LocationOnly => ("alleen de plaats verandert", "niet alleen de plaats verandert"),
        Condition::VisibleOnDelivery => {
            ("het gebrek was bij levering zichtbaar", "het gebrek was bij levering niet zichtbaar")
        }
        Condition::AboutConclusion => (
            "de klacht gaat over het sluiten van de overeenkomst",
            "de klacht gaat niet over het sluiten van de overeenkomst",
        ),
        Condition::AboutInvoice => ("de klacht gaat over een factuur", "de klacht gaat niet over een factuur"),
        Condition::Accepted => ("het aanbod is aanvaard", "het aanbod is niet aanvaard"),
        Condition::Insured => ("de aanbieder is verzekerd", "de aanbieder is niet verzekerd"),
        Condition::InsurancePays => ("de verzekeraar keert uit", "de verzekeraar keert niets uit"),
        Condition::Subscription => ("de overeenkomst loopt door", "de overeenkomst loopt niet door"),
        Condition::IntellectualProperty => {
            ("er is inbreuk op intellectuele eigendom", "er is geen inbreuk op intellectuele eigendom")
        }
        Condition::MoralRights => {
            ("er is inbreuk op persoonlijkheidsrechten", "er is geen inbreuk op persoonlijkheidsrechten")
        }
        Condition::Confidentiality => ("de geheimhouding is geschonden", "de geheimhouding is niet geschonden"),
        Condition::NonSolicitation => ("er is personeel in dienst genomen", "er is geen personeel in dienst genomen"),
        Condition::Declared(_) => ("zo", "niet zo"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_missing_or_said_in_one_language_only() {
        for locale in [Locale::En, Locale::Nl] {
            for &kind in ChargeKind::ALL {
                assert!(!charge(kind, locale).is_empty());
            }
            for &condition in Condition::ALL {
                let said = |holds| fact(condition, holds, Currency::EUR, locale);
                assert_ne!(said(true), said(false));
            }
        }
        for &kind in DeadlineKind::ALL {
            assert_ne!(deadline(kind, Locale::En), deadline(kind, Locale::Nl));
        }
        for &question in Question::ALL {
            assert_ne!(cost_of(question, Locale::En), cost_of(question, Locale::Nl));
        }
    }
}
