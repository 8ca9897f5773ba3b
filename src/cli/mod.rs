//! The command line: one binary, one file for each command.
//!
//! [`run`] is the whole program but for the streams of the process, so that tests can call it. Commands return an
//! [`Exit`]; what goes wrong is told on standard error, in one place.

mod accept;
mod args;
mod ask;
mod batch;
mod colour;
mod compare;
mod comparison;
mod completions;
mod demo;
mod evaluate;
mod examples;
mod exit;
mod explain;
mod facts;
mod files;
mod help;
mod io;
mod law;
mod lines;
mod log;
#[cfg(feature = "man")]
mod man;
mod moment;
mod new;
mod options;
mod policies;
mod progress;
mod pump;
mod quote;
mod replay;
#[cfg(feature = "testing")]
mod sample;
mod schema;
mod serve;
mod table;
mod test;
mod unfit;
mod verify;

pub use exit::Exit;
pub use io::{Streams, Terminals};

use crate::clock;
use crate::money::Locale;
use crate::policy::Summary;
use crate::policy::load::Report;
use crate::policy::store::{LoadDirError, PolicySet};
use crate::vocabulary::{Bilingual, both};
use args::{Arguments, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use exit::Failure;
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the program. `args` begins with the program's name, as [`std::env::args_os`] does.
///
/// ```
/// use clausula::cli::{Exit, Streams, run};
///
/// let mut streams = Streams::of_process();
/// assert_eq!(run(["clausula", "law", "--format", "json"], &mut streams), Exit::Fine);
/// ```
pub fn run<I>(args: I, streams: &mut Streams) -> Exit
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    let asked = help::language(&args);
    let command = match asked {
        Locale::En => Arguments::command(),
        Locale::Nl => help::in_dutch(Arguments::command()),
    };
    let matches = command.try_get_matches_from(args);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(message) => return usage(&message, asked, streams),
    };
    let locale = arguments.command.locale();
    let mut session = Session { policies: arguments.policies(), locale, streams };
    match dispatch(&arguments.command, &mut session) {
        Ok(exit) => exit,
        Err(Failure::Closed) => Failure::Closed.exit(),
        Err(failure) => {
            let told = format!("{}: {}", locale.pick("error", "fout"), failure.text(locale));
            streams.tell(&if streams.colours_stderr() { colour::painted(&told) } else { told });
            failure.exit()
        }
    }
}

fn dispatch(command: &Command, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Evaluate(args) => evaluate::run(args, session),
        Command::Ask(args) => ask::run(args, session),
        Command::Batch(args) => batch::run(args, session),
        Command::Demo(args) => demo::run(args, session),
        Command::Quote(args) => quote::run(args, session),
        Command::Options(args) => options::run(args, session),
        Command::Test(args) => test::run(args, session),
        Command::Verify(args) => verify::run(args, session),
        Command::Accept(args) => accept::run(args, session),
        Command::Compare(args) => compare::run(args, session),
        Command::Policies(args) => policies::run(args, session),
        Command::Facts(args) => facts::run(args, session),
        Command::Law(args) => law::run(args, session),
        Command::Explain(args) => explain::run(args, session),
        Command::New(args) => new::run(args, session),
        Command::Schema(args) => schema::run(args, session),
        Command::Log(args) => log::run(args, session),
        Command::Replay(args) => replay::run(args, session),
        Command::Serve(args) => serve::run(args, session),
        Command::Completions(args) => completions::run(args, session),
        #[cfg(feature = "man")]
        Command::Man(args) => man::run(args),
    }
}

/// Help and version go to standard output and are fine; anything else is a usage error.
fn usage(message: &clap::Error, locale: Locale, streams: &mut Streams) -> Exit {
    let is_help = !message.use_stderr() || message.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if locale == Locale::Nl && !is_help {
        let told = help::fault(message);
        streams.tell(&if streams.colours_stderr() { colour::painted(&told) } else { told });
        return Exit::Usage;
    }
    let in_language = |text: String| if locale == Locale::Nl { help::own_words(&text) } else { text };
    let text = message.render();
    if message.use_stderr() {
        let text = if streams.colours_stderr() { text.ansi().to_string() } else { text.to_string() };
        streams.tell(in_language(text).trim_end());
        return Exit::Usage;
    }
    let text = if streams.colours_stdout() { text.ansi().to_string() } else { text.to_string() };
    streams.print(&in_language(text)).map_or_else(|failure| failure.exit(), |()| Exit::Fine)
}

/// What every command has at hand.
pub(crate) struct Session<'a> {
    policies: Option<PathBuf>,
    /// The language of what goes wrong.
    locale: Locale,
    pub(crate) streams: &'a mut Streams,
}

impl Session<'_> {
    /// The policies that are meant: those of `--policies`, or the built-in ones.
    pub(crate) fn policies(&mut self) -> Result<PolicySet, Failure> {
        let Some(directory) = &self.policies else {
            return PolicySet::built_in().map_err(|report| Failure::told(report.written(self.locale)));
        };
        match PolicySet::from_dir(directory) {
            Ok(policies) => Ok(policies),
            Err(LoadDirError::Faults(report)) => {
                let place = format!("in `{}`", directory.display());
                let place = place.as_str();
                Err(self.faulty(&report, place, place))
            }
            Err(LoadDirError::Io { path, error }) => Err(Failure::reading(&path, error)),
            Err(other) => Err(Failure::told(other.to_string())),
        }
    }

    /// Tells what is wrong with policy files; `en` and `nl` say which.
    pub(crate) fn faulty(&mut self, report: &Report, en: &str, nl: &str) -> Failure {
        self.streams.tell(&format!("{}\n", report.written(self.locale)));
        let count = report.errors().count();
        let errors = if count == 1 { Bilingual::new("error", "fout") } else { Bilingual::new("errors", "fouten") };
        let (files, count) = (Summary { nl: nl.to_owned(), en: en.to_owned() }, Summary::of_one(count.to_string()));
        Failure::Input(both!(
            "no policies: the files {files} have {count} {errors}",
            "geen beleid: de bestanden {files} hebben {count} {errors}"; files, count, errors
        ))
    }
}
