//! Seals: what an acceptance covers, so that anything else reopens it.

use super::{Finding, RuleId};
use crate::policy::forms::Form;
use crate::policy::{Clause, Policy};
use sha2::{Digest, Sha256};
use toml::{Table, Value};

/// What an acceptance covers: findings, and the clauses that they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// A digest of the findings, of their clauses as data, and of the settings of the policy, in hexadecimal.
    pub digest: String,
    /// The figures in the findings' messages, those of each finding in one text.
    pub figures: Vec<String>,
}

/// What stands at the top of a file and decides nothing by itself.
const NAMES: [&str; 8] =
    ["policy", "version", "name", "effective_from", "effective_until", "clause", "unencoded", "accept"];
/// What a clause says in words, and decides nothing by.
const WORDS: [&str; 2] = ["summary", "article"];
/// How many bytes of the digest are written: enough that nobody changes a clause and meets the same by chance.
const WRITTEN: usize = 8;
/// The most figures that a file can list.
const MOST_FIGURES: usize = 100;

/// The text of a policy as data, for seals.
pub(super) struct Sealing<'p> {
    policy: &'p Policy,
    text: Table,
}

impl<'p> Sealing<'p> {
    pub(super) fn new(policy: &'p Policy) -> Sealing<'p> {
        // A policy was loaded from its text, so that the text can be read.
        Sealing { policy, text: policy.source.parse().unwrap_or_default() }
    }

    /// The seal of some findings, whatever their order.
    pub(super) fn of(&self, findings: &[&Finding]) -> Seal {
        let mut findings = findings.to_vec();
        findings.sort_by_key(|finding| (finding.place.line, finding.place.column, finding.rule, &finding.message.en));
        let mut digest = Sha256::new();
        for (key, value) in sorted(&self.text).into_iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
            put_text(&mut digest, key);
            put(&mut digest, value);
        }
        for finding in &findings {
            put_text(&mut digest, &finding.rule.to_string());
            put_text(&mut digest, &figures(&finding.message.en));
            for clause in finding.clauses.iter().filter_map(|place| self.policy.clause(*place)) {
                put_text(&mut digest, &clause.id);
            }
        }
        for place in self.clauses(&findings) {
            self.put_clause(&mut digest, place);
        }
        let written = digest.finalize().iter().take(WRITTEN).map(|byte| format!("{byte:02x}")).collect();
        let figures = findings.iter().map(|finding| figures(&finding.message.en)).filter(|text| !text.is_empty());
        Seal { digest: written, figures: figures.take(MOST_FIGURES).collect() }
    }

    /// The clauses that findings are about, those that they name, and those that name them. A proof about no clause in
    /// particular is about all.
    fn clauses(&self, findings: &[&Finding]) -> Vec<u16> {
        let of_all = |finding: &&Finding| finding.clauses.is_empty() && matches!(finding.rule, RuleId::Proof(_));
        let all = findings.iter().any(of_all);
        let about = |place: &u16| findings.iter().any(|finding| finding.clauses.contains(place));
        let known = |place: u16| self.policy.clause(place).map(names).unwrap_or_default();
        let named: Vec<u16> = (0..=u16::MAX)
            .zip(&self.policy.clauses)
            .filter(|(place, _)| about(place))
            .flat_map(|(_, clause)| names(clause))
            .collect();
        let touched = |place: &u16| about(place) || named.contains(place) || known(*place).iter().any(about);
        (0..=u16::MAX).zip(&self.policy.clauses).map(|(place, _)| place).filter(|place| all || touched(place)).collect()
    }

    fn put_clause(&self, digest: &mut Sha256, place: u16) {
        let clause = self.text.get("clause").and_then(Value::as_array).and_then(|list| list.get(usize::from(place)));
        let Some(table) = clause.and_then(Value::as_table) else { return };
        for (key, value) in sorted(table).into_iter().filter(|(key, _)| !WORDS.contains(&key.as_str())) {
            put_text(digest, key);
            put(digest, value);
        }
    }
}

/// The clauses that a clause names.
fn names(clause: &Clause) -> Vec<u16> {
    let taken_over = match &clause.form {
        Form::SameAs(same) => same.clauses.clone(),
        Form::PaymentDefault(default) => default.counts_as_cancelled.into_iter().collect(),
        _ => Vec::new(),
    };
    clause.overrides.iter().chain(&clause.on_top_of).copied().chain(taken_over).collect()
}

fn sorted(table: &Table) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// Adds a value so that no two values add the same bytes.
fn put(digest: &mut Sha256, value: &Value) {
    match value {
        Value::Array(list) => {
            digest.update(format!("list {}\n", list.len()));
            list.iter().for_each(|item| put(digest, item));
        }
        Value::Table(table) => {
            digest.update(format!("table {}\n", table.len()));
            for (key, value) in sorted(table) {
                put_text(digest, key);
                put(digest, value);
            }
        }
        Value::String(text) => put_text(digest, text),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            put_text(digest, &format!("{} {value}", value.type_str()));
        }
    }
}

fn put_text(digest: &mut Sha256, text: &str) {
    digest.update(format!("text {}\n{text}\n", text.len()));
}

/// The units that make a number a figure that says something.
const UNITS: [&str; 12] =
    ["hour", "hours", "day", "days", "working", "week", "weeks", "month", "months", "year", "years", "times"];

/// The figures in a message: amounts, percentages, dates, and numbers with their unit.
fn figures(message: &str) -> String {
    let bare = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
    let words: Vec<String> = message.split_whitespace().map(bare).collect();
    let euro: Vec<bool> = message.split_whitespace().map(|word| word == "€").collect();
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate().filter(|(_, word)| word.contains(|c: char| c.is_ascii_digit())) {
        let sign = place.checked_sub(1).and_then(|before| euro.get(before)).copied().unwrap_or(false);
        let unit = words.get(place + 1).filter(|unit| UNITS.contains(&unit.as_str()));
        let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        found.push(format!("{}{word}{unit}", if sign { "€ " } else { "" }));
    }
    found.join(", ")
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn figures_are_amounts_dates_and_numbers_with_their_unit() {
        for (message, expected) in [
            ("a consumer's period of notice is 2 months, longer than one month", "2 months"),
            ("100% of the price + € 100.00 per service is more than the price", "100%, € 100.00"),
            ("can withdraw through 2026-01-14 by the text.", "2026-01-14"),
            ("two tiers apply 14 days before the start", "14 days"),
            ("liability to consumers is excluded", ""),
        ] {
            assert_eq!(figures(message), expected);
        }
    }
}
