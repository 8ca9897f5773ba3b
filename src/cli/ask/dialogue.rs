//! Questions and answers, one line each, on a terminal or through a pipe. What is asked goes to standard error, so that
//! standard output holds the answer alone.

use crate::cli::exit::Failure;
use crate::cli::io::Streams;
use crate::cli::table::wrap;
use crate::money::Locale;
use crate::vocabulary::both;
use std::io::{BufRead, BufReader, Read, Write};

/// The most bytes of an answer.
const MOST: u64 = 64 * 1024;

/// What is asked for.
pub(in crate::cli) struct Prompt {
    /// The question.
    pub(in crate::cli) ask: String,
    /// What may be chosen, one on each line.
    pub(in crate::cli) words: Vec<String>,
    /// How to answer.
    pub(in crate::cli) how: String,
}

pub(in crate::cli) struct Dialogue<'s> {
    pub(in crate::cli) streams: &'s mut Streams,
    pub(in crate::cli) locale: Locale,
    answers: BufReader<Box<dyn Read + Send>>,
    /// Whether a person types the answers, who can be asked again.
    person: bool,
    /// Whether there are no more answers.
    ended: bool,
    /// The number of the line that was read last.
    line: usize,
}

impl<'s> Dialogue<'s> {
    pub(in crate::cli) fn new(streams: &'s mut Streams, locale: Locale) -> Dialogue<'s> {
        let answers = BufReader::new(streams.take_stdin());
        let person = streams.terminals.stdin;
        Dialogue { streams, locale, answers, person, ended: false, line: 0 }
    }

    /// One of two texts.
    pub(in crate::cli) fn pick<'a>(&self, en: &'a str, nl: &'a str) -> &'a str {
        self.locale.pick(en, nl)
    }

    /// Asks until an answer fits. `take` gives what was understood, or what is wrong; a person is asked again, and a pipe is
    /// not, as the answers after a wrong one would go to the wrong questions.
    pub(in crate::cli) fn ask(
        &mut self,
        prompt: &Prompt,
        mut take: impl FnMut(&str) -> Result<Option<String>, String>,
    ) -> Result<(), Failure> {
        self.show(prompt);
        loop {
            let text = self.read()?;
            match take(&text) {
                Ok(understood) => {
                    if let Some(understood) = understood {
                        self.streams.tell(&format!("  = {understood}"));
                    }
                    return Ok(());
                }
                Err(problem) if self.person && !self.ended => {
                    self.streams.tell(&format!("  ! {problem}"));
                    self.mark();
                }
                Err(problem) => return Err(self.stopped(prompt, &problem)),
            }
        }
    }

    /// Asks for one of some words, by its number or its name.
    pub(in crate::cli) fn choose<'w>(&mut self, ask: &str, words: &[(&'w str, String)]) -> Result<&'w str, Failure> {
        let listed = words.iter().zip(1..).map(|((_, text), number)| format!("{number:>3}  {text}")).collect();
        let how = self.pick("a number or a name", "een nummer of een naam").to_owned();
        let (none, mut chosen) = (self.pick("choose one of the list", "kies er een van de lijst").to_owned(), None);
        self.ask(&Prompt { ask: ask.to_owned(), words: listed, how }, |text| {
            let names = words.iter().map(|(name, _)| *name);
            let found = place(text, names).or_else(|| place(text, words.iter().map(|(_, shown)| shown.as_str())));
            chosen = found.and_then(|place| words.get(place)).map(|(name, _)| *name);
            chosen.map(|_| None).ok_or_else(|| none.clone())
        })?;
        chosen.ok_or(Failure::told(none))
    }

    /// A line between the questions and the answer.
    pub(in crate::cli) fn part(&mut self) -> Result<(), Failure> {
        self.streams.tell("");
        Ok(())
    }

    fn show(&mut self, prompt: &Prompt) {
        let width = self.streams.width();
        let mut text = wrap(&prompt.ask, width).join("\n");
        for word in &prompt.words {
            text.push_str(&format!("\n{word}"));
        }
        let how = format!("({})", prompt.how);
        text.push_str(&format!("\n  {}", wrap(&how, width - 2).join("\n  ")));
        self.streams.tell(&text);
        self.mark();
    }

    /// Where a person types. Whoever cannot be told is not.
    fn mark(&mut self) {
        if self.person {
            let _ = self.streams.stderr.write_all(b"> ").and_then(|()| self.streams.stderr.flush());
        }
    }

    /// The next answer; nothing after the last one.
    fn read(&mut self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        let read = (&mut self.answers).take(MOST).read_until(b'\n', &mut bytes);
        read.map_err(|error| Failure::told(crate::cli::exit::plain(&error)))?;
        self.ended |= bytes.is_empty();
        self.line += 1;
        // A file may begin with a byte order mark.
        Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').trim().to_owned())
    }

    fn stopped(&self, prompt: &Prompt, problem: &str) -> Failure {
        let (ask, line) = (&prompt.ask, self.line);
        Failure::Input(match self.ended {
            true => both!(
                "the answers end before this one: {ask} ({problem})",
                "de antwoorden houden op vóór dit: {ask} ({problem})"
            ),
            false => both!("answer {line} does not fit: {ask} {problem}", "antwoord {line} past niet: {ask} {problem}"),
        })
    }
}

/// The place of a word among others, by its number from 1, its name, the head of only one name, or
/// words that stand in only one.
pub(in crate::cli) fn place<'w>(text: &str, names: impl Iterator<Item = &'w str> + Clone) -> Option<usize> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<usize>() {
        return number.checked_sub(1).filter(|place| *place < names.clone().count());
    }
    let plain = text.replace(['-', ' '], "_");
    let like = |name: &str| name.to_lowercase().replace(['-', ' '], "_");
    if let Some(place) = names.clone().position(|name| like(name) == plain) {
        return Some(place);
    }
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut found = names.clone().enumerate().filter(|(_, name)| !plain.is_empty() && fits(&like(name)));
        found.next().map(|(place, _)| place).filter(|_| found.next().is_none())
    };
    only(&|name| name.starts_with(&plain)).or_else(|| only(&|name| format!("_{name}_").contains(&format!("_{plain}_"))))
}
