//! Where a command reads from and writes to.

use super::colour;
use super::exit::Failure;
use crate::render::{NARROWEST, WIDTH};
use crate::vocabulary::both;
use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::mem;
use std::path::Path;

/// The three streams of a process, or what a test puts in their place.
pub struct Streams {
    /// Standard input.
    pub stdin: Box<dyn Read + Send>,
    /// Standard output.
    pub stdout: Box<dyn Write + Send>,
    /// Standard error.
    pub stderr: Box<dyn Write + Send>,
    /// Which of them a person looks at.
    pub terminals: Terminals,
}

/// Which streams are a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminals {
    /// Standard input is typed by a person.
    pub stdin: bool,
    /// Standard output is read by a person.
    pub stdout: bool,
    /// Standard error is read by a person.
    pub stderr: bool,
    /// How many columns the terminal of standard output has; `None`: as many as are asked for.
    pub columns: Option<usize>,
    /// Whether a terminal is not to be coloured.
    pub plain: bool,
}

/// The most bytes of one request: as much as one line may have, and many times what any request needs.
pub(crate) const MOST_REQUEST_BYTES: usize = 1 << 20;

impl Streams {
    /// The streams of this process.
    pub fn of_process() -> Streams {
        let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
        let terminals = Terminals {
            stdin: stdin.is_terminal(),
            stdout: stdout.is_terminal(),
            stderr: stderr.is_terminal(),
            columns: columns(&stdout),
            plain: !colour::wanted(env::var_os("NO_COLOR"), env::var_os("TERM")),
        };
        Streams { stdin: Box::new(stdin), stdout: Box::new(stdout), stderr: Box::new(stderr), terminals }
    }

    /// How wide lines may be: as the terminal is, within what can be read.
    pub(crate) fn width(&self) -> usize {
        self.terminals.columns.unwrap_or(WIDTH).clamp(NARROWEST, WIDTH)
    }

    /// Whether what goes to standard output is coloured.
    pub(crate) fn colours_stdout(&self) -> bool {
        self.terminals.stdout && !self.terminals.plain
    }

    /// Whether what goes to standard error is coloured.
    pub(crate) fn colours_stderr(&self) -> bool {
        self.terminals.stderr && !self.terminals.plain
    }

    /// Writes a text for a person to standard output: with colours where a terminal wants them.
    pub(crate) fn print_text(&mut self, text: &str) -> Result<(), Failure> {
        match self.colours_stdout() {
            true => self.print(&colour::painted(text)),
            false => self.print(text),
        }
    }

    /// Standard input, for somebody who keeps it; nothing is left of it here.
    pub(crate) fn take_stdin(&mut self) -> Box<dyn Read + Send> {
        mem::replace(&mut self.stdin, Box::new(io::empty()))
    }

    /// Standard output, for somebody who keeps it; what is written here afterwards is lost.
    pub(crate) fn take_stdout(&mut self) -> Box<dyn Write + Send> {
        mem::replace(&mut self.stdout, Box::new(io::sink()))
    }

    /// Writes to standard output, with one newline at the end.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        let end: &[u8] = if text.ends_with('\n') { b"" } else { b"\n" };
        let written = self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.write_all(end));
        written.and_then(|()| self.stdout.flush()).map_err(|error| Failure::writing("standard output", error))
    }

    /// Writes pretty JSON to standard output.
    pub(crate) fn print_json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| {
            Failure::Input(both!("the answer has no JSON: {error}", "het antwoord heeft geen JSON: {error}"))
        })?;
        self.print(&text)
    }

    /// Writes a line to standard error. When that is closed, nobody can be told.
    pub(crate) fn tell(&mut self, text: &str) {
        let _ = writeln!(self.stderr, "{text}").and_then(|()| self.stderr.flush());
    }

    /// Reads one text from a file, or from standard input when there is none or it is `-`.
    pub(crate) fn read(&mut self, file: Option<&Path>, hint: &str) -> Result<Input, Failure> {
        match named(file) {
            Some(path) => Input::read(&format!("`{}`", path.display()), &mut open(path)?),
            None => {
                if self.terminals.stdin {
                    self.tell(hint);
                }
                Input::read("standard input", &mut self.stdin)
            }
        }
    }

    /// Writes a whole text to a file, or to standard output when there is none or it is `-`.
    pub(crate) fn write(&mut self, file: Option<&Path>, text: &str) -> Result<(), Failure> {
        match named(file) {
            Some(path) => {
                fs::write(path, text).map_err(|error| Failure::writing(&format!("`{}`", path.display()), error))
            }
            None => self.print(text),
        }
    }
}

/// Where a long text goes as it is made. In a terminal it waits for the end, as how far the work is is told there meanwhile.
pub(crate) struct TextSink {
    to: Box<dyn Write + Send>,
    place: String,
    is_stdout: bool,
    painted: bool,
    held: Option<String>,
    failed: Option<io::Error>,
}

impl TextSink {
    /// A file, or standard output, which is the sink's until its [end](TextSink::end). `for_a_person`: coloured where a terminal
    /// wants that.
    pub(crate) fn new(streams: &mut Streams, file: Option<&Path>, for_a_person: bool) -> Result<TextSink, Failure> {
        let sink = |to, place| TextSink { to, place, is_stdout: false, painted: false, held: None, failed: None };
        let Some(path) = named(file) else {
            let (is_terminal, painted) = (streams.terminals.stdout, for_a_person && streams.colours_stdout());
            let held = is_terminal.then(String::new);
            return Ok(TextSink {
                is_stdout: true,
                painted,
                held,
                ..sink(streams.take_stdout(), "standard output".to_owned())
            });
        };
        let place = format!("`{}`", path.display());
        match File::create(path) {
            Ok(file) => Ok(sink(Box::new(BufWriter::new(file)), place)),
            Err(error) => Err(Failure::writing(&place, error)),
        }
    }

    /// Writes more. What cannot be written is told at the end.
    pub(crate) fn write(&mut self, text: &str) {
        match &mut self.held {
            Some(held) => held.push_str(text),
            None if self.failed.is_none() => self.failed = self.to.write_all(text.as_bytes()).err(),
            None => {}
        }
    }

    /// Nothing more comes: standard output is given back.
    pub(crate) fn end(mut self, streams: &mut Streams) -> Result<(), Failure> {
        if let Some(held) = self.held.take() {
            self.write(&if self.painted { colour::painted(&held) } else { held });
        }
        let ended = self.failed.map_or_else(|| self.to.flush(), Err);
        if self.is_stdout {
            streams.stdout = self.to;
        }
        ended.map_err(|error| Failure::writing(&self.place, error))
    }
}

/// The columns of a terminal: those that `COLUMNS` asks for, or those that it has.
fn columns(stdout: &io::Stdout) -> Option<usize> {
    let asked = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let has = || terminal_size::terminal_size_of(stdout).map(|(width, _)| usize::from(width.0));
    asked.or_else(|| has().filter(|_| stdout.is_terminal()))
}

/// The file that is meant; `None` for standard input.
pub(crate) fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|path| *path != Path::new("-"))
}

/// A text and where it comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// The name of the file, or `standard input`.
    pub(crate) name: String,
    /// What it says.
    pub(crate) text: String,
}

/// Opens a file, not a directory, to read from.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    let name = path.display();
    let cannot = |error: io::Error| Failure::reading(path, error);
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.is_dir() {
        return Err(Failure::Input(both!(
            "cannot read `{name}`: it is a directory; name a file in it",
            "kan niet lezen: `{name}`: het is een map; noem een bestand erin"
        )));
    }
    Ok(file)
}

impl Input {
    fn read(name: &str, from: &mut dyn Read) -> Result<Input, Failure> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MOST_REQUEST_BYTES).unwrap_or(u64::MAX);
        let read = from.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| Failure::Reading { place: name.to_owned(), error })?;
        if bytes.len() > MOST_REQUEST_BYTES {
            return Err(Failure::Input(both!(
                "{name} is too long: one request has at most {MOST_REQUEST_BYTES} bytes; \
                 for many requests, one on each line, use `clausula evaluate --lines`",
                "{name} is te lang: één verzoek heeft hoogstens {MOST_REQUEST_BYTES} bytes; \
                 voor veel verzoeken, één per regel, is er `clausula evaluate --lines`"
            )));
        }
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(name, error.as_bytes(), &error.utf8_error()))?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Failure::Input(both!(
                "{name} is empty; `clausula evaluate --example` prints a request to edit",
                "{name} is leeg; `clausula evaluate --example` geeft een verzoek om te bewerken"
            )));
        }
        Ok(Input { name: name.to_owned(), text })
    }
}

fn not_utf8(name: &str, bytes: &[u8], error: &std::str::Utf8Error) -> Failure {
    let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = sound.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = sound.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(sound.get(start..).unwrap_or_default()).chars().count() + 1;
    Failure::Input(both!(
        "{name} is not UTF-8: line {line}, column {column}; save it as UTF-8",
        "{name} is geen UTF-8: regel {line}, kolom {column}; sla het op als UTF-8"
    ))
}
