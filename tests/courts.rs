//! What courts decided, each ruling a policy with the clause at issue and a case named by its ECLI: the decision equals the
//! outcome, or warns that the clause may not hold.
#![allow(clippy::unwrap_used, clippy::panic)] // what tests share may fail them

use clausula::cases;
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use std::fs;
use std::path::{Path, PathBuf};

/// The case files, each with its name, in the order of their names.
fn case_files(directory: &Path) -> Vec<(String, String)> {
    let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<PathBuf> = names.filter(|path| path.to_string_lossy().ends_with(".cases.toml")).collect();
    names.sort();
    let read =
        |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
    names.into_iter().map(read).collect()
}

#[test]
fn each_ruling_is_decided_alike_or_warned_of() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courts");
    let (set, law) = (PolicySet::from_dir(&directory).unwrap_or_else(|error| panic!("{error}")), Law::built_in());
    let texts = case_files(&directory);
    let load = |(name, text): &(String, String)| {
        cases::load(name, text.as_bytes()).unwrap_or_else(|report| panic!("{report}"))
    };
    let files: Vec<cases::CaseFile> = texts.iter().map(load).collect();
    assert_eq!(files.len(), set.iter().count(), "a policy without cases, or cases without a policy");
    let reports: Vec<_> = files.iter().map(|file| cases::run(file, &set, law)).collect();
    let text = cases::report::text(&reports, law, true, clausula::money::Locale::En);
    let names = texts.iter().flat_map(|(_, text)| text.lines()).filter(|line| line.starts_with("name = "));
    assert!(names.clone().count() >= 11 && names.clone().all(|name| name.starts_with("name = \"ECLI:")), "{texts:?}");
    assert!(reports.iter().all(|report| report.failed() == 0), "{text}");
}
