//! `clausula compare`: where two versions of a policy decide differently.

use super::args::Locale;
use super::exit::{Exit, Failure};
use super::{Session, comparison, files, policies};
use crate::analyse::compare::compare;
use crate::law::Law;
use crate::policy::Policy;
use crate::policy::load::load;
use crate::policy::store::PolicySet;
use crate::vocabulary::both;
use clap::ValueEnum;
use comparison::Sides;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  clausula compare old.toml new.toml                       what changes, for whom, by how much
  clausula compare multidonnas my-multidonnas.toml         a policy that is loaded, and a file
  clausula compare shop@2026-01-01 shop@2027-01-01         two versions that are loaded
  clausula compare old.toml new.toml --format markdown     for a pull request
  clausula compare old.toml new.toml --exit-code           ends with 1 where they differ";

/// What `clausula compare` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The version to compare from: a policy file, or ID or ID@VERSION of one that is loaded
    old: PathBuf,

    /// The version to compare with
    new: PathBuf,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Write the report to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// End with 1 where the two decide differently, or something was not compared
    #[arg(long)]
    exit_code: bool,

    /// The language of texts
    #[arg(long, value_enum, default_value = "en")]
    pub(super) locale: Locale,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// One object, as `PolicyService.ComparePolicies` gives it
    Json,
    /// For a pull request
    Markdown,
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let loaded = session.policies()?;
    let (old, new) = (side(&args.old, &loaded, session)?, side(&args.new, &loaded, session)?);
    let compared = compare(&old, &new, Law::built_in());
    let (sides, locale) = (Sides { old: &old, new: &new }, args.locale.into());
    let text = match args.format {
        Format::Text => comparison::text(&sides, &compared, locale),
        Format::Markdown => comparison::markdown(&sides, &compared, locale),
        Format::Json => comparison::json(&sides, &compared, locale)?,
    };
    session.streams.write(args.output.as_deref(), &text)?;
    Ok(if args.exit_code && !compared.is_same() { Exit::FallsShort } else { Exit::Fine })
}

/// A policy file, or a policy that is loaded.
fn side(path: &Path, loaded: &PolicySet, session: &mut Session<'_>) -> Result<Policy, Failure> {
    let name = path.to_string_lossy();
    let (id, version) = name.split_once('@').map_or((name.as_ref(), None), |(id, version)| (id, Some(version)));
    if !path.exists() && loaded.versions(id).next().is_some() {
        return policies::find(loaded, id, version).cloned();
    }
    if !path.exists() {
        return Err(Failure::Input(both!(
            "`{name}` is no file, and no policy with that id is loaded",
            "`{name}` is geen bestand, en er is geen beleid met dat kenmerk"
        )));
    }
    let (name, bytes) = files::read(path)?;
    load(&name, &bytes).map(|loaded| loaded.policy).map_err(|report| {
        session.streams.tell(&format!("{}\n", report.written(session.locale)));
        Failure::Input(both!(
            "nothing was compared: `{name}` is no policy",
            "er is niets vergeleken: `{name}` is geen beleid"
        ))
    })
}
