//! The program as a whole: usage, help, completions, and what it knows.

use super::support::{clausula, err, fails, fine, json};
#[cfg(target_os = "linux")]
use std::fs::File;
use std::process::Stdio;

#[test]
fn usage_errors_are_code_2() {
    for args in [
        &[][..],
        &["evalute"],
        &["evaluate", "--nonsense"],
        &["evaluate", "--lines", "--format", "text"],
        &["evaluate", "--jobs", "2"],
        &["evaluate", "--lines", "--jobs", "0"],
        &["evaluate", "a", "b"],
        &["evaluate", "--locale", "de"],
        &["quote", "--now", "yesterday"],
        &["policies", "--source"],
        &["completions", "cmd"],
    ] {
        let message = fails(2, args, b"");
        assert!(message.contains("Usage: clausula") || message.contains("error: "), "{args:?}: {message}");
    }
}

#[test]
fn help_has_examples_for_every_command() {
    let help = fine(&["--help"], b"");
    assert!(help.contains("Examples:") && help.contains("Exit codes: 0 fine"), "{help}");
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        for flag in ["-h", "--help"] {
            let help = fine(&[command, flag], b"");
            assert!(help.contains("Examples:\n  clausula"), "{command}: {help}");
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}: {help}");
        }
    }
    assert_eq!(fine(&["--version"], b""), format!("clausula {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = fine(&["completions", shell], b"");
        assert!(["clausula", "evaluate", "example", "policies"].iter().all(|word| script.contains(word)), "{shell}");
    }
}

#[test]
fn the_law_and_the_format_are_printed() {
    let law = json(&fine(&["law", "--format", "json"], b""));
    let laws: Vec<&str> = law["laws"].as_array().unwrap().iter().map(|law| law["id"].as_str().unwrap()).collect();
    assert_eq!(laws, ["EU", "NL", "none"]);
    let dutch = json(&fine(&["law", "NL", "--format", "json"], b""));
    let dutch = &dutch["laws"][0];
    assert!(dutch["digest"].as_str().unwrap().starts_with("sha256:") && dutch["checks"]["WD-REFUND"] == "BW 6:230r");
    let entries = dutch["entries"].as_array().unwrap();
    assert!(entries.iter().any(|e| e["table"] == "trade" && e["from"] == "2024-07-01" && e["percent"] == "12.25"));
    assert_eq!(entries.iter().filter(|e| e["kind"] == "rule").count(), 10);
    let second_hand = |e: &&serde_json::Value| e["from"] == "2025-01-01" && e["status"] == "second-hand";
    assert_eq!(entries.iter().filter(second_hand).count(), 2);
    for entry in entries.iter().chain(law["laws"][0]["entries"].as_array().unwrap()) {
        assert!(entry["status"] == "seen" || entry["status"] == "second-hand", "{entry}");
        assert!(entry["source"]["en"].as_str().unwrap().len() > 5 && entry["source"]["nl"].is_string(), "{entry}");
    }
    assert!(entries.iter().any(|e| e["kind"] == "withdrawal" && e["excluded"] == true));
    let text = fine(&["law"], b"");
    for said in [
        "2024-01-01  7% a year",
        "6% a year    second-hand",
        "7% a year    seen",
        "6:120; Besluit",
        "not legal advice",
        "none: no law",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    // Each of the ten rules of Dutch law says where it was read, and whether it was seen.
    let rules = fine(&["law", "NL", "--locale", "nl"], b"").split("Dwingend recht").nth(1).unwrap().to_owned();
    let rules = rules.split_whitespace().collect::<Vec<_>>().join(" ");
    let (rules, _) = rules.split_once("Herroepen naar product").unwrap();
    assert_eq!(rules.matches("uit de tweede hand: ").count() + rules.matches("gezien: ").count(), 10, "{rules}");
    assert!(fine(&["law", "--locale", "nl"], b"").contains("7% per jaar"));
    let european = fine(&["law", "EU"], b"");
    assert!(european.contains("Directive 2011/83/EU") && !european.contains("BW "), "{european}");
    let unknown = fails(2, &["law", "BE"], b"");
    assert!(unknown.contains("EU, NL, none"), "{unknown}");

    assert_eq!(json(&fine(&["schema"], b""))["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(fine(&["schema", "--format", "markdown"], b"").contains("# "));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    for args in [&["schema"][..], &["--help"], &["policies", "emperra", "--source"], &["completions", "bash"]] {
        let mut child = clausula().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for args in [&["schema"][..], &["policies"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = clausula().args(args).stdout(full).output().unwrap();
        let told = "error: cannot write to standard output: no space left\n";
        assert_eq!((output.status.code(), err(&output)), (Some(1), told), "{args:?}");
    }
}
