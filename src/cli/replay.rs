//! `clausula replay`: a decision log decided again.

mod text;

use super::Session;
use super::args::Locale;
use super::exit::{Exit, Failure};
use super::log::{no_record, unreadable};
use crate::decision_log::{Decided, Store, lines};
use crate::law::Law;
use crate::policy::store::PolicySet;
use crate::replay::{Change, ChangeReport, Reproduced, Shelf, Under, reproduce};
use clap::{ValueEnum, ValueHint};
use serde::Serialize;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  clausula replay DIR                                 whether every decision comes out the same
  clausula replay DIR --policies new/                 and what the terms in new/ would have decided
  clausula replay DIR --policies new/ --format markdown
                                                      for a pull request
  clausula replay sample.jsonl --policies policies/   a sample in the repository, for CI

Ends with 1 where a decision does not come out the same, or new terms change one in a way that `clausula
compare` does not tell of. Customers are taken to do the same under other terms.";

/// What `clausula replay` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The directory of a decision log, or a file of exported records
    #[arg(value_hint = ValueHint::AnyPath)]
    log: PathBuf,

    /// The directory of the log whose store has the policies, where they are not beside the records
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,

    /// Decide under the new version in force at conclusion, instead of the newest of the policy
    #[arg(long)]
    in_force: bool,

    /// For a person or for a program
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Write the report to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// End with 1 where anything changes, announced or not
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
    /// One object
    Json,
    /// For a pull request
    Markdown,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// Decisions in the log.
    decisions: u64,
    /// How many came out the same, byte for byte.
    reproduced: u64,
    /// Those that did not, the first of them one by one.
    not_reproduced: u64,
    first_not_reproduced: Vec<NotReproduced>,
    /// What the new terms would have decided, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeReport>,
}

#[derive(Debug, Serialize)]
struct NotReproduced {
    seq: u64,
    because: String,
}

/// How many decisions that did not come out the same are told one by one.
const MOST_TOLD: usize = 20;

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let new = session.policies.is_some().then(|| session.policies()).transpose()?;
    let law = Law::built_in();
    let mut shelf = shelf(args, new.as_ref())?;
    let under = if args.in_force { Under::InForce } else { Under::Newest };
    let mut change = new.as_ref().map(|new| Change::new(new, law, under, args.locale.into()));
    let mut report = Report::default();
    for line in lines(&args.log).map_err(unreadable)? {
        let line = line.map_err(unreadable)?;
        if !line.whole {
            continue;
        }
        let Some(record) = Decided::of(&line.text).map_err(|_| no_record(&line))? else { continue };
        let fault = |error: crate::decision_log::StoreError| Failure::told(error.to_string());
        report.note(record.seq, reproduce(&record, &mut shelf, law).map_err(fault)?);
        if let Some(change) = &mut change {
            change.add(&record, &mut shelf).map_err(fault)?;
        }
    }
    report.change = change.map(Change::into_report);
    let text = match args.format {
        Format::Text => text::text(&report, args.locale.into(), session.streams.width()),
        Format::Markdown => text::markdown(&report, args.locale.into()),
        Format::Json => {
            serde_json::to_string_pretty(&report).map_err(|error| Failure::told(format!("JSON: {error}")))?
        }
    };
    session.streams.write(args.output.as_deref(), &text)?;
    Ok(if report.falls_short(args.exit_code) { Exit::FallsShort } else { Exit::Fine })
}

/// Where the policies of the records are looked for: the store, what is built in, and the new ones.
fn shelf(args: &Args, new: Option<&PolicySet>) -> Result<Shelf, Failure> {
    let beside = if args.log.is_dir() { Some(args.log.as_path()) } else { args.log.parent() };
    let directory = args.store.as_deref().or(beside).map(Path::to_owned);
    let mut shelf = Shelf::new(directory.as_deref().map(Store::of_log));
    shelf.add(&PolicySet::built_in().map_err(|report| Failure::told(report.to_string()))?);
    new.into_iter().for_each(|new| shelf.add(new));
    Ok(shelf)
}

impl Report {
    fn note(&mut self, seq: u64, outcome: Reproduced) {
        self.decisions += 1;
        let because = match outcome {
            Reproduced::Same => {
                self.reproduced += 1;
                return;
            }
            Reproduced::Differs { engine, problem } if problem.is_empty() => {
                format!("another decision (decided by engine {engine}, this is {})", env!("CARGO_PKG_VERSION"))
            }
            Reproduced::Differs { problem, .. } => format!("no decision now: {problem}"),
            Reproduced::UnknownPolicy { digest } => format!("the policy {digest} is not in the store"),
            Reproduced::OtherLaw { id, digest, engine } => {
                format!("the law {id} {digest} is not that of this program: engine {engine} knows it")
            }
            Reproduced::Masked => "fields of the request were left out or hashed".to_owned(),
        };
        self.not_reproduced += 1;
        if self.first_not_reproduced.len() < MOST_TOLD {
            self.first_not_reproduced.push(NotReproduced { seq, because });
        }
    }

    /// Whether it is to end with 1.
    fn falls_short(&self, at_any_change: bool) -> bool {
        let change = self.change.as_ref();
        let unannounced = change.is_some_and(|change| change.unannounced > 0 || change.undecided > 0);
        let any = at_any_change && change.is_some_and(|change| change.changed > 0);
        self.not_reproduced > 0 || unannounced || any
    }
}
