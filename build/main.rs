//! Generates the law from `src/law`: constants from checked data, so that data at fault stop the build; and the contract from
//! `proto/`: messages, how their JSON is written and read, and the descriptors for reflection; with the feature `service` the
//! services too, and the files of the console, packed. Pure Rust, no `protoc` needed. Without the feature `contract` there is no
//! contract to generate.

mod console;
mod json;
mod law;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prost::Message;

/// The root of the `.proto` files: their imports are written from here.
const ROOT: &str = "proto";
/// Maps are in the order of their keys, wherever they are.
const MAPS: &str = ".clausula.v1";
/// The folders of the law.
const LAW: &str = "src/law";
/// The console as it is built: see `web/README.md`.
const CONSOLE: &str = "web/dist";

fn main() -> Result<(), Box<dyn Error>> {
    for input in [ROOT, LAW, CONSOLE, "build"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("law.rs"), law::generate(Path::new(LAW))?)?;
    let has = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    if !has("CONTRACT") {
        return Ok(());
    }

    let service = has("SERVICE");
    if service {
        fs::write(out.join("console.rs"), console::generate(Path::new(CONSOLE), &out)?)?;
    }
    let descriptors = protox::compile(proto_files(&Path::new(ROOT).join("clausula/v1"))?, [ROOT])?;
    let encoded = descriptors.encode_to_vec();
    fs::write(out.join("clausula.v1.bin"), &encoded)?;

    fs::write(out.join("clausula.v1.json.rs"), json::shapes(&descriptors)?)?;
    pbjson_build::Builder::new().register_descriptors(&encoded)?.btree_map([MAPS]).build(&[".clausula.v1"])?;
    let written = out.join("clausula.v1.serde.rs");
    fs::write(&written, json::without_readers(&fs::read_to_string(&written)?)?)?;

    tonic_prost_build::configure()
        .build_client(service)
        .build_server(service)
        .btree_map(MAPS)
        // The timestamps of `prost_types` have no JSON.
        .extern_path(".google.protobuf.Timestamp", "crate::contract::Timestamp")
        .codec_path("crate::contract::Codec")
        .compile_fds(descriptors)?;
    Ok(())
}

/// The `.proto` files of `directory`, in an order that does not depend on the file system.
fn proto_files(directory: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
