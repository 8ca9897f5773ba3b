//! How a command ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

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
    Input(String),
    /// Whoever read the output has left: nothing to tell, and nobody to tell it to.
    Closed,
}

impl Failure {
    /// The exit code that belongs to it.
    pub(crate) const fn exit(&self) -> Exit {
        match self {
            Failure::Input(_) => Exit::FallsShort,
            Failure::Closed => Exit::Fine,
        }
    }

    /// A failure to write to a place with this name.
    pub(crate) fn writing(place: &str, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Input(format!("cannot write to {place}: {}", plain(error))),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(message) => f.write_str(message),
            Failure::Closed => f.write_str("the output was closed"),
        }
    }
}

/// What went wrong with a file or a stream, without the number of the operating system's error.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::StorageFull => "no space left".to_owned(),
        _ => error.to_string(),
    };
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
