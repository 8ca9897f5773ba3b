//! The program `clausula`: see [`clausula::cli`].

use clausula::cli::{self, Streams};
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A decision is many small pieces of memory: the system's allocator takes a quarter of the time of an answer.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), &mut Streams::of_process()).into()
}
