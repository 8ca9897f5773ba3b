//! A text in the languages of the program.

use crate::money::Locale;

/// A fixed text in both languages, English first: the order of everything that takes a text in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// In English.
    pub en: &'static str,
    /// In Dutch.
    pub nl: &'static str,
}

impl Bilingual {
    /// The text from its English and its Dutch.
    pub(crate) const fn new(en: &'static str, nl: &'static str) -> Bilingual {
        Bilingual { en, nl }
    }

    /// The text in a language.
    pub fn get(self, locale: Locale) -> &'static str {
        locale.pick(self.en, self.nl)
    }
}
