//! Policy files: those that are built in, and those of a directory.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

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
/// The file in which a directory lists its policy files, as `sha256sum` writes it. Where it is, the files are those and no
/// others: a directory that was copied in part is not used.
pub const LISTING: &str = "policies.sha256";
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
    /// The files are not those of [`LISTING`]: some may not be there yet.
    NotAsListed {
        /// The listing.
        path: PathBuf,
        /// The first difference.
        problem: String,
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
            LoadDirError::NotAsListed { path, problem } => {
                write!(f, "the policy files are not those of `{}`: {problem}", path.display())
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
            LoadDirError::Empty { .. } | LoadDirError::TooMuch { .. } | LoadDirError::NotAsListed { .. } => None,
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
    let listing = Listing::of(directory)?;
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
    if let Some(listing) = listing {
        listing.check(directory, &files)?;
    }
    Ok(files)
}

/// What a directory lists.
struct Listing {
    path: PathBuf,
    /// The path of each policy file, with the digits of its digest.
    files: BTreeMap<PathBuf, String>,
}

impl Listing {
    /// The listing of a directory, if it has one.
    fn of(directory: &Path) -> Result<Option<Listing>, LoadDirError> {
        let path = directory.join(LISTING);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&path, error)),
        };
        let mut listing = Listing { path, files: BTreeMap::new() };
        for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let parts = line.split_once(' ').map(|(digest, name)| (digest, name.trim_start_matches([' ', '*'])));
            let Some((digest, name)) = parts.filter(|(digest, name)| digest.len() == 64 && !name.is_empty()) else {
                return Err(listing.problem(format!("line {} is not one of sha256sum", place + 1)));
            };
            let file: PathBuf = Path::new(name).components().filter(|part| *part != Component::CurDir).collect();
            if is_policy_file(&file) {
                listing.files.insert(file, digest.to_ascii_lowercase());
            }
        }
        // One that was cut off after a line is whole to look at, but lists less than there is.
        if !text.ends_with('\n') {
            return Err(listing.problem("its last line has no end".to_owned()));
        }
        Ok(Some(listing))
    }

    /// Whether the files of a directory are those that are listed.
    fn check(&self, directory: &Path, files: &[(String, Vec<u8>)]) -> Result<(), LoadDirError> {
        let mut missing = self.files.clone();
        for (name, bytes) in files {
            let file = Path::new(name).strip_prefix(directory).unwrap_or(Path::new(name));
            let digest = Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            match missing.remove(file) {
                Some(listed) if listed == digest => {}
                Some(_) => return Err(self.problem(format!("`{}` has other bytes", file.display()))),
                None => return Err(self.problem(format!("`{}` is not listed", file.display()))),
            }
        }
        match missing.keys().next() {
            Some(file) => Err(self.problem(format!("`{}` is not there", file.display()))),
            None => Ok(()),
        }
    }

    fn problem(&self, problem: String) -> LoadDirError {
        LoadDirError::NotAsListed { path: self.path.clone(), problem }
    }
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
        let is_policy = is_policy_file(&path);
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

/// Whether a file is that of a policy, by its name.
fn is_policy_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml") && !is_case_file(path)
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
