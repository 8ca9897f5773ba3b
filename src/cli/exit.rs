//! How a command ends.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::money::Locale;
use crate::policy::Summary;

/// The exit codes of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: fine.
    Fine,
    /// 1: the input, or a policy, falls short.
    FallsShort,
    /// 2: the command line itself is wrong.
    Usage,
}

impl Exit {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::FallsShort => 1,
            Exit::Usage => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

/// Why a command stops before it is done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input, or a policy, falls short. More than one line where there is more than one fault.
    Input(Summary),
    /// A file or a stream cannot be read.
    Reading {
        /// Which, in backticks where it is a file.
        place: String,
        /// Why.
        error: io::Error,
    },
    /// A file or a stream cannot be written.
    Writing {
        /// Which.
        place: String,
        /// Why.
        error: io::Error,
    },
    /// Whoever read the output has left: nothing to tell, and nobody to tell it to.
    Closed,
}

impl Failure {
    /// The exit code that belongs to it.
    pub(crate) const fn exit(&self) -> Exit {
        match self {
            Failure::Input(_) | Failure::Reading { .. } | Failure::Writing { .. } => Exit::FallsShort,
            Failure::Closed => Exit::Fine,
        }
    }

    /// What falls short, in the reader's language already, or in words that are no language's.
    pub(crate) fn told(text: impl Into<String>) -> Failure {
        Failure::Input(Summary::of_one(text))
    }

    /// A failure to write to a place with this name.
    pub(crate) fn writing(place: &str, error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Writing { place: place.to_owned(), error },
        }
    }

    /// A failure to read a file.
    pub(crate) fn reading(path: &Path, error: io::Error) -> Failure {
        Failure::Reading { place: format!("`{}`", path.display()), error }
    }

    /// What went wrong, in words.
    pub(crate) fn text(&self, locale: Locale) -> String {
        let cannot = |what: &str, place: &str, error| format!("{what} {place}: {}", why(error, locale));
        match self {
            Failure::Input(message) => message.get(locale).to_owned(),
            Failure::Reading { place, error } => cannot(locale.pick("cannot read", "kan niet lezen:"), place, error),
            Failure::Writing { place, error } => {
                cannot(locale.pick("cannot write to", "kan niet schrijven naar"), place, error)
            }
            Failure::Closed => locale.pick("the output was closed", "de uitvoer is gesloten").to_owned(),
        }
    }
}

/// As [`Failure::text`], in English.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Locale::En))
    }
}

/// What went wrong with a file or a stream, in English.
pub(crate) fn plain(error: &io::Error) -> String {
    why(error, Locale::En)
}

/// What went wrong with a file or a stream, without the number of the operating system's error.
fn why(error: &io::Error, locale: Locale) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => locale.pick("no such file or directory", "er is geen bestand of map met die naam"),
        io::ErrorKind::PermissionDenied => locale.pick("permission denied", "dat is niet toegestaan"),
        io::ErrorKind::IsADirectory => locale.pick("it is a directory", "het is een map"),
        io::ErrorKind::StorageFull => locale.pick("no space left", "er is geen ruimte meer"),
        _ => return error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    };
    text.to_owned()
}
