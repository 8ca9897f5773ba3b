//! Files that are read at the start and again when they change.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a regular file: a pipe would be waited for, at a reload too.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    File::open(path)
}
