//! A text in the languages of the program.

use crate::money::Locale;
use crate::policy::Summary;

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

impl From<Bilingual> for Summary {
    fn from(text: Bilingual) -> Summary {
        Summary { nl: text.nl.to_owned(), en: text.en.to_owned() }
    }
}

/// A message in both languages, as a [`Summary`], English first: two texts as `format!` takes them, with the same arguments. After a
/// semicolon stand the names of what is itself in both languages, which each text takes in its own.
///
/// A message without Dutch does not compile, and neither does one that leaves an argument out in one language.
macro_rules! both {
    ($en:literal, $nl:literal $(, $arg:expr)* $(; $($part:ident),+)? $(,)?) => {
        $crate::policy::Summary {
            en: {
                $($(let $part = $part.get($crate::money::Locale::En);)+)?
                format!($en $(, $arg)*)
            },
            nl: {
                $($(let $part = $part.get($crate::money::Locale::Nl);)+)?
                format!($nl $(, $arg)*)
            },
        }
    };
}
pub(crate) use both;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_takes_its_own_parts() {
        let (part, count) = (Bilingual::new("a text", "een tekst"), 3);
        let said = both!("{count} is not {part}: {}", "{count} is niet {part}: {}", 1 + 1; part);
        assert_eq!((said.en.as_str(), said.nl.as_str()), ("3 is not a text: 2", "3 is niet een tekst: 2"));
    }
}
