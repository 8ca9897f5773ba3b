//! The report as SARIF 2.1.0, for code scanning.
//!
//! Severities C and H are errors, M is a warning, I a note. An accepted finding stays, with a suppression that carries
//! its reason, unless it is left out: some platforms show what is suppressed as open. Files are relative to the root of the
//! sources (`%SRCROOT%`), and each result has the fingerprint by which a platform knows it again when its line moves.

use super::json::clause_ids;
use super::value::Value;
use super::written::{ReportFormat, written};
use super::{Finding, Place, RuleId, Verification, VerificationReport, line_hash, requests};
use crate::analyse::rules::Severity;
use crate::money::Locale;
use crate::policy::load::{self, Fault, FaultCode};
use crate::policy::{Policy, Summary};
use crate::vocabulary::Bilingual;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What becomes of findings that a policy accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppressed {
    /// They are results with a suppression.
    Kept,
    /// They are left out.
    Omitted,
}

/// Writes a verification as a SARIF log with one run.
pub fn sarif(verification: &Verification, locale: Locale, accepted: Suppressed) -> String {
    written(verification, ReportFormat::Sarif(accepted), locale)
}

/// How deep a result stands in the log.
const DEPTH: usize = 4;

/// The results of one report, as they stand in the log, with what stands between them.
pub(super) fn report(report: &VerificationReport, locale: Locale, accepted: Suppressed) -> String {
    let ids: Vec<String> = RuleId::all().map(|rule| rule.to_string()).chain(fault_codes()).collect();
    let results = of_report(report, &ids, locale, accepted);
    results.iter().map(|result| result.pretty_at(DEPTH)).collect::<Vec<_>>().join(BETWEEN)
}

/// What stands between two results.
pub(super) const BETWEEN: &str = ",\n        ";

/// The log around its results.
pub(super) fn log(results: String, not_checked: &[Summary], locale: Locale) -> String {
    let rules = rules(locale);
    let results = if results.is_empty() { Vec::new() } else { vec![Value::Written(results)] };
    let driver = Value::object([
        ("name", Some(Value::text("clausula"))),
        ("version", Some(Value::text(env!("CARGO_PKG_VERSION")))),
        ("semanticVersion", Some(Value::text(env!("CARGO_PKG_VERSION")))),
        ("rules", Some(Value::List(rules))),
    ]);
    let run = Value::object([
        ("tool", Some(Value::object([("driver", Some(driver))]))),
        ("columnKind", Some(Value::text("unicodeCodePoints"))),
        ("invocations", Some(Value::list([invocation(not_checked, locale)]))),
        ("results", Some(Value::list(results))),
    ]);
    Value::object([
        ("$schema", Some(Value::text(SCHEMA))),
        ("version", Some(Value::text("2.1.0"))),
        ("runs", Some(Value::list([run]))),
    ])
    .pretty()
}

/// The run itself, with what it did not check.
fn invocation(not_checked: &[Summary], locale: Locale) -> Value {
    let notes = not_checked.iter().map(|sentence| {
        let text = format!("{}: {}", locale.pick("not checked", "niet gecontroleerd"), sentence.get(locale));
        Value::object([("level", Some(Value::text("note"))), ("message", message(&text))])
    });
    Value::object([
        ("executionSuccessful", Some(Value::Bool(true))),
        ("toolExecutionNotifications", Some(Value::list(notes))),
    ])
}

fn message(text: &str) -> Option<Value> {
    Some(Value::object([("text", Some(Value::text(text)))]))
}

fn sentence(text: Bilingual, locale: Locale) -> String {
    let text = text.get(locale);
    let first: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
    format!("{first}{}.", text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default())
}

fn rules(locale: Locale) -> Vec<Value> {
    let known = RuleId::all().map(|rule| {
        let (explanation, remedy) = (sentence(rule.explanation(), locale), sentence(rule.remedy(), locale));
        Value::object([
            ("id", Some(Value::text(rule.to_string()))),
            ("shortDescription", message(&explanation)),
            ("help", message(&remedy)),
            ("defaultConfiguration", Some(Value::object([("level", Some(Value::text(level(rule.severity()))))]))),
            ("properties", Some(Value::object([("severity", Some(Value::text(rule.severity().name())))]))),
        ])
    });
    let faults = fault_codes().map(|code| {
        let said = match locale {
            Locale::En => format!("The policy file is at fault: {code}."),
            Locale::Nl => format!("Het bestand is niet in orde: {code}."),
        };
        Value::object([("id", Some(Value::text(code))), ("shortDescription", message(&said))])
    });
    known.chain(faults).collect()
}

fn fault_codes() -> impl Iterator<Item = String> {
    FaultCode::NAMES.iter().map(|name| (*name).to_owned())
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Information => "note",
    }
}

/// A file, and what its results share.
struct Of<'r> {
    uri: String,
    ids: &'r [String],
    hashes: Vec<String>,
}

fn of_report(report: &VerificationReport, ids: &[String], locale: Locale, accepted: Suppressed) -> Vec<Value> {
    let of = Of { uri: uri(&report.file), ids, hashes: line_hash::hashes(report.text()) };
    let faults = report.faults.iter().map(|(fault, place)| of_fault(fault, place, &of, locale));
    let policy = report.policy.as_deref();
    let told = report.findings.iter().filter(|finding| accepted == Suppressed::Kept || !finding.is_accepted());
    let findings = told.filter_map(|finding| Some(of_finding(finding, policy?, &of, locale)));
    faults.chain(findings).collect()
}

fn of_fault(fault: &Fault, place: &Place, of: &Of<'_>, locale: Locale) -> Value {
    let level = match fault.severity {
        load::Severity::Error => "error",
        load::Severity::Warning => "warning",
    };
    let corrected = fault.corrected.as_ref().map(|line| line.trim().to_owned());
    let help = fault.help.as_ref().map(|help| help.get(locale).to_owned());
    let parts = [Some(fault.told(locale).to_owned()), help, corrected];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let more = [
        ("suppressions", Some(Value::list([]))),
        ("partialFingerprints", Some(Value::object([("primaryLocationLineHash", of.line_hash(place))]))),
    ];
    result(fault.code.name(), level, &text, (place, of), more)
}

impl Of<'_> {
    fn line_hash(&self, place: &Place) -> Option<Value> {
        self.hashes.get(place.line.checked_sub(1)?).map(Value::text)
    }
}

fn of_finding(finding: &Finding, policy: &Policy, of: &Of<'_>, locale: Locale) -> Value {
    let suppressions = finding.acceptance.as_ref().filter(|_| finding.is_accepted()).map(|acceptance| {
        Value::object([
            ("kind", Some(Value::text("inSource"))),
            ("status", Some(Value::text("accepted"))),
            ("justification", Some(Value::text(&acceptance.reason))),
        ])
    });
    let properties = Value::object([
        ("policy", Some(Value::text(&policy.id))),
        ("policyVersion", Some(Value::text(&policy.version))),
        ("clauseIds", Some(clause_ids(&finding.clauses, policy))),
        ("severity", Some(Value::text(finding.severity.name()))),
        ("provision", Some(Value::text(finding.provision))),
        ("request", finding.witness.as_ref().map(|witness| requests::request(witness, policy))),
    ]);
    let rule = finding.rule.to_string();
    let clause = finding.clauses.first().and_then(|place| policy.clause(*place)).map_or("", |c| c.id.as_str());
    let fingerprint = format!("{}/{rule}/{clause}/{}", policy.id, finding.place.snippet.text.trim());
    let text = format!("{}; {}", finding.message.get(locale), finding.help.get(locale));
    let fingerprints = [
        ("primaryLocationLineHash", of.line_hash(&finding.place)),
        ("policyRuleClauseLine/v1", Some(Value::text(fingerprint))),
    ];
    let more = [
        ("suppressions", Some(Value::list(suppressions))),
        ("partialFingerprints", Some(Value::object(fingerprints))),
        ("properties", Some(properties)),
    ];
    result(&rule, level(finding.severity), &text, (&finding.place, of), more)
}

fn result<const N: usize>(
    rule: &str,
    level: &str,
    text: &str,
    (place, of): (&Place, &Of<'_>),
    more: [(&'static str, Option<Value>); N],
) -> Value {
    let index = of.ids.iter().position(|id| id == rule);
    let own = [
        ("ruleId", Some(Value::text(rule))),
        ("ruleIndex", index.map(Value::Number)),
        ("level", Some(Value::text(level))),
        ("message", message(text)),
        ("locations", Some(Value::list([location(place, &of.uri)]))),
    ];
    Value::object(own.into_iter().chain(more))
}

fn location(place: &Place, uri: &str) -> Value {
    let region = Value::object([
        ("startLine", Some(Value::Number(place.line))),
        ("startColumn", Some(Value::Number(place.column))),
        ("endLine", Some(Value::Number(place.end_line))),
        ("endColumn", Some(Value::Number(place.end_column))),
        ("snippet", message(&place.snippet.text)),
    ]);
    let base = (!uri.starts_with("file:")).then(|| Value::text("%SRCROOT%"));
    let artifact = Value::object([("uri", Some(Value::text(uri))), ("uriBaseId", base)]);
    let physical = Value::object([("artifactLocation", Some(artifact)), ("region", Some(region))]);
    Value::object([("physicalLocation", Some(physical))])
}

/// The name of a file as a URI: a reference from the root of the sources, or whole where the file lies elsewhere.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let drive = path.chars().nth(1) == Some(':');
    let whole = match (path.starts_with('/'), drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte);
    let written = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    whole.to_owned() + &path.bytes().map(written).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_uris() {
        assert_eq!(uri("./policies/a b.toml"), "policies/a%20b.toml");
        assert_eq!(uri("policies\\één.toml"), "policies/%C3%A9%C3%A9n.toml");
        assert_eq!(uri("/srv/shop.toml"), "file:///srv/shop.toml");
        assert_eq!(uri("C:\\srv\\shop.toml"), "file:///C%3A/srv/shop.toml");
    }

    #[test]
    fn descriptions_are_sentences() {
        assert_eq!(sentence(Bilingual { en: "a thing", nl: "één ding" }, Locale::Nl), "Één ding.");
    }
}
