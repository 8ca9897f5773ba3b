//! "Did you mean".

use crate::policy::Summary;
use crate::vocabulary::both;

/// Words longer than this are not compared: no name is as long, and comparing takes time by the square.
const LONGEST: usize = 64;
/// No more names than this are compared, of those that are about as long as the word.
const MANY: usize = 2_000;

/// The name that is closest to a word, when it is close enough to be meant.
pub(crate) fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = normal(word);
    let allowed = (word.chars().count() / 3).max(1);
    let near = |name: &&str| name.len().abs_diff(word.len()) <= allowed;
    names
        .into_iter()
        .filter(near)
        .take(MANY)
        .map(|name| (strsim::osa_distance(&word, &normal(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Advice that names the closest name, or else all of a few.
pub(crate) fn advice(word: &str, names: &[&str]) -> Option<Summary> {
    const FEW: usize = 20;
    match closest(word, names.iter().copied()) {
        Some(name) => Some(did_you_mean(name)),
        None if names.is_empty() || names.len() > FEW => None,
        None => {
            let all = one_of(names);
            Some(both!("use {all}", "gebruik {all}"; all))
        }
    }
}

/// Advice that names what was probably meant.
pub(crate) fn did_you_mean(name: &str) -> Summary {
    both!("did you mean `{name}`?", "bedoelt u `{name}`?")
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn one_of<N: std::fmt::Display>(names: &[N]) -> Summary {
    Summary { nl: joined(names, "of"), en: joined(names, "or") }
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn all_of<N: std::fmt::Display>(names: &[N]) -> Summary {
    Summary { nl: joined(names, "en"), en: joined(names, "and") }
}

fn joined<N: std::fmt::Display>(names: &[N], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
    }
}

/// Capitals, and hyphens for underscores, are the commonest slips.
fn normal(word: &str) -> String {
    word.to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["starts_at", "ends_at", "act"];
        for (word, name) in [
            ("start_at", Some("starts_at")),
            ("Starts-At", Some("starts_at")),
            ("atc", Some("act")),
            ("nothing", None),
            ("", None),
        ] {
            assert_eq!(closest(word, names), name, "{word}");
        }
        assert_eq!(closest(&"s".repeat(65), names), None);
    }

    #[test]
    fn names_a_few() {
        let said = |word: &str, names: &[&str]| advice(word, names).map(|said| (said.en, said.nl));
        let both = |en: &str, nl: &str| Some((en.to_owned(), nl.to_owned()));
        assert_eq!(said("x", &["aa", "bb", "cc"]), both("use `aa`, `bb` or `cc`", "gebruik `aa`, `bb` of `cc`"));
        assert_eq!(said("aaa", &["aa"]), both("did you mean `aa`?", "bedoelt u `aa`?"));
        assert_eq!(all_of(&["a", "b"]).nl, "`a` en `b`");
        assert_eq!(advice("x", &[]), None);
    }
}
