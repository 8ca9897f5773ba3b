//! The files that a command line means: those it names, and those in the directories it names.

use super::exit::Failure;
use crate::vocabulary::{Bilingual, both};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How deep directories may be nested.
const MOST_DEPTH: usize = 16;

/// The most bytes of one file: what a policy file may have, and one more to tell.
const MOST_BYTES: u64 = (16 << 20) + 1;

/// The named files, and in named directories and below, hidden ones left out, those whose name is wanted; sorted within
/// each directory, none twice.
///
/// # Errors
/// When something cannot be read, or nothing is found: `what` says what was looked for.
pub(crate) fn find(paths: &[PathBuf], what: Bilingual, wanted: fn(&str) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        if path.is_dir() {
            found.extend(search(path, wanted)?);
            if found.len() == before {
                let place = path.display();
                return Err(Failure::Input(
                    both!("there is no {what} in `{place}`", "er is geen {what} in `{place}`"; what),
                ));
            }
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}

/// The files in a directory and below whose name is wanted, hidden ones left out; sorted within each directory.
///
/// # Errors
/// When something cannot be read.
pub(crate) fn search(directory: &Path, wanted: fn(&str) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    search_below(directory, 0, wanted, &mut found)?;
    Ok(found)
}

fn search_below(
    directory: &Path,
    depth: usize,
    wanted: fn(&str) -> bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    if depth > MOST_DEPTH {
        return Err(Failure::Input(both!("`{}` is nested too deeply", "`{}` is te diep genest", directory.display())));
    }
    let cannot = |error| Failure::reading(directory, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(cannot)? {
        entries.push(entry.map_err(cannot)?.path());
    }
    entries.sort();
    for path in entries {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            search_below(&path, depth + 1, wanted, found)?;
        } else if wanted(&name) {
            found.push(path);
        }
    }
    Ok(())
}

/// The name of a file for messages, with slashes, and its bytes.
pub(crate) fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let name = path.display().to_string();
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name };
    let mut bytes = Vec::new();
    let read = super::io::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| Failure::reading(path, error))?;
    Ok((name, bytes))
}

/// Writes a new file, and the directories above it; one that is there is never written over.
///
/// # Errors
/// When there is such a file, or it cannot be written.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let name = path.display();
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Input(both!(
            "`{name}` is there already; nothing was written over it",
            "`{name}` is er al; er is niets overschreven"
        )),
        _ => Failure::writing(&format!("`{name}`"), error),
    };
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above).map_err(cannot)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)
}
