//! `clausula schema`: the format of policy files and of case files.

use super::Session;
use super::args::Locale;
use super::exit::{Exit, Failure};
use crate::{cases, policy};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  clausula schema > policy.schema.json              for an editor: completion and checks while you type
  clausula schema cases > cases.schema.json         the same for case files
  clausula schema --format markdown > FORMAT.md     to read
  clausula schema cases --format markdown           every key of a case file, and what each question takes

Editors that use Taplo find the schema by a first line in the file:
  #:schema ./policy.schema.json";

/// What `clausula schema` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Of which files
    #[arg(value_enum, default_value = "policy")]
    files: Files,

    /// For an editor or for a person
    #[arg(long, value_enum, default_value = "json")]
    format: Format,

    /// The language of help and faults; the format itself is in English
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Files {
    /// Policy files
    Policy,
    /// Case files, `*.cases.toml`
    Cases,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A JSON Schema (draft 2020-12)
    Json,
    /// A reference of every table and key
    Markdown,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.streams.print(&match (args.files, args.format) {
        (Files::Policy, Format::Json) => policy::schema::json_schema(),
        (Files::Policy, Format::Markdown) => policy::schema::format_reference(),
        (Files::Cases, Format::Json) => cases::schema::json_schema(),
        (Files::Cases, Format::Markdown) => cases::schema::format_reference(),
    })?;
    Ok(Exit::Fine)
}
