//! Every rule and code with its texts, from the tables that define them.

use crate::analyse::report::RuleId;
use crate::decision::{Assumption, FindingCode};
use crate::facts::FieldNames;
use crate::law::{JurisdictionId, Law, LawRule};
use crate::money::Locale;
use crate::policy::load::FaultCode;
use crate::render;
use serde_json::{Map, Value, json};

/// What a code is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rule,
    Law,
    Finding,
    Assumption,
    Fault,
}

impl Kind {
    pub(super) const ALL: &'static [Kind] = &[Kind::Rule, Kind::Law, Kind::Finding, Kind::Assumption, Kind::Fault];

    /// What one is called.
    pub(super) const fn called(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Kind::Rule, Locale::En) => "a rule of `clausula verify`",
            (Kind::Rule, Locale::Nl) => "een regel van `clausula verify`",
            (Kind::Law, Locale::En) => "a rule of mandatory law that decisions apply",
            (Kind::Law, Locale::Nl) => "een regel van dwingend recht die beslissingen toepassen",
            (Kind::Finding, Locale::En) => "a finding of decisions",
            (Kind::Finding, Locale::Nl) => "een bevinding van beslissingen",
            (Kind::Assumption, Locale::En) => "an assumption of decisions",
            (Kind::Assumption, Locale::Nl) => "een aanname van beslissingen",
            (Kind::Fault, Locale::En) => "a fault that the loader reports",
            (Kind::Fault, Locale::Nl) => "een fout die de lader meldt",
        }
    }

    /// Above a list of them.
    pub(super) const fn heading(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Kind::Rule, Locale::En) => "Rules of `clausula verify`",
            (Kind::Rule, Locale::Nl) => "Regels van `clausula verify`",
            (Kind::Law, Locale::En) => "Rules of mandatory law that decisions apply",
            (Kind::Law, Locale::Nl) => "Regels van dwingend recht die beslissingen toepassen",
            (Kind::Finding, Locale::En) => "Findings of decisions",
            (Kind::Finding, Locale::Nl) => "Bevindingen van beslissingen",
            (Kind::Assumption, Locale::En) => "Assumptions of decisions",
            (Kind::Assumption, Locale::Nl) => "Aannames van beslissingen",
            (Kind::Fault, Locale::En) => "Faults of policy files and case files",
            (Kind::Fault, Locale::Nl) => "Fouten in beleids- en gevallenbestanden",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Kind::Rule => "rule",
            Kind::Law => "law",
            Kind::Finding => "finding",
            Kind::Assumption => "assumption",
            Kind::Fault => "fault",
        }
    }
}

/// A rule or a code, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct ExplainEntry {
    pub(super) kind: Kind,
    pub(super) code: String,
    pub(super) severity: Option<&'static str>,
    pub(super) meaning: String,
    /// The provisions that it rests on, each with its law.
    pub(super) provisions: Vec<String>,
    pub(super) remedy: String,
}

/// All of them, by kind.
pub(super) fn all(locale: Locale) -> Vec<ExplainEntry> {
    let mut all: Vec<ExplainEntry> = RuleId::all().map(|rule| of_rule(rule, locale)).collect();
    all.extend(LawRule::ALL.iter().filter_map(|rule| of_law(*rule, locale)));
    all.extend(FindingCode::ALL.iter().map(|code| of_finding(*code, locale)));
    all.extend(Assumption::kinds().iter().map(|assumption| of_assumption(assumption, locale)));
    all.extend(FaultCode::ALL.iter().map(|code| of_fault(*code)));
    all
}

/// What each law that says something says.
fn by_law(provision: impl Fn(JurisdictionId) -> Option<&'static str>) -> Vec<String> {
    let laws = JurisdictionId::ALL.iter().filter_map(|law| Some((law, provision(*law)?)));
    laws.filter(|(_, text)| !text.is_empty()).map(|(law, text)| format!("{law}: {text}")).collect()
}

fn of_rule(rule: RuleId, locale: Locale) -> ExplainEntry {
    ExplainEntry {
        kind: Kind::Rule,
        code: rule.to_string(),
        severity: Some(match locale {
            Locale::En => rule.severity().name(),
            Locale::Nl => rule.severity().dutch_name(),
        }),
        meaning: sentence(rule.explanation().get(locale)),
        provisions: by_law(|law| Some(rule.provision(Law::built_in().of(law)))),
        remedy: sentence(rule.remedy().get(locale)),
    }
}

fn of_law(rule: LawRule, locale: Locale) -> Option<ExplainEntry> {
    let texts = JurisdictionId::ALL.iter().find_map(|law| Law::built_in().of(*law).rule(rule))?;
    Some(ExplainEntry {
        kind: Kind::Law,
        code: rule.id().to_owned(),
        severity: None,
        meaning: format!("{}. {}", texts.title.get(locale), texts.summary.get(locale)),
        provisions: by_law(|law| Law::built_in().of(law).rule(rule).map(|rule| rule.provision)),
        remedy: String::new(),
    })
}

fn of_finding(code: FindingCode, locale: Locale) -> ExplainEntry {
    let remedy = locale.pick(
        "The decision stands as it is; tell whoever reads it. The clauses and provisions that it names are in `sources`.",
        "De beslissing blijft zoals die is; vertel het wie haar leest. De bepalingen die zij noemt staan in `sources`.",
    );
    ExplainEntry {
        kind: Kind::Finding,
        code: code.name().to_owned(),
        severity: None,
        meaning: render::finding_in_general(code, locale),
        provisions: by_law(|law| Law::built_in().of(law).provision_of_finding(code.name())),
        remedy: remedy.to_owned(),
    }
}

fn of_assumption(assumption: &Assumption, locale: Locale) -> ExplainEntry {
    let remedy = match (assumption.field(), locale) {
        (Some(field), Locale::En) => format!("State `{}` in the request.", FieldNames::Json.path(&field)),
        (Some(field), Locale::Nl) => format!("Vermeld `{}` in de aanvraag.", FieldNames::Json.path(&field)),
        (None, Locale::En) => "No fact of a request settles it: look at whether it is so.".to_owned(),
        (None, Locale::Nl) => "Geen feit van een aanvraag beslecht het: ga na of het zo is.".to_owned(),
    };
    ExplainEntry {
        kind: Kind::Assumption,
        code: assumption.code().to_owned(),
        severity: None,
        meaning: render::assumption_in_general(assumption, locale),
        provisions: Vec::new(),
        remedy,
    }
}

fn of_fault(code: FaultCode) -> ExplainEntry {
    ExplainEntry {
        kind: Kind::Fault,
        code: code.name().to_owned(),
        severity: None,
        meaning: code.means().to_owned(),
        provisions: Vec::new(),
        remedy: "The loader names the line and the column, shows the line, and says how to mend it where it can tell."
            .to_owned(),
    }
}

/// A text as a sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}

/// Entries as JSON.
pub(super) fn json(entries: &[ExplainEntry]) -> Value {
    let entry = |ExplainEntry { kind, code, severity, meaning, provisions, remedy }: &ExplainEntry| {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("kind", json!(kind.name()));
        put("code", json!(code));
        put("meaning", json!(meaning));
        if let Some(severity) = severity {
            put("severity", json!(severity));
        }
        if !provisions.is_empty() {
            put("provisions", json!(provisions));
        }
        if !remedy.is_empty() {
            put("remedy", json!(remedy));
        }
        put("example", json!(super::examples::of(*kind, code).is_some()));
        Value::Object(object)
    };
    Value::Array(entries.iter().map(entry).collect())
}
