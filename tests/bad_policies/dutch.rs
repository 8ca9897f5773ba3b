//! What is wrong, in Dutch: every fault of every bad policy says it without a word of English, beside what the file itself says.

use super::{all, changed, faults};
use clausula::money::Locale;
use clausula::policy::load::Fault;

/// Words of English that no Dutch sentence has. What stands in backticks is the file's own.
const ENGLISH: &[&str] = &[
    "a", "after", "all", "allowed", "already", "also", "an", "and", "are", "as", "at", "be", "before", "both", "but",
    "by", "can", "cannot", "day", "days", "does", "each", "expected", "fact", "file", "for", "found", "from", "has",
    "have", "here", "how", "if", "it", "its", "least", "less", "list", "mean", "message", "missing", "more", "most",
    "must", "needs", "no", "none", "not", "nothing", "number", "one", "only", "or", "other", "price", "say", "says",
    "so", "stands", "than", "that", "the", "there", "these", "they", "this", "two", "unknown", "until", "use", "value",
    "what", "where", "which", "with", "without", "write", "you",
];

/// Dutch words that are spelt as English ones.
const DUTCH_TOO: &[&str] = &["is", "in", "of", "of", "had", "die", "over"];

/// A text without what stands in backticks.
fn own_words(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split('`').step_by(2);
    outside.flat_map(|part| part.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty())
}

/// The English words of a text.
pub(crate) fn english(text: &str) -> Vec<&str> {
    own_words(text).filter(|word| ENGLISH.contains(&word.to_lowercase().as_str())).collect()
}

fn check(fault: &Fault, wrong: &mut Vec<String>) {
    let texts = [Some(&fault.message), fault.help.as_ref()];
    for text in texts.into_iter().flatten() {
        let found = english(&text.nl);
        if !found.is_empty() || text.nl.is_empty() {
            wrong.push(format!("{found:?} in: {}", text.nl));
        }
        // A sentence of words is another in Dutch.
        if own_words(&text.en).filter(|word| word.len() > 1).count() > 1 && text.en == text.nl {
            wrong.push(format!("the same in both: {}", text.nl));
        }
    }
}

#[test]
fn no_english_stands_in_the_dutch_of_any_fault() {
    assert!(DUTCH_TOO.iter().all(|word| !ENGLISH.contains(word)));
    let mut wrong = Vec::new();
    let mut seen = 0;
    for fault in all().iter().flat_map(|case| faults(changed(case.from, case.to).as_bytes())) {
        check(&fault, &mut wrong);
        seen += 1;
    }
    for bytes in
        [&b"\xff"[..], b"a = 1\0", b"\xef\xbb\xbfpolicy = 1", b"a = [", b"a = 1\na = 2", b"[a", b"= 1", b"a = \"b"]
    {
        faults(bytes).iter().for_each(|fault| check(fault, &mut wrong));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 100, "{seen}");
}

#[test]
fn a_fault_is_written_in_one_language() {
    let text = changed("12.5", "112.5");
    let fault = &faults(text.as_bytes())[0];
    let (english, dutch) = (fault.written(Locale::En), fault.written(Locale::Nl));
    assert!(english.contains("error[bad-percent]: `112.5` is wrong: a percentage lies between 0 and 100"), "{english}");
    assert!(dutch.contains("fout[bad-percent]: `112.5` klopt niet: een percentage ligt tussen 0 en 100"), "{dutch}");
}
