//! Faults as an author would make them, in `faults.json`: over the fair policy, those that ship, and texts of others.
//!
//! Each is a name and a rule; `of`, the file that is changed, the fair policy where it is not there; `changes`, what is replaced;
//! `more`, what is added. `#!` ends the line at which the rule finds it.

use super::{FAIR, today};
use clausula::analyse::report::verify;
use clausula::analyse::rules::check;
use clausula::law::Law;
use clausula::policy::load::load;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Fault {
    name: String,
    rule: String,
    of: Option<String>,
    #[serde(default)]
    changes: Vec<(String, String)>,
    #[serde(default)]
    more: String,
}

impl Fault {
    fn text(&self) -> String {
        let of = |file: &String| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let text = self.of.as_ref().map_or_else(|| FAIR.to_owned(), of);
        let changed = self.changes.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "{}: there is no {from:?}", self.name);
            text.replacen(from, to, 1)
        });
        changed + &self.more
    }

    /// What is found in its place, where the rule finds nothing at its line.
    fn missed(&self) -> Option<String> {
        let text = self.text();
        let at = text.find("#!").unwrap_or_else(|| panic!("{}: no place", self.name));
        let line = text[..at].matches('\n').count() + 1;
        let policy =
            load("fault.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{}: {report}", self.name)).policy;
        let found = check(&policy, Law::built_in(), today());
        let line_of = |start: usize| policy.source[..start].matches('\n').count() + 1;
        if found.iter().any(|found| found.rule.name() == self.rule && line_of(found.span.start) == line) {
            return None;
        }
        // A proof can find it too.
        let report = verify("fault.toml", text.as_bytes(), Law::built_in(), today());
        let shown = |(rule, at): (String, usize)| rule == self.rule && at == line;
        let of_proofs = || report.findings.iter().map(|found| (found.rule.to_string(), found.place.line));
        if of_proofs().any(shown) {
            return None;
        }
        let all: Vec<String> = of_proofs().map(|(rule, line)| format!("{line}:{rule}")).collect();
        Some(format!("{} ({} at {line}): {}", self.name, self.rule, all.join(" ")))
    }
}

#[test]
fn faults_of_authors_are_found_at_their_lines() {
    let faults: Vec<Fault> = serde_json::from_str(include_str!("faults.json")).unwrap();
    assert!(faults.len() >= 200);
    let missed: Vec<String> = faults.iter().filter_map(Fault::missed).collect();
    assert!(missed.is_empty(), "{} of {} missed:\n{}", missed.len(), faults.len(), missed.join("\n"));
}

#[test]
fn texts_of_careful_authors_are_not_accused() {
    let texts: Vec<Fault> = serde_json::from_str(include_str!("correct.json")).unwrap();
    assert!(texts.len() >= 20);
    let accused = |text: &Fault| {
        let found = super::lines(&text.text());
        (!found.is_empty()).then(|| format!("{}: {found:#?}", text.name))
    };
    let accused: Vec<String> = texts.iter().filter_map(accused).collect();
    assert!(accused.is_empty(), "{} of {} accused:\n{}", accused.len(), texts.len(), accused.join("\n"));
}
