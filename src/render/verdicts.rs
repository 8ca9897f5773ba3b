//! The answer in a sentence. Nobody is permitted to breach, to stay away or to leak data: each question has its own words.

use super::words;
use crate::decision::{Calculation, Deadline, Decision, Step};
use crate::money::Locale;
use crate::vocabulary::{DeadlineKind, DecidedBy, Question, Verdict};

/// Whose act the question is about, or what it is about where it is nobody's right.
enum Kind {
    /// Something that the customer asks for or declares.
    Customer,
    /// Something that the provider does.
    Provider,
    /// Something that happened: the terms attach consequences to it.
    Event,
    /// What the terms set out, whoever acts.
    Account,
    /// A claim that must be in time.
    Claim,
}

fn kind(question: Question) -> Kind {
    match question {
        Question::Cancellation
        | Question::Withdrawal
        | Question::Rescheduling
        | Question::Substitution
        | Question::BookingChange
        | Question::Termination
        | Question::ForceMajeure
        | Question::Offer => Kind::Customer,
        Question::ProviderCancellation | Question::ProviderChange | Question::PriceIncrease | Question::TermsChange => {
            Kind::Provider
        }
        Question::NoShow | Question::Breach | Question::DataBreach => Kind::Event,
        Question::PaymentReview | Question::PaymentPlan | Question::PaymentAllocation => Kind::Account,
        Question::Complaint | Question::DamageClaim => Kind::Claim,
    }
}

/// The answer of a decision in a sentence.
pub(super) fn answer(question: Question, decision: &Decision, locale: Locale) -> &'static str {
    match decision.verdict {
        Verdict::Unregulated if decision.leaves_out() => not_encoded(locale),
        verdict if is_revocable(decision) => of_revoking(verdict, locale),
        Verdict::Refused => {
            let (en, nl) = refused_because(question, refusal(question, decision));
            locale.pick(en, nl)
        }
        verdict => sentence(question, verdict, decision.decided_by, locale),
    }
}

/// Whether the question is until when the provider may take back an offer, and not whether it holds.
pub(super) fn is_revocable(decision: &Decision) -> bool {
    decision.deadlines.iter().any(|deadline| deadline.kind == DeadlineKind::OfferRevocation)
}

/// Whether the provider may take back an offer, in a sentence.
pub(crate) fn of_revoking(verdict: Verdict, locale: Locale) -> &'static str {
    match verdict {
        Verdict::Refused => locale.pick(
            "The offer holds: the provider may no longer revoke it.",
            "Het aanbod geldt: de aanbieder mag het niet meer intrekken.",
        ),
        _ => locale.pick("The provider may still revoke the offer.", "De aanbieder mag het aanbod nog intrekken."),
    }
}

/// The verdict in a word or two, where something changes at a moment.
pub(crate) fn word(question: Question, verdict: Verdict, revocable: bool, locale: Locale) -> &'static str {
    let (en, nl) = match (question, verdict) {
        (Question::Offer, Verdict::Permitted) if revocable => ("revocable", "in te trekken"),
        (Question::Offer, Verdict::Refused) if revocable => ("no longer revocable", "niet meer in te trekken"),
        (Question::Offer, Verdict::Permitted) => ("holds", "geldt"),
        (Question::Offer, Verdict::Refused) => ("no longer holds", "geldt niet meer"),
        (Question::Complaint | Question::DamageClaim, Verdict::Permitted) => ("in time", "op tijd"),
        (Question::Complaint | Question::DamageClaim, Verdict::Refused) => ("too late", "te laat"),
        _ => return words::verdict(verdict, locale),
    };
    locale.pick(en, nl)
}

/// Why something is refused, as far as the decision tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It comes too late.
    Late,
    /// It comes too early.
    Early,
    /// It would be refused at any time.
    Never,
    /// One of them.
    Unknown,
}

/// Why a decision refuses: its deadlines tell, and where it has none, whether its reasoning counts time at all.
pub(super) fn refusal(question: Question, decision: &Decision) -> Refusal {
    let kinds: &[DeadlineKind] = match question {
        Question::Withdrawal => &[DeadlineKind::Withdrawal],
        Question::Substitution => &[DeadlineKind::Substitution],
        Question::BookingChange => &[DeadlineKind::ChangeRequest],
        Question::Rescheduling => &[DeadlineKind::ReschedulingByConsent, DeadlineKind::FreeRescheduling],
        Question::Cancellation => &[DeadlineKind::FreeCancellation],
        Question::Termination => &[DeadlineKind::Notice],
        Question::DamageClaim if decision.liability.is_none() => return Refusal::Late,
        Question::DamageClaim => return Refusal::Never,
        Question::ForceMajeure if decision.deadlines.is_empty() => return Refusal::Never,
        Question::ForceMajeure => return Refusal::Early,
        _ => return Refusal::Unknown,
    };
    let own: Vec<&Deadline> = decision.deadlines.iter().filter(|deadline| kinds.contains(&deadline.kind)).collect();
    let is_over = |deadline: &Deadline| match (deadline.expires_at, decision.effective_at) {
        (Some(end), Some(at)) => end < at || (end == at && !deadline.inclusive),
        _ => false,
    };
    let counts = |step: &Step| matches!(step.calculation, Calculation::DaysBefore { .. } | Calculation::Hours { .. });
    match own.as_slice() {
        [] if decision.explanation.iter().any(counts) => Refusal::Unknown,
        [] => Refusal::Never,
        own if own.iter().all(|deadline| is_over(deadline)) => Refusal::Late,
        _ => Refusal::Never,
    }
}

fn refused_because(question: Question, refusal: Refusal) -> (&'static str, &'static str) {
    match (kind(question), refusal) {
        (Kind::Claim, Refusal::Never) => {
            ("The terms exclude liability for this.", "De voorwaarden sluiten aansprakelijkheid hiervoor uit.")
        }
        (Kind::Claim, Refusal::Late) => ("The damage was reported too late.", "De schade is te laat gemeld."),
        (Kind::Customer, Refusal::Early) => (
            "Refused: the agreement may not be ended for this yet.",
            "Geweigerd: de overeenkomst mag hierom nog niet worden beëindigd.",
        ),
        (Kind::Customer, Refusal::Never) if question == Question::ForceMajeure => (
            "Refused: the agreement may not be ended for this.",
            "Geweigerd: de overeenkomst mag hierom niet worden beëindigd.",
        ),
        (Kind::Customer, Refusal::Late) => ("Refused: this comes too late.", "Geweigerd: dit komt te laat."),
        (Kind::Customer, Refusal::Never) => ("Refused: this is not allowed.", "Geweigerd: dit mag niet."),
        _ => refused(question),
    }
}

/// That there is no answer, since the policy leaves articles on the question out: the terms may well have one.
pub(crate) fn not_encoded(locale: Locale) -> &'static str {
    locale.pick(
        "Not encoded: no clause answers this case, and the terms say more about the question than is encoded.",
        "Niet opgenomen: geen bepaling gaat over dit geval, en de voorwaarden zeggen meer over de vraag dan is opgenomen.",
    )
}

/// The verdict in a sentence.
pub fn sentence(question: Question, verdict: Verdict, decided_by: Option<DecidedBy>, locale: Locale) -> &'static str {
    let (en, nl) = match verdict {
        Verdict::Permitted => permitted(question),
        Verdict::Refused => refused(question),
        Verdict::Discretionary => match decided_by {
            Some(DecidedBy::Both) => (
                "With consent: both parties must agree to it.",
                "Met instemming: beide partijen moeten het ermee eens zijn.",
            ),
            _ => (
                "At the provider's discretion: the provider decides.",
                "Ter beoordeling van de aanbieder: die beslist.",
            ),
        },
        Verdict::Unregulated => (
            "Not regulated: the terms do not say anything about this case.",
            "Niet geregeld: de voorwaarden zeggen niets over dit geval.",
        ),
    };
    locale.pick(en, nl)
}

fn permitted(question: Question) -> (&'static str, &'static str) {
    match (kind(question), question) {
        (Kind::Event, Question::NoShow) => ("This follows from staying away.", "Dit volgt als de klant niet komt."),
        (Kind::Event, Question::DataBreach) => {
            ("This the provider owes after a data breach.", "Dit moet de aanbieder doen na een datalek.")
        }
        (Kind::Event, _) => ("This follows from the breach.", "Dit volgt op de overtreding."),
        (Kind::Account, _) => ("The terms answer this as follows.", "De voorwaarden geven dit antwoord."),
        (Kind::Claim, Question::Complaint) => ("The complaint can be made.", "De klacht kan worden ingediend."),
        (Kind::Claim, _) => (
            "The terms do not exclude liability for this.",
            "De voorwaarden sluiten aansprakelijkheid hiervoor niet uit.",
        ),
        (Kind::Provider, _) => ("Permitted: the provider may do this.", "Toegestaan: de aanbieder mag dit."),
        (Kind::Customer, Question::Offer) => ("The offer holds.", "Het aanbod geldt."),
        (Kind::Customer, _) => ("Permitted: this is allowed.", "Toegestaan: dit mag."),
    }
}

fn refused(question: Question) -> (&'static str, &'static str) {
    match (kind(question), question) {
        (Kind::Event, Question::NoShow) => (
            "Staying away gives no right to another date, and no separate charge.",
            "Wegblijven geeft geen recht op een andere datum, en kost niets apart.",
        ),
        (Kind::Claim, Question::Complaint) => ("The complaint comes too late.", "De klacht komt te laat."),
        (Kind::Claim, _) => (
            "The terms exclude liability for this, or the damage was reported too late.",
            "De voorwaarden sluiten aansprakelijkheid hiervoor uit, of de schade is te laat gemeld.",
        ),
        (Kind::Provider, _) => ("Refused: the provider may not do this.", "Geweigerd: de aanbieder mag dit niet."),
        (Kind::Customer, Question::Offer) => ("The offer no longer holds.", "Het aanbod geldt niet meer."),
        (Kind::Customer, Question::ForceMajeure) => (
            "Refused: the agreement may not be ended for this, or not yet.",
            "Geweigerd: de overeenkomst mag hierom niet worden beëindigd, of nog niet.",
        ),
        _ => ("Refused: this is not allowed, or comes too late.", "Geweigerd: dit mag niet, of het komt te laat."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_answered_in_both_languages() {
        for &question in Question::ALL {
            for &verdict in Verdict::ALL {
                let (en, nl) =
                    (sentence(question, verdict, None, Locale::En), sentence(question, verdict, None, Locale::Nl));
                assert!(en != nl && en.ends_with('.') && nl.ends_with('.'), "{question} {verdict}");
            }
        }
    }

    #[test]
    fn nobody_is_permitted_what_is_nobodys_right() {
        for question in [Question::Breach, Question::NoShow, Question::DataBreach] {
            let told = sentence(question, Verdict::Permitted, None, Locale::En);
            assert!(!told.contains("ermitted") && !told.contains("allowed"), "{told}");
        }
    }

    #[test]
    fn discretion_says_whose_it_is() {
        let told = |by| sentence(Question::Substitution, Verdict::Discretionary, Some(by), Locale::En);
        assert!(told(DecidedBy::Both).contains("both parties"));
        assert!(told(DecidedBy::Provider).contains("the provider decides"));
    }
}
