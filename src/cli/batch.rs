//! `clausula batch`, and whatever else is Parquet: done by a program of its own, `clausula-batch`, which has the crates of Arrow
//! and Parquet so that this one does not. It lies beside this program, or is found as any program is.

use super::Session;
use super::exit::{Exit, Failure, plain};
use crate::vocabulary::both;
use clap::ValueHint;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

/// The name of the program.
const PROGRAM: &str = "clausula-batch";

const EXAMPLES: &str = "\
Examples:
  clausula batch facts.parquet answers.parquet                  a row of answers for each row of facts, in order
  clausula batch in.parquet out.parquet --policy multidonnas    without a column that names the policy
  clausula batch in.parquet out.parquet --answers 'charged,refund,deadlines.refund.*'
  clausula batch in.parquet out.parquet --keep customer         with a column of your own beside the answers
  clausula-batch run --help                                     all options
  clausula-batch columns                                        the columns of facts and of answers

A row that cannot be decided has its error in columns; the exit code is then 1.";

/// What `clausula batch` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, override_usage = "clausula batch FACTS.parquet ANSWERS.parquet [OPTIONS]")]
pub(crate) struct Args {
    /// The Parquet file with the facts, the one for the answers, and options of `clausula-batch run`
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_hint = ValueHint::FilePath)]
    given: Vec<OsString>,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let mut command = Command::new(program());
    command.arg("run").args(&args.given);
    let named = |arg: &OsString| arg.to_string_lossy().starts_with("--policies");
    if let Some(directory) = session.policies.as_ref().filter(|_| !args.given.iter().any(named)) {
        command.arg("--policies").arg(directory);
    }
    let status = command.status().map_err(|error| not_run(&error))?;
    Ok(ended(status))
}

/// Starts the program so that rows of a decision log can be written to its standard input.
pub(crate) fn log_to(output: &Path) -> Result<Child, Failure> {
    let mut command = Command::new(program());
    command.arg("log").arg(output).stdin(Stdio::piped());
    command.spawn().map_err(|error| not_run(&error))
}

/// The program beside this one, or else whichever the system finds by its name.
fn program() -> PathBuf {
    let beside = env::current_exe().ok().map(|program| program.with_file_name(file_name()));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| file_name().into())
}

fn file_name() -> OsString {
    let mut name = OsString::from(PROGRAM);
    name.push(OsStr::new(env::consts::EXE_SUFFIX));
    name
}

fn not_run(error: &io::Error) -> Failure {
    Failure::Input(match error.kind() {
        ErrorKind::NotFound => both!(
            "there is no program `{PROGRAM}` beside this one or on the PATH; build it with `cargo install --path python/batch`",
            "er is geen programma `{PROGRAM}` naast dit of op het PATH; maak het met `cargo install --path python/batch`"
        ),
        _ => both!("cannot run `{PROGRAM}`: {}", "kan `{PROGRAM}` niet starten: {}", plain(error)),
    })
}

/// How the program ended, as this one ends. What went wrong it told itself.
pub(crate) fn ended(status: ExitStatus) -> Exit {
    match status.code() {
        Some(0) => Exit::Fine,
        Some(2) => Exit::Usage,
        _ => Exit::FallsShort,
    }
}
