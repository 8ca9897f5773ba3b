//! The file of tokens.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Permission, Token};
use crate::service::files;

/// How many bytes the file may have, and how many tokens.
const MOST_BYTES: u64 = 256 * 1024;
const MOST_TOKENS: usize = 1_000;

/// Why a file of tokens is not used. What stands in it is never repeated: it may be a secret in the wrong place.
#[derive(Debug)]
pub enum TokensError {
    /// It cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Lines are at fault, or there is none.
    Faults {
        /// The file.
        path: PathBuf,
        /// The line, from 1, and what is wrong with it.
        faults: Vec<(usize, &'static str)>,
    },
}

impl fmt::Display for TokensError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokensError::Io { path, error } => write!(f, "cannot read the tokens in `{}`: {error}", path.display()),
            TokensError::Faults { path, faults } => {
                for (i, (line, fault)) in faults.iter().enumerate() {
                    write!(f, "{}{}:{line}: {fault}", if i == 0 { "" } else { "\n" }, path.display())?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for TokensError {}

impl TokensError {
    /// The lines that are at fault, each with its file.
    pub(in crate::service) fn places(&self) -> Vec<String> {
        match self {
            TokensError::Io { path, .. } => vec![path.display().to_string()],
            TokensError::Faults { path, faults } => {
                faults.iter().map(|(line, _)| format!("{}:{line}", path.display())).collect()
            }
        }
    }
}

/// The tokens of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Token>, TokensError> {
    let unreadable = |error| TokensError::Io { path: path.to_owned(), error };
    let mut text = String::new();
    let file = files::open(path).map_err(unreadable)?;
    file.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
    parse(&text).map_err(|faults| TokensError::Faults { path: path.to_owned(), faults })
}

/// The tokens of a text.
pub(super) fn parse(text: &str) -> Result<Vec<Token>, Vec<(usize, &'static str)>> {
    let (mut tokens, mut faults): (Vec<Token>, Vec<_>) = (Vec::new(), Vec::new());
    if u64::try_from(text.len()).is_ok_and(|bytes| bytes > MOST_BYTES) {
        return Err(vec![(1, "the file has more than 256 KiB")]);
    }
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        match token(line) {
            Ok(token) if tokens.iter().any(|other| other.name == token.name) => {
                faults.push((number, "the name is that of another token"));
            }
            Ok(token) if tokens.iter().any(|other| other.digest == token.digest) => {
                faults.push((number, "the secret is that of another token"));
            }
            Ok(token) => tokens.push(token),
            Err(fault) => faults.push((number, fault)),
        }
    }
    if faults.is_empty() && tokens.is_empty() {
        faults.push((1, "the file has no token: nobody could call"));
    }
    if tokens.len() > MOST_TOKENS {
        faults.push((1, "the file has more than 1,000 tokens"));
    }
    if faults.is_empty() { Ok(tokens) } else { Err(faults) }
}

fn token(line: &str) -> Result<Token, &'static str> {
    let mut words = line.split_whitespace();
    let (Some(name), Some(permissions), Some(digest), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err("write a name, its permissions and `sha256:` with the hash of the secret, with spaces between");
    };
    let permissions: Option<Vec<_>> = permissions.split(',').map(Permission::parse).collect();
    let permissions =
        permissions.ok_or("permissions are `evaluate`, `policies`, `verify` and `metrics`, with commas between")?;
    let hex = digest.strip_prefix("sha256:").ok_or("the hash of the secret begins with `sha256:`")?;
    let digest = digest_of(hex).ok_or("the hash has 64 hexadecimal digits")?;
    if digest == EMPTY_SECRET {
        return Err("the hash is that of an empty secret");
    }
    Ok(Token { name: name.into(), permissions: permissions.into(), digest })
}

/// The SHA-256 of nothing: what a hash command gives for a variable that is not set.
const EMPTY_SECRET: [u8; 32] = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41,
    0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

fn digest_of(hex: &str) -> Option<[u8; 32]> {
    if hex.len() != 64 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, place) in digest.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(place..place + 2)?, 16).ok()?;
    }
    Some(digest)
}
