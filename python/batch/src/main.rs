//! `clausula-batch`: decisions from Parquet to Parquet. The program `clausula` runs it for `clausula batch` and for
//! `clausula log export --format parquet`; it is a program of its own so that Arrow and Parquet stay out of that one.

mod args;
mod failure;
mod log;
mod parquet_file;
mod progress;
mod run;

use args::{Args, Command};
use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A decision is many small pieces of memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let ended = match Args::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Log(args) => log::run(&args),
        Command::Columns => {
            args::print_columns();
            Ok(failure::Ended::Fine)
        }
    };
    match ended {
        Ok(ended) => ended.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
