//! The program `clausula`: see [`clausula::cli`].

use clausula::cli::{self, Streams};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), &mut Streams::of_process()).into()
}
