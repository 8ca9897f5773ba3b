//! Many requests, one on each line.

use super::support::{clausula, err, fine, json, out, run, scratch};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

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
    assert_eq!(fields, ["agreement.customerType", "agreement.price"], "{error}");
    // A caller who writes the names of the `.proto` files reads them.
    let snake = line.replace("customerType", "customer_type").replace("concludedAt", "concluded_at");
    let mixed = json(out(&run(&["evaluate", "--lines"], snake.as_bytes())))["error"].clone();
    assert_eq!(mixed["fieldViolations"][0]["field"], "agreement.customerType", "{mixed}");
    let snake = r#"{"policy_id":"multidonnas","agreement":{"customer_type":"CUSTOMER_TYPE_CONSUMER",
        "product_type":"PRODUCT_TYPE_EVENT","price":{"currency_code":"EUR","minor_units":1},
        "concluded_at":"2026-05-02T10:00:00Z"},"cancellation":{"received_at":"2026-05-01T10:00:00Z"}}"#;
    let error = json(out(&run(&["evaluate", "--lines"], snake.replace('\n', " ").as_bytes())))["error"].clone();
    let violation = serde_json::json!({
        "field": "cancellation.received_at", "description": "lies before `agreement.concluded_at`"
    });
    assert_eq!(error["fieldViolations"][0], violation, "{error}");
    let output = run(&["evaluate", "--lines", "--locale", "nl"], request("r").replace("multidonnas", "x").as_bytes());
    assert_eq!(
        json(out(&output))["error"]["message"],
        "er zijn geen voorwaarden `x`, wel `emperra`, `heartschool`, `klantgenerator`, `multidonnas`, `onvergetelijk-onderwijs`"
    );
}

#[test]
fn an_error_is_in_the_language_that_the_command_line_asks_for() {
    let line = request("r").replace("\"125000\"", "true");
    let error = json(out(&run(&["evaluate", "--lines", "--locale", "nl"], line.as_bytes())))["error"].clone();
    assert_eq!(error["message"], "`agreement.price.minorUnits`: is `true` of `false`; geef een geheel getal");
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
