//! Examples that run: of a rule a policy that it reports, of a finding and of an assumption a request whose decision
//! carries it.

use super::entries::Kind;
use serde::Deserialize;
use serde_json::Value;

/// A policy to which no rule has anything to say.
const FAIR: &str = include_str!("fair.toml");

/// For each rule what to change in it.
const RULES: &str = include_str!("rules.json");

/// For each finding and assumption a request, and a policy where it is none of the built-in ones.
const REQUESTS: &str = include_str!("requests.json");

/// What makes a rule report the fair policy.
#[derive(Deserialize)]
struct OfRule {
    code: String,
    /// What stands there, and what stands there instead.
    changes: Vec<(String, String)>,
}

/// A request whose decision carries a finding or an assumption.
#[derive(Deserialize)]
struct OfDecision {
    code: String,
    /// The policy; absent: one that is built in.
    policy: Option<String>,
    request: Value,
}

/// The example of a code, whole: a policy file or a request; `None` where there is none.
pub(super) fn of(kind: Kind, code: &str) -> Option<String> {
    match kind {
        Kind::Rule => {
            let changes = changes(code)?;
            Some(changes.iter().fold(FAIR.to_owned(), |text, (from, to)| text.replacen(from, to, 1)))
        }
        Kind::Finding | Kind::Assumption => serde_json::to_string_pretty(&of_decision(code)?.request).ok(),
        Kind::Law | Kind::Fault => None,
    }
}

/// The policy under which the example of a finding or an assumption is decided; `None`: one that is built in.
pub(super) fn policy_of(code: &str) -> Option<String> {
    of_decision(code)?.policy
}

fn of_decision(code: &str) -> Option<OfDecision> {
    let requests: Vec<OfDecision> = serde_json::from_str(REQUESTS).ok()?;
    requests.into_iter().find(|example| example.code == code)
}

fn changes(code: &str) -> Option<Vec<(String, String)>> {
    let rules: Vec<OfRule> = serde_json::from_str(RULES).ok()?;
    rules.into_iter().find(|example| example.code == code).map(|example| example.changes)
}

/// The example for the page of a code: of a policy only what it says, and how to run the whole.
pub(super) fn in_short(kind: Kind, code: &str) -> Option<String> {
    let run = |command: &str| format!("\nclausula explain {code} --example {command}");
    match kind {
        Kind::Rule => {
            let lines = changes(code)?.into_iter().map(|(from, to)| match to.trim() {
                "" => format!("without: {}", from.trim()),
                to => to.to_owned(),
            });
            Some(lines.collect::<Vec<_>>().join("\n") + "\n" + &run("> shop.toml && clausula verify shop.toml"))
        }
        _ => Some(match policy_of(code) {
            None => of(kind, code)? + "\n" + &run("| clausula evaluate --format text"),
            Some(policy) => {
                let (first, second) =
                    (run("--policy > terms/example.toml"), run("| clausula --policies terms evaluate"));
                policy + "\n" + &of(kind, code)? + "\n" + &first + &second
            }
        }),
    }
}
