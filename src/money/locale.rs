//! The languages in which amounts and texts are written.

/// The language of explanations and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English, `en`: the default.
    #[default]
    En,
    /// Dutch, `nl`.
    Nl,
}

impl Locale {
    /// The locale of a tag: `en` (also when empty) or `nl`; `None` for any other.
    pub fn parse(tag: &str) -> Option<Locale> {
        match tag {
            "" | "en" => Some(Locale::En),
            "nl" => Some(Locale::Nl),
            _ => None,
        }
    }

    /// One of two texts.
    pub fn pick<'a>(self, en: &'a str, nl: &'a str) -> &'a str {
        match self {
            Locale::En => en,
            Locale::Nl => nl,
        }
    }
}
