//! `clausula schema`: the format of policy files.

use super::Session;
use super::exit::{Exit, Failure};
use crate::policy::schema::{format_reference, json_schema};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  clausula schema > policy.schema.json              for an editor: completion and checks while you type
  clausula schema --format markdown > FORMAT.md     to read

Editors that use Taplo find the schema by a first line in the policy file:
  #:schema ./policy.schema.json";

/// What `clausula schema` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// For an editor or for a person
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A JSON Schema (draft 2020-12)
    Json,
    /// A reference of every table and key
    Markdown,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.streams.print(&match args.format {
        Format::Json => json_schema(),
        Format::Markdown => format_reference(),
    })?;
    Ok(Exit::Fine)
}
