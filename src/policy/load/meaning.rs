//! What each kind of fault means, in English and Dutch.
//!
//! The message of a fault names what the file says; these texts say what its code stands for.

use std::fmt::Write;

use super::fault::{Fault, FaultCode, Report, Severity};
use crate::money::Locale;

impl FaultCode {
    /// What is wrong, in a few words without what the file says.
    pub fn text(self, locale: Locale) -> &'static str {
        let (en, nl) = match self {
            FaultCode::TooLarge => ("the file is too large", "het bestand is te groot"),
            FaultCode::NotUtf8 => ("the file is not UTF-8", "het bestand is geen UTF-8"),
            FaultCode::NulByte => ("the file holds a NUL byte", "het bestand bevat een NUL-byte"),
            FaultCode::ByteOrderMark => {
                ("the file starts with a byte order mark", "het bestand begint met een byte order mark")
            }
            FaultCode::Syntax => ("this is not TOML", "dit is geen TOML"),
            FaultCode::TooManyFaults => ("there are more faults than are listed", "er zijn meer fouten dan hier staan"),
            FaultCode::UnknownKey => ("the format does not know this key", "het formaat kent deze sleutel niet"),
            FaultCode::MissingKey => ("a key is missing", "er ontbreekt een sleutel"),
            FaultCode::KeyConflict => (
                "keys exclude each other, or one needs another",
                "sleutels sluiten elkaar uit, of de een vraagt de ander",
            ),
            FaultCode::KeyWithoutEffect => ("this key makes no difference here", "deze sleutel doet hier niets"),
            FaultCode::WrongKind => {
                ("the key takes another kind of value", "de sleutel vraagt een andere soort waarde")
            }
            FaultCode::UnknownWord => ("the key does not take this word", "de sleutel kent dit woord niet"),
            FaultCode::Repeated => ("this stands in the list twice", "dit staat twee keer in de lijst"),
            FaultCode::EmptyList => ("the list is empty", "de lijst is leeg"),
            FaultCode::TooMany => ("the list is too long", "de lijst is te lang"),
            FaultCode::BadText => ("the text is empty or too long", "de tekst is leeg of te lang"),
            FaultCode::BadId => ("this is not a good id", "dit is geen goed kenmerk"),
            FaultCode::OutOfRange => ("the number is too small or too large", "het getal is te klein of te groot"),
            FaultCode::BadPercent => ("this is not a percentage", "dit is geen percentage"),
            FaultCode::SmallPercent => ("this is less than one percent", "dit is minder dan een procent"),
            FaultCode::BadAmount => ("this is not an amount", "dit is geen bedrag"),
            FaultCode::BadPeriod => ("this is not a period", "dit is geen termijn"),
            FaultCode::PeriodUnit => ("this unit means nothing here", "deze eenheid betekent hier niets"),
            FaultCode::BadDate => ("this is not a date that exists", "dit is geen datum die bestaat"),
            FaultCode::BadTime => ("this is not a time of day", "dit is geen tijd van de dag"),
            FaultCode::UnknownZone => ("this time zone is not known", "deze tijdzone is niet bekend"),
            FaultCode::UnknownHolidays => {
                ("this calendar of holidays is not known", "deze kalender van feestdagen is niet bekend")
            }
            FaultCode::UnknownCurrency => ("this currency is not known", "deze munt is niet bekend"),
            FaultCode::LawCurrency => {
                ("the figures of the law are in another currency", "de bedragen van de wet zijn in een andere munt")
            }
            FaultCode::DuplicateId => ("two clauses have one id", "twee bepalingen hebben één kenmerk"),
            FaultCode::UnknownClause => ("there is no such clause", "zo'n bepaling is er niet"),
            FaultCode::WrongReference => {
                ("the reference needs another clause", "de verwijzing vraagt een andere bepaling")
            }
            FaultCode::OverrideCycle => ("clauses override each other", "bepalingen gaan over en weer voor elkaar"),
            FaultCode::ShadowedClause => (
                "two clauses apply to one case, and one of them is not read",
                "twee bepalingen gaan over één geval, en een ervan wordt niet gelezen",
            ),
            FaultCode::QuestionForm => ("the question does not take this form", "bij deze vraag past deze vorm niet"),
            FaultCode::QuestionAnchor => {
                ("the question does not know this moment", "deze vraag kent dit tijdstip niet")
            }
            FaultCode::QuestionCondition => {
                ("the question does not know this fact", "deze vraag kent dit gegeven niet")
            }
            FaultCode::QuestionAmount => ("the question does not know this amount", "deze vraag kent dit bedrag niet"),
            FaultCode::FigureNotInLaw => {
                ("the law of the policy lacks a figure", "het recht van het beleid mist een cijfer")
            }
            FaultCode::EndsUnsettled => {
                ("the agreement ends without a settlement", "de overeenkomst eindigt zonder afrekening")
            }
            FaultCode::Contradiction => ("the conditions contradict each other", "de voorwaarden spreken elkaar tegen"),
            FaultCode::TierGap => ("the tiers leave a moment uncovered", "de staffel laat een tijdstip open"),
            FaultCode::TierOverlap => ("two tiers apply at once", "twee treden gelden tegelijk"),
            FaultCode::TierEmpty => ("the tier never applies", "de trede geldt nooit"),
            FaultCode::BoundsReversed => ("the bounds are the wrong way around", "de grenzen staan verkeerd om"),
            FaultCode::HoursReversed => {
                ("the office hours end before they begin", "de kantooruren eindigen voor zij beginnen")
            }
            FaultCode::NoticeGap => {
                ("in some case no period of notice applies", "in een geval geldt geen opzegtermijn")
            }
            FaultCode::WrongDeadline => ("the deadline is of another kind", "de termijn is van een andere soort"),
            FaultCode::DatesReversed => ("the policy ends before it begins", "het beleid eindigt voor het begint"),
            FaultCode::UnknownRule => ("the check does not have this rule", "de toets kent deze regel niet"),
            FaultCode::DuplicateVersion => ("two files are the same version", "twee bestanden zijn dezelfde versie"),
            FaultCode::VersionOverlap => ("two versions are in force on one day", "op één dag gelden twee versies"),
            FaultCode::VersionGap => ("between two versions none is in force", "tussen twee versies geldt er geen"),
        };
        locale.pick(en, nl)
    }
}

impl Severity {
    /// What it is called.
    pub fn text(self, locale: Locale) -> &'static str {
        match self {
            Severity::Error => locale.pick("error", "fout"),
            Severity::Warning => locale.pick("warning", "waarschuwing"),
        }
    }
}

impl Fault {
    /// What is wrong.
    pub fn told(&self, locale: Locale) -> &str {
        self.message.get(locale)
    }

    /// `file:line:column: error[code]: message`, then the line with the place underlined, the help and the line with what
    /// was probably meant.
    pub fn written(&self, locale: Locale) -> String {
        let Fault { severity, code, file, line, column, snippet, help, corrected, .. } = self;
        let (severity, told) = (severity.text(locale), self.told(locale));
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let mut text = format!("{file}:{line}:{column}: {severity}[{code}]: {told}");
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{margin} |\n{number} | {}\n{margin} | {}", snippet.text, snippet.underline());
        let notes = [
            help.as_ref().map(|help| (locale.pick("help", "hulp"), help.get(locale))),
            corrected.as_deref().map(|line| (locale.pick("corrected", "verbeterd"), line.trim_start())),
        ];
        for (word, note) in notes.into_iter().flatten() {
            let _ = write!(text, "\n{margin} = {word}: {note}");
        }
        text
    }
}

impl Report {
    /// All faults, written out, with an empty line between them.
    pub fn written(&self, locale: Locale) -> String {
        self.faults.iter().map(|fault| fault.written(locale)).collect::<Vec<_>>().join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::store::PolicySet;
    use std::collections::HashSet;

    #[test]
    fn every_kind_of_fault_has_words_of_its_own_in_both_languages() {
        for locale in [Locale::En, Locale::Nl] {
            let texts: HashSet<&str> = FaultCode::ALL.iter().map(|code| code.text(locale)).collect();
            assert_eq!(texts.len(), FaultCode::ALL.len(), "{texts:?}");
            assert!(texts.iter().all(|text| !text.is_empty() && !text.ends_with('.')));
        }
        let same = FaultCode::ALL.iter().filter(|code| code.text(Locale::En) == code.text(Locale::Nl));
        assert_eq!(same.count(), 0);
    }

    #[test]
    fn the_message_is_told_in_dutch() {
        let report = PolicySet::from_files([("a.toml", "policy = 1\n")]).unwrap_err();
        let (english, dutch) = (report.written(Locale::En), report.written(Locale::Nl));
        assert_eq!(english, report.to_string());
        let first = report.faults.first().unwrap();
        let line = format!("fout[{}]: {}", first.code, first.message.nl);
        assert!(dutch.contains(&line), "{dutch}");
        assert!(!dutch.contains("error["), "{dutch}");
    }
}
