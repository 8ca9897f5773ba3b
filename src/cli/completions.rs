//! `clausula completions`: completions for a shell.

use super::Session;
use super::args::{Arguments, Locale};
use super::exit::{Exit, Failure};
use clap::CommandFactory;
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  clausula completions bash > ~/.local/share/bash-completion/completions/clausula
  clausula completions zsh > ~/.zfunc/_clausula
  clausula completions fish > ~/.config/fish/completions/clausula.fish";

/// What `clausula completions` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell to complete for
    shell: Shell,

    /// The language of help and faults; the script itself is in English
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "clausula", &mut script);
    session.streams.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
