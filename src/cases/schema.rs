//! The format of case files in the words of others: as a JSON Schema for editors, and as a reference for people. Both are
//! written from the description by which files are read.

use std::fmt::Write as _;

use super::fact_keys::FactsTable;
use super::format::FileTable;
use super::questions::{AGREEMENT, facts_of};
use crate::policy::load::read::Table;
use crate::policy::schema::{schema_of, table_of, words_of};
use crate::vocabulary::Question;

/// A small case file, for the reference: its policy is one of those that are built in.
pub const EXAMPLE: &str = include_str!("example.cases.toml");

const START: &str = "\
# The format of case files

A case file is [TOML 1.1](https://toml.io/en/v1.1.0) in UTF-8 and its name ends in `.cases.toml`. It states what a policy must decide: a
case gives a question, the facts, and what is expected. Keys that this page does not name are errors; all errors are
reported, each with its line and column.

- **Facts** have the names of the contract; those of the agreement and of the event stand side by side. What is not stated is
  not in the request. `[defaults]` has the facts that all cases share, a `row` the ones in which it differs from its case.
- **Only what `expect` states is compared**; a row adds its expectations to those of its case.
- **Moments** are TOML dates and times, without quotes: `2026-07-31T17:31` on the clock of the policy's zone, or with an offset,
  `2026-07-31T17:31+02:00`. A date alone stands for noon on it.
- **Amounts** have the decimals of the file's `currency`, two for most: `\"1250.00\"`.
";

/// The JSON Schema (draft 2020-12) of a case file.
pub fn json_schema() -> String {
    schema_of("Clausula cases", FileTable::SHAPE)
}

/// The reference of case files, in Markdown: an example, each table with its keys, which facts each question takes, and the
/// words that keys take.
///
/// ```
/// assert!(clausula::cases::schema::format_reference().contains("## `expect`"));
/// ```
pub fn format_reference() -> String {
    let mut text = format!("{START}\n## Example\n```toml\n{EXAMPLE}```\n");
    let (shapes, facts) = (FileTable::SHAPE.all(), FactsTable::SHAPE);
    for shape in &shapes {
        let is_fact = |name: &str| facts.names().contains(&name);
        let adds_facts = *shape != facts && facts.names().iter().all(|fact| shape.names().contains(fact));
        text.push_str(&table_of(shape, |field| !adds_facts || !is_fact(field.name)));
        if adds_facts {
            text.push_str("\nAnd every fact of [`defaults`](#defaults).\n");
        }
    }
    text.push_str(&questions());
    text.push_str(&words_of(&shapes));
    text
}

fn questions() -> String {
    let listed = |facts: &[&str]| facts.iter().map(|fact| format!("`{fact}`")).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "\n# What each question takes\nEvery case needs {}, and may have the other facts of the agreement. Of the event:\n\n\
         | question | needs | may have |\n|---|---|---|\n",
        listed(&AGREEMENT)
    );
    for question in Question::ALL {
        let (needed, possible) = facts_of(*question);
        let _ = writeln!(text, "| `{question}` | {} | {} |", listed(needed), listed(possible));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{load, run};
    use crate::law::Law;
    use crate::policy::store::PolicySet;

    #[test]
    fn the_example_passes() {
        let cases = load("example.cases.toml", EXAMPLE.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let policies = PolicySet::built_in().unwrap();
        let report = run(&cases, &policies, Law::built_in());
        assert_eq!((report.passed(), report.failed()), (3, 0));
    }

    #[test]
    fn the_schema_and_the_reference_know_every_key_and_question() {
        let (schema, text) = (json_schema(), format_reference());
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        for shape in FileTable::SHAPE.all() {
            let table = if shape.name == "file" { &schema } else { &schema["$defs"][shape.name] };
            for field in shape.fields {
                assert_eq!(table["properties"][field.name]["description"], field.doc.trim(), "{}", field.name);
                assert!(text.contains(&format!("| `{}` | ", field.name)), "{}", field.name);
                assert!(field.doc.trim().ends_with('.'), "{}: {}", field.name, field.doc);
            }
        }
        for question in Question::ALL {
            assert!(text.contains(&format!("\n| `{question}` |")));
        }
    }

    #[test]
    fn where_nothing_may_be_expected_the_schema_takes_false() {
        let schema: serde_json::Value = serde_json::from_str(&json_schema()).unwrap();
        let refund = &schema["$defs"]["boundary"]["properties"]["refund"]["anyOf"];
        assert_eq!(refund[1]["const"], false);
        let deadline = &schema["$defs"]["deadlines"]["properties"]["refund"]["anyOf"];
        assert_eq!(deadline[1]["const"], false);
    }
}
