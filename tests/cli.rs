//! The command line as a user meets it: the real program, its streams and its exit codes.

#![cfg(feature = "service")]
// A test fails by panicking, its helpers too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

fn clausula() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausula"));
    command.env_remove("CLAUSULA_POLICIES").stdin(Stdio::null());
    command
}

/// Runs it with arguments and an input.
fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        clausula().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // It may stop reading early; that is its own business.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Standard output of a run that must be fine.
fn fine(args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    assert_eq!(err(&output), "", "{args:?}");
    out(&output).to_owned()
}

/// Standard error of a run that must end with this code and print nothing else.
fn fails(code: i32, args: &[&str], input: &[u8]) -> String {
    let output = run(args, input);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
    assert_eq!(out(&output), "", "{args:?}");
    err(&output).to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A directory of its own for a test.
fn scratch(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

const QUESTIONS: [&str; 20] = [
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

#[test]
fn the_example_of_every_question_is_decided() {
    for question in QUESTIONS {
        let request = fine(&["evaluate", "--example", question], b"");
        let response = json(&fine(&["evaluate"], request.as_bytes()));
        assert_eq!(response["requestId"], json(&request)["requestId"]);
        let verdict = response["decision"]["verdict"].as_str().unwrap();
        assert!(["VERDICT_PERMITTED", "VERDICT_DISCRETIONARY"].contains(&verdict), "{question}: {verdict}");
        assert!(!response["decision"]["explanation"].as_array().unwrap().is_empty(), "{question}");
        for locale in ["en", "nl"] {
            let text = fine(&["evaluate", "--format", "text", "--locale", locale], request.as_bytes());
            assert!(!text.trim().is_empty(), "{question}");
        }
    }
}

/// MultiDonnas art. 9.1 and 9.2: notice a minute after the office closed counts as given on Monday, day 42: 75%.
#[test]
fn the_worked_case_is_the_first_example_and_the_demo() {
    let request = fine(&["evaluate", "--example"], b"");
    let decision = json(&fine(&["evaluate", "-"], request.as_bytes()))["decision"].clone();
    assert_eq!(decision["charges"][0]["amount"]["minorUnits"], "93750");
    assert_eq!(decision["effectiveAt"], "2026-08-03T07:00:00Z");
    let earlier = request.replace("2026-07-31T15:31:00Z", "2026-07-31T15:30:00Z");
    let decision = json(&fine(&["evaluate"], earlier.as_bytes()))["decision"].clone();
    assert_eq!(decision["charges"][0]["amount"]["minorUnits"], "62500");

    for (locale, amount) in [("en", "€ 937.50"), ("nl", "€ 937,50")] {
        let demo = fine(&["demo", "--locale", locale], b"");
        assert!(demo.contains(amount) && demo.contains("9.1"), "{demo}");
    }
}

#[test]
fn examples_are_found_by_other_spellings_and_in_other_languages() {
    let plain = fine(&["evaluate", "--example", "no_show"], b"");
    assert_eq!(fine(&["evaluate", "--example", "noShow"], b""), plain);
    assert_eq!(fine(&["evaluate", "--example=no-show"], b""), plain);
    assert_eq!(json(&fine(&["evaluate", "--example", "offer", "--locale", "nl"], b""))["locale"], "nl");
    let message = fails(2, &["evaluate", "--example", "canceled"], b"");
    assert!(message.contains("[possible values: cancellation, no_show,"), "{message}");
}

#[test]
fn a_request_comes_from_a_file_or_standard_input() {
    let file = scratch("request").join("request.json");
    let request = fine(&["evaluate", "--example"], b"");
    fs::write(&file, &request).unwrap();
    let answer = fine(&["evaluate", file.to_str().unwrap()], b"");
    assert_eq!(fine(&["evaluate", "-"], request.as_bytes()), answer);
    assert_eq!(fine(&["evaluate"], format!("\u{feff}{request}").as_bytes()), answer);
}

#[test]
fn bad_input_is_named_with_its_place() {
    let directory = scratch("bad-input");
    let (here, gone) = (directory.to_str().unwrap(), directory.join("gone.json"));
    let cases: [(&[&str], &[u8], String); 7] = [
        (&["evaluate", here], b"", format!("error: cannot read `{here}`: it is a directory; name a file in it\n")),
        (
            &["evaluate", gone.to_str().unwrap()],
            b"",
            format!("error: cannot read `{}`: no such file or directory\n", gone.display()),
        ),
        (
            &["evaluate"],
            b"{\"policyId\":\n \"caf\xe9\"}",
            "error: standard input is not UTF-8: line 2, column 6; save it as UTF-8\n".into(),
        ),
        (
            &["evaluate"],
            b"{\"policyId\":\n\"x\",}",
            "error: standard input: the text is not JSON: trailing comma (line 2, column 5)\n".into(),
        ),
        (
            &["evaluate"],
            b"",
            "error: standard input is empty; `clausula evaluate --example` prints a request to edit\n".into(),
        ),
        (
            &["evaluate", "--format", "text"],
            br#"{"policyId":"nobody"}"#,
            "error: standard input: the request has 2 faults\n  `agreement`: is missing\n  `event`".into(),
        ),
        (&["quote"], br#"{"policyID":"multidonnas"}"#, "error: standard input: the request has 3 faults\n".into()),
    ];
    for (args, input, message) in cases {
        let got = fails(1, args, input);
        assert!(got.starts_with(&message), "{args:?}\nexpected {message}\ngot      {got}");
    }
    let long = vec![b' '; (1 << 20) + 1];
    assert!(fails(1, &["evaluate"], &long).contains("at most 1048576 bytes"));
}

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
fn policies_are_listed_and_shown() {
    let list = json(&fine(&["policies", "--format", "json"], b""));
    let ids: Vec<&str> = list["policies"].as_array().unwrap().iter().map(|p| p["policyId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["emperra", "heartschool", "klantgenerator", "multidonnas", "onvergetelijk-onderwijs"]);
    let text = fine(&["policies"], b"");
    assert!(text.lines().any(|line| line.starts_with("klantgenerator") && line.contains("from 2020-12-17")), "{text}");

    let shown = json(&fine(&["policies", "klantgenerator", "2020-12-17", "--format", "json"], b""));
    assert_eq!(shown["clauses"].as_array().unwrap().len(), shown["policy"]["clauseCount"].as_u64().unwrap() as usize);
    let nl = fine(&["policies", "multidonnas", "--locale", "nl"], b"");
    assert!(nl.contains("cancel  (article 9.1; cancellation; tiers)"), "{nl}");
    assert!(fine(&["policies", "emperra", "--source"], b"").contains("policy = \"emperra\""));

    assert_eq!(fails(1, &["policies", "emprra"], b""), "error: there is no policy `emprra`: did you mean `emperra`?\n");
    assert!(fails(1, &["policies", "emperra", "2"], b"").contains("`emperra` has no version `2`"));
}

#[test]
fn other_policies_are_used_from_a_directory_or_the_environment() {
    let directory = scratch("policies");
    let source = fine(&["policies", "multidonnas", "--source"], b"").replace("\"multidonnas\"", "\"sixth\"");
    fs::write(directory.join("sixth.toml"), &source).unwrap();
    let here = directory.to_str().unwrap();
    let request = fine(&["evaluate", "--example"], b"").replace("\"multidonnas\"", "\"sixth\"");
    let response = json(&fine(&["--policies", here, "evaluate"], request.as_bytes()));
    assert_eq!(response["decision"]["policy"]["policyId"], "sixth");
    assert_eq!(json(&fine(&["evaluate", "--policies", here], request.as_bytes())), response);

    let listed = clausula().arg("policies").env("CLAUSULA_POLICIES", here).output().unwrap();
    assert!(out(&listed).contains("sixth") && !out(&listed).contains("emperra"), "{}", out(&listed));
    let built_in = clausula().arg("policies").env("CLAUSULA_POLICIES", "").output().unwrap();
    assert!(out(&built_in).contains("emperra"));

    // All that is wrong, with its place.
    let broken = source.replace("zone = \"Europe/Amsterdam\"", "zone = \"Europe/Amsterdm\"\ncolour = \"red\"");
    fs::write(directory.join("sixth.toml"), broken).unwrap();
    let report = fails(1, &["--policies", here, "policies"], b"");
    assert!(
        report.contains("sixth.toml:") && report.contains("unknown-zone") && report.contains("unknown-key"),
        "{report}"
    );
    assert!(report.ends_with(&format!("error: no policies: the files in `{here}` have 2 errors\n")), "{report}");
    fs::remove_file(directory.join("sixth.toml")).unwrap();
    assert!(fails(1, &["--policies", here, "evaluate"], b"").contains("no policy file"));
    fs::remove_dir(&directory).unwrap();
    assert!(fails(1, &["--policies", here, "evaluate"], b"").starts_with("error: cannot read"));
}

#[test]
fn the_law_and_the_format_are_printed() {
    let law = json(&fine(&["law", "--format", "json"], b""));
    let entries = law["entries"].as_array().unwrap();
    assert!(entries.iter().any(|e| e["table"] == "trade" && e["from"] == "2024-07-01" && e["percent"] == "12.25"));
    assert_eq!(entries.iter().filter(|e| e["kind"] == "rule").count(), 8);
    let text = fine(&["law"], b"");
    assert!(text.contains("2024-01-01  7% a year") && text.contains("not legal advice"), "{text}");
    assert!(fine(&["law", "--locale", "nl"], b"").contains("7% per jaar"));

    assert_eq!(json(&fine(&["schema"], b""))["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(fine(&["schema", "--format", "markdown"], b"").contains("# "));
}

#[test]
fn a_staircase_is_quoted() {
    let request = fine(&["evaluate", "--example"], b"");
    let quoted = json(&fine(&["quote", "--format", "json"], request.as_bytes()));
    let windows = quoted["windows"].as_array().unwrap();
    assert_eq!(windows[0]["from"], "2026-05-04T09:30:00Z");
    assert!(windows.windows(2).all(|pair| pair[0]["until"] == pair[1]["from"]));
    assert!(windows.last().unwrap().get("until").is_none());

    // The other shape, and the other question.
    let mut plain = json(&request);
    plain.as_object_mut().unwrap().remove("cancellation");
    assert_eq!(json(&fine(&["quote", "--format", "json"], plain.to_string().as_bytes())), quoted);
    let other = fine(&["evaluate", "--example", "rescheduling"], b"");
    let moved = json(&fine(&["quote", "--format", "json"], other.as_bytes()));
    assert_eq!(moved["windows"][1]["charges"][0]["kind"], "CHARGE_KIND_RESCHEDULING_FEE", "{moved}");
    let asked = fine(&["quote", "--format", "json", "--question", "cancellation"], other.as_bytes());
    assert!(asked.contains("CHARGE_KIND_ADMINISTRATION_FEE"), "{asked}");
}

const CASES: &str = r#"
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

#[test]
fn case_files_are_run() {
    let directory = scratch("cases");
    let (here, file) = (directory.to_str().unwrap(), directory.join("deep/multidonnas.cases.toml"));
    assert_eq!(fails(1, &["test", here], b""), format!("error: there is no case file (`*.cases.toml`) in `{here}`\n"));
    fs::create_dir(directory.join("deep")).unwrap();
    fs::write(&file, CASES).unwrap();
    fs::write(directory.join("deep/other.toml"), "not a case file").unwrap();
    assert!(fine(&["test", here], b"").ends_with("2 passed, 0 failed\n"));
    assert!(fine(&["test", here, file.to_str().unwrap()], b"").ends_with("2 passed, 0 failed\n"));

    let covered = run(&["test", here, "--coverage"], b"");
    assert_eq!(covered.status.code(), Some(0));
    assert!(out(&covered).contains("multidonnas undated: ") && out(&covered).contains("missed, line"));
    assert_eq!(run(&["test", here, "--threshold", "1"], b"").status.code(), Some(0));
    let short = run(&["test", here, "--threshold", "100"], b"");
    assert_eq!(short.status.code(), Some(1));
    assert!(err(&short).starts_with("error: the cases reach "), "{}", err(&short));

    let report = json(&fine(&["test", here, "--coverage", "--format", "json"], b""));
    assert_eq!((&report["passed"], &report["coverage"]["policies"][0]["policy"]), (&2.into(), &"multidonnas".into()));
    assert!(fine(&["test", here, "--format", "junit"], b"").starts_with("<?xml"));
    let lcov = out(&run(&["test", here, "--format", "lcov"], b"")).to_owned();
    assert!(lcov.contains("SF:policies/multidonnas/undated.toml"), "{lcov}");
    let report = directory.join("report.xml");
    let told = run(&["test", here, "--format", "junit", "--output", report.to_str().unwrap()], b"");
    assert_eq!((out(&told), err(&told)), ("", "2 passed, 0 failed\n"));
    assert!(fs::read_to_string(report).unwrap().contains("<testsuite "));

    fs::write(&file, CASES.replace("937.50", "937.51")).unwrap();
    let failed = run(&["test", here, "--explain"], b"");
    assert_eq!(failed.status.code(), Some(1));
    assert!(out(&failed).contains("937.51") && out(&failed).contains("75% of"), "{}", out(&failed));

    fs::write(&file, CASES.replace("received_at", "recieved_at")).unwrap();
    let told = fails(1, &["test", here], b"");
    assert!(told.contains("multidonnas.cases.toml:16:3: error[missing-key]"), "{told}");
    assert!(told.ends_with("error: a case file cannot be read; no case was run\n"), "{told}");
    assert!(fails(1, &["test", "/nowhere.cases.toml"], b"").contains("no such file"));
    fails(2, &["test"], b"");
}

mod lines {
    use super::*;

    fn request(id: &str) -> String {
        let mut request = json(&fine(&["evaluate", "--example"], b""));
        request["requestId"] = id.into();
        request["detail"] = "DETAIL_AMOUNTS".into();
        request.to_string()
    }

    /// Ten thousand lines, good and bad in every way, blank ones between: as many answers, in order.
    #[test]
    fn answers_keep_the_order_of_the_lines() {
        let good = request("ID");
        let mut input: Vec<u8> = Vec::new();
        let mut expected = Vec::new();
        for n in 0..10_000 {
            let id = format!("n{n}");
            let good = good.replace("\"ID\"", &format!("\"{id}\""));
            let (line, reason) = match n % 10 {
                3 => (good.replace("\"multidonnas\"", "\"multidona\"").into_bytes(), Some("POLICY_NOT_FOUND")),
                5 => (format!(r#"{{"requestId":"{id}","agreement":"#).into_bytes(), Some("MALFORMED_JSON")),
                7 => (good.replace("EUR", "USD").into_bytes(), Some("INVALID_FIELDS")),
                8 => ([format!(r#"{{"requestId":"{id}","x":""#).as_bytes(), b"\xff\xfe\"}"].concat(), None),
                _ => (good.into_bytes(), Some("")),
            };
            input.extend(line);
            input.extend(if n % 4 == 0 { &b"\r\n\n  \n"[..] } else { b"\n" });
            expected.push((id, reason));
        }
        let output = run(&["evaluate", "--lines"], &input);
        assert_eq!(output.status.code(), Some(1));
        let answers: Vec<Value> = out(&output).lines().map(json).collect();
        assert_eq!(answers.len(), expected.len());
        for (answer, (id, reason)) in answers.iter().zip(&expected) {
            assert_eq!(answer["requestId"], **id, "{answer}");
            match reason {
                Some("") => assert_eq!(answer["decision"]["charges"][0]["amount"]["minorUnits"], "93750"),
                Some(reason) => assert_eq!(answer["error"]["reason"], *reason, "{answer}"),
                None => assert_eq!(answer["error"]["code"], "INVALID_ARGUMENT", "{answer}"),
            }
        }
        let told = err(&output);
        assert!(told.contains("4000 of 10000 requests have no decision; the first is on line 6"), "{told}");
    }

    #[test]
    fn an_error_says_what_is_wrong_with_which_field() {
        let line = request("r").replace("\"125000\"", "\"-1\"").replace("_CONSUMER", "_ALIEN");
        let output = run(&["evaluate", "--lines"], line.as_bytes());
        let error = json(out(&output))["error"].clone();
        assert_eq!(error["code"], "INVALID_ARGUMENT");
        let violations = error["fieldViolations"].as_array().unwrap();
        let fields: Vec<&Value> = violations.iter().map(|violation| &violation["field"]).collect();
        assert_eq!(fields, ["agreement.customer_type", "agreement.price"], "{error}");
        let output =
            run(&["evaluate", "--lines", "--locale", "nl"], request("r").replace("multidonnas", "x").as_bytes());
        assert_eq!(json(out(&output))["error"]["message"], "er zijn geen voorwaarden `x`");
    }

    #[test]
    fn good_lines_are_fine_and_no_lines_too() {
        let (one, two) = (request("1"), request("2"));
        assert_eq!(fine(&["evaluate", "--lines"], b""), "");
        assert_eq!(fine(&["evaluate", "--lines"], b"\n \n\n"), "");
        let answers = fine(&["evaluate", "--lines", "--jobs", "1"], format!("{one}\n{two}").as_bytes());
        assert_eq!(answers.lines().count(), 2);
        let file = scratch("lines").join("requests.jsonl");
        fs::write(&file, format!("\u{feff}{one}\n{two}\n")).unwrap();
        assert_eq!(fine(&["evaluate", "--lines", file.to_str().unwrap()], b""), answers);
    }

    /// A line of 1 MiB is read; a longer one is refused, skipped, and harms no other.
    #[test]
    fn a_line_that_is_too_long_is_one_error() {
        let good = request("good");
        let padded = |length: usize| format!("{good}{}", " ".repeat(length - good.len()));
        let mut input = Vec::new();
        for length in [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20] {
            input.extend(padded(length).into_bytes());
            input.extend(format!("\n{good}\n").into_bytes());
        }
        let output = run(&["evaluate", "--lines"], &input);
        let answers: Vec<Value> = out(&output).lines().map(json).collect();
        let reasons: Vec<Option<&str>> = answers.iter().map(|answer| answer["error"]["reason"].as_str()).collect();
        assert_eq!(reasons, [None, None, None, None, Some("LINE_TOO_LONG"), None, Some("LINE_TOO_LONG"), None]);
        assert!(err(&output).contains("2 of 8 requests have no decision; the first is on line 5"));
    }

    /// A caller that writes one line and waits for its answer gets it.
    #[test]
    fn one_question_at_a_time_over_pipes() {
        let mut child = clausula()
            .args(["evaluate", "--lines"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut ask = child.stdin.take().unwrap();
        let mut hear = BufReader::new(child.stdout.take().unwrap());
        for id in ["a", "b", "c"] {
            ask.write_all(format!("{}\n", request(id)).as_bytes()).unwrap();
            let mut answer = String::new();
            hear.read_line(&mut answer).unwrap();
            assert_eq!(json(&answer)["requestId"], id);
        }
        drop(ask);
        assert_eq!(hear.read_line(&mut String::new()).unwrap(), 0);
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }

    /// The reader of the answers leaves; the input stays open. It ends, quietly.
    #[test]
    fn a_closed_output_ends_it_quietly() {
        let mut child = clausula()
            .args(["evaluate", "--lines"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut ask = child.stdin.take().unwrap();
        ask.write_all(format!("{}\n", request("a")).as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(told, "");
        drop(ask);
    }

    #[test]
    fn noise_never_breaks_it() {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut noise = Vec::new();
        for _ in 0..200_000 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            noise.push(seed.to_le_bytes()[0]);
        }
        let lines = noise.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace)).count();
        let output = run(&["evaluate", "--lines"], &noise);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            out(&output).lines().map(json).filter(|answer| answer["error"]["code"] == "INVALID_ARGUMENT").count(),
            lines
        );
    }
}
