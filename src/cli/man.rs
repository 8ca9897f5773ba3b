//! `clausula man`: the pages of the manual, for packages.

use super::args::Arguments;
use super::exit::{Exit, Failure};
use clap::{CommandFactory, ValueHint};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What `clausula man` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A directory that exists, for a page of each command
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    directory: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    write(&args.directory).map_err(|error| Failure::writing(&format!("`{}`", args.directory.display()), error))?;
    Ok(Exit::Fine)
}

fn write(directory: &Path) -> io::Result<()> {
    clap_mangen::generate_to(Arguments::command(), directory)?;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|section| section == "1") {
            fs::write(&path, with_examples(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// The page with its examples line by line, as they stand in the help. `clap_mangen` fills them like a paragraph.
fn with_examples(page: &str) -> String {
    let Some((before, extra)) = page.split_once(".SH EXTRA\n") else { return page.to_owned() };
    let examples = extra.strip_prefix("Examples:\n").unwrap_or(extra);
    let (examples, after) = examples.split_once(".SH ").unwrap_or((examples, ""));
    let after = if after.is_empty() { String::new() } else { format!(".SH {after}") };
    format!("{before}.SH EXAMPLES\n.nf\n{examples}.fi\n{after}")
}
