//! "Did you mean".

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
pub(crate) fn advice(word: &str, names: &[&str]) -> Option<String> {
    const FEW: usize = 20;
    match closest(word, names.iter().copied()) {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if names.is_empty() || names.len() > FEW => None,
        None => Some(format!("use {}", one_of(names))),
    }
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn one_of<N: std::fmt::Display>(names: &[N]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
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
        assert_eq!(advice("x", &["aa", "bb", "cc"]).as_deref(), Some("use `aa`, `bb` or `cc`"));
        assert_eq!(advice("aaa", &["aa"]).as_deref(), Some("did you mean `aa`?"));
        assert_eq!(advice("x", &[]), None);
    }
}
