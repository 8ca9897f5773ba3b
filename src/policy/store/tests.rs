use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A small policy: its id, its version and further keys.
fn text(id: &str, version: &str, more: &str) -> String {
    format!(
        "policy = '{id}'\nversion = '{version}'\nname = 'N'\n{more}\ncurrency = 'EUR'\nprices = 'including_vat'\n\
         zone = 'Europe/Amsterdam'\nlaw = 'NL'\nholidays = 'NL'\n[[clause]]\nid = 'c'\narticle = '1'\nquestion = 'offer'\n\
         summary = {{ nl = 'a', en = 'a' }}\noutcome = {{ verdict = 'discretionary' }}\n"
    )
}

fn set(files: &[(&str, String)]) -> PolicySet {
    PolicySet::from_files(files.iter().map(|(name, text)| (*name, text))).unwrap_or_else(|report| panic!("{report}"))
}

fn faults(files: &[(&str, String)]) -> Vec<String> {
    let report = PolicySet::from_files(files.iter().map(|(name, text)| (*name, text))).unwrap_err();
    let line = |fault: &Fault| {
        format!("{}:{}:{}: [{}] {}", fault.file, fault.line, fault.column, fault.code, fault.message.en)
    };
    report.faults.iter().map(line).collect()
}

fn instant(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn versions() -> PolicySet {
    set(&[
        ("c", text("shop", "2024", "effective_from = 2024-01-01")),
        ("a", text("shop", "first", "effective_until = 2022-01-01")),
        ("b", text("shop", "2023", "effective_from = 2023-01-01")),
    ])
}

#[test]
fn the_built_in_policies_are_those_of_the_directory() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let found: Vec<String> = super::files::read(&directory)
        .unwrap()
        .into_iter()
        .map(|(name, _)| Path::new(&name).strip_prefix(&directory).unwrap().display().to_string())
        .collect();
    assert_eq!(found, BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    let built_in = PolicySet::built_in().unwrap();
    let stated = built_in.iter().map(|policy| format!("{}/{}.toml", policy.id, policy.version)).collect::<Vec<_>>();
    assert_eq!(stated, found);
}

#[test]
fn the_built_in_policies_have_the_overlaps_of_their_texts_and_no_other_warnings() {
    let built_in = PolicySet::built_in().unwrap();
    let messages: Vec<&str> = built_in.warnings().iter().map(|fault| fault.message.en.as_str()).collect();
    let overlaps = [
        "tiers 1 and 2 both apply 30 days before `starts_at`",
        "tiers 1 and 2 both apply 43 days before `starts_at`",
        "tiers 1 and 2 both apply 14 days before `starts_at`",
        "tiers 2 and 3 both apply 14 days before `starts_at`",
        "tiers 3 and 4 both apply 7 days before `starts_at`",
    ];
    assert_eq!(messages, overlaps);
}

#[test]
fn the_version_in_force_on_the_civil_date_of_conclusion() {
    let set = versions();
    for (at, version) in [
        ("0001-01-01T00:00:00Z", "first"),
        // One second before midnight in Amsterdam, an hour later than in UTC.
        ("2021-12-31T22:59:59Z", "first"),
        ("2022-12-31T23:00:00Z", "2023"),
        ("2023-12-31T22:59:59.999999999Z", "2023"),
        ("2023-12-31T23:00:00Z", "2024"),
        ("9999-12-31T23:59:59Z", "2024"),
    ] {
        assert_eq!(set.select("shop", None, instant(at)).unwrap().version, version, "{at}");
    }
    let date = |text: &str| Date::parse(text).unwrap();
    let gap =
        LookupError::NotInForce { id: "shop".into(), on: date("2022-01-01"), first_day: Some(date("2023-01-01")) };
    assert_eq!(set.select("shop", None, instant("2021-12-31T23:00:00Z")).unwrap_err(), gap);
    assert_eq!(gap.to_string(), "no version of `shop` was in force on 2022-01-01; the next is from 2023-01-01");
}

#[test]
fn a_policy_that_has_ended() {
    let set = set(&[("a", text("shop", "only", "effective_until = 2022-01-01"))]);
    let error = set.select("shop", None, instant("2023-01-01T12:00:00Z")).unwrap_err();
    assert_eq!(error.to_string(), "no version of `shop` was in force on 2023-01-01");
}

#[test]
fn a_pinned_version_applies_whatever_the_date() {
    let set = versions();
    let at = instant("2030-01-01T00:00:00Z");
    assert_eq!(set.select("shop", Some("first"), at).unwrap().version, "first");
    let error = set.select("shop", Some("2025"), at).unwrap_err();
    assert_eq!(error.to_string(), "`shop` has no version `2025`, only `first`, `2023` or `2024`");
    let error = set.select("shap", None, at).unwrap_err();
    assert_eq!(error.to_string(), "there is no policy `shap`: did you mean `shop`?");
    assert_eq!(set.select("nothing", None, at).unwrap_err().to_string(), "there is no policy `nothing`, only `shop`");
}

#[test]
fn all_versions_by_id_and_date() {
    let set = set(&[
        ("z", text("zoo", "2", "effective_from = 2024-01-01")),
        ("b", text("bar", "1", "")),
        ("y", text("zoo", "1", "")),
    ]);
    let names: Vec<String> = set.iter().map(|policy| format!("{} {}", policy.id, policy.version)).collect();
    assert_eq!(names, ["bar 1", "zoo 1", "zoo 2"]);
    assert_eq!(set.versions("zoo").count(), 2);
    assert_eq!(set.versions("none").count(), 0);
}

#[test]
fn versions_that_contradict_each_other() {
    let same = [("a", text("shop", "1", "")), ("b", text("shop", "1", "effective_from = 2024-01-01"))];
    assert_eq!(faults(&same), ["b:2:11: [duplicate-version] version `1` of `shop` is also in `a`"]);
    let undated = [("a", text("shop", "1", "")), ("b", text("shop", "2", ""))];
    assert_eq!(faults(&undated), ["b:2:11: [version-overlap] version `1` in `a` is in force on days of version `2`"]);
    let long = [
        ("a", text("shop", "1", "effective_until = 2024-01-02")),
        ("b", text("shop", "2", "effective_from = 2024-01-01")),
    ];
    assert_eq!(faults(&long), ["b:4:18: [version-overlap] version `1` in `a` is in force on days of version `2`"]);
    let adjacent = long[0].1.replace("2024-01-02", "2024-01-01");
    let adjacent = set(&[("a", adjacent), long[1].clone()]);
    assert_eq!((adjacent.iter().count(), adjacent.warnings().len()), (2, 0));
    let early = long[0].1.replace("2024-01-02", "2023-12-31");
    let apart = set(&[("a", early), long[1].clone()]);
    let warnings: Vec<String> = apart.warnings().iter().map(|fault| fault.message.en.clone()).collect();
    assert_eq!(
        (apart.iter().count(), warnings),
        (2, vec!["no version of `shop` is in force from 2023-12-31 until `2` is".into()])
    );
}

#[test]
fn the_faults_of_all_files_at_once() {
    let files = [("a", text("shop", "1", "nme = 1")), ("b", text("Shop", "1", "")), ("c", text("ok", "1", ""))];
    let codes: Vec<String> =
        faults(&files).iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(codes, ["a:4:1: [unknown-key]", "b:1:10: [bad-id]"]);
}

/// A fresh directory, removed at the end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("clausula-store-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Directory(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_directory_and_those_below() {
    let directory = Directory::new("nested");
    directory.write("shop/2.toml", &text("shop", "2", "effective_from = 2024-01-01"));
    directory.write("shop/1.toml", &text("shop", "1", ""));
    directory.write("deep/er/bar.toml", &text("bar", "1", ""));
    directory.write(".hidden/x.toml", "no policy");
    directory.write("shop/.hidden.toml", "no policy");
    directory.write("README.md", "no policy");
    let set = PolicySet::from_dir(&directory.0).unwrap();
    assert_eq!(set.iter().map(|policy| policy.version.as_str()).collect::<Vec<_>>(), ["1", "1", "2"]);
    assert!(set.iter().next().unwrap().file.ends_with("bar.toml"));
}

#[test]
fn a_directory_without_policies() {
    let directory = Directory::new("empty");
    assert!(matches!(PolicySet::from_dir(&directory.0), Err(LoadDirError::Empty { .. })));
    assert!(matches!(PolicySet::from_dir(directory.0.join("none")), Err(LoadDirError::Io { .. })));
    directory.write("bad.toml", "a = ");
    let error = PolicySet::from_dir(&directory.0).unwrap_err();
    assert!(matches!(&error, LoadDirError::Faults(report) if report.faults.len() == 1), "{error}");
}

#[test]
fn a_file_that_is_too_large_is_not_read_whole() {
    let directory = Directory::new("large");
    let file = fs::File::create(directory.0.join("large.toml")).unwrap();
    file.set_len(1 << 40).unwrap();
    let error = PolicySet::from_dir(&directory.0).unwrap_err().to_string();
    assert!(error.contains("error[too-large]"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    let directory = Directory::new("links");
    directory.write("..data/shop.toml", &text("shop", "1", ""));
    std::os::unix::fs::symlink("..data/shop.toml", directory.0.join("shop.toml")).unwrap();
    std::os::unix::fs::symlink(".", directory.0.join("again")).unwrap();
    std::os::unix::fs::symlink("nowhere", directory.0.join("dangling")).unwrap();
    assert_eq!(PolicySet::from_dir(&directory.0).unwrap().iter().count(), 1);
    std::os::unix::fs::symlink("nowhere", directory.0.join("lost.toml")).unwrap();
    assert!(matches!(PolicySet::from_dir(&directory.0), Err(LoadDirError::Io { .. })));
}

/// A directory with a listing is used when its files are those of the listing, and in no state before that or after.
#[test]
fn a_directory_that_is_copied_in_part_is_not_used() {
    let directory = Directory::new("listed");
    let (first, second) = (text("shop", "1", ""), text("studio", "1", ""));
    let digest = |text: &str| load::load("p", text.as_bytes()).unwrap().policy.digest.replace("sha256:", "");
    let listing =
        format!("{}  ./a.toml\n{} *sub/b.toml\n{}  c.cases.toml\n", digest(&first), digest(&second), "0".repeat(64));
    let problem = || match PolicySet::from_dir(&directory.0) {
        Err(LoadDirError::NotAsListed { problem, .. }) => problem,
        other => panic!("{other:?}"),
    };
    fs::write(directory.0.join(LISTING), &listing).unwrap();
    directory.write("a.toml", &first);
    assert_eq!(problem(), "`sub/b.toml` is not there");
    // Cut off between two clauses, a file is still one of TOML.
    directory.write("sub/b.toml", &second[..second.len() - 1]);
    assert_eq!(problem(), "`sub/b.toml` has other bytes");
    directory.write("sub/b.toml", &second);
    assert_eq!(PolicySet::from_dir(&directory.0).unwrap().iter().count(), 2);
    directory.write("later.toml", &text("later", "1", ""));
    assert_eq!(problem(), "`later.toml` is not listed");
    fs::remove_file(directory.0.join("later.toml")).unwrap();
    for (text, expected) in [
        (listing.trim_end(), "its last line has no end"),
        ("sha256\n", "line 1 is not one of sha256sum"),
        ("\n00  a.toml\n", "line 2 is not one of sha256sum"),
        ("", "its last line has no end"),
    ] {
        fs::write(directory.0.join(LISTING), text).unwrap();
        assert_eq!(problem(), expected);
    }
}
