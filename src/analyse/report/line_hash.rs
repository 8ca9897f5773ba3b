//! What tells a line of a file from others when it moves: the hash that GitHub computes for code scanning, of the hundred
//! characters from the start of the line, blanks left out, and how many lines before it have the same.
//!
//! It is computed here so that results keep their identity where the file itself is not at hand when they are uploaded.

use std::collections::HashMap;

/// How many characters are hashed.
const BLOCK: usize = 100;
const FACTOR: u64 = 37;
/// What ends a file.
const END: u16 = u16::MAX;
const TAB: u16 = 9;
const NEWLINE: u16 = 10;
const RETURN: u16 = 13;
const SPACE: u16 = 32;

/// The hash of each line of a text, from the first.
pub(super) fn hashes(text: &str) -> Vec<String> {
    let mut hash = Rolling::default();
    let mut after_return = false;
    for unit in text.encode_utf16() {
        let pair = after_return && unit == NEWLINE;
        after_return = unit == RETURN;
        if unit != SPACE && unit != TAB && !pair {
            hash.read(if unit == RETURN { NEWLINE } else { unit });
        }
    }
    hash.read(END);
    hash.finish()
}

/// The hash of the last hundred characters, and which of them begin a line whose hash is not known yet.
struct Rolling {
    window: [u16; BLOCK],
    begins: [bool; BLOCK],
    at: usize,
    value: u64,
    at_line_start: bool,
    known: HashMap<u64, u32>,
    lines: Vec<String>,
}

impl Default for Rolling {
    fn default() -> Rolling {
        Rolling {
            window: [0; BLOCK],
            begins: [false; BLOCK],
            at: 0,
            value: 0,
            at_line_start: true,
            known: HashMap::new(),
            lines: Vec::new(),
        }
    }
}

impl Rolling {
    fn read(&mut self, unit: u16) {
        self.tell();
        if std::mem::take(&mut self.at_line_start)
            && let Some(begins) = self.begins.get_mut(self.at)
        {
            *begins = true;
        }
        self.at_line_start = unit == NEWLINE;
        self.push(unit);
    }

    /// Tells the hash of the line that began a hundred characters ago, where one did.
    fn tell(&mut self) {
        if self.begins.get_mut(self.at).is_some_and(std::mem::take) {
            let count = self.known.entry(self.value).or_default();
            *count += 1;
            self.lines.push(format!("{:x}:{count}", self.value));
        }
    }

    fn push(&mut self, unit: u16) {
        let Some(place) = self.window.get_mut(self.at) else { return };
        let gone = std::mem::replace(place, unit);
        let weight = (0..BLOCK).fold(1_u64, |weight, _| weight.wrapping_mul(FACTOR));
        self.value = self.value.wrapping_mul(FACTOR).wrapping_add(unit.into());
        self.value = self.value.wrapping_sub(weight.wrapping_mul(gone.into()));
        self.at = (self.at + 1) % BLOCK;
    }

    fn finish(mut self) -> Vec<String> {
        for _ in 0..BLOCK {
            self.tell();
            self.push(0);
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::hashes;

    #[test]
    fn hashes_are_those_of_the_platform() {
        // As the platform's own tests have them.
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
        let lines = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), lines);
    }

    #[test]
    fn blanks_and_ends_of_lines_make_no_difference_and_the_same_line_counts_up() {
        assert_eq!(hashes("a = 1\r\nb = 2\r\n"), hashes("a=1\n\tb  =2\n"));
        let same = hashes(&"x\n".repeat(300));
        assert_eq!(same.first().map(|hash| hash.rsplit(':').next()), Some(Some("1")));
        assert_eq!(same.get(50).and_then(|hash| hash.rsplit(':').next()), Some("51"));
    }
}
