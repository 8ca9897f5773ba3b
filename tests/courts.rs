//! What courts decided, each ruling a policy with the clause at issue and a case named by its ECLI: the decision equals the
//! outcome, or warns that the clause may not hold.
#![allow(clippy::unwrap_used, clippy::panic)] // what tests share may fail them

use clausula::cases;
use clausula::law::{JurisdictionId, Law};
use clausula::money::Locale;
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
    assert!(names.clone().count() >= 20, "{texts:?}");
    assert!(reports.iter().all(|report| report.failed() == 0), "{text}");
}

/// What consumers bring to court most in five trades, without a ruling at hand: each case is decided by the law, or the decision
/// warns by the rule that the case names.
#[test]
fn common_disputes_are_not_passed_over() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/disputes");
    let (set, law) = (PolicySet::from_dir(&directory).unwrap_or_else(|error| panic!("{error}")), Law::built_in());
    let texts = case_files(&directory);
    assert_eq!(texts.len(), set.iter().count());
    for (name, text) in &texts {
        let file = cases::load(name, text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let report = cases::run(&file, &set, law);
        let failed = report.failed();
        assert!(failed == 0, "{}", cases::report::text(&[report], law, true, Locale::En));
        // The clause of each case that warns is one that the rule finds.
        let policy = set.iter().find(|policy| name.starts_with(&*policy.id)).unwrap();
        let found = |rule: &str, article: &str| {
            let of = |clause: u16| policy.clause(clause).unwrap().articles.iter().any(|one| &**one == article);
            policy.doubts.iter().any(|doubt| doubt.rule == rule && of(doubt.clause))
        };
        for case in text.split("[[case]]").filter(|case| case.contains("may-be-annulled")) {
            let value = |key: &str| case.split_once(key).unwrap().1.split('"').nth(1).unwrap();
            let (rules, _) = value("name = ").split_once(": ").unwrap();
            for rule in rules.split(" and ") {
                assert!(found(rule, value("article = ")), "{name}: {rule} does not find {case}");
            }
        }
    }
}

/// What a ruling decided, where the law's own data do not tell, and what stays different.
#[derive(serde::Deserialize)]
struct Rulings {
    ruling: Vec<Ruling>,
}

#[derive(serde::Deserialize)]
struct Ruling {
    id: String,
    court: Option<String>,
    differs: Option<String>,
}

/// A case as its file writes it: its name, and what is expected.
fn cases_of(text: &str) -> Vec<(String, String)> {
    let names = text.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names
        .map(|name| {
            let (id, said) = name.split_once(": ").unwrap_or_else(|| panic!("{name} names no ruling"));
            (id.to_owned(), said.to_owned())
        })
        .collect()
}

/// The page of the manual, from the cases, what the law holds of the rulings, and what stays different.
fn page(directory: &Path) -> String {
    let told: Rulings = toml::from_str(include_str!("data/courts.toml")).unwrap();
    let cases: Vec<(String, String)> = case_files(directory).iter().flat_map(|(_, text)| cases_of(text)).collect();
    let known = Law::built_in().of(JurisdictionId::Nl).rulings();
    let mut page = String::from(HEAD);
    for Ruling { id, court, differs } in &told.ruling {
        let held = known.iter().find(|ruling| ruling.id == id).map(|ruling| ruling.held.get(Locale::En));
        assert!(held.is_some() != court.is_some(), "{id}: what the court held is told once");
        let said: Vec<&str> = cases.iter().filter(|(of, _)| of == id).map(|(_, said)| &**said).collect();
        assert!(!said.is_empty(), "{id} has no case");
        page += &format!("\n## {id}\n\n");
        page += &format!("- **The court.** {}\n", held.or(court.as_deref()).unwrap());
        page += &format!("- **Clausula.** {}.\n", capital(&said.join("; ")));
        page += &match differs {
            Some(differs) => format!("- **What differs.** {differs}\n"),
            None => "- **What differs.** Nothing.\n".to_owned(),
        };
    }
    for (id, _) in &cases {
        assert!(told.ruling.iter().any(|ruling| ruling.id == *id), "{id} is not told of");
    }
    page
}

const HEAD: &str = "\
# What courts decided and what Clausula says

Rulings on clauses like those that policies write, each held against a decision: `tests/courts/` has the clause, the request and what is
expected, and a test runs them. This page is written from them. A ruling binds its parties; facts are in our own words, and where a price or a
day was not to be seen it was assumed. `clausula law` tells for the rulings that the check cites whether the text itself was seen.
";

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn the_page_of_the_manual_is_what_the_cases_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (written, path) = (page(&root.join("tests/courts")), root.join("src/manual/what-courts-decided.md"));
    if std::env::var_os("CLAUSULA_WRITE_REPORTS").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == written, "{} is not what the cases say; set CLAUSULA_WRITE_REPORTS=1 to write it", path.display());
}
