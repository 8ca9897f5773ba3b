//! Colour for a terminal: headings, severities, and the place of a fault.

use std::ffi::OsString;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const RESET: &str = "\u{1b}[0m";

/// The words that begin a fault or a finding, in both languages.
const SEVERE: [&str; 6] = ["error", "fout", "critical", "kritiek", "high", "hoog"];
const DOUBTFUL: [&str; 4] = ["warning", "waarschuwing", "medium", "middel"];
const TOLD: [&str; 4] = ["information", "informatie", "accepted", "aanvaard"];

/// Whether a terminal is coloured, by `NO_COLOR` and `TERM`.
pub(crate) fn wanted(no_color: Option<OsString>, term: Option<OsString>) -> bool {
    no_color.is_none_or(|value| value.is_empty()) && term.is_none_or(|term| term != "dumb")
}

/// A text with colours; without them it is the same.
pub(crate) fn painted(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        let at = |place: Option<usize>| place.and_then(|place| lines.get(place)).copied();
        let (before, after) = (at(place.checked_sub(1)), at(place.checked_add(1)));
        out.push_str(&painted_line(line, before, after));
    }
    out
}

fn painted_line(line: &str, before: Option<&str>, after: Option<&str>) -> String {
    let word = line.split(['[', ':']).next().unwrap_or_default();
    let rest = line.get(word.len()..).unwrap_or_default();
    if rest.starts_with('[') || (rest.starts_with(": ") && ["error", "fout"].contains(&word)) {
        for (words, colour) in [(&SEVERE[..], RED), (&DOUBTFUL[..], YELLOW), (&TOLD[..], CYAN)] {
            if words.contains(&word) {
                return format!("{colour}{word}{RESET}{rest}");
            }
        }
    }
    if let Some((margin, carets)) = line.split_once(" | ").filter(|(_, carets)| is_underline(carets)) {
        return format!("{margin} | {RED}{carets}{RESET}");
    }
    // A line on its own above what is set in: a heading.
    let above = after.is_some_and(|after| after.starts_with("  "));
    let alone = before.is_some_and(str::is_empty) && !line.is_empty() && !line.starts_with(' ');
    if alone && above && !line.ends_with('.') { format!("{BOLD}{line}{RESET}") } else { line.to_owned() }
}

fn is_underline(text: &str) -> bool {
    text.trim_start().starts_with('^') && text.trim().chars().all(|c| c == '^')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_wanted_unless_it_is_declined() {
        let set = |value: &str| Some(OsString::from(value));
        for (no_color, term, is_wanted) in [
            (None, None, true),
            (None, set("xterm-256color"), true),
            (set(""), set("xterm"), true),
            (set("1"), set("xterm"), false),
            (set("0"), None, false),
            (None, set("dumb"), false),
        ] {
            assert_eq!(wanted(no_color.clone(), term.clone()), is_wanted, "{no_color:?} {term:?}");
        }
    }

    #[test]
    fn without_its_colours_a_text_is_the_same() {
        let text = "error[bad-percent]: wrong\n --> a:1:2\n1 | x = 5\n  |     ^\n\nCharges\n  Fee  1\n\nwarning[x]: y\nplain\n";
        let painted = painted(text);
        for said in [
            "\u{1b}[1;31merror\u{1b}[0m[bad-percent]",
            "\u{1b}[1mCharges\u{1b}[0m\n",
            "\u{1b}[1;33mwarning\u{1b}[0m",
            "| \u{1b}[1;31m    ^\u{1b}[0m",
        ] {
            assert!(painted.contains(said), "{said}: {painted}");
        }
        let mut bare = painted.clone();
        for code in [BOLD, RED, YELLOW, CYAN, RESET] {
            bare = bare.replace(code, "");
        }
        assert_eq!(bare, text);
    }
}
