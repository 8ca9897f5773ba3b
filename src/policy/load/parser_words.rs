//! What the parser of TOML says, in Dutch. It knows English alone: what it says is told by a table, and what the table lacks by
//! what is so of all of it.

use super::fault::FaultCode;
use crate::money::Locale;

/// What stands between what is wrong and what should stand there.
const EXPECTED: &str = ", expected ";

/// A text without quotes.
const UNQUOTED: &str = "string values must be quoted";

/// A message of the parser in Dutch; that this is no TOML where the message is a new one.
pub(super) fn in_dutch(message: &str) -> String {
    let (wrong, expected) = message.split_once(EXPECTED).map_or((message, None), |(wrong, all)| (wrong, Some(all)));
    let told = of(WRONG, wrong).unwrap_or_else(|| FaultCode::Syntax.text(Locale::Nl));
    // What should stand there, its name says.
    match expected.filter(|_| wrong != UNQUOTED).map(wanted) {
        Some(wanted) if !wanted.is_empty() => format!("{told}; verwacht: {}", wanted.join(", ")),
        _ => told.to_owned(),
    }
}

/// What should stand there: each of the parser's words in Dutch, and signs as they are.
fn wanted(all: &str) -> Vec<String> {
    let signs = |word: &str| (word.starts_with('`') && word.ends_with('`')).then(|| word.to_owned());
    let day =
        |word: &str| word.strip_prefix("day between 01 and ").map(|last| format!("een dag van 01 tot en met {last}"));
    let told = |word: &str| of(WANTED, word).map(str::to_owned).or_else(|| signs(word)).or_else(|| day(word));
    all.split(", ").filter_map(told).collect()
}

fn of(table: &[(&str, &'static str)], english: &str) -> Option<&'static str> {
    table.iter().find(|(en, _)| *en == english).map(|(_, nl)| *nl)
}

/// What can be wrong.
const WRONG: &[(&str, &str)] = &[
    ("`_` may only go between digits", "`_` mag alleen tussen cijfers staan"),
    ("carriage return must be followed by newline", "na een regelterugloop hoort een nieuwe regel"),
    ("extra `=`", "er staat een `=` te veel"),
    ("extra assignment between key-value pairs", "er staat een `=` te veel"),
    ("extra comma in array", "er staat een komma te veel in de lijst"),
    ("extra comma in inline table", "er staat een komma te veel in de tabel"),
    ("integers with a radix cannot be signed", "een getal met een ander grondtal heeft geen teken"),
    ("invalid array", "dit is geen lijst"),
    ("invalid basic string", "dit is geen tekst tussen aanhalingstekens"),
    ("invalid comment character", "dit teken mag niet in een opmerking"),
    ("invalid date", "dit is geen datum"),
    ("invalid datetime", "dit is geen datum of tijd"),
    ("invalid inline table element", "dit hoort niet in een tabel op één regel"),
    ("invalid key-value pair", "dit is geen sleutel met een waarde"),
    ("invalid literal string", "dit is geen tekst tussen apostrofs"),
    ("invalid number", "dit is geen getal"),
    ("invalid time", "dit is geen tijd"),
    ("invalid unquoted key", "dit is geen sleutel"),
    ("invalid value", "dit is geen waarde"),
    ("key with no value", "de sleutel heeft geen waarde"),
    ("keys cannot be multi-line basic strings", "een sleutel staat op één regel"),
    ("keys cannot be multi-line literal strings", "een sleutel staat op één regel"),
    ("missing array opening", "het begin van de lijst ontbreekt"),
    ("missing assignment between key-value pairs", "er ontbreekt een `=`"),
    ("missing comma between array elements", "er ontbreekt een komma in de lijst"),
    ("missing comma between key-value pairs", "er ontbreekt een komma in de tabel"),
    ("missing comment start", "het begin van de opmerking ontbreekt"),
    ("missing escaped value", "na de schuine streep ontbreekt een teken"),
    ("missing inline table opening", "het begin van de tabel ontbreekt"),
    ("missing key for inline table element", "er ontbreekt een sleutel in de tabel"),
    ("missing opening quote", "het eerste aanhalingsteken ontbreekt"),
    ("missing table open", "het begin van de kop ontbreekt"),
    ("missing value", "er ontbreekt een waarde"),
    ("missing value for key", "de sleutel heeft geen waarde"),
    ("radix must be lowercase", "het grondtal schrijft u met een kleine letter"),
    ("redundant integer number prefix", "het getal heeft een voorvoegsel te veel"),
    ("redundant numeric sign", "het getal heeft een teken te veel"),
    (UNQUOTED, "een tekst staat tussen aanhalingstekens"),
    ("too few unicode value digits", "het Unicode-teken heeft te weinig cijfers"),
    ("unclosed array", "de lijst wordt niet gesloten"),
    ("unclosed array table", "de kop wordt niet gesloten"),
    ("unclosed inline table", "de tabel wordt niet gesloten"),
    ("unclosed table", "de kop wordt niet gesloten"),
    ("unexpected `=` in array", "een `=` hoort niet in een lijst"),
    ("unexpected content", "dit hoort hier niet"),
    ("unexpected content between comment and newline", "dit hoort niet na een opmerking"),
    ("unexpected key or value", "hier hoort geen sleutel of waarde meer"),
    ("unexpected leading zero", "een getal begint niet met een nul"),
    ("unexpected sign", "hier hoort geen teken"),
    ("unquoted keys cannot be empty", "een sleutel is niet leeg"),
];

/// What can be expected.
const WANTED: &[(&str, &str)] = &[
    ("a four-digit year (YYYY)", "een jaar van vier cijfers"),
    ("a two-digit day (DD)", "een dag van twee cijfers"),
    ("a two-digit hour (HH)", "een uur van twee cijfers"),
    ("a two-digit minute (MM)", "minuten van twee cijfers"),
    ("a two-digit month (MM)", "een maand van twee cijfers"),
    ("basic string", "een tekst tussen aanhalingstekens"),
    ("characters", "tekens"),
    ("digits", "cijfers"),
    ("key", "een sleutel"),
    ("letters", "letters"),
    ("literal string", "een tekst tussen apostrofs"),
    ("multi-line basic string", "een tekst over meer regels"),
    ("newline", "een nieuwe regel"),
    ("non-double-quote visible characters", "tekens zonder aanhalingsteken"),
    ("non-single-quote characters", "tekens zonder apostrof"),
    ("non-single-quote visible characters", "tekens zonder apostrof"),
    ("nothing", "niets"),
    ("numbers", "cijfers"),
    ("printable characters", "leesbare tekens"),
    ("unicode hexadecimal value", "de code van een Unicode-teken"),
    ("unquoted string", "een woord"),
    ("value", "een waarde"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_is_told_in_dutch() {
        for (said, told) in [
            ("key with no value, expected `=`", "de sleutel heeft geen waarde; verwacht: `=`"),
            ("extra comma in array, expected value", "er staat een komma te veel in de lijst; verwacht: een waarde"),
            ("unexpected sign", "hier hoort geen teken"),
            ("something new, expected `]`, wonders", "dit is geen TOML; verwacht: `]`"),
            ("string values must be quoted, expected literal string", "een tekst staat tussen aanhalingstekens"),
            (
                "invalid date, expected day between 01 and 28",
                "dit is geen datum; verwacht: een dag van 01 tot en met 28",
            ),
            ("something new", "dit is geen TOML"),
        ] {
            assert_eq!(in_dutch(said), told);
        }
    }
}
