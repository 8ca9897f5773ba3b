//! What the program takes.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clausula_columns::{Output, columns};

/// Decisions from Parquet to Parquet
#[derive(Debug, Parser)]
#[command(name = "clausula-batch", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer every row of a Parquet file, in order, in another
    Run(RunArgs),
    /// Write the rows of `clausula log export --flat`, read from standard input, as Parquet
    Log(LogArgs),
    /// List the columns of facts and of answers, with their types
    Columns,
}

/// What `run` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// The Parquet file with the facts
    pub(crate) input: PathBuf,

    /// The Parquet file for the answers
    pub(crate) output: PathBuf,

    /// The directory with the policies; without it, those that are built in
    #[arg(long, value_name = "DIR")]
    pub(crate) policies: Option<PathBuf>,

    /// The policy that decides where no column `policy_id` says which
    #[arg(long, value_name = "ID")]
    pub(crate) policy: Option<String>,

    /// Stop unless policies, law and program have this digest
    #[arg(long, value_name = "DIGEST")]
    pub(crate) digest: Option<String>,

    /// The columns of answers: names, `charges.*`, `deadlines.*` or `*`, with commas between them
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) answers: Vec<String>,

    /// Columns that go into the answers as they are, with commas between them; `*`: all that are no facts
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,

    /// How many threads answer; without it, one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) workers: Option<u16>,

    /// Show no progress
    #[arg(long)]
    pub(crate) quiet: bool,

    /// Pass the columns on without answering: what reading and writing alone take
    #[arg(long, hide = true)]
    pub(crate) identity: bool,
}

/// What `log` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct LogArgs {
    /// The Parquet file
    pub(crate) output: PathBuf,
}

pub(crate) fn print_columns() {
    println!("columns of facts");
    for column in columns() {
        let required = if column.required { ", required" } else { "" };
        println!("  {}: {}{required}", column.name, column.wanted);
    }
    println!("columns of answers (* unless others are chosen)");
    for output in Output::all() {
        let chosen = if Output::DEFAULT.contains(&output) { "*" } else { " " };
        println!("{chosen} {}: {}", output.name(), output.data_type());
    }
}
