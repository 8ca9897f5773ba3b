//! Texts that are kept as they were looked through.

use std::fs;
use std::path::Path;

/// Holds a text against the one in `tests/data/reports`, which `CLAUSULA_WRITE_REPORTS=1` writes anew.
///
/// # Panics
/// At the first line that differs.
pub fn assert_is(name: &str, report: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reports").join(name);
    if std::env::var_os("CLAUSULA_WRITE_REPORTS").is_some() {
        fs::write(&path, report).expect("the file can be used");
    }
    let expected = fs::read_to_string(&path).expect("the file can be used");
    let lines = expected.lines().map(Some).chain(std::iter::repeat(None));
    let differs = report.lines().map(Some).chain([None]).zip(lines).zip(1..).find(|((made, kept), _)| made != kept);
    if let Some(((made, kept), line)) = differs {
        panic!("{name}:{line}\n  kept: {}\n  made: {}", kept.unwrap_or("-"), made.unwrap_or("-"));
    }
}
