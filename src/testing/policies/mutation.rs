//! Faults in policy files.

use crate::testing::Choices;

/// The text with one to three faults, as a tape draws them: what fuzz targets call.
pub fn mutated_from(text: &str, tape: &[u8]) -> String {
    let mut choices = Choices::new(tape);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=choices.below(3) {
        mutate(&mut lines, &mut choices);
    }
    lines.join("\n") + "\n"
}

fn mutate(lines: &mut Vec<String>, choices: &mut Choices<'_>) {
    let at = usize::try_from(choices.below(lines.len() as u64)).unwrap_or_default();
    let Some(line) = lines.get(at).cloned() else { return };
    match choices.below(7) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, line),
        2 => {
            let other = usize::try_from(choices.below(lines.len() as u64)).unwrap_or_default();
            lines.swap(at, other);
        }
        // Off by one, or by far.
        3 | 4 => replace(lines, at, with_number(&line, choices)),
        5 => replace(lines, at, with_word(&line, choices)),
        _ => {
            // A tier's bound on the other side, or beside it.
            let pairs = [
                ("at_least", "more_than"),
                ("less_than", "at_most"),
                ("at_least", "at_most"),
                ("less_than", "at_least"),
            ];
            let (from, to) = choices.pick_or(&pairs, ("at_least", "more_than"));
            if let Some(line) = lines.iter_mut().skip(at).find(|line| line.contains(from)) {
                *line = line.replace(from, to);
            }
        }
    }
}

fn replace(lines: &mut [String], at: usize, new: String) {
    if let Some(line) = lines.get_mut(at) {
        *line = new;
    }
}

/// The first number of the line changed.
fn with_number(line: &str, choices: &mut Choices<'_>) -> String {
    let Some(start) = line.find(|c: char| c.is_ascii_digit()) else { return line.to_owned() };
    let (head, rest) = line.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    let number: i64 = digits.parse().unwrap_or_default();
    let other = match choices.below(4) {
        0 => number + 1,
        1 => number - 1,
        2 => choices.between(0, 120),
        _ => number.saturating_mul(100),
    };
    format!("{head}{other}{tail}")
}

/// A word of the line replaced by another that the format knows, or does not.
fn with_word(line: &str, choices: &mut Choices<'_>) -> String {
    const WORDS: [&str; 15] = [
        "days",
        "months",
        "minutes",
        "hours",
        "years",
        "price",
        "paid",
        "starts_at",
        "ends_at",
        "concluded_at",
        "act",
        "permitted",
        "refused",
        "unregulated",
        "nonsense",
    ];
    let found = WORDS.iter().find(|word| line.contains(**word));
    let other = choices.pick_or(&WORDS, "nonsense");
    found.map_or_else(|| line.to_owned(), |word| line.replacen(word, other, 1))
}
