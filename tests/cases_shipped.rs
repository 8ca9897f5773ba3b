//! The case files that ship with the policies: they pass, they cover every point, and the measure can fail.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Test helpers may fail the test.

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
    (coverage::Share::of(&measured), coverage::text(&measured, clausula::Locale::En))
}

#[test]
fn every_case_passes() {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let files: Vec<cases::CaseFile> = files().iter().map(|(name, text)| load(name, text)).collect();
    let reports: Vec<_> = files.iter().map(|file| cases::run(file, &set, law)).collect();
    let text = cases::report::text(&reports, law, true, clausula::money::Locale::En);
    assert!(reports.iter().all(|report| report.failed() == 0), "{text}");
}

#[test]
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

/// The files with one case fewer, and that case.
fn without(files: &[(String, String)], policy: &str, case: &str) -> Vec<(String, String)> {
    let heading = format!("[[case]]\nname = \"{case}\"\n");
    let removed = files.iter().map(|(name, text)| {
        let Some(start) = text.find(&heading).filter(|_| name.starts_with(policy)) else {
            return (name.clone(), text.clone());
        };
        let rest = &text[start + heading.len()..];
        let end = rest.find("[[case]]").unwrap_or(rest.len());
        (name.clone(), format!("{}{}", &text[..start], &rest[end..]))
    });
    let removed: Vec<_> = removed.collect();
    assert_ne!(files, removed, "no case `{case}`");
    removed
}

#[test]
fn one_case_fewer_is_noticed() {
    let set = PolicySet::built_in().unwrap();
    let files = files();
    for (policy, case, missing) in [
        ("emperra", "48 hours over a change of the clock", None),
        ("emperra", "a programme from its start on", Some("at `at most 0 hours` of row 1 before `starts_at`")),
        ("heartschool", "the price is the ceiling, and costs give way first", Some("the price cuts the charges")),
        ("klantgenerator", "intent lifts the limits, and the exclusion of indirect damage too", Some("rule 1: intent")),
        ("multidonnas", "a holiday has office hours, but is no working day", Some("in the hours of a holiday")),
        ("multidonnas", "without an end date the month runs from the start", Some("is counted from `starts_at`")),
        ("onvergetelijk-onderwijs", "the price cuts the administration costs first", Some("row 3: the price cuts")),
        ("onvergetelijk-onderwijs", "a consumer who was not told in time has longer", Some("missed, line")),
    ] {
        let (share, text) = share(&set, policy, &without(&files, policy, case));
        // The first is there for the reader: its edges are those of the case before it.
        assert_eq!(share.meets(100), missing.is_none(), "{policy}: {case}: {text}");
        assert!(missing.is_none_or(|missing| text.contains(missing)), "{policy}: {case}: {text}");
    }
}

#[test]
fn a_case_that_fails_covers_nothing() {
    let set = PolicySet::built_in().unwrap();
    let mut files = files();
    for (_, text) in &mut files {
        *text = text.replace("charged = \"937.50\"", "charged = \"937.51\"");
    }
    let (share, text) = share(&set, "multidonnas", &files);
    assert!(!share.meets(100));
    assert!(text.contains("at `at least 29 days` of row 2"), "{text}");
}
