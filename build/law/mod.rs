//! The law as data, checked while the program is built: every folder of `src/law` that holds a `law.toml` becomes the
//! law of one jurisdiction, written as constants. What is wrong with the data stops the build.

mod checks;
mod provisions;
mod shape;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

pub(crate) use checks::Jurisdiction;

/// The source of a module with the law of every jurisdiction under `folder`, in the order of their folders.
///
/// # Errors
/// The first fault, with the file that has it.
pub(crate) fn generate(folder: &Path) -> Result<String, String> {
    let mut jurisdictions = Vec::new();
    for path in sorted(folder)? {
        if path.join("law.toml").is_file() {
            jurisdictions.push(read(&path)?);
        }
    }
    for (place, one) in jurisdictions.iter().enumerate() {
        if jurisdictions.iter().skip(place + 1).any(|other| other.id == one.id) {
            return Err(format!("{}: two folders have the law `{}`", folder.display(), one.id));
        }
    }
    if jurisdictions.is_empty() {
        return Err(format!("{}: there is no folder with a `law.toml`", folder.display()));
    }
    Ok(write::module(&jurisdictions))
}

/// The law of one folder.
fn read(folder: &Path) -> Result<Jurisdiction, String> {
    let mut files = Vec::new();
    for path in sorted(folder)? {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        files.push((name.to_owned(), text));
    }
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    parse(name, &files).map_err(|fault| format!("{}: {fault}", folder.display()))
}

/// The law that the files of one folder state: their names and texts, in the order of the names.
///
/// # Errors
/// The first fault, with the file that has it.
pub(crate) fn parse(folder: &str, files: &[(String, String)]) -> Result<Jurisdiction, String> {
    let known = [
        "collection-costs.toml",
        "interest.toml",
        "law.toml",
        "leaving.toml",
        "provisions.toml",
        "rules.toml",
        "rulings.toml",
        "withdrawal.toml",
    ];
    if let Some((name, _)) = files.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        return Err(format!("`{name}` is not one of {}", known.join(", ")));
    }
    let raw = shape::Files {
        law: shaped(files, "law.toml")?.ok_or("there is no `law.toml`")?,
        rules: shaped(files, "rules.toml")?,
        leaving: shaped(files, "leaving.toml")?,
        withdrawal: shaped(files, "withdrawal.toml")?,
        interest: shaped(files, "interest.toml")?,
        collection_costs: shaped(files, "collection-costs.toml")?,
        rulings: shaped(files, "rulings.toml")?,
        provisions: shaped(files, "provisions.toml")?,
    };
    checks::jurisdiction(folder, source(files), raw)
}

fn shaped<T: DeserializeOwned>(files: &[(String, String)], name: &str) -> Result<Option<T>, String> {
    let Some((_, text)) = files.iter().find(|(file, _)| file == name) else { return Ok(None) };
    toml::from_str(text).map(Some).map_err(|error| format!("{name}: {error}"))
}

/// The files in one text: of each its name, a zero byte, its text and a zero byte.
fn source(files: &[(String, String)]) -> String {
    files.iter().map(|(name, text)| format!("{name}\0{text}\0")).collect()
}

/// `sha256:` and the SHA-256 of such a text.
pub(crate) fn digest(source: &str) -> String {
    let hex = Sha256::digest(source).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("sha256:{hex}")
}

/// What a folder holds, in an order that does not depend on the file system.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let fault = |error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        paths.push(entry.map_err(fault)?.path());
    }
    paths.sort();
    Ok(paths)
}
