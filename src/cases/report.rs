//! What became of the cases, as text for a person, as JSON, and as JUnit XML for continuous integration.

use super::run::{CaseOutcome, RunReport};
use crate::law::Law;
use crate::money::Locale;
use crate::policy::Policy;
use crate::render;
use std::fmt::Write;

/// The failures, each part that differs on a line of its own, and a closing line `N passed, N failed`, in a language.
///
/// With `explain` each failure also shows the reasoning of the decision.
pub fn text(reports: &[RunReport<'_>], law: &Law, explain: bool, locale: Locale) -> String {
    let mut out = String::new();
    for report in reports {
        for outcome in report.failures() {
            failure(&mut out, &report.file, outcome, locale);
            if let (true, Some(policy), Some(decision)) = (explain, outcome.policy, &outcome.decision) {
                steps(&mut out, policy, law, decision, locale);
            }
            out.push('\n');
        }
    }
    let (passed, failed) = totals(reports);
    out + &closing(passed, failed, locale) + "\n"
}

/// How many cases passed and failed.
pub fn closing(passed: usize, failed: usize, locale: Locale) -> String {
    match locale {
        Locale::En => format!("{passed} passed, {failed} failed"),
        Locale::Nl => format!("{passed} geslaagd, {failed} mislukt"),
    }
}

fn failure(out: &mut String, file: &str, outcome: &CaseOutcome<'_>, locale: Locale) {
    let CaseOutcome { name, articles, line, mismatches, .. } = outcome;
    let (failed, article) = (locale.pick("failed", "mislukt"), locale.pick("article", "artikel"));
    line_of(out, format_args!("{file}:{line}: {failed}: {name} ({article} {})", articles.join(", ")));
    let (expected, got) = (locale.pick("expected", "verwacht"), locale.pick("got", "gekregen"));
    let both = expected.len().max(got.len());
    let width = mismatches.iter().map(|mismatch| mismatch.field.chars().count()).max().unwrap_or(0);
    for mismatch in mismatches {
        line_of(out, format_args!("  {:width$}  {expected:>both$} {}", mismatch.field, mismatch.expected));
        line_of(out, format_args!("  {:width$}  {got:>both$} {}", "", mismatch.got));
    }
}

fn steps(out: &mut String, policy: &Policy, law: &Law, decision: &crate::decision::Decision, locale: Locale) {
    line_of(out, format_args!("  {}:", locale.pick("why", "waarom")));
    for step in render::steps(policy, law, decision, locale) {
        let article = if step.article.is_empty() { String::new() } else { format!(" ({})", step.article) };
        line_of(out, format_args!("    {}{article}: {}", step.clause_id, step.calculation));
    }
}

/// Writes a line; writing to a string cannot fail.
fn line_of(out: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{line}");
}

fn totals(reports: &[RunReport<'_>]) -> (usize, usize) {
    let passed = reports.iter().map(RunReport::passed).sum();
    (passed, reports.iter().map(RunReport::failed).sum())
}

/// One JSON object: `passed`, `failed` and all `cases`, each with `file`, `line`, `name`, `articles`, `passed` and what
/// differs as `mismatches` of `field`, `expected` and `got`.
pub fn json(reports: &[RunReport<'_>]) -> String {
    let (passed, failed) = totals(reports);
    let cases: Vec<String> = reports
        .iter()
        .flat_map(|report| report.outcomes.iter().map(|outcome| json_case(&report.file, outcome)))
        .collect();
    format!("{{\"passed\":{passed},\"failed\":{failed},\"cases\":[{}]}}\n", cases.join(","))
}

fn json_case(file: &str, outcome: &CaseOutcome<'_>) -> String {
    let articles: Vec<String> = outcome.articles.iter().map(|article| quote(article)).collect();
    let mismatches: Vec<String> = outcome
        .mismatches
        .iter()
        .map(|m| {
            format!("{{\"field\":{},\"expected\":{},\"got\":{}}}", quote(&m.field), quote(&m.expected), quote(&m.got))
        })
        .collect();
    format!(
        "{{\"file\":{},\"line\":{},\"name\":{},\"articles\":[{}],\"passed\":{},\"mismatches\":[{}]}}",
        quote(file),
        outcome.line,
        quote(&outcome.name),
        articles.join(","),
        outcome.passed(),
        mismatches.join(",")
    )
}

/// A JSON string.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// JUnit XML: a `testsuite` for each file, a `testcase` for each case.
pub fn junit(reports: &[RunReport<'_>]) -> String {
    let (passed, failed) = totals(reports);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    line_of(
        &mut out,
        format_args!("<testsuites name=\"clausula\" tests=\"{}\" failures=\"{failed}\">", passed + failed),
    );
    for report in reports {
        let (file, tests) = (escape(&report.file), report.outcomes.len());
        line_of(
            &mut out,
            format_args!("  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{}\">", report.failed()),
        );
        report.outcomes.iter().for_each(|outcome| junit_case(&mut out, &file, outcome));
        line_of(&mut out, format_args!("  </testsuite>"));
    }
    out + "</testsuites>\n"
}

fn junit_case(out: &mut String, file: &str, outcome: &CaseOutcome<'_>) {
    let class = outcome.policy.map_or(String::new(), |policy| format!("{}.{}", policy.id, policy.version));
    let (name, line) = (escape(&outcome.name), outcome.line);
    let head =
        format!("    <testcase name=\"{name}\" classname=\"{}\" file=\"{file}\" line=\"{line}\"", escape(&class));
    if outcome.passed() {
        return line_of(out, format_args!("{head}/>"));
    }
    line_of(out, format_args!("{head}>"));
    for mismatch in &outcome.mismatches {
        let message = format!("{}: expected {}, got {}", mismatch.field, mismatch.expected, mismatch.got);
        line_of(out, format_args!("      <failure message=\"{}\"/>", escape(&message)));
    }
    line_of(out, format_args!("    </testcase>"));
}

/// Text fit for XML: what has a meaning there is escaped, what must not be there is replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
