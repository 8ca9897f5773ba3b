//! Policy files: those that are built in, and those of a directory.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::policy::load::{LIMITS, Report};

/// Names and contents of the files below `policies`.
macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../policies/", $name))),)+]
    };
}

/// The policy files that are built in: the name below `policies`, and the text.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "emperra/undated.toml",
    "heartschool/undated.toml",
    "klantgenerator/2020-12-17.toml",
    "multidonnas/undated.toml",
    "onvergetelijk-onderwijs/undated.toml",
];

/// How many policy files a directory may hold.
pub const MAX_FILES: usize = 10_000;
/// How many bytes the policy files of a directory may hold together: 64 MiB.
pub const MAX_TOTAL: usize = 64 << 20;
/// How the name of a case file ends. Case files lie beside the policies that they test.
const CASE_FILES: &str = ".cases.toml";
/// How deep directories may be nested.
const MAX_DEPTH: usize = 16;

/// Why a directory of policies was not loaded.
#[derive(Debug)]
pub enum LoadDirError {
    /// A file or directory cannot be read.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no policy file.
    Empty {
        /// The directory.
        path: PathBuf,
    },
    /// There are more than [`MAX_FILES`] policy files, or they hold more than [`MAX_TOTAL`] bytes.
    TooMuch {
        /// The directory.
        path: PathBuf,
    },
    /// Files are at fault.
    Faults(Report),
}

impl fmt::Display for LoadDirError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadDirError::Io { path, error } => write!(f, "cannot read `{}`: {error}", path.display()),
            LoadDirError::Empty { path } => write!(f, "no policy file (`*.toml`) in `{}`", path.display()),
            LoadDirError::TooMuch { path } => {
                write!(f, "more than {MAX_FILES} policy files or {MAX_TOTAL} bytes in `{}`", path.display())
            }
            LoadDirError::Faults(report) => report.fmt(f),
        }
    }
}

impl std::error::Error for LoadDirError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LoadDirError::Io { error, .. } => Some(error),
            LoadDirError::Faults(report) => Some(report),
            LoadDirError::Empty { .. } | LoadDirError::TooMuch { .. } => None,
        }
    }
}

/// The names and contents of all policy files in a directory and below, sorted by name.
pub(super) fn read(directory: &Path) -> Result<Vec<(String, Vec<u8>)>, LoadDirError> {
    let mut found = Vec::new();
    find(directory, 0, &mut HashSet::new(), &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(LoadDirError::Empty { path: directory.to_owned() });
    }
    let mut files = Vec::new();
    let mut total = 0_usize;
    for path in found.iter().take(MAX_FILES + 1) {
        let bytes = contents(path)?;
        total = total.saturating_add(bytes.len());
        if files.len() >= MAX_FILES || total > MAX_TOTAL {
            return Err(LoadDirError::TooMuch { path: directory.to_owned() });
        }
        files.push((path.display().to_string(), bytes));
    }
    Ok(files)
}

/// Finds policy files. Symbolic links are followed, since mounted configuration consists of them; a directory that was
/// seen is not entered again, so that a loop of links ends.
fn find(
    directory: &Path,
    depth: usize,
    seen: &mut HashSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), LoadDirError> {
    let real = fs::canonicalize(directory).map_err(|error| unreadable(directory, error))?;
    if depth > MAX_DEPTH || found.len() > MAX_FILES || !seen.insert(real) {
        return Ok(());
    }
    for entry in fs::read_dir(directory).map_err(|error| unreadable(directory, error))? {
        let entry = entry.map_err(|error| unreadable(directory, error))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let is_policy = path.extension().is_some_and(|extension| extension == "toml") && !is_case_file(&path);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => find(&path, depth + 1, seen, found)?,
            Ok(metadata) if metadata.is_file() && is_policy => found.push(path),
            Err(error) if is_policy => return Err(unreadable(&path, error)),
            // A link that leads nowhere, or something that is no file, is nobody's policy.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(())
}

/// Whether a file holds cases for a policy instead of one.
fn is_case_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(CASE_FILES))
}

/// The contents of a file: one byte more than is allowed of a larger one, which the loader then reports.
fn contents(path: &Path) -> Result<Vec<u8>, LoadDirError> {
    let limit = u64::try_from(LIMITS.bytes).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: io::Error) -> LoadDirError {
    LoadDirError::Io { path: path.to_owned(), error }
}
