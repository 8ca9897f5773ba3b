//! Columns for a terminal.

use std::fmt::Write;

/// The widest line where there is no terminal, unless a word is wider.
pub(crate) use crate::render::WIDTH;

/// The narrowest that the last column is wrapped to.
const NARROWEST: usize = 30;

/// Rows of equally many cells, aligned to the left, two blanks apart, in lines of at most so many characters; the last
/// column wraps. Where the others leave no room for it, it stands below them.
pub(crate) fn table(rows: &[Vec<String>], most: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns.saturating_sub(1))
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or_default())
        .collect();
    let indent: usize = widths.iter().map(|width| width + 2).sum();
    let mut text = String::new();
    let last_needs =
        rows.iter().filter_map(|row| row.get(widths.len())).map(|cell| width(cell)).max().unwrap_or_default();
    if indent + last_needs.min(NARROWEST) > most {
        for row in rows {
            for (place, line) in wrap(&row.join("  "), most.saturating_sub(4)).iter().enumerate() {
                let _ = writeln!(text, "{}{line}", if place == 0 { "" } else { "    " });
            }
        }
        return text;
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            pad(&mut line, cell, width + 2);
        }
        let last = row.get(widths.len()).map(String::as_str).unwrap_or_default();
        for (place, part) in wrap(last, most.saturating_sub(indent)).iter().enumerate() {
            let start = if place == 0 { std::mem::take(&mut line) } else { " ".repeat(indent) };
            let _ = writeln!(text, "{}", format!("{start}{part}").trim_end());
        }
    }
    text
}

fn pad(line: &mut String, cell: &str, to: usize) {
    line.push_str(cell);
    line.extend(std::iter::repeat_n(' ', to.saturating_sub(width(cell))));
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The text in lines of at most so many characters, broken between words; one empty line for no text.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() {
                line.push_str(word);
                continue;
            }
            if width(line) + 1 + width(word) <= most {
                line.push(' ');
                line.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_the_last_one_wraps() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let long = "word ".repeat(30);
        let text = table(&[row("één", "1"), row("twelve", &long), row("x", "")], WIDTH);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "één     1");
        assert!(lines[1].starts_with("twelve  word word") && lines[1].len() <= WIDTH);
        assert!(lines[2].starts_with("        word"));
        assert_eq!(*lines.last().unwrap(), "x");
        // 8 + 30 columns: one less, and the last column stands below.
        assert!(table(&[row("twelve", &long)], 38).lines().nth(1).unwrap().starts_with("        word"));
        let narrow = table(&[row("twelve", &long)], 37);
        assert!(narrow.lines().nth(1).unwrap().starts_with("    word") && narrow.lines().all(|line| line.len() <= 37));
    }

    #[test]
    fn a_word_that_is_too_long_stands_alone() {
        assert_eq!(wrap("a bbbbbbbb c", 4), ["a", "bbbbbbbb", "c"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
