//! Generates Clausula's client and an echo of it, and the echo of bytes. Pure Rust, no `protoc` needed.

use std::error::Error;

const CONTRACT: &str = "../../proto";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={CONTRACT}");
    println!("cargo::rerun-if-changed=proto");
    let contract = protox::compile(["clausula/v1/evaluator_service.proto"], [CONTRACT])?;
    tonic_prost_build::configure().compile_fds(contract)?;
    tonic_prost_build::configure().compile_fds(protox::compile(["echo.proto"], ["proto"])?)?;
    Ok(())
}
