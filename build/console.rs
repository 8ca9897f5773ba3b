//! The files of the console as source code: each with its bytes, plain and packed, and a name for its content.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// A list of all files of a folder, for `include!`.
///
/// # Errors
/// When a file cannot be read, is of a kind that is not served, or cannot be packed.
pub(crate) fn generate(folder: &Path, out: &Path) -> Result<String, Box<dyn Error>> {
    let here = env::current_dir()?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().into_string().map_err(|_| "a name of a file is not UTF-8")?);
    }
    names.sort();
    let mut code = String::from("&[\n");
    for name in names {
        let plain = here.join(folder).join(&name);
        let packed = out.join(format!("console.{name}.gz"));
        let bytes = fs::read(&plain)?;
        let mut packer = GzEncoder::new(fs::File::create(&packed)?, Compression::best());
        packer.write_all(&bytes)?;
        packer.finish()?;
        let kind = kind(&name).ok_or_else(|| format!("`{name}` is of a kind that is not served"))?;
        let tag: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = if name == "index.html" { "/".to_owned() } else { format!("/console/{name}") };
        writeln!(
            code,
            "Asset {{ path: {path:?}, kind: {kind:?}, tag: {tag:?}, \
             plain: include_bytes!({plain:?}), packed: include_bytes!({packed:?}) }},"
        )?;
    }
    code.push(']');
    Ok(code)
}

/// The content type of a file.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next()? {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}
