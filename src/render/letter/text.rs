//! A letter as plain text.

use super::{Block, Letter};
use crate::render::layout::{columns, wrap};

/// Short lines: mail programs quote them.
const WIDTH: usize = 76;

pub(super) fn write(letter: &Letter) -> String {
    let mut lines = vec![letter.subject.clone(), String::new(), letter.salutation().to_owned(), String::new()];
    for block in &letter.blocks {
        match block {
            Block::Paragraph(text) => lines.extend(wrap(text, WIDTH)),
            Block::Heading(text) => {
                lines.push(text.to_uppercase());
                continue;
            }
            Block::Rows(rows) => lines.extend(aligned(rows)),
            Block::List(items) => {
                for item in items {
                    let wrapped = wrap(item, WIDTH - 2);
                    let lead = std::iter::once("- ").chain(std::iter::repeat("  "));
                    lines.extend(wrapped.iter().zip(lead).map(|(line, lead)| format!("{lead}{line}")));
                }
            }
        }
        lines.push(String::new());
    }
    lines.extend(wrap(letter.close(), WIDTH));
    lines.extend([String::new(), letter.greeting().to_owned(), letter.from.clone(), String::new()]);
    lines.extend(wrap(&letter.terms, WIDTH));
    lines.join("\n") + "\n"
}

/// What is paid for, and to its right how much.
fn aligned(rows: &[(String, String)]) -> Vec<String> {
    let amounts = rows.iter().map(|(_, amount)| columns(amount)).max().unwrap_or_default();
    let room = WIDTH.saturating_sub(amounts + 4).max(1);
    let names = rows.iter().map(|(name, _)| columns(name).min(room)).max().unwrap_or_default();
    let mut lines = Vec::new();
    for (name, amount) in rows {
        let wrapped = wrap(name, room);
        for (place, part) in wrapped.iter().enumerate() {
            let pad = " ".repeat(names.saturating_sub(columns(part)));
            lines.push(match place + 1 == wrapped.len() {
                true => format!("  {part}{pad}  {amount:>amounts$}"),
                false => format!("  {part}"),
            });
        }
    }
    lines
}
