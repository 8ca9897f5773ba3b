//! Where settings come from: a flag before a variable, a variable before the file, the file before the default.

use std::fmt;

use toml::de::DeValue;

use super::settings::{SETTINGS, Setting, Settings};
use crate::policy::Summary;
use crate::policy::building_blocks::Span;
use crate::policy::load::faults::Faults;
use crate::policy::load::suggest::advice;
use crate::policy::load::{FaultCode, Report, syntax};
use crate::vocabulary::both;

/// How the names of variables begin.
const PREFIX: &str = "CLAUSULA_";

/// All that is wrong with the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsError {
    /// Faults of the file, each with its place.
    pub file: Report,
    /// What is wrong elsewhere, a sentence each.
    pub other: Vec<String>,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self.file.faults.iter().map(ToString::to_string);
        let all: Vec<String> = faults.chain(self.other.iter().cloned()).collect();
        f.write_str(&all.join("\n\n"))
    }
}

impl std::error::Error for SettingsError {}

impl SettingsError {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.file.faults.is_empty() && self.other.is_empty()
    }
}

impl Settings {
    /// The settings from all sources: the name and text of the file, the variables by name, the flags by key.
    ///
    /// # Errors
    /// Everything that is wrong with any of them, also where another source prevails.
    pub fn from_sources(
        file: Option<(&str, &str)>,
        variable: impl Fn(&str) -> Option<String>,
        flag: impl Fn(&str) -> Option<String>,
    ) -> Result<Settings, SettingsError> {
        let (settings, error) = Settings::as_far_as_read(file, variable, flag);
        if error.is_empty() { Ok(settings) } else { Err(error) }
    }

    /// The settings as far as they can be read, so that what they name can be looked at too; and everything that is wrong.
    pub fn as_far_as_read(
        file: Option<(&str, &str)>,
        variable: impl Fn(&str) -> Option<String>,
        flag: impl Fn(&str) -> Option<String>,
    ) -> (Settings, SettingsError) {
        let (mut settings, mut error) = (Settings::default(), SettingsError::default());
        if let Some((name, text)) = file {
            let mut faults = Faults::new(name, text);
            settings.read(text, &mut faults);
            error.file.faults = faults.into_sorted();
        }
        for setting in SETTINGS {
            let (from_flag, name) = (flag(setting.key), setting.variable());
            // A variable that is set to nothing is as good as not set.
            let from_variable = variable(&name).filter(|value| !value.is_empty());
            for (name, value) in [(name, from_variable), (format!("--{}", setting.flag()), from_flag)] {
                if let Some(Err(help)) = value.map(|value| (setting.set)(&mut settings, &value)) {
                    error.other.push(format!("`{name}`: {help}"));
                }
            }
        }
        settings.check(&mut error.other);
        (settings, error)
    }

    /// What is wrong with the names of variables, a sentence each: those that look like settings and are none. What
    /// Kubernetes sets for a Service with the name of this program is no setting.
    pub fn unknown_variables(names: impl Iterator<Item = String>) -> Vec<String> {
        let known: Vec<String> = SETTINGS.iter().map(Setting::variable).chain(["CLAUSULA_CONFIG".to_owned()]).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let of_services = |name: &str| {
            let rest = name.strip_prefix(PREFIX).unwrap_or(name);
            rest == "PORT" || ["PORT_", "SERVICE_HOST", "SERVICE_PORT"].iter().any(|start| rest.starts_with(start))
        };
        let mut unknown: Vec<String> = names
            .filter(|name| name.starts_with(PREFIX) && !known.contains(&name.as_str()) && !of_services(name))
            .map(|name| {
                let help = advice(&name, &known).map(|help| format!(": {}", help.en)).unwrap_or_default();
                format!("`{name}` is not a variable of a setting{help}")
            })
            .collect();
        unknown.sort();
        unknown
    }

    fn read(&mut self, text: &str, faults: &mut Faults<'_>) {
        let Some(table) = syntax::parse(text, None, faults) else { return };
        for (key, value) in &table {
            let span = |range: std::ops::Range<usize>| Span { start: range.start, end: range.end };
            let name = key.get_ref();
            let Some(setting) = SETTINGS.iter().find(|setting| setting.key == name.as_ref()) else {
                let keys: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
                let message = both!("this is not a setting", "dit is geen instelling");
                faults.error(FaultCode::UnknownKey, span(key.span()), message, advice(name, &keys));
                continue;
            };
            // How a setting is written is told in English alone: a service has no reader whose language is known.
            if let Err(help) = self.read_value(setting, value.get_ref()) {
                let message = both!("`{name}` does not take this value", "deze waarde past niet bij `{name}`");
                faults.error(
                    FaultCode::OutOfRange,
                    span(value.span()),
                    message,
                    Some(Summary { nl: help.clone(), en: help }),
                );
            }
        }
    }

    fn read_value(&mut self, setting: &Setting, value: &DeValue<'_>) -> Result<(), String> {
        let is_text = matches!(setting.kind, "ADDRESS" | "DIR" | "FILE" | "FORMAT" | "LEVELS" | "REACTION" | "URL");
        let text = match value {
            DeValue::String(text) if is_text => text.to_string(),
            DeValue::Integer(number) if matches!(setting.kind, "N" | "BYTES" | "PERCENT" | "SECONDS") => {
                number.as_str().to_owned()
            }
            DeValue::Float(number) if setting.kind == "SECONDS" => number.as_str().to_owned(),
            DeValue::Boolean(yes) if setting.kind == "BOOL" => yes.to_string(),
            DeValue::Array(items) if setting.kind == "LIST" => {
                let items: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
                items.ok_or("write a list of texts")?.join(",")
            }
            _ => {
                return Err(match setting.kind {
                    "BOOL" => "write true or false",
                    "LIST" => "write a list of texts",
                    "SECONDS" => "write a number of seconds",
                    "N" | "BYTES" | "PERCENT" => "write a whole number",
                    _ => "write a text",
                }
                .to_owned());
            }
        };
        (setting.set)(self, &text)
    }

    /// What does not go together.
    fn check(&self, problems: &mut Vec<String>) {
        let (certificate, key) = (self.tls_certificate.is_some(), self.tls_key.is_some());
        if certificate != key {
            let (has, lacks) =
                if certificate { ("tls_certificate", "tls_key") } else { ("tls_key", "tls_certificate") };
            problems.push(format!("`{has}` needs `{lacks}`"));
        }
        if self.tls_client_ca.is_some() && !certificate {
            problems.push("`tls_client_ca` needs `tls_certificate` and `tls_key`".to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
