//! Plain text for a terminal: wrapped lines and aligned columns, never wider than asked for.

/// The most columns of a line, where nothing narrower is asked for.
pub const WIDTH: usize = 100;
/// Narrower than this nothing is laid out.
pub(crate) const NARROWEST: usize = 40;

/// The number of columns that a text takes: every character that is written here is one wide.
pub(super) fn columns(text: &str) -> usize {
    text.chars().count()
}

/// Text from outside, without what would move the cursor or the colours of a terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// As [`clean`], and no wider than so many columns.
pub(super) fn clipped(text: &str, width: usize) -> String {
    let text = clean(text);
    if columns(&text) <= width {
        return text;
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// With a small first letter.
pub(super) fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Lines of at most `width` columns. A euro sign stays with its amount; a word that is wider than a line is broken.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for words in words.chunk_by(|first, _| *first == "€") {
        let mut word = words.join(" ");
        if !line.is_empty() && columns(&line) + 1 + columns(&word) > width {
            lines.push(std::mem::take(&mut line));
        }
        while line.is_empty() && columns(&word) > width {
            let rest = word.chars().skip(width).collect();
            lines.push(word.chars().take(width).collect());
            word = rest;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A document that is built line by line, of lines no wider than `width`.
pub(super) struct Page {
    text: String,
    pub(super) width: usize,
}

impl Page {
    /// An empty one.
    pub(super) fn of(width: usize) -> Page {
        Page { text: String::new(), width: width.clamp(NARROWEST, WIDTH) }
    }

    /// A paragraph: the first line after `first`, the others under it.
    pub(super) fn paragraph(&mut self, first: &str, text: &str) {
        let indent = columns(first);
        for (place, line) in wrap(text, self.width.saturating_sub(indent)).iter().enumerate() {
            if place == 0 {
                self.text.push_str(first);
            } else {
                self.text.push_str(&" ".repeat(indent));
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// A line as it stands.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line and a heading.
    pub(super) fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(heading);
    }

    /// The rows of a table, two columns in.
    pub(super) fn table(&mut self, table: &Table) {
        for line in table.lines(self.width.saturating_sub(2)) {
            self.line(&format!("  {line}"));
        }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Rows of aligned cells; the last column takes what is left of the line and wraps.
pub(super) struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose columns stand on these sides.
    pub(super) fn new(sides: &[Side]) -> Table {
        Table { sides: sides.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows as lines of at most so many columns, without what follows the last word. A table of many columns that does
    /// not fit stands under each other, each cell beside the heading of its column.
    pub(super) fn lines(&self, most: usize) -> Vec<String> {
        let cell = |row: &Vec<String>, column: usize| row.get(column).map_or(0, |text| columns(text));
        let width = |column| self.rows.iter().map(|row| cell(row, column)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let fixed: usize = widths.iter().rev().skip(1).map(|width| width + 2).sum();
        let last = widths.last().copied().unwrap_or(0);
        // The last column wraps, but not where it holds an amount.
        let needed = if self.sides.last() == Some(&Side::Right) { last } else { last.min(LEAST_OF_LAST) };
        match self.rows.split_first() {
            Some((headings, rows)) if self.sides.len() > 3 && fixed + needed > most => stacked(headings, rows, most),
            _ => self.side_by_side(&widths, fixed, most),
        }
    }

    fn side_by_side(&self, widths: &[usize], fixed: usize, most: usize) -> Vec<String> {
        let room = most.saturating_sub(fixed).max(8);
        let mut lines = Vec::new();
        for row in &self.rows {
            let mut line = String::new();
            let last = self.sides.len().saturating_sub(1);
            for ((text, side), width) in row.iter().zip(&self.sides).zip(widths).take(last) {
                let gap = " ".repeat(width.saturating_sub(columns(text)));
                match side {
                    Side::Left => line.push_str(&format!("{text}{gap}  ")),
                    Side::Right => line.push_str(&format!("{gap}{text}  ")),
                }
            }
            let text = row.last().map_or("", String::as_str);
            let width = widths.last().copied().unwrap_or(0);
            let gap = match self.sides.last() {
                Some(Side::Right) => width.min(room).saturating_sub(columns(text)),
                Some(Side::Left) | None => 0,
            };
            for (place, part) in wrap(text, room).into_iter().enumerate() {
                let lead = if place == 0 { std::mem::take(&mut line) } else { " ".repeat(fixed) };
                lines.push(format!("{lead}{}{part}", " ".repeat(gap)));
            }
            if !line.is_empty() {
                lines.push(line.trim_end().to_owned());
            }
        }
        lines
    }
}

/// The fewest columns that the last of several columns is wrapped to.
const LEAST_OF_LAST: usize = 8;

/// Rows under each other: each cell beside the heading of its column, a mark without a heading before the first of them.
fn stacked(headings: &[String], rows: &[Vec<String>], most: usize) -> Vec<String> {
    let label = headings.iter().map(|heading| columns(heading)).max().unwrap_or(0);
    let room = most.saturating_sub(label + 4).max(LEAST_OF_LAST);
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut mark = " ";
        for (heading, cell) in headings.iter().zip(row) {
            if heading.is_empty() {
                mark = if cell.trim().is_empty() { " " } else { cell };
                continue;
            }
            for (place, part) in wrap(cell, room).iter().enumerate() {
                let heading = if place == 0 { heading.as_str() } else { "" };
                let gap = " ".repeat(label.saturating_sub(columns(heading)));
                lines.push(format!("{} {heading}{gap}  {part}", std::mem::replace(&mut mark, " ")));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_between_words_and_breaks_what_is_too_wide() {
        assert_eq!(wrap("to be or not", 5), ["to be", "or", "not"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("€ 1.000,00", 10), ["€ 1.000,00"]);
        assert_eq!(wrap("that is € 1.00", 8), ["that is", "€ 1.00"]);
        assert!(wrap("  ", 5).is_empty());
    }

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(&[Side::Left, Side::Right, Side::Left]);
        table.row(["a".to_owned(), "€ 1.00".to_owned(), String::new()]);
        table.row(["long".to_owned(), "€ 100.00".to_owned(), "note".to_owned()]);
        assert_eq!(table.lines(100), ["a       € 1.00", "long  € 100.00  note"]);
    }

    #[test]
    fn what_does_not_fit_side_by_side_stands_under_each_other() {
        let mut table = Table::new(&[Side::Left, Side::Left, Side::Right, Side::Left]);
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        table.row(row(["", "From", "Charge", "Clauses"]));
        table.row(row(["▶", "1 May 2026", "€ 625.00", "cancel, office-hours"]));
        table.row(row([" ", "2 May 2026", "€ 1.00", "cancel"]));
        // 1 + 2 + 10 + 2 + 8 + 2 + 8 columns: one more and it stands side by side.
        assert_eq!(table.lines(33)[0], "   From          Charge  Clauses");
        let stacked = table.lines(32);
        assert_eq!(stacked[..3], ["▶ From     1 May 2026", "  Charge   € 625.00", "  Clauses  cancel, office-hours"]);
        assert_eq!(stacked[3..5], ["", "  From     2 May 2026"]);
        assert!(table.lines(24).iter().all(|line| columns(line) <= 24), "{:?}", table.lines(24));
    }

    #[test]
    fn text_from_outside_cannot_steer_a_terminal() {
        assert_eq!(clean("a\u{1b}[31m\nb"), "a\u{fffd}[31m\u{fffd}b");
        assert_eq!(clipped("2026-0001", 6), "2026-…");
        assert_eq!(capital("één"), "Één");
    }
}
