//! The terminal: its width, its colours, and how moments and severities are written.

use super::support::{clausula, fails, fine, out, scratch};

/// What a command prints where lines have so many columns.
fn wide(columns: &str, args: &[&str], input: &str) -> String {
    let file = scratch("terminal").join("request.json");
    std::fs::write(&file, input).unwrap();
    let args = args.iter().map(|arg| if *arg == "FILE" { file.to_str().unwrap() } else { arg });
    let output = clausula().args(args).env("COLUMNS", columns).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", super::support::err(&output));
    out(&output).to_owned()
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn lines_fit_the_columns_that_there_are() {
    let request = fine(&["evaluate", "--example"], b"");
    for args in [
        &["evaluate", "FILE", "--format", "text"][..],
        &["evaluate", "FILE", "--format", "text", "--locale", "nl"],
        &["quote", "FILE"],
        &["quote", "FILE", "--locale", "nl"],
        &["options", "FILE"],
        &["options", "FILE", "--locale", "nl"],
        &["policies"],
        &["policies", "--locale", "nl"],
        &["facts", "multidonnas", "cancellation"],
        &["demo"],
    ] {
        for (columns, most) in [("60", 60), ("80", 80), ("100", 100), ("400", 100), ("0", 100)] {
            let text = wide(columns, args, &request);
            assert!(widest(&text) <= most, "{args:?} {columns}: {}: {text}", widest(&text));
        }
    }
    // What is narrower is used: a wide line is not kept from a wide terminal.
    assert!(widest(&wide("100", &["quote", "FILE"], &request)) > 80);
}

#[test]
fn nothing_is_lost_where_a_table_is_narrow() {
    let request = fine(&["evaluate", "--example"], b"");
    let narrow = wide("60", &["quote", "FILE"], &request);
    for said in ["Charge", "≤ € 937.50", "Clauses", "cancel", "Refund", "Until"] {
        assert!(narrow.contains(said), "{said}: {narrow}");
    }
}

#[test]
fn a_pipe_has_no_colours() {
    for args in [&["demo"][..], &["--help"], &["quote", "--help"]] {
        assert!(!fine(args, b"").contains('\u{1b}'), "{args:?}");
    }
    assert!(!fails(1, &["evaluate", "/nowhere"], b"").contains('\u{1b}'));
}

#[test]
fn a_day_is_marked_and_asked_about() {
    let request = fine(&["evaluate", "--example"], b"");
    let now = |now: &str| fine(&["quote", "--now", now], request.as_bytes());
    assert_eq!(now("2026-08-15"), now("2026-08-15T10:00:00Z"));
    assert_eq!(now("15 augustus 2026 12:00"), now("2026-08-15T10:00:00Z"));
    // The window changes at 17:31 on 14 August: a minute before and at it.
    assert_ne!(now("14 August 2026 17:30"), now("14 August 2026 17:31"));
    let at = |at: &str| fine(&["options", "--at", at], request.as_bytes());
    assert_eq!(at("2026-08-15"), at("2026-08-15T10:00:00Z"));
    assert!(fails(2, &["quote", "--now", "yesterday"], request.as_bytes()).contains("2026-08-15"));
}

#[test]
fn a_quote_needs_no_moment() {
    let request = fine(&["evaluate", "--example"], b"");
    let without = request.replace("{\"receivedAt\": \"2026-07-31T15:31:00Z\"}", "{}");
    assert_ne!(without, request);
    let args = ["quote", "--now", "2026-08-15"];
    assert_eq!(fine(&args, without.as_bytes()), fine(&args, request.as_bytes()));
}

#[test]
fn severities_are_words_too() {
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policies/small.toml");
    let deny = |word: &str| clausula().args(["verify", policy, "--deny", word]).output().unwrap().status.code();
    for words in [
        ["C", "critical", "Kritiek"],
        ["H", "HIGH", "hoog"],
        ["M", "medium", "middel"],
        ["I", "information", "informatie"],
    ] {
        let codes: Vec<_> = words.iter().map(|word| deny(word)).collect();
        assert!(codes.iter().all(|code| *code == codes[0] && *code != Some(2)), "{words:?}: {codes:?}");
    }
    let told = fails(2, &["verify", policy, "--deny", "urgent"], b"");
    assert!(told.contains("write critical, high, medium or information"), "{told}");
}

#[test]
fn a_folder_without_policies_is_no_success() {
    let empty = scratch("no-policies");
    std::fs::write(empty.join("shop.cases.toml"), "").unwrap();
    let told = fails(1, &["verify", empty.to_str().unwrap()], b"");
    assert!(told.contains("there is no policy file"), "{told}");
    let cases = empty.join("shop.cases.toml");
    assert!(fails(1, &["verify", cases.to_str().unwrap()], b"").contains("there is nothing to check"));
    let told = fails(1, &["--policies", empty.to_str().unwrap(), "policies"], b"");
    assert!(told.contains("no policy file"), "{told}");
}
