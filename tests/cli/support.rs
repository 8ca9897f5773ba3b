//! What the tests share: running the program, and files to run it on.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

/// Every question, as the command line names it.
pub(crate) const QUESTIONS: [&str; 20] = [
    "cancellation",
    "no_show",
    "withdrawal",
    "rescheduling",
    "substitution",
    "booking_change",
    "provider_cancellation",
    "provider_change",
    "payment_review",
    "payment_plan",
    "payment_allocation",
    "termination",
    "price_increase",
    "terms_change",
    "complaint",
    "damage_claim",
    "breach",
    "force_majeure",
    "offer",
    "data_breach",
];

pub(crate) fn clausula() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausula"));
    command.env_remove("CLAUSULA_POLICIES").stdin(Stdio::null());
    command
}

/// Runs it with arguments and an input.
pub(crate) fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        clausula().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // It may stop reading early; that is its own business.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

pub(crate) fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Standard output of a run that must be fine.
pub(crate) fn fine(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    assert_eq!(err(&output), "", "{args:?}");
    out(&output).to_owned()
}

/// Standard error of a run that must end with this code and print nothing else.
pub(crate) fn fails(code: i32, args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
    assert_eq!(out(&output), "", "{args:?}");
    err(&output).to_owned()
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A directory of its own for a test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

pub(crate) const CASES: &str = r#"
policy = "multidonnas"

[defaults]
customer = "consumer"
product = "event"
price = "1250.00"
concluded_at = 2026-05-01
starts_at = 2026-09-14T10:00

[[case]]
name = "a notice after office hours counts on the next working day"
article = "9.2"
question = "cancellation"
row = [
  { received_at = 2026-07-31T17:30, expect = { charged = "625.00" } },
  { received_at = 2026-07-31T17:31, expect = { charged = "937.50" } },
]
"#;

pub(crate) const SHOP: &str = r#"policy = "shop"
version = "1"
name = "Shop"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
customers = ["business"]
summary = { nl = "Opzeggen kan altijd, gratis.", en = "Cancelling is always possible, free of charge." }
[clause.outcome]
verdict = "permitted"
settles = true
"#;
