//! Requests to decisions and quotes.

use super::support::{QUESTIONS, SHOP, fails, fine, json, scratch};
use std::fs;

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

/// With policies of one's own, the example is about one of them: it can be asked as it is.
#[test]
fn the_example_is_about_a_policy_that_is_there() {
    let directory = scratch("example");
    fs::write(directory.join("shop.toml"), SHOP).unwrap();
    let here = directory.to_str().unwrap();
    let request = fine(&["--policies", here, "evaluate", "--example"], b"");
    let decision = json(&fine(&["--policies", here, "evaluate"], request.as_bytes()));
    assert_eq!(decision["decision"]["policy"]["policyId"], "shop");
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
    let cases: [(&[&str], &[u8], String); 10] = [
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
        (
            &["evaluate", "--locale", "nl"],
            br#"{"policyId":"nobody","agreement":5,"paymentPlan":{}}"#,
            "fout: standard input: het verzoek heeft een fout\n  `agreement`: is een getal; geef een object".into(),
        ),
        (
            &["quote", "--locale", "nl"],
            br#"{"policyId":"nobody","until":"z"}"#,
            "fout: standard input: het verzoek heeft 2 fouten\n  `until`: `z` is geen bestaand tijdstip".into(),
        ),
        (
            &["evaluate", "--locale", "nl"],
            b"{]",
            "fout: standard input: de tekst is geen JSON (regel 1, kolom 2)\n".into(),
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
fn a_staircase_is_drawn() {
    let request = fine(&["evaluate", "--example"], b"");
    let now = ["quote", "--now", "2026-08-15T12:00:00Z"];
    for (locale, amount) in [("en", "€ 937.50"), ("nl", "€ 937,50")] {
        let text = fine(&[&now[..], &["--locale", locale]].concat(), request.as_bytes());
        assert!(text.contains(amount), "{text}");
    }
    let svg = fine(&[&now[..], &["--svg", "-"]].concat(), request.as_bytes());
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{svg}");
    let file = scratch("quote").join("fees.svg");
    let text = fine(&[&now[..], &["--svg", file.to_str().unwrap()]].concat(), request.as_bytes());
    assert_eq!(text, fine(&now, request.as_bytes()));
    assert_eq!(fs::read_to_string(&file).unwrap(), svg);
    assert!(
        fails(1, &["quote", "--svg", "/nowhere/fees.svg"], request.as_bytes()).contains("cannot write to `/nowhere")
    );
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
