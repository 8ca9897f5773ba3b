//! Provisions as a sentence cites them.

use super::Jurisdiction;
use crate::money::Locale;
use std::borrow::Cow;

/// What acts of the Union, which the data name in English, are called in Dutch.
const DUTCH: [(&str, &str); 5] = [
    ("Regulation (EEC, Euratom)", "Verordening (EEG, Euratom)"),
    ("Regulation", "Verordening"),
    ("Directive", "Richtlijn"),
    ("/EEC", "/EEG"),
    ("annex", "bijlage"),
];

/// A provision in the language of the text that cites it.
pub fn cited(provision: &str, locale: Locale) -> Cow<'_, str> {
    let named = DUTCH.iter().filter(|(en, _)| locale == Locale::Nl && provision.contains(en));
    named.fold(Cow::Borrowed(provision), |text, (en, nl)| text.replace(en, nl).into())
}

impl Jurisdiction {
    /// The provision of a compliance rule or of a finding, and the rulings to compare, each with what it was about: a ruling
    /// binds its parties, and the case at hand may be another. `None` where the law knows neither.
    pub fn citation(&self, id: &str, locale: Locale) -> Option<String> {
        let all = self.provision_of_check(id).or_else(|| self.provision_of_finding(id))?;
        let rulings: Vec<_> = self.rulings_on(id).collect();
        let provisions = all.split("; ").filter(|part| rulings.iter().all(|ruling| ruling.id != *part));
        let mut parts: Vec<String> = provisions.map(|part| cited(part, locale).into_owned()).collect();
        let on = locale.pick("on", "over");
        let compared: Vec<String> =
            rulings.iter().map(|ruling| format!("{} {on} {}", ruling.id, ruling.about.get(locale))).collect();
        if !compared.is_empty() {
            parts.push(format!(
                "{} {}",
                locale.pick("compare", "vergelijk"),
                compared.join(locale.pick(" and ", " en "))
            ));
        }
        Some(parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{JurisdictionId, Law};

    #[test]
    fn acts_of_the_union_are_named_in_the_language_of_the_text() {
        let act = "BW 6:230o; Regulation (EEC, Euratom) 1182/71 art. 3(4); Directive 93/13/EEC annex 1(e)";
        assert_eq!(cited(act, Locale::En), act);
        assert_eq!(
            cited(act, Locale::Nl),
            "BW 6:230o; Verordening (EEG, Euratom) 1182/71 art. 3(4); Richtlijn 93/13/EEG bijlage 1(e)"
        );
        assert_eq!(cited("Directive (EU) 2023/2673 art. 11a", Locale::Nl), "Richtlijn (EU) 2023/2673 art. 11a");
    }

    #[test]
    fn nothing_that_is_cited_is_english_in_dutch() {
        for law in Law::built_in().jurisdictions() {
            let rules = law.rules().iter().map(|rule| rule.provision);
            let checks = law.checks().iter().chain(law.findings()).map(|(_, provision)| *provision);
            for provision in rules.chain(checks) {
                let told = cited(provision, Locale::Nl);
                for word in ["Regulation", "Directive", "EEC", "annex", "Decree"] {
                    assert!(!told.contains(word), "{told}");
                }
            }
        }
    }

    #[test]
    fn rulings_are_compared_with_what_they_were_about() {
        let law = Law::built_in().of(JurisdictionId::Nl);
        assert_eq!(
            law.citation("TERM-ACCELERATE", Locale::En).unwrap(),
            "BW 6:237 i; Directive 93/13/EEC annex 1(e); compare ECLI:NL:RBAMS:2022:6240 on a gym that ended for non-payment"
        );
        assert_eq!(
            law.citation("NOSHOW-FEE", Locale::Nl).unwrap(),
            "Richtlijn 93/13/EEG art. 3, 5, bijlage 1(e); vergelijk ECLI:NL:RBOVE:2021:1883 over gemiste afspraken in de zorg"
        );
        assert_eq!(law.citation("WD-REFUND", Locale::En).unwrap(), law.provision_of_check("WD-REFUND").unwrap());
        assert_eq!(law.citation("NO-SUCH-RULE", Locale::En), None);
    }
}
